"""Two works side by side: the clauses of each that share rare terms, with what they share marked.

How rare a term is, is counted over all works: log(clauses / clauses that use it). Sizes are bounded: few pairs of
clauses on a page, and in a large library for each work only the works that are nearest to it.
"""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from itertools import combinations
from typing import NamedTuple

from build_tools.model.clause import BREAK, Clause
from build_tools.model.glossary import Glossary, Term
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Slips, Subject
from build_tools.render.address import Address, link_markdown, pair_address, place_address, term_address
from build_tools.render.collation import name_pages, text_page_of
from build_tools.render.compare_clauses import CLAUSES_PAGE, render_clause_choice
from build_tools.render.inline import escape_html, render_text
from build_tools.render.links import link_tag, link_words
from build_tools.render.long_list import Entry, LongList, group_by_date, lay_out
from build_tools.render.topic_page import frame_page, heading, link_clause, order_works, show_short, show_title
from build_tools.render.word_counts import is_running

_HERE = Address("compare/index.md")
_ALL_PAIRS = 12  # works up to which each stands beside each
_NEAREST = 2  # works beside one in a larger library
_MOST_WORKS = 50  # that use a term, for it to tell which works are near
_MOST_USES = 2  # of one clause among them
_MOST_PRODUCTS = 100  # pairs of clauses that a term may suggest; more of them, and it is no topic
_FEWEST_TERMS = 2  # that a pair of clauses shares
_DIGEST = 16  # bytes that stand for a clause
_PHRASE = 6  # characters of a run that both clauses have, from which on it is marked


class Measure(NamedTuple):
    """How much a page of a pair shows; what it leaves out a reader finds by choosing the two clauses himself.

    Attributes:
        pairs: of clauses.
        longest: characters of a clause.
        terms: that both works use.
    """

    pairs: int
    longest: int
    terms: int


_SMALL, _LARGE = Measure(20, 420, 60), Measure(5, 160, 24)  # up to _ALL_PAIRS works, and in a larger library

Uses = dict[str, dict[int, list[tuple[int, int]]]]
"""Term → number of the block → [start, end) of its uses in running text."""


class Matches(NamedTuple):
    """What of a work is compared with others: the uses of terms, and what stands for each clause with them."""

    uses: Uses
    shown: dict[int, bytes]


def cut_matches(survey: SurveyedWork) -> Matches:
    """Return what of a work is compared: running text and headings' clauses that say something only."""
    uses: Uses = {}
    shown: dict[int, bytes] = {}
    for use in survey.uses:
        if is_running(clause := survey.clauses.by_block[use.block]):
            uses.setdefault(use.term, {}).setdefault(use.block, []).append((use.start, use.end))
            shown[use.block] = b""
    for block in shown:
        clause = survey.clauses.by_block[block]
        told = repr((clause.text, clause.place, clause.citation)).encode("utf-8", "surrogatepass")
        shown[block] = hashlib.sha256(told).digest()[:_DIGEST]
    return Matches(uses, shown)


@dataclass(frozen=True)
class Pair:
    """Two works that stand beside each other, and how much the terms tell that both use.

    Attributes:
        one: the earlier work.
        other: the later one.
        weights: of the terms that both use, the rarest first.
        measure: of the page.
    """

    one: WorkRecord
    other: WorkRecord
    weights: dict[str, float]
    measure: Measure

    @property
    def page(self) -> str:
        """Where it is told; by name, so that it stays where it is when a date is corrected."""
        return pair_address(self.one.work, self.other.work).file


def choose_pairs(slips: Slips, tied: Iterable[tuple[str, str]] = ()) -> list[Pair]:
    """Return the pairs of works that get a page.

    Args:
        slips: of all works.
        tied: names of works that get one in any case, each pair in both orders.
    """
    ordered = order_works(slips.records.values())
    numbers = {record.work: number for number, record in enumerate(ordered)}
    terms: list[frozenset[str]] = [frozenset()] * len(ordered)
    clauses = 0
    texts: Counter[str] = Counter()
    for work, counts in slips.take(Subject.COUNTS):
        running = {term: count.texts for term, count in counts.terms.items() if count.texts}
        terms[numbers[work]] = frozenset(running)
        clauses += counts.texts
        texts.update(running)
    weights = {term: math.log((clauses + 1) / count) for term, count in texts.items()}
    measure = _SMALL if len(ordered) <= _ALL_PAIRS else _LARGE
    pairs = []
    versions = {(numbers[one], numbers[other]) for one, other in tied if numbers[one] < numbers[other]}
    for one, other in sorted({*_choose_near(terms, weights), *versions}):
        shared = sorted(terms[one] & terms[other], key=lambda term: (-weights[term], term))
        pairs.append(Pair(ordered[one], ordered[other], {term: weights[term] for term in shared}, measure))
    return pairs


def _choose_near(terms: list[frozenset[str]], weights: Mapping[str, float]) -> list[tuple[int, int]]:
    """Return the numbers of works that stand beside each other, the earlier first."""
    if len(terms) <= _ALL_PAIRS:
        return list(combinations(range(len(terms)), 2))
    users: dict[str, list[int]] = defaultdict(list)
    for number, used in enumerate(terms):
        for term in sorted(used):
            users[term].append(number)
    near: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for term, numbers in sorted(users.items()):
        weight = weights[term]
        for one in numbers if len(numbers) <= _MOST_WORKS else ():
            beside = near[one]
            for other in numbers:
                beside[other] += weight
    chosen = {
        (min(one, other), max(one, other))
        for one, others in near.items()
        for other in nsmallest(_NEAREST, others.keys() - {one}, key=lambda other: (-others[other], other))
    }
    return sorted(chosen)


def _match(left: Uses, right: Uses, weights: Mapping[str, float], most: int) -> list[tuple[int, int, list[str]]]:
    """Return (clause, clause, shared terms), the pair with the rarest in common first."""
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for term in sorted(weights):
        if len(left[term]) * len(right[term]) > _MOST_PRODUCTS:
            continue
        for one in left[term]:
            for other in right[term]:
                shared[one, other].append(term)
    ranked = sorted(
        ((sum(weights[term] for term in terms), pair) for pair, terms in shared.items() if len(terms) >= _FEWEST_TERMS),
        key=lambda entry: (-entry[0], entry[1]),
    )
    seen_left: Counter[int] = Counter()
    seen_right: Counter[int] = Counter()
    chosen: list[tuple[int, int, list[str]]] = []
    for _, (one, other) in ranked:
        if len(chosen) == most:
            break
        if seen_left[one] < _MOST_USES and seen_right[other] < _MOST_USES:
            seen_left[one] += 1
            seen_right[other] += 1
            chosen.append((one, other, sorted(shared[one, other], key=lambda term: (-weights[term], term))))
    return chosen


def tell_pair(pair: Pair, find: Callable[[str], Matches]) -> str:
    """Return what stands for all that the page of a pair shows, but what the records say."""
    one, other = find(pair.one.work), find(pair.other.work)
    shown = [
        (
            one.shown[left],
            other.shown[right],
            [(term, one.uses[term][left], other.uses[term][right]) for term in common],
        )
        for left, right, common in _match(one.uses, other.uses, pair.weights, pair.measure.pairs)
    ]
    return repr((pair.measure, [*pair.weights], shown))


def render_pair(pair: Pair, slips: Slips, glossary: Glossary) -> tuple[str, int]:
    """Return the page of a pair, and how many pairs of clauses stand on it."""
    here, terms = Address(pair.page), glossary.by_id()
    sides = (pair.one, pair.other)
    uses = [slips.find(Subject.MATCHES, record.work).uses for record in sides]
    pairs = _match(uses[0], uses[1], pair.weights, pair.measure.pairs)
    titles = [show_short(record) for record in sides]
    links = [link_words(here, place_address(record.work), f"《{show_title(record)}》") for record in sides]
    blocks = [
        f"# {links[0]}<br>{links[1]}",
        link_words(here, _HERE, "全部对照"),
        "左右两条用到同样的少见术语，按共有术语的少见程度排列；共有的术语和连续六字以上相同的文字加底色。",
    ]
    if not pairs:
        blocks.append("两部规划没有共用两个以上少见术语的条款。")
    texts = [slips.survey(record.work).clauses.by_block for record in sides] if pairs else []
    for number, (left, right, common) in enumerate(pairs, 1):
        clauses = texts[0][left], texts[1][right]
        found = [
            [use for term in common for use in own[term][block]] for own, block in ((uses[0], left), (uses[1], right))
        ]
        phrases = _find_phrases(clauses[0].text, clauses[1].text)
        shown = "\n".join(
            f'<div class="pair__side">\n<p class="pair__place">{escape_html(title)}　'
            f"{link_clause(here, clause.work, clause.place, clause.citation)}</p>\n"
            f"<p>{_mark(clause, used, phrases, pair.measure.longest)}</p>\n</div>"
            for title, clause, used in zip(titles, clauses, found, strict=True)
        )
        names = "、".join(_link_term(here, term, terms) for term in common)
        blocks.append(
            f'<section class="pair" aria-label="第{number}对">\n<p class="pair__terms">{number}　{names}</p>\n'
            f'<div class="pair__sides">\n{shown}\n</div>\n</section>'
        )
    shared, most = list(pair.weights), pair.measure.terms
    if shared:
        listed = "、".join(_link_term(here, term, terms) for term in shared[:most])
        blocks += [
            heading(2, "shared", f"共有的术语（{len(shared)}个）"),
            f"<p>{listed}{'……' if len(shared) > most else ''}</p>",
        ]
    return frame_page(f"对照：{titles[0]}，{titles[1]}", blocks, hide_contents=True), len(pairs)


def _link_term(here: Address, id_: str, terms: Mapping[str, Term]) -> str:
    return link_tag(here, term_address(id_), terms[id_].name) if id_ in terms else escape_html(id_)


def _find_phrases(*texts: str) -> set[str]:
    """Return the runs of characters that all texts have."""
    runs = ({text[at : at + _PHRASE] for at in range(len(text) - _PHRASE + 1)} for text in texts)
    return {run for run in set.intersection(*runs) if run.isalnum()}


def _mark(clause: Clause, uses: list[tuple[int, int]], phrases: set[str], longest: int) -> str:
    """Return a clause's text as HTML, what it shares marked; of a long one the part around the first mark."""
    text = clause.text
    marked = [False] * len(text)
    for start, end in uses:
        marked[start:end] = [True] * (end - start)
    for at in range(len(text) - _PHRASE + 1) if phrases else ():
        if text[at : at + _PHRASE] in phrases:
            marked[at : at + _PHRASE] = [True] * _PHRASE
    first = marked.index(True) if True in marked else 0
    start = 0 if len(text) <= longest else max(0, min(first - longest // 4, len(text) - longest))
    end = min(len(text), start + longest)
    parts = ["……" if start else ""]
    at = start
    while at < end:
        stop = at
        while stop < end and marked[stop] == marked[at]:
            stop += 1
        words = escape_html(text[at:stop].replace(BREAK, " "))
        parts.append(f"<mark>{words}</mark>" if marked[at] else words)
        at = stop
    return "".join(parts) + ("……" if end < len(text) else "")


def render_comparison_index(pairs: Sequence[tuple[Pair, int]], records: Mapping[str, WorkRecord]) -> dict[str, str]:
    """Return the index of all pairs, given with how much is on their pages, and the page where a reader chooses."""
    ordered = order_works(records.values())
    titled = [(pair.page, show_short(pair.one), show_short(pair.other)) for pair, _ in pairs]
    choice = f"{link_words(_HERE, CLAUSES_PAGE, '自选对照')}：任选两条，左右并列，标出共有的术语和文字。"
    blocks = ["# 对照", choice, heading(2, "plans", "两部规划")]
    parts = render_clause_choice(ordered, titled)
    if pairs:
        blocks.append(f"两部规划中共用至少{_FEWEST_TERMS}个术语的条款，视为涉及同一事项，左右并列。")
        if len(ordered) > _ALL_PAIRS:
            blocks.append(f"每部规划只与用词最相近的{_NEAREST}部及同一规划的其他版本对照。")
        listed = LongList(_HERE, "compare", "对照", "对规划", frame_page)
        entries = [
            Entry(group_by_date(pair.one.facts.date_issued), partial(_render_entry, pair, count))
            for pair, count in pairs
            if count
        ]
        block, below = lay_out(listed, entries)
        blocks += [block] if entries else []
        parts |= below
        if rest := len(pairs) - len(entries):
            blocks.append(f"{'另有' if entries else ''}{rest}对规划没有这样的条款，不列出。")
    else:
        blocks.append("本库还没有可以对照的两部规划。")
    copies: list[str] = []
    for record in ordered:
        folder = f"plans/{record.work}"
        pages = name_pages(witness.file for witness in record.witnesses if witness.role != "base")
        for page in pages:
            whole = link_words(_HERE, Address(f"{folder}/{text_page_of(page)}.md"), "全文对照")
            link = link_words(_HERE, Address(f"{folder}/{page}.md"), show_title(record))
            copies.append(f"- {link} <small>{whole}</small>")
    if copies:
        blocks += [
            heading(2, "witnesses", "同一规划的两个文本"),
            "底本与参校本的每一处不同，以及左右并列的全文。",
            "\n".join(copies),
        ]
    return parts | {_HERE.file: frame_page("对照", blocks)}


def _render_entry(pair: Pair, count: int, here: Address) -> str:
    return (
        f"- [{render_text(show_short(pair.one))}<br>与{render_text(show_short(pair.other))}]"
        f'({link_markdown(here, Address(pair.page))})　<small class="whole">{count}对条款</small>'
    )
