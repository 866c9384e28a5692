"""The search of both trees → faults: its texts are the works' in either script; every pair is found where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from build_tools.messages import _
from build_tools.proof.clauses import Said, list_said, read_call
from build_tools.proof.expected import Change, ProvedWork
from build_tools.proof.line import Fault
from build_tools.proof.packed import unpack
from build_tools.proof.trees import compare_records

OUTPUT = "search"
# The signs of numbers (assets/search.js): printable ASCII but the quote and the backslash; the first 64 end one.
_SIGNS = {chr(code): number for number, code in enumerate(code for code in range(0x21, 0x7F) if chr(code) not in '"\\')}
_STOPPERS = 64
_LONGEST_CODE = 12  # signs before the one that ends a number: far more than any number of an index has
_ENDING, _OTHERS = ("".join(map(re.escape, signs)) for signs in ([*_SIGNS][:_STOPPERS], [*_SIGNS][_STOPPERS:]))
_NUMBER_RE = re.compile(f"[{_OTHERS}]{{0,{_LONGEST_CODE}}}[{_ENDING}]")
_END, _ROOM = "\n", "\r"  # behind a text; between a phrase and the next
_PHRASE = 8  # the next begins at a multiple of it
_BETWEEN_RE = re.compile(f"(?<={_END})|(?<=[,。;:])(?![0-9])")
_VERSION = 4  # signs


class Told(NamedTuple):
    """What the head tells of a work, as either tree shows it, and what makes the second tree's characters."""

    entries: tuple[dict[str, Any], dict[str, Any]]
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
    work: ProvedWork, changes: tuple[Change, Change], told: Told | None, files: Mapping[str, str], folder: str
) -> tuple[list[Fault], int]:
    """Return what is wrong with a work's texts in the index and with its entry in the head, and their characters.

    Args:
        work: the work.
        changes: what changes its words to the script of either tree.
        told: its entry; None where the head has none.
        files: its texts, in order, by path below the index's folder.
        folder: the index's folder, for messages.
    """
    said = _in_order(list_said(work))
    shown = told.shown if told else {}
    try:
        parts = [_read_part(name, text)[1] for name, text in files.items()]
        records = [record for part in parts for record in _read_file(shown, *part)]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [Fault(OUTPUT, folder, _("cannot be read: {error!r}", error=error), work.name)], 0
    faults: list[Fault] = []
    for tree, change in enumerate(changes):
        wanted = [_tell(one, change) for one in said]
        read = (record[tree] for record in records)
        faults += compare_records(iter(wanted), iter(read), OUTPUT, f"{folder}/t/{work.name}", work.name)
        entries = [told.entries[tree]] if told else []
        wanted = [_describe(work, said, change)]
        faults += compare_records(iter(wanted), iter(entries), OUTPUT, f"{folder}/index.js", work.name)
    return faults, sum(len(one.text) for one in said)


def prove_search(works: Sequence[str], files: Mapping[str, str], folder: str) -> list[Fault]:
    """Return what is wrong with an index as a whole: whether its files fit together, and lead to where pairs stand.

    Args:
        works: names, in the order of the index.
        files: text by path below the index's folder.
        folder: the index's folder, for messages.
    """
    try:
        parts = {name.removesuffix(".js"): _read_part(name, text) for name, text in files.items()}
        manifest: dict[str, Any] = parts["index"][1][0]
        versions = _list_versions(manifest)
        keys = [(name[0], *parts[name][1]) for name in versions if name[0] in "kn"]
        folds: list[str] = parts["folds"][1]
        texts = [(name[0] == "t", [row[3] for row in parts[name][1][1]]) for name in versions if name[0] in "te"]
        lengths = _read_numbers(manifest["texts"])
        named = [work[0] for work in manifest["works"]]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [Fault(OUTPUT, folder, _("cannot be read: {error!r}", error=error))]
    if {name: version for name, (version, _) in parts.items() if name != "index"} != versions:
        return [Fault(OUTPUT, folder, _("its files are of different builds"))]
    if named != [*works]:
        return [
            Fault(OUTPUT, f"{folder}/index.js", _("is not what was proved"), expected=repr(works), found=repr(named))
        ]
    return _prove_keys(list(zip(texts, lengths, strict=True)), manifest, folds, keys, folder)


def _tell(one: Said, change: Change) -> dict[str, Any]:
    return {
        "anchor": one.place.id,
        "citation": change(one.citation),
        "path": [change(words) for words in one.path],
        "text": change(one.text),
    }


def _describe(work: ProvedWork, said: list[Said], change: Change) -> dict[str, Any]:
    facts = work.edition.facts
    year = (facts.date_issued or facts.date_published)[:4]
    return {
        "work": work.name,
        "title": change(work.title),
        "year": int(year) if year.isdigit() else 0,
        "issuers": [change(name) for name in facts.issuers],
        "pages": list(dict.fromkeys(one.place.page for one in said)),
    }


Record = dict[str, Any]
"""What is told of a clause: its anchor, citation, headings above and text."""


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
        if number and _SIGNS[number[-1]] < _STOPPERS:
            at += _read_numbers(number)[0]
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
        pairs = ("".join(pair).encode("utf-16-be", "surrogatepass").hex() for pair in _pair_up(told))
        names = (f"{folder}/{pair}" for pair in pairs)
        found |= dict(zip(names, _cut_versions(manifest["versions"][folder]), strict=True))
    return found | {name: manifest[name] for name in ("folds", "script", "words") if manifest[name]}


def _cut_versions(told: str) -> list[str]:
    return [told[at : at + _VERSION] for at in range(0, len(told), _VERSION)]


def _in_order(said: list[Said]) -> list[Said]:
    """Page by page; titles before headings before text."""
    pages: dict[str, list[Said]] = {}
    for one in said:
        pages.setdefault(one.place.page, []).append(one)
    return [one for found in pages.values() for one in sorted(found, key=lambda one: one.rank)]


def _read_part(name: str, text: str) -> tuple[str, list[Any]]:
    """Return version and contents of a script planSearch.add("version","name","packed")."""
    version, called, packed = read_call(text, "planSearch.add")
    if called != name.removesuffix(".js"):
        raise ValueError(_("{name} calls itself {called}", name=name, called=called))
    return version, unpack(packed)


def _read_pages(manifest: Mapping[str, Any], shown: Mapping[str, str]) -> list[dict[str, Any]]:
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


def _prove_keys(
    texts: Sequence[tuple[tuple[bool, list[str]], int]],
    manifest: Mapping[str, Any],
    folds: Sequence[str],
    keys: Sequence[tuple[str, str, str]],
    folder: str,
) -> list[Fault]:
    """Every pair of keys stands in the index where it stands on the line of all texts, and nowhere else.

    `texts` are the files in order, each with whether it is a plan's, and with the places that it takes up on the line;
    `keys` those of pairs: "k" of plans or "n" of names, whose places are counted from where names begin.
    """
    folded, blanks, variants, shapes = folds
    fold = _Fold(dict.fromkeys(blanks, "") | dict(_pair_up(folded)), dict(_pair_up(variants)))
    parts: list[str] = []
    starts: set[int] = set()  # of texts
    ends: list[int] = []
    at = 0
    names = _measure_names(_read_numbers(shapes))
    for (is_plan, own), length in texts:
        behind = at + length
        for text in own:
            keys_of_text = _END.join(part.translate(fold) for part in text.split(_END))
            if is_plan:
                keys_of_text = _make_room(keys_of_text)
            starts.add(at)
            ends.append(at + len(keys_of_text))
            size = len(keys_of_text) + 1
            size = size + -size % manifest["slot"] if is_plan else next(names)
            parts.append(keys_of_text.ljust(size, _END))
            at += size
        parts.append(_END * (behind - at))
        at = behind
    line = "".join(parts)
    begins = {"k": 0, "n": sum(length for (is_plan, _), length in texts if is_plan)}
    ended: list[int] = []
    wanted = len(line) - line.count(_END) - line.count(_ROOM)
    found = 0
    for kind, signs, codes in keys:
        for number, code in enumerate(codes.split(" ")):
            pair = signs[2 * number : 2 * number + 2]
            positions = [*accumulate(_read_numbers(code), initial=begins[kind])][1:]
            if pair == _END * 2:
                ended += positions
                continue
            if pair[0] == _END:
                # Where a clause begins: under its anchor, or because it sets a target.
                if not starts.issuperset(positions):
                    return [Fault(OUTPUT, f"{folder}/k", _("an anchor leads to where no text begins"))]
                continue
            for position in positions:
                shown = line[position : position + 2]
                if shown[1:] == _ROOM:
                    shown = shown[0] + line[position + 1 : position + 1 + _PHRASE].lstrip(_ROOM)[:1]
                if shown != pair:
                    return [
                        Fault(
                            OUTPUT,
                            f"{folder}/k",
                            _("a pair is not where it is said to be ({position})", position=position),
                            expected=pair,
                            found=shown,
                        )
                    ]
                found += 1
    if ended != ends:
        return [Fault(OUTPUT, f"{folder}/k", _("the ends of texts are not where they are said to be"))]
    if found != wanted:
        return [Fault(OUTPUT, f"{folder}/k", _("pairs are lost"), expected=str(wanted), found=str(found))]
    return []


def _make_room(keys: str) -> str:
    *phrases, last = _BETWEEN_RE.split(keys)
    return "".join([phrase.ljust(len(phrase) + -len(phrase) % _PHRASE, _ROOM) for phrase in phrases]) + last


def _measure_names(numbers: Sequence[int]) -> Iterator[int]:
    """Yield the places that each name takes up: its forms, each with an end, and the rest."""
    at = 0
    while at < len(numbers):
        rest = at + 2 + numbers[at + 1]
        yield sum(number // 2 + 1 for number in numbers[at + 2 : rest]) + numbers[rest] + 1
        at = rest + 1


class _Fold(dict[int, str]):
    """Folds a character in width and case, and to the variant under which it is found, for `str.translate`."""

    def __init__(self, widths: Mapping[str, str], variants: Mapping[str, str]) -> None:
        self._widths, self._variants = widths, variants

    def __missing__(self, code: int) -> str:
        chars = self._widths.get(chr(code), chr(code))
        lower = (low if len(low := char.lower()) == 1 else char for char in chars)
        self[code] = "".join(self._variants.get(char, char) for char in lower)
        return self[code]


def _pair_up(text: str) -> list[tuple[str, str]]:
    return [(text[at], text[at + 1]) for at in range(0, len(text), 2)]


def _read_numbers(code: str) -> list[int]:
    """Return numbers, each of which ends with one of the first 64 signs."""
    found = _NUMBER_RE.findall(code)
    if sum(map(len, found)) != len(code):
        raise ValueError(code)
    return [*map(_NUMBERS.__getitem__, found)]


class _Numbers(dict[str, int]):
    """The number that signs stand for; what has been read is kept."""

    def __missing__(self, signs: str) -> int:
        number, base = 0, len(_SIGNS) - _STOPPERS
        for sign in map(_SIGNS.__getitem__, signs[:-1]):
            number = number * base + sign - _STOPPERS + 1
        self[signs] = number = number * _STOPPERS + _SIGNS[signs[-1]]
        return number


_NUMBERS = _Numbers()
