"""Paragraphs in tests/cases/annotate/responsible.toml → groups, and decoys without one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from build_tools.annotate.groups import Group, read_groups
from build_tools.annotate.responsible import find_mentions
from build_tools.pipeline import convert_bytes

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/annotate/responsible.toml").read_text("utf-8"))


def write(group: Group) -> str:
    return (
        "、".join(f"{body}:{role}" for body, role in group.named)
        + " 等" * group.is_open
        + (f" @{group.deadline}" if group.deadline else "")
        + " in a sentence" * group.is_sentence
    )


@pytest.mark.parametrize(("text", "expected"), CASES["groups"].items())
def test_groups(text: str, expected: list[str]) -> None:
    groups = read_groups(text)
    assert [write(group) for group in groups] == expected
    for group in groups:
        assert all(body in text[group.start : group.end] for body, _ in group.named)


@pytest.mark.parametrize("text", CASES["decoys"]["texts"])
def test_decoys(text: str) -> None:
    assert read_groups(text) == []


def test_in_the_order_of_the_text() -> None:
    text = (
        "某市某某发展规划\n一、甲乙\n（一）丙。加快建设。（责任单位：市科委）\n（二）丁。加快建设。（责任单位：市教委）\n"
        "二、戊\n加快建设。（责任单位：市水务局）\n"
    )
    found = convert_bytes(text.encode("utf-8"), "a.txt").responsibilities
    assert [(str(group.place), group.bodies) for group in found] == [
        ("s1-c1-para1", ("市科委",)),
        ("s1-c2-para1", ("市教委",)),
        ("s2-para1", ("市水务局",)),
    ]


def test_a_paragraph_above_a_deeper_division_comes_first() -> None:
    text = (
        "某市某某发展规划\n一、甲乙\n加快建设。（责任单位：市科委）\n（一）丙。加快建设。（责任单位：市教委）\n二、丁\n"
    )
    found = convert_bytes(text.encode("utf-8"), "a.txt").responsibilities
    assert [group.bodies for group in found] == [("市科委",), ("市教委",)]


def test_in_the_sentence_that_a_dash_opens() -> None:
    text = "某市某某发展规划\n一、甲乙\n——加快建设某某工程，推进某某项目（责任单位：市科委）\n二、丁\n"
    found = convert_bytes(text.encode("utf-8"), "a.txt").responsibilities
    assert [(str(group.place), group.bodies) for group in found] == [("s1-dash1", ("市科委",))]


def test_bodies_of_no_name_behind_the_sentence_that_an_item_is() -> None:
    text = (
        "某市某某发展规划\n一、甲乙\n1.加快建设某某工程，推进某某项目，完善某某制度。（市直相关部门）\n"
        "2.推进某某项目。（各区）\n"
    )
    found = convert_bytes(text.encode("utf-8"), "a.txt").responsibilities
    assert [group.bodies for group in found] == [("市直相关部门",), ("各区",)]


def test_the_first_leads_in_later_groups_where_an_earlier_one_says_so() -> None:
    text = (
        "某市某某发展规划\n一、甲乙\n加快建设。（市科委、市教委。列在首位的为牵头单位，下同）\n"
        "推进建设。（市水务局、市财政局）\n完善制度。（市财政局）\n二、丙\n推进工作。（市农委牵头，市财政局配合）\n"
    )
    found = convert_bytes(text.encode("utf-8"), "a.txt").responsibilities
    assert [group.roles for group in found] == [
        ("lead", "responsible"), ("lead", "responsible"), ("responsible",), ("lead", "support"),
    ]  # fmt: skip


def test_in_the_first_sentence_of_an_item_and_in_a_heading_that_is_one() -> None:
    text = (
        "某市某某发展规划\n一、甲乙\n1.市科委会同市教委制定办法，加快某某工程建设，推进某某项目。\n2.推进某某项目，完善某某制度。\n"
        "二、市财政局会同市科委安排资金。\n（一）丙丁。由行署林草局牵头，行署气象局配合。\n"
    )
    found = convert_bytes(text.encode("utf-8"), "a.txt").responsibilities
    assert [group.bodies for group in found] == [
        ("市科委", "市教委"), ("市财政局", "市科委"), ("行署林草局", "行署气象局"),
    ]  # fmt: skip


def test_a_heading_is_not_cut_in_its_bracket() -> None:
    text = (
        "某市某某发展规划\n一、甲乙\n（一）危化品（市应急局牵头，市公安局等参与；各县（区）政府负责落实）\n加快整治。\n"
        "（二）旅游（责任单位：市文旅局及各县（区）文旅部门）\n加快整治。\n（三）住房（责任单位：市住建局）\n"
    )
    found = convert_bytes(text.encode("utf-8"), "a.txt").responsibilities
    assert [group.bodies for group in found] == [
        ("市应急局", "市公安局", "各县（区）政府"), ("市文旅局", "各县（区）文旅部门"), ("市住建局",),
    ]  # fmt: skip


def test_in_a_numbered_sentence_without_a_stop() -> None:
    text = "某市某某发展规划\n一、甲乙\n1.加快建设某某工程（责任单位：市科委）\n2.推进某某项目（责任单位：市教委）\n"
    found = convert_bytes(text.encode("utf-8"), "a.txt").responsibilities
    assert [(str(group.place), group.bodies) for group in found] == [("s1-p1", ("市科委",)), ("s1-p2", ("市教委",))]


def test_behind_a_heading_that_has_text_below() -> None:
    text = (
        "某市某某发展规划\n一、甲乙\n（一）丙丁（市科委牵头，市教委配合）\n加快建设。\n"
        "（二）戊己（责任单位：市教委）\n加快建设。\n"
    )
    converted = convert_bytes(text.encode("utf-8"), "a.txt")
    assert [(str(group.place), group.bodies) for group in converted.responsibilities] == [
        ("s1-c1-para1", ("市科委", "市教委")),
        ("s1-c2-para1", ("市教委",)),
    ]


def test_mentions_stand_where_the_names_are_printed() -> None:
    text = (
        "一、甲乙\n（一）丙丁。建设机场（市科委参与）。（牵头单位：市科委、市教委；支持单位：市科委）\n"
        "责任单位：市教委。\n"
    )
    converted = convert_bytes(text.encode("utf-8"), "a.txt")
    blocks = converted.edition.blocks
    found = find_mentions(blocks, converted.responsibilities)
    assert [blocks[one.block].printed[one.start : one.end] for one in found] == [one.name for one in found]
    assert [one.name for one in found] == [name for group in converted.responsibilities for name in group.bodies]
    assert [(one.block, one.start) for one in found] == sorted((one.block, one.start) for one in found)
    assert len({(one.block, one.start) for one in found}) == len(found) == 5


def test_nothing_is_mentioned_where_no_group_is() -> None:
    converted = convert_bytes("一、甲乙\n市科委、市教委。\n".encode(), "a.txt")
    assert find_mentions(converted.edition.blocks, converted.responsibilities) == ()


def test_a_bracket_that_a_lost_line_has_broken() -> None:
    text = (
        "某市某某发展规划\n一、甲乙\n1.丙丁。加快建设。（牵头部\n\n门：市科委、市教委）\n"
        "2.戊己。推进建设。（市科委负责）\n"
    )
    found = convert_bytes(text.encode("utf-8"), "a.md").responsibilities
    assert [(str(group.place), group.bodies) for group in found] == [
        ("s1-p1-para1", ("市科委", "市教委")),
        ("s1-p2-para1", ("市科委",)),
    ]


def test_a_bracket_that_lines_have_broken_twice() -> None:
    text = "某市某某发展规划\n一、甲乙\n（一）丙丁。加快建设。（责任单位：市科\n\n委、市教\n\n委）\n（二）戊己。\n"
    found = convert_bytes(text.encode("utf-8"), "a.md").responsibilities
    assert [(str(group.place), group.bodies) for group in found] == [("s1-c1-para1", ("市科委", "市教委"))]
