"""What a manifest says of a work's force is shown with its source; that a period is over repeals nothing."""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.cli import main

PLAN = "某市港口发展规划（2021-2023年）\n\n根据《某省港口规划》，制定本规划。\n\n一、目标\n\n有效期至2024年12月31日。\n"
STATUS = (
    '[facts]\nstatus = "superseded"\nstatus_by = "某市新港口规划"\nstatus_date = "2023-05-01"\n'
    'status_source = "某政发〔2023〕5号"\nimplements = ["某国港口规划"]\n'
)


def convert(root: Path, facts: str) -> tuple[str, dict[str, object], str]:
    """Return the page, the facts of the data, and the list of plans."""
    assert main(["init", str(root), "--name", "某库"]) == 0
    (root.parent / "plan.txt").write_text(PLAN, "utf-8")
    assert main(["add", str(root.parent / "plan.txt"), "--work", "port-2021", "--project", str(root)]) in (
        0,
        10,
    )
    manifest = root / "seeds/port-2021/manifest.toml"
    text = manifest.read_text("utf-8").replace("draft = true\n", 'added = "2026-11-20"\n')
    manifest.write_text(text.replace("[facts]\n", facts, 1), "utf-8")
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
