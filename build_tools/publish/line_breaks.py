"""A page → the same page, whose lines end where a compositor would end them.

Titles get `<wbr>` between their words, and break nowhere else (.style/text.css); a number stays with what it counts, in
`<span class="whole">`; a comma of half width between Chinese characters has room behind it. No character is added, so
that what is copied, searched and proved is the text.
"""

import re
from functools import lru_cache
from html import unescape

from build_tools.hanzi.breaks import GLUED_RE, WHOLE_RE, find_breaks
from build_tools.model.script import ChangeScript

# Headings, printed titles, entries of the contents, links to works and their parts in lists.
_TITLE_RE = re.compile(
    r"<(?P<name>h[1-6]|p(?= class=\"(?:title|notice-title)\")|"
    r"(?<=<li><)a(?= href=\"(?:#|(?:\.\./)*plans/[^\"#]*\"|[a-z0-9-]+/\")))"
    r"(?=[ >])(?:[^<]|<(?!/?(?P=name)[ >]))*+</(?P=name)>"
)
_PIECE_RE = re.compile(r"<[^<>]*>|&#?\w+;|[^<&]", re.DOTALL)
# What is no running text, or holds no sign that matters, is passed over whole.
_RAW = r"(?:pre|code|kbd|script|style|textarea|text|title|desc)\b"
_TEXT_RE = re.compile(
    rf"(?:<(?!{_RAW}|span class=\"whole\")[^<>]*>|[^<\d,;:]++(?=<|\Z))++"
    rf"|<span class=\"whole\">[^<]*</span>|<(?P<raw>{_RAW})(?:[^<]|<(?!/?(?P=raw)\b))*+</(?P=raw)>"
    r"|<[^<>]*>|(?P<text>[^<]+)"
)


def guide_breaks(page: str, to_simplified: ChangeScript | None = None) -> str:
    """Return a page of HTML with the places told where its lines may end.

    Args:
        page: as MkDocs has made it.
        to_simplified: for the page of a work in traditional script, whose words are known in simplified ones; keeps
            their length.
    """
    begin, end = page.find("<article"), page.rfind("</article>")
    if 0 <= begin < end:
        page = page[:begin] + _TEXT_RE.sub(_keep_whole, page[begin:end]) + page[end:]
    return _TITLE_RE.sub(lambda title: _part(title[0], to_simplified), page)


def _keep_whole(found: re.Match[str]) -> str:
    text = found["text"]
    if not text or text.isspace():
        return found[0]
    return GLUED_RE.sub(_mark_half, WHOLE_RE.sub(_mark_whole, text))


def _mark_whole(found: re.Match[str]) -> str:  # a template would be read anew for each text
    return f'<span class="whole">{found[0]}</span>'


def _mark_half(found: re.Match[str]) -> str:
    return f'<span class="half">{found[0]}</span>'


@lru_cache(4096)  # what a work and its parts are called stands on many pages, and twice on its own
def _part(title: str, to_simplified: ChangeScript | None) -> str:
    pieces = _PIECE_RE.findall(title)
    # A break of its own parts words as a blank does.
    chars = "".join("\n" if piece == "<br>" else unescape(piece)[:1] for piece in pieces if not _is_tag(piece))
    breaks = set(find_breaks(to_simplified(chars) if to_simplified else chars))
    at, parts = 0, []
    for piece in pieces:
        if not _is_tag(piece):
            parts.append("<wbr>" if at in breaks else "")
            at += 1
        parts.append(piece)
    return "".join(parts)


def _is_tag(piece: str) -> bool:
    return piece.startswith("<") and piece != "<br>"
