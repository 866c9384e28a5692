"""The benchmark for the field: its scorer tells every kind of error, its documents hold what their annotation says."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.loading import load_script

HERE = Path(__file__).resolve().parents[2] / "benchmarks/plantree"
DOCUMENTS = sorted((HERE / "documents").glob("*.html"))


@pytest.fixture(scope="module")
def compare() -> Any:
    known = list(sys.path)
    module = load_script("benchmarks/plantree/compare.py")
    sys.path[:] = known
    return module


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_holds_what_its_annotation_says(path: Path, compare: Any) -> None:
    scoring = sys.modules["scoring"]
    gold = compare.read_gold(json.loads(path.with_suffix(".json").read_text("utf-8")))
    page = scoring.fold(BeautifulSoup(path.read_text("utf-8"), "html.parser").body.get_text())
    read = gold.read
    words = [item.label + item.heading for item in read.items]
    words += [cell for table in read.tables for row in table for cell in row]
    words += [name for group in read.bodies for name in group]
    words += [*read.targets, *gold.sentences, *gold.furniture]
    assert [word for word in words if scoring.fold(word) not in page] == []
    whole = replace(read, text="".join(gold.sentences))
    assert {value for value in compare.score(gold, whole).values() if value is not None} == {1.0}


def test_each_error_lowers_its_own_figure(compare: Any) -> None:
    gold = compare.read_gold(json.loads((HERE / "documents/port.json").read_text("utf-8")))
    whole = replace(gold.read, text="".join(gold.sentences))
    items = list(whole.items)
    errors = {
        "a heading": ("tree", replace(whole, items=[replace(items[0], heading="发展"), *items[1:]])),
        "a label": ("tree", replace(whole, items=[*items[:-1], replace(items[-1], label="（三）")])),
        "a parent": ("tree", replace(whole, items=[*items[:-1], replace(items[-1], parent=2)])),
        "one that is none": ("tree", replace(whole, items=[*items, compare.Item("五、", "附则", None)])),
        "a cell": ("tables", replace(whole, tables=[[["指标"], *whole.tables[0][1:]]])),
        "a body": ("bodies", replace(whole, bodies=[["市交通委"], *whole.bodies[1:]])),
        "a target": ("targets", replace(whole, targets=whole.targets[1:])),
        "a sentence": ("text", replace(whole, text="".join(gold.sentences[1:]))),
        "the order": ("text", replace(whole, text="".join(reversed(gold.sentences)))),
        "furniture": ("clean", replace(whole, text=whole.text + "分享到")),
    }
    for name, (figure, read) in errors.items():
        told = compare.score(gold, read)
        assert [one for one, value in told.items() if value < 1] == [figure], name
    silent = compare.score(gold, replace(whole, bodies=None, targets=None))
    assert (silent["bodies"], silent["targets"]) == (None, None)


def test_markdown_of_other_tools_is_read_kindly(compare: Any) -> None:
    read = compare.read_markdown(
        "# 某规划\n\n## **一、目标**\n\n2\\.5亿元。\n\n### （一）任务\n\n- 1\\. 甲。乙。\n——丙。\n\n"
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
        "\n第三条　丁。\n"
    )
    assert [(item.label, item.heading, item.parent) for item in read.items] == [
        ("一、", "目标", None),
        ("（一）", "任务", 0),
        ("1.", "甲", 1),
        ("——", "丙", 1),
        ("第三条", "", 1),
    ]
    assert read.tables == [[["a", "b"], ["1", "2"]]]


def test_what_this_project_reads(compare: Any) -> None:
    told = compare.compare({"ours": compare.read_ours, "missing": lambda _path: None}, DOCUMENTS)
    assert set(told) == {"ours"}
    means = {name: fmean(values) for name, values in told["ours"].items()}
    floors = {"tree": 0.98, "tables": 1.0, "bodies": 1.0, "targets": 0.88, "text": 1.0, "clean": 1.0}
    assert {name: mean for name, mean in means.items() if mean < floors[name]} == {}
    assert compare.render(told).split("\n")[2].startswith("| ours | 0.9")
