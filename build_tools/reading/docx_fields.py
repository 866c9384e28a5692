r"""Fields whose result stands in their instruction: what Word draws for `EQ`, as far as it is text.

Chinese offices make ⑪ or a reading above a character with it: `EQ \o\ac(○,11)`, `EQ \* jc2 \o\ad(\s\up 9(pīn),拼)`.
"""

import re

_FIELD_RE = re.compile(r"\s*EQ\b", re.IGNORECASE)
_ENCLOSED_RE = re.compile(r"\\o\s{0,9}\\ac\(\s{0,9}[○◯〇]\s{0,9}[,，;；]\s{0,9}([^,()\\]{1,4})\s{0,9}\)", re.IGNORECASE)
_RUBY_RE = re.compile(
    r"\\o\s{0,9}\\a[dcrl]?\(\s{0,9}\\s\s{0,9}\\up\s{0,9}[0-9]{1,9}\s{0,9}\([^()]{0,99}\)\s{0,9}[,，;；]\s{0,9}"
    r"([^()\\]{1,8})\)",
    re.IGNORECASE,
)
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


def is_drawn(instruction: str) -> bool:
    """Whether a field is one that draws its instruction."""
    return _FIELD_RE.match(instruction) is not None


def draw_field(instruction: str) -> str | None:
    """Return what such a field prints, None where it is no line of text."""
    if (enclosed := _ENCLOSED_RE.search(instruction)) is not None:
        inside = enclosed[1].strip()
        if inside.isascii() and inside.isdecimal() and int(inside) < len(_CIRCLED):
            return _CIRCLED[int(inside)]
        return inside
    ruby = _RUBY_RE.search(instruction)
    return ruby[1].strip() if ruby else None
