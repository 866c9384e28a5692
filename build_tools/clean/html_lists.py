"""The numbers that a browser prints before the items of an ordered list, and no character of the source holds.

Takes the tags of a page in order; gives each item's number as it is printed. Follows the HTML standard (4.4.5-4.4.8):
`start` and `reversed` of the list, `value` of the item, `type` of either, `list-style` where it stands in the markup,
and the classes of an editor that draws numbers of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.clean.html_attributes import read_style
from build_tools.hanzi.numerals import write_roman
from build_tools.model.passage import ITEM_TAG_RE, LONGEST_ITEM_TAG

_INTEGER_RE = re.compile(r"[ \t\r\n\f]*([-+]?[0-9]{1,6})")
_KINDS = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), "一"),
    **dict.fromkeys(("none", "disc", "circle", "square"), "none"),
}
# Classes by which the editor of most portals of governments (UEditor) draws the numbers of its lists.
_EDITOR_KINDS = {"custom_cn": "一", "custom_cn2": "（一）", "custom_num1": "1）", "custom_num2": "（1）"}
_HAN = "一二三四五六七八九"


@dataclass
class OrderedList:
    """A list that is open: the number of its next item, how numbers go on, and what they are printed in."""

    number: int = 1
    step: int = 1
    kind: str = "1"

    @classmethod
    def of(cls, attributes: dict[str, str]) -> OrderedList:
        """Return the list that a tag opens; a reversed one without a start counts down from nothing, so it is left."""
        start = _read_integer(attributes.get("start", ""))
        if "reversed" in attributes:
            return cls(start or 0, -1, _read_kind(attributes, "1") if start else "none")
        return cls(1 if start is None else start, 1, _read_kind(attributes, "1"))

    def number_item(self, attributes: dict[str, str], tag: str) -> str:
        """Return what is printed before the next item, "" for nothing; `tag` is written as in the source."""
        value = _read_integer(attributes.get("value", ""))
        number = self.number if value is None else value
        self.number = number + self.step
        kind = _read_kind(attributes, self.kind)
        if kind == "none" or len(tag) > LONGEST_ITEM_TAG or not ITEM_TAG_RE.match(tag):
            return ""
        if "一" in kind:
            return kind.replace("一", _write_han(number)) + ("、" if kind == "一" else "")
        return kind.replace("1", str(number)) if kind[-1] == "）" else f"{write_number(number, kind)}."


def _read_integer(text: str) -> int | None:
    match = _INTEGER_RE.match(text)
    return int(match[1]) if match else None


def _read_kind(attributes: dict[str, str], inherited: str) -> str:
    if drawn := next(filter(_EDITOR_KINDS.__contains__, attributes.get("class", "").split()), ""):
        return _EDITOR_KINDS[drawn]
    said = read_style(attributes.get("style", ""))
    if styled := said.get("list-style-type") or said.get("list-style"):
        return _KINDS.get(styled.split()[0], "1")
    kind = attributes.get("type", "")
    return kind if kind in ("1", "a", "A", "i", "I") else inherited


def _write_han(number: int) -> str:
    """Return a number from 1 to 99 in Chinese, any other in figures."""
    tens, ones = divmod(number, 10)
    if not 0 < number <= 99:
        return str(number)
    return (_HAN[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_HAN[ones - 1] if ones else "")


def write_number(number: int, kind: str) -> str:
    """Return a number as a list of a kind prints it; letters begin at 1 and Roman numbers end at 3999."""
    if kind in ("a", "A") and number >= 1:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord(kind) + letter) + letters
        return letters
    if kind in ("i", "I") and 1 <= number <= 3999:
        return write_roman(number) if kind == "I" else write_roman(number).lower()
    return str(number)
