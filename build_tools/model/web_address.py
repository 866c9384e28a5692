"""Addresses of pages on the web, as people and files give them, and what may stand in those of a site."""

import re

# Windows opens a device where a file or folder is called so; a name of 255 bytes leaves no room for its books' endings.
_WORK_RE = re.compile(r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)(?=.{1,100}$)[a-z0-9]+(?:-[a-z0-9]+)*")
NO_WORKS = ("collection", "term")
"""Names that no work may have: of the books that hold all works, and of terms among the destinations of PDFs."""
_ADDRESS_RE = re.compile(
    r"https?://(?:\[[\da-fA-F:.]+\]|[^\s\[\]/?#:]+)"  # the host
    r"(?::[^\s\[\]/?#]*)?(?:[/?#]\S*)?"
)


def is_web_address(text: str) -> bool:
    """Whether an address can be followed from anywhere: it begins with its scheme."""
    return _ADDRESS_RE.fullmatch(text) is not None


def is_work_name(text: str) -> bool:
    """Whether a work's name may stand in addresses, and on any disk: lower-case ASCII words joined by hyphens."""
    return _WORK_RE.fullmatch(text) is not None
