"""Pictures, formulas and embedded objects of a page: what each is, and the words that stand for it.

Takes a tag and its attributes; gives what is known of the picture, None where it only decorates. A page's author says
what a picture shows in its `alt` (HTML standard 4.8.3), so that is source text; a file's name in its place is none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.clean.html_attributes import find_value, read_style
from build_tools.hanzi.picture_words import is_name_only
from build_tools.model.passage import Run
from build_tools.model.picture import name_address

# Elements that stand for something without characters, and what is printed in their place (`COMPUTED_SIGNS`).
PICTURES = {
    **dict.fromkeys(("img", "svg", "canvas"), "picture"),
    **dict.fromkeys(("object", "embed", "applet", "iframe", "video", "audio"), "embedded"),
    "math": "formula",
}
# Formulas of these elements alone read the same as a line of text with superscripts and subscripts.
_FLAT_FORMULA = frozenset("math mi mn mo mtext mrow mstyle mspace semantics msup msub".split())
_WORDS = {"math": "alttext"}
# Where the file of a picture stands; a page that loads late keeps it elsewhere.
_ADDRESSES = ("src", "data-src", "data-original", "data", "_src", "file")
# Icons beside the name of a file, rules, logos, codes for a telephone: what such files are called on any site.
_DECORATION_RE = re.compile(
    r"(?:^|[/_.-])(?:icons?|ico|logo|spacer|blank|space|pixel|dot|line|arrow|bullet|bg|btn|button|close|print|share"
    r"|qr-?code|ewm|erweima|weixin|wechat|weibo|loading|filetype|fileicon|hot|new|top|nav|banner)[0-9]*(?=[/_.-]|$)"
    r"|/(?:icon|ico|emoji|face|fileType)",
    re.IGNORECASE,
)
_FORMULA_RE = re.compile(
    r"latex|mathtype|mathjax|equation|formula|\\(?:frac|sum|sqrt|int|times|cdot|left)\b|公式", re.IGNORECASE
)
_PIXELS_RE = re.compile(r"\s{0,9}([0-9]{1,5})(?:(?:\.[0-9]{1,4})?px)?\s{0,9}\Z")
# A picture no larger than so many pixels either way is a sign, not a figure; formulas are low, but called so.
_SMALLEST = 48
# The shortest inline file that shows more than a dot.
_SMALLEST_DATA = 600


@dataclass(frozen=True, slots=True)
class Picture:
    """A place where the page shows something that is no text.

    Attributes:
        kind: a key of `COMPUTED_SIGNS`.
        at: source offset of its tag.
        address: of its file, as the page gives it; "" where it names none.
        words: the author's words for it, None where there are none.
    """

    kind: str
    at: int
    address: str
    words: Run | None


def read_picture(name: str, attributes: Mapping[str, str], tag: str, at: int) -> Picture | None:
    """Return the picture that a tag as written, at source offset `at`, shows.

    None where it is no picture or only decorates.
    """
    kind = PICTURES.get(name)
    if kind is None:
        return None
    address = next((value for key in _ADDRESSES if (value := attributes.get(key))), "")
    told = _WORDS.get(name, "alt")
    alt = attributes.get(told, "")
    said = alt.strip(" \t\r\n\u3000\u00a0")
    named = " ".join(attributes[key] for key in ("class", "id") if key in attributes)
    if kind == "picture" and (_FORMULA_RE.search(address[:400]) or _FORMULA_RE.search(f"{named} {said}"[:400])):
        kind = "formula"
    elif _is_small(attributes) or (kind == "picture" and _is_decoration(address)):
        return None
    if not said or is_name_only(said):
        return Picture(kind, at, address, None)
    start, end = find_value(tag, told)
    return Picture(kind, at, address, Run(at + start, at + end, alt))


def is_flat_formula(names: frozenset[str]) -> bool:
    """Whether a formula of these elements keeps its meaning as a line of text."""
    return names <= _FLAT_FORMULA


def _is_decoration(address: str) -> bool:
    if address.startswith("data:"):
        # A long one may have its name in its place.
        return name_address(address) != address and len(address) < _SMALLEST_DATA
    return _DECORATION_RE.search(address.partition("?")[0][-200:]) is not None


def _is_small(attributes: Mapping[str, str]) -> bool:
    said = (attributes, read_style(attributes.get("style", "")[:400]))
    told = (_PIXELS_RE.match(by_name.get(key, "")) for by_name in said for key in ("width", "height"))
    sizes = [int(match[1]) for match in told if match]
    return bool(sizes) and (max(sizes) <= _SMALLEST or min(sizes) <= 2)
