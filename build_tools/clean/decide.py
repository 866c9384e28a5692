"""Lines + a maintainer's decisions → lines: what is a heading and ends here, what is page furniture.

Takes what cleaning gives, with emendations made; never changes its arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from build_tools.errors import stale_decision
from build_tools.model.decision import Choice, Decision, hash_line
from build_tools.model.line import CleanText, Drop, Hints, Line, SourceBlock, add_drop
from build_tools.model.witness import Witness

_RULE = "decided"


def decide_lines(text: CleanText, decisions: Iterable[Decision], witness: Witness) -> CleanText:
    """Return the text with every decision about a line carried out; the others are left to later stages.

    Raises:
        StaleDecisionError: no line, or more than one, has the excerpt, or the line is another one now.
    """
    for decision in decisions:
        if decision.choice is Choice.FURNITURE:
            line = _find_line(text.blocks, decision, witness)
            drops: list[Drop] = []
            for run in line.passage.runs:
                add_drop(drops, run.start, run.end, _RULE)
            blocks = tuple(block for block in text.blocks if block is not line)
            kept = tuple(sorted((*text.drops, *drops), key=lambda drop: drop.start))
            text = replace(text, blocks=blocks, drops=kept)
        elif decision.choice is Choice.HEADING:
            line = _find_line(text.blocks, decision, witness)
            parts = _cut_heading(line, decision.excerpt, witness)
            at = next(number for number, block in enumerate(text.blocks) if block is line)
            text = replace(text, blocks=(*text.blocks[:at], *parts, *text.blocks[at + 1 :]))
    return text


def _find_line(blocks: tuple[SourceBlock, ...], decision: Decision, witness: Witness) -> Line:
    """Return the one line that a decision is about."""
    whole = decision.choice is Choice.HEADING
    fits = [
        block
        for block in blocks
        if isinstance(block, Line)
        and (block.text.count(decision.excerpt) == 1 if whole else block.text.startswith(decision.excerpt))
    ]
    if len(fits) != 1:
        raise stale_decision(decision.excerpt, decision.path, f"is on {len(fits)} lines, and has to be on one")
    if hash_line(witness.text, fits[0].line_no) != decision.hash:
        raise stale_decision(decision.excerpt, decision.path, "stands on a line that has changed")
    return fits[0]


def _cut_heading(line: Line, excerpt: str, witness: Witness) -> list[Line]:
    start = line.text.index(excerpt)
    end = start + len(excerpt)
    pieces = [(0, start), (start, end), (end, len(line.text))]
    parts = [line.cut(first, last, witness.line_no) for first, last in pieces if first < last]
    return [part if not number else replace(part, hints=Hints(broken=True)) for number, part in enumerate(parts)]
