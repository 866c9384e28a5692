"""How Word's paragraphs and runs are set: styles, what they inherit, and what is said beside them."""

from __future__ import annotations

import pytest
from word_files import p, r, read, style

from build_tools.model.reading import ReadLine


def line(content: str, styles: str = "") -> ReadLine:
    (found,) = read(content, styles=styles).lines()
    return found


DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrDefault></w:docDefaults>'
)


def test_what_nobody_says_is_words_own() -> None:
    found = line(p("甲"))
    assert (found.size, found.bold, found.centered, found.level, found.indent) == (10.0, False, False, 0, 0.0)


def test_the_defaults_hold_below_every_style() -> None:
    found = line(p("甲"), DEFAULTS)
    assert (found.size, found.centered) == (16.0, True)


def test_a_style_inherits_and_changes() -> None:
    styles = (
        DEFAULTS + style("A", '<w:jc w:val="left"/>', run="<w:b/>") + style("B", based_on="A", run='<w:sz w:val="44"/>')
    )
    found = line(p("甲", style="B"), styles)
    assert (found.size, found.bold, found.centered) == (22.0, True, False)


def test_the_default_style_holds_for_a_paragraph_without_one() -> None:
    named = style("Normal", run="<w:b/>").replace("w:styleId", 'w:default="1" w:styleId')
    assert line(p("甲"), named).bold


def test_a_run_says_it_last() -> None:
    styles = style("A", run="<w:b/>") + style("C", run='<w:sz w:val="20"/>', kind="character")
    found = line(p(r("甲", '<w:rStyle w:val="C"/><w:b w:val="0"/>'), style="A"), styles)
    assert (found.bold, found.size) == (False, 10.0)


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = style("A", based_on="B", run="<w:b/>") + style("B", based_on="A")
    assert line(p("甲", style="A"), styles).bold


def test_a_line_that_is_partly_bold_says_where() -> None:
    found = line(p(r("（一）总则。", "<w:b/>"), r("加快建设。")))
    assert (found.bold, [(s.start, s.end, s.bold) for s in found.stretches]) == (False, [(0, 6, True)])


def test_another_face_is_that_of_ideographs() -> None:
    song = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/>'
    kai = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="楷体_GB2312"/>'
    found = line(
        p(r("（一）总则。", kai), r("加快", song), r("5G", '<w:rFonts w:eastAsia="宋体"/>'), r("建设发展。", song))
    )
    assert [(s.start, s.end, s.face) for s in found.stretches] == [(0, 6, "楷体_GB2312")]


@pytest.mark.parametrize(
    ("about", "indent"),
    [
        ('<w:ind w:firstLineChars="200"/>', 2.0),
        ('<w:ind w:firstLine="400"/>', 2.0),
        ('<w:ind w:firstLine="20pt"/>', 2.0),
        ('<w:ind w:hanging="400"/>', 0.0),
        ('<w:ind w:firstLine="many"/>', 0.0),
    ],
)
def test_the_first_line_may_be_indented(about: str, indent: float) -> None:
    assert line(p("甲", about=about)).indent == indent


# -- headings


def levels(*body: str, styles: str = "") -> list[int]:
    return [found.level for found in read(*body, styles=styles).lines()]


HEADINGS = "".join(style(f"H{n}", shown=f"heading {n}") for n in range(1, 10)) + style("T", shown="Title")


def test_headings_are_known_by_the_names_of_their_styles() -> None:
    body = [p("甲", style="T"), p("乙", style="H1"), p("丙", style="H2"), p("丁"), p("戊", style="H1")]
    assert levels(*body, styles=HEADINGS) == [1, 2, 3, 0, 2]


@pytest.mark.parametrize("shown", ["heading 1", "Heading 1", "标题 1", "标题1"])
def test_a_heading_has_one_of_several_names(shown: str) -> None:
    body = [p("甲", style="a3"), p("乙", style="a3")]
    assert levels(*body, styles=style("a3", shown=shown)) == [2, 2]


def test_a_heading_that_stands_once_above_all_others_is_the_title() -> None:
    assert levels(p("甲", style="H1"), p("乙", style="H2"), p("丙", style="H2"), styles=HEADINGS) == [1, 2, 2]


def test_headings_of_one_level_are_sections() -> None:
    assert levels(p("甲"), p("乙", style="H2"), p("丙", style="H2"), styles=HEADINGS) == [0, 2, 2]


def test_a_paragraph_says_its_level_itself() -> None:
    one, two = '<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="1"/>'
    assert levels(p("甲", about=one), p("乙", about=two), p("丙", about=one)) == [2, 3, 2]


def test_text_in_a_style_that_is_based_on_a_heading_may_say_that_it_is_none() -> None:
    styles = HEADINGS + style("Text", '<w:outlineLvl w:val="9"/>', based_on="H1")
    assert levels(p("甲", style="H1"), p("乙", style="Text"), p("丙", style="H1"), styles=styles) == [2, 0, 2]


def test_levels_end_at_six() -> None:
    assert levels(*(p("甲", style=f"H{n}") for n in range(1, 10)), p("乙", style="H1"), styles=HEADINGS) == [
        2, 3, 4, 5, 6, 6, 6, 6, 6, 2
    ]  # fmt: skip


def test_an_empty_heading_is_none() -> None:
    assert levels(p(style="H1"), p("甲", style="H1"), p("乙", style="H2"), styles=HEADINGS) == [0, 1, 2]
