"""Addresses of generated pages, from one to another.

A page is named by its Markdown file below docs/, `plans/<work>/annex-1.md`. MkDocs rewrites links in Markdown; raw
HTML has to carry the address that the page will have, a folder.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.link import LinkTarget


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A place in the generated pages.

    Attributes:
        file: of the page, below docs/.
        id: of the element; "" is the page.
    """

    file: str
    id: str = ""

    @property
    def page(self) -> Address:
        """The page on which it is."""
        return replace(self, id="")

    @property
    def is_index(self) -> bool:
        """Whether the page stands in the folder of its file, not in one of its own."""
        return posixpath.basename(self.file) == "index.md"

    def on_page_of(self, anchor: Anchor) -> Address:
        """Return the page of an annex of the same work, whose file stands beside this one."""
        return Address(posixpath.join(posixpath.dirname(self.file), f"{anchor.page or 'index'}.md"))


def page_file(work: str, page: str) -> str:
    """Return the file of a work's page; "" is the plan's own."""
    return f"plans/{work}/{page or 'index'}.md"


def body_address(page: str) -> Address:
    """Return where a body's page is (`BodyName.page`)."""
    return Address(f"bodies/{page}.md")


def term_address(term: str) -> Address:
    """Return where an entry of the glossary is."""
    return Address(f"glossary/{term}.md")


def pair_address(one: str, other: str) -> Address:
    """Return where two works stand beside each other, whichever is named first."""
    first, second = sorted((one, other))
    return Address(f"compare/{first}/{second}.md")


def place_address(work: str, anchor: Anchor = ROOT) -> Address:
    """Return where a place of the library is read."""
    return Address(page_file(work, anchor.page), anchor.name)


def name_target(target: LinkTarget) -> Address:
    """Return where a link leads to."""
    if target.term:
        return term_address(target.term)
    if target.cited:
        return Address("cited/index.md", target.cited)
    if target.body:
        return body_address(target.body)
    return place_address(target.work, target.anchor)


def link_markdown(here: Address, target: Address) -> str:
    """Return the relative address of `target` for Markdown on the page `here`."""
    if target.file == here.file and target.id:
        return f"#{target.id}"
    file = _relate(target.file, posixpath.dirname(here.file) or ".")
    return f"{file}#{target.id}" if target.id else file


def link_html(here: Address, target: Address) -> str:
    """Return the relative address of `target` for raw HTML on the page `here`."""
    if target.file == here.file and target.id:
        return f"#{target.id}"
    folder = _relate(_folder(target.file), _folder(here.file))
    return f"{folder}/" + (f"#{target.id}" if target.id else "")


def site_address(target: Address) -> str:
    """Return the address of `target` from the site's root: "plans/some-plan/annex-1/#s2"."""
    folder = _folder(target.file)
    return ("" if folder == "." else f"{folder}/") + (f"#{target.id}" if target.id else "")


def make_permalink(work: str, anchor: Anchor = ROOT) -> str:
    """Return where a clause stands, from the site's root: "plans/some-plan/annex-1/#s2"."""
    return site_address(place_address(work, anchor))


@lru_cache(maxsize=4096)
def _relate(path: str, start: str) -> str:
    # One page after the other leads to the clauses of one work after the other.
    return posixpath.relpath(path, start)


@lru_cache(maxsize=4096)
def _folder(file: str) -> str:
    """The folder in which MkDocs puts the page of a file."""
    return posixpath.dirname(file) or "." if Address(file).is_index else file.removesuffix(".md")
