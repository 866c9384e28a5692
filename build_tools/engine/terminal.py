"""What a person sees on the terminal of works that are converted: progress, doubts, failures, the proof as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from build_tools.messages import _, choose
from build_tools.model.codes import NO_PLAN, Severity
from build_tools.model.second_reading import NOBODY
from build_tools.model.verdict import VerdictKind
from build_tools.render.readable import tell_rules

if TYPE_CHECKING:
    import argparse

    from build_tools.engine.conversion import Conversion
    from build_tools.engine.tasks import Outcome
    from build_tools.errors import PublisherError
    from build_tools.model.report import Diagnostic
    from build_tools.model.second_reading import SecondReading
    from build_tools.model.verdict import Verdict


class Progress:
    """A bar on a terminal, plain lines elsewhere."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.total, self.done, self.quiet = total, 0, quiet
        self.is_terminal = sys.stderr.isatty()

    def __call__(self, outcome: Outcome) -> None:
        """Show that a work has been surveyed."""
        self.done += 1
        if self.quiet:
            return
        state = _("failed") if outcome.error else _("unchanged") if outcome.from_cache else _("converted")
        if self.is_terminal:
            filled = 24 * self.done // self.total
            bar = "█" * filled + "·" * (24 - filled)
            end = "\n" if self.done == self.total else ""
            print(f"\r\x1b[K{bar} {self.done}/{self.total} {outcome.work}", end=end, file=sys.stderr, flush=True)
        else:
            say(f"[{self.done}/{self.total}] {outcome.work}: {state}")


def table_fidelity(conversion: Conversion) -> str:
    """Return the proof of every witness as a table, and what was dropped by which rule."""
    rows: list[tuple[str, ...]] = [(_("witness"), _("characters"), _("kept"), _("dropped"), _("emended"), _("proof"))]
    details: list[str] = []
    for record in conversion.records:
        for witness in record.witnesses:
            name, told = f"{record.work}/{witness.file}", witness.fidelity
            counts = map(str, (told.characters, told.published, told.dropped_total, told.emended))
            proof = _("{count} unproven", count=told.machine) if told.machine else _("exact")
            rows.append((name, *counts, proof))
            details.append(f"  {name}: {tell_rules(told.dropped)}")
    return "\n".join([*lay_out(rows), _("dropped by rule (code points):"), *details])


def lay_out(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table: its first column to the left, the others to the right."""
    widths = [max(map(_measure, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        blanks = [" " * (width - _measure(cell)) for cell, width in zip(row, widths, strict=True)]
        (cell, blank), *more = zip(row, blanks, strict=True)
        lines.append("  ".join([cell + blank, *(blank + cell for cell, blank in more)]))
    return lines


def _measure(cell: str) -> int:
    """Return how many columns of a terminal words take: a Chinese character stands on two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in cell)


def name_program() -> str:
    """Return what a person types to start the program."""
    is_module = Path(sys.argv[0]).parts[-2:] == ("build_tools", "__main__.py")
    return "python -m build_tools" if is_module else "plan-publisher"


def say(message: str) -> None:
    """Print what is no result of a command."""
    print(message, file=sys.stderr)


def tell_error(error: PublisherError) -> int:
    """Print why something failed, with commands as they are typed here; return the exit code that it comes to."""
    say(_("error: {error}", error=error).replace("`plan-publisher ", f"`{name_program()} "))
    return error.exit_code


def warn(message: str) -> None:
    """Print what a person should know of something that is done all the same."""
    say(_("warning: {message}", message=message))


def name_severity(severity: Severity) -> str:
    """Return the word that a doubt's line begins with."""
    return {Severity.INFO: _("info"), Severity.WARNING: _("warning"), Severity.ERROR: _("error")}[severity]


def _tell_doubt(doubt: Diagnostic) -> str:
    """Return a doubt's sentence."""
    return choose(doubt.message, doubt.chinese_message)


def tell_verdict(verdict: Verdict) -> str:
    """Return a verdict in words, ended by the codes that it rests on."""
    codes = dict.fromkeys(doubt.code for doubt in verdict.places)
    if verdict.kind is VerdictKind.CLEAN:
        return _("clean")
    if verdict.kind is VerdictKind.NO_PLAN:
        return _("this is no plan ({codes})", codes=", ".join(code for code in codes if code in NO_PLAN))
    count = len(verdict.places)
    told = _("look at this place") if count == 1 else _("look at these {count} places", count=count)
    return _("{told} ({codes})", told=told, codes=", ".join(codes))


def list_remedies(verdict: Verdict) -> list[str]:
    """Return for each code that a verdict rests on what can be done."""
    first = {doubt.code: doubt for doubt in reversed(verdict.places)}
    return [
        f"  {code}: {choose(first[code].remedy, first[code].chinese_remedy)}"
        for code in dict.fromkeys(doubt.code for doubt in verdict.places)
    ]


def tell_second(second: SecondReading) -> str:
    """Return how a file was read a second time; why it was not, the reading keeps in English."""
    if second.reader == NOBODY:
        return _("not read a second time: no other reader of this format is known")
    if second.fault:
        fault = _("is not installed") if second.fault == "is not installed" else second.fault
        return _("not read a second time: {reader} {fault}", reader=second.reader, fault=fault)
    told = _("read a second time by {reader}: ", reader=second.reader)
    return told + _("{characters} characters, differences: {count}", characters=second.characters, count=second.count)


def collect_doubts(conversion: Conversion) -> list[tuple[str, Diagnostic]]:
    """Return the diagnostics of all works, each with its work."""
    return [(record.work, doubt) for record in conversion.records for doubt in record.diagnostics]


def list_doubts(doubts: Iterable[tuple[str, Diagnostic]]) -> list[str]:
    """Return a line for each diagnostic."""
    return [
        _("{severity}: ", severity=name_severity(doubt.severity))
        + (f"{work}:{doubt.line_no}: " if doubt.line_no else f"{work}: ")  # of the whole document
        + f"{doubt.code}: {_tell_doubt(doubt)}"
        + (f": {doubt.excerpt}" if doubt.excerpt else "")
        for work, doubt in doubts
    ]


def list_places(doubts: Iterable[Diagnostic]) -> list[str]:
    """Return a line for each diagnostic of one file."""
    return [
        (
            _("{severity}: line {line}: ", severity=name_severity(doubt.severity), line=doubt.line_no)
            if doubt.line_no
            else _("{severity}: ", severity=name_severity(doubt.severity))  # of the whole file
        )
        + f"{doubt.code}: {_tell_doubt(doubt)}"
        for doubt in doubts
    ]


def report_doubts(conversion: Conversion, options: argparse.Namespace) -> int:
    """Print the diagnostics; return 1 where --strict makes one of them fatal."""
    for line in list_doubts(collect_doubts(conversion)):
        if not options.quiet or options.strict:
            say(line)
    fatal = options.strict and conversion.worst in (Severity.WARNING, Severity.ERROR)
    return 1 if fatal else 0


def report_failures(conversion: Conversion, options: argparse.Namespace) -> int:
    """Print why works failed and what is shown of them; return the exit code, 0 under --allow-missing."""
    for work, error in sorted(conversion.failures.items()):
        shown = _("its last good edition is shown") if work in conversion.shown else _("it is left out")
        tell_error(error)
        say("  " + _("{work}: {shown}; the other works are unharmed", work=work, shown=shown))
    if getattr(options, "allow_missing", False):
        return 0
    return conversion.errors[0].exit_code if conversion.errors else 0
