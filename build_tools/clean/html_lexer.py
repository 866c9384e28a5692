"""Source text → tokens that cover every character of it.

BeautifulSoup knows where a tag begins but not where a text node does, and it rewrites what it reads. So the
source is cut into tokens with exact offsets here, and `html_nesting` nests them in BeautifulSoup's elements.

Guarantees: tokens are contiguous and in order; time is linear in the length of the source.
"""

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Literal

from build_tools.hanzi.references import TWICE_RE, read_references

TokenKind = Literal["text", "reference", "open", "close", "comment", "declaration", "raw", "autolink"]
"""What a token is: &nbsp; and &#123; are references, <!doctype> and <?xml ?> declarations, the content of scripts is
raw, <https://…>, a Markdown form, an autolink."""

Token = tuple[TokenKind, int, int, str]
"""(kind, start, end, said): source characters `start:end`; a tag says its name in lower case, raw text that of its
element, a reference what it reads as. A plain tuple: a page has thousands."""

# Elements whose content the HTML standard (13.1.2) reads as raw text. <noscript> is read as without scripts.
RAW_ELEMENTS = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title", "plaintext"})

KNOWN_ELEMENTS = (
    frozenset(
        "a abbr address article aside b base big blockquote body br button caption center cite code col colgroup"
        " dd del details dfn div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3"
        " h4 h5 h6 head header hr html i img input ins kbd label legend li link main map mark meta nav noscript object"
        " ol option p param picture pre q s samp section select small source span strike strong sub summary sup svg"
        " table tbody td template tfoot th thead time tr tt u ul var video wbr audio area canvas math".split()
    )
    | RAW_ELEMENTS
)

BLOCKS = frozenset(
    "address article body blockquote caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3"
    " h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin a line and end one."""

_COMMENT_END_RE = re.compile(r"--!?>")
_NAME_RE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*(?:[:_-][a-zA-Z0-9_:-]*)?)(?=[\s/>]|$)")
# A tag as nearly all are, closed and with no value that holds another; else where something may begin.
_CANDIDATE_RE = re.compile(
    r"<(/?)((?!(?:https?|ftp|mailto):)[a-zA-Z][a-zA-Z0-9]*(?:[:_-][a-zA-Z0-9_:-]*)?)(?=[\s/>])"
    r"(?:[^<>\"']++|\"[^<\"]*+\"|'[^<']*+')*+>|<|&"
)
_AUTOLINK_RE = re.compile(r"<(?:https?|ftp|mailto):[^\s<>]*>")
_ATTRIBUTES_RE = re.compile(r"(?:[ \t]++[a-zA-Z-]{1,40}+=[\"']?[^\s\"'<>=]*+[\"']?)*+")
_TAG_SPECIAL_RE = re.compile(r"[<>\"']")
# A reference without its semicolon is text here: `&copy` inside an address would read as ©.
_REFERENCE_RE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


class _Lexer:
    """State of one run: the source, and where closing marks are known to stand next or to be absent."""

    def __init__(self, source: str, *, known_only: bool) -> None:
        self.source = source
        self.known_only = known_only
        self.absent: dict[str, int] = {}
        self.next: dict[str, tuple[int, int]] = {}

    def find(self, mark: str, at: int) -> int:
        """`str.find` that remembers what it found, so that many marks closed far away, or never, stay linear."""
        if self.absent.get(mark, len(self.source) + 1) <= at:
            return -1
        since, found = self.next.get(mark, (0, -1))
        if since <= at <= found:
            return found
        found = self.source.find(mark, at)
        if found == -1:
            self.absent[mark] = min(at, self.absent.get(mark, at))
        else:
            self.next[mark] = (at, found)
        return found

    def tag_end(self, at: int) -> int:
        """Offset behind the `>` that closes the tag whose name ends at `at`; -1 where there is none."""
        while special := _TAG_SPECIAL_RE.search(self.source, at):
            mark = special[0]
            if mark == ">":
                return special.end()
            if mark == "<":
                return -1
            closing = self.find(mark, special.end())
            if closing == -1:
                return -1
            at = closing + 1
        return -1

    def token_at(self, at: int) -> Token | None:
        """The token, no plain tag, that begins with the `<` or `&` at `at`; None where that character is text."""
        source = self.source
        if source[at] == "&":
            if twice := TWICE_RE.match(source, at):
                return "reference", at, twice.end(), read_references(twice[0])
            reference = _REFERENCE_RE.match(source, at)
            if reference is None:
                return None
            if source[at + 1] != "#" and reference[0][1:] not in html5:
                return None  # `&ampT;` is no name; that it begins with one does not make it a reference
            text = html.unescape(reference[0])
            if not text:  # &#3; and its like: HTML reads them as nothing
                return "declaration", at, reference.end(), ""
            return "reference", at, reference.end(), text
        if source.startswith("<!--", at):
            closing = _COMMENT_END_RE.search(source, at + 4) if self.find("-->", at) != -1 else None
            # An unclosed comment would swallow the rest of the document: only its opening is taken.
            return "comment", at, closing.end() if closing else at + 4, ""
        if autolink := _AUTOLINK_RE.match(source, at):
            return "autolink", at, autolink.end(), ""
        if source.startswith(("<!", "<?"), at):
            closing_at = self.find(">", at)
            return ("declaration", at, closing_at + 1, "") if closing_at != -1 else None
        opening = _NAME_RE.match(source, at)
        if opening is None:
            return None
        name = opening[2].lower()
        if self.known_only and name not in KNOWN_ELEMENTS:
            return None
        end = self.tag_end(opening.end())
        if end == -1:
            # An unclosed tag ends where its attributes do: what stands behind them may be words.
            attributes = _ATTRIBUTES_RE.match(source, opening.end())
            end = attributes.end() if attributes else opening.end()
        return "close" if opening[1] else "open", at, end, name

    def raw_end(self, name: str, at: int) -> int:
        """Offset of the `</name` that ends a raw text element; -1 where it is never closed."""
        if self.absent.get(f"</{name}", len(self.source) + 1) <= at:
            return -1
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.source, at)
        if closing is None:
            self.absent[f"</{name}"] = at
            return -1
        return closing.start()


def lex_html(
    source: str, start: int = 0, *, known_only: bool = False, opened: frozenset[int] = frozenset()
) -> Iterator[Token]:
    """Yield the tokens of `source[start:]`, contiguous and in order.

    Args:
        source: a decoded witness.
        start: offset to begin at (behind the front matter).
        known_only: read only HTML's own elements as tags, as fits Markdown; other `<…>` stay text.
        opened: where the content of raw text elements begins that is to be read as markup all the same.
    """
    lexer = _Lexer(source, known_only=known_only)
    at = text_start = start
    token: Token | None
    while candidate := _CANDIDATE_RE.search(source, at):
        at = candidate.start()
        if (name := candidate[2]) is None:
            token = lexer.token_at(at)
        else:
            name = name.lower()
            known = not known_only or name in KNOWN_ELEMENTS
            token = ("close" if candidate[1] else "open", at, candidate.end(), name) if known else None
        if token is None:
            at += 1
            continue
        if text_start < at:
            yield "text", text_start, at, ""
        yield token
        kind, _, at, name = token
        if kind == "open" and name in RAW_ELEMENTS and at not in opened and source[at - 2 : at] != "/>":
            end = lexer.raw_end(name, at)
            if end > at:
                yield "raw", at, end, name
                at = end
        text_start = at
    if text_start < len(source):
        yield "text", text_start, len(source), ""
