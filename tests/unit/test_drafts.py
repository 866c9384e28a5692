"""A draft says everywhere that it is one, and is in nothing that others find or take along."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.model.packed import unpack

TEXT = "某市{0}发展规划\n一、优化空间布局\n加快{0}建设。\n二、培育龙头企业\n深化合作。\n"
DRAFT, PUBLISHED = "jiachuan-2022", "yiqiao-2022"


def run(*arguments: object) -> int:
    return main([*map(str, arguments)])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site with a draft and a published work, built."""
    root = tmp_path_factory.mktemp("drafts") / "site"
    assert run("init", root, "--url", "https://example.org/x/") == 0
    for work, word, options in ((DRAFT, "甲船", ()), (PUBLISHED, "乙桥", ("--publish", "--yes"))):
        page = root.parent / f"{work}.txt"
        page.write_text(TEXT.format(word), "utf-8")
        run("add", page, "--work", work, "--date", "2022-01-01", "--project", root, *options)
    assert run("build", "--project", root, "--quiet") == 0
    return root


def read(site: Path, name: str) -> str:
    return (site / "site" / name).read_text("utf-8")


@pytest.mark.slow
def test_a_draft_is_marked_wherever_it_stands(site: Path) -> None:
    page, other = read(site, f"plans/{DRAFT}/index.html"), read(site, f"plans/{PUBLISHED}/index.html")
    for mark in ('<meta name="robots" content="noindex">', '"creativeWorkStatus":"Draft"', "（草稿）", "<b>草稿</b>"):
        assert mark in page
        assert mark not in other
    for file in ("data.json", "tree.json"):
        assert [json.loads(read(site, f"plans/{work}/{file}")).get("draft") for work in (DRAFT, PUBLISHED)] == [
            True,
            None,
        ]
    clauses = json.loads(read(site, f"plans/{DRAFT}/clauses.json"))
    assert all(clause["draft"] for clause in clauses.values())
    told = {work["work"]: work.get("draft", False) for work in json.loads(read(site, "plans/report.json"))["works"]}
    assert told == {DRAFT: True, PUBLISHED: False}


@pytest.mark.slow
@pytest.mark.parametrize("page", ["index.html", "plans/index.html"])
def test_drafts_stand_apart_in_lists(site: Path, page: str) -> None:
    published, drafts = read(site, page).split('id="drafts"')
    assert (PUBLISHED in published, DRAFT in published) == (True, False)
    assert DRAFT in drafts


@pytest.mark.slow
def test_pages_that_span_works_mark_a_draft_and_volumes_leave_it_out(site: Path) -> None:
    draft, other = "甲船发展规划", "乙桥发展规划"  # their short titles
    for page in ("time/index.html", "words/index.html", "compare/index.html"):
        text = re.sub(r"<[^>]*>", "", read(site, page))
        assert draft not in text.replace(f"{draft}（草稿）", "")
        assert f"{other}（草稿）" not in text
    told = "".join(re.sub(r"<[^>]*>", "", read(site, f"{page}/index.html")) for page in ("time", "words", "compare"))
    assert f"{draft}（草稿）" in told
    with zipfile.ZipFile(site / "site/downloads/collection.epub") as book:
        bound = "".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xhtml"))
    assert (other in bound, draft in bound) == (True, False)


@pytest.mark.slow
def test_drafts_are_not_found(site: Path) -> None:
    files = [path.read_text("utf-8") for path in sorted((site / "site/search").rglob("*.js"))]
    told = "".join([str(unpack(packed)) for text in files for packed in re.findall(r'"([gu][^"\n]{12,})"', text)])
    found = [re.search(word, "".join(files) + told) is not None for word in ("乙[桥橋]", "甲船", DRAFT)]
    assert found == [True, False, False]
    assert PUBLISHED in read(site, "sitemap.xml")
    for file in ("sitemap.xml", "feed.xml"):
        assert DRAFT not in read(site, file)


@pytest.mark.slow
def test_drafts_are_released_only_where_that_is_asked_for(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("release", "--project", site, "--quiet") == 7
    assert f"there are drafts in the site: {DRAFT}" in capsys.readouterr().err
    assert not (site / "dist").exists()
    assert run("release", "--project", site, "--quiet", "--drafts") == 0
    aside = site.parent / "published"
    assert run("build", "--project", site, "--quiet", "--no-drafts", "--site-dir", aside) == 0
    assert run("release", "--project", site, "--quiet", "--site-dir", aside) == 0
    assert run("check", "--project", site, "--quiet", "--no-drafts", "--site-dir", aside) == 0
    assert not [path for path in aside.rglob("*") if path.is_file() and DRAFT.encode() in path.read_bytes()]
    assert run("build", "--project", site, "--quiet") == 0
    assert (site / "docs" / "plans" / DRAFT / "index.md").is_file()
