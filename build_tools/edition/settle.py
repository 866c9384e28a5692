"""Doubts + a maintainer's decisions → the doubts that are left, and the facts that were decided."""

from collections.abc import Iterable, Sequence

from build_tools.edition.fidelity import passages_of
from build_tools.errors import stale_decision
from build_tools.messages import _
from build_tools.model.decision import Choice, Decision, hash_line
from build_tools.model.division import Division, Kind, Paragraph
from build_tools.model.line import Line, SourceBlock
from build_tools.model.report import Diagnostic
from build_tools.model.witness import Witness


def settle_doubts(
    diagnostics: Iterable[Diagnostic], decisions: Sequence[Decision], witness: Witness
) -> tuple[list[Diagnostic], list[Decision]]:
    """Return the doubts that nobody has accepted, and the acceptances that fit none of them."""
    left = list(diagnostics)
    unused: list[Decision] = []
    for decision in decisions:
        if decision.choice is not Choice.ACCEPT:
            continue
        met = [doubt for doubt in left if _is_met(doubt, decision, witness)]
        left = [doubt for doubt in left if doubt not in met]
        if not met:
            unused.append(decision)
    return left, unused


def _is_met(doubt: Diagnostic, decision: Decision, witness: Witness) -> bool:
    if doubt.code != decision.code or not doubt.excerpt.startswith(decision.excerpt):
        return False
    return hash_line(witness.text, doubt.line_no if decision.excerpt else 0) == decision.hash


def refuse_stale(unused: Iterable[Decision], witness: Witness) -> None:
    """Raise StaleDecisionError where an acceptance fits no doubt, and its line is no longer what it was.

    Where that stands unchanged, an older version doubted what this one does not: an upgrade breaks no work.
    """
    for decision in unused:
        text = witness.text
        stands = decision.find_lines(text) if decision.excerpt else hash_line(text, 0) == decision.hash
        if stands:
            continue
        what = _("accepts {code}, which is not doubted there, or the line has changed", code=decision.code)
        raise stale_decision(decision.excerpt, decision.path, what)


def refuse_uncarried(blocks: Iterable[SourceBlock], root: Division, decisions: Iterable[Decision]) -> None:
    """Raise StaleDecisionError where nothing begins at a line of which a maintainer says so."""
    decided = {block.passage.start: block for block in blocks if isinstance(block, Line) and block.hints.decided}
    for node in root.walk() if decided else ():
        if isinstance(node, Paragraph) and node.role == "title":
            decided.pop(node.passage.start, None)
        elif isinstance(node, Division) and node.kind in (Kind.PLAN, Kind.ANNEX, Kind.ANNEX_LIST):
            decided.pop(next((passage.start for passage in passages_of(node) if passage), -1), None)
    starts = {passage.start for passage in passages_of(root) if passage} if decided else set()
    decided = {start: block for start, block in decided.items() if not (block.is_kept and start in starts)}
    for block in decided.values():
        decision = next(one for one in decisions if block.text.startswith(one.excerpt))
        raise stale_decision(decision.excerpt, decision.path, _("is about a line that is no part of the text"))


def decide_title(decisions: Iterable[Decision], witness: Witness) -> str:
    """Return the title that was decided, "" where none was.

    Raises:
        StaleDecisionError: its line is no longer there.
    """
    title = ""
    for decision in decisions:
        if decision.choice is Choice.TITLE:
            if not decision.find_lines(witness.text):
                raise stale_decision(decision.excerpt, decision.path, _("stands on no such line"))
            title = decision.excerpt
    return title
