"""Characters of Word's symbol fonts → the characters that they look like.

Symbol and Wingdings stand in the private area U+F020-U+F0FF, one code for each byte of the font. Only signs that
documents number, tick and list with are known; any other stays as it is.
"""

from __future__ import annotations

_SYMBOL = {0xB7: "•", 0xA8: "♦", 0xA7: "♣", 0xD7: "⋅", 0xDE: "⇒", 0xAE: "→", 0xB3: "≥", 0xA3: "≤", 0xB1: "±"}
_WINGDINGS = {
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9E: "·",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "◻",
    0xAB: "★",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x80: "⓪",
    **{0x81 + step: chr(ord("①") + step) for step in range(10)},
    0x8B: "⓿",
    **{0x8C + step: chr(ord("❶") + step) for step in range(10)},
}
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "□",
    0x97: "●",
    0x99: "○",
    **{0x6A + step: chr(ord("①") + step) for step in range(10)},
    **{0x75 + step: chr(ord("❶") + step) for step in range(10)},
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = range(0xF020, 0xF100)


def read_symbols(text: str, font: str) -> str:
    """Return a text set in a font with its symbols read; a font that is none of these changes nothing."""
    known = _FONTS.get(font.lower())
    if known is None:
        return text
    codes = [ord(char) - 0xF000 if ord(char) in _PRIVATE else ord(char) for char in text]
    return "".join(known.get(code, char) for code, char in zip(codes, text, strict=True))
