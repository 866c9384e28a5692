"""Blocks → Typst, in the order of the text.

The functions that the blocks call are those of `plan.typ`. Headings nest as the divisions do, without a gap, because
PDF/UA allows none (ISO 14289-1, 7.4.2); how one looks is told by its class, not by its level.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Branch, Form, nest
from build_tools.model.division import CHAPTERS, Kind
from build_tools.model.sheet import Turn
from build_tools.model.witness import Witness
from build_tools.render.pictures import ShownPicture
from build_tools.render.typst_links import Links
from build_tools.render.typst_tables import set_table
from build_tools.render.typst_text import (
    Insertion,
    TextSetter,
    Wrap,
    cut_turns,
    cut_wraps,
    emended_places,
    open_turns,
    wrap_marks,
)
from build_tools.render.typst_titles import title_breaks

_DEEPEST_HEADING = 6
_BELOW_TOP = 8
_TITLE_LINE = 22.0  # em, the longest line of a title at the head of a page
_EDITORIAL_NOTICE = "印发通知〔编〕"
"""The one heading that may be ours: over a letter that prints no title."""

_CLASSES = {
    Kind.CHAPTER: "chapter",
    Kind.SUBCHAPTER: "subchapter",
    Kind.SECTION: "section",
    Kind.CLAUSE: "clause",
    Kind.ACTION: "clause",
    Kind.SCHEDULE: "schedule",
}
_USUAL = {
    "section": 1,
    "clause": 2,
}  # levels below the title; deeper (一、 in a chapter), none outgrows what is above it
_OWN_LINE = CHAPTERS | {Kind.SECTION}
_CALLS = {
    "title": "centred",
    "notice-title": "centred",
    "letterhead": "number-line",
    "doc-number": "number-line",
    "salutation": "flush",
    "signature": "signed",
    "date": "signed",
    "publicity": "small",
    "imprint": "small",
    "note": "small",
    "caption": "caption",
    "figure": "figure-line",
    "figure-caption": "figure-line",
}
_LONG_WORD_RE = re.compile(r"[!-~]{30}")
_BREAKS = " \u3000\u00a0"


@dataclass
class BlockSetter:
    """Sets the blocks of one work.

    Attributes:
        setter: writes the texts.
        witness: what an emended place read before.
        groups: [start, end) of responsibility groups, by the number of the block.
        links: (start, end, target) of what leads elsewhere, by the number of the block.
        work: stands before the names of destinations; "" in a work's own file.
        level: of the headings that open a part of the work.
        pictures: that are shown, by the number of the block.
        written: what has been written.
        destinations: names of destinations → the label at which they stand.
        linked: names of destinations that links lead to.
        cited: label → how a reader cites the place, for the margin; on an annex's page without its name.
    """

    setter: TextSetter
    witness: Witness
    groups: Mapping[int, Sequence[tuple[int, int]]]
    links: Links = field(default_factory=dict)
    work: str = ""
    level: int = 1
    pictures: Mapping[int, Sequence[ShownPicture]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    destinations: dict[str, str] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    cited: dict[str, str] = field(default_factory=dict)
    _base: int = 0  # what is added to a block's level
    _page: str = ""  # how what stands on the page is cited: "附件2 "
    _waiting: list[str] = field(default_factory=list)

    # -- places

    def _claim(self, *anchors: Anchor) -> str:
        """Return the label of a place that is about to be written, "" where it has no anchor.

        The first anchor gives the label; the others, and the anchors of parts that print nothing of their own
        (`_waiting`), lead to the same place.
        """
        names = [anchor.destination(self.work) for anchor in anchors]
        if not names and self._waiting:
            names = [self._waiting.pop()]
        if names:
            for name in (*names, *self._waiting):
                self.destinations.setdefault(name, names[0])
            self._waiting.clear()
        return names[0] if names else ""

    def _claim_block(self, *blocks: Block) -> str:
        for block in blocks:
            self._tell(block)
        return self._claim(*(place for block in blocks for place in block.places))

    def _tell(self, block: Block) -> None:
        """Keep how places are cited; a page's own name stands at its head."""
        words = "" if block.form is Form.PAGE else block.citation.removeprefix(self._page)
        for place in block.places:
            self.cited.setdefault(place.destination(self.work), words)

    def _mark(self, *blocks: Block) -> str:
        label = self._claim_block(*blocks)
        return f"#a({self.setter.quote(label)})" if label else ""

    def _wait(self, block: Block) -> None:
        """Let a block's anchors lead to what is printed next."""
        self._tell(block)
        self._waiting.extend(place.destination(self.work) for place in block.places)

    # -- texts

    def _wrap_links(self, number: int, notes: Sequence[Insertion] = (), at: int = 0) -> list[Wrap]:
        """Return the links and pictures of a block whose text begins at offset `at` of the paragraph.

        A footnote's sign is a link itself, and none may stand in another.
        """
        pictures = [self.setter.wrap_picture(shown, at) for shown in self.pictures.get(number, ())]
        return pictures + [
            Wrap(at + start, at + end, self._open_link(target))
            for start, end, target in self.links.get(number, ())
            if not any(at + start < note.at <= at + end for note in notes)
        ]

    def _open_link(self, target: str) -> str:
        if target.startswith(("https://", "http://")):
            return f"#web({self.setter.quote(target)})["
        self.linked.add(target)
        return f"#go({self.setter.quote(target)})["

    def _notes(self, block: Block, at: int = 0) -> list[Insertion]:
        """Footnotes that tell what an emended place reads in the witness."""
        notes: list[Insertion] = []
        for behind, number in emended_places(block.text):
            run = block.text.runs[number]
            before = self.witness.text[run.start : run.end]
            if "<" in before or "&" in before:
                continue  # not what a reader of the source saw
            told = f"编者注：底本作“{before}”。" if before else f"编者注：底本无“{run.text}”。"
            notes.append(Insertion(at + behind, f"#fn({self.setter.string(told)})"))
        return notes

    def _wrap_words(self, number: int, block: Block, at: int = 0) -> list[Wrap]:
        """Return what is set apart in a paragraph: names, leads, groups."""
        wraps = [Wrap(at + start, at + end, "#e[") for start, end in block.strong()]
        if block.kind is Kind.ARTICLE:
            wraps.append(Wrap(at, at + len(block.printed[: block.label].rstrip(_BREAKS)), "#e["))
        return wraps + [Wrap(at + start, at + end, "#g[") for start, end in self.groups.get(number, ())]

    def _content(self, number: int, block: Block) -> str:
        """Return a paragraph's text with its links, outermost, then what is set apart, then its marks."""
        notes = self._notes(block)
        layers = [self._wrap_links(number, notes), self._wrap_words(number, block), wrap_marks(block.marks)]
        opening, turns = cut_turns(block.turns, self.setter, 0, len(block.printed))
        return opening + self.setter.content(block.printed, layers, _in_order(notes, turns))

    def _heading_content(self, block: Block) -> str:
        """Return a heading's text; one that stands on the line below its label keeps that line."""
        apart = [Insertion(block.label, "#linebreak()")] if block.is_apart else []
        return self.setter.content(block.printed, [wrap_marks(block.marks)], apart)

    def _heading(self, level: int, name: str, content: str, label: str, turns: Sequence[Turn] = ()) -> None:
        # In front of it: what stands in a heading is repeated in the contents.
        if turns:
            self.written.append(open_turns(turns, self.setter))
        tied = f"#label({self.setter.quote(label)})" if label else ""
        self.written.append(f'#[#hd({min(level, _DEEPEST_HEADING)}, "{name}")[{content}]{tied}]')

    def _level(self, block: Block) -> int:
        return block.level + self._base

    # -- pages

    def write_work(self, blocks: Sequence[Block]) -> None:
        """Write a whole work: letter, titled text, annexes. What follows the printed title stands a level below it."""
        self._write_page(nest(blocks))

    def _write_page(self, branches: Sequence[Branch]) -> None:
        self._base = self.level - 1
        for number, branch in enumerate(branches):
            if branch.block.form is Form.PAGE:
                self._open_page(branch)
            elif branch.block.kind is Kind.PREFACE:
                if number:
                    self.written.append("#pagebreak(weak: true)")
                self._write_titled(branch, Form.TITLE, "title")
            else:
                self.write([branch])

    def _open_page(self, branch: Branch) -> None:
        self.written.append("#pagebreak(weak: true)")
        block = branch.block
        self._page = f"{block.citation} "
        if not block.printed:
            self._wait(block)
            self._write_page(branch.below)
            return
        label = self._claim_block(block)
        heading = block.printed[block.label :]
        marks = cut_wraps(wrap_marks(block.marks), block.label, len(block.printed))
        shown = self.setter.content(heading, [marks], title_breaks(heading, _TITLE_LINE))
        num = self.setter.content(block.printed[: block.label])
        self._heading(
            self.level, "annex", "#linebreak()".join(part for part in (num, shown) if part), label, block.turns
        )
        self._base = self.level
        self.write(branch.below)

    def _write_titled(self, branch: Branch, form: Form, name: str) -> bool:
        """Write a part whose first lines are its title, set as a heading; return whether it has one."""
        wanted = Form.TITLE if form is Form.TITLE else "notice-title"
        lines = [one.block for one in takewhile(lambda one: wanted in (one.block.form, one.block.role), branch.below)]
        self._wait(branch.block)
        if lines:
            text = "#linebreak()".join(
                self.setter.content(line.printed, [wrap_marks(line.marks)], title_breaks(line.printed, _TITLE_LINE))
                for line in lines
            )
            self._heading(
                self._level(branch.block),
                name,
                text,
                self._claim_block(*lines),
                [turn for line in lines for turn in line.turns],
            )
            self._base += form is Form.TITLE
        elif form is Form.PARAGRAPH:
            # Ours, and marked so.
            content = "#" + self.setter.string(_EDITORIAL_NOTICE)
            self._heading(self._level(branch.block), name, content, self._claim())
        self.write(branch.below[len(lines) :])
        return bool(lines)

    # -- blocks

    def write(self, branches: Sequence[Branch]) -> None:
        """Write branches in order."""
        for branch in branches:
            _WRITERS[branch.block.form](self, branch)

    def part(self, branch: Branch) -> None:
        """A part prints no heading of its own, so its anchor goes with what stands in it first."""
        self._wait(branch.block)
        self.write(branch.below)

    def notice(self, branch: Branch) -> None:
        """The letter that issues the plan."""
        self._write_titled(branch, Form.PARAGRAPH, "notice")
        self.written.append("#v(pitch)")

    def heading(self, branch: Branch) -> None:
        """A heading on a line of its own, and what stands below it."""
        block = branch.block
        name = _CLASSES.get(block.kind, "point") if block.kind else "point"
        if self._level(block) - self.level > _USUAL.get(name, _DEEPEST_HEADING):
            name = "clause" if name == "section" else "point"
        self._heading(self._level(block), name, self._heading_content(block), self._claim_block(block), block.turns)
        self.write(branch.below)

    def run_in(self, branch: Branch) -> None:
        """A heading that opens a paragraph is set in its line; without a stop it would run into the sentence."""
        block = branch.block
        if block.name == block.opening or block.kind in _OWN_LINE:
            self.heading(branch)
            return
        following = branch.below[0]
        rest = following.block
        named, at = block.name, block.opening
        label = self._claim_block(block, rest)
        opened = Wrap(
            0,
            named,
            f'#[#hd({min(self._level(block), _DEEPEST_HEADING)}, "run-in")[',
            f"]#label({self.setter.quote(label)})]",
        )
        notes = [note for note in (*self._notes(block), *self._notes(rest, at)) if note.at > named]
        marks = wrap_marks((*block.marks, *(mark.moved(at) for mark in rest.marks)))
        words = [Wrap(named, at, "#e["), *self._wrap_words(following.number, rest, at)]
        layers = [[opened], self._wrap_links(following.number, notes, at), words, marks]
        opening = open_turns(block.turns, self.setter)
        before, turns = cut_turns(rest.turns, self.setter, 0, len(rest.printed))
        turns = [Insertion(turn.at + at, turn.typst) for turn in ([Insertion(0, before)] if before else []) + turns]
        text = self.setter.content(block.printed + rest.printed, layers, _in_order(notes, turns))
        self.written.append(f"#p[{opening}{text}]")
        self.write(branch.below[1:])

    def item(self, branch: Branch) -> None:
        """A dash item or a numbered sentence: label, opening and rest are one paragraph."""
        self.written.append(f"#p[{self._mark(branch.block)}{self._content(branch.number, branch.block)}]")
        self.write(branch.below)

    def box(self, branch: Branch) -> None:
        """A framed box."""
        block = branch.block
        label = self._claim_block(block)
        outer, self.written = self.written, []
        if block.printed:
            self._heading(self._level(block), "box", self._heading_content(block), label, block.turns)
        elif label:
            self.written.append(f"#a({self.setter.quote(label)})")
        self.write(branch.below)
        inner = "\n".join(self.written)
        self.written = [*outer, f"#boxed[\n{inner}\n]"]

    def annex_list(self, branch: Branch) -> None:
        """The list of annexes."""
        if branch.block.printed:
            content = self._content(branch.number, branch.block)
            self.written.append(f"#flush[{self._mark(branch.block)}{content}]")
        else:
            self._wait(branch.block)
        self.write(branch.below)

    def entry(self, branch: Branch) -> None:
        """An entry of the list of annexes, which leads to the annex."""
        block = branch.block
        links = self._wrap_links(branch.number)
        if block.target:
            links = [Wrap(0, len(block.printed), self._open_link(block.target.destination(self.work)))]
        content = self.setter.content(block.printed, [links, wrap_marks(block.marks)])
        self.written.append(f"#p[{self._mark(block)}{open_turns(block.turns, self.setter)}{content}]")

    def table(self, branch: Branch) -> None:
        """A table behind its caption."""
        block = branch.block
        captions = branch.take(Form.CAPTION)
        rows = branch.take(Form.ROW)
        for one in captions:
            self.written.append(f"#caption[{self._mark(block)}{self._content(one.number, one.block)}]")
        shape = block.shape.header_rows if block.shape else 0
        going_on = f"续表{block.shape.num}" if block.shape and block.shape.num else ""
        table = set_table(rows, shape, self.setter, self._wrap_links, going_on)
        # A place is a baseline; at the block's own top it would stand above the heading in front of it.
        mark = "" if captions else f"#place(dy: {_BELOW_TOP}pt)[{self._mark(block)}]"
        self.written.append(table if captions else f"#block(width: 100%)[{mark}{table}]")

    def paragraph(self, branch: Branch) -> None:
        """A paragraph that no label opens."""
        block = branch.block
        call = _CALLS.get(block.role, "ragged" if _LONG_WORD_RE.search(block.printed) else "p")
        if call == "signed" and self.written and not self.written[-1].startswith("#signed"):
            self.written.append("#v(pitch)")
        self.written.append(f"#{call}[{self._mark(block)}{self._content(branch.number, block)}]")


_WRITERS: Mapping[Form, Callable[[BlockSetter, Branch], None]] = {
    Form.PART: BlockSetter.part,
    Form.NOTICE: BlockSetter.notice,
    Form.HEADING: BlockSetter.heading,
    Form.RUN_IN: BlockSetter.run_in,
    Form.PAGE: BlockSetter.heading,
    Form.BOX: BlockSetter.box,
    Form.ANNEX_LIST: BlockSetter.annex_list,
    Form.ENTRY: BlockSetter.entry,
    Form.ITEM: BlockSetter.item,
    Form.TITLE: BlockSetter.paragraph,
    Form.PARAGRAPH: BlockSetter.paragraph,
    Form.FIGURE: BlockSetter.paragraph,
    Form.TABLE: BlockSetter.table,
}


def _in_order(*insertions: Sequence[Insertion]) -> list[Insertion]:
    return sorted((one for found in insertions for one in found), key=lambda one: one.at)
