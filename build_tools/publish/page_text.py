"""The words of a built page, apart from its markup.

Takes HTML as this project's tools write it; gives it back with its words changed and nothing else. A block's words
are handed over together, across the links and emphasis in it, so that no phrase is cut where a link begins; the
change has to keep their length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

Change = Callable[[str], str]

_TOKEN_RE = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(?P<raw>script|style)\b[^<>]*>.*?</(?P=raw)>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)(?:\"[^\"]*\"|'[^']*'|[^'\"<>]++)*+>",
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
_BREAK = "\n"


class _Role(Enum):
    """What a piece of a page is to the words around it."""

    MARKUP = "markup"  # goes through the middle of a phrase
    BREAK = "break"  # markup, or words that are kept: parts phrases
    WORDS = "words"
    ASIDE = "aside"  # readable words of an attribute: a phrase of their own, around which others go on


@dataclass(frozen=True)
class _Piece:
    """A run of a page."""

    text: str
    role: _Role


def change_words(page: str, change: Change, *, keep: Callable[[str, str], bool]) -> str:
    """Return a page with its words changed.

    Args:
        page: HTML.
        change: gives words of the same length; blocks come joined by line feeds.
        keep: told an element's name and its `lang` attribute ("" without); true where its words stay as they are.
    """
    pieces = _split(page, keep)
    running = "".join(
        piece.text if piece.role is _Role.WORDS else _BREAK * (piece.role is _Role.BREAK) for piece in pieces
    )
    asides = [piece.text for piece in pieces if piece.role is _Role.ASIDE]
    words = _BREAK.join((running, *asides))
    changed = change(words)
    if len(changed) != len(words):
        message = f"a change of words gave {len(changed)} code points for {len(words)}"
        raise ValueError(message)
    parts: list[str] = []
    at, aside_at = 0, len(running)
    for piece in pieces:
        if piece.role is _Role.WORDS:
            parts.append(changed[at : at + len(piece.text)])
            at += len(piece.text)
        elif piece.role is _Role.ASIDE:
            aside_at += len(_BREAK)
            parts.append(changed[aside_at : aside_at + len(piece.text)])
            aside_at += len(piece.text)
        else:
            parts.append(piece.text)
            at += len(_BREAK) * (piece.role is _Role.BREAK)
    return "".join(parts)


def _split(page: str, keep: Callable[[str, str], bool]) -> list[_Piece]:
    pieces: list[_Piece] = []
    kept: list[str] = []  # open elements since the outermost that keeps its words
    at = 0
    for token in _TOKEN_RE.finditer(page):
        if token.start() > at:
            pieces.append(_Piece(page[at : token.start()], _Role.BREAK if kept else _Role.WORDS))
        at = token.end()
        name = (token["name"] or "").lower()
        if not name:
            pieces.append(_Piece("", _Role.BREAK))
            # The words in a script are those of its strings.
            shown = token["raw"] and not kept and not token[0].isascii()
            pieces += [_Piece(token[0], _Role.WORDS if shown else _Role.BREAK), _Piece("", _Role.BREAK)]
            continue
        role = _Role.MARKUP if name in _INLINE else _Role.BREAK
        if token["close"]:
            if name in kept:
                while kept.pop() != name:
                    pass
            pieces.append(_Piece(token[0], role))
            continue
        language = _LANGUAGE_RE.search(token[0])
        keeps = bool(kept) or keep(name, language["lang"] if language else "")
        pieces.extend([_Piece(token[0], role)] if keeps else _split_tag(token[0], role))
        if keeps and name not in _VOID:
            kept.append(name)
    if at < len(page):
        pieces.append(_Piece(page[at:], _Role.BREAK if kept else _Role.WORDS))
    return pieces


def _split_tag(tag: str, role: _Role) -> list[_Piece]:
    """Set a tag's readable attributes apart."""
    if tag.isascii():
        return [_Piece(tag, role)]
    pieces: list[_Piece] = []
    at = 0
    for attribute in _ATTRIBUTE_RE.finditer(tag):
        if attribute["name"].lower() not in _KEPT_ATTRIBUTES and not attribute["value"].isascii():
            start, end = attribute.start("value") + 1, attribute.end("value") - 1
            pieces += [_Piece(tag[at:start], _Role.MARKUP), _Piece(tag[start:end], _Role.ASIDE)]
            at = end
    return [*pieces, _Piece(tag[at:], role)]
