"""A change, as the desk's page sends it → the texts of a work's files that say it.

Takes the texts and gives texts; whether what they say fits the work, its conversion tells.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from build_tools.desk.editing import add_entry, set_value, take_entry
from build_tools.desk.facts import LISTS, find_fact
from build_tools.desk.journal import Texts
from build_tools.desk.view import name_decision, name_entry
from build_tools.errors import ManifestError
from build_tools.messages import _
from build_tools.model.decision import hash_line
from build_tools.model.emendation import Emendation
from build_tools.pipeline import Work
from build_tools.source.manifest import Manifest

MANIFEST = "manifest.toml"
_EMENDATIONS = "emendations.toml"
_LONGEST, _LONGEST_CELL = 100_000, 40  # characters of a field, of a line that may be a cell
_MOST_DIGITS = 4


def apply_change(work: Work, texts: Texts, change: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the texts of a work's files as a change makes them.

    Args:
        work: as it is.
        texts: of its manifest and its files of emendations, by name.
        change: `kind` is "decision", "emendation" or "fact"; see docs/desk.md for the other fields.

    Raises:
        ManifestError: the change lacks something, or names what is not there.
    """
    made = dict(texts)
    manifest = made[MANIFEST] or ""
    kind = change.get("kind")
    if kind == "decision":
        made[MANIFEST] = add_entry(manifest, "decision", _decide(work, change))
    elif kind == "fact":
        made[MANIFEST] = set_value(manifest, *_state(change))
    elif kind == "emendation":
        _emend(work, made, change)
    else:
        raise _refuse(_("the desk knows no change of the kind {kind!r}", kind=kind))
    return made


def _refuse(says: str) -> ManifestError:
    return ManifestError(says, remedy=_("load the page anew; if it happens again, please report it"))


def _read(change: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    value = change.get(name) or ""
    if not isinstance(value, str) or len(value) > _LONGEST or (needed and not value.strip()):
        told = {"reason": _("why, for readers"), "excerpt": _("the words of the place")}
        raise ManifestError(_("{name} is missing", name=name), remedy=_("write {name}", name=told.get(name, name)))
    return value.replace("\r\n", "\n")


def _decide(work: Work, change: Mapping[str, Any]) -> dict[str, object]:
    """Return the entry of a decision; its place is told by the hash of the line, or by the line's number."""
    choice, line = _read(change, "choice"), change.get("line")
    excerpt = _read(change, "excerpt", needed=choice != "accept")
    digest = _read(change, "hash", needed=False)
    if not digest:
        text = work.base.edition.witness.text
        if type(line) is not int or not 0 <= line <= text.count("\n") + 1:
            raise _refuse(_("there is no line {line}", line=line))
        digest = hash_line(text, line)
    entry = {"excerpt": excerpt, "hash": digest, "choice": choice, "code": _read(change, "code", needed=False)}
    told: dict[str, object] = {name: value for name, value in entry.items() if value or name == "excerpt"}
    if choice == "table":
        told |= _measure_table(work, excerpt, digest, _read(change, "value"))
    return told | {"reason": _read(change, "reason")}


def _measure_table(work: Work, excerpt: str, digest: str, value: str) -> dict[str, int]:
    """Return columns and rows as a person has said them, 3x5; of columns alone, as many rows as short lines give."""
    numbers = [int(one) for one in re.split("[^0-9]+", value) if one and len(one) < _MOST_DIGITS]
    if len(numbers) not in (1, 2) or numbers[0] < 1:
        raise ManifestError(_("{value!r} is no number of columns", value=value[:20]), remedy=_("write 3, or 3x5"))
    if len(numbers) == 1:
        text, blocks = work.base.edition.witness.text, work.base.edition.blocks
        known = (at for at, block in enumerate(blocks) if block.printed.startswith(excerpt))
        start = next((at for at in known if hash_line(text, blocks[at].line_no) == digest), len(blocks))
        cells = takewhile(lambda block: len(block.printed) <= _LONGEST_CELL and not block.name, blocks[start:])
        numbers.append(sum(1 for _block in cells) // numbers[0])
    return {"columns": numbers[0], "rows": numbers[1]}


def _state(change: Mapping[str, Any]) -> tuple[str, object]:
    """Return a fact's name and value; None lets what the document says stand."""
    name, value = _read(change, "name"), change.get("value")
    if find_fact(name) is None:
        raise _refuse(_("there is no fact {name!r}", name=name))
    if isinstance(value, str):
        value = value.strip()
        if name in LISTS:
            value = [one.strip() for one in value.replace("\n", "、").split("、") if one.strip()]
    if name == "period" and isinstance(value, list):
        value = [int(one) for one in value if str(one).isdecimal()]
    return name, value or None


def _emend(work: Work, made: dict[str, str | None], change: Mapping[str, Any]) -> None:
    """Add an emendation to the file in whose text its source stands."""
    source, reads, reason = (_read(change, name) for name in ("source", "reads", "reason"))
    parts = work.manifest.parts
    fitting = [number for number, one in enumerate(work.base.edition.witness.parts) if source in one.text]
    entry = parts[fitting[0] if fitting else 0]
    name = entry.emendations
    if not name:
        taken = {one.emendations for one in work.manifest.witnesses}
        name = _EMENDATIONS if _EMENDATIONS not in taken else f"emendations-{parts.index(entry) + 1}.toml"
        number = work.manifest.witnesses.index(entry)
        made[MANIFEST] = set_value(made[MANIFEST] or "", "emendations", name, header="[[witness]]", number=number)
    made[name] = add_entry(made.get(name) or "", "emendation", {"source": source, "reads": reads, "reason": reason})


def withdraw(
    manifest: Manifest, emendations: Sequence[Emendation], texts: Texts, change: Mapping[str, Any]
) -> dict[str, str | None]:
    """Return the texts of a work's files without an entry: a decision, or an emendation; it need not fit any more."""
    made, wanted = dict(texts), _read(change, "id")
    for number, one in enumerate(manifest.decisions):
        if name_decision(one) == wanted:
            made[MANIFEST] = take_entry(made[MANIFEST] or "", "decision", number)
            return made
    for entry in manifest.parts:
        own = [one for one in emendations if one.path is not None and one.path.name == entry.emendations]
        for number, emendation in enumerate(own):
            if name_entry("emendation", emendation.source, emendation.reads) == wanted:
                made[entry.emendations] = take_entry(made[entry.emendations] or "", "emendation", number)
                return made
    raise _refuse(_("there is no entry {id!r}", id=wanted))
