"""Simplified text → its words: the only door to the segmenter.

A converter between scripts that takes the longest phrase it knows at each place cuts across words (政府 | 干预 holds
府干). Here the likeliest sequence of words is taken first, by the frequencies of jieba's dictionary, with the words of
`script_words.toml` beside it. What stands as a word by itself is read by its neighbours (`read_alone`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

# How often a word of the table is taken to stand in the dictionary's corpus: as often as one that plans use daily.
_COMMON = 1000
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿几数半好余多")
_MEASURES = {"里": "里", "只": "隻", "斗": "斗"}
# 只 counts what is alive, and vessels, and stands behind words that count; as an adverb it stands before a verb.
_COUNTED = frozenset("船艇舰羊牛猪犬猫鸡鸭鹅禽畜每这那多余首单某整数")
_VERBS = frozenset("是有能要会占为剩限用做需应可得在按对向由从以")
# Single characters behind which 里 says where.
_PLACES = frozenset(
    "库院校厂房田山河湖海箱柜车船店园镇乡县市区村州省城楼网群圈井洞沟池塘水地手心眼家屋袋包瓶碗锅书话夜年盆壶棚舱窖坑罐杯"
)
_TITLES = frozenset("某姓氏家")
# With these the name of a place ends.
_SETTLED = frozenset("县乡镇村屯庄寨堡街古")
# Places are called after families (于家村, 余家湾) and wards (里庄村, 和平里社区), persons before their title,
# whatever words these letters make with their neighbours.
_NAME_RES = (
    re.compile(
        r"[于余范谷姜钟岳沈涂郁游曲朱周卜](?=家[村庄湾沟河桥坝屯寨堡岭坪坡塘圩埠口垸台店营集墩巷洼冲畈岗山园嘴渡])"
    ),
    re.compile(r"(?<![其剩多业残])[余范谷姜钟岳涂郁](?=[一-龥]{1,2}(?:同志|先生|女士|书记|教授|院士))"),
    re.compile(r"(?:^|(?<=[和与及至到由从经]))于(?=[^本每各全该此其次当同][镇乡村庄屯]|.(?:水库|大桥))"),
    re.compile(r"(?:^|(?<=[和与及至到由从经区县市乡镇]))[余范谷姜钟](?=[^个户名条处座家][镇乡村庄屯])"),
    re.compile(r"(?:^|(?<=[和与及至到由从经]))里(?=[^面边头外程脊弄海][村镇乡屯庄寨堡])"),
    re.compile(r"(?<=[东南西北平安园馨德康兴仁和])里(?=社区|小区|居委会|街道|胡同)"),
)
# Words that stand behind many a word, and are no part of a name.
_PARTICLES = frozenset("的了和与或及在是为由从向对等将被把按以要应须可并不已未")


@dataclass(frozen=True)
class Surname:
    """A surname that is also part of words, as it is written; `none` are characters that never begin a given name."""

    reads: str
    none: str


@dataclass(frozen=True)
class Beside:
    """How a character that is a word by itself is written behind one of `before`, or before one of `after`.

    Before one of `lone` where it is a verb: no longer word stands before it (制砚, but not 会员制 | 酒店).
    """

    reads: str
    before: str = ""
    after: str = ""
    lone: str = ""


@dataclass(frozen=True)
class Lexicon:
    """What is known about the traditional forms of words, in all regions but for `forms` and `phrases`.

    Attributes:
        words: word → {character: how it is written in this word}; none, where the word is only kept whole.
        alone: character → how it is written where it is a word by itself.
        beside: character → how it is written then behind and before certain characters.
        surnames: character → what it is as a surname.
        forms: region's language tag → {character: the form that the region's official usage has}.
        phrases: region's language tag → {converted phrase: the same as the region's official usage has it}.
        interface: region's language tag → {converted word of a program's: the region's own, as long}.
    """

    words: dict[str, dict[str, str]]
    alone: dict[str, str]
    beside: dict[str, tuple[Beside, ...]]
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
    beside: dict[str, tuple[Beside, ...]] = {}
    for reading, entry in table["beside"].items():
        beside[reading[0]] = (*beside.get(reading[0], ()), Beside(reading[1], **entry))
    return Lexicon(words, table["alone"], beside, surnames, table["forms"], table["phrases"], table["interface"])


@cache
def load_segmenter() -> ModuleType:
    """Return what cuts words, ready to."""
    import rjieba  # it loads its dictionary, a tenth of a second, which most commands never need

    # A `Jieba` of our own would load it again; nobody else here uses the one that comes with the module.
    for word in read_lexicon().words:
        rjieba.add_word(word, max(rjieba.suggest_freq(word), _COMMON), "")
    return rjieba


def cut_words(text: str) -> list[str]:
    """Return the words of a text, in order; together they are the text.

    Unknown names fall into single characters: no model guesses at words, so that equal passages are cut alike.
    """
    words: list[str] = load_segmenter().cut(text, hmm=False)
    return words


def split_word(word: str) -> tuple[str, str] | None:
    """Return the two parts of a word of the dictionary one of which is a word of the table (红木 | 家具), else None.

    The other part is a word, too, or one character that makes no word with its neighbour (示范 | 县, not 示 | 范县).
    """
    known = read_lexicon().words
    for length in range(len(word) - 1, 1, -1):
        for at, neighbour in ((len(word) - length, word[:2]), (length, word[-2:])):
            parts = word[:at], word[at:]
            part, rest = sorted(parts, key=lambda part: (part not in known, -len(part)))
            if (
                part in known
                and len(cut_words(rest)) == 1
                and (len(rest) > 1 or rest in _NUMERALS or len(cut_words(neighbour)) > 1)
            ):
                return parts
    return None


def read_name(word: str) -> dict[str, str]:
    """Return how characters of a word of the dictionary are written because it is a name or counts, else {}.

    里 is no 裡 in names of places and people of other languages; a surname stays one in a name of three and more.
    """
    if len(word) > 1 and word[-1] in _MEASURES and _NUMERALS.issuperset(word[:-1]):
        return _MEASURES
    surname = read_lexicon().surnames.get(word[0])
    if ("里" not in word or (len(word) == 2 and word[0] in _PLACES)) and (surname is None or len(word) < 3):
        return {}
    kind: str = load_segmenter().tag(word, hmm=False)[0][1]
    if not kind.startswith(("nr", "ns", "nt", "nz")):
        return {}
    is_person = len(word) > 2 and surname is not None and kind.startswith("nr")
    found = {word[0]: surname.reads} if is_person and surname and word[1] not in surname.none else {}
    return found | ({"里": "里"} if "里" in word else {})


def read_names(run: str) -> Iterator[tuple[int, str]]:
    """Give offset and written form of characters that are part of a place's or a person's name."""
    surnames = read_lexicon().surnames
    for match in chain.from_iterable(pattern.finditer(run) for pattern in _NAME_RES):
        yield match.start(), surnames[match[0]].reads if match[0] in surnames else match[0]


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
        return "隻" if (numeral or before[-1:] in _COUNTED) and after[:1] not in _VERBS else None
    if char == "里":
        names = (len(after) == 1 and after not in _PARTICLES) or after[:1] in _SETTLED
        return "里" if numeral or (len(before) == 1 and before not in _PLACES and names) else None
    surname = read_lexicon().surnames.get(char)
    if surname is not None and not numeral and (before == "姓" or _is_name(after, words[at + 2 : at + 3])):
        return None if after and after[0] in surname.none else surname.reads
    if char == "周" and (numeral or len(before) > 1 or before in ("这", "那", "单", "双", "首", "每")):
        return "週"
    # How a play is counted: 大戏三出, 两出越剧.
    if char == "出" and numeral and any("戏" in word or "剧" in word for word in words[max(0, at - 4) : at + 5]):
        return "齣"
    for entry in read_lexicon().beside.get(char, ()):
        behind = entry.after + (entry.lone if len(before) < 2 else "")
        if (before and before[-1] in entry.before) or (after and after[0] in behind):
            return entry.reads
    return None


def _is_name(after: str, following: Sequence[str]) -> bool:
    """Return whether what stands behind a surname is a title, a known given name, or two single characters."""
    if after[:1] in _TITLES:
        return True
    if len(after) == 2:
        kind: str = load_segmenter().tag(after, hmm=False)[0][1]
        return kind.startswith("nr")
    if len(after) != 1 or after in _PARTICLES or not following or following[0] in _PARTICLES:
        return False
    return len(following[0]) == 1 or following[0][0] in _SETTLED
