"""Kept + dropped = source, whatever comes in; and the same bytes twice give the same pages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

import documents as made
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.edition.lock import hash_anchors
from build_tools.errors import UnreadableSourceError
from build_tools.model.division import Division, Node, Paragraph
from build_tools.model.passage import Passage
from build_tools.model.record import PublishedWork
from build_tools.pipeline import Converted, convert_bytes
from build_tools.render.outline import render_outline
from build_tools.render.pages import render_pages

FAST = settings(max_examples=80)


def passages(node: Node) -> Iterator[Passage]:
    """Every passage of a tree, in order; written anew here, so that a slip in the proof itself would show."""
    if isinstance(node, Paragraph):
        yield node.passage
    elif isinstance(node, Division):
        yield from (node.num, node.heading, node.stop)
        for child in node.body:
            yield from passages(child)
    else:
        if node.caption is not None:
            yield node.caption.passage
        for row in node.rows:
            for cell in row:
                for paragraph in cell.paragraphs:
                    yield paragraph.passage


def is_folded(said: str, text: str) -> bool:
    """Whether two texts differ in radicals alone, which stand for characters."""
    return len(said) == len(text) and all(a == b or "\u2e80" <= a <= "\u2fd5" for a, b in zip(said, text, strict=True))


def reassemble(converted: Converted) -> str:
    """The decoded source, put together from what is published and what is not."""
    source = converted.edition.witness.text
    pieces = [(drop.start, drop.end) for drop in converted.edition.drops]
    for passage in passages(converted.edition.root):
        for run in passage.runs:
            said = source[run.start : run.end]
            if run.computed:
                assert not said
                assert re.fullmatch(r"-?[0-9a-zA-Z]*\.?|〔?(?:图|公式|嵌入对象)?〕?", run.text)
                continue
            blank = run.text == " " and not said.strip(" \t\r\n\f\v")
            assert run.text in (said, html.unescape(said)) or blank or is_folded(said, run.text)
            pieces.append((run.start, run.end))
    pieces.sort()
    for (_, end), (start, _) in pairwise(pieces):
        assert start == end
    return "".join(source[start:end] for start, end in pieces)


def starts(converted: Converted) -> list[int]:
    return [run.start for passage in passages(converted.edition.root) for run in passage.runs]


@FAST
@given(made.documents)
def test_kept_and_dropped_make_the_source(text: str) -> None:
    data = text.encode("utf-8")
    try:
        converted = convert_bytes(data, "a.txt")
    except UnreadableSourceError:
        assert not text.strip(" \t\r\n\ufeff\0") or "\0" in text
        return
    assert reassemble(converted) == converted.edition.witness.text
    assert starts(converted) == sorted(starts(converted))


@FAST
@given(made.plans(), st.sampled_from(("gb18030", "utf-16", "big5hkscs", "utf-8-sig")))
def test_encodings(text: str, codec: str) -> None:
    converted = convert_bytes(text.encode(codec, "replace"), "a.txt")
    assert reassemble(converted) == converted.edition.witness.text


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    try:
        converted = convert_bytes(data, "a.bin")
    except UnreadableSourceError:
        return
    assert reassemble(converted) == converted.edition.witness.text


def everything(data: bytes) -> tuple[object, ...]:
    converted = convert_bytes(data, "a.txt", work="a")
    edition = converted.edition
    return (
        render_pages(PublishedWork(edition, converted.responsibilities, converted.fidelity)),
        render_outline(edition, list(converted.responsibilities)),
        hash_anchors(edition),
    )


@FAST
@given(made.documents)
def test_equal_input_gives_equal_output(text: str) -> None:
    data = text.encode("utf-8")
    try:
        first = everything(data)
    except UnreadableSourceError:
        return
    assert everything(data) == first
