"""Names of provinces, prefectures and counties → places, from the list beside this file.

Takes words, gives the places that they begin with. Several fit where a name stands for several (朝阳区).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from build_tools.model.place import Place

_LONGEST = 15  # code points of a place's name
# What plans leave out behind a province's or a prefecture's name.
_PEOPLES = (
    "土家族|苗族|藏族|羌族|彝族|布依族|侗族|傣族|景颇族|白族|傈僳族|哈尼族|壮族"
    "|朝鲜族|蒙古族|(?<!内)蒙古|回族|哈萨克|柯尔克孜|维吾尔"
)
_SHORTENED_RE = re.compile(rf"(?:{_PEOPLES}){{0,6}}(?:自治区|自治州|特别行政区|省|市|地区|盟)$")
_NATION_NAMES = ("全国", "中国", "中华人民共和国")
# 海南区域合作 names no 海南区, 市场 no 市.
_NOT_NAME_RE = re.compile("[区市县州](?:域|场|政(?!府)|级|容|民)")
# A place that no list knows, before the name of its government or of another body.
_UNLISTED_RE = re.compile(
    r"(?P<name>(?!(?:全|本|我|各|某些|城|都|相关|有关|所在)[省市区县])[\u3400-\u9fff]{1,7}?(?:省|市|自治州|自治县|县|(?<![园片社辖新山景发工税范能治])区))(?P<rest>.{2,})"
)


@dataclass(frozen=True)
class _Index:
    full: dict[str, tuple[tuple[str, ...], ...]]
    provinces: dict[str, tuple[tuple[str, ...], ...]]  # names without 省, 市, 自治区
    prefectures: dict[str, tuple[tuple[str, ...], ...]]  # the same without 市, 自治州
    below: dict[tuple[str, ...], dict[str, tuple[str, ...]]]


@cache
def _load() -> _Index:
    table = tomllib.loads(files("build_tools.hanzi").joinpath("place_names.toml").read_text("utf-8"))
    paths: list[tuple[str, ...]] = []
    for province, prefectures in table.items():
        paths.append((province,))
        for prefecture, counties in prefectures.items():
            above = (province, prefecture) if prefecture else (province,)
            paths.extend([above] if prefecture else [])
            paths.extend((*above, county) for county in counties.replace("|", " ").split())
    full: dict[str, list[tuple[str, ...]]] = {}
    short: tuple[dict[str, list[tuple[str, ...]]], dict[str, list[tuple[str, ...]]]] = ({}, {})
    below: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}
    for path in paths:
        full.setdefault(path[-1], []).append(path)
        for length in range(len(path)):
            below.setdefault(path[:length], {}).setdefault(path[-1], path)
        name = _SHORTENED_RE.sub("", path[-1])
        if (len(path) < 3 and 1 < len(name) < len(path[-1]) and not path[-1].endswith(("区", "县"))) or len(path) == 1:
            short[len(path) - 1].setdefault(name, []).append(path)
            below[path[:-1]].setdefault(name, path)
            if path[-1].endswith("自治州"):
                short[1].setdefault(f"{name}州", []).append(path)
    return _Index(_freeze(full), _freeze(short[0]), _freeze(short[1]), below)


def _freeze(names: dict[str, list[tuple[str, ...]]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {name: tuple(dict.fromkeys(paths)) for name, paths in names.items()}


def read_place(text: str, *, short: bool = False) -> tuple[Place, ...]:
    """Return the places that a text may begin with, as far inwards as it names them; () where it names none.

    上海市松江区人民政府 and 松江区人民政府 both begin with 松江区 in 上海市.

    Args:
        text: any words.
        short: whether names of prefectures count without 市, too (合肥海关; but 中山街道 is not in 中山市). Those of
            provinces always do.
    """
    words = text[: 3 * _LONGEST]
    index = _load()
    for names in (index.full, index.provinces, *((index.prefectures,) if short else ())):
        for length in range(min(_LONGEST, len(words)), 1, -1):
            if words[:length] in names and not _NOT_NAME_RE.match(words, length - 1):
                starts = names[words[:length]]
                ends = {path: _follow(path, words[length:], index) for path in starts}
                followed = {end for path, end in ends.items() if end != path}  # 吉林省 or 吉林市, but then 昌邑区
                return tuple(Place(path) for path in sorted(followed or set(starts)))
    return ()


def is_place(name: str) -> bool:
    """Whether a name is a place's of the list and nothing more, in full or without 市, 省."""
    index = _load()
    return name in index.full or name in index.provinces or name in index.prefectures


def _follow(path: tuple[str, ...], words: str, index: _Index) -> tuple[str, ...]:
    while True:
        inner = index.below.get(path, {})
        for length in range(min(_LONGEST, len(words)), 1, -1):
            if words[:length] in inner and not _NOT_NAME_RE.match(words, length - 1):
                path, words = inner[words[:length]], words[length:]
                break
        else:
            return path


def find_places(text: str) -> tuple[Place, ...]:
    """Return the places of the first full name of a province or prefecture within a text: 国家税务总局上海市税务局."""
    full = _load().full
    for start in range(len(text)):
        for length in range(min(_LONGEST, len(text) - start), 2, -1):
            paths = [path for path in full.get(text[start : start + length], ()) if len(path) < 3]
            if paths:
                return tuple(Place(path) for path in paths)
    return ()


def read_unlisted(text: str) -> tuple[str, str] | None:
    """Return (name, rest) of a text that begins like the name of a place which the list may lack: 甲市人民政府."""
    match = _UNLISTED_RE.match(text)
    return (match["name"], match["rest"]) if match else None


def parse_place(name: str) -> Place | None:
    """Return the place that a whole name stands for: 上海市松江区, 全国; None where it is none, or stands for several.

    A name that the list does not hold is a place of its own if it ends as places do.
    """
    if name in _NATION_NAMES:
        return Place()
    found = read_place(name)
    exact = [place for place in found if place.name == name or place.own_name == name or place.path[-1] == name]
    exact = exact or [Place(path) for path in _load().provinces.get(name, ())]
    if exact or found:
        return exact[0] if len(exact) == 1 else None
    return Place((name,)) if re.fullmatch(r"[\u3400-\u9fff]{1,12}[省市区县州盟旗]", name) else None
