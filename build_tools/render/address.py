"""Addresses of generated pages, from one to another.

A page is named by its Markdown file below docs/, `plans/<work>/annex-1.md`. MkDocs rewrites links in Markdown; raw
HTML has to carry the address that the page will have, a folder.
"""

from __future__ import annotations

import posixpath

from build_tools.model.link import LinkTarget


def page_file(work: str, page: str) -> str:
    """Return the file of a work's page; "" is the plan's own."""
    return f"plans/{work}/{page or 'index'}.md"


def body_file(page: str) -> str:
    """Return the file of a body's page (`BodyName.page`)."""
    return f"bodies/{page}.md"


def clause_target(work: str, anchor: str) -> str:
    """Return file#anchor of a qualified anchor: "annex-1#s2", "annex-1" (the annex itself), "s2", "" (the plan)."""
    page, mark, name = anchor.rpartition("#")
    if not mark:
        is_page = anchor.startswith("annex-") and anchor.removeprefix("annex-").isdigit()
        page, name = (anchor, "") if is_page else ("", anchor)
    return page_file(work, page) + (f"#{name}" if name else "")


def name_target(target: LinkTarget) -> str:
    """Return file#anchor of what a link leads to."""
    if target.term:
        return f"glossary/{target.term}.md"
    if target.cited:
        return f"cited/index.md#{target.cited}"
    if target.body:
        return body_file(target.body)
    return clause_target(target.work, target.anchor)


def link_markdown(here: str, target: str) -> str:
    """Return the relative address of `target` (file#anchor) for Markdown in the file `here`."""
    file, mark, name = target.partition("#")
    if file == here and name:
        return f"#{name}"
    return posixpath.relpath(file, posixpath.dirname(here) or ".") + mark + name


def link_html(here: str, target: str) -> str:
    """Return the relative address of `target` (file#anchor) for raw HTML in the file `here`."""
    file, mark, name = target.partition("#")
    if file == here and name:
        return f"#{name}"
    address = posixpath.relpath(_folder(file), _folder(here))
    return f"{address}/{mark}{name}"


def page_address(target: str) -> str:
    """Return the address of `target` (file#anchor) from the site's root: "plans/some-plan/annex-1/#s2"."""
    file, mark, name = target.partition("#")
    folder = _folder(file)
    return ("" if folder == "." else f"{folder}/") + mark + name


def _folder(file: str) -> str:
    """The folder in which MkDocs puts the page of a file."""
    stem = file.removesuffix(".md")
    return posixpath.dirname(file) or "." if posixpath.basename(stem) == "index" else stem
