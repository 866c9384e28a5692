"""Bytes of an XML part → a small tree whose names have known prefixes, whatever the part itself calls them.

Refuses a DOCTYPE, so that there are no entities but XML's own five; bounds depth and number of elements while it
reads. Strict and transitional namespaces give the same names (ISO/IEC 29500-1 and -4). Elements that only wrap
others (content controls, smart tags, links) are taken away, and of alternative content one alternative is left.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from xml.parsers import expat

from build_tools.messages import _

# Of 500 densely set pages a million; each takes 300 bytes.
MOST_ELEMENTS = 2_000_000
DEEPEST = 500

_PREFIXES: dict[str, str] = {
    address: prefix
    for prefix, addresses in tomllib.loads(
        files("build_tools.reading").joinpath("namespaces.toml").read_text("utf-8")
    ).items()
    for address in addresses
}
# Alternatives that are written for who knows these namespaces are read here.
_UNDERSTOOD = frozenset({"w", "wps", "wpg", "wpc", "wp14", "w14"})
# Elements that add nothing to what stands in them → those of their children that say something of the wrapper alone.
_WRAPPERS = {
    "w:smartTag": "w:smartTagPr",
    "w:customXml": "w:customXmlPr",
    "w:hyperlink": "",
    "w:dir": "",
    "w:bdo": "",
}


IN_CONTENTS = "contents"
"""An attribute of ours, on what stands in the control around a table of contents."""
IN_PROMPT = "prompt"
"""An attribute of ours, on runs in a control that nobody has filled in: it shows what to do (单击此处输入文字)."""


class XmlError(Exception):
    """A part cannot be read as XML, or is made to do harm; the message says which."""


@dataclass(slots=True)
class Node:
    """An element: its name with prefix, attributes by name with prefix, children, and the text right inside of it."""

    name: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> Node | None:
        """Return the first child of that name."""
        for node in self.children:
            if node.name == name:
                return node
        return None

    def all(self, name: str) -> list[Node]:
        """Return the children of that name."""
        return [node for node in self.children if node.name == name]

    def get(self, name: str) -> str:
        """Return an attribute's value, "" where it is not there."""
        return self.attributes.get(name, "")

    def value(self, name: str) -> str | None:
        """Return the value (`w:val`) of the first child of that name; "" without one, None without the child."""
        node = self.child(name)
        return None if node is None else node.attributes.get("w:val", "")

    def number(self, name: str) -> int | None:
        """Return the value of the first child of that name as an integer, None where there is none."""
        return read_integer(self.value(name))

    def flag(self, name: str) -> bool | None:
        """Return what a switch says (ECMA-376 17.17.4), None where it is not there."""
        value = self.value(name)
        return None if value is None else value not in ("0", "false", "off", "none")


def read_integer(value: str | None) -> int | None:
    """Return a value as an integer, None where it is none of at most nine digits."""
    digits = (value or "").strip()
    if not digits.removeprefix("-").isascii() or not digits.removeprefix("-").isdecimal() or len(digits) > 10:
        return None
    return int(digits)


def parse_xml(data: bytes) -> Node:
    """Return the root of a part.

    Raises:
        XmlError: it is not well-formed, declares a document type, or is deeper or larger than the bounds.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XmlError(_("not well-formed: {error}", error=error)) from None
    except (LookupError, ValueError) as error:
        raise XmlError(_("in an unknown encoding: {error}", error=error)) from None
    if len(reader.root.children) != 1:
        raise XmlError(_("without an element"))
    return reader.root.children[0]


def _is_contents(control: Node) -> bool:
    """Whether a content control holds the table of contents that Word made."""
    for name in ("w:sdtPr", "w:docPartObj"):
        if (inner := control.child(name)) is None:
            return False
        control = inner
    return control.value("w:docPartGallery") == "Table of Contents"


def _list_runs(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.name == "w:r":
            yield child
        else:
            yield from _list_runs(child)


class _Reader:
    """Builds the tree from expat's events."""

    def __init__(self) -> None:
        self.root = Node("", {})
        self.open = [self.root]
        self.count = 0
        self.names: dict[str, str] = {}
        self.declared: dict[str, str] = {}
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartNamespaceDeclHandler = self.declare
        parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_doctype: object) -> None:
        raise XmlError(_("it declares a document type, which no such file does"))

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.declared[prefix or ""] = uri or ""

    def name(self, full: str) -> str:
        short = self.names.get(full)
        if short is None:
            uri, _blank, local = full.rpartition(" ")
            prefix = _PREFIXES.get(uri, "other") if uri else ""
            short = self.names[full] = f"{prefix}:{local}" if prefix else local
        return short

    def start(self, full: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) > DEEPEST:
            raise XmlError(
                _(
                    "it has more than {most} elements or is nested deeper than {deepest}",
                    most=MOST_ELEMENTS,
                    deepest=DEEPEST,
                )
            )
        named = {self.names.get(key) or self.name(key): value for key, value in attributes.items()}
        node = Node(self.names.get(full) or self.name(full), named)
        self.open[-1].children.append(node)
        self.open.append(node)

    def characters(self, text: str) -> None:
        node = self.open[-1]
        node.text = node.text + text if node.text else text

    def end(self, _: str) -> None:
        node = self.open.pop()
        if node.name == "w:sdt":
            content = node.child("w:sdtContent")
            properties = node.child("w:sdtPr")
            if content is not None and _is_contents(node):
                for child in content.children:
                    child.attributes[IN_CONTENTS] = "1"
            elif content is not None and properties is not None and properties.flag("w:showingPlcHdr"):
                for run in _list_runs(content):
                    run.attributes[IN_PROMPT] = "1"
            self.open[-1].children[-1:] = content.children if content else []
        elif node.name in _WRAPPERS:
            about = _WRAPPERS[node.name]
            self.open[-1].children[-1:] = [part for part in node.children if part.name != about]
        elif node.name == "mc:AlternateContent":
            self.open[-1].children[-1:] = self.choose(node)

    def choose(self, node: Node) -> list[Node]:
        """Return the content of the first alternative that is understood (ISO/IEC 29500-3, 7.5)."""
        for choice in node.children:
            if choice.name == "mc:Fallback":
                return choice.children
            needed = choice.get("Requires").split()
            if choice.name == "mc:Choice" and all(
                _PREFIXES.get(self.declared.get(prefix, "")) in _UNDERSTOOD for prefix in needed
            ):
                return choice.children
        return []
