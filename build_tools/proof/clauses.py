"""The clauses of a work as data, all in one file and one by one, and as a script → faults."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from build_tools.hanzi.punctuation import disarm
from build_tools.messages import _
from build_tools.model.anchor import Anchor
from build_tools.model.block import Form
from build_tools.model.packed import unpack
from build_tools.model.script import ChangeScript
from build_tools.proof.expected import ProvedWork, Said, permalink, text_of
from build_tools.proof.line import Fault, excerpt, first_difference, tell_unreadable
from build_tools.proof.records import Record, compare_records

_MOST_BELOW = 20_000  # code points, above which a file gives no text of what stands below (clause.schema.json)

# What the file of all clauses does not say of each, where it leaves out what is known without.
_IMPLIED = frozenset({"work", "permalink", "url", "path", "text_with_below"})

_MOST_BEHIND = 100  # paragraphs over which the brackets of a group may go on
_BREAKS = dict.fromkeys(map(ord, "\n\t"))


def group_pages(said: Iterable[Said]) -> list[list[Said]]:
    """Return what is said on each page, in order."""
    pages: dict[str, list[Said]] = {}
    for one in said:
        pages.setdefault(one.place.page, []).append(one)
    return list(pages.values())


# -- as data


def expect_clauses(work: ProvedWork, change: ChangeScript) -> Iterator[tuple[Anchor, Record]]:
    """Yield (anchor, what has to be said of it) of every anchor, those of old included.

    What stands behind a clause ("behind") is not said; a group of bodies that the clause opens may go on there.
    """
    blocks = work.edition.blocks
    texts = {number: text_of(block) for number, block in enumerate(blocks) if text_of(block)}
    changed = {number: change(text) for number, text in texts.items()}
    above: list[tuple[int, str]] = []
    hashes = work.survey.anchors
    for number, block in enumerate(blocks):
        while above and above[-1][0] >= block.depth:
            above.pop()
        end = next((at for at in range(number + 1, len(blocks)) if blocks[at].depth <= block.depth), len(blocks))
        inside = range(number, end)
        own = range(number + 1, end) if block.form is Form.TABLE else range(number, number + 1)
        below = _join(texts, inside)
        text = block.text.text
        is_division = block.kind is not None
        record = {
            "work": work.name,
            "above": above[-1][1] if above else "",
            "citation": block.citation,
            "file": work.edition.witness.parts[block.sheet.file].name,
            "page": block.sheet.page or None,
            "path": list(next((blocks[at].path for at in inside if at in texts), ())),
            "num": text[: block.label] if is_division else block.shape.num if block.shape else "",
            "ordinal": block.ordinal if is_division else None,
            "heading": text[block.label : block.name] if is_division else "",
            "kind": block.kind.value if block.kind else "table" if block.form is Form.TABLE else "paragraph",
            "text": {"hans": _join(texts, own), "hant": _join(changed, own)},
            "behind": _read_on(text, (texts.get(at, "") for at in range(number + 1, len(blocks))[:_MOST_BEHIND])),
            "text_with_below": {"hans": below, "hant": _join(changed, inside)} if len(below) <= _MOST_BELOW else None,
        }
        for place in block.places:
            told = {"anchor": str(place), "hash": hashes.get(place), "permalink": permalink(work.name, place)}
            for address in (place, *work.former.get(place, ())):
                yield address, record | told
        if block.is_anchored:
            above.append((block.depth, str(block.place)))


def _read_on(text: str, behind: Iterable[str]) -> str:
    """Return what stands behind a text that ends inside brackets, up to their end, without breaks."""
    found = ""
    if text.rfind("（") > text.rfind("）"):
        for other in behind:
            found += other.translate(_BREAKS)
            if "）" in other:
                break
    return found


def name_clause_file(place: Anchor) -> str:
    """Return the path of a clause's file below the work's folder."""
    return "/".join(part for part in (place.page, place.name) if part) + ".json"


def prove_clauses(work: ProvedWork, text: str, file: str, change: ChangeScript, *, is_full: bool) -> list[Fault]:
    """Return what is wrong with the file of all clauses, in which nothing stands twice.

    Args:
        work: whose they are.
        text: of the file.
        file: its path, for messages.
        change: changes words to traditional script.
        is_full: it leaves nothing out but what stands in the clauses below; else nothing that may be left out is there.
    """
    output = "clauses.json"
    try:
        table = json.loads(text)
        found = set(table)
    except (ValueError, TypeError) as error:
        return [tell_unreadable(output, file, error, work.name)]
    faults: list[Fault] = []
    for address, wanted in expect_clauses(work, change):
        if str(address) not in found:
            return [Fault(output, file, _("a clause is lost"), work.name, str(address))]
        found.discard(str(address))
        clause = table[str(address)]
        if not is_full:
            if not isinstance(clause, dict) or not _IMPLIED.isdisjoint(clause):
                return [Fault(output, file, _("says what its key does"), work.name, str(address))]
            clause = _complete(clause, address, work)
            wanted |= {"text": {"hans": wanted["text"]["hans"]}}
        left_out = {"text_with_below"} if is_full else _IMPLIED - {"work"}
        short = {name: told for name, told in wanted.items() if name not in left_out}
        faults += _compare_clause(short, clause, file, output)
    return (
        faults or [Fault(output, file, _("a clause that the edition has not"), work.name, name) for name in found][:1]
    )


def _complete(clause: Mapping[str, Any], address: Anchor, work: ProvedWork) -> Record:
    """Return a clause with what it leaves out where that has no value, or the one that most have."""
    empty = {"above": "", "num": "", "heading": "", "citation": "", "ordinal": None, "page": None}
    lists: dict[str, list[Any]] = {name: [] for name in ("bodies", "targets", "references")}
    usual = {"work": work.name, "anchor": str(address), "file": work.edition.witness.parts[0].name}
    return {**empty, **lists, **usual, **clause}


def prove_clause(wanted: Mapping[str, Any], text: str, file: str) -> list[Fault]:
    """Return what is wrong with the file of one clause."""
    output = "clause JSON"
    try:
        table = json.loads(text)
    except ValueError as error:
        return [tell_unreadable(output, file, error, str(wanted["work"]), str(wanted["anchor"]))]
    return _compare_clause(wanted, table, file, output)


def _compare_clause(wanted: Mapping[str, Any], table: Any, file: str, output: str) -> list[Fault]:
    work = str(wanted["work"])
    behind = wanted["behind"]
    wanted = {name: value for name, value in wanted.items() if name != "behind"}
    try:
        read = {name: table.get(name) for name in wanted}
        quoted = [entry["printed"] for name in ("bodies", "references") for entry in table[name]]
        quoted += [target["sentence"] for target in table["targets"]]
    except (KeyError, TypeError, AttributeError) as error:
        return [tell_unreadable(output, file, error, work, str(wanted["anchor"]))]
    for name in ("text", "text_with_below"):
        one, other = wanted.get(name), read.get(name)
        if isinstance(one, dict) and isinstance(other, dict):
            for script, words in one.items():
                at = first_difference(words, str(other.get(script)))
                if at >= 0:
                    shown = excerpt(words, at), excerpt(str(other.get(script)), at)
                    return [
                        Fault(
                            output,
                            file,
                            _("{name} ({script}) differs", name=name, script=script),
                            work,
                            wanted["anchor"],
                            at,
                            *shown,
                        )
                    ]
    if faults := compare_records([dict(wanted)], [read], output, file, work):
        return faults
    # A name that goes on in the next paragraph is one name.
    own = wanted["text"]["hans"].translate(_BREAKS) + behind
    for words in quoted:
        if words.translate(_BREAKS) not in own:
            return [
                Fault(output, file, _("quotes what the clause does not say"), work, wanted["anchor"], found=words[:60])
            ]
    return []


def _join(texts: Mapping[int, str], numbers: range) -> str:
    return "\n".join(texts[number].replace("\n", "\t") for number in numbers if number in texts)


# -- the script of all clauses


def prove_clause_script(
    work: ProvedWork, text: str, file: str, changes: Sequence[ChangeScript], searched: Sequence[str]
) -> list[Fault]:
    """Return what is wrong with the script from which two clauses are set side by side.

    Args:
        work: whose clauses they are.
        text: of the script.
        file: its path, for messages.
        searched: the search's files of the work's texts, in order, which have them on a large site.
        changes: change words to the script of the first and of the second tree, both of which take them from there.
    """
    output = "clauses.js"
    uses: dict[int, list[list[object]]] = {}
    for use in work.survey.uses:
        uses.setdefault(use.block, []).append([use.start, use.end, use.term])
    firsts = {said.place: said for said in reversed(work.said)}
    former = {old.destination(): new.destination() for old, new in work.edition.aliases.items()}
    for change, is_second in zip(changes, (False, True), strict=True):
        try:
            told, shown = _read_script(text, searched, is_second=is_second)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            return [tell_unreadable(output, file, error, work.name)]
        wanted = [
            {
                "page": said.place.page,
                "anchor": said.place.id,
                "rank": said.rank,
                "citation": _show(change(said.citation)),
                "path": [_show(change(words)) for words in said.path],
                "text": _show(change(said.text)),
                "uses": uses.get(said.number, []),
                "hash": _tell_hash(said, work, changes[0]) if firsts[said.place] == said else "",
            }
            for own in group_pages(work.said)
            for said in own
        ]
        head = {"work": work.name, "title": _show(change(work.title)), "aliases": former}
        faults = compare_records([head], [told], output, file, work.name)
        if faults := faults or compare_records(wanted, shown, output, file, work.name):
            return faults
    return []


def _read_script(text: str, searched: Sequence[str], *, is_second: bool) -> tuple[Record, list[Record]]:
    """Return what a script tells of its work and of each clause, as the first tree shows it or the second."""
    name, data = read_call(text, "planClauses")
    if "texts" in data:
        _add_texts(data, [unpack(read_call(one, "planSearch.add")[2]) for one in searched])
    show = _read_twin(*data["hant"]) if is_second else str
    title = show(data["title"])
    paths = [[show(words) for words in path] for path in data["paths"]]
    shown = [
        {
            "page": page,
            "anchor": anchor,
            "rank": rank,
            "citation": show(citation),
            "path": paths[path],
            "text": show(said),
            "uses": [[uses[at], uses[at + 1], data["terms"][uses[at + 2]][0]] for at in range(0, len(uses), 3)],
            "hash": more[0] if more else "",
        }
        for page, records in data["pages"]
        for anchor, rank, citation, path, said, uses, *more in records
    ]
    return {"work": name, "title": title, "aliases": dict(data["aliases"])}, shown


def _add_texts(data: dict[str, Any], searched: list[Any]) -> None:
    """Give a script's clauses what the search's files say of them, page by page: titles, headings, texts.

    Raises:
        ValueError: they do not fit.
    """
    rows = [[row[0], row[1], paths[row[2]], row[3]] for paths, records, _exceptions in searched for row in records]
    ordered = [record for _page, records in data["pages"] for record in sorted(records, key=lambda record: record[0])]
    told = sum(len(citation) + len(said) for _anchor, citation, _path, said in rows)
    if data["texts"][:2] != [len(searched), told]:
        raise ValueError(_("the search's files have other texts"))
    for record, (anchor, citation, path, said) in zip(ordered, rows, strict=True):
        rank, uses, *more = record
        record[:] = [anchor, rank, citation, path, said, uses, *more]
    paths = data["paths"] = []
    for _page, records in data["pages"]:
        for record in records:
            if record[3] not in paths:
                paths.append(record[3])
            record[3] = paths.index(record[3])
    data["terms"] = [[term] for term in data["terms"]]


def _read_twin(pairs: str, exceptions: list[Any]) -> ChangeScript:
    """Return what gives the second tree's words, asked for in the order of the script."""
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    at, other = 0, dict[int, str]()
    for way, char in zip(exceptions[::2], exceptions[1::2], strict=True):
        at += way
        other[at] = char
    places = count()

    def show(text: str) -> str:
        return "".join(other.get(next(places)) or table.get(char, char) for char in text)

    return show


def _tell_hash(said: Said, work: ProvedWork, change: ChangeScript) -> str:
    """Return the hash of an anchor, "" where it is that of the words of a heading, or of a paragraph's first 60."""
    words = change(said.text)[: None if said.rank < 2 else 60]
    own = hashlib.sha256("".join(char for char in words if char.isalnum()).encode()).hexdigest()[:12]
    known = work.survey.anchors.get(said.place, own)
    return "" if known == own else known


def _show(text: str) -> str:
    """Return a text as a script shows it: what its notation escapes stays, other controls are seen as a sign."""
    return str(json.loads(disarm(json.dumps(text, ensure_ascii=False))))


def read_call(text: str, function: str) -> list[Any]:
    """Return the arguments of a script that is one call: f("name",{…})."""
    arguments: list[Any] = json.loads(f"[{text.rstrip().removeprefix(f'{function}(').removesuffix(')')}]", strict=False)
    return arguments
