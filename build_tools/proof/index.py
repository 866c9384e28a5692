"""The search of both trees → faults: its texts are the works' in either script; every pair is found where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from build_tools.messages import _
from build_tools.model.packed import unpack
from build_tools.model.script import ChangeScript
from build_tools.proof.clauses import group_pages, read_call
from build_tools.proof.expected import ProvedWork, Said
from build_tools.proof.index_sums import (
    BASE,
    PRIME,
    SIGNS,
    STOPPERS,
    Fold,
    add_up_keys,
    add_up_texts,
    measure_names,
    name_pair,
    read_numbers,
)
from build_tools.proof.ledger import make_key
from build_tools.proof.line import Fault, Judged, tell_unreadable
from build_tools.proof.records import Record, compare_records

OUTPUT = "search"
_VERSION = 4  # signs
_WHOLE = ("index", "folds", "script", "words")  # files that are read whenever anything is


class Told(NamedTuple):
    """What the head tells of a work, as either tree shows it, and what makes the second tree's characters."""

    entries: tuple[Record, Record]
    shown: Mapping[str, str]


def read_head(head: str, script: str) -> dict[str, Told]:
    """Return what the head tells of each work, by its name, in the order of the index.

    Args:
        head: index.js.
        script: script.js, "" where there is none.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, IndexError: one of them is damaged.
    """
    manifest: dict[str, Any] = _read_part("index", head)[1][0]
    shown = dict(_pair_up(_read_part("script", script)[1][0])) if manifest["script"] else {}
    pages = zip(*(_read_pages(manifest, table) for table in ({}, shown)), strict=True)
    return {first["work"]: Told((first, second), shown) for first, second in pages}


def prove_search_texts(
    work: ProvedWork,
    changes: tuple[ChangeScript, ChangeScript],
    told: Told | None,
    files: Mapping[str, str],
    folder: str,
) -> Judged:
    """Return what is wrong with a work's texts in the index and with its entry in the head, and their characters.

    Args:
        work: the work.
        changes: what changes its words to the script of either tree.
        told: its entry; None where the head has none.
        files: its texts, in order, by path below the index's folder.
        folder: the index's folder, for messages.
    """
    said = _in_order(work.said)
    shown = told.shown if told else {}
    try:
        parts = [_read_part(name, text)[1] for name, text in files.items()]
        records = [record for part in parts for record in _read_file(shown, *part)]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [tell_unreadable(OUTPUT, folder, error, work.name)], 0
    faults: list[Fault] = []
    for tree, change in enumerate(changes):
        wanted = [_tell(one, change) for one in said]
        read = (record[tree] for record in records)
        faults += compare_records(wanted, read, OUTPUT, f"{folder}/t/{work.name}", work.name)
        entries = [told.entries[tree]] if told else []
        wanted = [_describe(work, said, change)]
        faults += compare_records(wanted, entries, OUTPUT, f"{folder}/index.js", work.name)
    return faults, sum(len(one.text) for one in said)


Read = Callable[[str], str]


class Part(NamedTuple):
    """What a file comes to, wherever its texts stand on the line.

    Attributes:
        version: that it tells of itself.
        size: places that its texts take up; 0 of a file of keys.
        total: stands for its pairs and where each stands (`index_sums`).
        starts: of its texts, in places from the first; of a file of keys, where its anchors lead.
        ends: of a file of keys, the first and the last pair (`name_pair`).
    """

    version: str
    size: int
    total: int
    starts: array[int]
    ends: tuple[str, str] = ("", "")


def prove_search(
    works: Sequence[str], read: Read, digests: Mapping[str, str], known: Mapping[str, Part], folder: str
) -> tuple[list[Fault], dict[str, Part]]:
    """Return what is wrong with an index as a whole, and what each file came to.

    Its files have to fit together, and to lead to where pairs stand: every pair of keys stands in the index where it
    stands on the line of all texts, and nowhere else. That is told by what texts and keys come to; so files that were
    read before are not read again.

    Args:
        works: names, in the order of the index.
        read: gives a file's text by its path below the index's folder.
        digests: of each file that is there.
        known: what files came to before.
        folder: the index's folder, for messages.
    """
    found: dict[str, Part] = {}
    try:
        own = {name: _read_part(name, read(f"{name}.js")) for name in _WHOLE if f"{name}.js" in digests}
        manifest: dict[str, Any] = own["index"][1][0]
        versions, lengths = _list_versions(manifest), read_numbers(manifest["texts"])
        named = [work[0] for work in manifest["works"]]
        if {f"{name}.js" for name in versions} | {"index.js"} != {*digests}:
            return [Fault(OUTPUT, folder, _("its files are of different builds"))], found
        parts = _read_parts(versions, read, digests, known, manifest["slot"], own["folds"][1])
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [tell_unreadable(OUTPUT, folder, error)], found
    found = dict(parts.values())
    told = {name: part.version for name, (_key, part) in parts.items()}
    if told | {name: version for name, (version, _values) in own.items() if name != "index"} != versions:
        return [Fault(OUTPUT, folder, _("its files are of different builds"))], found
    if named != [*works]:
        what = _("is not what was proved")
        return [Fault(OUTPUT, f"{folder}/index.js", what, expected=repr(works), found=repr(named))], found
    return _prove_keys({name: part for name, (_key, part) in parts.items()}, lengths, folder), found


def _read_parts(
    versions: Iterable[str],
    read: Read,
    digests: Mapping[str, str],
    known: Mapping[str, Part],
    slot: int,
    folds: Sequence[str],
) -> dict[str, tuple[str, Part]]:
    """Return what files of texts and of keys come to, each with the key by which it is known again."""
    folded, blanks, variants, shapes = folds
    fold = Fold(dict.fromkeys(blanks, "") | dict(_pair_up(folded)), dict(_pair_up(variants)))
    sizes, named = [*measure_names(read_numbers(shapes))], 0
    plain = make_key(OUTPUT, repr((folded, blanks, variants, slot)), {})
    told = {"k": "", "n": "", "t": plain, "e": make_key(plain, shapes, {})}
    found: dict[str, tuple[str, Part]] = {}
    for name in versions:
        if (kind := name[0]) not in told or "/" not in name:
            continue
        file = f"{name}.js"
        key = make_key(OUTPUT, told[kind] + (str(named) if kind == "e" else ""), {file: digests[file]})
        part = known.get(key)
        if part is None:
            version, values = _read_part(name, read(file))
            if kind in "kn":
                part = Part(version, *add_up_keys(*values))
            else:
                texts = [row[3] for row in values[1]]
                part = Part(version, *add_up_texts(texts, fold, slot if kind == "t" else sizes[named:]))
        named += len(part.starts) if kind == "e" else 0
        found[name] = key, part
    return found


def _tell(one: Said, change: ChangeScript) -> Record:
    return {
        "anchor": one.place.id,
        "citation": change(one.citation),
        "path": [change(words) for words in one.path],
        "text": change(one.text),
    }


def _describe(work: ProvedWork, said: list[Said], change: ChangeScript) -> Record:
    facts = work.edition.facts
    year = (facts.date_issued or facts.date_published)[:4]
    return {
        "work": work.name,
        "title": change(work.title),
        "year": int(year) if year.isdigit() else 0,
        "issuers": [change(name) for name in facts.issuers],
        "pages": list(dict.fromkeys(one.place.page for one in said)),
    }


def _read_file(
    shown: Mapping[str, str], paths: list[list[str]], rows: list[Any], exceptions: str
) -> Iterator[tuple[Record, Record]]:
    """Yield what a file of texts tells of each clause, as either tree shows it."""
    texts = [text for path in paths for text in path] + [text for row in rows for text in (row[1], row[3])]
    twins = iter(_show(texts, shown, exceptions))
    twin_paths = [[next(twins) for _ in path] for path in paths]
    for anchor, citation, path, text in rows:
        yield (
            {"anchor": anchor, "citation": citation, "path": paths[path], "text": text},
            {"anchor": anchor, "citation": next(twins), "path": twin_paths[path], "text": next(twins)},
        )


def _show(texts: Sequence[str], shown: Mapping[str, str], exceptions: str) -> list[str]:
    """Return texts in the second script: character by character, but for the exceptions."""
    others: dict[int, str] = {}
    at = 0
    number = ""
    for char in exceptions:
        if number and SIGNS[number[-1]] < STOPPERS:
            at += read_numbers(number)[0]
            others[at] = char
            number = ""
        else:
            number += char
    line = iter([others.get(place, shown.get(char, char)) for place, char in enumerate("".join(texts))])
    return ["".join([next(line) for _ in text]) for text in texts]


def _list_versions(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the version that each file has by what the head says, those of texts in the order of the line."""
    folders = {f"t/{work[0]}": work[5] for work in manifest["works"]} | {"e": manifest["nameVersions"]}
    found = {
        f"{folder}/{number}": version
        for folder, told in folders.items()
        for number, version in enumerate(_cut_versions(told))
    }
    for folder, told in manifest["keys"].items():
        names = (f"{folder}/{name_pair(''.join(pair))}" for pair in _pair_up(told))
        found |= dict(zip(names, _cut_versions(manifest["versions"][folder]), strict=True))
    return found | {name: manifest[name] for name in ("folds", "script", "words") if manifest[name]}


def _cut_versions(told: str) -> list[str]:
    return [told[at : at + _VERSION] for at in range(0, len(told), _VERSION)]


def _in_order(said: Iterable[Said]) -> list[Said]:
    """Page by page; titles before headings before text."""
    return [one for found in group_pages(said) for one in sorted(found, key=lambda one: one.rank)]


def _read_part(name: str, text: str) -> tuple[str, list[Any]]:
    """Return version and contents of a script planSearch.add("version","name","packed")."""
    version, called, packed = read_call(text, "planSearch.add")
    if called != name.removesuffix(".js"):
        raise ValueError(_("{name} calls itself {called}", name=name, called=called))
    return version, unpack(packed)


def _read_pages(manifest: Mapping[str, Any], shown: Mapping[str, str]) -> list[Record]:
    works = manifest["works"]
    texts = [work[1] for work in works] + manifest["issuers"]
    told = _show(texts, shown, manifest["exceptions"]) if shown else texts
    return [
        {
            "work": name,
            "title": title,
            "year": year,
            "issuers": [told[len(works) + number] for number in issuers],
            "pages": pages,
        }
        for title, (name, _title, year, issuers, pages, _versions) in zip(told, works, strict=False)
    ]


def _prove_keys(parts: Mapping[str, Part], lengths: Sequence[int], folder: str) -> list[Fault]:
    """Hold what keys come to against what texts do: of plans ("k", "t"), and of names, counted from their first."""
    totals, starts = dict.fromkeys("kten", 0), set[int]()
    names = islice((name for name in parts if name[0] in "kn"), 1, None)
    texts = [(name[0], part) for name, part in parts.items() if name[0] in "te"]
    at = {"t": 0, "e": 0}
    for (kind, part), length in zip(texts, lengths, strict=True):
        if part.size > length:
            return [Fault(OUTPUT, f"{folder}/index.js", _("texts take up more than they have"))]
        totals[kind] += part.total * pow(BASE, at[kind], PRIME)
        if kind == "t":
            starts.update(map(at[kind].__add__, part.starts))
        at[kind] += length
    for name, part in parts.items():
        if name[0] in "kn":
            totals[name[0]] += part.total
            # Readers look for a pair in the last file whose name comes no later.
            behind = next(names, "")
            if name[2:] != part.ends[0] or (name[0] == behind[:1] and behind[2:] <= part.ends[1]):
                return [Fault(OUTPUT, f"{folder}/{name}.js", _("its pairs are looked for in other files"))]
            # Where a clause begins: under its anchor, or because it sets a target.
            if not starts.issuperset(part.starts):
                return [Fault(OUTPUT, f"{folder}/{name}.js", _("an anchor leads to where no text begins"))]
    return [
        Fault(OUTPUT, f"{folder}/{keys}", _("pairs are not where texts have them"))
        for keys, of_texts in ("kt", "ne")
        if (totals[keys] - totals[of_texts]) % PRIME
    ]


def _pair_up(text: str) -> list[tuple[str, str]]:
    return [(text[at], text[at + 1]) for at in range(0, len(text), 2)]
