"""Orders in which words are looked up."""

from __future__ import annotations

import pytest

from build_tools.hanzi.order import is_reading_guessed, pinyin_heading, pinyin_key, read_pinyin, stroke_heading


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("长三角一体化", ("chang2", "san1", "jiao3")),
        ("薄膜设备", ("bo2", "mo2", "she4")),
        ("量测设备", ("liang2", "ce4", "she4")),
        ("重构产业链", ("chong2", "gou4", "chan3")),
        ("重点产业", ("zhong4", "dian3", "chan3")),
        ("行业软件", ("hang2", "ye4", "ruan3")),
        ("调峰电站", ("tiao2", "feng1", "dian4")),
        ("长距离输水", ("chang2", "ju4", "li2")),
    ],
)
def test_a_character_is_read_as_its_word_is(word: str, syllables: tuple[str, ...]) -> None:
    assert read_pinyin(word)[:3] == syllables


def test_readings_that_no_word_tells_are_doubted() -> None:
    words = ("长台", "“长三角”", "长期", "单项冠军", "率先", "差分隐私", "数据", "PLC", "")
    assert [word for word in words if is_reading_guessed(word)] == ["长台"]


def test_headings() -> None:
    words = ("“长三角”", "薄膜", "5G", "PLC")
    assert [pinyin_heading(word) for word in words] == ["C", "B", "0–9", "P"]
    assert [stroke_heading(word) for word in words] == ["4画", "16画", "字母与数字", "字母与数字"]


def test_a_reading_that_is_given_comes_first() -> None:
    assert pinyin_key("重点", "chong2 dian3") == ("chong2", "dian3")
    assert pinyin_heading("重点", "chong2 dian3") == "C"


def test_a_title_of_marks_alone_stands_with_the_digits() -> None:
    assert [pinyin_heading(word) for word in ("《》", "“”", "")] == ["0–9"] * 3
    assert stroke_heading("《》") == "字母与数字"
