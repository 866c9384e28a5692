# ruff: noqa: T201 - a command, whose findings go to the terminal
"""A search for downloads that break a promise, guided by the code they reach; `make fuzz`, never in the test suite.

A document is made by the grammar of the property tests (`tests/properties/documents.py`) from a list of choices. Lists
that reach new lines are kept and changed: choices replaced, left out, put in, or taken over from another list. `judge`
takes each document the whole way to pages in memory.

The search may be ended at any time and goes on where it was: the folder holds the lists that were kept, the number of
documents so far, and each finding, the first of its kind, shortened. What is found becomes a titled case under
tests/cases/, or an example of a property, before it is mended.

    python tests/fuzz/fuzz.py --seconds 600 --out FOLDER
    python tests/fuzz/fuzz.py --judge FILE…        what is wrong with a file, if anything
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "properties"), str(ROOT / "tests" / "fuzz")]

from coverage import Coverage  # noqa: E402 (found through the path above)
from documents import make_document  # noqa: E402
from judge import verdict  # noqa: E402

CODECS = ("utf-8", "utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "big5hkscs", "utf-8-sig")
# The longest list that is changed further: longer documents make the search slow and find the same.
LONGEST = 1500
# Each document is looked at until so many are kept, then one in so many.
FEWEST_KEPT, SELDOM = 60, 12
SAVED_EVERY = 30.0  # seconds


class Recorded:
    """Chooses as a list says, then by chance, and keeps what it chose."""

    def __init__(self, wanted: list[int], chance: random.Random) -> None:
        self.wanted, self.chance = wanted, chance
        self.made: list[int] = []

    def below(self, bound: int) -> int:
        """Return the next choice."""
        at = len(self.made)
        number = self.wanted[at] % bound if at < len(self.wanted) else self.chance.randrange(bound)
        self.made.append(number)
        return number


def make_file(choices: Recorded) -> bytes:
    """Return the bytes of a document."""
    codec = CODECS[choices.below(len(CODECS))]
    return make_document(choices).encode(codec, "replace")


def change(kept: list[list[int]], chance: random.Random) -> list[int]:
    """Return a list of choices much like one that was kept; an empty one leaves all to chance."""
    if not kept or chance.random() < 0.2:
        return []
    made = list(kept[-1 - int(len(kept) * chance.random() ** 2)])
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(made) + 1)
        kind = chance.randrange(5)
        if kind < 2 and made:
            made[at % len(made)] = chance.randrange(1 << 16)
        elif kind == 2:
            del made[at : at + chance.choice((1, 2, 8, 32))]
        elif kind == 3:
            made[at:at] = [chance.randrange(1 << 16) for _ in range(chance.choice((1, 2, 8)))]
        else:
            other = chance.choice(kept)
            since = chance.randrange(len(other) + 1)
            made[at:] = other[since : since + 200]
    return made


def shorten(data: bytes, kind: str, judge: Callable[[bytes], str], seconds: float = 60) -> bytes:
    """Return a shorter file of the same kind of finding: pieces are left out, large ones first."""
    end = time.monotonic() + seconds
    step = len(data) // 2
    while step and time.monotonic() < end:
        at = 0
        while at < len(data) and time.monotonic() < end:
            shorter = data[:at] + data[at + step :]
            if shorter and judge(shorter) == kind:
                data = shorter
            else:
                at += step
        step //= 2
    return data


class Search:
    """A search with its folder."""

    def __init__(self, out: Path, seed: int = 0) -> None:
        self.out, self.seed = out, seed
        self.state = out / "state.json"
        told = json.loads(self.state.read_text("utf-8")) if self.state.is_file() else {}
        self.tried: int = told.get("tried", 0)
        self.kept: list[list[int]] = told.get("kept", [])
        self.kinds: set[str] = set(told.get("kinds", []))
        self.coverage = Coverage(ROOT / "build_tools")

    def save(self) -> None:
        """Write the state aside and rename it."""
        aside = self.state.with_suffix(".new")
        aside.write_text(json.dumps({"tried": self.tried, "kept": self.kept, "kinds": sorted(self.kinds)}), "utf-8")
        aside.replace(self.state)

    def try_one(self, wanted: list[int], chance: random.Random) -> None:
        """Judge one document, and keep its choices where it reaches new lines."""
        choices = Recorded(wanted, chance)
        data = make_file(choices)
        self.coverage.fresh = 0
        # Looking costs twice what judging does: it pays while much is new.
        if len(self.kept) < FEWEST_KEPT or self.tried % SELDOM == 0:
            self.coverage.start()
        kind = verdict(data)
        self.coverage.stop()
        self.tried += 1
        if kind and kind not in self.kinds:
            self.kinds.add(kind)
            path = self.out / f"{hashlib.sha256(data).hexdigest()[:10]}.txt"
            path.write_bytes(data)
            path.write_bytes(shorten(data, kind, verdict))
            print(f"FOUND {kind}: {path} {path.read_bytes()[:120]!r}", flush=True)
        if self.coverage.fresh and not kind and len(choices.made) <= LONGEST:
            self.kept.append(choices.made)

    def run(self, seconds: float) -> None:
        """Search; what was kept before is looked at again first, so that only new code counts as new."""
        end = saved = time.monotonic()
        end += seconds
        before, self.kept = self.kept, []
        for wanted in before:
            self.try_one(wanted, random.Random(0))
        while time.monotonic() < end:
            chance = random.Random(f"{self.seed}-{self.tried}")
            self.try_one(change(self.kept, chance), chance)
            if time.monotonic() - saved > SAVED_EVERY:
                saved = time.monotonic()
                self.save()
                lines = sum(map(len, self.coverage.lines.values()))
                print(
                    f"{self.tried} documents, {len(self.kept)} kept, {lines} lines, {len(self.kinds)} kinds", flush=True
                )
        self.save()


def main() -> int:
    """Read the arguments; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--out", type=Path, default=ROOT / ".build" / "fuzz")
    parser.add_argument("--seed", type=int, default=0, help="another number for each of several searches at once")
    parser.add_argument("--judge", type=Path, nargs="+", metavar="FILE")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.judge:
        found = [(path, verdict(path.read_bytes())) for path in options.judge]
        for path, kind in found:
            print(f"{path}: {kind or 'sound'}")
        return any(kind for _, kind in found)
    options.out.mkdir(parents=True, exist_ok=True)
    search = Search(options.out, options.seed)
    search.run(options.seconds)
    print(f"{search.tried} documents in all; findings: {', '.join(sorted(search.kinds)) or 'none'}")
    return bool(search.kinds)


if __name__ == "__main__":
    raise SystemExit(main())
