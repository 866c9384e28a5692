"""Addresses from one generated page to another, for Markdown and for raw HTML."""

from __future__ import annotations

import pytest

from build_tools.model.anchor import Anchor
from build_tools.render.address import Address, link_html, link_markdown, page_file, place_address, site_address


def at(text: str) -> Address:
    return Address(*text.split("#"))


@pytest.mark.parametrize(
    ("anchor", "target"),
    [
        ("", "plans/a/index.md"),
        ("s2-c1", "plans/a/index.md#s2-c1"),
        ("annex-1", "plans/a/annex-1.md"),
        ("annex-12", "plans/a/annex-12.md"),
        ("annex-1-2nd", "plans/a/annex-1-2nd.md"),
        ("annex-1-2nd#s1", "plans/a/annex-1-2nd.md#s1"),
        ("plan-2#s1-c2", "plans/a/plan-2.md#s1-c2"),
        ("annex-1#s2", "plans/a/annex-1.md#s2"),
        ("annexes", "plans/a/index.md#annexes"),
        ("annexes-para1", "plans/a/index.md#annexes-para1"),
        ("annex-1#annexes", "plans/a/annex-1.md#annexes"),
    ],
)
def test_targets(anchor: str, target: str) -> None:
    assert place_address("a", Anchor.parse(anchor)) == at(target)


def test_files() -> None:
    assert (page_file("a", ""), page_file("a", "annex-1")) == ("plans/a/index.md", "plans/a/annex-1.md")


# From, to, in Markdown, in HTML. MkDocs makes x/index.html of x.md.
LINKS = [
    ("plans/a/index.md", "plans/a/index.md#s1", "#s1", "#s1"),
    ("plans/a/index.md", "plans/a/index.md", "index.md", "./"),
    ("plans/a/index.md", "plans/a/annex-1.md", "annex-1.md", "annex-1/"),
    ("plans/a/annex-1.md", "plans/a/index.md#s1", "index.md#s1", "../#s1"),
    ("plans/a/annex-1.md", "plans/a/annex-2.md#s1", "annex-2.md#s1", "../annex-2/#s1"),
    ("plans/a/annex-1.md", "plans/a/annex-1.md", "annex-1.md", "./"),
    ("plans/a/index.md", "plans/b/index.md#s1", "../b/index.md#s1", "../b/#s1"),
    ("plans/a/index.md", "glossary/eda.md", "../../glossary/eda.md", "../../glossary/eda/"),
    ("plans/a/annex-1.md", "glossary/eda.md", "../../glossary/eda.md", "../../../glossary/eda/"),
    ("plans/a/annex-1.md", "cited/index.md#w-1", "../../cited/index.md#w-1", "../../../cited/#w-1"),
    ("cited/index.md", "plans/a/annex-1.md#s1", "../plans/a/annex-1.md#s1", "../plans/a/annex-1/#s1"),
    ("glossary/eda.md", "glossary/cad.md", "cad.md", "../cad/"),
    ("index.md", "plans/a/index.md", "plans/a/index.md", "plans/a/"),
]


@pytest.mark.parametrize(("here", "target", "markdown", "html"), LINKS)
def test_links(here: str, target: str, markdown: str, html: str) -> None:
    assert (link_markdown(at(here), at(target)), link_html(at(here), at(target))) == (markdown, html)


@pytest.mark.parametrize(
    ("target", "address"),
    [("index.md", ""), ("plans/a/index.md", "plans/a/"), ("plans/a/annex-1.md#s1", "plans/a/annex-1/#s1")],
)
def test_from_the_root(target: str, address: str) -> None:
    assert site_address(at(target)) == address
