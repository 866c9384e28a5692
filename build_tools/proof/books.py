"""EPUB → lines of each of its documents, held against those of the edition."""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from build_tools.messages import _
from build_tools.model.edition import Facts
from build_tools.model.picture import MEDIA
from build_tools.proof.entries import read_held
from build_tools.proof.expected import Layout, Page, ProvedWork, Rendition, lay_out, list_pictures, moved_from
from build_tools.proof.line import (
    Aspects,
    Fault,
    Joint,
    Judged,
    compare_lines,
    compare_pictures,
    same_text,
    squeeze,
    tell_unreadable,
)
from build_tools.proof.markup import read_markup

OUTPUT = "EPUB"
FOLDER = "EPUB/"
"""Below which everything stands in a book."""
PICTURES = "EPUB/pictures/"
_DRAWN = tuple(f".{ending}" for ending in MEDIA)
_PAGE_RE = re.compile(r' id="(page-[0-9]+-[0-9]+)"')
_OURS = frozenset({"cover.xhtml", "nav.xhtml", "glossary.xhtml", "colophon.xhtml"})
FRONT = ("package.opf", "cover.xhtml", "colophon.xhtml", "nav.xhtml")
"""The files of a book that speak of all of it."""
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def prove_book(works: Sequence[ProvedWork], title: str, data: bytes, rendition: Rendition) -> Judged:
    """Return what is wrong with a book of these works, and how many characters of theirs it holds."""
    file = rendition.file
    try:
        held = read_held(data)
        own = {name: text.decode("utf-8") for name, text in held.items() if not name.endswith(_DRAWN)}
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        return [tell_unreadable(OUTPUT, file, error)], 0
    front, faults = read_front(own, file)
    if front is None:
        return faults, 0
    characters = 0
    for work in works:
        found, count = prove_part(work, held.__getitem__, front.contents, rendition)
        faults += found + prove_colophon(work, front.colophon, rendition)
        characters += count
    pages = {work.name: [page.name for page in work.pages] for work in works}
    pictures = {picture.file for work in works for picture in work.edition.pictures.values()}
    faults += prove_list(held, pages, pictures, file)
    facts = [work.edition.facts for work in works]
    faults += prove_front(front, facts, title, rendition)
    begun = [f"{name.removeprefix(FOLDER)}#{key}" for name, text in own.items() for key in _PAGE_RE.findall(text)]
    if (listed := [href for href, _ in front.contents if "#page-" in href]) and listed != begun:
        what = _("the list of pages differs")
        faults.append(Fault(OUTPUT, f"{file}/nav.xhtml", what, expected=str(begun), found=str(listed)))
    return faults, characters


class Front(NamedTuple):
    """What a book says of itself.

    Attributes:
        package: its facts for machines.
        cover: what its cover says.
        colophon: the words of its last page, without blanks.
        told: those of each list there, one a work.
        contents: address and words of each entry of its contents.
    """

    package: ElementTree.Element
    cover: list[str]
    colophon: str
    told: list[str]
    contents: list[tuple[str, str]]


def read_front(texts: Mapping[str, str], file: str) -> tuple[Front | None, list[Fault]]:
    """Return what a book says of itself, or why it cannot be read."""
    try:
        package, cover, colophon, contents = (
            ElementTree.fromstring(texts[f"{FOLDER}{name}"])  # noqa: S314 (our own files; they declare no entities)
            for name in FRONT
        )
    except (KeyError, ElementTree.ParseError) as error:
        return None, [tell_unreadable(OUTPUT, file, error)]
    links = [(link.get("href", ""), "".join(link.itertext())) for link in contents.iter(f"{_XHTML}a")]
    shown = [part for part in (part.strip() for part in cover.itertext()) if part]
    told = [squeeze("".join(one.itertext())) for one in colophon.iter(f"{_XHTML}dl")]
    return Front(package, shown, squeeze("".join(colophon.itertext())), told, links), []


def prove_list(names: Iterable[str], pages: Mapping[str, Iterable[str]], pictures: set[str], file: str) -> list[Fault]:
    """Return which files of a book belong to none of its works, whose pages are given by name, and to none of ours."""
    wanted = {name_chapter(work, page) for work, own in pages.items() for page in own}
    found = {name.removeprefix(FOLDER) for name in names if name.startswith(FOLDER)}
    shown = {name.removeprefix("pictures/") for name in found if name.startswith("pictures/")}
    strange = {name for name in found if name.endswith(".xhtml")} - wanted - _OURS
    faults = [Fault(OUTPUT, file, _("{name} is no part of the works", name=name)) for name in sorted(strange)]
    if shown != pictures:
        faults.append(Fault(OUTPUT, file, _("the pictures are not those that were kept")))
    return faults


def name_chapter(work: str, page: str) -> str:
    """Return the file of a page of a work in a book."""
    return f"{work}-{page}.xhtml" if page else f"{work}.xhtml"


def prove_part(
    work: ProvedWork,
    read: Callable[[str], bytes],
    contents: Iterable[tuple[str, str]],
    rendition: Rendition,
) -> Judged:
    """Return what is wrong with one work in a book, and how many characters of it that holds.

    Args:
        work: it.
        read: gives what stands under a name in the book; raises KeyError where nothing does.
        contents: address and words of the entries of the book's contents, at least of those that lead to the work.
        rendition: the book.
    """
    file = rendition.file
    faults: list[Fault] = []
    characters = 0
    titles: dict[str, str] = {}
    for page in work.pages:
        name = name_chapter(work.name, page.name)
        try:
            text = read(FOLDER + name).decode("utf-8")
            root = ElementTree.fromstring(text)  # noqa: S314 (our own file; it declares no entities)
        except KeyError:
            faults.append(Fault(OUTPUT, file, _("{name} is lost", name=name), work.name, page.name))
            continue
        except (zipfile.BadZipFile, UnicodeDecodeError, ElementTree.ParseError) as error:
            faults.append(tell_unreadable(OUTPUT, file, error, work.name, page.name))
            continue
        found, count = _prove_page(work, page, root.get("lang"), text, rendition._replace(file=f"{file}/{name}"))
        faults += found
        characters += count
        titles |= {f"{name}#{key}": words for key, words in _read_headings(root)}
    for href, words in contents:
        if (heading := titles.get(href, words)) != words:
            what = _("the contents differ at {href}", href=href)
            faults.append(Fault(OUTPUT, f"{file}/nav.xhtml", what, work.name, expected=heading, found=words))
            break
    for picture in work.edition.pictures.values():
        try:
            is_kept = read(PICTURES + picture.file) == picture.data
        except (KeyError, zipfile.BadZipFile):
            is_kept = False
        if not is_kept:
            faults.append(Fault(OUTPUT, file, _("the pictures are not those that were kept"), work.name))
            break
    return faults, characters


def _prove_page(work: ProvedWork, page: Page, lang: str | None, text: str, rendition: Rendition) -> Judged:
    file, language, change = rendition
    if lang != language:
        return [Fault(OUTPUT, file, _("the language differs"), work.name, page.name, -1, language, str(lang))], 0
    reading = read_markup(text.partition("<body>")[2].partition("</body>")[0])
    expected = lay_out(work, page, Layout(change, heads_with_title=False, cites=False, breaks_heads=False))
    known = {place.id for place in work.promised if place.page == page.name}
    here = known - {old.id for old in moved_from(work, page)}
    found = [line for line in reading.lines if line.text or line.ids & here or line.joint is not Joint.BLOCK]
    aspects = Aspects(cited=False, known=here)
    faults = compare_lines(expected, found, aspects, OUTPUT, file, work.name)
    lost = known - set(reading.ids)
    if not faults and lost:
        faults = [Fault(OUTPUT, file, _("an id is lost"), work.name, min(lost))]
    turns = [str(turn.page) for _, block in page.blocks for turn in block.turns]
    if not faults and turns != reading.turns:
        faults = [Fault(OUTPUT, file, _("pages of the source begin elsewhere"), work.name, page.name)]
    faults = faults or compare_pictures(list_pictures(work, page), reading.pictures, OUTPUT, file, work.name)
    return faults, sum(len(line.text) for line in reading.lines)


def prove_front(front: Front, works: Sequence[Facts], title: str, rendition: Rendition) -> list[Fault]:
    """Return what is wrong with the facts that a book prints of itself."""
    file, language, change = rendition
    faults = []
    issuers = [change(name) for name in dict.fromkeys(name for facts in works for name in facts.issuers)]
    told = (
        ("title", [change(title)]),
        ("language", [language]),
        ("creator", issuers),
    )
    for name, wanted in told:
        read = [element.text or "" for element in front.package.iter(f"{_DC}{name}")]
        if len(read) != len(wanted) or not all(map(same_text, wanted, read)):
            faults.append(
                Fault(
                    OUTPUT, f"{file}/package.opf", _("{name} differs", name=name), expected=str(wanted), found=str(read)
                )
            )
    faults += [
        Fault(OUTPUT, f"{file}/cover.xhtml", _("the cover lacks a fact"), expected=words)
        for words in (change(title), *issuers)
        if not any(same_text(words.strip(), part) for part in front.cover)
    ]
    return faults


def prove_colophon(work: ProvedWork, colophon: str, rendition: Rendition) -> list[Fault]:
    """Return which facts of a work are not told at a book's end."""
    facts = work.edition.facts
    told = (facts.title, facts.doc_number, *facts.issuers, facts.date_issued, work.edition.witness.sha256)
    return [
        Fault(OUTPUT, f"{rendition.file}/colophon.xhtml", _("a fact is lost"), work.name, expected=words)
        for words in told
        if words and squeeze(rendition.change(words)) not in colophon
    ]


def _read_headings(root: ElementTree.Element) -> list[tuple[str, str]]:
    headings = {f"{_XHTML}h{level}" for level in range(1, 7)}
    return [
        (str(element.get("id")), "".join(element.itertext()))
        for element in root.iter()
        if element.tag in headings and element.get("id")
    ]
