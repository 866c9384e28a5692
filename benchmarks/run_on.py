"""How much of a plan's structure survives when every line break is lost, printed on one line in several manners.

What is compared: the tree that the converter makes of a well-formed file is taken as the truth. The same text is then
printed on one line, together with the place of each label and the end of each heading, and converted again as plain
text. Nothing but the text is handed over.

Manners:

    bare        nothing where the line breaks stood
    spaced      one blank where each line break stood
    narrow      no blanks, and half-width punctuation: (一) , : ; and 1.
    wrapped     broken again at forty characters, in the middle of words
    paged       a page number glued to every sixth label: 7910.1 is page 79, then 10.1
    unstopped   the full stop at the end of each paragraph lost, as at 。第三条
    unmarked    the full stops behind run-in headings lost too, so that nothing ends them

Figures:

    recall      labels found at their place, of all that are printed
    precision   of the labels found, those that are printed
    marked      heading ends found, of the found labels whose heading has punctuation or another label behind it
    unmarked    the same where a body follows the heading with no sign between
    sentences   of the found labels that open a numbered sentence, those that are read as one
    bins        of the unmarked ends, the share that is right for each range of the confidence that comes with them

A numbered sentence has no heading, so its end is not counted. Where the converter gives no heading, for want of
confidence, an end is wrong, too. A stop more or less at the end is no error.

Run: `python benchmarks/run_on.py [FILE|FOLDER …] [--verbose]`; without arguments, the seeds whose lines are sound.
A file whose own lines are glued makes no truth: leave it out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_tools.model.division import Division, HeadingStyle, Kind, Paragraph, Table  # noqa: E402
from build_tools.pipeline import convert_bytes  # noqa: E402

MANNERS = ("bare", "spaced", "narrow", "wrapped", "paged", "unstopped", "unmarked")
SOUND_SEEDS = ("000", "001", "002")
UNCOUNTED = {Kind.PLAN, Kind.PREFACE, Kind.NOTICE, Kind.PREAMBLE, Kind.NOTE, Kind.ANNEX_LIST}
WIDTH = 40
EDGES = (0.0, 0.5, 0.6, 0.75, 0.9, 0.97, 1.01)
NARROW = str.maketrans("（），：；．", "(),:;.")


@dataclass(frozen=True)
class Label:
    """A printed label: its place, the end of its heading (-1 where it has none), and what stands behind that."""

    kind: Kind
    start: int
    end: int
    marked: bool


@dataclass
class Printed:
    """A plan on one line."""

    text: str = ""
    labels: list[Label] = field(default_factory=list)


@dataclass
class Figures:
    """Sums over labels; `missed`, `extra` and `wrong` hold excerpts."""

    sums: Counter[str] = field(default_factory=Counter)
    bins: Counter[tuple[int, bool]] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def ratio(self, part: str, whole: str) -> float:
        """Return a share, 1 where there is nothing to share."""
        return self.sums[part] / self.sums[whole] if self.sums[whole] else 1.0

    @property
    def shares(self) -> dict[str, float]:
        """The five figures."""
        return {
            "recall": self.ratio("right", "labels"),
            "precision": self.ratio("right", "found"),
            "marked": self.ratio("marked right", "marked"),
            "unmarked": self.ratio("unmarked right", "unmarked"),
            "sentences": self.ratio("sentences right", "sentences"),
        }


class Printer:
    """Prints one tree in one manner."""

    def __init__(self, manner: str) -> None:
        self.manner = manner
        self.out = Printed()
        self.ended = True  # the paragraph before has ended

    def write(self, text: str) -> None:
        """Append text of the paragraph at hand."""
        if self.manner == "narrow":
            text = text.translate(NARROW).replace(" ", "").replace("\u3000", "")
        self.out.text += text
        self.ended = self.ended and not text

    def end_paragraph(self) -> None:
        """End the paragraph at hand, if there is one."""
        if self.ended:
            return
        self.ended = True
        if self.manner == "spaced":
            self.out.text += " "
        elif self.manner in ("unstopped", "unmarked") and self.out.text.endswith("。"):
            end = len(self.out.text) - 1
            if not any(label.end > end or label.start >= end for label in self.out.labels[-2:]):
                self.out.text = self.out.text[:-1]

    def print_division(self, division: Division) -> None:
        """Print a division and all that stands in it."""
        if division.kind not in UNCOUNTED:
            self.end_paragraph()
            if self.manner == "paged" and len(self.out.labels) % 6 == 5:
                self.out.text += str(7 + len(self.out.labels) // 6)
            start = len(self.out.text)
            self.write(division.num.text.strip(" \u3000") if self.manner == "narrow" else division.num.text)
            self.write(division.heading.text)
            end = len(self.out.text)
            names = _names(division)
            first = division.body[0] if division.body else None
            runs_in = isinstance(first, Paragraph) and first.role == "run-in"
            lost = self.manner == "unmarked" and division.style is HeadingStyle.RUN_IN and division.stop.text == "。"
            if not lost:
                self.write(division.stop.text)
            labelled = isinstance(first, Division) and first.kind not in UNCOUNTED
            marked = (bool(division.stop) and not lost) or labelled or first is None or self.manner == "spaced"
            self.out.labels.append(Label(division.kind, start, end if names else -1, marked))
            if not runs_in:
                self.end_paragraph()
        elif division.num:
            self.write(division.num.text)  # 附件： above a list
        for node in division.body:
            if isinstance(node, Division):
                self.print_division(node)
            elif isinstance(node, Paragraph):
                self.write(node.passage.text)
                self.end_paragraph()
            else:
                self.print_table(node)

    def print_table(self, table: Table) -> None:
        """Print a table, cell by cell."""
        if table.caption:
            self.write(table.caption.passage.text)
            self.end_paragraph()
        for row in table.rows:
            for cell in row:
                self.write(cell.text.replace("\n", ""))
                self.end_paragraph()


def print_run_on(data: bytes, name: str, manner: str) -> Printed:
    """Return a file's text on one line, printed in a manner, with its labels."""
    printer = Printer(manner)
    printer.print_division(convert_bytes(data, name).edition.root)
    printed = printer.out
    if manner != "wrapped":
        return printed
    lines = [printed.text[at : at + WIDTH] for at in range(0, len(printed.text), WIDTH)]
    labels = [
        Label(
            label.kind,
            label.start + label.start // WIDTH,
            label.end + (label.end - 1) // WIDTH if label.end >= 0 else -1,
            label.marked,
        )
        for label in printed.labels
    ]
    return Printed("\n".join(lines), labels)


def measure(printed: Printed, figures: Figures) -> None:
    """Convert a printed plan and add what is found to the figures."""
    root = convert_bytes(printed.text.encode("utf-8"), "a.txt").edition.root
    found = {
        node.num.start: (node.heading.end if node.heading else node.num.end, node.confidence, _names(node))
        for node in root.walk()
        if isinstance(node, Division) and node.kind not in UNCOUNTED and node.num
    }
    text, sums = printed.text, figures.sums
    starts = {label.start for label in printed.labels}
    figures.extra.extend(text[max(0, at - 8) : at] + "▶" + text[at : at + 16] for at in sorted(set(found) - starts))
    sums["labels"] += len(printed.labels)
    sums["found"] += len(found)
    for label in printed.labels:
        if label.start not in found:
            figures.missed.append(text[max(0, label.start - 8) : label.start] + "▶" + text[label.start :][:16])
            continue
        sums["right"] += 1
        end, confidence, named = found[label.start]
        if label.end < 0:
            sums["sentences"] += 1
            sums["sentences right"] += not named
            if named:
                figures.wrong.append(f"sentence {confidence:.2f} {text[label.start : end]}")
            continue
        low, high = sorted((end, label.end))
        right = not text[low:high].strip("。：:. \n\u3000")
        kind = "marked" if label.marked else "unmarked"
        sums[kind] += 1
        sums[f"{kind} right"] += right
        if not label.marked:
            number = next(n for n, edge in enumerate(EDGES[1:]) if confidence < edge)
            figures.bins[number, right] += 1
        if not right:
            wanted = text[label.start : label.end][-24:] + "|" + text[label.end : label.end + 12]
            figures.wrong.append(f"{kind} {confidence:.2f} {wanted}  GOT {text[label.start : end][-16:]}")


def _names(division: Division) -> bool:
    """Whether a division has a heading, and not a sentence only."""
    return bool(division.heading) and division.style in (HeadingStyle.DISPLAY, HeadingStyle.RUN_IN)


def find_files(paths: list[Path]) -> list[Path]:
    """Return the files to measure on, in order."""
    if not paths:
        return [next(ROOT.glob(f"seeds/*/{name}_*")) for name in SOUND_SEEDS]
    files: list[Path] = []
    for path in paths:
        files.extend(sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path])
    return files


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--manner", choices=MANNERS, action="append")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    files = find_files(arguments.paths)
    bins: Counter[tuple[int, bool]] = Counter()
    for manner in arguments.manner or MANNERS:
        total = Figures()
        for path in files:
            printed = print_run_on(path.read_bytes(), path.name, manner)
            figures = Figures()
            measure(printed, figures)
            total.sums.update(figures.sums)
            bins.update(figures.bins)
            if arguments.verbose:
                for what in ("missed", "extra", "wrong"):
                    for excerpt in getattr(figures, what):
                        print(f"    {manner} {path.name[:24]} {what}: {excerpt!r}")
        shares = "  ".join(f"{name} {share:.3f}" for name, share in total.shares.items())
        print(f"{manner:10} {total.sums['labels']:6} labels  {shares}  ({total.sums['unmarked']} unmarked)")
    for number, (low, high) in enumerate(pairwise(EDGES)):
        count = bins[number, True] + bins[number, False]
        if count:
            share = bins[number, True] / count
            print(f"confidence {low:.2f}-{min(high, 1):.2f}: {count:5} unmarked ends, {share:.3f} right")


if __name__ == "__main__":
    main()
