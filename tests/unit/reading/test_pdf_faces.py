"""A font that maps its letters to others is told from what it reads as."""

from __future__ import annotations

from build_tools.reading.pdf_faces import find_misread
from build_tools.reading.pdf_lines import Glyph

TEXT = "为推动数字经济高质量发展，加强统筹协调，完善制度体系，提升治理能力，推进各项任务落到实处，制定本规划。"


def glyphs(text: str, face: str) -> list[Glyph]:
    return [Glyph(char, 12.0 * at, 12.0 * at + 12, 100.0, 12.0, face=face) for at, char in enumerate(text)]


def shift(text: str) -> str:
    """What a font reads as whose characters are moved by a hundred places."""
    return "".join(chr(ord(char) + 100) if "\u4e00" <= char < "\ua000" else char for char in text)


def test_a_font_that_reads_as_no_text_does_is_told() -> None:
    misread = shift(TEXT * 3)
    assert find_misread([*glyphs(TEXT * 3, "宋体"), *glyphs(misread, "黑体")]) == misread.replace("，", "")[:20]


def test_text_and_a_few_strange_letters_are_not_told() -> None:
    assert find_misread(glyphs(TEXT * 3, "宋体")) == ""
    assert find_misread(glyphs(shift(TEXT)[:40], "黑体")) == ""
