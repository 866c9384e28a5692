"""A project at the desk: its works, each opened once and converted anew whenever its own files say something else."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from build_tools.cache import WorkCache, hash_folder
from build_tools.desk.showing import Json, list_doubts, show_work
from build_tools.errors import ManifestError, describe_failure
from build_tools.folders import Project
from build_tools.messages import _, spoken
from build_tools.model.verdict import judge
from build_tools.pipeline import Opened, Work, convert_opened, open_work
from build_tools.publish.site_config import read_site_config
from build_tools.source.emendations import read_emendations
from build_tools.source.manifest import Manifest, read_manifest
from build_tools.tasks import load_work


@dataclass(frozen=True)
class _Kept:
    """A work as it was read; `files` tells one state of what it was read from from another."""

    files: Any
    opened: Opened


class Desk:
    """What is open on the desk.

    Args:
        project: its folders.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.lock = threading.RLock()
        self._kept: dict[str, _Kept] = {}
        self._works: dict[str, tuple[str, Work]] = {}

    def folder(self, work: str) -> Path:
        """Return a work's folder.

        Raises:
            ManifestError: there is no such work.
        """
        found = next((folder for folder in self.project.work_folders() if folder.name == work), None)
        if found is None:
            raise ManifestError(
                _("there is no work of this name"),
                path=self.project.seeds,
                remedy=_("open one of those that are listed"),
            )
        return found

    def list_works(self) -> Json:
        """Return the works, with what is to be done about each."""
        config = self.project.root / "mkdocs.yml"
        site = read_site_config(config).name if config.is_file() else self.project.root.name
        works = [self._describe(folder) for folder in self.project.work_folders()]
        return {"site": site, "lang": spoken(), "works": works}

    def _describe(self, folder: Path) -> Json:
        told: Json = {"work": folder.name, "title": "", "draft": False, "verdict": "failed", "doubts": 0, "error": None}
        try:
            work = load_work(WorkCache(self.project.cache), folder, hash_folder(folder))
        except Exception as error:
            failure = describe_failure(error, folder)
            return {**told, "error": {"says": failure.message, "remedy": failure.remedy}}
        doubts = list_doubts(work)
        title = work.base.edition.title
        verdict = judge(doubts).kind.value
        return {**told, "title": title, "draft": work.manifest.draft, "verdict": verdict, "doubts": len(doubts)}

    def open(self, name: str) -> Work:
        """Return a work as its files say now."""
        folder = self.folder(name)
        with self.lock:
            state = hash_folder(folder)
            if name not in self._works or self._works[name][0] != state:
                self._works[name] = state, self.convert(folder, read_manifest(folder), folder)
            return self._works[name][1]

    def convert(self, folder: Path, manifest: Manifest, told: Path) -> Work:
        """Return a work as a manifest and the emendations in a folder `told` say; what was read of it is kept."""
        files = (manifest.pictures, [replace(entry, emendations="") for entry in manifest.witnesses])
        kept = self._kept.get(folder.name)
        if kept is None or kept.files != files:
            kept = self._kept[folder.name] = _Kept(files, open_work(folder, manifest))
        changes = [read_emendations(told / one.emendations) if one.emendations else () for one in manifest.parts]
        opened = replace(
            kept.opened,
            files=tuple(replace(file, emendations=own) for file, own in zip(kept.opened.files, changes, strict=True)),
        )
        return convert_opened(folder, manifest, opened)

    def show(self, name: str) -> Json:
        """Return the state of a work."""
        with self.lock:
            return {**show_work(self.open(name)), "undo": 0, "redo": 0}
