"""EPUB → lines of each of its documents, held against those of the edition."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

from build_tools.model.edition import Facts
from build_tools.proof.expected import Change, Layout, ProvedWork, lay_out, list_pictures, moved_from
from build_tools.proof.line import Aspects, Fault, Joint, compare_lines, compare_pictures, same_text
from build_tools.proof.markup import read_markup

OUTPUT = "EPUB"
_FOLDER = "EPUB/"
_PICTURES = "EPUB/pictures/"
_PAGE_RE = re.compile(r' id="(page-[0-9]+-[0-9]+)"')
_OURS = frozenset({"cover.xhtml", "nav.xhtml", "glossary.xhtml", "colophon.xhtml"})
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def prove_book(
    works: Sequence[ProvedWork], title: str, data: bytes, file: str, language: str, change: Change
) -> tuple[list[Fault], int]:
    """Return what is wrong with a book of these works, and how many characters of theirs it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if broken := archive.testzip():
                return [Fault(OUTPUT, file, f"{broken} is damaged")], 0
            held = {name: archive.read(name) for name in archive.namelist()}
        pictures = {name: held.pop(name) for name in list(held) if name.startswith(_PICTURES)}
        files = {name: data.decode("utf-8") for name, data in held.items()}
    except (zipfile.BadZipFile, UnicodeDecodeError, OSError, ValueError) as error:
        return [Fault(OUTPUT, file, f"cannot be read: {error}")], 0
    faults: list[Fault] = []
    characters = 0
    wanted: set[str] = set()
    titles: dict[str, str] = {}
    kept: dict[str, bytes] = {}
    told: list[tuple[str, Facts, str]] = []
    for work in works:  # once: each is loaded when it is come to
        kept |= {_PICTURES + one.file: one.data for one in work.edition.pictures.values()}
        told.append((work.name, work.edition.facts, work.edition.witness.sha256))
        for page in work.pages:
            name = f"{work.name}-{page.name}.xhtml" if page.name else f"{work.name}.xhtml"
            wanted.add(name)
            text = files.get(_FOLDER + name)
            if text is None:
                faults.append(Fault(OUTPUT, file, f"{name} is lost", work.name, page.name))
                continue
            found, count = _prove_page(work, page.name, text, f"{file}/{name}", language, change)
            faults += found
            characters += count
            titles |= {f"{name}#{key}": words for key, words in _read_headings(text)}
    strange = (
        {name.removeprefix(_FOLDER) for name in files if name.startswith(_FOLDER) and name.endswith(".xhtml")}
        - wanted
        - _OURS
    )
    faults += [Fault(OUTPUT, file, f"{name} is no part of the works") for name in sorted(strange)]
    if pictures != kept:
        faults.append(Fault(OUTPUT, file, "the pictures are not those that were kept"))
    faults += _prove_front(told, title, files, file, language, change)
    faults += _prove_contents(files, titles, file)
    return faults, characters


def _prove_page(
    work: ProvedWork, name: str, text: str, file: str, language: str, change: Change
) -> tuple[list[Fault], int]:
    page = next(page for page in work.pages if page.name == name)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (our own file; it declares no entities)
    except ElementTree.ParseError as error:
        return [Fault(OUTPUT, file, f"cannot be read: {error}", work.name)], 0
    if root.get("lang") != language:
        return [Fault(OUTPUT, file, "the language differs", work.name, name, -1, language, str(root.get("lang")))], 0
    reading = read_markup(text.partition("<body>")[2].partition("</body>")[0])
    expected = lay_out(work, page, Layout(change, heads_with_title=False, cites=False, breaks_heads=False))
    known = {place.id for place in work.promised if place.page == name}
    here = known - {old.id for old in moved_from(work, page)}
    found = [line for line in reading.lines if line.text or line.ids & here or line.joint is not Joint.BLOCK]
    aspects = Aspects(cited=False, known=here)
    faults = compare_lines(expected, found, aspects, OUTPUT, file, work.name)
    lost = known - set(reading.ids)
    if not faults and lost:
        faults = [Fault(OUTPUT, file, "an id is lost", work.name, min(lost))]
    turns = [str(turn.page) for _, block in page.blocks for turn in block.turns]
    if not faults and turns != reading.turns:
        faults = [Fault(OUTPUT, file, "pages of the source begin elsewhere", work.name, name)]
    faults = faults or compare_pictures(list_pictures(work, page), reading.pictures, OUTPUT, file, work.name)
    return faults, sum(len(line.text) for line in reading.lines)


def _prove_front(
    works: Sequence[tuple[str, Facts, str]],
    title: str,
    files: dict[str, str],
    file: str,
    language: str,
    change: Change,
) -> list[Fault]:
    """The facts that a book prints of itself, and of each work in its colophon."""
    try:
        package = ElementTree.fromstring(files[f"{_FOLDER}package.opf"])  # noqa: S314
        colophon = "".join(ElementTree.fromstring(files[f"{_FOLDER}colophon.xhtml"]).itertext())  # noqa: S314
        cover = [part.strip() for part in ElementTree.fromstring(files[f"{_FOLDER}cover.xhtml"]).itertext()]  # noqa: S314
    except (KeyError, ElementTree.ParseError) as error:
        return [Fault(OUTPUT, file, f"cannot be read: {error}")]
    faults = []
    issuers = [change(name) for name in dict.fromkeys(name for _, facts, _ in works for name in facts.issuers)]
    told = (
        ("title", [change(title)]),
        ("language", [language]),
        ("creator", issuers),
    )
    for name, wanted in told:
        read = [element.text or "" for element in package.iter(f"{_DC}{name}")]
        if len(read) != len(wanted) or not all(map(same_text, wanted, read)):
            faults.append(
                Fault(OUTPUT, f"{file}/package.opf", f"{name} differs", expected=str(wanted), found=str(read))
            )
    shown = [part for part in cover if part]
    faults += [
        Fault(OUTPUT, f"{file}/cover.xhtml", "the cover lacks a fact", expected=words)
        for words in (change(title), *issuers)
        if not any(same_text(words.strip(), part) for part in shown)
    ]
    colophon = _plain(colophon)
    for name, one, sha256 in works:
        told_of_it = (one.title, one.doc_number, *one.issuers, one.date_issued, sha256)
        faults += [
            Fault(OUTPUT, f"{file}/colophon.xhtml", "a fact is lost", name, expected=words)
            for words in told_of_it
            if words and _plain(change(words)) not in colophon
        ]
    return faults


def _plain(words: str) -> str:
    """Return words as they print: blanks and what cannot be printed do not count."""
    # What a book cannot hold stands there as U+FFFD, which a title may hold itself.
    return "".join(char for char in words if char.isprintable() and not char.isspace() and char != "\ufffd")


def _prove_contents(files: dict[str, str], titles: dict[str, str], file: str) -> list[Fault]:
    """Each entry of the contents says what the heading says that it leads to."""
    try:
        root = ElementTree.fromstring(files[f"{_FOLDER}nav.xhtml"])  # noqa: S314
    except (KeyError, ElementTree.ParseError) as error:
        return [Fault(OUTPUT, file, f"cannot be read: {error}")]
    listed = [link.get("href") for link in root.iter(f"{_XHTML}a") if "#page-" in link.get("href", "")]
    begun = [f"{name.removeprefix(_FOLDER)}#{key}" for name, text in files.items() for key in _PAGE_RE.findall(text)]
    if listed and listed != begun:
        return [Fault(OUTPUT, f"{file}/nav.xhtml", "the list of pages differs", expected=str(begun), found=str(listed))]
    for link in root.iter(f"{_XHTML}a"):
        words, href = "".join(link.itertext()), link.get("href", "")
        heading = titles.get(href)
        if heading is not None and heading != words:
            return [Fault(OUTPUT, f"{file}/nav.xhtml", f"the contents differ at {href}", expected=heading, found=words)]
    return []


def _read_headings(text: str) -> list[tuple[str, str]]:
    try:
        root = ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError:
        return []
    headings = {f"{_XHTML}h{level}" for level in range(1, 7)}
    return [
        (str(element.get("id")), "".join(element.itertext()))
        for element in root.iter()
        if element.tag in headings and element.get("id")
    ]
