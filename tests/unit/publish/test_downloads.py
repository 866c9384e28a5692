"""Links to what can be taken along: each tree offers its own script, with sizes."""

from __future__ import annotations

import pytest

from build_tools.model.edition import Facts
from build_tools.model.record import FidelityRecord, WitnessRecord, WorkRecord
from build_tools.publish.downloads import (
    Offer,
    fill_page,
    has_list,
    link_data,
    link_downloads,
    list_downloads,
    show_size,
)
from build_tools.publish.left_out import is_large, lead_to_tables, leaves_forms, list_left_out
from build_tools.publish.site_config import SiteConfig

CARD = '<div class="facts editorial">\n<ul><li>甲</li>\n</ul></div>'
PLACE = '<div class="downloads"></div>'
DOWNLOADS = [
    Offer("a-2020", "hans", "EPUB", "a-2020.epub", 27_000),
    Offer("a-2020", "hans", "PDF", "a-2020.pdf", 1_240_000),
    Offer("a-2020", "hant", "EPUB", "a-2020.zh-hant.epub", 28_000),
    Offer("collection", "hans", "EPUB", "collection.epub", 500_000),
]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (1, "1\u00a0kB"),
        (27_900, "27\u00a0kB"),
        (499_999, "499\u00a0kB"),
        (500_000, "0.5\u00a0MB"),
        (1_260_000, "1.3\u00a0MB"),
    ],
)
def test_sizes_are_for_people(size: int, shown: str) -> None:
    assert show_size(size) == shown


def own(script: str, work: str = "") -> list[Offer]:
    return [one for one in DOWNLOADS if one.script == script and work in ("", one.work)]


def test_a_plans_card_names_its_files_in_its_own_script() -> None:
    pdf = '<a href="../../downloads/a-2020.pdf">PDF</a>（1.2\u00a0MB）'
    row = f'<li class="take"><b>下载</b> {pdf}、<a href="../../downloads/a-2020.epub">EPUB</a>（27\u00a0kB）</li>\n'
    assert link_downloads(own("hans", "a-2020"), "", "../../") == row
    epub = '<a href="../../../downloads/a-2020.zh-hant.epub">EPUB</a>（28\u00a0kB）'
    assert link_downloads(own("hant", "a-2020"), "hant", "../../../") == f'<li class="take"><b>下載</b> {epub}</li>\n'
    assert fill_page(f"<p>前</p>{CARD}<p>后</p>", row, "") == (
        f'<p>前</p><div class="facts editorial">\n<ul><li>甲</li>\n{row}</ul></div><p>后</p>'
    )


def test_a_plans_card_leads_to_the_data_that_are_there() -> None:
    has = {"plans/a/tree.json", "plans/a/akn.xml"}.__contains__
    links = '<a href="../../../plans/a/tree.json">JSON</a>、<a href="../../../plans/a/akn.xml">Akoma Ntoso</a>'
    assert link_data("a", has, "hant", "../../../") == f'<li class="take"><b>資料</b> {links}</li>\n'
    assert link_data("b", has, "", "../../") == ""


def test_the_list_names_all_files_of_a_tree() -> None:
    pdf = '<a href="../downloads/a-2020.pdf">PDF</a>（1.2\u00a0MB）'
    epub = '<a href="../downloads/a-2020.epub">EPUB</a>（27\u00a0kB）'
    rows = [
        f"某&lt;规划&gt;　{pdf}、{epub}",
        '全部规划　<a href="../downloads/collection.epub">EPUB</a>（0.5\u00a0MB）',
        '离线副本　<a href="../offline.zip">ZIP</a>',
    ]
    shown = f'<div class="downloads"><ul>{"".join(f"<li>{row}</li>" for row in rows)}</ul></div>'
    assert list_downloads(own("hans"), {"a-2020": "某<规划>"}, "", "../") == shown
    page = f"<p>前</p>{PLACE}<p>后</p>"
    assert has_list(page)
    assert fill_page(page, "", shown) == f"<p>前</p>{shown}<p>后</p>"
    epub = '<a href="../../downloads/a-2020.zh-hant.epub">EPUB</a>（28\u00a0kB）'
    rows = [f"某&lt;規劃&gt;　{epub}", '離線副本　<a href="../../offline.zip">ZIP</a>']
    shown = f'<div class="downloads"><ul>{"".join(f"<li>{row}</li>" for row in rows)}</ul></div>'
    assert list_downloads(own("hant"), {"a-2020": "某<規劃>"}, "hant", "../../") == shown


def test_what_a_large_site_leaves_out_is_told_in_its_place() -> None:
    shown = list_downloads(own("hans", "a-2020"), {"a-2020": "甲"}, "", "../", list_left_out(SiteConfig("文库"), ""))
    told = "全部规划的合订本、数据库和离线副本较大，不在网站里，由 <code>make release</code> 写入 <code>dist/</code>。"
    assert shown.endswith(f"</li><li>{told}</li></ul></div>")
    assert "offline.zip" not in shown
    config = SiteConfig("文库", releases="https://github.com/a/b/releases/latest/download/")
    assert list_left_out(config, "hant") == [
        f'<li>{name}　<a href="{config.releases}{file}">{form}</a></li>'
        for name, file, form in (
            ("全部規劃", "collection.zh-hant.epub", "EPUB"),
            ("數據庫", "library.sqlite", "SQLite"),
            ("離線副本", "offline.zip", "ZIP"),
        )
    ]


@pytest.mark.parametrize(("size", "large"), [(133_333, False), (133_334, True)])
def test_how_much_the_works_say_tells_whether_a_site_is_large(size: int, large: bool) -> None:
    said = (
        WitnessRecord("a.txt", "base", FidelityRecord(size, size - 1, 0, 0, {}, machine=1)),
        WitnessRecord("b.txt", "other", FidelityRecord(9, 9, 0, 0, {})),
    )
    works = [WorkRecord("a", Facts(), (), {}, said, ()), WorkRecord("b", Facts(), (), {}, (), ())]
    assert is_large(works, SiteConfig("文库", release_from_mb=1)) is large
    # A site that has what is made from all works has what is made of each.
    assert leaves_forms(works, SiteConfig("文库", release_from_mb=1, release_forms_from_mb=0)) is large
    assert leaves_forms(works, SiteConfig("文库", release_from_mb=0, release_forms_from_mb=1)) is large


@pytest.mark.parametrize(
    ("page", "link", "led"),
    [
        ("targets/index.html", '<a href="../plans/targets.csv">CSV</a>', '<a href="https://r/targets.csv">CSV</a>'),
        (
            "hant/words/index.html",
            '<a class="x" href="../../words/counts.csv" title="y">C</a>',
            '<a class="x" href="https://r/counts.csv" title="y">C</a>',
        ),
        ("hant/a/index.html", '<a href="../plans/targets.json">J</a>', '<a href="https://r/targets.json">J</a>'),
        ("targets/index.html", '<a href="../data/targets.json">J</a>', '<a href="../data/targets.json">J</a>'),
        (
            "targets/index.html",
            '<a href="https://x/plans/targets.csv">J</a>',
            '<a href="https://x/plans/targets.csv">J</a>',
        ),
    ],
)
def test_links_to_tables_that_are_left_out_lead_to_the_release(page: str, link: str, led: str) -> None:
    assert lead_to_tables(link, page, SiteConfig("文库", releases="https://r/")) == led
    assert lead_to_tables(link, page, SiteConfig("文库")) == (link if led == link else link[link.index(">") + 1 : -4])


def test_without_files_nothing_is_offered() -> None:
    assert link_downloads([], "", "") == list_downloads([], {"a-2020": "甲"}, "", "") == ""
    assert fill_page(f"<p>前</p>{CARD}{PLACE}<p>后</p>", "", "") == f"<p>前</p>{CARD}<p>后</p>"
