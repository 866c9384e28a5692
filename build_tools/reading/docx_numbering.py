"""numbering.xml → the number in front of each paragraph, as Word prints it (ECMA-376 part 1, 17.9).

`read_numbering` takes the definitions; a `Counters` counts one document's paragraphs in their order.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from build_tools.reading.docx_number_formats import format_number
from build_tools.reading.docx_symbols import read_symbols
from build_tools.reading.docx_xml import Node, read_integer

_PLACE_RE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list.

    Attributes:
        start: of its counter (17.9.25; 0 where nothing is said).
        format: of `ST_NumberFormat`; `custom` is the pattern of the format "custom".
        text: with %1 … %9 for the numbers of the levels.
        suffix: "tab", "space" or "nothing" behind the number.
        restart: it counts anew behind a paragraph of this level (from 1) or one above; 0 never, None as usual.
        is_legal: every level prints as decimal.
        style: the paragraph style that belongs to it.
    """

    start: int = 0
    format: str = "decimal"
    custom: str = ""
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass(frozen=True)
class List:
    """An instance of a list (`w:num`).

    Attributes:
        counters: the definition (`w:abstractNum`) whose counters it goes on with.
        levels: by number from 0.
        starts: counters that begin anew where the instance is first used.
    """

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """What is printed in front of a paragraph, what stands behind it, and the words of the file that say so."""

    text: str
    suffix: str
    source: str
    is_known: bool = True


@dataclass
class _Definition:
    levels: dict[int, Level]
    uses: str  # the numbering style whose definition it stands for
    names: str  # the numbering style that it defines


def read_numbering(root: Node | None, find_style: Callable[[str], str]) -> dict[str, List]:
    """Return the lists of a document by `w:numId`.

    Args:
        root: of numbering.xml, None where there is none.
        find_style: the id of a numbering style → the `w:numId` it names, "" where it names none.
    """
    if root is None:
        return {}
    definitions = {
        node.get("w:abstractNumId"): _Definition(
            _read_levels(node), node.value("w:numStyleLink") or "", node.value("w:styleLink") or ""
        )
        for node in root.all("w:abstractNum")
    }
    instances = {node.get("w:numId"): node for node in root.all("w:num")}
    lists: dict[str, List] = {}
    for number, node in instances.items():
        name = node.value("w:abstractNumId") or ""
        definition = definitions.get(name)
        if definition is not None and definition.uses:
            name = _follow(definition.uses, instances, definitions, find_style) or name
            definition = definitions[name]
        if definition is None:
            continue
        levels, starts = dict(definition.levels), {}
        for override in node.all("w:lvlOverride"):
            at = read_integer(override.get("w:ilvl"))
            if at is None:
                continue
            if (level := override.child("w:lvl")) is not None:
                levels[at] = _read_level(level)
            if (start := override.number("w:startOverride")) is not None:
                starts[at] = start
                levels[at] = replace(levels.get(at, Level()), start=start)
        lists[number] = List(name, levels, starts)
    return lists


def _follow(
    style: str, instances: Mapping[str, Node], definitions: Mapping[str, _Definition], find_style: Callable[[str], str]
) -> str:
    """Return the definition that a numbering style stands for."""
    instance = instances.get(find_style(style))
    name = (instance.value("w:abstractNumId") or "") if instance else ""
    if name in definitions and not definitions[name].uses:
        return name
    return next((name for name, definition in definitions.items() if definition.names == style), "")


def _read_levels(node: Node) -> dict[int, Level]:
    numbered = ((read_integer(level.get("w:ilvl")), level) for level in node.all("w:lvl"))
    return {at: _read_level(level) for at, level in numbered if at is not None}


def _read_level(node: Node) -> Level:
    form = node.child("w:numFmt")
    name = form.get("w:val") if form else "decimal"
    text = node.value("w:lvlText") or ""
    if name == "bullet":
        properties = node.child("w:rPr")
        fonts = properties.child("w:rFonts") if properties else None
        text = read_symbols(text, fonts.get("w:ascii") or fonts.get("w:hAnsi") if fonts else "")
    return Level(
        node.number("w:start") or 0,
        name,
        form.get("w:format") if form else "",
        text,
        node.value("w:suff") or "tab",
        node.number("w:lvlRestart"),
        bool(node.flag("w:isLgl")),
        node.value("w:pStyle") or "",
    )


@dataclass
class Counters:
    """The counters of a document's lists.

    Attributes:
        lists: by `w:numId`.
        values: counters by definition and level; a level that is to begin anew has none.
        begun: instances and levels whose own start was used.
    """

    lists: Mapping[str, List]
    values: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, number: str, style: str) -> int | None:
        """Return the level of a list that belongs to a paragraph style, None where none does."""
        known = self.lists.get(number)
        levels = known.levels.items() if known else ()
        return next((at for at, level in levels if style and level.style == style), None)

    def count(self, number: str, at: int) -> PrintedNumber | None:
        """Count a paragraph of level `at` of a list; return what is printed, None where there is no such level."""
        known = self.lists.get(number)
        level = known.levels.get(at) if known else None
        if known is None or level is None:
            return None
        values = self.values.setdefault(known.counters, {})
        if at in known.starts and (number, at) not in self.begun:
            self.begun.add((number, at))
            values[at] = known.starts[at]
        else:
            values[at] = values[at] + 1 if at in values else level.start
        # What stands above and was not counted yet begins with this paragraph.
        for above in range(at):
            if above not in values:
                values[above] = known.levels[above].start if above in known.levels else 1
        for below in [below for below in values if below > at]:
            if _begins_anew(known.levels.get(below, Level()), below, at):
                del values[below]
        return _print(number, at, known, level, values)


def _begins_anew(level: Level, below: int, at: int) -> bool:
    """Whether level `below` begins anew behind a paragraph of level `at` (17.9.10)."""
    if level.restart is None or level.restart > below:
        return True
    return at < level.restart


def _print(number: str, at: int, known: List, level: Level, values: Mapping[int, int]) -> PrintedNumber:
    is_known = True

    def write(match: re.Match[str]) -> str:
        nonlocal is_known
        place = int(match[1]) - 1
        if place > at:
            return ""
        other = known.levels.get(place, Level())
        name = "decimal" if level.is_legal and other.format != "none" else other.format
        text = format_number(values[place], name, other.custom)
        is_known = is_known and text is not None
        return str(values[place]) if text is None else text

    text = level.text if level.format == "bullet" else _PLACE_RE.sub(write, level.text)
    source = f"numbering.xml: num {number}, level {at}, {level.format} «{level.text}»"
    return PrintedNumber(text, level.suffix, source, is_known)
