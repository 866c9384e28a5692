"""Of twenty indicators of national five-year plans, how many come out of the plans' texts, planned and then reported?

Method. `chains.toml` names indicators that consecutive plans set or report, each with the value, the years and the
clause, as a reader followed them, written before the rules. The texts stand outside of this repository: a folder with
one file a plan, `07.txt` for the seventh. Each is read as any file is; nothing but its number is told (the period is
that of the five-year plan where the text names none). A point comes out where a target at or below its clause has its
value, unit, change, kind and last year; it is whole where the first year, too, is right; a chain where all points do.

    .venv/bin/python benchmarks/chains.py FOLDER [--show]
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_tools.annotate.targets import find_targets  # noqa: E402
from build_tools.edition.clauses import collect_clauses  # noqa: E402
from build_tools.model.target import Target  # noqa: E402
from build_tools.pipeline import convert_bytes  # noqa: E402

CHAINS = Path(__file__).with_suffix(".toml")
_FIRST = 1951  # of the years before the first plan's, five a plan, from the seventh on

Found = list[tuple[str, Target]]


def read_targets(folder: Path) -> dict[str, Found]:
    """Return the targets of each plan with the anchors of their clauses, by the plan's number."""
    found: dict[str, Found] = {}
    for path in sorted(folder.glob("[0-9][0-9].txt")):
        number = int(path.stem)
        edition = convert_bytes(path.read_bytes(), path.name).edition
        clauses = collect_clauses(edition)
        first = _FIRST + 5 * number
        targets = find_targets(clauses, edition.facts.period or (first, first + 4))
        found[str(number)] = [(clauses.by_block[target.block].place.name, target) for target in targets]
    return found


def match_point(point: str, found: dict[str, Found]) -> bool:
    """Return whether a point comes out."""
    plan, anchor, value, unit, change, years, kind = point.split()
    last = int(years[-4:])
    return any(
        (name == anchor or name.startswith(f"{anchor}-"))
        and float(target.value) == float(value)
        and target.unit == unit.strip(".")
        and target.change.value == change.strip("=")
        and target.last == last
        and target.is_annual == years.startswith("a")
        and target.kind.value == kind
        for name, target in found.get(plan, [])
    )


def main() -> None:
    """Print the figures."""
    folder = Path(next(word for word in sys.argv[1:] if not word.startswith("-")))
    found = read_targets(folder)
    points = right = whole = 0
    chains = tomllib.loads(CHAINS.read_text("utf-8"))["chain"]
    for chain in chains:
        results = {point: match_point(point, found) for point in chain["points"]}
        points, right, whole = points + len(results), right + sum(results.values()), whole + all(results.values())
        if "--show" in sys.argv:
            print(
                "".join(f"{chain['name']}: not found: {p}\n" for p, is_right in results.items() if not is_right), end=""
            )
    print(f"{len(chains)} chains, {whole} whole; {points} points, {right} found")


if __name__ == "__main__":
    main()
