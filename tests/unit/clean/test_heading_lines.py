"""Headings of wrapped text that stand on lines of their own."""

from __future__ import annotations

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Line
from build_tools.source.read import read_witness

BODY = (
    "综合考虑水源保护与涵养、洪涝调蓄与水体净化等过程，\n"
    "识别关键地段，划定保护范围，提出管控要求，推进水系\n"
    "连通和湿地建设。"
)
WIDE = "（一）构建水生态安全格局，保障流域水源涵养功能"
WIDER = "（二）构建生物保护格局，加强湿地生境系统修复"


def lines_of(text: str) -> list[str]:
    blocks = clean_witness(read_witness(text.encode("utf-8"), "a.txt")).blocks
    return [block.text for block in blocks if isinstance(block, Line)]


def test_a_heading_as_wide_as_the_text_ends_with_its_line() -> None:
    text = f"{WIDE}\n{BODY}\n{WIDER}\n{BODY}\n（三）完善排水\n推进雨污分流。"
    body = BODY.replace("\n", "")
    assert lines_of(text) == [WIDE, body, WIDER, body, "（三）完善排水", "推进雨污分流。"]


def test_the_short_rest_of_a_heading_goes_with_it() -> None:
    text = f"{WIDE}\n提升工程\n{BODY}\n（二）完善排水\n{BODY}\n{BODY}"
    body = BODY.replace("\n", "")
    assert lines_of(text) == [WIDE + "提升工程", body, "（二）完善排水", body, body]


def test_numbered_sentences_are_joined() -> None:
    text = f"（一）{BODY}\n（二）{BODY}\n（三）推进雨污分流。"
    body = BODY.replace("\n", "")
    assert lines_of(text) == [f"（一）{body}", f"（二）{body}", "（三）推进雨污分流。"]


def test_a_decimal_below_a_wide_heading_is_a_label() -> None:
    heading = "二、“十四五”时期水网建设发展指导方针和主要目标任务"
    text = f"一、总体情况\n{BODY}\n{heading}\n2.1 指导思想\n{BODY}\n{BODY}"
    body = BODY.replace("\n", "")
    assert lines_of(text) == ["一、总体情况", body, heading, "2.1 指导思想", body, body]


def test_a_figure_that_was_broken_off_is_no_label() -> None:
    text = f"{BODY}\n{BODY}\n到规划期末骨干水网基本成形，城乡供水一体化率提高\n2.1个百分点。"
    assert lines_of(text)[-1] == "到规划期末骨干水网基本成形，城乡供水一体化率提高2.1个百分点。"


def test_lines_of_a_short_statute_are_joined() -> None:
    text = (
        "第一条 为加强河道管理，保障防洪安全，改善水生态环\n境，根据有关法律，制定本办法。\n"
        "第二条 本办法适用于本市行政区域内河道的管理，法律\n法规另有规定的，从其规定。\n"
        "第三条 河道管理范围由市水务主管部门会同有关部门划\n定，报市人民政府批准。"
    )
    assert lines_of(text) == [
        "第一条 为加强河道管理，保障防洪安全，改善水生态环境，根据有关法律，制定本办法。",
        "第二条 本办法适用于本市行政区域内河道的管理，法律法规另有规定的，从其规定。",
        "第三条 河道管理范围由市水务主管部门会同有关部门划定，报市人民政府批准。",
    ]
