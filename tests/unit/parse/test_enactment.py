"""Lines that say how a text came into force."""

from __future__ import annotations

import pytest

from build_tools.parse.bodies import is_signature, read_issuers, split_bodies
from build_tools.parse.enactment import (
    goes_on_with_events,
    is_adoption,
    is_officer,
    read_adopters,
    read_numbered,
    read_order,
    read_order_number,
    read_signed,
)


@pytest.mark.parametrize(
    ("text", "is_record"),
    [
        ("（2023年5月6日某省人民政府第3次常务会议通过）", True),
        ("2023年5月6日某省人民政府令第12号公布", True),
        ("（某市财政局2024年第5次局务会议审议通过）", True),
        ("（某市财政局2024年第5次局务会议纪要）", False),
        ("中華民國112年5月6日府經字第1120056789號函頒", True),
        ("（根据2023年5月6日某省人民政府令第12号修订）", True),
        ("某省人民政府第3次常务会议通过", False),
        ("2023年5月6日", False),
        ("2023年5月6日某省人民政府第3次常务会议通过。", True),
        ("（2023年5月6日某省人民政府通过。自公布之日起施行）", True),
        ("2023年5月6日某省人民政府通过。自公布之日起施行", False),  # sentences of a text
        ("2023年5月6日。某省人民政府", False),
        ("2023年5月6日，某省委发布《意见》。为学习贯彻，召开座谈会。", False),
    ],
)
def test_a_record_of_adoption_opens_with_its_date(text: str, is_record: bool) -> None:
    assert is_adoption(text) is is_record


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [("第二次修订）", True), ("自2023年6月1日起施行）", True), ("第二次修订", False), ("总则）", False)],
)
def test_the_rest_of_a_broken_record_closes_its_bracket(text: str, goes_on: bool) -> None:
    assert goes_on_with_events(text) is goes_on


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("（2023年5月6日某省第十四届人民代表大会常务委员会通过）", ["某省人民代表大会常务委员会"]),
        ("（2023年5月6日第十四届全国人民代表大会第一次会议通过）", ["全国人民代表大会"]),
        ("（2023年5月6 日全国人民代表大会常务委员会通过）", ["全国人民代表大会常务委员会"]),
        ("（2023年5月6 日第十四届全国人民代表大会第一次会议通过）", ["全国人民代表大会"]),
        ("（2023年5月6日日某市第三届人民代表大会通过）", ["日某市人民代表大会"]),
        ("日某市人民政府令第12号", ["日某市人民政府"]),
        ("2023年5月6日某省人民政府令第12号公布", ["某省人民政府"]),
        ("2023年5月6日中华人民共和国国务院令第12号公布", ["国务院"]),
        ("（2023年5月6日某省财政厅、某省教育厅发布）", ["某省财政厅", "某省教育厅"]),
        ("（某市财政局2024年第5次局务会议审议通过）", ["某市财政局"]),
        ("（2023年5月6日通过）", []),
        ("2023年5月6日甲乙丙丁发布", []),
    ],
)
def test_who_adopted_a_text(text: str, names: list[str]) -> None:
    assert read_adopters(text) == names


def test_the_order_that_made_a_text_known() -> None:
    assert read_order_number("2023年5月6日某省人民政府令第12号公布") == "某省人民政府令第12号"
    assert read_order_number("2023年5月6日某省人民政府公布") == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("某省人民政府令", ["某省人民政府"]),
        ("中华人民共和国国务院令", ["国务院"]),
        ("中华人民共和国主席令", None),
        ("某省财政厅、某省教育厅公告", ["某省财政厅", "某省教育厅"]),
        ("关于甲乙的命令", None),
        ("某省人民政府", None),
    ],
)
def test_who_gives_an_order(text: str, names: list[str] | None) -> None:
    assert read_order(text) == names


@pytest.mark.parametrize(
    ("text", "signs"),
    [("省长　王某某", True), ("市长：王某", True), ("代市长 王某", True), ("省长王某", False), ("王某某", False)],
)
def test_an_officer_signs_with_office_and_name(text: str, signs: bool) -> None:
    assert is_officer(text) is signs


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("某省人民政府　2023年6月1日", (["某省人民政府"], "2023-06-01")),
        ("（2023年6月1日 某省人民政府）", (["某省人民政府"], "2023-06-01")),
        ("2023年6月1日", ([], "2023-06-01")),
        ("甲乙丙丁　2023年6月1日", None),
        ("某省财政厅 2023年6月1日 某省教育厅", None),
        ("某省人民政府", None),
    ],
)
def test_a_name_and_a_date_on_one_line(text: str, read: tuple[list[str], str] | None) -> None:
    assert read_signed(text) == read


# -- names of bodies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("某省人民政府", True),
        ("国务院", True),
        ("中共某省委", True),
        ("某省财政厅　某省教育厅", True),
        ("某省财政厅某省教育厅", True),
        ("某省财政厅、", True),
        ("局", False),
        ("某省财政厅关于渔业", False),
        ("请某省财政厅", False),
        ("某省财政厅，某省教育厅", False),
        ("加快建设", False),
        ("（某局）" * 40, False),
    ],
)
def test_a_signature_is_names_and_nothing_else(text: str, signs: bool) -> None:
    assert is_signature(text) is signs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("某省财政厅 某省教育厅", ["某省财政厅", "某省教育厅"]),
        ("某省财政厅、，某省教育厅", ["某省财政厅", "某省教育厅"]),
        ("甲区教育局甲区文化局", ["甲区教育局", "甲区文化局"]),
        ("中共某省委某省人民政府", ["中共某省委", "某省人民政府"]),
        ("某省人民政府办公厅", ["某省人民政府办公厅"]),
        ("", []),
        (" ", []),
        ("某市财政局国家税务总局某市税务局", ["某市财政局", "国家税务总局某市税务局"]),
        ("中国人民银行某市人民政府", ["中国人民银行", "某市人民政府"]),
        ("国家统计局某省调查总队", ["国家统计局某省调查总队"]),
        ("中国人民银行某州市分行某州市数据局", ["中国人民银行某州市分行", "某州市数据局"]),
        ("某州市文物局国家金融监督管理总局某州监管分局", ["某州市文物局", "国家金融监督管理总局某州监管分局"]),
        ("自然资源部中国银行保险监督管理委员会", ["自然资源部", "中国银行保险监督管理委员会"]),
        ("中共中央国务院", ["中共中央", "国务院"]),
        ("国务院国有资产监督管理委员会", ["国务院国有资产监督管理委员会"]),
    ],
)
def test_names_are_parted_where_they_end(text: str, names: list[str]) -> None:
    assert split_bodies(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("某省财政厅 某省教育厅关于印发《甲》的通知", ["某省财政厅", "某省教育厅"]),
        ("某省财政厅等三部门关于印发《甲》的通知", ["某省财政厅"]),
        ("近日，某省人民政府印发《甲》", ["某省人民政府"]),
        ("国务院关于甲的意见", ["国务院"]),
        ("关于印发《甲》的通知", []),
        ("某省全体人民关于甲的意见", []),
        ("甲规划", []),
    ],
)
def test_a_title_names_who_issues(text: str, names: list[str]) -> None:
    assert read_issuers(text) == names


def test_the_congress_that_hears_a_report_does_not_issue_it() -> None:
    assert read_adopters("——2023年2月28日在某区第十四届人民代表大会第二次会议上") == []
    assert read_adopters("（2023年2月28日某区第十四届人民代表大会第二次会议通过）") == ["某区人民代表大会"]


def test_a_letter_that_makes_known_has_number_and_date_in_one_line() -> None:
    text = "中華民國112年5月6日府經字第1120056789號函頒"
    assert read_numbered(text) == ("府經字第1120056789號", [])


def test_a_record_may_print_its_number_right_behind_who_issued() -> None:
    text = "（2023年5月6日某州市人民政府某府规字〔2023〕1号文发布）"
    assert read_numbered(text) == ("某府规字〔2023〕1号", ["某州市人民政府"])


def test_who_issues_stands_before_the_day_of_issue() -> None:
    assert read_signed("（某市政府办公室 2021年9月29日印发）") == (["某市政府办公室"], "2021-09-29")
