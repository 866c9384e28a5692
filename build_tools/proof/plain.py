"""A work's page as plain Markdown → faults: read by a reader of CommonMark, it says what the blocks say, in order."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.model.script import ChangeScript
from build_tools.proof.expected import Page, ProvedWork
from build_tools.proof.line import Fault, Joint, Line, squeeze
from build_tools.proof.markup import read_markup
from build_tools.proof.pages import print_markdown
from build_tools.proof.records import compare_records

OUTPUT = "index.md"
_ANCHOR_RE = re.compile(r"(?:\A| )\{#([a-z0-9-]+)\}\Z")


class _Line(NamedTuple):
    tag: str
    text: str
    anchor: str


def prove_plain(work: ProvedWork, page: Page, text: str, file: str, change: ChangeScript) -> list[Fault]:
    """Return what is wrong with a page as Markdown; `file` is for messages, `change` gives words in its script."""
    numbers = {number for number, _ in page.blocks}
    anchored = {number: block.anchor.id for number, block in page.blocks if block.anchor}
    wanted = [
        {"anchor": anchored.get(one.number, ""), "text": squeeze(change(one.text))}
        for one in work.said
        if one.number in numbers
    ]
    title, _, rest = text.partition("\n\n> ")
    _, _, below = rest.partition("\n\n")
    # The title that opens the work's own page, the headings of letters and what stands in the quotation are ours.
    own = title if page.name and page.blocks[0][1].printed else ""
    lines = list(_read_lines(f"{own}\n\n{below}"))
    letters = {block.anchor.id for _, block in page.blocks if block.anchor and block.form == "notice"}
    lines = [line for line in lines if not (line.tag == "h2" and line.anchor in letters)]
    # A table has its anchor on its caption, or alone in front of it; its rows have none.
    tables = {block.anchor.id for _, block in page.blocks if block.anchor and block.form == "table"}
    read = [
        {"anchor": "" if line.anchor in tables else line.anchor, "text": squeeze(line.text)}
        for line in lines
        if line.text or line.anchor not in tables
    ]
    found = {line.anchor for line in lines}
    if lost := sorted(tables - found):
        read.append({"anchor": lost[0], "text": ""})
    return compare_records(wanted, read, OUTPUT, file, work.name)


def _read_lines(text: str) -> Iterator[_Line]:
    """Yield the headings, paragraphs and rows; the empty head that a table has to have is none."""
    groups: list[list[Line]] = []
    for line in read_markup(print_markdown(text, tables=True)).lines:
        if line.joint in (Joint.BLOCK, Joint.ROW) or not groups:
            groups.append([])
        groups[-1].append(line)
    for group in groups:
        words = "".join(line.text for line in group)
        anchor = _ANCHOR_RE.search(words)
        if words:
            yield _Line(group[0].tag, words[: anchor.start()] if anchor else words, anchor[1] if anchor else "")
