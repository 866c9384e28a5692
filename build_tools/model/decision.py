"""What a maintainer has decided about one place of a download that the converter reads otherwise, or doubts."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_HASH_LENGTH = 16


class Choice(StrEnum):
    """What is decided."""

    ACCEPT = "accept"  # the doubt of a code at this place is known, and the reading right
    TITLE = "title"  # these words are the document's title
    HEADING = "heading"  # these words, with their label, are a heading that ends here
    FURNITURE = "furniture"  # the line that begins so belongs to the page, not to the document
    PARAGRAPH = "paragraph"  # the line that begins so is a paragraph, and no heading
    KEEP = "keep"  # these words belong to the document, though a rule drops them
    TABLE = "table"  # the line that begins so, and those behind it, are the cells of a table, row by row
    PLAN = "plan"  # these words are the title of a further plan, which begins here
    ANNEX = "annex"  # these words, with their label, are the title of an annex, which begins here
    ANNEXES = "annexes"  # the list of annexes begins with these words


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        excerpt: text of the place, as it prints; "" where the whole document is meant.
        hash: first 16 hex digits of the SHA-256 of the line of the decoded download on which it stands, of the whole
            download where `excerpt` is empty: what has changed since has to be decided anew.
        choice: what is decided.
        reason: why, for readers.
        code: of the doubt that is accepted; "" for other choices.
        columns, rows: of a table; 0 for other choices.
        path: the file that says so, for messages.
    """

    excerpt: str
    hash: str
    choice: Choice
    reason: str
    code: str = ""
    columns: int = 0
    rows: int = 0
    path: Path | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """What is decided about: the words, the line that they stand on, and the doubt, "" where it is none."""
        return self.excerpt, self.hash, self.code

    def find_lines(self, text: str) -> list[int]:
        """Return the numbers, from 1, of the download's lines that hold the excerpt and have the hash."""
        lines = enumerate(text.split("\n"), 1)
        return [number for number, line in lines if self.excerpt in line and hash_line(line, 1) == self.hash]


def hash_line(text: str, line_no: int) -> str:
    """Return the hash by which a decision knows its place.

    Args:
        text: the decoded download.
        line_no: from 1; 0 is the whole download.
    """
    line = text.split("\n")[line_no - 1] if line_no else text
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
