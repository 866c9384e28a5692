"""Blocks: what each prints, what is bold in it, how blocks nest and stand on pages."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, BlockCell, Branch, CellPart, Form, PagePart, nest, split_pages
from build_tools.model.division import HeadingStyle, Kind
from build_tools.model.passage import Passage


def say(text: str) -> Passage:
    return Passage.of(text, 0, len(text))


def block(text: str = "", form: Form = Form.PARAGRAPH, depth: int = 0, **more: Any) -> Block:
    return Block(form, depth, 1, Anchor(), False, say(text), **more)


def row(*cells: tuple[str, ...]) -> Block:
    at, made = 0, []
    for cell in cells:
        parts = []
        for text in cell:
            parts.append(CellPart(at, say(text)))
            at += len(text) + 1
        made.append(BlockCell(tuple(parts)))
    return block(form=Form.ROW, cells=tuple(made))


def shape(branches: tuple[Branch, ...]) -> list[Any]:
    return [(one.number, one.block.printed, shape(one.below)) for one in branches]


def test_a_block_prints_its_text() -> None:
    assert block("甲乙").printed == "甲乙"
    assert block("甲乙").passages() == (say("甲乙"),)


def test_a_row_prints_the_paragraphs_of_its_cells() -> None:
    printed = row(("甲", "乙丙"), (), ("丁",))
    assert printed.printed == "甲\n乙丙\n丁"
    assert [cell.printed for cell in printed.cells] == ["甲\n乙丙", "", "丁"]
    assert printed.passages() == (say("甲"), say("乙丙"), say("丁"))


def test_a_part_of_a_cell_stands_where_the_row_prints_it() -> None:
    printed = row(("甲", "乙丙"), ("丁",))
    assert [printed.printed[part.start : part.end] for part in printed.parts()] == ["甲", "乙丙", "丁"]


def test_an_anchor_is_that_of_the_block_itself_or_none() -> None:
    inside = block("甲")._replace(place=Anchor("", "s1"))
    assert (inside.anchor, inside._replace(is_anchored=True).anchor) == (None, Anchor("", "s1"))


NAMED = {"kind": Kind.DASH, "style": HeadingStyle.RUN_IN, "label": 2, "name": 5, "opening": 6}


@pytest.mark.parametrize(
    ("changed", "is_named"),
    [
        ({}, True),
        ({"kind": Kind.POINT}, False),
        ({"style": HeadingStyle.SENTENCE}, False),
        ({"name": 2}, False),
    ],
)
def test_a_dash_item_is_named_by_words_that_are_no_sentence(changed: dict[str, Any], is_named: bool) -> None:
    item = block("——重点项。推进建设。", Form.ITEM, **{**NAMED, **changed})
    assert item.is_named is is_named
    assert item.strong() == (((2, 5),) if is_named else ())


def test_a_name_is_bold_in_an_item_alone() -> None:
    assert block("——重点项。推进建设。", Form.HEADING, **NAMED).strong() == ()


@pytest.mark.parametrize(
    ("opening", "lead", "strong"),
    [
        (0, 5, ((0, 4),)),  # the stop is not bold
        (6, 9, ((6, 8),)),
        (0, 0, ()),
        (6, 7, ()),  # a stop alone
        (6, 8, ((6, 7),)),
    ],
)
def test_a_lead_is_bold_without_its_stop(opening: int, lead: int, strong: tuple[tuple[int, int], ...]) -> None:
    assert block("规模扩大。产业增长。", opening=opening, lead=lead).strong() == strong


def test_a_name_and_a_lead_are_both_bold() -> None:
    item = block("——重点项。推进建设。", Form.ITEM, **{**NAMED, "lead": 11})
    assert item.strong() == ((2, 5), (6, 10))


def test_what_stands_deeper_stands_in_the_block_before_it() -> None:
    blocks = [block("甲"), block("乙", depth=1), block("丙", depth=2), block("丁", depth=1), block("戊")]
    assert shape(nest(blocks)) == [
        (0, "甲", [(1, "乙", [(2, "丙", [])]), (3, "丁", [])]),
        (4, "戊", []),
    ]


def test_what_begins_deeper_is_a_tree_of_its_own() -> None:
    assert shape(nest([block("甲", depth=2), block("乙", depth=3)])) == [(0, "甲", [(1, "乙", [])])]
    assert nest([]) == ()


def test_a_walk_is_in_reading_order() -> None:
    blocks = [block("甲"), block("乙", depth=1), block("丙", depth=2), block("丁", depth=1)]
    (branch,) = nest(blocks)
    assert [one.block.printed for one in branch.walk()] == list("甲乙丙丁")


ANNEX = block("附件1：布局图", Form.PAGE, label=4, name=7)._replace(place=Anchor("annex-1"), is_anchored=True)


def test_a_page_of_its_own_stands_behind_that_of_the_work() -> None:
    parts = split_pages([block("甲"), ANNEX, block("乙", depth=1), block("丙")])
    assert [(part.page, shape(part.below)) for part in parts] == [
        ("", [(0, "甲", []), (3, "丙", [])]),
        ("annex-1", [(2, "乙", [])]),
    ]
    assert (parts[0].head, parts[1].head and parts[1].head.block) == (None, ANNEX)


@pytest.mark.parametrize(
    ("head", "below", "title"),
    [
        (ANNEX, [], "布局图"),
        (block("附件1", Form.PAGE, label=3, name=3), [block("图", Form.TITLE, 1), block("集", Form.TITLE, 2)], "图集"),
        (block("附件1", Form.PAGE, label=3, name=3), [block("图", depth=1)], "附件1"),
    ],
)
def test_the_title_of_a_page(head: Block, below: list[Block], title: str) -> None:
    (_, part) = split_pages([head, *below])
    assert part.title == title


def test_the_works_own_page_has_no_title_here() -> None:
    assert PagePart("", None, nest([block("甲", Form.TITLE)])).title == ""
