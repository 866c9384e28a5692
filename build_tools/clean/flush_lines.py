"""Lines at the margin of a text whose paragraphs all stand in → the lines that go on the paragraph above.

Where each paragraph begins with the same indent, a line without one is the rest of the line right above it, however
short that is, if it opens with no label, the line above ends no sentence, and the lines at the margin end one. What
the whole text does tells it: next to none of its other lines stand at the margin.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from build_tools.clean.heading_lines import read_form
from build_tools.clean.soft_wraps import is_finished
from build_tools.hanzi.drafting import is_salutation
from build_tools.hanzi.labels import ANNEX_RE, DIVISION
from build_tools.hanzi.punctuation import holds
from build_tools.model.line import Line, SourceBlock

# An indent is two characters wide; so many paragraphs have it, and at most so large a share of lines stand elsewhere.
_INDENTS, _FEWEST, _ELSEWHERE = (2, 4), 4, 0.1
_LABEL_RE = re.compile(
    r"附件|附表|专栏|[—―#|①-⒛㈠-㈩]"
    r"|[0-9０-９]{1,3}(?:[ ]?[.．﹒、)）](?![0-9])|$)|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    rf"|{DIVISION}(?:[ \u3000]|$)"
)
_STOPS = "。；！？"


def find_flush(blocks: Sequence[SourceBlock]) -> frozenset[int]:
    """Return the source offsets of the lines that go on the one above; none where paragraphs do not all stand in."""
    counts = Counter(block.hints.indent for block in blocks if isinstance(block, Line))
    indent = max(_INDENTS, key=lambda indent: counts[indent])
    places = [at for at, block in enumerate(blocks) if isinstance(block, Line) and block.hints.indent == indent]
    if len(places) < _FEWEST:
        return frozenset()
    found: set[int] = set()
    elsewhere = 0
    for place, below in pairwise([*places, len(blocks)]):
        run = _find_run(blocks, place, below)
        found.update(line.passage.start for line in run)
        rest = blocks[place + 1 + len(run) : below] if below < len(blocks) else ()
        elsewhere += sum(
            isinstance(block, Line) and not block.hints.indent and not _is_labelled(block.text) for block in rest
        )
    return frozenset(found) if elsewhere <= _ELSEWHERE * len(places) else frozenset()


def _find_run(blocks: Sequence[SourceBlock], place: int, below: int) -> list[Line]:
    """Return the lines right below the first one of a paragraph with which it comes to its end."""
    run: list[Line] = []
    last = blocks[place]
    for block in blocks[place + 1 : below]:
        if not isinstance(last, Line) or not isinstance(block, Line) or block.line_no != last.line_no + 1:
            break
        if block.hints.indent or is_finished(last.text) or _opens(block.text, last.text):
            break
        run.append(block)
        last = block
    has_end = any(stop in line.text for line in run for stop in _STOPS) and run[-1].text[-1] in _STOPS + "：）)”"
    return run if has_end else []


def _opens(text: str, above: str) -> bool:
    """Whether a line at the margin is no rest of the one above: it has a label, or stands below a heading."""
    if _is_labelled(text) or is_salutation(text) or ANNEX_RE.match(above):
        return True
    # A label and no mark of a sentence make a heading, if no figure follows, with which no text begins.
    return read_form(above) != "" and not holds(above, "，。；：") and not text[0].isdigit()


def _is_labelled(text: str) -> bool:
    return read_form(text) != "" or _LABEL_RE.match(text) is not None
