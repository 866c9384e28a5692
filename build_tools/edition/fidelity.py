"""The proof that an edition holds its witness, character for character.

Takes the tree's passages and the drops; puts them back together into the decoded source. Nothing is assumed of
the stages before: what they kept and what they dropped has to cover the source, in order, without overlap.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from build_tools.errors import FidelityError
from build_tools.hanzi.formulas import read_signs
from build_tools.hanzi.radicals import fold_radicals
from build_tools.hanzi.references import read_references
from build_tools.messages import _
from build_tools.model.codes import DROP_RULES
from build_tools.model.division import Division, Node, Paragraph, Table
from build_tools.model.line import Drop
from build_tools.model.passage import (
    COMPUTED_SIGNS,
    ITEM_TAG_RE,
    LONGEST_ITEM_TAG,
    NUMBER_RULES,
    Passage,
    Run,
)
from build_tools.model.record import FidelityRecord
from build_tools.model.witness import Layout, Witness

_LIST_NUMBER_RE = re.compile(
    r"-?[0-9]+[.、]|[a-zA-Z]+\.|[一二三四五六七八九十]+、|（?(?:[一二三四五六七八九十]+|-?[0-9]+)）"
)
_BLANKS = frozenset(" \t\r\n\f\v")
_BLANKS_RE = re.compile(r"[ \t\r\n\f\v]+")


def passages_of(root: Division) -> Iterator[Passage]:
    """Yield every passage of a tree in the order of the text."""
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Division):
            yield from (node.num, node.heading, node.stop)
            stack.extend(reversed(node.body))
        elif isinstance(node, Paragraph):
            yield node.passage
        else:
            yield from _table_passages(node)


def _table_passages(table: Table) -> Iterator[Passage]:
    if table.caption is not None:
        yield table.caption.passage
    for row in table.rows:
        for cell in row:
            for paragraph in cell.paragraphs:
                yield paragraph.passage


def _whole_runs(root: Division) -> Iterator[Run]:
    """Yield the runs of a tree; what reads as several characters and was cut (`&fjlig;`, a list's `12.`) comes as one.

    The first part of it stands for all of its source, so that what is left stands for none.
    """
    held: Run | None = None
    for passage in passages_of(root):
        for run in passage.runs:
            if held is not None and _goes_on(held, run):
                held = held._replace(text=held.text + run.text)
                continue
            if held is not None:
                yield held
            held = run
    if held is not None:
        yield held


def _goes_on(held: Run, run: Run) -> bool:
    if run.emended or held.emended or held.is_verbatim or run.computed != held.computed:
        return False
    return run.start == run.end == held.end


def prove_fidelity(witness: Witness, root: Division, drops: Iterable[Drop]) -> FidelityRecord:
    """Return the account of every character of the witness.

    Raises:
        FidelityError: a character is lost, kept twice, moved, dropped by a rule that is not declared, or reads as
            something the source does not say.
    """
    runs, printed = _take_runs(witness, root)
    dropped = sorted(drops, key=itemgetter(0, 1))
    pieces: list[Drop | Run] = [*dropped, *runs]
    pieces.sort(key=itemgetter(0, 1))
    _refuse_gaps(witness, pieces)
    for drop in dropped:
        if drop.rule not in DROP_RULES:
            told = _("is dropped by {rule!r}, which is not declared in model/codes.toml", rule=drop.rule)
            raise _broken(witness, drop.start, told)
    _check_numbers(witness, printed, dropped)
    computed: Counter[str] = Counter()
    for run in (run for own in printed.values() for run in own):
        computed[run.computed] += len(run.text)
    return _count(witness, pieces, computed)


def _take_runs(witness: Witness, root: Division) -> tuple[list[Run], dict[int, list[Run]]]:
    """Return the runs that stand for characters of the source, and by their places those that stand for none."""
    runs: list[Run] = []
    printed: dict[int, list[Run]] = {}
    last = -1
    for run in _whole_runs(root):
        if run.start < last:
            raise _broken(witness, run.start, _("is published out of order"))
        last = run.end
        _check_reading(witness, run)
        if run.computed:
            printed.setdefault(run.start, []).append(run)
        else:
            runs.append(run)
    return runs, printed


def _refuse_gaps(witness: Witness, pieces: Sequence[Drop | Run]) -> None:
    """Raise FidelityError where pieces, in order, do not cover the source once."""
    source, at = witness.text, 0
    for start, end in (*((what.start, what.end) for what in pieces), (len(source),) * 2):
        if start > at:
            lost = source[at : min(start, at + 30)]
            raise _broken(witness, at, _("is neither published nor recorded as dropped: {source!r}", source=lost))
        if start < at:
            raise _broken(witness, start, _("is accounted for twice: {source!r}", source=source[start : start + 30]))
        at = end


def _count(witness: Witness, pieces: Iterable[Drop | Run], computed: Mapping[str, int]) -> FidelityRecord:
    """Return how many characters became what."""
    source, has_machine = witness.text, witness.has_machine
    kept = folded = emended = machine = radicals = 0
    dropped: Counter[str] = Counter()
    for what in pieces:
        start, end = what.start, what.end
        if isinstance(what, Drop):
            dropped[what.rule] += end - start
        elif what.emended:
            emended += end - start
        elif has_machine and (unproven := witness.count_machine(start, end)):
            machine += unproven
            kept += end - start - unproven
        elif what.text == source[start:end]:
            kept += end - start
        elif what.is_verbatim:
            changed = sum(read != printed for read, printed in zip(what.text, source[start:end], strict=True))
            radicals += changed
            folded += changed
            kept += end - start - changed
        else:
            folded += end - start
    told, made = (dict(sorted(counts.items())) for counts in (dropped, computed))
    return FidelityRecord(len(source), kept, folded, emended, told, radicals, made, machine)


def _check_numbers(witness: Witness, printed: dict[int, list[Run]], drops: list[Drop]) -> None:
    """Raise FidelityError where text is published without the number that its format prints in front of it."""
    if witness.reading is None:
        return
    ends = [drop.end for drop in drops]
    for at, entries in witness.reading.computed.items():
        missing = [
            entry
            for entry in entries
            if entry.rule in NUMBER_RULES
            and entry.text not in "".join(run.text for run in printed.get(at, ()) if run.computed == entry.rule)
        ]
        follower = bisect_right(ends, at)
        is_dropped = follower < len(drops) and drops[follower].start <= at
        if missing and not is_dropped:
            raise _broken(witness, at, _("is published without its number {text!r}", text=missing[0].text))


def _check_reading(witness: Witness, run: Run) -> None:
    printed = witness.text[run.start : run.end]
    if run.emended or run.text == printed:
        return
    if run.computed:
        if not _is_computed(witness, run):
            raise _broken(witness, run.start, _("prints {text!r}, which its markup does not mean", text=run.text[:30]))
        return
    if len(run.text) == len(printed) and run.text == fold_radicals(printed):
        return
    if run.text == " " and printed and _BLANKS.issuperset(printed):
        return
    # In one run radicals, references, signs of formulas and blanks may stand.
    meant = read_signs(read_references(printed))
    if run.text in (meant, fold_radicals(meant), _BLANKS_RE.sub(" ", fold_radicals(meant))):
        return
    raise _broken(
        witness,
        run.start,
        _("reads as {text!r} but the source has {printed!r}", text=run.text[:30], printed=printed[:30]),
    )


def _is_computed(witness: Witness, run: Run) -> bool:
    """Whether the markup at a run's place means what it prints.

    The number of an item stands behind the item's tag, the sign for a picture before the picture's. A reading
    says itself what its format makes a program print, and where.
    """
    if run.start != run.end:
        return False
    witness, at = witness.locate(run.start)
    source = witness.text
    known = witness.reading.computed.get(at, ()) if witness.reading else ()
    if _is_made_of(run.text, [entry.text for entry in known if entry.rule == run.computed]):
        return True
    if run.computed == "list-number":
        near = source[max(0, at - LONGEST_ITEM_TAG) : at]
        return ITEM_TAG_RE.search(near) is not None and _LIST_NUMBER_RE.fullmatch(run.text) is not None
    if witness.reading is not None and witness.layout is Layout.READING:
        is_marked = at in witness.reading.figures
    else:
        is_marked = source.startswith("<", at)
    return run.text == COMPUTED_SIGNS.get(run.computed) and is_marked


def _is_made_of(text: str, texts: list[str]) -> bool:
    """Whether a text is one of those, or several that follow each other: two pictures, two numbers of notes."""
    for first in range(len(texts)):
        rest = text
        for part in texts[first:]:
            if not rest.startswith(part):
                break
            rest = rest[len(part) :]
            if not rest:
                return True
    return False


def _broken(witness: Witness, offset: int, what: str) -> FidelityError:
    return FidelityError(
        _(
            "{witness}, line {line_no}: character {offset} {what}",
            witness=witness.name,
            line_no=witness.line_no(offset),
            offset=offset,
            what=what,
        ),
        remedy=_("this is a defect of the converter, not of the document: please report it with the file"),
    )
