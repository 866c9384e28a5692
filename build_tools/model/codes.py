"""Every doubt that can be told about a document, and every rule of dropping, as codes.toml beside this declares them.

`model/report.py` makes a `Diagnostic` of nothing else, and the proof (`edition.fidelity`) accepts no other `Drop`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from string import Formatter
from typing import Any

from build_tools.model.decision import Choice


class Severity(StrEnum):
    """How much a reader should care."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Wording:
    """A name or a sentence in both languages.

    `{name}` in it stands for a field whose value is known where the code is used.
    """

    english: str
    chinese: str

    @cached_property
    def fields(self) -> frozenset[str]:
        """Names of its fields.

        Raises:
            ValueError: the two languages do not have the same ones.
        """
        english, chinese = map(_list_fields, (self.english, self.chinese))
        if english != chinese:
            raise ValueError(f"the languages have other fields: {self.english!r}, {self.chinese!r}")
        return english


def _list_fields(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


@dataclass(frozen=True)
class Code:
    """One declared code.

    Attributes:
        name: stable and outward: lower-case words joined by hyphens.
        severity: of a doubt as such; of a rule of dropping, `INFO` where what it drops is no word of anybody's
            and is only counted, `WARNING` where it drops words, each of which is listed for a person to look at.
        told: of a doubt, the sentence for a maintainer; of a rule, what it drops, as readers are told.
        remedy: what ends the doubt, or brings back what should not have been dropped.
        choices: what a `[[decision]]` can say of the place, where something is to be read otherwise.
    """

    name: str
    severity: Severity
    told: Wording
    remedy: Wording
    choices: tuple[Choice, ...] = ()


_TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    files("build_tools.model").joinpath("codes.toml").read_text("utf-8")
)
_REMEDIES = {name: Wording(*told) for name, told in _TABLE["remedies"].items()}


def _read_doubt(name: str, entry: Mapping[str, Any]) -> Code:
    """Return a doubt with a remedy that names the decisions which settle it: whatever is a warning can be accepted."""
    severity = Severity(entry.get("severity", Severity.WARNING))
    choices = tuple(map(Choice, entry.get("choices", ())))
    remedy = _read_remedy(entry)
    if severity is not Severity.INFO:
        choices = (*choices, Choice.ACCEPT)
        *others, last = (f'`"{choice}"`' for choice in choices)
        english, chinese = (
            f"{mark.join(others)}{joint}{last}" if others else last for mark, joint in ((", ", " or "), ("、", " 或 "))
        )
        remedy = Wording(
            f"{remedy.english} Or settle it in the manifest by `[[decision]]` with `choice =` {english}.",
            f"{remedy.chinese}也可在清单中用 `[[decision]]` 裁定：`choice =` {chinese}。",
        )
    return Code(name, severity, Wording(*entry["told"]), remedy, choices)


def _read_remedy(entry: Mapping[str, Any]) -> Wording:
    if fact := entry.get("fact"):
        return Wording(*(text.replace("{fact}", fact) for text in _TABLE["remedies"]["fact"]))
    remedy = entry["remedy"]
    return _REMEDIES[remedy] if isinstance(remedy, str) else Wording(*remedy)


DOUBTS = {name: _read_doubt(name, entry) for name, entry in {**_TABLE["doubts"], **_TABLE["structure"]}.items()}

NO_PLAN = frozenset(name for name, entry in _TABLE["structure"].items() if entry["remedy"] == "no-plan")
"""With one of these the file is no plan at all."""

DECIDED = {"title": "title", "number": "doc_number", "issuers": "issuers", "issuer": "issuers", "date": "date_issued"}
"""The fact of the manifest that decides a doubt whose code begins with the word."""

_DROPS = (("counted", Severity.INFO, "no-word"), ("listed", Severity.WARNING, "words-dropped"))
DROP_RULES = {
    name: Code(name, severity, Wording(*_TABLE[table][name]), _REMEDIES[remedy])
    for name, table, severity, remedy in sorted((name, *drop) for drop in _DROPS for name in _TABLE[drop[0]])
}
