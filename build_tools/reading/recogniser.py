"""Pictures of pages → lines of text, by an engine that guesses: the one door to OCR, which is an extra.

What it gives is what a machine takes a picture for; nothing of it is proven. The engine's models come in its wheel, and
nothing is fetched.
"""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import Any

from build_tools.errors import UnreadableSourceError, lack_package
from build_tools.model.reading import Box
from build_tools.reading.pdf_lines import Glyph

ENGINE, RUNTIME = "rapidocr", "onnxruntime"
# Lines whose heights differ by less are set in one size: an engine's boxes are not exact.
_SAME_SIZE = 0.18
_DESCENT = 0.14
_LAST_NARROW = 0xFF


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it is looked at: rows of `width` pixels of three bytes (blue, green, red), `scale` to a point."""

    pixels: bytes
    width: int
    height: int
    scale: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line that an engine has seen; its box in pixels."""

    text: str
    box: Box


@dataclass(frozen=True)
class Recogniser:
    """An engine with its version, and what it does: a picture → its lines from top to bottom."""

    name: str
    read: Callable[[PageImage], Sequence[SeenLine]]


def open_recogniser() -> Recogniser:
    """Return the engine.

    Raises:
        UnreadableSourceError: it is not installed.
    """
    try:
        name = f"{ENGINE} {version(ENGINE)}, {RUNTIME} {version(RUNTIME)}"
        engine: Any = importlib.import_module(ENGINE).RapidOCR(params={"Global.log_level": "critical"})
        arrays: Any = importlib.import_module("numpy")
    except (PackageNotFoundError, ImportError):
        raise lack_package(f"{ENGINE} (OCR)", "ocr", UnreadableSourceError) from None

    def read(picture: PageImage) -> list[SeenLine]:
        pixels = arrays.frombuffer(picture.pixels, dtype="uint8").reshape(picture.height, picture.width, 3)
        seen = engine(pixels)
        corners = [] if seen.boxes is None else seen.boxes.tolist()
        return [
            SeenLine(text, (min(xs), min(ys), max(xs), max(ys)))
            for text, points in zip(seen.txts or (), corners, strict=True)
            for xs, ys in (tuple(zip(*points, strict=True)),)
        ]

    return Recogniser(name, read)


def place_lines(lines: Sequence[SeenLine], scale: float) -> list[Glyph | None]:
    """Return the characters of a page that was recognised, spread evenly over their lines, in points."""
    glyphs: list[Glyph | None] = []
    common = median([line.box[3] - line.box[1] for line in lines]) / scale if lines else 0.0
    for line in lines:
        left, _, right, bottom = (side / scale for side in line.box)
        widths = [0.5 if ord(char) <= _LAST_NARROW else 1.0 for char in line.text]
        if not widths:
            continue
        height = (line.box[3] - line.box[1]) / scale
        size = round(common if abs(height - common) < _SAME_SIZE * common else height, 1)
        unit = (right - left) / sum(widths)
        for char, width in zip(line.text, widths, strict=True):
            glyphs.append(Glyph(char, left, left + width * unit, bottom - _DESCENT * height, max(size, 0.1)))
            left += width * unit
        glyphs.append(None)
    return glyphs
