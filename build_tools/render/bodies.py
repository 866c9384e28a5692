"""Records of all works → which body answers for which clause, as JSON."""

from __future__ import annotations

import json
from typing import Any

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.record import WorkRecord
from build_tools.render.targets import write_table

COLUMNS = ("name", "work", "anchor", "role", "printed", "open", "deadline")


def render_bodies(records: list[WorkRecord], names: BodyNames) -> str:
    """Return every body with the clauses it answers for; names that the table does not know stand for themselves."""
    return json.dumps({"bodies": _collect(records, names)}, ensure_ascii=False, indent=1) + "\n"


def render_body_table(records: list[WorkRecord], names: BodyNames) -> str:
    """Return the same as CSV, a row for each body and clause."""
    bodies = _collect(records, names)
    return write_table(COLUMNS, ({"name": body["name"]} | clause for body in bodies for clause in body["clauses"]))


def _collect(records: list[WorkRecord], names: BodyNames) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for record in sorted(records, key=lambda record: record.work):
        for group in record.responsibilities:
            for printed, role in zip(group.bodies, group.roles, strict=True):
                body = names.find(printed, record.place)
                entry = found.setdefault(
                    body.name,
                    {
                        "name": body.name,
                        "also": list(body.also),
                        "rule": body.rule,
                        "source": body.source,
                        "clauses": [],
                    },
                )
                task = {"work": record.work, "anchor": str(group.place), "role": role, "printed": printed}
                entry["clauses"].append(task | {"open": int(group.is_open), "deadline": group.deadline})
    return [found[name] for name in sorted(found)]
