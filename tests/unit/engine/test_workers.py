"""What becomes of the works when a process is lost, or a conversion fails in a way that nobody foresaw."""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools import cli
from build_tools.engine import tasks
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.engine.tasks import Outcome, Task, do_task, lose_task
from build_tools.engine.workers import Workers, spread
from build_tools.errors import AnchorError, DefectError, PublisherError, describe_failure
from build_tools.pipeline import Work

TEXT = "某市某某发展规划\n一、优化空间布局\n加快建设。\n"


def refuse(code: int, path: Path) -> None:
    raise OSError(code, os.strerror(code), str(path))


def add_work(root: Path, work: str) -> None:
    folder = root / "seeds" / work
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, "utf-8", newline="\n")
    digest = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    (folder / "manifest.toml").write_text(f'[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n', "utf-8")


def shout(word: str) -> str:
    """What a process does: "bad" kills it, as a system that has no memory left does."""
    if word == "bad":
        os.kill(os.getpid(), signal.SIGKILL)
    return word.upper()


def test_results_come_in_the_order_of_the_arguments() -> None:
    workers: Workers[str, str] = Workers(2, lambda word: f"lost {word}")
    words = [f"word {number}" for number in range(20)]
    assert list(workers(shout, words)) == [word.upper() for word in words]


@pytest.mark.parametrize("at", [0, 3, 9])
def test_a_lost_process_costs_only_what_killed_it(at: int) -> None:
    words = [f"word {number}" for number in range(9)]
    words.insert(at, "bad")
    expected = [f"lost {word}" if word == "bad" else word.upper() for word in words]
    assert list(Workers(2, lambda word: f"lost {word}")(shout, words)) == expected


def convert_or_die(task: Task) -> Outcome:
    """What a process does with a work: the one named "m" kills it."""
    if task.folder.name == "m":
        os.kill(os.getpid(), signal.SIGKILL)
    return do_task(task)


def test_the_works_beside_a_lost_one_are_converted(tmp_path: Path) -> None:
    names = "abcdefghmnopqrstu"
    for name in names:
        add_work(tmp_path, name)
    (tmp_path / "seeds" / "c" / "a.txt").unlink()
    workers = Workers(2, lose_task)
    conversion = convert_project(Project(tmp_path), mapper=lambda _, tasks: workers(convert_or_die, tasks))
    assert [record.work for record in conversion.records] == [name for name in names if name not in "cm"]
    told = [str(error).partition("seeds")[2].partition("\n")[0] for error in conversion.errors]
    assert [message.partition(";")[0] for message in told] == [
        "/c/manifest.toml: the witness a.txt is missing",
        "/m: the process that converted this work was killed, and once more when it ran alone",
    ]


def test_an_error_reaches_another_process_whole() -> None:
    error = AnchorError("lost", remedy="declare it", path=Path("a"), line_no=3)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.exit_code) == (AnchorError, str(error), 5)


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("too deep"), KeyError("x"), OSError(28, "No space")])
def test_whatever_a_conversion_raises_is_the_error_of_that_work(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert = tasks.convert_work

    def fail_on_one(folder: Path) -> Work:
        if folder.name == "one":
            raise error
        return convert(folder)

    monkeypatch.setattr(tasks, "convert_work", fail_on_one)
    add_work(tmp_path, "one")
    add_work(tmp_path, "two")
    conversion = convert_project(Project(tmp_path))
    assert [record.work for record in conversion.records] == ["two"]
    assert [found.path for found in conversion.errors] == [tmp_path / "seeds" / "one"]
    assert pickle.loads(pickle.dumps(conversion.errors[0])).__traceback__ is None


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("too deep"), KeyError("x"), OSError(28, "No space")])
def test_no_command_ends_in_a_traceback(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("build_tools.pipeline.convert_files", fail)
    page = tmp_path / "page.html"
    page.write_text("一、甲", "utf-8")
    assert cli.main(["outline", str(page)]) == 8
    told = capsys.readouterr().err
    assert told.startswith(f"error: {page}: ")
    assert "\n  remedy: " in told


def test_what_is_an_error_already_stays_as_it_is() -> None:
    error = PublisherError("known", remedy="do this")
    assert describe_failure(error, Path("a")) is error


@pytest.mark.parametrize(
    ("act", "told", "at"),
    [
        (lambda root: (root / "file/a").write_text("x"), "a file stands here where a folder belongs", "file"),
        (lambda root: (root / "file").mkdir(), "a file stands here where a folder belongs", "file"),
        (lambda root: (root / "folder").read_text(), "a folder stands here where a file belongs", "folder"),
        (lambda root: (root / "file").replace(root / "folder"), "a folder stands here where a file belongs", "folder"),
        (lambda root: (root / "loop").read_text(), "symbolic links lead round in a circle here", "loop"),
        (lambda root: (root / "gone").read_text(), "this is not there", "gone"),
        (lambda root: (root / ("a" * 300)).write_text("x"), "this name is too long for the disk", ""),
        (lambda root: refuse(errno.EBUSY, root / "folder"), "this is a mount, and cannot be replaced", "folder"),
    ],
)
def test_what_the_system_refuses_is_told_with_what_stands_in_the_way(
    act: Callable[[Path], object], told: str, at: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError) as caught:  # noqa: PT011 - which one, is what is asked
        act(tmp_path)
    error = describe_failure(caught.value)
    assert (error.message, error.path) == (told, tmp_path / at)
    assert error.remedy


@pytest.mark.parametrize("jobs", ["-1", "62", "many"])
def test_a_number_of_processes_that_cannot_be_is_refused(jobs: str) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["convert", "--jobs", jobs])
    assert caught.value.code == 2


def test_a_cache_that_cannot_be_written_costs_no_work(tmp_path: Path) -> None:
    add_work(tmp_path, "one")
    (tmp_path / ".build").write_text("a file where the cache's folder should be", "utf-8")
    assert [record.work for record in convert_project(Project(tmp_path)).records] == ["one"]


def test_what_is_made_of_a_site_comes_in_order_and_errors_as_they_are() -> None:
    assert list(spread(str, [1, 2, 3], 2)) == list(spread(str, [1, 2, 3], 1)) == ["1", "2", "3"]
    with pytest.raises(ValueError, match="invalid literal"):
        list(spread(int, ["1", "x"], 2))
    with pytest.raises(DefectError, match="was killed"):
        list(spread(os._exit, [1, 1], 2))
