"""Names of public bodies: whether words are one, of which kind, and at which level.

Takes words, gives what they say by their form: a place or a level, a subject, an ending. Knows no body but the few
whose names have no such form. The endings are data, `body_words.toml` beside this file.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from build_tools.hanzi.punctuation import BRACKETED_RE

_LONGEST = 40  # code points of a name, its bracket included; the longest in use have about 35
# The bracket of a place belongs into the name: 中国（上海）自由贸易试验区.
_CHARACTERS_RE = re.compile(r"[\u3400-\u9fff〇“”\"·—\-A-Za-z0-9]+")
# A name does not contain these; a sentence about who does what does.
_SENTENCE_RE = re.compile(
    r"以下|^包括|^包含|^例如|^其中|其他(?![各有相])|均需|(?<!自)由|^对|^向|^将|^按|^以|^在|^为|应当|可以|必须|不得|[的了着把被]|根据|按照|通过|会同|加强|加快"
    r"|推进(?!办|组|小组|领导|委|工作|中心|“|一|.{0,12}(?:小组|专班|办公室))|支持|鼓励|引导(?!基金)|建立|开展|完善|健全"
)
_BRACKETS = str.maketrans("〔〕［］", "（）（）")  # within a bracket: （责任单位：各县〔市、区〕人民政府）
_ONE_LEVEL = "(?:自治区|直辖市|街道|乡镇|[省市区县州盟旗镇乡]级?)"
# 各市、县（市、区）人民政府 is one name, though it holds what parts names.
LEVEL_ROW_RE = re.compile(
    rf"(?:各|有关|相关){{0,3}}{_ONE_LEVEL}(?:[（(][^（()）]{{1,12}}[）)])?(?:[、和及]{_ONE_LEVEL}(?:[（(][^（()）]{{1,12}}[）)])?){{1,12}}(?:人民)?政府"
    r"|(?:各|有关|相关)[^，。；、]{0,8}党委[、和及](?:人民)?政府"
)
_LEVEL_RE = re.compile(
    r"(?P<nation>国家|国务院|中央|中共中央|中国|全国|最高人民|中华|共青团中央|國家|國務院|全國|中華|行政院)|(?P<level>自治区|兵团|行署|[省市区县州盟旗师镇乡])(?=.)"
)

# A place's own name before a subject: 甲市水利局, but not 园区 before nothing.
_PLACE_RE = re.compile(r"[\u3400-\u9fff]{1,8}?[省市区县州盟旗區縣](?=[\u3400-\u9fff]{2})")


class BodyKind(StrEnum):
    """What a body is."""

    GOVERNMENT = "government"  # 人民政府, 管委会, 街道
    PARTY = "party"  # 市委, 宣传部
    CONGRESS = "congress"
    COURT = "court"
    DEPARTMENT = "department"  # 委 局 厅 部 办, also 领导小组
    ASSOCIATION = "association"
    COMPANY = "company"
    INSTITUTE = "institute"  # schools, academies, centres
    TERRITORY = "territory"  # 浦东新区, 泗泾镇: the government there
    COLLECTIVE = "collective"  # 各区政府, 有关部门


@dataclass(frozen=True, slots=True)
class BodyForm:
    """What the form of a name says.

    Attributes:
        kind: what the body is.
        level: "国" for a body of the nation; the word that stands for a place, 省 市 区 县 州 盟 旗 自治区 兵团 …,
            where the name opens with it (市财政局); "" where it opens with a subject or a place's own name.
        is_sure: the form alone shows a body. Other names may be one where a list or a role speaks for them.
    """

    kind: BodyKind
    level: str
    is_sure: bool


@dataclass(frozen=True)
class _Words:
    ends: tuple[tuple[str, BodyKind, bool], ...]  # longest first: ending, kind, whether it is a short one
    whole: dict[str, BodyKind]
    alone: dict[str, BodyKind]
    unlike: tuple[str, ...]
    unlike_whole: frozenset[str]
    collective: re.Pattern[str]


@cache
def _load() -> _Words:
    table = tomllib.loads(files("build_tools.hanzi").joinpath("body_words.toml").read_text("utf-8"))
    ends: dict[str, tuple[BodyKind, bool]] = {}
    whole: dict[str, BodyKind] = {}
    alone: dict[str, BodyKind] = {}
    for entry in table["kind"]:
        kind = BodyKind(entry["kind"])
        whole |= dict.fromkeys(entry["whole"].split(), kind)
        alone |= dict.fromkeys(entry.get("alone", "").split(), kind)
        for name, is_short in (("short", True), ("ends", False)):
            ends |= dict.fromkeys(entry[name].split(), (kind, is_short))
    marks, owners, nouns = (
        "|".join(sorted(table["collective"][name].split(), key=len, reverse=True))
        for name in ("marks", "owners", "nouns")
    )
    # 各区, 市各有关单位, 有关县（市、区）人民政府, 有关部门和单位; and 各行业协会, where each is the mark of the whole.
    collective = re.compile(
        rf"(?:{owners})?(?:{marks}){{1,3}}(?:{owners})?(?:{nouns})(?:和?(?:{nouns}))*|各[^，。；的]{{1,10}}(?:{nouns})"
    )
    ordered = sorted(((end, kind, short) for end, (kind, short) in ends.items()), key=lambda item: -len(item[0]))
    return _Words(
        tuple(ordered),
        whole,
        alone,
        tuple(table["unlike"]["words"].split()),
        frozenset(table["unlike"]["whole"].split()),
        collective,
    )


def is_common_noun(words: str) -> bool:
    """Whether words end as a body's name does, and name none: 空间格局, 数字社会."""
    return words.endswith(_load().unlike) and read_body(words) is None


@lru_cache(maxsize=8192)  # plans name few bodies, many times
def read_body(name: str) -> BodyForm | None:
    """Return what the form of a name says; None where it is no body's.

    Args:
        name: words, without separators around them. A bracket in them (市委（市政府）办公厅, 县（市、区）人民政府)
            may hold separators.
    """
    if not 2 <= len(name) <= _LONGEST:
        return None
    words = _load()
    name = name.translate(_BRACKETS)
    bare = BRACKETED_RE.sub("", name)
    if bare in words.whole:
        return BodyForm(words.whole[bare], "国", is_sure=True)
    if LEVEL_ROW_RE.fullmatch(name):
        return BodyForm(BodyKind.COLLECTIVE, "", is_sure=False)
    if bare in words.alone:
        return BodyForm(words.alone[bare], "", is_sure=False)
    if not _CHARACTERS_RE.fullmatch(bare) or _SENTENCE_RE.search(bare):
        return None
    if words.collective.fullmatch(bare):
        return BodyForm(BodyKind.COLLECTIVE, "", is_sure=False)
    found = next(((end, kind, short) for end, kind, short in words.ends if bare.endswith(end)), None)
    if found is None or bare in words.unlike_whole:
        return None
    end, kind, is_short = found
    # 运动大会 is no body, 某县人民代表大会 is one.
    if bare.endswith(words.unlike) and not any(end.endswith(word) and word != end for word in words.unlike):
        return None
    match = _LEVEL_RE.match(bare)
    level = "" if match is None else "国" if match["nation"] else match["level"]
    if bare == end:  # 市委 is level and ending in one, 委员会 alone names nobody
        return BodyForm(kind, level, is_sure=True) if level and not is_short else None
    is_placed = kind is not BodyKind.TERRITORY and (level != "" or _PLACE_RE.match(bare) is not None)
    return BodyForm(kind, level, is_sure=not is_short or is_placed)


def needs_place(name: str) -> bool:
    """Whether a name is another body's in every place: 市财政局, 各区政府."""
    form = read_body(name)
    return form is not None and (form.level not in ("", "国") or form.kind is BodyKind.COLLECTIVE)


def is_body(name: str) -> bool:
    """Whether words may be a body's name."""
    return read_body(name) is not None
