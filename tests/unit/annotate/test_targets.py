"""Numbers in sentences: what counts, what it measures, for when; in sentences of nobody's plan."""

from __future__ import annotations

import pytest

from build_tools.annotate.periods import find_periods
from build_tools.annotate.quantities import find_quantities, fold_numbers, read_han_number
from build_tools.annotate.targets import find_targets
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.model.target import Target

PLAN = (2026, 2030)


def find_all(*texts: str, path: tuple[str, ...] = (), roles: tuple[str, ...] = (), anchor: str = "s1") -> list[Target]:
    roles = roles or ("",) * len(texts)
    clauses = tuple(
        Clause("w", Anchor.parse(anchor), ClauseKind.TEXT, "一", path, text, 0, role, block)
        for block, (text, role) in enumerate(zip(texts, roles, strict=True))
    )
    return list(find_targets(WorkClauses("w", "某规划", 2026, (), clauses), PLAN))


def short(target: Target) -> tuple[str, str, str, str, str, str]:
    return (
        target.indicator,
        target.comparison.value,
        target.value + (f"~{target.upper}" if target.upper else ""),
        target.unit,
        target.change.value,
        target.period,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2030年，造船业产值超过1.2万亿元。", ("造船业产值", ">", "1200000000000", "元", "", "2030")),
        ("到2030年，港口吞吐量指数达到９５．５。", ("港口吞吐量指数", "=", "95.5", "", "", "2030")),
        ("2028年底前，污水处理率不低于９５％。", ("污水处理率", ">=", "95", "%", "", "2028")),
        ("用水总量控制在60亿立方米以内。", ("用水总量", "<=", "6000000000", "立方米", "", "")),
        ("新建公园3～5个。", ("公园", "=", "3~5", "个", "", "")),
        ("培育100余家小企业。", ("小企业", ">", "100", "家", "", "")),
        ("建成三座码头。", ("码头", "=", "3", "座", "", "")),
        ("培训渔民一万二千人次以上。", ("渔民", ">=", "12000", "人次", "", "")),
        ("“十五五”期间，渔业产值年均增长6%左右。", ("渔业产值", "~", "6", "%", "+", "annual 2026-2030")),
        ("到“十五五”末，渔业产值比2025年翻两番。", ("渔业产值", "=", "4", "倍", "\u00d7", "2030")),
        ("万元产值能耗下降15%。", ("万元产值能耗", "=", "15", "%", "-", "")),
        ("机械化水平提高3.5个百分点。", ("机械化水平", "=", "3.5", "个百分点", "+", "")),
        ("审批时间压缩至8小时。", ("审批时间", "=", "8", "小时", "", "")),
        ("每年新增不少于20个停车场。", ("停车场", ">=", "20", "个", "+", "annual")),
        ("服务10万农户用电。", ("农户用电", "=", "100000", "", "", "")),
        ("产值达到1,200亿元。", ("产值", "=", "120000000000", "元", "", "")),
    ],
)
def test_what_counts(text: str, expected: tuple[str, ...]) -> None:
    assert [short(target) for target in find_all(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "培育一批企业，形成若干集群，建成多个平台。",
        "推进7纳米工艺和5G、8K、L4应用。",
        "落实“百千万”行动和“3+6”体系。",
        "2026年6月1日起施行，文号〔2026〕12号，电话12345678。",
        "支持年产值超百亿元的企业做强。",
        "总投资30亿元的项目加快落地。",
        "统筹推进四个层面工作，构建五个体系。",
        "对符合条件的给予最高不超过500万元的奖励。",
        "第三批、第12条、前言第2页。",
        "在5个工作日内答复。",
        "每3年修订1次目录。",
        "将2025年实施的24项措施予以公布。",
        "建设一个平台。",
        "产值达到12345678901234567890亿元。",
        "达标率=（达标数/总数）\u00d7100%。",
    ],
)
def test_what_does_not_count(text: str) -> None:
    assert find_all(text) == []
    assert len(find_all(text + "造船业产值达到5亿元。")) == 1  # the control: it is read at all


def test_a_description_belongs_to_what_is_counted() -> None:
    assert [short(target)[:3] for target in find_all("培育10家收入超50亿元的船厂，3家上市船厂。")] == [
        ("收入超50亿元的船厂", "=", "10"),
        ("上市船厂", "=", "3"),
    ]


def test_a_list_gives_each_number_its_own() -> None:
    found = find_all("出口超30%、内销超70%，建设20个泊位和5个灯塔。")
    assert [short(target)[0] for target in found] == ["出口", "内销", "泊位", "灯塔"]


def test_respectively() -> None:
    found = find_all("2025年，产值达到8亿元，税收达到2亿元，分别增长3%和4%。")
    assert [(target.indicator, target.value, target.change.value, target.kind.value) for target in found] == [
        ("产值", "800000000", "", "achieved"),
        ("税收", "200000000", "", "achieved"),
        ("产值", "3", "+", "achieved"),
        ("税收", "4", "+", "achieved"),
    ]


def test_periods_are_carried_where_that_is_sound() -> None:
    goals = ("二、发展目标",)
    first, second = find_all("到2028年，泊位达到30个。", "产值达到5亿元。", path=goals)
    assert (first.period, first.is_inferred) == ("2028", False)
    assert (second.period, second.is_inferred) == ("2028", True)
    (only,) = find_all("产值达到5亿元。", path=goals)
    assert (only.period, only.is_inferred) == ("2026-2030", True)
    (task,) = find_all("产值达到5亿元。", path=("三、重点任务",))
    assert (task.period, task.is_inferred) == ("", False)
    (past,) = find_all("产值达到5亿元。", path=("一、“十四五”发展回顾",))
    assert (past.kind.value, past.period) == ("achieved", "")
    (past,) = find_all("产值达到5亿元。", path=("一、“十四五”时期发展回顾",))
    assert (past.kind.value, past.period) == ("achieved", "2021-2025")


def test_table_of_indicators() -> None:
    rows = (
        "类别\n指标\n单位\n2025年实际\n2030年目标\n属性",
        "产业\n产值\n亿元\n12\n20左右\n预期性",
        "泊位\n个\n——\n≥8\n约束性",
        "能耗\n%\n3\n累计降低[5]多少待定\n约束性",
    )
    found = find_all(*rows, roles=("header", "", "", ""), anchor="tab1")
    assert [(*short(target), target.kind.value) for target in found] == [
        ("产值", "=", "1200000000", "元", "", "2025", "achieved"),
        ("产值", "~", "2000000000", "元", "", "2030", "target"),
        ("泊位", ">=", "8", "个", "", "2030", "target"),
        ("能耗", "=", "3", "%", "", "2025", "achieved"),
    ]
    assert [rows[target.block][target.start : target.end] for target in found] == ["12", "20", "8", "3"]


def test_han_numbers() -> None:
    read = {"百": 100, "千万": 10**7, "一万二千": 12000, "两": 2, "三十五": 35, "百千万": None, "千百": None}
    assert {text: read_han_number(text) for text in read} == read


def test_bases_of_comparison_are_no_periods() -> None:
    text = fold_numbers("到2030年，产值比2025年和“十四五”末增长，较2020年翻番，在2024年基础上提高；《2035年纲要》")
    assert [(found.at, found.years) for found in find_periods(text)] == [(1, (2030, 2030)), (16, (2025, 2025))]


def test_quantities_hold_their_places() -> None:
    text = "产值2.2万亿元，12吨/年，百分之十，翻一番，2026年。"
    assert [text[found.start : found.end] for found in find_quantities(text)] == [
        "2.2万亿元",
        "12吨/年",
        "百分之十",
        "翻一番",
    ]
