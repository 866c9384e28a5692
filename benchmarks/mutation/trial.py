"""Tests of a room, run in a forked process with one module of the package put in the place of its file.

Whoever forks has imported pytest and the outside libraries once and holds nothing of the package itself, so a trial
costs the import of the package and the tests that reach the changed statement, the quickest first, to the first that
fails.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

# A test may take so many times what it took unchanged and a second of CPU; importing and collecting so many seconds.
_TIMES, _GRACE, _TO_COLLECT = 8, 1.0, 30.0
_MEMORY = 4 << 30  # bytes of address space; a mutant that gathers without end fails there
# The longest test that is asked, in seconds of CPU: those that show how time grows say nothing about a rule.
LONGEST = 0.5
_LATE = 77  # exit code of a trial that ran out of time
_ON_IMPORT = "import"


@dataclass(frozen=True)
class Reach:
    """What the tests of a room reach, unchanged.

    Attributes:
        seconds: of each test, by its name.
        tests: module → line of a statement → names of the tests that run it; `everywhere` where it runs on import.
    """

    seconds: Mapping[str, float]
    tests: Mapping[str, Mapping[int, Collection[str]]]

    def tests_of(self, module: str, line: int) -> list[str]:
        """Return the tests that reach a statement, the quickest first; all of them for one that runs on import."""
        reached = self.tests.get(module, {}).get(line, ())
        chosen = self.seconds if not line or _ON_IMPORT in reached else reached
        return sorted((name for name in chosen if name in self.seconds), key=lambda name: (self.seconds[name], name))


class _Loader(importlib.abc.Loader):
    def __init__(self, code: Callable[[], CodeType], names: Mapping[str, Any]) -> None:
        self.code, self.names = code, names

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__.update(self.names)
        exec(self.code(), module.__dict__)  # noqa: S102 (that is what loading is)


class _Finder(importlib.abc.MetaPathFinder):
    """Loads modules of the package from syntax trees."""

    def __init__(
        self, root: Path, make: Callable[[str], ast.Module | None], names: Callable[[str], Mapping[str, Any]]
    ) -> None:
        self.root, self.make, self.names = root, make, names

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        file = self.root.joinpath(*name.split(".")).with_suffix(".py")
        if not name.startswith("build_tools.") or not file.is_file():
            return None
        module = file.relative_to(self.root / "build_tools").as_posix()
        tree = self.make(module)
        if tree is None:
            return None
        loader = _Loader(lambda: compile(tree, str(file), "exec"), self.names(module))
        return importlib.util.spec_from_file_location(name, file, loader=loader)


def warm_up() -> None:
    """Import the outside libraries; the package itself is forgotten again."""
    import hypothesis  # noqa: F401
    import xdist.scheduler  # noqa: F401

    import build_tools.pipeline  # noqa: F401

    for name in [name for name in sys.modules if name.partition(".")[0] == "build_tools"]:
        del sys.modules[name]


class _Recorder:
    """Writes down which statements each test runs and how long it takes."""

    def __init__(self) -> None:
        self.now = _ON_IMPORT
        self.reached: dict[str, dict[int, set[str]]] = {}
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    def probe(self, module: str) -> Mapping[str, Any]:
        lines = self.reached.setdefault(module, {})

        def reach(line: int) -> None:
            lines.setdefault(line, set()).add(self.now)

        return {"_reach": reach}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.now, start = item.nodeid, time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - start
        self.now = _ON_IMPORT

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        """What a shared fixture runs is run for every test that asks for it."""
        before = self.now
        if fixturedef.scope != "function":
            self.now = _ON_IMPORT
        yield
        self.now = before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


class _Chooser:
    """Runs the chosen tests in their order, each within its time."""

    def __init__(self, names: Sequence[str], seconds: Mapping[str, float]) -> None:
        self.places = {name: place for place, name in enumerate(names)}
        self.seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self.places), key=lambda i: self.places[i.nodeid])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, _GRACE + _TIMES * self.seconds[item.nodeid])


def _give_up(*_: object) -> None:
    os._exit(_LATE)


def _run_pytest(root: Path, files: Sequence[str], plugin: object) -> int:
    os.chdir(root)
    os.environ["CI"] = "true"  # Hypothesis draws the same examples in each trial
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-m", "not slow"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # Hypothesis is there before pytest is
    return int(pytest.main([*options, *files], plugins=[plugin]))


def _clear_ways(root: Path) -> None:
    sys.path.insert(0, str(root))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def start_trial(root: Path, tree: ast.Module, module: str, names: Sequence[str], seconds: Mapping[str, float]) -> int:
    """Start the tests `names` on a changed module; return the process, whose exit code is 0 where none noticed."""
    if child := os.fork():
        return child
    code = 1
    try:
        _clear_ways(root)
        limit = int(_TO_COLLECT + sum(_GRACE + _TIMES * seconds[name] for name in names))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))  # for a loop inside a C function
        signal.signal(signal.SIGVTALRM, _give_up)
        signal.setitimer(signal.ITIMER_VIRTUAL, _TO_COLLECT)
        sys.meta_path.insert(0, _Finder(root, lambda found: tree if found == module else None, lambda _: {}))
        files = sorted({name.partition("::")[0] for name in names})
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = _run_pytest(root, files, _Chooser(names, seconds))
    finally:
        os._exit(code)


def record_reach(root: Path, room: str, probe: Callable[[str], ast.Module], kept: Path) -> Reach:
    """Run the room's tests once, unchanged; what they reach is kept in a file.

    Raises:
        SystemExit: a test fails as it is.
    """
    if not kept.is_file() and not (child := os.fork()):
        try:
            _clear_ways(root)
            recorder = _Recorder()
            wanted = f"{room}/"
            sys.meta_path.insert(
                0, _Finder(root, lambda name: probe(name) if name.startswith(wanted) else None, recorder.probe)
            )
            _run_pytest(root, [f"tests/unit/{room}"], recorder)
            tests = {name: {line: sorted(names) for line, names in at.items()} for name, at in recorder.reached.items()}
            quick = {name: seconds for name, seconds in recorder.seconds.items() if seconds <= LONGEST}
            made = kept.with_suffix(".new")
            made.write_text(json.dumps({"failed": recorder.failed, "seconds": quick, "tests": tests}), "utf-8")
            made.replace(kept)
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(0)
    elif not kept.is_file():
        os.waitpid(child, 0)
    read = json.loads(kept.read_text("utf-8"))
    if read["failed"] or not read["seconds"]:
        kept.unlink()
        raise SystemExit(f"the tests of {room} fail unchanged: {read['failed']}")
    tests = {name: {int(line): reached for line, reached in at.items()} for name, at in read["tests"].items()}
    return Reach(read["seconds"], tests)
