"""The words of a built page, apart from its markup.

Takes HTML as this project's tools write it; gives it back with its words changed and nothing else. A block's words
are handed over together, across the links and emphasis in it, so that no phrase is cut where a link begins; the
change has to keep their length.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from io import StringIO

from build_tools.model.script import ChangeScript

_TOKEN_RE = re.compile(
    r"(<!--(?:(?!<!--).)*?-->|<(?P<raw>script|style)\b[^<>]*>(?:[^<]++|<(?!/?(?P=raw)\b))*+</(?P=raw)>"
    r"|<(?P<name>/?[a-zA-Z][a-zA-Z0-9-]*+)(?:\"[^\"]*\"|'[^']*'|[^'\"<>]++)*+>)",
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

_MARKUP, _BREAK = "markup", "\n"  # goes through the middle of a phrase; parts phrases, as words do that are kept
_PART = -1  # in place of a number


def change_words(page: str, change: ChangeScript, *, keep: Callable[[str, str], bool]) -> str:
    """Return a page with its words changed.

    Args:
        page: HTML.
        change: gives words of the same length; blocks come joined by line feeds.
        keep: told an element's name and its `lang` attribute ("" without); true where its words stay as they are.
    """
    pieces, shown = _split(page, cache(keep))
    words = "".join([_BREAK if number == _PART else pieces[number] for number in shown])
    changed = change(words)
    if len(changed) != len(words):
        message = f"a change of words gave {len(changed)} code points for {len(words)}"
        raise ValueError(message)
    take = StringIO(changed).read
    for number in shown:
        if number == _PART:
            take(len(_BREAK))
        else:
            pieces[number] = take(len(pieces[number]))
    return "".join(pieces)


def _split(page: str, keep: Callable[[str, str], bool]) -> tuple[list[str], list[int]]:
    """Return a page in pieces, and the numbers of those that are words, with `_PART` between phrases."""
    pieces: list[str] = []
    running: list[int] = []
    asides: list[int] = []  # readable words of attributes: phrases of their own, around which others go on
    kept: list[str] = []  # open elements since the outermost that keeps its words
    for words, tag, raw, name in zip(*[iter([*_TOKEN_RE.split(page), "", "", ""])] * 4, strict=True):
        if words:
            running.append(_PART if kept else len(pieces))
            pieces.append(words)
        if not name:
            # The words in a script are those of its strings.
            is_shown = raw and not kept and not tag.isascii()
            running += (_PART, len(pieces), _PART) if is_shown else (_PART,)
            pieces.append(tag)
            continue
        element, language, role, told = _read_tag(tag, name)
        if element[0] == "/":
            if kept and element[1:] in kept:
                while kept.pop() != element[1:]:
                    pass
        elif kept or keep(element, language):
            told = ()
            if element not in _VOID:
                kept.append(element)
        if told:
            for number, piece in enumerate(told):
                if number % 2:
                    asides += _PART, len(pieces)
                pieces.append(piece)
        else:
            pieces.append(tag)
        if role is _BREAK and running and running[-1] != _PART:
            running.append(_PART)
    return pieces, running + asides


@lru_cache(4096)  # a site has few tags, many times each
def _read_tag(tag: str, name: str) -> tuple[str, str, str, tuple[str, ...]]:
    """Return the name of a tag's element in lower case, its language, and whether words go on around it.

    Last, where the tag opens and can be read: its pieces, each second one a readable attribute. The name of a tag that
    closes begins with a slash.
    """
    name = name.lower()
    role = _MARKUP if name.removeprefix("/") in _INLINE else _BREAK
    language = _LANGUAGE_RE.search(tag)
    pieces: list[str] = []
    at = 0
    for attribute in _ATTRIBUTE_RE.finditer(tag) if name[0] != "/" and not tag.isascii() else ():
        if attribute["name"].lower() not in _KEPT_ATTRIBUTES and not attribute["value"].isascii():
            start, end = attribute.start("value") + 1, attribute.end("value") - 1
            pieces += tag[at:start], tag[start:end]
            at = end
    return name, language["lang"] if language else "", role, (*pieces, tag[at:]) if pieces else ()
