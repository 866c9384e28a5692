"""Tables of layout text: wrapped, centred and empty cells."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline


def outline_of(table: str) -> dict[str, Any]:
    text = (
        f"某某规划\n\n一、发展现状\n（一）发展成就\n规模持续扩大。\n\n{table}\n（二）发展形势\n面临新的机遇。\n"
        "二、重点任务\n加快发展。\n"
    )
    return render_outline(convert_bytes(text.encode("utf-8"), "a.txt").edition, [])


def codes(outline: dict[str, Any]) -> list[str]:
    return [doubt["code"] for doubt in outline["diagnostics"]]


CENTRED = """\
序号          重点工作                    负责单位

                             市网信办、市发展改革委牵头，
     打造自主先进的技术体系，制
1                            市科技局、市公安局等按职责分
     定实施纲要，组织实施工程。
                             工负责

     加快高速宽带网络建设，全面 市通信管理局、市广电局牵头，
2
     推进三网融合。             按职责分工负责
"""


def test_centred_cells_between_blank_lines_are_rows() -> None:
    outline = outline_of(CENTRED)
    (table,) = outline["tables"]
    assert table == {
        "header": ["序号", "重点工作", "负责单位"],
        "rows": [
            [
                "1",
                "打造自主先进的技术体系，制定实施纲要，组织实施工程。",
                "市网信办、市发展改革委牵头，市科技局、市公安局等按职责分工负责",
            ],
            ["2", "加快高速宽带网络建设，全面推进三网融合。", "市通信管理局、市广电局牵头，按职责分工负责"],
        ],
    }
    assert "table-not-rebuilt" not in codes(outline)


def test_what_no_blank_lines_part_is_rows_of_printed_lines_and_told() -> None:
    head, *rest = CENTRED.split("\n\n")
    outline = outline_of(f"{head}\n\n" + "\n".join(rest))
    (table,) = outline["tables"]
    assert table["rows"][:3] == [
        ["", "", "市网信办、市发展改革委牵头，"],
        ["", "打造自主先进的技术体系，制", ""],
        ["1", "", "市科技局、市公安局等按职责分"],
    ]
    assert "table-not-rebuilt" in codes(outline)


INDICATORS = """\
                   规划目标         实现情况
     指 标             年均增长          年均增长
               2015年        2015年
                      （%）           （%）
总体水平
1.发展指数          >79       —      72.45     —
2.芯片规模生产工
                32/28     —       28       —
艺（纳米）
3.网民数量（亿）       8.5     13.2     6.88     8.5
"""


def test_indicators_are_no_items() -> None:
    outline = outline_of(INDICATORS)
    assert [item["label"] for item in outline["items"]] == ["一、", "（一）", "（二）", "二、"]
    (table,) = outline["tables"]
    assert ["1.发展指数", ">79", "—", "72.45", "—"] in table["rows"]
    assert ["3.网民数量（亿）", "8.5", "13.2", "6.88", "8.5"] in table["rows"]


TOP = """\
序号   任务        责任单位
1    清理河道      市水务局、市城管局、市财
                政局、各区政府
2    建设湿地      市园林局
3    监测水质      市生态环境局、市气象局
"""


def test_a_last_cell_that_goes_on_is_joined() -> None:
    outline = outline_of(TOP)
    assert outline["tables"] == [
        {
            "header": ["序号", "任务", "责任单位"],
            "rows": [
                ["1", "清理河道", "市水务局、市城管局、市财政局、各区政府"],
                ["2", "建设湿地", "市园林局"],
                ["3", "监测水质", "市生态环境局、市气象局"],
            ],
        }
    ]
    assert "table-not-rebuilt" not in codes(outline)


@pytest.mark.parametrize(
    "text",
    [
        "第一章  总则    第一条  为规范管理。\n第二章  职责    第二条  市局负责。\n第三章  附则    第三条  即日施行。",
        "某市水务局    某市财政局    某市城管局\n某市公安局    某市教育局    某市民政局\n某市卫健委    某市交通局",
    ],
)
def test_gaps_alone_make_no_table(text: str) -> None:
    assert outline_of(text)["tables"] == []


def test_lines_of_labels_and_values_are_no_table() -> None:
    lines = [f"{n}、新增学位1000个。\n\t责任领导:副县长  责任单位:县教育局  完成时限:2023年8月底" for n in (1, 2, 3)]
    found = outline_of("第一部分  实事项目\n" + "\n".join(lines) + "\n第二部分  工作要求\n1、强化督查。\n")
    assert found["tables"] == []


def test_a_rota_is_a_table() -> None:
    lines = ["日期　　带班领导　　值班人员", "5月　　张某　　李某、王某", "6月　　赵某　　钱某、孙某"]
    (table,) = outline_of("\n".join(lines) + "\n")["tables"]
    assert [table["header"] or table["rows"][0], table["rows"][-1]] == [
        ["日期", "带班领导", "值班人员"],
        ["6月", "赵某", "钱某、孙某"],
    ]


def test_a_letter_that_several_bodies_sign_is_no_table() -> None:
    text = (
        "某市农业农村局  某市商务局  某市财政局\n关于印发《某市某某措施》的通知\n\n某农联发〔2023〕3号\n\n"
        "各区农业农村局，各有关单位：\n\n现将《某市某某措施》印发给你们，请遵照执行。\n\n"
        "某市农业农村局    某市商务局\n某市财政局\n2023年7月25日\n\n"
        "某市某某措施\n\n一、甲乙。加快建设。\n二、丙丁。加快推广。\n"
    )
    facts = convert_bytes(text.encode("utf-8"), "a.txt").edition.facts
    assert facts.issuers == ("某市农业农村局", "某市商务局", "某市财政局")
    assert facts.doc_number == "某农联发〔2023〕3号"
