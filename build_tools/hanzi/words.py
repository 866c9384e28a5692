"""Simplified text → its words: the only door to the segmenter.

A converter between scripts that takes the longest phrase it knows at each place cuts across words (政府 | 干预 holds
府干). Here the likeliest sequence of words is taken first, by the frequencies of jieba's dictionary, with the words of
`script_words.toml` beside it. What stands as a word by itself is read by its neighbours (`read_alone`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba

# How often a word of the table is taken to stand in the dictionary's corpus: as often as one that plans use daily.
_COMMON = 1000
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿几数半")
# 只 counts what is alive, and vessels; as an adverb it stands before a verb.
_COUNTED = frozenset("船艇舰羊牛猪犬猫鸡鸭鹅禽畜")
_VERBS = frozenset("是有能要会占为剩限用做需应可得在按对向由从以")
# Single characters behind which 里 says where.
_PLACES = frozenset(
    "库院校厂房田山河湖海箱柜车船店园镇乡县市区村州省城楼网群圈井洞沟池塘水地手心眼家屋袋包瓶碗锅书话夜年"
)
_TITLES = frozenset("某姓氏家")
# With these the name of a place ends.
_SETTLED = frozenset("县乡镇村屯庄寨堡街古")
# Words that stand behind many a word, and are no part of a name.
_PARTICLES = frozenset("的了和与或及在是为由从向对等将被把按以要应须可并不已未")


@dataclass(frozen=True)
class Surname:
    """A surname that is also part of words, as it is written; `none` are characters that never begin a given name."""

    reads: str
    none: str


@dataclass(frozen=True)
class Lexicon:
    """What is known about the traditional forms of words, in all regions but for `forms` and `phrases`.

    Attributes:
        words: word → {character: how it is written in this word}; none, where the word is only kept whole.
        alone: character → how it is written where it is a word by itself.
        surnames: character → what it is as a surname.
        forms: region's language tag → {character: the form that the region's official usage has}.
        phrases: region's language tag → {converted phrase: the same as the region's official usage has it}.
        interface: region's language tag → {converted word of a program's: the region's own, as long}.
    """

    words: dict[str, dict[str, str]]
    alone: dict[str, str]
    surnames: dict[str, Surname]
    forms: dict[str, dict[str, str]]
    phrases: dict[str, dict[str, str]]
    interface: dict[str, dict[str, str]]


@cache
def read_lexicon() -> Lexicon:
    """Return the words of `script_words.toml`; each is kept whole where texts are cut."""
    table = tomllib.loads(files("build_tools.hanzi").joinpath("script_words.toml").read_text("utf-8"))
    words: dict[str, dict[str, str]] = {word: {} for word in table["kept"]["words"].split()}
    for reading, group in table["words"].items():
        for word in group.split():
            words.setdefault(word, {})[reading[0]] = reading[1]
    surnames = {char: Surname(**entry) for char, entry in table["surnames"].items()}
    return Lexicon(words, table["alone"], surnames, table["forms"], table["phrases"], table["interface"])


@cache
def _segmenter() -> Jieba:
    from rjieba import Jieba  # its dictionary comes with it: a tenth of a second, which most commands never need

    segmenter = Jieba()
    for word in read_lexicon().words:
        segmenter.add_word(word, max(segmenter.suggest_freq(word), _COMMON), "")
    return segmenter


def cut_words(text: str) -> list[str]:
    """Return the words of a text, in order; together they are the text.

    Unknown names fall into single characters: no model guesses at words, so that equal passages are cut alike.
    """
    words: list[str] = _segmenter().cut(text, hmm=False)
    return words


def read_name(word: str) -> dict[str, str]:
    """Return how characters of a word of the dictionary are written because it is a name: {} where it is none.

    里 is no 裡 in names of places and people of other languages; a surname stays one in a name of three and more.
    """
    surname = read_lexicon().surnames.get(word[0])
    if ("里" not in word or (len(word) == 2 and word[0] in _PLACES)) and (surname is None or len(word) < 3):
        return {}
    kind: str = _segmenter().tag(word, hmm=False)[0][1]
    if not kind.startswith(("nr", "ns", "nt", "nz")):
        return {}
    is_person = len(word) > 2 and surname is not None and kind.startswith("nr")
    found = {word[0]: surname.reads} if is_person and surname and word[1] not in surname.none else {}
    return found | ({"里": "里"} if "里" in word else {})


def read_alone(words: Sequence[str], at: int, is_counted: bool) -> str | None:
    """Return how a character that is a word by itself is written, where its neighbours tell; else None.

    Args:
        words: of a run of Chinese characters.
        at: the index of the word in question, which is one character long.
        is_counted: whether a number in digits stands before the run.
    """
    char = words[at]
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    numeral = before[-1:] in _NUMERALS if before else is_counted
    if char == "只":
        is_noun = bool(before) and (before[-1] in _COUNTED or before in ("每", "这", "那", "多", "余"))
        return "隻" if (numeral or is_noun) and after[:1] not in _VERBS else None
    if char == "里":
        names = (len(after) == 1 and after not in _PARTICLES) or after[:1] in _SETTLED
        return "里" if numeral or (len(before) == 1 and before not in _PLACES and names) else None
    surname = read_lexicon().surnames.get(char)
    if surname is not None and not numeral and (before == "姓" or _is_name(after, words[at + 2 : at + 3])):
        return None if after and after[0] in surname.none else surname.reads
    if char == "周" and (numeral or len(before) > 1):
        return "週"
    return None


def _is_name(after: str, following: Sequence[str]) -> bool:
    """Return whether what stands behind a surname is a title, a known given name, or two single characters."""
    if after[:1] in _TITLES:
        return True
    if len(after) == 2:
        kind: str = _segmenter().tag(after, hmm=False)[0][1]
        return kind.startswith("nr")
    if len(after) != 1 or after in _PARTICLES or not following or following[0] in _PARTICLES:
        return False
    return len(following[0]) == 1 or following[0][0] in _SETTLED
