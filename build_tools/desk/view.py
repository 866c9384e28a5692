"""A work, converted, as the desk sees it: its lines, what is doubted of it, its outline, and what was dropped."""

import hashlib
from functools import cached_property
from html import unescape
from typing import Any

from build_tools.edition.lock import hash_anchors
from build_tools.edition.settle import refuse_stale, settle_doubts
from build_tools.messages import choose
from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Branch, Form, nest
from build_tools.model.codes import DOUBTS, DROP_RULES, Severity
from build_tools.model.decision import Choice, Decision, hash_line
from build_tools.model.report import Diagnostic
from build_tools.model.verdict import judge
from build_tools.pipeline import Work, doubt_work
from build_tools.render.outline import expand_spans, merge_drops

Json = dict[str, Any]

_SHOWN = 400  # characters of a dropped passage
_SAME = 12  # characters by which two places of one line are told apart


class View:
    """A work as the desk shows it; what is asked of it several times is made once."""

    def __init__(self, work: Work) -> None:
        self.work, self.edition, self.manifest = work, work.base.edition, work.manifest

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of its source; the first stands under 0."""
        return tuple(self.edition.witness.text.split("\n"))

    @cached_property
    def closed(self) -> tuple[str, ...]:
        """The same without blanks."""
        return tuple("".join(line.split()) for line in self.lines)

    @cached_property
    def hashes(self) -> dict[str, list[int]]:
        """The hash by which a decision knows a line → numbers of the lines, from 1."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines, 1):
            found.setdefault(hash_line(line, 1), []).append(number)
        return found

    @cached_property
    def drops(self) -> list[Json]:
        """The words that were dropped, each with the rule that says so."""
        return _show_drops(self)

    def hash_at(self, line: int) -> str:
        """Return the hash by which a decision knows a line, from 1; 0 is the whole source."""
        return hash_line(self.lines[line - 1], 1) if line else hash_line(self.edition.witness.text, 0)

    @cached_property
    def anchors(self) -> dict[Anchor, str]:
        """What is locked of it once it is published."""
        return hash_anchors(self.edition)

    @cached_property
    def doubts(self) -> list[Diagnostic]:
        """What is doubted, without mere information.

        Raises:
            StaleDecisionError: an acceptance fits no doubt.
        """
        more, stale = settle_doubts(doubt_work(self.work), self.work.unsettled, self.edition.witness)
        # References are looked up when the work is surveyed; what is accepted of them, nobody can tell here.
        refuse_stale((one for one in stale if DOUBTS[one.code].severity is not Severity.INFO), self.edition.witness)
        return [one for one in sorted({*self.edition.diagnostics, *more}) if one.severity is not Severity.INFO]

    @property
    def verdict(self) -> str:
        """What is to be done: "clean", "look" or "no-plan"."""
        return judge(self.doubts).kind.value

    @cached_property
    def outline(self) -> list[Json]:
        """What is printed, in reading order; the rows of a table are one item."""
        decided = [(self.find_line(one), one.excerpt, name_decision(one)) for one in self.manifest.decisions]
        shown: list[Json] = []
        for branch in nest(self.edition.blocks):
            _show_branch(self, branch, decided, shown)
        return shown

    def find_line(self, decision: Decision) -> int:
        """Return the line that a decision is about, 0 where it is about the whole document."""
        found = self.hashes.get(decision.hash, []) if decision.excerpt else []
        fitting = (number for number in found if decision.excerpt[:8] in self.lines[number - 1])
        return next(fitting, found[0] if found else 0)


def name_decision(one: Decision) -> str:
    """Return a name for a decision."""
    return name_entry(one.choice, one.excerpt, one.code)


def name_entry(*parts: str) -> str:
    """Return a name for an entry of a file, made of what it says."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def holds(printed: str, said: str) -> bool:
    """Whether printed words are those that were said, or begin them."""
    return bool(printed and said) and (said in printed or said.startswith(printed[:_SAME]))


# -- outline


def _show_branch(view: View, branch: Branch, decided: list[tuple[int, str, str]], shown: list[Json]) -> None:
    block = branch.block
    first = block.line_no
    item: Json = {
        "id": f"b{branch.number}",
        "anchor": str(block.place) if block.is_anchored else None,
        "kind": _name_kind(block),
        "form": block.form.value,
        "depth": block.depth,
        "level": block.level,
        "label": block.printed[: block.label],
        "heading": block.printed[block.label : block.name],
        "text": block.printed[block.name :],
        "role": block.role,
        "lines": [first, _last_line(view, block)],
        "decided": next((name for line, said, name in decided if line == first and holds(block.printed, said)), None),
    }
    shown.append(item)
    if block.form is not Form.TABLE:
        for below in branch.below:
            _show_branch(view, below, decided, shown)
        return
    rows = [below.block for below in branch.below if below.block.form is Form.ROW]
    item["text"] = "".join(below.block.printed for below in branch.below if below.block.form is Form.CAPTION)
    item["rows"] = expand_spans(rows)
    item["header_rows"] = block.shape.header_rows if block.shape else 0
    inner = [below.block for below in branch.below]
    item["lines"] = (
        [min(one.line_no for one in inner), max(_last_line(view, one) for one in inner)] if inner else [0, 0]
    )


def _name_kind(block: Block) -> str:
    """Return what a person sees there: part, heading, clause, box, note, table, paragraph."""
    if block.form in (Form.PAGE, Form.PART, Form.NOTICE):
        return "part"
    if block.form in (Form.HEADING, Form.RUN_IN):
        return "heading"
    return "clause" if block.form is Form.ITEM else block.form.value


def _last_line(view: View, block: Block) -> int:
    ends = [passage.end for passage in block.passages() if passage]
    return max(block.line_no, view.edition.witness.line_no(max(ends) - 1)) if ends else block.line_no


# -- what was dropped


def _show_drops(view: View) -> list[Json]:
    """Return the words that were dropped, with the rule that says so."""
    edition = view.edition
    shown: list[Json] = []
    for drop in merge_drops(edition.drops):
        rule = DROP_RULES[drop.rule]
        text = edition.witness.text[drop.start : drop.end].strip()
        if rule.severity is Severity.INFO or not text:
            continue
        line = edition.witness.line_no(drop.start)
        shown.append(
            {
                "id": f"d{drop.start}",
                "line": line,
                "text": unescape(text[:_SHOWN]),
                "rule": drop.rule,
                "rule_says": choose(rule.told.english, rule.told.chinese),
                "keep": _offer_keeping(view, line, text),
            }
        )
    return shown


def _offer_keeping(view: View, line: int, text: str) -> Json | None:
    """Return the change that keeps dropped words; None where tags stand in them, or they go on on further lines."""
    if "<" in text or "&" in text or "\n" in text or view.lines[line - 1].count(text) != 1:
        return None
    words = {"excerpt": text, "hash": view.hash_at(line), "code": "", "reason": ""}
    return {"kind": "decision", "choice": Choice.KEEP.value, **words}
