"""Word files of old through `antiword`: its DocBook as text, and what is told without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.source import other_readers

PROGRAM = """#!/bin/sh
case "$*" in
*db*) {action};;
*) echo "  Version: 0.37  (21 Oct 2005)";;
esac
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, action: str) -> None:
    """Put a program called antiword into the path that does `action`."""
    program = folder / "antiword"
    program.write_text(PROGRAM.format(action=action), "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(other_readers, "find_program", lambda _: str(program))


def test_its_docbook_is_read_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = "<?xml version='1.0'?><book><bookinfo><date>2013</date></bookinfo><para>甲 &lt;乙&gt;</para></book>"
    install(tmp_path, monkeypatch, f'echo "{book}"')
    assert other_readers.find_text(b"1") == ("甲 <乙>\n", "antiword 0.37")


def test_a_file_that_it_cannot_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "echo source.doc is not a Word Document. >&2")
    with pytest.raises(OSError, match=r"cannot read it: source\.doc is not a Word"):
        other_readers.find_text(b"1")


def test_without_it_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_readers, "find_program", lambda _: "")
    with pytest.raises(FileNotFoundError, match="is not installed"):
        other_readers.find_text(b"1")
