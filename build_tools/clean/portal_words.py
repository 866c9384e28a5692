"""portals.toml → the words of sites and the patterns that find them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ORIGINS = ("source", "source_url", "author", "index_number")
FACTS = frozenset(["", *"title page_title doc_number issuer publisher date_signed date_published".split(), *_ORIGINS])
PLACES = frozenset({"whole", "opens", "holds"})
_BLANKS = r"[ \u3000\u00a0]*"


@dataclass(frozen=True)
class Portals:
    """The table, and the patterns that find its words.

    Attributes:
        labels: label → fact, and whether it tells a page wherever it stands.
        stems: what a label that is not listed ends with → fact.
        words: where in its line → word → rule, weight.
        labelled, glued, bare: find labels with a colon or in brackets, glued to the value before them, with none.
        patterns: find words, by where they stand.
    """

    labels: Mapping[str, tuple[str, bool]]
    stems: Mapping[str, str]
    words: Mapping[str, Mapping[str, tuple[str, float]]]
    labelled: re.Pattern[str]
    glued: re.Pattern[str]
    bare: re.Pattern[str]
    patterns: Mapping[str, re.Pattern[str]]


def read_portals(text: str) -> Portals:
    """Return the table; ValueError where an entry does not fit its schema."""
    table = tomllib.loads(text)
    labels: dict[str, tuple[str, bool]] = {}
    for entry in table["label"]:
        if entry["fact"] not in FACTS or entry["name"] in labels or set(entry) != {"name", "fact", "sure"}:
            raise ValueError(f"portals.toml: the label {entry} is there twice, or tells an unknown fact")
        labels[entry["name"]] = (entry["fact"], entry["sure"])
    words: dict[str, dict[str, tuple[str, float]]] = {place: {} for place in PLACES}
    for group in table["words"]:
        for word in group["words"].split():
            words[group["where"]].setdefault(word, (group["rule"], group["weight"]))
    alternatives = {
        place: "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))
        for place, found in words.items()
    }
    names = "|".join(
        _BLANKS.join(re.escape(part) for part in (label.split(" ") if label.isascii() else label))
        for label in sorted(labels, key=len, reverse=True)
    )
    return Portals(
        labels,
        {entry["ends"]: entry["fact"] for entry in table["stem"]},
        words,
        re.compile(rf"(?:^[【\[]?|(?<=[\s（(【\[|｜；;，,]))(?P<label>{names})(?:{_BLANKS}[:：]|】)", re.IGNORECASE),
        re.compile(rf"(?P<label>{names}){_BLANKS}[:：]", re.IGNORECASE),
        re.compile(rf"(?<![^\s|｜])(?P<label>{names})", re.IGNORECASE),
        {
            "whole": re.compile(
                rf"(?>[【\[（(]?(?:{alternatives['whole']})[:：]?[】\]）)]?[|｜/、·•>＞-]*){{1,12}}[0-9]{{0,6}}次?"
            ),
            "first": re.compile(alternatives["whole"]),
            "opens": re.compile(alternatives["opens"]),
            "holds": re.compile(alternatives["holds"]),
        },
    )


@cache
def load_portals() -> Portals:
    """Return the table that comes with the package."""
    return read_portals(files("build_tools.clean").joinpath("portals.toml").read_text("utf-8"))
