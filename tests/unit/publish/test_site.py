from __future__ import annotations

import errno
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_tools.errors import SiteError
from build_tools.publish import site as site_module
from build_tools.publish.site import build_site
from tests.filling import copy_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    Digest = Callable[[Path], dict[str, str]]


def write_page(project: Path, text: str) -> None:
    (project / "docs/index.md").write_text(text, encoding="utf-8")


def test_site_is_whole_and_takes_ids_from_the_text(project: Path, digest: Digest) -> None:
    stages: list[str] = []
    site = project / "site"
    build_site(project, site, fill=copy_pages, quiet=True, on_stage=stages.append)
    assert stages == ["building", "built", "checked", "swapped"]
    assert sorted(digest(site)) == [
        ".plan-publisher.json",
        "404.html",
        "index.html",
        "plans/a/index.html",
        "sitemap.xml",
        "style.css",
    ]
    page = (site / "plans/a/index.html").read_text(encoding="utf-8")
    assert (
        '<section class="headed"><a class="permalink" href="#s1" title="一"></a><h2 id="s1">一、总则</h2>\n</section>'
        in page
    )


def test_the_index_of_mkdocs_own_search_does_not_stand_in_ours(project: Path) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("plugins: []", "plugins: [search]"), "utf-8")
    build_site(project, project / "site", fill=copy_pages, quiet=True)
    assert not (project / "site/search/search_index.json").exists()


@pytest.mark.slow
def test_same_project_gives_the_same_bytes(project: Path, digest: Digest) -> None:
    for name in ("one", "two", "two"):
        build_site(project, project / name, fill=copy_pages, quiet=True)
    assert digest(project / "one") == digest(project / "two")
    assert (project / "one/sitemap.xml").read_text(encoding="utf-8") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset>\n'
        "  <url><loc>https://plans.example/repo/</loc></url>\n"
        "  <url><loc>https://plans.example/repo/plans/a/</loc></url>\n</urlset>"
    )


@pytest.mark.slow
def test_messages_are_passed_on_unless_quiet(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_site(project, project / "site", fill=copy_pages, quiet=True)
    assert capsys.readouterr() == ("", "")
    build_site(project, project / "site", fill=copy_pages, quiet=False)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "INFO    -  Documentation built in" in captured.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "told"),
    [
        (
            "# 主页\n\n[乙](plans/b/index.md)",
            "contains a link 'plans/b/index.md', but the target is not found",
        ),
        (
            '# 主页\n\n# 又一个\n\n<a href="plans/b/">乙</a>',
            "write all but the first as `## …`\n  index.html: plans/b/ (no such file)",
        ),
        ('# 主页\n\n<script src="//x.example/a.js"></script>', "(loads from another host)"),
    ],
)
def test_faulty_pages_leave_the_last_good_site(project: Path, digest: Digest, page: str, told: str) -> None:
    site = project / "site"
    build_site(project, site, fill=copy_pages, quiet=True)
    before = digest(site)
    write_page(project, page)
    with pytest.raises(SiteError) as raised:
        build_site(project, site, fill=copy_pages, quiet=True)
    assert told in raised.value.message
    assert raised.value.remedy
    assert digest(site) == before
    assert list((project / ".build").glob("site-*")) == []


@pytest.mark.slow
def test_warnings_are_fatal_only_when_strict(project: Path) -> None:
    # The page that MkDocs misses exists as a file, so the link is odd but not broken.
    write_page(project, "# 主页\n\n[件](/repo/style.css) [缺](plans/a/index.md#s1)\n")
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text + "validation: {absolute_links: warn}\n", encoding="utf-8")
    build_site(project, project / "site", fill=copy_pages, quiet=True, missing=("a",))
    with pytest.raises(SiteError, match="contains an absolute link"):
        build_site(project, project / "site", fill=copy_pages, quiet=True)


def test_what_mkdocs_refuses_is_told_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs/a.md").write_text("# 甲\n\n[乙](b.md)\n", "utf-8")
    with pytest.raises(SiteError, match=r"b\.md"):
        build_site(project, project / "site", fill=copy_pages, quiet=False)
    shown = capsys.readouterr().err
    assert "Building documentation" in shown
    assert "b.md" not in shown


def test_a_full_disk_is_told_without_mkdocs_words(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "full").mkdir()
    told = "import errno, os\ndef on_config(config):\n    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), 'a')\n"
    (project / "full/hook.py").write_text(told, "utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("hooks: [full/hook.py]\n")
    with pytest.raises(OSError, match="No space left") as caught:
        build_site(project, project / "site", fill=copy_pages, quiet=False)
    assert caught.value.errno == errno.ENOSPC
    assert "Traceback" not in capsys.readouterr().err


def test_unusable_configuration_is_told_with_mkdocs_words(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: x\ntheme: no-such-theme\n", encoding="utf-8")
    with pytest.raises(SiteError, match="no-such-theme"):
        build_site(project, project / "site", fill=copy_pages, quiet=True)
    assert not (project / "site").exists()


@pytest.mark.parametrize("text", ["", "# settings\n", "theme: readthedocs\n", "site_name:\n"])
def test_a_site_without_a_name_is_told_so(project: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SiteError, match="the site has no name") as raised:
        build_site(project, project / "site", fill=copy_pages, quiet=False)
    assert raised.value.path == project / "mkdocs.yml"
    assert capsys.readouterr().err == ""


def test_project_without_configuration(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"there is no mkdocs\.yml"):
        build_site(tmp_path, tmp_path / "site", fill=copy_pages, quiet=True)


@pytest.mark.slow
def test_project_without_home_page(project: Path) -> None:
    (project / "docs/index.md").unlink()
    with pytest.raises(SiteError, match="no home page"):
        build_site(project, project / "site", fill=copy_pages, quiet=True)


@pytest.mark.parametrize("name", [".", "..", "docs", "theme/main.html"])
def test_nothing_but_a_site_is_replaced(project: Path, digest: Digest, name: str) -> None:
    before = digest(project)
    with pytest.raises(SiteError, match="this is no built site"):
        build_site(project, project / name, fill=copy_pages, quiet=True)
    assert digest(project) == before


@pytest.mark.slow
def test_empty_directory_may_become_the_site(project: Path) -> None:
    (project / "site").mkdir()
    build_site(project, project / "site", fill=copy_pages, quiet=True)
    assert (project / "site/index.html").is_file()


def test_what_nothing_asks_for_is_taken_away(tmp_path: Path) -> None:
    shutil.copytree(Path(str(files("material"))) / "templates/assets", tmp_path / "assets")
    (tmp_path / "assets/stylesheets/own.css").write_text("", "utf-8")
    site_module._remove_unused(tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["assets/images/favicon.png", "assets/stylesheets/own.css"]
    assert not (tmp_path / "assets/javascripts").exists()
