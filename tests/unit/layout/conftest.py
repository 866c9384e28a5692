"""Printed lines for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build_tools.model.reading import Box, Reading, ReadLine, ReadPage, Stretch

MakeLine = Callable[..., ReadLine]
MakeReading = Callable[..., Reading]


def print_line(
    text: str, left: float = 80, top: float = 100, *, size: float = 16, page: int = 1, face: str = ""
) -> ReadLine:
    """A line whose letters take a size each, Latin ones half of it."""
    width = sum(0.5 if ord(char) < 128 else 1.0 for char in text.rstrip()) * size
    stretches = (Stretch(0, len(text), face=face, left=left, right=left + width),) if face else ()
    return ReadLine(text, stretches, size=size, page=page, box=(left, top, left + width, top + size))


def print_columns(texts: list[str], lefts: list[float], top: float, *, size: float = 12, page: int = 1) -> ReadLine:
    """One printed line of several words at their places, as a row of a table is drawn."""
    stretches: list[Stretch] = []
    at = 0
    for text, left in zip(texts, lefts, strict=True):
        stretches.append(Stretch(at, at + len(text), left=left, right=left + len(text) * size))
        at += len(text)
    box: Box = (lefts[0], top, stretches[-1].right, top + size)
    return ReadLine("".join(texts), stretches=tuple(stretches), size=size, page=page, box=box)


def make_reading(*lines: ReadLine, edges: dict[int, tuple[Box, ...]] | None = None) -> Reading:
    """A reading of A4 pages."""
    count = max((line.page for line in lines), default=1)
    pages = tuple(ReadPage(number, 595.0, 842.0, (edges or {}).get(number, ())) for number in range(1, count + 1))
    return Reading("pdf", "test 1", "0" * 64, lines, pages)


@pytest.fixture(name="printed")
def fixture_printed() -> MakeLine:
    return print_line


@pytest.fixture(name="columns")
def fixture_columns() -> MakeLine:
    return print_columns


@pytest.fixture(name="reading")
def fixture_reading() -> MakeReading:
    return make_reading
