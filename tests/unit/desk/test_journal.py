"""A kill at any moment leaves the files as they were or as they should be, and no decision is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.desk import journal as journals
from build_tools.desk.journal import Journal
from build_tools.errors import ManifestError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "a.toml").write_text("1", "utf-8")
    return tmp_path / "work"


def open_journal(folder: Path) -> Journal:
    return Journal(folder.parent / "desk" / "work.jsonl", folder)


def read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())}


def change(folder: Path, text: str, other: str | None = None) -> None:
    before = read(folder)
    open_journal(folder).change(before, {**before, "a.toml": text, **({"b.toml": other} if other else {})})


def test_changes_are_taken_back_and_made_again_by_another_program(folder: Path) -> None:
    change(folder, "2")
    change(folder, "3", "new")
    open_journal(folder).undo()
    assert read(folder) == {"a.toml": "2"}
    open_journal(folder).undo()
    assert read(folder) == {"a.toml": "1"}
    with pytest.raises(ManifestError, match="nothing"):
        open_journal(folder).undo()
    open_journal(folder).redo()
    open_journal(folder).redo()
    assert read(folder) == {"a.toml": "3", "b.toml": "new"}
    open_journal(folder).undo()
    change(folder, "4")
    assert (len(open_journal(folder).done), len(open_journal(folder).undone)) == (2, 0)


def test_what_was_changed_elsewhere_is_not_overwritten(folder: Path) -> None:
    change(folder, "2")
    (folder / "a.toml").write_text("by hand", "utf-8")
    with pytest.raises(ManifestError, match="elsewhere"):
        open_journal(folder).undo()
    assert read(folder) == {"a.toml": "by hand"}


@pytest.mark.parametrize("step", range(5))
def test_a_kill_loses_nothing(folder: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the journal is written, the change was never taken; from then on it is."""
    left = step

    class Kill(BaseException):
        pass

    def die(write: object) -> object:
        def wrapped(*arguments: object) -> None:
            nonlocal left
            if left == 0:
                raise Kill
            left -= 1
            write(*arguments)  # type: ignore[operator]

        return wrapped

    with monkeypatch.context() as patched:
        patched.setattr(journals, "write_whole", die(journals.write_whole))
        patched.setattr(Journal, "_append", die(Journal._append))
        if step < 4:
            with pytest.raises(Kill):
                change(folder, "2", "new")
        else:
            change(folder, "2", "new")
    opened = open_journal(folder)
    assert read(folder) == ({"a.toml": "1"} if step == 0 else {"a.toml": "2", "b.toml": "new"})
    assert len(opened.done) == (0 if step == 0 else 1)


def test_a_line_that_was_cut_off_is_no_change(folder: Path) -> None:
    change(folder, "2")
    path = folder.parent / "desk" / "work.jsonl"
    path.write_bytes(path.read_bytes() + b'{"op": "do", "files": {"a.to')
    assert read(folder) == {"a.toml": "2"}
    change(folder, "3")
    assert len(open_journal(folder).done) == 2


def test_a_crash_is_not_completed_over_what_somebody_wrote_since(folder: Path) -> None:
    opened = open_journal(folder)
    opened._append({"op": "do", "files": {"a.toml": ["1", "2"]}})
    (folder / "a.toml").write_text("by hand", "utf-8")
    open_journal(folder)
    open_journal(folder)
    assert read(folder) == {"a.toml": "by hand"}
