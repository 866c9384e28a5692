"""Orders in which Chinese words are looked up: by reading and by strokes. The only door to pypinyin.

Takes words; gives keys to sort by and the heading under which a word stands in an index.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS_HEADING = "0–9"
# Marks in front of a word do not count in any order.
_QUIET = "“”‘’「」『』《》〈〉（）()\"'"

# Words of plans that the dictionary of readings does not have, or reads as something else (现代汉语词典, 7th edition).
_READINGS = {
    "长三角": "cháng sān jiǎo",
    "长株潭": "cháng zhū tán",
    "长阳": "cháng yáng",
    "薄膜": "bó mó",
    "薄弱": "bó ruò",
    "量测": "liáng cè",
    "调蓄": "tiáo xù",
    "重构": "chóng gòu",
    "重塑": "chóng sù",
    "行长": "háng zhǎng",
    "都江堰": "dū jiāng yàn",
}


@cache
def _load_readings() -> None:
    from pypinyin import load_phrases_dict

    load_phrases_dict({word: [[syllable] for syllable in text.split()] for word, text in _READINGS.items()})


@cache
def read_pinyin(word: str) -> tuple[str, ...]:
    """Return the syllables of a word, tones as digits: 数据 → ("shu4", "ju4"). Latin runs stay as they are."""
    from pypinyin import Style, lazy_pinyin

    _load_readings()
    return tuple(lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True))


def pinyin_key(word: str, reading: str = "") -> tuple[str, ...]:
    """Return the key that sorts words by reading, syllable by syllable.

    Args:
        word: in either script.
        reading: syllables parted by blanks, tones as digits, where the dictionary would be wrong.
    """
    return tuple(syllable.lower() for syllable in (reading.split() or read_pinyin(word.lstrip(_QUIET))))


def pinyin_heading(word: str, reading: str = "") -> str:
    """Return the letter under which a word stands in an index by reading."""
    first = "".join(pinyin_key(word, reading)[:1])[:1].upper()  # a word of marks alone has no reading
    return first if first and first in _LETTERS else _DIGITS_HEADING


@cache
def _load_strokes() -> tuple[int, str]:
    table = json.loads(files("build_tools.hanzi").joinpath("strokes.json").read_text("utf-8"))
    return int(table["first"]), str(table["strokes"])


def count_strokes(char: str) -> int:
    """Return the strokes of a Chinese character (Unihan kTotalStrokes); 0 for any other."""
    first, strokes = _load_strokes()
    at = ord(char) - first
    return ord(strokes[at]) - ord("A") + 1 if 0 <= at < len(strokes) else 0


def stroke_key(word: str) -> tuple[tuple[int, str], ...]:
    """Return the key that sorts words by the strokes of their characters, one after another."""
    return tuple((count_strokes(char), char) for char in word.lstrip(_QUIET))


def stroke_heading(word: str) -> str:
    """Return the heading under which a word stands in an index by strokes."""
    strokes = count_strokes(word.lstrip(_QUIET)[:1] or " ")
    return f"{strokes}画" if strokes else "字母与数字"
