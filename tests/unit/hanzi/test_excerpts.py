"""An excerpt is cut where its characters are read as in the whole text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.hanzi.excerpts import widen_excerpt
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.script import Script, ScriptTable

convert = ScriptConverter(ScriptTable(), Script.HANT).convert


@pytest.mark.parametrize(
    ("text", "cut", "shown"),
    [
        ("电子信息制造业发展", "电子信息制", "电子信息制造"),
        ("扩容。依托杨浦", "托杨浦", "依托杨浦"),
        ("挂牌上市和并购重组", "上市和并", "上市和并购"),
        ("依托信息制造业", "托信息制", "依托信息制造"),
        ("电子信息制造业发展", "电子信息", "电子信息"),
        ("信息制", "信息制", "信息制"),
    ],
)
def test_a_cut_word_is_taken_in(text: str, cut: str, shown: str) -> None:
    start = text.index(cut)
    start, end = widen_excerpt(text, start, start + len(cut), convert(text), convert)
    assert text[start:end] == shown
    assert convert(shown) == convert(text)[start:end]


def test_a_reading_that_only_the_whole_has_moves_no_end() -> None:
    whole = "甲" * 40

    def odd(text: str) -> str:
        return text if text == whole else "乙" * len(text)

    assert widen_excerpt(whole, 18, 22, whole, odd) == (18, 22)


@given(st.text("信息制造业依托并购重组个中心", max_size=30), st.data())
def test_an_excerpt_only_grows(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = widen_excerpt(text, start, end, convert(text), convert)
    assert 0 <= first <= start <= end <= last <= len(text)
    assert start - first + last - end <= 8
