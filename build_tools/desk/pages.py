"""The pages of a work as they will be: those of the built site, and in place of what has changed those of today."""

import mimetypes
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Any

from build_tools.commands.watching import WatchedSite
from build_tools.engine.folders import Project
from build_tools.errors import SiteError
from build_tools.messages import _, spoken
from build_tools.publish.script_tree import TREE as TREE

POLICY = (
    "default-src 'self' data:; script-src 'none'; style-src 'self' 'unsafe-inline'; form-action 'none';"
    " base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
"""Of the pages: they work without scripts, and text of strangers' documents stands in them."""


class Pages:
    """Pages of a project's site."""

    def __init__(self, project: Project) -> None:
        self._project, self._site = project, project.site
        self._watched: WatchedSite | None = None
        self._seen: Any = None
        self._problems: list[str] = []
        self._lock = Lock()

    def find(self, path: str, work: Path, state: object) -> tuple[bytes, str]:
        """Return a file of the site and its kind.

        Args:
            path: in the site.
            work: the folder of the work that is edited.
            state: tells one state of it from another.

        Raises:
            SiteError: there is no such file, or no site can be built.
        """
        name = path if path and not path.endswith("/") else f"{path}index.html"
        with self._lock:
            watched = self._open()
            if self._seen is not None and self._seen != (work, state):
                watched.refresh({work / "manifest.toml"})
            self._seen = work, state
            file = (self._site / name).resolve()
            missing = SiteError(
                _("the site has no page {path}", path=path[:80]), remedy=_("go back to the work's page")
            )
            if not file.is_relative_to(self._site.resolve()):
                raise missing
            try:
                shown = watched.find(name)
            except FileNotFoundError:
                raise missing from None
        if shown is None and not file.is_file():
            raise missing
        data = shown.data if shown is not None else file.read_bytes()
        return data, mimetypes.guess_type(name)[0] or "application/octet-stream"

    def _open(self) -> WatchedSite:
        if self._watched is None:
            if not (self._site / "index.html").is_file():
                self._build()
            self._watched = WatchedSite(self._project, self._site, self._problems.append)
            self._watched.refresh()
        return self._watched

    def _build(self) -> None:
        """Build the site for the first time, as the command does."""
        command = [sys.executable, "-m", "build_tools", "build", "--quiet", "--lang", spoken()]
        done = subprocess.run([*command, "--project", str(self._project.root)], capture_output=True, check=False)  # noqa: S603 - no shell
        if not (self._site / "index.html").is_file():
            told = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise SiteError(
                _("the site could not be built: {told}", told=told),
                remedy=_("run `plan-publisher build`, which says why"),
            )
