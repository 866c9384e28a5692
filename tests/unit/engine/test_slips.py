"""What spans works: made from slips as it would be made from all works at once, and never from all at once."""

from __future__ import annotations

import gc
import shutil
import sqlite3
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.annotate.names import Catalog, key_title, resolve_names
from build_tools.commands.writing import write_conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.engine.workers import spread
from build_tools.model.anchor import ClauseId
from build_tools.model.edition import Edition
from build_tools.model.record import SurveyedWork
from tests.unit.engine.test_project import add_work

GLOSSARY = "".join(
    f'[[term]]\nid = "{id_}"\nname = "{name}"\nenglish = "x"\ndefinition = "甲。"\n'
    'basis = "one#s1-para1"\nkind = "network"\n'
    for id_, name in (("edge", "边缘计算"), ("twin", "数字孪生"))
)
ONE = (
    "某市港口发展规划（2021-2025年）\n一、目标\n到2025年，吞吐量达到5000万吨。\n二、任务\n"
    "建设边缘计算平台，推广数字孪生。（责任单位：市科委）\n按照《某市航运发展规划》和《某法》，见专栏1。\n"
    "专栏1 重点\n甲乙。\n"
)
BODIES = '[[body]]\nname = "某市科学技术委员会"\nalso = ["市科委"]\nrule = "customary"\nplace = "某市"\n'
TWO = "某市航运发展规划\n一、任务\n用边缘计算和数字孪生。（责任单位：市科委、某局）\n按照《某市港口发展规划》。\n"


def write_library(root: Path) -> Project:
    add_work(root, "one", ONE)
    add_work(root, "two", TWO)
    (root / "seeds" / "glossary.toml").write_text(GLOSSARY, "utf-8")
    (root / "docs").mkdir(exist_ok=True)
    return Project(root)


@pytest.mark.parametrize(
    ("work", "before", "after"),
    [
        ("one", "推广数字孪生", "推广港口"),
        ("one", "某市港口发展规划", "某市口岸发展规划"),
        ("one", "5000万吨", "6000万吨"),
        ("two", "市科委、某局", "某局"),
        ("two", "按照《某市港口发展规划》", "按照《某规划》"),
        ("two", "\n按照", "\n加快建设。\n按照"),
        ("one", "甲乙。", "甲乙，按照《某市航运发展规划》。"),
        ("glossary.toml", "甲。", "乙。"),
        ("glossary.toml", "one#s1-para1", "one#s2-para2"),
        ("bodies.toml", "", BODIES),
    ],
)
def test_after_a_change_all_is_as_if_it_were_made_anew(
    tmp_path: Path, work: str, before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_tools.engine.spanning._TOGETHER", 1)
    project = write_library(tmp_path)
    convert_project(project)
    if work.endswith(".toml"):
        path = tmp_path / "seeds" / work
        text = path.read_text("utf-8") if path.is_file() else ""
        path.write_text(text.replace(before, after) if before else after, "utf-8")
    else:
        text = {"one": ONE, "two": TWO}[work]
        assert before in text
        add_work(tmp_path, work, text.replace(before, after))
    kept = convert_project(project)
    shutil.rmtree(project.cache)
    anew = convert_project(project)
    assert dict(kept.files) == dict(anew.files)
    assert (kept.failures, kept.lock) == ({}, anew.lock)


def test_a_work_that_goes_leaves_nothing(tmp_path: Path) -> None:
    project = write_library(tmp_path)
    convert_project(project)
    shutil.rmtree(tmp_path / "seeds" / "two")
    kept = convert_project(project)
    shutil.rmtree(project.cache)
    assert dict(kept.files) == dict(convert_project(project).files)


@pytest.mark.parametrize("damage", ["empty", "other", "half"])
@pytest.mark.parametrize("name", ["slips.sqlite", "made.sqlite"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, name: str, damage: str) -> None:
    project = write_library(tmp_path)
    files = dict(convert_project(project).files)
    path = project.cache / name
    data = path.read_bytes()
    path.write_bytes({"empty": b"", "other": b"x" * 500, "half": data[: len(data) // 2]}[damage])
    assert dict(convert_project(project).files) == files


def test_what_spans_works_is_the_same_from_however_many_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_tools.engine.project._FEW", 1)
    project = write_library(tmp_path)
    files = dict(convert_project(project).files)
    shutil.rmtree(project.cache)
    spans = []
    monkeypatch.setattr("build_tools.engine.made.spread", lambda *given: spans.append(given[2]) or spread(*given))
    assert dict(convert_project(project, jobs=2).files) == files
    assert {*spans} == {2}
    spans.clear()
    assert dict(convert_project(project, jobs=2).files) == files
    assert {*spans} == {1}  # nothing has changed


def count_works() -> int:
    gc.collect()
    return sum(isinstance(one, (Edition, SurveyedWork)) for one in gc.get_objects())


def test_few_works_are_in_memory_whatever_their_number(tmp_path: Path) -> None:
    project = write_library(tmp_path)
    for number in range(12):
        add_work(tmp_path, f"more-{number}", ONE.replace("港口", f"第{number}号港口"))
    before = count_works()
    conversion = convert_project(project)
    write_conversion(project, conversion)
    assert len(conversion.records) == 14
    assert count_works() - before <= 8


def test_a_copy_of_the_process_reads_through_a_connection_of_its_own(tmp_path: Path) -> None:
    slips = convert_project(write_library(tmp_path)).slips
    first, known = slips._file.open, slips.keys()

    def read(_number: int) -> tuple[bool, dict[str, str]]:
        return slips._file.open is first, slips.keys()

    assert [keys for _, keys in spread(read, [1, 2], 2)] == [known] * 2
    if "fork" in get_all_start_methods():
        assert not any(is_first for is_first, _ in spread(read, [1, 2], 2))
    assert slips._file.open is first
    assert slips.keys() == known


# -- names


titles = st.builds(
    lambda place, verb, subject, type_, years: f"{place}{verb}{subject}{type_}{years}",
    st.sampled_from(["", "某市", "某省某市", "甲县", "国家"]),
    st.sampled_from(["", "推进", "加快推进"]),
    st.sampled_from(["数据产业", "安全产业", "数据安全产业", "绿色低碳", "某某市场"]),
    st.sampled_from(["规划", "发展规划", "行动计划", "三年行动计划", "条例", ""]),
    st.sampled_from(["", "（2021-2025年）", "（2026-2030年）"]),
)
ISSUERS = st.sampled_from(["某市人民政府", "某省某市人民政府、甲县人民政府", ""])


@given(st.lists(st.tuples(titles, ISSUERS), max_size=12), st.lists(titles, max_size=6))
def test_names_joined_by_an_index_are_those_that_each_title_alone_would_have(
    held: list[tuple[str, str]], cited: list[str]
) -> None:
    catalog = Catalog([(title, ClauseId(f"w{at}"), issuers) for at, (title, issuers) in enumerate(held)])
    plain: dict[str, ClauseId | None] = {}
    for name in cited:
        exact: set[ClauseId] = set()
        other: set[ClauseId] = set()
        for at, (title, issuers) in enumerate(held):
            found = Catalog([(title, ClauseId(f"w{at}"), issuers)]).find(name)
            (exact if key_title(title).words == key_title(name).words else other).update(found)
        if len(exact or other) <= 1:
            plain[name] = next(iter(exact or other), None)
    assert resolve_names(cited, catalog) == plain


def test_a_file_that_another_run_writes_is_left_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.engine.cache_file._PATIENCE", 0)
    project = write_library(tmp_path)
    convert_project(project)
    other = sqlite3.connect(project.cache / "slips.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    add_work(tmp_path, "one", ONE.replace("5000万吨", "6000万吨"))
    assert "6000万吨" in str(convert_project(project).files["plans/one/index.md"])
    other.execute("COMMIT")
    other.close()
    kept = sqlite3.connect(project.cache / "slips.sqlite")
    assert kept.execute("SELECT count(*) FROM works").fetchone() == (2,)
    kept.close()
