"""Text on one line: headings that nothing ends, and numbered sentences, which have none."""

from __future__ import annotations

import re

import pytest

from build_tools.model.division import Division, HeadingStyle
from build_tools.parse.glued import _log_odds
from build_tools.parse.runon import opened_end, stock_end
from build_tools.pipeline import convert_bytes

SENTENCES = (
    "关于加强河道巡查的通知为改善河道环境，现将有关事项通知如下。一、不得担任巡查员的情形"
    "1.有危害集体利益和群众合法权益的行为，或者侵占公共财物的。2.在往届巡查员选聘中弄虚作假或者扰乱秩序，受到处理未满三年的。"
    "3.违反河道管护有关法律法规，造成严重不良影响的。4.道德品行不端，不遵守村规民约，在群众中影响较坏的。"
    "二、巡查设备要求1.照明灯具与供电线路连接时应明显分开，并加装防护套管，由各区自行采购。"
    "2.严禁把通信线缆架设在有开关设备的杆塔上，以及有裂纹的杆塔上，确保巡查人员安全。"
    "三、其他事项本通知自印发之日起施行，有效期至二〇三〇年十二月三十一日，由市水务局负责解释。"
)
HEADED = (
    "关于加强河道管护的工作方案一、总体要求坚持以人民为中心，统筹推进河道管护工作，到规划期末全市河道水质稳定达标。"
    "二、主要任务（一）加强清淤疏浚各区要编制年度清淤计划，每年九月底前报市局备案，并按计划组织实施。"
    "（二）加强保洁管理各区要按段落实保洁责任，河面垃圾当日清理，每月通报一次考核结果。"
    "（三）加强水质监测市生态环境部门要每月开展一次水质监测，监测结果向社会公布。"
    "三、保障措施（一）加强组织领导各区要成立工作专班，主要负责同志亲自抓，确保任务落到实处。"
    "（二）强化资金保障加大财政投入力度，鼓励社会资本参与河道管护。"
)


def headings_of(text: str) -> list[tuple[str, str, bool]]:
    root = convert_bytes(text.encode("utf-8"), "a.txt").edition.root
    return [
        (node.num.text, node.heading.text, node.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN))
        for node in root.walk()
        if isinstance(node, Division) and node.num
    ]


def test_numbered_sentences_come_out_whole() -> None:
    found = headings_of(SENTENCES)
    assert [(label, heading) for label, heading, named in found if named] == [
        ("一、", "不得担任巡查员的情形"),
        ("二、", "巡查设备要求"),
        ("三、", "其他事项"),
    ]
    sentences = [label + heading + "。" for label, heading, named in found if not named]
    assert all(sentence in SENTENCES for sentence in sentences)
    assert len(sentences) == 6


def test_headings_among_headings_end_where_their_bodies_begin() -> None:
    assert headings_of(HEADED) == [
        ("一、", "总体要求", True),
        ("二、", "主要任务", True),
        ("（一）", "加强清淤疏浚", True),
        ("（二）", "加强保洁管理", True),
        ("（三）", "加强水质监测", True),
        ("三、", "保障措施", True),
        ("（一）", "加强组织领导", True),
        ("（二）", "强化资金保障", True),
    ]


def test_what_opens_a_body_ends_the_heading() -> None:
    for heading, body in (
        ("做好工作总结", "一是六月底前报送小结；二是年底报送总结"),
        ("成立专项行动领导小组", "组 长：某某副组长：某某"),
        ("工作思路和工作理念", "工作思路：坚持问题导向"),
    ):
        assert opened_end(heading + body) == len(heading)
    assert opened_end("加强统一领导和统一指挥") == 0
    assert opened_end("坚持问题导向一是重点所在") == 0


def test_a_stock_heading_may_be_followed_by_a_lead() -> None:
    assert stock_end("基本原则创新引领。坚持创新在现代化建设中的核心地位。") == 4
    assert stock_end("基本原则坚持不变。") == 0


@pytest.mark.parametrize("heading", ["总则", "总体要求", "存在的问题", "加强组织领导"])
def test_a_stock_heading_is_followed_by_a_sentence(heading: str) -> None:
    body = "为规范全市渔业管理工作，制定本办法。"
    assert stock_end(heading + body) == len(heading)
    assert stock_end(f"{heading}“十四五”时期") == stock_end(f"{heading}《某规划》") == len(heading)
    assert stock_end(f"{heading}的{body}") == 0  # a word that goes on
    assert stock_end(f"{heading}，{body}") == 0
    assert stock_end(heading + body[:-1]) == 0  # no sentence
    assert stock_end(heading + "甲" * 8 + "。") == 0
    assert stock_end(heading + "甲" * 9 + "。") == len(heading)
    assert stock_end(heading + "甲" * 4 + "。" + "乙" * 13) == len(heading)
    assert stock_end(heading + "甲" * 4 + "。" + "乙" * 12) == 0
    assert stock_end(heading + "甲" * 3 + "。" + "乙" * 13) == 0


def test_page_numbers_in_front_of_labels_are_dropped() -> None:
    text = (
        "某市某某发展规划一、总体要求坚持统筹协调，推动产业高质量发展，努力建设现代化产业体系。7二、主要任务"
        "1.壮大企业。培育龙头企业十家，引进重大项目二十个。82.建设平台。建成公共平台三个，服务中小企业。"
        "93.引进人才。每年引进高层次人才一百名，完善服务保障。三、保障措施加强组织领导。"
    )
    converted = convert_bytes(text.encode("utf-8"), "a.txt")
    labels = [node.num.text for node in converted.edition.root.walk() if isinstance(node, Division) and node.num]
    assert labels == ["一、", "二、", "1.", "2.", "3.", "三、"]
    drops = [text[drop.start : drop.end] for drop in converted.edition.drops if drop.rule == "page-number"]
    assert drops == ["7", "8", "9"]


def test_a_point_that_was_read_as_a_stop_is_a_label() -> None:
    text = (
        "某市某某管理办法一、不予受理的情形1.申请材料不齐全，经通知后仍未补正的。2。申请事项依法不属于本机关职权范围的。"
        "3。提供虚假材料或者隐瞒有关情况的。4.其他依法不予受理的情形，由各区自行规定并公布。二、附则本办法自印发之日起施行，有效期五年，由市水务局负责解释。"
    )
    assert [label for label, _, _ in headings_of(text)] == ["一、", "1.", "2。", "3。", "4.", "二、"]


def test_a_section_of_a_chapter_has_a_heading_on_a_line_of_its_own_too() -> None:
    text = (
        "某市某某发展规划\n第一章　加强农业基础地位\n"
        "第一节稳定粮食生产能力严格执行基本农田保护制度，保持全市耕地总量动态平衡，稳步提高单产\n加快中低产田改造\n"
        "第二节深化农村改革加快农村土地制度建设，长期稳定以家庭承包经营为基础的双层经营体制\n"
        "第三节加强农村基础设施\n搞好农田灌溉等小型水利工程的维护。\n第二章　附则\n自印发之日起施行。"
    )
    assert headings_of(text) == [
        ("第一章　", "加强农业基础地位", True),
        ("第一节", "稳定粮食生产能力", True),
        ("第二节", "深化农村改革", True),
        ("第三节", "加强农村基础设施", True),
        ("第二章　", "附则", True),
    ]


def test_what_is_nearly_sure_has_bounded_odds() -> None:
    assert _log_odds(1.0) == _log_odds(0.99) > _log_odds(0.98) > _log_odds(0.5) == 0.0
    assert _log_odds(0.0) == _log_odds(0.01) == pytest.approx(-_log_odds(0.99))


LOST_STOPS = (
    "河道管护行动方案\n一、总体要求\n到规划期末全市河道水质稳定达标。\n二、主要任务\n"
    "（一）加强清淤疏浚各区要编制年度清淤计划，每年九月底前报市局备案，并按计划组织实施。\n"
    "（二）完善监测体系依托现有站点开展水质监测，监测结果每月向社会公布。\n"
    "（三）推进岸线治理以城区河段为重点，建设滨河步道三十公里。\n"
    "三、保障措施\n（一）加强组织领导成立市级工作专班，统筹协调重大事项。\n"
    "（二）强化资金保障加大财政投入力度，鼓励社会资本参与河道管护。\n"
)


def test_lines_whose_headings_have_lost_their_stops_open_with_headings() -> None:
    assert [heading for label, heading, named in headings_of(LOST_STOPS) if named and label.startswith("（")] == [
        "加强清淤疏浚",
        "完善监测体系",
        "推进岸线治理",
        "加强组织领导",
        "强化资金保障",
    ]


def test_numbered_sentences_on_lines_of_their_own_stay_whole() -> None:
    lines = re.sub(r"(?=[一二三]、|(?<![0-9])[1-9][.])", "\n", SENTENCES)
    assert len([label for label, _, named in headings_of(lines) if not named]) == 6
