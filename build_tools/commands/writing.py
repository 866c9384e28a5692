"""What was converted → the generated files of docs/, and anchors.lock.

Nothing is written unless every promise holds.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.promise import read_lock, refuse_breaches
from build_tools.errors import ManifestError, not_unicode
from build_tools.messages import _
from build_tools.model.generated import FILLED_RE, GENERATED, is_generated
from build_tools.odd_files import refuse_changed
from build_tools.proving.proofs import prove_conversion
from build_tools.publish.docs import (
    clear_unfinished,
    differing_files,
    hash_file,
    is_unfinished,
    list_strange,
    write_changed,
    write_tree,
    write_whole,
)
from build_tools.publish.file_lock import hold_lock
from build_tools.publish.site_config import PAGE_ENDINGS
from build_tools.publish.start import supply_pages
from build_tools.render.address import Address
from build_tools.render.lists import list_plans, render_acceptances

_REMEMBERED = 4  # states of a file


def write_conversion(
    project: Project, conversion: Conversion, jobs: int = 1, warn: Callable[[str], None] = lambda _message: None
) -> list[str]:
    """Write the generated pages, the home page's list and anchors.lock; return the paths that changed.

    Of a work that failed the pages of its last edition are written, or those on the disk stay as they are.

    Args:
        project: its folders.
        conversion: what is written.
        jobs: how many processes prove it.
        warn: told of files that people have changed and that are written anew; what they held is kept.

    Raises:
        AnchorError: a published anchor would break; nothing has been written.
        OutputError: a page is not what the edition says; nothing has been written.
        ManifestError: a file that people have written would be deleted, or the lock is another run's now; nothing has
            been written.
    """
    refuse_breaches(project.lock, conversion.breaches, conversion.records, conversion.failures)
    prove_conversion(project, conversion, jobs)
    # Another run's unfinished files are cleared away with those of killed ones, so one at a time.
    with hold_lock(project.root / ".build" / "writing.lock"):
        now = read_lock(project.lock)
        if now != conversion.lock:  # what another run has promised or withdrawn since is not written over
            refuse_changed(conversion.held, now, project.lock)
        written = _Written(project, conversion, warn)
        written.refuse_strange()
        return _write(project, conversion, written)


def _write(project: Project, conversion: Conversion, written: "_Written") -> list[str]:
    for written_to in (project.root, project.docs, project.root / ".build"):
        clear_unfinished(written_to)
    changed: list[str] = []
    # The promise comes before the pages: a run that is killed in between leaves no page without its lock.
    if write_changed(project.lock, conversion.lock):
        changed.append("anchors.lock")
    pages = fill_pages(project, conversion)
    written.remember(pages)
    for folder in GENERATED:
        files, kept = conversion.files.below(folder), _list_kept(conversion, folder)
        spare = partial(written.spare, folder)
        changed.extend(f"docs/{folder}/{name}" for name in write_tree(project.docs / folder, files, kept, spare))
    for path, text in pages:
        if path.is_file() and path.name in written.known:
            written.spare("", path.name, path.read_bytes())
        if write_changed(path, text):
            changed.append(f"docs/{path.name}")
    written.tell()
    return changed


class _Written:
    """What was written into docs/ the last time, so that what people have put there is told from it."""

    def __init__(self, project: Project, conversion: Conversion, warn: Callable[[str], None]) -> None:
        self.project, self.conversion, self.warn = project, conversion, warn
        # Path below docs/ → SHA-256 of what was written last, and before it: runs that are killed leave some of each.
        # Nothing is known after a clone.
        self.known: dict[str, list[str]] = {}
        self.aside = project.written.with_name("edited")
        self.spared: list[str] = []
        with suppress(OSError, ValueError, TypeError):
            self.known = dict(json.loads(project.written.read_bytes()))

    def remember(self, pages: Iterable[tuple[Path, str]]) -> None:
        """Keep what is written now, before it is written."""
        stays = {f"plans/{name}" for name in _list_kept(self.conversion, "plans")}
        told = {name: known for name, known in self.known.items() if "/".join(name.split("/")[:2]) in stays}
        own = (self.project.home, self.project.changes)
        digests = self.conversion.files.digest(self.conversion.files)
        digests |= {path.name: hash_file(text) for path, text in pages if path not in own}
        for name, digest in digests.items():
            before = self.known.get(name) or self._read_held(name)
            told[name] = [digest, *(one for one in before if one != digest)][:_REMEMBERED]
        write_changed(self.project.written, json.dumps(told, sort_keys=True))

    def _read_held(self, name: str) -> list[str]:
        """Return the hash of what stands in a clone, if the program has written it."""
        path = self.project.docs / name
        if self.known or not path.is_file() or not self._is_ours(name, held := path.read_bytes()):
            return []
        return [hash_file(held)]

    def refuse_strange(self) -> None:
        """Raise ManifestError where a folder of generated files holds a file that the program did not write."""
        strange = [
            f"{folder}/{name}"
            for folder in GENERATED
            for name in list_strange(
                self.project.docs / folder, self.conversion.files.below(folder), _list_kept(self.conversion, folder)
            )
            if not is_unfinished(name) and not self._is_known(f"{folder}/{name}")
        ]
        if strange:
            first, folder = self.project.docs / strange[0], strange[0].partition("/")[0]
            others = _list_some([f"docs/{name}" for name in strange[1:]])
            more = _(" (likewise: {others})", others=others) if others else ""
            # Nothing tells in a clone what an earlier version of the program has written.
            anew = _(". If nothing of yours is in docs/{folder}/, delete it: it is written anew", folder=folder)
            anew = "" if self.known else anew
            raise ManifestError(
                _("this was not written by the program, and docs/{folder}/ is for what it writes", folder=folder)
                + more,
                path=first,
                remedy=_(
                    "move it to docs/ itself or to a folder of your own there (docs/pages/{name}), or delete it;"
                    " nothing has been changed",
                    name=first.name,
                )
                + anew,
            )

    def _is_known(self, name: str) -> bool:
        """Whether a file that is generated no more once was."""
        path = self.project.docs / name
        if name in self.known or name.endswith(PAGE_ENDINGS):
            return name in self.known or is_generated(path.read_bytes())
        # In a clone: of a work that is gone, its page goes with all that stands beside it.
        page = path.with_name("index.md")
        is_gone = page.is_file() and page.relative_to(self.project.docs).as_posix() not in self.conversion.files
        return not self.known and is_gone and is_generated(page.read_bytes())

    def spare(self, folder: str, name: str, held: bytes) -> None:
        """Keep aside what people have written into a file that is written anew or deleted."""
        path = f"{folder}/{name}".lstrip("/")
        if not self._is_ours(path, held) and not is_unfinished(name):
            place = self.aside / path
            while place.is_file() and place.read_bytes() != held:
                place = place.with_name(f"{place.name}~")  # what was written there before that is kept, too
            write_whole(place, held)
            self.spared.append(f"docs/{path}")

    def _is_ours(self, path: str, held: bytes) -> bool:
        """Whether the program has written what a file holds."""
        if path in self.known:
            return hash_file(held) in self.known[path]
        return is_generated(held) if path.endswith(PAGE_ENDINGS) else not self.known

    def tell(self) -> None:
        """Say what was kept aside."""
        if self.spared:
            told = _(
                "these files were not as the program had written them, and are written anew: {files}; what they held is"
                " kept in {folder}. Write what you know into seeds/, and pages of your own elsewhere in docs/",
                files=_list_some(self.spared),
                folder=self.aside,
            )
            self.warn(told)


def _list_some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" … ({len(names)})" if len(names) > 5 else "")


def _list_kept(conversion: Conversion, folder: str) -> frozenset[str]:
    """Return the names of the folders of works in docs/plans/ that stay as they are."""
    return conversion.gone | conversion.former if folder == "plans" else frozenset()


def stale_files(project: Project, conversion: Conversion) -> list[str]:
    """Return the committed files that converting anew would change."""
    stale = [
        f"docs/{folder}/{name}"
        for folder in GENERATED
        for name in differing_files(
            project.docs / folder, conversion.files.below(folder), _list_kept(conversion, folder)
        )
    ]
    pages = fill_pages(project, conversion)
    stale.extend(f"docs/{path.name}" for path, text in pages if not path.is_file() or path.read_text("utf-8") != text)
    if not project.lock.is_file() or project.lock.read_text("utf-8") != conversion.lock:
        stale.append("anchors.lock")
    return stale


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
    return [*supplied, *((path, FILLED_RE.sub(fill, _read_page(path))) for path in own)]


def _read_page(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise not_unicode(path, error) from None
