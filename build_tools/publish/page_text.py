"""The words of a built page, apart from its markup.

Takes HTML as this project's tools write it; gives it back with its words changed and nothing else. A block's words
are handed over together, across the links and emphasis in it, so that no phrase is cut where a link begins; the
change has to keep their length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Change = Callable[[str], str]

_TOKEN_RE = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style)\b[^>]*>.*?</(?P=raw)>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>",
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


@dataclass(frozen=True)
class _Piece:
    """A run of a page: markup, or words that belong to a block and are to be changed or kept."""

    text: str
    is_words: bool = False


def change_words(page: str, change: Change, *, keep: Callable[[str, str], bool]) -> str:
    """Return a page with its words changed.

    Args:
        page: HTML.
        change: gives words of the same length; blocks come joined by line feeds.
        keep: told an element's name and its `lang` attribute ("" without); true where its words stay as they are.
    """
    pieces = _split(page, keep)
    words = "".join(piece.text if piece.is_words else _BREAK * _is_break(piece.text) for piece in pieces)
    changed = change(words)
    if len(changed) != len(words):
        message = f"a change of words gave {len(changed)} code points for {len(words)}"
        raise ValueError(message)
    parts: list[str] = []
    at = 0
    for piece in pieces:
        if piece.is_words:
            parts.append(changed[at : at + len(piece.text)])
            at += len(piece.text)
        else:
            parts.append(piece.text)
            at += _is_break(piece.text)
    return "".join(parts)


def _is_break(markup: str) -> bool:
    """Whether markup parts words: any element that is not inline, and whatever is no element."""
    match = _TOKEN_RE.match(markup)
    return match is None or match["name"] is None or match["name"].lower() not in _INLINE


def _split(page: str, keep: Callable[[str, str], bool]) -> list[_Piece]:
    pieces: list[_Piece] = []
    kept: list[str] = []  # open elements since the outermost that keeps its words
    at = 0
    for token in _TOKEN_RE.finditer(page):
        if token.start() > at:
            pieces.append(_Piece(page[at : token.start()], not kept))
        at = token.end()
        name = (token["name"] or "").lower()
        if not name:
            # The words in a script are those of its strings.
            shown = bool(token["raw"]) and not kept and not token[0].isascii()
            pieces += [_Piece(""), _Piece(token[0], is_words=shown), _Piece("")]
            continue
        if token["close"]:
            if name in kept:
                while kept.pop() != name:
                    pass
            pieces.append(_Piece(token[0]))
            continue
        language = _LANGUAGE_RE.search(token[0])
        keeps = bool(kept) or keep(name, language["lang"] if language else "")
        pieces.extend([_Piece(token[0])] if keeps else _split_tag(token[0]))
        if keeps and name not in _VOID:
            kept.append(name)
    if at < len(page):
        pieces.append(_Piece(page[at:], not kept))
    return pieces


def _split_tag(tag: str) -> list[_Piece]:
    """Set a tag's readable attributes apart; each counts as a block of its own."""
    if tag.isascii():
        return [_Piece(tag)]
    pieces: list[_Piece] = []
    at = 0
    for attribute in _ATTRIBUTE_RE.finditer(tag):
        if attribute["name"].lower() not in _KEPT_ATTRIBUTES and not attribute["value"].isascii():
            start, end = attribute.start("value") + 1, attribute.end("value") - 1
            pieces += [_Piece(tag[at:start]), _Piece(tag[start:end], is_words=True)]
            at = end
    return [*pieces, _Piece(tag[at:])]
