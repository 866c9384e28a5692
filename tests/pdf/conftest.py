"""Lets the tests here share their reader, and makes the PDFs they look at once for all."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import opencc
import pypdf
import pytest

from build_tools.commands.printing import describe_surroundings
from build_tools.edition.clauses import collect_clauses
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.model.anchor import Anchor
from build_tools.model.glossary import Term
from build_tools.model.link import BlockLink, LinkTarget, WorkLinks
from build_tools.model.record import PublishedWork
from build_tools.pipeline import convert_bytes, convert_work
from build_tools.publish.pdf import compile_pdf
from build_tools.publish.pdf_fonts import find_fonts
from build_tools.render.typst import Typesetting, render_typst
from build_tools.render.typst_links import Surroundings, list_terms
from build_tools.render.typst_volume import render_volume
from build_tools.rendering import publish_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from build_tools.model.printing import FontSet, PrintSource

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).parents[2]

# What a scrape may hold: the signs of Typst, characters that print as nothing, that turn the text, that no font has.
HOSTILE = """某市#panic("x")发展规划
为了*发展*，制定_本_规划\\。#import "a.typ": *
一、$甲$ `乙` <丙> @丁 ~ /* 戊 */ // 己
（一）"引\\"号"和'单'引号。#{ panic() } 零宽\u200b字\ufeff符\u00ad、转\u202e向\u202c、制表\u0001符、罕用字𠀀。
1.表述与数据。到2025年，2.5D/3D封装占50％，“十四五”期间年均增长10%以上（责任单位：某委、某局）。
——要点一。第一句。
①细目甲；
②细目乙。
专栏1 重大工程
1.某工程。建设某某。
第二段文字]]#]{}。
二、保障
（一）甲
（二）乙
附件1：某方案
一、丙
（一）丁
"""

# Enough of a conversion for a test: it keeps the number of characters in the seed that it is used on.
convert = opencc.OpenCC("s2tw").convert


@dataclass(frozen=True)
class MadePdf:
    """A compiled document and what it was made from."""

    works: tuple[PublishedWork, ...]
    source: PrintSource
    data: bytes
    is_traditional: bool = False
    surroundings: Surroundings = field(default_factory=Surroundings)

    @property
    def terms(self) -> set[str]:
        """The entries of the glossary that the texts use."""
        return {term for work in self.works for term in list_terms(work.links, self.surroundings)}

    @property
    def work(self) -> PublishedWork:
        return self.works[0]

    def open(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(BytesIO(self.data))


def print_text(text: str, work: str = "") -> PublishedWork:
    names = {"s9": "s1", "s8": "annex-1#s1"} if text == HOSTILE else {}
    aliases = {Anchor.parse(old): Anchor.parse(new) for old, new in names.items()}
    converted = convert_bytes(text.encode("utf-8"), "a.txt", work=work, aliases=aliases)
    return PublishedWork(converted.edition, converted.responsibilities, converted.fidelity)


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return find_fonts("hans", os.environ)


def link_clauses(work: PublishedWork, wanted: list[tuple[str, str, LinkTarget]]) -> PublishedWork:
    """Link words of a work: (anchor of their clause, the words, target)."""
    clauses = collect_clauses(work.edition).clauses
    links = []
    for anchor, words, target in wanted:
        clause = next(one for one in clauses if str(one.place) == anchor and words in one.text)
        start = clause.text.index(words)
        links.append(BlockLink(clause.block, start, start + len(words), target))
    return replace(work, links=WorkLinks(tuple(links)))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Conversion:
    """The seeds, with all their links."""
    root = tmp_path_factory.mktemp("project")
    for name in ("seeds", "mkdocs.yml"):
        (root / name).symlink_to(ROOT / name)
    return convert_project(Project(root))


@pytest.fixture(scope="session")
def print_seed(project: Conversion) -> Callable[[str], PublishedWork]:
    return lambda name: publish_work(convert_work(ROOT / "seeds" / name), project.load_links(name))


@pytest.fixture(scope="session")
def make(fonts: FontSet) -> Callable[..., MadePdf]:
    def make_one(printed: PublishedWork, surroundings: Surroundings | None = None) -> MadePdf:
        surroundings = surroundings or Surroundings()
        source = render_typst(printed, Typesetting(fonts.faces, has_glyph=fonts.has_glyph, surroundings=surroundings))
        return MadePdf((printed,), source, compile_pdf(source, fonts), surroundings=surroundings)

    return make_one


@pytest.fixture(scope="session")
def seed(make: Callable[..., MadePdf], print_seed: Callable[[str], PublishedWork], project: Conversion) -> MadePdf:
    """The seed with annexes, tables over pages and boxes."""
    return make(print_seed("electronics-2021"), describe_surroundings(project))


@pytest.fixture(scope="session")
def hostile(make: Callable[..., MadePdf]) -> MadePdf:
    """A hostile text with links, and a hostile glossary."""
    work = link_clauses(
        print_text(HOSTILE),
        [
            ("s1-c1-p1-dash1", "要点", LinkTarget(term="evil")),
            ("box1-p1-para2", "]]#", LinkTarget(term="evil")),
            ("preamble-para1", "发展", LinkTarget("", Anchor.parse("s9"))),
        ],
    )
    evil = Term("evil", '要#panic("x")点', "]]#}", '释"义\\#[*a*].', "policy", "<a> @b $c$", abbr="〚]")
    return make(work, Surroundings({"evil": evil}))


@pytest.fixture(scope="session")
def traditional(print_seed: Callable[[str], PublishedWork], project: Conversion) -> MadePdf:
    fonts = find_fonts("hant", os.environ)
    surroundings = describe_surroundings(project)
    typesetting = Typesetting(fonts.faces, convert, fonts.has_glyph, surroundings)
    printed = print_seed("industrial-internet-2020")
    source = render_typst(printed, typesetting)
    return MadePdf((printed,), source, compile_pdf(source, fonts), is_traditional=True, surroundings=surroundings)


@pytest.fixture(scope="session")
def volume(fonts: FontSet, print_seed: Callable[[str], PublishedWork], project: Conversion) -> MadePdf:
    surroundings = describe_surroundings(project)
    first = print_text(HOSTILE, "first-plan-2020")
    second = print_seed("industrial-software-2021")
    first = replace(first, edition=replace(first.edition, facts=replace(first.edition.facts, date_issued="2020-01-02")))
    first = link_clauses(
        first, [("preamble-para1", "发展", LinkTarget("industrial-software-2021", Anchor.parse("s2-c1-p1")))]
    )
    source = render_volume(
        [second, first], Typesetting(fonts.faces, has_glyph=fonts.has_glyph, surroundings=surroundings)
    )
    return MadePdf((first, second), source, compile_pdf(source, fonts), surroundings=surroundings)


@pytest.fixture(params=["seed", "hostile", "traditional", "volume"])
def made(request: pytest.FixtureRequest) -> MadePdf:
    """Each of the documents in turn."""
    made: MadePdf = request.getfixturevalue(request.param)
    return made
