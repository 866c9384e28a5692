"""A reading that took the place of an older one, on purpose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rereading:
    """One decision to take what a newer reader makes of a file.

    Attributes:
        file: that was read anew.
        before, after: SHA-256 of the kept readings; `before` is "" where there was none.
        reader_before, reader_after: the readers, with their versions.
        reason: why the new one is right.
    """

    file: str
    before: str
    after: str
    reader_before: str
    reader_after: str
    reason: str
