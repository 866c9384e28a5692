"""Lines + a maintainer's decisions → lines: what is a heading and ends here, what is page furniture, what begins.

Takes what cleaning gives, with emendations made; never changes its arguments.
"""

from collections.abc import Iterable
from dataclasses import replace

from build_tools.errors import stale_decision
from build_tools.messages import _
from build_tools.model.decision import Choice, Decision, hash_line
from build_tools.model.line import CleanText, Drop, Grid, Hints, Line, SourceBlock, add_drop
from build_tools.model.passage import Passage, Run
from build_tools.model.table import TableCell
from build_tools.model.witness import Witness

_RULE = "decided"
_MARKUP = "<&"
_IN_LINE = (Choice.HEADING, Choice.PLAN, Choice.ANNEX, Choice.ANNEXES)


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
        elif decision.choice is Choice.PARAGRAPH:
            line = _find_line(text.blocks, decision, witness)
            text = _put(text, line, (replace(line, hints=Hints(broken=True, decided=decision.choice.value)),))
        elif decision.choice is Choice.TABLE:
            text = _draw_table(text, decision, witness)
        elif decision.choice is Choice.KEEP:
            text = _keep(text, decision, witness)
        elif decision.choice in _IN_LINE:
            line = _find_line(text.blocks, decision, witness)
            text = _put(text, line, _cut_line(line, decision, witness))
    return text


def _put(text: CleanText, line: Line, parts: Iterable[Line]) -> CleanText:
    """Return a text with other lines in the place of one."""
    at = next(number for number, block in enumerate(text.blocks) if block is line)
    return replace(text, blocks=(*text.blocks[:at], *parts, *text.blocks[at + 1 :]))


def _draw_table(text: CleanText, decision: Decision, witness: Witness) -> CleanText:
    """Return a text in which the lines from the excerpt on are the cells of a table, its first row the head."""
    line = _find_line(text.blocks, decision, witness)
    at = next(number for number, block in enumerate(text.blocks) if block is line)
    count = decision.columns * decision.rows
    lines = [block for block in text.blocks[at : at + count] if isinstance(block, Line)]
    if len(lines) < count:
        what = _("has {count} lines from it on, and its table {cells} cells", count=len(lines), cells=count)
        raise stale_decision(decision.excerpt, decision.path, what)
    cells = [TableCell((replace(one, hints=Hints()),), is_header=n < decision.columns) for n, one in enumerate(lines)]
    rows = tuple(tuple(cells[first : first + decision.columns]) for first in range(0, count, decision.columns))
    return replace(text, blocks=(*text.blocks[:at], Grid(rows, line.line_no), *text.blocks[at + count :]))


def _keep(text: CleanText, decision: Decision, witness: Witness) -> CleanText:
    """Return a text in which the excerpt is a line that no later stage drops."""
    blocks = [
        block
        for block in text.blocks
        for line in block.lines()
        if decision.excerpt in line.text and hash_line(witness.text, line.line_no) == decision.hash
    ]
    if any(isinstance(block, Grid) for block in blocks):
        raise stale_decision(decision.excerpt, decision.path, _("stands in a table, of which no cell is kept alone"))
    if blocks:
        line = _find_line(text.blocks, decision, witness)
        return _put(text, line, (replace(line, hints=replace(line.hints, decided="keep")),))
    start, end = _find_words(decision, witness)
    drops: list[Drop] = []
    for drop in text.drops:
        add_drop(drops, drop.start, min(drop.end, start), drop.rule)
        add_drop(drops, max(drop.start, end), drop.end, drop.rule)
    length = sum(drop.end - drop.start for drop in text.drops) - sum(drop.end - drop.start for drop in drops)
    if length != end - start:
        raise stale_decision(decision.excerpt, decision.path, _("is about words that no rule drops"))
    line_no = witness.line_no(start)
    line = Line(Passage((Run(start, end, decision.excerpt),)), line_no, Hints(broken=True, decided="keep"))
    below = (at for at, block in enumerate(text.blocks) if any(one.passage.start >= end for one in block.lines()))
    at = next(below, len(text.blocks))
    return replace(text, blocks=(*text.blocks[:at], line, *text.blocks[at:]), drops=tuple(drops))


def _find_words(decision: Decision, witness: Witness) -> tuple[int, int]:
    """Return where the excerpt stands in the download itself, on the line that the decision names."""
    lines, starts = witness.text.split("\n"), witness.line_starts
    found = [
        starts[number - 1] + lines[number - 1].index(decision.excerpt)
        for number in decision.find_lines(witness.text)
        if lines[number - 1].count(decision.excerpt) == 1
    ]
    if len(found) != 1 or any(sign in decision.excerpt for sign in _MARKUP):
        what = _("is on {count} lines, and has to be on one", count=len(found))
        raise stale_decision(decision.excerpt, decision.path, what)
    return found[0], found[0] + len(decision.excerpt)


def _find_line(blocks: tuple[SourceBlock, ...], decision: Decision, witness: Witness) -> Line:
    """Return the one line that a decision is about."""
    inside = decision.choice in (*_IN_LINE, Choice.KEEP)
    fits = [
        block
        for block in blocks
        if isinstance(block, Line)
        and (block.text.count(decision.excerpt) == 1 if inside else block.text.startswith(decision.excerpt))
    ]
    known = [line for line in fits if hash_line(witness.text, line.line_no) == decision.hash]
    if fits and not known:
        raise stale_decision(decision.excerpt, decision.path, _("stands on a line that has changed"))
    if len(known) != 1:
        raise stale_decision(
            decision.excerpt, decision.path, _("is on {count} lines, and has to be on one", count=len(known))
        )
    return known[0]


def _cut_line(line: Line, decision: Decision, witness: Witness) -> list[Line]:
    """Return a line in parts: what stands before the excerpt, the excerpt, and what stands behind it."""
    start = line.text.index(decision.excerpt)
    # Of a list of annexes only the beginning is named.
    end = len(line.text) if decision.choice is Choice.ANNEXES else start + len(decision.excerpt)
    pieces = [(0, start), (start, end), (end, len(line.text))]
    parts = [(first, line.cut(first, last, witness.line_no)) for first, last in pieces if first < last]
    decided = "" if decision.choice is Choice.HEADING else decision.choice.value
    return [
        replace(
            part,
            hints=replace(part.hints if not number else Hints(broken=True), decided=decided if first == start else ""),
        )
        for number, (first, part) in enumerate(parts)
    ]
