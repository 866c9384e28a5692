"""Tree → Typst blocks, in the order of the text.

The functions that the blocks call are those of `plan.typ`. Headings nest as the divisions do, without a gap, because
PDF/UA allows none (ISO 14289-1, 7.4.2); how one looks is told by its class, not by its level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.model.anchor import name_destination, qualify
from build_tools.model.division import Division, HeadingStyle, Kind, Node, Paragraph, Table
from build_tools.model.passage import Passage
from build_tools.render.typst_links import Links
from build_tools.render.typst_tables import set_table
from build_tools.render.typst_text import Insertion, Span, TextSetter, emended_places, mark_spans
from build_tools.render.typst_titles import title_breaks

_DEEPEST_HEADING = 6
_TITLE_LINE = 22.0  # em, the longest line of a title at the head of a page
EDITORIAL_NOTICE = "印发通知〔编〕"
"""The one heading that may be ours: over a letter that prints no title."""

_CLASSES = {
    Kind.CHAPTER: "chapter",
    Kind.SUBCHAPTER: "subchapter",
    Kind.SECTION: "section",
    Kind.CLAUSE: "clause",
    Kind.ACTION: "clause",
    Kind.SCHEDULE: "schedule",
}
_OWN_LINE = frozenset({Kind.CHAPTER, Kind.SUBCHAPTER, Kind.SECTION})
_CALLS = {
    "title": "centred",
    "notice-title": "centred",
    "doc-number": "number-line",
    "salutation": "flush",
    "signature": "signed",
    "date": "signed",
    "publicity": "small",
    "note": "small",
    "caption": "caption",
}
_LONG_WORD_RE = re.compile(r"[!-~]{30}")
_BREAKS = " \u3000\u00a0"


@dataclass
class BlockSetter:
    """Writes the blocks of one work.

    Attributes:
        setter: writes the texts.
        source: text of the witness, for what an emended place read before.
        groups: (start, end) of responsibility groups, by anchor qualified by page.
        links: what leads elsewhere.
        work: stands before the names of destinations; "" in a work's own file.
        level: of the headings that open a part of the work.
        blocks: what has been written.
        destinations: names of destinations → the label at which they stand.
        linked: names of destinations that links lead to.
        annexes: number and title of each annex → its page.
    """

    setter: TextSetter
    source: str
    groups: Mapping[str, Sequence[tuple[int, int]]]
    links: Links = field(default_factory=dict)
    work: str = ""
    level: int = 1
    blocks: list[str] = field(default_factory=list)
    destinations: dict[str, str] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    annexes: dict[str, str] = field(default_factory=dict)
    _page: str = ""
    _waiting: list[str] = field(default_factory=list)

    # -- places

    def _name(self, anchor: str) -> str:
        return name_destination(qualify(self._page, anchor), self.work)

    def _claim(self, *anchors: str) -> str:
        """Return the label of a place that is about to be written, "" where it has no anchor.

        The first anchor gives the label; the others, and the anchors of parts that print nothing of their own
        (`_waiting`), lead to the same place.
        """
        names = [self._name(anchor) for anchor in anchors if anchor]
        if not names and self._waiting:
            names = [self._waiting.pop()]
        if names:
            for name in (*names, *self._waiting):
                self.destinations.setdefault(name, names[0])
            self._waiting.clear()
        return names[0] if names else ""

    def _mark(self, *anchors: str) -> str:
        label = self._claim(*anchors)
        return f"#a({self.setter.quote(label)})" if label else ""

    def _key(self, anchor: str) -> str:
        return qualify(self._page, anchor)

    # -- texts

    def _content(
        self,
        node: Node,
        text: str,
        *,
        spans: Sequence[Span] = (),
        marks: Sequence[Span] = (),
        notes: Sequence[Insertion] = (),
    ) -> str:
        """Return a paragraph's text with its links, outermost, then `spans`, then `marks`."""
        return self.setter.content(text, [self._link_spans(node, notes), spans, marks], notes)

    def _link_spans(self, node: Node, notes: Sequence[Insertion] = (), at: int = 0) -> list[Span]:
        """Return the links of a node whose text begins at offset `at` of the paragraph.

        A footnote's sign is a link itself, and none may stand in another.
        """
        return [
            Span(at + start, at + end, self._open_link(target))
            for start, end, target in self.links.get(id(node), ())
            if not any(at + start < note.at <= at + end for note in notes)
        ]

    def _open_link(self, target: str) -> str:
        if target.startswith(("https://", "http://")):
            return f"#web({self.setter.quote(target)})["
        self.linked.add(target)
        return f"#go({self.setter.quote(target)})["

    def _notes(self, *passages: Passage) -> list[Insertion]:
        """Footnotes that tell what an emended place reads in the witness."""
        notes: list[Insertion] = []
        at = 0
        for passage in passages:
            for behind, number in emended_places(passage):
                run = passage.runs[number]
                before = self.source[run.start : run.end]
                if "<" in before or "&" in before:
                    continue  # not what a reader of the source saw
                told = f"编者注：底本作“{before}”。" if before else f"编者注：底本无“{run.text}”。"
                notes.append(Insertion(at + behind, f"#fn({self.setter.string(told)})"))
            at += len(passage)
        return notes

    def _group_spans(self, anchor: str, at: int) -> list[Span]:
        return [Span(at + start, at + end, "#g[") for start, end in self.groups.get(self._key(anchor), ())]

    # -- nodes

    def write_body(self, nodes: Sequence[Node], level: int) -> None:
        """Write nodes; `level` is that of a heading among them."""
        for node in nodes:
            if isinstance(node, Paragraph):
                self._write_paragraph(node)
            elif isinstance(node, Table):
                self._write_table(node)
            else:
                self._write_division(node, level)

    def write_root(self, root: Division) -> None:
        """Write the whole work: letter, titled text, annexes.

        What follows the printed title stands a level below it.
        """
        level = self.level
        for number, node in enumerate(root.body):
            if not isinstance(node, Division):
                self.write_body([node], level)
            elif node.kind is Kind.ANNEX:
                self._write_annex(node)
            elif node.kind is Kind.PREFACE:
                if number:
                    self.blocks.append("#pagebreak(weak: true)")
                if self._write_preface(node, level):
                    level = self.level + 1
            else:
                self._write_division(node, level)

    def _write_preface(self, division: Division, level: int) -> bool:
        """Write the printed title as a heading, and what else stands about it; return whether there is a title."""
        titles: list[Paragraph] = []
        for node in division.body:
            if not isinstance(node, Paragraph) or node.role != "title":
                break
            titles.append(node)
        self._waiting.append(self._name(division.anchor))
        if titles:
            self._write_heading_lines(titles, level, "title")
        self.write_body(division.body[len(titles) :], level + bool(titles))
        return bool(titles)

    def _write_heading_lines(self, lines: Sequence[Paragraph], level: int, name: str) -> None:
        text = "#linebreak()".join(
            self.setter.content(
                line.passage.text, [mark_spans(line.marks)], title_breaks(line.passage.text, _TITLE_LINE)
            )
            for line in lines
        )
        label = self._claim(*(line.anchor for line in lines))
        self._heading(level, name, text, label)

    def _heading(self, level: int, name: str, content: str, label: str) -> None:
        self.blocks.append(self._heading_call(level, name, content, label))

    def _heading_call(self, level: int, name: str, content: str, label: str) -> str:
        tied = f"#label({self.setter.quote(label)})" if label else ""
        return f'#[#hd({min(level, _DEEPEST_HEADING)}, "{name}")[{content}]{tied}]'

    def _write_division(self, division: Division, level: int) -> None:
        kind = division.kind
        headed = division.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN) and kind is not Kind.DASH
        if kind in (Kind.PREFACE, Kind.NOTE, Kind.PREAMBLE):
            # They print no heading of their own, so their anchors go with what stands in them first.
            self._waiting.append(self._name(division.anchor))
            self.write_body(division.body, level)
        elif kind is Kind.NOTICE:
            self._write_notice(division, level)
        elif kind is Kind.ANNEX_LIST:
            self._write_annex_list(division)
        elif kind is Kind.BOX:
            self._write_box(division, level)
        elif headed:
            self._write_headed(division, level)
        else:
            self._write_numbered(division, level)

    def _write_notice(self, division: Division, level: int) -> None:
        titles: list[Paragraph] = []
        for node in division.body:
            if not isinstance(node, Paragraph) or node.role != "notice-title":
                break
            titles.append(node)
        self._waiting.append(self._name(division.anchor))
        if titles:
            self._write_heading_lines(titles, level, "notice")
        else:
            # Ours, and marked so.
            self._heading(level, "notice", "#" + self.setter.string(EDITORIAL_NOTICE), self._claim())
        self.write_body(division.body[len(titles) :], level + 1)
        self.blocks.append("#v(pitch)")

    def _write_headed(self, division: Division, level: int) -> None:
        """A division with a heading; one that opens a paragraph is set in its line."""
        num, heading, stop = division.num, division.heading, division.stop
        first = division.body[0] if division.body else None
        name = _CLASSES.get(division.kind, "point")
        start = len(num)
        marks = [Span(s.start + start, s.end + start, s.before) for s in mark_spans(division.marks)]
        if isinstance(first, Paragraph) and first.role == "run-in" and stop and division.kind not in _OWN_LINE:
            # Without a stop between them the heading would run into the sentence.
            self._write_run_in(division, first, level, marks)
            self.write_body(division.body[1:], level + 1)
            return
        text = num.text + self._gap(division) + heading.text + stop.text
        if gap := len(self._gap(division)):
            marks = [Span(s.start + gap, s.end + gap, s.before) for s in marks]
        label = self._claim(division.anchor)
        self._heading(level, name, self.setter.content(text, [marks]), label)
        self.write_body(division.body, level + 1)

    @staticmethod
    def _gap(division: Division) -> str:
        """A heading that stands on the line below its label keeps that line."""
        num, heading = division.num, division.heading
        return "\n" if num and heading and num.end != heading.start and num.text[-1:] not in _BREAKS else ""

    def _write_run_in(self, division: Division, first: Paragraph, level: int, marks: Sequence[Span]) -> None:
        num, heading, stop = division.num, division.heading, division.stop
        named = len(num) + len(heading)
        at = named + len(stop)
        text = num.text + heading.text + stop.text + first.passage.text
        marks = [*marks, *(Span(s.start + at, s.end + at, s.before) for s in mark_spans(first.marks))]
        label = self._claim(division.anchor, first.anchor)
        anchor = first.anchor or division.anchor
        opened = Span(
            0, named, f'#[#hd({min(level, _DEEPEST_HEADING)}, "run-in")[', f"]#label({self.setter.quote(label)})]"
        )
        spans = [Span(named, at, "#e["), *self._group_spans(anchor, at)]
        if first.lead > 1:
            spans.append(Span(at, at + first.lead - 1, "#e["))
        notes = [note for note in self._notes(num, heading, stop, first.passage) if note.at > named]
        layers = [[opened], self._link_spans(first, notes, at), spans, marks]
        content = self.setter.content(text, layers, notes)
        self.blocks.append(f"#p[{content}]")

    def _write_numbered(self, division: Division, level: int) -> None:
        """A dash item or a numbered sentence: label, opening and rest are one paragraph."""
        num, heading, stop = division.num, division.heading, division.stop
        first = division.body[0] if division.body else None
        rest = first if isinstance(first, Paragraph) and first.role == "run-in" else None
        at = len(num) + len(heading) + len(stop)
        text = num.text + heading.text + stop.text + (rest.passage.text if rest else "")
        if text:
            marks = [Span(s.start + len(num), s.end + len(num), s.before) for s in mark_spans(division.marks)]
            spans: list[Span] = []
            if division.kind is Kind.ARTICLE:
                spans.append(Span(0, len(num.text.rstrip(_BREAKS)), "#e["))
            elif heading and division.kind is Kind.DASH and division.style is not HeadingStyle.SENTENCE:
                spans.append(Span(len(num), len(num) + len(heading), "#e["))
            mark = self._mark(division.anchor, rest.anchor if rest else "")
            anchor = (rest.anchor if rest else "") or division.anchor
            if rest:
                marks += [Span(s.start + at, s.end + at, s.before) for s in mark_spans(rest.marks)]
                if rest.lead > 1:
                    spans.append(Span(at, at + rest.lead - 1, "#e["))
            spans += self._group_spans(anchor, at)
            notes = self._notes(num, heading, stop, *([rest.passage] if rest else []))
            content = self._content(division, text, spans=spans, marks=marks, notes=notes)
            self.blocks.append(f"#p[{mark}{content}]")
        else:
            self._waiting.append(self._name(division.anchor))
        self.write_body(division.body[1:] if rest else division.body, level)

    def _write_box(self, division: Division, level: int) -> None:
        num, heading, stop = division.num, division.heading, division.stop
        gap = self._gap(division)
        text = num.text + gap + heading.text + stop.text
        start = len(num) + len(gap)
        marks = [Span(s.start + start, s.end + start, s.before) for s in mark_spans(division.marks)]
        label = self._claim(division.anchor)
        outer, self.blocks = self.blocks, []
        if text:
            self._heading(level, "box", self.setter.content(text, [marks]), label)
        elif label:
            self.blocks.append(f"#a({self.setter.quote(label)})")
        self.write_body(division.body, level + bool(text))
        inner = "\n".join(self.blocks)
        self.blocks = outer
        self.blocks.append(f"#boxed[\n{inner}\n]")

    def _write_annex_list(self, division: Division) -> None:
        text = division.num.text + division.heading.text + division.stop.text
        if text:
            self.blocks.append(f"#flush[{self._mark(division.anchor)}{self._content(division, text)}]")
        else:
            self._waiting.append(self._name(division.anchor))
        number = 0
        for node in division.body:
            if not isinstance(node, Paragraph):
                self.write_body([node], self.level + 1)
                continue
            number += 1
            shown = node.passage.text
            page = next((page for title, page in self.annexes.items() if title in shown), "")
            page = page or self.annexes.get(str(number), "")
            target = name_destination(page, self.work)
            links = [Span(0, len(shown), self._open_link(target))] if page else self._link_spans(node)
            content = self.setter.content(shown, [links, mark_spans(node.marks)])
            self.blocks.append(f"#p[{self._mark(node.anchor)}{content}]")

    def _write_annex(self, division: Division) -> None:
        self._page = division.page
        self.blocks.append("#pagebreak(weak: true)")
        num, heading, stop = division.num, division.heading, division.stop
        label = self._claim(division.anchor)
        text = heading.text + stop.text
        shown = self.setter.content(text, [mark_spans(division.marks)], title_breaks(text, _TITLE_LINE))
        title = "#linebreak()".join(part for part in (self.setter.content(num.text), shown) if part)
        self._heading(self.level, "annex", title, label)
        self.write_body(division.body, self.level + 1)
        self._page = ""

    def _write_table(self, table: Table) -> None:
        if table.caption is not None:
            marks = mark_spans(table.caption.marks)
            content = self._content(table.caption, table.caption.passage.text, marks=marks)
            self.blocks.append(f"#caption[{self._mark(table.anchor)}{content}]")
            self.blocks.append(set_table(table, self.setter, self._link_spans))
        else:
            self.blocks.append(
                f"#block(width: 100%)[{self._mark(table.anchor)}{set_table(table, self.setter, self._link_spans)}]"
            )

    def _write_paragraph(self, node: Paragraph) -> None:
        text = node.passage.text
        call = _CALLS.get(node.role, "ragged" if _LONG_WORD_RE.search(text) else "p")
        if call == "signed" and self.blocks and not self.blocks[-1].startswith("#signed"):
            self.blocks.append("#v(pitch)")
        lead = [Span(0, node.lead - 1, "#e[")] if node.lead > 1 else []
        spans = lead + self._group_spans(node.anchor, 0)
        content = self._content(node, text, spans=spans, marks=mark_spans(node.marks), notes=self._notes(node.passage))
        self.blocks.append(f"#{call}[{self._mark(node.anchor)}{content}]")
