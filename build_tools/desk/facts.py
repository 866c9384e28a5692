"""A work's facts as the desk shows them: each with where it was read, and what else it could be."""

import re
from html import unescape
from typing import Any

from build_tools.desk.view import Json, View
from build_tools.hanzi.numerals import read_date
from build_tools.hanzi.references import TAG_RE
from build_tools.messages import _
from build_tools.model.block import Form
from build_tools.model.codes import DECIDED
from build_tools.model.decision import Choice
from build_tools.pipeline import read_place

LISTS = ("issuers", "also_titled", "implements")
_READ = ("title", "doc_number", "issuers", "date_issued", "date_published", "source", "source_url")
_TOLD = ("other", "text", "titled", "signed")  # fields of doubts that are what a fact might be
_EXCERPT, _DATED = 80, 40  # characters of a line, and of the end of one that may be a day
_BEFORE = 20  # of these before the words
_DAY_RE = re.compile("[年/.-].{1,2}[月/.-]")


def tell_facts(view: View) -> dict[str, Any]:
    """Return the value of each fact that a person can set; "" where it is not known."""
    facts = view.edition.facts
    unknown = {name: [] if name in LISTS else "" for name in _name_facts()}
    told = {name: getattr(facts, name, None) or view.manifest.facts.get(name, none) for name, none in unknown.items()}
    if not told["place"] and (place := read_place(view.work.base).place):
        told["place"] = place.name
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


def show_facts(view: View) -> list[Json]:
    """Return the facts of a work: what each is, where that was read, and what else it could be."""
    known = {*view.manifest.facts}
    if any(one.choice is Choice.TITLE for one in view.manifest.decisions):
        known.add("title")
    base = view.manifest.base
    known |= {name for name in ("source_url", "source_kind") if getattr(base, name)}
    known |= {"source"} if base.publisher else set()
    shown, labels = [], _name_facts()
    for name, value in tell_facts(view).items():
        words = "、".join(map(str, value)) if isinstance(value, list) else value
        line, excerpt = _find_words(view, name, words)
        is_read = name in _READ and name not in known
        others = (one for one in _list_others(view, name) if one != words)
        shown.append(
            {
                "name": name,
                "label": labels[name],
                "value": value,
                "from": "unknown" if not words else "manifest" if name in known else "read" if is_read else "computed",
                "line": line,
                "excerpt": excerpt,
                "others": [
                    {"value": one, "line": at, "excerpt": told}
                    for one in others
                    for at, told in (_find_words(view, name, one),)
                ],
            }
        )
    return shown


def _list_others(view: View, name: str) -> dict[str, None]:
    """Return what else a fact might be: what was weighed, and what doubts about it speak of."""
    found = [*view.edition.others.get(name, ())]
    found += [view.edition.facts.notice_title] if name == "title" else []
    found += [one.name for one in read_place(view.work.base).candidates] if name == "place" else []
    for doubt in view.doubts:
        if DECIDED.get(doubt.code.partition("-")[0]) == name:
            found += [value for field, value in doubt.fields if field in _TOLD]
    return dict.fromkeys(filter(None, found))


def _name_facts() -> dict[str, str]:
    """Return the facts that a person can set, each with what it is called."""
    return {
        "title": _("title"),
        "short_title": _("short title"),
        "doc_number": _("document number"),
        "issuers": _("issuers"),
        "date_issued": _("day of issue"),
        "date_published": _("day of publication"),
        "period": _("years covered"),
        "place": _("place"),
        "source": _("who put it online"),
        "source_url": _("address of the copy"),
        "source_kind": _("kind of that site"),
        "original_url": _("address of the issuer's own text"),
        "also_titled": _("also called"),
        "status": _("in force?"),
        "status_by": _("by which document"),
        "status_date": _("since when"),
        "status_source": _("what says so"),
        "implements": _("carries out"),
        "version_of": _("version of (folder)"),
        "version_source": _("what says that"),
    }


def find_fact(name: str) -> str | None:
    """Return what a fact is called, None where a person can set no fact of that name."""
    return _name_facts().get(name)


def _find_words(view: View, name: str, words: str) -> tuple[int | None, str]:
    """Return the line that prints a fact, and its words; a title may go on on further lines, a day may be in words."""
    wanted = "".join((words.split("、")[0] if name == "issuers" else words).split())
    if not wanted or name not in _READ:
        return None, ""
    if name == "title":
        for block in view.edition.blocks:
            if block.form is Form.TITLE and block.text and "".join(block.printed.split()) in wanted:
                return block.line_no, block.printed[:_EXCERPT]
    is_day = name.startswith("date")
    for number, text in enumerate(view.closed, 1):
        if wanted in text or (is_day and _DAY_RE.search(text) and read_date(text[-_DATED:]) == wanted):
            return number, _show_line(view.lines[number - 1], words)
    return None, ""


def _show_line(line: str, words: str) -> str:
    """Return what a line of a file shows around words; of a line that is all tags, the line."""
    shown = " ".join(unescape(TAG_RE.sub(" ", line)).split()) or line.strip()
    start = max(0, shown.find(words) - _BEFORE)
    return shown[start : start + _EXCERPT]
