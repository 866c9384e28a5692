"""The words of a built page, apart from its markup.

Takes HTML as this project's tools write it; gives it back with its words changed and nothing else. A block's words
are handed over together, across the links and emphasis in it, so that no phrase is cut where a link begins; the
change has to keep their length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

Change = Callable[[str], str]

_TOKEN_RE = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(?P<raw>script|style)\b[^<>]*>(?:[^<]++|<(?!/?(?P=raw)\b))*+</(?P=raw)>"
    r"|<(?P<name>/?[a-zA-Z][a-zA-Z0-9-]*+)(?:\"[^\"]*\"|'[^']*'|[^'\"<>]++)*+>",
    re.DOTALL,
)
_ATTRIBUTE_RE = re.compile(r"(?<=[\s\"'])(?P<name>[a-zA-Z:-]+)=(?P<value>\"[^\"]*\"|'[^']*')")
_LANGUAGE_RE = re.compile(r"\slang=\"(?P<lang>[^\"]*)\"")
_INLINE = frozenset(
    "a abbr b bdi cite code del dfn em i ins kbd mark q rp rt ruby s small span strong sub sup u wbr".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# Addresses and names; everything else in quotes may be shown or read aloud.
_KEPT_ATTRIBUTES = frozenset(
    "action charset class for form href hreflang http-equiv id lang method name property rel role scope src srcset"
    " style target type xlink:href xmlns".split()
)

# What a piece of a page is to the words around it.
_MARKUP = "markup"  # goes through the middle of a phrase
_BREAK = "\n"  # markup, or words that are kept: parts phrases
_WORDS = "words"
_ASIDE = "aside"  # readable words of an attribute: a phrase of their own, around which others go on

_Piece = tuple[str, str]
"""A run of a page and its role; plain tuples, of which a library has millions."""


def change_words(page: str, change: Change, *, keep: Callable[[str, str], bool]) -> str:
    """Return a page with its words changed.

    Args:
        page: HTML.
        change: gives words of the same length; blocks come joined by line feeds.
        keep: told an element's name and its `lang` attribute ("" without); true where its words stay as they are.
    """
    pieces = _split(page, cache(keep))
    running = "".join([text if role is _WORDS else _BREAK for text, role in pieces if role is _WORDS or role is _BREAK])
    asides = [text for text, role in pieces if role is _ASIDE]
    words = _BREAK.join((running, *asides))
    changed = change(words)
    if len(changed) != len(words):
        message = f"a change of words gave {len(changed)} code points for {len(words)}"
        raise ValueError(message)
    parts: list[str] = []
    at, aside_at = 0, len(running)
    for text, role in pieces:
        if role is _WORDS:
            parts.append(changed[at : at + len(text)])
            at += len(text)
        elif role is _ASIDE:
            aside_at += len(_BREAK)
            parts.append(changed[aside_at : aside_at + len(text)])
            aside_at += len(text)
        else:
            parts.append(text)
            at += len(_BREAK) if role is _BREAK else 0
    return "".join(parts)


class _Tag(NamedTuple):
    """A tag: its element's name in lower case, its language and its pieces, and whether words go on around it."""

    name: str
    language: str
    role: str
    pieces: tuple[_Piece, ...]


def _split(page: str, keep: Callable[[str, str], bool]) -> list[_Piece]:
    pieces: list[_Piece] = []
    kept: list[str] = []  # open elements since the outermost that keeps its words
    at = 0
    for token in _TOKEN_RE.finditer(page):
        start, end = token.span()
        if start > at:
            pieces.append((page[at:start], _BREAK if kept else _WORDS))
        at = end
        tag, raw, name = token.group(0, "raw", "name")
        if not name:
            pieces.append(("", _BREAK))
            # The words in a script are those of its strings.
            shown = raw and not kept and not tag.isascii()
            pieces += [(tag, _WORDS if shown else _BREAK), ("", _BREAK)]
            continue
        name, language, role, parts = _read_tag(tag, name)
        if name[0] == "/":
            if kept and name[1:] in kept:
                while kept.pop() != name[1:]:
                    pass
        elif kept or keep(name, language):
            parts = ((tag, role),)
            if name not in _VOID:
                kept.append(name)
        pieces += parts
    if at < len(page):
        pieces.append((page[at:], _BREAK if kept else _WORDS))
    return pieces


@lru_cache(4096)  # a site has few tags, many times each
def _read_tag(tag: str, name: str) -> _Tag:
    """Read a tag whose element has a name; that of one that closes begins with a slash.

    Readable attributes of a tag that opens are set apart.
    """
    name = name.lower()
    role = _MARKUP if name.removeprefix("/") in _INLINE else _BREAK
    language = _LANGUAGE_RE.search(tag)
    pieces: list[_Piece] = []
    at = 0
    for attribute in _ATTRIBUTE_RE.finditer(tag) if name[0] != "/" and not tag.isascii() else ():
        if attribute["name"].lower() not in _KEPT_ATTRIBUTES and not attribute["value"].isascii():
            start, end = attribute.start("value") + 1, attribute.end("value") - 1
            pieces += [(tag[at:start], _MARKUP), (tag[start:end], _ASIDE)]
            at = end
    return _Tag(name, language["lang"] if language else "", role, (*pieces, (tag[at:], role)))
