"""The data beside the pages: complete, and as its schemas say."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from build_tools.edition.fidelity import passages_of
from build_tools.edition.lock import read_lock
from build_tools.engine.folders import Project
from build_tools.engine.library import Library
from build_tools.engine.outputs import OUTPUTS
from build_tools.engine.project import convert_project
from build_tools.pipeline import convert_work
from build_tools.publish.assembly import Assembly
from build_tools.publish.site_config import SiteConfig

if TYPE_CHECKING:
    from build_tools.engine.conversion import Conversion
    from build_tools.model.edition import Edition

pytestmark = pytest.mark.slow  # all data of all works are written and read

ROOT = Path(__file__).resolve().parents[2]
WORKS = sorted(path.name for path in (ROOT / "seeds").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def conversion() -> Conversion:
    return convert_project(Project(ROOT))


def write_data(conversion: Conversion, folder: Path, *, full: bool = True) -> Path:
    """Write the outputs that are data into a folder, and return it."""
    config = SiteConfig("规划文库", "https://plans.example/a/", per_clause_json=full, full_data=full)
    library = Library(Project(ROOT), conversion, config, folder)
    for output in OUTPUTS:
        if output.name in ("data", "single clauses", "tree and Akoma Ntoso", "database"):
            names = [""] if output.of_library else library.names
            Assembly(folder, folder).put("", "", (file for name in names for file in output.render(library, name)))
    return folder


@pytest.fixture(scope="module")
def site(conversion: Conversion, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(conversion, tmp_path_factory.mktemp("site"))


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@cache
def convert(work: str) -> Edition:
    return convert_work(ROOT / "seeds" / work).base.edition


def bare(text: str) -> str:
    return text.translate(str.maketrans("", "", "\n\t "))


def make_validator(name: str) -> Draft202012Validator:
    schema = read(ROOT / "build_tools/publish/theme/data" / f"{name}.schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def list_anchors(work: str) -> dict[str, str]:
    """Every anchor that leads to a clause today, with the hash of its text."""
    locked = read_lock((ROOT / "anchors.lock").read_text("utf-8"))[work]
    return {str(anchor): digest for anchor, digest in locked.items() if anchor not in convert(work).aliases}


def read_clauses(site: Path, work: str) -> dict[str, Any]:
    anchors = list_anchors(work)
    return {anchor: read(site / "plans" / work / f"{anchor.replace('#', '/')}.json") for anchor in anchors}


def tree_texts(node: dict[str, Any]) -> list[str]:
    if node["type"] == "paragraph":
        return [node["text"]]
    if node["type"] == "table":
        cells = [cell for row in node["rows"] for cell in row]
        return [node["caption"], *(part["text"] for cell in cells for part in cell["paragraphs"])]
    below = [text for child in node["body"] for text in tree_texts(child)]
    return [node["num"], node["heading"], node["stop"], *below]


@pytest.mark.parametrize("work", WORKS)
def test_tree_is_valid_and_holds_the_whole_text(site: Path, work: str) -> None:
    tree = read(site / "plans" / work / "tree.json")
    assert [error.message for error in make_validator("tree").iter_errors(tree)] == []
    edition = convert(work)
    assert "".join(tree_texts(tree["tree"])) == "".join(passage.text for passage in passages_of(edition.root))


@pytest.mark.parametrize("work", WORKS)
def test_every_anchor_has_a_valid_file_and_no_file_is_without_one(site: Path, work: str) -> None:
    clauses = read_clauses(site, work)
    validator = make_validator("clause")
    assert {name: [e.message for e in validator.iter_errors(c)] for name, c in clauses.items()} == {
        name: [] for name in clauses
    }
    assert {name: clause["anchor"] for name, clause in clauses.items()} == {name: name for name in clauses}
    files = {path.relative_to(site / "plans" / work).as_posix() for path in (site / "plans" / work).rglob("*.json")}
    aliases = convert(work).aliases
    whole = read(site / "plans" / work / "clauses.json")
    assert {
        name: clause | {"text_with_below": clauses[name]["text_with_below"]}
        for name, clause in whole.items()
        if name in clauses
    } == clauses
    assert set(whole) == {*clauses, *map(str, aliases)}
    assert files == {
        "tree.json",
        "clauses.json",
        *(f"{anchor.replace('#', '/')}.json" for anchor in (*clauses, *map(str, aliases))),
    }
    for old, new in aliases.items():
        assert read(site / "plans" / work / f"{old}.json") == clauses[str(new)]


def test_what_the_file_of_all_clauses_leaves_out_is_known_without(
    site: Path, conversion: Conversion, tmp_path: Path
) -> None:
    short_site = write_data(conversion, tmp_path, full=False)
    validator = make_validator("clause")
    for work in WORKS:
        full = read(site / "plans" / work / "clauses.json")
        short = read(short_site / "plans" / work / "clauses.json")
        assert [error.message for clause in short.values() for error in validator.iter_errors(clause)] == []
        assert {name: complete(name, clause, full[name]) for name, clause in short.items()} == full
        sizes = [len(json.dumps(table, ensure_ascii=False).encode()) for table in (short, full)]
        assert sizes[0] < 0.6 * sizes[1]
        files = {path.name for path in (short_site / "plans" / work).iterdir()}
        assert files == {"tree.json", "akn.xml", "clauses.json"}


def complete(name: str, short: dict[str, Any], full: dict[str, Any]) -> dict[str, Any]:
    """Put back what the short form of a clause may leave out, and nothing else."""
    implied = {"work", "permalink", "url", "path"}
    if full["anchor"] == name:
        implied.add("anchor")
    told = {key: value for key, value in full.items() if key in implied or value in (None, "", [])}
    told |= {"file": full["file"]} | short
    told["text"] = full["text"] | short["text"]
    for key in ("terms", "references", "cited_by", "targets"):
        told[key] = [
            {
                field: value
                for field, value in whole.items()
                if field in ("name", "permalink") or value in (None, "", False)
            }
            | one
            for whole, one in zip(full[key], short.get(key, []), strict=True)
        ]
    return told


@pytest.mark.parametrize("work", WORKS)
def test_hashes_are_those_of_the_lock(site: Path, work: str) -> None:
    found = {anchor: clause["hash"] for anchor, clause in read_clauses(site, work).items()}
    assert found == list_anchors(work)
    assert found


@pytest.mark.parametrize("work", WORKS)
def test_clauses_together_are_the_published_text(site: Path, work: str) -> None:
    # Rows and cells are parted by signs that no published text holds.
    published = "".join(passage.text for passage in passages_of(convert(work).root))
    texts = [clause["text"]["hans"] for clause in read_clauses(site, work).values()]
    assert bare("".join(texts)) == bare(published)


@pytest.mark.parametrize("work", WORKS)
def test_source_spans_hold_the_printed_text(site: Path, work: str) -> None:
    source = convert(work).witness.text
    # The number of a list's item stands for no character of the source.
    opening = [(block, passage.runs[0]) for block in convert(work).blocks for passage in block.passages() if passage]
    computed = {str(block.place): run.text for block, run in opening if run.computed}
    for clause in read_clauses(site, work).values():
        if clause["source"]:
            start, end = clause["source"]
            printed = clause["text"]["hans"].removeprefix(computed.get(clause["anchor"], ""))
            assert (source[start], source[end - 1]) == (printed[0], printed[-1]), clause["anchor"]
        else:
            assert clause["text"]["hans"] == ""


def test_targets_bodies_and_terms_are_all_there(site: Path, conversion: Conversion) -> None:
    for survey in map(conversion.survey, conversion.slips.records):
        clauses = read_clauses(site, survey.record.work).values()
        found = [target["printed"] for clause in clauses for target in clause["targets"]]
        assert found == [target.printed for target in survey.targets if target.block >= 0]
        bodies = [body["printed"] for clause in clauses for body in clause["bodies"]]
        assert sorted(bodies) == sorted(name for group in survey.responsibilities for name in group.bodies)
        uses = sum(term["uses"] for clause in clauses for term in clause["terms"])
        assert uses == sum(use.block >= 0 for use in survey.uses)


def test_permalinks_know_the_sites_address(site: Path) -> None:
    clause = read(site / "plans" / WORKS[0] / "annex-1.json")
    assert clause["permalink"] == f"plans/{WORKS[0]}/annex-1/"
    assert clause["url"] == f"https://plans.example/a/plans/{WORKS[0]}/annex-1/"


def read_table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_table_of_bodies_says_what_the_json_says(conversion: Conversion) -> None:
    bodies = json.loads(conversion.files["plans/bodies.json"])["bodies"]
    rows = read_table(conversion.files["plans/bodies.csv"])
    assert rows == [
        {"name": body["name"]} | {name: str(value) for name, value in clause.items()}
        for body in bodies
        for clause in body["clauses"]
    ]
    assert rows != []


def test_glossary_is_there_as_json_and_as_a_table(conversion: Conversion) -> None:
    terms = json.loads(conversion.files["glossary/glossary.json"])["terms"]
    rows = read_table(conversion.files["glossary/glossary.csv"])
    assert [term["id"] for term in terms] == sorted(conversion.glossary.by_id())
    assert [(row["id"], row["name"], int(row["uses"])) for row in rows] == [
        (term["id"], term["name"], len(term["uses"])) for term in terms
    ]
    found = {(use["work"], use["anchor"]) for term in terms for use in term["uses"] if use["anchor"]}
    surveys = map(conversion.survey, conversion.slips.records)
    known = {(survey.record.work, str(anchor)) for survey in surveys for anchor in survey.anchors}
    assert found - known == set()


SCHEMAS = {
    "data": "plans/*/data.json",
    "witness": "plans/*/witness-*.json",
    "targets": "plans/targets.json",
    "bodies": "plans/bodies.json",
    "report": "plans/report.json",
    "glossary": "glossary/glossary.json",
    "readings": "script/readings.json",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_file_of_data_is_as_its_schema_says(conversion: Conversion, name: str) -> None:
    validator = make_validator(name)
    files = [file for file in conversion.files if PurePath(file).match(SCHEMAS[name])]
    assert files
    for file in files:
        table = json.loads(conversion.files[file])
        assert [error.message for error in validator.iter_errors(table)] == [], file
        assert list(validator.iter_errors(table | {"more": 1})), file


def test_no_file_of_data_is_without_a_schema(conversion: Conversion) -> None:
    files = [file for file in conversion.files if file.endswith(".json")]
    assert [file for file in files if not any(PurePath(file).match(glob) for glob in SCHEMAS.values())] == []


def test_database_holds_every_row_and_the_whole_text(site: Path, conversion: Conversion) -> None:
    surveys = [conversion.survey(name) for name in conversion.slips.records]
    links = [conversion.load_links(name) for name in conversion.slips.records]
    bodies = json.loads(conversion.files["plans/bodies.json"])["bodies"]
    with closing(sqlite3.connect(site / "downloads/library.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        counts = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
        assert counts == {
            "readme": len(tables),
            "works": len(surveys),
            "clauses": sum(len(survey.clauses.clauses) for survey in surveys),
            "bodies": len(bodies),
            "responsibilities": sum(len(body["clauses"]) for body in bodies),
            "targets": sum(len(survey.targets) for survey in surveys),
            "terms": len(conversion.glossary.terms),
            "term_uses": sum(len(survey.uses) for survey in surveys),
            "citations": sum(link.target.is_reference for own in links for link in own.out),
        }
        rows = database.execute("SELECT work, text FROM clauses ORDER BY id").fetchall()
    assert rows == [(clause.work, clause.text) for survey in surveys for clause in survey.clauses.clauses]


def test_database_is_the_same_bytes_twice(site: Path, conversion: Conversion, tmp_path: Path) -> None:
    database = (site / "downloads/library.sqlite").read_bytes()
    for folder in (tmp_path / "again", tmp_path / "once more"):
        write_data(conversion, folder)
        assert (folder / "downloads/library.sqlite").read_bytes() == database
