"""What tests of several kinds share: the works' clauses, the search's queries, a small project and its built site."""

from __future__ import annotations

import fcntl
import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.loading import load_script

if TYPE_CHECKING:
    from build_tools.model.clause import WorkClauses

ROOT = Path(__file__).resolve().parents[1]

# Tests start the program hundreds of times: where the environment lets nothing be kept compiled, all of it would be
# compiled each time, and the tests themselves by each process.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Messages are read in English, whatever the machine speaks.
os.environ["LC_ALL"] = "C.UTF-8"

# A verdict on a proposed change must not hang on luck; on one's own machine every run draws new examples. How long one
# takes says nothing on a machine that does other things, too.
settings.register_profile("ci", derandomize=True, database=None, print_blob=True, deadline=None)
settings.register_profile("local", print_blob=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# What shares fonts or works that are dear to make is run by one process.
_TOGETHER = frozenset({"epub", "faults", "pdf"})
# Folders and modules that take longest, the longest first: what is begun last must be short, or one process waits for
# the other.
_LONGEST = (
    "tests/browser/test_hostile.py",
    "tests/browser/test_access.py",
    "tests/unit/test_broken_input.py",
    "tests/browser/test_search.py",
    "tests/browser/test_site.py",
    "tests/faults",
    "tests/pdf",
    "tests/browser",
    "tests/deploy",
    "tests/unit/test_growth.py",
    "tests/remedies",
    "tests/epub",
    "tests/properties",
)


def _scope_of(nodeid: str) -> str:
    """What is given to one process: such a folder, of all else a module."""
    folder = nodeid.split("/")[1]
    return f"tests/{folder}" if folder in _TOGETHER else nodeid.partition("::")[0]


def _rank(nodeid: str) -> int:
    scope = _scope_of(nodeid)
    return next((at for at, name in enumerate(_LONGEST) if scope.startswith(name)), len(_LONGEST))


class _ByCost(LoadScopeScheduling):
    """Gives out what is shared, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        return _scope_of(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Schedule by what is shared, and by what it takes: what comes first in the collection is begun first."""
    config.option.loadscopereorder = False
    return _ByCost(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest where several processes share the work."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: _rank(item.nodeid))


def pytest_collection_finish() -> None:
    """Let no search for garbage go through thousands of tests and all modules again and again."""
    gc.freeze()


# Where the small project's site says it stands: a project's page of a code host.
SMALL_PREFIX = "/library/"
SMALL_URL = f"https://example.org{SMALL_PREFIX}"
SMALL_TERMS = frozenset({"5g", "cad", "eda", "industrial-internet", "mes", "plc"})


@pytest.fixture(scope="session")
def search_benchmark() -> Any:
    """benchmarks/search.py: tests and benchmark draw the same queries."""
    return load_script("benchmarks/search.py")


@pytest.fixture(scope="session")
def clauses(search_benchmark: Any) -> list[WorkClauses]:
    return search_benchmark.collect_works()  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def queries(search_benchmark: Any, clauses: list[WorkClauses]) -> list[str]:
    drawn = search_benchmark.draw_queries(clauses)
    return [query for kind in drawn.values() for query in kind]


def copy_small_project(target: Path) -> Path:
    """Copy the project with an excerpt of its glossary: all kinds of pages, few of each."""
    shutil.copytree(ROOT / "docs", target / "docs", ignore=shutil.ignore_patterns("glossary"))
    shutil.copytree(ROOT / "seeds", target / "seeds")
    for name in ("mkdocs.yml", "anchors.lock"):
        shutil.copyfile(ROOT / name, target / name)
    config, lock = target / "mkdocs.yml", target / "anchors.lock"
    config.write_text(re.sub(r"(vocabularies: ).*", r"\1[]", config.read_text("utf-8")), "utf-8")
    lock.write_text(re.sub(r"(?m)^\[glossary/\]\n(.+\n)*\n?", "", lock.read_text("utf-8")), "utf-8")
    table = target / "seeds/glossary.toml"
    tables = (ROOT / "build_tools/source/vocabularies").glob("*.toml")
    terms = [term for one in tables for term in re.split(r"(?m)^\[\[term\]\]\n", one.read_text("utf-8"))[1:]]
    kept = [term for term in terms if re.match(r'id = "([^"]*)"', term)[1] in SMALL_TERMS]  # type: ignore[index]
    assert len(kept) == len(SMALL_TERMS)
    # What is related has been left out.
    table.write_text("".join("[[term]]\n" + re.sub(r"(?m)^related = .*\n", "", term) for term in kept), "utf-8")
    return target


class StartBuild(Protocol):
    def __call__(self, project: Path, **environment: str) -> subprocess.Popen[str]: ...


@pytest.fixture(scope="session")
def start_build() -> StartBuild:
    """Return a function that starts `make site`'s command in a project; wait for it with `communicate`."""

    def start(project: Path, **environment: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "build_tools", "build", "--project", str(project), "--quiet", "--jobs", "1"]
        settings = {**os.environ, "PYTHONPATH": str(ROOT), "SITE_URL": SMALL_URL, **environment}
        return subprocess.Popen(command, env=settings, stderr=subprocess.PIPE, text=True, cwd=project)

    return start


Fill = Callable[[Path], object]
MakeOnce = Callable[[str, Fill], Path]


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """Return a function, `make_once(name, fill)`, that fills a folder once for all processes of a run; returns it.

    `fill` gets the path of a folder that is not there yet. Nobody may change what it has made.
    """
    own = tmp_path_factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str, fill: Fill) -> Path:
        folder, made = root / "once" / name, root / "once" / f"{name}.made"
        folder.parent.mkdir(exist_ok=True)
        with (root / "once" / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a process that failed at it
                fill(folder)
                made.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def small_project(make_once: MakeOnce, start_build: StartBuild) -> Path:
    """A small project, built once a run for SMALL_URL; tests leave it as it is."""

    def fill(project: Path) -> None:
        process = start_build(copy_small_project(project))
        assert (process.communicate()[1], process.returncode) == ("", 0)

    return make_once("small", fill)


@pytest.fixture(scope="session")
def small_site(small_project: Path) -> Path:
    """Its site, with both trees, books, and the offline copy."""
    return small_project / "site"
