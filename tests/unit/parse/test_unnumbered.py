"""Headings without a number: divisions where the document is set in headings."""

from __future__ import annotations

from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline


def items_of(text: str, name: str = "a.md") -> list[str]:
    outline = render_outline(convert_bytes(text.encode("utf-8"), name).edition, [])
    return [f"{item['anchor']} {item['label']}|{item['heading']}" for item in outline["items"]]


def test_headings_hold_what_stands_below_them() -> None:
    text = (
        "# 河道开放计划\n\n## 计划说明\n\n### 为何要做？\n\n河岸封闭：\n\n1. 步道不连续。\n2. 水质未公开。\n\n"
        "### 要做什么？\n\n1. 串连步道。\n2. 公开水质。\n\n## 衡量指标\n\n完成十处。\n"
    )
    assert items_of(text) == [
        "h1 |计划说明",
        "h1-h1 |为何要做？",
        "h1-h1-p1 1.|步道不连续",
        "h1-h1-p2 2.|水质未公开",
        "h1-h2 |要做什么？",
        "h1-h2-p1 1.|串连步道",
        "h1-h2-p2 2.|公开水质",
        "h2 |衡量指标",
    ]


def test_numbers_that_are_headings_stand_by_their_level() -> None:
    text = (
        "# 某某标准\n\n## 总则\n\n为规范鉴定。\n\n### 原则\n\n实事求是。\n\n## 分级\n\n### 5.1 头部\n\n"
        "#### 5.1.1 重伤\n\na）骨折。\n\n"
        "### 5.2 面部\n\n#### 5.2.1 轻伤\n\na）擦伤。\n\n## 附则\n\n自印发之日起施行。\n"
    )
    assert items_of(text) == [
        "h1 |总则",
        "h1-h1 |原则",
        "h2 |分级",
        "h2-n5-n1 5.1|头部",
        "h2-n5-n1-n1 5.1.1|重伤",
        "h2-n5-n2 5.2|面部",
        "h2-n5-n2-n1 5.2.1|轻伤",
        "h3 |附则",
    ]


def test_numbering_goes_on_across_a_heading() -> None:
    text = "# 某某规定\n\n## 组织\n\n第一条 设组长一人。\n\n第二条 设副组长四人。\n\n## 职责\n\n第三条 统筹工作。\n"
    assert items_of(text) == [
        "h1 |组织",
        "h1-art1 第一条|设组长一人",
        "h1-art2 第二条|设副组长四人",
        "h2 |职责",
        "h2-art3 第三条|统筹工作",
    ]


def test_headings_of_a_card_above_plain_sections_are_none() -> None:
    text = (
        "# 某某计划\n\n## 背景介绍\n\n来自某网。\n\n## 计划内容\n\n"
        "一、总体要求\n\n坚持创新。\n\n二、主要任务\n\n培育企业。\n"
    )
    assert items_of(text) == ["s1 一、|总体要求", "s2 二、|主要任务"]


def test_headings_of_a_page_are_divisions_too() -> None:
    text = (
        "<html><body><h1>河道开放办法</h1><h2>目的</h2><p>为开放河道，制定本办法。</p><h2>范围</h2><p>适用于本市河道。</p>"
        "<h2>措施</h2><p>1.串连步道。</p><p>2.公开水质。</p></body></html>"
    )
    assert items_of(text, "a.html") == ["h1 |目的", "h2 |范围", "h3 |措施", "h3-p1 1.|串连步道", "h3-p2 2.|公开水质"]


def test_sentences_dates_and_cards_are_no_headings() -> None:
    for line in ("为开放河道，制定本办法。", "范围：", "2023年5月6日", "正文", "相关链接", "甲" * 61, "一、范围"):
        text = f"# 河道办法\n\n## 目的\n\n甲乙。\n\n## {line}\n\n丙丁。\n\n## 措施\n\n戊己。\n"
        found = [item.partition("|")[2] for item in items_of(text) if item.startswith("h")]
        assert found == ["目的", "措施"], line


def test_a_heading_holds_what_stands_below_it() -> None:
    text = "# 河道办法\n\n## 目的\n\n## 范围\n\n甲乙。\n\n## 措施\n\n戊己。\n"
    assert items_of(text) == ["h1 |范围", "h2 |措施"]
    assert items_of("# 河道办法\n\n## 目的\n\n甲乙。\n") == []  # one alone is none


def test_numbering_that_begins_anew_below_headings_is_theirs() -> None:
    text = (
        "# 河道办法\n\n## 目的\n\n一、开放河道。\n\n二、保护河道。\n\n## 措施\n\n一、串连步道。\n\n二、公开水质。\n\n"
        "## 保障\n\n（一）加强组织。\n\n（二）加大投入。\n"
    )
    assert items_of(text) == [
        "h1 |目的",
        "h1-s1 一、|开放河道",
        "h1-s2 二、|保护河道",
        "h2 |措施",
        "h2-s1 一、|串连步道",
        "h2-s2 二、|公开水质",
        "h3 |保障",
        "h3-c1 （一）|加强组织",
        "h3-c2 （二）|加大投入",
    ]
    across = "# 河道办法\n\n## 目的\n\n（一）开放河道。\n\n## 范围\n\n（二）保护河道。\n\n## 措施\n\n（三）公开水质。\n"
    assert [item[:2] for item in items_of(across)] == ["c1", "c2", "c3"]


def test_lines_set_in_bold_are_headings_where_no_markup_says_what_is() -> None:
    page = (
        "<h1>河道开放办法</h1><p><b>目的</b></p><p>为开放河道，制定本办法。</p><p><b>范围</b></p><p>适用于本市河道，不含湖泊。</p>"
        "<p><b>措施</b></p><p>1.串连步道，公开水质。</p><p>2.设置标识，加强巡查。</p>"
    )
    assert items_of(page, "a.html")[:3] == ["h1 |目的", "h2 |范围", "h3 |措施"]
    bold = page.replace("<p>", "<p><b>").replace("</p>", "</b></p>")
    assert [item for item in items_of(bold, "a.html") if item.startswith("h")] == []  # nothing tells them apart
    numbered = page.replace("<p>为", "<p>一、为").replace("<p>适", "<p>二、适")
    assert [item for item in items_of(numbered, "a.html") if item.startswith("h")] == []


HONG_KONG = """海濱長廊優化計劃
引言
1.　在二零二二年六月七日的會議上，建議推行計劃。
理據
2.　現時長廊部分路段仍未連貫。
3.　計劃旨在：
(a) 連接斷裂路段；
(b) 增設單車徑。
公眾諮詢
4.　我們已諮詢區議會，議員普遍支持。
發展局
二零二二年六月八日
"""


def test_numbers_of_paragraphs_go_on_over_headings() -> None:
    assert [item for item in items_of(HONG_KONG, "a.txt") if "p" not in item] == [
        "h1 |引言",
        "h2 |理據",
        "h3 |公眾諮詢",
    ]
    # Numbers that begin anew, and numbered lines that are headings, tell nothing.
    assert (
        items_of(HONG_KONG.replace("2.　", "1.　").replace("3.　", "2.　").replace("4.　", "1.　"), "a.txt")[0]
        != "h1 |引言"
    )
    assert items_of(HONG_KONG.replace("仍未連貫。", "仍未連貫"), "a.txt")[0] != "h1 |引言"
