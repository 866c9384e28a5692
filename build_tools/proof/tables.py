"""The tables of targets, bodies and terms → faults."""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from build_tools.messages import _
from build_tools.model.target import Target
from build_tools.proof.expected import ProvedWork, Said
from build_tools.proof.line import Fault, tell_unreadable
from build_tools.proof.records import Record, compare_records

_HARMLESS = "'"  # before what a table program would take for a formula
_FORMULAS = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


Rows = list[Record]
Prove = Callable[[ProvedWork, Rows, str], list[Fault]]


@dataclass(frozen=True)
class RowFile:
    """A file of rows, each of which belongs to a work.

    Attributes:
        output: its kind.
        file: its path in the site.
        read: gives its rows, each with its work; raises where it is not such a file.
        prove: gives what is wrong with the rows of one work.
        is_ordered: its rows stand in the order of the works.
    """

    output: str
    file: str
    read: Callable[[str], Rows]
    prove: Prove
    is_ordered: bool = False

    def split(self, text: str, names: Collection[str]) -> tuple[dict[str, Rows], list[Fault]]:
        """Return the rows of each work, and what is wrong with the file as a whole."""
        found: dict[str, Rows] = {}
        order: list[str] = []
        try:
            for row in self.read(text):
                work = str(row["work"])
                if not order or order[-1] != work:
                    order.append(work)
                found.setdefault(work, []).append(row)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return {}, [tell_unreadable(self.output, self.file, error)]
        if strangers := sorted(found.keys() - set(names)):
            return found, [Fault(self.output, self.file, _("a part that no work has"), found=strangers[0][:80])]
        if self.is_ordered and order != sorted(found):
            return found, [Fault(self.output, self.file, _("the works do not stand in order"))]
        return found, []


# -- targets


def _expect_targets(work: ProvedWork) -> Iterator[Record]:
    said = {one.number: one for one in work.said}
    for target in work.survey.targets:
        yield describe_target(work, said[target.block], target)


def describe_target(work: ProvedWork, one: Said, target: Target) -> Record:
    """Return a target of a work as tables tell of it; `one` is the clause that it stands in."""
    return {
        "work": work.name,
        "title": work.title,
        "anchor": str(one.place),
        "citation": one.citation,
        "indicator": target.indicator,
        "subject": target.subject,
        "comparison": target.comparison.name.lower().replace("_", "-"),
        "word": target.word,
        "printed": one.text[target.start : target.end],
        "number": int(number) if (number := float(target.value)).is_integer() else number,
        "value": target.value,
        "upper": target.upper,
        "unit": target.unit,
        "change": target.change.name.lower(),
        "first": target.first,
        "last": target.last,
        "base_year": target.base,
        "annual": target.is_annual,
        "inferred": target.is_inferred,
        "kind": target.kind.value,
        "sentence": one.text[target.sentence_start : target.sentence_end],
    }


def _prove_target_data(work: ProvedWork, rows: Rows, file: str) -> list[Fault]:
    try:
        read = [{name: value for name, value in row.items() if name not in ("start", "end")} for row in rows]
        cut = [row["sentence"][row["start"] : row["end"]] == row["printed"] for row in rows]
    except (KeyError, TypeError) as error:
        return [tell_unreadable("targets", file, error, work.name)]
    faults = compare_records(_expect_targets(work), read, "targets", file, work.name)
    if not faults and not all(cut):
        what = _("a number is not where it is said to stand")
        return [Fault("targets", file, what, work.name, expected=str(rows[cut.index(False)]))]
    return faults


def _prove_target_table(work: ProvedWork, rows: Rows, file: str) -> list[Fault]:
    wanted = ({name: _cell(value) for name, value in row.items()} for row in _expect_targets(work))
    return compare_records(wanted, rows, "targets", file, work.name)


# -- bodies


def expect_groups(work: ProvedWork) -> Rows:
    """Return who answers for what in a work, as printed, in the order of the text."""
    return [
        {
            "work": work.name,
            "anchor": str(group.place),
            "role": role,
            "printed": printed,
            "open": int(group.is_open),
            "deadline": group.deadline,
        }
        for group in work.survey.responsibilities
        for printed, role in zip(group.bodies, group.roles, strict=True)
    ]


def _prove_bodies(work: ProvedWork, rows: Rows, file: str) -> list[Fault]:
    """Compare rows that the file has in another order, by body, and once where several rows of a table say the same."""

    def key(row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(str(row.get(name, "")) for name in ("anchor", "printed", "role"))

    wanted = [dict(told) for told in dict.fromkeys(tuple(row.items()) for row in expect_groups(work))]
    if file.endswith(".csv"):
        wanted = [{name: _cell(value) for name, value in row.items()} for row in wanted]
    return compare_records(sorted(wanted, key=key), sorted(rows, key=key), "bodies", file, work.name)


# -- terms


def _prove_term_data(work: ProvedWork, rows: Rows, file: str) -> list[Fault]:
    """Return what is wrong with the uses of terms: each names a clause that uses the term, by its citation."""
    said = {one.number: one for one in work.said}
    cited = {str(one.place): one.citation for one in reversed(said.values())}
    uses = {(use.term, str(said[use.block].place)) for use in work.survey.uses}
    try:
        found = {(row["term"], row["anchor"]): row["citation"] for row in rows}
    except (KeyError, TypeError) as error:
        return [tell_unreadable("glossary", file, error, work.name)]
    for term, anchor in sorted(uses - found.keys()):
        return [Fault("glossary", file, _("a use of {term} is lost", term=term), work.name, anchor)]
    for (term, anchor), words in found.items():
        if (term, anchor) not in uses:
            return [Fault("glossary", file, _("{term} is not used there", term=term), work.name, anchor)]
        if cited.get(anchor) != words:
            return [Fault("glossary", file, _("the citation differs"), work.name, anchor, -1, cited[anchor], words)]
    return []


# -- rows


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _HARMLESS + text if text.startswith(_FORMULAS) else text


def _read_table(text: str) -> Rows:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [{name: value or "" for name, value in row.items()} for row in rows]


def _read_body_table(text: str) -> Rows:
    return [{name: value for name, value in row.items() if name != "name"} for row in _read_table(text)]


def _read_data(text: str, of: str, inner: str = "") -> Rows:
    """Return the entries of a list of JSON, or the rows within each, with the id of a term."""
    entries = json.loads(text)[of]
    told = ({"term": entry["id"]} if of == "terms" else {} for entry in entries)
    return (
        [row | own for entry, own in zip(entries, told, strict=True) for row in entry[inner]] if inner else [*entries]
    )


BODY_TABLE = RowFile("bodies", "plans/bodies.csv", _read_body_table, _prove_bodies)
ROW_FILES = (
    RowFile("targets", "plans/targets.json", partial(_read_data, of="targets"), _prove_target_data, is_ordered=True),
    RowFile("targets", "plans/targets.csv", _read_table, _prove_target_table, is_ordered=True),
    RowFile("bodies", "plans/bodies.json", partial(_read_data, of="bodies", inner="clauses"), _prove_bodies),
    BODY_TABLE,
    RowFile("glossary", "glossary/glossary.json", partial(_read_data, of="terms", inner="uses"), _prove_term_data),
)
