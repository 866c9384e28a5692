"""Two readings of one file are compared: what differs is told, what only stands elsewhere is not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from build_tools.model.reading import ComputedText, Reading, ReadLine, ReadPage, ReadTable, Stretch
from build_tools.reading.variants import compare_reading

# Every character once, so that a stretch of it is nowhere else.
TEXT = "".join(chr(0x4E00 + number) for number in range(300))
LINES = tuple(TEXT[at : at + 30] for at in range(0, 300, 30))


def make_reading(*lines: ReadLine | ReadTable, pages: int = 1) -> Reading:
    return Reading("pdf", "a", "0" * 64, lines, tuple(ReadPage(number + 1, 600, 800) for number in range(pages)))


def print_lines(*texts: str, page: int = 1) -> list[ReadLine]:
    return [ReadLine(text, page=page, box=(90, 20.0 * at, 500, 20.0 * at + 12)) for at, text in enumerate(texts)]


def differ(lines: list[ReadLine], second: str) -> list[tuple[int, str, str]]:
    found = compare_reading(make_reading(*lines), [second], "b")
    assert found.count == len(found.variants)
    assert not found.fault
    return [(one.line, one.first, one.second) for one in found.variants]


def test_blanks_and_known_foldings_are_no_difference() -> None:
    assert differ(print_lines("⽣产 ﬁne \u00ad一", "二\v三"), "生\t产fine\n一 二三") == []


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (TEXT[:40] + "误" + TEXT[41:], (2, TEXT[40], "误")),
        (TEXT[:40] + "误" + TEXT[40:], (2, "", "误")),
        (TEXT[:40] + TEXT[41:], (2, TEXT[40], "")),
        (TEXT[:41] + TEXT[40:], (2, "", TEXT[40])),
        (TEXT[1:], (1, TEXT[0], "")),
        (TEXT[:-1], (10, TEXT[-1], "")),
    ],
)
def test_one_character_is_told_with_its_place(second: str, found: tuple[int, str, str]) -> None:
    assert differ(print_lines(*LINES), second) == [found]


def test_two_characters_in_another_order_are_told() -> None:
    assert differ(print_lines(*LINES), TEXT[:40] + TEXT[41] + TEXT[40] + TEXT[42:])


def test_what_stands_beside_a_place_is_told() -> None:
    (variant,) = compare_reading(make_reading(*print_lines(*LINES)), [TEXT[:40] + TEXT[41:]], "b").variants
    assert (variant.page, variant.before, variant.after) == (1, TEXT[32:40], TEXT[41:49])


def test_blocks_in_another_order_are_no_difference_but_an_error_in_one_is() -> None:
    moved = TEXT[150:] + TEXT[:150]
    assert differ(print_lines(*LINES), moved) == []
    assert differ(print_lines(*LINES), moved.replace(TEXT[100], "误")) == [(4, TEXT[100], "误")]


def test_what_is_drawn_piece_by_piece_on_one_line_comes_from_left_to_right() -> None:
    pieces = [
        ReadLine("产业新", page=1, box=(90, 0, 126, 12)),
        ReadLine("平台", page=1, box=(138, 0, 162, 12)),
        ReadLine("“”", page=1, box=(126, 0, 168, 12), stretches=(Stretch(0, 1, left=126), Stretch(1, 2, left=162))),
    ]
    assert differ(pieces, "产业新“平台”") == []


def test_a_letter_drawn_again_and_what_nobody_sees_may_be_missing() -> None:
    bold = ReadLine("总则", page=1, stretches=(Stretch(0, 2, drop="overprint"),))
    hidden = ReadLine("水印", page=1, stretches=(Stretch(0, 2, drop="hidden"),))
    lines = [*print_lines(*LINES), bold, hidden]
    assert differ(lines, TEXT) == []
    assert differ(lines, f"{TEXT}水印") == []
    assert differ(lines, f"{TEXT}水") == []


def test_pages_are_compared_each_with_its_own() -> None:
    reading = make_reading(*print_lines(LINES[0]), *print_lines(LINES[1], page=2), pages=2)
    found = compare_reading(reading, [LINES[0], LINES[1][:-1] + "误"], "b")
    assert [(one.page, one.line, one.second) for one in found.variants] == [(2, 2, "误")]


def test_a_page_of_which_the_first_reader_has_nothing_is_told() -> None:
    reading = make_reading(*print_lines(*LINES), pages=2)
    assert [one.second for one in compare_reading(reading, [TEXT, "第二页"], "b").variants] == ["第二页"]


def test_letters_that_all_come_as_wide_ones_are_told_once() -> None:
    found = compare_reading(make_reading(*print_lines("建成10个平台5G网络")), ["建成１０个平台５Ｇ网络"], "b")
    assert (found.count, found.reader) == (0, "b, letters as full-width ones")


def test_a_reader_that_cannot_read_the_fonts_is_no_second_reading() -> None:
    found = compare_reading(make_reading(*print_lines(*LINES)), ["12"], "b")
    assert (found.count, found.fault) == (0, "gives 2 of 300 characters")


def test_numbers_that_are_computed_are_compared_as_they_are_printed() -> None:
    line = ReadLine(TEXT, computed=(ComputedText(0, "一、", "auto-number", "num 1"),))
    reading = Reading("docx", "a", "0" * 64, (line,))
    assert compare_reading(reading, [f"一、{TEXT}"], "b", as_printed=True).count == 0
    assert [
        (one.first, one.second) for one in compare_reading(reading, [f"二、{TEXT}"], "b", as_printed=True).variants
    ] == [("一", "二")]
    assert compare_reading(reading, [TEXT], "b").count == 0


def test_what_has_nothing_in_common_is_told_as_a_whole() -> None:
    other = "".join(chr(0x6E00 + number) for number in range(300))
    assert differ(print_lines(*LINES), other) == [(1, TEXT, other)]


def test_any_error_of_one_character_is_found() -> None:
    draw = random.Random(7)
    words = ["建设", "平台", "产业", "发展", "2025年", "100亿元", "服务", "，", "。", "和"]
    lines = ["".join(draw.choice(words) for _ in range(14)) for _ in range(12)]
    second = "".join(lines)
    printed = print_lines(*lines)
    for number in range(200):
        line = draw.randrange(len(lines))
        text = lines[line]
        at = draw.randrange(len(text) - 1)
        spoiled = (
            text[:at] + "误" + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )[number % 4]
        if spoiled != text:
            assert differ([*printed[:line], replace(printed[line], text=spoiled), *printed[line + 1 :]], second)
