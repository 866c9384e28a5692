"""Rendering → parsing: the generated Markdown, read as a download, gives the same divisions."""

from __future__ import annotations

from pathlib import Path

import documents as made
import pytest
from hypothesis import given, settings

from build_tools.model.edition import Edition
from build_tools.model.record import PublishedWork
from build_tools.pipeline import convert_bytes, convert_work
from build_tools.render.outline import render_outline
from build_tools.render.pages import render_pages

ROOT = Path(__file__).parents[2]
Item = tuple[str, str, str]


def items_of(edition: Edition) -> list[Item]:
    return [(item["label"], item["heading"], item["kind"]) for item in render_outline(edition, [])["items"]]


def read_again(pages: dict[str, str]) -> list[Item]:
    """Items of the plan's page and of its annexes, each read as if it had been downloaded."""
    names = sorted(pages, key=lambda name: (name != "index.md", name))
    return [item for name in names for item in items_of(convert_bytes(pages[name].encode("utf-8"), name).edition)]


@settings(max_examples=60)
@given(made.plans())
def test_generated_plans(text: str) -> None:
    converted = convert_bytes(text.encode("utf-8"), "a.txt", work="a")
    pages = render_pages(PublishedWork(converted.edition, converted.responsibilities, converted.fidelity))
    assert read_again(pages) == items_of(converted.edition)


@pytest.mark.parametrize("work", sorted(path.name for path in ROOT.glob("seeds/*/") if path.is_dir()))
def test_seeds(work: str) -> None:
    base = convert_work(ROOT / "seeds" / work).base
    pages = render_pages(PublishedWork(base.edition, base.responsibilities, base.fidelity))
    wanted = items_of(base.edition)
    assert len(wanted) > 20
    assert read_again(pages) == wanted
