"""What an element's name and style say of the text in it: typography, inherited from element to element."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from build_tools.clean.html_tree import Tag

_CENTER_RE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_RE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_FACE_RE = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.IGNORECASE)
_RAISED = {"msup": "sup", "msub": "sub"}


@dataclass(frozen=True, slots=True)
class Style:
    """Typography inherited from the elements around; `ends_item`: an item of a list ends where the block does."""

    bold: bool = False
    face: str = ""
    mark: str = ""
    centered: bool = False
    level: int = 0
    quoted: bool = False
    item: bool = False
    in_block: bool = False
    in_link: bool = False
    is_verbatim: bool = False
    ends_item: bool = False


def read_attribute(node: Tag, name: str) -> str:
    """Return an attribute's value, "" where there is none; names of classes are joined by blanks."""
    if not node.attrs:
        return ""
    value = node.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def inherit_style(style: Style, node: Tag) -> Style:
    """Return the style of what stands in an element, given the style around it."""
    name, css = node.name, read_attribute(node, "style")
    changes: dict[str, Any] = {}
    if name in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6") or _BOLD_RE.search(css):
        changes["bold"] = True
    if face := _FACE_RE.search(css):
        changes["face"] = face[1].strip()
    elif name == "font" and node.has_attr("face"):
        changes["face"] = read_attribute(node, "face")
    if name in ("sup", "sub"):
        changes["mark"] = name
    elif node.parent is not None and node.parent.name in _RAISED and node.find_previous_sibling(True) is not None:
        changes["mark"] = _RAISED[node.parent.name]
    if name == "center" or read_attribute(node, "align").lower() == "center" or _CENTER_RE.search(css):
        changes["centered"] = True
    elif name in ("p", "div", "td") and (node.has_attr("align") or "text-align" in css):
        changes["centered"] = False
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        changes["level"] = int(name[1])
    if name == "blockquote":
        changes["quoted"] = True
    if name == "pre":
        changes["is_verbatim"] = True
    if name == "li":
        changes["item"] = True
    if name == "a" and node.has_attr("href"):
        changes["in_link"] = True
    return replace(style, **changes) if changes else style
