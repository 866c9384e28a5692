"""Records of all works → which body answers for which clause, as JSON."""

from __future__ import annotations

import json
from typing import Any

from build_tools.model.body import BodyName
from build_tools.model.record import WorkRecord


def render_bodies(records: list[WorkRecord], names: tuple[BodyName, ...]) -> str:
    """Return every body with the clauses it answers for; names that the table does not know stand for themselves."""
    known = {name: body for body in names for name in (body.name, *body.also)}
    found: dict[str, dict[str, Any]] = {}
    for record in sorted(records, key=lambda record: record.work):
        for group in record.responsibilities:
            for printed, role in zip(group.bodies, group.roles, strict=True):
                body = known.get(printed, BodyName(printed, (), "as-printed"))
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
                entry["clauses"].append({"work": record.work, "anchor": group.anchor, "role": role, "printed": printed})
    return json.dumps({"bodies": [found[name] for name in sorted(found)]}, ensure_ascii=False, indent=1) + "\n"
