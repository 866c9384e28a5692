"""The mark of a page that the program writes: it tells people that, and the program that it may delete the page."""

from __future__ import annotations

_BEGIN = "<!-- Generated from "


def mark_generated(source: str) -> str:
    """Return the line of a page that says what it is made from: "seeds/", "the glossary"."""
    return f"{_BEGIN}{source} by `make convert`; edits here are overwritten. -->"


def is_generated(page: bytes) -> bool:
    """Whether a page of Markdown bears the mark."""
    return _BEGIN.encode() in page
