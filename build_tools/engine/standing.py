"""Whether a built site still stands as the last build left it, told without reading any work.

Everything a build depends on is hashed: code, tables, works, pages, configuration, PDFs, the environment. Of folders
that are large (docs/, the PDFs, the site) names, sizes and times are compared. What was printed about the texts when
the site was built is kept, so that it can be said again.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from build_tools import __version__
from build_tools.collector import pause_collector
from build_tools.engine.cache import hash_code, hash_folder, hash_parts, hash_supplied
from build_tools.engine.folders import Project
from build_tools.engine.git import ask_git
from build_tools.errors import SiteError
from build_tools.messages import _
from build_tools.model.generated import FILLED_RE, GENERATED
from build_tools.model.report import Diagnostic
from build_tools.publish.assembly import list_files, read_record, record_of
from build_tools.publish.docs import digest_file, recall_digests, tell_digests, write_kept
from build_tools.publish.site_config import read_site_config
from build_tools.publish.start import supply_pages
from build_tools.publish.swap import MARKER

# What may change a build from outside of the project.
_VARIABLES = ("SITE_URL", "PLAN_FONT_DIR", "GITHUB_BASE_REF")

_DIGESTS = "digests"  # of files that the last build has read


def describe_sources(project: Project, *, with_pdfs: bool, whole: bool = False) -> str:
    """Return a hash of what people write: works, tables, configuration.

    "" where code of theirs may read more, or where something cannot be read, which the conversion tells.
    """
    config = read_site_config(project.config)
    if config.reads_more:
        return ""
    parts: list[str | bytes] = [__version__, hash_code(), repr([os.environ.get(name, "") for name in _VARIABLES])]
    parts += [hash_supplied(), str(with_pdfs), str(whole)]
    parts.append(config.digest)
    try:
        parts += [path.name.encode() + path.read_bytes() for path in sorted(project.seeds.glob("*.toml"))]
        for folder in project.work_folders():
            parts += [folder.name, hash_folder(folder)]
    except OSError:
        return ""
    # What the lock is held against, see `engine/promise.py`.
    return hash_parts([*parts, ask_git(project.root, "show-ref", "--head", "HEAD", "origin/main")])


def describe_files(project: Project) -> str:
    """Return a hash of the lock, and of the names, sizes and times of what is read from docs/ and of the PDFs."""
    lines: list[str] = []
    for folder in (project.docs, project.pdfs):
        # A copy may have size and time of what it replaces (`cp -p`), and yet its own time of arrival.
        told = ((name, os.lstat(f"{folder}/{name}")) for name in list_files(folder))
        lines += [f"{name} {one.st_size} {one.st_mtime_ns} {one.st_ctime_ns}" for name, one in told]
    return hash_parts([project.lock.read_bytes() if project.lock.is_file() else b"", *lines])


def is_standing(project: Project, site: Path, sources: str) -> tuple[tuple[str, Diagnostic], ...] | None:
    """Return the doubts that were told when a site was built, if building it anew would give the same; else None.

    Args:
        project: its folders.
        site: the built site.
        sources: what `describe_sources` says of the project now.
    """
    with pause_collector():
        record = read_record(record_of(site))
    if not record.state or record.state != hash_parts([sources, describe_files(project)]):
        return None
    told = ((name, os.lstat(f"{site}/{name}")) for name in list_files(site))
    states = {name: (one.st_size, one.st_mtime_ns) for name, one in told}
    states.pop(MARKER, None)  # the mark of who made the site belongs to no part
    return record.told if states == {name: held[1:] for name, held in record.files.items()} else None


def forget_site(site: Path) -> None:
    """Let a build take nothing from the site in place, whose files may have been damaged without a trace."""
    record_of(site).unlink(missing_ok=True)


def recall_files(project: Project) -> None:
    """Let files that nobody has touched since the last build be those that it has read."""
    with suppress(OSError):
        recall_digests((project.cache / _DIGESTS).read_bytes())


def remember_files(project: Project) -> None:
    """Keep what the next build need not read again."""
    write_kept(project.cache / _DIGESTS, tell_digests())


def hash_written(project: Project) -> str:
    """Return a hash of what people write: works, tables, pages, configuration."""
    paths = [str(path) for path in (project.config, *sorted(project.seeds.glob("*.toml")))]
    for folder in project.work_folders():
        paths += sorted(str(path) for path in folder.iterdir())
    start = len(f"{project.root}/")
    files = ((path[start:], digest) for path in paths if (digest := _digest(path)))
    return hash_parts(part for file in (*files, *_list_own(project)) for part in file)


def remember_written(site: Path, written: str) -> None:
    """Keep beside a site what stands for all that it was built from, whatever became of single works."""
    write_kept(_written_of(site), written.encode())


def refuse_older(project: Project, site: Path) -> None:
    """Raise SiteError where a site was built from something else than stands in the project now.

    Of a site without a record, built elsewhere, nobody can tell.
    """
    path = _written_of(site)
    if path.is_file() and path.read_text("utf-8") not in (
        hash_written(replace(project, leaves_drafts=leaves)) for leaves in (False, True)
    ):
        raise SiteError(
            _("works, pages or settings have changed since this site was built"),
            path=site,
            remedy=_("build it again: `plan-publisher build`"),
        )


def _list_own(project: Project) -> Iterator[tuple[str, str]]:
    """Yield path and hash of the files of docs/ that people write, without the lists that are filled in."""
    supplied = supply_pages(project.root)
    for name in list_files(project.docs):
        if name.partition("/")[0] not in GENERATED and name not in supplied:
            path = project.docs / name
            if path in (project.home, project.changes) and path.is_file():
                text = path.read_bytes().decode("utf-8", "replace")
                yield name, hash_parts([FILLED_RE.sub(r"\1\3", text)])
            else:
                yield name, _digest(str(path))


def _digest(path: str) -> str:
    """Return the hash of a file, "" of what cannot be read, or is none: it is refused when it is read."""
    try:
        return digest_file(path) if os.path.isfile(path) else ""  # noqa: PTH113 - thousands of files
    except OSError:
        return ""


def _written_of(site: Path) -> Path:
    return record_of(site).with_suffix(".written")
