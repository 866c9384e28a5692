"""Named sets of characters, and keys for comparing texts that differ in punctuation width only.

Takes and gives strings. The sets are plain strings, fit for `str.strip` and `in`; for a regex class escape
them with `re.escape`. No set depends on what `str.isspace` or a regex blank happen to include.
"""

# ruff: noqa: RUF001 - the signs that look alike are what this module tells apart.

import re
from collections.abc import Iterable

# A bare strip() also eats these; here they are named, so that a caller knows what is taken away.
SPACES = (
    " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""Every blank that scrapes hold, line ends, zero-width space and byte order mark included."""

UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ue003\ue004\ue5e5")
"""What no reader sees, wherever it stands: signs that break or bind words or set their direction, soft hyphens, and the
blanks that Chinese editors have at places of their own, from where they reach a page as signs without a form."""

GAPS = " \u3000\u00a0\u2002\u2003\u2009"
"""The blanks that part words, or are set between the letters of one, on a line."""
GAPS_RE = re.compile(f"[{GAPS}]+")

STOPS = "。！？!?"
"""What ends a sentence. The full stop of ASCII is left out: it stands in 2.5D."""

# The straight quotes open and close alike and are in neither set. The n-th opener pairs with the n-th closer.
OPENERS = "（(〔［[【〖《〈＜「『“‘｛{〝﹁﹃"
CLOSERS = "）)〕］]】〗》〉＞」』”’｝}〞﹂﹄"

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Inside of a regex class for Chinese characters: `rf"[{HAN}]+"`. 〇 (U+3007) and 々 are not in it."""

CLAUSE_STOP_RE = re.compile("[。；！？]|(?<=[\u4e00-\u9fff）)]);")
"""What ends a clause that could stand alone; a heading on a line of its own has none."""

BRACKETED_RE = re.compile(r"[（(][^（）()]+[）)]")
"""What stands in round brackets, and they themselves."""
BRACKET_END_RE = re.compile(r"[（(][^（）()]*[）)]$")
"""The same at the end of a text."""

IDEOGRAPH_RE = re.compile("[\u3400-\u9fff]")
"""A Chinese character of any but the rarest: what is counted to tell how much of a text is Chinese."""

FOLDED: dict[str, str] = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("（(〔［[【〖", "("),
    **dict.fromkeys("）)〕］]】〗", ")"),
    **dict.fromkeys("《〈＜", "<"),
    **dict.fromkeys("》〉＞", ">"),
    **dict.fromkeys("“”„‘’「」『』〝〞﹁﹂﹃﹄＂＇'", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\uff0d", "-"),
    **dict.fromkeys(SPACES, ""),
}
"""What signs of a width become in keys, all of the basic plane."""

# One character in ten is folded: finding those costs less than half of looking each one up.
_FOLDED_RE = re.compile(f"[{re.escape(''.join(FOLDED))}]")

INVISIBLE = frozenset(range(0x20)) - {0x09, 0x0A} | {
    0x7F,
    *range(0x80, 0xA0),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
}
"""Code points of controls, and of what turns the direction of the text around: they print as nothing anywhere."""

DISARMED = dict.fromkeys(INVISIBLE, "\ufffd")
"""For `str.translate`: U+FFFD for each of them, so that a reader sees that it is there."""


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether one of some words, or of the signs of a string, stands in a text."""
    return any(word in text for word in words)


def split_at(text: str, signs: str) -> list[str]:
    """Return what stands before, between and behind some signs."""
    for sign in signs[1:]:
        text = text.replace(sign, signs[0])
    return text.split(signs[0])


def keep_words(text: str) -> str:
    """Return a text without its blanks and signs."""
    return "".join(filter(str.isalnum, text))


def squeeze(text: str) -> str:
    """Return a text without its blanks."""
    return "".join(text.split())


def disarm(text: str) -> str:
    """Return a text of the same length with U+FFFD for every such character, so that a reader sees that it is there."""
    return text if text.isprintable() else text.translate(DISARMED)


def fold_width(text: str) -> str:
    """Return a key under which texts that differ only in the width of their signs are equal.

    For comparison keys only, never for published text: full-width ASCII becomes ASCII, brackets of one
    purpose, quotes and dashes become one sign each, spaces go away; 、 and 。 and all words stay.
    """
    return _FOLDED_RE.sub(_fold, text)


def align_width(text: str) -> str:
    """Return the same key as long as the text: a space stands where a blank goes away."""
    return _FOLDED_RE.sub(_align, text)


def _fold(sign: re.Match[str]) -> str:
    return FOLDED[sign[0]]


def _align(sign: re.Match[str]) -> str:
    return FOLDED[sign[0]] or " "


def is_han(char: str) -> bool:
    """Whether one character is a Chinese character (unified, extensions A to J, compatibility)."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )
