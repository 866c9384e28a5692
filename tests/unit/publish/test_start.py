"""A site of one's own: what `init` writes, and what the package supplies."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from build_tools.cli import main
from build_tools.commands.writing import stale_files, write_conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.errors import ManifestError
from build_tools.publish.start import MARK, start_site, supply_pages

SUPPLIED = [
    "about.md",
    "cite.md",
    "desk.md",
    "downloads-and-data.md",
    "english.md",
    "formats.md",
    "method.md",
    "outline.md",
]
PACKAGE = Path(__file__).resolve().parents[3] / "build_tools"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    start_site(tmp_path / "site", "某市规划文库", "", "0.1.0")
    return tmp_path / "site"


def test_a_new_site_converts_without_a_work_and_tells_how_to_begin(site: Path) -> None:
    project = Project(site)
    write_conversion(project, convert_project(project))
    assert "plan-publisher add" in (site / "docs/index.md").read_text("utf-8")
    assert [name for name in SUPPLIED if MARK in (site / "docs" / name).read_text("utf-8")] == SUPPLIED
    assert stale_files(project, convert_project(project)) == []


@pytest.mark.parametrize(
    ("origin", "asked"),
    [
        (None, "plan-publisher[pdf]==0.1.0"),
        ('{"url": "file:///d/clone", "dir_info": {"editable": true}}', "plan-publisher[pdf]==0.1.0"),
        (
            '{"url": "https://git.example/x.git", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}}',
            "plan-publisher[pdf] @ git+https://git.example/x.git@c0ffee",
        ),
    ],
)
def test_a_new_site_is_built_with_the_package_that_began_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: str | None, asked: str
) -> None:
    # Whose class a distribution is depends on what else was imported: importlib_metadata finds it, too.
    found = SimpleNamespace(read_text={"direct_url.json": origin}.get)
    monkeypatch.setattr("importlib.metadata.distribution", {"plan-publisher": found}.__getitem__)
    start_site(tmp_path / "site", "某市规划文库", "", "0.1.0")
    assert (tmp_path / "site/requirements.txt").read_text("utf-8").splitlines()[1:] == [asked]


def test_a_supplied_page_follows_the_package_until_it_is_the_sites_own(site: Path) -> None:
    assert [name for name, text in supply_pages(site).items() if MARK not in text] == []
    project = Project(site)
    write_conversion(project, convert_project(project))
    page, own = site / "docs/method.md", site / "docs/about.md"
    page.write_text(f"{MARK}\nof an older package\n", "utf-8")
    own.write_text("# 关于\n自己的话。\n", "utf-8")
    assert stale_files(project, convert_project(project)) == ["docs/method.md"]
    write_conversion(project, convert_project(project))
    assert "# 方法" in page.read_text("utf-8")
    assert own.read_text("utf-8") == "# 关于\n自己的话。\n"


def test_a_site_may_be_kept_by_people_who_read_english(tmp_path: Path) -> None:
    sites = {language: tmp_path / language for language in ("zh", "en")}
    for language, folder in sites.items():
        assert main(["init", str(folder), "--lang", language]) == 0
        (tmp_path / "plan-2021.txt").write_text("某市某某发展规划\n一、布局\n加快建设。\n", "utf-8")
        assert main(["add", str(tmp_path / "plan-2021.txt"), "--project", str(folder)]) == 0
    settings = [(folder / "mkdocs.yml").read_text("utf-8") for folder in sites.values()]
    chinese, english = ([line.partition("#")[0].rstrip() for line in text.split("\n")] for text in settings)
    assert [line.replace("language: zh", "language: en") for line in chinese if line] == [*filter(None, english)]
    comments = {
        language: (folder / "seeds/plan-2021/manifest.toml").read_text("utf-8") for language, folder in sites.items()
    }
    assert '\n# title = "某市某某发展规划"  # 猜测\n' in comments["zh"]
    assert '\n# title = "某市某某发展规划"  # a guess\n' in comments["en"]
    assert "三条命令" in (sites["zh"] / "README.md").read_text("utf-8")
    assert "Three commands" in (sites["en"] / "README.md").read_text("utf-8")


def test_pages_are_supplied_only_to_sites_in_our_theme(site: Path) -> None:
    assert sorted(supply_pages(site)) == SUPPLIED
    config = site / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("name: plan-publisher", "name: material"), "utf-8")
    assert supply_pages(site) == {}


@pytest.mark.parametrize("name", ["某市规划文库", '"引号" 与 \\ 反斜线', "# 井号: [方括号]", "${url} $1"])
def test_any_name_is_written_as_it_is(tmp_path: Path, name: str) -> None:
    start_site(tmp_path / "site", name, "https://example.org/plans", "0.1.0")

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))
    config = yaml.load((tmp_path / "site/mkdocs.yml").read_text("utf-8"), Loader)
    assert (config["site_name"], config["site_url"]) == (name, ["SITE_URL", "https://example.org/plans/"])


@pytest.mark.parametrize(("name", "url"), [("", ""), ("甲\n乙", ""), ("甲", "example.org"), ("甲", 'https://e.org/"')])
def test_what_cannot_be_a_name_or_an_address_is_refused(tmp_path: Path, name: str, url: str) -> None:
    with pytest.raises(ManifestError):
        start_site(tmp_path / "site", name, url, "0.1.0")
    assert not (tmp_path / "site").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("甲", "utf-8")
    with pytest.raises(ManifestError, match="something here already"):
        start_site(tmp_path, "甲", "", "0.1.0")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_folder_that_git_has_begun_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "docs/index.md").is_file()


def test_no_work_and_no_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no works here"):
        convert_project(Project(tmp_path))


def test_what_every_site_gets_names_no_works_of_this_one() -> None:
    works = [path.parent.name for path in (PACKAGE.parent / "seeds").glob("*/manifest.toml")]
    texts = "".join(path.read_text("utf-8") for path in (PACKAGE / "publish/starter").rglob("*.*"))
    assert works
    assert [word for word in (*works, "上海", "Shanghai") if word in texts] == []
