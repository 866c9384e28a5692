"""A library as it is published, altered after it was built: `check` names every kind of output, and the place."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from build_tools.cli import main

Alter = Callable[[bytes], bytes]
WORK = "industrial-software-2021"
OLD, NEW = "软件", "硬件"  # stand in every text of the work
OLD_HANT, NEW_HANT = "軟體", "硬體"


def put(old: str = OLD, new: str = NEW, behind: str = "") -> Alter:
    """Replace the first place behind a mark."""

    def alter(data: bytes) -> bytes:
        head, mark, rest = data.decode("utf-8").partition(behind) if behind else ("", "", data.decode("utf-8"))
        assert old in rest, old
        return (head + mark + rest.replace(old, new, 1)).encode("utf-8")

    return alter


def in_zip(ending: str, change: Alter) -> Alter:
    """Change the file of an archive whose name ends so."""

    def alter(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            (name,) = (one for one in old.namelist() if one.endswith(ending))
            for one in old.namelist():
                new.writestr(one, change(old.read(one)) if one == name else old.read(one))
        return out.getvalue()

    return alter


def in_database(data: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        statement = f"UPDATE clauses SET text = replace(text, '{OLD}', '{NEW}') WHERE work = ?"
        assert database.execute(statement, (WORK,)).rowcount
        database.commit()
        return database.serialize()


PAGE = f"plans/{WORK}/index.html"
ALTERATIONS: dict[str, tuple[str, Alter]] = {
    # output: file, what is done
    "pages": (PAGE, put(behind='id="s1"')),
    "clauses.js": (f"plans/{WORK}/clauses.js", put(behind='"s1"')),
    "tree.json": (f"plans/{WORK}/tree.json", put(behind='"s1"')),
    "Akoma Ntoso": (f"plans/{WORK}/akn.xml", put(behind='eId="s1"')),
    "data.json": (f"plans/{WORK}/data.json", put(behind='"s1"')),
    "clause JSON": (f"plans/{WORK}/s2.json", put()),
    "EPUB": (f"downloads/{WORK}.epub", in_zip(f"/{WORK}.xhtml", put(behind='id="s1"'))),
    "DOCX": (f"downloads/{WORK}.docx", in_zip("word/document.xml", put(behind='"s1"'))),
    "database": ("downloads/library.sqlite", in_database),
    "search index": (f"search/t/{WORK}/0.js", put("/0", "/1")),
    "targets": ("plans/targets.json", put("到2025年", "到2026年")),
    "bodies": ("plans/bodies.json", put('"printed":"', '"printed":"某')),
    "terms": ("glossary/glossary.json", put('"citation":"', '"citation":"第')),
    "data files": ("plans/targets.csv", put("2025", "2026")),
    "offline copy": ("offline.zip", in_zip(f"plan-library/{PAGE}", put(behind='id="s1"'))),
}


def test_an_altered_file_of_every_kind_is_refused(
    small_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = shutil.copytree(small_project, tmp_path / "project", symlinks=True)
    for file, alter in ALTERATIONS.values():
        path = project / "site" / file
        built = path.read_bytes()
        altered = alter(built)
        assert altered != built
        path.write_bytes(altered)
    assert main(["check", "--project", str(project), "--quiet"]) != 0
    told = capsys.readouterr().out
    rows = {row[1]: row[2] for row in re.finditer(r"(?m)^(\S.*?)  +\d+ +\d+  (\d+ wrong|ok)$", told)}
    assert {output: rows.get(output) for output in ALTERATIONS if not rows.get(output, "ok").endswith("wrong")} == {}
    files = set(re.findall(r"(?m)^[^:\n]+: (\S+?): ", told))
    assert {file for file, _ in ALTERATIONS.values() if not any(one.startswith(file) for one in files)} == set()
