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
        ("用水总量控制在60亿立方米以内。", ("用水总量", "<=", "6000000000", "立方米", "", "2026-2030")),
        ("新建公园3～5个。", ("公园", "=", "3~5", "个", "", "2026-2030")),
        ("培育100余家小企业。", ("小企业", ">", "100", "家", "", "2026-2030")),
        ("建成三座码头。", ("码头", "=", "3", "座", "", "2026-2030")),
        ("培训渔民一万二千人次以上。", ("渔民", ">=", "12000", "人次", "", "2026-2030")),
        ("“十五五”期间，渔业产值年均增长6%左右。", ("渔业产值", "~", "6", "%", "+", "annual 2026-2030")),
        ("到“十五五”末，渔业产值比2025年翻两番。", ("渔业产值", "=", "4", "倍", "\u00d7", "2030")),
        ("万元产值能耗下降15%。", ("万元产值能耗", "=", "15", "%", "-", "2026-2030")),
        ("机械化水平提高3.5个百分点。", ("机械化水平", "=", "3.5", "个百分点", "+", "2026-2030")),
        ("审批时间压缩至8小时。", ("审批时间", "=", "8", "小时", "", "2026-2030")),
        ("每年新增不少于20个停车场。", ("停车场", ">=", "20", "个", "+", "annual 2026-2030")),
        ("服务10万农户用电。", ("农户用电", "=", "100000", "", "", "2026-2030")),
        ("审批时限压缩至3个工作日。", ("审批时限", "=", "3", "个工作日", "", "2026-2030")),
        ("平均受教育年限达到11.3年。", ("平均受教育年限", "=", "11.3", "年", "", "2026-2030")),
        ("城乡居民收入比缩小到2.2∶1。", ("城乡居民收入比", "=", "2.2", "∶1", "", "2026-2030")),
        ("制氢成本降至25元/公斤以下。", ("制氢成本", "<=", "25", "元/公斤", "", "2026-2030")),
        ("新增渔港装机50万千瓦。", ("渔港装机", "=", "500000", "千瓦", "+", "2026-2030")),
        ("1. 渔业产值增长6.5%左右。", ("渔业产值", "~", "6.5", "%", "+", "2026-2030")),
        ("（一）打造渔港30座。", ("渔港", "=", "30", "座", "", "2026-2030")),
        ("休渔补贴覆盖率不低于80%。", ("休渔补贴覆盖率", ">=", "80", "%", "", "2026-2030")),
        ("收运体系覆盖95%以上的渔村。", ("收运体系覆盖", ">=", "95", "%", "", "2026-2030")),
        ("渔船增至约7 000家。", ("渔船", "~", "7000", "家", "", "2026-2030")),
        ("产值达到1,200亿元。", ("产值", "=", "120000000000", "元", "", "2026-2030")),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the base of a change
        ("到2030年，渔业产值比2025年增长40%。", [("渔业产值", "40", "+", 2025)]),
        ("到2030年，渔业产值较上年增长4%。", [("渔业产值", "4", "+", 2029)]),
        ("渔业产值在2024年基础上翻一番多。", [("渔业产值", "2", "\u00d7", 2024)]),
        ("与“十四五”末相比，渔业产值增长40%。", [("渔业产值", "40", "+", 2025)]),
        ("渔业占比达到5%，较2025年提高1个百分点。", [("渔业占比", "5", "", None), ("渔业占比", "1", "+", 2025)]),
        # lists
        (
            "船舶能耗、航道淤积和污水排放比2025年分别下降3%、4%和5%。",
            [("船舶能耗", "3", "-", 2025), ("航道淤积", "4", "-", 2025), ("污水排放", "5", "-", 2025)],
        ),
        ("新增泊位30个、航线6条。", [("泊位", "30", "+", None), ("航线", "6", "+", None)]),
        # money and people
        ("设立总规模50亿元的渔业发展基金。", [("渔业发展基金", "5000000000", "", None)]),
        ("市财政每年安排专项资金3亿元。", [("专项资金", "300000000", "", None)]),
        ("面向渔民、船员等群体3万名开展技能培训。", [("渔民、船员等群体", "30000", "", None)]),
        ("新建500千伏变电站6座。", [("500千伏变电站", "6", "", None)]),
        (
            "渔港年吞吐量1.8亿吨，同比增长7%。",
            [("渔港年吞吐量", "180000000", "", None), ("渔港年吞吐量", "7", "+", None)],
        ),
        ("修复湿地1500亩、岸线24公里。", [("湿地", "1500", "", None), ("岸线", "24", "", None)]),
        ("渔民收入由2020年的1100元提高到2000元。", [("渔民收入", "2000", "", None)]),
        ("渔业产值由2020年的300亿元增加到2030年的600亿元。", [("渔业产值", "60000000000", "", None)]),
        ("水产品中毒死亡率控制在9/10万以内。", [("水产品中毒死亡率", "9", "", None)]),
        ("水产品中毒死亡率由16.2/10万下降到8.5/10万。", [("水产品中毒死亡率", "8.5", "", None)]),
        # an age tells of whom something is measured
        ("60岁及以上渔民体检率达到65%以上。", [("60岁及以上渔民体检率", "65", "", None)]),
        ("每百户3岁以下幼儿托位数达到4.6个。", [("每百户3岁以下幼儿托位数", "4.6", "", None)]),
        ("渔民平均寿命达到80岁左右。", [("渔民平均寿命", "80", "", None)]),
        # what sets nothing
        ("捕捞量是“十三五”时期的2.1倍。", []),
        ("渔业放大、倍增和叠加效应。", []),
    ],
)
def test_statements(text: str, expected: list[tuple[str, str, str, int | None]]) -> None:
    assert [(one.indicator, one.value, one.change.value, one.base) for one in find_all(text)] == expected


@pytest.mark.parametrize(
    ("text", "headings", "expected"),
    [
        ("造船业实现营业收入5亿元。", (), ("造船业", "营业收入")),
        ("造船业稳步增长，产值达到5亿元。", (), ("造船业", "产值")),
        ("产值达到5亿元。", ("三、重点产业", "（一）造船业"), ("造船业", "产值")),
        ("产值达到5亿元。", ("三、重点任务",), ("", "产值")),
        ("建设步伐加快，投资达到5亿元。", (), ("", "投资")),
        ("每千人拥有泊位达到3个。", (), ("", "每千人拥有泊位")),
        ("实现业务协同的比例达到60%。", (), ("", "实现业务协同的比例")),
    ],
)
def test_the_subject_that_a_sentence_has_lost(text: str, headings: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert [(one.subject, one.indicator) for one in find_all(text, path=headings)] == [expected]


def test_what_was_so_when_the_plan_was_written_is_no_goal() -> None:
    kinds = [one.kind.value for text in ("2026年，产值达到5亿元，同比增长6%。",) for one in find_all(text)]
    assert kinds == ["achieved", "achieved"]
    (since,) = find_all("“十三五”以来，累计建成泊位30个。", path=("一、发展基础",))
    assert (since.indicator, since.period, since.kind.value) == ("泊位", "2016-2025", "achieved")


def test_what_is_to_come_is_nothing_that_was_reached() -> None:
    background = ("一、发展基础",)
    assert find_all("到2030年，渔民老龄化率将超过23%。", path=background) == []
    (reached,) = find_all("2025年，产值将上一年的5亿元提高到6亿元。", path=background)
    assert reached.kind.value == "achieved"


def test_periods_are_carried_where_that_is_sound() -> None:
    goals = ("二、发展目标",)
    first, second = find_all("到2028年，泊位达到30个。", "产值达到5亿元。", path=goals)
    assert (first.period, first.is_inferred) == ("2028", False)
    assert (second.period, second.is_inferred) == ("2028", True)
    (only,) = find_all("产值达到5亿元。", path=goals)
    assert (only.period, only.is_inferred) == ("2026-2030", True)
    (task,) = find_all("产值达到5亿元。", path=("三、重点任务",))
    assert (task.period, task.is_inferred) == ("2026-2030", True)
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
