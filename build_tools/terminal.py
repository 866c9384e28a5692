"""What a person sees on the terminal of works that are converted: progress, doubts, failures, the proof as a table."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from build_tools.model.codes import Severity

if TYPE_CHECKING:
    import argparse

    from build_tools.project import Conversion
    from build_tools.tasks import Outcome


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
        state = "failed" if outcome.error else "unchanged" if outcome.from_cache else "converted"
        if self.is_terminal:
            filled = 24 * self.done // self.total
            bar = "█" * filled + "·" * (24 - filled)
            end = "\n" if self.done == self.total else ""
            print(f"\r\x1b[K{bar} {self.done}/{self.total} {outcome.work}", end=end, file=sys.stderr, flush=True)
        else:
            print(f"[{self.done}/{self.total}] {outcome.work}: {state}", file=sys.stderr)


def table_fidelity(conversion: Conversion) -> str:
    """Return the proof of every witness as a table, and what was dropped by which rule."""
    rows = [("witness", "characters", "kept", "dropped", "emended", "proof")]
    details: list[str] = []
    for record in conversion.records:
        for witness in record.witnesses:
            rows.append(
                (
                    f"{record.work}/{witness.file}",
                    str(witness.characters),
                    str(witness.kept),
                    str(witness.dropped_total),
                    str(witness.emended),
                    f"{witness.machine} unproven" if witness.machine else "exact",
                )
            )
            rules = ", ".join(f"{rule} {count}" for rule, count in witness.dropped.items())
            details.append(f"  {record.work}/{witness.file}: {rules}")
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([*lines, "dropped by rule (code points):", *details])


def list_doubts(conversion: Conversion) -> list[str]:
    """Return a line for each diagnostic of each work."""
    return [
        f"{doubt.severity.value}: {record.work}:{doubt.line_no}: {doubt.code}: {doubt.message}: {doubt.excerpt}"
        for record in conversion.records
        for doubt in record.diagnostics
    ]


def report_doubts(conversion: Conversion, options: argparse.Namespace) -> int:
    """Print the diagnostics; return 1 where --strict makes one of them fatal."""
    for line in list_doubts(conversion):
        if not options.quiet or options.strict:
            print(line, file=sys.stderr)
    fatal = options.strict and conversion.worst in (Severity.WARNING, Severity.ERROR)
    return 1 if fatal else 0


def report_failures(conversion: Conversion, options: argparse.Namespace) -> int:
    """Print why works failed and what is shown of them; return the exit code, 0 under --allow-missing."""
    for work, error in sorted(conversion.failures.items()):
        shown = "its last good edition is shown" if work in conversion.shown else "it is left out"
        print(f"error: {error}\n  {work}: {shown}; the other works are unharmed", file=sys.stderr)
    if getattr(options, "allow_missing", False):
        return 0
    return conversion.errors[0].exit_code if conversion.errors else 0
