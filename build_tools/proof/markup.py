"""HTML → lines: what a reader of a page sees, and the places that addresses lead to.

Words inside an element of the class `editorial` are ours and marked as such; they are left out where the document's
words are wanted, and their ids are not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.proof.line import Joint, Line, Mark
from build_tools.proof.tags import TagReader

EDITORIAL = "editorial"
_UNSHOWN = frozenset({"script", "style", "svg", "template", "noscript"})
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKS = frozenset({"sup", "sub"})
_INLINE = frozenset(
    "a abbr b bdi cite code del dfn em i img input ins kbd label mark q rp rt ruby s small span strong sub sup u wbr"
    " time output".split()
)
_ARTICLE_RE = re.compile(r"<article\b[^<]*+(?:<(?!article\b|/article>)[^<]*+)*+</article>")


@dataclass
class _Open:
    """An open element."""

    tag: str
    is_ours: bool
    is_unshown: bool


@dataclass
class Reading:
    """What is read of a page.

    Attributes:
        lines: in order.
        ids: all of them, in order.
        turns: pages of the source that begin, in order, where a mark that is ours says so.
        sheets: the page of the source on which a place stands, by its id.
        pictures: the last part of the address of each, in order; of one without words for it "".
    """

    lines: list[Line] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)


class _Reader(TagReader):
    """Collects lines. What stands between two elements that are no words' own begins a new line."""

    def __init__(self) -> None:
        self.found = Reading()
        self.open: list[_Open] = []
        self.joint = Joint.BLOCK
        self.words: list[str] = []
        self.length = 0
        self.ids: set[str] = set()
        self.cited: set[tuple[str, str]] = set()
        self.marks: list[Mark] = []
        self.mark_starts: list[tuple[int, str]] = []
        self.tag = ""
        self.cell = ""  # of which nothing has been written yet

    # -- elements

    def open_tag(self, tag: str, values: Mapping[str, str]) -> None:
        """Take a start tag."""
        classes = values.get("class", "").split()
        above = self.open[-1] if self.open else _Open("", is_ours=False, is_unshown=False)
        is_ours = above.is_ours or EDITORIAL in classes
        if tag == "img":
            self.found.pictures.append(values.get("src", "").rpartition("/")[2] if values.get("alt") else "")
        if tag == "br":
            self.end_line(Joint.LINE)
        elif tag not in _INLINE:
            self.begin(tag, values)
        if name := values.get("id"):
            self.ids.add(name)
            self.found.ids.append(name)
        if tag == "a" and values.get("title") and values.get("href", "").startswith("#"):
            self.cited.add((values["href"][1:], values["title"]))
        elif tag == "div" and "table" in classes and "aria-label" in values:
            self.cited.add(("", values["aria-label"]))
        if tag in _MARKS:
            self.mark_starts.append((self.length, tag))
        if (sheet := values.get("data-page")) and tag == "a":
            self.found.sheets[values.get("href", "")[1:]] = sheet
        elif sheet and is_ours:
            self.found.turns.append(sheet)
        elif values.get("role") == "doc-pagebreak":
            self.found.turns.append(values.get("aria-label", ""))
        if tag not in VOID:
            self.open.append(_Open(tag, is_ours, above.is_unshown or tag in _UNSHOWN))

    def begin(self, tag: str, values: Mapping[str, str]) -> None:
        """Begin an element that is not part of a line."""
        if tag == "tr":
            self.end_line(Joint.ROW)
            self.joint = Joint.ROW
        elif tag in _CELLS:
            if self.joint is not Joint.ROW:
                self.end_line(Joint.CELL)
                self.joint = Joint.CELL
            rows, columns = values.get("rowspan", "1"), values.get("colspan", "1")
            self.cell = tag if (rows, columns) == ("1", "1") else f"{tag} {rows} {columns}"
            self.tag = self.cell
        elif not self.cell:
            self.end_line(Joint.BLOCK)
            if tag in _HEADINGS or tag == "caption":
                self.tag = tag
        elif tag not in ("p", "div"):
            self.end_line(Joint.LINE)

    def close_tag(self, tag: str) -> None:
        """Take an end tag."""
        if tag in VOID or tag not in [element.tag for element in self.open]:
            return
        while self.open.pop().tag != tag:
            pass
        if tag in _MARKS and self.mark_starts:
            start, name = self.mark_starts.pop()
            self.marks.append((start, self.length, name))
        elif tag in _CELLS:
            self.end_cell()
        elif tag == "tr":
            self.joint = Joint.BLOCK
        elif tag not in _INLINE and not self.cell:
            self.end_line(Joint.BLOCK)

    # -- words

    def add_words(self, words: str) -> None:
        """Take what stands between two tags."""
        above = self.open[-1] if self.open else None
        if above and (above.is_unshown or above.is_ours):
            return
        if not self.length and not words.strip(" \t\r\n"):
            return  # what sets the elements of a file apart
        self.words.append(words)
        self.length += len(words)

    def end_line(self, following: Joint) -> None:
        """End the line that is being read, if it holds words; the next one is joined to it by `following`."""
        text = "".join(self.words)
        if not text.strip(" \t\r\n"):
            if following is Joint.BLOCK:
                self.joint = following
                self.tag = self.cell
            self.words, self.length, self.marks = [], 0, []
            return
        self.write(text)
        self.joint = following
        if following is Joint.BLOCK:
            self.tag = self.cell

    def write(self, text: str) -> None:
        start = len(text) - len(text.lstrip("\r\n"))
        marks = tuple((first - start, last - start, name) for first, last, name in self.marks)
        self.found.lines.append(
            Line(
                text[start:].rstrip("\r\n"),
                self.joint,
                frozenset(self.ids),
                frozenset(self.cited),
                marks,
                self.tag or "p",
            )
        )
        self.words, self.length, self.marks, self.ids, self.cited = [], 0, [], set(), set()

    def end_cell(self) -> None:
        """End a cell, which is a line also where it is empty."""
        text = "".join(self.words)
        if text.strip(" \t\r\n") or self.joint is not Joint.LINE:
            self.write(text)
        self.cell = self.tag = ""
        self.joint = Joint.CELL

    def finish(self) -> Reading:
        """Return what has been read."""
        self.end_line(Joint.BLOCK)
        if self.ids or self.cited:
            self.found.lines.append(Line("", Joint.BLOCK, frozenset(self.ids), frozenset(self.cited), tag="p"))
        return self.found


def read_markup(text: str) -> Reading:
    """Return the lines of HTML or XHTML, a page or a part of one, without words that are ours."""
    reader = _Reader()
    reader.read(text)
    return reader.finish()


def cut_article(page: str) -> str | None:
    """Return the part of a built page that is the document's, None where it has none or several."""
    found = _ARTICLE_RE.findall(page)
    return found[0] if len(found) == 1 else None
