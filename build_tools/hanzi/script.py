"""Conversion between simplified and traditional script: the only door to OpenCC.

Takes and gives strings. A conversion changes script, never words, and keeps every character's place: the result has
as many code points as the text, and offsets of links, anchors and hits hold in both. Pure; equal input gives equal
output. Dictionaries are opened once in a process.

From simplified script, words are found first and converted one by one: OpenCC alone takes the longest phrase that it
knows at each place, across the bounds of words. What stands in `ScriptTable` is laid over the result, where it begins
and ends with words.
"""

import json
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from opencc import OpenCC

from build_tools.hanzi.words import cut_words, read_alone, read_lexicon, read_name, read_names, split_word
from build_tools.model.script import Choice, Script, ScriptException, ScriptTable

# From simplified to a region's characters, not its words (s2twp would make 影片 of 视频): s2tw is these one after the
# other, and opens once more what takes 40 ms to open.
_TO_TRADITIONAL, _VARIANTS = "s2t", {Script.HANT: "t2tw", Script.HANT_HK: "t2hk"}
_TO_SIMPLIFIED = {Script.HANT: "tw2s", Script.HANT_HK: "hk2s"}
_HAN_RE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
# The year in the number of a document, and how many letters before it may belong to the number.
_YEAR_RE = re.compile(r"[〔［\[（(]\d{4}[〕］\]）)]")
_CODE_LENGTH = 8
_DIGITS = frozenset(map(chr, (*range(0x30, 0x3A), *range(0xFF10, 0xFF1A))))  # of both widths
_Bounds = tuple[int, tuple[int, ...]]
"""Where a run begins, and which offsets in it stand inside of words."""
# Most runs of a library stand on many pages of it, and in books, search and proofs: some 20 MB keep the usual ones.
_RUNS = 65_536
# Texts of so many code points, and so many of them: 10 MB at most.
_SHORT, _KNOWN = 500, 16_384
# OpenCC takes UTF-8, which has no lone surrogates.
_SURROGATES_RE = re.compile("([\ud800-\udfff]+)")


class ScriptConverter:
    """Converts texts to one script.

    Args:
        table: the project's exceptions; those for other targets are passed over.
        target: the script to convert to.
        source: where the target is simplified, the forms in which the text comes.
    """

    def __init__(self, table: ScriptTable, target: Script, source: Script = Script.HANT) -> None:
        self.table = table
        self.target = target
        self._config = _TO_SIMPLIFIED.get(source, "t2s")
        self._alone: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, str] = {}
        self._overlay = _Overlay(entry for entry in table.exceptions if target in entry.targets)

    def convert(self, text: str) -> str:
        """Return the text in the target's script; each character stands where its source stands."""
        if len(text) > _SHORT:
            lines = text.split("\n")  # over whose ends no word goes; pages have many in common
            return "\n".join(map(self.convert, lines)) if len(lines) > 1 else self._decide(text)[0]
        # Of seven such texts that a site has converted, six have been converted before.
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[text] = known = self._decide(text)[0]
        return known

    def read(self, text: str) -> tuple[str, tuple[Choice, ...]]:
        """Return what `convert` does, and the places where another character was possible, in order."""
        converted, decided = self._decide(text)
        readings = _readings(self.target)
        found: list[Choice] = []
        for start, (char, chosen) in enumerate(zip(text, converted, strict=True)):
            if (options := readings.get(char)) is None:
                if char not in self._alone:
                    self._alone[char] = (self._convert(char)[0],)
                options = self._alone[char]
            if len(options) > 1 or chosen != options[0]:
                others = tuple(option for option in options if option != chosen)
                found.append(Choice(start, char, chosen, others, bool(decided[start])))
        return converted, tuple(found)

    def _decide(self, text: str) -> tuple[str, bytearray]:
        """Return the converted text, and a 1 for each code point that an exception decided."""
        return self._overlay.apply(text, *self._convert(text))

    def _convert(self, text: str) -> tuple[str, list[_Bounds]]:
        """Return the text as converted without the project's exceptions, and which offsets stand inside of words."""
        if self.target is Script.HANS:
            return _convert_aligned(self._config, text), []
        return _convert_words(self.target, text)


def localise(target: Script, text: str) -> str:
    """Return converted words of the site's own with what the region calls a program's things; as long as they were.

    Never for texts: 視頻 and 鏈接 of a plan stay what it says.
    """
    for word, local in read_lexicon().interface.get(target, {}).items():
        text = text.replace(word, local)
    return text


def find_stale_exceptions(table: ScriptTable) -> list[tuple[ScriptException, Script]]:
    """Return the exceptions that change nothing: the converter reads their example so by itself."""
    stale: list[tuple[ScriptException, Script]] = []
    for entry in table.exceptions:
        rest = ScriptTable(tuple(other for other in table.exceptions if other is not entry))
        for target in entry.targets:
            start = entry.example.index(entry.phrase)
            found = ScriptConverter(rest, target).convert(entry.example)[start : start + len(entry.phrase)]
            if found == entry.reads:
                stale.append((entry, target))
    return stale


def detect_script(text: str) -> Script:
    """Return HANT where characters that only traditional script has outnumber those only simplified script has.

    The forms of Taiwan and Hong Kong are not told apart, and a text with neither kind counts as simplified.
    """
    simplified, traditional = _marks()
    balance = sum((char in traditional) - (char in simplified) for char in text)
    return Script.HANT if balance > 0 else Script.HANS


def fold_script(text: str) -> str:
    """Return a key under which texts that differ in script alone are equal; as long as the text.

    For comparison keys only. Whatever a conversion may make of a character has the same key as the character, so
    后 and 後, 着 and 著 are equal, too.
    """
    return text.translate(_fold_table())


def list_variants(chars: Iterable[str]) -> dict[str, str]:
    """Return the part of `fold_script` that matters to texts made of these characters: character → key.

    Left out are characters that have the key of nothing in the texts: no query that holds one can be answered.
    """
    table = _fold_table()
    present = {table.get(ord(char), char) for char in chars}
    return {chr(code): key for code, key in sorted(table.items()) if key in present}


@cache
def read_regional_words() -> dict[str, str]:
    """Return words of Taiwan and Hong Kong, as they are written there → the mainland's, in simplified script.

    OpenCC's; `scripts/list_regional_words.py` wrote them. A word may mean something else here (資料 is 数据 there): who
    reads it so has to say it.
    """
    words: dict[str, str] = json.loads(Path(__file__).with_name("regional_words.json").read_text("utf-8"))["words"]
    return words


class _Overlay:
    """Lays exceptions over a converted text, longer ones first."""

    def __init__(self, entries: Iterable[ScriptException]) -> None:
        self.reads = {entry.phrase: entry.reads for entry in entries}
        by_length: dict[int, list[str]] = {}
        for phrase in self.reads:
            by_length.setdefault(len(phrase), []).append(phrase)
        self.patterns = [re.compile("|".join(map(re.escape, by_length[n]))) for n in sorted(by_length, reverse=True)]

    def apply(self, text: str, converted: str, bounds: list[_Bounds]) -> tuple[str, bytearray]:
        """Return the text with the exceptions applied, and a 1 for each code point that one of them decided.

        Args:
            text: as it came.
            converted: the same without exceptions.
            bounds: which offsets stand in words. An exception is made of whole words or is part of one, never of two.
        """
        decided = bytearray(len(text))
        found: list[tuple[int, str]] = []
        inside: frozenset[int] | None = None  # most texts hold no exception
        for pattern in self.patterns:
            at = 0
            while match := pattern.search(text, at):
                start, end = match.span()
                if inside is None:
                    inside = frozenset([first + offset for first, offsets in bounds for offset in offsets])
                cuts = (start in inside or end in inside) and not inside.issuperset(range(start + 1, end))
                if cuts or any(decided[start:end]):
                    at = start + 1
                    continue
                decided[start:end] = b"\1" * (end - start)
                found.append((start, self.reads[match[0]]))
                at = end
        if not found:
            return converted, decided
        parts: list[str] = []
        at = 0
        for start, reads in sorted(found):
            parts += (converted[at:start], reads)
            at = start + len(reads)
        return "".join([*parts, converted[at:]]), decided


def _convert_words(target: Script, text: str) -> tuple[str, list[_Bounds]]:
    """Convert to traditional script, word by word; with the offsets that stand inside of words, run by run.

    A run of Chinese characters none of which has several readings is converted as it is, and is one word. So is one in
    traditional script; it changes to the region's forms.
    """
    parts: list[str] = []
    bounds: list[_Bounds] = []
    at = 0
    for match in _HAN_RE.finditer(text):
        start, end = match.span()
        is_counted = text[start - 1 : start] in _DIGITS
        is_numbered = _YEAR_RE.match(text, end) is not None
        converted, offsets = _convert_run(target, match[0], is_numbered, is_counted)
        parts += (text[at:start], converted)
        if offsets:
            bounds.append((start, offsets))
        at = end
    return "".join([*parts, text[at:]]), bounds


@lru_cache(maxsize=_RUNS)
def _convert_run(target: Script, run: str, is_numbered: bool, is_counted: bool) -> tuple[str, tuple[int, ...]]:
    """Convert a run of Chinese characters; with the offsets that stand inside of its words.

    Args:
        target: a traditional script.
        run: of simplified or traditional characters.
        is_numbered: whether the year of a document's number follows.
        is_counted: whether a digit stands before it.
    """
    is_traditional = _is_traditional(run)
    if is_traditional or _needs_words(target).isdisjoint(run):
        return _reshape(target, run, run if is_traditional else _convert_part(_TO_TRADITIONAL, run)), ()
    code = max(len(run) - _CODE_LENGTH, 0) if is_numbered else len(run)
    parts: list[str] = []
    inside: list[int] = []
    start = 0
    words = (*cut_words(run[:code]), *run[code:])
    for at, word in enumerate(words):
        reading = read_alone(words, at, is_counted) if len(word) == 1 and start < code else None
        parts.append(_convert_word(target, word) if reading is None else _reshape(target, word, reading))
        inside.extend(range(start + 1, start + len(word)))
        start += len(word)
    converted = list("".join(parts))
    for offset, reading in read_names(run):
        converted[offset] = reading
    return "".join(converted), tuple(inside)


def _is_traditional(run: str) -> bool:
    simplified, traditional = _marks()
    return not traditional.isdisjoint(run) and simplified.isdisjoint(run)


@cache
def _needs_words(target: Script) -> frozenset[str]:
    """Return the characters whose form depends on the word, or on what is decided about words."""
    lexicon = read_lexicon()
    return frozenset(chain(_readings(target), *lexicon.words, lexicon.alone, lexicon.forms.get(target, {})))


@cache
def _convert_word(target: Script, word: str) -> str:
    lexicon = read_lexicon()
    if (alone := lexicon.alone.get(word)) is not None:
        return _reshape(target, word, alone)
    known = lexicon.words.get(word) or read_name(word)
    if not known and word not in lexicon.words and (parts := split_word(word)):
        return "".join(_convert_word(target, part) for part in parts)
    converted = _convert_part(_TO_TRADITIONAL, word)
    return _reshape(target, word, "".join(known.get(char, to) for char, to in zip(word, converted, strict=True)))


def _reshape(target: Script, text: str, traditional: str) -> str:
    """Return a text that is in traditional script already, in the region's forms, as its statutes have them."""
    lexicon, converted = read_lexicon(), _convert_part(_VARIANTS[target], traditional)
    forms = lexicon.forms.get(target, {})
    shaped = "".join(forms.get(char, to) for char, to in zip(text, converted, strict=True))
    for phrase, form in lexicon.phrases.get(target, {}).items():
        shaped = shaped.replace(phrase, form)
    return shaped


_opencc = cache(OpenCC)


def _convert_aligned(config: str, text: str) -> str:
    """Convert with OpenCC; where a length would change, line by line and then character by character."""
    return "".join(
        part if number % 2 else _convert_part(config, part) for number, part in enumerate(_SURROGATES_RE.split(text))
    )


def _convert_part(config: str, text: str) -> str:
    converted: str = _opencc(config).convert(text)
    if len(converted) == len(text):
        return converted
    if len(text) == 1:
        return text
    lines = text.split("\n")
    return (
        "\n".join(_convert_part(config, line) for line in lines)
        if len(lines) > 1
        else "".join(_convert_part(config, char) for char in text)
    )


@cache
def _dictionary() -> dict[str, Any]:
    """OpenCC's characters with several readings, before regional forms; `scripts/list_script_readings.py` wrote it.

    With them stand what takes a tenth of a second to reckon: characters of one script alone, and keys of a search.
    """
    held: dict[str, Any] = json.loads(Path(__file__).with_name("script_readings.json").read_text("utf-8"))
    return held


@cache
def _readings(target: Script) -> dict[str, tuple[str, ...]]:
    """Return, for each character with several readings in the target's forms, these, the likeliest first."""
    if target is Script.HANS:
        return {char: tuple(readings) for char, readings in _dictionary()["to_simplified"].items()}
    regional = {
        char: tuple(dict.fromkeys(_convert_part(_VARIANTS[target], reading) for reading in readings))
        for char, readings in _dictionary()["to_traditional"].items()
    }
    return {char: readings for char, readings in regional.items() if len(readings) > 1}


@cache
def _marks() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only simplified, and those that only traditional texts have."""
    table = _dictionary()
    return frozenset(table["only_simplified"]), frozenset(table["only_traditional"])


@cache
def _fold_table() -> dict[int, str]:
    """Return code point → key for each character whose key is another character."""
    table = _dictionary()
    return dict(zip(map(ord, table["folded"]), table["keys"], strict=True))
