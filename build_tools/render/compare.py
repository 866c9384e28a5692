"""Two works side by side: the clauses of each that share rare terms, with what they share marked.

How rare a term is, is counted over all works: log(clauses / clauses that use it). Sizes are bounded: few pairs of
clauses on a page, and in a large library for each work only the works that are nearest to it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations

from build_tools.model.anchor import ClauseId
from build_tools.model.clause import BREAK, Clause, ClauseKind
from build_tools.model.glossary import Glossary, Term
from build_tools.model.note import TermUse
from build_tools.model.record import SurveyedWork
from build_tools.render.address import Address, link_html, link_markdown, place_address
from build_tools.render.collation import name_pages, text_page_of
from build_tools.render.compare_clauses import CLAUSES_PAGE, render_clause_choice
from build_tools.render.inline import escape_html, render_text
from build_tools.render.long_list import Entry, LongList, group_by_date, lay_out
from build_tools.render.topic_page import frame_page, heading, link_clause, order_surveys, show_title

_HERE = Address("compare/index.md")
_ALL_PAIRS = 12  # works up to which each stands beside each
_NEAREST = 3  # works beside one in a larger library
_MOST_WORKS = 50  # that use a term, for it to tell which works are near
_MOST_PAIRS = 20  # of clauses on a page
_MOST_PAIRS_LARGE = 8  # in a larger library
_MOST_USES = 2  # of one clause among them
_MOST_PRODUCTS = 100  # pairs of clauses that a term may suggest; more of them, and it is no topic
_FEWEST_TERMS = 2  # that a pair of clauses shares
_LONGEST = 420  # characters of a clause that are shown
_PHRASE = 6  # characters of a run that both clauses have, from which on it is marked

_Uses = dict[str, dict[int, list[TermUse]]]


def render_comparisons(surveys: Sequence[SurveyedWork], glossary: Glossary) -> dict[str, str]:
    """Return the pages by path below docs/: one for each pair of works; always the index and the clauses' page."""
    ordered = order_surveys(surveys)
    terms = glossary.by_id()
    uses = {survey.record.work: _collect(survey) for survey in ordered}
    weights = _weigh(ordered, uses)
    files: dict[str, str] = {}
    entries: list[tuple[str, SurveyedWork, SurveyedWork, int]] = []
    most = _MOST_PAIRS if len(ordered) <= _ALL_PAIRS else _MOST_PAIRS_LARGE
    for one, other in _choose_pairs(ordered, uses, weights):
        pairs = _match(uses[one.record.work], uses[other.record.work], weights, most)
        path = _page_of(one, other)
        shared = set(uses[one.record.work]) & set(uses[other.record.work])
        ordered_terms = sorted(shared, key=lambda term: (-weights[term], term))
        files[path] = _render_pair(Address(path), one, other, pairs, uses, ordered_terms, terms)
        entries.append((path, one, other, len(pairs)))
    titled = [(path, show_title(one), show_title(other)) for path, one, other, _ in entries]
    return files | render_clause_choice(ordered, titled) | _render_index(entries, ordered)


def _page_of(one: SurveyedWork, other: SurveyedWork) -> str:
    """The page of a pair; by name, so that it stays where it is when a date is corrected."""
    first, second = sorted((one.record.work, other.record.work))
    return f"compare/{first}/{second}.md"


def _collect(survey: SurveyedWork) -> _Uses:
    """Return term → clause → uses, running text and headings' clauses that say something only."""
    found: _Uses = {}
    for use in survey.uses:
        clause = survey.clauses.by_block[use.block]
        if clause.kind is ClauseKind.TEXT and clause.role != "header":
            found.setdefault(use.term, {}).setdefault(use.block, []).append(use)
    return found


def _weigh(surveys: Sequence[SurveyedWork], uses: Mapping[str, _Uses]) -> dict[str, float]:
    clauses = sum(clause.kind is ClauseKind.TEXT for survey in surveys for clause in survey.clauses.clauses)
    counts: Counter[str] = Counter()
    for found in uses.values():
        counts.update({term: len(places) for term, places in found.items()})
    return {term: math.log((clauses + 1) / count) for term, count in counts.items()}


def _choose_pairs(
    surveys: list[SurveyedWork], uses: Mapping[str, _Uses], weights: Mapping[str, float]
) -> list[tuple[SurveyedWork, SurveyedWork]]:
    """Return the pairs that get a page, the earlier work first."""
    if len(surveys) <= _ALL_PAIRS:
        return list(combinations(surveys, 2))
    users: dict[str, list[int]] = defaultdict(list)
    for number, survey in enumerate(surveys):
        for term in uses[survey.record.work]:
            users[term].append(number)
    near: dict[int, Counter[int]] = defaultdict(Counter)
    for term, numbers in users.items():
        if len(numbers) > _MOST_WORKS:
            continue
        for one, other in combinations(numbers, 2):
            near[one][other] += weights[term]  # type: ignore[assignment]
            near[other][one] += weights[term]  # type: ignore[assignment]
    chosen = {
        (min(one, other), max(one, other))
        for one, others in near.items()
        for other in sorted(others, key=lambda other: (-others[other], other))[:_NEAREST]
    }
    return [(surveys[one], surveys[other]) for one, other in sorted(chosen)]


def _match(left: _Uses, right: _Uses, weights: Mapping[str, float], most: int) -> list[tuple[int, int, list[str]]]:
    """Return (clause, clause, shared terms), the pair with the rarest in common first."""
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for term in sorted(set(left) & set(right)):
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


def _render_pair(
    here: Address,
    one: SurveyedWork,
    other: SurveyedWork,
    pairs: list[tuple[int, int, list[str]]],
    uses: Mapping[str, _Uses],
    shared: list[str],
    terms: Mapping[str, Term],
) -> str:
    titles = [show_title(survey) for survey in (one, other)]
    links = [
        f"[《{render_text(show_title(survey))}》]({link_markdown(here, place_address(ClauseId(survey.record.work)))})"
        for survey in (one, other)
    ]
    blocks = [
        f"# {links[0]}<br>{links[1]}",
        f"[全部对照]({link_markdown(here, _HERE)})",
        "左右两条用到同样的少见术语，按共有术语的少见程度排列；共有的术语和连续六字以上相同的文字加底色。",
    ]
    if not pairs:
        blocks.append("两部规划没有共用两个以上少见术语的条款。")
    for number, (left, right, common) in enumerate(pairs, 1):
        clauses = one.clauses.by_block[left], other.clauses.by_block[right]
        found = [
            [use for term in common for use in uses[survey.record.work][term][clause]]
            for survey, clause in ((one, left), (other, right))
        ]
        phrases = _phrases(clauses[0].text) & _phrases(clauses[1].text)
        sides = "\n".join(
            f'<div class="pair__side">\n<p class="pair__place">{escape_html(title)}　{link_clause(here, clause)}</p>\n'
            f"<p>{_mark(clause, used, phrases)}</p>\n</div>"
            for title, clause, used in zip(titles, clauses, found, strict=True)
        )
        names = "、".join(_link_term(here, terms.get(term), term) for term in common)
        blocks.append(
            f'<section class="pair" aria-label="第{number}对">\n<p class="pair__terms">{number}　{names}</p>\n'
            f'<div class="pair__sides">\n{sides}\n</div>\n</section>'
        )
    if shared:
        listed = "、".join(_link_term(here, terms.get(term), term) for term in shared[:60])
        blocks += [
            heading(2, "shared", f"共有的术语（{len(shared)}个）"),
            f"<p>{listed}{'……' if len(shared) > 60 else ''}</p>",
        ]
    return frame_page(f"对照：{titles[0]}，{titles[1]}", blocks, hide_contents=True)


def _link_term(here: Address, term: Term | None, id_: str) -> str:
    if term is None:
        return escape_html(id_)
    return f'<a href="{link_html(here, Address(f"glossary/{term.id}.md"))}">{escape_html(term.name)}</a>'


def _phrases(text: str) -> set[str]:
    runs = (text[at : at + _PHRASE] for at in range(len(text) - _PHRASE + 1))
    return {run for run in runs if run.isalnum()}


def _mark(clause: Clause, uses: list[TermUse], phrases: set[str]) -> str:
    """Return a clause's text as HTML, what it shares marked; of a long one the part around the first mark."""
    text = clause.text
    marked = [False] * len(text)
    for use in uses:
        marked[use.start : use.end] = [True] * (use.end - use.start)
    for at in range(len(text) - _PHRASE + 1):
        if text[at : at + _PHRASE] in phrases:
            marked[at : at + _PHRASE] = [True] * _PHRASE
    first = marked.index(True) if True in marked else 0
    start = 0 if len(text) <= _LONGEST else max(0, min(first - _LONGEST // 4, len(text) - _LONGEST))
    end = min(len(text), start + _LONGEST)
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


def _render_index(
    entries: list[tuple[str, SurveyedWork, SurveyedWork, int]], surveys: list[SurveyedWork]
) -> dict[str, str]:
    choice = f"[自选对照]({link_markdown(_HERE, CLAUSES_PAGE)})：任选两条，左右并列，标出共有的术语和文字。"
    blocks = ["# 对照", choice, heading(2, "plans", "两部规划")]
    parts: dict[str, str] = {}
    if entries:
        blocks.append("两部规划中谈到同一件事的条款，左右并列。")
        if len(surveys) > _ALL_PAIRS:
            blocks.append(f"每部规划只与用词最相近的{_NEAREST}部对照。")
        listed = LongList(_HERE, "compare", "对照", "对规划", lambda _, pairs: "\n".join(pairs), frame_page)
        pairs = [
            Entry(group_by_date(entry[1].record.facts.date_issued), partial(_render_entry, entry)) for entry in entries
        ]
        block, parts = lay_out(listed, pairs)
        blocks.append(block)
    else:
        blocks.append("本库还没有可以对照的两部规划。")
    copies: list[str] = []
    for survey in surveys:
        folder = f"plans/{survey.record.work}"
        pages = name_pages(witness.file for witness in survey.record.witnesses if witness.role != "base")
        title = render_text(show_title(survey))
        copies += [
            f"- [{title}]({link_markdown(_HERE, Address(f'{folder}/{page}.md'))})"
            f" <small>[全文对照]({link_markdown(_HERE, Address(f'{folder}/{text_page_of(page)}.md'))})</small>"
            for page in pages
        ]
    if copies:
        blocks += [
            heading(2, "witnesses", "同一规划的两个本子"),
            "底本与参校本的每一处不同，以及左右并列的全文。",
            "\n".join(copies),
        ]
    return parts | {_HERE.file: frame_page("对照", blocks)}


def _render_entry(entry: tuple[str, SurveyedWork, SurveyedWork, int], here: Address) -> str:
    path, one, other, count = entry
    return (
        f"- [《{render_text(show_title(one))}》<br>与《{render_text(show_title(other))}》]"
        f"({link_markdown(here, Address(path))})　<small>{count}对条款</small>"
    )
