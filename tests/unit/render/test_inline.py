from __future__ import annotations

import pytest

from build_tools.model.line import Mark
from build_tools.render.inline import escape_html, escape_markdown, render_strong, render_text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("甲，乙。", "甲，乙。"),
        ("*甲*_乙_`丙`", "\\*甲\\*\\_乙\\_\\`丙\\`"),
        ("[甲](乙)", "\\[甲\\](乙)"),
        ("{{ 甲 }}{% 乙 %}", "\\{\\{ 甲 \\}\\}\\{% 乙 %\\}"),
        ("a\\b", "a\\\\b"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("~~甲~~|$", "&#126;&#126;甲&#126;&#126;&#124;&#36;"),
        ("https://example.org", "https&#58;//example.org"),
        ("www.example.org", "www&#46;example.org"),
        ("a@example.org", "a&#64;example.org"),
        ("甲\u202e乙\x00", "甲\ufffd乙\ufffd"),
        ("甲\u00a0乙", "甲&nbsp;乙"),
        ("", ""),
    ],
)
def test_escape_markdown(text: str, markdown: str) -> None:
    assert escape_markdown(text) == markdown


def test_escape_html() -> None:
    assert escape_html('<a href="\'">&\u00a0甲\n乙\u202e') == "&lt;a href=&quot;&#x27;&quot;&gt;&amp;&nbsp;甲 乙\ufffd"


def test_marks() -> None:
    assert render_text("10*3克", (Mark(3, 4, "sup"),)) == "10\\*<sup>3</sup>克"
    assert render_text("H2O", (Mark(1, 2, "sub"),)) == "H<sub>2</sub>O"
    assert render_text("甲乙", ()) == "甲乙"


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u2003", "\u2028", "\u2029"])
def test_blanks_at_the_edges_of_a_mark_are_kept(blank: str) -> None:
    assert render_text(f"甲{blank}2{blank}", (Mark(1, 4, "sup"),)) == f"甲{blank}<sup>2</sup>{blank}"
    assert render_text(f"甲{blank}", (Mark(1, 2, "sup"),)) == f"甲{blank}"


@pytest.mark.parametrize(
    ("text", "before", "after", "markdown"),
    [
        ("甲乙", "", "。", "**甲乙**"),
        ("甲乙", "丙", "丁", "**甲乙**"),
        ("“甲”", "", "。", "**“甲”**"),
        ("“甲”", "乙", "丙", "<strong>“甲”</strong>"),
        ("甲”", "", "丙", "<strong>甲”</strong>"),
        ("*甲*", "", "", "**\\*甲\\***"),
        ("\x07", "要", "要", "<strong>\ufffd</strong>"),
        # markdownify would lose these blanks.
        ("\u2029", "。", "，", "<strong>\u2029</strong>"),
        ("甲\u2028", "", "乙", "<strong>甲\u2028</strong>"),
        (" 甲", "", "乙", "<strong> 甲</strong>"),
    ],
)
def test_strong(text: str, before: str, after: str, markdown: str) -> None:
    assert render_strong(text, before, after) == markdown


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_no_text_begins_a_line(end: str) -> None:
    assert "\n" not in render_text(f"甲{end}={end}# 乙")
    assert "\r" not in render_text(f"甲{end}={end}# 乙")
