"""What the selectors of a style sheet can meet on a site: the names that stand in its pages and scripts.

Pages are read as MkDocs writes them, with attributes in double quotes. What a script will make is not known, so every
word of a script counts as a name that may come; so does what only looks like markup. Nothing that can be met is
missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_MARKUP_RE = re.compile(r"<([a-zA-Z][\w-]*)|\s([a-zA-Z][\w:-]*)(?:=\"([^\"]*)\"|(?=[\s/>]))")
_INLINE_RE = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1>", re.DOTALL)
_WORD_RE = re.compile(r"-{0,2}[A-Za-z_][\w-]*")
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
    """

    tags: frozenset[str]
    classes: frozenset[str]
    attributes: dict[str, frozenset[str]]
    words: frozenset[str]

    def has_tag(self, name: str) -> bool:
        """Whether an element may have the name."""
        return name.lower() in self.tags or name.lower() in self.words

    def has_class(self, name: str) -> bool:
        """Whether an element may have the class."""
        return name in self.classes or name in self.words

    def has_id(self, name: str) -> bool:
        """Whether an element may have the id."""
        return self.has_attribute("id", name)

    def has_attribute(self, name: str, value: str | None = None) -> bool:
        """Whether an element may have the attribute; with exactly this value, if one is given."""
        values = self.attributes.get(name.lower(), frozenset())
        if not values and name.lower() not in self.words | _SET_BY_BROWSERS:
            return False
        return value is None or value in values or self.words.issuperset(_WORD_RE.findall(value))


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
    return StyleUse(
        tags=frozenset(tag.lower() for tag, _, _ in found if tag),
        classes=frozenset(name for value in attributes["class"] for name in value.split()),
        attributes={name: frozenset(values) for name, values in attributes.items() if name},
        words=frozenset(words | {word.lower() for word in words}),
    )
