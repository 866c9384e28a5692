"""What is left out of a page, put on record and, where it may have been the document's, told.

Takes elements and raw content that are not published; gives drops and doubts. A doubt says what to do: look at the
page.
"""

import re
from collections.abc import Iterable, Sequence

from build_tools.clean.html_tree import SourceTree
from build_tools.clean.lines import LineSink
from build_tools.hanzi.punctuation import IDEOGRAPH_RE
from build_tools.model.line import SourceBlock
from build_tools.model.passage import Passage, Run
from build_tools.model.report import make_diagnostic

_WORD_RE = re.compile(r"[\u3400-\u9fff0-9a-zA-Z]")
# So many characters that are no link's, or so many Chinese ones with sentences in a script, may be a document's text.
_LARGE = 300
_FEWEST_SENTENCES = 5
# A hidden text is a copy where so large a share of its pieces, each of so many characters, is shown.
_PIECE, _COPIED = 12, 0.95


def tell_dropped(sink: LineSink, runs: Sequence[Run], rule: str, length: int) -> str:
    """Record that an element's text is not published; tell of it where it is long or struck out, and return a long one.

    `length`: how many of its characters are no link's.
    """
    sink.drop(Passage(tuple(runs)), rule)
    runs = [run for run in runs if not run.computed]
    words = "".join(run.text for run in runs).strip(" \t\r\n\u3000\u00a0")
    if not _WORD_RE.search(words):
        return ""
    line_no = sink.line_no(runs[0].start)
    if rule == "struck-out":
        sink.diagnostics.append(make_diagnostic("struck-out", line_no, words))
    elif length >= _LARGE:
        sink.diagnostics.append(make_diagnostic("hidden-text", line_no, words, count=len(words), rule=rule))
        return words
    return ""


def forget_copies(sink: LineSink, hidden: Iterable[str], blocks: Iterable[SourceBlock]) -> None:
    """Take back what was told of hidden text that the page shows, too: portals keep a copy to be read aloud."""
    told = [words for words in hidden if words]
    if not told:
        return
    shown = "".join(IDEOGRAPH_RE.findall("".join(line.text for block in blocks for line in block.lines())))
    for words in told:
        folded = "".join(IDEOGRAPH_RE.findall(words))
        pieces = [folded[at : at + _PIECE] for at in range(0, len(folded) - _PIECE, _PIECE)]
        if sum(piece in shown for piece in pieces) >= _COPIED * max(1, len(pieces)):
            lost = next(one for one in sink.diagnostics if one.code == "hidden-text" and one.excerpt == words[:40])
            sink.diagnostics.remove(lost)


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
