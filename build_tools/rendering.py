"""A converted work, with the links from its clauses → what is written of it: pages and data, and what is printed."""

from build_tools.model.link import WorkLinks
from build_tools.model.record import PublishedWork
from build_tools.pipeline import Work
from build_tools.render.collation import Collation, name_pages, render_collation, render_collation_page, text_page
from build_tools.render.data import render_data
from build_tools.render.facing import render_facing_texts
from build_tools.render.pages import render_pages
from build_tools.render.record import render_record


def render_work(work: Work, links: WorkLinks) -> dict[str, str | bytes]:
    """Return the files of a work, by path below docs/plans/<work>/."""
    edition = work.base.edition
    names = name_pages(entry.file for entry, _ in work.others)
    collations = [
        Collation(entry, alignment, page)
        for page, (entry, _), alignment in zip(names, work.others, work.alignments, strict=True)
    ]
    pages = render_pages(publish_work(work, links), collations, is_draft=work.manifest.draft)
    files: dict[str, str | bytes] = {**pages}
    files |= {f"pictures/{picture.file}": picture.data for picture in edition.pictures.values()}
    sources = list(zip(work.manifest.parts, edition.witness.parts, strict=True))
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
