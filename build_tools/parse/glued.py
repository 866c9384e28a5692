"""Run-on text: which numbered paragraphs open with a heading that nothing separates from its body, and where it ends.

Takes the drafts of a document and how each would be cut by its punctuation; changes the cuts of those that are read
otherwise. Two questions are asked of each paragraph whose first sentence is too long for a heading. Does it open with
one at all, or is it a numbered sentence? The whole document answers: drafters give all paragraphs of one kind headings,
or none. And where does the heading end? `runon` weighs the places; what it is not sure of becomes no heading, since a
sentence that is named by its first half is worse than one without a name; that it may be one is told.

Where a text keeps its lines, the same is asked if all its sentences together tell that its headings have lost their
stops; there the best guess becomes a heading, with its doubt.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.hanzi.numerals import list_numbers
from build_tools.model.division import CHAPTERS, HeadingStyle, Kind, Paragraph
from build_tools.parse.draft import Draft
from build_tools.parse.heading_words import OPENING_RE, STOCK
from build_tools.parse.headings import LONGEST_RUN_IN, Cut, first_stop
from build_tools.parse.pair_counts import PairCounts
from build_tools.parse.runon import End, weigh_ends

# A first sentence of so few characters holds no heading and a body.
_SHORTEST_GLUED = 8
# Among numbered sentences a first one of so many characters is one of them.
_SHORTEST_SENTENCE = 18
# Weights of what tells a heading without a mark, fitted by `benchmarks/learn_glued.py` on plans printed on one line:
# left out document by document, they tell 93 % of the headings and 99 % of the numbered sentences rightly.
_BIAS, _WEIGHTS = 0.09, (-0.38, 0.24, -0.81, 0.21)
# Below this confidence a boundary gives no heading: the first where it is nearly sure that there is one (log-odds from
# _SURE on: 89 % of those above the floor are right and 1 % are lost), the second where it is not (91 %, 21 %).
_FLOOR, _FLOOR_IN_DOUBT, _SURE = 0.4, 0.6, 2.2
_EDGE = 0.01
# Of 660 headings of chapters and their sections in plans and statutes the longest has 26 characters.
_LONGEST_PART = 27
# Log-odds from which a paragraph has a heading among others whose headings are glued; how few tell that they are, and
# for how many of them a stock heading counts that a body follows on its line.
_LEAST_LOST, _FEWEST_LOST, _STOCK_TELLS = -1.0, 3, 2
_ENOUGH = 8


@dataclass(frozen=True)
class Asked:
    """A paragraph that may open with a heading, where that would end, and what tells that it does.

    `evidence` is what the weights are for: own stop, siblings' boundaries, the form's stops, siblings without a body.
    """

    draft: Draft
    end: int
    confidence: float
    evidence: tuple[float, float, float, float]

    @property
    def odds(self) -> float:
        """Log-odds that it opens with a heading that nothing ends; a chapter always opens with one."""
        if self.draft.kind in CHAPTERS:
            return _SURE
        return _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, self.evidence, strict=True))


def cut_glued(drafts: list[Draft], cuts: dict[int, Cut]) -> None:
    """Change the cuts (by draft's id) of the run-on paragraphs whose headings nothing ends, in place."""
    every = _have_lost_stops(drafts, cuts)
    for group in weigh_groups(drafts, cuts, every=every):
        for asked in group:
            draft = asked.draft
            kept = every and not draft.run_on
            if asked.odds <= (_LEAST_LOST if kept else 0) or not _is_long(draft, cuts[id(draft)]):
                continue
            if kept and _names_subject(asked):
                continue
            floor = _FLOOR if asked.odds >= _SURE else _FLOOR_IN_DOUBT
            if kept or draft.kind in CHAPTERS:
                floor = 0.0  # the best guess, with its doubt: no chapter is a sentence
            if asked.end and asked.confidence >= floor:
                cuts[id(draft)] = Cut(asked.end, asked.end, HeadingStyle.RUN_IN, asked.confidence)
            else:
                cuts[id(draft)] = _whole_sentence(text_of(draft))
                if asked.end and asked.odds > 0:
                    cuts[id(draft)] = cuts[id(draft)]._replace(confidence=asked.confidence, unsure=asked.end)
        _read_sentences([asked.draft for asked in group], cuts)


def _have_lost_stops(drafts: list[Draft], cuts: dict[int, Cut]) -> bool:
    """Whether the headings of a text whose lines are kept have lost what ended them: all its sentences together tell.

    Of sixty plans and statutes with numbered sentences the mean log-odds is below -1.4, of seven plans that were glued
    above it in six, and of four of these above 0.
    """
    lines = [draft for draft in drafts if id(draft) in cuts and not draft.run_on and draft.kind not in CHAPTERS]
    stock = sum(cuts[id(d)].confidence < 1 and text_of(d)[: cuts[id(d)].body] in STOCK for d in lines)
    sentences = {
        id(d) for d in lines if cuts[id(d)].style is HeadingStyle.SENTENCE and not text_of(d).endswith(("；", ";"))
    }
    if not sentences or len(sentences) + _STOCK_TELLS * stock < _FEWEST_LOST:
        return False
    some = drafts if len(sentences) <= _ENOUGH else [*_list_first(drafts, sentences)]
    odds = [
        asked.odds
        for group in weigh_groups(some, cuts, every=True)
        for asked in group
        if id(asked.draft) in sentences and not _names_subject(asked)
    ]
    return sum(odds) > 0 and len(odds) + _STOCK_TELLS * stock >= _FEWEST_LOST


def _list_first(drafts: list[Draft], sentences: set[int]) -> Iterator[Draft]:
    """Yield the divisions that hold the first of many sentences (by id), and what stands in them: these tell enough."""
    known = 0
    for draft in drafts:
        inner = [node for node in draft.body if isinstance(node, Draft)]
        if count := sum(id(node) in sentences for node in inner):
            yield from (draft, *inner)
        known += count
        if known >= _ENOUGH:
            return


def _names_subject(asked: Asked) -> bool:
    """Whether a stock heading is the subject of a sentence instead: 工作机构设在某局, where no body opens behind it."""
    text = text_of(asked.draft)
    return text[: asked.end] in STOCK and not OPENING_RE.match(text, asked.end)


def weigh_groups(drafts: list[Draft], cuts: dict[int, Cut], *, every: bool = False) -> list[list[Asked]]:
    """Return the paragraphs that may open with a heading, those that are worded alike together.

    Only the run-on ones are asked, unless `every` says that lines are kept and their headings glued.
    """
    groups = _group(drafts, cuts, every=every)
    pairs = _count_pairs(drafts, groups)
    looks = [weigh_ends([text_of(draft) for draft in group], pairs) for group, _ in groups]
    forms = _form_odds([(_form(group[0]), ends) for (group, _), ends in zip(groups, looks, strict=True)])
    weighed: list[list[Asked]] = []
    for (group, bare), ends in zip(groups, looks, strict=True):
        sure = [_log_odds(end.confidence) for end in ends]
        weighed.append(
            [
                Asked(
                    draft,
                    end.at,
                    end.confidence,
                    (
                        _log_odds(end.stopped),
                        _mean_of_others(sure, number),
                        forms[_form(draft)],
                        bare / (bare + len(group)),
                    ),
                )
                for number, (draft, end) in enumerate(zip(group, ends, strict=True))
            ]
        )
    return weighed


def _count_pairs(drafts: list[Draft], groups: list[tuple[list[Draft], int]]) -> PairCounts:
    """What run-on text says of its own words; where lines are kept, all that stands in a division says it."""
    if all(draft.run_on for group, _ in groups for draft in group):
        return PairCounts.of("".join(d.source.text for d in drafts if d.run_on and d.source is not None))
    bodies = (node.passage.text for d in drafts for node in d.body if isinstance(node, Paragraph))
    return PairCounts.of("。".join([*(text_of(d) for d in drafts if d.source is not None), *bodies]))


def _read_sentences(group: list[Draft], cuts: dict[int, Cut]) -> None:
    """Where most of a group are numbered sentences, those of a shorter first sentence are, too."""
    sentences = sum(
        cuts[id(draft)].style is HeadingStyle.SENTENCE and cuts[id(draft)].end > LONGEST_RUN_IN for draft in group
    )
    if 2 * sentences < len(group):
        return
    for draft in group:
        if goes_on(draft, cuts):
            cuts[id(draft)] = cuts[id(draft)]._replace(style=HeadingStyle.SENTENCE, confidence=1.0)


def goes_on(draft: Draft, cuts: dict[int, Cut]) -> bool:
    """Whether what is cut as a heading is, among numbered sentences, the first of two."""
    cut = cuts[id(draft)]
    stopped = text_of(draft)[cut.end : cut.body].startswith(("。", "；", ";"))
    return cut.style is HeadingStyle.RUN_IN and stopped and cut.end > _SHORTEST_SENTENCE


def _log_odds(share: float) -> float:
    """Return the log-odds of a share, bounded."""
    share = min(1 - _EDGE, max(_EDGE, share))
    return math.log(share / (1 - share))


def text_of(draft: Draft) -> str:
    """Return what stands behind a draft's label."""
    return draft.source.text[draft.offset :] if draft.source is not None else ""


def _group(drafts: list[Draft], cuts: dict[int, Cut], *, every: bool) -> list[tuple[list[Draft], int]]:
    """The paragraphs of one form in one division, and how many others of the form are nothing but headings."""
    groups: list[tuple[list[Draft], int]] = []
    for draft in drafts:
        asked: dict[tuple[Kind, int], list[Draft]] = {}
        bare: Counter[tuple[Kind, int]] = Counter()
        for node in draft.body:
            if not isinstance(node, Draft) or node.source is None or not (every or node.run_on or _is_glued_part(node)):
                continue
            if _is_asked(node, cuts[id(node)]):
                asked.setdefault(_form(node), []).append(node)
            else:
                bare[_form(node)] += 1
        groups.extend((found, bare[form]) for form, found in asked.items())
    long = {_form(draft) for group, _ in groups for draft in group if _may_hide(draft)}
    return [(group, bare) for group, bare in groups if _form(group[0]) in long]


def _may_hide(draft: Draft) -> bool:
    """Whether a first sentence is too long for a heading alone; where none of a form is, nothing is asked of it."""
    stop = first_stop(text_of(draft)[: 2 * LONGEST_RUN_IN])
    return stop is None or stop > LONGEST_RUN_IN // 2


def _is_glued_part(draft: Draft) -> bool:
    """Whether the text behind 第一节 is too long for its heading, on a line of its own, too."""
    return draft.kind in CHAPTERS and len(text_of(draft)) > _LONGEST_PART


def _is_asked(draft: Draft, cut: Cut) -> bool:
    """Whether a paragraph may open with a heading at all; one that is nothing but a heading is not asked."""
    if draft.kind in (Kind.ARTICLE, Kind.DASH) or cut.style is HeadingStyle.NONE:
        return False
    if _is_glued_part(draft):
        return True
    whole = cut.style is HeadingStyle.DISPLAY and cut.body == cut.end
    return not (whole and (bool(draft.body) or cut.end <= LONGEST_RUN_IN // 2))


def _is_long(draft: Draft, cut: Cut) -> bool:
    """Whether the first sentence may hold a heading and a body, and no other sign ends the heading."""
    text = text_of(draft)
    if cut.style is HeadingStyle.RUN_IN and text[cut.end : cut.end + 1] in ("：", ":"):
        return False
    if cut.style is HeadingStyle.RUN_IN and cut.confidence < 1:
        return False  # a stock heading, or one that its type face tells
    stop = first_stop(text[:200])
    if stop is not None and text[stop + 1 : stop + 2] in ("（", "("):
        return False  # a numbered sentence with its responsible bodies
    return stop is None or stop > _SHORTEST_GLUED


def _form(draft: Draft) -> tuple[Kind, int]:
    """A draft's kind, and the components of its number: 1.2 has a heading where 1.2.3 is a sentence."""
    return draft.kind, len(list_numbers(draft.num.text)) if draft.kind is Kind.DECIMAL else 1


def _form_odds(looks: list[tuple[tuple[Kind, int], list[End]]]) -> dict[tuple[Kind, int], float]:
    """The mean log-odds, for each form of the document, that a first stop ends the heading."""
    by_form: dict[tuple[Kind, int], list[float]] = {}
    for form, ends in looks:
        by_form.setdefault(form, []).extend(_log_odds(end.stopped) for end in ends)
    return {form: sum(stops) / len(stops) for form, stops in by_form.items()}


def _mean_of_others(values: list[float], number: int) -> float:
    """The mean of what the siblings tell; a single one counts for half."""
    others = len(values) - 1
    return (sum(values) - values[number]) / others * min(1.0, others / 2) if others else 0.0


def _whole_sentence(text: str) -> Cut:
    left = len(text) - len(text.lstrip(" \t\u3000\u00a0"))
    stop = first_stop(text)
    if stop is None:
        return Cut(len(text), len(text), HeadingStyle.SENTENCE)
    return Cut(max(stop, left), stop + 1, HeadingStyle.SENTENCE)
