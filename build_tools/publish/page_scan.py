"""What a built page or style sheet offers and asks for: its ids and its references.

Takes the text of a file, touches no disk and judges nothing; `publish.links` does that.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from sys import intern
from typing import NamedTuple

# Attributes that name a resource the browser fetches by itself, by element.
_LOADING_ATTRIBUTES = {
    "audio": ("src",),
    "embed": ("src",),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
# Attributes that a reader has to act on.
_LINKING_ATTRIBUTES = {"a": ("href", "xlink:href"), "area": ("href",), "form": ("action",)}

# <link rel> values that make the browser connect; canonical, prev, next and alternate do not.
_LOADING_RELATIONS = frozenset({
    "apple-touch-icon", "dns-prefetch", "icon", "manifest", "mask-icon", "modulepreload", "preconnect",
    "prefetch", "preload", "prerender", "stylesheet",
})  # fmt: skip

# Comments and plain strings are matched so that a url( inside them is not taken for one.
_CSS_RE = re.compile(
    r"""/\*.*?\*/
    |@import\s+(?:"(?P<import1>[^"]*)"|'(?P<import2>[^']*)')
    |url\(\s*+(?:"(?P<url1>[^"]*)"|'(?P<url2>[^']*)'|(?P<url3>[^()"'\s]*))\s*+\)
    |"[^"]*"|'[^']*'""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_REFRESH_RE = re.compile(r"[\s\d.]*[;,]\s*url\s*=\s*['\"]?(?P<url>[^'\"]*)", re.IGNORECASE)
# Attributes whose relative address may name a folder.
_ADDRESSES = frozenset({"href", "action"})
# An attribute as browsers read it (HTML, 13.2.5.32-38): signs within its quotes end nothing; its name may hold any.
_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=(?:\s*+(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*+))?)?"
_ATTRIBUTE_RE = re.compile(
    r"(?P<name>[^\s/>][^\s/>=]*+)"
    r"(?:\s*+=(?:\s*+(?:\"(?P<value>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*+)))?)?"
)
# What a parser skips, or a start tag with attributes as nearly all are, or the beginning of another; the rest of that.
_TAG_RE = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(?P<tag>[a-zA-Z][^\s/<>]*+(?:(?=[\s/])|(?<=<(?i:script))|(?<=<(?i:style))))"
    r"(?P<rest>(?:\s++[a-z:-]++=\"[^\"]*+\")*+>)?",
    re.DOTALL,
)
_REST_RE = re.compile(rf"(?:[\s/]++|{_ATTRIBUTE})*+>")
_RAW = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in ("script", "style")}  # hold no elements
_SRCSET_RE = re.compile(r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]+)?(?:,|$)")


class Reference(NamedTuple):
    """An address as written, and whether the browser fetches it without being asked."""

    target: str
    loads: bool


@dataclass(frozen=True)
class PageScan:
    """What one page holds. Those of all pages are kept and read back with each build: so it consists of plain texts.

    Attributes:
        ids: what a fragment can point to.
        repeated_ids: ids that stand there more than once, sorted.
        targets: each address once, in the order of the page; one that is fetched stands apart from one that is not.
        loads: of each, whether the browser fetches it without being asked: 1 or 0.
        canonical: the page's own full address, "" where it names none.
        places: start and end of each value of `href` and `action`, one behind the other, in the order of the page.
    """

    ids: frozenset[str]
    repeated_ids: tuple[str, ...]
    targets: tuple[str, ...]
    loads: bytes
    canonical: str
    places: array[int]

    @property
    def references(self) -> tuple[Reference, ...]:
        """Each address with how it is asked for."""
        return tuple(map(Reference, self.targets, map(bool, self.loads)))

    def share(self, known: dict[frozenset[str], frozenset[str]]) -> PageScan:
        """Return the same, holding once what other pages hold, too: what another process has read is its own copy.

        Args:
            known: ids of other pages, which gets those of this one: a page has the same in either script.
        """
        ids = known.get(self.ids)
        if ids is None:
            ids = frozenset(map(intern, self.ids))
            known[ids] = ids
        return replace(self, ids=ids, targets=tuple(map(intern, self.targets)))

    def __reduce__(self) -> tuple[type[PageScan], tuple[object, ...]]:
        """Tell `pickle` the parts: it would look each field up by its name."""
        return PageScan, tuple(vars(self).values())


class _Told(NamedTuple):
    """What a start tag says: ids, the page's full address ("" where it says none), references, places as in `PageScan`.

    Attributes:
        name: a place as links of old name it, None where there is none.
        places: counted from the end of the tag's own name.
    """

    id: str
    name: str | None
    canonical: str
    references: tuple[Reference, ...]
    places: tuple[int, ...]


@lru_cache(4096)  # the two trees of a site, and the frames of its pages, have most tags in common
def _read_tag(tag: str, text: str) -> _Told | None:
    """Return what a start tag says, None where that is nothing; `text` is what stands in it behind its name."""
    tag = tag.lower()
    values, places = read_attributes(text)
    targets: list[tuple[str, bool]] = list(scan_css(values.get("style", "")))
    relations = frozenset(values.get("rel", "").lower().split()) if tag == "link" else frozenset()
    if tag == "link" and "href" in values:
        targets.append((values["href"], not relations.isdisjoint(_LOADING_RELATIONS)))
    if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
        targets += [(found["url"], True) for found in [_REFRESH_RE.match(values.get("content", ""))] if found]
    targets += [(values[name], False) for name in _LINKING_ATTRIBUTES.get(tag, ()) if name in values]
    for name in _LOADING_ATTRIBUTES.get(tag, ()):
        if name == "srcset":
            targets += [(candidate["url"], True) for candidate in _SRCSET_RE.finditer(values.get(name, ""))]
        elif name in values:
            targets.append((values[name], True))
    told = _Told(
        intern(values.get("id", "")),
        values.get("name") if tag == "a" else None,
        values.get("href", "") if "canonical" in relations else "",
        tuple(Reference(intern(target), loads) for target, loads in targets),
        places,
    )
    return told if told != _Told("", None, "", (), ()) else None


def find_tag_end(page: str, at: int) -> int:
    """Return where a start tag ends whose name ends at `at`; the end of the page where it is never closed."""
    rest = _REST_RE.match(page, at)
    return rest.end() if rest else len(page)


def read_attributes(text: str) -> tuple[Mapping[str, str], tuple[int, ...]]:
    """Return a tag's attributes, and start and end of each address in double quotes.

    Of two of one name the first counts. `text` is what stands in the tag behind its name.
    """
    values: dict[str, str] = {}
    places: list[int] = []
    for attribute in _ATTRIBUTE_RE.finditer(text):
        name, value, single, bare = attribute.groups()
        name = name.lower()
        if value is not None and name in _ADDRESSES:
            places.extend(attribute.span("value"))
        values.setdefault(name, unescape(value or single or bare or ""))
    return values, tuple(places)


def scan_page(html: str) -> PageScan:
    """Return what a page offers and asks for, read in one pass; strings that many pages hold are held once."""
    places = array("L")
    ids, names, repeated = set[str](), set[str](), set[str]()
    references: dict[Reference, None] = {}  # a set that keeps the order
    canonical, at = "", 0
    while found := _TAG_RE.search(html, at):
        tag, rest = found.groups()
        at = found.end()
        if not tag:
            continue
        start = found.end("tag")
        if not rest:
            at = find_tag_end(html, start)
        if told := _read_tag(tag, html[start : at - 1]):
            name, called, address, asked, addresses = told
            places.extend([start + place for place in addresses])
            if name:
                if name in ids:
                    repeated.add(name)
                ids.add(name)
            if called is not None:
                names.add(called)
            canonical = address or canonical
            for reference in asked:
                references[reference] = None
        if raw := _RAW.get(tag.lower()):
            closed = raw.search(html, at)
            end = closed.start() if closed else len(html)
            if tag.lower() == "style":
                references |= dict.fromkeys(scan_css(html[at:end]))
            at = end
    return PageScan(
        ids=frozenset(ids | names),
        repeated_ids=tuple(sorted(repeated)),
        targets=tuple(target for target, _ in references),
        loads=bytes(loads for _, loads in references),
        canonical=canonical,
        places=places,
    )


def scan_css(css: str) -> tuple[Reference, ...]:
    """Return the `url(…)` and `@import` addresses of a style sheet, each once, in its order."""
    found: dict[Reference, None] = {}
    for match in _CSS_RE.finditer(css):
        target = next((value for value in match.groupdict().values() if value is not None), "")
        # url(#gradient) names a part of the drawing it is used in.
        if target and not target.startswith("#"):
            found.setdefault(Reference(target, loads=True))
    return tuple(found)
