"""Targets by the rule that reads or refuses them, in sentences and in tables of indicators."""

from __future__ import annotations

import pytest

from build_tools.annotate.targets import find_printed_targets, find_targets
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.model.target import Target

PLAN = (2026, 2030)


def find(
    *texts: str, path: tuple[str, ...] = (), header: str = "", plan: tuple[int, int] | None = PLAN
) -> list[Target]:
    rows = [(row, "header") for row in header.split("\f") if row]
    rows += [(text, "") for text in texts]
    clauses = tuple(
        Clause("w", Anchor.parse("tab1" if header else "s1"), ClauseKind.TEXT, "一", path, text, 0, role, block)
        for block, (text, role) in enumerate(rows)
    )
    return list(find_targets(WorkClauses("w", "某规划", 2026, (), clauses), plan))


def measured(text: str) -> list[tuple[str, str, str]]:
    return [(one.indicator, one.value, one.comparison.value) for one in find(text)]


# -- sentences ----------------------------------------------------------------------------------------------


def test_places_count_from_the_beginning_of_the_text() -> None:
    text = "坚持绿色发展。到2030年，渔业产值达到5亿元。泊位达到30个。"
    found = find(text)
    assert [text[one.start : one.end] for one in found] == ["5亿元", "30个"]
    assert [text[one.sentence_start : one.sentence_end] for one in found] == [
        "到2030年，渔业产值达到5亿元。", "泊位达到30个。",
    ]  # fmt: skip
    assert [one.printed for one in found] == ["5亿元", "30个"]


def test_what_an_indicator_is_called_from_then_on_is_no_part_of_it() -> None:
    assert measured("到2030年，专精特新“小巨人”企业（以下简称“小巨人”）达到80家。") == [
        ("专精特新“小巨人”企业", "80", "=")
    ]


def test_what_says_how_far_a_plan_reaches_sets_no_aim() -> None:
    assert measured("规划范围为中心城区，总面积386平方公里，其中重点片区18个。到2030年，新增绿地260公顷。") == [
        ("绿地", "260", "=")
    ]


def test_a_bracket_in_front_of_a_number_is_where_its_clause_begins() -> None:
    assert measured("渔业产值稳步增长（其中养殖产值达到5亿元）。") == [("养殖产值", "500000000", "=")]


def test_the_size_of_a_plant_is_no_amount_to_be_made() -> None:
    assert measured("建设500万吨鱼粉设备、30万吨鱼油设备。新增10万吨鱼货。") == [("鱼货", "100000", "=")]


def test_words_of_time_measure_nothing() -> None:
    assert measured("2030年渔业支出为25亿元，五年合计为110亿元。") == [("渔业支出", "2500000000", "=")]
    assert measured("渔业零售比2025年增长61. 1%。") == [("渔业零售", "61.1", "=")]
    assert measured("渔业零售增长3·5％。养殖水面达到2 · 5万亩。") == [
        ("渔业零售", "3.5", "="), ("养殖水面", "25000", "="),
    ]  # fmt: skip
    assert measured("渔船达到120艘，完成2030年目标的74.7%。") == [("渔船", "120", "=")]


def test_numbers_of_different_units_measure_one_thing() -> None:
    assert measured("现有渔政队伍28支、1460人。") == [("现有渔政队伍", "28", "="), ("现有渔政队伍", "1460", "=")]
    assert measured("建设渔港3座、5座。") == []


def test_what_opens_with_a_sign_can_be_measured() -> None:
    assert measured("Ⅲ类以上水质断面比例达到91.7%，24小时扑灭率保持在95%以上。") == [
        ("Ⅲ类以上水质断面比例", "91.7", "="), ("24小时扑灭率", "95", ">="),
    ]  # fmt: skip
    assert measured("供电煤耗降至295克/千瓦时以下，淘汰机组120万千瓦，推动装备应用200项。") == [
        ("供电煤耗", "295", "<="), ("机组", "1200000", "="), ("装备应用", "200", "="),
    ]  # fmt: skip


def test_a_sign_in_a_quotation_ends_no_clause() -> None:
    assert measured("“甲、乙”等渔业品牌产值达到5亿元。") == [("“甲、乙”等渔业品牌产值", "500000000", "=")]


def test_a_number_and_the_word_behind_it_end_what_is_listed_with_another() -> None:
    assert measured("渔业产值达到5亿元以上和泊位达到30个。") == [("渔业产值", "500000000", ">="), ("泊位", "30", "=")]


def test_a_comma_between_thousands_ends_no_clause() -> None:
    assert measured("渔业产值达到1,200亿元。") == [("渔业产值", "120000000000", "=")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建设5个渔港、6个码头。", [("渔港", "5", "="), ("码头", "6", "=")]),
        ("建设5个渔港和码头。", [("渔港和码头", "5", "=")]),
        ("建设5个渔港、灯塔。", [("渔港、灯塔", "5", "=")]),
        ("建设5个渔港、开展培训。", [("渔港", "5", "=")]),
        ("（建设5个渔港）加快发展。", [("渔港", "5", "=")]),
    ],
)
def test_where_what_is_counted_ends(text: str, found: list[tuple[str, str, str]]) -> None:
    assert measured(text) == found


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("建设十个渔港。", True),
        ("建设九个渔港。", True),
        ("提供九个渔港。", False),  # no verb of building
        ("提供十个渔港。", True),
        ("建设九个体系。", False),  # nothing that is counted
        ("建设百家工厂。", True),
        ("建设一个渔港。", False),
        ("建设两个渔港。", True),
        ("建设三个以上渔港。", True),
    ],
)
def test_when_chinese_numerals_count(text: str, counts: bool) -> None:
    assert bool(find(text)) is counts


@pytest.mark.parametrize(("text", "change"), [("新增20个泊位。", "+"), ("建成20个泊位。", "")])
def test_what_is_added_is_a_rise(text: str, change: str) -> None:
    assert [one.change.value for one in find(text)] == [change]


def test_blanks_beside_numbers_are_no_part_of_a_sentence() -> None:
    text = "到 2030 年，渔业产值比 2025 年增长 20 %以上，建成 3 个 2 万吨级码头，死亡率降至 4/10 万。"
    found = find(text)
    assert [(one.indicator, one.printed, one.period, one.base) for one in found] == [
        ("渔业产值", "20 %", "2030", 2025), ("2 万吨级码头", "3 个", "2030", None), ("死亡率", "4/10 万", "2030", None),
    ]  # fmt: skip
    assert [text[one.start : one.end] for one in found] == [one.printed for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全省与其他国家贸易、投资和运输分别占比达30%、20%和10%。", ["全省与其他国家贸易", "投资", "运输"]),
        ("普及率、利用率分别达到73%、52%。", ["普及率", "利用率"]),
        ("服务业占比和就业占比分别提高3个和4个百分点。", ["服务业占比", "就业占比"]),
        ("渔业产值增长20%，达到282亿元。", ["渔业产值", "渔业产值"]),
        ("公路总里程达到230万公里，其中高速公路6万公里。", ["公路总里程", "高速公路"]),
        ("提高计算机普及率，2028年达到4%以上。", ["计算机普及率"]),
        ("并网装机达到500万千瓦，设备连接数量超过7000万。", ["并网装机", "设备连接数量"]),
        ("发放各类补贴1012万元，政府投入引导资金6000万元。", ["各类补贴", "引导资金"]),
        ("系统响应时间不超过3秒，单套面积一般控制在60平方米以下。", ["系统响应时间", "单套面积"]),
        ("渔业比重，由15%降到13%；穿着比重基本维持在12%的水平。", ["渔业比重", "穿着比重"]),
        ("货运量18亿吨，比2025年的16亿吨增加2亿吨。", ["货运量", "货运量"]),
        ("贫困人口由2020年末的8万人减少到6万人。", ["贫困人口"]),
        ("预期寿命提高1岁，达到74.5岁。", ["预期寿命", "预期寿命"]),
        ("入学率和入园率力争分别达到60%左右和15%左右。", ["入学率", "入园率"]),
        ("经济增长速度预期为7%左右，专项资金安排400亿元。", ["经济增长速度", "专项资金"]),
        (
            "日均客流突破200万人次，公交占比提高5个百分点、达到45%左右。",
            ["日均客流", "公交占比", "公交占比"],
        ),
        ("接待邮轮300艘次、旅客120万人次。", ["接待邮轮", "旅客"]),
        ("接待邮轮300泊次、旅客120万人次。", []),
        ("35千伏、10千伏线路长度达到500公里。", ["35千伏、10千伏线路长度"]),
        # Which of them grows is not told.
        ("渔业产值达到300亿元，建成泊位5个，开通航线80条，年均增长18.5%。", ["渔业产值", "泊位", "开通航线"]),
        ("渔业产值达到300亿元，年均增长8%，渔船达到80艘，年均增长2%。", ["渔业产值", "渔业产值", "渔船", "渔船"]),
        # What is given to each, what is known already, how many sit on a board.
        ("支持金额不超过300万元，针对关税为零的2034种商品开拓市场，委员会成员设3至7人。", []),
    ],
)
def test_indicators_of_strangers_sentences(text: str, found: list[str]) -> None:
    assert [one.indicator for one in find(text)] == found


def test_a_goal_may_be_that_something_is_achieved() -> None:
    path = ("（三）奋斗目标", "5．转变增长方式取得成效")
    assert [one.kind.value for one in find("渔业产值达到5亿元。", path=path)] == ["target"]


def test_items_of_a_standard_set_nothing() -> None:
    assert find("b)肋骨骨折2处以上，面积达到30%以上。") == []


def test_short_paragraphs_are_sentences_where_none_ends_with_a_stop() -> None:
    long = "坚持绿色发展，稳定渔业面积，提高单产和品质，推进循环利用"
    assert [one.printed for one in find(long, "渔业产量提高到5万吨", "新建泊位30个", long)] == ["5万吨", "30个"]
    assert find(f"{long}。", "新建泊位30个", f"{long}。") == []


def test_a_section_that_looks_back_speaks_of_the_year_that_it_names_first() -> None:
    found = find("2025年，全区经济平稳。", "渔业产值完成5亿元。", path=("一、过去一年工作回顾",))
    assert [(one.period, one.is_inferred, one.kind.value) for one in found] == [("2025", True, "achieved")]
    found = find("渔业投资累计完成5亿元。", path=("一、“十四五”以来取得的成效",))
    assert [one.period for one in found] == ["2021-2025"]
    found = find("渔业投资累计完成5亿元。", path=("一、“十四五”计划完成情况",))
    assert [(one.indicator, one.period, one.kind.value) for one in found] == [("渔业投资", "2021-2025", "achieved")]


# -- tables -------------------------------------------------------------------------------------------------

HEADER = "指标\n单位\n2025年\n2030年"


def cells(
    *rows: str, header: str = HEADER, plan: tuple[int, int] | None = PLAN
) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.indicator, one.value, one.unit, one.period, one.kind.value)
        for one in find(*rows, header=header, plan=plan)
    ]


def test_a_value_stands_under_its_year_in_the_unit_of_its_row() -> None:
    assert cells("产值\n亿元\n12\n20") == [
        ("产值", "1200000000", "元", "2025", "achieved"),
        ("产值", "2000000000", "元", "2030", "target"),
    ]


def test_a_row_without_the_cell_that_spans_it_is_read_from_the_right() -> None:
    assert cells("甲\n产值\n亿元\n20", "产量\n吨\n30", header="类别\n指标\n单位\n2030年") == [
        ("产值", "2000000000", "元", "2030", "target"),
        ("产量", "30", "吨", "2030", "target"),
    ]


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        (
            "指标\n2025年\n2030年\n属性",
            "供水\n漏损率（%）\n8.9\n7.5\n约束性",
            [("漏损率（%）", "8.9"), ("漏损率（%）", "7.5")],
        ),
        ("序号\n指标\n单位\n属性\n2030年", "1\n供水\n水源\n天\n预期性\n7", [("水源", "7")]),
        # A head that spans values.
        ("指标\n2030年", "漏损率\n7\n8", []),
        ("指标\n2030年\n属性", "漏损率\n—\n8\n约束性", []),
        ("指标\n单位\n2030年", "水源\n天\n7\n8", []),
        ("指标\n单位\n属性\n2030年", "水源\n天\n预期性\n—\n8", []),
    ],
)
def test_a_head_of_names_may_span_their_groups(header: str, row: str, found: list[tuple[str, str]]) -> None:
    assert [one[:2] for one in cells(row, header=header)] == found


def test_a_row_that_is_too_short_for_its_name_holds_nothing() -> None:
    assert cells("20", header="指标\n单位\n2030年") == []


def test_a_row_that_begins_with_its_unit_has_one() -> None:
    header = "单位\n指标\n2030年"
    assert cells("吨\n产量\n30", header=header) == [("产量", "30", "吨", "2030", "target")]
    assert cells("产量\n30", header=header) == [("产量", "30", "", "2030", "target")]


def test_a_unit_behind_the_name_is_the_rows() -> None:
    assert cells("产值（亿元）\n5", header="指标\n2030年") == [("产值（亿元）", "500000000", "元", "2030", "target")]


def test_a_column_of_the_past_is_achieved_whatever_its_year() -> None:
    found = cells("产值\n亿元\n12\n20", header="指标\n单位\n2026年完成\n2030年")
    assert [kind for *_, kind in found] == ["achieved", "target"]


@pytest.mark.parametrize("plan", [None, (2025, 2030)])
def test_years_before_the_issue_are_past_without_a_period_and_within_it(plan: tuple[int, int] | None) -> None:
    found = cells("产值\n亿元\n12\n20\n30", header="指标\n单位\n2025年\n2026年\n2027年", plan=plan)
    assert [kind for *_, kind in found] == ["achieved", "target", "target"]


def test_annual_columns_are_rises_over_the_plan() -> None:
    (one,) = find("产值\n%\n6", header="指标\n单位\n年均增速")
    assert (one.value, one.unit, one.change.value, one.period, one.is_inferred) == (
        "6", "%", "+", "annual 2026-2030", True,
    )  # fmt: skip


def test_a_cell_may_say_that_a_value_doubles() -> None:
    (one,) = find("产值\n亿元\n翻一番", header="指标\n单位\n2030年")
    assert (one.value, one.unit, one.change.value) == ("2", "倍", "\u00d7")


def test_names_in_a_second_row_of_the_head_stand_for_the_one_above_them() -> None:
    header = "指标\n单位\n2025年\n目标值\n属性\f2028年\n2030年"
    assert cells("产值\n亿元\n12\n20\n30\n预期性", header=header) == [
        ("产值", "1200000000", "元", "2025", "achieved"),
        ("产值", "2000000000", "元", "2028", "target"),
        ("产值", "3000000000", "元", "2030", "target"),
    ]
    # Two names that may span, and none: what is above is kept.
    assert cells("产值\n亿元\n1\n2\n20", header="指标\n单位\n实际值\n目标值\f甲\n乙\n2030年") == []


@pytest.mark.parametrize("cell", ["3、4", "约三成", "甲20", "20乙", "1" * 25, ""])
def test_a_cell_that_says_more_than_one_number_is_not_read(cell: str) -> None:
    assert cells(f"产值\n亿元\n{cell}", header="指标\n单位\n2030年") == []


@pytest.mark.parametrize(("cell", "value"), [("[20]", "20"), ("20*", "20"), ("≥20", "20"), ("20左右", "20")])
def test_signs_around_a_number_are_understood(cell: str, value: str) -> None:
    assert [one[1] for one in cells(f"产量\n吨\n{cell}", header="指标\n单位\n2030年")] == [value]


def test_what_a_project_of_a_list_builds_is_no_aim_of_the_plan() -> None:
    row = "1\n甲渔港二期\n新建泊位12个，年卸港量达到30万吨，配套冷库2万平方米。\n市水利局"
    assert cells(row, header="序号\n项目名称\n建设内容及规模\n责任单位") == []
    assert cells(row, header="序号\n任务名称\n建设内容\n责任单位")[0][:2] == ("泊位", "12")


# -- time ---------------------------------------------------------------------------------------------------


def timed(*texts: str, header: str = "") -> list[tuple[str, str, str]]:
    return [(one.printed, one.period, one.kind.value) for one in find(*texts, header=header)]


def test_the_last_years_are_those_before_the_plan() -> None:
    assert timed("近三年，渔业产值年均增长18%，2025年达到86亿元。到2030年，渔业产值达到170亿元。") == [
        ("18%", "annual 2023-2025", "achieved"), ("86亿元", "2025", "achieved"), ("170亿元", "2030", "target"),
    ]  # fmt: skip
    assert [kind for _, _, kind in timed("近年来，渔业产值增长18%。")] == ["achieved"]


def test_a_yearly_value_is_one_of_the_years_that_its_sentence_names() -> None:
    assert timed("“十四五”期间，渔业产值增加到2025年的51亿元，年均增长7.8%。五年累计新建渔港46座。") == [
        ("51亿元", "2025", "achieved"), ("7.8%", "annual 2021-2025", "achieved"), ("46座", "2021-2025", "achieved"),
    ]  # fmt: skip
    assert timed("2026年新建渔港3座；2028年新建渔港5座。三年累计完成投资26亿元。")[-1] == (
        "26亿元", "2026-2028", "target",
    )  # fmt: skip


def test_a_row_of_tasks_is_to_be_done_by_its_time() -> None:
    header = "序号\n工作任务\n责任单位\n完成时限"
    assert timed("1\n新建渔港3座\n市水利局\n2027年12月", "2\n整治渔港5座\n市水利局\n持续推进", header=header) == [
        ("3座", "2027", "target"), ("5座", "2026-2030", "target"),
    ]  # fmt: skip
    assert timed("1\n新建渔港3座\n市水利局\n2027年12月", header="序号\n名称\n责任单位\n完成时限") == []


def test_a_heading_that_is_a_sentence_is_read() -> None:
    clauses = tuple(
        Clause("w", Anchor.parse("s1-p1"), ClauseKind.HEADING, "一1", (), text, len(text), "", block)
        for block, text in enumerate(("1.加固渔港85公里。", "2.新建渔港26座"))
    )
    found = find_targets(WorkClauses("w", "某规划", 2026, (), clauses), PLAN)
    assert [(one.indicator, one.printed) for one in found] == [("渔港", "85公里")]


def test_a_text_in_traditional_script_keeps_its_words() -> None:
    printed, read = (
        WorkClauses(
            "w", "某規劃", 2026, (), (Clause("w", Anchor.parse("s1"), ClauseKind.TEXT, "一", (), text, block=0),)
        )
        for text in ("漁業產值達到120億元，漁船達到2,000處。", "渔业产值达到120亿元，渔船达到2,000处。")
    )
    found = find_printed_targets(printed, read, PLAN)
    assert [(one.indicator, one.printed, one.word, one.unit) for one in found] == [
        ("漁業產值", "120億元", "達到", "元"), ("漁船", "2,000處", "達到", "處"),
    ]  # fmt: skip


def test_what_all_years_come_to_is_no_yearly_value() -> None:
    found = find("人均预期寿命（岁）\n81.2\n[1]", "产值（亿元）\n50\n7", header="指标\n2025年\n年均增速[累计]")
    assert [(one.printed, one.period) for one in found if one.kind == "target"] == [
        ("1", "2026-2030"), ("7", "annual 2026-2030"),
    ]  # fmt: skip
