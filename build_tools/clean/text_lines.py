r"""Plain text and Markdown → lines.

Takes a witness without HTML; gives one block for each line that is not blank. A line ends with "\\n" alone:
form feeds and U+2028 stand inside lines.
"""

from __future__ import annotations

from build_tools.clean.lines import LineSink, Styled
from build_tools.model.line import Block, Hints, add_drop
from build_tools.model.passage import Run


def clean_text(source: str, start: int, sink: LineSink) -> list[Block]:
    """Return the lines of `source[start:]`; blanks and line feeds go to `sink`."""
    blocks: list[Block] = []
    at = start
    while at < len(source):
        end = source.find("\n", at)
        stop = len(source) if end == -1 else end
        if at < stop:
            blocks.extend(sink.make_lines([Styled(Run(at, stop, source[at:stop]))], Hints()))
        if end != -1:
            add_drop(sink.drops, end, end + 1, "line-break")
        at = stop + 1
    return blocks
