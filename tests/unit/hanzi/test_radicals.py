from __future__ import annotations

import unicodedata

from build_tools.hanzi.punctuation import is_han
from build_tools.hanzi.radicals import fold_radicals


def test_a_radical_reads_as_the_character_it_looks_like() -> None:
    assert fold_radicals("⼀、⽬标⾼质量") == "一、目标高质量"
    assert (
        fold_radicals("⻓三⻆ ⻔⻋⻢⻛⻘⻄⺠⺟⻚⻝⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳")
        == "长三角 门车马风青西民母页食骨鬼鱼鸟卤麦黄齐齿龙龟"
    )


def test_offsets_stay_and_no_radical_is_left() -> None:
    block = "".join(map(chr, (*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6))))
    folded = fold_radicals(block)
    assert len(folded) == len(block)
    assert all(map(is_han, folded))


def test_the_compatibility_decompositions_agree_with_the_table() -> None:
    for char in "\u2e9f\u2ef3":
        assert fold_radicals(char) == unicodedata.normalize("NFKC", char)


def test_everything_else_stays() -> None:
    text = "一、总体要求\u2e80\u2e9a①Ａ 〇々\U00020000"
    assert fold_radicals(text) == text
