"""What of an edition is compared with its copies, and what is set apart as a whole."""

from __future__ import annotations

from build_tools.edition.clauses import collect_clauses
from build_tools.edition.passages import collect_passages
from build_tools.model.alignment import Part
from build_tools.model.division import Kind
from build_tools.model.edition import Edition
from build_tools.pipeline import convert_bytes

PLAN = "<h1>某省渔业发展规划</h1><p>一、总体要求</p><p>（一）目标</p><p>甲乙。</p>"
TABLE = "<p>表1 某表</p><table><tr><td>甲</td><td>乙</td></tr><tr><td></td><td>丁</td></tr></table>"


def edit(page: str) -> Edition:
    return convert_bytes(f"<html><body>{page}</body></html>".encode(), "a.html", work="a").edition


def test_headings_have_their_levels_and_cells_are_apart() -> None:
    found, parts = collect_passages(edit(f"{PLAN}{TABLE}<p>附件1：布局图</p><p>丙丁，戊己。</p>"))
    assert [(str(one.anchor), one.level, one.text) for one in found] == [
        ("s1", 2, "一、总体要求"),
        ("s1-c1", 3, "（一）目标"),
        ("s1-c1-para1", 0, "甲乙。"),
        ("tab1", 0, "表1 某表"),
        ("tab1", 0, "甲"),
        ("tab1", 0, "乙"),
        ("tab1", 0, "丁"),
    ]
    assert parts == [Part(Kind.PREFACE, "", 8), Part(Kind.ANNEX, "附件1：", 13)]


def test_no_heading_is_deeper_than_six() -> None:
    deep = (
        "<p>第一章 甲</p><p>第一节 乙</p><p>一、丙</p><p>（一）丁</p><p>1.戊</p><p>（1）己</p><p>①庚</p><p>辛壬。</p>"
    )
    found, _ = collect_passages(edit(f"<h1>某省渔业发展规划</h1>{deep}"))
    assert [one.level for one in found][:5] == [2, 3, 4, 5, 6]
    assert max(one.level for one in found) == 6


def leads(*lines: str) -> list[str]:
    edition = convert_bytes("\n".join(("某省渔业发展规划", *lines)).encode(), "a.txt", work="a").edition
    clauses = collect_clauses(edition).clauses
    assert all(0 <= clause.lead <= len(clause.text) for clause in clauses)
    return [clause.text[: clause.lead] for clause in clauses if clause.block > 1]


def test_a_heading_is_a_lead_as_a_whole() -> None:
    assert leads("一、总体要求", "坚持绿色发展。") == ["一、总体要求", ""]


def test_the_label_of_a_sentence_is_its_lead() -> None:
    items = ["1.加快建设现代渔业产业体系和冷链物流体系；", "2.推进渔港改造升级和海洋牧场建设；"]
    assert leads("一、总体要求", *items) == ["一、总体要求", "1.", "2."]


def test_the_name_of_a_dash_item_is_its_lead() -> None:
    items = ["——重点项。推进建设。", "——其他项。推进建设。"]
    assert leads("一、总体要求", *items) == ["一、总体要求", "——重点项。", "——其他项。"]


def test_a_table_of_facts_of_a_work() -> None:
    clauses = collect_clauses(edit("<p>一、总体要求</p><p>甲乙。</p><p>二、目标</p>"))
    assert (clauses.year, clauses.clauses[0].block, clauses.clauses[0].text) == (None, -1, "a.html")
