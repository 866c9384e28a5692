"""The package's public face: one file as a plan that can be read, cited and asked for its places.

`read_plan` and `Plan` stand in `build_tools` itself; everything else of the package may change without notice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from build_tools.edition.citing import resolve_citation
from build_tools.errors import unreadable
from build_tools.intake import gather_files, read_file
from build_tools.messages import _
from build_tools.model.anchor import Anchor
from build_tools.model.edition import Edition
from build_tools.pipeline import Converted, audit_converted, convert_files
from build_tools.render.outline import render_outline


@dataclass(frozen=True)
class Plan:
    """What the converter makes of one document; whoever has one knows that no character was lost on the way."""

    converted: Converted

    @property
    def edition(self) -> Edition:
        """The text as a tree and as blocks."""
        return self.converted.edition

    @cached_property
    def outline(self) -> dict[str, Any]:
        """Facts, items, tables, bodies, text, what was dropped, and doubts: the fields of docs/outline.md."""
        return render_outline(self.edition, list(self.converted.responsibilities))

    def find(self, anchor: str) -> str:
        """Return the words at an anchor, "" where there is no such place.

        Raises:
            ValueError: nothing is ever written so.
        """
        return next((text for place, text, _ in self._places() if place == Anchor.parse(anchor)), "")

    def cite(self, anchor: str) -> str:
        """Return the words by which a person cites an anchor ("s2-c3-p8": 二（三）8), "" where there is no such place.

        Raises:
            ValueError: nothing is ever written so.
        """
        return next((words for place, _, words in self._places() if place == Anchor.parse(anchor)), "")

    def resolve(self, citation: str) -> str | None:
        """Return the anchor of the place that is cited by these words (二(三)8，第12页), None where none is."""
        found = resolve_citation(citation, self.edition.blocks)
        return None if found is None else str(found)

    def _places(self) -> Iterator[tuple[Anchor, str, str]]:
        return ((place, str(block.text), block.citation) for block in self.edition.blocks for place in block.places)


def read_plan(path: str | Path) -> Plan:
    """Read a file in any format that is known, alone or in an archive, and convert it.

    Raises:
        PublisherError: it cannot be read, or holds several documents; says what to do.
        OSError: there is no such file.
    """
    path = Path(path)
    documents = gather_files(path.read_bytes(), path.name).documents
    if len(documents) != 1:
        raise unreadable(
            path.name,
            _("the file holds {count} records", count=len(documents)),
            _("read one: `plan-publisher outline --record N`"),
        )
    return Plan(audit_converted(convert_files([read_file(file) for file in documents[0]])))
