"""A page's lines end where a compositor would end them, and its text stays."""

from __future__ import annotations

import re

import pytest

from build_tools.hanzi.script import ScriptConverter
from build_tools.model.script import Script, ScriptTable
from build_tools.publish.line_breaks import guide_breaks


@pytest.mark.parametrize(
    ("page", "guided"),
    [
        ('<article><h2 id="a">软件产业发展规划</h2></article>', "软件产业<wbr>发展<wbr>规划"),
        ('<article><h2>建设<a>工业&amp;软件</a><br>规划</h2></article>', "建设<wbr>工业<wbr>&amp;<wbr>软件规划"),
        ('<article><p class="title">发展规划</p><p>发展规划</p></article>', "发展<wbr>规划发展规划"),
        ('<nav><li><a href="#s1">一、发展规划</a></li></nav>', "一、<wbr>发展<wbr>规划"),
        ('<article><li><a href="b/">发展规划</a></li></article>', "发展<wbr>规划"),
        ('<article><li>见<a href="b/">发展规划</a></li></article>', "见发展规划"),
        ("<article><p>到2025年,建成</p><p>市,区</p></article>", "到[2025年],建成市{,}区"),
        ("<article><code>10条</code><svg><title>2条</title><svg></svg><text>3条</text></svg></article>", "10条2条3条"),
        ('<article><p><span class="whole">2025年</span></p></article>', "[2025年]"),
        ("<p>10条</p>", "10条"),  # no text of the page
    ],
)  # fmt: skip
def test_places_are_told(page: str, guided: str) -> None:
    made = guide_breaks(page)
    assert re.sub(r'<wbr>|<span class="(?:whole|half)">([^<]*)</span>', r"\1", made) == re.sub(
        r'<span class="whole">([^<]*)</span>', r"\1", page
    )
    shown = re.sub(r'<span class="whole">([^<]*)</span>', r"[\1]", made)
    shown = re.sub(r'<span class="half">([^<]*)</span>', r"{\1}", shown)
    assert re.sub(r"<(?!wbr)[^<>]*>", "", shown) == guided


def test_words_of_a_traditional_title_are_known_in_simplified_ones() -> None:
    to_simplified = ScriptConverter(ScriptTable(), Script.HANS).convert
    assert guide_breaks("<h1>軟件產業發展規劃</h1>", to_simplified) == "<h1>軟件產業<wbr>發展<wbr>規劃</h1>"
