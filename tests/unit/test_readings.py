"""Readings: what the reader of a format gives becomes lines and tables, and is proved like any text."""

from __future__ import annotations

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.errors import UnreadableSourceError
from build_tools.model.line import Grid, Line
from build_tools.model.reading import ComputedText, Reading, ReadLine, ReadPage, ReadTable, Stretch
from build_tools.model.table import TableCell
from build_tools.pipeline import Converted, audit_converted, convert_bytes
from build_tools.reading import formats
from build_tools.reading.formats import Format
from build_tools.reading.kept import parse_reading, print_reading
from build_tools.source.read import make_witness

NUMBERED = (
    ReadLine("某市数字发展规划", centered=True, size=22.0),
    ReadLine("为推动数字发展，制定本规划。"),
    ReadLine("总体要求", computed=(ComputedText(0, "一、", "auto-number", "num 1, level 0"),)),
    ReadLine("坚持创新。", computed=(ComputedText(0, "（一）", "auto-number", "num 1, level 1"),)),
    ReadTable(
        (
            (TableCell((ReadLine("指标"),), is_header=True), TableCell((ReadLine("目标"),), is_header=True)),
            (TableCell((ReadLine("覆盖率"),)), TableCell((ReadLine("百分之八十"),))),
        )
    ),
    ReadLine("主要任务", computed=(ComputedText(0, "二、", "auto-number", "num 1, level 0"),)),
    ReadLine("完善制度。\v加强管理。"),
)


def make_reading(*pieces: ReadLine | ReadTable) -> Reading:
    return Reading("docx", "test 1", "0" * 64, pieces)


def convert(monkeypatch: pytest.MonkeyPatch, reading: Reading) -> Converted:
    monkeypatch.setattr(formats, "READERS", (Format("docx", lambda _: True, lambda _, __: reading),))
    return convert_bytes(b"\0", "plan.docx")


def test_automatic_numbers_make_the_tree_and_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    converted = convert(monkeypatch, make_reading(*NUMBERED))
    assert [str(block.anchor) for block in converted.edition.blocks if str(block.anchor).startswith("s")][:2] == [
        "s1",
        "s1-c1",
    ]
    assert converted.fidelity.computed == {"auto-number": 7}
    assert converted.fidelity.dropped == {"line-break": 11}


def test_a_number_that_the_reading_does_not_have_breaks_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    from build_tools.errors import FidelityError

    reading = make_reading(*NUMBERED)
    reading.__dict__["computed"] = {}
    with pytest.raises(FidelityError, match="its markup does not mean"):
        convert(monkeypatch, reading)


def test_breaks_revisions_and_pictures_are_on_record() -> None:
    reading = make_reading(
        ReadLine("甲\v乙删去丙", stretches=(Stretch(3, 5, drop="hidden"),)), ReadLine("", figure="image1.png")
    )
    text = clean_witness(make_witness(reading, "a.docx"))
    assert [block.text for block in text.blocks if isinstance(block, Line)] == ["甲", "乙丙", "〔图〕"]
    assert sorted(drop.rule for drop in text.drops) == ["hidden", "line-break", "line-break"]


def test_a_number_that_is_not_published_breaks_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    from build_tools.edition.fidelity import prove_fidelity
    from build_tools.errors import FidelityError

    edition = convert(monkeypatch, make_reading(*NUMBERED)).edition
    start = edition.witness.text.index("坚持创新")
    lost = ComputedText(0, "1.", "auto-number", "num 2, level 0")
    assert edition.witness.reading is not None
    edition.witness.reading.computed[start] = (*edition.witness.reading.computed[start], lost)
    with pytest.raises(FidelityError, match=r"without its number '1\.'"):
        prove_fidelity(edition.witness, edition.root, edition.drops)


def test_a_counted_number_is_no_page_number_in_front_of_a_title(monkeypatch: pytest.MonkeyPatch) -> None:
    def number(text: str) -> tuple[ComputedText, ...]:
        return ComputedText(0, text, "auto-number", "num 1"), ComputedText(0, " ", "number-gap", "num 1")

    reading = make_reading(
        ReadLine("某园区信息化建设规划", centered=True),
        ReadLine("国家数据中心规划", computed=number("1")),
        ReadLine("坚持统筹推进，完善机制。"),
        ReadLine("地方政策规划", computed=number("2")),
        ReadLine("坚持统筹推进，完善机制。"),
    )
    text = "\n".join(block.text.text for block in convert(monkeypatch, reading).edition.blocks)
    assert "1 国家数据中心规划" in text
    assert "2 地方政策规划" in text


def test_running_heads_and_feet_are_dropped_on_record() -> None:
    reading = make_reading(ReadLine("某规划", role="head"), ReadLine("甲"), ReadLine("— 1 —", role="foot"))
    text = clean_witness(make_witness(reading, "a.docx"))
    assert [block.text for block in text.blocks if isinstance(block, Line)] == ["甲"]
    assert [reading.text[drop.start : drop.end] for drop in text.drops if drop.rule == "running-head"] == [
        "某规划",
        "— 1 —",
    ]


def test_what_is_computed_in_front_of_a_break_is_printed_there() -> None:
    mark = ComputedText(1, "1", "note-number", "footnote 1")
    text = clean_witness(make_witness(make_reading(ReadLine("甲\v乙", computed=(mark,))), "a.docx"))
    (first, second) = [block for block in text.blocks if isinstance(block, Line)]
    assert (first.text, second.text) == ("甲1", "乙")
    assert [(mark.start, mark.end, mark.name) for mark in first.marks] == [(1, 2, "sup")]


def test_a_reading_prints_what_a_person_sees() -> None:
    reading = make_reading(
        ReadLine("某规划", role="head"),
        ReadLine(
            "旧总则",
            stretches=(Stretch(0, 1, drop="revision"),),
            computed=(ComputedText(0, "一、", "auto-number", ""),),
        ),
        ReadLine("甲乙", computed=(ComputedText(1, "①", "note-number", ""), ComputedText(2, "〔图〕", "picture", ""))),
        ReadLine("二、旧", stretches=(Stretch(0, 3, drop="revision"),)),
    )
    assert reading.printed == "\n一、总则\n甲①乙〔图〕\n\n"
    assert make_witness(reading, "a.docx").printed == reading.printed


def test_signs_and_numbers_may_stand_beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = (ComputedText(1, "〔图〕", "picture", "a.png"), ComputedText(1, "〔图〕", "picture", "b.png"))
    marks = (ComputedText(1, "1", "note-number", "footnote 1"), ComputedText(1, "2", "note-number", "footnote 2"))
    reading = make_reading(*NUMBERED, ReadLine("甲", computed=signs), ReadLine("乙", computed=marks))
    converted = convert(monkeypatch, reading)
    assert [block.text.text for block in converted.edition.blocks][-2:] == ["甲〔图〕〔图〕", "乙12"]
    assert converted.fidelity.computed == {"auto-number": 7, "note-number": 2, "picture": 6}


def test_what_a_change_deleted_is_no_lost_label(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ReadLine("二、旧任务主要任务的安排。", stretches=(Stretch(0, 5, drop="revision"),))
    converted = convert(monkeypatch, make_reading(*NUMBERED[:4], gone, *NUMBERED[4:]))
    assert "label-lost" not in {doubt.code for doubt in audit_converted(converted).edition.diagnostics}


def test_a_footnote_belongs_to_the_clause_that_refers_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    note = ReadLine("指规模以上企业。", computed=(ComputedText(0, "1.", "note-number", "footnote 1"),), role="footnote")
    reading = make_reading(*NUMBERED[:4], note, *NUMBERED[4:])
    blocks = convert(monkeypatch, reading).edition.blocks
    (found,) = [block for block in blocks if block.role == "footnote"]
    assert (str(found.anchor), found.citation, found.text.text) == ("s1-c1-fn1", "一（一）脚注1", "1.指规模以上企业。")


def test_doubts_of_the_reader_and_about_what_is_no_text_are_told() -> None:
    reading = Reading(
        "docx",
        "test 1",
        "0" * 64,
        (
            ReadLine("", figure="map.png"),
            ReadLine("布局图", figure="map.png"),
            ReadLine("甲", computed=(ComputedText(1, "〔公式〕", "formula", "Office Math"),)),
            ReadLine("已被隐藏旧", stretches=(Stretch(0, 4, drop="hidden"), Stretch(4, 5, drop="struck-out"))),
        ),
        doubts=(("revisions-accepted", ""),),
    )
    text = clean_witness(make_witness(reading, "a.docx"))
    assert [(doubt.line_no, doubt.code) for doubt in text.diagnostics] == [
        (0, "revisions-accepted"),
        (1, "picture-not-read"),
        (2, "picture-told-in-words"),
        (3, "picture-not-read"),
        (4, "hidden-text"),
        (4, "struck-out"),
    ]
    assert [block.text for block in text.blocks if isinstance(block, Line)] == ["〔图〕", "〔图〕布局图", "甲〔公式〕"]


@pytest.mark.parametrize(("cover", "told"), [("cover.png", ["某市数字发展规划（2025—2035年）"]), (None, [])])
def test_the_heads_of_pages_tell_the_title_of_a_book_whose_cover_is_a_picture(
    cover: str | None, told: list[str]
) -> None:
    head = ReadLine("某市数字发展规划（2025—2035年）", role="head")
    reading = Reading("docx", "test 1", "0" * 64, (ReadLine("", figure=cover), head, ReadLine("第一章 总则"), head))
    text = clean_witness(make_witness(reading, "a.docx"))
    assert [(fact.fact, fact.value) for fact in text.told] == [("page_title", title) for title in told]


def test_a_table_keeps_its_cells() -> None:
    text = clean_witness(make_witness(make_reading(*NUMBERED), "a.docx"))
    grid = next(block for block in text.blocks if isinstance(block, Grid))
    assert [[cell.lines[0].text for cell in row] for row in grid.rows] == [["指标", "目标"], ["覆盖率", "百分之八十"]]


def test_a_kept_reading_comes_back_as_it_was() -> None:
    reading = Reading(
        "pdf",
        "pypdfium2 5",
        "1" * 64,
        (*NUMBERED, ReadLine("甲", page=2, box=(1.0, 2.5, 3.0, 4.0), figure="")),
        (ReadPage(1, 595.0, 842.0, ((1.0, 2.0, 3.0, 2.0),)),),
        (("picture-not-read", "甲"),),
    )
    kept = print_reading(reading)
    assert parse_reading(kept, "a.reading.jsonl") == reading
    assert print_reading(parse_reading(kept, "a.reading.jsonl")) == kept


@pytest.mark.parametrize(("damage", "line_no"), [(b"", 1), (b'{"format":1}\n', 1)])
def test_a_damaged_reading_is_told_with_its_line(damage: bytes, line_no: int) -> None:
    with pytest.raises(UnreadableSourceError, match="kept reading") as caught:
        parse_reading(damage, "a.reading.jsonl")
    assert caught.value.line_no == line_no
