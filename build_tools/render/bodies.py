"""Slips of all works → which body answers for which clause, as JSON and as CSV."""

from typing import Any

from build_tools.model.json_text import write_json
from build_tools.model.slip import Slips, Subject
from build_tools.render.targets import write_table

COLUMNS = ("name", "work", "anchor", "role", "printed", "open", "deadline")


def render_bodies(slips: Slips) -> dict[str, str]:
    """Return every body with the clauses it answers for, by path below docs/: as JSON, and as CSV with a row for each.

    Names that the table does not know stand for themselves.
    """
    bodies = [found for name in slips.groups(Subject.BODY) if (found := _collect(name, slips))["clauses"]]
    rows = ({"name": body["name"]} | clause for body in bodies for clause in body["clauses"])
    return {
        "plans/bodies.json": write_json({"bodies": bodies}),
        "plans/bodies.csv": write_table(COLUMNS, rows),
    }


def _collect(name: str, slips: Slips) -> dict[str, Any]:
    found = [(work, of_body) for work, of_body in slips.take(Subject.BODY, name) if of_body.tasks]
    # Each row of a table names its bodies, and the whole table is one place.
    told = dict.fromkeys(
        (work, str(task.place), task.role, task.printed, int(task.is_open), task.deadline)
        for work, of_body in found
        for task in of_body.tasks
    )
    clauses = [dict(zip(COLUMNS[1:], task, strict=True)) for task in told]
    if not clauses:
        return {"clauses": clauses}
    body = found[0][1].doer
    about = {"name": name, "also": list(body.also), "rule": body.rule, "source": body.source}
    return about | {"clauses": clauses}
