"""Every entry of clean/portals.toml, each in a page of its own; its schema; and pages of portals that nobody has."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from build_tools.clean.portal_words import FACTS, PLACES, read_portals
from build_tools.clean.portals import read_signs
from build_tools.model.codes import DROP_RULES
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

SOURCE = files("build_tools.clean").joinpath("portals.toml").read_text("utf-8")
TABLE: dict[str, Any] = tomllib.loads(SOURCE)
WORDS = [(group, word) for group in TABLE["words"] for word in group["words"].split()]
TITLE = "某某市渔业发展三年行动计划"
TEXT = [TITLE, "为推动渔业发展，制定本行动计划。", "一、总体要求", "坚持绿色发展。", "二、保障措施", "加强组织领导。"]
VALUES = {
    "title": TITLE,
    "doc_number": "某政发〔2023〕5号",
    "issuer": "某某市人民政府",
    "publisher": "某某市人民政府",
    "date_signed": "2023-05-16",
    "date_published": "2023-05-16",
    "source": "某某网",
    "author": "某某网",
    "source_url": "https://www.example.org/a.html",
    "index_number": "AB-1",
    "": "综合类",
}
PRINTED = {"title": "title", "doc_number": "doc_number", "date_signed": "date_issued"}


def outline(*lines: str, name: str = "a.txt") -> dict[str, Any]:
    return render_outline(convert_bytes("\n".join(lines).encode(), name).edition, [])


def test_schema() -> None:
    assert set(TABLE) == {"label", "stem", "words"}
    assert {entry["fact"] for entry in (*TABLE["label"], *TABLE["stem"])} <= FACTS
    assert {group["where"] for group in TABLE["words"]} == PLACES
    assert {group["rule"] for group in TABLE["words"]} <= set(DROP_RULES)


@pytest.mark.parametrize("wrong", ['fact = "colour"', 'fact = ""', 'colour = "red", fact = ""'])
def test_an_entry_that_does_not_fit_is_refused(wrong: str) -> None:
    line = f'label = [\n    {{ name = "索引号", sure = true, {wrong} }},'
    with pytest.raises(ValueError, match="索引号"):
        read_portals(SOURCE.replace("label = [", line, 1))


@pytest.mark.parametrize("entry", TABLE["label"], ids=lambda entry: entry["name"])
def test_label_is_page_data_above_the_text_and_tells_its_fact(entry: dict[str, Any]) -> None:
    value = VALUES[entry["fact"]]
    found = outline(f"{entry['name']}：{value}", *TEXT)
    assert found["text"].split("\n") == TEXT
    if entry["fact"] in PRINTED:
        assert found[PRINTED[entry["fact"]]] == value


@pytest.mark.parametrize("entry", TABLE["label"], ids=lambda entry: entry["name"])
def test_label_in_a_front_matter_tells_its_fact(entry: dict[str, Any]) -> None:
    value = VALUES[entry["fact"]]
    found = outline("---", f"{entry['name']}: {value}", "---", *TEXT, name="a.md")
    if entry["fact"] in PRINTED:
        assert found[PRINTED[entry["fact"]]] == value


@pytest.mark.parametrize("entry", TABLE["stem"], ids=lambda entry: entry["ends"])
def test_label_that_is_not_listed_is_told_by_its_end(entry: dict[str, Any]) -> None:
    signs = read_signs(f"本{entry['ends']}：{VALUES[entry['fact']]}")
    assert signs is not None
    assert entry["fact"] in {fact.fact for fact in signs.told}


@pytest.mark.parametrize(("below", "kept"), [(["| 序号 | 项目 |", "|---|---|", "| 1 | 甲 |"], True), (TEXT, False)])
def test_what_tells_of_the_table_right_below_is_its_own(below: list[str], kept: bool) -> None:
    head = "编制单位：某某市发展和改革委员会　单位：亿元"
    found = outline("某某市重点项目计划表", "", head, "", *below, name="a.md")
    assert (head in found["text"]) is kept


@pytest.mark.parametrize(("group", "word"), WORDS, ids=lambda part: part if isinstance(part, str) else "")
def test_word_of_a_page(group: dict[str, Any], word: str) -> None:
    line = {"whole": word, "opens": f"{word}某某", "holds": f"某某{word}"}[group["where"]]
    signs = read_signs(line)
    assert signs is not None
    assert signs.weight >= group["weight"] or signs.told


def test_list_in_one_field_names_each_issuer() -> None:
    assert outline("---", "发布机构: 中共中央/国务院", "---", *TEXT, name="a.md")["issuers"] == ["中共中央", "国务院"]


# Three portals that are made up: a card of one line each, a card in pairs of lines, a table. Their own words are
# unknown to the table, and told by what they end with and by what stands beside them.
CARDS = {
    "lines": ["公文文号：某政发〔2023〕5号", "制文机关：某某市人民政府", "本文发布日期：2023-05-20"],
    "pairs": [
        "信息索引",
        "A-2023-1",
        "发文字号",
        "某政发〔2023〕5号",
        "制定机关",
        "某某市人民政府",
        "成文日期",
        "2023-05-16",
    ],
    "stamp": [
        "来源：某某市人民政府 时间：2023-05-20 09:12 浏览：35 次",
        "文号：某政发〔2023〕5号 发文机关：某某市人民政府",
    ],
}


@pytest.mark.parametrize("name", CARDS)
def test_card_of_a_portal_that_nobody_has(name: str) -> None:
    menu = ["无障碍浏览", "登录", "首页", "当前位置：首页 > 政府文件"]
    foot = ["分享到：", "【打印】【关闭】", "版权所有：某某市人民政府"]
    found = outline(*menu, *CARDS[name], *TEXT, *foot)
    assert found["text"].split("\n") == TEXT
    assert (found["title"], found["doc_number"], found["issuers"]) == (TITLE, "某政发〔2023〕5号", ["某某市人民政府"])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "发布机构 某某市人民政府 文 号 某政发〔2023〕5号",
            {("publisher", "某某市人民政府"), ("doc_number", "某政发〔2023〕5号")},
        ),
        ("文号某政发〔2023〕5号", {("doc_number", "某政发〔2023〕5号")}),
        ("成文日期 2023-05-16", {("date_signed", "2023-05-16")}),
        ("某某文库 人气：2.7W 来源：某某网", {("source", "某某网")}),
        ("author: 某某市财政局", {("issuer", "某某市财政局")}),
        ("【我要纠错】 责任编辑：某某", set()),
        ("author: 张三", {("source", "张三")}),
    ],
)
def test_labels_tell_facts_also_without_a_colon_and_behind_a_name(line: str, told: set[tuple[str, str]]) -> None:
    signs = read_signs(line)
    assert signs is not None
    assert {(fact.fact, fact.value) for fact in signs.told} == told


@pytest.mark.parametrize(
    "line",
    [
        "文件名称 文号 发文单位",
        "日期 名称",
        "发布机构要加强管理",
        "标题 一、总则",
        "填报单位：某市发展和改革委员会",
        "全市推进水质数据自动采集，配齐采集工具。",
    ],
)
def test_heads_of_tables_and_sentences_are_no_data(line: str) -> None:
    assert read_signs(line) is None


@pytest.mark.parametrize("line", ["相关阅读 《行动计划》政策解读 一图读懂", "相关链接\u3000某某市水产发展办法"])
def test_a_list_of_links_on_one_line_with_its_head_belongs_to_the_page(line: str) -> None:
    page = "".join(f"<p>{text}</p>" for text in TEXT) + f"<div>{line}</div><div>主办：某某网 网站地图</div>"
    outline = render_outline(convert_bytes(page.encode(), "a.html").edition, [])
    assert line[:4] not in outline["text"]
    assert outline["text"].endswith(TEXT[-1])


DATA_TABLES = {
    "labels and values alone": [("征集主题：", "渔业"), ("征集状态：", "已结束"), ("开始时间：", "2023-02-01")],
    "a database of the republic": [
        ("法規名稱：", TITLE),
        ("公發布日：", "民國 110 年 03 月 15 日"),
        ("修正日期：", "民國 112 年 08 月 22 日"),
        ("發文字號：", "漁字第1120009876號 函"),
    ],
}


@pytest.mark.parametrize(
    ("name", "number"), [("labels and values alone", None), ("a database of the republic", "漁字第1120009876號")]
)
def test_table_of_data(name: str, number: str | None) -> None:
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in DATA_TABLES[name])
    found = outline(f"<table>{rows}</table>", *(f"<p>{line}</p>" for line in TEXT), name="a.html")
    assert found["text"].split("\n") == TEXT
    assert found["doc_number"] == number


def test_number_day_and_source_on_one_line() -> None:
    found = outline(TEXT[0], "某政函〔2023〕57号 2023-05-06 16:00 来源：某某市人民政府办公厅", *TEXT[1:])
    assert found["text"].split("\n") == TEXT
    assert found["doc_number"] == "某政函〔2023〕57号"


def test_day_of_a_revision_below_the_text() -> None:
    assert outline(*TEXT, "修訂日期： 2023年9月18日")["text"].split("\n") == TEXT
    assert "修訂日期" in outline(TITLE, "修訂日期： 2023年9月18日", *TEXT[1:])["text"]


@pytest.mark.parametrize(
    "card",
    [
        [
            "发文机关",
            "某某市人民政府",
            "发文字号",
            "某政发〔2023〕5号",
            "兑现方式",
            "免申即享",
            "成文日期",
            "2023-05-16",
        ],
        ["收藏 2023-05-20 09:12:00　来源: 某某网　作者: 某某　浏览 3382"],
    ],
)
def test_card_between_title_and_text(card: list[str]) -> None:
    page = "".join(f"<p>{line}</p>" for line in ("首页", TITLE, *card, *TEXT[1:]))
    assert outline(page, name="a.html")["text"].split("\n") == TEXT
