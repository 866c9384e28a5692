"""Addresses from one generated page to another, for Markdown and for raw HTML."""

from __future__ import annotations

import pytest

from build_tools.render.address import clause_target, link_html, link_markdown, page_file


@pytest.mark.parametrize(
    ("anchor", "target"),
    [
        ("", "plans/a/index.md"),
        ("s2-c1", "plans/a/index.md#s2-c1"),
        ("annex-1", "plans/a/annex-1.md"),
        ("annex-12", "plans/a/annex-12.md"),
        ("annex-1#s2", "plans/a/annex-1.md#s2"),
        ("annexes", "plans/a/index.md#annexes"),
        ("annexes-para1", "plans/a/index.md#annexes-para1"),
        ("annex-1#annexes", "plans/a/annex-1.md#annexes"),
    ],
)
def test_targets(anchor: str, target: str) -> None:
    assert clause_target("a", anchor) == target


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
    assert (link_markdown(here, target), link_html(here, target)) == (markdown, html)
