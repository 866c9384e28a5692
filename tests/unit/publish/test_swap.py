"""Kills builds at every moment that matters and looks at what a reader would still see."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from build_tools.errors import SiteError
from build_tools.publish import swap
from build_tools.publish.site import build_site
from tests.filling import copy_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Digest = Callable[[Path], dict[str, str]]

KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from build_tools.publish import swap
from build_tools.publish.site import build_site
from tests.filling import copy_pages

# A shell that starts something in its background has it ignore the key for stopping.
signal.signal(signal.SIGINT, signal.default_int_handler)
project, fatal_stage, atomic = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "atomic"
if not atomic:
    swap.exchange = lambda first, second: False

def die(stage):
    if stage == fatal_stage:
        os.kill(os.getpid(), signal.SIGKILL)

build_site(project, project / "site", fill=copy_pages, quiet=True, on_stage=die)
"""

# A Markdown extension that tells its process id and waits until it may go on.
WAITING_EXTENSION = """
import os, pathlib, time

def makeExtension(**settings):
    root = pathlib.Path(__file__).parent
    (root / "waiting.part").write_text(str(os.getpid()))
    (root / "waiting.part").rename(root / "waiting")
    deadline = time.monotonic() + 60
    while not (root / "go").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    from markdown.extensions import Extension
    class Nothing(Extension):
        def extendMarkdown(self, md): pass
    return Nothing()
"""


def build(project: Path) -> None:
    build_site(project, project / "site", fill=copy_pages, quiet=True)


def change(project: Path) -> None:
    with (project / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n新的一段。\n")


def await_file(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} did not appear"
        time.sleep(0.01)


def list_leftovers(project: Path) -> list[str]:
    return sorted(path.name for path in (project / ".build").glob("site-*"))


@pytest.fixture(scope="module")
def built(shared_project: Path) -> Path:
    """A project with its site, its pages changed since, and the site that they give in `next`."""
    build(shared_project)
    change(shared_project)
    build_site(shared_project, shared_project / "next", fill=copy_pages, quiet=True)
    return shared_project


@pytest.fixture
def versions(built: Path, project: Path, digest: Digest) -> tuple[dict[str, str], dict[str, str]]:
    """Copy the built site and the changed pages; return the digest of the site and of the one that they will give."""
    shutil.copytree(built, project, dirs_exist_ok=True)
    return digest(project / "site"), digest(project / "next")


@pytest.mark.parametrize("kind", ["file", "link", "link within"])
def test_a_spare_site_leads_nowhere_else(tmp_path: Path, kind: str) -> None:
    spare, other = tmp_path / ".build/site.spare", tmp_path / "other"
    other.mkdir()
    (other / "own.txt").write_text("own", "utf-8")
    spare.parent.mkdir()
    if kind == "file":
        spare.write_text("", "utf-8")
    elif kind == "link":
        spare.symlink_to(other)
    else:
        spare.mkdir()
        (spare / "plans").symlink_to(other)
    with swap.open_workshop(tmp_path / "site") as workshop:
        assert list(workshop.staging.iterdir()) == []
        workshop.swap_in(lambda _stage: None)
    assert (other / "own.txt").read_text("utf-8") == "own"
    assert not spare.is_symlink()


def test_the_next_build_begins_with_the_folders_of_pages(tmp_path: Path) -> None:
    with swap.open_workshop(tmp_path / "site") as workshop:
        for name in ("0/plans/a", "1/plans/b"):
            (workshop.raw / name).mkdir(parents=True)
            (workshop.raw / name / "index.html").touch()
        workshop.swap_in(lambda _stage: None)
        workshop.spare_folders("hant")
    with swap.open_workshop(tmp_path / "site") as workshop:
        found = sorted(path.relative_to(workshop.staging).as_posix() for path in workshop.staging.rglob("*"))
        assert found == ["hant", "hant/plans", "hant/plans/b", "plans", "plans/a"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stage", "way", "shows_new", "leftover"),
    [
        ("building", "atomic", False, "site-new-"),
        ("built", "atomic", False, "site-new-"),
        ("checked", "atomic", False, "site-new-"),
        ("swapped", "atomic", True, "site-new-"),
        ("checked", "renames", False, "site-new-"),
        ("swapped", "renames", True, "site-old-"),
    ],
)
def test_killed_build_leaves_a_whole_site(
    project: Path,
    digest: Digest,
    versions: tuple[dict[str, str], dict[str, str]],
    stage: str,
    way: str,
    shows_new: bool,
    leftover: str,
) -> None:
    old, new = versions
    assert old != new
    killed = subprocess.run([sys.executable, "-c", KILLED_BUILD, project, stage, way], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert digest(project / "site") == (new if shows_new else old)
    assert [name for name in list_leftovers(project) if not name.startswith((leftover, "site-raw-"))] == []
    assert any(name.startswith(leftover) for name in list_leftovers(project))
    build(project)
    assert digest(project / "site") == new
    assert list_leftovers(project) == []


@pytest.mark.slow
def test_build_killed_between_two_renames_is_healed_by_the_next_start(
    project: Path, digest: Digest, versions: tuple[dict[str, str], dict[str, str]]
) -> None:
    old, _ = versions
    killed = subprocess.run([sys.executable, "-c", KILLED_BUILD, project, "swapping", "renames"], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (project / "site").exists()
    (project / "docs/index.md").write_text("[乙](b.md)", encoding="utf-8")
    with pytest.raises(SiteError):  # even a build that fails puts the last good site back
        build(project)
    assert digest(project / "site") == old
    assert list_leftovers(project) == []


@pytest.mark.slow
def test_first_build_that_is_killed_leaves_no_site(project: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_BUILD, project, "checked", "atomic"], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (project / "site").exists()


@pytest.mark.slow
def test_build_killed_while_mkdocs_runs_holds_the_lock_until_mkdocs_ends(
    project: Path, digest: Digest, versions: tuple[dict[str, str], dict[str, str]]
) -> None:
    old, _ = versions
    (project / "waiting_extension.py").write_text(WAITING_EXTENSION, encoding="utf-8")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("extensions: [", "extensions: [waiting_extension, ")
    config.write_text(text, encoding="utf-8")
    arguments = [sys.executable, "-c", KILLED_BUILD, project, "none", "atomic"]
    with subprocess.Popen(arguments) as process:
        await_file(project / "waiting")
        process.kill()
    assert digest(project / "site") == old
    with (project / ".build/site.lock").open() as lock:
        with pytest.raises(OSError) as raised:  # noqa: PT011 - the number says which
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert raised.value.errno == errno.EWOULDBLOCK
        (project / "go").touch()
        fcntl.flock(lock, fcntl.LOCK_EX)
    assert digest(project / "site") == old
    build(project)
    assert list_leftovers(project) == []


@pytest.mark.slow
def test_interrupted_build_stops_mkdocs_and_clears_up(project: Path) -> None:
    (project / "waiting_extension.py").write_text(WAITING_EXTENSION, encoding="utf-8")
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("extensions: [", "extensions: [waiting_extension, "),
        encoding="utf-8",
    )
    arguments = [sys.executable, "-c", KILLED_BUILD, project, "none", "atomic"]
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL) as process:
        await_file(project / "waiting")
        process.send_signal(signal.SIGINT)  # to this process alone, as no terminal would
        process.wait(timeout=30)
    mkdocs = int((project / "waiting").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(mkdocs, 0)
    assert list_leftovers(project) == []


def test_reader_never_meets_a_missing_or_torn_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    texts = {text * 2000 for text in "旧新"}

    def put(text: str) -> None:
        with swap.open_workshop(site) as workshop:
            (workshop.staging / "index.html").write_text(text * 2000, encoding="utf-8")
            workshop.swap_in(lambda _stage: None)

    put("旧")
    if not swap.exchange(site, _copy_of(site)):
        pytest.skip("this file system cannot exchange two directories")

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    done = threading.Event()
    seen: list[tuple[int, str]] = []

    def read() -> None:
        while not done.is_set():
            connection = HTTPConnection("127.0.0.1", server.server_port)
            connection.request("GET", "/index.html")
            response = connection.getresponse()
            seen.append((response.status, response.read().decode("utf-8")))
            connection.close()

    reading = threading.Thread(target=read)
    reading.start()
    try:
        for turn in range(200):
            put("新旧"[turn % 2])
    finally:
        done.set()
        reading.join()
        server.shutdown()
        serving.join()
        server.server_close()
    assert {status for status, _ in seen} == {200}
    assert {text for _, text in seen} == texts


def _copy_of(site: Path) -> Path:
    copy = site.with_name("copy")
    copy.mkdir()
    (copy / "index.html").write_bytes((site / "index.html").read_bytes())
    return copy


def test_half_deleted_site_is_never_put_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (tmp_path / ".build/site-trash-1").mkdir(parents=True)
    (tmp_path / ".build/site-old-1").mkdir()
    (tmp_path / ".build/site-old-1/index.html").write_text("旧", encoding="utf-8")
    (tmp_path / ".build/other-old-1").mkdir()
    swap.recover_site(site)
    assert (site / "index.html").read_text(encoding="utf-8") == "旧"
    assert [path.name for path in (tmp_path / ".build").iterdir()] == ["other-old-1"]


def test_exchange_reports_what_the_system_refuses(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    if sys.platform != "linux":
        pytest.skip("renameat2 is Linux's")
    with pytest.raises(FileNotFoundError):
        swap.exchange(tmp_path / "a", tmp_path / "missing")


def test_what_belongs_to_a_site_of_a_similar_name_stays(tmp_path: Path) -> None:
    others = [tmp_path / ".build" / name for name in ("site-new-new-1", "site-old-raw-1")]
    for other in others:
        other.mkdir(parents=True)
    swap.recover_site(tmp_path / "site")
    assert all(other.is_dir() for other in others)
    assert not (tmp_path / "site").exists()
