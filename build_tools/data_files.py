"""The works as data, written into a built site: whole trees, Akoma Ntoso and single clauses.

One work is in memory at a time. What is written is a function of the works, the glossary and the code, and of the
site's own address.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from build_tools.errors import blame
from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.anchor import Anchor
from build_tools.model.record import SurveyedWork
from build_tools.project import Conversion, Project
from build_tools.publish.database import write_database
from build_tools.publish.metadata import CANONICAL_RE
from build_tools.render.akn import render_akn
from build_tools.render.clause_data import Shared, render_clauses
from build_tools.render.database_rows import SCHEMA, make_batches
from build_tools.render.tree_data import render_tree
from build_tools.source.bodies import read_all_bodies

DATABASE = "library.sqlite"


def write_data(project: Project, conversion: Conversion, site: Path) -> None:
    """Write `tree.json`, `akn.xml` and `<anchor>.json` into every work's folder of a site, and the database of all.

    Anchors that have moved have their files, too, and so have the clauses of works that had another name.
    """
    bodies = BodyNames(read_all_bodies(project.bodies))
    change = ScriptConverter(conversion.script, conversion.script.traditional).convert
    shared = Shared(conversion.glossary.by_id(), bodies, change, _find_root(site))
    for survey in conversion.surveys:
        with blame(survey.record.work):
            _write_work(project, conversion, site, survey, shared)
    downloads = site / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    batches = make_batches(conversion.surveys, conversion.links, conversion.glossary, bodies, change)
    write_database(downloads / DATABASE, SCHEMA, batches)


def _write_work(project: Project, conversion: Conversion, site: Path, survey: SurveyedWork, shared: Shared) -> None:
    name = survey.record.work
    edition = conversion.load_work(project, name).base.edition
    home = site / "plans" / name
    _write_json(home / "tree.json", render_tree(edition))
    (home / "akn.xml").write_text(render_akn(edition), encoding="utf-8", newline="\n")
    # An address of old gives what stands at the new one, and so tells where that is.
    former: dict[Anchor, list[Anchor]] = {}
    for old, new in edition.aliases.items():
        former.setdefault(new, []).append(old)
    for anchor, clause in render_clauses(edition, survey, conversion.links[name], shared):
        for address in (anchor, *former.get(anchor, ())):
            for folder in (name, *survey.record.formerly):
                _write_json(site / "plans" / folder / name_clause_file(address), clause)


def name_clause_file(anchor: Anchor) -> str:
    """Return the file of a clause below its work's folder: "s2.json", "annex-1/s2.json", "annex-1.json"."""
    return "/".join(part for part in (anchor.page, anchor.name) if part) + ".json"


def _find_root(site: Path) -> str:
    home = site / "index.html"
    canonical = CANONICAL_RE.search(home.read_text("utf-8")) if home.is_file() else None
    return canonical["url"] if canonical else ""


def _write_json(path: Path, table: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
