"""What the program writes below docs/, and its mark, which tells people so, and that the program may delete a page."""

import re

GENERATED = (
    "plans", "glossary", "cited", "codes", "script", "topics", "bodies", "targets", "time", "words", "compare", "parts",
    "verify",
)  # fmt: skip
"""Folders of docs/ that hold nothing but generated files."""
FILLED_RE = re.compile(
    r"(<!-- (?P<name>[a-z]+):start -->\n)(?:(?!<!-- [a-z]+:start).)*?(<!-- (?P=name):end -->)", re.DOTALL
)
"""A generated list in a page of people's own, between two marks."""
_BEGIN = "<!-- Generated from "


def mark_generated(source: str) -> str:
    """Return the line of a page that says what it is made from: "seeds/", "the glossary"."""
    return f"{_BEGIN}{source} by plan-publisher; edits here are overwritten. -->"


def is_generated(page: bytes) -> bool:
    """Whether a page of Markdown bears the mark."""
    return _BEGIN.encode() in page
