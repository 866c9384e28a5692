"""Works' facts → what machines read in the head of their pages, and the feed of works.

Takes the works' records; gives, for each page of a work, schema.org's Legislation as JSON-LD and the citation tags
that reference managers take (Highwire's, as Google Scholar and Zotero read them), and an Atom feed (RFC 4287) of all.
Absolute addresses are written only where the site knows its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from build_tools.model.edition import STATES, Facts
from build_tools.model.json_text import write_compact
from build_tools.model.place import Place
from build_tools.model.record import WorkRecord

FEED = "feed.xml"
"""Path of the feed in the site."""

_MIDNIGHT = "T00:00:00Z"


def link_feed(title: str, address: str = FEED) -> str:
    """Return what the head of a page says of the feed that it can be followed by, which is at an address."""
    return f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}" href="{escape(address)}">'


def link_plain(path: str, has_guide: bool) -> str:
    """Return what a page says of itself as Markdown, and of the file that tells programs what the site has.

    Args:
        path: of the Markdown in the site, beside the page.
        has_guide: whether the site has that file.
    """
    folders, _, name = path.rpartition("/")
    guide = f'<link rel="describedby" type="text/plain" href="{"../" * (folders.count("/") + 1)}llms.txt">'
    return f'<link rel="alternate" type="text/markdown" href="{name}">' + (guide if has_guide else "")


def link_clause_data(page: str) -> str:
    """Return what the page of a work ("" or an annex) says of its clauses as data: also a reader is led there."""
    up = "../" if page else ""
    return f'<link rel="alternate" type="application/json" href="{up}clauses.json">'


def describe_facts(facts: Facts) -> str:
    """Return what is said of a plan in one line beside its title: number, issuers, day."""
    return "　".join(part for part in (facts.doc_number, "、".join(facts.issuers), facts.date_issued) if part)


def make_preview(site: str, title: str, description: str, url: str, picture: str) -> str:
    """Return what is shown where an address is shared (the Open Graph protocol, ogp.me); "" where nobody knows it.

    Args:
        site: its name.
        title: of the page.
        description: in one line.
        url: absolute address of the page.
        picture: that of a picture, "" where there is none.
    """
    if not url:
        return ""
    metas = [
        ("og:site_name", site),
        ("og:title", title),
        ("og:description", description),
        ("og:type", "article" if site != title else "website"),
        ("og:url", url),
        ("og:image", picture),
        # Without it the picture is shown small, beside the words.
        ("twitter:card", "summary_large_image" if picture else ""),
    ]
    return "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in metas if value)


@dataclass(frozen=True)
class PlaceOnWeb:
    """Where a page stands; what is not known is "".

    Attributes:
        url: its absolute address.
        work: that of the work's own page.
        pdf: that of the work's PDF.
        library: name of the site.
        site: absolute address of the site.
    """

    url: str = ""
    work: str = ""
    pdf: str = ""
    library: str = ""
    site: str = ""


def make_tags(record: WorkRecord, page: str, title: str, web: PlaceOnWeb, bases: Iterable[tuple[str, str]] = ()) -> str:
    """Return the tags of one page.

    Zotero takes what has an institution as a report, with its number (its translator "Embedded Metadata").

    Args:
        record: of the work.
        page: "annex-1" on an annex's page, "" on the plan's own.
        title: of what the page holds.
        web: where the page stands.
        bases: of the works here that this one was made by: name, and absolute address or "".
    """
    facts = record.facts
    based_on: list[Any] = [facts.source_url] if facts.source_url else []
    based_on += [{"@type": "Legislation", "name": name} | ({"url": url} if url else {}) for name, url in bases]
    mark = record.mark  # so that whoever cites a draft cites it as one
    metas = [
        ("citation_title", title + mark),
        *(("citation_author", issuer) for issuer in facts.issuers),
        ("citation_publication_date", (facts.date_issued or facts.date_published).replace("-", "/")),
        ("citation_technical_report_institution", "、".join(facts.issuers)),
        ("citation_technical_report_number", facts.doc_number),
        ("citation_language", "zh-Hans"),
        ("citation_public_url", web.url),
        ("citation_fulltext_html_url", web.url),
        ("citation_pdf_url", web.pdf),
    ]
    shown = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in metas if value)
    legislation: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": title,
        "inLanguage": "zh-Hans",
    }
    whole = {"@type": "Legislation", "name": facts.title + mark, "url": web.work}
    library = {"@type": "Collection", "name": web.library, "url": web.site} if web.library else {}
    optional = {
        "legislationJurisdiction": _describe_place(record.place) if record.place else "",
        "url": web.url,
        "legislationIdentifier": facts.doc_number,
        "legislationDate": facts.date_issued,
        "datePublished": facts.date_published,
        "temporalCoverage": f"{facts.period[0]}/{facts.period[1]}" if facts.period else "",
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": issuer} for issuer in facts.issuers],
        "legislationLegalForce": _LEGAL_FORCE.get(facts.status, ""),
        "isBasedOn": based_on[0] if len(based_on) == 1 else based_on,
        "isPartOf": {name: value for name, value in (whole if page else library).items() if value},
    }
    legislation |= {name: value for name, value in optional.items() if value}
    if record.draft:
        shown += '<meta name="robots" content="noindex">'
        legislation["creativeWorkStatus"] = "Draft"
    # In a script element nothing is escaped, and nothing may end it.
    data = write_compact(legislation).replace("<", "\\u003c")
    return f'{shown}<script type="application/ld+json">{data}</script>'


# Only what a manifest says: that a period is over repeals nothing.
_LEGAL_FORCE = {
    state: f"https://schema.org/{'InForce' if state in ('in-force', 'amended') else 'NotInForce'}" for state in STATES
}


def _describe_place(place: Place) -> dict[str, Any]:
    """Return a place as schema.org has it, with those that it lies in, the innermost outside."""
    told: dict[str, Any] = {"@type": "Country", "name": "CN"}
    for name in place.path:
        kind = "City" if name.endswith("市") else "AdministrativeArea"
        told = {"@type": kind, "name": name, "containedInPlace": told}
    return told


def make_feed(records: Sequence[WorkRecord], title: str, root: str, path: str = FEED, most: int | None = None) -> str:
    """Return an Atom feed of works, the newest in the library first.

    Args:
        records: of the works; a draft is left out, and one that does not say since when it stands in the library.
        title: of the feed.
        root: absolute address of the site, "" where it is not known; addresses are relative then.
        path: of the feed in the site.
        most: so many entries, None for all.
    """
    dated = sorted(
        ((record.changed or record.added, record) for record in records if record.added and not record.draft),
        key=lambda pair: (pair[0], pair[1].work),
        reverse=True,
    )[:most]
    updated = (dated[0][0] if dated else "1970-01-01") + _MIDNIGHT
    entries = [_make_entry(record, day, root) for day, record in dated]
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(root + path.removesuffix(FEED) if root else 'urn:plan-publisher:library')}</id>",
        f'<link rel="self" href="{escape(root)}{escape(path)}"/>',
        f"<updated>{updated}</updated>",
        *entries,
        "</feed>",
    ]
    return "\n".join(parts) + "\n"


def _make_entry(record: WorkRecord, day: str, root: str) -> str:
    facts = record.facts
    address = f"{root}plans/{record.work}/"
    issuers = "".join(f"<author><name>{escape(issuer)}</name></author>" for issuer in facts.issuers or ("佚名",))
    what = describe_facts(facts)
    return (
        f"<entry><title>{escape(facts.title or record.work)}</title>"
        f"<id>{escape(address if root else f'urn:plan-publisher:work:{record.work}')}</id>"
        f'<link href="{escape(address)}"/>'
        f"<published>{record.added}{_MIDNIGHT}</published><updated>{day}{_MIDNIGHT}</updated>"
        f"{issuers}<summary>{escape(what)}</summary></entry>"
    )
