"""What of a page is not its document: menus, forms, hidden elements, struck-out words.

Takes a parsed page; gives the elements to leave out, each with the rule, and where the document stands. An element's
name is a hint: ASP.NET puts whole pages into <form>, others into <dialog> or <aside>, and scripts make a hidden <body>
visible. So an element is left out only for what is in it:

- one that holds more than half of the page's words is the page, whatever it is called;
- hidden elements that together hold more words than what is shown, and the labels of a document, are the document;
- a container that holds a labelled line and sentences, or sentences between the document's first and last label, stays.

One pass over the elements and up to four over what it found, linear in the page's length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from build_tools.clean.html_attributes import read_style
from build_tools.clean.html_tree import ROOT, Piece, SourceTree, Tag, read_attribute
from build_tools.hanzi.labels import heads_annex, opens_with_label
from build_tools.model.passage import Run

# Elements that hold menus, or what a reader works with; a careless page puts its text into them.
CONTAINERS = {
    **dict.fromkeys(("nav", "footer", "aside", "menu"), "navigation"),
    **dict.fromkeys(("form", "dialog"), "controls"),
    "noscript": "hidden",
}
# Elements whose words are no text of a document unless they are all that there is.
CONTROLS = {
    **dict.fromkeys(("button", "select", "option", "input", "textarea"), "controls"),
    **dict.fromkeys(("svg", "canvas", "audio", "video", "object", "embed", "applet", "map"), "embedded-object"),
}
# Signs that nobody sees, between the characters of a text, against copying; of a container it closes gaps.
_NO_SIZE = frozenset("0 0px 0pt 0em 0rem 0%".split())
_RULES = {
    **CONTAINERS,
    **CONTROLS,
    "template": "hidden",
    **dict.fromkeys(("del", "s", "strike"), "struck-out"),
}
_SENTENCE_RE = re.compile(r"[。；！？][”’）)》]?[ \t\r\n\u3000\u00a0]*\Z")
# A link around blocks was never closed; its words are as good as any.
_BLOCKS = frozenset("p div td th li h1 h2 h3 h4 h5 h6 section article table tr ul ol dl dd dt body html".split())
_SHORTEST_SENTENCE = 10
_SIZELESS = "sizeless"
# Elements within a line that a page's own style sheet hides by their class: signs of a forum against copying.
_INLINE = frozenset("span font i em b strong u small label ins".split())
_CLASS_RE = re.compile(r"(?:span|font|i|em)?\.([\w-]{1,60})")
_JAMMED = "jammed"
_WHOLE_PAGE = frozenset({"html", "body", ROOT})


@dataclass
class Part:
    """An element that may be left out, and what stands in it, nested ones included.

    Attributes:
        node: the element.
        rule: under which it would be dropped.
        words: characters that are no link's.
        labels: lines that open with a label.
        sentences: stretches of text that end one.
        start: source offset of its first character of text, -1 where there is none.
    """

    node: Tag
    rule: str
    words: int = 0
    labels: int = 0
    sentences: int = 0
    start: int = -1

    def add(self, other: Part | _Words) -> None:
        """Take in a piece of text, or what stands in a nested part."""
        self.words += other.words
        self.labels += other.labels
        self.sentences += other.sentences
        self.start = other.start if self.start < 0 else self.start


class _Words(NamedTuple):
    """What a piece of text counts for, as in `Part`; `end` is the source offset behind it."""

    start: int
    end: int
    words: int = 0
    labels: int = 0
    sentences: int = 0


_Step = Tag | _Words | Run | None
"""An element begins; text stands there; blanks between blocks; the element that began last ends."""


@dataclass(frozen=True)
class Chrome:
    """What is left out of a page.

    Attributes:
        rules: the rule for each element that is left out, by its `id`.
        words: how many characters that are no link's stand in each of them.
        first: source offset at which the document's first label stands.
        last: source offset behind the document; below `first` where the page has no labels.
    """

    rules: dict[int, str] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=dict)
    first: int = 0
    last: int = -1

    def is_inside(self, offset: int) -> bool:
        """Whether a place lies within the document: behind its first label and before its end."""
        return self.first <= offset <= self.last


def find_chrome(tree: SourceTree, frames: frozenset[int]) -> Chrome:
    """Return what of a page is left out; `frames` are the elements (by `id`) that its own names call so."""
    steps, page, parts = _read_steps(tree)
    for part in parts:
        if part.rule == _JAMMED:
            part.rule = "" if part.labels or part.sentences else "hidden"
    parts = [part for part in parts if part.rule]
    rules = {id(part.node): part.rule for part in parts if 2 * part.words <= page.words or not part.words}
    frames = frozenset(frame for frame in frames if frame not in rules)
    rules |= dict.fromkeys(frames, "navigation")
    shown = _Shown(steps, rules)
    hidden = [part for part in parts if rules.get(id(part.node)) == "hidden" and id(part.node) in shown.outermost]
    if sum(part.words for part in hidden) > shown.words and sum(part.labels for part in hidden) > shown.labels:
        for part in hidden:
            if part.labels or part.sentences:
                del rules[id(part.node)]
        shown = _Shown(steps, rules)
    for part in parts:
        if part.node.name not in CONTAINERS or id(part.node) not in rules or not part.sentences:
            continue
        if (part.labels and part.node.name != "dialog") or shown.first <= part.start <= shown.last_label:
            del rules[id(part.node)]
    if len(rules) < len(parts):
        shown = _Shown(steps, rules)
    words = {id(part.node): part.words for part in parts if id(part.node) in rules}
    return Chrome(rules, words, shown.first, shown.last)


def _rule_of(node: Tag) -> str | None:
    """Return the rule that an element's name or style gives it."""
    if node.attrs:
        if "hidden" in node.attrs:
            return "hidden"
        rule = _rule_of_style(style) if (style := read_attribute(node, "style")) else ""
        if rule and (rule != _SIZELESS or node.find(True) is None):
            return "hidden" if rule == _SIZELESS else rule
    return _RULES.get(node.name)


def _rule_of_style(css: str) -> str:
    said = read_style(css).get
    if said("display") == "none" or said("visibility") in ("hidden", "collapse"):
        return "hidden"
    if "line-through" in said("text-decoration", "") + said("text-decoration-line", ""):
        return "struck-out"
    return _SIZELESS if said("font-size") in _NO_SIZE else ""


def _find_hiding_classes(tree: SourceTree) -> frozenset[str]:
    """Return the classes that a page's own style sheets hide wherever they stand."""
    hiding: set[str] = set()
    shown: set[str] = set()
    for drop in tree.drops:
        if drop.rule != "script-or-style":
            continue
        # A script may be large, and is not copied to find that it is no sheet.
        is_sheet = tree.source.startswith("<style", tree.source.rfind("<", 0, drop.start))
        css = tree.source[drop.start : drop.end] if is_sheet else ""
        for rule in css.split("}") if "@" not in css else ():
            selectors, _, style = rule.partition("{")
            names = {found[1] for one in selectors.split(",") if (found := _CLASS_RE.fullmatch(one.strip()))}
            said = read_style(style) if names else {}
            if names and _rule_of_style(style) in ("hidden", _SIZELESS):
                hiding |= names
            elif "display" in said or "font-size" in said:
                shown |= names
    return frozenset(hiding - shown)


def _read_steps(tree: SourceTree) -> tuple[list[_Step], Part, list[Part]]:
    """Return the page's elements in order, with what the text in them is worth.

    Also what the page holds as a whole, and each element that may be left out with what it holds.
    """
    steps: list[_Step] = []
    page = Part(tree.root, "")
    parts: list[Part] = []
    jammed = _find_hiding_classes(tree)
    opened = [(page, False)]  # for each open element, the part it stands in, and whether its text is a link's
    for step in tree.steps:
        part, in_link = opened[-1]
        if isinstance(step, Tag):
            name = step.name
            in_link = name not in _BLOCKS and (in_link or (name == "a" and "href" in step.attrs))
            rule = _rule_of(step)
            if (
                rule is None
                and jammed
                and name in _INLINE
                and not jammed.isdisjoint(step.attrs.get("class", "").split())
            ):
                rule = _JAMMED
            if rule is not None:
                part = Part(step, rule)
                parts.append(part)
            opened.append((part, in_link))
            steps.append(step)
        elif isinstance(step, Run):
            steps.append(step)
        elif step is None:
            opened.pop()
            if (around := opened[-1][0]) is not part:
                around.add(part)
            steps.append(None)
        else:
            words = _read_words(step, in_link=in_link)
            if words.start >= 0:
                part.add(words)
            steps.append(words)
    return steps, page, parts


def _read_words(piece: Piece, *, in_link: bool) -> _Words:
    end = piece.runs[-1].end
    if not piece.length or not (count := len(piece.strip())):
        return _Words(-1, end)
    first = piece.runs[0]
    start = piece.runs[1].start if first.computed else first.start
    if in_link:
        return _Words(start, end)
    is_sentence = count >= _SHORTEST_SENTENCE and _SENTENCE_RE.search(piece[-40:]) is not None
    text = piece.lstrip(" \t\r\n\u3000\u00a0")
    return _Words(start, end, count, opens_with_label(text) or heads_annex(text), is_sentence)


class _Shown:
    """What is left of a page: its words and labels, and where the document begins and ends.

    The document ends with the smallest element that holds all of its labels; where that is the page as a whole, with
    the last sentence.
    """

    def __init__(self, steps: Sequence[_Step], rules: dict[int, str]) -> None:
        self.words = self.labels = 0
        self.first, self.last_label = 0, -1
        self.last = -1
        self.outermost: set[int] = set()
        path: list[Tag] = []
        above: list[Tag] = []  # the elements around the first label
        ends: dict[int, int] = {}  # where each of them ends, by its depth
        shared = 0  # how many of them are around the last label, too
        nearest = 0  # how many of them have been open ever since the first label
        at = last_sentence = 0
        left_out = 0  # elements that are open from one on that is left out
        for step in steps:
            if left_out:
                left_out += isinstance(step, Tag) - (step is None)
            elif isinstance(step, Tag):
                if id(step) in rules:
                    self.outermost.add(id(step))
                    left_out = 1
                else:
                    path.append(step)
            elif step is None:
                path.pop()
                if self.labels and len(path) < nearest:
                    nearest = len(path)
                    ends[nearest] = at
            elif isinstance(step, Run):
                at = step.end
            else:
                self.words += step.words
                at = step.end
                if step.labels:
                    if not self.labels:
                        self.first, above, nearest = step.start, list(path), len(path)
                    self.labels += 1
                    self.last_label, shared = at, nearest
                if step.sentences:
                    last_sentence = at
        if self.labels:
            around = above[shared - 1].name if shared else ROOT
            end = last_sentence if around in _WHOLE_PAGE else ends.get(shared - 1, at)
            self.last = max(self.last_label, end)
