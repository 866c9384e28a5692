from __future__ import annotations

import json
import re
import shutil
import threading
import urllib.error
import urllib.request
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_tools import __version__
from build_tools.cli import main
from build_tools.commands.watching import Superseded, WatchedSite, watch_site
from build_tools.desk.pages import Pages
from build_tools.engine import tasks
from build_tools.engine.cache import WorkCache, hash_folder
from build_tools.engine.folders import Project
from build_tools.errors import ManifestError, SiteError
from build_tools.publish.file_events import open_events
from build_tools.publish.script_tree import TREE
from build_tools.publish.serve import _SiteHandler
from build_tools.publish.start import start_site
from tests.unit.engine.test_project import add_work

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "某县软件产业发展规划\n一、优化布局\n加快建设开放平台。\n二、培育企业\n深化合作。\n"
TERM = """[[term]]
id = "open-platform"
name = "开放平台"
english = "open platform"
definition = "供人共用的平台。"
basis = "《试验》"
kind = "software"
"""
PAGE = "plans/one/index.html"
_SIZE_RE = re.compile(r"\d+(\.\d)?\u00a0(kB|MB)")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site of two works, built."""
    root = tmp_path_factory.mktemp("watched") / "own"
    start_site(root, "某县文库", "", __version__)
    add_work(root, "one", TEXT)
    add_work(root, "two", TEXT.replace("软件", "算力"))
    (root / "seeds/glossary.toml").write_text(TERM, "utf-8")
    assert main(["build", "--project", str(root), "--quiet"]) == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    root = tmp_path / "own"
    shutil.copytree(built, root, copy_function=shutil.copy2)
    return root


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def watched(root: Path, told: list[str]) -> WatchedSite:
    watched = WatchedSite(Project(root), root / "site", told.append)
    watched.refresh()
    return watched


def snapshot(root: Path) -> dict[str, bytes]:
    paths = [path for name in ("site", "docs") for path in (root / name).rglob("*")]
    files = [*(path for path in paths if path.is_file()), root / "anchors.lock", root / ".build/site.parts"]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def show(watched: WatchedSite, site: Path, name: str) -> str:
    shown = watched.find(name)
    return (shown.data if shown else (site / name).read_bytes()).decode("utf-8")


def test_the_desk_shows_pages_as_they_will_be(root: Path) -> None:
    pages, folder = Pages(Project(root)), root / "seeds" / "one"
    before = snapshot(root)
    text, kind = pages.find("plans/one/", folder, 1)
    assert kind == "text/html"
    assert "某县软件产业发展规划" in text.decode()
    manifest = folder / "manifest.toml"
    manifest.write_text(f'[facts]\ntitle = "某县新规划"\n\n{manifest.read_text("utf-8")}', "utf-8")
    for path in ("plans/one/", f"{TREE}/plans/one/index.html"):
        assert re.search("某县新规划|某縣新規劃", pages.find(path, folder, 2)[0].decode())
    assert pages.find("assets/site.css", folder, 2)[1] == "text/css"
    for path in ("../mkdocs.yml", "nothing/", "plans/../../anchors.lock", "/etc/passwd"):
        with pytest.raises(SiteError):
            pages.find(path, folder, 2)
    assert snapshot(root) == before


def test_what_has_not_changed_is_taken_from_the_built_site(root: Path, watched: WatchedSite) -> None:
    pages = [path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*.html")]
    assert len(pages) > 20
    assert [name for name in pages if watched.find(name)] == []


def test_pages_are_shown_as_a_build_makes_them_then(root: Path, watched: WatchedSite) -> None:
    text = f"{TEXT}三、夯实基础\n建设某某基地。\n"
    changed = [add_work(root, "one", text, '[facts]\nplace = "某县"\nsource = "某网站"\n') / "manifest.toml"]
    changed += [root / "seeds/glossary.toml", root / "docs/index.md", root / "docs/own.md"]
    changed[1].write_text(TERM.replace("供人", "供企业"), "utf-8")
    changed[2].write_text(changed[2].read_text("utf-8") + "\n又一段。\n", "utf-8")
    changed[3].write_text("# 自己的页\n\n见[首页](index.md)。\n", "utf-8")
    before = snapshot(root)
    watched.refresh(changed)
    added = ["own/index.html", "hant/own/index.html"]
    names = [name.removeprefix("site/") for name in before if name.endswith(".html")]
    shown = {name: show(watched, root / "site", name) for name in (*names, *added)}
    live = {name for name in shown if watched.find(name)}
    assert {PAGE, f"hant/{PAGE}", "index.html", "glossary/open-platform/index.html", *added} <= live
    assert "建设某某基地" in shown[PAGE]
    assert "供企业共用" in shown["glossary/open-platform/index.html"]
    assert snapshot(root) == before
    assert main(["build", "--project", str(root), "--quiet"]) == 0
    # Sizes of books are those of the built site, for no book is made while the texts are edited.
    sound = {name: _SIZE_RE.sub("", page) for name, page in shown.items() if not name.endswith("404.html")}
    assert sound == {name: _SIZE_RE.sub("", (root / "site" / name).read_text("utf-8")) for name in sound}
    watched.refresh()
    assert [name for name in shown if watched.find(name)] == []


def test_a_work_of_its_own_comes_before_what_spans_works(root: Path, watched: WatchedSite) -> None:
    folder = add_work(root, "one", TEXT.replace("加快", "努力"))
    with pytest.raises(Superseded):
        watched.refresh([folder / "a.txt"], lambda: True)
    assert "努力建设" in show(watched, root / "site", PAGE)
    watched.refresh([folder / "a.txt"])
    assert "努力建设" in show(watched, root / "site", PAGE)


def test_a_broken_file_is_told_with_its_line_and_the_last_state_stays(
    root: Path, watched: WatchedSite, told: list[str]
) -> None:
    manifest = root / "seeds/one/manifest.toml"
    sound = manifest.read_text("utf-8")
    manifest.write_text(f"{sound}\n[facts\n", "utf-8")
    watched.refresh([manifest])
    (problem,) = watched.tell(PAGE).problems
    assert problem.startswith("seeds/one/manifest.toml:6: ")
    assert "remedy: " in problem
    assert told == [problem]
    assert watched.find(PAGE) is None
    manifest.write_text(f'{sound}[facts]\nsource = "某网站"\n', "utf-8")
    watched.refresh([manifest])
    assert watched.tell(PAGE).problems == ()
    assert "某网站" in show(watched, root / "site", PAGE)
    glossary = root / "seeds/glossary.toml"
    glossary.write_text(TERM.replace('"software"', '"soft"'), "utf-8")
    watched.refresh([glossary])
    assert "seeds/glossary.toml" in watched.tell(PAGE).problems[0]
    assert "某网站" in show(watched, root / "site", PAGE)


def test_a_lost_file_is_told_and_a_page_that_is_deleted_is_gone(root: Path, watched: WatchedSite) -> None:
    (root / "seeds/one/a.txt").unlink()
    watched.refresh([root / "seeds/one/a.txt"])
    assert "a.txt" in watched.tell(PAGE).problems[0]
    assert watched.find(PAGE) is None
    add_work(root, "one", TEXT)
    shutil.rmtree(root / "seeds/two")
    watched.refresh([root / "seeds/one/a.txt", root / "seeds/two"])
    with pytest.raises(FileNotFoundError):
        watched.find("plans/two/index.html")


def test_a_broken_promise_is_told_beside_the_page(root: Path, watched: WatchedSite) -> None:
    folder = add_work(root, "one", TEXT.replace("二、培育企业", "二、开放合作"))
    watched.refresh([folder / "a.txt"])
    assert 'one: "s2" now leads to another text' in watched.tell(PAGE).problems[0]
    assert "开放合作" in show(watched, root / "site", PAGE).replace("<wbr>", "")


def test_a_link_that_a_build_refuses_and_the_doubts_stand_beside_the_page(root: Path, watched: WatchedSite) -> None:
    page = root / "docs/index.md"
    page.write_text(f"{page.read_text('utf-8')}\n[无](nothing.md)\n", "utf-8")
    folder = add_work(root, "one", TEXT.replace("二、", "四、"))
    watched.refresh([page, folder / "a.txt"])
    assert "nothing.md" in watched.tell("index.html").problems[-1]
    assert [doubt.partition("：")[0] for doubt in watched.tell(PAGE).doubts] == ["one:4 numbering-jump"]
    assert watched.tell("plans/two/index.html").doubts == ()
    # A page that belongs to no work tells of all; each in its own script.
    assert watched.tell("index.html").doubts == watched.tell(PAGE).doubts
    assert watched.tell(PAGE).doubts[0].endswith("编号与前一个不相接，应为 2 四、培育企业")
    assert watched.tell(f"{TREE}/{PAGE}").doubts[0].endswith("編號與前一個不相接，應為 2 四、培育企業")


def test_what_is_written_while_it_is_read_is_not_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would be kept under the key of the text before, and a build would take it for done."""
    folder, store = root / "seeds/one", WorkCache(root / "other")
    key = hash_folder(folder)

    def read(folder: Path) -> object:
        add_work(root, "one", TEXT.replace("加快", "努力"))
        return tasks_convert(folder)

    tasks_convert = tasks.convert_work
    monkeypatch.setattr(tasks, "convert_work", read)
    with pytest.raises(ManifestError, match="written while it was read"):
        tasks.load_work(store, folder, key)
    assert store.get(tasks.CONVERTED, "one", key) is None


@pytest.fixture
def address(root: Path, told: list[str]) -> Iterator[str]:
    """Where a watched site is served."""
    with watch_site(Project(root), root / "site", told.append) as watched:
        handler = partial(_SiteHandler, directory=str(root / "site"), watched=watched)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()


def test_a_reader_hears_of_what_is_written(root: Path, address: str) -> None:
    with urllib.request.urlopen(f"{address}plans/one/") as answer:
        page = answer.read().decode("utf-8")
    key = page.partition('<script src="/.watch/panel.js" data-key="')[2].partition('"')[0]
    assert "connect-src 'self'" in page
    assert not any(".watch/" in path.read_text("utf-8") for path in (root / "site").rglob("*.html"))
    with urllib.request.urlopen(f"{address}.watch/panel.js") as answer:
        assert b"EventSource" in answer.read()
    with urllib.request.urlopen(f"{address}.watch/events?page=/hant/plans/one/&key={key}", timeout=60) as events:
        first = json.loads(events.readline().removeprefix(b"data: "))
        assert first == {"key": key, "problems": [], "doubts": []}
        add_work(root, "one", TEXT.replace("加快", "努力"))
        lines = [line for line in events if line.startswith(b"data: ")]  # until it ends, for the page has changed
    assert json.loads(lines[-1].removeprefix(b"data: "))["key"] != key
    with urllib.request.urlopen(f"{address}plans/one/") as answer:
        assert "努力建设" in answer.read().decode("utf-8")


def test_nothing_outside_of_the_site_is_shown(root: Path, address: str) -> None:
    (root / "secret.html").write_text("<p>秘密</p></body>", "utf-8")
    for path in ("../secret.html", "%2e%2e/secret.html", "plans/..%2f..%2fsecret.html", "%00"):
        with pytest.raises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(f"{address}{path}")
        assert raised.value.code == 404
        raised.value.close()


def test_single_steps_of_an_editor_are_told_together(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    with open_events([folder, tmp_path / "missing"], []) as events:
        assert not events.is_waiting
        (folder / ".a.swp").write_text("一", "utf-8")
        (folder / ".a.swp").rename(folder / "a.toml")
        assert {folder / "a.toml", folder / ".a.swp"} <= events.take()
        (folder / "a.toml").read_text("utf-8")
        (folder / "b.toml").write_text("二", "utf-8")
        assert events.take() == {folder / "b.toml"}
