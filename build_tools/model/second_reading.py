"""What a second reader, which shares nothing with the first, makes of the same file: the places where they differ."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """One place of a file that two readers read otherwise, blanks and known foldings left out.

    Attributes:
        page: from 1, 0 where the format has none.
        line: of the first reading, from 1.
        first: what the first reader gives there, "" for nothing.
        second: what the second one gives.
        before, after: what stands beside it in the first reading.
    """

    page: int
    line: int
    first: str
    second: str
    before: str = ""
    after: str = ""


# Stands for the reader of a format that one reader alone reads.
NOBODY = "no other reader"


@dataclass(frozen=True, slots=True)
class SecondReading:
    """How a file was read a second time.

    Attributes:
        reader: the second reader, with its version.
        characters: that were compared, of the first reading.
        count: of the places where they differ; `variants` are the first of them, in the order of the file.
        fault: why nothing could be compared, "" where it was.
    """

    reader: str
    characters: int = 0
    count: int = 0
    variants: tuple[Variant, ...] = ()
    fault: str = ""
