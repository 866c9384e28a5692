"""What a built page or style sheet offers and asks for: its ids and its references.

Takes the text of a file, touches no disk and judges nothing; `publish.links` does that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

# Attributes that name a resource the browser fetches by itself, by element.
LOADING_ATTRIBUTES = {
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
LINKING_ATTRIBUTES = {"a": ("href", "xlink:href"), "area": ("href",), "form": ("action",)}

# <link rel> values that make the browser connect; canonical, prev, next and alternate do not.
LOADING_RELATIONS = frozenset({
    "apple-touch-icon", "dns-prefetch", "icon", "manifest", "mask-icon", "modulepreload", "preconnect",
    "prefetch", "preload", "prerender", "stylesheet",
})  # fmt: skip

# Comments and plain strings are matched so that a url( inside them is not taken for one.
CSS_RE = re.compile(
    r"""/\*.*?\*/
    |@import\s+(?:"(?P<import1>[^"]*)"|'(?P<import2>[^']*)')
    |url\(\s*+(?:"(?P<url1>[^"]*)"|'(?P<url2>[^']*)'|(?P<url3>[^()"'\s]*))\s*+\)
    |"[^"]*"|'[^']*'""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
REFRESH_RE = re.compile(r"[\s\d.]*[;,]\s*url\s*=\s*['\"]?(?P<url>[^'\"]*)", re.IGNORECASE)
# Attributes whose relative address may name a folder.
_ADDRESSES = frozenset({"href", "action"})
_ATTRIBUTE_RE = re.compile(
    r"(?<![^\s\"'<>/=])(?P<name>[^\s\"'<>/=]++)\s*+=\s*+(?:\"(?P<value>[^\"]*)\"|'[^']*'|[^\s\"'>]+)"
)
SRCSET_RE = re.compile(r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]+)?(?:,|$)")


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """An address as written, and whether the browser fetches it without being asked."""

    target: str
    loads: bool


@dataclass(frozen=True, slots=True)
class PageScan:
    """What one page holds.

    Attributes:
        ids: what a fragment can point to.
        repeated_ids: ids that stand there more than once, sorted.
        references: each one once, in the order of the page.
        canonical: the page's own full address, "" where it names none.
        places: start and end of each value of `href` and `action`, in the order of the page.
    """

    ids: frozenset[str]
    repeated_ids: tuple[str, ...]
    references: tuple[Reference, ...]
    canonical: str
    places: tuple[tuple[int, int], ...] = ()


class _PageParser(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.places: list[tuple[int, int]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self.ids: set[str] = set()
        self.names: set[str] = set()
        self.repeated: set[str] = set()
        self.references: dict[Reference, None] = {}  # a set that keeps the order
        self.canonical = ""
        self._style: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style":
            self._style = []
        if not attrs:
            return
        values = {name: value or "" for name, value in attrs}
        if not _ADDRESSES.isdisjoint(values):
            self._add_places(tag)
        if identifier := values.get("id"):
            if identifier in self.ids:
                self.repeated.add(identifier)
            self.ids.add(identifier)
        if "style" in values:
            self._add_css(values["style"])
        if tag == "a" and "name" in values:
            self.names.add(values["name"])
        elif tag == "link":
            self._add_link(values)
        elif tag == "meta":
            self._add_refresh(values)
        for name in LINKING_ATTRIBUTES.get(tag, ()):
            if name in values:
                self._add(values[name], loads=False)
        for name in LOADING_ATTRIBUTES.get(tag, ()):
            if name == "srcset":
                for candidate in SRCSET_RE.finditer(values.get(name, "")):
                    self._add(candidate["url"], loads=True)
            elif name in values:
                self._add(values[name], loads=True)

    def handle_data(self, data: str) -> None:
        if self._style is not None:
            self._style.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style" and self._style is not None:
            self._add_css("".join(self._style))
            self._style = None

    def _add_places(self, tag: str) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        for attribute in _ATTRIBUTE_RE.finditer(self.get_starttag_text() or "", len(tag) + 1):
            if attribute["name"].lower() in _ADDRESSES and attribute["value"] is not None:
                self.places.append((start + attribute.start("value"), start + attribute.end("value")))

    def _add(self, target: str, *, loads: bool) -> None:
        self.references.setdefault(Reference(target, loads))

    def _add_css(self, css: str) -> None:
        for reference in scan_css(css):
            self.references.setdefault(reference)

    def _add_refresh(self, values: dict[str, str]) -> None:
        refresh = REFRESH_RE.match(values.get("content", ""))
        if refresh and values.get("http-equiv", "").lower() == "refresh":
            self._add(refresh["url"], loads=True)

    def _add_link(self, values: dict[str, str]) -> None:
        relations = set(values.get("rel", "").lower().split())
        if "href" not in values:
            return
        if "canonical" in relations:
            self.canonical = values["href"]
        self._add(values["href"], loads=bool(relations & LOADING_RELATIONS))


def scan_page(html: str) -> PageScan:
    """Return what a page offers and asks for, read in one pass."""
    parser = _PageParser(html)
    parser.feed(html)
    parser.close()
    return PageScan(
        ids=frozenset(parser.ids | parser.names),
        repeated_ids=tuple(sorted(parser.repeated)),
        references=tuple(parser.references),
        canonical=parser.canonical,
        places=tuple(parser.places),
    )


def scan_css(css: str) -> tuple[Reference, ...]:
    """Return the `url(…)` and `@import` addresses of a style sheet, each once, in its order."""
    found: dict[Reference, None] = {}
    for match in CSS_RE.finditer(css):
        target = next((value for value in match.groupdict().values() if value is not None), "")
        # url(#gradient) names a part of the drawing it is used in.
        if target and not target.startswith("#"):
            found.setdefault(Reference(target, loads=True))
    return tuple(found)
