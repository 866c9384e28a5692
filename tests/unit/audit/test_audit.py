"""The structural audit: every doubt from a small outline that has it, beside the right outline that has none."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Callable
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

import pytest

from build_tools.audit import outline as read_lines
from build_tools.audit.audit import CHECKS, audit_outline
from build_tools.audit.outline import PrintedLine, fold, read_outline
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

Outline = dict[str, Any]
LETTER = """关于印发《临江市绿色交通行动计划（2021—2023年）》的通知
临交发〔2021〕12号
各区人民政府，各有关单位：
现将《临江市绿色交通行动计划（2021—2023年）》印发给你们，请认真贯彻执行。
临江市交通运输局
临江市财政局
2021年5月6日
"""
PLAN = """临江市绿色交通行动计划（2021—2023年）
一、总体要求
坚持统筹发展，加快形成绿色交通体系。
二、重点任务
（一）夯实基础
1.优化网络。加快建设一批重点项目。（责任单位：临江市交通运输局）
2.完善服务。建立健全工作机制。（责任单位：临江市财政局）
3.提升能力。支持企业开展研发。（责任单位：临江市商务局）
（二）培育主体
推动企业协同发展，形成示范。
三、保障措施
各有关单位要加强组织领导。
附件1
临江市绿色交通重点项目
一、道路工程
续建三条干线。
附件2
临江市绿色交通责任清单
一、部门责任
按季度通报进展。
"""


def outline_of(text: str, name: str = "a.txt") -> Outline:
    converted = convert_bytes(text.encode("utf-8"), name)
    return render_outline(converted.edition, list(converted.responsibilities))


def codes_of(outline: Outline, source: str) -> set[str]:
    return {doubt.code for doubt in audit_outline(outline, source)}


RIGHT = outline_of(LETTER + PLAN)


def test_a_signature_may_be_shorter_than_the_name() -> None:
    text = (
        "某省人民政府办公厅关于印发某省行动计划的通知\n各市：\n现印发给你们，请认真执行。\n省政府办公厅\n2021年3月5日\n"
        + PLAN
    )
    outline = {**outline_of(text), "issuers": ["某省人民政府办公厅"]}
    assert "issuer-signed-only" not in codes_of(outline, text)
    assert "issuer-signed-only" in codes_of({**outline, "issuers": ["某省财政厅"]}, text)


def test_what_is_counted_in_a_box_ends_with_it() -> None:
    box = "专栏1 重点工程\n1.平台工程。建设平台。\n2.示范工程。推进示范。\n3.人才工程。培育人才。\n"
    text = PLAN.replace("2.完善服务。", f"{box}2.完善服务。")
    outline = outline_of(LETTER + text)
    assert [item["anchor"] for item in outline["items"] if item["parent"] == "box1"] == [
        "box1-p1",
        "box1-p2",
        "box1-p3",
    ]
    assert "label-missing" not in codes_of(outline, LETTER + text)


def test_each_line_of_a_title_may_be_a_heading() -> None:
    source = "# 临江市交通\n\n# 行动计划\n\n" + PLAN
    assert "title-not-printed" not in codes_of({**RIGHT, "title": "临江市交通行动计划"}, source)
    assert "title-not-printed" in codes_of({**RIGHT, "title": "临江市交通行动方案"}, source)
    assert "title-not-printed" not in codes_of({**RIGHT, "title": "临江市交通行动计划"}, source.replace("行", "\u2f8f"))


def test_a_division_within_a_line_is_lost() -> None:
    text = "某市渔业意见\n一、加强监管。建立制度。〔某局〕 二、促进发展。培育企业。\n特此通知。\n"
    outline = outline_of(text)
    outline["items"] = [item for item in outline["items"] if item["label"] == "一、"]
    assert "label-lost" in codes_of(outline, text)


def test_each_line_of_a_quoted_title_is_printed() -> None:
    source = "> 临江市交通\n>\n> 行动计划\n" + PLAN
    assert "title-not-printed" not in codes_of({**RIGHT, "title": "临江市交通行动计划"}, source)


def test_brackets_that_only_end_like_bodies_are_none() -> None:
    text = PLAN.replace("责任单位：", "").replace("临江市", "").replace("交通运输局", "门诊、住院")
    for body in ("财政局", "商务局"):
        text = text.replace(f"（{body}）", "（门诊、住院）")
    assert "bodies-not-read" not in codes_of({**outline_of(text), "responsible": []}, text)


def setting(**fields: object) -> Callable[[Outline], None]:
    return lambda outline: outline.update(fields)


def without(anchor: str) -> Callable[[Outline], None]:
    def change(outline: Outline) -> None:
        assert any(item["anchor"] == anchor for item in outline["items"])
        outline["items"] = [item for item in outline["items"] if item["anchor"] != anchor]

    return change


def adding(*texts: str) -> Callable[[Outline], None]:
    def change(outline: Outline) -> None:
        outline["text"] += "".join(f"\n{text}" for text in texts)

    return change


def changing(anchor: str, **fields: object) -> Callable[[Outline], None]:
    def change(outline: Outline) -> None:
        next(item for item in outline["items"] if item["anchor"] == anchor).update(fields)

    return change


def doubling(outline: Outline) -> None:
    top = [item for item in outline["items"] if item["anchor"] in ("s1", "s2", "s3")]
    outline["items"] += [{**item, "anchor": f"{item['anchor']}-2nd"} for item in top]


def without_labels_outside(outline: Outline) -> None:
    outline["items"] = [item for item in outline["items"] if item["anchor"].startswith("annex-1")]
    outline["items"] += [{**outline["items"][-1], "anchor": f"annex-1#s{number}"} for number in range(2, 7)]


def leading(to_page: str) -> Callable[[Outline], None]:
    def change(outline: Outline) -> None:
        for item in outline["items"][:2]:
            item["heading"] += to_page

    return change


DAMAGED = {
    "no title": (setting(title=None), {"title-missing"}),
    "a label for a title": (setting(title="二、重点任务"), {"title-is-label", "title-differs"}),
    "a heading for a title": (setting(title="保障措施"), {"title-is-label", "title-differs"}),
    "a body for a title": (
        setting(title="临江市财政局"),
        {"title-is-label", "title-differs"},
    ),
    "a file's name": (
        setting(title="绿色交通行动计划.pdf"),
        {"title-is-file-name", "title-not-printed", "title-differs"},
    ),
    "news": (
        setting(title="记者获悉，绿色交通行动计划近日印发"),
        {"title-is-news", "title-not-printed", "title-differs"},
    ),
    "a line of the card": (
        setting(title="索引号：AB3500"),
        {"title-is-page-data", "title-not-printed", "title-differs", "title-names-no-document"},
    ),
    "half a title": (setting(title="临江市绿色交通行动计划（2021—"), {"title-is-damaged"}),
    "a title of another document": (
        setting(title="望海市先进制造发展规划"),
        {"title-not-printed", "title-differs"},
    ),
    "no number": (setting(doc_number=None), {"number-missing"}),
    "a number that is none": (setting(doc_number="无"), {"number-unlike"}),
    "a number without its body": (setting(doc_number="2021年第12号"), {"number-unlike"}),
    "a number with its label": (setting(doc_number="文号临交发〔2021〕12号"), {"number-unlike"}),
    "no date": (setting(date_issued=None), {"date-missing"}),
    "a record in the title": (
        setting(title="临江市绿色交通行动计划（临江市交通运输局 2021年5月6日）"),
        {"title-is-damaged", "title-not-printed"},
    ),
    "an issuer cut": (setting(issuers=["临江市交通运输局"]), {"issuer-signed-only"}),
    "half an issuer's name": (setting(issuers=["临江市交通运输", "临江市财政局"]), {"issuer-signed-only"}),
    "an issuer that nobody printed": (
        setting(issuers=["临江市交通运输局", "临江市财政局", "点击下载"]),
        {"issuer-unlike"},
    ),
    "no section 2": (without("s2"), {"label-missing", "label-lost"}),
    "no clause 2": (without("s2-c2"), {"label-lost"}),
    "no point 1": (without("s2-c1-p1"), {"label-missing"}),
    "sections twice": (doubling, {"heading-repeated"}),
    "entries of the contents": (leading("............3"), {"contents-read-as-text"}),
    "entries without dots": (leading(" 3"), {"contents-read-as-text"}),
    "a damaged label": (adding("四，监督检查"), {"label-damaged"}),
    "an annex swallowed": (without("annex-2"), {"annex-swallowed"}),
    "two annexes of one number": (changing("annex-2", label="附件1"), {"annex-twice"}),
    "two annexes of one name": (changing("annex-2", heading="临江市绿色交通重点项目"), {"annex-twice"}),
    "all in an annex": (without_labels_outside, {"text-only-in-annex"}),
    "rows between bars": (adding("序号|任务|单位", "1|建厂|某局"), {"table-lost"}),
    "cells of a table": (adding(*(f"指标{number}" for number in range(12))), {"table-lost"}),
    "figures of a chart": (adding("130", "92", "66.5", "2021"), {"table-lost"}),
    "words of a drawing": (adding("中心城区", "产业新城", "图1 空间结构"), {"table-lost"}),
    "words of a map": (adding("附图2 排水系统规划图", "北区水厂", "泵站"), {"table-lost"}),
    "words of a drawing in one row": (adding("申请受理 材料初步审查核对 公示认定", "图2 工作流程"), {"table-lost"}),
    "words of a drawing in two rows": (adding("图2 工作流程", "申请受理 现场核查", "限期整改"), {"table-lost"}),
    "a row of a drawing among its words": (adding("起点", "核心圈　拓展带", "图2 分区"), {"table-lost"}),
    "a line of the text above a caption": (adding("牵头单位：某市水务局 2024年", "图2 分区"), set()),
    "the caption of a picture": (adding("〔图〕", "图1 空间结构"), set()),
    "three names of columns": (adding("任务", "主要内容", "责任单位", "加快推进基础设施建设。"), {"table-lost"}),
    "names of columns": (adding("序号", "1", "任务", "主要内容", "责任单位", "完成时限"), {"table-lost"}),
    "no bodies": (setting(responsible=[]), {"bodies-not-read"}),
    "no document": (setting(plan_body=False), {"no-document"}),
    "a note for students": (adding("一、课堂讨论", "二、延伸阅读"), {"study-note"}),
    "another language": (adding("The quick brown fox jumps over the lazy dog. " * 40), {"mostly-not-chinese"}),
}


def test_nothing_is_doubted_about_the_right_outline() -> None:
    assert audit_outline(RIGHT, LETTER + PLAN) == ()


@pytest.mark.parametrize(("damage", "codes"), DAMAGED.values(), ids=DAMAGED)
def test_damage_is_doubted(damage: Callable[[Outline], None], codes: set[str]) -> None:
    outline = copy.deepcopy(RIGHT)
    damage(outline)
    found = codes_of(outline, LETTER + PLAN)
    assert codes <= found
    # One damage may show in several places, never in what has nothing to do with it.
    related = {code.partition("-")[0] for code in codes} | {"label", "annex", "heading"}
    assert {code.partition("-")[0] for code in found} <= related


MANY = f"临江市交通运输局等三部门关于印发绿色交通行动计划的通知\n{PLAN}"
TWO = LETTER.replace(
    "现将《临江市绿色交通行动计划（2021—2023年）》", "现将《临江市停车管理办法》《临江市公交管理办法》"
)
TWO = TWO.replace("《临江市绿色交通行动计划（2021—2023年）》的", "停车、公交管理办法的")
RULES = "第一条 为加强管理，制定本办法。\n第二条 本办法自印发之日起施行。\n"
SOURCES = {
    "fewer issuers than the head says": (MANY, setting(issuers=["临江市交通运输局"]), "issuers-fewer"),
    "who issues is told by the title": (
        f"临江市人民政府关于加快绿色交通发展的意见\n{PLAN}",
        setting(issuers=[]),
        "issuers-missing",
    ),
    "who signs is printed above a date": (
        f"{PLAN}临江市交通运输局\n2021年3月5日\n",
        setting(issuers=[]),
        "issuers-missing",
    ),
    "the title begins in the line above": (
        f"临江市人民政府关于全面推行绿色\n交通行动的指导意见\n{PLAN}",
        setting(title="交通行动的指导意见"),
        "title-is-damaged",
    ),
    "two rules in one letter": (
        f"{TWO}临江市停车管理办法\n{RULES}临江市公交管理办法\n{RULES}",
        lambda outline: outline.update(items=[item for item in outline["items"] if "#" not in item["anchor"]]),
        "plans-merged",
    ),
    "lines that were not joined": (
        PLAN + "".join(f"加强{word}保护，\n" for word in "甲乙丙丁戊"),
        setting(),
        "paragraphs-cut",
    ),
    "rows of a table whose columns blanks part": (
        PLAN + "序号 重点任务 责任单位 完成时限\n1 新建码头 市港口局 2025年\n2 改造航道 市交通局 2026年\n",
        setting(),
        "table-lost",
    ),
    "bytes read in a wrong encoding": (PLAN + "加强锟斤拷保护。\n", setting(), "text-garbled"),
    "bytes read as Latin letters": (PLAN + "ÒÔÏØË®Àû¾ÖÊý¾ÝÎª×¼¡£\n", setting(), "text-garbled"),
    "a dump of data": (json.dumps({"title": "a", "content": PLAN, "date": "c", "url": "d"}), setting(), "file-is-data"),
    "a mail": (f"From: a@b.example\nTo: c@d.example\nSubject: 规划\n{PLAN}", setting(), "file-is-mail"),
}


@pytest.mark.parametrize(("source", "damage", "code"), SOURCES.values(), ids=SOURCES)
def test_the_source_speaks_against_the_outline(source: str, damage: Callable[[Outline], None], code: str) -> None:
    outline = {**outline_of(source), "plan_body": True}
    damage(outline)
    assert code in codes_of(outline, source)


SOUND = {
    "crosses that stand for a name, and dots": PLAN + "××××××局负责，·······见附件。\n",
    "a plan without a letter": PLAN,
    "a table between bars that was read": PLAN
    + "\n| 序号 | 重点任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n"
    + "| 1 | 码头 | 港口局 | 2025年 |\n| 2 | 航道 | 交通局 | 2026年 |\n",
    "the browser's bar has the title and the site's name": (
        "<html><head><title>中共临江市委关于推进绿色交通的决定_临江日报</title></head><body>"
        "<h1>中共临江市委关于推进绿色交通的决定</h1><p>一、任务</p><p>建设码头。</p><p>二、保障</p><p>加强领导。</p>"
    ),
    "headings with a blank behind their numbers hold words of columns": (
        "临江市绿色交通指引\n1 目标\n1.1 编制目标\n建设码头。\n2 建设指标\n2.1 控制指标\n2.2 措施\n加强领导。\n"
    ),
    "a letter cites what several bodies issued": LETTER.replace(
        "现将", "根据《某某部等九部门关于发展绿色交通的意见》，现将"
    )
    + PLAN,
    "壹、 is counted apart from 一、": (
        "临江市交通方案\n壹、缘起\n甲。\n贰、现况\n一、国内\n乙。\n二、国外\n丙。\n叁、策略\n丁。\n"
    ),
    "a letter whose plan stands elsewhere": (
        "临江市财政局关于印发2020年重点任务分解表的通知\n各单位：\n现将《临江市2020年度重点任务表》印发给你们。\n"
        "一、夯实责任\n细化任务。\n二、强化协作\n加强联系。\n临江市财政局\n2020年3月28日\n"
    ),
    "points counted through several clauses": PLAN.replace(
        "（二）培育主体\n", "（二）培育主体\n4.壮大龙头。支持企业发展。\n5.扶持中小。推动企业上云。\n"
    ),
    "a record of adoption below the title": PLAN.replace("\n", "\n（临江市交通运输局2021年第5次局务会议通过）\n", 1),
    "points in a cell": (
        f"<h1>临江市绿色交通行动计划</h1><p>一、任务</p>{'<p>甲。</p>'.join(f'<p>{n}.建设某某线路</p>' for n in '123')}"
        "<p>二、分工</p><table border=1><tr><td>任务</td><td>单位</td></tr><tr><td><p>1.完善公交网络规划</p>"
        "<p>2.开展居民出行调查</p></td><td>市交通局</td></tr></table>"
    ),
    "a list of annexes at the end of the letter": LETTER.replace("执行。\n", "执行。\n附件：1.重点项目\n2.责任清单\n")
    + PLAN,
    "another document is cited": PLAN.replace(
        "坚持统筹", "根据《国务院关于印发现代交通规划的通知》（国发〔2021〕3号），坚持统筹"
    ),
    "a sentence about a body above the signature": (
        "关于加强某市河道管护经费管理的通知\n各区水务局：\n现通知如下。\n一、总体要求\n按月拨付。\n二、审计监督\n"
        "市局每年抽查三个区。\n某市水务局\n2022年3月5日\n"
    ),
    "two rules of one letter": (
        "某市人民政府关于印发河道巡查和河道保洁两个规定的通知\n某府〔2018〕24号\n各区人民政府：\n"
        "现将《某市河道巡查规定》和《某市河道保洁规定》印发给你们，请认真执行。\n某市人民政府\n2018年12月18日\n"
        "某市河道巡查规定\n一、频次\n每日巡查。\n二、记录\n保存三年。\n"
        "某市河道保洁规定\n一、范围\n水面和两岸。\n二、经费\n列入预算。\n"
    ),
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_control_right_outlines_are_not_doubted(text: str) -> None:
    assert codes_of(outline_of(text), text) == set()


@pytest.mark.parametrize("number", ["临政办〔2024〕5号", "府農字第1130001234號", "第12号令"])
def test_forms_of_numbers_are_known(number: str) -> None:
    assert "number-unlike" not in codes_of({**copy.deepcopy(RIGHT), "doc_number": number}, LETTER + PLAN)


def test_a_page_is_read_between_its_tags() -> None:
    page = "<html><head><style>p{color:red}</style></head><body>\n"
    page += "<div><p>甲&nbsp;乙<b>丙</b></p>\n<p>丁</p></div></body></html>"
    assert read_outline(RIGHT, page).printed == (PrintedLine(2, "甲 乙丙"), PrintedLine(3, "丁"))


class CountedText(str):
    """A source that counts how many characters are copied out of it."""

    __slots__ = ()
    copied: list[int] = []  # noqa: RUF012 (for one test)

    def __getitem__(self, where: Any) -> str:
        part = super().__getitem__(where)
        self.copied.append(len(part))
        return part


def test_a_page_of_many_lines_is_copied_once(monkeypatch: pytest.MonkeyPatch) -> None:
    source = CountedText("<p>甲</p>\n" * 300)
    monkeypatch.setattr(read_lines, "_RAW_RE", SimpleNamespace(sub=lambda _blanked, text: text))
    assert [line.line_no for line in read_outline(RIGHT, source).printed] == list(range(1, 301))
    assert sum(CountedText.copied) <= len(source)


def test_lines_are_told_by_their_text() -> None:
    audited = read_outline(RIGHT, LETTER + PLAN)
    assert audited.line_of("（二）培育主体") == LETTER.count("\n") + 9
    assert audited.line_of("（九）培育主体") == 0
    assert fold("**（二） 培育`主体`**") == "(二)培育主体"


def test_an_outline_with_anchors_of_its_own_is_audited_too() -> None:
    outline = copy.deepcopy(RIGHT)
    for number, item in enumerate(outline["items"]):
        item["anchor"] = f"第{number}条"
    assert codes_of(outline, LETTER + PLAN) <= {"label-missing", "annex-swallowed"}


def test_every_structure_doubt_has_a_case_here() -> None:
    seen = {code for _, codes in DAMAGED.values() for code in codes} | {code for *_, code in SOURCES.values()}
    table = tomllib.loads(files("build_tools.model").joinpath("codes.toml").read_text("utf-8"))
    assert set(table["structure"]) - seen == set()
    assert len(CHECKS) == len(set(CHECKS))


def test_a_letter_about_several_files_has_them_all_as_annexes() -> None:
    outline = copy.deepcopy(RIGHT)
    without_labels_outside(outline)
    assert "text-only-in-annex" in codes_of(outline, LETTER + PLAN)
    outline["title"] = "关于印发《临江市绿色交通行动方案》等文件的通知"
    assert "text-only-in-annex" not in codes_of(outline, LETTER + PLAN)


def test_the_last_cell_of_a_table_above_a_signature_has_not_signed() -> None:
    head = "<h1>甲县交通行动方案</h1><p>甲县交通运输局文件</p><p>一、总体要求</p><p>加快发展。</p><p>二、任务</p>"
    table = "<table><tr><th>任务</th><th>单位</th></tr><tr><td>清淤</td><td>县水务局</td></tr></table>"
    tail = "<p>甲县交通运输局</p><p>2025年1月22日</p>"
    for between, doubts in ((table, set()), ("<p>县水务局</p>", {"issuer-signed-only"})):
        page = head + between + tail
        outline = outline_of(page, "a.html") | {"issuers": ["甲县交通运输局"]}
        assert codes_of(outline, page) & {"issuer-signed-only"} == doubts


def test_paragraphs_of_a_cell_are_no_lost_table_and_the_scale_of_a_chart_is() -> None:
    lines = "\n".join(f"指标{number}" for number in range(12))
    source = f"{PLAN}{lines}\n"
    outline = outline_of(source)
    held = {**outline, "tables": [{**dict.fromkeys(("anchor", "caption"), ""), "header": [], "rows": [[lines]]}]}
    assert "table-lost" in codes_of(outline, source)
    assert "table-lost" not in codes_of(held, source)
    scale = [["20", ""], ["15", ""], ["10", ""], ["5", ""], ["0", "钢铁"]]
    for rows, told in ((scale, True), ([["20", "15"], ["10", "0"]], False)):
        source = PLAN + "".join(f"{cell}\n" for row in rows for cell in row if cell)
        charted = {**outline_of(source), "tables": [{**held["tables"][0], "rows": rows}]}
        assert ("table-lost" in codes_of(charted, source)) == told
