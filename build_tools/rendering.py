"""A converted work, with the links from its clauses → what is written of it: pages and data, and what is printed."""

from __future__ import annotations

from build_tools.model.link import WorkLinks
from build_tools.model.record import FileRecord, PublishedWork
from build_tools.model.witness import Witness
from build_tools.pipeline import Work
from build_tools.render.collation import Collation, name_pages, render_collation, render_collation_page, text_page
from build_tools.render.data import render_data
from build_tools.render.facing import render_facing_texts
from build_tools.render.pages import render_pages
from build_tools.render.provenance import tell_site
from build_tools.render.record import render_record
from build_tools.source.manifest import WitnessEntry


def render_work(work: Work, links: WorkLinks) -> dict[str, str | bytes]:
    """Return the files of a work, by path below docs/plans/<work>/."""
    edition = work.base.edition
    names = name_pages(entry.file for entry, _ in work.others)
    collations = [
        Collation(entry.file, entry.publisher, tell_site(entry.source_url, entry.source_kind), alignment, page)
        for page, (entry, _), alignment in zip(names, work.others, work.alignments, strict=True)
    ]
    pages = render_pages(publish_work(work, links), collations, is_draft=work.manifest.draft)
    files: dict[str, str | bytes] = {**pages}
    files |= {f"pictures/{picture.file}": picture.data for picture in edition.pictures.values()}
    sources = tuple(
        _file_record(entry, witness) for entry, witness in zip(work.manifest.parts, edition.witness.parts, strict=True)
    )
    files["record.md"] = render_record(edition, work.base.fidelity, work.emendations, sources, work.manifest.rereadings)
    files["data.json"] = render_data(edition, work.base.responsibilities, links.lineage, is_draft=work.manifest.draft)
    for collation in collations:
        files[f"{collation.page}.json"] = render_collation(edition, collation)
        files[f"{collation.page}.md"] = render_collation_page(edition, collation)
        files[f"{text_page(collation)}.md"] = render_facing_texts(edition, collation)
    return files


def publish_work(work: Work, links: WorkLinks) -> PublishedWork:
    """Return what pages, books and PDFs are made from of a work, with the links from its clauses."""
    breaks = sum(change.is_break for change in work.emendations)
    return PublishedWork(work.base.edition, work.base.responsibilities, work.base.fidelity, links, breaks)


def _file_record(entry: WitnessEntry, witness: Witness) -> FileRecord:
    reading = witness.reading
    return FileRecord(
        entry.file,
        entry.named,
        entry.sha256,
        witness.encoding,
        len(witness.text),
        reading.reader if reading else "",
        reading.part if reading else "",
        entry.reading_sha256,
        tuple((field.name, field.value) for field in reading.fields if field.fact) if reading else (),
        sum(not field.fact for field in reading.fields) if reading else 0,
        entry.taken_from,
        entry.taken_from_sha256,
        entry.retrieved,
        reading.seconds if reading else (),
    )
