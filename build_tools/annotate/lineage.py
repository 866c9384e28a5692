"""Records of all works and what names stand for → which works here carry each other out, or are versions of one plan.

A work carries out another where its text says that it was made by it, or its manifest does (`Facts.based_on`), and
exactly one place here fits the name. Works are versions of one plan where a manifest says so (`Facts.version_of`): so
are all that are tied to each other by one or several such steps.
"""

from collections.abc import Mapping

from build_tools.hanzi.punctuation import fold_width
from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.link import Citing, Lineage, LinkTarget, Version
from build_tools.model.record import WorkRecord


def find_lineages(records: Mapping[str, WorkRecord], resolved: Mapping[str, ClauseId | None]) -> dict[str, Lineage]:
    """Return how each work stands to the others, by its name in paths; the oldest works are told first.

    Args:
        records: of the works.
        resolved: the place here that each name stands for, None where it stands for none.
    """
    based_on: dict[str, dict[str, LinkTarget]] = {work: {} for work in records}
    implemented: dict[str, dict[str, Citing]] = {work: {} for work in records}
    versions = group_versions(records)
    for record in sorted(records.values(), key=_order):
        words = f"《{record.title or record.work}》{record.mark}"
        for name, anchor in record.facts.based_on:
            basis = resolved.get(name)
            if basis is not None and basis.work != record.work:
                based_on[record.work][name] = LinkTarget(basis.work, basis.anchor)
                said = Citing(words, LinkTarget(record.work, Anchor.parse(anchor)))
                implemented[basis.work].setdefault(record.work, said)
    return {
        work: Lineage(
            based_on[work],
            tuple(implemented[work].values()),
            tuple(_tell(record, other) for other in versions.get(work, ()) if other is not record),
        )
        for work, record in records.items()
    }


def group_versions(records: Mapping[str, WorkRecord]) -> dict[str, list[WorkRecord]]:
    """Return, by the name of each work of which there is more than one version, all of them, the oldest first."""
    groups: dict[str, list[WorkRecord]] = {}
    for record in records.values():
        if (earlier := record.facts.version_of) in records:
            group = groups.get(earlier, [records[earlier]])
            own = groups.get(record.work, [record])
            if group is not own:
                group += own
                groups |= dict.fromkeys((one.work for one in group), group)
    for group in groups.values():
        group.sort(key=_order)
    return groups


def find_namesakes(records: Mapping[str, WorkRecord]) -> list[list[str]]:
    """Return the names of works that have one title and one document number, and are not said to be versions."""
    alike: dict[str, list[str]] = {}
    for work, record in records.items():
        if record.facts.doc_number:
            alike.setdefault(fold_width(f"{record.facts.title}\n{record.facts.doc_number}"), []).append(work)
    versions = group_versions(records)
    return [works for works in alike.values() if len(works) > 1 and not all(work in versions for work in works)]


def _order(record: WorkRecord) -> tuple[str, str]:
    return record.facts.date_issued or "9", record.work  # an undated one stands last


def _tell(record: WorkRecord, other: WorkRecord) -> Version:
    """Return what a work's card says of another version of its plan."""
    facts, others = record.facts, other.facts
    if facts.version_of == other.work:
        source = facts.version_source
    elif others.version_of == record.work:
        source = others.version_source
    else:
        source = "；".join(dict.fromkeys(filter(None, (facts.version_source, others.version_source))))
    return Version(other.work, (other.title or other.work) + other.mark, others.date_issued, source)
