"""What is left out of a page, put on record and, where it may have been the document's, told.

Takes elements and raw content that are not published; gives drops and doubts. A doubt says what to do: look at the
page.
"""

from __future__ import annotations

import re

from build_tools.clean.html_chrome import Chrome
from build_tools.clean.html_tree import Piece, SourceTree, Tag
from build_tools.clean.lines import LineSink
from build_tools.hanzi.punctuation import IDEOGRAPH_RE
from build_tools.model.passage import Passage
from build_tools.model.report import make_diagnostic

_WORD_RE = re.compile(r"[\u3400-\u9fff0-9a-zA-Z]")
# So many characters that are no link's, or so many Chinese ones with sentences in a script, may be a document's text.
_LARGE = 300
_FEWEST_SENTENCES = 5


def tell_dropped(sink: LineSink, node: Tag, rule: str, chrome: Chrome) -> None:
    """Record that an element is not published; tell of it where it is long or struck out."""
    runs = [run for piece in node.descendants if isinstance(piece, Piece) for run in piece.runs]
    sink.drop(Passage(tuple(runs)), rule)
    runs = [run for run in runs if not run.computed]
    words = "".join(run.text for run in runs).strip(" \t\r\n\u3000\u00a0")
    if not _WORD_RE.search(words):
        return
    line_no = sink.line_no(runs[0].start)
    if rule == "struck-out":
        sink.diagnostics.append(make_diagnostic("struck-out", line_no, words))
    elif chrome.words.get(id(node), 0) >= _LARGE:
        sink.diagnostics.append(make_diagnostic("hidden-text", line_no, words, count=len(words), rule=rule))


def doubt_raw(tree: SourceTree, sink: LineSink) -> None:
    """Tell of comments, scripts and fields that hold as much Chinese text as a document."""
    for drop in tree.drops:
        if drop.rule not in ("script-or-style", "comment") or drop.end - drop.start < _LARGE:
            continue
        text = tree.source[drop.start : drop.end]
        sentences = text.count("。")
        if sentences < _FEWEST_SENTENCES or len(IDEOGRAPH_RE.findall(text)) < _LARGE:
            continue
        first = IDEOGRAPH_RE.search(text)
        at = first.start() if first else 0
        line_no = sink.line_no(drop.start + at)
        sink.diagnostics.append(
            make_diagnostic("hidden-text", line_no, text[at : at + 40], count=len(text), rule=drop.rule)
        )
