"""What has been changed at the desk, for undoing: a file of lines that is only added to.

A change is a line here, on the disk, before it is in the work's files; a further line says that it is there. So a
program that is killed in between loses no decision: the next one finds the line and completes the files.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from build_tools.errors import ManifestError
from build_tools.messages import _
from build_tools.publish.docs import write_whole

Texts = Mapping[str, str | None]
"""Name in the work's folder → text; None where there is no such file."""


class Journal:
    """The changes of one work."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path, self._folder = path, folder
        self.undone: list[dict[str, Any]] = []
        self.done: list[dict[str, Any]] = []
        last: dict[str, Any] | None = None
        for entry in self._read():
            if "op" in entry:
                self._follow(entry)
            last = entry
        if last is not None and "op" in last:
            self._complete(last)

    def _read(self) -> list[dict[str, Any]]:
        """Return the entries; a line that was cut off by a crash stands for nothing that was done."""
        entries = []
        for line in self._path.read_text("utf-8").split("\n") if self._path.is_file() else ():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict):
                entries.append(entry)
        return entries

    def _follow(self, entry: dict[str, Any]) -> None:
        if entry["op"] == "do":
            self.done.append(entry)
            self.undone.clear()
        elif entry["op"] == "undo":
            self.undone.append(self.done.pop())
        else:
            self.done.append(self.undone.pop())

    def _complete(self, entry: dict[str, Any]) -> None:
        """Carry out what was begun, unless somebody else has changed the files since."""
        if all(self._hold(name) in texts for name, texts in entry["files"].items()):
            self._write(entry)
        self._append({"end": True})

    def _hold(self, name: str) -> str | None:
        path = self._folder / name
        return path.read_text("utf-8") if path.is_file() else None

    def change(self, before: Texts, after: Texts) -> None:
        """Write a work's files, and remember what they were."""
        files = {name: [before.get(name), text] for name, text in after.items() if before.get(name) != text}
        self._carry_out({"op": "do", "files": files})

    def undo(self) -> None:
        """Take the last change back.

        Raises:
            ManifestError: there is none, or a file was changed elsewhere since.
        """
        files = self._pick(self.done)["files"]
        self._carry_out({"op": "undo", "files": {name: [after, before] for name, (before, after) in files.items()}})

    def redo(self) -> None:
        """Make the change again that was taken back last; raises what `undo` does."""
        self._carry_out({"op": "redo", "files": self._pick(self.undone)["files"]})

    def _pick(self, entries: list[dict[str, Any]]) -> dict[str, Any]:
        if not entries:
            raise ManifestError(_("there is nothing to take back or to make again"), remedy=_("go on"))
        is_back = entries is self.done
        for name, (before, after) in entries[-1]["files"].items():
            if self._hold(name) != (after if is_back else before):
                raise ManifestError(
                    _("{name} has been changed elsewhere since", name=name),
                    path=self._folder / name,
                    remedy=_("change it there; what is chosen here from now on can be taken back again"),
                )
        return entries[-1]

    def _carry_out(self, entry: dict[str, Any]) -> None:
        if not entry["files"]:
            return
        self._append(entry)
        self._follow(entry)
        self._write(entry)
        self._append({"end": True})

    def _write(self, entry: dict[str, Any]) -> None:
        for name, (_before, after) in entry["files"].items():
            if after is None:
                (self._folder / name).unlink(missing_ok=True)
            else:
                write_whole(self._folder / name, after.encode("utf-8"))

    def _append(self, entry: dict[str, Any]) -> None:
        """Add a line; it is on the disk when this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            # A line that was cut off ends here.
            file.write(b"\n" + json.dumps(entry, ensure_ascii=False).encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())
