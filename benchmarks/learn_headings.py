"""Learn from well-formed plans where a heading ends, and write `build_tools/parse/heading_statistics.json`.

A heading that stood on a line of its own, or before a stop, and the body behind it are glued together; the place
where they meet is what is to be found again. Each text gives up to two examples: heading, stop and body, where the
stop is the end, and heading and body without the stop. A numbered sentence gives one, whose end is its stop. The
places of one text compete (a conditional logit), fitted by stochastic gradient steps that shrink seldom seen
features; a second fit, on texts that the first has not seen, adds what the siblings end with and how often the
document's headings have a stop, and so scales the probabilities.

Texts (none of them is part of this repository, but for the seeds):

    plans       files that the converter reads well: the seeds with their emendations, and 29 documents of the State
                Council of 1994-2019 as published on www.gov.cn/zhengce/content and kept as HTML in the table
                ge_policy_raw of github.com/ZhouYNF/platform-1 (db/ge_policy_raw20190217.sql); replies
                and letters, and four documents kept aside for measuring, are left out
    background  laws and regulations in Markdown, github.com/LawRefBook/Laws, for the pairs of characters that belong
                together (those of Shanghai left out, as some of them are kept aside for measuring)

Official documents are outside copyright in China (Copyright Law, article 5). What is written are weights of pairs and
triples of characters.

Run: `python benchmarks/learn_headings.py --plans FOLDER [--background FOLDER] [--folds N] [--write]`. Without --write
nothing is written; --folds leaves out one Nth of the plans at a time and reports on it.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_tools.hanzi.punctuation import is_han  # noqa: E402
from build_tools.model.division import Division, HeadingStyle, Kind, Paragraph, Table  # noqa: E402
from build_tools.parse.heading_model import (  # noqa: E402
    EDGES,
    Weights,
    describe_place,
    ending_shares,
    find_stop,
    first_scores,
    habit_of,
    list_places,
    probabilities,
    second_scores,
)
from build_tools.parse.pair_counts import PairCounts  # noqa: E402
from build_tools.pipeline import convert_bytes, convert_work  # noqa: E402

OUT = ROOT / "build_tools/parse/heading_statistics.json"
KINDS = {Kind.SECTION, Kind.CLAUSE, Kind.POINT, Kind.ITEM, Kind.DECIMAL, Kind.ACTION, Kind.SUBITEM}
GRAMS = ("e1", "e2", "e3", "b1", "b2", "b3", "s2")
LEVELS = ((1, 2.0), (2, 3.5), (3, 5.0))  # of pointwise mutual information in bits
MOST_PAIRS, MOST_EDGES, PLAN_COUNTS = 2600, 2000, 8
STEPS = (1, 4, 10, 25, 50, 80)
SEEN = 2  # examples in which an n-gram has to stand
EPOCHS, RATE = 14, 0.15
# Strength of the prior that a weight is 0: for an n-gram, and for what stands everywhere.
SHRINK_GRAM, SHRINK = 3.0, 1.0
LENGTH = 200
LONGEST_NAME = 30
# Weights that are set by hand: where learning begins, and what it shrinks to, since most of these plans come from one
# house; so the headings of other houses are read better, and, held out, those of the longest seed a little worse.
PRIOR = {
    "blank": 16.0, "stock": 8.7, "opening": 1.4, "opening length": 1.4, "body colon": 1.7, "ending": 2.3,
    "cohesion": -1.2, "away": -0.7, "ratio even": 0.9, "ratio odd": -1.7, "repeats 2": 1.7, "repeats 3": 1.7,
    "repeats 4": 4.9, "takes up 3": 1.5, "takes up 4": 2.0, "takes up 5": 2.7,
    **{f"length {clauses} {most}": weight for clauses, weight in ((2, -1.2), (3, -3.7)) for most in EDGES},
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A text behind a label, and where its heading ends; `group` are siblings of one kind."""

    text: str
    end: int
    kind: Kind
    group: int


@dataclass(frozen=True)
class Plan:
    """The examples of one document in one manner."""

    name: str
    manner: str
    text: str
    examples: tuple[Example, ...]


Row = tuple[Example, dict[int, float], dict[int, float], float, int]


def read_tree(path: Path) -> Division:
    """Return the tree of a file, or of a seed's folder with its emendations."""
    if path.is_dir():
        return convert_work(path).base.edition.root
    return convert_bytes(path.read_bytes(), path.name).edition.root


def read_plan(path: Path, manner: str) -> Plan:
    """Return the examples of one file: "bare" keeps the stops behind headings, "unmarked" loses them."""
    examples: list[Example] = []
    root = read_tree(path)
    for parent in root.walk():
        if not isinstance(parent, Division):
            continue
        for child in parent.body if parent.kind is not Kind.ARTICLE else ():
            if isinstance(child, Division) and child.kind in KINDS:
                example = _example(child, id(parent), manner)
                if example is not None and 1 < example.end <= 400:
                    examples.append(example)
    text = "".join(
        node.passage.text
        if isinstance(node, Paragraph)
        else node.num.text + node.heading.text + ("" if manner == "unmarked" else node.stop.text)
        for node in root.walk()
        if not isinstance(node, Table)
    )
    return Plan(path.name, manner, text, tuple(examples))


def _example(division: Division, group: int, manner: str) -> Example | None:
    head = division.heading.text
    body = ""
    for node in division.body:
        if not isinstance(node, Paragraph):
            break
        body += node.passage.text
    if not head or head[-1] in "：:" or division.stop.text in ("：", ":"):
        return None
    if division.style is HeadingStyle.SENTENCE:
        stop = division.stop.text[:1] or "。"
        text = head + stop + body
        return Example(text[:LENGTH], find_stop(text), division.kind, group)
    if len(body) < 8:
        return None
    if division.style is HeadingStyle.RUN_IN and (len(head) > LONGEST_NAME or head.count("，") > 1):
        return Example((head + "。" + body)[:LENGTH], len(head), division.kind, group)  # a sentence, whatever it names
    if manner == "bare" and division.style is HeadingStyle.RUN_IN and division.stop:
        return Example((head + "。" + body)[:LENGTH], len(head), division.kind, group)
    return Example((head + body)[:LENGTH], len(head), division.kind, group)


def count_pairs(folder: Path | None, plans: list[Path]) -> Weights:
    """Return the pairs that belong together, and those that start or end clauses; nothing else is weighed yet."""
    singles: Counter[str] = Counter()
    total = PairCounts(Counter(), Counter(), Counter())
    paths = sorted(path for path in folder.rglob("*.md") if "上海" not in str(path)) if folder else []
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    for path in plans:
        root = read_tree(path)
        text = "\n".join(node.passage.text for node in root.walk() if isinstance(node, Paragraph))
        texts.extend([text] * PLAN_COUNTS)  # a plan's own words weigh more than those of a statute
    for text in texts:
        singles.update(text)
        found = PairCounts.of(text)
        total.counts.update(found.counts)
        total.starts.update(found.starts)
        total.ends.update(found.ends)
    characters = sum(singles.values())
    strong: list[tuple[int, str, float]] = []
    for pair, n in total.counts.items():
        if n >= 20 and all(map(is_han, pair)):
            bits = math.log2(n * characters / (singles[pair[0]] * singles[pair[1]]))
            if bits >= LEVELS[0][1]:
                strong.append((n, pair, bits))
    strong.sort(reverse=True)
    pairs = {pair: max(level for level, bound in LEVELS if bits >= bound) for _, pair, bits in strong[:MOST_PAIRS]}
    return Weights(pairs, _tell(total.starts, total.counts), _tell(total.ends, total.counts), {}, {})


def _tell(edges: Counter[str], counts: Counter[str]) -> dict[str, int]:
    """Return the pairs that tell most about an edge of a clause, with their share in steps."""
    told: list[tuple[float, str, int]] = []
    for pair, n in counts.items():
        if n < 60 or not all(map(is_han, pair)):
            continue
        step = min(STEPS, key=lambda step: abs(math.log((edges[pair] / n + 0.005) / (step / 100 + 0.005))))
        if step != 10:
            told.append((n * abs(math.log((step + 1) / 11)), pair, step))
    told.sort(reverse=True)
    return {pair: step for _, pair, step in told[:MOST_EDGES]}


def learn(plans: list[Plan], known: Weights) -> Weights:
    """Fit both looks; the second on halves that the first has not seen, as it would trust itself too much."""
    names = sorted({plan.name for plan in plans})
    rows: list[Row] = []
    for half in (0, 1):
        held = set(names[half::2])
        first = learn_first([plan for plan in plans if plan.name not in held], known)
        rows.extend(row for plan in plans if plan.name in held for row in look_at(plan, first))
    return replace(learn_first(plans, known), second=_fit_second(rows, known))


def learn_first(plans: list[Plan], known: Weights) -> Weights:
    """Fit the features of single places."""
    seen: Counter[str] = Counter()
    items: list[tuple[list[dict[str, float]], int]] = []
    for plan in plans:
        counts = PairCounts.of(plan.text)
        for example in plan.examples:
            stop = find_stop(example.text)
            places = list_places(example.text, stop)
            if example.end not in places:
                continue
            described = [describe_place(example.text, at, stop, counts, known) for at in places]
            items.append((described, places.index(example.end)))
            seen.update(described[items[-1][1]].keys())
    # An n-gram that ends or opens nothing in two examples is noise, except as evidence against a place.
    against: Counter[str] = Counter()
    for described, _ in items:
        against.update({name for features in described for name in features})
    kept = {
        name
        for name, n in against.items()
        if name[:2] not in GRAMS or seen[name] >= SEEN or (n >= 12 and len(name) <= 5)
    }
    items = [([{n: v for n, v in f.items() if n in kept} for f in described], right) for described, right in items]
    shrink: Counter[str] = Counter()
    for described, _ in items:
        shrink.update({name for features in described for name in features})
    for name, n in shrink.items():
        shrink[name] = (SHRINK_GRAM if name[:2] in GRAMS else SHRINK) / n  # type: ignore[assignment]
    features: defaultdict[str, float] = defaultdict(float, PRIOR)
    squares: defaultdict[str, float] = defaultdict(lambda: 1e-2)
    order = list(range(len(items)))
    random.seed(1)
    for _ in range(EPOCHS):
        random.shuffle(order)
        for number in order:
            described, right = items[number]
            scores = {at: sum(features[n] * v for n, v in f.items()) for at, f in enumerate(described)}
            shares = probabilities(scores)
            gradient: defaultdict[str, float] = defaultdict(float)
            for at, share in shares.items():
                error = (at == right) - share
                if abs(error) > 1e-4:
                    for name, value in described[at].items():
                        gradient[name] += error * value
            for name, value in gradient.items():
                value -= shrink[name] * (features[name] - PRIOR.get(name, 0.0))
                squares[name] += value * value
                features[name] += RATE * value / math.sqrt(squares[name])
    return replace(known, features=dict(features))


def _fit_second(looked: list[Row], weights: Weights) -> dict[str, float]:
    second = {"score": 0.7, "share": 1.0, "habit": 0.5, "stop": 0.0}
    for step in range(160):
        gradient = dict.fromkeys(second, 0.0)
        for example, scores, shares, habit, stop in looked:
            if example.end not in scores:
                continue
            odds = probabilities(second_scores(scores, shares, stop, replace(weights, second=second), habit))
            for at, share in odds.items():
                error = (at == example.end) - share
                gradient["score"] += error * scores[at]
                gradient["share"] += error * shares[at]
                if at == stop:
                    gradient["habit"] += error * habit
                    gradient["stop"] += error
        rate = 0.6 / (1 + step / 40) / len(looked)
        for name in second:
            second[name] += rate * gradient[name] * (0.1 if name == "score" else 1)
    return {name: round(value, 3) for name, value in second.items()}


def look_at(plan: Plan, weights: Weights) -> list[Row]:
    """Return each example with its first scores, its siblings' endings, the habit and its stop."""
    counts = PairCounts.of(plan.text)
    stops = [find_stop(example.text) for example in plan.examples]
    scored = [
        first_scores(example.text, stop, counts, weights) for example, stop in zip(plan.examples, stops, strict=True)
    ]
    rows: list[Row] = []
    for kind in {example.kind for example in plan.examples}:
        of_kind = [n for n, example in enumerate(plan.examples) if example.kind is kind]
        habit = habit_of([scored[n] for n in of_kind], [stops[n] for n in of_kind])
        for group in {plan.examples[n].group for n in of_kind}:
            members = [n for n in of_kind if plan.examples[n].group == group]
            shares = ending_shares(
                [plan.examples[n].text for n in members], [scored[n] for n in members], [stops[n] for n in members]
            )
            rows.extend(
                (plan.examples[n], scored[n], share, habit, stops[n])
                for n, share in zip(members, shares, strict=True)
                if scored[n]
            )
    return rows


def judge(plans: list[Plan], weights: Weights, bins: dict[str, Counter[tuple[int, bool]]]) -> None:
    """Add to the bins of "stop" and "none" how often the best place is right, by its probability in tenths."""
    for plan in plans:
        for example, scores, shares, habit, stop in look_at(plan, weights):
            odds = probabilities(second_scores(scores, shares, stop, weights, habit))
            best = max(odds, key=lambda at: odds[at])
            kind = "stop" if example.end == stop else "none"
            bins[kind][int(odds[best] * 10), best == example.end] += 1


def report(bins: dict[str, Counter[tuple[int, bool]]]) -> None:
    """Print the accuracy of each bin."""
    for kind, counts in sorted(bins.items()):
        total = sum(counts.values())
        right = sum(n for (_, is_right), n in counts.items() if is_right)
        print(f"{kind}: {total} ends, {right / max(1, total):.3f} right")
    for tenth in range(11):
        right = sum(counts[tenth, True] for counts in bins.values())
        wrong = sum(counts[tenth, False] for counts in bins.values())
        if right + wrong:
            print(f"  probability {tenth / 10:.1f}: {right + wrong:5} ends, {right / (right + wrong):.3f} right")


def write(weights: Weights) -> None:
    """Write the data file."""
    tables = {
        name: {str(level): "".join(sorted(p for p, n in table.items() if n == level)) for level in set(table.values())}
        for name, table in (("pairs", weights.pairs), ("starts", weights.starts), ("ends", weights.ends))
    }
    grams: dict[str, dict[str, str]] = {kind: {} for kind in GRAMS}
    features: dict[str, int] = {}
    for name, value in sorted(weights.features.items()):
        kind, _, gram = name.partition(":")
        if kind not in grams:
            features[name] = round(100 * value)
        elif len(gram) == int(kind[1]) and (rounded := round(value * 10) * 10):
            grams[kind][str(rounded)] = grams[kind].get(str(rounded), "") + gram
    data = {**tables, "features": features, "grams": grams, "second": weights.second}
    OUT.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size} bytes, {len(weights.features)} features")


def main() -> None:
    """Learn, report, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--plans", type=Path)
    parser.add_argument("--background", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    seeds = sorted(path.parent for path in ROOT.glob("seeds/*/manifest.toml"))
    paths = seeds + (sorted(arguments.plans.rglob("*.html")) if arguments.plans else [])
    plans = [read_plan(path, manner) for path in paths for manner in ("bare", "unmarked")]
    print(f"{len(paths)} plans, {sum(len(plan.examples) for plan in plans)} examples")
    known = count_pairs(arguments.background, paths)
    names = sorted({plan.name for plan in plans})
    bins: dict[str, Counter[tuple[int, bool]]] = {"stop": Counter(), "none": Counter()}
    seed_bins: dict[str, Counter[tuple[int, bool]]] = {"stop": Counter(), "none": Counter()}
    for fold in range(arguments.folds):
        held = set(names[fold :: arguments.folds])
        weights = learn([plan for plan in plans if plan.name not in held], known)
        judge([plan for plan in plans if plan.name in held], weights, bins)
        judge([p for p in plans if p.name in held & {seed.name for seed in seeds}], weights, seed_bins)
    if arguments.folds:
        print("left out:")
        report(bins)
        print("of these, the seeds:")
        report(seed_bins)
    weights = learn(plans, known)
    print("learned:", weights.second)
    if arguments.write:
        write(weights)


if __name__ == "__main__":
    main()
