"""A work, converted → what the desk shows of it as JSON: its facts and doubts with their choices, and the rest."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from build_tools.desk.facts import show_facts
from build_tools.desk.view import Json, View, holds, name_decision, name_entry
from build_tools.messages import _, choose
from build_tools.model.block import Block
from build_tools.model.codes import DECIDED, DOUBTS, Severity
from build_tools.model.decision import Choice, Decision
from build_tools.model.emendation import Emendation
from build_tools.model.report import Diagnostic

_ASKS = {Choice.ACCEPT: [], Choice.TABLE: ["value"]}


def show_work(view: View) -> Json:
    """Return the state of a work, but for what the journal knows."""
    return {
        "work": view.manifest.work,
        "draft": view.manifest.draft,
        "verdict": view.verdict,
        "title": view.edition.title,
        "facts": show_facts(view),
        "doubts": show_doubts(view, view.doubts),
        "choices": [
            {"choice": choice.value, "label": _name_choice(choice), "asks": ["excerpt", "reason"]}
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
                "label": _name_choice(one.choice),
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


def _name_choice(choice: Choice) -> str:
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
                "choices": list(_list_choices(view, doubt)),
            }
        )
    return shown


def _list_choices(view: View, doubt: Diagnostic) -> Iterator[Json]:
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
            "label": _name_choice(choice),
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


def _find_block(view: View, doubt: Diagnostic) -> Block | None:
    """Return the block of a doubt's line in which its words begin, one with a heading before others."""
    on_line = [block for block in view.edition.blocks if block.line_no == doubt.line_no and block.printed]
    found = [block for block in on_line if holds(block.printed, doubt.excerpt)] or on_line
    return next((block for block in found if block.name), found[0] if found else None)
