"""Decisions about single lines: a heading that ends here, a line of the page."""

from __future__ import annotations

from dataclasses import replace

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


def convert_text(text: str, excerpt: str, choice: Choice, line_no: int) -> list[str]:
    """Return what is printed where a decision stands."""
    decision = Decision(excerpt, hash_line(text, line_no), choice, "原件如此。")
    converted = convert_bytes(text.encode(), "a.html", decisions=[decision] if excerpt else ())  # type: ignore[arg-type]
    return [block.printed for block in converted.edition.blocks if block.printed]


PAGE = "<html><body>\n<h1>某市规划</h1>\n<p>一、总则</p>\n{}\n<p>二、附则</p>\n<p>施行。</p>\n{}\n</body></html>\n"


@pytest.mark.parametrize(
    ("inside", "below", "line_no"),
    [
        ("<nav><p>建设平台。</p></nav>", "", 4),
        ("<p style='display:none'>建设平台。</p>", "", 4),
        ("<button>建设平台。</button>", "", 4),
        ("", "<p><b>来源</b>：某网</p><p>责任编辑：王某</p>", 7),
        ("", "<p>责任编辑：王某</p>", 7),
        ("", "<p>【打印】【关闭】</p><p>建设平台。</p>", 7),
    ],
)
def test_what_a_rule_drops_is_kept(inside: str, below: str, line_no: int) -> None:
    text = PAGE.format(inside, below)
    line = text.split("\n")[line_no - 1]
    excerpt = "责任编辑：王某" if "责任" in line else "建设平台。"
    assert excerpt not in convert_text(text, "", Choice.KEEP, 1) or "打印" in line
    assert excerpt in convert_text(text, excerpt, Choice.KEEP, line_no)


@pytest.mark.parametrize(
    ("inside", "excerpt", "message"),
    [("<p>甲</p>", "p>甲", "no rule drops"), ("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲", "in a table")],
)
def test_what_cannot_be_kept_alone_is_refused(inside: str, excerpt: str, message: str) -> None:
    with pytest.raises(StaleDecisionError, match=message):
        convert_text(PAGE.format(inside, ""), excerpt, Choice.KEEP, 4)


def test_an_entry_of_the_contents_is_kept() -> None:
    body = "".join(f"{number}、第{number}项任务要加快建设，推进各项工作\n落实责任。\n" for number in "一二三四五六")
    text = f"某市规划\n目录\n一、总则 .... 1\n二、分则 .... 2\n三、附则 .... 3\n{body}"
    assert "二、分则 .... 2" in convert_text(text, "二、分则 .... 2", Choice.KEEP, 4)


def test_lines_are_the_cells_of_a_table() -> None:
    text = "某市规划\n一、指标\n名称\n单位\n产值\n亿元\n人数\n万\n加快建设。\n二、附则\n施行。\n"
    decision = Decision("名称", hash_line(text, 3), Choice.TABLE, "原件如此。", columns=2, rows=3)
    converted = convert_bytes(text.encode(), "a.txt", decisions=(decision,))
    rows = [[cell.printed for cell in block.cells] for block in converted.edition.blocks if block.cells]
    assert rows == [["名称", "单位"], ["产值", "亿元"], ["人数", "万"]]
    assert converted.fidelity.kept == convert_bytes(text.encode(), "a.txt").fidelity.kept
    with pytest.raises(StaleDecisionError, match="its table 20 cells"):
        convert_bytes(text.encode(), "a.txt", decisions=(replace(decision, rows=10),))


def test_a_numbered_line_is_a_paragraph() -> None:
    decided = convert(decide("1.加快建设园区", Choice.PARAGRAPH, 3))
    assert list_headings(decided) == ["任务", "附则"]
    assert decided.fidelity.kept == convert().fidelity.kept


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (decide("外市网友", Choice.FURNITURE, 4), "is on 0 lines"),
        (decide("本市网友", Choice.FURNITURE, 3), "stands on a line that has changed"),
        (decide("施行", Choice.HEADING, 6), "is on 2 lines"),
        (decide("施行", Choice.KEEP, 6), "is on 2 lines"),
        (decide("没有", Choice.KEEP, 3), "is on 0 lines"),
        (decide("没有", Choice.PARAGRAPH, 3), "is on 0 lines"),
    ],
)
def test_a_stale_decision_is_an_error(decision: Decision, message: str) -> None:
    with pytest.raises(StaleDecisionError, match=message) as caught:
        convert(decision)
    assert caught.value.exit_code == 6
    assert "plan-publisher doubts" in caught.value.remedy
