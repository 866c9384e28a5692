"""Building again: what has changed is made and nothing else, and the site is that of a first build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.publish import site as site_module
from build_tools.publish.assembly import list_files

pytestmark = pytest.mark.slow  # sites are built

NAV = "nav:\n  - 首页: index.md\n  - 规划: plans/index.md\nnot_in_nav: |\n  /*\n"
MARK = ".plan-publisher.json"


def build(root: Path, *options: str) -> int:
    return main(["build", "--project", str(root), "--jobs", "1", *options])


def read_all(site: Path) -> dict[str, bytes]:
    return {name: (site / name).read_bytes() for name in list_files(site)}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether MkDocs made some pages only, each time that it ran."""
    found: list[bool] = []
    original = site_module._run_mkdocs

    def run(maker: site_module.PageMaker, *, is_partial: bool) -> None:
        found.append(is_partial)
        original(maker, is_partial=is_partial)

    monkeypatch.setattr(site_module, "_run_mkdocs", run)
    return found


@pytest.fixture(scope="module")
def built(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library with a navigation that names its pages, built."""
    root = tmp_path_factory.mktemp("incremental") / "project"
    shutil.copytree(library, root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(NAV)
    (root / "docs/extra.md").write_text("# 另\n", "utf-8")
    assert build(root, "--quiet") == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "project")


def change_work(root: Path) -> None:
    path = root / "seeds/second-plan-2022/manifest.toml"
    path.write_text(path.read_text("utf-8").replace("某网", "他网"), "utf-8")


def change_page(root: Path) -> None:
    (root / "docs/outline.md").write_text(
        '# 输出\n\n[规划](plans/index.md)\n\n<div class="downloads"></div>\n', "utf-8"
    )


def change_theme(root: Path) -> None:
    path = root / "theme/main.html"
    path.write_text(path.read_text("utf-8").replace("<body>", '<body class="x">'), "utf-8")


def change_term(root: Path) -> None:
    path = root / "seeds/glossary.toml"
    path.write_text(path.read_text("utf-8").replace("按照一定结构存放的", "按一定结构存放的"), "utf-8")


def add_files(root: Path) -> None:
    (root / "docs/new.md").write_text("# 新\n", "utf-8")
    (root / "docs/.hidden.md").write_text("# 藏\n", "utf-8")
    (root / "docs/data").mkdir()
    (root / "docs/data/a.json").write_text("{}", "utf-8")


def take_files_away(root: Path) -> None:
    (root / "docs/extra.md").unlink()
    (root / "docs/assets/facing.css").write_text("p{}", "utf-8")


CHANGES: dict[str, tuple[Callable[[Path], None], bool]] = {
    "a hand-written page": (change_page, True),
    "files are new": (add_files, True),
    "files are gone": (take_files_away, True),
    "the theme": (change_theme, False),
    "a term": (change_term, True),
    "a work": (change_work, True),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_site_is_that_of_a_first_build(name: str, project: Path, runs: list[bool]) -> None:
    change, is_partial = CHANGES[name]
    change(project)
    assert build(project, "--quiet") == 0
    assert runs == [is_partial]
    again = read_all(project / "site")
    shutil.rmtree(project / "site")
    shutil.rmtree(project / ".build")
    assert build(project, "--quiet") == 0
    assert runs == [is_partial, False]
    anew = read_all(project / "site")
    assert sorted(again) == sorted(anew)
    assert [file for file in anew if again[file] != anew[file]] == []


def test_what_is_the_same_is_neither_made_nor_written(project: Path, runs: list[bool]) -> None:
    change_page(project)
    before = {name: (project / "site" / name).stat() for name in list_files(project / "site")}
    assert build(project, "--quiet") == 0
    after = {name: (project / "site" / name).stat() for name in list_files(project / "site")}
    changed = {name for name, told in after.items() if name not in before or told.st_ino != before[name].st_ino}
    assert changed == {MARK, "outline/index.html", "hant/outline/index.html", "offline.zip"}
    assert runs == [True]


def test_nothing_runs_where_nothing_has_changed(
    project: Path, runs: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project) == 0
    assert runs == []  # the times of a copied project are the same
    capsys.readouterr()
    assert build(project) == 0
    told = capsys.readouterr().err
    assert "nothing has changed" in told
    assert runs == []


@pytest.mark.parametrize("touch", ["a page of the site", "a file more", "a generated page", "the lock"])
def test_a_site_that_does_not_stand_as_it_was_built_is_built_again(project: Path, touch: str) -> None:
    assert build(project) == 0
    before = read_all(project / "site")
    if touch == "a page of the site":
        (project / "site/index.html").write_text("", "utf-8")
    elif touch == "a file more":
        (project / "site/more.html").write_text("", "utf-8")
    elif touch == "a generated page":
        (project / "docs/plans/index.md").write_text("", "utf-8")
    else:
        (project / "anchors.lock").write_text((project / "anchors.lock").read_text("utf-8") + "\n", "utf-8")
    assert build(project, "--quiet") == 0
    assert read_all(project / "site") == before
