"""A PDF's characters become printed lines with places; what cannot be read is told."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf
import pytest
import typst

from build_tools.errors import UnreadableSourceError
from build_tools.model.division import Table
from build_tools.model.reading import Stretch
from build_tools.pipeline import convert_bytes
from build_tools.reading.formats import fits_pdf, tell_format
from build_tools.reading.kept import parse_reading, print_reading
from build_tools.reading.pdf_drawing import Drawing, DrawnPath, find_edges
from build_tools.reading.pdf_file import read_pdf
from build_tools.reading.pdf_frame import PageFrame
from build_tools.reading.pdf_lines import Glyph, build_lines

PLAN = """
#set page(paper: "a5", numbering: "— 1 —")
#set text(lang: "zh", size: 12pt, cjk-latin-spacing: none)
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
#align(center)[#text(size: 20pt)[某市数字发展规划]]

为推动数字发展，到2025年建成10个平台，形成较为完善的数据要素市场体系和产业生态，制定本规划。

一、主要任务

（一）建设平台。围绕软件、网络和算力，建设一批面向行业的公共服务平台，支撑企业数字化转型。

#table(columns: 3, [序号], [任务], [单位], [1], [建设平台], [某局], [2], table.cell(colspan: 2)[完善制度])

#pagebreak()
二、保障措施

加强组织领导，落实责任。
"""


@cache
def print_plan(source: str = PLAN) -> bytes:
    return bytes(typst.compile(source.encode()))


def encrypt(data: bytes) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(target, encryption=pikepdf.Encryption(user="a", owner="b"))
    return target.getvalue()


def glyphs(
    text: str, left: float = 0.0, base: float = 100.0, size: float = 10.0, **style: object
) -> list[Glyph | None]:
    return [Glyph(char, left + size * at, left + size * (at + 1), base, size, **style) for at, char in enumerate(text)]  # type: ignore[arg-type]


def test_a_printed_plan_comes_back_whole() -> None:
    converted = convert_bytes(print_plan(), "plan.pdf")
    edition = converted.edition
    assert edition.title == "某市数字发展规划"
    assert [str(block.anchor) for block in edition.blocks if str(block.anchor) in ("s1", "s1-c1", "s2")] == [
        "s1",
        "s1-c1",
        "s2",
    ]
    (table,) = (node for node in edition.root.walk() if isinstance(node, Table))
    words = [
        [("".join(part.passage.text for part in cell.paragraphs), cell.colspan) for cell in row] for row in table.rows
    ]
    assert words == [
        [("序号", 1), ("任务", 1), ("单位", 1)],
        [("1", 1), ("建设平台", 1), ("某局", 1)],
        [("2", 1), ("完善制度", 2)],
    ]
    assert converted.fidelity.dropped["page-number"] == len("— 1 —— 2 —")
    texts = [block.text.text for block in edition.blocks]
    assert "为推动数字发展，到2025年建成10个平台，形成较为完善的数据要素市场体系和产业生态，制定本规划。" in texts


def test_the_title_that_a_pdf_tells_of_itself_counts_where_none_is_printed() -> None:
    about = 'title: "Microsoft Word - 某县乡村振兴规划.docx", author: "Administrator"'
    told = f'#set document({about})\n#set text(lang: "zh")\n'
    text = "一、总体要求\n\n坚持统筹推进，完善工作机制。\n\n二、主要任务\n\n加大支持力度，提升发展水平。\n"
    facts = convert_bytes(print_plan(told + text), "plan.pdf").edition.facts
    assert (facts.title, facts.issuers) == ("某县乡村振兴规划", ())
    assert convert_bytes(print_plan(told + PLAN), "plan.pdf").edition.title == "某市数字发展规划"


def test_the_reading_of_a_pdf_is_kept_and_comes_back() -> None:
    reading = read_pdf(print_plan(), "plan.pdf")
    assert [page.number for page in reading.pages] == [1, 2]
    assert parse_reading(print_reading(reading), "a") == reading
    assert all(line.box is not None and line.page for line in reading.lines())


def test_a_pdf_is_told_by_its_first_bytes() -> None:
    found = tell_format(print_plan())
    assert found is not None
    assert found.name == "pdf"
    assert not fits_pdf(b"<html>%PDF-1.7")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n" + b"x" * 400, "damaged"),
        (print_plan()[:600], "damaged"),
        (encrypt(print_plan()), "asks for a password"),
        (print_plan("#set page(width: 100pt, height: 100pt)\n#rect(width: 20pt)\n#pagebreak()\n1"), "holds no text"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSourceError, match=message) as caught:
        read_pdf(data, "plan.pdf")
    assert caught.value.remedy


def test_what_is_filled_into_a_form_is_read_and_what_is_attached_is_told() -> None:
    target = BytesIO()
    with pikepdf.open(BytesIO(print_plan())) as document:
        document.attachments["annex.xlsx"] = document.attachments["broken.xlsx"] = b"PK"
        document.attachments["broken.xlsx"].obj.UF = document.docinfo["/Title"] = pikepdf.String(b"\xfe\xff\xd8\x00\0a")
        face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        look = document.make_stream(
            b"BT /F 12 Tf 2 5 Td (Filled in) Tj ET",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 200, 20],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face)),
        )
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="name",
                V="Filled in",
                Rect=[80, 60, 280, 80],
                F=4,
                AP=pikepdf.Dictionary(N=look),
            )
        )
        document.pages[0].Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        document.save(target)
    reading = read_pdf(target.getvalue(), "a.pdf")
    assert [line.text for line in reading.lines() if "Filled" in line.text] == ["Filled in"]
    assert reading.doubts == (("active-content", "annex.xlsx"),)


@pytest.mark.parametrize(
    ("widths", "told"),
    # A small picture is told, one with a place of its own stands there, and what every page has is the page's.
    [((12, 0, 0), "第1页"), ((300, 0, 0), ""), ((12, 12, 0), "第1页、第2页"), ((12, 12, 12), ""), ((0, 0, 0), "")],
)
def test_no_picture_is_passed_over_in_silence(widths: tuple[int, ...], told: str) -> None:
    picture = '#place(image(bytes((255, 0, 0)), format: (encoding: "rgb8", width: 1, height: 1), width: {}pt))\n'
    words = "为推动数字发展，建成多个平台，形成产业生态，制定本规划。"
    sides = [(picture.format(width) if width else "") + words for width in widths]
    reading = read_pdf(print_plan('#set page(paper: "a5")\n' + "\n#pagebreak()\n".join(sides)), "a.pdf")
    assert reading.doubts == ((("pictures-left-out", told),) if told else ())
    assert [line.page for line in reading.lines() if line.figure is not None] == [1] * (300 in widths)


def test_letters_drawn_twice_are_dropped_once() -> None:
    (line, again) = build_lines([*glyphs("总则"), None, *glyphs("总则", left=0.4)], 1)
    assert (line.text, again.text) == ("总则", "总则")
    assert [part.drop for part in again.stretches] == ["overprint"]
    assert line.stretches == ()


def test_blanks_that_pdfium_puts_in_are_dropped_beside_chinese() -> None:
    gap = Glyph(" ", 0, 0, 100, 10, is_generated=True)
    mixed = build_lines([*glyphs("年"), gap, *glyphs("5G", left=13)], 1)[0]
    assert [(mixed.text[part.start : part.end], part.drop) for part in mixed.stretches] == [
        ("年", ""),
        (" ", "letter-spacing"),
        ("5G", ""),
    ]
    latin = build_lines([*glyphs("AB"), gap, *glyphs("CD", left=23)], 1)[0]
    assert (latin.text, latin.stretches) == ("AB CD", ())


@pytest.mark.parametrize(("spacing", "printed"), [(1.5, "到至今约2023年"), (0.0, "到至今约2 0 2 3年")])
def test_figures_are_closed_up_where_all_letters_are_spaced(spacing: float, printed: str) -> None:
    gap = Glyph(" ", 0, 0, 100, 10, is_generated=True)
    spaced = [part for at, char in enumerate("到至今约") for part in glyphs(char, left=(10 + spacing) * at)]
    left = (10 + spacing) * 4
    for at, char in enumerate("2023"):
        spaced += [*([gap] if at else []), Glyph(char, left + 6.5 * at, left + 6.5 * at + 5, 100, 10)]
    (line,) = build_lines([*spaced, *glyphs("年", left=left + 26)], 1)
    shown = line.stretches or [Stretch(0, len(line.text))]
    assert "".join(line.text[part.start : part.end] for part in shown if not part.drop) == printed


@pytest.mark.parametrize(
    ("label", "drop"),
    [("第一章", ""), ("第一部分", ""), ("附表", ""), ("专栏2", ""), ("表1", ""), ("发展的", "letter-spacing")],
)
def test_a_blank_behind_a_label_is_printed(label: str, drop: str) -> None:
    width = 10.0 * len(label)
    gap = Glyph(" ", width, width, 100, 10, is_generated=True)
    (line,) = build_lines([*glyphs(label), gap, *glyphs("总体要求", left=width + 9)], 1)
    assert "".join(part.drop for part in line.stretches) == drop
    assert line.text == f"{label} 总体要求"


@pytest.mark.parametrize(("label", "behind", "drop"), [("附件", "1", "letter-spacing"), ("附件1", "2025年", "")])
def test_a_blank_within_a_label_is_not_printed(label: str, behind: str, drop: str) -> None:
    width = 10.0 * len(label)
    gap = Glyph(" ", width, width, 100, 10, is_generated=True)
    (line,) = build_lines([*glyphs(label), gap, *glyphs(behind, left=width + 2.5)], 1)
    assert "".join(part.drop for part in line.stretches) == drop


@pytest.mark.parametrize(
    ("below", "drops"), [("1.1目的", ""), ("2.1目的", "letter-spacing"), ("目的", "letter-spacing")]
)
def test_a_blank_behind_the_number_of_a_chapter_with_sections_is_printed(below: str, drops: str) -> None:
    gap = Glyph(" ", 10, 10, 100, 10, is_generated=True)
    line = build_lines([*glyphs("1"), gap, *glyphs("总则", left=13), None, *glyphs(below, base=120)], 1)[0]
    assert "".join(part.drop for part in line.stretches) == drops


def test_small_raised_letters_are_marked() -> None:
    line = build_lines([*glyphs("占比"), *glyphs("1", left=20, base=96, size=6), *glyphs("提高", left=26)], 1)[0]
    assert [part.mark for part in line.stretches] == ["", "sup", ""]


def test_a_gap_and_a_drawn_line_cut_stretches() -> None:
    word = [*glyphs("甲乙"), *glyphs("丙丁", left=20), *glyphs("戊", left=60)]
    (line,) = build_lines(word, 1, ((20.0, 80.0, 20.0, 120.0),))
    assert [(part.start, part.end, part.left) for part in line.stretches] == [(0, 2, 0.0), (2, 4, 20.0), (4, 5, 60.0)]


def test_hidden_letters_are_marked() -> None:
    (line,) = build_lines(glyphs("密", hidden=True), 1)
    assert [part.drop for part in line.stretches] == ["hidden"]


def test_sideways_text_has_its_place_on_the_page() -> None:
    (line,) = build_lines([Glyph("甲", 100, 110, -50, 10, turn=1)], 1)
    assert (line.turn, line.box) == (1, (48.6, 100.0, 58.6, 110.0))


@pytest.mark.parametrize(
    ("turns", "place", "turn"), [(0, (10, 180), 0), (1, (20, 10), 1), (2, (90, 20), 2), (3, (180, 90), 3)]
)
def test_a_turned_page_is_looked_at_upright(turns: int, place: tuple[float, float], turn: int) -> None:
    frame = PageFrame(0, 0, 100, 200, turns)
    assert frame.place(10, 20) == place
    assert frame.turn(1, 0) == turn
    assert frame.turn(1, 1) == -1


def test_edges_are_lines_and_sides_of_rectangles() -> None:
    stroke = DrawnPath((((0, 10), (50, 10)), ((0, 10), (30, 40))), filled=False, stroked=True)
    thin = DrawnPath((((0, 90), (80, 90), (80.5, 90.7), (0, 90.7)),), filled=True, stroked=False)
    box = DrawnPath((((10, 20), (60, 20), (60, 70), (10, 70), (10, 20)),), filled=True, stroked=False)
    ground = DrawnPath((((0, 0), (100, 0), (100, 100), (0, 100)),), filled=True, stroked=False)
    found = find_edges(Drawing((stroke, thin, box, ground)), (100, 100))
    assert found == (
        (0, 10, 50, 10),
        (10, 20, 60, 20),
        (10, 20, 10, 70),
        (60, 20, 60, 70),
        (10, 70, 60, 70),
        (0, 90.3, 80.5, 90.3),
    )


def test_dashes_and_dots_in_a_row_are_an_edge() -> None:
    def square(x: float, y: float, width: float) -> DrawnPath:
        corners = ((x, y), (x + width, y), (x + width, y + 0.8), (x, y + 0.8), (x, y))
        return DrawnPath((corners,), filled=True, stroked=False)

    dashes = tuple(square(10 + 4 * at, 50, 2.2) for at in range(10))
    dots = tuple(square(30, 60 + 1.6 * at, 0.8) for at in range(10))
    alone = tuple(square(10 + 20 * at, 90, 2.2) for at in range(4))
    found = find_edges(Drawing((*dashes, *dots, *alone)), (200, 200))
    assert found == ((10.0, 50.4, 48.2, 50.4), (30.4, 60.0, 30.4, 75.2))


def test_a_sign_for_two_characters_is_no_overprint() -> None:
    """A long dash of two letters is one sign in many fonts; both its characters have that sign's place."""
    reading = read_pdf(print_plan('#set text(lang: "zh", size: 12pt)\n——形成一批示范应用，产业规模持续扩大。'), "a.pdf")
    (line,) = reading.lines()
    assert line.text.startswith("——形成")
    assert not any(part.drop for part in line.stretches)
