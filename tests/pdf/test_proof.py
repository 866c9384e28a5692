"""PDFs that do not say what the work says: each is refused, and one that does is not."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from build_tools.edition.clauses import collect_clauses
from build_tools.model.record import FidelityRecord, PublishedWork, SurveyedWork, WorkRecord
from build_tools.model.sheet import Turn
from build_tools.pipeline import convert_bytes
from build_tools.proof.expected import ProvedWork
from build_tools.proof.line import Fault
from build_tools.proof.prints import prove_print
from build_tools.publish.pdf import compile_pdf
from build_tools.publish.pdf_fonts import find_fonts
from build_tools.render import typst_blocks, typst_text
from build_tools.render.typst import Typesetting, render_typst
from build_tools.render.typst_links import Surroundings

TEXT = """<h1>某市软件产业发展规划</h1>
<p>为加快软件产业发展，制定本规划。</p>
<p>一、&nbsp;总体要求</p>
<p>（一）发展目标</p>
<p>到2025年，软件业务收入超过800亿元，机房面积不少于3000m<sup>2</sup>。</p>
<p>二、主要任务</p>
<p>1.研发操作系统。支持企业联合攻关。</p>
<p>表1：主要指标</p>
<table><tr><th>类别</th><th>指标</th><th>数值</th></tr>
<tr><td rowspan="2">规模</td><td>收入</td><td>800亿元</td></tr><tr><td>企业</td><td>200家</td></tr></table>
"""


def make_work(text: str) -> ProvedWork:
    edition = replace(convert_bytes(text.encode("utf-8"), "a.html").edition, work="some-plan")
    record = WorkRecord("some-plan", edition.facts, (), {}, (), ())
    return ProvedWork(edition, SurveyedWork(record, collect_clauses(edition), (), ()))


@pytest.fixture(scope="module")
def work() -> ProvedWork:
    return make_work(TEXT)


def print_work(work: ProvedWork) -> bytes:
    """Print a work without links, as its own file."""
    fonts = find_fonts("hans", {})
    typesetting = Typesetting(fonts.faces, str, fonts.has_glyph, Surroundings({}, {}))
    return compile_pdf(
        render_typst(PublishedWork(work.edition, (), FidelityRecord(9, 8, 0, 0, {"markup": 1})), typesetting), fonts
    )


def prove(work: ProvedWork, data: bytes) -> list[Fault]:
    return prove_print([work], data, "some-plan.pdf", str, is_volume=False)[0]


@pytest.fixture(scope="module")
def printed(work: ProvedWork) -> bytes:
    return print_work(work)


def test_what_is_printed_is_proved(work: ProvedWork, printed: bytes) -> None:
    assert prove(work, printed) == []


def test_a_table_right_below_a_heading_has_a_place_of_its_own() -> None:
    work = make_work(TEXT.replace("<p>1.研发操作系统。支持企业联合攻关。</p>\n<p>表1：主要指标</p>\n", ""))
    assert prove(work, print_work(work)) == []


def test_pages_of_the_source_stand_in_the_margin_and_not_in_the_text(work: ProvedWork) -> None:
    blocks = list(work.edition.blocks)
    printed = [number for number, block in enumerate(blocks) if block.printed]
    for page, number in enumerate(printed, 11):
        block = blocks[number]
        starts = block.cells[1].parts[0].start if block.cells else len(block.printed) // 2
        blocks[number] = block._replace(turns=(Turn(0 if page % 2 else starts, page),))
    paged = replace(work, edition=replace(work.edition, blocks=tuple(blocks)))
    data = print_work(paged)
    assert prove(paged, data) == []
    with pdfium.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert sorted(map(int, re.findall("第([0-9]+)页", text))) == list(range(11, 11 + len(printed)))


Defect = Callable[[Callable[..., Any]], Callable[..., Any]]


def on_text(old: str, new: str) -> Defect:
    return lambda original: lambda self, text, *rest, **named: original(self, text, *rest, **named).replace(old, new)


DEFECTS: dict[str, tuple[Any, str, Defect]] = {
    "a number is changed": (typst_text.TextSetter, "content", on_text("800", "80")),
    "words are put in": (typst_text.TextSetter, "content", on_text("攻关", "攻关（略）")),
    "a character is dropped": (typst_text.TextSetter, "content", on_text("企业联合", "企业合")),
    "a heading is lost": (typst_text.TextSetter, "content", on_text("主要任务", "")),
    "superscripts are lost": (typst_blocks, "wrap_marks", lambda _original: lambda _marks: []),
    "a label is another's": (
        typst_blocks.BlockSetter,
        "_claim",
        lambda original: lambda self, *anchors: original(self, *anchors[:1]),
    ),
    "a table is lost": (typst_blocks, "set_table", lambda _original: lambda *_args, **_named: ""),
    "a row is lost": (
        typst_blocks,
        "set_table",
        lambda original: lambda rows, *rest, **named: original(rows[:-1], *rest, **named),
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_refused(name: str, work: ProvedWork, monkeypatch: pytest.MonkeyPatch) -> None:
    holder, function, defect = DEFECTS[name]
    monkeypatch.setattr(holder, function, defect(getattr(holder, function)))
    faults = prove(work, print_work(work))
    assert [fault.work for fault in faults] == ["some-plan"]


def rename(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Alter a made file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def lose_destinations(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names.Dests


def move_destinations(pdf: pikepdf.Pdf) -> None:
    for kid in pdf.Root.Names.Dests.Kids:
        for at in range(1, len(kid.Names), 2):
            kid.Names[at][3] = 5


def lose_a_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2]


@pytest.mark.parametrize("change", [lose_destinations, move_destinations, lose_a_page])
def test_an_altered_file_is_refused(change: Callable[[pikepdf.Pdf], None], work: ProvedWork, printed: bytes) -> None:
    assert prove(work, rename(printed, change)) != []


def test_what_is_no_pdf_is_refused(work: ProvedWork, printed: bytes) -> None:
    assert prove(work, printed[: len(printed) // 2]) != []
