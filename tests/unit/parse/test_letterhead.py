"""A letter that lost its breaks is cut into its lines; whatever is not sure stays whole."""

from __future__ import annotations

from itertools import chain

import pytest

from build_tools.model.line import Line
from build_tools.model.passage import Passage
from build_tools.parse.letterhead import split_heads

FILL = "为推动渔业发展，加快建设现代渔业，统筹海洋与内陆，推进养殖、捕捞、加工协调发展，制定本规划。"
NUMBER = "某政发〔2023〕5号"
TITLE = "某省人民政府关于印发《某省渔业发展规划》的通知"
CALL = "各市人民政府："
LETTER = "现将《某省渔业发展规划》印发给你们，请认真贯彻执行。"
SIGNED, DATE, PLAN = "某省人民政府", "2023年5月6日", "某省渔业发展规划"


def cut(*texts: str) -> list[str]:
    blocks = split_heads([Line(Passage.of(text, 0, len(text)), 1) for text in texts], lambda _: 1)
    return [block.text for block in blocks if isinstance(block, Line)]


@pytest.mark.parametrize(
    "parts",
    [
        [NUMBER, TITLE, CALL, LETTER, SIGNED, DATE, PLAN, FILL * 3],
        [TITLE, CALL, LETTER, SIGNED, DATE, PLAN, FILL * 3],
        [NUMBER, TITLE, CALL, LETTER, SIGNED, DATE, "（此件公开发布）", PLAN, FILL * 3],
        [TITLE, CALL, FILL * 3],
        [PLAN, FILL * 3],
        [f"{PLAN}（2021—2025年）", FILL * 3],
    ],
)
def test_a_head_is_cut_into_its_lines(parts: list[str]) -> None:
    assert cut("".join(parts)) == parts


def test_what_stands_above_the_number_is_a_line() -> None:
    assert cut(f"某省人民政府文件{NUMBER}{TITLE}{CALL}{FILL * 3}")[:4] == ["某省人民政府文件", NUMBER, TITLE, CALL]


@pytest.mark.parametrize(
    "text",
    [
        FILL * 3,
        f"一、总体要求{FILL * 3}",
        f"某省渔业发展{FILL * 3}",
        f"为贯彻落实《某省人民政府关于渔业的意见》(某府发〔2022〕16号)要求,{FILL * 3}",
        f"按照省里统一要求，我市下发了文件（某府发〔2022〕16号），{FILL * 3}",
    ],
)
def test_a_text_without_a_head_stays_whole(text: str) -> None:
    assert cut(text) == [text]


def test_a_short_line_stays_whole() -> None:
    assert cut(f"{TITLE}{CALL}") == [f"{TITLE}{CALL}"]


def test_a_signature_and_date_in_front_of_the_text() -> None:
    text = f"{SIGNED}{DATE}{FILL * 3}"
    assert cut("某规划", text) == ["某规划", SIGNED, DATE, FILL * 3]
    assert cut("某规划", f"甲乙丙丁{DATE}{FILL * 3}") == ["某规划", f"甲乙丙丁{DATE}{FILL * 3}"]


def test_a_signature_is_looked_for_in_the_last_lines_alone() -> None:
    text = f"{FILL * 3}{SIGNED}{DATE}"
    assert cut("某规划", *["甲乙。"] * 20, text, "甲乙。", "甲乙。")[21:24] == [FILL * 3, SIGNED, DATE]
    assert cut("某规划", *["甲乙。"] * 20, text, "甲乙。", "甲乙。", "甲乙。")[21] == text
    assert cut(f"{SIGNED}{DATE}" + "甲" * 120)[0] == f"{SIGNED}{DATE}" + "甲" * 120


@pytest.mark.parametrize("remark", ["", "（此件公开发布）"])
def test_a_signature_and_date_behind_the_text(remark: str) -> None:
    plain = ["某规划", *["甲乙。"] * 20]
    found = cut(*plain, f"{FILL * 3}{SIGNED}{DATE}{remark}")
    assert found == [*plain, FILL * 3, SIGNED, DATE, *([remark] if remark else [])]


@pytest.mark.parametrize("tail", [f"甲乙丙丁{DATE}", f"{SIGNED}{DATE}前", SIGNED, DATE])
def test_what_is_no_signature_with_its_date_stays(tail: str) -> None:
    plain = ["某规划", *["甲乙。"] * 20]
    assert cut(*plain, f"{FILL * 3}{tail}")[: len(plain) + 1] != [*plain, FILL * 3]


def test_nothing_is_lost() -> None:
    parts = [NUMBER, TITLE, CALL, LETTER, SIGNED, DATE, PLAN, FILL * 3]
    assert "".join(chain(cut("".join(parts)))) == "".join(parts)


@pytest.mark.parametrize("title", ["某省人民政府关于有关文件贯彻落实工作的通知", "某省人民政府对第7240号建议的答复"])
def test_a_title_may_speak_of_papers_and_numbers(title: str) -> None:
    assert cut(f"{title}{NUMBER}{CALL}{FILL * 3}")[:3] == [title, NUMBER, CALL]


def test_a_signature_above_an_annex() -> None:
    found = cut(f"{TITLE}{NUMBER}{CALL}{FILL * 60}{SIGNED}{DATE}附件某某表{FILL}")
    assert found[-3:] == [SIGNED, DATE, f"附件某某表{FILL}"]
