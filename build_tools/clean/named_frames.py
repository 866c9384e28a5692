"""Elements that a page's own class names call a menu, a footer or a share bar.

Takes a parsed page; gives the elements whose names say so and whose content does not speak against it: no
sentence, no numbered heading, no annex and no title stands in them. One pass, linear in the page's length.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.clean.html_tree import Piece, SourceTree, Tag
from build_tools.hanzi.labels import CLAUSE, NUMERAL

_NAME_RE = re.compile(
    r"(?:^|[ _-])(?:nav|navbar|navigation|menu|topbar|toolbar|breadcrumbs?|crumbs?|foot|footer|copyright|shares?"
    r"|bdsharebuttonbox|related|recommend|sidebar|friendlinks?|qrcode|pagination|pager|searchbox|login|tags|comments"
    r"|respond)(?:$|[ _-])",
    re.IGNORECASE,
)
_DOCUMENT_RE = re.compile(
    rf"[^。]{{20}}。|附[件表录]|{NUMERAL}、|{CLAUSE}"
    rf"|第{NUMERAL}[章条]"
    r"|(?:规划|纲要|计划|方案|意见|办法|条例|规定|决定|通知|公告)(?:[（(][^（）()]{1,40}[）)])?$"
)
# Elements that hold pages as a whole, or tables, whatever their names.
_NEVER = frozenset("html body table tbody tr td th".split())


@dataclass
class _Open:
    """A named element that is being read."""

    node: Tag
    length: int = 0
    is_document: bool = False


def find_named_frames(tree: SourceTree) -> frozenset[int]:
    """Return the `id` of each element that is furniture by name and content."""
    found: set[int] = set()
    opened: list[_Open] = []
    are_named: list[bool] = []  # for each open element
    for node in tree.steps:
        if isinstance(node, Tag):
            are_named.append(node.name not in _NEVER and _is_named(node.attrs))
            if are_named[-1]:
                opened.append(_Open(node))
        elif node is None:
            if not are_named.pop():
                continue
            closed = opened.pop()
            if closed.length and not closed.is_document and 2 * closed.length < tree.length:
                found.add(id(closed.node))
            if opened:
                opened[-1].length += closed.length
                opened[-1].is_document |= closed.is_document
        elif opened and isinstance(node, Piece):
            text = "".join([run.text for run in node.runs]).strip()
            opened[-1].length += len(text)
            # A link's text may be another document's title.
            is_link = node.parent is not None and node.parent.name == "a"
            if not is_link and not opened[-1].is_document:
                opened[-1].is_document = _DOCUMENT_RE.search(text) is not None
    return frozenset(found)


def _is_named(attributes: Mapping[str, object]) -> bool:
    if "class" not in attributes and "id" not in attributes:
        return False
    return _NAME_RE.search(f"{attributes.get('class', '')} {attributes.get('id', '')}") is not None
