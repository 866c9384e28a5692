"""Characters and marks that readers of Markdown treat in ways of their own: the pages that print them are proved."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.glossary import Glossary
from build_tools.model.outside import OutsideNames
from build_tools.pipeline import TermMatcher, convert_bytes, convert_work, survey_work
from build_tools.proof.books import prove_book
from build_tools.proof.expected import ProvedWork, Rendition
from build_tools.proof.line import Fault
from build_tools.proof.pages import print_markdown, prove_markdown
from build_tools.proof.quotes import list_quotable, prove_quotes
from build_tools.proof.tables import BODY_TABLE, expect_groups
from build_tools.publish.take_in import Download, Wish, take_in
from build_tools.render.cited import render_cited
from build_tools.rendering import render_work
from tests.shelving import link_all, resolve_all, shelve


def find_faults(text: str, folder: Path, old: str = "", new: str = "") -> list[Fault]:
    """Return what is wrong with the pages of a text, in which `old` was replaced after they were written."""
    proved, files, cited = write_pages(text, folder)
    page = print_markdown(cited.replace("index.md", "index.html").replace(old, new))
    faults = prove_quotes(page, "cited", "cited/index.html", lambda _: list_quotable(proved, str), is_generated=True)
    pages = ((page, f"{page.name or 'index'}.md") for page in proved.pages)
    return faults + [
        fault for page, file in pages for fault in prove_markdown(proved, page, files[file].replace(old, new), file)
    ]


def write_pages(text: str, folder: Path) -> tuple[ProvedWork, dict[str, str], str]:
    """Return the only work of a library, its pages, and the page of what it cites."""
    data = text.encode("utf-8")
    work = convert_work(take_in(folder, [Download("a.txt", data)], convert_bytes(data, "a.txt").edition, Wish("a")))
    survey = survey_work(work, TermMatcher(Glossary(())))
    links = link_all([survey], OutsideNames(()), BodyNames())
    proved = ProvedWork(work.base.edition, survey, links["a"])
    cited = render_cited(shelve([survey]), resolve_all([survey]), OutsideNames(()))
    return proved, render_work(work, links["a"]), cited["cited/index.md"]


ODD = {
    "a line separator at the end of a paragraph": "总体\u2028",
    "a line separator behind a label": "一、\u2028\n甲。",
    "a line separator at the end of a heading": "一、甲\u2028\n甲。",
    "a line separator at the end of a list of annexes": "一、甲\n附件：\u2028\n1.乙\n2.丙\n",
    "a superscript over three pieces": "<p>甲<sub>乙 丙\n丁</sub></p><p>一、甲</p>",
    "a superscript that ends with a control character": "<p>甲<sup>件1\x07</sup></p><p>一、甲</p>",
    "a control character in a citation": "一、甲\n专栏：子\x07丑\n寅。\n",
    "a line separator at the end of an annex's name": "一、甲\n附件1\n某表\u2028\n一、乙\n",
    "a line separator at the end of a title": "<h1>某规划\u2028</h1><p>一、甲</p>",
    "a control character in the title of a work that cites": "某\x07规划\n按照《某法》。\n一、甲\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_characters_are_proved(text: str, tmp_path: Path) -> None:
    assert find_faults(text, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "what"),
    [
        ("总体\u00a0甲", "&nbsp;", "", "the text differs"),
        ("<p>甲<sub>乙 丙</sub></p>", "<sub>", "<sup>", "superscripts or subscripts differ"),
        ("<p>甲<sub>乙</sub>子<sub>丙</sub></p>", "</sub>子<sub>", "子", "superscripts or subscripts differ"),
        ("一、甲\n专栏：子\x07丑\n寅。\n", "“子\ufffd丑”", "“子丑”", "the citation differs"),
        (
            "某\x07规划\n按照《某法》。\n一、甲\n",
            "《某\ufffd规划（草稿）》",
            "《某规划（草稿）》",
            "the citation differs",
        ),
    ],
)
def test_and_what_is_wrong_with_them_is_told(text: str, old: str, new: str, what: str, tmp_path: Path) -> None:
    assert [fault.what for fault in find_faults(text, tmp_path, old, new)] == [what]


@pytest.mark.parametrize(("body", "cell"), [("'某局", "'某局"), ("=某局", "'=某局"), ("＋某局", "'＋某局")])
def test_a_body_that_begins_as_a_formula_does_is_told_from_one_that_begins_with_an_apostrophe(
    body: str, cell: str, tmp_path: Path
) -> None:
    proved, *_ = write_pages(f"某规划\n一、甲\n1.乙丙。（责任单位：{body}）\n", tmp_path)
    (row,) = expect_groups(proved)
    assert row["printed"] == body
    told = {**row, "name": "", "printed": cell, "deadline": row["deadline"] or ""}
    table = "\n".join(",".join(map(str, cells)) for cells in (told.keys(), told.values())) + "\n"
    for text, is_right in ((table, True), (table.replace(cell, f"'{cell}"), False)):
        assert (BODY_TABLE.prove(proved, BODY_TABLE.read(text), "bodies.csv") == []) is is_right


@pytest.mark.parametrize(("shown", "faults"), [("某规划 &amp; ", []), ("某规划", ["the cover lacks a fact"])])
def test_a_cover_shows_a_title_that_ends_with_a_blank(shown: str, faults: list[str]) -> None:
    files = {
        "package.opf": '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>某规划 &amp; </dc:title>'
        "<dc:language>zh-Hans</dc:language></p>",
        "colophon.xhtml": "<p/>",
        "cover.xhtml": f"<p>{shown}</p>",
        "nav.xhtml": "<p/>",
    }
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"EPUB/{name}", text)
    found, _ = prove_book([], "某规划 & ", book.getvalue(), Rendition("a.epub", "zh-Hans", str))
    assert [fault.what for fault in found] == faults
