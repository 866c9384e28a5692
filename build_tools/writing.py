"""What was converted → the generated files of docs/, and anchors.lock.

Nothing is written unless every promise holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from build_tools.project import Conversion, Project
from build_tools.promise import refuse_breaches
from build_tools.proving import prove_conversion
from build_tools.publish.assembly import list_files
from build_tools.publish.docs import clear_unfinished, differing_files, write_changed, write_tree
from build_tools.publish.start import supply_pages
from build_tools.render.address import Address
from build_tools.render.lists import list_plans, render_acceptances

_FILLED_RE = re.compile(
    r"(<!-- (?P<name>[a-z]+):start -->\n)(?:(?!<!-- [a-z]+:start).)*?(<!-- (?P=name):end -->)", re.DOTALL
)

# Folders of docs/ that hold nothing but generated files.
GENERATED = (
    "plans", "glossary", "cited", "codes", "script", "topics", "bodies", "targets", "time", "words", "compare", "parts",
    "verify",
)  # fmt: skip


def write_conversion(project: Project, conversion: Conversion, jobs: int = 1) -> list[str]:
    """Write the generated pages, the home page's list and anchors.lock; return the paths that changed.

    Of a work that failed the pages of its last edition are written, or those on the disk stay as they are.

    Raises:
        AnchorError: a published anchor would break; nothing has been written.
        OutputError: a page is not what the edition says; nothing has been written.
    """
    refuse_breaches(project.lock, conversion.breaches)
    prove_conversion(project, conversion, jobs)
    clear_unfinished(project.root)
    clear_unfinished(project.docs)
    changed: list[str] = []
    # The promise comes before the pages: a run that is killed in between leaves no page without its lock.
    if write_changed(project.lock, conversion.lock):
        changed.append("anchors.lock")
    for folder in GENERATED:
        files = conversion.files.below(folder)
        kept = conversion.gone | conversion.former if folder == "plans" else frozenset()
        changed.extend(f"docs/{folder}/{name}" for name in write_tree(project.docs / folder, files, kept))
    pages = fill_pages(project, conversion)
    changed.extend(f"docs/{path.name}" for path, text in pages if write_changed(path, text))
    return changed


def stale_files(project: Project, conversion: Conversion) -> list[str]:
    """Return the committed files that converting anew would change."""
    stale = [
        f"docs/{folder}/{name}"
        for folder in GENERATED
        for name in differing_files(project.docs / folder, conversion.files.below(folder))
        if not (folder == "plans" and name.partition("/")[0] in conversion.gone | conversion.former)
    ]
    pages = fill_pages(project, conversion)
    stale.extend(f"docs/{path.name}" for path, text in pages if not path.is_file() or path.read_text("utf-8") != text)
    if not project.lock.is_file() or project.lock.read_text("utf-8") != conversion.lock:
        stale.append("anchors.lock")
    return stale


def list_own(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files of docs/ that people write, without the lists that are filled in."""
    supplied = supply_pages(project.root)
    for name in list_files(project.docs):
        if name.partition("/")[0] not in GENERATED and name not in supplied:
            path = project.docs / name
            data = path.read_bytes() if path.is_file() else b""  # what is no file is refused when it is read
            if path in (project.home, project.changes):
                data = _FILLED_RE.sub(r"\1\3", data.decode("utf-8", "replace")).encode("utf-8")
            yield name, data


def fill_pages(project: Project, conversion: Conversion) -> list[tuple[Path, str]]:
    """Return the pages of a site's own folder that are not only people's, with their texts.

    They are those that the package supplies, and the hand-written ones that hold generated lists, each between two
    marks.
    """
    lists = {
        "plans": list_plans(conversion.records, Address("index.md"))[0],
        "accepted": render_acceptances(conversion.records),
    }

    def fill(match: re.Match[str]) -> str:
        made = lists.get(match["name"])
        return match[0] if made is None else f"{match[1]}\n{made}\n\n{match[3]}"

    supplied = [(project.docs / name, text) for name, text in supply_pages(project.root).items()]
    own = [path for path in (project.home, project.changes) if path.is_file()]
    return [*supplied, *((path, _FILLED_RE.sub(fill, path.read_text("utf-8"))) for path in own)]
