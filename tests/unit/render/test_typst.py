from __future__ import annotations

import re

import pytest

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, BlockCell, Branch, CellPart, Form
from build_tools.model.glossary import Term
from build_tools.model.line import Mark
from build_tools.model.link import BlockLink, LinkTarget, WorkLinks
from build_tools.model.passage import Passage
from build_tools.model.printing import Faces
from build_tools.model.record import PublishedWork
from build_tools.pipeline import convert_bytes
from build_tools.render.typst import Typesetting, contents_depth, render_typst
from build_tools.render.typst_links import Surroundings, lead_target, read_site
from build_tools.render.typst_tables import fit_cells, set_table, share_width
from build_tools.render.typst_text import Insertion, TextSetter, Wrap, wrap_marks
from build_tools.render.typst_titles import balance_title

TEXT = "某市某某发展规划\n为了发展，制定本规划。\n一、优化空间布局\n1.甲乙。加快建设（责任单位：某委）。\n——丙。丁。\n"
FACES = Faces(("Serif",), ("Sans",))


def print_text(text: str, links: tuple[BlockLink, ...] = ()) -> PublishedWork:
    converted = convert_bytes(text.encode("utf-8"), "a.txt", work="a")
    return PublishedWork(converted.edition, converted.responsibilities, converted.fidelity, WorkLinks(links))


def body_of(text: str, links: tuple[BlockLink, ...] = (), surroundings: Surroundings | None = None) -> list[str]:
    """The blocks of the text itself."""
    source = render_typst(print_text(text, links), Typesetting(FACES, surroundings=surroundings or Surroundings())).text
    blocks = source.partition("#pagebreak(weak: true)\n#contents")[2].partition("#pagebreak(weak: true)\n#colophon")[0]
    return [block for block in blocks.split("\n\n")[1:] if block]


# -- texts


@pytest.mark.parametrize(
    ("text", "typst"),
    [
        ("甲*乙_丙#丁$", '"甲*乙_丙#丁$"'),
        ('"引"\\', '"\\"引\\"\\\\"'),
        ("\\u{41}", '"\\\\u{41}"'),
        ("甲\t乙\u2028丙\n丁", '"甲 乙 丙 丁"'),
        ("零\u200b宽\ufeff软\u00ad变\ufe0f", '"零宽软变"'),
        ("转\u202e向\x01缺𠀀", '"转〓向〓缺〓"'),
        ("空\u3000格\u00a0\u2003", '"空\u3000格\u00a0\u2003"'),
        ("孤\ud800", '"孤〓"'),
    ],
)
def test_a_text_becomes_a_literal(text: str, typst: str) -> None:
    assert TextSetter(has_glyph=lambda char: char != "𠀀").quote(text) == typst


def test_characters_that_are_lacking_are_remembered() -> None:
    setter = TextSetter(has_glyph=lambda char: char != "乙")
    setter.quote("甲乙丙")
    assert setter.lacking == {"乙"}


def test_marks_are_laid_over_the_converted_text() -> None:
    setter = TextSetter(convert=lambda text: text.replace("发", "發"))
    marks = wrap_marks([Mark(1, 2, "sup"), Mark(3, 4, "sub")])
    assert setter.content("发2发3", [marks]) == '#"發"#super[#"2"]#"發"#sub[#"3"]'


def test_spans_of_a_later_layer_are_cut_at_the_borders_of_an_earlier_one() -> None:
    layers = [[Wrap(1, 3, "#a[")], [Wrap(2, 4, "#b[")]]
    assert TextSetter().content("甲乙丙丁戊", layers) == '#"甲"#a[#"乙"#b[#"丙"]]#b[#"丁"]#"戊"'


def test_a_line_feed_is_a_break_and_an_insertion_stands_in_its_place() -> None:
    assert TextSetter().content("甲\n乙丙", [], [Insertion(3, "#x")]) == '#"甲"#linebreak()#"乙"#x#"丙"'


def test_a_conversion_that_changes_the_length_is_refused() -> None:
    with pytest.raises(ValueError, match="code points"):
        TextSetter(convert=lambda text: text + "x").content("甲")


# -- blocks


def test_blocks_follow_the_text() -> None:
    assert body_of(TEXT) == [
        '#[#hd(1, "title")[#"某市某某发展规划"]#label("preface-para1")]',
        '#p[#a("preamble-para1")#"为了发展，制定本规划。"]',
        '#[#hd(2, "section")[#"一、优化空间布局"]#label("s1")]',
        '#p[#[#hd(3, "run-in")[#"1.甲乙"]#label("s1-p1")]#e[#"。"]#"加快建设"#g[#"（责任单位：某委）"]#"。"]',
        '#p[#a("s1-p1-dash1")#"——"#e[#"丙"]#"。丁。"]',
    ]


def test_no_heading_is_larger_than_the_one_it_stands_below() -> None:
    text = "某市规划\n第一章 总则\n第一节 目标\n一、甲乙\n（一）丙丁\n加快。\n二、戊己\n推进。\n第二章 任务\n推进。\n"
    named = [block.split('"')[1] for block in body_of(text) if "#hd(" in block]
    assert named == ["title", "chapter", "subchapter", "clause", "point", "clause", "chapter"]


def test_every_anchor_has_a_destination_and_parts_without_a_heading_share_one() -> None:
    source = render_typst(print_text(TEXT), Typesetting(FACES))
    assert source.destinations == {
        "preface-para1": "preface-para1",
        "preface": "preface-para1",
        "preamble-para1": "preamble-para1",
        "preamble": "preamble-para1",
        "s1": "s1",
        "s1-p1": "s1-p1",
        "s1-p1-para1": "s1-p1",
        "s1-p1-dash1": "s1-p1-dash1",
    }


def test_links_count_from_the_beginning_of_the_clause() -> None:
    # The blocks: preface, title, preamble, its paragraph, 一、, the heading 1., its paragraph, the dash item.
    links = (
        BlockLink(5, 0, 2, LinkTarget("a", Anchor.parse("s1"))),  # in a heading
        BlockLink(6, 0, 2, LinkTarget("a", Anchor.parse("s1"))),
        BlockLink(7, 2, 3, LinkTarget("b", Anchor.parse("annex-1#s1"))),
    )
    blocks = body_of(TEXT, links, Surroundings(site="https://example.org/"))
    assert blocks[3] == (
        '#p[#[#hd(3, "run-in")[#"1.甲乙"]#label("s1-p1")]#e[#"。"]#go("s1")[#"加快"]#"建设"'
        '#g[#"（责任单位：某委）"]#"。"]'
    )
    assert blocks[4] == (
        '#p[#a("s1-p1-dash1")#"——"#web("https://example.org/plans/b/annex-1/#s1")[#e[#"丙"]]#"。丁。"]'
    )


TERM = Term("plc", "可编程控制器", "programmable controller", "控制设备。", "hardware", "a#s1；GB/T 1", abbr="PLC")


def test_a_term_is_linked_once_in_each_part_and_explained_at_the_end() -> None:
    text = "某市某某发展规划\n一、甲\n用乙。再用乙。\n二、丙\n又用乙。\n"
    use = LinkTarget(term="plc")
    links = (BlockLink(3, 1, 2, use), BlockLink(3, 5, 6, use), BlockLink(5, 2, 3, use))
    surroundings = Surroundings({"plc": TERM}, {"a": "《某规划》", "a#s1": "《某规划》一"})
    source = render_typst(print_text(text, links), Typesetting(FACES, surroundings=surroundings))
    assert re.findall(r'#"[^"]*"#go.*', source.text) == [
        '#"用"#go("term.plc")[#"乙"]#"。再用乙。"]',
        '#"又用"#go("term.plc")[#"乙"]#"。"]',
    ]
    assert re.findall("#entry.*", source.text) == [
        '#entry("term.plc", "可编程控制器", "PLC", "programmable controller", "控制设备。", "本规划一；GB/T 1")'
    ]
    assert source.destinations["term.plc"] == "term.plc"
    assert re.findall("#let places = .*", source.text) == ['#let places = ("term.plc": "term.plc", )']


def test_a_term_without_an_entry_stays_plain() -> None:
    source = render_typst(print_text(TEXT, (BlockLink(6, 0, 2, LinkTarget(term="no")),)), Typesetting(FACES))
    assert "#go(" not in source.text.partition("#contents")[2]


@pytest.mark.parametrize(
    ("target", "is_volume", "reached"),
    [
        (LinkTarget("a", Anchor.parse("s1")), False, "s1"),
        (LinkTarget("a"), False, "beginning"),
        (LinkTarget("a", Anchor.parse("annex-1#s1")), True, "a.annex-1.s1"),
        (LinkTarget("b", Anchor.parse("s1")), False, "https://example.org/hant/plans/b/#s1"),
        (LinkTarget("b", Anchor.parse("annex-1")), False, "https://example.org/hant/plans/b/annex-1/"),
        (LinkTarget("b", Anchor.parse("s1")), True, "b.s1"),
        (LinkTarget(cited="w-1"), True, "https://example.org/hant/cited/#w-1"),
    ],
)
def test_where_a_link_leads(target: LinkTarget, is_volume: bool, reached: str) -> None:
    surroundings = Surroundings(site=read_site("https://example.org", "hant"))
    assert lead_target(target, surroundings, here="a", is_volume=is_volume) == reached


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://a b", "file:///etc"])
def test_an_address_that_is_not_of_the_web_is_none(address: str) -> None:
    assert read_site(address, "hant") == ""


def test_an_annex_begins_a_page_and_its_names_carry_the_page() -> None:
    blocks = body_of(TEXT + "二、保障\n附件1：某方案\n一、丙\n二、丁\n")
    at = blocks.index("#pagebreak(weak: true)")
    assert blocks[at + 1] == '#[#hd(1, "annex")[#"附件1："#linebreak()#"某方案"]#label("annex-1")]'
    assert blocks[at + 2] == '#[#hd(2, "section")[#"一、丙"]#label("annex-1.s1")]'


def test_a_heading_without_a_stop_keeps_its_line() -> None:
    text = "某市某某发展规划\n一、甲\n（一）丙丁戊\n己庚辛。\n二、乙\n"
    assert [block for block in body_of(text) if "丙" in block] == [
        '#[#hd(3, "clause")[#"（一）丙丁戊"]#label("s1-c1")]'
    ]


def test_a_hostile_title_stays_a_literal() -> None:
    source = render_typst(print_text('某市"#panic()\\某规划\n一、甲\n二、乙\n'), Typesetting(FACES)).text
    assert re.findall(r".*#let short-title = (.*)", source) == ['"某市\\"#panic()\\\\某规划"']


@pytest.mark.parametrize(
    ("anchor", "work", "name"),
    [
        ("s2-c3", "", "s2-c3"),
        ("annex-1#s2", "", "annex-1.s2"),
        ("annex-1", "a-2020", "a-2020.annex-1"),
        ("annex-1#s2", "a-2020", "a-2020.annex-1.s2"),
        ("", "a-2020", "a-2020"),
    ],
)
def test_names_of_destinations(anchor: str, work: str, name: str) -> None:
    assert Anchor.parse(anchor).destination(work) == name


def test_contents_show_as_many_levels_as_fit() -> None:
    blocks = ["#[#hd(1, "] + ["#[#hd(2, "] * 5 + ["#[#hd(3, "] * 9
    assert [contents_depth(blocks, most) for most in (20, 14, 3)] == [3, 2, 1]


# -- titles


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某市发展规划", ("某市发展规划",)),
        ("某市推进新产业高质量发展行动计划（2021-2023年）", ("某市推进新产业高质量发展", "行动计划（2021-2023年）")),
        (
            "某某市促进工业某某高质量发展行动计划（2021-2023年）",
            ("某某市促进工业某某高质量发展", "行动计划（2021-2023年）"),
        ),
        ("推动某某联网创新升级实施“某某上某”三年行动计划", ("推动某某联网创新升级实施", "“某某上某”三年行动计划")),
        (
            "某某市某某和信息化某某委员会 某某市某某和改革委员会",
            ("某某市某某和信息化某某委员会 ", "某某市某某和改革委员会"),
        ),
        ("某某市信息化与工业化深度融合发展“十二五”规划", ("某某市信息化与工业化", "深度融合发展“十二五”规划")),
    ],
)
def test_a_title_is_broken_where_it_reads_well(title: str, lines: tuple[str, ...]) -> None:
    assert balance_title(title) == lines


def test_a_title_loses_nothing_when_it_is_broken() -> None:
    title = "关于印发《某某省国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要ABC-2025》的通知" * 2
    assert "".join(balance_title(title)) == title


# -- tables


def cell(text: str, rowspan: int = 1, colspan: int = 1) -> BlockCell:
    parts = (CellPart(0, Passage.of(text, 0, len(text))),) if text else ()
    return BlockCell(parts, rowspan, colspan)


def rows_of(*rows: tuple[BlockCell, ...]) -> list[Branch]:
    return [
        Branch(number, Block(Form.ROW, 1, 1, Anchor("", "t1"), False, Passage(), cells=cells), ())
        for number, cells in enumerate(rows)
    ]


def test_cells_take_the_next_free_column_and_spans_stay_in_the_table() -> None:
    rows = ((cell("a", rowspan=9), cell("b")), (cell("c", colspan=2),), (cell("d"),))
    placed, columns = fit_cells(rows)
    assert [(item.cell.printed, item.x, item.y, item.colspan, item.rowspan) for item in placed] == [
        ("a", 0, 0, 1, 3),
        ("b", 1, 0, 1, 1),
        ("c", 1, 1, 2, 1),
        ("d", 1, 2, 1, 1),
    ]
    assert columns == 3


def test_a_span_that_would_cover_a_cell_is_cut() -> None:
    placed, _ = fit_cells(((cell("a"), cell("b", rowspan=2)), (cell("c", colspan=2),)))
    assert [(item.x, item.y, item.colspan) for item in placed] == [(0, 0, 1), (1, 0, 1), (0, 1, 1)]


@pytest.mark.parametrize("columns", [1, 2, 7, 40])
def test_columns_fill_the_measure(columns: int) -> None:
    placed, count = fit_cells([[cell("甲乙丙丁" * (x % 5)) for x in range(columns)]] * 3)
    widths, size = share_width(placed, count)
    assert round(sum(widths), 3) == 420.0
    assert min(widths) > 0
    assert size in (9.0, 8.0, 7.0, 6.0)


def test_a_table_of_headers_only_has_no_header_to_repeat() -> None:
    assert "table.header" not in set_table(rows_of((cell("甲"), cell("乙"))), 1, TextSetter(), lambda _: (), "")


def test_a_header_cell_that_reaches_into_the_body_is_no_header() -> None:
    reaching = rows_of((cell("甲", rowspan=2), cell("乙")), (cell("丙"),))
    assert "table.header" not in set_table(reaching, 1, TextSetter(), lambda _: (), "")
    plain = rows_of((cell("甲"), cell("乙")), (cell("丙"), cell("丁")))
    assert "table.header(repeat: true" in set_table(plain, 1, TextSetter(), lambda _: (), "")
