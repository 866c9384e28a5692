"""Whether a second reading notices what the first one got wrong: errors put into readings on purpose.

Method: each file is read, and read again as `add` does (PDF: poppler's pdftotext; DOCX: the texts of its XML). Then one
character of the first reading is put for another of the same file, lost, doubled, or swapped with its neighbour, drawn
by seed; the error is found where the two readings differ otherwise than without it. Characters that the reading
does not publish are left alone. Given are, for each file, places that differ without an error (none, or each one to be
explained), seconds of the comparison, and the share of errors that were found, by kind.

Run: `python benchmarks/second_reading.py [--errors N] [FILE …]`: by default 10,000 errors in all, in the PDFs that this
project makes of its plans. Needs poppler.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

from build_tools.intake import SourceFile, read_file
from build_tools.model.reading import Reading, ReadLine
from build_tools.model.second_reading import SecondReading
from build_tools.reading import docx_plain
from build_tools.reading.variants import compare_reading
from build_tools.reading.word_boxes import read_word_boxes
from build_tools.source.other_readers import find_words

ROOT = Path(__file__).resolve().parents[1]
SEED, ERRORS = 20260101, 10_000
KINDS = ("substitution", "loss", "doubling", "swap")


def print_plans() -> list[Path]:
    """Return the PDFs of the plans, made where they are not there."""
    subprocess.run([sys.executable, "-m", "build_tools", "pdf", "--quiet"], cwd=ROOT, check=True)
    return [path for path in sorted((ROOT / ".build" / "pdf").glob("*.pdf")) if not path.name.startswith("collection")]


def cut_parts(reading: Reading, second: list[str]) -> list[tuple[Reading, str]]:
    """Return what is compared at once: each page with its text, or the whole."""
    if not reading.pages:
        return [(reading, second[0])]
    return [
        (
            replace(
                reading,
                pieces=tuple(replace(line, page=1) for line in reading.lines() if line.page == page.number),
                pages=(replace(page, number=1),),
            ),
            second[page.number - 1],
        )
        for page in reading.pages
    ]


def is_seen(char: str) -> bool:
    """Whether a character takes a place on the page: no blank, no sign for the setting of lines."""
    return not char.isspace() and unicodedata.category(char) != "Cf"


def list_places(reading: Reading) -> list[tuple[int, int]]:
    """Return (line, character) of everything published that is no blank."""
    places = []
    for number, line in enumerate(reading.lines()):
        dropped = {at for part in line.stretches if part.drop for at in range(part.start, part.end)}
        places += [(number, at) for at, char in enumerate(line.text) if is_seen(char) and at not in dropped]
    return places


def spoil(line: ReadLine, at: int, kind: str, letters: str, chance: random.Random) -> ReadLine | None:
    """Return a line with an error at a place, None where that changes nothing."""
    text, char = line.text, line.text[at]
    following = text[at + 1 : at + 2]
    if kind == "substitution":
        other = chance.choice(letters)
        return None if other == char else replace(line, text=text[:at] + other + text[at + 1 :])
    if kind == "swap":
        is_same = following == char or not following or not is_seen(following)
        return None if is_same else replace(line, text=text[:at] + following + char + text[at + 2 :])
    stretches = tuple(
        replace(part, start=part.start + (part.start > at) * step, end=part.end + (part.end > at) * step)
        for step in ((-1,) if kind == "loss" else (1,))
        for part in line.stretches
    )
    text = text[:at] + text[at + 1 :] if kind == "loss" else text[:at] + char + text[at:]
    return replace(line, text=text, stretches=stretches)


def put_in(reading: Reading, number: int, spoiled: ReadLine) -> Reading:
    """Return a reading, tables opened, with one line replaced."""
    lines = list(reading.lines())
    lines[number] = spoiled
    return replace(reading, pieces=tuple(lines))


def list_differences(second: SecondReading) -> list[tuple[str, str]]:
    """Return what both readers give at each place where they differ."""
    return [(second.fault, "")] if second.fault else [(one.first, one.second) for one in second.variants]


def measure(path: Path, errors: int, chance: random.Random) -> tuple[Counter[str], Counter[str]]:
    """Print how a file does; return how many errors of each kind were put in and found."""
    data = path.read_bytes()
    reading = read_file(SourceFile(path.name, data)).reading
    if reading is None:
        sys.exit(f"{path}: no file that is read once")
    is_pdf = reading.format == "pdf"
    output, reader = find_words(data) if is_pdf else (docx_plain.find_texts(data, path.name), docx_plain.READER)
    second = read_word_boxes(output) if is_pdf else [output]
    begun = time.perf_counter()
    whole = compare_reading(reading, second, reader)
    seconds = time.perf_counter() - begun
    print(f"{path.name}: {whole.characters} characters, {reader}: {whole.fault or whole.count} differ, {seconds:.2f} s")
    for variant in whole.variants[:10]:
        print(f"  page {variant.page}, line {variant.line}: {variant.before}[{variant.first}|{variant.second}]")
    put, found = Counter[str](), Counter[str]()
    if whole.fault:
        return put, found
    parts = [
        (part, text, list_places(part), list_differences(compare_reading(part, [text], reader)))
        for part, text in cut_parts(reading, second)
    ]
    parts = [part for part in parts if part[2]]
    letters = "".join(filter(is_seen, reading.text))
    while put.total() < errors:
        part, text, places, before = chance.choices(parts, [len(part[2]) for part in parts])[0]
        number, at = chance.choice(places)
        kind = KINDS[put.total() % len(KINDS)]
        spoiled = spoil(list(part.lines())[number], at, kind, letters, chance)
        if spoiled is None:
            continue
        put[kind] += 1
        after = compare_reading(put_in(part, number, spoiled), [text], reader)
        if list_differences(after) != before:
            found[kind] += 1
        else:
            print(f"  not found: {kind} at line {number + 1}, character {at}: {spoiled.text[max(0, at - 8) : at + 8]}")
    return put, found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=ERRORS)
    parser.add_argument("files", type=Path, nargs="*")
    options = parser.parse_args()
    files = options.files or print_plans()
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    put, found = Counter[str](), Counter[str]()
    for path in files:
        one, other = measure(path, -(-options.errors // len(files)), chance)
        put, found = put + one, found + other
    for kind in KINDS:
        print(f"{kind:14}{found[kind]:6} of {put[kind]:6} found")
    print(f"{'all':14}{found.total():6} of {put.total():6} found ({found.total() / max(put.total(), 1):.2%})")


if __name__ == "__main__":
    main()
