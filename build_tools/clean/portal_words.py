"""portals.toml → the words of sites and the patterns that find them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

_ORIGINS = ("source", "source_url", "author", "index_number")
FACTS = frozenset(["", *"title page_title doc_number issuer publisher date_signed date_published".split(), *_ORIGINS])
PLACES = frozenset({"whole", "opens", "holds"})
_BLANKS = r"(?:[ \u00a0]++|\u3000++)*+"  # as one set of three, between all characters, they take long to compile


@dataclass(frozen=True)
class Portals:
    """The table, and the patterns that find its words.

    Attributes:
        labels: label → fact, and whether it tells a page wherever it stands.
        stems: what a label that is not listed ends with → fact.
        words: where in its line → word → rule, weight.
        names, alternatives: patterns of all labels, and of all words by where they stand.
    """

    labels: Mapping[str, tuple[str, bool]]
    stems: Mapping[str, str]
    words: Mapping[str, Mapping[str, tuple[str, float]]]
    names: str
    alternatives: Mapping[str, str]

    @cached_property
    def by_bare_name(self) -> Mapping[str, tuple[str, bool]]:
        """What labels tell, by their names without blanks: PublishDate, publish date, 索 引 号."""
        return {name.replace(" ", "").lower(): told for name, told in self.labels.items()}

    # Both patterns are long and take a while to compile, and many a file needs neither.
    @cached_property
    def label(self) -> re.Pattern[str]:
        """Matches a label; where one is another's beginning, the longer one."""
        return re.compile(self.names, re.IGNORECASE)

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """Find words, by where they stand."""
        whole = rf"(?>[【\[（(]?(?:{self.alternatives['whole']})[:：]?[】\]）)]?[|｜/、·•>＞-]*){{1,12}}[0-9]{{0,6}}次?"
        return {
            "whole": re.compile(whole),
            "first": re.compile(self.alternatives["whole"]),
            "opens": re.compile(self.alternatives["opens"]),
            "holds": re.compile(self.alternatives["holds"]),
        }


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
        names,
        alternatives,
    )


@cache
def load_portals() -> Portals:
    """Return the table that comes with the package."""
    return read_portals(files("build_tools.clean").joinpath("portals.toml").read_text("utf-8"))
