"""Automatic numbers: one test for each rule of ECMA-376 part 1, 17.9."""

from __future__ import annotations

import pytest
from word_files import (
    abstract,
    listed,
    lvl,
    make_parts,
    num,
    override,
    p,
    pack,
    print_lines,
    printed,
    r,
    read,
    row,
    style,
    table,
)

from build_tools.reading.docx_file import read_docx

PLAN = abstract(
    0,
    lvl(0, "chineseCountingThousand", "%1、"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%3."),
    lvl(3, "decimalEnclosedCircle", "%4"),
)
CHAPTERS = abstract(0, lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3"))


def numbers(*levels: tuple[str, int], numbering: str) -> list[str]:
    """The numbers of paragraphs of lists, each given as (list, level)."""
    body = [p("甲", number=number, level=level) for number, level in levels]
    return [line.removesuffix("甲").rstrip(" ") for line in print_lines(read(*body, numbering=numbering))]


def test_levels_of_a_plan_count_below_each_other() -> None:
    levels = [("1", at) for at in (0, 1, 2, 2, 3, 1, 0, 1)]
    assert numbers(*levels, numbering=PLAN + num(1, 0)) == [
        "一、",
        "（一）",
        "1.",
        "2.",
        "①",
        "（二）",
        "二、",
        "（一）",
    ]


def test_a_level_prints_the_numbers_above_it() -> None:
    levels = [("1", at) for at in (0, 1, 2, 2, 1, 0, 1)]
    assert numbers(*levels, numbering=CHAPTERS + num(1, 0)) == [
        "第一章", "一.1", "一.1.1", "一.1.2", "一.2", "第二章", "二.1"
    ]  # fmt: skip


def test_is_legal_prints_every_level_in_decimal() -> None:
    definition = abstract(0, lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert numbers(("1", 0), ("1", 1), numbering=definition + num(1, 0)) == ["第一章", "1.1"]


def test_is_legal_switched_off_changes_nothing() -> None:
    definition = abstract(0, lvl(0, "chineseCounting"), lvl(1, "decimal", "%1.%2", '<w:isLgl w:val="0"/>'))
    assert numbers(("1", 0), ("1", 1), numbering=definition + num(1, 0)) == ["一.", "一.1"]


def test_a_list_begins_with_its_start() -> None:
    assert numbers(("1", 0), ("1", 0), numbering=abstract(0, lvl(0, start=5)) + num(1, 0)) == ["5.", "6."]


def test_a_list_without_a_start_begins_with_zero() -> None:
    assert numbers(("1", 0), numbering=abstract(0, lvl(0, start=None)) + num(1, 0)) == ["0."]


def test_instances_of_one_definition_go_on_with_its_counters() -> None:
    both = abstract(0, lvl(0)) + num(1, 0) + num(2, 0)
    assert numbers(("1", 0), ("1", 0), ("2", 0), ("1", 0), numbering=both) == ["1.", "2.", "3.", "4."]


def test_definitions_count_apart() -> None:
    both = abstract(0, lvl(0)) + abstract(1, lvl(0)) + num(1, 0) + num(2, 1)
    assert numbers(("1", 0), ("2", 0), ("1", 0), numbering=both) == ["1.", "1.", "2."]


def test_a_start_of_its_own_begins_an_instance_anew_once() -> None:
    both = abstract(0, lvl(0)) + num(1, 0) + num(2, 0, override(0, 1))
    levels = [("1", 0), ("1", 0), ("2", 0), ("2", 0), ("1", 0), ("2", 0)]
    assert numbers(*levels, numbering=both) == ["1.", "2.", "1.", "2.", "3.", "4."]


def test_a_start_of_its_own_may_be_any_number() -> None:
    assert numbers(("1", 0), ("1", 0), numbering=abstract(0, lvl(0)) + num(1, 0, override(0, 7))) == ["7.", "8."]


def test_a_level_with_a_start_of_its_own_begins_there_below_each_number() -> None:
    definition = abstract(0, lvl(0), lvl(1)) + num(1, 0, override(1, 4))
    levels = [("1", at) for at in (0, 1, 1, 0, 1)]
    assert numbers(*levels, numbering=definition) == ["1.", "4.", "5.", "2.", "4."]


def test_an_instance_may_define_a_level_anew() -> None:
    own = num(1, 0) + num(2, 0, override(0, level=lvl(0, "upperRoman", "%1)")))
    assert numbers(("1", 0), ("2", 0), numbering=abstract(0, lvl(0)) + own) == ["1.", "II)"]


@pytest.mark.parametrize(
    ("restart", "found"),
    [
        ("", ["1.", "1.", "1.", "2.", "1.", "2.", "1.", "1."]),
        ('<w:lvlRestart w:val="0"/>', ["1.", "1.", "1.", "2.", "2.", "2.", "1.", "3."]),
        ('<w:lvlRestart w:val="1"/>', ["1.", "1.", "1.", "2.", "2.", "2.", "1.", "1."]),
    ],
)
def test_a_level_begins_anew_where_its_definition_says(restart: str, found: list[str]) -> None:
    definition = abstract(0, lvl(0), lvl(1), lvl(2, about=restart)) + num(1, 0)
    assert numbers(*[("1", at) for at in (0, 1, 2, 1, 2, 0, 1, 2)], numbering=definition) == found


def test_levels_that_are_skipped_begin_with_their_start() -> None:
    levels = [("1", at) for at in (2, 0, 2)]
    numbering = abstract(0, lvl(0), lvl(1, text="%1.%2", start=3), lvl(2, text="%1.%2.%3")) + num(1, 0)
    assert numbers(*levels, numbering=numbering) == ["1.3.1", "2.", "2.3.1"]


def test_a_format_of_none_prints_the_letters_around_it() -> None:
    assert numbers(("1", 0), numbering=abstract(0, lvl(0, "none", "附则%1")) + num(1, 0)) == ["附则"]


def test_an_empty_text_prints_nothing_and_counts() -> None:
    silent = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val=""/></w:lvl>'
    assert numbers(("1", 0), ("1", 1), numbering=abstract(0, silent, lvl(1, text="%1.%2")) + num(1, 0)) == ["", "1.1"]


def test_a_bullet_of_a_symbol_font_prints_as_it_looks() -> None:
    bullet = lvl(0, "bullet", "\uf0d8", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>')
    assert print_lines(read(p("甲", number="1"), numbering=abstract(0, bullet) + num(1, 0))) == ["➢ 甲"]


def test_a_format_that_is_not_known_prints_as_decimal_and_is_told() -> None:
    reading = read(p("甲", number="1"), numbering=abstract(0, lvl(0, "thaiCounting")) + num(1, 0))
    assert print_lines(reading) == ["1.甲"]
    assert [code for code, _ in reading.doubts] == ["number-format-unknown"]


def test_a_custom_format_is_read_from_the_alternative() -> None:
    form = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{form}<w:lvlText w:val="%1"/></w:lvl>'
    assert print_lines(read(p("甲", number="1"), numbering=abstract(0, level) + num(1, 0))) == ["001 甲"]


# -- where a paragraph's list comes from


def test_a_style_gives_its_list_and_the_level_that_names_it() -> None:
    numbering = abstract(
        0, lvl(0, about='<w:pStyle w:val="H1"/>'), lvl(1, text="%1.%2", about='<w:pStyle w:val="H2"/>')
    )
    styles = style("H1", listed(1)) + style("H2", listed(1))
    body = [p("甲", style="H1"), p("乙", style="H2"), p("丙", style="H2")]
    assert print_lines(read(*body, styles=styles, numbering=numbering + num(1, 0))) == ["1.甲", "1.1 乙", "1.2 丙"]


def test_a_style_may_inherit_its_list_and_say_only_its_level() -> None:
    styles = style("H1", listed(1)) + style("H2", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', based_on="H1")
    body = [p("甲", style="H1"), p("乙", style="H2")]
    numbering = abstract(0, lvl(0), lvl(1, text="%2)")) + num(1, 0)
    assert print_lines(read(*body, styles=styles, numbering=numbering)) == ["1.甲", "1)乙"]


def test_a_style_based_on_a_numbered_one_is_numbered() -> None:
    styles = style("H1", listed(1)) + style("Own", based_on="H1")
    body = [p("甲", style="H1"), p("乙", style="Own")]
    assert print_lines(read(*body, styles=styles, numbering=abstract(0, lvl(0)) + num(1, 0))) == ["1.甲", "2.乙"]


def test_list_number_zero_takes_the_number_away() -> None:
    body = [p("甲", style="H1"), p("乙", style="H1", number="0"), p("丙", style="H1")]
    reading = read(*body, styles=style("H1", listed(1)), numbering=abstract(0, lvl(0)) + num(1, 0))
    assert print_lines(reading) == ["1.甲", "乙", "2.丙"]


def test_a_paragraph_may_change_the_level_of_its_style() -> None:
    about = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body = [p("甲", style="H1"), p("乙", style="H1", about=about)]
    reading = read(*body, styles=style("H1", listed(1)), numbering=abstract(0, lvl(0), lvl(1, text="%2)")) + num(1, 0))
    assert print_lines(reading) == ["1.甲", "1)乙"]


def test_a_list_may_stand_for_that_of_a_numbering_style() -> None:
    uses = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
    defines = f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Plan"/>{lvl(0, "upperLetter")}</w:abstractNum>'
    styles = style("Plan", listed(1), kind="numbering")
    body = [p("甲", number="1"), p("乙", number="2")]
    assert print_lines(read(*body, styles=styles, numbering=defines + uses + num(1, 0) + num(2, 1))) == ["A.甲", "B.乙"]


def test_numbering_styles_that_name_each_other_end() -> None:
    uses = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
    styles = style("Plan", listed(1), kind="numbering")
    assert print_lines(read(p("甲", number="1"), styles=styles, numbering=uses + num(1, 1))) == ["甲"]


@pytest.mark.parametrize("number", ["7", "x", "-1"])
def test_a_list_that_is_not_there_prints_no_number(number: str) -> None:
    assert print_lines(read(p("甲", number=number), numbering=abstract(0, lvl(0)) + num(1, 0))) == ["甲"]


def test_a_file_without_lists_prints_no_number() -> None:
    assert print_lines(read(p("甲", number="1"))) == ["甲"]


def test_cells_count_with_the_text_around_them() -> None:
    body = [p("甲", number="1"), table(row("<w:tc>" + p("乙", number="1") + "</w:tc>")), p("丙", number="1")]
    assert print_lines(read(*body, numbering=abstract(0, lvl(0)) + num(1, 0))) == ["1.甲", "2.乙", "3.丙"]


def test_an_empty_paragraph_of_a_list_counts_and_prints_its_number() -> None:
    body = [p("甲", number="1"), p(number="1"), p("丙", number="1")]
    assert print_lines(read(*body, numbering=abstract(0, lvl(0)) + num(1, 0))) == ["1.甲", "2.", "3.丙"]


# -- what is not there any more


def test_a_deleted_paragraph_does_not_count() -> None:
    gone = p("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", number="1", about="<w:rPr><w:del/></w:rPr>")
    body = [p("甲", number="1"), gone, p("丙", number="1")]
    assert print_lines(read(*body, numbering=abstract(0, lvl(0)) + num(1, 0))) == ["1.甲", "2.丙"]


def test_a_paragraph_all_of_whose_words_are_deleted_does_not_count() -> None:
    gone = p("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", number="1")
    body = [p("甲", number="1"), gone, p("丙", number="1")]
    assert print_lines(read(*body, numbering=abstract(0, lvl(0)) + num(1, 0))) == ["1.甲", "", "2.丙"]


def test_a_hidden_paragraph_does_not_count() -> None:
    hidden = p(r("乙", "<w:vanish/>"), number="1", about="<w:rPr><w:vanish/></w:rPr>")
    body = [p("甲", number="1"), hidden, p("丙", number="1")]
    assert print_lines(read(*body, numbering=abstract(0, lvl(0)) + num(1, 0))) == ["1.甲", "", "2.丙"]


# -- what stands between number and text


@pytest.mark.parametrize(
    ("label", "suffix", "text", "shown"),
    [
        ("%1、", "tab", "总则", "1、总则"),
        ("（%1）", "space", "总则", "（1）总则"),
        ("%1.", "tab", "总则", "1.总则"),
        ("%1.", "tab", "5G应用", "1. 5G应用"),
        ("%1．", "tab", "2025年", "1． 2025年"),
        ("%1.", "nothing", "5G应用", "1.5G应用"),
        ("第%1章", "tab", "总则", "第1章 总则"),
        ("第%1条", "space", "为", "第1条 为"),
        ("第%1章", "nothing", "总则", "第1章总则"),
        ("%1", "tab", "总则", "1 总则"),
        ("第%1章　", "tab", "总则", "第1章　总则"),
        ("——", "tab", "总则", "——总则"),
    ],
)
def test_a_blank_is_printed_where_number_and_text_would_run_into_each_other(
    label: str, suffix: str, text: str, shown: str
) -> None:
    level = lvl(0, text=label, about=f'<w:suff w:val="{suffix}"/>')
    assert print_lines(read(p(text, number="1"), numbering=abstract(0, level) + num(1, 0))) == [shown]


def test_every_number_names_its_rule_and_its_source() -> None:
    (line,) = read(p("甲", number="1", level=1), numbering=PLAN + num(1, 0)).lines()
    (number,) = line.computed
    assert (number.at, number.text, number.rule) == (0, "（一）", "auto-number")
    assert number.source == "numbering.xml: num 1, level 1, chineseCounting «（%2）»"


def test_parts_are_found_by_their_relations() -> None:
    parts = make_parts(p("甲", number="1"), numbering=abstract(0, lvl(0)) + num(1, 0))
    moved = {
        name.replace("word/", "doc/").replace("numbering.xml", "lists/n.xml"): content.replace(
            "numbering.xml", "lists\\n.xml"
        ).replace("word/", "/doc/")
        for name, content in parts.items()
    }
    moved["doc/_rels/document.xml.rels"] = moved["doc/_rels/document.xml.rels"]
    assert [printed(line) for line in read_docx(pack(moved), "a.docx").lines()] == ["1.甲"]
