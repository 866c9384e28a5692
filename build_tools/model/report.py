"""Problems in the content of a document, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a reader should care."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One doubt about one place.

    Attributes:
        line_no: line of the witness, from 1; 0 where the whole document is meant.
        code: stable name, e.g. "numbering-jump".
        severity: info, warning or error.
        message: one sentence for a maintainer.
        excerpt: up to 40 characters of the place.
    """

    line_no: int
    code: str
    severity: Severity
    message: str
    excerpt: str = ""
