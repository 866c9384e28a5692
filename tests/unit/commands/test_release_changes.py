"""Two releases of a site, clause by clause: new, changed, moved, gone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from build_tools.cli import main
from build_tools.commands.release_changes import compare_releases, read_release, render_changes
from build_tools.engine.folders import Project
from build_tools.engine.library import Library
from build_tools.engine.outputs import OUTPUTS
from build_tools.engine.project import convert_project
from build_tools.publish.metadata import link_feed
from build_tools.publish.site_config import SiteConfig
from tests.unit.engine.test_project import add_work

SCHEMA = Path(__file__).resolve().parents[3] / "build_tools/publish/theme/data/changes.schema.json"


def write_release(folder: Path, *lines: tuple[str, str, str]) -> Path:
    folder.mkdir()
    rows = [
        {"work": work, "title": f"《{work}》", "anchor": anchor, "text": text, "citation": anchor, "url": None}
        | {"permalink": f"plans/{work}/#{anchor}"}
        for work, anchor, text in lines
    ]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "clauses.jsonl").write_text(text, "utf-8")
    return folder


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Path, Path]:
    old = write_release(
        tmp_path / "old", ("a", "s1", "一、目标"), ("a", "s1-para1", "达到5000万吨。"), ("a", "s2", "二、任务"),
        ("a", "s3", "三、保障"), ("a", "tab1", "甲\t1"), ("a", "tab1", "乙\t2"), ("b", "s1", "撤下的"),
        ("a", "s4", "重复"), ("a", "s5", "重复"),
    )  # fmt: skip
    new = write_release(
        tmp_path / "new", ("a", "s1", "一、目标"), ("a", "s1-para1", "达到6000万吨。"), ("a", "s2", "二、任务"),
        ("a", "s2-c1", "（一）*新增*"), ("a", "s2-c2", "三、保障"), ("a", "tab1", "甲\t1"), ("a", "tab1", "乙\t3"),
        ("a", "s6", "重复"), ("c", "s1", "新收录的"),
    )  # fmt: skip
    return old, new


def compare(old: Path, new: Path) -> dict[str, Any]:
    told = compare_releases(read_release(old), read_release(new))
    assert [
        error.message for error in Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(told)
    ] == []
    return told


def test_each_change_is_told_once(releases: tuple[Path, Path]) -> None:
    told = compare(*releases)
    assert told["counts"] == {"new": 3, "changed": 2, "moved": 1, "gone": 3}
    assert [(work["work"], work["state"]) for work in told["works"]] == [("a", "changed"), ("b", "gone"), ("c", "new")]
    assert [
        (one["kind"], one["anchor"], one["from"], one["was"], one["reads"]) for one in told["works"][0]["changes"]
    ] == [
        ("changed", "s1-para1", None, "达到5000万吨。", "达到6000万吨。"),
        ("new", "s2-c1", None, "", "（一）*新增*"),
        ("moved", "s2-c2", "s3", "", "三、保障"),
        ("changed", "tab1", None, "甲\t1\n乙\t2", "甲\t1\n乙\t3"),
        # Nobody can tell which of the two it was.
        ("new", "s6", None, "", "重复"),
        ("gone", "s4", None, "重复", ""),
        ("gone", "s5", None, "重复", ""),
    ]
    assert compare(releases[0], releases[0]) == {"counts": dict.fromkeys(told["counts"], 0), "works": []}


def test_people_read_it_as_a_page(releases: tuple[Path, Path]) -> None:
    page = render_changes(compare(*releases))
    assert page.startswith("# 两次发布之间的更改\n\n新增3条、更改2条、移动1条、删去3条。\n\n## 《a》\n\n")
    assert "- 更改 [s1-para1](plans/a/#s1-para1)：原作“达到5000万吨。”，今作“达到6000万吨。”\n" in page
    assert "- 新增 [s2-c1](plans/a/#s2-c1)：“（一）\\*新增\\*”\n" in page
    assert "- 移动 [s2-c2](plans/a/#s2-c2)：原在 `s3`\n" in page
    assert "## 《b》（撤下）\n\n1条\n" in page
    assert "没有更改。" in render_changes(compare(releases[0], releases[0]))


def test_the_command_reads_releases_and_names_a_line_that_is_wrong(
    releases: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = map(str, releases)
    assert main(["changes", "--releases", old, f"{new}/clauses.jsonl", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == compare(*releases)
    (releases[1] / "clauses.jsonl").write_text('{"work": "a"}\n', "utf-8")
    assert main(["changes", "--releases", old, new, "--lang", "en"]) == 3
    assert f"{new}/clauses.jsonl:1: this is no data set: 'title'" in capsys.readouterr().err


FEED_TEXT = "某市{}规划\n一、目标\n加快建设。（责任单位：市财政局、{}）\n"


def test_feeds_follow_what_several_works_name(tmp_path: Path) -> None:
    for name, other in (("one", "甲局"), ("two", "乙局"), ("three", "乙局")):
        add_work(tmp_path, name, FEED_TEXT.format(name, other))
        manifest = tmp_path / "seeds" / name / "manifest.toml"
        manifest.write_text(f'added = "2024-01-0{len(name)}"\n' + manifest.read_text("utf-8"), "utf-8")
    (tmp_path / "docs").mkdir()
    project = Project(tmp_path)
    conversion = convert_project(project)
    [output] = [output for output in OUTPUTS if output.name == "feeds"]

    def render(url: str) -> dict[str, str]:
        library = Library(project, conversion, SiteConfig("甲", url), tmp_path)
        return {path: str(text) for path, text in output.render(library, "")}

    assert render("") == {}
    feeds = render("https://example.org/x/")
    titles = sorted(found for text in feeds.values() for found in re.findall("<title>(甲：[^<]*)</title>", text))
    assert titles == ["甲：乙局", "甲：市财政局"]
    [(path, finance)] = [(path, text) for path, text in feeds.items() if "市财政局</title>" in text]
    assert re.fullmatch(r"bodies/b-[0-9a-f]{12}/feed\.xml", path)
    assert f'<link rel="self" href="https://example.org/x/{path}"/>' in finance
    assert re.findall(r'<link href="https://example.org/x/plans/([^/]*)/"/>', finance) == ["three", "two", "one"]
    assert link_feed("甲", "https://example.org/x/a/feed.xml").endswith('href="https://example.org/x/a/feed.xml">')
