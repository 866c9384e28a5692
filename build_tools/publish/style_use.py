"""What the selectors of a style sheet can meet on a site: the names that stand in its pages and scripts.

Pages are read as MkDocs writes them, with attributes in double quotes. What a script will make is not known, so every
word of a script counts as a name that may come, and as the beginning or the end of one where it ends or begins with its
hyphen or underscore ("card__" + part); so does what only looks like markup.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_MARKUP_RE = re.compile(r"<([a-zA-Z][\w-]*)|\s([a-zA-Z][\w:-]*)(?:=\"([^\"]*)\"|(?=[\s/>]))")
_INLINE_RE = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1>", re.DOTALL)
_WORD_RE = re.compile(r"-{0,2}[A-Za-z_][\w-]*")
_STEM_RE = re.compile(r"[A-Za-z_][\w-]{0,80}[A-Za-z0-9][_-]{1,9}")
_TAIL_RE = re.compile(r"(?:--|__?)[A-Za-z][\w-]*")
# Attributes that a browser sets when a reader opens something.
_SET_BY_BROWSERS = frozenset({"open"})


@dataclass(frozen=True)
class StyleUse:
    """What selectors can meet.

    Attributes:
        tags: of elements in pages, in lower case.
        classes: of elements in pages.
        attributes: of elements in pages, each with its values ("" without one).
        words: of scripts and of styles in pages, as they stand and in lower case.
        stems: those of them that may be beginnings of names.
        tails: those that may be ends.
    """

    tags: frozenset[str]
    classes: frozenset[str]
    attributes: dict[str, frozenset[str]]
    words: frozenset[str]
    stems: tuple[str, ...]
    tails: tuple[str, ...]

    def has_tag(self, name: str) -> bool:
        """Whether an element may have the name."""
        return name.lower() in self.tags or name.lower() in self.words

    def has_class(self, name: str) -> bool:
        """Whether an element may have the class."""
        return name in self.classes or self._may_come(name)

    def has_id(self, name: str) -> bool:
        """Whether an element may have the id."""
        return self.has_attribute("id", name)

    def has_attribute(self, name: str, value: str | None = None) -> bool:
        """Whether an element may have the attribute; with exactly this value, if one is given."""
        values = self.attributes.get(name.lower(), frozenset())
        if not values and name.lower() not in _SET_BY_BROWSERS and not self._may_come(name.lower()):
            return False
        return value is None or value in values or all(map(self._may_come, _WORD_RE.findall(value)))

    def _may_come(self, name: str) -> bool:
        return name in self.words or name.startswith(self.stems) or name.endswith(self.tails)


def collect_use(pages: Iterable[str], scripts: Iterable[str]) -> StyleUse:
    """Return what the selectors of these pages' style sheets can meet.

    Args:
        pages: HTML.
        scripts: the files that the pages load, at once or later.
    """
    found: set[tuple[str, str, str]] = set()
    texts: set[str] = set()
    for page in pages:
        found.update(_MARKUP_RE.findall(page))
        texts.update(text for _, text in _INLINE_RE.findall(page))
    texts.update(scripts)
    attributes: defaultdict[str, set[str]] = defaultdict(set)
    for _, name, value in found:
        attributes[name.lower()].add(value)
    words = {word for text in texts for word in _WORD_RE.findall(text)}
    # A style in an attribute names custom properties as a script does.
    words.update(word for text in attributes["style"] for word in _WORD_RE.findall(text))
    words |= {word.lower() for word in words}
    return StyleUse(
        tags=frozenset(tag.lower() for tag, _, _ in found if tag),
        classes=frozenset(name for value in attributes["class"] for name in value.split()),
        attributes={name: frozenset(values) for name, values in attributes.items() if name},
        words=frozenset(words),
        stems=tuple(sorted(filter(_STEM_RE.fullmatch, words))),
        tails=tuple(sorted(filter(_TAIL_RE.fullmatch, words))),
    )
