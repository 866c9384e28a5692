"""Names of files beside each other."""

from collections.abc import Callable
from itertools import chain, count
from pathlib import Path

ASIDE = ".adding-"
"""Begins the name of a folder that is being filled; one that a killed `add` has left is deleted by the next."""


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return a file's name, behind its stem the first number from 2 on under which it is free where it is taken."""
    own = Path(name)
    numbered = (f"{own.stem}-{number}{own.suffix}" for number in count(2))
    return next(one for one in chain((name,), numbered) if not is_taken(one))
