"""Pages of the source that are told wrongly are found, in Markdown, in Akoma Ntoso and in books."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
import typst

from build_tools.intake import SourceFile, read_file
from build_tools.model.edition import Edition
from build_tools.model.record import FidelityRecord, PublishedWork
from build_tools.pipeline import convert_files
from build_tools.proof.akoma import prove_akoma
from build_tools.proof.books import prove_book
from build_tools.proof.expected import ProvedWork, Rendition
from build_tools.proof.pages import prove_markdown
from build_tools.publish.archive import EPUB, pack_files
from build_tools.render.akn import render_akn
from build_tools.render.chapters import render_chapters
from build_tools.render.epub import bind_book
from build_tools.render.pages import render_pages

if TYPE_CHECKING:
    from build_tools.model.record import SurveyedWork

PLAN = """
#set page(width: 240pt, height: 150pt, margin: 20pt)
#align(center)[#text(size: 18pt)[某市发展规划]]

一、总则

为推动发展，制定本规划，坚持创新驱动，坚持统筹协调。

#pagebreak()
二、任务

建设平台，完善制度，培育主体，扩大开放，提升水平，加强保障。
"""


@cache
def convert() -> Edition:
    return convert_files([read_file(SourceFile("plan.pdf", typst.compile(PLAN.encode())))]).edition


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("", "", []),
        ('title="第2页" data-page="2"', 'title="第3页" data-page="3"', ["pages of the source begin elsewhere"]),
        ('<span class="sheet editorial" title="第2页"', '<span class="sheet"', ["pages of the source begin elsewhere"]),
        ('title="二" data-page="2"', 'title="二" data-page="1"', ["the page of the source differs"]),
        ('title="二" data-page="2"', 'title="二"', ["the page of the source differs"]),
    ],
)
def test_a_page_that_is_another_one_is_told(old: str, new: str, what: list[str]) -> None:
    edition = convert()
    # Pages are held against the edition alone.
    work = ProvedWork(edition, cast("SurveyedWork", None))
    written = render_pages(PublishedWork(edition, (), FidelityRecord(1, 1, 0, 0, {})))["index.md"]
    assert old in written
    faults = prove_markdown(work, work.pages[0], written.replace(old, new, 1), "index.md")
    assert [fault.what for fault in faults] == what


def test_a_page_break_that_is_another_one_is_told() -> None:
    edition = convert()
    work = ProvedWork(edition, cast("SurveyedWork", None))
    written = render_akn(edition)
    assert prove_akoma(work, written, "a.xml") == []
    altered = written.replace('<eop number="2"/>', '<eop number="4"/>')
    assert [fault.what for fault in prove_akoma(work, altered, "a.xml")] == ["pages of the source begin elsewhere"]


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("w.xhtml", "", "", []),
        ("w.xhtml", 'aria-label="2"', 'aria-label="3"', ["pages of the source begin elsewhere"]),
        ("w.xhtml", 'id="page-0-2"', 'id="page-0-9"', ["the list of pages differs"]),
        ("nav.xhtml", '<li><a href="w.xhtml#page-0-2">2</a></li>', "", ["the list of pages differs"]),
    ],
)
def test_a_page_of_a_book_that_is_another_one_is_told(file: str, old: str, new: str, what: list[str]) -> None:
    edition = replace(convert(), work="w")
    book = PublishedWork(edition, (), FidelityRecord(1, 1, 0, 0, {}))
    parts = [render_chapters(book, {"w"}, {}, str)]
    files = dict(bind_book(edition.title, lambda: parts, {}, language="zh-Hans", change=str))
    page = str(files[f"EPUB/{file}"])
    assert old in page
    data = pack_files({**files, f"EPUB/{file}": page.replace(old, new, 1)}.items(), EPUB)
    work = ProvedWork(edition, cast("SurveyedWork", SimpleNamespace(record=SimpleNamespace(work="w"))))
    faults, _ = prove_book([work], edition.title, data, Rendition("w.epub", "zh-Hans", str))
    assert [fault.what for fault in faults] == what
