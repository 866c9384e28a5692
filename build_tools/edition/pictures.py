"""The files of pictures that were kept → the places of an edition where they are shown."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from build_tools.model.edition import Edition
from build_tools.model.passage import Run
from build_tools.model.picture import Picture
from build_tools.model.report import make_diagnostic


def list_signs(edition: Edition) -> Iterator[tuple[Run, str]]:
    """Yield the sign of each picture that has an address, in order, and the name of its file among the witness's."""
    for block in edition.blocks:
        for passage in block.passages():
            for run in passage:
                if run.address:
                    yield run, edition.witness.locate(run.start)[0].name


def place_pictures(edition: Edition, kept: Mapping[tuple[str, str], Picture]) -> Edition:
    """Return an edition with the pictures that were kept, by file of the witness and address.

    What is shown to the reader need not be looked for: the doubt that nothing is known of it is taken back.
    """
    placed = {
        (run.start, run.address): picture
        for run, file in list_signs(edition)
        if (picture := kept.get((file, run.address))) is not None
    }
    if not placed:
        return edition
    line_no = edition.witness.line_no
    settled = Counter(make_diagnostic("picture-not-read", line_no(start), address) for start, address in placed)
    doubts = Counter(edition.diagnostics) - settled
    return replace(edition, pictures=placed, diagnostics=tuple(sorted(doubts.elements())))
