"""What is read of mkdocs.yml without MkDocs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.errors import SiteError
from build_tools.publish.site_config import Host, read_site_config


def test_name_address_and_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mkdocs.yml"
    monkeypatch.setenv("SITE_URL", "https://example.org/a")
    path.write_text(
        'site_name: 文库\nsite_url: !ENV [SITE_URL, ""]\nextra: {per_clause_json: true, full_data: true}\n', "utf-8"
    )
    config = read_site_config(path)
    assert (config.name, config.url, config.per_clause_json, config.full_data) == (
        "文库",
        "https://example.org/a/",
        True,
        True,
    )
    monkeypatch.delenv("SITE_URL")
    assert read_site_config(path).url == ""
    assert read_site_config(path).digest != config.digest


@pytest.mark.parametrize(
    "told",
    [
        "javascript:alert(1)",
        "example.org/plans",
        "https://a.example/?x=1",
        "https://a.example/a b/",
        "[a]",
        "'https://a#b'",
    ],
)
def test_an_address_that_no_page_can_stand_below_is_told(tmp_path: Path, told: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"site_name: 文库\nsite_url: {told}\n", "utf-8")
    with pytest.raises(SiteError, match="site_url"):
        read_site_config(path)
    path.write_text("site_name: 文库\nsite_url: ' https://a.example/规划 '\n", "utf-8")
    assert read_site_config(path).url == "https://a.example/规划/"


@pytest.mark.parametrize(
    ("text", "size", "releases"),
    [
        ("", 10, ""),
        ("extra: {release_from_mb: 0}\nrepo_url: https://github.com/a/b.c/", 0, "https://github.com/a/b.c/"),
        ("repo_url: https://git.example/a/b", 10, ""),
        ("extra: {release_from_mb: many}", None, ""),
        ("extra: {release_from_mb: -1}", None, ""),
        ("extra: {release_forms_from_mb: few}", None, ""),
    ],
)
def test_what_is_left_to_releases(tmp_path: Path, text: str, size: int | None, releases: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"site_name: 文库\n{text}\n", "utf-8")
    if size is None:
        with pytest.raises(SiteError, match=r"release_(forms_)?from_mb"):
            read_site_config(path)
        return
    config = read_site_config(path)
    assert (config.release_from_mb, config.releases) == (size, releases and f"{releases}releases/latest/download/")


@pytest.mark.parametrize(
    ("nav", "names"),
    [
        ("", False),
        ("nav: []", False),
        ("nav: [{首页: index.md}]", True),
        ("nav: [index.md]", False),
        ("nav: [{首页: index.md}, {乙: [{丙: a.md}]}]", True),
        ("nav: [{首页: index.md}, {乙: [a.md]}]", False),
    ],
)
def test_a_navigation_that_needs_no_pages_titles(tmp_path: Path, nav: str, names: bool) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"site_name: 文库\n{nav}\n", "utf-8")
    assert read_site_config(path).names_nav is names


@pytest.mark.parametrize("text", ["a: [", None, "a: !ENV [", "- a", "a: " + "[" * 3000])
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "mkdocs.yml"
    if text is not None:
        path.write_text(text, "utf-8")
    told = "cannot be read" if text is not None else r"there is no mkdocs\.yml"
    with pytest.raises(SiteError, match=told) as raised:
        read_site_config(path)
    assert raised.value.path == path
    assert "<file>" not in str(raised.value)  # the parser tells a line of the file, by the name that it has


@pytest.mark.parametrize(
    ("text", "reads_more"),
    [
        ("plugins: []", False),
        ("plugins: []\nmarkdown_extensions: [tables, markdown.extensions.toc: {toc_depth: 2}]", False),
        ("site_author: 甲", True),  # MkDocs' own search
        ("plugins: []\nhooks: [a.py]", True),
        ("plugins: []\nmarkdown_extensions: [mine]", True),
        ("plugins: []\nmarkdown_extensions: [pymdownx.snippets: {base_path: .}]", True),
    ],
)
def test_code_that_may_read_more_is_known(tmp_path: Path, text: str, reads_more: bool) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"site_name: 文库\n{text}\n", "utf-8")
    assert read_site_config(path).reads_more is reads_more


@pytest.mark.parametrize(
    ("theme", "count", "some"),
    [
        ("plan-publisher", 17, {"sitemap.xml", "robots.txt", "404.html", "search/index.html"}),
        ("{name: plan-publisher, static_templates: [a.txt]}", 18, {"a.txt"}),
        ("{name: material, static_templates: [a.txt]}", 2, {"sitemap.xml", "a.txt"}),
        ("{static_templates: 5}", 1, {"sitemap.xml"}),
    ],
)
def test_what_mkdocs_makes_of_the_theme_is_known(tmp_path: Path, theme: str, count: int, some: set[str]) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"theme: {theme}\n", "utf-8")
    templates = read_site_config(path).templates
    assert (len(templates), some - set(templates)) == (count, set())


def test_where_a_file_of_a_theme_stands_counts(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("theme: {name: null, custom_dir: theme}\n", "utf-8")
    (tmp_path / "theme/partials").mkdir(parents=True)
    (tmp_path / "theme/a.html").write_text("甲", "utf-8")
    before = read_site_config(path).digest
    (tmp_path / "theme/a.html").rename(tmp_path / "theme/partials/a.html")
    assert read_site_config(path).digest != before


def test_the_limits_of_the_host_are_those_of_github_pages_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: 文库\n", "utf-8")
    assert read_site_config(path).host == Host("GitHub Pages", 1000, 104)
    path.write_text("extra: {host: {name: 甲, site_mb: 5000}}\n", "utf-8")
    assert read_site_config(path).host == Host("甲", 5000, 104)


@pytest.mark.parametrize("host", ["{site_mb: 0}", "{site_mb: 1.5}", "{file_mb: true}", "{size: 1}", "甲", "[1]"])
def test_limits_that_cannot_be_used_are_told(tmp_path: Path, host: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"extra: {{host: {host}}}\n", "utf-8")
    with pytest.raises(SiteError, match="cannot be used"):
        read_site_config(path)


def test_the_colour_of_a_site_can_be_read_on_paper(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text('site_name: x\nsite_description: 甲\nextra: {colour: "#1F5c4d"}\n', "utf-8")
    config = read_site_config(path)
    assert (config.colour, config.description) == ("#1F5c4d", "甲")
    path.write_text("site_name: x\n", "utf-8")
    assert read_site_config(path).colour == "#a8392b"
    for colour, message in (
        ("red", "is no colour"),
        ("#fff;}", "is no colour"),
        ("#e0a000", "too light for words: 2.0"),
    ):
        path.write_text(f'site_name: x\nextra: {{colour: "{colour}"}}\n', "utf-8")
        with pytest.raises(SiteError, match=message):
            read_site_config(path)


def test_vocabularies_are_a_list_of_names(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: x\nextra: {vocabularies: [b, a, b]}\n", "utf-8")
    assert read_site_config(path).vocabularies == ("b", "a")
    path.write_text("site_name: x\nextra: {vocabularies: economy}\n", "utf-8")
    with pytest.raises(SiteError, match="is no list of names"):
        read_site_config(path)


@pytest.mark.parametrize(("told", "language"), [("zh", "zh"), ("zh-CN", "zh"), ("en_GB", "en"), ("''", "en")])
def test_the_language_of_a_site(tmp_path: Path, told: str, language: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"extra: {{language: {told}}}\n", "utf-8")
    assert read_site_config(path).language == language
    path.write_text("extra: {language: fr}\n", "utf-8")
    with pytest.raises(SiteError, match="extra: language = 'fr'"):
        read_site_config(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("docs_dir: ./docs/\nsite_dir: site\nuse_directory_urls: true", ""),
        ("site_dir: public", "site_dir = 'public'"),
        ("docs_dir: [docs]", "docs_dir = ['docs']"),
        ("use_directory_urls: false", "use_directory_urls = False"),
    ],
)
def test_a_setting_that_says_where_nothing_is_put_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"site_name: 甲\n{text}\n", "utf-8")
    if not told:
        assert read_site_config(path).name == "甲"
        return
    with pytest.raises(SiteError, match=re.escape(told)):
        read_site_config(path)
