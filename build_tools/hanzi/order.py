"""Orders in which Chinese words are looked up: by reading and by strokes. The only door to pypinyin.

Takes words; gives keys to sort by and the heading under which a word stands in an index.
"""

import json
import tomllib
from functools import cache
from importlib.resources import files

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS_HEADING = "0–9"
# Marks in front of a word do not count in any order.
_QUIET = "“”‘’「」『』《》〈〉（）()\"'"

# Characters that today's language reads with different letters, or with tones that part an index.
_SEVERAL = frozenset(
    "长重行调量薄单弹降藏曾朝处传都恶供好和会更角解卡空乐累率落模难强曲散少省盛识数似提系兴校应载中转着参差称冲创"
    "当倒冠汗号划几假间将教结尽据壳露绿宁片铺奇切任丧扇舍折为鲜削血压要饮扎涨占泊便扁别屏查尉秘臭宿塞石拓挑吐轧"
    "六莘铅台厦蔚番埔洞柏"
)


@cache
def _load_readings() -> None:
    from pypinyin import load_phrases_dict

    readings = tomllib.loads(files("build_tools.hanzi").joinpath("readings.toml").read_text("utf-8"))
    load_phrases_dict({word: [[syllable] for syllable in text.split()] for word, text in readings.items()})


@cache
def read_pinyin(word: str) -> tuple[str, ...]:
    """Return the syllables of a word, tones as digits: 数据 → ("shu4", "ju4"). Latin runs stay as they are."""
    from pypinyin import Style, lazy_pinyin

    _load_readings()
    return tuple(lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True))


def is_reading_guessed(word: str) -> bool:
    """Return whether the first character has several readings, and no known word tells which.

    Such a word may stand under a wrong letter: a person has to say how it is read.
    """
    from pypinyin.seg.mmseg import seg

    _load_readings()
    word = word.lstrip(_QUIET)
    return word[:1] in _SEVERAL and len(next(iter(seg.cut(word)))) == 1


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


def _count_strokes(char: str) -> int:
    """Return the strokes of a Chinese character (Unihan kTotalStrokes); 0 for any other."""
    first, strokes = _load_strokes()
    at = ord(char) - first
    return ord(strokes[at]) - ord("A") + 1 if 0 <= at < len(strokes) else 0


def stroke_key(word: str) -> tuple[tuple[int, str], ...]:
    """Return the key that sorts words by the strokes of their characters, one after another."""
    return tuple((_count_strokes(char), char) for char in word.lstrip(_QUIET))


def stroke_heading(word: str) -> str:
    """Return the heading under which a word stands in an index by strokes."""
    strokes = _count_strokes(word.lstrip(_QUIET)[:1] or " ")
    return f"{strokes}画" if strokes else "字母与数字"
