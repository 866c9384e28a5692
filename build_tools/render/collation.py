"""Differences between two witnesses → JSON, and the page that lists each in its place."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property

from build_tools.model.alignment import Alignment
from build_tools.model.anchor import Anchor
from build_tools.model.block import Block
from build_tools.model.difference import Difference, DifferenceKind
from build_tools.model.edition import Edition
from build_tools.model.file_names import free_name
from build_tools.model.json_text import write_json
from build_tools.model.witness import WitnessEntry
from build_tools.render.address import Address, page_file, place_address
from build_tools.render.cells import draw_row, draw_table
from build_tools.render.facing_rows import place_rows
from build_tools.render.inline import escape_html, render_text
from build_tools.render.links import link_tag
from build_tools.render.provenance import tell_site
from build_tools.render.topic_page import frame_page

KIND_NAMES = {
    DifferenceKind.WORDING: "文字",
    DifferenceKind.NUMBERING: "编号",
    DifferenceKind.WIDTH: "标点全半角",
    DifferenceKind.LAYOUT: "空白",
}
_MOST_LISTED = 1_500  # differences in the table; the data has all
_LONGEST = 400  # characters of a difference that the table shows
_NAME_RE = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True)
class Collation:
    """A further witness of a work beside the base.

    Attributes:
        entry: what the manifest tells of it.
        alignment: the text that both hold, side by side.
        page: name of its page and of its data.
    """

    entry: WitnessEntry
    alignment: Alignment
    page: str

    @property
    def publisher(self) -> str:
        """Who put it online; the file's name where nobody is named."""
        return self.entry.publisher or self.entry.file

    @property
    def site(self) -> str:
        """On which site, and of which kind."""
        return tell_site(self.entry.source_url, self.entry.source_kind)

    @cached_property
    def differences(self) -> list[Difference]:
        """Every difference, in the order of the base."""
        return self.alignment.differences()


def name_pages(files: Iterable[str]) -> list[str]:
    """Return the name of each further witness's page, from the first word of its file's name; no two are equal."""
    names: list[str] = []
    for file in files:
        match = _NAME_RE.search(file)
        names.append(free_name(f"witness-{match[0].lower() if match else 'other'}", names.__contains__))
    return names


def text_page(collation: Collation) -> str:
    """Return the name of the page on which a further witness stands beside the base, word for word."""
    return text_page_of(collation.page)


def text_page_of(page: str) -> str:
    """Return the same from the name of the further witness's own page; no name of such a page ends so."""
    return f"{page}-text"


def summarize_differences(differences: Iterable[Difference]) -> str:
    """Return in words what kinds of differences there are: 文字全同；编号6处、标点全半角60处不同."""
    counts = Counter(difference.kind for difference in differences)
    wording = counts.pop(DifferenceKind.WORDING, 0)
    first = f"文字{wording}处不同" if wording else "文字全同"
    others = "、".join(f"{name}{counts[kind]}处" for kind, name in KIND_NAMES.items() if counts[kind])
    return first + (f"；{others}不同" if others else "")


def render_collation(base: Edition, collation: Collation) -> str:
    """Return the differences as JSON: base, other, counts by kind, and each place in order."""
    counts = Counter(difference.kind for difference in collation.differences)
    table = {
        "base": base.witness.name,
        "witness": collation.entry.file,
        "counts": {kind.value: counts[kind] for kind in DifferenceKind},
        "differences": [asdict(one) | {"anchor": str(one.anchor)} for one in collation.differences],
    }
    return write_json(table)


def render_collation_page(base: Edition, collation: Collation) -> str:
    """Return the page of a further witness: each difference in its place, graver kinds first in the summary."""
    title = base.facts.title or base.witness.name
    here = Address(page_file(base.work, collation.page))
    summary = summarize_differences(collation.differences)
    parts = [
        f"# 异文\n\n[《{render_text(title)}》](index.md)",
        f"参校本：{render_text(collation.publisher)}（{render_text(collation.site)}；{show_file(collation.entry.file)}）。",
        f"与底本（{show_file(base.witness.name)}）共有的部分逐字比对：{summary}。",
        "两本各自可能另有通知、附件或网页文字，不在比对之列。下表由程序比对得出，异处加底色；∅表示没有文字。",
    ]
    whole = f"[全文对照]({text_page(collation)}.md)左右并列两本共有的文字，异处都有标记"
    parts.append(f"{whole}；表中的序号通向其中各处。" if collation.differences else f"{whole}。")
    if collation.differences:
        parts += _list_differences(base, collation, here)
    return frame_page(f"异文：{title}", parts, f"seeds/{base.work}/")


def _list_differences(base: Edition, collation: Collation, here: Address) -> list[str]:
    """Return the table of differences, each leading to its mark in the text, and what it leaves out."""
    there = page_file(base.work, text_page(collation))
    placed = place_rows(collation.alignment).rows
    marks = [mark for row in placed for mark in row.marks][:_MOST_LISTED]
    citations = cite_anchors(base.blocks)
    rows = []
    for number, (difference, mark) in enumerate(zip(collation.differences, marks, strict=False), 1):
        link = link_tag(here, Address(there, mark), str(number))
        rows.append(_render_row(difference, link, base.work, here, citations))
    table = draw_table(("序", "条款", "类别", "底本", "参校本"), rows)
    rest = len(collation.differences) - len(marks)
    cut = f"下表只列前{len(marks):,}处，另有{rest:,}处见[数据]({collation.page}.json)。"
    return [cut] * bool(rest) + [table] * bool(marks)


def show_file(name: str) -> str:
    """Return Markdown of a file's name."""
    return f'<span class="file">{render_text(name)}</span>'


def _render_row(difference: Difference, number: str, work: str, here: Address, citations: dict[Anchor, str]) -> str:
    place = citations.get(difference.anchor) or str(difference.anchor)
    link = link_tag(here, place_address(work, difference.anchor), place)
    lemma, reading = (escape_html(_shorten(text)) or "∅" for text in (difference.lemma, difference.reading))
    before, after = escape_html(difference.before), escape_html(difference.after)
    ours, theirs = (f"{before}<mark>{text}</mark>{after}" for text in (lemma, reading))
    return draw_row((number, link, KIND_NAMES[difference.kind], ours, theirs))


def _shorten(text: str) -> str:
    """Return a text without its middle where it is long."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}……{text[-_LONGEST // 2 :]}"


def cite_anchors(blocks: Iterable[Block]) -> dict[Anchor, str]:
    """Return how each anchor is cited."""
    return {block.anchor: block.citation for block in blocks if block.anchor}
