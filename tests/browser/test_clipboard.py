"""What 复制 → 文字 copies of each clause is the clause's text in the data, to the character, in both trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_tools.engine.folders import Project
from build_tools.hanzi.script import ScriptConverter
from build_tools.pipeline import convert_work
from build_tools.proof.expected import text_of
from build_tools.source.script_table import read_script_table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from build_tools.model.edition import Edition

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).resolve().parents[2]
PROJECT = Project(REPOSITORY)
WORKS = [folder.name for folder in PROJECT.work_folders()]
TREES = ("", "hant/")

# Opens the dialog at each permalink, asks what 文字 shows, and takes the source behind it away.
COPY_ALL = """() => {
  const links = Array.from(document.querySelectorAll("article a[href^='#'][title]")).filter((link) => {
    const id = link.hash.slice(1);
    return !link.textContent && document.getElementById(id);
  });
  return links.map((link) => {
    window.planCite(link, () => {});
    const items = Array.from(document.querySelectorAll(".cite [role=menuitem]"));
    items.find((item) => item.textContent === "文字").dispatchEvent(new FocusEvent("focus"));
    const text = document.querySelector(".cite textarea").value;
    return [link.hash.slice(1), text.slice(0, text.lastIndexOf("\\n——"))];
  });
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url)


def list_texts(edition: Edition, change: Callable[[str], str]) -> dict[str, dict[str, str]]:
    """Return each clause's text with what stands below it, by page and id: rows are lines, cells parted by tabs."""
    blocks = edition.blocks
    said = [change(text_of(block)).replace("\n", "\t") for block in blocks]
    found: dict[str, dict[str, str]] = {}
    for number, block in enumerate(blocks):
        end = next((at for at in range(number + 1, len(blocks)) if blocks[at].depth <= block.depth), len(blocks))
        text = "\n".join(line for line in said[number:end] if line)
        for place in block.places:
            found.setdefault(place.page, {})[place.id] = text
    return found


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("work", WORKS)
def test_every_clause_is_copied_as_it_stands_in_the_data(work: str, tree: str, page: Page, url: str) -> None:
    edition = convert_work(PROJECT.seeds / work).base.edition
    table = read_script_table(PROJECT.script)
    change = ScriptConverter(table, table.traditional).convert if tree else str
    for name, texts in list_texts(edition, change).items():
        page.goto(f"{url}{tree}plans/{work}/{name}{'/' if name else ''}")
        page.add_script_tag(url=f"{url}{tree}assets/forms.js")
        page.add_script_tag(url=f"{url}{tree}assets/cite.js")
        copied = dict(page.evaluate(COPY_ALL))
        assert copied.keys() <= texts.keys()
        # Parts without a heading of their own have no permalink.
        assert len(copied) > len(texts) * 0.9
        assert copied == {identifier: texts[identifier] for identifier in copied}
