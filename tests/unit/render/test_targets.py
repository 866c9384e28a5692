"""The table of targets as data files: complete, well-formed, and harmless in a table program."""

from __future__ import annotations

import csv
import io
import json

import pytest

from build_tools.annotate.targets import find_targets
from build_tools.edition.clauses import collect_clauses
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.pipeline import convert_bytes
from build_tools.render import long_list
from build_tools.render.target_pages import render_target_pages
from build_tools.render.targets import render_target_data, write_cell
from tests.shelving import shelve

TEXT = (
    "某港口规划（2026-2030年）\n\n一、发展目标\n\n"
    "到2030年，吞吐量“箱”达到5,000万吨。\n建设3个泊位。\n能耗比2025年下降3.5%。\n"
)


def survey(text: str = TEXT) -> SurveyedWork:
    edition = convert_bytes(text.encode("utf-8"), "plan.txt", work="port").edition
    clauses = collect_clauses(edition)
    record = WorkRecord("port", edition.facts, (), {}, (), ())
    return SurveyedWork(record, clauses, (), (), find_targets(clauses, edition.facts.period))


def test_a_part_of_the_table_names_a_plan_once(monkeypatch: pytest.MonkeyPatch) -> None:
    works = shelve([survey(TEXT + "".join(f"建设{number}个车间。\n" for number in range(4, 10)))])
    whole = render_target_pages(works, ())["targets/index.md"]
    assert (whole.count('plans/port/">'), whole.count("rowspan")) == (9, 0)
    monkeypatch.setattr(long_list, "LIMIT", 650)
    tables = [text for _, text in sorted(render_target_pages(works, ()).items()) if "<tr><td" in text]
    assert [(text.count('plans/port/">'), text.count('<td rowspan="3">')) for text in tables] == [(1, 1)] * 3


def test_both_files_hold_the_same_rows() -> None:
    files = render_target_data(shelve([survey()]))
    rows = json.loads(files["plans/targets.json"])["targets"]
    table = files["plans/targets.csv"]
    assert table.startswith("\ufeffwork,title,anchor,")
    assert table.count("\r\n") == 4
    read = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert [(row["indicator"], row["value"], row["unit"], row["last"], row["comparison"]) for row in read] == [
        ("吞吐量“箱”", "50000000", "吨", "2030", "equal"),
        ("泊位", "3", "个", "2030", "equal"),
        ("能耗", "3.5", "%", "2030", "equal"),
    ]
    assert [(row["number"], row["base_year"]) for row in rows] == [(50_000_000, None), (3, None), (3.5, 2025)]
    assert [(row["number"], row["base_year"]) for row in read] == [("50000000", ""), ("3", ""), ("3.5", "2025")]
    assert [row["indicator"] for row in rows] == [row["indicator"] for row in read]
    assert [row["sentence"][row["start"] : row["end"]] for row in rows] == ["5,000万吨", "3个", "3.5%"]
    assert rows[1]["inferred"] is True


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert write_cell(f"{start}1+1") == f"'{start}1+1"
    assert write_cell(f"1{start}") == f"1{start}"
