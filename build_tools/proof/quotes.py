"""Pages that speak of the works' clauses → faults: what they cite is cited so, what they quote stands there.

A link to a clause shows the words by which the clause is cited, the title in 《》 before them or not. What is quoted
stands beside the link: in the rest of a list's entry, in the paragraphs of one side of a pair, in the cells of a row.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urldefrag

from build_tools.messages import _
from build_tools.model.script import ChangeScript
from build_tools.proof.expected import ProvedWork, text_of, walk_places
from build_tools.proof.line import Fault, same_text, squeeze
from build_tools.proof.markup import VOID
from build_tools.proof.tags import TagReader

_LEFT_OUT = "……"
_PLAIN_RE = re.compile(r"((?!/)[A-Za-z0-9_./-]+)#([A-Za-z0-9_-]+)")
_FACING = frozenset({"same", "differs"})
_SIGNS = frozenset("∅↵")
_ASIDE = frozenset({"small", "script", "style", "svg"})
_ASIDE_CLASSES = frozenset({"editorial", "side-name", "steps", "sign", "pair__place", "ways", "kind"})
_BREAKS = frozenset({"br", "p", "td", "th", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "b", "div"})

_KEYS = 65_536  # that are in memory: most pages lead to the same places

Key = tuple[str, str, str]  # work, page, id


class QuotablePlace(NamedTuple):
    """A place of a work.

    Attributes:
        citation: the words by which it is cited.
        above: the words above it, without blanks.
        start, end: where in the text of the work it and what is below it stand.
    """

    citation: str
    above: str
    start: int
    end: int


@dataclass(frozen=True)
class Quotable:
    """What may be cited and quoted of a work, in one script.

    Attributes:
        title: of the work, as other pages name it: a draft's says that it is one.
        places: what may be cited and quoted of each.
        text: all that the work says, without blanks, a line for each block.
        others: the same of its further copies.
    """

    title: str
    places: Mapping[Key, QuotablePlace]
    text: str
    others: tuple[str, ...]

    def text_at(self, key: Key) -> str:
        """Return what stands at a place or around it, without blanks."""
        place = self.places[key]
        return f"{place.above}\n{self.text[place.start : place.end]}"

    @cached_property
    def wholes(self) -> tuple[str, ...]:
        """Return all that the work and its further copies say, without blanks."""
        return tuple(text.replace("\n", "") for text in (self.text, *self.others))


Find = Callable[[str], Quotable | None]
"""Gives what may be quoted of a work, None where it is not in the library."""


def list_quotable(work: ProvedWork, change: ChangeScript) -> Quotable:
    """Return what may be quoted of a work; `change` gives its words in the script of the pages."""
    places: dict[Key, QuotablePlace] = {}
    above = cache(lambda path: "\n".join(squeeze(change(words)) for words in path))  # the same of all that is below it
    blocks = work.edition.blocks
    lines = [squeeze(change(text_of(block))) for block in blocks]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    for number, block, place in walk_places(work):
        end = number + 1
        while end < len(blocks) and blocks[end].depth > block.depth:
            end += 1
        key = work.name, place.page, place.id
        places[key] = QuotablePlace(change(block.citation), above(block.path), starts[number], starts[end] - 1)
    others = tuple("\n".join(squeeze(change(text_of(block))) for block in other.blocks) for other in work.others)
    title = change(work.title) + ("（草稿）" if work.is_draft else "")
    return Quotable(title, places, "\n".join(lines), others)


def digest_places(quotable: Quotable) -> dict[tuple[str, str], str]:
    """Return (page, id) → a hash of what may be cited and quoted there; at ("", "") that of the title."""
    told = {key[1:]: f"{place.citation}\0{quotable.text_at(key)}" for key, place in quotable.places.items()}
    told["", ""] = quotable.title
    return {
        place: hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:24] for place, words in told.items()
    }


def quotes_wholes(text: str) -> bool:
    """Whether a page may set texts side by side, where what is quoted may stand anywhere in them."""
    return any(kind in text for kind in _FACING)


def prove_quotes(text: str, file: str, path: str, find: Find, *, is_generated: bool) -> list[Fault]:
    """Return what is wrong with what a page says of clauses.

    Args:
        text: HTML of its article.
        file: for messages.
        path: of the page from the root of its tree, to resolve links.
        find: gives what may be cited and quoted.
        is_generated: every link to a clause shows its citation, and what stands beside it is quoted; on a page written
            by hand both may be other words.
    """
    reader = _Reader(posixpath.dirname(path), find)
    reader.read(text)
    for key, words in reader.links:
        work = _find(find, key)
        citation = work.places[key].citation
        allowed = (citation, f"《{work.title}》{citation}")
        if words and is_generated and not any(same_text(one, words) for one in allowed):
            return [Fault("pages", file, _("the citation differs"), key[0], _name(key), -1, citation, words)]
    for scope in reader.scopes if is_generated else ():
        for fault in _prove_scope(scope, file, find):
            return [fault]
    return []


@dataclass
class _Scope:
    """What belongs together: an entry, a row, a side."""

    kind: str
    keys: list[Key] = field(default_factory=list)
    begins_with_link: bool = False
    words: list[str] = field(default_factory=list)  # behind the first link, "\n" where an element ends
    titles: list[str] = field(default_factory=list)  # words that a number shows when it is pointed at


class _Reader(TagReader):
    def __init__(self, folder: str, find: Find) -> None:
        self.folder, self.find = folder, find
        self.links: list[tuple[Key, str]] = []
        self.scopes: list[_Scope] = []
        self.open: list[tuple[str, _Scope | None, bool]] = []
        self.link: Key | None = None
        self.link_words: list[str] = []

    @property
    def scope(self) -> _Scope | None:
        return self.open[-1][1] if self.open else None

    def open_tag(self, tag: str, values: Mapping[str, str]) -> None:
        classes = set(values.get("class", "").split())
        inner: _Scope | None = None
        if tag in ("li", "tr") or "pair__side" in classes:
            inner = _Scope("facing" if classes & _FACING else "side" if tag == "div" else tag)
            self.scopes.append(inner)
        scope = inner or self.scope
        if scope and scope.keys and tag in _BREAKS:
            scope.words.append("\n")
        if tag == "a" and (key := self.resolve(values.get("href", ""))):
            self.link, self.link_words = key, []
            if scope:
                scope.begins_with_link = scope.begins_with_link or not "".join(scope.words).strip()
                scope.keys.append(key)
        if tag == "span" and scope and "title" in values:
            scope.titles.append(values["title"])
        if tag not in VOID:
            is_aside = tag in _ASIDE or bool(classes & _ASIDE_CLASSES) or (bool(self.open) and self.open[-1][2])
            self.open.append((tag, scope, is_aside))

    def close_tag(self, tag: str) -> None:
        if tag not in [name for name, _, _ in self.open]:
            return
        scope = self.scope
        if scope and scope.keys and tag in _BREAKS:
            scope.words.append("\n")
        while self.open.pop()[0] != tag:
            pass
        if tag == "a" and self.link:
            self.links.append((self.link, "".join(self.link_words)))
            self.link = None

    def add_words(self, words: str) -> None:
        if self.link:
            self.link_words.append(words)
            return
        scope = self.scope
        if scope and (scope.keys or not words.isspace()) and not (self.open and self.open[-1][2]):
            scope.words.append(words)

    def resolve(self, href: str) -> Key | None:
        """Return the clause that an address leads to."""
        key = next(read_keys(self.folder, [href]), None)
        work = self.find(key[0]) if key else None
        return key if key and work is not None and key in work.places else None


def read_keys(folder: str, hrefs: Iterable[str]) -> Iterator[Key]:
    """Yield the places in works that addresses on a page in a folder would lead to."""
    root = "../" * len(folder.split("/")) if folder else ""
    above, size = f"{root}../", len(root)
    for href in hrefs:
        if "#" not in href:
            continue
        is_below = href.startswith(root) and not href.startswith(above)  # as pages of all folders name it
        if key := _read_key("", href[size:]) if is_below else _read_key(folder, href):
            yield key


@lru_cache(_KEYS)
def _read_key(folder: str, href: str) -> Key | None:
    # Most addresses hold nothing that has to be read as a browser does.
    plain = _PLAIN_RE.fullmatch(href)
    address, name = plain.groups() if plain else urldefrag(href)
    if not name or not address or ":" in address or not ("plans" in address or "plans" in folder):
        return None
    parts = posixpath.normpath(posixpath.join(folder, address)).removesuffix("/index.html").split("/")
    parts = parts[1:] if parts[0] == "hant" else parts
    if parts[0] != "plans" or len(parts) not in (2, 3):
        return None
    return parts[1], parts[2] if len(parts) > 2 else "", name


def _find(find: Find, key: Key) -> Quotable:
    """Return what may be quoted of the work of a place that a reader has resolved."""
    work = find(key[0])
    assert work is not None  # noqa: S101 (the place was found in it)
    return work


def _prove_scope(scope: _Scope, file: str, find: Find) -> list[Fault]:
    if not scope.keys:
        return []
    key = scope.keys[0]
    quotable, work = _find(find, key), key[0]
    text = quotable.text_at(key)
    words = "".join(scope.words)
    if scope.kind == "tr" and len(set(scope.keys)) == 1:
        for title in scope.titles:
            if squeeze(title) not in text:
                return [Fault("pages", file, _("a number is not the clause's"), work, _name(key), found=title)]
        return []
    if scope.kind == "li":
        if not scope.begins_with_link or len(scope.keys) > 1:
            return []
        allowed: tuple[str, ...] = (text,)
    elif scope.kind == "side":
        allowed = (text,)
    elif scope.kind == "facing":
        allowed = quotable.wholes
    else:
        return []
    for part in words.split("\n"):
        for quoted in part.split(_LEFT_OUT):
            plain = "".join(char for char in squeeze(quoted) if char not in _SIGNS)
            if plain and not any(plain in one for one in allowed):
                return [
                    Fault("pages", file, _("quotes what the clause does not say"), work, _name(key), found=quoted[:80])
                ]
    return []


def _name(key: Key) -> str:
    return f"{key[1]}#{key[2]}" if key[1] and key[1] != key[2] else key[2]
