"""An address on a page leads to a place of a work where a browser would find it."""

from __future__ import annotations

import pytest

from build_tools.proof.quotes import Key, read_keys


@pytest.mark.parametrize(
    ("folder", "href", "key"),
    [
        ("", "plans/one/#s1", ("one", "", "s1")),
        ("", "../plans/one/#s1", None),  # out of the site
        ("cited", "../plans/one/annex-1/index.html#s1", ("one", "annex-1", "s1")),
        ("glossary/a", "../../plans/one/#s1", ("one", "", "s1")),
        ("glossary/a", "../../../plans/one/#s1", None),
        ("plans/two", "../one/#s1", ("one", "", "s1")),
        ("hant/glossary/a", "../../../plans/one/#s1", ("one", "", "s1")),
    ],
)
def test_where_an_address_leads(folder: str, href: str, key: Key | None) -> None:
    assert [*read_keys(folder, [href])] == ([key] if key else [])
