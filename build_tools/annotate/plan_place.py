"""Facts of a plan → the place it is made for, and how that was told.

What the manifest says stands; else the issuers tell, then the title, and where a name stands for several places
(朝阳区) each narrows the other down. The source's address is weak: it only decides between places, or names a
province where nothing else is known.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from build_tools.hanzi.bodies import is_body, read_body
from build_tools.hanzi.places import find_places, parse_place, read_place, read_unlisted
from build_tools.model.edition import Facts
from build_tools.model.place import NATION, Place

_PARTY_RE = re.compile("(?:中共|中国共产党|共青团|中国共产主义青年团)(?!中央)")
_ZONE_RE = re.compile("中国[（(](?P<place>[一-龥]{2,6})[）)]")
_NATION_RE = re.compile("全国|国家|中国(?!（)|中华人民共和国|国务院|中共中央")
# Ministries and the highest offices bear no place: 工业和信息化部, 海关总署. Nor do departments of a party committee.
_MINISTRY_RE = re.compile("(?<!宣传)(?<!组织)(?<!统战)(?<!工作)部$|总局$|总署$")
_VERBS = 14  # code points of a title in which verbs may stand before the place
_GOVERNMENTS = ("人民政府", "政府", "人大常委会", "人民代表大会")


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The place of a plan.

    Attributes:
        place: None where it could not be told.
        evidence: "manifest", "issuers", "title" or "address"; "" where there is none.
        candidates: the places that fit where several do.
    """

    place: Place | None
    evidence: str = ""
    candidates: tuple[Place, ...] = ()


def tell_place(facts: Facts) -> PlaceReading:
    """Return the place of a plan, from its facts."""
    if facts.place and (place := parse_place(facts.place)):
        return PlaceReading(place, "manifest")
    address = _read_address(facts.source_url)
    issuers = [found for name in facts.issuers if (found := _read_issuer(name))]
    title = _read_title(facts.title)
    open_candidates: tuple[Place, ...] = ()
    for evidence, readings in (("issuers", issuers), ("title", [title] if title else [])):
        if not readings:
            continue
        narrowed = [_narrow(found, title, address) for found in readings]
        if all(len(found) == 1 for found in narrowed):
            return PlaceReading(_join(found[0] for found in narrowed), evidence)
        open_candidates = open_candidates or next(found for found in narrowed if len(found) > 1)
    if address and not open_candidates:
        return PlaceReading(address, "address")
    return PlaceReading(None, "", open_candidates)


def _narrow(found: tuple[Place, ...], title: tuple[Place, ...], address: Place | None) -> tuple[Place, ...]:
    for other in (title, (address,) if address else ()):
        if len(found) > 1:
            found = tuple(place for place in found if any(near.holds(place) for near in other)) or found
    return found


def _join(places: Iterable[Place]) -> Place:
    """The innermost place that holds all: that of a city and its district is the city, of two provinces the country."""
    paths = list(dict.fromkeys(place.path for place in places))
    shared = paths[0]
    for path in paths[1:]:
        length = next((at for at, (a, b) in enumerate(zip(shared, path, strict=False)) if a != b), len(path))
        shared = shared[: min(length, len(shared))]
    return Place(shared)


def _read_issuer(name: str) -> tuple[Place, ...]:
    """The places that a body's name tells; () where it tells none (市财政局)."""
    bare = _PARTY_RE.sub("", name, count=1)
    if zone := _ZONE_RE.match(bare):
        return read_place(zone["place"], short=True)
    if found := read_place(bare):
        return found
    if found := find_places(bare):
        return found
    form = read_body(bare)
    if form is not None and (form.level == "国" or (not form.level and _MINISTRY_RE.search(bare))):
        return (NATION,)
    unlisted = read_unlisted(bare)
    if unlisted and (unlisted[1].startswith(_GOVERNMENTS) or is_body(unlisted[1])):
        return (Place((unlisted[0],)),)
    return ()


def _read_title(title: str) -> tuple[Place, ...]:
    bare = title.lstrip('《〈“"关于')
    if found := read_place(bare):
        return found
    if _NATION_RE.match(bare):
        return (NATION,)
    return find_places(bare[:_VERBS]) if "关于" in title[:_VERBS] else ()  # 关于加快推进合肥市…


def _read_address(url: str) -> Place | None:
    """The province in whose government's domain an address is."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    if not host.endswith(".gov.cn"):
        return None
    labels = host.split(".")[:-2]
    return next((place for label in reversed(labels) if (place := _domains().get(label))), None)


@cache
def _domains() -> dict[str, Place]:
    table = tomllib.loads(files("build_tools.annotate").joinpath("place_domains.toml").read_text("utf-8"))
    return {label: Place((province,)) for province, labels in table.items() for label in labels.split()}
