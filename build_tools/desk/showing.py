"""A work, converted → what the desk shows of it as JSON: doubts with their choices, outline, what was dropped."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from html import unescape
from typing import Any

from build_tools.desk import facts
from build_tools.edition.lock import hash_anchors
from build_tools.edition.settle import refuse_stale, settle_doubts
from build_tools.messages import _, choose
from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, Branch, Form, nest
from build_tools.model.codes import DECIDED, DOUBTS, DROP_RULES, Severity
from build_tools.model.decision import Choice, Decision, hash_line
from build_tools.model.emendation import Emendation
from build_tools.model.report import Diagnostic
from build_tools.model.verdict import judge
from build_tools.pipeline import Work, doubt_work
from build_tools.render.outline import expand_spans, merge_drops

Json = dict[str, Any]

_ASKS = {Choice.ACCEPT: [], Choice.TABLE: ["value"]}
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
        return show_drops(self)

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


def show_work(view: View) -> Json:
    """Return the state of a work, but for what the journal knows."""
    return {
        "work": view.manifest.work,
        "draft": view.manifest.draft,
        "verdict": view.verdict,
        "title": view.edition.title,
        "facts": facts.show_facts(view),
        "doubts": show_doubts(view, view.doubts),
        "choices": [
            {"choice": choice.value, "label": name_choice(choice), "asks": ["excerpt", "reason"]}
            for choice in Choice
            if choice not in (Choice.ACCEPT, Choice.KEEP, Choice.TABLE)
        ],
        "outline": view.outline,
        "dropped": view.drops,
        **show_entries(
            view.manifest.decisions,
            view.work.emendations,
            view.find_line,
            lambda words: next((at for at, text in enumerate(view.lines, 1) if words.split("\n")[0] in text), 0),
        ),
    }


def show_entries(
    decisions: Iterable[Decision],
    emendations: Iterable[Emendation],
    find_line: Callable[[Decision], int] = lambda _decision: 0,
    find_words: Callable[[str], int] = lambda _words: 0,
) -> Json:
    """Return what has been written about a work; the lines are 0 where nobody can tell them."""
    return {
        "decisions": [
            {
                "id": name_decision(one),
                "choice": one.choice.value,
                "label": name_choice(one.choice),
                "excerpt": one.excerpt,
                "code": one.code,
                "reason": one.reason,
                "line": find_line(one),
            }
            for one in decisions
        ],
        "emendations": [
            {
                "id": name_entry("emendation", one.source, one.reads),
                "source": one.source,
                "reads": one.reads,
                "reason": one.reason,
                "line": find_words(one.source),
            }
            for one in emendations
        ],
    }


def name_decision(one: Decision) -> str:
    """Return a name for a decision."""
    return name_entry(one.choice, one.excerpt, one.code)


def name_entry(*parts: str) -> str:
    """Return a name for an entry of a file, made of what it says."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def name_choice(choice: Choice) -> str:
    """Return what a choice says, for a person."""
    return {
        Choice.ACCEPT: _("It is right as it stands"),
        Choice.TITLE: _("This is the title"),
        Choice.HEADING: _("This is a heading and ends here"),
        Choice.FURNITURE: _("This is page furniture"),
        Choice.PARAGRAPH: _("This is a paragraph, and no heading"),
        Choice.TABLE: _("This is a table: so many columns (3), or columns and rows (3x5)"),
        Choice.KEEP: _("This belongs to the text after all"),
        Choice.PLAN: _("A further plan begins here"),
        Choice.ANNEX: _("An annex begins here"),
        Choice.ANNEXES: _("The list of annexes begins here"),
    }[choice]


# -- doubts


def show_doubts(view: View, doubts: Iterable[Diagnostic]) -> list[Json]:
    """Return doubts, each with its choices."""
    seen: Counter[tuple[str, str]] = Counter()
    shown = []
    for doubt in doubts:
        key = doubt.code, doubt.excerpt
        seen[key] += 1
        shown.append(
            {
                "id": name_entry(*key, str(seen[key])),
                "code": doubt.code,
                "says": choose(doubt.message, doubt.chinese_message),
                "explains": choose(doubt.remedy, DOUBTS[doubt.code].remedy.chinese),
                "line": doubt.line_no or None,
                "excerpt": doubt.excerpt,
                "hash": view.hash_at(doubt.line_no),
                "weight": 2 if doubt.severity is Severity.ERROR else 1,
                "choices": list(list_choices(view, doubt)),
            }
        )
    return shown


def list_choices(view: View, doubt: Diagnostic) -> Iterator[Json]:
    """Yield what a person can say of a doubt, the most likely first."""
    edition = view.edition
    digest = view.hash_at(doubt.line_no)
    word = doubt.code.partition("-")[0]
    fact = "place" if word == "place" else DECIDED.get(word, "")
    if fact:
        value = getattr(edition.facts, fact)
        change = {"kind": "fact", "name": fact, "value": list(value) if isinstance(value, tuple) else value}
        yield {"choice": "fact", "label": _("I say what it is"), "changes": change, "asks": ["value"]}
    block = _find_block(view, doubt)
    head = block.printed[: block.name] if block and block.name else doubt.excerpt
    for choice in DOUBTS[doubt.code].choices:
        if choice is Choice.TITLE and fact:
            continue  # the fact says so, too
        is_accepted = choice is Choice.ACCEPT
        excerpt = (doubt.excerpt if doubt.line_no else "") if is_accepted else head
        if choice is Choice.KEEP:
            kept = [one["text"] for one in view.drops if one["line"] == doubt.line_no and one["keep"]]
            excerpt = next((text for text in kept if text.startswith(doubt.excerpt)), excerpt)
        yield {
            "choice": choice.value,
            "label": name_choice(choice),
            "changes": {
                "kind": "decision",
                "choice": choice.value,
                "excerpt": excerpt,
                "hash": digest,
                "code": doubt.code if is_accepted else "",
                "reason": "",
                **({"value": "3"} if choice is Choice.TABLE else {}),
            },
            "asks": [*_ASKS.get(choice, ["excerpt"]), "reason"],
        }
    if doubt.line_no:
        source = block.printed if block else doubt.excerpt
        change = {"kind": "emendation", "source": source, "reads": source, "reason": ""}
        yield {
            "choice": "emendation",
            "label": _("The copy has lost or damaged something: restore it"),
            "changes": change,
            "asks": ["source", "reads", "reason"],
        }


def _holds(printed: str, said: str) -> bool:
    return bool(printed and said) and (said in printed or said.startswith(printed[:_SAME]))


def _find_block(view: View, doubt: Diagnostic) -> Block | None:
    """Return the block of a doubt's line in which its words begin, one with a heading before others."""
    on_line = [block for block in view.edition.blocks if block.line_no == doubt.line_no and block.printed]
    found = [block for block in on_line if _holds(block.printed, doubt.excerpt)] or on_line
    return next((block for block in found if block.name), found[0] if found else None)


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
        "decided": next((name for line, said, name in decided if line == first and _holds(block.printed, said)), None),
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


def show_drops(view: View) -> list[Json]:
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
