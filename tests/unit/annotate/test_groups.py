"""Groups of responsible bodies by the form in which they are printed."""

from __future__ import annotations

import pytest

from build_tools.annotate.groups import Group, read_broken_group, read_groups

LEAD, JOIN, ANSWER = "lead", "participant", "responsible"


def read(text: str) -> list[tuple[str, tuple[tuple[str, str], ...], str]]:
    return [(text[group.start : group.end], group.named, group.deadline) for group in read_groups(text)]


def named(text: str) -> list[tuple[str, str]]:
    return [pair for _, pairs, _ in read(text) for pair in pairs]


def test_a_bracket_that_closes_in_the_next_paragraph() -> None:
    found = read_broken_group("加快建设。（责任单位：市科委、", ["市教委）"])
    assert found == Group(5, 15, (("市科委", ANSWER), ("市教委", ANSWER)), False, "")
    found = read_broken_group("加快建设。（市科委牵头，", ["市教委", "参与）"])
    assert found is not None
    assert (found.start, found.end, found.named) == (5, 12, (("市科委", LEAD), ("市教委", JOIN)))


def test_a_paragraph_may_be_nothing_but_the_open_bracket() -> None:
    found = read_broken_group("（责任单位：市科委、", ["市教委）"])
    assert found is not None
    assert (found.start, found.end) == (0, 10)


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("加快建设。（责任单位：市科委、", []),
        ("加快建设。（责任单位：市科委、", ["加快建设。"]),
        ("加快建设。", ["市教委）"]),
        ("加快建设（含改建", ["工程）"]),
    ],
)
def test_a_bracket_that_holds_no_bodies_or_never_closes(text: str, following: list[str]) -> None:
    assert read_broken_group(text, following) is None


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("（市科委牵头）", [("市科委", LEAD)]),
        ("（市科委牵头，，市教委参与）", [("市科委", LEAD), ("市教委", JOIN)]),
        ("（市科委、市教委负责）", [("市科委", ANSWER), ("市教委", ANSWER)]),
        ("（市科委，市教委负责）", [("市科委", ANSWER), ("市教委", ANSWER)]),  # the role comes with the last
        ("（市科委牵头，市教委）", [("市科委", LEAD), ("市教委", JOIN)]),
        ("（由市科委牵头）", [("市科委", LEAD)]),
        ("（市科委会同市教委负责）", [("市科委", ANSWER), ("市教委", JOIN)]),
        ("（市科委牵头，加快建设）", [("市科委", LEAD)]),
        ("（企业牵头）", []),
        ("（牵头）", []),
    ],
)
def test_roles_behind_names(text: str, pairs: list[tuple[str, str]]) -> None:
    assert named(f"加快建设。{text}") == pairs


def test_a_name_of_another_form_may_stand_beside_two_bodies() -> None:
    assert named("加快建设。（市科委、市教委、申能负责）") == [("市科委", ANSWER), ("市教委", ANSWER), ("申能", ANSWER)]
    assert named("加快建设。（市科委、申能负责）") == []
    assert named("加快建设。（市科委、市教委、申能、宝武负责）") == []


def test_a_deadline_stands_among_the_names() -> None:
    assert read("加快建设。（市科委负责，2027年底前完成）") == [
        ("（市科委负责，2027年底前完成）", (("市科委", ANSWER),), "2027年底前完成")
    ]
    assert read("加快建设。（市科委负责；完成时限：2027年）")[0][2] == "2027年"


def test_a_list_without_a_bracket_ends_with_its_sentence() -> None:
    assert named("责任单位：市科委、市教委。市财政局加快建设。") == [("市科委", ANSWER), ("市教委", ANSWER)]


def test_labels_in_brackets_are_one_group_up_to_the_last_name() -> None:
    ((text, pairs, _),) = read("加快建设。【牵头单位】市科委【配合单位】市教委、市财政局。加快发展。")
    assert text == "【牵头单位】市科委【配合单位】市教委、市财政局"
    assert [role for _, role in pairs] == [LEAD, "support", "support"]


def test_groups_stand_in_the_order_of_the_text() -> None:
    found = read("建设甲。（市科委负责）建设乙。（市教委负责）")
    assert [text for text, _, _ in found] == ["（市科委负责）", "（市教委负责）"]
