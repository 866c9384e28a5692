"""Where lines may end: titles judged by hand, numbers with what they count."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.hanzi.breaks import GLUED_RE, WHOLE_RE, find_breaks

JUDGED = Path(__file__).parents[2] / "cases/hanzi/title_breaks.txt"


def cut(title: str) -> list[str]:
    ends = [*find_breaks(title), len(title)]
    return [title[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_titles_break_at_words() -> None:
    offered = torn = judged = 0
    for line in JUDGED.read_text("utf-8").split():
        pieces = line.split("|")
        good = {sum(map(len, pieces[:number])) for number in range(1, len(pieces))}
        found = set(find_breaks("".join(pieces)))
        offered, torn, judged = offered + len(found & good), torn + len(found - good), judged + len(good)
    # jieba's words alone tear 30 and offer 330; BudouX 0.10 63 and 351.
    assert judged == 367
    assert torn <= 1
    assert offered >= 326


@pytest.mark.parametrize(
    ("title", "pieces"),
    [
        ("加快自贸试验区建设", ["加快", "自贸试验区", "建设"]),  # single characters lean on each other
        ("经济开发区的新产业", ["经济", "开发区", "的", "新产业"]),
        ("11.研究“首版次”应用", ["11.研究", "“首版次”", "应用"]),  # no label alone, no name torn
        ("规划（2021—2025年）", ["规划", "（2021—2025年）"]),
        ("发展\n规划 纲要", ["发展\n规划 纲要"]),  # ends there as it is
        ("", [""]),
    ],
)
def test_pieces_of_a_title(title: str, pieces: list[str]) -> None:
    assert cut(title) == pieces


def test_numbers_stay_with_what_they_count() -> None:
    text = "到2020-2022年、2021～2025年，第10条，附件2，1,000家，2.5个百分点，50%－60%，15000亿元，3纳米"
    assert WHOLE_RE.findall(text) == [
        "2020-2022年", "2021～2025年", "第10条", "附件2", "1,000家", "2.5个百分点", "50%－60%", "15000亿元", "3纳米",
    ]  # fmt: skip
    assert WHOLE_RE.findall("G60科创走廊的5G、CPU 2020、12%、3 以上") == []


def test_half_width_commas_between_chinese() -> None:
    assert GLUED_RE.findall("能力,推动;创新”,“转型 1,000 a,b 甲,b") == [",", ";", ","]
