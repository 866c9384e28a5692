"""Built pages of a work, in both trees, and their Markdown → faults."""

import json
import re
from functools import cache
from html import unescape
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers

from build_tools.hanzi.references import TAG_RE
from build_tools.messages import _
from build_tools.model.block import Form
from build_tools.model.script import ChangeScript
from build_tools.proof.expected import Layout, Page, ProvedWork, Rendition, lay_out, list_pictures, moved_from
from build_tools.proof.line import Aspects, Fault, compare_lines, compare_pictures, excerpt, first_difference, squeeze
from build_tools.proof.markup import Reading, cut_article, read_markup

_FRONT_RE = re.compile(r"\A---\n(?P<front>.*?)\n---\n", re.DOTALL)
_DRAFT = "（草稿）"
_META_RE = re.compile(r"<meta name=\"citation_(?P<name>\w+)\" content=\"(?P<value>[^\"]*)\">")
_DATA_RE = re.compile(r"<script type=\"application/ld\+json\">(?P<data>(?:(?!<script\b).)*?)</script>", re.DOTALL)
_LANGUAGE_RE = re.compile(r"<html lang=\"(?P<lang>[^\"]*)\"")
_CONTENTS = '<nav class="md-nav md-nav--secondary"'
_CONTENTS_END_RE = re.compile(r"</ul>\s*</nav>")
_ENTRY_RE = re.compile(r"<a href=\"#(?P<id>[^\"]*)\">(?P<words>(?:[^<]|<(?!/?a[\s>]))*)</a>")
_TITLE_RE = re.compile(r"<title>(?P<title>[^<]*)</title>")
_PLAIN_RE = re.compile(r"[\w./#-]++(?=\))")


def prove_page(work: ProvedWork, page: Page, text: str, rendition: Rendition, change_head: ChangeScript) -> list[Fault]:
    """Return what is wrong with a built page of a work.

    Args:
        work: the work.
        page: of it.
        text: HTML.
        rendition: the page of the site.
        change_head: changes what machines read of it.
    """
    output, file = "pages", rendition.file
    article = cut_article(text)
    if article is None:
        return [Fault(output, file, _("there is no article, or more than one"), work.name, page.name)]
    reading = read_markup(article)
    if faults := _prove_reading(work, page, reading, output, file, rendition.change):
        return faults
    faults = _prove_head(work, page, text, rendition._replace(change=change_head))
    return faults or _prove_contents(text, reading, file, work.name, change_head)


def prove_markdown(work: ProvedWork, page: Page, text: str, file: str) -> list[Fault]:
    """Return what is wrong with the Markdown of a page, as a reader of CommonMark prints it."""
    return _prove_reading(work, page, read_markup(print_markdown(text)), "Markdown", file, str)


def print_markdown(text: str, *, tables: bool = False) -> str:
    """Return a Markdown file's HTML, its front matter left out; with the tables of GitHub's dialect."""
    return str(_make_reader(tables=tables).render(_FRONT_RE.sub("", text, count=1)))


class _Reader(MarkdownIt):
    """Reads addresses as they stand, plain ones at once: pages are full of them, and nothing is told of any."""

    def __init__(self) -> None:
        super().__init__("commonmark")
        own = vars(helpers) | {"parseLinkDestination": _read_address}
        self.helpers = SimpleNamespace(**own)  # type: ignore[assignment] # a module there

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name that the library calls
        return url


def _read_address(text: str, start: int, end: int) -> Any:
    plain = _PLAIN_RE.match(text, start, end)
    if plain is None:
        return helpers.parseLinkDestination(text, start, end)
    return SimpleNamespace(ok=True, pos=plain.end(), str=plain[0])


@cache
def _make_reader(*, tables: bool) -> MarkdownIt:
    return _Reader().enable("table") if tables else _Reader()


def _prove_reading(
    work: ProvedWork, page: Page, reading: Reading, output: str, file: str, change: ChangeScript
) -> list[Fault]:
    expected = lay_out(work, page, Layout(change))
    moved = {old.id for old in moved_from(work, page)}
    promised = {place.id for place in work.promised if place.page == page.name}
    here = promised - moved
    found = [line for line in reading.lines if line.text or line.ids & here or line.joint.value != "block"]
    if faults := compare_lines(expected, found, Aspects(known=here), output, file, work.name):
        return faults
    if lost := sorted(promised - set(reading.ids) - {page.name}):
        return [Fault(output, file, _("an id is lost"), work.name, lost[0])]
    pictures = compare_pictures(list_pictures(work, page), reading.pictures, output, file, work.name)
    return pictures or _prove_sheets(work, page, reading, output, file)


def _prove_sheets(work: ProvedWork, page: Page, reading: Reading, output: str, file: str) -> list[Fault]:
    """Tell where the page of the source is another one than the block's, or where one begins unmarked."""
    turns = " ".join(str(turn.page) for _, block in page.blocks for turn in block.turns)
    if turns != (found := " ".join(reading.turns)):
        return [
            Fault(output, file, _("pages of the source begin elsewhere"), work.name, "", -1, turns[:40], found[:40])
        ]
    for _number, block in page.blocks:
        wanted = str(block.sheet.page or "")
        shown = block.is_anchored and block.form is not Form.PART
        if shown and (told := reading.sheets.get(block.place.id, "")) != wanted:
            return [
                Fault(output, file, _("the page of the source differs"), work.name, str(block.place), -1, wanted, told)
            ]
    return []


def _prove_head(work: ProvedWork, page: Page, text: str, rendition: Rendition) -> list[Fault]:
    """What machines read of a page: its language, its title and the facts of the work."""
    file, language, change = rendition
    facts = work.edition.facts
    title = change(work.title_of(page).replace("\n", " "))
    said = _LANGUAGE_RE.search(text)
    metas: dict[str, list[str]] = {}
    for meta in _META_RE.finditer(text):
        metas.setdefault(meta["name"], []).append(unescape(meta["value"]))
    # A work without a title is cited by its name, and shown under that of its file.
    cited = [title] if facts.title or page.name else [work.name]
    date = (facts.date_issued or facts.date_published).replace("-", "/")
    wanted = {
        "language": [language],
        "title": [one + _DRAFT for one in cited] if work.is_draft else cited,
        "author": [change(name) for name in facts.issuers],
        "publication_date": [date] if date else [],
        "technical_report_institution": [change("、".join(facts.issuers))] if facts.issuers else [],
        "technical_report_number": [change(facts.doc_number)] if facts.doc_number else [],
    }
    pairs: list[tuple[str, list[Any], list[Any]]] = [
        (name, words, metas.get(name, [])) for name, words in wanted.items()
    ]
    pairs.append(("lang", [language], [said["lang"]] if said else []))
    data = _DATA_RE.search(text)
    try:
        legislation = json.loads(data["data"]) if data else {}
    except ValueError:
        legislation = {}
    passed = [body.get("name") for body in legislation.get("legislationPassedBy", [])]
    pairs += [
        ("name in JSON-LD", cited, [legislation.get("name")]),
        ("status in JSON-LD", ["Draft"] if work.is_draft else [None], [legislation.get("creativeWorkStatus")]),
        ("isBasedOn", [change(name) for name in work.links.lineage.based_on], _name_bases(legislation)),
        ("legal force", [bool(facts.status)], ["legislationLegalForce" in legislation]),
        ("legislationDate", [facts.date_issued], [legislation.get("legislationDate", "")]),
        ("datePublished", [facts.date_published], [legislation.get("datePublished", "")]),
        ("legislationPassedBy", wanted["author"], passed),
    ]
    for name, words, read in pairs:
        if [squeeze(str(word)) for word in words] != [squeeze(str(word)) for word in read]:
            what = _("{name} differs in the head", name=name)
            return [Fault("pages", file, what, work.name, page.name, expected=str(words), found=str(read))]
    shown = _TITLE_RE.search(text)
    if shown is None or not squeeze(unescape(shown["title"])).startswith(squeeze(title)):
        return [
            Fault("pages", file, _("title differs in the head"), work.name, page.name, expected=title, found=str(shown))
        ]
    return []


def _name_bases(legislation: dict[str, Any]) -> list[str]:
    """Return what is said of the works that a work was made by, beside the address that its text is from."""
    told = legislation.get("isBasedOn", [])
    return [one.get("name", "") for one in (told if isinstance(told, list) else [told]) if isinstance(one, dict)]


def _prove_contents(text: str, reading: Reading, file: str, work: str, change: ChangeScript) -> list[Fault]:
    """Each entry of a page's contents says what the heading says that it leads to, if need be in the page's script."""
    headings: dict[str, str] = {}
    name = ""
    for line in reading.lines:
        if line.tag in ("h2", "h3", "h4", "h5", "h6"):
            ids = line.ids if line.joint.value == "block" else frozenset({name})
            for name in ids:
                headings[name] = headings.get(name, "") + line.text
    start = text.find(_CONTENTS)
    end = _CONTENTS_END_RE.search(text, start) if start >= 0 else None
    for entry in _ENTRY_RE.finditer(text, start, end.start()) if end else ():
        words = squeeze(unescape(TAG_RE.sub("", entry["words"])))
        heading = headings.get(entry["id"])
        if heading is not None and words not in (squeeze(heading), squeeze(change(heading))):
            at = first_difference(squeeze(heading), words)
            shown = excerpt(heading, at), excerpt(words, at)
            return [Fault("pages", file, _("the contents of the page differ"), work, entry["id"], at, *shown)]
    return []
