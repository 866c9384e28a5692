"""Addresses of pages on the web, as people and files give them."""

from __future__ import annotations

import re

_ADDRESS_RE = re.compile(r"https?://[^\s/]\S*")


def is_web_address(text: str) -> bool:
    """Whether an address can be followed from anywhere: it begins with its scheme."""
    return _ADDRESS_RE.fullmatch(text) is not None
