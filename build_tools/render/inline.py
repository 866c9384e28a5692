"""Passages → Markdown that prints exactly their characters.

The only door to markdownify. Takes text from hostile sources: whatever has a meaning in CommonMark,
Python-Markdown, GitHub's dialect, Jinja or HTML is disarmed, by a backslash where every dialect reads one and by
a character reference elsewhere.
"""

import html
import re
import unicodedata

from markdownify import MarkdownConverter

from build_tools.hanzi.punctuation import DISARMED, INVISIBLE
from build_tools.model.line import Mark

_ESCAPES = {
    **dict.fromkeys(map(chr, sorted(INVISIBLE)), "\ufffd"),
    # Escapable by a backslash in CommonMark and in Python-Markdown alike.
    **{char: f"\\{char}" for char in "\\`*_{}[]#"},
    # Known to one dialect only (strikethrough, tables, mathematics), or to HTML.
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "~": "&#126;",
    "|": "&#124;",
    "$": "&#36;",
    "\u00a0": "&nbsp;",
    "\n": " ",  # at the beginning of a line signs have a meaning: = would make a heading
}
_ESCAPED_RE = re.compile(f"[{re.escape(''.join(_ESCAPES))}]")
# Bare addresses become links on code hosts; a source's addresses are text.
_ADDRESS_RE = re.compile(r"(?<=[A-Za-z])://|\bwww\.|@(?=\w)", re.IGNORECASE)
_ADDRESS_ESCAPES = {"://": "&#58;//", "@": "&#64;"}
_ESCAPED = DISARMED | {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]~|$!"}
_ESCAPED |= {ord(sign): html.escape(sign) for sign in "&<>\"'"} | {ord("\n"): " ", 0xA0: "&nbsp;"}

_CONVERTER = MarkdownConverter(
    sup_symbol="<sup>",
    sub_symbol="<sub>",
    escape_asterisks=False,
    escape_underscores=False,
    escape_misc=False,
)


def escape_markdown(text: str) -> str:
    """Return Markdown that prints `text`; not meant for the beginning of a line, which anchors occupy."""
    if not ("://" in text or "@" in text or "w" in text or "W" in text):  # looked for in no time, as the pattern is not
        return _escape_characters(text)
    parts: list[str] = []
    at = 0
    for address in _ADDRESS_RE.finditer(text):
        parts.append(_escape_characters(text[at : address.start()]))
        parts.append(_ADDRESS_ESCAPES.get(address[0], address[0][:-1] + "&#46;"))
        at = address.end()
    parts.append(_escape_characters(text[at:]))
    return "".join(parts)


def _escape_characters(text: str) -> str:
    return _ESCAPED_RE.sub(lambda sign: _ESCAPES[sign[0]], text)


def keep_edge(block: str) -> str:
    """Return a Markdown block with references for the wide and rare blanks at its end, which its readers cut off."""
    core = block.rstrip()
    return core + "".join(char if char in " \t\n" else f"&#{ord(char)};" for char in block[len(core) :])


def escape_html(text: str) -> str:
    """Return HTML that prints `text`, fit for a raw block in Markdown and for attributes in double quotes.

    Python-Markdown reads Markdown in a raw block that stands in a block quotation, so its signs are disarmed, too.
    """
    return text.translate(_ESCAPED)


def render_text(text: str, marks: tuple[Mark, ...] = ()) -> str:
    """Return Markdown of a text with its superscripts and subscripts."""
    parts: list[str] = []
    at = 0
    for mark in marks:
        if mark.start < at:
            continue
        parts.append(escape_markdown(text[at : mark.start]))
        parts.append(render_element(mark.name, text[mark.start : mark.end]))
        at = mark.end
    return "".join(parts) + escape_markdown(text[at:])


def render_element(name: str, text: str) -> str:
    """Return Markdown of one inline element; blanks at its edges stay outside, where markdownify cannot eat them."""
    core = text.strip()  # of every kind, as markdownify does it
    if not core:
        return escape_markdown(text)
    left, right = text[: text.index(core)], text[text.index(core) + len(core) :]
    markdown = _CONVERTER.convert(f"<{name}>{html.escape(escape_markdown(core), quote=False)}</{name}>")
    return escape_markdown(left) + markdown + escape_markdown(right)


def render_strong(text: str, before: str, after: str, marks: tuple[Mark, ...] = ()) -> str:
    """Return Markdown that prints `text` in bold between the characters `before` and `after`.

    CommonMark closes ** only where a letter stands inside or a blank or punctuation outside (section 6.2);
    elsewhere the asterisks would show, and markdownify loses blanks at the edges: there the element is written out.
    """
    inner = render_text(text, marks)
    opens = not _is_punctuation(text[0]) or not before or _is_punctuation(before)
    closes = not _is_punctuation(text[-1]) or not after or _is_punctuation(after)
    # Versions of CommonMark disagree on whether a symbol is punctuation.
    doubtful = any(_is_symbol(char) for char in (text[0], text[-1], before, after) if char)
    has_blank_edge = text[0].isspace() or text[-1].isspace()
    if marks or doubtful or has_blank_edge or not (opens and closes):
        return f"<strong>{inner}</strong>"
    return _CONVERTER.convert(f"<strong>{html.escape(inner, quote=False)}</strong>")


def _is_symbol(char: str) -> bool:
    return ord(char) in INVISIBLE or unicodedata.category(char)[0] in "SC"


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PZ"
