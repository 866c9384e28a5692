"""Edition → JSON of its clauses with what is known of them."""

from dataclasses import asdict
from typing import Any

from build_tools.model.edition import Edition
from build_tools.model.json_text import write_json
from build_tools.model.link import Lineage
from build_tools.model.note import Responsibility
from build_tools.render.address import make_permalink, pair_address, site_address
from build_tools.render.clause_data import refer
from build_tools.render.outline import render_outline
from build_tools.render.sources import describe_absent, describe_files


def render_data(
    edition: Edition,
    responsibilities: tuple[Responsibility, ...],
    lineage: Lineage | None = None,
    *,
    is_draft: bool = False,
) -> str:
    """Return a work's facts, numbered divisions, tables and responsible bodies as JSON; a draft says that it is one.

    How it stands to the other works here is told beside its facts.
    """
    lineage = lineage or Lineage()
    outline = render_outline(edition, responsibilities)
    table: dict[str, Any] = {
        "work": edition.work,
        **({"draft": True} if is_draft else {}),
        "facts": asdict(edition.facts),
        "lineage": {
            "based_on": [refer(name, target) for name, target in lineage.based_on.items()],
            "implemented_by": [refer(one.words, one.target) for one in lineage.implemented],
            "ended_by": [refer(one.words, one.target) for one in lineage.ended_by],
            "versions": [
                {
                    **asdict(one),
                    "permalink": make_permalink(one.work),
                    "comparison": site_address(pair_address(edition.work, one.work)),
                }
                for one in lineage.versions
            ],
        },
        "files": describe_files(edition),
        "absent": describe_absent(edition),
        **{name: outline[name] for name in ("items", "leads", "tables", "responsible")},
    }
    return write_json(table)
