"""How well do tools read the structure of plans? One table: tools by figures (scoring.py), means over the documents.

Method. documents/*.html are invented, in the manner of official pages: menus, bold headings, glued lines, boxes,
tables, a notice with its plan and annex, a rule with articles; *.json beside each says what a reader finds there,
written before any tool was run. Other tools give Markdown, which tool_markdown.py reads as kindly as can be; they say
nothing of bodies and targets. Those that are not installed are left out. Four pages by one hand show kinds of errors
and no more: whoever adds one adds what this project reads badly.

    .venv/bin/python benchmarks/plantree/compare.py [--python OTHER] [--show]

`--python` names another Python that has the tools (`pip install markitdown trafilatura pypandoc_binary docling`), as
their requirements need not agree with this project's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from adapters import TOOLS  # noqa: E402
from scoring import FIGURES, Item, Read, read_gold, score  # noqa: E402
from tool_markdown import read_markdown  # noqa: E402

from build_tools.annotate.targets import find_targets  # noqa: E402
from build_tools.edition.clauses import collect_clauses  # noqa: E402
from build_tools.plan import read_plan  # noqa: E402

MISSING = 3  # exit code of adapters.py


def read_ours(path: Path) -> Read:
    """Return what this project makes of a file."""
    plan = read_plan(path)
    outline, edition = plan.outline, plan.edition
    numbers = {item["anchor"]: number for number, item in enumerate(outline["items"])}
    items = [
        Item(item["label"], item["heading"] if item["is_heading"] else "", numbers.get(item["parent"]))
        for item in outline["items"]
    ]
    tables = [[table["header"], *table["rows"]] if table["header"] else table["rows"] for table in outline["tables"]]
    targets = find_targets(collect_clauses(edition), edition.facts.period)
    bodies = [group["bodies"] for group in outline["responsible"]]
    return Read(items, tables, bodies, [target.printed for target in targets], outline["text"])


def read_other(tool: str, python: str) -> Callable[[Path], Read | None]:
    """Return what runs another tool; it gives None where that is not installed."""

    def read(path: Path) -> Read | None:
        command = [python, str(HERE / "adapters.py"), tool, str(path)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == MISSING:
            return None
        if done.returncode:
            raise SystemExit(f"{tool}: {done.stderr.decode('utf-8', 'replace')[-500:]}")
        return read_markdown(done.stdout.decode("utf-8"))

    return read


def compare(
    readers: dict[str, Callable[[Path], Read | None]], documents: list[Path]
) -> dict[str, dict[str, list[float]]]:
    """Return the figures of each tool that is there: by name, one for each document that has something of the kind."""
    told: dict[str, dict[str, list[float]]] = {}
    golds = {path: read_gold(json.loads(path.with_suffix(".json").read_text("utf-8"))) for path in documents}
    for tool, read in readers.items():
        for path, gold in golds.items():
            found = read(path)
            if found is None:
                break
            for figure, value in score(gold, found).items():
                if value is not None:
                    told.setdefault(tool, {name: [] for name in FIGURES})[figure].append(value)
    return told


def render(told: dict[str, dict[str, list[float]]]) -> str:
    """Return the table, in Markdown."""
    lines = ["| tool | " + " | ".join(FIGURES) + " |", "| --- |" + " ---: |" * len(FIGURES)]
    for tool, figures in told.items():
        shown = (f"{fmean(figures[name]):.2f}" if figures[name] else "—" for name in FIGURES)
        lines.append(f"| {tool} | {' | '.join(shown)} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="a Python that has the other tools")
    parser.add_argument("--show", action="store_true", help="the figures of each document, too")
    options = parser.parse_args()
    documents = sorted((HERE / "documents").glob("*.html"))
    readers: dict[str, Callable[[Path], Read | None]] = {"plan-publisher": read_ours}
    readers |= {tool: read_other(tool, options.python) for tool in sorted(TOOLS)}
    told = compare(readers, documents)
    print(render(told))
    if options.show:
        for path in documents:
            print(f"\n{path.name}\n\n{render(compare(readers, [path]))}")
    if missing := sorted(readers.keys() - told.keys()):
        print(f"\nnot installed: {', '.join(missing)}")


if __name__ == "__main__":
    main()
