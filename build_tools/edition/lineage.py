"""Blocks → what a document says of the documents that it carries out, and of the day until which it holds.

Nothing is inferred: a name counts where the sentence says that this document was made by it (根据《…》，制定本规划), a
day where the text calls it that of its validity (有效期至2026年12月31日).
"""

import re
from collections.abc import Iterable, Iterator

from build_tools.hanzi.numerals import read_date
from build_tools.model.anchor import Anchor
from build_tools.model.block import Block

_BASED_RE = re.compile(
    r"(?:贯彻|落实|根据|依据|按照|遵照)(?P<names>[^。；]{0,400})(?:制定|编制|制订|修订)(?:了|出)?(?:本|《|中华人民共和国)"
)
_NAME_RE = re.compile(r"《(?P<name>[^《》\n]{2,120})》")
_SELF_RE = re.compile(r"(?:制定|编制|制订|修订)(?:了|出)?$")
_UNTIL_RE = re.compile(r"有效期(?:限)?(?:截?止?[至到]|截止(?:日期)?为?)(?P<day>[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)")


def find_basis(blocks: Iterable[Block]) -> Iterator[tuple[str, Anchor]]:
    """Yield the names of the documents that this one says it was made by, each once, and where it says so."""
    seen: set[str] = set()
    for block in blocks:
        text = block.printed
        for said in _BASED_RE.finditer(text):
            for found in _NAME_RE.finditer(text, said.start("names"), said.end("names")):
                name = found["name"]
                if name not in seen and not _SELF_RE.search(text, 0, found.start()):
                    seen.add(name)
                    yield name, block.place


def find_validity(blocks: Iterable[Block]) -> tuple[str, Anchor] | None:
    """Return the last day ("YYYY-MM-DD") on which the document says it holds, and where; None where it says none."""
    for block in blocks:
        if (said := _UNTIL_RE.search(block.printed)) and (day := read_date(said["day"])):
            return day, block.place
    return None
