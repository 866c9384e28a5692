"""Defects of one line in whatever writes: each is refused before anything is put in place, by output and place."""

from __future__ import annotations

import html
import importlib
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from build_tools.engine.cache import WorkCache, hash_folder
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.library import Library
from build_tools.engine.outputs import OUTPUTS
from build_tools.engine.tasks import load_work
from build_tools.model.block import Form
from build_tools.model.clause import WorkClauses
from build_tools.proof.ledger import Ledger, SiteFiles
from build_tools.proof.line import Fault
from build_tools.proving.proofs import Proofs, prove_markdown_files
from build_tools.proving.site import prove_site
from build_tools.proving.site_proofs import SiteProofs
from build_tools.publish.assembly import Unmade, list_files
from build_tools.publish.docs import Files, encode_file
from build_tools.publish.offline import OFFLINE, write_offline_copy
from build_tools.publish.page_scan import scan_page
from build_tools.publish.search_line import ShownWork
from build_tools.publish.site_config import read_site_config
from build_tools.render import blocks, xhtml
from build_tools.rendering import render_work

pytestmark = pytest.mark.slow  # a library is built, and every output of it read back for each

Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]


def on_result(change: Callable[[Any], Any]) -> Wrap:
    """A defect in what a function returns."""
    return lambda original: lambda *args, **named: change(original(*args, **named))


def on_text(old: str, new: str) -> Wrap:
    """A defect in the text that a function returns, wherever it holds `old`."""
    return on_result(lambda text: text.replace(old, new) if isinstance(text, str) else text)


def on_blocks(old: str, new: str) -> Wrap:
    """The same where a list of texts is returned."""
    return on_result(lambda texts: [text.replace(old, new) for text in texts])


def on_first(change: Callable[[Any], Any]) -> Wrap:
    """A defect in the first argument."""
    return lambda original: lambda first, *args, **named: original(change(first), *args, **named)


def on_second(change: Callable[[Any], Any]) -> Wrap:
    """A defect in what a method is given."""
    return lambda original: lambda self, second, *args, **named: original(self, change(second), *args, **named)


def without_pages(work: WorkClauses) -> WorkClauses:
    """A work without its annexes."""
    return replace(work, clauses=tuple(one for one in work.clauses if not one.place.page))


def instead(value: Any) -> Wrap:
    """A function that has forgotten what it does."""
    return lambda _original: lambda *_args, **_named: value


@dataclass(frozen=True)
class Shop:
    """What writers need."""

    project: Project
    conversion: Conversion
    proofs: Proofs
    site: Path

    def prove_markdown(self) -> list[Fault]:
        store = WorkCache(self.project.cache)
        pages = []
        for name in self.proofs.names:
            folder = self.project.seeds / name
            work = load_work(store, folder, hash_folder(folder))
            files = render_work(work, self.conversion.load_links(name))
            below = {f"plans/{name}/{file}": held for file, held in files.items()}
            pages.append((dict.fromkeys(below, ""), lambda below=below: below))
        ledger = Ledger()
        prove_markdown_files(self.proofs, ledger, Files(pages))
        return ledger.faults

    def prove_site(self) -> list[Fault]:
        ledger = Ledger(reads_all=True)
        prove_site(SiteProofs(self.proofs, ledger, SiteFiles(self.site)))
        return ledger.faults

    def write(self, *outputs: str) -> list[Fault]:
        """Write some outputs anew, and prove the site."""
        config = read_site_config(self.project.root / "mkdocs.yml")
        library = Library(self.project, self.conversion, config, self.project.root)
        for kept in (
            path
            for stage in ("rows", "chapters", "characters", "line", "index")
            for path in self.project.cache.glob(f"*.{stage}")
        ):
            kept.unlink()  # made by other code
        for output in OUTPUTS:
            if output.name in outputs:
                for name in [""] if output.of_library else library.names:
                    for file, held in output.render(library, name):
                        if isinstance(held, Path):
                            held.replace(self.site / file)
                        else:
                            data = held.make() if isinstance(held, Unmade) else held
                            (self.site / file).write_bytes(encode_file(data))
        return self.prove_site()

    def prove_data(self) -> list[Fault]:
        return self.write("data", "tree and Akoma Ntoso", "database")

    def prove_books(self) -> list[Fault]:
        return self.write("books", "Word files", "volume")

    def prove_search(self) -> list[Fault]:
        return self.write("search")

    def prove_copy(self) -> list[Fault]:
        scans = {path.relative_to(self.site).as_posix(): path for path in self.site.rglob("*.html")}
        pages = {name: scan_page(path.read_text("utf-8")) for name, path in scans.items()}
        write_offline_copy(self.site / OFFLINE, self.site, list_files(self.site), pages, self.site / "none", ())
        return self.prove_site()


@pytest.fixture
def shop(library: Path, conversion: Conversion, proofs: Proofs, tmp_path: Path) -> Shop:
    shutil.copytree(library, tmp_path / "project")
    return Shop(Project(tmp_path / "project"), conversion, proofs, tmp_path / "project" / "site")


# name: how it is written and proved, the output that is refused, where the defect is, the defect
DEFECTS: dict[str, tuple[str, str, str, Wrap]] = {
    # Markdown
    "a character is dropped": ("markdown", "Markdown", "blocks.render_markdown", on_first(lambda text: text[:-1])),
    "words are put in": ("markdown", "Markdown", "blocks.render_markdown", on_text("建设", "积极建设")),
    "a number is changed": ("markdown", "Markdown", "blocks.render_markdown", on_text("800", "80")),
    "a link's words are changed": ("markdown", "Markdown", "blocks.render_markdown", on_text("[专栏1]", "[专栏]")),
    "an anchor is lost": ("markdown", "Markdown", "blocks.BlockWriter.anchor", on_text('id="s2"', "")),
    "all anchors are lost": ("markdown", "Markdown", "blocks.BlockWriter.anchor", instead("")),
    "an alias is lost": ("markdown", "Markdown", "blocks.BlockWriter.aliases_of", instead([])),
    "the line of what moved is lost": ("markdown", "Markdown", "pages._render_moved", instead([])),
    "a citation is another's": ("markdown", "Markdown", "blocks.BlockWriter.anchor", on_text("（一）", "（二）")),
    "a printed date is lost": (
        "markdown",
        "Markdown",
        "blocks.BlockWriter.paragraph",
        on_result(lambda found: [text for text in found if 'class="date"' not in text]),
    ),
    "a part's anchor is lost": ("markdown", "Markdown", "blocks.mark_block", lambda _: lambda block, _ids: block),
    "an escape is lost": ("markdown", "Markdown", "spans.escape_markdown", on_text("\\*", "*")),
    "a bracket's escape is lost": ("markdown", "Markdown", "spans.escape_markdown", on_result(html.unescape)),
    "superscripts are lost": ("markdown", "Markdown", "spans.mark_spans", instead([])),
    "a superscript is misplaced": (
        "markdown",
        "Markdown",
        "spans.mark_spans",
        on_result(lambda found: [replace(span, start=span.start - 1) for span in found]),
    ),
    "a row is lost": ("markdown", "Markdown", "blocks.BlockWriter.row", on_text("企业数量", "")),
    "cells change places": (
        "markdown",
        "Markdown",
        "blocks.BlockWriter.row",
        on_result(lambda row: re.sub(r"(<td[^>]*>企业数量</td>)(<td[^>]*>200家</td>)", r"\2\1", row)),
    ),
    "a cell reaches less far": ("markdown", "Markdown", "blocks.open_cell", on_text(' rowspan="2"', "")),
    "a caption is lost": (
        "markdown",
        "Markdown",
        "blocks.BlockWriter.table",
        on_blocks("表1：主要指标</caption>", "</caption>"),
    ),
    "ours is not marked as ours": (
        "markdown",
        "Markdown",
        "blocks.BlockWriter.notice",
        on_blocks(' class="editorial"', ""),
    ),
    "the citing clauses are not marked as ours": (
        "markdown",
        "Markdown",
        "blocks.BlockWriter.cited",
        on_blocks("cited editorial", "cited"),
    ),
    "two clauses change places": (
        "markdown",
        "Markdown",
        "blocks.BlockWriter.write",
        on_second(lambda found: sorted(found, key=lambda one: -one.number) if len(found) == 2 else found),
    ),
    "a heading's level is wrong": (
        "markdown",
        "Markdown",
        "blocks.BlockWriter.heading_line",
        on_result(lambda line: "#" + line),
    ),
    "a heading's stop is lost": (
        "markdown",
        "Markdown",
        "blocks.render_heading",
        on_result(lambda text: text.rstrip("。")),
    ),
    "an annex's label is lost": ("markdown", "Markdown", "pages.render_heading", on_text("附件1", "")),
    "a title line is ours": (
        "markdown",
        "Markdown",
        "pages._write_head",
        on_result(lambda found: (found[0] + "全文", found[1])),
    ),
    "a group of bodies is dropped": (
        "markdown",
        "Markdown",
        "blocks.render_markdown",
        on_result(lambda text: re.sub(r"<small.*?</small>", "", text)),
    ),
    # data
    "the tree drops a character": (
        "data",
        "tree.json",
        "tree_data._paragraph",
        on_result(lambda node: node | {"text": node["text"][1:]}),
    ),
    "the tree loses roles": ("data", "tree.json", "tree_data._paragraph", on_result(lambda node: node | {"role": ""})),
    "the tree loses marks": ("data", "tree.json", "tree_data._marks", instead([])),
    "the tree loses a row": (
        "data",
        "tree.json",
        "tree_data._table",
        on_result(lambda node: node | {"rows": node["rows"][1:]}),
    ),
    "the tree's source is wrong": (
        "data",
        "tree.json",
        "tree_data._span",
        on_result(lambda span: [at + 1 for at in span]),
    ),
    "Akoma Ntoso drops a label": ("data", "Akoma Ntoso", "akn._Elements.label", instead("")),
    "Akoma Ntoso drops the paragraph behind a label": ("data", "Akoma Ntoso", "akn._Elements.rest", instead("")),
    "Akoma Ntoso's ids lose their page": (
        "data",
        "Akoma Ntoso",
        "akn._Elements.id_of",
        on_result(lambda name: name.rpartition(".")[2]),
    ),
    "Akoma Ntoso does not escape": ("data", "Akoma Ntoso", "akn.escape_xml", on_text("&lt;", "")),
    "Akoma Ntoso loses marks": (
        "data",
        "Akoma Ntoso",
        "akn._mark_up",
        on_result(lambda text: re.sub("</?su[bp]>", "", text)),
    ),
    "Akoma Ntoso loses an annex": ("data", "Akoma Ntoso", "akn._attach", instead("")),
    "a clause's text is another's": ("data", "clauses.json", "clause_data._join", on_text("统筹", "统一")),
    "a clause's cells are joined otherwise": ("data", "clauses.json", "clause_data._join", on_text("\t", " ")),
    "a clause's text is its heading's": (
        "data",
        "clauses.json",
        "clause_data._own",
        lambda _: lambda branch: tuple(branch.walk()),
    ),
    "a clause's number is wrong": (
        "data",
        "clauses.json",
        "clause_data._label",
        on_result(lambda table: table | {"num": ""}),
    ),
    "the database leaves clauses out": (
        "data",
        "database",
        "database_rows._clauses",
        on_result(lambda rows: list(rows)[1:]),
    ),
    "the database's permalinks are wrong": (
        "data",
        "database",
        "database_rows.make_permalink",
        on_text("annex-1/", ""),
    ),
    "the database's numbers are another target's": (
        "data",
        "database",
        "database_rows.describe_target",
        on_result(lambda row: row | {"value": "1"}),
    ),
    # books
    "a book drops a character": ("books", "EPUB", "xhtml.XhtmlWriter.markup", on_second(lambda text: text[:-1])),
    "a book's script is wrong": ("books", "EPUB", "xhtml.XhtmlWriter.markup", on_text("統籌", "统筹")),
    "a book loses ids": ("books", "EPUB", "xhtml._id", instead("")),
    "a book loses aliases": ("books", "EPUB", "xhtml.XhtmlWriter.place_aliases", instead(None)),
    "a book's table has no caption": (
        "books",
        "EPUB",
        "xhtml.XhtmlWriter.table",
        lambda original: (
            lambda self, branch: original(
                self, branch._replace(below=tuple(one for one in branch.below if one.block.form is not Form.CAPTION))
            )
        ),
    ),
    "a book's heading that is ours is not marked": ("books", "EPUB", "xhtml._class", on_text(' class="editorial"', "")),
    "a book loses marks": ("books", "EPUB", "spans.mark_spans", instead([])),
    # Word files
    "a Word file drops a character": ("books", "DOCX", "docx.DocxWriter.runs", on_second(lambda text: text[:-1])),
    "a Word file loses aliases": ("books", "DOCX", "docx.DocxWriter.wait", instead(None)),
    "a Word file loses marks": ("books", "DOCX", "spans.mark_spans", instead([])),
    "a Word file's cells move": ("books", "DOCX", "docx_tables._cell", on_text("<w:t ", "<w:t>　</w:t><w:t ")),
    # search, the copy
    "the search shows another text": (
        "search",
        "search",
        "publish.search_line._Draft._write_texts",
        on_second(lambda found: [replace(one, text=tuple(text[:-1] for text in one.text)) for one in found]),
    ),
    "the search's positions are one off": (
        "search",
        "search",
        "publish.search_line.encode_gaps",
        on_first(lambda places: [places[0], *(place + 1 for place in places[1:])]),
    ),
    "the search leaves a page out": (
        "search",
        "search",
        "publish.search_line._Draft.add_work",
        on_second(lambda shown: ShownWork(*map(without_pages, shown[:2]))),
    ),
    "the copy's pages differ": ("copy", "offline copy", "publish.offline.name_indexes", on_text("统筹", "统一")),
    "the copy's addresses lead to folders": (
        "copy",
        "offline copy",
        "publish.offline.name_indexes",
        lambda _: lambda page, _places: page,
    ),
}


def patch(monkeypatch: pytest.MonkeyPatch, target: str, wrap: Wrap) -> None:
    """Put a defect into a function, wherever it has been imported to."""
    place, _, name = target.rpartition(".")
    module, _, owner = place.partition(".")
    if module == "publish":
        module, _, owner = place.removeprefix("publish.").partition(".")
        holder: Any = importlib.import_module(f"build_tools.publish.{module}")
    else:
        holder = importlib.import_module(f"build_tools.render.{module}")
    holder = getattr(holder, owner) if owner else holder
    original = getattr(holder, name)
    defect = wrap(original)
    monkeypatch.setattr(
        holder, name, staticmethod(defect) if isinstance(holder.__dict__.get(name), staticmethod) else defect
    )
    if holder is blocks.BlockWriter or holder is xhtml.XhtmlWriter:
        table = blocks._WRITERS if holder is blocks.BlockWriter else xhtml._WRITERS
        for form, writer in list(table.items()):
            if writer is original:
                monkeypatch.setitem(table, form, defect)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_refused(name: str, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, output, target, wrap = DEFECTS[name]
    patch(monkeypatch, target, wrap)
    faults: list[Fault] = getattr(shop, f"prove_{kind}")()
    found = [fault for fault in faults if fault.output == output]
    assert found, faults
    assert found[0].work == "first-plan-2021" or output in ("search", "database", "offline copy")


@pytest.mark.parametrize("kind", ["markdown", "data", "books", "search", "copy"])
def test_what_is_written_without_a_defect_is_proved(kind: str, shop: Shop) -> None:
    assert [
        fault for fault in getattr(shop, f"prove_{kind}")() if kind == "markdown" or fault.output != "offline copy"
    ] == []
