"""Quantified targets of the seeds against the hand-made gold: floors that may only rise."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from build_tools.annotate.targets import find_targets
from build_tools.edition.clauses import collect_clauses
from build_tools.pipeline import convert_work

ROOT = Path(__file__).parents[2]
GOLD = Path(__file__).parent / "targets"
FIELDS = (
    "indicator", "subject", "comparison", "word", "value", "upper", "unit", "change", "period", "base", "inferred",
    "kind",
)  # fmt: skip
WORKS = sorted(path.stem for path in GOLD.glob("*.toml"))

Entry = dict[str, object]


def find_in(work: str) -> list[Entry]:
    edition = convert_work(ROOT / "seeds" / work).base.edition
    clauses = collect_clauses(edition)
    return [
        {
            "anchor": str(clause.place),
            "sentence": clause.text[target.sentence_start : target.sentence_end],
            "printed": clause.text[target.start : target.end],
            "indicator": target.indicator,
            "subject": target.subject,
            "comparison": target.comparison.value,
            "word": target.word,
            "value": target.value,
            "upper": target.upper,
            "unit": target.unit,
            "change": target.change.value,
            "period": target.period,
            "base": target.base or 0,
            "inferred": target.is_inferred,
            "kind": target.kind.value,
        }
        for target in find_targets(clauses, edition.facts.period)
        for clause in (clauses.by_block[target.block],)
    ]


def read_gold(work: str) -> list[Entry]:
    entries = tomllib.loads((GOLD / f"{work}.toml").read_text("utf-8"))["target"]
    return [{"upper": "", "inferred": False, "subject": "", "base": 0} | entry for entry in entries]


@cache
def measure() -> tuple[float, float, dict[str, float]]:
    """Precision, recall, and the share of right values of each field among the numbers found."""
    right, found_total, gold_total = 0, 0, 0
    fields: Counter[str] = Counter()
    for work in WORKS:
        found, gold = find_in(work), read_gold(work)
        found_total, gold_total = found_total + len(found), gold_total + len(gold)
        left = list(found)
        for entry in gold:
            same = [item for item in left if all(item[key] == entry[key] for key in ("anchor", "sentence", "printed"))]
            if not same:
                continue
            item = max(same, key=lambda item: sum(item[name] == entry[name] for name in FIELDS))
            left.remove(item)
            right += 1
            fields.update(name for name in FIELDS if item[name] == entry[name])
    return right / found_total, right / gold_total, {name: fields[name] / right for name in FIELDS}


def test_each_work_has_a_gold() -> None:
    assert sorted(path.parent.name for path in ROOT.glob("seeds/*/manifest.toml")) == WORKS
    assert sum(len(read_gold(work)) for work in WORKS) == 151


def test_precision_and_recall_do_not_fall() -> None:
    precision, recall, _ = measure()
    assert precision >= 1.0
    assert recall >= 1.0


@pytest.mark.parametrize("field", FIELDS)
def test_fields_do_not_fall(field: str) -> None:
    floors = {"indicator": 0.99}
    assert measure()[2][field] >= floors.get(field, 1.0)


def test_the_measure_can_fail() -> None:
    gold = read_gold("industrial-software-2021")
    changed = [entry | {"printed": "1家"} for entry in gold]
    assert [entry["printed"] for entry in changed] != [
        entry["printed"] for entry in find_in("industrial-software-2021")
    ]
    assert [entry["printed"] for entry in gold] == [entry["printed"] for entry in find_in("industrial-software-2021")]
