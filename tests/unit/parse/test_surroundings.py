"""What stands around a text: who signs, who adopted, what a news brief or a second document is."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.model.division import Division, Paragraph
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

TITLE = "某省渔业发展规划"
BODY = ["一、总体要求", "坚持绿色发展。", "二、保障措施", "加强组织领导。"]
STATUTE = ["第一条　为了推动渔业发展，制定本条例。", "第二条　本条例自公布之日起施行。"]


def read(*lines: str | list[str], name: str = "a.txt") -> list[tuple[str, str]]:
    """(role or kind of what holds it, text) of each paragraph that stands in no numbered division."""
    text = "\n".join(line for part in lines for line in ([part] if isinstance(part, str) else part))
    root = convert_bytes(text.encode(), name).edition.root
    found = []
    for part in root.walk():
        if isinstance(part, Division) and not part.num:
            found += [
                (node.role or part.kind.value, node.passage.text) for node in part.body if isinstance(node, Paragraph)
            ]
    return found


def dropped(*lines: str | list[str]) -> list[tuple[str, str]]:
    text = "\n".join(line for part in lines for line in ([part] if isinstance(part, str) else part))
    outline: dict[str, Any] = render_outline(convert_bytes(text.encode(), "a.txt").edition, [])
    return [(drop["text"], drop["rule"]) for drop in outline["dropped"] if drop["rule"] != "line-break"]


def test_an_officer_signs_an_order() -> None:
    order = ["某省人民政府令", "第12号", "《某省渔业管理条例》已经审议通过，现予公布。", "省长　王某某", "2023年5月6日"]
    found = read(order, "某省渔业管理条例", STATUTE)
    assert ("signature", "省长　王某某") in found
    assert ("date", "2023年5月6日") in found


def test_a_record_of_adoption_may_be_broken_over_lines() -> None:
    record = ["（2023年5月6日某省第十四届人民代表大会", "常务委员会第二次会议通过）"]
    whole = [("title", "某省渔业管理条例"), ("date", "".join(record))]
    assert read("某省渔业管理条例", record, STATUTE) == whole


def test_a_line_below_the_title_that_closes_no_bracket_is_no_record() -> None:
    lines = ["（2023年5月6日某省第十四届人民代表大会", "常务委员会第二次会议"]
    assert ("date", lines[1]) not in read("某省渔业管理条例", lines, STATUTE)


@pytest.mark.parametrize(
    "brief",
    ["以下为规划全文：", "某省人民政府近日印发《某省渔业发展规划》，全文如下：", "新华社某地5月6日电"],
)
def test_a_news_brief_above_the_document_goes(brief: str) -> None:
    assert dropped(brief, TITLE, BODY) == [(brief, "news-brief")]


def test_a_sentence_that_is_no_brief_stays() -> None:
    assert dropped("某省渔业历史悠久，资源丰富。", TITLE, BODY) == []


def test_the_word_annex_between_a_title_and_the_same_title_opens_none() -> None:
    root = convert_bytes("\n".join([TITLE, "附件", TITLE, "（2021-2025年）", *BODY]).encode(), "a.txt").edition.root
    assert [node.num.text for node in root.walk() if isinstance(node, Division) and node.num] == ["一、", "二、"]
    own = convert_bytes("\n".join([TITLE, *BODY, "附件", TITLE, "某市"]).encode(), "a.txt").edition.root
    assert any(isinstance(node, Division) and node.page == "annex-1" for node in own.walk())


def test_a_line_without_a_chinese_character_begins_no_document() -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY)
    end = "<p style='text-align:center'>END</p><p>来源：某局</p><p>编辑：某某</p><p>点亮红心，转给好友！</p>"
    root = convert_bytes(f"<h1>{TITLE}</h1>{text}{end}".encode(), "a.html").edition.root
    assert not any(isinstance(node, Division) and node.page for node in root.walk())


def test_a_mark_of_publicity_below_the_letter_goes() -> None:
    letter = [
        "某省人民政府关于印发某省渔业发展规划的通知",
        "各市人民政府：",
        "现将《某省渔业发展规划》印发给你们，请执行。",
    ]
    signed = ["某省人民政府", "2023年5月6日"]
    assert dropped(letter, signed, "（此件公开发布）", TITLE, BODY) == [("（此件公开发布）", "publicity-mark")]


def test_the_number_of_a_page_glued_to_the_title_goes() -> None:
    assert dropped(f"12 {TITLE}", BODY) == [("12 ", "page-number")]


def test_a_title_between_two_numberings_begins_another_document() -> None:
    letter = [
        "某省人民政府关于印发渔业发展规划和渔业补助办法的通知",
        "各市人民政府：",
        "现印发给你们，请认真贯彻执行。",
    ]
    second = ["某省渔业补助办法", "（2023年修订）"]
    root = convert_bytes(
        "\n".join([*letter, "某省人民政府", "2023年5月6日", TITLE, *BODY, *second, *BODY]).encode(), "a.txt"
    )
    last = root.edition.root.body[-1]
    assert isinstance(last, Division)
    assert (last.page, last.heading.text) == ("plan-2", "".join(second))


def test_a_title_like_line_that_no_numbering_follows_stays_in_its_clause() -> None:
    lines = ["一、总体要求", "某省渔业发展规划", "坚持绿色发展。", "二、保障措施", "加强组织领导。"]
    assert read(TITLE, lines) == [("title", TITLE)]


def test_body_and_number_of_a_paper_stand_above_its_title() -> None:
    found = read("某省人民政府文件", "某政发〔2023〕5号", TITLE, BODY)
    assert [text for _, text in found] == ["某省人民政府文件", "某政发〔2023〕5号", TITLE]
    assert [role for role, _ in found] == ["letterhead", "doc-number", "title"]


def test_another_document_may_begin_far_below() -> None:
    """Lines in the midst of a text are asked where they are short and end as titles do."""
    text = ["一、总体要求", *["坚持绿色发展。"] * 80, "二、保障措施", "加强组织领导。"]
    for title, begins in (
        ("某省渔业补助办法", True),
        ("某省渔业补助" * 10 + "办法", False),
        ("某省渔业补助事宜", False),
    ):
        lines = [TITLE, *text, "某省人民政府", "2023年5月6日", title, *text]
        root = convert_bytes("\n".join(lines).encode(), "a.txt").edition.root
        assert (title in [part.heading.text for part in root.body if isinstance(part, Division)]) is begins, title


def test_label_and_title_of_an_annex_in_merged_rows_of_its_table() -> None:
    rows = ["附件", "某区任务清单"], ["序号", "任务", "单位"], ["1", "甲", "区财政局"]
    merged = "".join(f'<tr><td colspan="3">{cell}</td></tr>' for cell in rows[0])
    table = merged + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
    text = "".join(f"<p>{line}</p>" for line in (TITLE, *BODY))
    page = f"<html><body>{text}<table>{table}</table></body></html>"
    outline: dict[str, Any] = render_outline(convert_bytes(page.encode(), "a.html").edition, [])
    assert [(item["label"], item["heading"]) for item in outline["items"]][-1] == ("附件", "某区任务清单")
    assert outline["tables"] == [{"header": rows[1], "rows": [rows[2]]}]


def test_what_stands_above_a_whole_title_does_not_begin_it() -> None:
    lines = ["渔业网资料库公开栏", "某市人民政府关于加强渔业管理的通知", "某政发〔2021〕5号", "各区人民政府：", *BODY]
    outline = render_outline(convert_bytes("\n".join(lines).encode(), "a.txt").edition, [])
    assert outline["title"] == "某市人民政府关于加强渔业管理的通知"


def test_an_image_that_is_a_link_prints_nothing() -> None:
    tail = "[![Image 1: 扫一扫](https://example.org/a.png)](https://example.org/)\n\n[](https://example.org/b)"
    text = "\n\n".join([f"# {TITLE}", *(f"## {line}" if line[1] == "、" else line for line in BODY), tail])
    outline = render_outline(convert_bytes(text.encode(), "a.md").edition, [])
    assert outline["text"].split("\n") == [TITLE, *BODY]


def test_the_sign_of_a_caption_is_markup() -> None:
    table = ": 表1 指标\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"
    text = f"# {TITLE}\n\n## 一、目标\n\n甲。\n\n{table}\n\n## 二、保障\n\n乙。\n"
    outline = render_outline(convert_bytes(text.encode(), "a.md").edition, [])
    assert outline["text"].split("\n")[3:5] == ["表1 指标", "甲"]


def test_the_body_above_a_number_is_no_line_of_the_page() -> None:
    head = ["某省人民政府文件", "某政发〔2023〕5号", TITLE]
    page = "".join(f"<p>{text}</p>" for text in ("今天是2024年5月6日 星期一", *head, *BODY))
    outline = render_outline(convert_bytes(f"<html><body>{page}</body></html>".encode(), "a.html").edition, [])
    assert outline["text"].split("\n")[:3] == head
