"""The data set: each published character once, in order; chunks that cut nothing; the same from every format."""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyarrow import parquet

from build_tools.cli import main
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.model.clause import Clause, ClauseKind
from build_tools.proof.lines import prove_chunks, prove_lines
from build_tools.proving.proofs import Proofs
from build_tools.render.dataset import Sizes, cut_chunks, read_text
from tests.unit.engine.test_project import add_work

PORT = (
    "某市港口发展规划（2021-2025年）\n一、目标\n到2025年，港口吞吐量达到5000万吨。\n二、任务\n（一）码头\n"
    "1.加快自动化码头改造。推进智慧港口建设，着力发展多式联运。（责任单位：市交通委）\n（二）航道\n疏浚航道。\n"
    "附件1\n重点项目\n一、泊位\n新建泊位10个。\n"
)
ROAD = "某市公路规划（2021-2025年）\n一、目标\n到2025年，公路里程达到3000公里，落实《某市港口发展规划》。\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    add_work(folder, "port-2021", PORT)
    add_work(folder, "road-2021", ROAD)
    add_work(folder, "draft-2021", "某市机场规划\n一、目标\n新建跑道。\n")
    manifest = folder / "seeds/draft-2021/manifest.toml"
    manifest.write_text("draft = true\n" + manifest.read_text("utf-8"), "utf-8")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("site_name: 甲\nsite_url: https://example.org/x\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def conversion(project: Path) -> Conversion:
    return convert_project(Project(project))


@pytest.fixture(scope="module")
def made(project: Path) -> Path:
    assert main(["dataset", "--project", str(project), "--out", str(project / "out"), "--parquet", "--quiet"]) == 0
    return project / "out"


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def test_lines_are_the_published_text_without_drafts(made: Path, conversion: Conversion) -> None:
    lines = read(made / "clauses.jsonl")
    clauses = [one for name in ("port-2021", "road-2021") for one in conversion.survey(name).clauses.clauses]
    assert [(line["work"], line["anchor"], line["text"]) for line in lines] == [
        (one.work, str(one.place), read_text(one)) for one in clauses
    ]
    [target] = [line for line in lines if line["anchor"] == "s2-c1-p1-para1"]
    assert target["url"] == "https://example.org/x/plans/port-2021/#s2-c1-p1-para1"
    assert [body["printed"] for body in target["bodies"]] == ["市交通委"]
    [road] = [line for line in lines if line["references"]]
    assert [(one["printed"], one["work"]) for one in road["references"]] == [("《某市港口发展规划》", "port-2021")]
    assert [target["printed"] for line in lines for target in line["targets"]] == ["5000万吨", "10个", "3000公里"]


@pytest.mark.parametrize("file", ["clauses", "chunks"])
def test_every_line_is_as_its_schema_says_and_the_same_in_parquet(made: Path, file: str) -> None:
    schema = json.loads((made / f"{file}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    lines = read(made / f"{file}.jsonl")
    assert [error.message for line in lines for error in Draft202012Validator(schema).iter_errors(line)] == []
    assert parquet.read_table(made / f"{file}.parquet").to_pylist() == lines
    assert list(Draft202012Validator(schema).iter_errors({**lines[0], "text": 1}))


def test_the_card_counts_and_the_checksums_are_those_of_the_files(made: Path) -> None:
    card = (made / "README.md").read_text("utf-8")
    for path in sorted(made.glob("*.[jp]*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines = len(read(path)) if path.suffix == ".jsonl" else None
        assert f"| {path.name} | " in card
        assert f"| {path.stat().st_size:,} | `{digest}` |" in card
        assert lines is None or f"| {path.name} | {lines} |" in card
    sums = (made / "SHA256SUMS").read_text("utf-8").split("\n")
    assert f"{hashlib.sha256(card.encode()).hexdigest()}  README.md" in sums
    assert "2部规划" in card


def test_the_same_works_give_the_same_bytes(made: Path, project: Path) -> None:
    assert main(["dataset", "--project", str(project), "--out", str(project / "again"), "--parquet", "--quiet"]) == 0
    assert {path.name: path.read_bytes() for path in (project / "again").iterdir()} == {
        path.name: path.read_bytes() for path in made.iterdir()
    }


@pytest.mark.parametrize("sizes", [Sizes(1, 1), Sizes(1, 40), Sizes(20, 60), Sizes(200, 800), Sizes(9999, 9999)])
def test_chunks_together_are_the_edition_and_cut_nothing(conversion: Conversion, sizes: Sizes) -> None:
    clauses = conversion.survey("port-2021").clauses.clauses
    chunks = list(cut_chunks(clauses, sizes, ""))
    assert "\n".join(chunk["text"] for chunk in chunks) == "\n".join(map(read_text, clauses))
    for chunk in chunks:
        own = clauses[slice(*chunk["clauses"])]
        assert len({clause.place.page for clause in own}) == 1
        assert chunk["path"] == list(own[0].path)
        # What is too long is one clause below its headings.
        assert len(chunk["text"]) <= sizes.most or [one.kind for one in own].count(ClauseKind.TEXT) == 1
        assert own[-1].kind is ClauseKind.TEXT


def test_chunks_of_other_sizes_are_others(conversion: Conversion) -> None:
    clauses: tuple[Clause, ...] = conversion.survey("port-2021").clauses.clauses
    counts = [len(list(cut_chunks(clauses, sizes, ""))) for sizes in (Sizes(1, 1), Sizes(60, 200), Sizes(9999, 9999))]
    assert counts == [4, 3, 2]


def test_what_is_altered_is_found(made: Path, project: Path, conversion: Conversion) -> None:
    work, change = Proofs(Project(project), conversion).load("port-2021"), conversion.to_traditional
    lines = [line for line in read(made / "clauses.jsonl") if line["work"] == "port-2021"]
    chunks = [chunk for chunk in read(made / "chunks.jsonl") if chunk["work"] == "port-2021"]
    assert prove_lines(work, lines, change) == prove_chunks(work, chunks) == []
    for name in ("text", "text_hant", "anchor", "permalink", "citation", "hash", "path"):
        altered = deepcopy(lines)
        altered[3][name] = ["别"] if name == "path" else f"{altered[3][name]}别"
        assert prove_lines(work, altered, change), name
    assert prove_lines(work, lines[1:], change)
    assert prove_lines(work, [*lines, lines[-1]], change)
    for name, value in (("text", "别"), ("anchor", "s9"), ("through", "s9"), ("path", ["别"]), ("clauses", [0, 2])):
        assert prove_chunks(work, [chunks[0] | {name: value}, *chunks[1:]]), name
    assert prove_chunks(work, chunks[:-1])


def test_a_folder_of_something_else_is_left_alone(project: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("", "utf-8")
    assert main(["dataset", "--project", str(project), "--out", str(tmp_path), "--quiet"]) == 7
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
