"""What a line looks like: its form, the titles that are known, and how much it looks like a title."""

from __future__ import annotations

from dataclasses import fields

import pytest

from build_tools.model.line import Grid, Hints, Line, SourceBlock
from build_tools.model.page_signs import PageSigns, Told
from build_tools.model.passage import Passage, Run
from build_tools.model.table import TableCell
from build_tools.parse.appearance import gather_evidence
from build_tools.parse.evidence import Evidence
from build_tools.parse.told import known_titles

FORMS = [field.name for field in fields(Evidence) if field.name.startswith(("is_", "opens_", "says_", "names"))]
PLAN = "某省渔业发展规划"
MENU = PageSigns("site-navigation", 3.0)
DATA = PageSigns("page-data", 2.0, (Told("title", PLAN, 2.0),))


def line(text: str, signs: PageSigns | None = None, counted: int = 0, **hints: object) -> Line:
    runs = (Run(0, 0, text[:counted], computed="auto-number"),) if counted else ()
    rest = Passage.of(text, counted, len(text))
    return Line(Passage((*runs, *rest.runs)), 1, Hints(**hints), signs=signs)  # type: ignore[arg-type]


GRID = Grid(((TableCell((line("甲"),)),),), 1, signs=MENU)


def gather(
    *blocks: str | SourceBlock, document: range = range(0), known: dict[str, float] | None = None
) -> list[Evidence]:
    lines = [line(block) if isinstance(block, str) else block for block in blocks]
    return gather_evidence(lines, range(len(lines)), document, known or {})


def form(block: str | SourceBlock) -> set[str]:
    (found,) = gather(block)
    return {name.removeprefix("is_") for name in FORMS if getattr(found, name)}


# -- the form of one line -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("渔业发展", set()),
        ("一、总体要求", {"label"}),
        ("（1）布局图", {"label", "entry"}),
        ("1.布局图", {"label", "entry"}),
        ("坚持绿色发展。", {"sentence"}),
        ("坚持绿色；", {"sentence"}),
        ("他说“好。”", {"sentence"}),
        ("甲，乙，丙，丁，戊", {"sentence"}),  # four commas make one without its stop
        ("甲，乙，丙，丁", set()),
        ("各市人民政府：", {"salutation"}),
        ("2023年5月6日", {"date"}),
        ("（2023年5月6日）", {"date"}),
        ("　二〇二三年五月六日　", {"date"}),
        ("（联系人：某某）", {"mark"}),
        ("附件：1.布局图", {"opens_list", "entry"}),
        ("附表2", {"opens_list", "entry"}),
        ("某省人民政府", {"names"}),
        ("某省财政厅　某省教育厅", {"names"}),
        ("省长　王某某", {"officer"}),
        ("某省人民政府关于印发某规划的通知", {"letter_title"}),
        ("特此通知", {"says_letter"}),
        ("以下为规划全文：", {"brief"}),
        ("新华社某地5月6日电", {"brief"}),
        ("成文日期：2023-05-06", {"adoption"}),
        ("——2023年2月28日在某市第十四届人民代表大会第二次会议上", {"label", "adoption"}),
        ("某市政府　2023年6月1日", {"adoption"}),
        ("常务委员会第二次会议通过）", {"adoption"}),
        ("常务委员会第二次会议（通过）", set()),  # a bracket of its own
        ("（2023年5月6日某省人民政府第3次常务会议通过）", {"adoption"}),
    ],
)  # fmt: skip
def test_the_form_of_a_line(text: str, forms: set[str]) -> None:
    assert form(text) == forms


def test_nothing_to_look_at() -> None:
    assert gather() == []


def test_a_line_that_opens_a_list_is_no_longer_than_a_title() -> None:
    assert form("附件" + "甲" * 78) == {"opens_list", "entry"}
    assert form("附件" + "甲" * 79) == {"entry"}


def test_the_end_of_a_record_is_no_longer_than_a_title() -> None:
    assert form("甲" * 77 + "通过）") == {"adoption"}
    assert form("甲" * 78 + "通过）") == set()


def test_names_fill_two_lines_at_most() -> None:
    assert form("某省财政厅、" * 26) == {"names"}
    assert form("某省财政厅、" * 27) == set()


def test_what_the_markup_says_of_a_line() -> None:
    assert form(line("总体要求", counted=2)) == {"label"}  # the file itself counts it
    assert form(line("一、总体要求", linked=True)) == set()
    assert form(line("1.见某处", is_note=True)) == {"sentence"}
    assert form(line("布局图", item=True)) == {"entry"}


def test_a_list_of_files_that_the_page_offers_is_not_the_documents() -> None:
    assert form(line("附件：布局图", PageSigns("related-links", 3.0))) == {"entry"}
    assert form(line("附件：布局图", MENU)) == {"opens_list", "entry"}


def test_a_list_of_files_below_the_first_label_is_the_documents_where_its_words_may_be() -> None:
    for weak, at, opens in ((True, 0, False), (True, 1, True), (False, 1, False)):
        listed = line("附件：布局图", PageSigns("related-links", 3.0, only_above=weak))
        texts: list[str | SourceBlock] = ["甲", "乙"]
        texts.insert(at, listed)
        assert gather(*texts, document=range(1, 3))[at].opens_list is opens


def test_files_below_the_word_are_listed_up_to_the_first_other_line() -> None:
    one, other = line("1.布局图", linked=True), line("2.任务表", linked=True)
    found = gather(one, "附件：", one, other, "某省人民政府", one)
    assert [item.is_listed for item in found] == [False, False, True, True, False, False]
    assert [item.is_listed for item in gather("附件：", "1.布局图")] == [False, False]
    assert [item.is_listed for item in gather("附件：", line("布局图", linked=True))] == [False, False]
    assert [item.is_listed for item in gather("附件：", GRID)] == [False, False]


def test_a_maintainer_may_say_that_a_line_is_the_plans_title() -> None:
    assert weigh(line("渔业发展", decided="plan")) == 60.0
    assert weigh(line("渔业发展", decided="annex")) == weigh("渔业发展")


def test_a_date_that_the_page_tells_is_no_record() -> None:
    assert form(line("成文日期：2023-05-06", MENU)) == set()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("某政发〔2023〕5号", "某政发〔2023〕5号"),
        ("（某政发〔2023〕5号）", "某政发〔2023〕5号"),
        ("第12号", "第12号"),
        ("　（第12号）", "（第12号）"),
        ("某省人民政府令", "某省人民政府令"),
        ("某省农业农村厅公告", "某省农业农村厅公告"),
        ("某省渔业禁令", ""),
        ("某省人民政府", ""),
        ("发文字号：某发5", "某发5"),
        ("某政发〔2023〕5号　　签发人：张某", "某政发〔2023〕5号"),
        ("某政办〔2023〕31号　　2023-06-12", "某政办〔2023〕31号"),
        ("某政函〔2023〕5号　　办理结果：A", "某政函〔2023〕5号"),
        ("签发人：张某", ""),
        ("发文字号：" + "甲" * 55, "甲" * 55),
        ("发文字号：" + "甲" * 56, ""),
    ],
)
def test_the_number_that_a_line_is(text: str, number: str) -> None:
    assert gather(text)[0].number == number


def test_a_number_that_the_page_tells_is_its_data() -> None:
    assert gather(line("发文字号：某发5", DATA))[0].number == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (PLAN, PLAN),
        (f"{PLAN}（某政发〔2023〕5号）", PLAN),
        ("规划（某政发〔2023〕5号）", "规划（某政发〔2023〕5号）"),  # so little would be left
        (f"{PLAN}（某政发〔2023〕5号）的说明", f"{PLAN}（某政发〔2023〕5号）的说明"),
    ],
)
def test_the_name_of_a_document_is_its_title_without_its_number(text: str, name: str) -> None:
    assert gather(text)[0].name == name


def test_what_stands_twice_is_known_to() -> None:
    assert [item.is_again for item in gather("甲乙", "丙丁", "甲乙")] == [True, False, True]


def test_a_table_is_evidence_without_words() -> None:
    (item,) = gather(GRID, document=range(1))
    assert (item.line, item.text, item.signs, item.inside) == (None, "", MENU, True)


def test_text_that_is_not_asked_is_skipped_as_one() -> None:
    lines = [line(text) for text in ("甲", "乙", "丙", "丁")]
    found = gather_evidence(lines, [0, 2, 3], range(4), {})
    assert [(item.at, item.text, item.is_skipped, item.inside) for item in found] == [
        (0, "甲", False, True), (1, "", True, True), (2, "丙", False, True), (3, "丁", False, True),
    ]  # fmt: skip
    assert [item.inside for item in gather("甲", "乙", "丙", document=range(1, 2))] == [False, True, False]


# -- records of adoption over several lines -----------------------------------------------------------------

HELD = "（2023年5月6日某省人民代表大会第"


@pytest.mark.parametrize(
    ("lines", "are_records"),
    [
        ([HELD, "二次会议通过）"], [True, True]),
        ([HELD, "二次", "会议通过）"], [True, True, True]),
        ([HELD, "二次会议通过"], [False, False]),  # its bracket stays open
        ([HELD[1:], "二次会议通过"], [True, True]),  # it has none
        ([HELD, "二次会议通过", "，自公布之日起施行）"], [True, True, True]),
        ([HELD, "一、总体要求", "会议通过）"], [False, False, True]),
        ([HELD, "审议了报告。", "会议通过）"], [False, False, True]),
        ([HELD, "（联系人：某某）", "会议通过）"], [False, False, True]),
        ([HELD, "甲", "乙", "会议通过）"], [True, True, True, True]),
        ([HELD, "甲", "乙", "丙", "会议通过）"], [False, False, False, False, True]),
        ([HELD, "甲" * 120, "甲" * 120, "会议通过）"], [False, False, False, True]),
        (["2023年5月6日", "某省人民政府通过"], [False, False]),  # a date alone is none
        (["（2023年5月6日某省人民政府通过）", "渔业办法公布"], [True, False]),  # one that is whole is over
        ([f"{'甲' * 24}{HELD[1:]}", "二次会议通过"], [False, False]),  # it opens with its date
    ],
)  # fmt: skip
def test_a_record_goes_on_until_its_event(lines: list[str], are_records: list[bool]) -> None:
    assert [item.is_adoption for item in gather(*lines)] == are_records


# -- titles that are known ----------------------------------------------------------------------------------


def known(*blocks: str | Line, told: tuple[Told, ...] = ()) -> dict[str, float]:
    return known_titles([line(block) if isinstance(block, str) else block for block in blocks], told)


def test_titles_that_the_file_tells() -> None:
    assert known(told=(Told("title", PLAN, 1.0),)) == {PLAN: 2.5}
    assert known(told=(Told("issuer", PLAN, 1.0),)) == {}
    assert known(told=(Told("page_title", f"{PLAN}_政策文件_某某政府网", 1.0),)) == {
        PLAN: 2.0, "政策文件": 2.0, "某某政府网": 2.0,
    }  # fmt: skip


def test_titles_that_lines_tell() -> None:
    assert known(line("标题：甲", DATA)) == {PLAN: 2.5}
    assert known(line("索引号：甲", PageSigns("page-data", 2.0, (Told("index_number", PLAN, 1.0),)))) == {}


def test_a_heading_of_the_first_level_is_one() -> None:
    assert known(line(PLAN, level=1)) == {PLAN: 1.0}
    assert known(line(PLAN, level=2)) == known(PLAN) == {}
    assert len(known(line("甲" * 80, level=1))) == 1
    assert known(line("甲" * 81, level=1)) == {}


def test_a_letter_names_what_it_carries() -> None:
    assert known(f"现将《{PLAN}》《渔业补助办法》印发给你们") == {PLAN: 3.5, "渔业补助办法": 3.5}
    assert known(f"某省人民政府关于印发《{PLAN}》的通知") == {PLAN: 3.5}
    assert known(f"根据《{PLAN}》") == {}


def test_a_name_of_three_characters_tells_no_title() -> None:
    assert known(told=(Told("title", "某规划", 1.0),)) == {}
    assert known(told=(Told("title", "某某规划", 1.0),)) == {"某某规划": 2.5}


def test_a_table_names_none() -> None:
    assert known_titles([GRID], ()) == {}


# -- how much a line looks like a title ---------------------------------------------------------------------

NO_TITLE = -30.0


def weigh(block: str | Line, *below: str | SourceBlock, above: str | Line = "甲乙丙丁戊己", **more: float) -> float:
    """The weight of a block below another one."""
    return gather(above, block, *below, known=more)[1].title


@pytest.mark.parametrize(
    "text",
    [
        "一、总体规划",
        "坚持规划。",
        "各市人民政府：",
        "2023年5月6日",
        "（2023年5月6日某省人民政府第3次常务会议通过）",
        "附件1：规划",
        "某政发〔2023〕5号",
        "（联系人：某某）",
        "规划",
        "为落实规划，",
        "指标、",
        "有关规划：",
        "图2 渔业规划",
        "表3-1：渔业规划",
        "某省人民政府办公厅2023年5月6日印发",
        "2023年5月",
        "（二〇二三年五月）",
    ],
)
def test_what_is_no_title_whatever_else_speaks_for_it(text: str) -> None:
    assert weigh(text) == NO_TITLE
    assert weigh(PLAN) > 0


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        (PLAN, "某省渔业发展方面"),  # the word that it ends with
        (PLAN, "某省渔业管理组织法"),
        ("某省渔业管理组织法", "某省渔业发展方面"),
        (line(PLAN, centered=True), PLAN),
        (line(PLAN, bold=True), PLAN),
        (line(PLAN, level=2), PLAN),
        (PLAN, line(PLAN, linked=True)),
        (PLAN, line(PLAN, DATA)),
        (PLAN, f"某省，{PLAN}"),
        (PLAN, "渔业规划"),  # four characters
        ("甲" * 78 + "规划", "甲" * 79 + "规划"),
        ("甲" * 158 + "规划", "甲" * 159 + "规划"),
        (PLAN, "新华社某地某日电规划"),  # a news brief
    ],
)
def test_what_speaks_for_or_against_a_title(likely: str | Line, unlikely: str | Line) -> None:
    assert weigh(likely) > weigh(unlikely)


def test_signs_of_a_page_count_that_tell_something_or_are_strong() -> None:
    plain = weigh(PLAN)
    for signs, weaker in (
        (PageSigns("page-data", 1.0, DATA.told), False),
        (PageSigns("page-data", 2.0), False),
        (PageSigns("page-data", 2.0, DATA.told), True),
        (PageSigns("site-frame", 3.0), True),
        (PageSigns("site-frame", 3.0, only_above=True), False),
    ):
        assert (weigh(line(PLAN, signs)) < plain) is weaker, signs


def test_a_known_title_and_a_part_of_one() -> None:
    assert weigh("渔业强省的落实工作", 渔业强省的落实工作=2.0) > weigh("渔业强省的落实工作")
    assert weigh("渔业发展工作", 渔业发展工作大局=2.0) > weigh("渔业发展工作")
    assert weigh("渔业工作好", 渔业工作好大局=2.0) == weigh("渔业工作好")  # five characters are in many


def test_a_heading_below_the_title_is_none() -> None:
    for above, below, is_weaker in ((1, 2, True), (2, 2, False), (2, 1, False), (0, 2, False)):
        alone = weigh(line(PLAN, level=below))
        assert (weigh(line(PLAN, level=below), above=line("甲乙丙丁戊己", level=above)) < alone) is is_weaker
    assert gather(GRID, line(PLAN, level=2))[1].title == weigh(line(PLAN, level=2))


FIRST = "渔业强省路线"


@pytest.mark.parametrize("after", ["一、总体要求", "2023年5月6日", "（2023年5月6日某省人民政府第3次常务会议通过）"])
def test_what_stands_first_above_a_number_or_a_date_may_be_a_title(after: str) -> None:
    assert gather(FIRST, after)[0].title > gather(FIRST, "坚持绿色发展。")[0].title
    assert gather("甲乙丙丁", FIRST, after)[1].title == gather("甲乙丙丁", FIRST)[1].title


@pytest.mark.parametrize(
    ("block", "is_title"),
    [
        (FIRST, True),
        ("渔业强省路", False),  # five characters
        ("某省人民政府", False),  # who issues
        ("某省渔业工作文件", False),
        ("某省关于渔业的工作文件", True),
        (line(FIRST, PageSigns("site-frame", 1.0)), False),
    ],
)
def test_above_its_number_stands_a_title_whatever_its_words(block: str | Line, is_title: bool) -> None:
    assert (weigh(block, "某政发〔2023〕5号") == 3.0) is is_title


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("（2021—2025年）", 3.0),
        ("2021—2025年", 3.0),
        ("——面向未来渔业", NO_TITLE),  # a label as well
        ("（试行）", 3.0),
        ("（征求意见稿）", 3.0),
        ("（节选甲乙）", 0.5),
    ],
)
def test_a_subtitle_goes_with_the_title_above_it(text: str, weight: float) -> None:
    assert weigh(text, above=PLAN) == weight
    assert weigh(text, above="加快建设渔港。") < 0.5


@pytest.mark.parametrize(
    ("lines", "goes_on"),
    [
        (["某省人民政府办公室", "关于印发渔业发展规划的通知"], True),
        (["某省关于加快推进渔业强省建设", "和海洋发展的若干意见"], True),
        (["关于加快", "渔业发展的意见"], True),
        (["渔业强省", "建设发展的规划"], True),  # the first line is short, the last one too
        (["渔业强省", "建设发展的相关各项重点规划"], False),
        (["某省关于加快推进渔业强省建设", "某省人民政府", "和海洋发展的若干意见"], True),
        (["某省关于加快推进渔业强省建设", "渔业", "和海洋发展的若干意见"], False),  # a line that is not filled
        (["某省人民政府", "渔业发展规划"], False),
        (["某省关于加快推进渔业强省建设", "和海洋发展的工作"], False),
        (["某省关于加快推进渔业强省建设", "一、意见"], False),
        (["某省关于加快推进渔业强省建设", "2023年5月6日", "规划"], False),
        (["某省渔业发展工作重要文件", "和海洋发展的若干意见"], False),
        (["某省关于渔业的规范性文件", "和海洋发展的若干意见"], True),
        (["某省关于加快推进渔业强省建设", "甲" * 102 + "若干意见"], True),
        (["某省关于加快推进渔业强省建设", "甲" * 103 + "若干意见"], False),
    ],
)  # fmt: skip
def test_a_title_may_go_on_in_the_lines_below(lines: list[str], goes_on: bool) -> None:
    first, *below = lines
    assert (weigh(first, *below) >= weigh(first) + 3.0) is goes_on


def test_a_title_goes_on_for_five_lines_at_most() -> None:
    first, part, last = "某省关于加快推进渔业强省建设", "统筹海洋内陆各类渔业资源", "的若干意见"
    assert weigh(first, *[part] * 3, last) == weigh(first) + 3.0
    assert weigh(first, *[part] * 4, last) == weigh(first)


def test_a_line_in_the_page_begins_no_title() -> None:
    lines = ["某省关于加快推进渔业强省建设", "和海洋发展的若干意见"]
    assert weigh(line(lines[0], PageSigns("site-frame", 1.0)), lines[1]) < weigh(*lines)
    assert weigh(lines[0], line(lines[1], PageSigns("site-frame", 1.0))) < weigh(*lines)
    assert weigh(lines[0], GRID, lines[1]) < weigh(*lines)


def test_a_line_that_a_known_title_begins_with_goes_on() -> None:
    first, last = "渔业强省建设工作规则的", "补充"
    assert weigh(first, last, 渔业强省建设工作规则的补充办理=2.0) > weigh(first, last, 渔业强省建设工作规则的延伸=2.0)


def test_a_centered_line_need_not_be_full() -> None:
    lines = (line("渔业强省", centered=True), "建设发展的相关各项重点规划")
    assert weigh(*lines) > weigh(lines[0]) + 2.0


# -- where another document begins --------------------------------------------------------------------------


def restart(*texts: str) -> list[bool]:
    """Which of the lines look more like a title for the numbering that begins anew below them."""
    inside, outside = (gather(*texts, document=document) for document in (range(len(texts)), range(0)))
    return [one.title > other.title for one, other in zip(inside, outside, strict=True)]


def test_a_title_above_a_numbering_that_begins_anew() -> None:
    assert restart("一、甲", "二、乙", PLAN, "一、丙") == [False, False, True, False]
    assert restart("第一条 甲", "第二条 乙", PLAN, "第一条 丙") == [False, False, True, False]
    assert restart("一、甲", PLAN, "二、乙", "三、丙") == [False] * 4


def test_a_numbering_below_another_does_not_begin_anew() -> None:
    assert restart("一、甲", PLAN, "（一）乙", "（二）丙") == [False] * 4
    assert restart("（一）甲", "（二）乙", PLAN, "（一）丙") == [False] * 4


def test_a_text_that_begins_in_mid_numbering_is_the_end_of_another() -> None:
    assert restart("三、甲", PLAN, "一、丙") == [False, True, False]
    assert restart("一、甲", PLAN, "一、丙") == [False] * 3  # but not where nothing had been counted


def test_the_title_stands_within_eight_lines() -> None:
    far = ["甲乙丙丁"] * 7
    assert restart("一、甲", "二、乙", PLAN, *far, "一、丙")[2]
    assert not restart("一、甲", "二、乙", PLAN, *far, "甲", "一、丙")[2]
