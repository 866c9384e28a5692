"""What an element's name and style say of the text in it: typography, inherited from element to element."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from build_tools.clean.html_attributes import read_style
from build_tools.clean.html_lexer import BLOCKS
from build_tools.clean.html_tree import Tag
from build_tools.model.line import Hints

_BOLD = ("bold", "600", "700", "800", "900")
PLAIN = Hints()
_RAISED = {"msup": "sup", "msub": "sub"}


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """Typography inherited from the elements around, and what it says of a line that begins in it (`hints`).

    One is another's equal where it is the same.
    """

    hints: Hints = PLAIN
    bold: bool = False
    face: str = ""
    mark: str = ""
    in_block: bool = False
    in_link: bool = False
    is_verbatim: bool = False


@cache
def make_hints(level: int, *, quoted: bool) -> Hints:
    """Return what a line of Markdown says of itself; there are few kinds of it, and thousands of lines."""
    return Hints(level, quoted=quoted)


ROOT = Style()


def inherit_style(style: Style, node: Tag) -> Style:
    """Return the style of what stands in an element, given the style around it."""
    mark = _RAISED.get(node.parent.name, "") if node.parent is not None else ""
    if mark and node.find_previous_sibling(True) is None:
        mark = ""
    if not node.attrs:
        return _inherit(style, node.name, "", None, None, False, mark)
    said = node.attrs.get
    return _inherit(style, node.name, said("style", ""), said("align"), said("face"), "href" in node.attrs, mark)


@lru_cache(maxsize=1000)  # pages have few kinds of elements, many times each
def _inherit(
    style: Style, name: str, css: str, align: str | None, face: str | None, has_address: bool, mark: str
) -> Style:
    changes: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    said = read_style(css) if css else {}
    is_bold = said.get("font-weight", "").startswith(_BOLD)
    if is_bold or name in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"):
        changes["bold"] = True
    if family := said.get("font-family", "").partition(",")[0].strip(" '\""):
        changes["face"] = family
    elif name == "font" and face is not None:
        changes["face"] = face
    if name in ("sup", "sub"):
        changes["mark"] = name
    elif mark:
        changes["mark"] = mark
    # A table set in the middle has its text where it is.
    aligned = said.get("text-align")
    if name == "center" or ((align or "").lower() == "center" and name != "table") or aligned == "center":
        hints["centered"] = True
    elif name in ("p", "div", "td") and (align is not None or aligned is not None):
        hints["centered"] = False
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        hints["level"] = int(name[1])
    if name == "blockquote":
        hints["quoted"] = True
    if name == "pre":
        changes["is_verbatim"] = True
    if name == "li":
        hints["item"] = True
    if name in BLOCKS:
        # A link that holds blocks is one that was never closed.
        changes |= {"in_block": True, "in_link": False}
    elif name == "a" and has_address:
        changes["in_link"] = True
    if hints:
        changes["hints"] = replace(style.hints, **hints)
    return replace(style, **changes) if changes else style
