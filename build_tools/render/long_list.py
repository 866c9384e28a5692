"""A list of any length → pages that a browser shows at once.

A list that fits stands on its page. A longer one is parted by what its entries are known by, a year and then a month,
or a place and then a letter: each part has a page below parts/, and is parted again where it is still too long. The
page keeps its address and every anchor that the list has ever had there: it tells what stands where.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from build_tools.hanzi.order import pinyin_heading, read_pinyin
from build_tools.model.place import Place
from build_tools.render.address import Address, link_html
from build_tools.render.inline import escape_html, render_text
from build_tools.render.links import link_words

LIMIT = 120_000
"""Bytes of Markdown that a list may have on a page: with the site's frame, the HTML stays below 300 kB."""


class Group(NamedTuple):
    """What entries of a part have in common: its name in addresses, and its title, plain text."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list.

    Attributes:
        groups: the parts to which it belongs, from the widest to the narrowest.
        write: gives what is printed of it on a page.
        anchor: id that it has there, "" for none.
        title: what stands for it where its page is told, plain text.
    """

    groups: tuple[Group, ...]
    write: Callable[[Address], str]
    anchor: str = ""
    title: str = ""


@dataclass(frozen=True)
class LongList:
    """How a list and its parts are printed.

    Attributes:
        page: on which it stands.
        folder: of its parts, below parts/.
        title: of the page, plain text.
        unit: what its entries are counted in: 部, 条.
        frame: makes a page of a title and blocks.
        join: makes a block of what is printed of the entries.
        foot: the last block of each part.
        share: of what is written of the entries, what `join` leaves of it on a part.
    """

    page: Address
    folder: str
    title: str
    unit: str
    frame: Callable[[str, list[str]], str]
    join: Callable[[Address, Sequence[str]], str] = lambda _, entries: "\n".join(entries)
    foot: Callable[[Address], str] = lambda _: ""
    share: float = 1


def lay_out(listed: LongList, entries: Sequence[Entry]) -> tuple[str, dict[str, str]]:
    """Return the block that stands for a list on its page, and the pages of its parts by path below docs/."""
    return _lay_out(listed, listed.page, f"parts/{listed.folder}", entries, 0)


def group_by_date(day: str) -> tuple[Group, ...]:
    """Return the groups of a work signed on a day, "YYYY-MM-DD", or in a month, "" where nobody knows."""
    if not day:
        return (Group("undated", "未注明日期"),)
    year, month = day.split("-")[:2]
    return Group(year, f"{year}年"), Group(month, f"{year}年{int(month)}月")


def group_by_letter(word: str) -> Group:
    """Return the group of a word in the order of readings."""
    letter = pinyin_heading(word)
    return Group(letter.lower() if letter.isalpha() else "0", letter)


def group_by_place(place: Place) -> tuple[Group, ...]:
    """Return the groups of what belongs to a place."""
    province = Place(place.path[:1])
    return tuple(Group(_spell(where.name), where.name) for where in (province, place))


def _spell(name: str) -> str:
    letters = "".join(char for syllable in read_pinyin(name) for char in syllable.lower() if char.isascii())
    return "".join(char for char in letters if char.isalnum()) or "other"


def _lay_out(
    listed: LongList, here: Address, folder: str, entries: Sequence[Entry], level: int
) -> tuple[str, dict[str, str]]:
    written = _write(here, entries, LIMIT if here == listed.page else LIMIT / listed.share)
    if len(written) == len(entries):
        return listed.join(here, written), {}
    files: dict[str, str] = {}
    parts: list[tuple[Address, str, Sequence[Entry]]] = []
    for group, inside in _part(entries, level, len(written) * 3 // 4 or 1):
        part = Address(f"{folder}/{group.name}.md")
        block, below = _lay_out(listed, part, f"{folder}/{group.name}", inside, level + 1)
        title = f"{listed.title}（{group.title}）"
        back = link_words(part, here, listed.title)
        files |= below | {part.file: listed.frame(title, [f"# {render_text(title)}", back, block, listed.foot(part)])}
        parts.append((part, group.title, inside))
    return _render_overview(listed, here, parts), files


def _write(here: Address, entries: Sequence[Entry], limit: float) -> list[str]:
    """Return what is printed of as many entries as so many bytes hold, of one at least."""
    written: list[str] = []
    size = 0
    for entry in entries:
        text = entry.write(here)
        size += len(text.encode())
        if written and size > limit:
            break
        written.append(text)
    return written


def _part(entries: Sequence[Entry], level: int, few: int) -> list[tuple[Group, Sequence[Entry]]]:
    """Return the parts of a list; where its entries are all alike, so few of them each."""
    if level >= len(entries[0].groups):
        return [
            (Group(str(number), f"第{number}页"), entries[start : start + few])
            for number, start in enumerate(range(0, len(entries), few), 1)
        ]
    found: dict[str, tuple[Group, list[Entry]]] = {}
    for entry in entries:
        group = entry.groups[level]
        found.setdefault(group.name, (group, []))[1].append(entry)
    return [found[name] for name in sorted(found)]


def _render_overview(listed: LongList, here: Address, parts: Sequence[tuple[Address, str, Sequence[Entry]]]) -> str:
    """Return the list of the parts; every anchor stands there, with its title where all of them fit."""
    full: list[str] = []
    short: list[str] = []
    for part, title, entries in parts:
        line = f"{link_words(here, part, title)}　<small>{len(entries)}{listed.unit}</small>"
        anchored = [entry for entry in entries if entry.anchor]
        full.append(f"- {line}")
        full += [
            f'    - <a id="{entry.anchor}" href="{link_html(here, Address(part.file, entry.anchor))}">'
            f"{escape_html(entry.title)}</a>"
            for entry in anchored
        ]
        short.append("- " + "".join(f'<a id="{entry.anchor}"></a>' for entry in anchored) + line)
    text = "\n".join(full)
    if len(text.encode()) > LIMIT:
        text = "\n".join(short)
    return f'<div class="long-list" markdown>\n\n{text}\n\n</div>'
