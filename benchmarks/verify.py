"""Verify quotations: no false answer on true and altered ones, and the time each takes.

    python benchmarks/verify.py [--project DIR] [--number 1000] [--works 1000] [--seed 1]

True quotations are stretches of the works of a project, begun and ended at signs or at random: as they stand, in
traditional script, in full or half width, over two clauses, with line ends in them, with something left out. Altered
ones have one character exchanged, left out or put in, one figure or one Chinese numeral changed, one label changed, or
two words turned around; each is made anew until it stands nowhere in the works by a plain comparison that shares no
code with what is measured. A third set are sentences of which no work holds the like: the clauses of a work that is
left out of the library. For time the library is filled with works whose characters are shuffled stretch by stretch.

Prints, for each kind, the wrong answers, and the mean and the largest time of one.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.script import Script, ScriptTable
from build_tools.quoting.texts import Texts, Wording, cut_wordings
from build_tools.quoting.verify import Agreement, verify_quotation
from build_tools.quoting.wording import read_wording

Works = dict[str, tuple[Wording, ...]]

FIGURES = "0123456789"
IN_NUMBER_RE = re.compile("[0-9%.一二三四五六七八九十百千万亿]")
NUMERALS = "一二三四五六七八九"
COMMON = "的新大不展发业国市高"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path, default=Path())
    parser.add_argument("--number", type=int, default=1_000, help="quotations of each set")
    parser.add_argument("--works", type=int, default=0, help="fill the library up to so many works")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - drawn again by a number
    conversion = convert_project(Project(options.project.resolve()))
    works = {name: cut_wordings(conversion.survey(name)) for name in conversion.slips.records}
    left_out = min(works)
    held = {name: clauses for name, clauses in works.items() if name != left_out}
    filling = list(fill(works, options.works - len(held), chance))
    texts = Texts([*held.items(), *filling])
    print(f"{len(texts.bounds)} works, {len(texts.line):,} characters of wording")
    known = {name: flatten("".join(clause.text for clause in clauses)) for name, clauses in held.items()}
    clauses = [clause for own in held.values() for clause in own]
    apart = [clause for clause in works[left_out] if len(clause.words) > 30]
    sets = {
        Agreement.VERBATIM: (lambda: make_true(list(held.values()), chance)),
        Agreement.DIFFERS: (lambda: make_altered(clauses, known, chance)),
        Agreement.ABSENT: (lambda: ("elsewhere", chance.choice(apart).text[:200])),
    }
    for right, make in sets.items():
        wrong: Counter[str] = Counter()
        taken = []
        for _ in range(options.number):
            kind, quotation = make()
            start = time.perf_counter()
            found = verify_quotation(texts, quotation)
            taken.append(time.perf_counter() - start)
            if found.verdict is not right:
                wrong[kind] += 1
                if wrong[kind] <= 3:
                    place = f"{found.work} {found.clause.place}" if found.clause else ""
                    print(f"  {right} {kind}: {found.verdict} {place} {quotation!r} {found.differences[:2]}")
        mean, most = 1_000 * sum(taken) / len(taken), 1_000 * max(taken)
        answers = f"{right}: {options.number}, wrong {sum(wrong.values())} {dict(wrong)}"
        print(f"{answers}; ms: mean {mean:.1f}, most {most:.1f}")


def make_true(works: list[tuple[Wording, ...]], chance: random.Random) -> tuple[str, str]:
    """Return the kind and the words of a quotation that stands in the works."""
    kind = chance.choice(["plain", "traditional", "wide", "narrow", "two clauses", "line ends", "left out"])
    clauses = chance.choice(works)
    number = chance.randrange(len(clauses) - 1)
    text = take_stretch(clauses[number].text, chance)
    if kind == "two clauses":
        first, second = clauses[number], clauses[number + 1]
        return kind, f"{first.text}\n{second.text}"
    if kind == "traditional":
        return kind, ScriptConverter(ScriptTable(), Script.HANT).convert(text)
    if kind == "wide":
        return kind, "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    if kind == "narrow":
        return kind, text.translate({ord("，"): ",", ord("（"): "(", ord("）"): ")", ord("；"): ";", ord("："): ":"})
    if kind == "line ends":
        at = chance.randrange(len(text))
        return kind, f"{text[:at]}\n　　{text[at:]}"
    if kind == "left out" and len(text) > 40:
        third = len(text) // 3
        ends = [at for at in range(third, 2 * third) if not IN_NUMBER_RE.search(text[at - 1 : at + 1])]
        if len(ends) > 12:
            return kind, f"{text[: ends[0]]}……{text[ends[-1] :]}"
    return "plain", text


def take_stretch(text: str, chance: random.Random) -> str:
    """Return some sentences of a text, or part of one that cuts no number."""
    ends = [0, *(found.end() for found in re.finditer("[。；，]", text)), len(text)]
    start, end = sorted(chance.sample(range(len(ends)), 2))
    found = text[ends[start] : ends[end]]
    return found if len(read_wording(found)) >= 8 else text


def make_altered(clauses: list[Wording], known: dict[str, str], chance: random.Random) -> tuple[str, str]:
    """Return the kind and the words of a quotation that nearly stands in the works."""
    while True:
        text = take_stretch(chance.choice(clauses).text, chance)
        if len(read_wording(text)) < 10:
            continue
        kind, altered = alter(text, chance)
        flat = flatten(altered)
        if altered != text and not any(flat in own for own in known.values()):
            return kind, altered


def alter(text: str, chance: random.Random) -> tuple[str, str]:
    """Return how a text is altered, and the text so."""
    places = [at for at, char in enumerate(text) if "\u4e00" <= char <= "\u9fff"]
    figures = [at for at, char in enumerate(text) if char in FIGURES]
    numerals = [at for at, char in enumerate(text) if char in NUMERALS]
    kind = chance.choice(["character", "left out", "put in", "figure", "numeral", "label", "turned"])
    if kind == "figure" and figures:
        at = chance.choice(figures)
        return kind, text[:at] + chance.choice(FIGURES.replace(text[at], "")) + text[at + 1 :]
    if kind == "numeral" and numerals:
        at = chance.choice(numerals)
        return kind, text[:at] + chance.choice(NUMERALS.replace(text[at], "")) + text[at + 1 :]
    if kind == "label" and (label := re.match(r"[0-9]+|[（(]?[一二三四五六七八九]", text)):
        other = "7" if "7" not in label[0] else "8"
        return kind, re.sub(r"[0-9]+|[一二三四五六七八九]", other, text, count=1)
    # At the very ends something left out or put in still leaves, or makes, another quotation.
    inner = places[1:-1]
    if len(inner) < 3:
        return "none", text
    at = chance.choice(inner)
    if kind == "left out":
        return kind, text[:at] + text[at + 1 :]
    if kind == "put in":
        return kind, text[:at] + chance.choice(COMMON) + text[at:]
    if kind == "turned":
        return kind, text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    return "character", text[:at] + chance.choice(COMMON.replace(text[at], "")) + text[at + 1 :]


def flatten(text: str) -> str:
    """Return a text without signs and blanks, in half width: for a comparison of its own."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LN" or c in "%.")


def fill(works: Works, number: int, chance: random.Random) -> Iterator[tuple[str, tuple[Wording, ...]]]:
    """Yield works like those that are there, of whose sentences none is left as it was."""
    names = sorted(works)
    for count in range(number):
        clauses = []
        for clause in works[names[count % len(names)]]:
            pieces = re.findall("..?", clause.text, re.DOTALL)
            chance.shuffle(pieces)
            text = "".join(pieces)
            clauses.append(clause._replace(text=text, words=read_wording(text)))
        yield f"filling-{count}", tuple(clauses)


if __name__ == "__main__":
    main()
