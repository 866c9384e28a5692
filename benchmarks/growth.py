"""How the time of every regular expression of the converter grows with the text it reads.

All patterns are found: those compiled in any module of `build_tools`, in tables and records too, and those written
where they are used. From each pattern's own parts texts are made that are hard for it: every repeated part, every
alternative and every letter, again and again, behind what the pattern begins with and before a sign that ends nothing.
The pattern reads each in the way the code uses it (`match`, `fullmatch`, `search`), at one length and at four times
that length.

A pattern is linear where four times the length takes no more than `MOST_GROWTH` times the time (a quadratic one takes
sixteen times). What is read within a few milliseconds at the full length is not worth a ratio.

    python benchmarks/growth.py            the table, worst first
    python benchmarks/growth.py --all      with the patterns that are too fast to be measured
"""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SHORT, LONG, LONGEST = 2_000, 8_000, 512_000
MOST_GROWTH = 8.0
# Seconds: faster at the full length is linear (8,000 squared would be some 30 million steps), slower is hopeless.
FAST, MEASURABLE, HOPELESS = 0.012, 0.25, 4.0
# Where starts stand far apart, a square is fast, too: what is no faster than this and grows like one is read on.
FASTEST = 0.001
# From here on growth of no more than this is plainly linear; what is less plain is measured at greater lengths.
PLAIN, PLAIN_GROWTH = 0.04, 5.5
_WAYS = ("match", "fullmatch", "search")
_SEARCHES = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_TEXTS_A_PATTERN = 60
_OF_CATEGORY = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and how it is used."""

    name: str
    pattern: re.Pattern[str]
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Growth:
    """What was measured: seconds at both lengths, and the text that was hardest; `long` is infinite where it hung."""

    found: Found
    way: str
    text: str
    short: float
    long: float

    @property
    def ratio(self) -> float:
        """How many times longer four times the text takes."""
        return self.long / max(self.short, 1e-6)

    @property
    def is_linear(self) -> bool:
        """Whether the pattern may stay."""
        return self.long <= FAST or self.ratio <= MOST_GROWTH


# -- finding patterns --------------------------------------------------------------------------------------------------


def find_patterns() -> list[Found]:
    """Return every pattern of the package, each once, in the order of the modules."""
    import build_tools

    names = [module.name for module in pkgutil.walk_packages(build_tools.__path__, "build_tools.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    held: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for module in modules:
        for name, value in vars(module).items():
            if not name.startswith("__"):
                for pattern in _patterns_in(value):
                    held.setdefault((pattern.pattern, pattern.flags), (f"{module.__name__}.{name}", pattern))
    used, written = _read_uses()
    found = [Found(name, pattern, tuple(sorted(used.get(name, set(_WAYS))))) for name, pattern in held.values()]
    known = set(held)
    for place, text, flags, way in written:
        pattern = re.compile(text, flags)
        if (pattern.pattern, pattern.flags) not in known:
            found.append(Found(place, pattern, (way,)))
    return found


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 5 and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _patterns_in(item, depth + 1)
    elif depth < 5 and isinstance(value, dict):
        for item in (*value, *value.values()):
            yield from _patterns_in(item, depth + 1)
    elif depth < 5 and not isinstance(value, type) and type(value).__module__.startswith("build_tools"):
        for name in getattr(value, "__dataclass_fields__", ()):
            yield from _patterns_in(getattr(value, name, None), depth + 1)


def _read_uses() -> tuple[dict[str, set[str]], list[tuple[str, str, int, str]]]:
    """Return the ways in which each name is used, and the patterns that are written where they are used."""
    used: dict[str, set[str]] = {}
    written: list[tuple[str, str, int, str]] = []
    for path in sorted((ROOT / "build_tools").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        tree = ast.parse(path.read_text("utf-8"))
        # A name that was imported is another module's.
        homes = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            way = "search" if node.func.attr in _SEARCHES else node.func.attr
            holder = node.func.value
            if way not in _WAYS or not isinstance(holder, ast.Name):
                continue
            if holder.id != "re":
                used.setdefault(homes.get(holder.id, f"{module}.{holder.id}"), set()).add(way)
            elif node.args and isinstance(text := node.args[0], ast.Constant) and isinstance(text.value, str):
                written.append((f"{path.relative_to(ROOT)}:{node.lineno}", text.value, 0, way))
    return used, written


# -- texts that are hard for a pattern ---------------------------------------------------------------------------------


def hard_pieces(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return (beginning, piece) pairs: the piece, behind the beginning again and again, is what a part repeats."""
    tree = importlib.import_module("re._parser").parse(pattern.pattern, pattern.flags)
    pieces: dict[tuple[str, str], None] = {}
    letters: dict[str, None] = {}

    def sample(node: Any, choice: int = 0) -> str:
        kind, argument = node
        name = str(kind)
        if name == "LITERAL":
            letters.setdefault(chr(argument))
            return chr(argument)
        if name == "NOT_LITERAL":
            return "甲" if argument != ord("甲") else "乙"
        if name == "ANY":
            return "甲"
        if name == "IN":
            return sample_class(argument, choice)
        if name == "BRANCH":
            options = argument[1]
            return sample_all(options[choice % len(options)])
        if name == "SUBPATTERN":
            return sample_all(argument[3])
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return sample_all(argument[2]) * max(1, argument[0])
        if name == "ATOMIC_GROUP":
            return sample_all(argument)
        return ""

    def sample_class(items: Any, choice: int) -> str:
        options: list[str] = []
        negated = False
        for kind, argument in items:
            name = str(kind)
            if name == "NEGATE":
                negated = True
            elif name == "LITERAL":
                options.append(chr(argument))
            elif name == "RANGE":
                options.extend((chr(argument[0]), chr(argument[1])))
            elif name == "CATEGORY":
                options.append(_OF_CATEGORY.get(str(argument), "甲"))
        if negated:
            return next(char for char in "甲a 1、<" if char not in options)
        for option in options[:8]:
            letters.setdefault(option)
        return options[choice % len(options)] if options else "甲"

    def sample_all(nodes: Any, choice: int = 0) -> str:
        nodes = list(nodes)
        # Behind the edge of a word a letter that may be there would undo it.
        undone = [
            str(before[1]) == "AT_BOUNDARY" and str(node[0]).endswith("REPEAT") and node[1][0] == 0
            for before, node in pairwise([("", ""), *nodes])
        ]
        return "".join(sample(node, choice) for node, left_out in zip(nodes, undone, strict=True) if not left_out)

    def walk(nodes: Any, before: str) -> None:
        for at, node in enumerate(nodes):
            kind, argument = node
            name = str(kind)
            here = before + sample_all(list(nodes)[:at])
            if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
                inner = argument[2]
                for choice in range(4):
                    piece = "".join(sample(part, choice) for part in inner)
                    if piece and argument[1] > 1:
                        pieces.setdefault((here, piece))
                if here:
                    pieces.setdefault(("", here))
                walk(inner, here)
            elif name == "BRANCH":
                for option in argument[1]:
                    if piece := sample_all(option):
                        pieces.setdefault((before, piece))
                    walk(option, here)
            elif name == "SUBPATTERN":
                walk(argument[3], here)
            elif name in ("ASSERT", "ASSERT_NOT"):
                walk(argument[1], here)
            elif name == "ATOMIC_GROUP":
                walk(argument, here)

    walk(tree, "")
    whole = sample_all(tree)
    if whole:
        pieces.setdefault(("", whole))
        pieces.setdefault(("", whole[: max(1, len(whole) // 2)]))
        pieces.setdefault(("", whole[:1]))
    for letter in (*letters, "甲", " ", "\n"):
        pieces.setdefault(("", letter))
    listed = list(pieces)
    # Repeated parts come first; of a pattern with a hundred alternatives some stand for all.
    return listed if len(listed) <= _TEXTS_A_PATTERN else listed[:: -(-len(listed) // _TEXTS_A_PATTERN)]


# -- measuring ---------------------------------------------------------------------------------------------------------


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes longer; `re` looks for signals while it works."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read(pattern: re.Pattern[str], way: str, text: str, most: float = HOPELESS) -> float:
    """Return the seconds of CPU time that a pattern takes for a text; infinite where it takes more than `most`."""
    started = time.process_time()
    try:
        with limited(most):
            if way == "search":
                for _ in pattern.finditer(text):
                    pass
            else:
                getattr(pattern, way)(text)
    except TimeoutError:
        return float("inf")
    return time.process_time() - started


def measure(found: Found) -> Growth:
    """Return the worst growth of a pattern over the texts that are hard for it."""
    worst: Growth | None = None
    for beginning, piece in hard_pieces(found.pattern):
        for way in found.ways:
            # A short text first: what is exponential would not come back from a long one.
            if read(found.pattern, way, _text(beginning, piece, 200), MEASURABLE) > FAST:
                return Growth(found, way, beginning + piece, 0.0, float("inf"))
            growth = _grow(found, way, beginning, piece)
            if worst is None or (not growth.is_linear, growth.long) > (not worst.is_linear, worst.long):
                worst = growth
            if not growth.is_linear:
                return growth
    return worst or Growth(found, found.ways[0], "", 0.0, 0.0)


def _grow(found: Found, way: str, beginning: str, piece: str) -> Growth:
    """Return the growth from one length to four times that length; lengths rise until there is something to measure."""
    length = SHORT
    short = read(found.pattern, way, _text(beginning, piece, length))
    while True:
        length *= 4
        long = read(found.pattern, way, _text(beginning, piece, length))
        is_plain = long >= PLAIN and long <= PLAIN_GROWTH * short
        is_fast = length >= LONG and long <= (FAST if long <= MOST_GROWTH * short else FASTEST)
        if is_plain or is_fast or long >= MEASURABLE or length >= LONGEST:
            return Growth(found, way, beginning + piece, short, long)
        short = long


def _text(beginning: str, piece: str, length: int) -> str:
    return beginning + piece * max(1, length // len(piece)) + "\0"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--all", action="store_true", help="also patterns that are too fast to be measured")
    options = parser.parse_args()
    patterns = find_patterns()
    grown = sorted((measure(found) for found in patterns), key=lambda one: (one.is_linear, -one.long))
    print(f"{len(patterns)} patterns; milliseconds for the hardest text, and for four times as much of it")
    for one in grown:
        if options.all or one.long > FAST or not one.is_linear:
            mark = "" if one.is_linear else "  NOT LINEAR"
            print(
                f"{one.short * 1e3:9.1f} {one.long * 1e3:9.1f} x{one.ratio:5.1f}  {one.way:9} {one.found.name}"
                f"  {one.text[:30]!r}{mark}"
            )
    print(f"not linear: {sum(not one.is_linear for one in grown)}")


if __name__ == "__main__":
    main()
