"""Fields that count print what Word prints for them, and what the file does not decide is told."""

from __future__ import annotations

import pytest
from word_files import p, r, read

from build_tools.reading.docx_number_fields import FieldCounters


def field(instruction: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("AUTONUM", ["1.", "1.", "2.", "1.", "2.", "1."]),
        ("AUTONUMLGL", ["1.", "1.1.", "1.2.", "1.1.", "2.", "2.1."]),
        (r"AUTONUMLGL \e", ["1", "1.1", "1.2", "1.1", "2", "2.1"]),
        ("AUTONUMOUT", ["I.", "A.", "B.", "A.", "II.", "A."]),
        (r"AUTONUM \* CHINESENUM3 \s 、", ["一、", "一、", "二、", "一、", "二、", "一、"]),
    ],
)
def test_paragraphs_are_counted_below_their_headings(name: str, printed: list[str]) -> None:
    counters = FieldCounters()
    levels = (0, None, None, 1, 0, None)
    assert [counters.count(name, level, is_listed=False) for level in levels] == printed


@pytest.mark.parametrize(
    ("instructions", "printed"),
    [
        (["LISTNUM", "LISTNUM", r"LISTNUM \l 2", r"LISTNUM \l 2", "LISTNUM", r"LISTNUM \l 2"], "1) 2) a) b) 3) a)"),
        ([r"LISTNUM NumberDefault \l 4 \s 3", r"LISTNUM \l 4"], "(3) (4)"),
        ([r'LISTNUM "OutlineDefault" \l 1', r"LISTNUM OutlineDefault \l 3"], "I. 1."),
        ([r"LISTNUM LegalDefault \l 1", r"LISTNUM LegalDefault \l 2", r"LISTNUM LegalDefault \l 2"], "1. 1.1. 1.2."),
    ],
)
def test_lists_are_counted_by_their_levels(instructions: list[str], printed: str) -> None:
    counters = FieldCounters()
    found = [counters.count(instruction, None, is_listed=False) for instruction in instructions]
    assert found == printed.split()


@pytest.mark.parametrize(
    ("instruction", "outline", "is_listed"),
    [
        ("LISTNUM 甲表", None, False),
        ("LISTNUM", None, True),
        (r"LISTNUM \l 甲", None, False),
        (r"AUTONUM \* Ordinal", None, False),
        (r"AUTONUMLGL \s -", None, False),
        ("AUTONUMLGL", 1, False),
        ("PAGE", None, False),
    ],
)
def test_what_the_file_does_not_decide_is_not_guessed(instruction: str, outline: int | None, is_listed: bool) -> None:
    assert FieldCounters().count(instruction, outline, is_listed=is_listed) is None


def test_a_counted_number_stands_in_the_line_with_its_field() -> None:
    simple = '<w:fldSimple w:instr=" AUTONUM "/>'
    reading = read(p(field(" AUTONUM ") + r(" 总则")), p(simple + r(" 任务")), p(field("LISTNUM 甲") + r("附则")))
    computed = [[(entry.text, entry.rule, entry.source) for entry in line.computed] for line in reading.lines()]
    assert computed == [
        [("1.", "auto-number", "field: AUTONUM")],
        [("2.", "auto-number", "field: AUTONUM")],
        [],
    ]
    assert reading.doubts == (("number-field-unread", "附则（field: LISTNUM 甲）"),)
