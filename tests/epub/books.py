"""Books of several kinds, and a reader of their files."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from xml.etree import ElementTree

from build_tools.intake import SourceFile
from build_tools.model.edition import Facts
from build_tools.model.glossary import Term
from build_tools.model.link import BlockLink, LinkTarget, WorkLinks
from build_tools.model.reading import Reading, ReadLine
from build_tools.model.record import PublishedWork
from build_tools.pipeline import convert_bytes, convert_files
from build_tools.render.chapters import render_chapters
from build_tools.render.epub import bind_book

Change = Callable[[str], str]
XHTML = "{http://www.w3.org/1999/xhtml}"

HOSTILE = """某市<script>alert("1")</script>&amp;“发展”规划
为了*发展*，制定_本_规划\\。<b onclick='x'>{{ x }} ]]> <!--
一、<甲> & "乙" '丙'
（一）零宽\u200b字\ufeff符\u00ad、转\u202e向\u202c、制表\u0001符、罕用字𠀀、非字\ufffe。
1.表述与数据。到2025年，2.5D/3D封装占50％，年均增长10%以上（责任单位：某委、某局）。
——要点一。第一句。
①细目甲；
②细目乙。
专栏1 重大工程
1.某工程。建设某某。
二、保障
（一）甲
（二）乙
附件1：某方案
一、丙
（一）丁
附件2：某清单
一、戊
"""

TERMS = {
    "eda": Term(
        "eda", "电子设计自动化", "electronic design <automation>", "设计芯片 & 控制差错。", "software", "IEC", "EDA"
    ),
}


def make_book(
    text: str, work: str = "a-2020", *, facts: Facts | None = None, links: WorkLinks | None = None
) -> PublishedWork:
    """A work as it goes into a book."""
    converted = convert_bytes(text.encode("utf-8", "surrogatepass"), "a.txt", work=work)
    edition = converted.edition if facts is None else replace(converted.edition, facts=facts)
    return PublishedWork(edition, converted.responsibilities, converted.fidelity, links or WorkLinks())


def make_paged_book() -> PublishedWork:
    """A work whose file has three pages; the second begins within a paragraph."""
    first, second, third = "某市发展规划\n一、优化布局\n", "到2025年，建成园区三个。\n", "二、培育企业\n培育某某。\n"
    lines = [ReadLine(text, page=number) for number, part in ((1, first), (3, third)) for text in part.split("\n")[:-1]]
    lines.insert(2, ReadLine(second.strip(), page=1, turns=((second.index("建成"), 2),)))
    reading = Reading("test", "test", "0" * 64, tuple(lines))
    converted = convert_files([SourceFile("a.pdf", b"", reading)], work="a-2020")
    return PublishedWork(converted.edition, converted.responsibilities, converted.fidelity)


def link_words(book: PublishedWork, words: str, target: LinkTarget) -> PublishedWork:
    """A book whose first clause with these words links them to a target."""
    texts = [block.printed for block in book.edition.blocks]
    number = next(number for number, text in enumerate(texts) if words in text)
    start = texts[number].index(words)
    link = BlockLink(number, start, start + len(words), target)
    return replace(book, links=WorkLinks((*book.links.out, link)))


def render_epub(
    title: str,
    works: Sequence[PublishedWork],
    terms: dict[str, Term],
    *,
    language: str,
    change: Change,
    cover: bytes = b"",
) -> dict[str, str | bytes]:
    """The files of a book of some works."""
    names = {work.edition.work for work in works}
    parts = [render_chapters(work, names, terms, change) for work in works]
    return dict(bind_book(title, lambda: parts, terms, language=language, change=change, cover=cover))


def render(*books: PublishedWork, title: str = "书", change: Change = str) -> dict[str, str]:
    return render_epub(title, books, TERMS, language="zh-Hans", change=change)


def pages(files: dict[str, str]) -> dict[str, ElementTree.Element]:
    """The pages of a book by name, parsed: what is not well-formed raises."""
    return {
        name.removeprefix("EPUB/"): ElementTree.fromstring(text)
        for name, text in files.items()
        if name.endswith(".xhtml")
    }


def ids(page: ElementTree.Element) -> list[str]:
    return [element.attrib["id"] for element in page.iter() if "id" in element.attrib]


def said(page: ElementTree.Element) -> str:
    """What a page of a plan says in the edition's words, without blanks."""
    parts: list[str] = []

    def enter(element: ElementTree.Element) -> None:
        if element.attrib.get("class") != "editorial":
            parts.append(element.text or "")
            for child in element:
                enter(child)
                parts.append(child.tail or "")

    body = page.find(f"{XHTML}body")
    assert body is not None
    enter(body)
    return re.sub(r"\s", "", "".join(parts))
