import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from build_tools.hanzi.punctuation import CLOSERS, HAN, OPENERS, SPACES, STOPS, fold_width, is_han


def test_spaces_hold_every_blank_that_python_strips() -> None:
    blanks = {chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()}
    separators = set("\x1c\x1d\x1e\x1f")  # control characters, which no page uses as blanks
    assert blanks - separators == set(SPACES) - set("\u200b\u2060\ufeff")


def test_openers_pair_with_closers() -> None:
    assert len(OPENERS) == len(CLOSERS)
    assert not set(OPENERS) & set(CLOSERS)
    pairs = dict(zip(OPENERS, CLOSERS, strict=True))
    assert [pairs[sign] for sign in "（(〔【《“‘「『"] == list("）)〕】》”’」』")


def test_stops() -> None:
    assert STOPS == "。！？!?"


def test_fold_width() -> None:
    assert fold_width("沪府办〔２０２０〕38号") == fold_width("沪府办(2020)３８ 号") == "沪府办(2020)38号"
    assert fold_width("“工赋上海”　三年行动计划（2020—2022年）") == '"工赋上海"三年行动计划(2020-2022年)'
    assert fold_width("一、甲，乙。①㈠") == "一、甲,乙。①㈠"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_width(fold_width(text)) == fold_width(text)


def test_han() -> None:
    assert [is_han(char) for char in "一龥㐀豈𠮷𰻞"] == [True] * 6
    assert [is_han(char) for char in "、〇々aＡ①あ가 "] == [False] * 9


@given(st.characters())
def test_han_class_and_predicate_agree(char: str) -> None:
    assert (re.fullmatch(f"[{HAN}]", char) is not None) == is_han(char)
