"""Works → the files of an EPUB 3 (W3C EPUB 3.3), as path → text, or the bytes of a picture.

The terms that a book's works use stand in a glossary at its end, and a colophon says where their texts come from.
Nothing depends on a clock: the book's date is the works'.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files as files_of
from typing import Any

from build_tools.hanzi.order import pinyin_key, stroke_key
from build_tools.model.glossary import EDITORS, Term
from build_tools.model.picture import MEDIA
from build_tools.model.script import ChangeScript
from build_tools.render.chapters import GLOSSARY, Chapters, File, Words
from build_tools.render.glossary import show_name
from build_tools.render.xhtml import escape_xml

_FOLDER = "EPUB"
_COVER = "cover.png"
"""The picture for shelves."""
_COVER_ITEM = f'<item id="cover-image" href="{_COVER}" media-type="image/png" properties="cover-image"/>\n'
_CONTENTS_DEPTH = 5
_EPOCH = "1970-01-01"

TermEntry = tuple[Any, str, str]
"""By what an entry of the glossary is sorted, its id, and it."""


def bind_book(
    title: str,
    list_parts: Callable[[], Iterable[Chapters]],
    terms: Mapping[str, Term],
    *,
    language: str,
    change: ChangeScript,
    entries: Mapping[str, TermEntry] | None = None,
    cover: bytes = b"",
) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of a book below its root but `mimetype`, in the order of the archive.

    Args:
        title: of the book.
        list_parts: gives what it takes of each work, in order; called twice, so that not all are in memory.
        terms: the glossary by id.
        language: tag of the text (BCP 47).
        change: changes words and keeps their length: the conversion to another script.
        entries: those of the terms, by id (`render_entry`); None where they are to be made.
        cover: a PNG for shelves, b"" where there is none.
    """
    works: list[Chapters] = []
    pictures: dict[str, str] = {}
    for part in list_parts():
        pictures |= {picture.file: picture.ending for picture in part.pictures}
        works.append(replace(part, files=tuple(replace(file, body="") for file in part.files), pictures=()))
    used = {name: terms[name] for work in works for name in work.terms}
    explained = [entries[name] if entries else render_entry(term, language, change) for name, term in used.items()]
    ours = [_render_terms(explained, change)] if explained else []
    ours.append(_render_colophon([work.colophon for work in works], change))
    files = [*(file for work in works for file in work.files), *ours]
    book = _Book(change(title), language, change, works, files, pictures)
    front = File("cover.xhtml", change(Words.cover), _cover(book.title, book.issuers))
    listed = _list_pages(book.files, change(Words.pages)) if book.paged else ""
    contents = File("nav.xhtml", change(Words.contents), _contents(book.files, change(Words.contents)) + listed)
    yield "META-INF/container.xml", _CONTAINER
    yield f"{_FOLDER}/package.opf", _package(book, has_cover=bool(cover))
    yield f"{_FOLDER}/style.css", files_of("build_tools.render").joinpath("book.css").read_text("utf-8")
    if cover:
        yield f"{_FOLDER}/{_COVER}", cover
    for file in (front, contents):
        yield f"{_FOLDER}/{file.name}", _page(file, language)
    left = {*book.pictures}
    for part in list_parts():
        for file in part.files:
            yield f"{_FOLDER}/{file.name}", _page(file, language)
        for picture in part.pictures:
            if picture.file in left:
                left.remove(picture.file)
                yield f"{_FOLDER}/pictures/{picture.file}", picture.data
    for file in ours:
        yield f"{_FOLDER}/{file.name}", _page(file, language)


@dataclass(frozen=True)
class _Book:
    """What a book says of itself.

    Attributes:
        title: in its script, which `language` and `change` are those of.
        works: without their texts and pictures.
        files: without their texts.
        pictures: the kind of each, by file.
    """

    title: str
    language: str
    change: ChangeScript
    works: Sequence[Chapters]
    files: Sequence[File]
    pictures: Mapping[str, str]

    @property
    def identifier(self) -> str:
        """Always the same for these works in this language."""
        names = "+".join(sorted(work.work for work in self.works))
        return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:plan-publisher:{names}:{self.language}").urn

    @property
    def modified(self) -> str:
        """The day of the youngest work."""
        days = [work.facts.date_published or work.facts.date_issued for work in self.works]
        return max((f"{day}-01"[: len(_EPOCH)] for day in days if day), default=_EPOCH)

    @property
    def issuers(self) -> list[str]:
        """Of all works, each once."""
        return [self.change(name) for name in dict.fromkeys(name for work in self.works for name in work.facts.issuers)]

    @property
    def paged(self) -> list[str]:
        """The source by whose pages it is counted; those of several works would say nothing in one list."""
        is_paged = len(self.works) == 1 and any(file.pages for file in self.files)
        return [self.works[0].witness] if is_paged else []


def render_entry(term: Term, language: str, change: ChangeScript, call: Callable[[str], str] = str) -> TermEntry:
    """Return by what an entry is sorted, its id, and it: the same in all books of a language.

    `call` gives the basis of a term in print.
    """
    is_hant = language == "zh-Hant"
    head = term.traditional if is_hant and term.traditional else change(term.name)
    key = stroke_key(head) if is_hant else pinyin_key(term.name, term.pinyin)
    name = escape_xml(change(show_name(replace(term, name=head))))
    english = f' <span lang="en" xml:lang="en">{escape_xml(term.english)}</span>'
    basis = escape_xml(change(call(term.basis) or EDITORS))
    told = f"{escape_xml(change(term.definition))}<small>〔{basis}〕</small>"
    return key, term.id, f'<dt id="{term.id}">{name}{english}</dt><dd>{told}</dd>'


def _render_terms(entries: Iterable[TermEntry], change: ChangeScript) -> File:
    """The entries as readers look words up, by reading or by strokes; each says on what it rests."""
    title = change(Words.glossary)
    body = f"<h1>{title}</h1>\n<dl>\n" + "\n".join(entry for *_, entry in sorted(entries)) + "\n</dl>"
    return File(GLOSSARY, title, body, ((1, "", title),))


def _render_colophon(works: Iterable[str], change: ChangeScript) -> File:
    title = change(Words.colophon)
    note = "正文的文字与底本逐字一致。术语释义和本页为编者所加。规划的效力与解释以发文机关公布的文本为准。"
    blocks = [f"<h1>{title}</h1>", *works, f"<p>{change(note)}</p>"]
    return File("colophon.xhtml", title, "\n".join(blocks), ((1, "", title),))


def _cover(title: str, issuers: list[str]) -> str:
    names = "".join(f"<p>{escape_xml(name)}</p>" for name in issuers)
    return f'<section class="cover"><h1>{escape_xml(title)}</h1>{names}</section>'


def _contents(files: Sequence[File], title: str) -> str:
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


def _list_pages(files: Sequence[File], title: str) -> str:
    """The pages of the source and where they begin, for readers that lead to a page by its number."""
    entries = "".join(
        f'<li><a href="{file.name}#{name}">{number}</a></li>' for file in files for name, number in file.pages
    )
    return f'\n<nav epub:type="page-list" id="page-list" hidden="hidden"><h2>{title}</h2><ol>{entries}</ol></nav>'


def _page(file: File, language: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n'
        f'<head><meta charset="UTF-8"/><title>{escape_xml(file.title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{file.body}\n</body>\n</html>\n"
    )


def _describe_access(book: _Book) -> str:
    """What a book offers to those who do not see it, or read it otherwise (EPUB Accessibility 1.1, 2)."""
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if book.pictures else []
    features += ["pageNavigation", "pageBreakMarkers"] if book.paged else []
    told = [("accessMode", "textual"), *([("accessMode", "visual")] if book.pictures else [])]
    told += [("accessModeSufficient", "textual"), *(("accessibilityFeature", feature) for feature in features)]
    summary = "标题按条款的层级嵌套，每条都是链接的目标，表格有表头"
    summary += "，图片有文字说明" if book.pictures else ""
    summary += "，书末有术语表。" if any(work.terms for work in book.works) else "。"
    told += [("accessibilityHazard", "none"), ("accessibilitySummary", book.change(summary))]
    return "".join(f'<meta property="schema:{name}">{value}</meta>\n' for name, value in told)


def _package(book: _Book, *, has_cover: bool) -> str:
    source = "".join(
        f'<dc:source id="source">{escape_xml(name)}</dc:source>\n'
        '<meta refines="#source" property="source-of">pagination</meta>\n'
        for name in book.paged
    )
    creators = "".join(f"<dc:creator>{escape_xml(name)}</dc:creator>" for name in book.issuers)
    items = "".join(
        f'<item id="f{number}" href="{file.name}" media-type="application/xhtml+xml"/>\n'
        for number, file in enumerate(book.files)
    ) + "".join(
        f'<item id="p{number}" href="pictures/{name}" media-type="{MEDIA[ending]}"/>\n'
        for number, (name, ending) in enumerate(sorted(book.pictures.items()))
    )
    spine = "".join(f'<itemref idref="f{number}"/>' for number in range(len(book.files)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{book.language}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{book.identifier}</dc:identifier>\n<dc:title>{escape_xml(book.title)}</dc:title>\n'
        f"<dc:language>{book.language}</dc:language>\n{creators}\n{source}"
        f'<meta property="dcterms:modified">{book.modified}T00:00:00Z</meta>\n{_describe_access(book)}</metadata>\n'
        "<manifest>\n"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>\n'
        f"{_COVER_ITEM if has_cover else ''}"
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        f'{items}</manifest>\n<spine><itemref idref="cover"/><itemref idref="nav"/>{spine}</spine>\n</package>\n'
    )


_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    f'<rootfile full-path="{_FOLDER}/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
