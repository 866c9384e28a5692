"""What tells a heading without a mark from a numbered sentence in text on one line: the weights of `parse/glued.py`.

Well-formed plans and statutes are printed on one line (`benchmarks/run_on.py`, manners "bare" and "unmarked"), read
again up to the headings, and each numbered paragraph whose first sentence is long is one example: 1 where it opens with
a heading that nothing ends, else 0 (a numbered sentence, or a heading that a stop ends).

Logistic regression by gradient descent, the documents left out in five parts; then the floor: for each confidence of a
boundary that is read as a heading, the share that is right from there on, and of all such headings those that are left.

Run: `python benchmarks/learn_glued.py FILE|FOLDER …`; files of JSON with `text` and `headings` (start, text, text_end,
body_start) are taken as already printed. Needs half a minute for thirty documents.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from run_on import find_files, print_run_on

from build_tools.clean.clean import clean_witness
from build_tools.parse import finish
from build_tools.parse.draft import Draft
from build_tools.parse.glued import Asked, weigh_groups
from build_tools.parse.headings import Cut
from build_tools.parse.parse import parse_text
from build_tools.source.read import read_witness

PARTS, STEPS, RATE, SHRINK = 5, 400, 0.5, 0.001
FLOORS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
SHORTEST = 8
SURE = 0.9


@dataclass(frozen=True)
class Gold:
    """Where a heading ends (-1: none), and whether a sign or the next label marks it."""

    end: int
    marked: bool


@dataclass(frozen=True)
class Example:
    """One numbered paragraph of a document."""

    document: str
    values: tuple[float, ...]
    headed: bool
    confidence: float
    right: bool


def read_documents(paths: list[Path]) -> list[tuple[str, str, dict[int, Gold]]]:
    """Return (document, text on one line, gold by the label's place) of all files."""
    documents: list[tuple[str, str, dict[int, Gold]]] = []
    for path in find_files(paths):
        if path.suffix == ".json":
            data = json.loads(path.read_text("utf-8"))
            starts = {heading["start"] for heading in data["headings"]}
            gold = {
                heading["start"]: Gold(
                    heading["text_end"] if heading["text"] else -1,
                    heading["text_end"] != heading["body_start"] or heading["body_start"] in starts,
                )
                for heading in data["headings"]
            }
            documents.append((path.stem, data["text"], gold))
            continue
        for manner in ("bare", "unmarked"):
            printed = print_run_on(path.read_bytes(), path.name, manner)
            documents.append(
                (path.stem, printed.text, {label.start: Gold(label.end, label.marked) for label in printed.labels})
            )
    return documents


def weigh_document(text: str) -> list[Asked]:
    """Return the paragraphs that may open with a heading, as the converter sees them."""
    found: list[Asked] = []

    def look(drafts: list[Draft], cuts: dict[int, Cut]) -> None:
        for group in weigh_groups(drafts, cuts):
            found.extend(group)

    kept, finish.cut_glued = finish.cut_glued, look
    try:
        witness = read_witness(text.encode("utf-8"), "a.txt")
        parse_text(clean_witness(witness), witness)
    finally:
        finish.cut_glued = kept
    return found


def collect_examples(paths: list[Path]) -> list[Example]:
    """Return the examples of all documents."""
    examples: list[Example] = []
    for name, text, gold in read_documents(paths):
        for asked in weigh_document(text):
            draft = asked.draft
            known = gold.get(draft.num.start) if draft.num else None
            if known is None or draft.source is None:
                continue
            first = text.find("。", draft.num.end)
            if 0 <= first - draft.num.end <= SHORTEST:
                continue
            end = draft.source.passage[draft.offset :].start + asked.end
            low, high = sorted((end, known.end))
            headed = known.end >= 0 and not known.marked
            right = headed and not text[low:high].strip("。：:. \n\u3000")
            examples.append(Example(name, (1.0, *asked.evidence), headed, asked.confidence, right))
    return examples


def fit(examples: list[Example]) -> list[float]:
    """Return the bias and the weights."""
    weights = [0.0] * len(examples[0].values)
    for _ in range(STEPS):
        slopes = [0.0] * len(weights)
        for example in examples:
            miss = example.headed - probability(weights, example)
            for number, value in enumerate(example.values):
                slopes[number] += miss * value
        weights = [
            weight + RATE * (slope / len(examples) - SHRINK * weight)
            for weight, slope in zip(weights, slopes, strict=True)
        ]
    return weights


def probability(weights: list[float], example: Example) -> float:
    """Return how probable it is that an example has a heading that nothing ends."""
    odds = sum(weight * value for weight, value in zip(weights, example.values, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    examples = collect_examples(parser.parse_args().paths)
    names = sorted({example.document for example in examples})
    read: list[tuple[Example, float]] = []
    for part in range(PARTS):
        left_out = set(names[part::PARTS])
        weights = fit([example for example in examples if example.document not in left_out])
        read.extend((e, probability(weights, e)) for e in examples if e.document in left_out)
    for headed, what in ((True, "headings without a mark"), (False, "all others")):
        asked = [(answer > 0.5) is headed for example, answer in read if example.headed is headed]
        print(f"{what}: {len(asked)}, {sum(asked) / max(1, len(asked)):.3f} told rightly, their documents left out")
    print("bias and weights:", "  ".join(f"{weight:.2f}" for weight in fit(examples)))
    for low, high in ((0.5, SURE), (SURE, 1.01)):
        cut = [example for example, answer in read if low < answer <= high]
        print(f"{len(cut)} that have a heading with a probability of {low:.2f} to {min(high, 1.0):.2f}:")
        for floor in FLOORS:
            above = [example for example in cut if example.confidence >= floor]
            right = sum(example.right for example in above)
            kept = right / max(1, sum(example.right for example in cut))
            print(f"  floor {floor:.2f}: {right / max(1, len(above)):.3f} of {len(above)} right, {kept:.3f} kept")


if __name__ == "__main__":
    main()
