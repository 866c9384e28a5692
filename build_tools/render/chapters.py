"""A work → what a book takes of it, in one script: the files of its text, and what the book's ends say of it.

Each plan and annex is a file in which every clause's anchor is the `id` of its element. All of it is made from that
work alone, so a book of many works is bound from what is kept of each.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from build_tools.model.block import split_pages
from build_tools.model.edition import Edition, Facts
from build_tools.model.glossary import Term
from build_tools.model.link import BlockLink, LinkTarget
from build_tools.model.note import locate_groups
from build_tools.model.picture import Picture
from build_tools.model.record import PublishedWork
from build_tools.model.script import ChangeScript
from build_tools.render.pictures import show_pictures
from build_tools.render.provenance import ORIGINAL, tell_original, tell_source
from build_tools.render.xhtml import XhtmlWriter, escape_xml

GLOSSARY = "glossary.xhtml"
"""The file of the terms."""


@dataclass(frozen=True)
class Words:
    """The editors' words in a book."""

    contents: str = "目录"
    glossary: str = "术语"
    colophon: str = "本书"
    cover: str = "封面"
    pages: str = "页码"
    moved: str = "本条已移至"


@dataclass(frozen=True)
class File:
    """One file of a book.

    Attributes:
        name: of it.
        title: of its text.
        body: XHTML.
        headings: (level, id, words), for the contents.
        pages: (id, number) of the source's pages that begin in it.
    """

    name: str
    title: str
    body: str
    headings: tuple[tuple[int, str, str], ...] = ()
    pages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Chapters:
    """What a book takes of a work, in one script.

    Attributes:
        work: its name.
        facts: of it.
        witness: name of its source.
        colophon: what the book says of it at its end.
        terms: ids of those that it leads to.
        pictures: that it shows.
        files: its text.
    """

    work: str
    facts: Facts
    witness: str
    colophon: str
    terms: tuple[str, ...]
    pictures: tuple[Picture, ...]
    files: tuple[File, ...]


def render_chapters(
    work: PublishedWork, works: Container[str], terms: Mapping[str, Term], change: ChangeScript
) -> Chapters:
    """Return what a book takes of a work.

    Args:
        work: it.
        works: names of those that stand in the book.
        terms: the glossary by id.
        change: changes words and keeps their length: the conversion to another script.
    """
    edition = work.edition
    used = dict.fromkeys(link.target.term for link in work.links.out if link.target.term in terms)
    pictures = tuple({picture.file: picture for picture in edition.pictures.values()}.values())
    files = tuple(_render_files(work, works, terms, change))
    colophon = _describe(work, change)
    return Chapters(edition.work, edition.facts, edition.witness.name, colophon, tuple(used), pictures, files)


def file_name(work: str, page: str) -> str:
    """Return the file of a work's page."""
    return f"{work}-{page}.xhtml" if page else f"{work}.xhtml"


def _lead(target: LinkTarget, works: Container[str]) -> str | None:
    """The address of a target in the book, None where the book does not hold it."""
    if target.term:
        return f"{GLOSSARY}#{target.term}"
    if target.work not in works:
        return None
    return file_name(target.work, target.anchor.page) + (f"#{target.anchor.name}" if target.anchor.name else "")


def _render_files(
    work: PublishedWork, works: Container[str], terms: Mapping[str, Term], change: ChangeScript
) -> Iterator[File]:
    edition = work.edition
    links: dict[int, list[BlockLink]] = {}
    for link in work.links.out:
        if not link.target.term or link.target.term in terms:
            links.setdefault(link.block, []).append(link)
    groups = locate_groups(work.responsibilities)
    aliases = edition.list_former(same_page=True)
    pictures = show_pictures(edition)
    for part in split_pages(edition.blocks):
        writer = XhtmlWriter(links, groups, lambda target: _lead(target, works), change, aliases, pictures)
        if part.head and part.head.block.printed:
            # An annex's heading is its title.
            block = part.head.block
            heading = block.printed
            writer.place_aliases(block)
            writer.write_heading(1, part.page, heading, writer.mark_spans(block))
        else:
            # The printed title is in the text, and this one ours.
            heading = part.title or edition.title
            writer.write_heading(1, part.page, heading, css="editorial")
        writer.write(part.below)
        writer.written.extend(_render_moved(edition, part.page, change))
        name, body = file_name(edition.work, part.page), "\n".join(writer.written)
        yield File(name, change(heading), body, tuple(writer.headings), tuple(writer.pages))


def _render_moved(edition: Edition, page: str, change: ChangeScript) -> list[str]:
    """A line at a file's end for each anchor that has moved to another file of the work."""
    lines = []
    for old, new in edition.aliases.items():
        if old.page == page != new.page:
            words = f"{change(Words.moved)} {new.id}"
            address = file_name(edition.work, new.page) + (f"#{new.name}" if new.name else "")
            lines.append(f'<p class="editorial"><a id="{old.id}" href="{address}">{words}</a></p>')
    return lines


def _describe(work: PublishedWork, change: ChangeScript) -> str:
    """What a book says at its end of a work in it."""
    facts, witness, fidelity = work.edition.facts, work.edition.witness, work.fidelity
    rows = [
        ("题名", facts.title),
        ("文号", facts.doc_number),
        ("发文机关", "、".join(facts.issuers)),
        ("成文日期", facts.date_issued),
        ("来源", " ".join(part for part in (tell_source(facts), facts.source_url) if part)),
        (ORIGINAL, tell_original(facts)),
        ("底本", witness.name),
        ("SHA-256", witness.sha256),
        (
            "核验",
            f"原文{fidelity.characters:,}字符，其中{fidelity.machine:,}字符由机器识别，未经核对"
            if fidelity.machine
            else f"原文{fidelity.characters:,}字符，保留{fidelity.published:,}；其余按规则略去或经校改，逐字可核",
        ),
    ]
    shown = "".join(f"<dt>{change(name)}</dt><dd>{escape_xml(change(value))}</dd>" for name, value in rows if value)
    return f"<dl>{shown}</dl>"
