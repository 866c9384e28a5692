"""Parsed page → lines and grids, in the order of the source.

Takes a `SourceTree`; gives blocks and drops. An inline element never breaks a line, so a word that a portal
has wrapped in a stock link comes out whole.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import islice

from build_tools.clean.cut_pages import doubt_cut
from build_tools.clean.html_chrome import Chrome, find_chrome
from build_tools.clean.html_dropped import doubt_raw, forget_copies, tell_dropped
from build_tools.clean.html_grids import is_drawn_table, read_grid
from build_tools.clean.html_lexer import BLOCKS
from build_tools.clean.html_pictures import Picture, is_flat_formula
from build_tools.clean.html_style import PLAIN, ROOT, Style, inherit_style, make_hints
from build_tools.clean.html_tree import Piece, SourceTree, Tag, read_attribute
from build_tools.clean.lines import LineSink, Styled
from build_tools.clean.markdown_lines import read_markdown_line
from build_tools.clean.named_frames import find_named_frames
from build_tools.hanzi.labels import ENTRY_RE, FORMAL_RE
from build_tools.hanzi.punctuation import holds
from build_tools.model.line import Grid, Hints, Line, Mark, SourceBlock, add_drop
from build_tools.model.passage import COMPUTED_SIGNS, Passage, Run
from build_tools.model.picture import name_address
from build_tools.model.report import make_diagnostic

# What pages call the codes, marks and advertisements around their text.
_PICTURE_FRAME_RE = re.compile(r"qr|ewm|erweima|share|weixin|wechat|logo|advert", re.IGNORECASE)
_SEPARATORS_RE = re.compile(r"\s*[|｜/／·•»>＞]\s*|\s{2,}")
_ANNEX_RE = re.compile(r"附[件表录][ \u3000]*[:：]?$|附[件表录][ \u3000]*[:：][ \u3000]*[0-9一]")
_OF_DOCUMENTS = ("《", "附件", "附表", "规划", "计划", "方案", "意见")
_APART = frozenset(" \u00a0|｜/／·•»>＞▪■●◆*+-►")  # what a line of signs alone begins with
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_NOTE_MARK_RE = re.compile(r"[\W注註]{0,5}[0-9a-zA-Z①-⑳]{0,3}\W{0,3}")  # 1, [1], 注1, *
_BULLET_RE = re.compile(r"^[ \u00a0]*[·•▪■●◆*+\-►][ \u00a0]*")
# What stands beside the link in a list of articles: a bullet, a date.
_BESIDE_LINK_RE = re.compile(
    r"^[ \u00a0]*(?:[·•▪■●◆*+\-►>＞]|[0-9]{1,2}[.、])[ \u00a0]*"
    r"|[ \u00a0]{0,9}[\[（(]?(?:(?:19|20)?[0-9]{2}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}日?[\]）)]?$|[ \u00a0]"
)
# A label that the item of a list prints itself: the number that a browser would add is meant not to show.
_OWN_LABEL_RE = re.compile(
    r"[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:[）).．、]|\s)|[①-⑳⑴-⒇]|第[一二三四五六七八九十百0-9]{1,4}[章节条]|[一二三四五六七八九十]是"
)


@dataclass(frozen=True)
class _Page:
    """What all walkers of a page share.

    `shown` are the pictures whose words were printed, `hidden` long texts, `left_out` where the text starts that no
    line has; `notes`: ids of the footnotes that raised figures lead to.
    """

    tree: SourceTree
    sink: LineSink
    chrome: Chrome
    shown: set[Picture] = field(default_factory=set)
    hidden: list[str] = field(default_factory=list)
    left_out: set[int] = field(default_factory=set)
    notes: frozenset[str] = frozenset()


@dataclass
class _Walker:
    """Walks a subtree without recursion and collects its blocks.

    Attributes:
        page: what is walked.
        blocks: those that are complete.
        pieces: of the line that is being collected.
        linked: how many of its characters are a link's.
        number: of a list's item whose first line has not come yet.
        pictures: those in the line.
        has_words: whether there is more in it.
        below_annex: the line above is 附件：, or an entry below it.
        hints: of the line.
    """

    page: _Page
    blocks: list[SourceBlock] = field(default_factory=list)
    pieces: list[Styled] = field(default_factory=list)
    linked: int = 0
    number: Run | None = None
    pictures: list[Picture] = field(default_factory=list)
    has_words: bool = False
    below_annex: bool = False
    hints: Hints = PLAIN

    def __post_init__(self) -> None:
        self.tree, self.sink = self.page.tree, self.page.sink

    def flush(self) -> None:
        """End the line that is being collected."""
        if not self.pieces:
            self.linked = 0
            return
        pieces, self.pieces = self.pieces, []
        linked, self.linked = self.linked, 0
        hints = self.hints
        if self.pictures and not self.has_words:
            hints = replace(hints, is_figure=True)
        self.pictures, self.has_words = [], False
        if len(pieces) == 1 and (run := pieces[0].run).text.isspace():
            add_drop(self.sink.drops, run.start, run.end, "indent")  # most blanks stand between two tags
            return
        lines = self.sink.make_lines(pieces, hints)
        if not lines:
            return
        if _opens_note(lines[0]):
            lines[0] = replace(lines[0], hints=replace(lines[0].hints, is_note=True))
        text = lines[0].text
        bare = text if len(lines) == 1 else ""
        if linked or text[0] in _APART:
            bare = _SEPARATORS_RE.sub("", _BULLET_RE.sub("", bare))
        # Below 附件： a short link is an annex's name, numbered or not.
        self.below_annex = _ANNEX_RE.match(text) is not None or (self.below_annex and linked >= len(bare) > 0)
        is_entry = self.below_annex and ENTRY_RE.match(text) is not None
        leads_away = len(lines) == 1 and linked >= len(bare) and _is_navigation(text) and not is_entry
        if leads_away and not self.page.chrome.is_inside(lines[0].passage.start):
            self.sink.drop(lines[0].passage, "navigation")
            return
        if len(lines) == 1 and linked and linked >= len(_BESIDE_LINK_RE.sub("", lines[0].text)):
            lines = [replace(lines[0], hints=replace(lines[0].hints, linked=True))]
        if self.number is not None:
            if not _OWN_LABEL_RE.match(text):
                lines[0] = _put_before(self.number, lines[0])
            self.number = None
        self.blocks.extend(lines)

    def end(self) -> list[SourceBlock]:
        """Return all blocks so far; what is walked next is told nothing of them."""
        self.flush()
        blocks, self.blocks = self.blocks, []
        self.number, self.below_annex, self.hints = None, False, PLAIN
        return blocks

    def is_inside(self, picture: Picture) -> bool:
        """Whether a picture stands within the document; a formula does wherever there is text of it."""
        chrome = self.page.chrome
        return chrome.is_inside(picture.at) or (picture.kind == "formula" and picture.at > chrome.first)

    def add_picture(self, picture: Picture, style: Style) -> None:
        """Mark the place of a picture, with its author's words."""
        if not self.pieces:
            self.hints = style.hints
        address = name_address(picture.address)
        sign = Run(picture.at, picture.at, COMPUTED_SIGNS[picture.kind], computed=picture.kind, address=address)
        runs = [sign, picture.words] if picture.words else [sign]
        self.pieces.extend(Styled(run, style.bold, style.face, style.mark) for run in runs)
        self.pictures.append(picture)
        self.page.shown.add(picture)
        is_told = picture.words is not None and picture.kind == "picture"
        code = "picture-told-in-words" if is_told else "picture-not-read"
        shown = picture.words.text if picture.words else address
        self.sink.diagnostics.append(make_diagnostic(code, self.sink.line_no(picture.at), shown))

    def add_text(self, piece: Piece, style: Style) -> None:
        runs = piece.runs
        if runs[0].computed:
            self.number, *rest = runs
            runs = tuple(rest)
        if not runs:
            return
        self.has_words = self.has_words or not piece.isspace()
        if style.is_verbatim:
            self.add_lines(Passage(runs), style)
            return
        if style.in_block and not (self.tree.is_markdown and any("\n\n" in run.text for run in runs)):
            self.pieces.extend([Styled(run, style.bold, style.face, style.mark) for run in runs])
            if style.in_link:
                self.linked += sum(len(run.text) for run in runs)
            return
        # Outside every block the file is Markdown: its line feeds count.
        passage = Passage(runs)
        parts = passage.text.split("\n")
        at = 0
        for number, part in enumerate(parts):
            if number:
                self.sink.drop(passage[at : at + 1], "line-break")
                at += 1
                self.flush()
            markdown = read_markdown_line(passage[at : at + len(part)], self.sink)
            at += len(part)
            if not self.pieces:
                self.hints = make_hints(markdown.level, quoted=markdown.quoted)
            self.pieces.extend(
                piece._replace(bold=piece.bold or style.bold, mark=style.mark) for piece in markdown.pieces
            )
            self.linked += markdown.linked

    def add_lines(self, passage: Passage, style: Style) -> None:
        """Add text whose line feeds are printed, as in <pre>."""
        at = 0
        for number, part in enumerate(passage.text.split("\n")):
            if number:
                self.sink.drop(passage[at : at + 1], "line-break")
                at += 1
                self.flush()
                self.hints = style.hints
            piece = passage[at : at + len(part)]
            self.pieces.extend(Styled(run, style.bold, style.face, style.mark) for run in piece.runs)
            if style.in_link:
                self.linked += len(piece)
            at += len(part)

    def walk(self, root: Tag, style: Style) -> None:
        """Collect the blocks of everything in `root`."""
        left_out = self.page.chrome.rules
        opened = [("", style)]  # name of each open element, and what stands in it
        at = root.at + 1
        while at < root.end:
            step = self.tree.steps[at]
            at += 1
            if isinstance(step, Piece):
                _, style = opened[-1]
                if not self.pieces and style.in_block:
                    self.hints = style.hints
                self.add_text(step, style)
            elif step is None:
                name, _ = opened.pop()
                if name in BLOCKS:
                    self.flush()
                    if name == "li":
                        self.number = None
            elif isinstance(step, Tag):
                name, (_, style) = step.name, opened[-1]
                picture = self.tree.picture_of(step) if step.attrs else None
                if picture is not None and self.is_inside(picture) and _is_shown(step):
                    self.add_picture(picture, style)
                    self.drop(step, "embedded-object")
                elif id(step) in left_out:
                    self.leave_out(step)
                elif name in ("br", "hr"):
                    self.flush()
                elif name == "table" and is_drawn_table(self.tree, step):
                    self.flush()
                    grid = self.read_table(step, style)
                    if grid.caption is not None or any(cell.lines for row in grid.rows for cell in row):
                        self.blocks.append(grid)
                else:
                    opened.append((name, self.enter(step, style)))
                    continue
                at = step.end + 1  # behind all that stands in it

    def enter(self, node: Tag, style: Style) -> Style:
        """Return the style of what stands in an element; a block begins a line."""
        inner = inherit_style(style, node)
        if node.name in BLOCKS:
            if self.page.notes and read_attribute(node, "id") in self.page.notes and not _heads(node):
                inner = replace(inner, hints=replace(inner.hints, is_note=True))
            self.flush()
        return inner

    def leave_out(self, node: Tag) -> bool:
        """Put an element on record where it is not the document's, and say so."""
        rule = self.page.chrome.rules.get(id(node))
        if rule is not None:
            self.page.hidden.append(self.drop(node, rule))
        return rule is not None

    def drop(self, node: Tag, rule: str) -> str:
        """Put all text of an element on record; return what of it may have been the document's."""
        runs = self.tree.runs_of(node)
        self.page.left_out.update([run.start for run in runs])
        return tell_dropped(self.sink, runs, rule, self.page.chrome.words.get(id(node), 0))

    def read_table(self, table: Tag, style: Style) -> Grid:
        """Return the grid that a table element draws."""
        inner = inherit_style(style, table)
        inner = replace(inner, hints=replace(inner.hints, centered=False))
        walker = _Walker(self.page)

        def lines_of(part: Tag | Piece) -> tuple[Line, ...]:
            if isinstance(part, Tag):
                walker.walk(part, inherit_style(inner, part))
            else:
                walker.add_text(part, inner)
            return tuple([line for block in walker.end() for line in block.lines()])

        return read_grid(table, self.leave_out, lines_of)


def _opens_note(line: Line) -> bool:
    """Whether a line opens with a raised figure, as a footnote does: <sup>①</sup>指…."""
    raised = next((mark for mark in line.marks if mark.start == 0 and mark.name == "sup"), None)
    return (
        raised is not None
        and raised.end < len(line.text)
        and _NOTE_MARK_RE.fullmatch(line.text[: raised.end]) is not None
    )


def _find_notes(tree: SourceTree) -> frozenset[str]:
    """Return the ids that raised figures lead to: <sup><a href="#fn1">1</a></sup>, or the link around the figure.

    A note stands below its figure; the note's own leads back.
    """
    met, notes = {""}, set[str]()
    tags = [step for step in tree.steps if isinstance(step, Tag)]
    for tag in tags if any(tag.name == "sup" for tag in tags) else ():
        met.add(read_attribute(tag, "id"))
        if tag.name == "sup":
            link = tag.parent if tag.parent and tag.parent.name == "a" else tag.find("a")
            address = read_attribute(link, "href") if isinstance(link, Tag) else ""
            mark = "".join(run.text for run in tree.runs_of(tag))
            if address.startswith("#") and address[1:] not in met and _NOTE_MARK_RE.fullmatch(mark):
                notes.add(address[1:])
    return frozenset(notes)


def _heads(node: Tag) -> bool:
    """Whether an element is a heading, or holds one: a part of the text, which a raised figure may lead to."""
    return node.name in _HEADINGS or node.find(_HEADINGS) is not None


def _is_shown(node: Tag) -> bool:
    """Whether a picture is the document's, and no text after all: a formula without a second dimension is."""
    if node.name == "math":
        return not is_flat_formula(frozenset(part.name for part in node.find_all(True)))
    around = [node, *islice(node.parents, 2)]
    return not any(
        _PICTURE_FRAME_RE.search(f"{read_attribute(each, 'class')} {read_attribute(each, 'id')}") for each in around
    )


def _put_before(number: Run, line: Line) -> Line:
    """Return a line with the number of a list's item in front."""
    length = len(number.text)
    marks = tuple(Mark(mark.start + length, mark.end + length, mark.name) for mark in line.marks)
    accents = tuple((start + length, end + length) for start, end in line.hints.accents)
    passage = Passage((number, *line.passage.runs))
    return replace(line, passage=passage, marks=marks, hints=replace(line.hints, accents=accents))


def _is_navigation(text: str) -> bool:
    """Whether a line that is all link leads away: a short menu entry, not a heading or an annex's title."""
    longest = 150 if len(_SEPARATORS_RE.findall(text)) > 1 else 40
    return len(text) < longest and not FORMAL_RE.match(text) and not holds(text, _OF_DOCUMENTS)


def clean_html(tree: SourceTree, sink: LineSink) -> list[SourceBlock]:
    """Return the blocks of a page, in source order; everything else goes to `sink`."""
    sink.drops.extend(tree.drops)
    doubt_raw(tree, sink)
    if not tree.is_markdown:
        doubt_cut(tree, sink)
    page = _Page(tree, sink, find_chrome(tree, find_named_frames(tree)), notes=_find_notes(tree))
    walker = _Walker(page)
    walker.walk(tree.root, ROOT)
    blocks = walker.end()
    for step in tree.steps:
        if isinstance(step, Run) and step.start not in page.left_out:
            add_drop(sink.drops, step.start, step.end, "indent")
    forget_copies(sink, page.hidden, blocks)
    for picture in tree.pictures:
        if picture.words is not None and picture not in page.shown:
            sink.drop(Passage((picture.words,)), "markup")
    return blocks
