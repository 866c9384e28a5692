"""What a site weighs, and what is told of it beside the limits of its host."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.errors import SiteError
from build_tools.publish.site_config import Host, SiteConfig
from build_tools.publish.swap import MARKER
from build_tools.publish.weight import Weight, describe_weight, judge_weight, weigh_site

CONFIG = SiteConfig("文库", host=Host("这台机器", 10, 2))


def make_site(site: Path, sizes: dict[str, int]) -> Path:
    for name, size in {MARKER: 0, **sizes}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(b" " * size)
    return site


def weigh(size: int, largest: int) -> Weight:
    return Weight(size, 3, (("plans", size - largest), ("offline.zip", largest)), "offline.zip", largest)


def test_a_site_is_weighed_by_its_parts(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"index.html": 5, "plans/a/index.html": 40, "hant/plans/a/index.html": 41, "hant/a": 1})
    parts = (("hant/plans", 41), ("plans", 40), ("index.html", 5), ("hant/a", 1), (MARKER, 0))
    assert weigh_site(site) == Weight(87, 5, parts, "hant/plans/a/index.html", 41)


def test_kinds_of_files_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("plans/a/index.html", "plans/b/index.html", "plans/b/annex-1/index.html", "hant/plans/a/index.html",
             "plans/a/s1.json", "plans/a/clauses.json", "search/t/a/0.js", "search/t/b/1.js", "CNAME")  # fmt: skip
    make_site(tmp_path / "site", {name: 10 - number for number, name in enumerate(names)})
    (tmp_path / "mkdocs.yml").write_text("site_name: 文库\n", "utf-8")
    assert main(["weigh", "--project", str(tmp_path), "--by-kind"]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["19", "2", "plans/*/index.html"],
        ["8", "1", "plans/*/*/index.html"],
        ["7", "1", "hant/plans/*/index.html"],
        ["7", "2", "search/*/*/*.js"],
        ["6", "1", "plans/*/*.json"],
        ["5", "1", "plans/*/clauses.json"],
        ["2", "1", "CNAME"],
        ["0", "1", MARKER],
    ]


def test_without_a_site_a_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="no site to weigh"):
        weigh_site(tmp_path)


def test_the_line_names_weight_share_and_largest_file() -> None:
    assert describe_weight(weigh(5_000_000, 1_000_000), CONFIG) == (
        "the site weighs 5.0 MB in 3 files, 50% of what 这台机器 takes; its largest file is offline.zip, 1.0 MB"
    )


@pytest.mark.parametrize(
    ("size", "largest", "judged"),
    [
        (7_900_000, 1_500_000, []),
        (8_000_000, 1_500_000, [("the site has 80% of the 10 MB", False)]),
        (
            10_000_000,
            1_600_000,
            [("the site has 100% of the 10 MB", False), ("offline.zip has 80% of the 2 MB", False)],
        ),
        (10_100_000, 2_100_000, [("the site has 101% of the 10 MB", True), ("offline.zip has 105% of the 2 MB", True)]),
    ],
)
def test_what_is_near_a_limit_is_told_and_what_is_beyond_refused(
    size: int, largest: int, judged: list[tuple[str, bool]]
) -> None:
    found = judge_weight(weigh(size, largest), CONFIG)
    assert [(told.partition(" that ")[0], is_beyond) for told, is_beyond in found] == judged


def test_files_of_single_clauses_are_named_where_they_are_made() -> None:
    heavy = weigh(9_000_000, 1)
    told = [judge_weight(heavy, SiteConfig("文库", per_clause_json=on, host=CONFIG.host))[0][0] for on in (True, False)]
    assert ["per_clause_json: false" in one for one in told] == [True, False]


@pytest.mark.parametrize(("site_mb", "code"), [(10, 0), (1, 7)])
def test_the_command_fails_beyond_the_limit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], site_mb: int, code: int
) -> None:
    make_site(tmp_path / "site", {"index.html": 1_000_001})
    (tmp_path / "mkdocs.yml").write_text(f"site_name: 文库\nextra: {{host: {{site_mb: {site_mb}}}}}\n", "utf-8")
    assert main(["weigh", "--project", str(tmp_path)]) == code
    assert ("too heavy: the site has 100% of the 1 MB that GitHub Pages takes" in capsys.readouterr().err) is bool(code)
