"""The rules of depth by name: lists of labels, and how deep each of them stands.

A line of "*" is an unnumbered heading of the markup, "#" an annex, "[" the beginning of a box; whatever else is printed
stands in the text and takes part only with its label.
"""

from __future__ import annotations

import pytest

from build_tools.model.division import Kind
from build_tools.parse.ladder import Candidate, Heading, Scope, place_candidates, read_shape
from build_tools.parse.markers import read_markers


def place(lines: str, levels: dict[str, int] | None = None) -> list[tuple[str, int, str]]:
    """(label, depth, doubt) of what is accepted; in front of a label the first letter of its kind."""
    events: list[Candidate | Scope | Heading] = []
    parts = lines.split()
    for at, text in enumerate(parts):
        if text == "*" * len(text):
            events.append(Heading(at, len(text)))
        elif text in "#[":
            events.append(Scope(at, nested=text == "["))
        else:
            for marker in read_markers(text + "甲乙", inner=False):
                shape = read_shape(text[marker.end :] or "甲乙")
                events.append(Candidate(at, marker, shape, (levels or {}).get(text, 0)))
    found = []
    for one in place_candidates(events):
        kind = one.candidate.marker.rung.kind.value[0] if one.candidate else ""
        found.append((kind + parts[one.block], one.depth, one.doubt))
    return found


def depths(lines: str, levels: dict[str, int] | None = None) -> list[int]:
    found = place(lines, levels)
    assert len(found) == len(lines.split()), found
    return [depth for _, depth, _ in found]


def doubts(lines: str) -> list[str]:
    return [doubt for _, _, doubt in place(lines)]


def accepted(lines: str) -> list[str]:
    return [label[1:] for label, _, _ in place(lines)]


def test_nothing() -> None:
    assert place_candidates([]) == []


# -- customary ladders --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("一、 （一） 1. （1） ①", [0, 1, 2, 3, 4]),
        ("一、 （一） （二） 二、 （一）", [0, 1, 1, 0, 1]),
        ("一、 1. 2. （1） 3. 二、", [0, 1, 1, 2, 1, 0]),  # a rung that is left out
        ("第一章 第一节 第一条 第二条 第二节 第三条 第二章 第四条", [0, 1, 2, 2, 1, 2, 0, 1]),
        ("第一编 第一章 第二章 第二编 第三章", [0, 1, 1, 0, 1]),
        ("壹、 一、 二、 贰、 一、", [0, 1, 1, 0, 1]),
        ("1.1 1.1.1 1.1.2 1.2 1.2.1", [0, 1, 1, 0, 1]),
        ("1. 1.1 1.2 2. 2.1", [0, 1, 1, 0, 1]),
        ("一、 —— —— （一） ——", [0, 1, 1, 1, 2]),
        ("（一） 1. 2. （二） 1.", [0, 1, 1, 0, 1]),
    ],
)
def test_rungs_nest_by_custom(lines: str, expected: list[int]) -> None:
    assert depths(lines) == expected
    assert set(doubts(lines)) == {""}


def test_a_dash_item_holds_no_dash_item() -> None:
    assert depths("一、 —— —— ——") == [0, 1, 1, 1]


# -- numbering that goes through or begins anew -------------------------------------------------------------


def test_numbers_begin_anew_below_each_clause() -> None:
    assert place("（一） 1. 2. （二） 1. 2.")[4:] == [("p1.", 1, ""), ("p2.", 1, "")]


def test_numbers_run_through_several_clauses() -> None:
    assert place("（一） 1. 2. （二） 3. 4.")[4:] == [("p3.", 1, ""), ("p4.", 1, "")]


def test_clauses_run_through_several_sections() -> None:
    assert place("一、 （一） （二） 二、 （三） （四）")[4:] == [("c（三）", 1, ""), ("c（四）", 1, "")]


def test_articles_run_through_chapters() -> None:
    assert set(doubts("第一章 第一条 第二条 第二章 第三条 第三章 第四条")) == {""}


# -- doubts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("一、 二、 四、", ["", "", "numbering-jump"]),
        ("一、 二、 二、 三、", ["", "", "numbering-repeat", ""]),
        ("（一） （二） （二） （三）", ["", "", "numbering-repeat", ""]),
        ("一、 （二） （三）", ["", "numbering-late", ""]),
        ("一、 二、 三、 一、 二、", ["", "", "", "numbering-restart", ""]),
        ("三、 四、 五、", ["numbering-late", "", ""]),
    ],
)
def test_what_is_printed_out_of_order_is_read_as_printed_and_doubted(lines: str, expected: list[str]) -> None:
    assert doubts(lines) == expected
    assert len(set(depths(lines)) - {1}) <= 1


def test_a_doubt_tells_the_number_that_was_expected() -> None:
    events: list[Candidate | Scope | Heading] = [
        Candidate(at, marker, "heading")
        for at, text in enumerate(["一、甲", "二、甲", "五、甲"])
        for marker in read_markers(text, inner=False)
    ]
    assert [(one.doubt, one.expected) for one in place_candidates(events)][2] == ("numbering-jump", 3)


# -- what is no label ---------------------------------------------------------------------------------------


def test_a_decimal_in_a_sentence_is_no_point() -> None:
    assert accepted("一、 1. 2. 2.5D封装 3.") == ["一、", "1.", "2.", "3."]


def test_a_digit_behind_a_point_belongs_to_the_heading_where_the_number_is_missing() -> None:
    assert accepted("一、 1. 2. 3.6G通信 4.") == ["一、", "1.", "2.", "3.6G通信", "4."]


def test_candidates_at_one_place_exclude_each_other() -> None:
    for lines, kinds in (("甲、 乙、 丙、", "sss"), ("（h） （i） （j）", "iii"), ("（i） （ii） （iii）", "iii")):
        found = place(lines)
        assert ([label[0] for label, _, _ in found], {depth for _, depth, _ in found}) == (list(kinds), {0})


def test_a_bare_number_is_a_label_above_its_decimals_alone() -> None:
    events: list[Candidate | Scope | Heading] = []
    for at, text in enumerate(["1 总则", "1.1 甲乙", "1.2 丙丁", "2 范围", "2.1 甲乙"]):
        events += [Candidate(at, marker, "heading") for marker in read_markers(text, inner=False)]
    assert [one.depth for one in place_candidates(events)] == [0, 1, 1, 0, 1]
    assert place_candidates([event for event in events if isinstance(event, Candidate) and event.block == 0]) == []


# -- nesting against custom ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("行动一： 任务1： 任务2： 行动二： 任务3： 任务4：", [0, 1, 1, 0, 1, 1]),
        ("一、 第一条 第二条 二、 第三条 第四条", [0, 1, 1, 0, 1, 1]),
        ("第一条 一、 二、 第二条 一、", [0, 1, 1, 0, 1]),
        ("1.1 1. 2. 1.2 1.", [0, 1, 1, 0, 1]),
    ],
)
def test_a_ladder_may_stand_on_its_head(lines: str, expected: list[int]) -> None:
    assert depths(lines) == expected


def test_no_document_nests_deeper_than_ten() -> None:
    rungs = "第一编 第一章 第一节 第一条 壹、 一、 甲、 （一） 1. （1） ① ⑴ （a）"
    assert max(depth for _, depth, _ in place(rungs)) <= 10


def test_a_decimal_whose_parent_is_not_printed_opens_its_own_ladder() -> None:
    assert set(doubts("1.1 1.2 2.1 2.2")) == {""}
    assert depths("1.1 1.2 2.1 2.2") == [0, 0, 0, 0]


def test_a_decimal_out_of_order_is_doubted() -> None:
    assert doubts("1.1 1.2 1.3 3.4 3.5") == ["", "", "", "numbering-late", ""]


# -- boxes, annexes, headings -------------------------------------------------------------------------------


def test_a_box_stands_in_the_clause_and_has_numbers_of_its_own() -> None:
    assert place("一、 （一） [ 1. 2. （二）") == [
        ("s一、", 0, ""), ("c（一）", 1, ""), ("[", 2, ""), ("p1.", 3, ""), ("p2.", 3, ""), ("c（二）", 1, ""),
    ]  # fmt: skip


def test_a_box_begins_its_numbers_at_one_though_the_clause_is_numbered_alike() -> None:
    assert depths("（一） 1. 2. [ 1. 2. 3.")[3:] == [2, 3, 3, 3]


def test_a_number_that_goes_on_from_before_the_box_has_left_it() -> None:
    assert depths("（一） 1. 2. [ 1. 2. 3. （二）") == [0, 1, 1, 2, 3, 3, 3, 0]


def test_a_box_never_stands_in_a_box_or_a_dash_item() -> None:
    assert depths("一、 [ 1. [ 1.") == [0, 1, 2, 1, 2]
    assert depths("一、 —— [") == [0, 1, 1]


def test_a_number_closes_the_dash_item_above_it_in_a_box_too() -> None:
    assert depths("一、 [ —— 1. 2.") == [0, 1, 2, 2, 2]
    assert depths("一、 [ （1） 1. 2.") == [0, 1, 2, 2, 2]


def test_a_chapter_leaves_the_box() -> None:
    assert depths("第一章 [ 1. 第二章") == [0, 1, 2, 0]


def test_an_annex_closes_everything_and_begins_its_own_numbering() -> None:
    assert place("一、 （一） # 一、 （一）")[2:] == [("#", 0, ""), ("s一、", 0, ""), ("c（一）", 1, "")]


def test_an_annex_does_not_go_on_with_the_numbers_before_it() -> None:
    assert doubts("一、 （一） （二） # 一、 （三） （四）")[3:] == ["", "", "numbering-late", ""]


def test_headings_of_the_markup_nest_by_their_levels() -> None:
    assert depths("* ** *** ** *") == [0, 1, 2, 1, 0]


def test_a_label_stands_in_the_heading_above_it() -> None:
    assert depths("* 1. 2. * 1. 2.") == [0, 1, 1, 0, 1, 1]
    assert set(doubts("* 1. 2. * 1. 2.")) == {""}


def test_a_label_of_the_markups_level_closes_headings_of_that_level() -> None:
    assert depths("* 一、", {"一、": 1}) == [0, 0]
    assert depths("* 一、", {"一、": 2}) == [0, 1]


def test_a_heading_stands_in_the_label_of_a_higher_level() -> None:
    assert depths("一、 **", {"一、": 1}) == [0, 1]
    assert depths("一、 *", {"一、": 1}) == [0, 0]


# -- wording ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("总体要求", "heading"),
        ("甲" * 44, "heading"),
        ("甲" * 45, "text"),
        ("夯实基础。整合资源。", "run-in"),
        ("整合资源。", "text"),
        ("整合资源。”）", "text"),
        ("甲" * 45 + "。乙丙丁", "text"),
        ("", "heading"),
    ],
)
def test_the_shape_of_what_follows_a_label(text: str, shape: str) -> None:
    assert read_shape(text) == shape


def test_kinds_that_the_rules_above_name() -> None:
    assert [label[0] for label, _, _ in place("第一章 第一条 一、 行动一：")] == [
        Kind.CHAPTER.value[0], Kind.ARTICLE.value[0], Kind.SECTION.value[0], Kind.ACTION.value[0],
    ]  # fmt: skip
