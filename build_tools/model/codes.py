"""The form of a declared code: name of a doubt or a rule of dropping, how grave it is, what can be done.

The codes themselves stand in `model/doubts.py` and `model/drop_rules.py`. They are outward names (in `outline --json`,
report.json, on the pages): a code that has been published is never given another meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from string import Formatter

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


def by_name(codes: Iterable[Code]) -> dict[str, Code]:
    """Return the codes by name, in their order.

    Raises:
        ValueError: one name is declared twice.
    """
    table: dict[str, Code] = {}
    for code in codes:
        if code.name in table:
            raise ValueError(f"the code {code.name} is declared twice")
        table[code.name] = code
    return table
