"""Blocks and the files of their pictures → which picture is shown at which sign, and the words for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.model.block import Block, Form
from build_tools.model.division import FIGURE_CAPTION
from build_tools.model.edition import Edition
from build_tools.model.passage import Run
from build_tools.model.picture import Picture

# Only where there is room below a sign; a heading stays a line.
_SHOWN_IN = frozenset({Form.PARAGRAPH, Form.FIGURE, Form.ITEM, Form.ROW})


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as a block shows it.

    Attributes:
        start: of its sign in what the block prints.
        end: behind it.
        picture: the file.
        words: for one who does not see it: its author's, its caption, else how the place is cited.
        is_inline: it is a formula in a line.
    """

    start: int
    end: int
    picture: Picture
    words: str
    is_inline: bool


def show_pictures(edition: Edition) -> dict[int, tuple[ShownPicture, ...]]:
    """Return the pictures of an edition that are there, by the number of the block."""
    if not edition.pictures:
        return {}
    blocks = edition.blocks
    found: dict[int, tuple[ShownPicture, ...]] = {}
    for number, block in enumerate(blocks):
        if block.form in _SHOWN_IN:
            words = _name(number, edition)
            shown = tuple(
                ShownPicture(start, end, picture, words, is_inline=run.computed == "formula")
                for start, end, run in _list_signs(block)
                if (picture := edition.pictures.get((run.start, run.address))) is not None
            )
            if shown:
                found[number] = shown
    return found


def _list_signs(block: Block) -> Iterator[tuple[int, int, Run]]:
    parts = [(part.start, part.text) for part in block.parts()] if block.form is Form.ROW else [(0, block.text)]
    for at, passage in parts:
        for run in passage:
            if run.address:
                yield at, at + len(run.text), run
            at += len(run.text)


def _name(number: int, edition: Edition) -> str:
    block = edition.blocks[number]
    if block.form is not Form.FIGURE:
        return block.citation
    said = "".join(run.text for run in block.text if not run.address).strip()
    beside = (edition.blocks[at] for at in (number + 1, number - 1) if 0 <= at < len(edition.blocks))
    caption = next((one.printed for one in beside if one.role == FIGURE_CAPTION), "")
    return said or caption or block.citation
