"""What the lock of anchors promises, and whether a conversion keeps it.

The promise is what stands in anchors.lock, and what stood there in the repository before: in the last commit, and in
the branch that a change is proposed for. So a lock that has been deleted or shortened is seen before anything is
written over it, on a person's machine and in continuous integration.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from types import MappingProxyType

from build_tools.edition.lock import (
    Breach,
    check_anchors,
    join_lock,
    merge_lock,
    read_anchors,
    split_lock,
    write_anchors,
)
from build_tools.engine.git import ask_git
from build_tools.errors import AnchorError, ManifestError, PublisherError
from build_tools.messages import _
from build_tools.model.acceptance import Acceptance
from build_tools.model.anchor import Anchor
from build_tools.model.record import WorkRecord
from build_tools.model.slip import Slips, Subject
from build_tools.source.manifest import find_former_line

_MOST_SHOWN = 20  # of the anchors that would break; `check` lists all


def read_pages(path: Path) -> dict[str, frozenset[str]]:
    """Return the pages that span works and have been published: folder of docs/ → their names."""
    sections = read_held(path)
    return {folder[:-1]: names for folder, names in _list_pages(sections).items()}


def _list_pages(sections: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the names below each line of the lock that stands for a folder, "glossary/"."""
    return {
        section: frozenset(filter(None, lines.split("\n")))
        for section, lines in sections.items()
        if section[-1:] == "/"
    }


def read_lock(path: Path) -> str:
    """Return the text of the lock as it stands, "" where there is none."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""


def check_lock(
    root: Path, path: Path, slips: Slips, gone: set[str], pages: Mapping[str, AbstractSet[str]]
) -> tuple[str, list[Breach]]:
    """Return the text of the lock after a conversion, and the anchors that it would break.

    A work whose lines are the same as before keeps its promise; nothing of it is taken apart.

    Args:
        root: the project's folder.
        path: the lock.
        slips: of all works.
        gone: works that could not be read; they have broken nothing.
        pages: that span works and are no drafts', by folder of docs/.

    Raises:
        AnchorError: there is no lock, and there are published pages.
    """
    read = partial(_read, path=path)
    drafts = {name for name, record in slips.records.items() if record.draft}
    if not (held := read_held(path)):
        _refuse_missing(root, path, drafts)
    locked = {work: lines for work, lines in held.items() if not work.endswith("/")}
    # What was promised under a former name is kept where the work stands now.
    known = {**slips.records, **{old: record for record in slips.records.values() for old in record.formerly}}
    aliases, accepted, current = _list_current(known, dict(slips.take(Subject.ANCHORS)))
    withdrawn = {work for work, anchors in locked.items() if not anchors} - slips.records.keys()
    breaches: dict[Breach, None] = {}
    listed = {f"{folder}/": names for folder, names in pages.items()}
    for promised in (held, *_read_former_locks(root, path.name, os.environ)):
        breaches.update(dict.fromkeys(_check_pages(promised, listed)))
        told = {work for work, own in promised.items() if own != current.get(work)} - gone - listed.keys()
        if promised is not held:
            told -= drafts | withdrawn
        breaches.update(dict.fromkeys(check_anchors(read(promised, told), read(current, told), aliases, accepted)))
    differing = {work for work in {*locked, *current} if locked.get(work) != current.get(work)}
    merged = merge_lock(read(locked, differing), read(current, differing), aliases)
    kept = {folder: "\n".join(sorted(names)) for folder, names in listed.items() if names}
    sections = locked | {work: write_anchors(anchors) for work, anchors in merged.items()} | kept
    return join_lock(sections), list(breaches)


def _list_current(
    records: Mapping[str, WorkRecord], lines: Mapping[str, str]
) -> tuple[dict[str, dict[Anchor, Anchor]], dict[str, tuple[Acceptance, ...]], dict[str, str]]:
    """Return the aliases, the accepted changes and the lines of the lock of each name that a work has, or had."""
    aliases = {name: record.aliases for name, record in records.items()}
    accepted = {name: record.accepted for name, record in records.items()}
    # What is a draft has promised nothing, and the lock knows nothing of it.
    current = {name: lines.get(record.work, "") for name, record in records.items() if not record.draft}
    return aliases, accepted, current


def _check_pages(promised: Mapping[str, str], listed: dict[str, AbstractSet[str]]) -> Iterator[Breach]:
    """Yield the pages that were promised and are no more, and add them to what is listed by folder."""
    for folder, names in sorted(_list_pages(promised).items()):
        known = listed.get(folder, frozenset())
        yield from (Breach(folder, name, lost=True) for name in sorted(names - known))
        listed[folder] = known | names


def read_held(path: Path) -> dict[str, str]:
    """Return the lines of each work in the lock; {} where it is missing, or empty.

    Raises:
        AnchorError: it is damaged, or a merge has left two versions of it.
    """
    try:
        text = path.read_text("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise _refuse_damaged(error, path) from None
    for mark in ("<<<<<<<", "=======", ">>>>>>>"):
        if (at := f"\n{text}".find(f"\n{mark}")) >= 0:
            raise AnchorError(
                _("two versions of this were merged, and not settled"),
                path=path,
                line_no=text.count("\n", 0, at) + 1,
                remedy=_("keep the lines of both, for each is a promise; delete the marks alone, and run this again"),
            )
    above = text.partition("\n[")[0] if text[:1] != "[" else ""
    for number, line in enumerate(above.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            raise _refuse_damaged(line[:60], path, number)
    return split_lock(text)


def _refuse_damaged(error: ValueError | str, path: Path, line_no: int | None = None) -> AnchorError:
    told = _("the lock is damaged: {error}", error=error)
    return AnchorError(told, path=path, line_no=line_no, remedy=_tell_restoring(path))


def _tell_restoring(path: Path) -> str:
    return _(
        "restore it: `git checkout HEAD -- {path}`, or from the branch that was published last. Only"
        " where nothing has ever been published, delete docs/plans/ and convert anew",
        path=path.name,
    )


def _read(sections: Mapping[str, str], works: set[str], path: Path) -> dict[str, dict[Anchor, str]]:
    try:
        return {work: read_anchors(sections[work]) for work in sorted(works) if work in sections}
    except ValueError as error:
        raise _refuse_damaged(error, path) from None


def find_claimed(records: Mapping[str, WorkRecord], seeds: Path) -> dict[str, PublisherError]:
    """Return the works that claim a former name of another work, or the name of one that is here, and why that fails.

    Where two claim one name, the first in order keeps it.
    """
    found: dict[str, PublisherError] = {}
    owners: dict[str, str] = {}
    for work, record in sorted(records.items()):
        taken = [name for name in record.formerly if name in owners or (seeds / name).is_dir()]
        if not taken:
            owners.update(dict.fromkeys(record.formerly, work))
            continue
        found[work] = ManifestError(
            _("formerly names {name!r}, which belongs to {other}", name=taken[0], other=owners.get(taken[0], taken[0])),
            path=seeds / work / "manifest.toml",
            line_no=find_former_line(seeds / work),
            remedy=_("a name leads to one work only: take it out here, or there"),
        )
    return found


def _refuse_missing(root: Path, path: Path, drafts: set[str]) -> None:
    """Raise AnchorError where works have been published without a record of their anchors."""
    pages = sorted((root / "docs" / "plans").glob("*/index.md"))
    written = [page.parent for page in pages if page.parent.name not in drafts]
    if published := [folder.name for folder in written if not _was_draft(folder)]:
        raise AnchorError(
            _(
                "the lock of anchors is missing, and there are published pages: {published}",
                published=", ".join(published[:5]),
            ),
            path=path,
            remedy=_tell_restoring(path),
        )


def _was_draft(pages: Path) -> bool:
    """Whether the pages of a work in a folder were written when it was a draft; where nothing tells, they were not."""
    try:
        return json.loads((pages / "data.json").read_bytes()).get("draft") is True
    except (OSError, ValueError, AttributeError):
        return False


def _read_former_locks(root: Path, name: str, environment: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the lines of each work in the lock as the last commit has it, and as the branch that is changed has it.

    Nothing where the folder is no working tree, git is not there, or the commits have not been fetched.

    Args:
        root: the project's folder.
        name: of the lock in it.
        environment: `GITHUB_BASE_REF` names the branch in continuous integration; else it is the remote's first.
    """
    base = environment.get("GITHUB_BASE_REF", "")
    commits = ["HEAD"]
    # The merge of a proposed change has that branch for its first parent.
    if ask_git(root, "rev-parse", "--verify", "--quiet", "HEAD^2"):
        commits.append("HEAD^1")
    for branch in (f"origin/{base}" if base else "origin/HEAD", "origin/main"):
        # What has been published there since belongs to no working tree that began before.
        if common := ask_git(root, "merge-base", "HEAD", branch):
            commits.append(common.strip())
            break
    texts = dict.fromkeys(ask_git(root, "show", f"{commit}:./{name}") for commit in commits)
    return [split_lock(text) for text in texts if text]


def refuse_breaches(
    path: Path,
    breaches: Sequence[Breach],
    records: Iterable[WorkRecord],
    failures: Mapping[str, PublisherError] = MappingProxyType({}),
) -> None:
    """Raise AnchorError where a published anchor would break; `records` are those of the works that are there.

    Why works failed is told with it: one that failed under a new name has left its old one.
    """
    if not breaches:
        return
    published = {name for record in records if not record.draft for name in (record.work, *record.formerly)}
    whole = {breach.work for breach in breaches if breach.work[-1:] != "/"} - published
    lines = [
        f'    {breach.work}: "{breach.anchor}" ' + (_("is gone") if breach.lost else _("now leads to another text"))
        for breach in breaches
        if breach.work not in whole
    ]
    lines = [*(f"    {work}: " + _("nothing of the work is published any more") for work in sorted(whole)), *lines]
    shown = "\n".join(lines[:_MOST_SHOWN]) + ("\n    …" if len(lines) > _MOST_SHOWN else "")
    raise AnchorError(
        _("{count} published anchors or pages would break:\n{shown}", count=len(breaches), shown=shown),
        path=path,
        remedy="\n    ".join(
            [
                *_list_remedies(breaches, whole),
                *(_("{work} has failed: {error}", work=work, error=error.message) for work, error in failures.items()),
            ]
        ),
    )


def _list_remedies(breaches: Sequence[Breach], whole: AbstractSet[str]) -> Iterator[str]:
    """Yield what can be done about breaches: of whole works, of clauses, of pages that span works."""
    yield _("mend the cause.")
    if whole:
        yield _(
            "A work that is a draft again (draft = true in its manifest.toml), or whose folder was moved away on"
            " purpose: `plan-publisher withdraw WORK`; one that bears another name: write formerly ="
            ' ["old-name"] above [facts].'
        )
    if any(breach.work[-1:] != "/" and breach.work not in whole for breach in breaches):
        yield _(
            'Where a clause has really moved, write "old anchor" = "new anchor" under [aliases] in the work\'s'
            " manifest.toml; where it is corrected on purpose, record it:"
            ' `plan-publisher accept WORK ANCHOR --reason "…"`.'
        )
    if any(breach.work[-1:] == "/" for breach in breaches):
        yield _(
            'Of a page of the glossary write "old-id" = "id" under [aliases] in seeds/glossary.toml, or name the'
            ' vocabulary again that held it; of a body, formerly = ["old-id"] in the entry of seeds/bodies.toml that'
            " has taken its place."
        )
