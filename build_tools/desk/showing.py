"""A work, converted → what the desk shows of it as JSON: doubts with their choices, outline, what was dropped."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from build_tools.messages import _, choose
from build_tools.model.block import Block, Branch, Form, nest
from build_tools.model.codes import Severity
from build_tools.model.decision import Choice, Decision, hash_line
from build_tools.model.doubts import DECIDED, DOUBTS
from build_tools.model.drop_rules import DROP_RULES
from build_tools.model.report import Diagnostic
from build_tools.model.verdict import judge
from build_tools.pipeline import Work, doubt_work
from build_tools.render.outline import expand_spans, merge_drops

Json = dict[str, Any]

_SHOWN = 400  # characters of a dropped passage


def list_doubts(work: Work) -> list[Diagnostic]:
    """Return what is doubted of a work, without mere information."""
    edition = work.base.edition
    settled = {(one.code, one.excerpt) for one in work.unsettled}
    doubts = sorted({*edition.diagnostics, *doubt_work(work)})
    kept = (doubt for doubt in doubts if (doubt.code, doubt.excerpt if doubt.line_no else "") not in settled)
    return [doubt for doubt in kept if doubt.severity is not Severity.INFO]


def show_work(work: Work) -> Json:
    """Return the state of a work, but for what the journal knows."""
    manifest, edition = work.manifest, work.base.edition
    doubts = list_doubts(work)
    return {
        "work": manifest.work,
        "draft": manifest.draft,
        "verdict": judge(doubts).kind.value,
        "title": edition.title,
        "facts": [],
        "doubts": show_doubts(work, doubts),
        "outline": show_outline(work),
        "dropped": show_drops(work),
        "decisions": [
            {
                "id": name_entry(one.choice, one.excerpt, one.code),
                "choice": one.choice.value,
                "label": name_choice(one.choice),
                "excerpt": one.excerpt,
                "code": one.code,
                "reason": one.reason,
                "line": find_line(work, one),
            }
            for one in manifest.decisions
        ],
        "emendations": [
            {
                "id": name_entry("emendation", one.source, one.reads),
                "source": one.source,
                "reads": one.reads,
                "reason": one.reason,
                "line": next((at for at, text in _read_lines(work) if one.source.split("\n")[0] in text), 0),
            }
            for one in work.emendations
        ],
    }


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
        Choice.PLAN: _("A further plan begins here"),
        Choice.ANNEX: _("An annex begins here"),
        Choice.ANNEXES: _("The list of annexes begins here"),
    }[choice]


def _read_lines(work: Work) -> Iterator[tuple[int, str]]:
    return enumerate(work.base.edition.witness.text.split("\n"), 1)


def find_line(work: Work, decision: Decision) -> int:
    """Return the line that a decision is about, 0 where it is about the whole document."""
    if not decision.excerpt:
        return 0
    text = work.base.edition.witness.text
    found = [number for number, _line in _read_lines(work) if hash_line(text, number) == decision.hash]
    fitting = [number for number in found if decision.excerpt[:8] in text.split("\n")[number - 1]]
    return next(iter(fitting or found), 0)


# -- doubts


def show_doubts(work: Work, doubts: Iterable[Diagnostic]) -> list[Json]:
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
                "hash": hash_line(work.base.edition.witness.text, doubt.line_no),
                "weight": 2 if doubt.severity is Severity.ERROR else 1,
                "choices": list(list_choices(work, doubt)),
            }
        )
    return shown


def list_choices(work: Work, doubt: Diagnostic) -> Iterator[Json]:
    """Yield what a person can say of a doubt, the most likely first."""
    edition = work.base.edition
    digest = hash_line(edition.witness.text, doubt.line_no)
    word = doubt.code.partition("-")[0]
    fact = "place" if word == "place" else DECIDED.get(word, "")
    if fact:
        value = getattr(edition.facts, fact)
        change = {"kind": "fact", "name": fact, "value": list(value) if isinstance(value, tuple) else value}
        yield {"choice": "fact", "label": _("I say what it is"), "changes": change, "asks": ["value"]}
    heads = (block for block in edition.blocks if block.line_no == doubt.line_no and block.name)
    head = next((block.printed[: block.name] for block in heads), doubt.excerpt)
    for choice in DOUBTS[doubt.code].choices:
        if choice is Choice.TITLE and fact:
            continue  # the fact says so, too
        is_accepted = choice is Choice.ACCEPT
        excerpt = (doubt.excerpt if doubt.line_no else "") if is_accepted else head
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
            },
            "asks": ["reason"] if is_accepted else ["excerpt", "reason"],
        }
    if doubt.line_no:
        source = next((block.printed for block in edition.blocks if block.line_no == doubt.line_no), doubt.excerpt)
        change = {"kind": "emendation", "source": source, "reads": source, "reason": ""}
        yield {
            "choice": "emendation",
            "label": _("The copy has lost or damaged something: restore it"),
            "changes": change,
            "asks": ["source", "reads", "reason"],
        }


# -- outline


def show_outline(work: Work) -> list[Json]:
    """Return what is printed, in reading order; the rows of a table are one item."""
    decided = {find_line(work, one): name_entry(one.choice, one.excerpt, one.code) for one in work.manifest.decisions}
    shown: list[Json] = []
    for branch in nest(work.base.edition.blocks):
        _show_branch(work, branch, decided, shown)
    return shown


def _show_branch(work: Work, branch: Branch, decided: dict[int, str], shown: list[Json]) -> None:
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
        "lines": [first, _last_line(work, block)],
        "decided": decided.get(first),
    }
    shown.append(item)
    if block.form is not Form.TABLE:
        for below in branch.below:
            _show_branch(work, below, decided, shown)
        return
    rows = [below.block for below in branch.below if below.block.form is Form.ROW]
    item["text"] = "".join(below.block.printed for below in branch.below if below.block.form is Form.CAPTION)
    item["rows"] = expand_spans(rows)
    item["header_rows"] = block.shape.header_rows if block.shape else 0
    inner = [below.block for below in branch.below]
    item["lines"] = (
        [min(one.line_no for one in inner), max(_last_line(work, one) for one in inner)] if inner else [0, 0]
    )


def _name_kind(block: Block) -> str:
    """Return what a person sees there: part, heading, clause, box, note, table, paragraph."""
    if block.form in (Form.PAGE, Form.PART, Form.NOTICE):
        return "part"
    if block.form in (Form.HEADING, Form.RUN_IN):
        return "heading"
    return "clause" if block.form is Form.ITEM else block.form.value


def _last_line(work: Work, block: Block) -> int:
    ends = [passage.end for passage in block.passages() if passage]
    return max(block.line_no, work.base.edition.witness.line_no(max(ends) - 1)) if ends else block.line_no


# -- what was dropped


def show_drops(work: Work) -> list[Json]:
    """Return the words that were dropped, with the rule that says so."""
    edition = work.base.edition
    shown: list[Json] = []
    for drop in merge_drops(edition.drops):
        rule = DROP_RULES[drop.rule]
        text = edition.witness.text[drop.start : drop.end].strip()
        if rule.severity is Severity.INFO or not text:
            continue
        shown.append(
            {
                "id": f"d{drop.start}",
                "line": edition.witness.line_no(drop.start),
                "text": text[:_SHOWN],
                "rule": drop.rule,
                "rule_says": choose(rule.told.english, rule.told.chinese),
                "keep": None,
            }
        )
    return shown
