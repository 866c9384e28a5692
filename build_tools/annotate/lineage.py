"""Records of all works and what names stand for → which works here carry each other out.

A work carries out another where its text says that it was made by it, or its manifest does (`Facts.based_on`), and
exactly one place here fits the name.
"""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.link import Citing, Lineage, LinkTarget
from build_tools.model.record import WorkRecord


def find_lineages(records: Mapping[str, WorkRecord], resolved: Mapping[str, ClauseId | None]) -> dict[str, Lineage]:
    """Return how each work stands to the others, by its name in paths; the oldest works are told first.

    Args:
        records: of the works.
        resolved: the place here that each name stands for, None where it stands for none.
    """
    based_on: dict[str, dict[str, LinkTarget]] = {work: {} for work in records}
    implemented: dict[str, dict[str, Citing]] = {work: {} for work in records}
    for record in sorted(records.values(), key=lambda one: (one.facts.date_issued or "9", one.work)):
        words = f"《{record.title or record.work}》{record.mark}"
        for name, anchor in record.facts.based_on:
            basis = resolved.get(name)
            if basis is not None and basis.work != record.work:
                based_on[record.work][name] = LinkTarget(basis.work, basis.anchor)
                said = Citing(words, LinkTarget(record.work, Anchor.parse(anchor)))
                implemented[basis.work].setdefault(record.work, said)
    return {work: Lineage(based_on[work], tuple(implemented[work].values())) for work in records}
