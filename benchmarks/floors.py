"""Whether the converter reads shared documents at least as well as it once did.

Takes a folder that stays outside of the repository; what was reached on it stands in `floors.toml` beside this script:

    cases/        small invented inputs; of each that is read rightly, its facts and the anchors of its divisions
    corpus/docs   real documents with hand-made outlines in corpus/gold; figures of its scorer, 0..1
    corpus/more   real documents; title, number, date, issuers and number of divisions, as a person read them off

Prints what is below its floor, and what has risen above it, where the floor is to be raised. Ends with 1 where anything
is below.

    .venv/bin/python benchmarks/floors.py FOLDER
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_tools.errors import PublisherError  # noqa: E402
from build_tools.hanzi.punctuation import fold_width  # noqa: E402
from build_tools.intake import gather_files, read_file  # noqa: E402
from build_tools.model.anchor import Anchor  # noqa: E402
from build_tools.pipeline import convert_files  # noqa: E402
from build_tools.render.outline import render_outline  # noqa: E402

FLOORS = Path(__file__).with_suffix(".toml")
FIGURES = ("found", "precise", "exact", "parent", "meta")
Outline = dict[str, Any]


def read_outline(path: Path) -> Outline:
    """Return the outline of a file; of what is refused or holds several records, one without a document."""
    try:
        documents = gather_files(path.read_bytes(), path.name).documents
        if len(documents) != 1:
            return {"plan_body": False}
        converted = convert_files([read_file(file) for file in documents[0]])
    except PublisherError:
        return {"plan_body": False}
    return render_outline(converted.edition, list(converted.responsibilities))


def read_facts(outline: Outline) -> dict[str, Any]:
    """Return what `floors.toml` asks of an outline, by the same names."""
    if not outline["plan_body"]:
        return {"body": False}
    items = outline["items"]
    pages = dict.fromkeys(Anchor.parse(item["anchor"]).page for item in items)
    own = [item for item in items if item["parent"] is None and item["kind"] not in ("annex", "schedule", "box")]
    return {
        "body": True,
        "title": outline["title"] or "",
        "number": outline["doc_number"] or "",
        "date": outline["date_issued"] or "",
        "issuers": outline["issuers"],
        "tops": sum(not Anchor.parse(item["anchor"]).page for item in own),
        "plans": 1 + sum(page.startswith("plan-") for page in pages),
        "annexes": sum(item["kind"] == "annex" for item in items),
        "anchors": " ".join(item["anchor"] for item in items),
        "tables": len(outline["tables"]),
    }


def find_wrong(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return the names of the facts that differ, forms of width apart."""
    return [name for name, value in wanted.items() if name != "wrong" and _fold(value) != _fold(found.get(name))]


def _fold(value: Any) -> Any:
    if isinstance(value, list):
        return [_fold(one) for one in value]
    return re.sub(r"[（()）—–－-]", "", fold_width(value)) if isinstance(value, str) else value


def check_facts(folder: Path, floors: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Yield (file, fact, whether it has risen) for each fact that differs from its floor."""
    for name, wanted in floors.items():
        path = next((file for file in folder.iterdir() if file.name == name or file.stem.split("-")[0] == name), None)
        if path is None:
            yield name, "the file is missing", False
            continue
        known = wanted.get("wrong", [])
        wrong = find_wrong(wanted, read_facts(read_outline(path)))
        yield from ((name, fact, False) for fact in wrong if fact not in known)
        yield from ((name, fact, True) for fact in known if fact not in wrong)


def score_corpus(folder: Path) -> dict[str, dict[str, float]]:
    """Return the figures of each document of the corpus that has gold."""
    spec = importlib.util.spec_from_file_location("score_outline", folder / "tools" / "score_outline.py")
    if spec is None or spec.loader is None:
        raise SystemExit("the scorer is missing")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    scores = {}
    for gold in sorted((folder / "corpus/gold").glob("*.json")):
        document = next((folder / "corpus/docs").glob(f"{gold.stem}.*"))
        found = scorer.score(json.loads(gold.read_text("utf-8")), read_outline(document))
        scores[gold.stem] = {name: round(found[name], 3) for name in FIGURES if found[name] is not None}
    return scores


def print_shares(floors: dict[str, Any]) -> None:
    """Print of how many documents each fact is right, where it is asked."""
    for name in ("body", "title", "number", "date", "issuers", "tops", "plans", "annexes"):
        asked = [entry for entry in floors.values() if name in entry]
        right = sum(name not in entry.get("wrong", []) for entry in asked)
        print(f"  {name:8} {right} of {len(asked)}")


def main() -> int:
    """Measure and compare."""
    parser = argparse.ArgumentParser(description="Compare the converter with its floors.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    below = 0
    for part, inner in (("cases", "cases"), ("more", "corpus/more")):
        for name, fact, has_risen in check_facts(folder / inner, floors[part]):
            print(f"{part} {name}: {fact} {'is right now, strike it off' if has_risen else 'is wrong'}")
            below += not has_risen
    for name, figures in score_corpus(folder).items():
        for figure, value in figures.items():
            floor = floors["corpus"].get(name, {}).get(figure, 0.0)
            below += value < floor
            if value != floor:
                print(f"corpus {name}: {figure} {value}, floor {floor}")
    print(f"cases: {len(floors['cases'])} right; more:")
    print_shares(floors["more"])
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
