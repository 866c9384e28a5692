"""Facts of an outline set against every place that prints them."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.audit.audit import audit_outline
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

TITLE = "某市城市更新行动方案（2021—2023年）"
CARD = "发布日期：2021-05-20 文号：某政办〔2021〕5号 标题：某市城市更新行动方案（2021—2023年）"
TEXT = f"""{CARD}
某市人民政府办公室关于印发《{TITLE}》的通知
某政办〔2021〕5号
各区人民政府：
现将《{TITLE}》印发给你们，请按照国发〔2020〕9号文件认真贯彻执行。
某市人民政府办公室
2021年5月12日
某市城市更新行动方案
（2021—2023年）
一、总体要求
完善城市功能，提升人居环境，改造老旧小区三百个。
二、重点任务
（一）完善基础设施。改造水电气管网，增设停车位。
"""


def audit(**changed: Any) -> list[str]:
    converted = convert_bytes(TEXT.encode("utf-8"), "a.txt")
    outline = render_outline(converted.edition, list(converted.responsibilities)) | changed
    return [doubt.code for doubt in audit_outline(outline, TEXT)]


def test_facts_that_all_places_agree_on_are_not_doubted() -> None:
    assert audit() == []
    assert audit(date_issued="2021-05") == []  # a month of which the day is printed elsewhere


def test_a_number_in_brackets_behind_a_title_is_none_of_it() -> None:
    text = TEXT.replace("（2021—2023年）", "").replace(
        "某市城市更新行动方案\n\n", "某市城市更新行动方案（某政办〔2021〕5号）\n"
    )
    outline = render_outline(convert_bytes(text.encode("utf-8"), "a.txt").edition, [])
    assert outline["title"] == "某市城市更新行动方案"
    assert audit_outline(outline, text) == ()


def test_a_title_in_bold_type_over_a_line_end_is_printed() -> None:
    text = TEXT.replace("某市城市更新行动方案\n（2021—2023年）\n一", "**某市城市更新行动方案\\\n（2021—2023年）**\n一")
    outline = render_outline(convert_bytes(text.encode("utf-8"), "a.md").edition, [])
    assert outline["title"] == TITLE
    assert audit_outline(outline, text.replace(CARD, "").replace(f"《{TITLE}》", "《方案》")) == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": "更新行动方案（2021—2023年）"}, "title-is-damaged"),
        ({"title": "某市城市更新行动"}, "title-is-damaged"),
        ({"title": "某市城市更新行动方案"}, "title-is-damaged"),
        ({"title": f"某市人民政府办公室关于印发《{TITLE}》的通知"}, "title-differs"),
        ({"title": f"**{TITLE}"}, "title-is-damaged"),
        ({"doc_number": "政办〔2021〕5号"}, "number-unlike"),
        ({"doc_number": "国发〔2020〕9号"}, "number-differs"),
        ({"doc_number": None}, "number-missing"),
        ({"issuers": ["人民政府办公室"]}, "issuer-unlike"),
        ({"date_issued": "2021-05-20"}, "date-differs"),
        ({"date_issued": None}, "date-missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_doubted(changed: dict[str, Any], code: str) -> None:
    assert code in audit(**changed)


def test_a_day_that_no_calendar_has_is_told_once_at_its_line() -> None:
    text = "某市交通规划（2021—2025年）\n某市人民政府\n2023年2月30日\n一、目标\n建成公路。\n二、任务\n建设港口。\n"
    outline = render_outline(convert_bytes(text.encode("utf-8"), "a.txt").edition, [])
    assert [(doubt.line_no, doubt.code) for doubt in audit_outline(outline, text)] == [(3, "date-missing")]
