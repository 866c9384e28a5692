"""What machines read: no fact that is not known, no word that ends its element, a feed that is well-formed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any
from xml.etree import ElementTree

from build_tools.model.edition import Facts
from build_tools.model.place import Place
from build_tools.model.record import WorkRecord
from build_tools.publish.metadata import PlaceOnWeb, describe_facts, link_feed, make_feed, make_preview, make_tags

ATOM = "{http://www.w3.org/2005/Atom}"
FACTS = Facts(
    title="某规划",
    doc_number="某府发〔2020〕5号",
    issuers=("某委", "某局"),
    date_issued="2020-01-02",
    date_published="2020-02-03",
    period=(2020, 2022),
    source_url="https://example.org/a?b=1&c=2",
)
HOSTILE = '</script><script>alert(1)</script>"><b>&amp;'


def record(work: str = "a-2020", facts: Facts = FACTS, **more: Any) -> WorkRecord:
    made = WorkRecord(work, facts, (), {}, (), ())
    return replace(made, **more)


def metas(tags: str) -> list[tuple[str, str]]:
    return [(name, unescape(value)) for name, value in re.findall(r'<meta name="([^"]*)" content="([^"]*)">', tags)]


def data(tags: str) -> dict[str, object]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', tags)
    loaded: dict[str, object] = json.loads(found)
    return loaded


def test_works_that_a_plan_was_made_by() -> None:
    bases = [("某纲要", "https://example.org/plans/b/"), ("某规定", "")]
    named = [{"@type": "Legislation", "name": "某纲要", "url": "https://example.org/plans/b/"}]
    named.append({"@type": "Legislation", "name": "某规定"})
    assert data(make_tags(record(), "", "某规划", PlaceOnWeb(), bases))["isBasedOn"] == [FACTS.source_url, *named]
    alone = make_tags(record(facts=Facts()), "", "某规划", PlaceOnWeb(), bases[1:])
    assert data(alone)["isBasedOn"] == named[1]


def test_the_tags_of_a_plan() -> None:
    url = "https://example.org/plans/a-2020/"
    web = PlaceOnWeb(url, url, "https://example.org/downloads/a-2020.pdf", "某库", "https://example.org/")
    tags = make_tags(record(place=Place(("上海市", "松江区"))), "", "某规划", web)
    assert metas(tags) == [
        ("citation_title", "某规划"),
        ("citation_author", "某委"),
        ("citation_author", "某局"),
        ("citation_publication_date", "2020/01/02"),
        ("citation_technical_report_institution", "某委、某局"),
        ("citation_technical_report_number", "某府发〔2020〕5号"),
        ("citation_language", "zh-Hans"),
        ("citation_public_url", url),
        ("citation_fulltext_html_url", url),
        ("citation_pdf_url", "https://example.org/downloads/a-2020.pdf"),
    ]
    assert data(tags) == {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": "某规划",
        "inLanguage": "zh-Hans",
        "legislationJurisdiction": {
            "@type": "AdministrativeArea",
            "name": "松江区",
            "containedInPlace": {
                "@type": "City",
                "name": "上海市",
                "containedInPlace": {"@type": "Country", "name": "CN"},
            },
        },
        "url": url,
        "legislationIdentifier": "某府发〔2020〕5号",
        "legislationDate": "2020-01-02",
        "datePublished": "2020-02-03",
        "temporalCoverage": "2020/2022",
        "legislationPassedBy": [
            {"@type": "GovernmentOrganization", "name": "某委"},
            {"@type": "GovernmentOrganization", "name": "某局"},
        ],
        "isBasedOn": "https://example.org/a?b=1&c=2",
        "isPartOf": {"@type": "Collection", "name": "某库", "url": "https://example.org/"},
    }


def test_what_is_shown_where_an_address_is_shared() -> None:
    url = "https://example.org/plans/a-2020/"
    told = make_preview("某库", "某规划", describe_facts(record().facts), url, f"{url}share.png")
    assert re.findall(r'<meta property="([^"]*)" content="([^"]*)">', told) == [
        ("og:site_name", "某库"),
        ("og:title", "某规划"),
        ("og:description", "某府发〔2020〕5号　某委、某局　2020-01-02"),
        ("og:type", "article"),
        ("og:url", url),
        ("og:image", f"{url}share.png"),
        ("twitter:card", "summary_large_image"),
    ]
    assert make_preview("某库", "某规划", "", "", "") == ""
    assert "og:image" not in make_preview("某库", "某规划", "", url, "")
    assert "<b>" not in make_preview("<b>", '"><b>', "<b>", url, "<b>")


def test_an_annex_is_part_of_its_plan() -> None:
    known = data(make_tags(record(), "annex-1", "某方案", PlaceOnWeb(work="https://example.org/plans/a-2020/")))
    whole = {"@type": "Legislation", "name": "某规划"}
    assert known["isPartOf"] == whole | {"url": "https://example.org/plans/a-2020/"}
    assert data(make_tags(record(), "annex-1", "某方案", PlaceOnWeb()))["isPartOf"] == whole


def test_a_city_is_no_country() -> None:
    def tell(*path: str) -> object:
        return data(make_tags(record(place=Place(path)), "", "某规划", PlaceOnWeb()))["legislationJurisdiction"]

    country = {"@type": "Country", "name": "CN"}
    assert tell() == country
    assert tell("上海市") == {"@type": "City", "name": "上海市", "containedInPlace": country}
    assert tell("浙江省") == {"@type": "AdministrativeArea", "name": "浙江省", "containedInPlace": country}


def test_what_is_not_known_is_not_said() -> None:
    tags = make_tags(record(facts=Facts()), "", "甲", PlaceOnWeb())
    assert metas(tags) == [("citation_title", "甲"), ("citation_language", "zh-Hans")]
    assert set(data(tags)) == {"@context", "@type", "name", "inLanguage"}


def test_hostile_words_stay_words() -> None:
    facts = Facts(title=HOSTILE, doc_number=HOSTILE, issuers=(HOSTILE,))
    tags = make_tags(record(facts=facts), "", HOSTILE, PlaceOnWeb())
    assert tags.count("<script") == tags.count("</script>") == 1
    assert metas(tags)[0] == ("citation_title", HOSTILE)
    assert data(tags)["name"] == HOSTILE
    feed = ElementTree.fromstring(
        make_feed([record(facts=facts, added="2024-01-01")], HOSTILE, "https://x.example/?a&b/")
    )
    assert [e.text for e in feed.iter(f"{ATOM}title")] == [HOSTILE, HOSTILE]


def test_the_feed_has_the_newest_first_and_leaves_out_what_has_no_day() -> None:
    records = [record("a", added="2024-01-01"), record("b", added="2024-01-02", changed="2024-03-01"), record("c")]
    records.append(record("d", added="2024-02-01"))
    feed = ElementTree.fromstring(make_feed(records, "规划文库", "https://example.org/x/"))
    assert feed.findtext(f"{ATOM}updated") == "2024-03-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}id") == "https://example.org/x/"
    entries = [
        (e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}published"), e.findtext(f"{ATOM}updated"))
        for e in feed.iter(f"{ATOM}entry")
    ]
    assert entries == [
        ("https://example.org/x/plans/b/", "2024-01-02T00:00:00Z", "2024-03-01T00:00:00Z"),
        ("https://example.org/x/plans/d/", "2024-02-01T00:00:00Z", "2024-02-01T00:00:00Z"),
        ("https://example.org/x/plans/a/", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
    ]


def test_a_feed_without_an_address_of_its_own() -> None:
    feed = ElementTree.fromstring(make_feed([record(added="2024-01-01")], "甲", ""))
    assert [e.text for e in feed.iter(f"{ATOM}id")] == ["urn:plan-publisher:library", "urn:plan-publisher:work:a-2020"]
    assert [e.attrib["href"] for e in feed.iter(f"{ATOM}link")] == ["feed.xml", "plans/a-2020/"]
    assert make_feed([], "甲", "").count("<entry>") == 0


def test_the_home_page_names_the_feed() -> None:
    assert link_feed("甲&乙") == (
        '<link rel="alternate" type="application/atom+xml" title="甲&amp;乙" href="feed.xml">'
    )
