"""All doubts about a file → one word."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from build_tools.model.codes import NO_PLAN, Severity
from build_tools.model.report import Diagnostic


class VerdictKind(StrEnum):
    """What a maintainer has to do."""

    CLEAN = "clean"
    LOOK = "look"
    NO_PLAN = "no-plan"


# What `add` ends with under --json, --strict and --publish.
EXIT_CODES = {VerdictKind.CLEAN: 0, VerdictKind.LOOK: 10, VerdictKind.NO_PLAN: 11}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a file was read.

    Attributes:
        kind: what is to be done.
        places: the doubts to look at, without mere information, in the order of the text.
    """

    kind: VerdictKind
    places: tuple[Diagnostic, ...]


def judge(diagnostics: Iterable[Diagnostic]) -> Verdict:
    """Return the verdict that follows from all doubts about a file."""
    places = tuple(doubt for doubt in sorted(diagnostics) if doubt.severity is not Severity.INFO)
    if any(doubt.code in NO_PLAN for doubt in places):
        return Verdict(VerdictKind.NO_PLAN, places)
    return Verdict(VerdictKind.LOOK if places else VerdictKind.CLEAN, places)
