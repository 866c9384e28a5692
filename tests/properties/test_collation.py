"""Two witnesses side by side keep the text of each, exactly and in order."""

from __future__ import annotations

from collections.abc import Iterator

import documents as made
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from build_tools.edition.align import Effort, align_characters
from build_tools.edition.collate import collate_editions
from build_tools.errors import UnreadableSourceError
from build_tools.model.division import Division, Kind, Paragraph
from build_tools.model.edition import Edition
from build_tools.pipeline import convert_bytes

APART = {Kind.NOTICE, Kind.PREFACE, Kind.ANNEX, Kind.ANNEX_LIST}


@st.composite
def copies(draw: st.DrawFn) -> tuple[str, str]:
    """A document, and what became of it in another's hands: lines lost, added, changed, run together."""
    lines = draw(st.lists(made.lines(), min_size=1, max_size=12))
    other: list[str] = []
    for line in lines:
        change = draw(st.integers(0, 7))
        if change == 0:
            continue
        if change == 1:
            other.append(draw(made.lines()))
        if change == 2:
            at = draw(st.integers(0, len(line)))
            line = line[:at] + draw(made.plain_phrases) + line[at + draw(st.integers(0, 3)) :]
        if change == 3 and other:
            other[-1] += line
            continue
        other.append(line)
    return "\n".join(lines), "\n".join(other)


def list_body(edition: Edition) -> Iterator[str]:
    """The texts of an edition's body in order, by a walk of our own."""
    stack: list[object] = [edition.root]
    while stack:
        node = stack.pop()
        if isinstance(node, Division):
            if node.kind not in APART:
                yield node.num.text + node.heading.text + node.stop.text
                stack.extend(reversed(node.body))
        elif isinstance(node, Paragraph):
            yield node.passage.text
        else:
            yield node.caption.passage.text if node.caption else ""  # type: ignore[attr-defined]
            yield from (cell.text for row in node.rows for cell in row)  # type: ignore[attr-defined]


@settings(max_examples=120)
@given(copies(), st.sampled_from((0, 100_000_000)))
def test_each_side_is_the_text_of_its_witness(drawn: tuple[str, str], allowed: int) -> None:
    try:
        base, other = (convert_bytes(text.encode(), "a.txt").edition for text in drawn)
    except UnreadableSourceError:
        assume(False)
    alignment = collate_editions(base, other, Effort(allowed))
    for edition, side in ((base, "lemma"), (other, "reading")):
        kept = "".join(getattr(pair, side) for pair in alignment.pairs).replace("\n", "")
        assert kept == "".join(list_body(edition)).replace("\n", "")
    for pair in alignment.pairs:
        assert pair.lemma or pair.reading
        assert all((one.kind is None) == (one.lemma == one.reading) for one in pair.stretches)
    if drawn[0] == drawn[1]:
        assert alignment.differences() == []


@settings(max_examples=500)
@given(st.text("甲乙丙。\n", max_size=40), st.text("甲乙丙。\n", max_size=40))
def test_blocks_cover_both_texts_in_order(ours: str, theirs: str) -> None:
    blocks, _ = align_characters(ours, theirs, Effort())
    assert "".join(ours[one.start : one.end] for one in blocks) == ours
    assert "".join(theirs[one.other_start : one.other_end] for one in blocks) == theirs
    for one in blocks:
        assert not one.is_equal or ours[one.start : one.end] == theirs[one.other_start : one.other_end]
