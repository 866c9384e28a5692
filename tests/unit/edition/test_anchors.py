"""The token table of the contract, one printed number at a time."""

from __future__ import annotations

import pytest

from build_tools.edition.anchors import assign_anchors, walk_anchored
from build_tools.model.anchor import Anchor
from build_tools.model.division import Cell, Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.passage import Passage, Run

EMPTY = Passage()


def say(text: str) -> Passage:
    return Passage((Run(0, len(text), text),)) if text else EMPTY


def division(
    kind: Kind, ordinal: int | None = None, *body: Node, style: HeadingStyle = HeadingStyle.DISPLAY, page: str = ""
) -> Division:
    return Division(kind, say("x"), ordinal, say("甲"), EMPTY, style, body, 1, page=page)


def paragraph(role: str = "") -> Paragraph:
    return Paragraph(say("甲"), 1, role=role)


def table(num: str = "") -> Table:
    return Table(((Cell((paragraph(),)),),), 1, num=num)


def anchors(*body: Node, reserved: tuple[str, ...] = ()) -> list[str]:
    root = assign_anchors(
        Division(Kind.PLAN, EMPTY, None, EMPTY, EMPTY, HeadingStyle.NONE, body, 1), set(map(Anchor.parse, reserved))
    )
    return [str(anchor) for anchor, _ in walk_anchored(root)]


@pytest.mark.parametrize(
    ("kind", "ordinal", "token"),
    [
        (Kind.SECTION, 1, "s1"),
        (Kind.CLAUSE, 2, "c2"),
        (Kind.POINT, 14, "p14"),
        (Kind.ITEM, 3, "i3"),
        (Kind.SUBITEM, 4, "j4"),
        (Kind.CHAPTER, 3, "ch3"),
        (Kind.SUBCHAPTER, 2, "sec2"),
        (Kind.ARTICLE, 5, "art5"),
        (Kind.BOX, 1, "box1"),
        (Kind.DASH, None, "dash1"),
        (Kind.HEADED, None, "h1"),
        (Kind.NOTICE, None, "notice"),
        (Kind.PREAMBLE, None, "preamble"),
        (Kind.PREFACE, None, "preface"),
        (Kind.NOTE, None, "note"),
    ],
)
def test_token(kind: Kind, ordinal: int | None, token: str) -> None:
    assert anchors(division(kind, ordinal)) == [token]


def test_tokens_join_from_the_root() -> None:
    point = division(Kind.POINT, 8, paragraph(), paragraph())
    found = anchors(division(Kind.SECTION, 2, division(Kind.CLAUSE, 3, point)))
    assert found == ["s2", "s2-c3", "s2-c3-p8", "s2-c3-p8-para1", "s2-c3-p8-para2"]


def test_a_sentence_is_its_divisions_first_paragraph() -> None:
    run_in = paragraph("run-in")
    assert anchors(division(Kind.POINT, 1, run_in, paragraph(), style=HeadingStyle.SENTENCE)) == ["p1", "p1-para2"]
    assert anchors(division(Kind.POINT, 1, run_in, paragraph(), style=HeadingStyle.RUN_IN)) == [
        "p1",
        "p1-para1",
        "p1-para2",
    ]
    assert anchors(division(Kind.POINT, 1, paragraph(), style=HeadingStyle.SENTENCE)) == ["p1", "p1-para2"]


def test_repeated_numbers() -> None:
    assert anchors(*(division(Kind.SECTION, 1, paragraph()) for _ in range(4))) == [
        "s1", "s1-para1", "s1-2nd", "s1-2nd-para1", "s1-3rd", "s1-3rd-para1", "s1-4th", "s1-4th-para1",
    ]  # fmt: skip


def test_boxes_are_counted_over_the_page() -> None:
    boxed = [division(Kind.SECTION, number, division(Kind.BOX, number)) for number in (1, 2)]
    assert anchors(*boxed) == ["s1", "box1", "s2", "box2"]


def test_boxes_without_numbers() -> None:
    assert anchors(division(Kind.SECTION, 1, division(Kind.BOX)), division(Kind.SECTION, 2, division(Kind.BOX))) == [
        "s1", "box1", "s2", "box2",
    ]  # fmt: skip


def test_tables() -> None:
    assert anchors(division(Kind.SECTION, 1, table(), table("2"), table())) == ["s1", "s1-t1", "tab2", "s1-t3"]


def test_dash_items_are_counted_in_their_clause() -> None:
    dashes = [division(Kind.DASH), paragraph(), division(Kind.DASH)]
    assert anchors(division(Kind.CLAUSE, 1, *dashes), division(Kind.CLAUSE, 2, division(Kind.DASH))) == [
        "c1", "c1-dash1", "c1-para1", "c1-dash2", "c2", "c2-dash1",
    ]  # fmt: skip


def test_headings_without_a_number_are_counted_below_their_parent() -> None:
    headed = [division(Kind.HEADED, None, division(Kind.POINT, 1)), division(Kind.HEADED, None, division(Kind.HEADED))]
    assert anchors(*headed) == ["h1", "h1-p1", "h2", "h2-h1"]


def test_an_annex_is_a_page_of_its_own() -> None:
    annex = division(Kind.ANNEX, 1, paragraph(), division(Kind.SECTION, 1), page="annex-1")
    assert anchors(division(Kind.SECTION, 1), annex) == ["s1", "annex-1", "annex-1#para1", "annex-1#s1"]


def test_reserved_aliases_are_never_given_to_another_place() -> None:
    sections = [division(Kind.SECTION, 1), division(Kind.SECTION, 2)]
    assert anchors(*sections, reserved=("s1",)) == ["s1-2nd", "s2"]
    assert anchors(*sections, reserved=("annex-1#s1",)) == ["s1", "s2"]
    annex = division(Kind.ANNEX, 1, division(Kind.SECTION, 1), page="annex-1")
    assert anchors(annex, reserved=("annex-1#s1",)) == ["annex-1", "annex-1#s1-2nd"]


def test_what_comes_before_changes_nothing() -> None:
    section = division(Kind.SECTION, 2, division(Kind.CLAUSE, 1))
    assert anchors(division(Kind.PREFACE, None, paragraph()), section)[-2:] == anchors(section)


def test_the_number_of_a_table_is_ascii_in_its_anchor() -> None:
    nothing = Passage()
    table = Table((), 1, num="１－２")
    root = Division(Kind.PLAN, nothing, None, nothing, nothing, HeadingStyle.NONE, (table,), 1)
    assert [node.anchor for _, node in walk_anchored(assign_anchors(root)) if node.anchor] == [Anchor("", "tab1-2")]
