"""A project at the desk: its works, each opened once and converted anew whenever its own files say something else."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from build_tools.desk.arriving import Arrived, take_files
from build_tools.desk.changes import MANIFEST, apply_change, withdraw
from build_tools.desk.effects import compare_views
from build_tools.desk.journal import Journal, Texts
from build_tools.desk.pages import Pages
from build_tools.desk.publishing import foresee, publish_work
from build_tools.desk.showing import show_entries, show_work
from build_tools.desk.view import Json, View
from build_tools.engine.cache import WorkCache, hash_folder
from build_tools.engine.folders import Project
from build_tools.engine.tasks import load_work
from build_tools.errors import ManifestError, PublisherError, describe_failure
from build_tools.messages import _, spoken
from build_tools.model.emendation import Emendation
from build_tools.pipeline import Opened, Work, convert_opened, open_work
from build_tools.publish.file_lock import hold_lock
from build_tools.publish.site_config import read_site_config
from build_tools.source.emendations import read_emendations
from build_tools.source.manifest import Manifest, read_manifest

_RECENT = 8  # works as files have said, or would say


@dataclass(frozen=True)
class _Kept:
    """A work as it was read; `files` tells one state of what it was read from from another."""

    files: Any
    opened: Opened


class Desk:
    """What is open on the desk."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.lock = threading.RLock()
        self._pages = Pages(project)
        self._kept: dict[str, _Kept] = {}
        self._recent: dict[tuple[object, ...], View] = {}
        self._views: dict[str, tuple[Any, View]] = {}

    def list_works(self) -> Json:
        """Return the works, with what is to be done about each."""
        config = self.project.config
        site = read_site_config(config).name if config.is_file() else self.project.root.name
        works = [self._describe(folder) for folder in self.project.work_folders()]
        return {"site": site, "lang": spoken(), "works": works}

    def _describe(self, folder: Path) -> Json:
        told: Json = {"work": folder.name, "title": "", "draft": False, "verdict": "failed", "doubts": 0, "error": None}
        try:
            view = View(load_work(WorkCache(self.project.cache), folder, hash_folder(folder)))
            view.doubts  # noqa: B018 (refuses what is stale)
        except Exception as error:
            failure = describe_failure(error, folder)
            return {**told, "error": {"says": failure.message, "remedy": failure.remedy}}
        return {
            **told,
            "title": view.edition.title,
            "draft": view.manifest.draft,
            "verdict": view.verdict,
            "doubts": len(view.doubts),
        }

    def take_files(self, files: Arrived, *, together: bool, work: str) -> Json:
        """Make works of files."""
        with self.lock:
            return take_files(self.project, files, together=together, work=work)

    def put_away(self, name: str) -> Json:
        """Take a draft out of the library: its folder is moved, whole, to where nothing is built from.

        Raises:
            ManifestError: the work is published: what has been promised is not put away.
        """
        with self._writing(name) as (folder, _journal):
            if not read_manifest(folder).draft:
                raise ManifestError(
                    _("the work is published, its addresses are promised"),
                    path=folder / MANIFEST,
                    remedy=_(
                        "to withdraw it, delete its folder, and in anchors.lock the lines of [{work}] but this one",
                        work=name,
                    ),
                )
            aside = self.project.root / ".build" / "desk" / "put-away"
            aside.mkdir(parents=True, exist_ok=True)
            target = next(path for n in count(1) if not (path := aside / f"{name}-{n}").exists())
            folder.replace(target)
        return {"kept": str(target.relative_to(self.project.root))}

    def open(self, name: str) -> Work:
        """Return a work as its files say now."""
        return self._view(name).work

    def _view(self, name: str) -> View:
        folder = self.project.work_folder(name)
        with self.lock:
            state = _tell_state(folder)
            if name not in self._views or self._views[name][0] != state:
                self._views[name] = state, self._convert(folder, read_manifest(folder), folder)
            return self._views[name][1]

    def _convert(self, folder: Path, manifest: Manifest, told: Path) -> View:
        """Return a work as a manifest and the emendations in a folder `told` say.

        What was read of it is kept, and so are the last works that were made: what is shown is often taken next.
        """
        names = (MANIFEST, *(one.emendations for one in manifest.parts if one.emendations))
        key = (folder.name, *((told / name).read_bytes() for name in names if (told / name).is_file()))
        if key not in self._recent:
            self._recent[key] = View(self._convert_anew(folder, manifest, told))
            for old in [*self._recent][:-_RECENT]:
                del self._recent[old]
        return self._recent[key]

    def _convert_anew(self, folder: Path, manifest: Manifest, told: Path) -> Work:
        files = (manifest.pictures, [replace(entry, emendations="") for entry in manifest.witnesses])
        kept = self._kept.get(folder.name)
        if kept is None or kept.files != files:
            kept = self._kept[folder.name] = _Kept(files, open_work(folder, manifest))
        changes = [read_emendations(told / one.emendations) if one.emendations else () for one in manifest.parts]
        emended = tuple(replace(file, emendations=own) for file, own in zip(kept.opened.files, changes, strict=True))
        return convert_opened(folder, manifest, replace(kept.opened, files=emended))

    def _try(self, folder: Path, texts: Texts) -> View:
        """Return a work as it would be if its files read so; they are written beside all and read as its own are."""
        aside = self.project.root / ".build" / "desk" / "try" / folder.name
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for name, text in texts.items():
            if text is not None:
                (aside / name).write_text(text, encoding="utf-8", newline="\n")
        try:
            manifest = replace(read_manifest(aside), path=folder / MANIFEST)
            made = self._convert(folder, manifest, aside)
            made.doubts  # noqa: B018 (refuses what accepts a doubt that is not there)
        except PublisherError as error:
            if error.path is not None and error.path.is_relative_to(aside):
                error.path, error.line_no = folder / error.path.relative_to(aside), None
            raise
        return made

    def _apply(self, name: str, folder: Path, change: Json) -> tuple[Texts, Texts]:
        """Return the texts of the files of a work that the desk writes, as they are and as a change makes them."""
        manifest = read_manifest(folder)
        names = {MANIFEST, *(entry.emendations for entry in manifest.parts if entry.emendations)}
        texts = {file: (folder / file).read_text("utf-8") for file in sorted(names)}
        if change.get("kind") == "withdraw":  # what does not fit any more, too: the work cannot be converted then
            return texts, withdraw(manifest, _read_changes(folder, manifest), texts, change)
        return texts, apply_change(self.open(name), texts, change)

    def list_entries(self, name: str) -> Json:
        """Return what has been written about a work, though it may not fit any more."""
        with self.lock:
            folder = self.project.work_folder(name)
            manifest, journal = read_manifest(folder), self._open_journal(folder)
            told = show_entries(manifest.decisions, _read_changes(folder, manifest))
            return {**told, "undo": len(journal.done), "redo": len(journal.undone)}

    # -- what is chosen

    def weigh(self, name: str, change: Json) -> Json:
        """Return what a change would change, before it is taken."""
        begun = perf_counter()
        with self.lock:
            view, folder = self._view(name), self.project.work_folder(name)
            made = self._try(folder, self._apply(name, folder, change)[1])
            told = compare_views(view, made)
        return {**told, "ms": round((perf_counter() - begun) * 1000)}

    def take(self, name: str, change: Json) -> Json:
        """Write a change into the work's files; nothing is written where the work cannot be converted so."""
        with self._writing(name) as (folder, journal):
            texts, after = self._apply(name, folder, change)
            made = self._try(folder, after)
            journal.change(texts, after)
            self._views[name] = _tell_state(folder), made
            return self.show(name)

    def take_back(self, name: str) -> Json:
        """Undo the last change of a work."""
        with self._writing(name) as (_folder, journal):
            journal.undo()
            return self.show(name)

    def make_again(self, name: str) -> Json:
        """Make the change again that was undone last."""
        with self._writing(name) as (_folder, journal):
            journal.redo()
            return self.show(name)

    @contextmanager
    def _writing(self, name: str) -> Iterator[tuple[Path, Journal]]:
        """Yield a work's folder and journal, alone with them, on another desk too."""
        with self.lock, hold_lock(self.project.root / ".build" / "desk" / "desk.lock"):
            folder = self.project.work_folder(name)
            yield folder, self._open_journal(folder)

    def _open_journal(self, folder: Path) -> Journal:
        return Journal(self.project.root / ".build" / "desk" / f"{folder.name}.jsonl", folder)

    def show(self, name: str) -> Json:
        """Return the state of a work."""
        with self.lock:
            journal = self._open_journal(self.project.work_folder(name))
            return {**show_work(self._view(name)), "undo": len(journal.done), "redo": len(journal.undone)}

    def foresee(self, name: str) -> Json:
        """Return what publishing a work promises and writes."""
        with self.lock:
            return foresee(self.project, self._view(name))

    def publish(self, name: str, *, is_sure: bool) -> Json:
        """Publish a work; see `publish_work`."""
        with self._writing(name) as (_folder, journal):
            return publish_work(self.project, self._view(name), journal, is_sure=is_sure)

    def find_page(self, name: str, path: str) -> tuple[bytes, str]:
        """Return a file of the site as it will be, and its kind."""
        folder = self.project.work_folder(name)
        return self._pages.find(path, folder, _tell_state(folder))


def _read_changes(folder: Path, manifest: Manifest) -> list[Emendation]:
    """Return the emendations to the files of a work's edition, in order."""
    return [
        one for entry in manifest.parts if entry.emendations for one in read_emendations(folder / entry.emendations)
    ]


def _tell_state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells one state of a work's files from another."""
    told = ((entry.name, entry.stat()) for entry in sorted(folder.iterdir()) if entry.is_file())
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in told)
