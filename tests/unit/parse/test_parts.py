"""The parts of a document, told from what its lines look like and how parts follow each other."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_tools.model.division import Division
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

ROOT = Path(__file__).parents[2] / "cases"
LINES = tomllib.loads((ROOT / "parse/page_lines.toml").read_text("utf-8"))
TITLE = "某某市渔业发展三年行动计划"
TEXT = [
    "为推动渔业发展，制定本行动计划。",
    "一、总体要求",
    "坚持绿色发展，突出提质增效。",
    "二、保障措施",
    "加强组织领导，落实责任。",
]
MENU = ["无障碍", "登录", "首页", "市情概况", "数据开放", "某某市人民政府"]


def outline(text: str, name: str = "a.txt") -> dict[str, Any]:
    return render_outline(convert_bytes(text.encode(), name).edition, [])


def lines(*parts: list[str] | str) -> list[str]:
    text = "\n".join(line for part in parts for line in ([part] if isinstance(part, str) else part))
    kept: list[str] = outline(text)["text"].split("\n")
    return kept


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, found in LINES["dropped"].items() for line in found])
def test_line_of_a_page_goes(rule: str, line: str) -> None:
    found = outline(f"{line}\n{TITLE}\n" + "\n".join(TEXT))
    dropped = [(drop["text"], drop["rule"]) for drop in found["dropped"] if drop["rule"] != "line-break"]
    assert (found["text"].split("\n"), dropped) == ([TITLE, *TEXT], [(line, rule)])


@pytest.mark.parametrize("line", LINES["kept"]["lines"])
def test_line_of_a_document_stays(line: str) -> None:
    for parts in ([line, TITLE, *TEXT], [TITLE, line, *TEXT], [TITLE, *TEXT, line]):
        assert line in outline("\n".join(parts))["text"], parts


def test_the_source_above_the_editor_of_an_article_goes() -> None:
    assert lines(TITLE, TEXT, "来源：某某新区", "编辑：小东") == [TITLE, *TEXT]
    assert lines(TITLE, TEXT, "来源：某某新区") == [TITLE, *TEXT, "来源：某某新区"]
    assert lines(TITLE, TEXT, "来源：某某新区网站") == [TITLE, *TEXT]


def test_menu_above_a_title_goes() -> None:
    assert lines(MENU, TITLE, TEXT) == [TITLE, *TEXT]


def test_short_lines_above_a_title_stay_without_a_sign_of_a_menu() -> None:
    cover = ["机密", "征求意见稿", "某某市人民政府文件"]
    assert lines(cover, TITLE, TEXT) == [*cover, TITLE, *TEXT]


def test_a_body_above_the_rest_of_a_title_stays() -> None:
    title = ["某某市人民政府", "关于印发渔业行动计划的通知"]
    assert lines(MENU[:-1], title, TEXT) == [*title, *TEXT]


def test_a_title_of_unusual_words_above_its_number_stays() -> None:
    title = ["渔业强市建设路线图二十条", "某政发〔2023〕5号"]
    assert lines(MENU, title, TEXT) == [*title, *TEXT]


def test_what_follows_a_button_below_the_end_goes() -> None:
    tail = ["扫一扫在手机打开当前页", "政策解读", "关于渔业补贴的通知", "主办：某某市政府办", "建议使用高分辨率浏览"]
    assert lines(TITLE, TEXT, tail) == [TITLE, *TEXT]


def test_cells_before_the_button_and_annexes_behind_it_stay() -> None:
    tail = ["指标名称", "产量", "打印", "附件：渔业指标表.pdf", "关于我们"]
    assert lines(TITLE, TEXT, tail) == [TITLE, *TEXT, "指标名称", "产量", "附件：", "渔业指标表.pdf"]


def test_what_stands_between_two_labels_stays_whatever_it_says() -> None:
    inside = ["打印", "关于渔港"]
    assert lines(TITLE, TEXT[:3], inside, TEXT[3:]) == [TITLE, *TEXT[:3], *inside, *TEXT[3:]]


def test_an_imprint_needs_a_page() -> None:
    imprint = ["主办单位：某某市政府办公室", "联系电话：0000-0000000"]
    assert lines("首页 > 文件", TITLE, TEXT, imprint) == [TITLE, *TEXT]


def test_an_element_named_as_a_menu_goes_unless_it_holds_a_document() -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    menu = "<div class='main-nav'><span>市情概况</span></div>"
    for page in (f"{menu}<h1>{TITLE}</h1>{text}", f"<h1>{TITLE}</h1><div class='share'>{text}</div>"):
        assert outline(f"<html>{page}</html>", "a.html")["text"].split("\n") == [TITLE, *TEXT]


def test_labels_without_colons_are_page_data_in_pairs_only() -> None:
    pairs = [["信息索引号", "A-1"], ["文号", "某政发〔2023〕5号"], ["发布机构", "某某局"]]
    repealed = [["文号", "标题", "发布日期"], ["某政发〔2013〕5号", "某某办法", "2013-05-06"]]
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    for rows, kept in ((pairs, 0), (repealed, 1)):
        table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        page = f"<html><table border=1>{table}</table><p>{TITLE}</p>{text}</html>"
        assert len(outline(page, "a.html")["tables"]) == kept


def test_a_layout_table_is_none_that_holds_most_of_the_page_in_one_cell() -> None:
    body = "<br>".join(TEXT * 12)
    page = f"<html><table><tr><td>{TITLE}</td></tr><tr><td>{body}</td></tr></table></html>"
    assert outline(page, "a.html")["text"].split("\n") == [TITLE, *TEXT * 12]


def test_labels_and_values_by_turns() -> None:
    data = ["索引号", "A/2023-1", "主题分类：", "• 发文机关:", "某某市政府", "发文字号", "某政发〔2023〕5号"]
    found = outline("\n".join([*data, "成文日期", "2023-05-16", TITLE, *TEXT]))
    assert found["text"].split("\n") == [TITLE, *TEXT]
    assert (found["doc_number"], found["issuers"], found["date_issued"]) == (
        "某政发〔2023〕5号",
        ["某某市政府"],
        "2023-05-16",
    )


def test_the_last_label_does_not_take_the_title() -> None:
    data = ["索引号", "A/2023-1", "发布日期", "2023-05-16", "有效性"]
    assert lines(data, TITLE, TEXT) == [TITLE, *TEXT]


def test_columns_of_a_table_stay() -> None:
    columns = ["名称", "类型", "状态", "时间", "来源"]
    assert lines(TITLE, TEXT, columns) == [TITLE, *TEXT, *columns]


@pytest.mark.parametrize("before", ["原标题：", "[转帖] "])
def test_original_title_keeps_the_title(before: str) -> None:
    found = outline(f"{before}{TITLE}\n" + "\n".join(TEXT))
    assert (found["title"], {"text": before, "rule": "page-data"} in found["dropped"]) == (TITLE, True)


def test_ambiguous_labels_stay_below_the_beginning_of_the_text() -> None:
    assert lines(TITLE, TEXT, "来源：某某统计局") == [TITLE, *TEXT, "来源：某某统计局"]
    assert lines("来源：某某统计局", TITLE, TEXT) == [TITLE, *TEXT]
    assert lines(TITLE, TEXT, "督促网站公示使用Cookie的规则。") == [TITLE, *TEXT, "督促网站公示使用Cookie的规则。"]


WHOLE = tomllib.loads((ROOT / "parse/parts.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case["name"])
def test_whole_file(case: dict[str, Any]) -> None:
    converted = convert_bytes(case["text"].strip("\n").encode(), f"a.{case['layout']}")
    found = render_outline(converted.edition, [])
    found["items"] = [f"{item['anchor']} {item['label'].strip('　 ')}" for item in found["items"]]
    found["leads"] = [lead["text"] for lead in found["leads"]]
    found["parts"] = [node.kind.value for node in converted.edition.root.body if isinstance(node, Division)]
    found["text_has"] = [word for word in case.get("text_has", ()) if word in found["text"]]
    found["text_not"] = [word for word in case.get("text_not", ()) if word not in found["text"]]
    expected = {key: value for key, value in case.items() if key not in ("name", "layout", "text")}
    assert {key: found[key] for key in expected} == expected


def test_a_table_under_a_caption_keeps_its_first_row() -> None:
    table = "<table><caption>表1 某表</caption><tr><td>附件1总体要求</td></tr><tr><td>乙</td><td>丙</td></tr></table>"
    converted = convert_bytes(f"<h1>某规划</h1><p>一、甲</p>{table}".encode(), "a.html")
    outline = render_outline(converted.edition, converted.responsibilities)
    (read,) = outline["tables"]
    assert [*read["header"], *read["rows"][0]][0] == "附件1总体要求"
    assert read["rows"][-1] == ["乙", "丙"]


def test_a_table_that_begins_within_a_further_title_keeps_its_lines() -> None:
    page = "展目标<dt><e>（一)<p>&nbsp;表１甲<h1><e=某规划<ol>><p>乙<ol>丙"
    outline = render_outline(convert_bytes(page.encode(), "a.txt").edition, [])
    assert [cell for table in outline["tables"] for row in table["rows"] for cell in row] == [
        "<e=某规划",
        ">",
        "乙",
        "丙",
    ]


def test_what_stands_behind_a_list_of_annexes_stays_behind_it() -> None:
    """A page that prints the letter's title twice: the list belongs to the letter, though sections stand above it."""
    title = "某省办公厅关于推广创新举措的通知"
    letter = [
        "各市、县人民政府，各部门、各直属机构：",
        "在知识产权保护方面先行先试，取得了一批经验。现就有关事项通知如下：",
    ]
    sections = ["二、高度重视推广工作", "三、认真抓好组织实施"]
    last = ["附件：创新举措推广清单", "（本文有删减）", "创新举措推广清单"]
    kept = lines("\n\n".join(["号：类：", title, "发文字发布日", title, *letter, *sections, *last]))
    assert [line for line in kept if line][-2:] == last[1:]


def test_a_list_of_annexes_below_the_mark_of_one_keeps_its_place() -> None:
    """附件2 above the letter's number opens an annex: what follows of the letter stands in it, its list too."""
    text = """某市教育局关于印发两项方案的通知
附件2
某教发〔2022〕8号
各区教育局：
现将《课后服务方案》《校园安全方案》印发给你们，请遵照执行。
附件：1．课后服务方案
2．校园安全方案
2022年3月1日
某市教育局
附件1
课后服务方案
一、工作目标
坚持。
二、工作任务
坚持。"""
    kept = [line for line in lines(text) if line]
    assert kept.index("2．校园安全方案") < kept.index("2022年3月1日") < kept.index("一、工作目标")


def test_an_imprint_is_told_from_the_last_clause() -> None:
    imprint = ["抄送：市委各部门，市人大常委会办公室。", "某某市人民政府办公室  2021年3月3日印发"]
    text = "\n".join([TITLE, *TEXT, "某某市人民政府", "2021年3月2日", *imprint])
    edition = convert_bytes(text.encode(), "a.txt").edition
    assert [block.role for block in edition.blocks][-4:] == ["signature", "date", "imprint", "imprint"]
    assert edition.facts.issuers == ("某某市人民政府",)
    assert edition.facts.date_issued == "2021-03-02"


def place_texts(page: str) -> dict[str, str]:
    edition = convert_bytes(page.encode(), "a.html").edition
    return {"".join(passage.text for passage in block.passages()): str(block.anchor) for block in edition.blocks}


ITEMS = ("1.建设平台。建十个。", "2.建设中心。")
CELLS = "".join(f"<tr><td>{item}</td></tr>" for item in ITEMS)


@pytest.mark.parametrize(
    "frame",
    [
        f"<table><caption>专栏2 重点工程</caption>{CELLS}</table>",
        f"<p>专栏2 重点工程</p><table>{CELLS}</table>",
        f"<table><tr><td>专栏2 重点工程</td></tr>{CELLS}</table>",
    ],
)
def test_items_of_a_framed_box_can_be_cited_and_it_ends_with_its_frame(frame: str) -> None:
    page = f"<h1>某市某某规划</h1><p>一、任务</p>{frame}<p>以上由某局负责。</p><p>二、保障</p><p>加强领导。</p>"
    places = place_texts(page)
    assert [anchor for text, anchor in places.items() if text.startswith(("1.", "2."))] == ["box2-p1", "box2-p2"]
    assert places["以上由某局负责。"].startswith("s1")


def test_a_number_in_a_caption_names_its_table() -> None:
    table = "<table><caption>表3 主要指标</caption><tr><td>指标</td><td>数</td></tr></table>"
    page = f"<h1>某市某某规划</h1><p>一、目标</p>{table}<p>二、任务</p>"
    edition = convert_bytes(page.encode(), "a.html").edition
    assert "tab3" in {str(block.anchor) for block in edition.blocks}


def test_a_box_in_one_cell_has_its_own_numbers_and_paragraphs() -> None:
    """3. stands in the frame and below it: which of them goes on with 2. is told by the frame."""
    items = "<p>1.治理干流。治理56公里。</p><p>2.治理支流。治理18条。</p><p>3.防治灾害。</p>"
    text = (
        f"<h1>{TITLE}</h1><p>一、防洪</p><p>1.治理江河。</p><p>2.加固水库。</p>"
        f"<p>专栏2 重点工程</p><table border=1><tr><td>{items}</td></tr></table>"
        "<p>二、供水</p><p>3.建设水源。新建水库1座。</p><p>4.推进调水。</p>"
        "<p>专栏3 成效</p><table border=1><tr><td><p>防洪：治理32条。</p><p>供水：建成2座。</p></td></tr></table>"
        "<p>另行安排。</p>"
    )
    places = place_texts(text)
    assert [anchor for text, anchor in places.items() if text.startswith("3.")] == ["box2-p3", "s2-p3"]
    assert [places[text] for text in ("防洪：治理32条。", "供水：建成2座。", "另行安排。")] == [
        "box3-para1", "box3-para2", "s2-p4-para1",
    ]  # fmt: skip


def test_a_box_whose_title_is_the_first_row_of_a_table_ends_with_it() -> None:
    rows = "<tr><td colspan=2>专栏2 重点工程</td></tr><tr><td>光网</td><td>改造。</td></tr>"
    below = "<p>注：含乡镇。</p><p>另行安排。</p><p>二、保障</p>"
    places = place_texts(f"<h1>{TITLE}</h1><p>一、任务</p><table border=1>{rows}</table>{below}")
    assert [places[text] for text in ("专栏2 重点工程", "注：含乡镇。", "另行安排。")] == [
        "box2", "box2-note-para1", "s1-para1",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["【专栏2：算力工程】", "【专栏2】算力工程", "专栏2 算力工程", "〖专栏2 算力工程〗"])
def test_a_box_may_have_its_title_in_brackets(line: str) -> None:
    found = outline("\n".join([TITLE, *TEXT[:3], line, "建设中心。", *TEXT[3:]]))
    (box,) = [item for item in found["items"] if item["kind"] == "box"]
    assert (box["anchor"], box["heading"]) == ("box2", "算力工程")
    assert line in found["text"]


def test_a_head_of_two_rows_is_a_head() -> None:
    head = "<tr><td rowspan=2>指标</td><td colspan=2>目标</td></tr><tr><td>甲</td><td>乙</td></tr>"
    rows = head + "<tr><td>规模</td><td>1</td><td>2</td></tr>"
    page = f"<h1>某市某某规划</h1><p>一、目标</p><p>做好。</p><table>{rows}</table><p>二、任务</p>"
    edition = convert_bytes(page.encode(), "a.html").edition
    assert [block.role for block in edition.blocks if block.form.name == "ROW"] == ["header", "header", ""]


def test_a_caption_below_its_table_numbers_it_unless_captions_stand_above() -> None:
    table = "<table><tr><td>指标</td><td>数</td></tr><tr><td>规模</td><td>3</td></tr></table>"

    def anchors(above: str) -> list[str]:
        text = f"<p>一、任务</p><p>做好。</p>{above}{table}<p>表2 主要指标</p><p>由某局负责。</p><p>二、保障</p>"
        edition = convert_bytes(f"<h1>某市某某规划</h1>{text}".encode(), "a.html").edition
        return [str(block.anchor) for block in edition.blocks if block.form.name == "TABLE"]

    assert anchors("") == ["tab2"]
    assert anchors(f"<p>表1 某表</p>{table}<p>其中：</p>") == ["tab1", "s1-t2"]


def test_a_text_that_has_lost_its_head_names_itself_where_it_begins() -> None:
    body = ["一、目标", "做好各项工作。", "二、保障", "加强组织领导。"]
    for opening in (
        "某市渔业发展第十个五年（2001—2005年）规划纲要，根据《某市委关于渔业发展的建议》编制，主要阐明方向。",
        "根据《某市委关于渔业发展的建议》，制定《某市渔业发展第十个五年（2001—2005年）规划纲要》（以下简称《纲要》）。",
    ):
        assert outline("\n".join([opening, *body]))["title"] == "某市渔业发展第十个五年（2001—2005年）规划纲要"


def test_lines_without_stops_are_no_titles_where_a_program_has_taken_the_stops_away() -> None:
    line = "坚持绿色发展，突出提质增效，推动渔业由数量扩张向质量提升转变，全面提高渔业综合生产能力和市场竞争能力"
    lost = [f"{line}，{'再' * at}接再厉" for at in (1, 9, 3, 14, 2, 11, 5, 8, 13, 4, 10, 6)]
    text = [TITLE, "一、总体要求", *lost, "二、保障措施", "完善财政、税收、金融和人才等政策", "一、组织", *lost[:3]]
    kinds = {item["anchor"].partition("#")[0] for item in outline("\n".join(text))["items"]}
    assert not any(anchor.startswith("plan-") for anchor in kinds)


@pytest.mark.parametrize(
    ("names", "is_plan"), [("序号 重点任务 牵头单位 完成时限", True), ("姓名 职务 电话 邮箱", False)]
)
def test_a_titled_table_of_tasks_is_a_plan(names: str, *, is_plan: bool) -> None:
    rows = [names.split(), *([str(row), "加快建设", "市财政局", "2025年底"] for row in range(1, 7))]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    assert outline(f"<h1>某市2025年重点任务清单</h1><table border=1>{table}</table>", "a.html")["plan_body"] is is_plan


def test_where_all_is_bold_nothing_is_set_apart() -> None:
    plan = [TITLE, "总体思路", "以某某为抓手，推动提质升级。", "重点行动", "景区提升行动", "创建景区4家。"]
    plan += ["民宿培育行动", "培育精品民宿30家。", "任务分工", "各镇各部门分工落实。", "工作要求", "各镇要抓好落实。"]
    page = "".join(f"<p><b>{line}</b></p>" for line in plan)
    assert render_outline(convert_bytes(page.encode(), "a.html").edition, [])["title"] == TITLE
