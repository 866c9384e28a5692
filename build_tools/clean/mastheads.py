"""Lines → the masthead of a gazette: 某市人民政府公报, 2025年第1期（总第36期）, or both beside each other."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_MASTHEAD_RE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,30}公[报報])?"
    r"(?P<issue>[ \u3000]*(?:(?P<year>(?:19|20)[0-9]{2})[ ]?年?[ \u3000·.]*第?|第)[ ]?[0-9]{1,3}[ ]?期"
    r"(?:[ ]?[（(]总第?[ ]?[0-9]{1,4}[ ]?期[）)])?[ \u3000]*)?"
)
_LONGEST = 80
_GOVERNMENTS = ("政府", "国务院")


class Masthead(NamedTuple):
    """What a masthead says, "" for what it leaves out.

    Attributes:
        name: of the gazette.
        issue: its number, with the year where it is printed.
        year: of the issue.
    """

    name: str
    issue: str
    year: str

    @property
    def is_sure(self) -> bool:
        """Whether the line needs no other beside it: a government's gazette, or an issue of a year."""
        is_governments = self.name[:-2].endswith(_GOVERNMENTS)
        return (is_governments or not self.name) and (bool(self.year) or not self.issue)


def read_masthead(text: str) -> Masthead | None:
    """Return what a line says of a gazette, None where it says anything else."""
    found = _MASTHEAD_RE.fullmatch(text) if 0 < len(text) <= _LONGEST else None
    return Masthead(*(part or "" for part in found.group("name", "issue", "year"))) if found else None


def find_mastheads(texts: Sequence[str]) -> set[int]:
    """Return the places of lines in which a gazette's name and its issue stand below each other."""
    found: set[int] = set()
    for at, pair in enumerate(pairwise(map(read_masthead, texts))):
        heads = [head for head in pair if head]
        if len(heads) == len(pair) and any(head.name for head in heads) and any(head.issue for head in heads):
            found |= {at, at + 1}
    return found
