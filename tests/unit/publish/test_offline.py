"""The offline copy: addresses that a file system answers, and the same bytes for the same site."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Collection
from pathlib import Path

import pytest

from build_tools.publish import offline
from build_tools.publish.assembly import list_files
from build_tools.publish.offline import OFFLINE
from build_tools.publish.page_scan import scan_page


def name_indexes(page: str) -> str:
    return offline.name_indexes(page, scan_page(page).places)


def write_offline_copy(site: Path, last: Path | None = None, unchanged: Collection[str] = ()) -> Path:
    target = site.parent / f"{site.name}-{OFFLINE}"
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    scans = {name: scan_page(text) for name, text in pages.items()}
    offline.write_offline_copy(target, site, list_files(site), scans, last or site / OFFLINE, unchanged)
    return target


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("./", "./index.html"),
        (".", "./index.html"),
        ("../.", ".././index.html"),  # of a page that the theme supplies
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("../", "../index.html"),
        ("plans/a/", "plans/a/index.html"),
        ("../a/#s2-c3", "../a/index.html#s2-c3"),
        ("../a/?q=1#s2", "../a/index.html?q=1#s2"),
        # What is a file, a place on the page or another site's stays.
        ("a.pdf", "a.pdf"),
        ("a.pdf#page=2", "a.pdf#page=2"),
        ("#s1", "#s1"),
        ("", ""),
        ("/plans/", "/plans/"),
        ("https://example.org/plans/", "https://example.org/plans/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("plans/v1.2/", "plans/v1.2/index.html"),
    ],
)
def test_addresses_of_folders_name_their_index(written: str, named: str) -> None:
    assert name_indexes(f'<a class="x" href="{written}">甲</a>') == f'<a class="x" href="{named}">甲</a>'


def test_words_are_left_alone() -> None:
    page = '<p>href="../"</p><a data-href="a/" title=\'href="b/"\'>action="c/"</a>'
    assert name_indexes(f'{page}<form action="../">') == f'{page}<form action="../index.html">'


@pytest.mark.parametrize(
    "page",
    [
        '<p>写作 href="../" 即可，或 action="a/"。</p>',
        "<p title=' href=\"a/\"'>甲</p>",
        "<a title=\"x\" href='a/'>甲</a>",
        "<script>var a = '<a href=\"a/\">';</script>",
        '<!-- <a href="a/"> -->',
        '<p data-href="a/" hrefs="b/">甲</p>',
        '<p>&lt;a href="a/"&gt;</p>',
    ],
)
def test_what_is_no_address_of_an_element_stays(page: str) -> None:
    assert name_indexes(page) == page


def test_addresses_after_odd_lines_are_found() -> None:
    assert name_indexes('甲\r\n\u2028<p\ntitle="乙"><a\n href="a/"\n>') == (
        '甲\r\n\u2028<p\ntitle="乙"><a\n href="a/index.html"\n>'
    )


def test_the_policy_of_a_copy_lets_its_own_files_load(tmp_path: Path) -> None:
    policy = '<meta http-equiv="content-security-policy" content="{}">'
    site = make_site(tmp_path / "site", [])
    (site / "index.html").write_text(policy.format("default-src 'none'; img-src 'self' data:"), "utf-8")
    with zipfile.ZipFile(write_offline_copy(site)) as archive:
        (page,) = [archive.read(name).decode() for name in archive.namelist()]
    assert page == policy.format("default-src 'none'; img-src 'self' file: data:")


def make_site(root: Path, names: list[str]) -> Path:
    root.mkdir(exist_ok=True)
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('<a href="plans/">规划</a>' if name.endswith(".html") else name, "utf-8")
    return root


NAMES = ["index.html", "404.html", "sitemap.xml", ".nojekyll", "b/甲.js", "a/index.html", "downloads/a.pdf"]


def test_the_copy_holds_the_site_in_one_folder(tmp_path: Path) -> None:
    path = write_offline_copy(make_site(tmp_path / "site", NAMES))
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
        methods = {info.filename.rpartition(".")[2]: info.compress_type for info in archive.infolist()}
    assert held == {
        "plan-library/a/index.html": '<a href="plans/index.html">规划</a>',
        "plan-library/b/甲.js": "b/甲.js",
        "plan-library/downloads/a.pdf": "downloads/a.pdf",
        "plan-library/index.html": '<a href="plans/index.html">规划</a>',
    }
    assert list(held) == sorted(held)
    assert methods == {"html": zipfile.ZIP_DEFLATED, "js": zipfile.ZIP_DEFLATED, "pdf": zipfile.ZIP_STORED}


def test_equal_sites_give_equal_bytes(tmp_path: Path) -> None:
    one = make_site(tmp_path / "one", NAMES)
    two = make_site(tmp_path / "two", NAMES[::-1])
    os.utime(two / "index.html", (0, 0))
    (two / "a/index.html").chmod(0o700)
    first = write_offline_copy(one).read_bytes()
    assert write_offline_copy(two).read_bytes() == first
    (one / OFFLINE).write_bytes(first)
    assert write_offline_copy(one).read_bytes() == first  # the copy does not hold its forerunner


def test_what_is_unchanged_is_taken_from_the_last_copy_as_it_is(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", NAMES)
    last = write_offline_copy(site).rename(tmp_path / "last.zip")
    (site / "a/index.html").write_text('<a href="plans/">另</a>', "utf-8")
    unchanged = set(NAMES) - {"a/index.html"}
    anew = write_offline_copy(site).read_bytes()
    assert write_offline_copy(site, last, unchanged).read_bytes() == anew
    # Nothing but that copy says what stands in those files.
    (site / "b/甲.js").write_text("另", "utf-8")
    assert write_offline_copy(site, last, unchanged).read_bytes() == anew


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04"])
def test_a_damaged_copy_is_made_anew(tmp_path: Path, damaged: bytes) -> None:
    site = make_site(tmp_path / "site", NAMES)
    (tmp_path / "last.zip").write_bytes(damaged)
    assert write_offline_copy(site, tmp_path / "last.zip", NAMES).read_bytes() == write_offline_copy(site).read_bytes()


def test_the_copy_does_not_offer_itself(tmp_path: Path) -> None:
    page = (
        '<ul><li>甲　<a href="../downloads/a.pdf">PDF</a></li><li>离线副本　<a href="../offline.zip">ZIP</a></li></ul>'
    )
    site = make_site(tmp_path / "site", [])
    (site / "index.html").write_text(page, "utf-8")
    with zipfile.ZipFile(write_offline_copy(site)) as archive:
        shown = archive.read("plan-library/index.html").decode()
    assert shown == '<ul><li>甲　<a href="../downloads/a.pdf">PDF</a></li></ul>'
