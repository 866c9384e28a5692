"""Decisions about single lines: a heading that ends here, a line of the page."""

from __future__ import annotations

import pytest

from build_tools.errors import StaleDecisionError
from build_tools.model.decision import Choice, Decision, hash_line
from build_tools.pipeline import Converted, convert_bytes

TEXT = "某市发展规划\n一、任务\n1.加快建设园区推动产业集聚发展\n本市网友热议\n二、附则\n施行。\n施行。\n"


def convert(*decisions: Decision) -> Converted:
    return convert_bytes(TEXT.encode(), "a.txt", decisions=decisions)


def decide(excerpt: str, choice: Choice, line_no: int) -> Decision:
    return Decision(excerpt, hash_line(TEXT, line_no), choice, "原件如此。")


def list_headings(converted: Converted) -> list[str]:
    from build_tools.render.outline import render_outline

    return [item["heading"] for item in render_outline(converted.edition, [])["items"]]


def test_a_heading_ends_where_it_is_said_to_end() -> None:
    assert list_headings(convert()) == ["任务", "加快建设园区推动产业集聚发展", "附则"]
    decided = convert(decide("1.加快建设园区", Choice.HEADING, 3))
    assert list_headings(decided) == ["任务", "加快建设园区", "附则"]
    assert decided.fidelity.kept == convert().fidelity.kept


def test_a_line_is_the_pages() -> None:
    decided = convert(decide("本市网友", Choice.FURNITURE, 4))
    assert decided.fidelity.dropped["decided"] == len("本市网友热议")
    assert decided.fidelity.kept == convert().fidelity.kept - len("本市网友热议")


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (decide("外市网友", Choice.FURNITURE, 4), "is on 0 lines"),
        (decide("本市网友", Choice.FURNITURE, 3), "stands on a line that has changed"),
        (decide("施行", Choice.HEADING, 6), "is on 2 lines"),
    ],
)
def test_a_stale_decision_is_an_error(decision: Decision, message: str) -> None:
    with pytest.raises(StaleDecisionError, match=message) as caught:
        convert(decision)
    assert caught.value.exit_code == 6
    assert "plan-publisher doubts" in caught.value.remedy
