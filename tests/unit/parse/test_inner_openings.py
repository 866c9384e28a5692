from __future__ import annotations

import pytest

from build_tools.model.division import Division, Kind
from build_tools.model.line import Line
from build_tools.model.passage import Passage
from build_tools.parse.inner_openings import split_openings
from build_tools.pipeline import convert_bytes

BODY = "各部门要结合实际抓好落实，统筹安排资金和人员，按时报送进展情况，重要事项及时请示报告。" * 4
TITLE = "某县公共停车设施建设任务清单"


def divisions(text: str) -> list[tuple[Kind, str, str]]:
    root = convert_bytes(text.encode("utf-8"), "a.txt").edition.root
    return [(n.kind, n.num.text, n.heading.text) for n in root.walk() if isinstance(n, Division) and n.num]


def test_an_annex_that_the_letter_lists_is_found_again_behind_its_date() -> None:
    text = f"一、总体要求{BODY}附件：{TITLE}某县人民政府2022年5月8日附件{TITLE}一、建设范围{BODY}"
    found = divisions(text)
    assert [kind for kind, _, _ in found] == [Kind.SECTION, Kind.ANNEX_LIST, Kind.ANNEX, Kind.SECTION]
    assert found[2] == (Kind.ANNEX, "附件", TITLE)


def test_numbered_entries_of_a_list_are_no_items() -> None:
    text = f"一、总体要求{BODY}附件：1.{TITLE}2.名词解释汇编附件1{TITLE}{BODY}附件2名词解释汇编{BODY}"
    found = divisions(text)
    assert [num for kind, num, _ in found if kind is Kind.ANNEX] == ["附件1", "附件2"]
    assert not [num for kind, num, _ in found if kind is Kind.POINT]


def test_labels_in_the_table_of_an_annex_are_cells() -> None:
    text = f"一、总体要求{BODY}附件：{TITLE}附件{TITLE}序号任务单位一、道路方面（共2项）1新建甲局2改建乙局"
    assert [num for kind, num, _ in divisions(text) if kind is Kind.SECTION] == ["一、"]


def test_an_annex_named_in_a_sentence_opens_nothing() -> None:
    text = f"一、总体要求{BODY}附件1所列任务由各部门承担。具体要求见附件2。{BODY}二、工作要求{BODY}"
    assert [kind for kind, _, _ in divisions(text)] == [Kind.SECTION, Kind.SECTION]


FILL = "各部门要结合实际抓好落实，统筹安排资金和人员。"


def cut(text: str, *, is_long: bool = True) -> list[str]:
    """The pieces of a line: FILL is "…", and what is still run-on text ends with "*"."""
    line = Line(Passage.of(text.replace("…", FILL), 0, len(text.replace("…", FILL))), 1)
    pieces, run_on = split_openings((line,), frozenset({0} if is_long else ()), lambda _: 1)
    return [
        piece.text.replace(FILL, "…") + "*" * (at in run_on)
        for at, piece in enumerate(pieces)
        if isinstance(piece, Line)
    ]


TITLED = [
    "附件1布局图方案",  # as titles end
    "附件1：布局方案",
    "附件1甲乙计划",
    "附件 2 甲乙计划",
    "附件三甲乙计划",
    "附表1任务分工表",
    "专栏1重点工程",
    "专栏：重点工程",
]


@pytest.mark.parametrize("label", TITLED)
def test_a_label_with_its_title_has_a_line_of_its_own(label: str) -> None:
    assert cut(f"…{label}…") == ["…*", label, "…*"]
    assert cut(f"{label}…") == [label, "…*"]
    assert cut(f"…{label}") == ["…*", label]


@pytest.mark.parametrize(
    "label",
    [
        "见附件1布局方案",
        "附件1所列方案",
        "附件1乙计划",  # three characters are no title
        "附件1甲乙丙丁戊",  # nothing tells where it ends
        "附件布局方案",  # no number
        "专栏重点工程",
        "附件1甲乙，丙丁方案",
        "附件1" + "甲" * 49 + "方案",
    ],
)
def test_what_is_no_label_with_its_title_stays_in_the_text(label: str) -> None:
    assert cut(f"…{label}…") == [f"…{label}…*"]


def test_the_next_number_ends_a_title() -> None:
    assert cut("…附件1甲乙丙丁一、…") == ["…*", "附件1甲乙丙丁", "一、…*"]
    assert cut("…附件1甲乙丙丁第一章…") == ["…*", "附件1甲乙丙丁", "第一章…*"]
    assert cut("…附件1甲乙丙一、…") == ["…附件1甲乙丙一、…*"]


def test_a_line_of_sound_length_is_not_asked() -> None:
    assert cut(f"…{TITLED[0]}…", is_long=False) == [f"…{TITLED[0]}…"]


def test_titles_of_the_list_stand_again_above_the_annexes() -> None:
    assert cut("…附件：1.布局方案2.任务安排。…附件1布局方案…附件2任务安排…") == [
        "…*", "附件：1.布局方案", "2.任务安排", "。…*", "附件1", "布局方案", "…*", "附件2", "任务安排", "…*",
    ]  # fmt: skip
    assert cut("…附件：布局安排。…附件布局安排…") == ["…*", "附件：布局安排", "。…*", "附件", "布局安排", "…*"]


def test_an_entry_that_stands_nowhere_else_ends_the_list() -> None:
    assert cut("…附件：1.布局安排2.任务调整。…附件1布局安排…")[1:3] == ["附件：1.布局安排", "2.任务调整。…*"]


def test_cells_below_a_title_are_no_run_on_text() -> None:
    assert cut("…附件1布局方案。序号任务。附件2任务方案…") == [
        "…*", "附件1布局方案", "。序号任务。", "附件2任务方案", "…*",
    ]  # fmt: skip
    assert cut("…附件1布局方案。序号任务") == ["…*", "附件1布局方案", "。序号任务"]
    assert cut("序号。附件1布局方案…") == ["序号。*", "附件1布局方案", "…*"]  # above the first label stands text
    far = "…" * 3
    assert cut(f"…附件1布局方案{far}序号") == ["…*", "附件1布局方案", f"{far}序号*"]  # so far below no table begins


def test_only_the_first_piece_stands_at_the_beginning_of_a_line() -> None:
    text = f"{FILL}附件1布局方案{FILL}"
    pieces, _ = split_openings((Line(Passage.of(text, 0, len(text)), 1),), frozenset({0}), lambda at: at)
    found = [(piece.hints.broken, piece.line_no) for piece in pieces if isinstance(piece, Line)]
    assert found == [(False, 0), (True, len(FILL)), (True, len(FILL) + 7)]


def test_an_annex_that_follows_right_behind_the_list_that_names_it() -> None:
    text = f"一、总体要求{BODY}附件：{TITLE}附件{TITLE}一、建设范围{BODY}二、建设标准{BODY}"
    found = divisions(text)
    assert [(kind, num) for kind, num, _ in found][-3:] == [
        (Kind.ANNEX, "附件"),
        (Kind.SECTION, "一、"),
        (Kind.SECTION, "二、"),
    ]
