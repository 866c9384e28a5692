from __future__ import annotations

import pytest

from build_tools.hanzi.short_titles import guess_short_title

TITLES = {
    "上海市松江区港口发展“十四五”规划": "港口发展“十四五”规划",
    "合肥市促进软件业高质量发展行动计划 (2021-2023年)": "促进软件业高质量发展行动计划",
    "甲县数字乡村发展行动计划（2024—2026年）": "数字乡村发展行动计划",
    "推动产业升级实施“灯火某城”三年行动计划(2020-2022年)": "“灯火某城”三年行动计划",
    "甲县人民政府办公室关于推进港口发展的实施意见": "推进港口发展的实施意见",
    "国家信息化发展战略纲要": "国家信息化发展战略纲要",
    "内蒙古自治区新能源倍增行动实施方案": "新能源倍增行动实施方案",
    "安徽省“十四五”规划": "安徽省“十四五”规划",
    "规划（2020年）": "规划（2020年）",
    "": "",
}


@pytest.mark.parametrize(("title", "short"), TITLES.items())
def test_what_is_left_of_a_title(title: str, short: str) -> None:
    assert guess_short_title(title) == short
