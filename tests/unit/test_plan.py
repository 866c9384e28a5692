"""The package's public face: the ten lines of the documents run, and say what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import build_tools
from build_tools.errors import UnreadableSourceError

ROOT = Path(__file__).parents[2]
PAGE = """<html><body><h1>某市软件产业发展规划</h1><p>一、总体要求</p><p>（一）指导思想</p><p>加快发展。</p>
<p>二、主要任务</p><p>（一）夯实基础</p><p>1.攻关基础软件。到2025年突破三项。</p></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "plan.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_a_plan_is_read_cited_and_asked_for_its_places(page: Path) -> None:
    plan = build_tools.read_plan(page)
    assert isinstance(plan, build_tools.Plan)
    assert plan.outline["title"] == "某市软件产业发展规划"
    assert plan.find("s2-c1") == "（一）夯实基础"
    assert plan.cite("s2-c1-p1") == "二（一）1"
    assert plan.resolve("二(一) 1，第3页") == "s2-c1-p1"
    assert (plan.find("s9"), plan.cite("s9"), plan.resolve("九")) == ("", "", None)
    with pytest.raises(ValueError, match="no anchor"):
        plan.find("第二条")


def test_the_lines_in_the_documents_run(page: Path) -> None:
    (lines,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/outline.md").read_text("utf-8"), re.DOTALL)
    assert len(lines.strip().split("\n")) <= 10
    told = subprocess.run(
        [sys.executable, "-c", lines], cwd=page.parent, capture_output=True, check=True, encoding="utf-8",
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    ).stdout  # fmt: skip
    assert told.split("\n") == ["某市软件产业发展规划", "（一）夯实基础", "二（一）", "s2-c1-p1", "[]", ""]


def test_what_holds_several_documents_is_not_read_as_one(tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    text = "一、总体要求\\n加快发展数字经济。\\n" * 20
    records = "".join(f'{{"title": "{title}", "content": "{text}"}}\n' for title in ("甲规划", "乙规划"))
    dump.write_text(records, "utf-8")
    with pytest.raises(UnreadableSourceError, match="the file holds 2 records"):
        build_tools.read_plan(dump)


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'read_plans'"):
        build_tools.read_plans  # noqa: B018


def test_the_face_alone_loads_nothing() -> None:
    code = "import build_tools, sys; print(sum(name.startswith('build_tools.') for name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    assert told.strip() == "0"
