"""Works → the files of an EPUB 3 (W3C EPUB 3.3), as path → text, or the bytes of a picture.

Each plan and annex is a file in which every clause's anchor is the `id` of its element; the terms it uses stand in a
glossary at the end, and a colophon says where the text comes from. Nothing depends on a clock: the book's date is
the works'.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.model.anchor import Anchor
from build_tools.model.block import split_pages
from build_tools.model.edition import Edition
from build_tools.model.glossary import Term
from build_tools.model.link import BlockLink, LinkTarget, WorkLinks
from build_tools.model.note import Responsibility, locate_groups
from build_tools.model.picture import MEDIA, Picture
from build_tools.render.glossary import show_name
from build_tools.render.pictures import show_pictures
from build_tools.render.xhtml import XhtmlWriter, escape_xml

_FOLDER = "EPUB"
_GLOSSARY = "glossary.xhtml"
_CONTENTS_DEPTH = 5
_EPOCH = "1970-01-01"


@dataclass(frozen=True)
class BookWork:
    """A work as it goes into a book.

    Attributes:
        edition: its text.
        responsibilities: who answers for which clause.
        links: from its clauses.
        kept: code points of the source that are published, of `characters`.
        characters: all code points of the source.
        machine: of them, read by a machine from pictures, and not counted as kept.
    """

    edition: Edition
    responsibilities: tuple[Responsibility, ...]
    links: WorkLinks
    kept: int
    characters: int
    machine: int = 0


@dataclass(frozen=True)
class Words:
    """The editors' words in a book."""

    contents: str = "目录"
    glossary: str = "术语"
    colophon: str = "本书"
    cover: str = "封面"
    pages: str = "页码"
    moved: str = "本条已移至"


@dataclass
class _File:
    """One file of the book."""

    name: str
    title: str
    body: str
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)


def render_epub(
    title: str,
    works: Sequence[BookWork],
    terms: dict[str, Term],
    *,
    language: str,
    change: Callable[[str], str],
) -> dict[str, str | bytes]:
    """Return the files of a book below its root but `mimetype`, in the order of the archive.

    Args:
        title: of the book.
        works: in the order of the book.
        terms: the glossary by id.
        language: tag of the text (BCP 47).
        change: changes words and keeps their length: the conversion to another script.
    """
    files: list[_File] = []
    used: dict[str, Term] = {}
    names = {work.edition.work for work in works}
    for work in works:
        files.extend(_render_work(work, names, terms, change))
        used |= {link.target.term: terms[link.target.term] for link in work.links.out if link.target.term in terms}
    if used:
        files.append(_render_terms(used, change))
    files.append(_render_colophon(works, change))
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:plan-publisher:{'+'.join(sorted(names))}:{language}").urn
    days = [work.edition.facts.date_published or work.edition.facts.date_issued for work in works]
    modified = max((f"{day}-01"[: len(_EPOCH)] for day in days if day), default=_EPOCH)
    issuers = dict.fromkeys(issuer for work in works for issuer in work.edition.facts.issuers)
    shown = change(title)
    cover = _File("cover.xhtml", change(Words.cover), _cover(shown, [change(name) for name in issuers]))
    # Pages are counted by the source of one work; those of several works say nothing in one list.
    paged = [work.edition.witness.name for work in works[:1] if len(works) == 1 and any(file.pages for file in files)]
    listed = _list_pages(files, change(Words.pages)) if paged else ""
    contents = _File("nav.xhtml", change(Words.contents), _contents(files, change(Words.contents)) + listed)
    pictures = {picture.file: picture for work in works for picture in work.edition.pictures.values()}
    book: dict[str, str | bytes] = {
        "META-INF/container.xml": _CONTAINER,
        f"{_FOLDER}/package.opf": _package(
            shown, language, identifier, modified, [change(name) for name in issuers], files, pictures, paged
        ),
        f"{_FOLDER}/style.css": _STYLE,
    }
    for file in (cover, contents, *files):
        book[f"{_FOLDER}/{file.name}"] = _page(file, language)
    book |= {f"{_FOLDER}/pictures/{name}": pictures[name].data for name in sorted(pictures)}
    return book


def file_name(work: str, page: str) -> str:
    """Return the file of a work's page."""
    return f"{work}-{page}.xhtml" if page else f"{work}.xhtml"


def _lead(target: LinkTarget, works: Container[str]) -> str | None:
    """The address of a target in the book, None where the book does not hold it."""
    if target.term:
        return f"{_GLOSSARY}#{target.term}"
    if target.work not in works:
        return None
    return file_name(target.work, target.anchor.page) + (f"#{target.anchor.name}" if target.anchor.name else "")


def _render_work(
    work: BookWork, works: Container[str], terms: dict[str, Term], change: Callable[[str], str]
) -> list[_File]:
    edition = work.edition
    links: dict[int, list[BlockLink]] = {}
    for link in work.links.out:
        if not link.target.term or link.target.term in terms:
            links.setdefault(link.block, []).append(link)
    groups = locate_groups(work.responsibilities)
    aliases: dict[Anchor, list[Anchor]] = {}
    for old, new in edition.aliases.items():
        if old.page == new.page:
            aliases.setdefault(new, []).append(old)
    files: list[_File] = []
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
        files.append(_File(name, change(heading), body, writer.headings, writer.pages))
    return files


def _render_moved(edition: Edition, page: str, change: Callable[[str], str]) -> list[str]:
    """A line at a file's end for each anchor that has moved to another file of the work."""
    lines = []
    for old, new in edition.aliases.items():
        if old.page == page != new.page:
            words = f"{change(Words.moved)} {new.id}"
            address = file_name(edition.work, new.page) + (f"#{new.name}" if new.name else "")
            lines.append(f'<p class="editorial"><a id="{old.id}" href="{address}">{words}</a></p>')
    return lines


def _render_terms(terms: dict[str, Term], change: Callable[[str], str]) -> _File:
    entries = []
    for term in sorted(terms.values(), key=lambda term: term.id):
        name = escape_xml(change(show_name(term)))
        english = f' <span lang="en" xml:lang="en">{escape_xml(term.english)}</span>'
        entries.append(f'<dt id="{term.id}">{name}{english}</dt><dd>{escape_xml(change(term.definition))}</dd>')
    title = change(Words.glossary)
    body = f"<h1>{title}</h1>\n<dl>\n" + "\n".join(entries) + "\n</dl>"
    return _File(_GLOSSARY, title, body, [(1, "", title)])


def _render_colophon(works: Sequence[BookWork], change: Callable[[str], str]) -> _File:
    title = change(Words.colophon)
    blocks = [f"<h1>{title}</h1>"]
    for work in works:
        facts, witness = work.edition.facts, work.edition.witness
        rows = [
            ("题名", facts.title),
            ("文号", facts.doc_number),
            ("发文机关", "、".join(facts.issuers)),
            ("成文日期", facts.date_issued),
            ("来源", " ".join(part for part in (facts.source, facts.source_url) if part)),
            ("底本", witness.name),
            ("SHA-256", witness.sha256),
            (
                "核验",
                f"原文{work.characters:,}字符，其中{work.machine:,}字符由机器识别，未经核对"
                if work.machine
                else f"原文{work.characters:,}字符，保留{work.kept:,}；其余按规则略去或经校改，逐字可核",
            ),
        ]
        shown = "".join(f"<dt>{change(name)}</dt><dd>{escape_xml(change(value))}</dd>" for name, value in rows if value)
        blocks.append(f"<dl>{shown}</dl>")
    note = "正文的文字与底本逐字一致。术语释义和本页为编者所加。规划的效力与解释以发文机关公布的文本为准。"
    blocks.append(f"<p>{change(note)}</p>")
    return _File("colophon.xhtml", title, "\n".join(blocks), [(1, "", title)])


def _cover(title: str, issuers: list[str]) -> str:
    names = "".join(f"<p>{escape_xml(name)}</p>" for name in issuers)
    return f'<section class="cover"><h1>{escape_xml(title)}</h1>{names}</section>'


def _contents(files: Sequence[_File], title: str) -> str:
    """The table of contents as nested lists; levels that are skipped stand at the depth they have reached."""
    lines = [f'<nav epub:type="toc" id="toc"><h1>{title}</h1>']
    depth = 0
    levels: list[int] = []
    for file in files:
        for level, anchor, words in file.headings:
            if level > _CONTENTS_DEPTH or not words.strip():
                continue
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
            wanted = len(levels)
            if wanted > depth:
                lines.append("<ol>")
            else:
                lines.append("</li>" + "</ol></li>" * (depth - wanted))
            depth = wanted
            address = file.name + (f"#{anchor}" if anchor else "")
            lines.append(f'<li><a href="{address}">{escape_xml(words)}</a>')
    lines.append("</li></ol>" * depth)
    lines.append("</nav>")
    return "\n".join(lines)


def _list_pages(files: Sequence[_File], title: str) -> str:
    """The pages of the source and where they begin, for readers that lead to a page by its number."""
    entries = "".join(
        f'<li><a href="{file.name}#{name}">{number}</a></li>' for file in files for name, number in file.pages
    )
    return f'\n<nav epub:type="page-list" id="page-list" hidden="hidden"><h2>{title}</h2><ol>{entries}</ol></nav>'


def _page(file: _File, language: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n'
        f'<head><meta charset="UTF-8"/><title>{escape_xml(file.title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{file.body}\n</body>\n</html>\n"
    )


def _package(
    title: str,
    language: str,
    identifier: str,
    modified: str,
    issuers: list[str],
    files: Sequence[_File],
    pictures: Mapping[str, Picture],
    paged: Sequence[str],
) -> str:
    source = "".join(
        f'<dc:source id="source">{escape_xml(name)}</dc:source>\n'
        '<meta refines="#source" property="source-of">pagination</meta>\n'
        for name in paged
    )
    creators = "".join(f"<dc:creator>{escape_xml(name)}</dc:creator>" for name in issuers)
    items = "".join(
        f'<item id="f{number}" href="{file.name}" media-type="application/xhtml+xml"/>\n'
        for number, file in enumerate(files)
    ) + "".join(
        f'<item id="p{number}" href="pictures/{name}" media-type="{MEDIA[pictures[name].ending]}"/>\n'
        for number, name in enumerate(sorted(pictures))
    )
    spine = "".join(f'<itemref idref="f{number}"/>' for number in range(len(files)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{language}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{identifier}</dc:identifier>\n<dc:title>{escape_xml(title)}</dc:title>\n'
        f"<dc:language>{language}</dc:language>\n{creators}\n{source}"
        f'<meta property="dcterms:modified">{modified}T00:00:00Z</meta>\n</metadata>\n'
        "<manifest>\n"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        f'{items}</manifest>\n<spine><itemref idref="cover"/><itemref idref="nav"/>{spine}</spine>\n</package>\n'
    )


_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    f'<rootfile full-path="{_FOLDER}/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)

_STYLE = """\
body { line-height: 1.75; line-break: strict; }
p { margin: 0; text-indent: 2em; text-align: justify; }
h1, h2, h3, h4, h5, h6 { line-height: 1.4; margin: 1.2em 0 0.5em; page-break-after: avoid; break-after: avoid; }
h1 { font-size: 1.5em; text-align: center; } h2 { font-size: 1.25em; } h3 { font-size: 1.1em; }
h4, h5, h6 { font-size: 1em; }
p.title, p.notice-title, p.doc-number { text-align: center; text-indent: 0; font-weight: bold; }
p.signature, p.date { text-align: right; text-indent: 0; margin-right: 2em; }
p.salutation, p.dash { text-indent: 0; }
section.box { border: 1px solid; padding: 0 0.8em 0.6em; margin: 1em 0; }
table { border-collapse: collapse; width: 100%; margin: 0.8em 0; font-size: 0.9em; }
th, td { border: 1px solid; padding: 0.2em 0.4em; text-align: left; vertical-align: top; }
caption { font-weight: bold; text-align: center; }
img.picture { display: block; max-width: 100%; height: auto; margin: 0.6em auto; }
img.formula { max-width: 100%; vertical-align: middle; }
p.figure, p.figure-caption { text-align: center; text-indent: 0; }
small.bodies { font-size: 0.85em; }
a { color: inherit; text-decoration: underline dotted; }
dt { font-weight: bold; margin-top: 0.6em; } dt span { font-weight: normal; } dd { margin-left: 0; }
section.cover { text-align: center; margin-top: 25%; } section.cover p { text-align: center; text-indent: 0; }
nav ol { list-style: none; padding-left: 1em; }
nav a { text-decoration: none; }
"""
