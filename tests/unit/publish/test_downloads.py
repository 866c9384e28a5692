"""Links to what can be taken along: each tree offers its own script, with sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.model.edition import Facts
from build_tools.model.record import WorkRecord
from build_tools.publish.downloads import Download, show_size, write_downloads

CARD = '<div class="facts editorial">\n<ul><li>甲</li>\n</ul></div>'
DOWNLOADS = [
    Download("a-2020", "hans", "EPUB", "a-2020.epub", 27_000),
    Download("a-2020", "hans", "PDF", "a-2020.pdf", 1_240_000),
    Download("a-2020", "hant", "EPUB", "a-2020.zh-hant.epub", 28_000),
    Download("collection", "hans", "EPUB", "collection.epub", 500_000),
]


@pytest.mark.parametrize(
    ("size", "shown"), [(1, "1 kB"), (27_900, "27 kB"), (499_999, "499 kB"), (500_000, "0.5 MB"), (1_260_000, "1.3 MB")]
)
def test_sizes_are_for_people(size: int, shown: str) -> None:
    assert show_size(size) == shown


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for tree in ("", "hant/"):
        for page in ("plans/a-2020", "plans/a-2020/annex-1", "downloads-and-data"):
            (tmp_path / tree / page).mkdir(parents=True)
            text = CARD if page.startswith("plans") else '<div class="downloads"></div>'
            (tmp_path / tree / page / "index.html").write_text(f"<p>前</p>{text}<p>后</p>", "utf-8")
    return tmp_path


def make_record(title: str = "某<规划>") -> WorkRecord:
    return WorkRecord("a-2020", Facts(title=title), (("annex-1", "某方案"),), {}, {}, (), 0, ())


def convert(text: str) -> str:
    return text.replace("规划", "規劃")


def read(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text("utf-8")


def test_a_plans_card_names_its_files_in_its_own_script(site: Path) -> None:
    write_downloads(site, DOWNLOADS, [make_record()], convert)

    def card(links: str) -> str:
        row = f'<li class="take"><b>{links}</li>\n'
        return f'<p>前</p><div class="facts editorial">\n<ul><li>甲</li>\n{row}</ul></div><p>后</p>'

    def own(up: str) -> str:
        pdf = f'<a href="{up}downloads/a-2020.pdf">PDF</a>（1.2 MB）'
        return card(f'下载</b> {pdf}、<a href="{up}downloads/a-2020.epub">EPUB</a>（27 kB）')

    assert read(site, "plans/a-2020") == own("../../")
    assert read(site, "plans/a-2020/annex-1") == own("../../../")
    epub = '<a href="../../../downloads/a-2020.zh-hant.epub">EPUB</a>（28 kB）'
    assert read(site, "hant/plans/a-2020") == card(f"下載</b> {epub}")


def test_the_list_names_all_files_of_a_tree(site: Path) -> None:
    write_downloads(site, DOWNLOADS, [make_record()], convert)
    pdf = '<a href="../downloads/a-2020.pdf">PDF</a>（1.2 MB）'
    epub = '<a href="../downloads/a-2020.epub">EPUB</a>（27 kB）'
    rows = [
        f"某&lt;规划&gt;　{pdf}、{epub}",
        '全部规划　<a href="../downloads/collection.epub">EPUB</a>（0.5 MB）',
        '离线副本　<a href="../offline.zip">ZIP</a>',
    ]
    shown = "".join(f"<li>{row}</li>" for row in rows)
    assert read(site, "downloads-and-data") == f'<p>前</p><div class="downloads"><ul>{shown}</ul></div><p>后</p>'
    epub = '<a href="../../downloads/a-2020.zh-hant.epub">EPUB</a>（28 kB）'
    rows = [f"某&lt;規劃&gt;　{epub}", '離線副本　<a href="../../offline.zip">ZIP</a>']
    shown = "".join(f"<li>{row}</li>" for row in rows)
    assert read(site, "hant/downloads-and-data") == f'<p>前</p><div class="downloads"><ul>{shown}</ul></div><p>后</p>'


def test_without_files_nothing_is_offered(site: Path) -> None:
    write_downloads(site, [], [make_record()], convert)
    assert read(site, "plans/a-2020") == f"<p>前</p>{CARD}<p>后</p>"
    assert read(site, "downloads-and-data") == "<p>前</p><p>后</p>"
