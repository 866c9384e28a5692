"""Editorial changes to a witness, reviewed one by one."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Emendation:
    """One change.

    Attributes:
        source: exact text of the witness, as it prints; has to stand there exactly once.
        reads: what it should read; a line feed marks a break that the source has lost.
        reason: why, for readers.
        path: the file that says so, for messages.
        line_no: its line, from 1.
    """

    source: str
    reads: str
    reason: str
    path: Path | None = None
    line_no: int = 0

    @property
    def is_break(self) -> bool:
        """Whether only line breaks are added, and no character changes."""
        return self.reads.replace("\n", "") == self.source
