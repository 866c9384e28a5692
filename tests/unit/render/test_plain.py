"""Pages as plain Markdown: read back by another reader of CommonMark, whatever the text holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.engine.folders import Project
from build_tools.engine.library import Library
from build_tools.engine.outputs import OUTPUTS
from build_tools.engine.project import convert_project
from build_tools.model.anchor import Anchor
from build_tools.proof.plain import prove_plain
from build_tools.proving.proofs import Proofs
from build_tools.publish.metadata import link_clause_data, link_plain
from build_tools.publish.script_tree import Changes, make_twins
from build_tools.publish.site_config import SiteConfig
from build_tools.render.guide import GuidedWork, render_guide
from tests.unit.engine.test_project import add_work

HOSTILE = (
    "某市某某发展规划\n一、目标\n- 甲\n+ 乙\n= 丙\n4.5亿元。\n1) 丁\n> 戊\n| 己 | 庚 |\n{#s9} 辛 {#s8}\n"
    "<b>壬</b>&amp;&lt;\n**癸** `子` [丑](寅) ~~卯~~ $辰$ ![巳](午)\n二、[未]: https://example.org/x \\#{#s1}\n"
    "（一）申\n1.酉。戌。\n附件1\n重点项目\n一、亥\n新建。\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("library")
    add_work(folder, "odd-2021", HOSTILE)
    project = Project(folder)
    return Library(project, convert_project(project), SiteConfig("甲", "https://example.org/a/"), folder)


def render(library: Library, name: str = "Markdown") -> dict[str, str]:
    [output] = [output for output in OUTPUTS if output.name == name]
    return {path: str(text) for path, text in output.render(library, "odd-2021")}


def test_no_text_becomes_markup_or_an_anchor(library: Library) -> None:
    work = Proofs(library.project, library.conversion).load("odd-2021")
    files = render(library)
    assert list(files) == ["plans/odd-2021/index.md", "plans/odd-2021/annex-1/index.md"]
    for page, (file, text) in zip(work.pages, files.items(), strict=True):
        assert prove_plain(work, page, text, file, str) == []
        assert prove_plain(work, page, text.replace("一、", "二、", 1), file, str)


def test_the_heading_of_each_letter_is_ours(tmp_path: Path) -> None:
    letter = "某市人民政府关于印发某市某某发展规划的通知\n各区政府：\n现印发给你们，请认真贯彻执行。\n2023年5月6日\n"
    add_work(tmp_path, "odd-2021", letter + HOSTILE)
    project = Project(tmp_path)
    library = Library(project, convert_project(project), SiteConfig("甲"), tmp_path)
    [(file, text), _] = render(library).items()
    work = Proofs(library.project, library.conversion).load("odd-2021")
    page = work.pages[0]
    assert prove_plain(work, page, text, file, str) == []
    opening = page.blocks[0][1]._replace(place=Anchor("", "notice-2nd"))
    page = replace(page, blocks=((page.blocks[0][0], opening), *page.blocks[1:]))
    text = text.replace("{#notice}", "{#notice-2nd}")
    assert prove_plain(work, page, text, file, str) == []


def test_each_clause_has_its_anchor_behind_it(library: Library) -> None:
    own, annex = render(library).values()
    assert own.startswith("# 某市某某发展规划\n\n> 网页：https&#58;//example.org/a/plans/odd-2021/  \n> ")
    assert "\n\n## 一、目标 {#s1}\n\n" in own
    assert "\n\n4\\.5亿元。 {#s1-para4}\n\n" in own
    assert annex.startswith("# 附件1重点项目 {#annex-1}\n\n")
    assert annex.endswith("新建。 {#s1-para1}\n")


def test_a_site_may_do_without(library: Library) -> None:
    config = SiteConfig("甲", markdown_pages=False)
    bare = Library(library.project, library.conversion, config, library.temporary)
    assert render(bare) == {}
    assert "- [某市某某发展规划](plans/odd-2021/)\n" in render(bare, "llms.txt")["llms.txt"]


def test_the_guide_has_the_form_of_the_proposal() -> None:
    works = [GuidedWork("[规划](x)", "plans/a/index.md", ""), *[GuidedWork("乙", "plans/b/", "乙〔2020〕1号")] * 400]
    guide = render_guide("甲", "", "https://example.org/a/", works, ["plans/", "plans/targets.json"])
    lines = [line for line in guide.split("\n") if line]
    assert lines[0] == "# 甲"
    assert lines[1].startswith("> ")
    heads = [line for line in lines if line.startswith("#")]
    assert heads == ["# 甲", "## 规划", "## 数据", "## Optional"]
    behind = lines[lines.index("## 规划") :]
    assert [line for line in behind if not line.startswith(("## ", "- ["))] == []
    assert "- [\\[规划\\](x)](https://example.org/a/plans/a/index.md)" in lines
    assert lines.count("- [乙](https://example.org/a/plans/b/): 乙〔2020〕1号") == 299
    assert "- [全部401部](https://example.org/a/plans/)" in lines
    assert "- [全部规划](https://example.org/a/plans/)" in lines
    assert not any("targets/)" in line for line in lines)


def test_pages_of_both_trees_lead_to_the_one_markdown_and_guide() -> None:
    head = link_clause_data("annex-1") + link_plain("plans/a/annex-1/index.md", has_guide=True)
    page = f'<html lang="zh-Hans" class="x"><head>{head}</head><body></body></html>'
    first, second = make_twins(page, "plans/a/annex-1/index.html", Changes(str, str, str), own=False)
    assert '<link rel="alternate" type="text/markdown" href="index.md">' in first
    assert '<link rel="describedby" type="text/plain" href="../../../llms.txt">' in first
    assert '<link rel="alternate" type="text/markdown" href="../../../../plans/a/annex-1/index.md">' in second
    assert '<link rel="describedby" type="text/plain" href="../../../../llms.txt">' in second
    assert '<link rel="alternate" type="application/json" href="../clauses.json">' in first
    assert '<link rel="alternate" type="application/json" href="../../../../plans/a/clauses.json">' in second
