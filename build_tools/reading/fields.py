"""A record of a scraper's dump → its text, and what its other fields tell: by their names, else by their values.

The names are data, fields.toml.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files

from build_tools.hanzi.drafting import FILE_ENDING_RE, NUMBER_RE
from build_tools.hanzi.numerals import read_date
from build_tools.hanzi.punctuation import IDEOGRAPH_RE
from build_tools.model.reading import ReadField
from build_tools.reading.wrapped import make_field

Value = str | tuple[str, ...]
"""A field's value: a text, or a list of texts (paragraphs, names)."""

_CHINA = timezone(timedelta(hours=8))
_IGNORED_RE = re.compile(r"[\s_\-:：]+")
_TAG_RE = re.compile(r"<[^<>]{0,2000}>")
_URL_RE = re.compile(r"https?://\S+")
_EPOCH_RE = re.compile(r"([1-9][0-9]{8,9})(?:[0-9]{3})?(?:\.[0-9]+)?")
_MARKUP_RE = re.compile(r"<(?:p|div|br|table|span|h[1-6])\b", re.IGNORECASE)
# Of a field whose name tells nothing, so many Chinese characters make a document; of one that is called so, fewer.
_FEWEST_UNNAMED, _FEWEST_NAMED = 200, 10
_LONGEST_NUMBER = 40
_WHOLE = "="  # in front of a name that no longer one may end with
_ASCII_STEMS = (("html", "page"), ("content", "text"))  # of names in any script: 正文html, zcContent
# Markup is preferred to plain text of the same words: it has the tables.
_ENOUGH_MARKUP = 0.9


@dataclass(frozen=True)
class _Names:
    """Normalised name → what it is: "text", "page", "other", or a fact."""

    kinds: Mapping[str, str]
    stems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a record and where it stands: its own name, and the way to it ("meta.title")."""

    name: str
    path: str
    value: Value


@cache
def load_names() -> _Names:
    """Return the table of names."""
    table = tomllib.loads(files("build_tools.reading").joinpath("fields.toml").read_text("utf-8"))
    kinds: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    for kind, words in (*table["text"].items(), *table["fact"].items()):
        for word in words.split():
            kinds.setdefault(_normalise(word.lstrip(_WHOLE)), kind)
            if not word.isascii() and not word.startswith(_WHOLE):
                stems.append((_normalise(word), kind))
    return _Names(kinds, (*sorted(stems, key=lambda entry: -len(entry[0])), *_ASCII_STEMS))


def _normalise(name: str) -> str:
    return _IGNORED_RE.sub("", name).lower()


def tell_kind(name: str) -> str:
    """Return what a field of this name is: "text", "page", "other" or a fact; "" where the name tells nothing."""
    names = load_names()
    key = _normalise(name)
    if key in names.kinds:
        return names.kinds[key]
    return next((kind for stem, kind in names.stems if key.endswith(stem)), "")


def count_han(value: Value) -> int:
    """Return how many Chinese characters a value prints; tags do not count."""
    return len(IDEOGRAPH_RE.findall(_TAG_RE.sub("", join_value(value))))


def join_value(value: Value) -> str:
    """Return a value as one text; the parts of a list are its paragraphs."""
    return value if isinstance(value, str) else "\n".join(value)


def choose_text(fields: Iterable[Named]) -> Named | None:
    """Return the field that holds the document, None where none does."""
    weighed: list[tuple[int, bool, Named]] = []
    for field in fields:
        kind = tell_kind(field.name)
        count = count_han(field.value)
        needed = _FEWEST_NAMED if kind in ("text", "page") else _FEWEST_UNNAMED
        if kind == "other" or count < needed:
            continue
        weighed.append((count, _MARKUP_RE.search(join_value(field.value)) is not None, field))
    if not weighed:
        return None
    most = max(count for count, _, _ in weighed)
    enough = [entry for entry in weighed if entry[0] >= _ENOUGH_MARKUP * most]
    return max(enough, key=lambda entry: (entry[1], entry[0]))[2]


def read_fields(fields: Iterable[Named], text: Named) -> list[ReadField]:
    """Return what the fields of a record say beside its text, in their order; the first that tells a fact counts."""
    told: set[str] = set()
    found: list[ReadField] = []
    for field in fields:
        if field is text:
            continue
        words = field.value if isinstance(field.value, str) else "、".join(field.value)
        if not words.strip():
            continue
        fact, value = _tell(field.name, words.strip())
        if fact in told:
            fact = ""
        told.add(fact)
        found.append(make_field(field.path, fact, value))
    return found


def _tell(name: str, value: str) -> tuple[str, str]:
    """Return the fact that a field tells, "" for none, and its value as it goes on record."""
    kind = tell_kind(name)
    if kind in ("text", "page", "other"):
        return "", value
    if kind.startswith("date") or kind == "retrieved":
        day = read_date(value)
        if day is None and (epoch := _EPOCH_RE.fullmatch(value)):
            # Seconds or thousandths since 1970; the day is China's.
            day = datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(_CHINA).date().isoformat()
            value = f"{day} ({value})"
        if day is None:
            return "", value
        return kind, day if kind == "retrieved" else value
    if kind == "source_url" and not _URL_RE.match(value):
        return "", value
    if kind == "source" and _URL_RE.match(value):
        return "source_url", value
    if kind == "title" and (count_han(value) == 0 or NUMBER_RE.fullmatch(FILE_ENDING_RE.sub("", value))):
        return "", value  # a file is named by whatever
    if not kind and _URL_RE.fullmatch(value):
        return "", value
    if not kind and len(value) <= _LONGEST_NUMBER and NUMBER_RE.fullmatch(value):
        return "doc_number", value
    return kind, value
