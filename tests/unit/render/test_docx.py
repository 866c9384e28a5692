"""The Word files of this repository's works, read by the project's own reader: the same plan comes back."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.library import Library
from build_tools.engine.outputs import OUTPUTS
from build_tools.engine.project import convert_project
from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Form, split_pages
from build_tools.pipeline import convert_bytes
from build_tools.plan import Plan, read_plan
from build_tools.publish.assembly import Assembly
from build_tools.publish.site_config import SiteConfig
from build_tools.render.docx import DocxWriter

pytestmark = pytest.mark.slow  # all works are converted, written and read

ROOT = Path(__file__).resolve().parents[3]
WORKS = sorted(path.name for path in (ROOT / "seeds").iterdir() if path.is_dir())
LARGEST = 60_000  # bytes
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def conversion() -> Conversion:
    return convert_project(Project(ROOT))


@pytest.fixture(scope="module")
def folder(conversion: Conversion, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("word")
    library = Library(Project(ROOT), conversion, SiteConfig("规划文库", ""), folder)
    (output,) = (one for one in OUTPUTS if one.name == "Word files")
    for name in WORKS:
        Assembly(folder, folder).write(output.render(library, name))
    return folder / "downloads"


def read_back(folder: Path, name: str) -> Plan:
    return read_plan(folder / name)


def compare(block: Block) -> tuple[object, ...]:
    """What a block says and where it stands; what is of the file it was read from is left out."""
    cells = tuple((cell.printed, cell.rowspan, cell.colspan) for cell in block.cells)
    place = block.place if block.is_anchored else None
    words = (block.printed, block.printed[: block.label], block.printed[block.label : block.name], block.marks)
    return block.form, block.kind, place, block.also, block.depth, block.level, words, cells, block.role, block.path


def as_it_stands(block: Block, before: Block | None) -> Block:
    """A heading that ran into its paragraph without a stop stands on a line of its own in a Word file."""
    if block.form is Form.RUN_IN and block.name == block.opening:
        return block._replace(form=Form.HEADING)
    ran_in = before is not None and before.form is Form.RUN_IN and before.name == before.opening
    return block._replace(role="") if ran_in and block.role == "run-in" else block


@pytest.mark.parametrize("work", WORKS)
def test_the_same_tree_and_anchors_come_back(work: str, folder: Path, conversion: Conversion) -> None:
    edition = conversion.load_work(Project(ROOT), work).base.edition
    found = read_back(folder, f"{work}.docx").edition
    before = [None, *edition.blocks[:-1]]
    wanted = [as_it_stands(block, last) for block, last in zip(edition.blocks, before, strict=True)]
    assert list(map(compare, found.blocks)) == list(map(compare, wanted))
    for fact in ("title", "doc_number", "date_issued"):
        assert getattr(found.facts, fact) == getattr(edition.facts, fact)


@pytest.mark.parametrize("work", WORKS)
def test_a_traditional_file_has_the_same_anchors(work: str, folder: Path, conversion: Conversion) -> None:
    edition = conversion.load_work(Project(ROOT), work).base.edition
    found = read_back(folder, f"{work}.zh-hant.docx").edition
    assert [block.places for block in found.blocks] == [block.places for block in edition.blocks]


@pytest.mark.parametrize("path", [f"{work}{script}.docx" for work in WORKS for script in ("", ".zh-hant")])
def test_a_file_is_small_and_its_parts_are_sound(path: str, folder: Path) -> None:
    file = folder / path
    assert file.stat().st_size <= LARGEST
    with zipfile.ZipFile(file) as archive:
        roots = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    document, styles = roots["word/document.xml"], roots["word/styles.xml"]
    named = [mark.get(f"{W}name", "") for mark in document.iter(f"{W}bookmarkStart")]
    assert len(named) == len(set(named)) > 0
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,39}", name) for name in named)
    used = {node.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for node in document.iter(f"{W}{tag}")}
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    assert used <= known
    assert {node.get(f"{W}anchor") for node in document.iter(f"{W}hyperlink")} <= set(named)
    assert document.find(f".//{W}numPr") is None  # numbers are typed


def test_no_two_places_share_a_bookmark_and_none_is_too_long() -> None:
    deep = "s12-c13-p14-i15-j16-para17-2nd"
    anchors = [Anchor(page, name) for page in ("", "annex-1", "annex-11-2nd") for name in (deep, f"{deep}-t1", "s1")]
    names = [anchor.bookmark for anchor in anchors]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 40
    assert Anchor("annex-1", "s2-c3").bookmark == "annex_1__s2_c3"


def test_a_caption_whose_table_is_lost_is_a_line_of_its_own() -> None:
    """The style of captions is for what stands above a table: it keeps with what follows."""
    page = "<h1>某市某某规划</h1><p>一、任务</p><p>做好。</p><p>表9 某表</p><p>二、保障</p><p>加强领导。</p>"
    edition = convert_bytes(page.encode(), "a.html").edition
    writer = DocxWriter({}, {}, "some-plan", str, {}, {})
    writer.write_pages(split_pages(edition.blocks))
    (line,) = [paragraph for paragraph in "".join(writer.written).split("<w:p>") if "表9 某表" in paragraph]
    assert 'w:val="FigureCaption"' in line
