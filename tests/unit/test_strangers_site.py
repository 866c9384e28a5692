"""A site of one's own holds nothing of this repository's plans, with a glossary and without, with one plan and none."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from build_tools.commands.writing import write_conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.publish.start import start_site, supply_pages
from tests.unit.engine.test_project import add_work

ROOT = Path(__file__).parents[2]
PLAN = """某县数字乡村发展行动计划（2024-2026年）
某政办发〔2024〕12号
一、总体要求
到2026年，行政村5G网络覆盖率达到95%以上，工业互联网和人工智能得到应用。
二、重点任务
推进农村光纤改造，建设数据中心。（责任单位：县农业农村局、县工业和信息化局）
"""
_FEWEST = 12  # characters of a sentence that two people do not write alike


def read_own_words() -> dict[str, set[str]]:
    """Return what this repository's own tables and plans say: what it is → the words."""

    def take(table: str, *fields: str) -> set[str]:
        (entries,) = (held for held in tomllib.loads((ROOT / f"seeds/{table}.toml").read_text("utf-8")).values()
                      if isinstance(held, list))  # fmt: skip
        return {entry[field] for entry in entries for field in fields if field in entry}

    bases = "".join(path.read_text("utf-8") for path in ROOT.glob("build_tools/source/vocabularies/*.toml"))
    texts = [path.read_text("utf-8") for path in ROOT.glob("seeds/*/*.txt")]
    titles = [path.read_text("utf-8") for path in ROOT.glob("docs/plans/*/index.md")]
    return {
        "titles": {found[1] for text in titles if (found := re.search(r'^title: "?(.*?)"?$', text, re.MULTILINE))},
        "entries": take("glossary", "name", "definition"),
        "bodies": take("bodies", "name"),
        "indicators": take("indicators", "name", "note"),
        "cited works": take("outside", "name") - set(re.findall("《([^《》]*)》", bases)),
        "sentences": {one.strip() for text in texts for one in re.split("[。\n]", text) if len(one.strip()) >= _FEWEST},
    }


def read_site(root: Path) -> str:
    """Return all that is written into a site's folder, and the pages that the package gives to it."""
    paths = [path for path in sorted(root.rglob("*")) if path.is_file() and ".build" not in path.parts]
    return "\n".join([*(path.read_text("utf-8", "replace") for path in paths), *supply_pages(root).values()])


@pytest.mark.parametrize("has_glossary", [True, False], ids=["words", "no words"])
@pytest.mark.parametrize("has_plan", [True, False], ids=["one plan", "none"])
def test_nothing_of_our_plans_is_in_a_strangers_site(tmp_path: Path, *, has_plan: bool, has_glossary: bool) -> None:
    start_site(tmp_path / "site", "某县规划文库", "", "1.0")
    project = Project(tmp_path / "site")
    if not has_glossary:
        config = project.root / "mkdocs.yml"
        config.write_text(re.sub(r"(vocabularies: ).*", r"\1[]", config.read_text("utf-8")), "utf-8")
    if has_plan:
        add_work(project.root, "digital-villages-2024", PLAN)
    write_conversion(project, convert_project(project))
    site = read_site(project.root)
    shown = {path.stem for path in (project.docs / "glossary").glob("*.md")} - {"strokes", "strokes-traditional"}
    assert ("5g" in shown) is (has_plan and has_glossary)
    assert len(shown) < 40
    said = {one.strip() for one in re.split("[。\n]", re.sub(r"<[^>]*>|\]\([^)]*\)|\[", "", site))}
    held = read_own_words()
    assert held["sentences"] & said == set()
    assert len(held["sentences"]) > 500
    for kind in ("titles", "entries", "bodies", "indicators", "cited works"):
        assert (kind, [word for word in held[kind] if len(word) > 3 and word in site]) == (kind, [])
    assert re.findall("上海|沪|工赋", site) == []
