"""What of a page is not its document: menus, forms, hidden elements, struck-out words.

Takes a parsed page; gives the elements to leave out, each with the rule, and where the document stands. An element's
name is a hint: ASP.NET puts whole pages into <form>, others into <dialog> or <aside>, and scripts make a hidden <body>
visible. So an element is left out only for what is in it:

- one that holds more than half of the page's words is the page, whatever it is called;
- hidden elements that together hold more words than what is shown, and the labels of a document, are the document;
- a container that holds a labelled line and sentences, or sentences between the document's first and last label, stays.

Two passes and one more over the elements, linear in the page's length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from build_tools.clean.html_tree import NavigableString, PageElement, SourceTree, Tag

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
_HIDDEN_RE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)", re.IGNORECASE)
_STRUCK_RE = re.compile(r"text-decoration(?:-line)?\s{0,9}:[^;]{0,40}line-through", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
_LABEL_RE = re.compile(
    r"[ \t\r\n\u3000\u00a0]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十百]{1,4}[章节条]"
    r"|[0-9]{1,2}[.．、](?![0-9])|专栏[0-9一二三四五六七八九十]|附件[0-9一二三四五六七八九十])"
)
_SENTENCE_RE = re.compile(r"[。；！？][”’）)》]?[ \t\r\n\u3000\u00a0]*\Z")
# A link around blocks was never closed; its words are as good as any.
_BLOCKS = frozenset("p div td th li h1 h2 h3 h4 h5 h6 section article table tr ul ol dl dd dt body html".split())
_SHORTEST_SENTENCE = 10
_WHOLE_PAGE = frozenset({"html", "body", "[document]"})


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

    def add(self, other: Part) -> None:
        """Take in what stands in a nested part."""
        self.words += other.words
        self.labels += other.labels
        self.sentences += other.sentences
        self.start = other.start if self.start < 0 else self.start


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
    page, parts = _measure(tree)
    rules = {id(part.node): part.rule for part in parts if 2 * part.words <= page.words or not part.words}
    frames = frozenset(frame for frame in frames if frame not in rules)
    rules |= dict.fromkeys(frames, "navigation")
    shown = _Shown(tree, rules)
    hidden = [part for part in parts if rules.get(id(part.node)) == "hidden" and id(part.node) in shown.outermost]
    if sum(part.words for part in hidden) > shown.words and sum(part.labels for part in hidden) > shown.labels:
        for part in hidden:
            if part.labels or part.sentences:
                del rules[id(part.node)]
        shown = _Shown(tree, rules)
    for part in parts:
        if part.node.name not in CONTAINERS or id(part.node) not in rules or not part.sentences:
            continue
        if (part.labels and part.node.name != "dialog") or shown.first <= part.start <= shown.last_label:
            del rules[id(part.node)]
    if len(rules) < len(parts):
        shown = _Shown(tree, rules)
    words = {id(part.node): part.words for part in parts if id(part.node) in rules}
    return Chrome(rules, words, shown.first, shown.last)


def _rule_of(node: Tag) -> str | None:
    """Return the rule that an element's name or style gives it."""
    style = str(node.get("style") or "")
    if node.has_attr("hidden") or node.name == "template" or _HIDDEN_RE.search(style):
        return "hidden"
    if node.name in _STRUCK or _STRUCK_RE.search(style):
        return "struck-out"
    return CONTAINERS.get(node.name) or CONTROLS.get(node.name)


def _measure(tree: SourceTree) -> tuple[Part, list[Part]]:
    """Return what the page holds as a whole, and each element that may be left out with what it holds."""
    page = Part(tree.root, "")
    opened: list[Part] = [page]
    found: list[Part] = []
    # An element is met twice: at its beginning, and, where it is a part, at its end (None).
    stack: list[tuple[PageElement | None, bool]] = [(tree.root, False)]
    while stack:
        node, in_link = stack.pop()
        if node is None:
            closed = opened.pop()
            opened[-1].add(closed)
        elif isinstance(node, NavigableString):
            _read_text(tree, node, opened[-1], in_link=in_link)
        elif isinstance(node, Tag):
            rule = _rule_of(node) if node is not tree.root else None
            if rule is not None:
                opened.append(Part(node, rule))
                found.append(opened[-1])
                stack.append((None, False))
            in_link = node.name not in _BLOCKS and (in_link or (node.name == "a" and node.has_attr("href")))
            stack.extend((child, in_link) for child in reversed(node.contents))
    return page, found


def _read_text(tree: SourceTree, node: NavigableString, part: Part, *, in_link: bool) -> None:
    runs = [run for run in tree.runs_of(node) if not run.computed]
    text = "".join(run.text for run in runs)
    bare = len(text.strip())
    if not bare:
        return
    if part.start < 0:
        part.start = runs[0].start
    if in_link:
        return
    part.words += bare
    part.labels += _LABEL_RE.match(text) is not None
    part.sentences += bare >= _SHORTEST_SENTENCE and _SENTENCE_RE.search(text[-40:]) is not None


class _Shown:
    """What is left of a page: its words and labels, and where the document begins and ends.

    The document ends with the smallest element that holds all of its labels; where that is the page as a whole, with
    the last sentence.
    """

    def __init__(self, tree: SourceTree, rules: dict[int, str]) -> None:
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
        stack: list[tuple[PageElement | None, bool]] = [(tree.root, False)]
        while stack:
            node, in_link = stack.pop()
            if node is None:
                path.pop()
                if self.labels and len(path) < nearest:
                    nearest = len(path)
                    ends[nearest] = at
            elif isinstance(node, NavigableString):
                runs = tree.runs_of(node)
                part = Part(tree.root, "")
                _read_text(tree, node, part, in_link=in_link)
                self.words += part.words
                at = runs[-1].end if runs else at
                if part.labels:
                    if not self.labels:
                        self.first, above, nearest = part.start, list(path), len(path)
                    self.labels += 1
                    self.last_label, shared = runs[-1].end, nearest
                if part.sentences:
                    last_sentence = at
            elif isinstance(node, Tag):
                if id(node) in rules:
                    self.outermost.add(id(node))
                    continue
                path.append(node)
                stack.append((None, False))
                in_link = node.name not in _BLOCKS and (in_link or (node.name == "a" and node.has_attr("href")))
                stack.extend((child, in_link) for child in reversed(node.contents))
        if self.labels:
            around = above[shared - 1].name if shared else "[document]"
            end = last_sentence if around in _WHOLE_PAGE else ends.get(shared - 1, at)
            self.last = max(self.last_label, end)
