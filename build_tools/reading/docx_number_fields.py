r"""Fields that count: the number that Word prints for `AUTONUM`, `AUTONUMLGL`, `AUTONUMOUT` and `LISTNUM`.

None of them keeps its result in the file; each counts those before it (ECMA-376 part 1, 17.16.5.1-3 and 5.31; the forms
of the levels are those that Word prints). What a document decides otherwise is not guessed: a list of its own, a
separator between the numbers of an `AUTONUMLGL`, a level whose upper ones were never counted.
"""

import re
from dataclasses import dataclass, field

from build_tools.reading.docx_number_formats import format_number

_FIELD_RE = re.compile(r"\s*(?P<name>AUTONUM(?:LGL|OUT)?|LISTNUM)\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SWITCH_RE = re.compile(r'\\(?P<name>[*a-zA-Z])\s*(?P<value>"[^"]*"|[^\\\s]*)')
_OUTLINE = ("I.", "A.", "1.", "a)", "(1)", "(a)", "(i)", "(a)", "(i)")
_LISTS = {
    "numberdefault": ("1)", "a)", "i)", "(1)", "(a)", "(i)", "1.", "a.", "i."),
    "outlinedefault": _OUTLINE,
    "legaldefault": (),
}
_LETTERS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}
# General formatting of numbers (17.16.4.3.1), those names apart that differ in their case alone.
_FORMATS = {
    "": "decimal",
    "MERGEFORMAT": "decimal",
    "CHARFORMAT": "decimal",
    "Arabic": "decimal",
    "ROMAN": "upperRoman",
    "roman": "lowerRoman",
    "ALPHABETIC": "upperLetter",
    "alphabetic": "lowerLetter",
    "CHINESENUM1": "chineseCounting",
    "CHINESENUM2": "chineseLegalSimplified",
    "CHINESENUM3": "chineseCountingThousand",
    "GB1": "decimalEnclosedFullstop",
    "GB2": "decimalEnclosedParen",
    "GB3": "decimalEnclosedCircleChinese",
    "GB4": "ideographEnclosedCircle",
    "CIRCLENUM": "decimalEnclosedCircle",
    "ZODIAC1": "ideographTraditional",
    "ZODIAC2": "ideographZodiac",
}
_DEEPEST = 9


def is_counting(instruction: str) -> bool:
    """Whether a field is one that counts."""
    return _FIELD_RE.match(instruction) is not None


@dataclass
class FieldCounters:
    """What was counted so far in a document.

    Attributes:
        headings: counters of the levels of headings, the outermost first, down to that of the last one.
        text: of paragraphs since the last heading.
        lists: counters of each list by its levels from 1.
    """

    headings: list[int] = field(default_factory=list)
    text: int = 0
    lists: dict[str, dict[int, int]] = field(default_factory=dict)

    def count(self, instruction: str, outline: int | None, *, is_listed: bool) -> str | None:
        """Count a field; return what it prints, None where that is not decided by the rules above.

        Args:
            instruction: of the field.
            outline: 0-8 in a heading, None in text.
            is_listed: the paragraph is one of a list.
        """
        found = _FIELD_RE.match(instruction)
        if found is None:
            return None
        name, rest = found["name"].upper(), found["rest"]
        switches = [(one["name"].lower(), one["value"].strip('"')) for one in _SWITCH_RE.finditer(rest)]
        if name == "LISTNUM":
            named = _SWITCH_RE.sub("", rest).strip().strip('"').lower()
            return None if is_listed and not named else self._count_list(named or "numberdefault", dict(switches))
        numbers = self._count_paragraph(outline)
        if 0 in numbers:
            return None
        if name == "AUTONUMOUT":
            return _print_level(_OUTLINE[len(numbers) - 1], numbers[-1]) if len(numbers) <= _DEEPEST else None
        if name == "AUTONUMLGL":
            names = {switch for switch, _ in switches}
            legal = ".".join(map(str, numbers))
            return None if "s" in names else legal if "e" in names else f"{legal}."
        form = next((value for switch, value in switches if switch == "*" and not value.endswith("FORMAT")), "")
        text = format_number(numbers[-1], _FORMATS[form]) if form in _FORMATS else None
        return None if text is None else text + (dict(switches).get("s") or ".")

    def _count_paragraph(self, outline: int | None) -> list[int]:
        """Count a heading or a paragraph of text; return the numbers from the outermost level to its own."""
        if outline is None:
            self.text += 1
            return [*self.headings, self.text]
        self.text = 0
        self.headings = [*self.headings, *[0] * _DEEPEST][: outline + 1]
        self.headings[outline] += 1
        return list(self.headings)

    def _count_list(self, name: str, switches: dict[str, str]) -> str | None:
        level, start = switches.get("l", "1"), switches.get("s", "")
        if name not in _LISTS or level not in set("123456789") or not (start == "" or start.isdecimal()):
            return None
        at = int(level)
        values = self.lists.setdefault(name, {})
        values[at] = int(start[:9]) if start else values.get(at, 0) + 1
        for below in [below for below in values if below > at]:
            del values[below]
        if name == "legaldefault":
            return "".join(f"{values.setdefault(above, 1)}." for above in range(1, at + 1))
        return _print_level(_LISTS[name][at - 1], values[at])


def _print_level(pattern: str, value: int) -> str:
    """Return a number in the form of the first one: (a) → (c)."""
    sign = next(char for char in pattern if char in _LETTERS)
    return pattern.replace(sign, format_number(value, _LETTERS[sign]) or str(value))
