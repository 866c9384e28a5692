"""What a manifest says of a work's force is shown with its source; that a period is over repeals nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from build_tools.cli import main

SCHEMAS = Path("build_tools/publish/theme/data")
PLAN = "某市港口发展规划（2021-2023年）\n\n根据《某省港口规划》，制定本规划。\n\n一、目标\n\n有效期至2024年12月31日。\n"
STATUS = (
    '[facts]\nstatus = "superseded"\nstatus_by = "某市新港口规划"\nstatus_date = "2023-05-01"\n'
    'status_source = "某政发〔2023〕5号"\nimplements = ["某国港口规划"]\n'
)


def add(root: Path, work: str, plan: str, facts: str) -> None:
    """Add a work, with facts in its manifest."""
    (root.parent / "plan.txt").write_text(plan, "utf-8")
    assert main(["add", str(root.parent / "plan.txt"), "--work", work, "--project", str(root)]) in (0, 10)
    manifest = root / f"seeds/{work}/manifest.toml"
    text = manifest.read_text("utf-8").replace("draft = true\n", 'added = "2026-11-20"\n')
    manifest.write_text(text.replace("[facts]\n", facts, 1), "utf-8")


def convert(root: Path, facts: str) -> tuple[str, dict[str, object], str]:
    """Return the page, the facts of the data, and the list of plans."""
    assert main(["init", str(root), "--name", "某库"]) == 0
    add(root, "port-2021", PLAN, facts)
    assert main(["convert", "--project", str(root)]) == 0
    plans = root / "docs/plans"
    data = json.loads((plans / "port-2021/data.json").read_text("utf-8"))["facts"]
    return (plans / "port-2021/index.md").read_text("utf-8"), data, (plans / "index.md").read_text("utf-8")


def test_what_a_source_says_is_told_with_it(tmp_path: Path) -> None:
    page, data, listed = convert(tmp_path / "site", STATUS)
    assert "<b>效力</b> 已被取代（2023年5月1日起）：《某市新港口规划》，据某政发〔2023〕5号" in page
    assert "<b>规划期</b> 2021–2023年；2026年11月20日收录时已满，期满不等于废止" in page
    assert "<b>有效期</b> 至2024年12月31日，见[一第1段](#s1-para1)" in page
    assert "<b>依据</b> [《某省港口规划》](#preamble-para1)、《某国港口规划》" in page
    assert data["based_on"] == [["某省港口规划", "preamble-para1"], ["某国港口规划", ""]]
    assert (data["status"], data["valid_at"]) == ("superseded", "s1-para1")
    assert "已被取代" in listed
    assert "规划期已满" not in listed


def test_where_no_source_says_anything_nothing_is_said(tmp_path: Path) -> None:
    page, data, listed = convert(tmp_path / "site", "[facts]\n")
    assert "效力" not in page
    assert data["status"] == ""
    assert "规划期已满" in listed


def read(root: Path, work: str) -> tuple[str, dict[str, Any]]:
    """Return the page of a work, and what its data say of others; they are as their schema says."""
    folder = root / "docs/plans" / work
    data = json.loads((folder / "data.json").read_text("utf-8"))
    Draft202012Validator(json.loads((SCHEMAS / "data.schema.json").read_text("utf-8"))).validate(data)
    return (folder / "index.md").read_text("utf-8"), data["lineage"]


def test_works_that_carry_each_other_out_lead_to_each_other(tmp_path: Path) -> None:
    root = tmp_path / "site"
    assert main(["init", str(root), "--name", "某库"]) == 0
    add(root, "port-2021", PLAN, "[facts]\n")
    assert main(["convert", "--project", str(root)]) == 0
    assert "<b>依据</b> [《某省港口规划》](#preamble-para1)\n" in read(root, "port-2021")[0]
    # What is kept of a work is made anew where another one has come that its card leads to.
    add(root, "port-plan", "某省港口规划\n\n一、目标\n\n加快港口发展。\n", "[facts]\n")
    assert main(["convert", "--project", str(root)]) == 0
    city, of_city = read(root, "port-2021")
    province, of_province = read(root, "port-plan")
    assert "<b>依据</b> [《某省港口规划》](../port-plan/index.md)（[原句](#preamble-para1)）\n" in city
    assert "<b>据此制定</b> [《某市港口发展规划（2021-2023年）》](../port-2021/index.md#preamble-para1)\n" in province
    there = {"printed": "某省港口规划", "work": "port-plan", "anchor": "", "permalink": "plans/port-plan/"}
    here = {
        "printed": "《某市港口发展规划（2021-2023年）》",
        "work": "port-2021",
        "anchor": "preamble-para1",
        "permalink": "plans/port-2021/#preamble-para1",
    }
    assert of_city == {"based_on": [there], "implemented_by": [], "ended_by": [], "versions": []}
    assert of_province == {"based_on": [], "implemented_by": [here], "ended_by": [], "versions": []}


def test_a_plan_that_another_one_ends_says_so(tmp_path: Path) -> None:
    root = tmp_path / "site"
    assert main(["init", str(root), "--name", "某库"]) == 0
    add(root, "port-plan", "某省港口规划\n\n一、目标\n\n加快港口发展。\n", "[facts]\n")
    add(root, "port-draft", "某省港口规划（征求意见稿）\n\n一、目标\n\n加快港口发展。\n", "[facts]\n")
    later = "某省港口发展行动计划\n\n一、目标\n\n《某省港口规划》（某政发〔2017〕1号）同时停止执行。\n"
    add(root, "port-later", later, "[facts]\n")
    assert main(["convert", "--project", str(root)]) == 0
    page, lineage = read(root, "port-plan")
    assert "<b>废止</b> [《某省港口发展行动计划》一第1段](../port-later/index.md#s1-para1)写明不再执行\n" in page
    assert [one["work"] for one in lineage["ended_by"]] == ["port-later"]
    assert [read(root, work)[1]["ended_by"] for work in ("port-draft", "port-later")] == [[], []]


def test_versions_of_one_plan_lead_to_each_other_and_to_their_comparison(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "site"
    assert main(["init", str(root), "--name", "某库"]) == 0
    add(root, "port-2021", PLAN, '[facts]\ndate_issued = "2021-02-03"\n')
    facts = '[facts]\nversion_of = "{}"\nversion_source = "某政发〔2023〕5号"\n'
    add(root, "port-2023", PLAN.replace("港口发展", "新港口发展"), facts.format("port-2021"))
    assert main(["convert", "--project", str(root)]) == 0
    earlier, of_earlier = read(root, "port-2021")
    later, of_later = read(root, "port-2023")
    compared = "../../compare/port-2021/port-2023.md"
    assert (root / "docs/plans/port-2021" / compared).is_file()
    assert (
        f"<b>其他版本</b> [《某市新港口发展规划（2021-2023年）》](../port-2023/index.md)"
        f"（[对照]({compared})；据某政发〔2023〕5号）\n"
    ) in earlier
    assert (
        f"<b>其他版本</b> [《某市港口发展规划（2021-2023年）》](../port-2021/index.md)"
        f"（2021年2月3日，[对照]({compared})；据某政发〔2023〕5号）\n"
    ) in later
    assert of_later["versions"] == [
        {
            "work": "port-2021",
            "title": "某市港口发展规划（2021-2023年）",
            "date": "2021-02-03",
            "source": "某政发〔2023〕5号",
            "permalink": "plans/port-2021/",
            "comparison": "compare/port-2021/port-2023/",
        }
    ]
    assert [one["work"] for one in of_earlier["versions"]] == ["port-2023"]
    # What names no work here is told, and costs no other work anything.
    manifest = root / "seeds/port-2023/manifest.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('"port-2021"', '"port-2012"'), "utf-8")
    capsys.readouterr()
    assert main(["convert", "--project", str(root)]) != 0
    assert "version_of names 'port-2012', which is no work here" in capsys.readouterr().err
    assert "其他版本" in read(root, "port-2021")[0]  # the last good edition of the other one stands
