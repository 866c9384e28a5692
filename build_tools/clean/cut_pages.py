"""Pages that break off: the download of their file was cut, or whoever saved it took a part.

Takes a parsed page; gives a doubt. HTML lets authors leave out the end tags of html, body, p, li, tr and td (13.1.2.4):
that these are open proves nothing alone. Beside them something is open that has to be closed, a sentence has no end, or
the last block alone has no end tag.
"""

import re

from build_tools.clean.html_lexer import BLOCKS
from build_tools.clean.html_tree import Piece, SourceTree, Tag
from build_tools.clean.lines import LineSink
from build_tools.hanzi.punctuation import CLAUSE_STOP_RE, CLOSERS, OPENERS, SPACES, is_han
from build_tools.model.report import make_diagnostic

_PAGE = frozenset({"html", "body"})
# Their end tags may never be left out.
_CLOSED = frozenset({"article", "div", "main", "section", "table"})
_FEWEST_ENDS = 3
_IN_TAG_RE = re.compile(r"<(?:/|/?[a-zA-Z][^<>]*+)?\Z")


def doubt_cut(tree: SourceTree, sink: LineSink) -> None:
    """Tell where a page that nothing closes breaks off."""
    names = {tag.name for tag in tree.unclosed}
    whole, held = not names.isdisjoint(_PAGE), not names.isdisjoint(_CLOSED)
    if not (whole or held):
        return
    pieces = [step for step in tree.steps if isinstance(step, Piece) and step.strip(SPACES)]
    if not pieces:
        return
    source = tree.source.rstrip(SPACES)
    inner = next(tag for tag in reversed(tree.unclosed) if tag.name in BLOCKS or tag.name in _PAGE | _CLOSED)
    if (
        (whole and (held or _is_alone(inner.name, source) or source.rfind("<script") > source.rfind("</script")))
        or _IN_TAG_RE.search(source)
        or _goes_on(_read_tail(inner))
    ):
        line_no = sink.line_no(pieces[-1].runs[-1].start)
        text = pieces[-1].rstrip(SPACES).rsplit("\n", 1)[-1]
        sink.diagnostics.append(make_diagnostic("cut-off", line_no, text.lstrip(SPACES)[-40:]))


def _is_alone(name: str, source: str) -> bool:
    """Whether a page that closes such elements has left one open."""
    ends = len(re.findall(f"</{name}>", source, re.IGNORECASE))
    return ends >= _FEWEST_ENDS and len(re.findall(rf"<{name}[\s>]", source, re.IGNORECASE)) == ends + 1


def _read_tail(inner: Tag) -> str:
    """Text of an element behind the last block in it."""
    parts: list[str] = []
    for node in reversed(inner.contents):
        if isinstance(node, Piece):
            parts.append(node)
        elif isinstance(node, Tag):
            if node.name in BLOCKS or node.name in _CLOSED:
                break
            parts.append("".join(piece for piece in node.descendants if isinstance(piece, Piece)))
    return "".join(reversed(parts)).strip(SPACES)


def _goes_on(text: str) -> bool:
    """Whether a text ends in mid-sentence, or in open brackets; what 附件： and the like name has no stop."""
    within = sum(text.count(sign) for sign in OPENERS) > sum(text.count(sign) for sign in CLOSERS)
    last = CLAUSE_STOP_RE.split(text)[-1]
    is_sentence = len(last) < len(text) or "，" in last or "、" in last
    return (
        within or last.endswith(("，", "、")) or (last != "" and is_sentence and "：" not in last and is_han(last[-1]))
    )
