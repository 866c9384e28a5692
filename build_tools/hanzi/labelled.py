"""Blocks → the lines among them that are numbered: between the first and the last of them a document stands."""

from collections.abc import Sequence

from build_tools.hanzi.labels import opens_with_label
from build_tools.model.line import Line, SourceBlock


def find_labelled(blocks: Sequence[SourceBlock]) -> list[int]:
    """Return the places of the lines with a label of their own, or of their list; links that are numbered are none."""
    return [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and not block.hints.linked and (block.counted or opens_with_label(block.text))
    ]


def span_places(places: Sequence[int]) -> range:
    """Return the places from the first to the last, none where there are none."""
    return range(places[0], places[-1] + 1) if places else range(0)
