"""Parts → the title of a document, and its letter's: weighed from all that names it, never taken from one line.

Takes the placed lines, and what the page tells; gives the title of most weight, what else it might be, and a doubt
where two readings lie close together, where it reads like no title, or where the page tells another one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise, takewhile
from math import inf

from build_tools.hanzi.drafting import (
    BARE_TITLE_RE,
    DRAFT_RE,
    ISSUES_RE,
    LETTER_PHRASE_RE,
    LETTER_TITLE_RE,
    NAMED_RE,
    SUBJECT_RE,
    ends_title,
)
from build_tools.hanzi.labels import ANNEX_RE
from build_tools.hanzi.punctuation import fold_width, holds, keep_words
from build_tools.model.page_signs import Told
from build_tools.model.report import Diagnostic
from build_tools.parse.enactment import cut_number, read_dispatcher
from build_tools.parse.files import fold_name, is_same_name
from build_tools.parse.parts import Part, Placed, Zone, doubt_line
from build_tools.parse.title_lines import find_title_runs, join_title, title_key
from build_tools.parse.told import read_page_title
from build_tools.parse.weighed import CLOSE, Weighed

_SURE, _LONGEST_TITLE, _SHOWN = 2.0, 120, 60
# What a letter's title weighs where the letter carries several plans, and else, with a name for its plan and without.
_CARRIES_SEVERAL, _BESIDE_NAME, _ALONE = 9.0, 1.5, 3.0
# What no title holds: a stop, the first heading below it, a menu.
_NO_TITLES = ("。", "第一章", "第一条", "首页")
# 某省教育现代化2035, 某市2025年重点任务: no word for a document, and yet a title.
_YEAR_END_RE = re.compile(r"现代化20[2-9][0-9]$|20[0-9]{2}年度?(?:改革|重点|民生)(?:任务|工作|项目|事项|实事)$")
# An annex of a letter that issues nothing: below the letter's own title.
_ANNEXED = 1.5
_OWN_NAME_RE = re.compile(
    r"(?P<name>[^，。；：《》]{6,60}(?:规划|计划|方案|纲要))[，,]?(?:是)?(?:根据|依据|按照)《[^。；]{0,120}(?:编制|制定|制订)"
    r"|[^；《》]{0,300}?(?:根据|依据|按照)《[^》]{4,60}》[，,]?(?:制定|编制)《(?P<other>[^》]{6,60})》（以下简称"
)
_OPENING = 6  # lines
_LONGEST_LEAD = 12
_CITES_BEFORE_RE = re.compile("(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|围绕|通过)[^，。；、《]*$")
_CITES_BEHIND_RE = re.compile(
    "(?:[（(][^（）()]{1,40}[）)])?(?:中|里|所|提出|明确|确定|规定|要求|精神|部署|涉及|和有关|等)"
)
_Named = tuple[str, float]  # with its weight


@dataclass(frozen=True)
class Titles:
    """What a document and its letter are called.

    Attributes:
        title: of the document, "" where none is printed.
        letter: of the letter that carries it, "" where there is none.
        others: what else the title might be.
        doubts: in no order.
    """

    title: str
    letter: str
    others: tuple[str, ...]
    doubts: tuple[Diagnostic, ...]


def read_titles(lines: Sequence[Placed], pages: Sequence[Told], *, plans: int, has_text: bool) -> Titles:
    """Return the titles of a document.

    Args:
        lines: all of the document's, and of its page.
        pages: what the page tells.
        plans: how many documents the letter carries.
        has_text: whether anything but a letter is there.
    """
    heads = list(find_title_runs(lines, Zone.HEAD))
    letters = list(find_title_runs(lines, Zone.LETTER_HEAD))
    given = [fact.value for fact in pages if fact.fact == "title"]
    letter = _without_marks(cut_number(join_title(letters[-1], given))[0]) if letters else ""
    given.extend(name for name, _ in _named(lines, letter))
    titles = [_without_marks(cut_number(join_title(run, given))[0]) for run in heads]
    # Where nothing of a letter but its title is left, it stands in the plan's own head.
    headed = [*titles, *(item.evidence.name for run in heads for item in run)]
    letter = letter or next((title for title in headed if _carries(title, titles)), "")
    # A letter whose plan is not here is all that there is.
    named = list(_named(lines, letter)) if has_text or not letters else []
    subject = next((told["subject"] for item in lines if (told := SUBJECT_RE.match(item.evidence.text))), "")
    weighed = Weighed()

    def weigh(found: Iterable[_Named]) -> None:
        for title, weight in found:
            weighed.add(title_key(title), title, weight)

    weigh([(letter, _CARRIES_SEVERAL)] if plans > 1 and not _has_further_letter(lines) else [])
    weigh(_weigh_heads(lines, list(zip(titles, _own_heads(lines, heads, plans), strict=False)), letter, pages))
    weigh(named)
    weigh([(letter, _BESIDE_NAME if any(weight > 1 for _, weight in named) else _ALONE)])
    weigh([] if weighed.values else _title_of_annex(lines))
    weigh(_titles_of_subject(lines, subject))
    dispatch = [] if weighed.values else list(_title_of_dispatch(lines))
    weigh(dispatch)
    weigh([] if weighed.values else _titles_of_page(pages))
    best, _ = weighed.best()
    title = str(best or "").strip()
    doubts: tuple[Diagnostic, ...] = ()
    if not subject or title != subject:
        names = [fact.value for fact in pages if fact.fact in ("title", "page_title")]
        doubts = tuple(
            _doubt_title(title, heads or letters, [*(name for name, _ in (*named, *dispatch)), *names], pages)
        )
    return Titles(title, letter, weighed.rest(), doubts)


def _own_heads(lines: Sequence[Placed], heads: list[list[Placed]], plans: int) -> list[list[Placed]]:
    """Return the heads of the first of several texts, the last of which stands above it; all of a single text's."""
    body = next((item.evidence.at for item in lines if item.zone is Zone.BODY), inf) if plans > 1 else inf
    return [run for run in heads if run[0].evidence.at < body] or heads[:1]


def _has_further_letter(lines: Sequence[Placed]) -> bool:
    """Whether a letter stands behind a text: that text is all that the first letter carries."""
    behind = dropwhile(lambda item: item.zone is not Zone.BODY, lines)
    return any(item.zone is Zone.HEAD and item.evidence.is_letter_title for item in behind)


def _weigh_heads(
    lines: Sequence[Placed], heads: Sequence[tuple[str, list[Placed]]], letter: str, pages: Sequence[Told]
) -> Iterator[_Named]:
    """Yield what the heads print; what a letter that issues nothing has for an annex weighs less than its own title."""
    numbered = any(item.zone is Zone.LETTER and item.evidence.is_label for item in lines)
    # 《甲》等文件: the letter alone is about all of them, and each is an annex.
    alone = numbered or "》等" in letter or not ISSUES_RE.search(letter)
    annexed = _annexed(lines) if letter and alone else set()
    has_head = any(item.zone is Zone.LETTER_HEAD and item.part is Part.TITLE for item in lines)
    told = {fold_width(fact.value) for fact in pages if fact.fact == "title"}
    for number, (title, run) in enumerate(heads):
        if title == letter and not has_head:
            continue
        # A letter that asks what is thought of a draft is about what it encloses.
        about = DRAFT_RE.search(letter) is not None and is_same_name(fold_name(title), fold_name(letter))
        weight = _ANNEXED if run[0].evidence.at in annexed and not about else 4.0 + 0.5 * number
        yield title, weight + (1.0 if fold_width(title) in told else 0.0)


def _title_of_dispatch(lines: Sequence[Placed]) -> Iterator[_Named]:
    """Yield the number of an officer's dispatch, which has no other name: 第5/2021號行政長官批示."""
    numbers = [item.evidence.number for item in lines if item.part is Part.NUMBER and not item.is_dropped]
    yield from ((number, 2.0) for number in numbers[:1] if read_dispatcher(number))


def _title_of_annex(lines: Sequence[Placed]) -> Iterator[_Named]:
    """Yield the title of a file that holds an annex alone: it stands beside the label, or below it."""
    own = [item.evidence.text for item in lines if not item.is_dropped][:2]
    if own and (label := ANNEX_RE.match(own[0])):
        yield own[0][label.end() :] or own[-1], 2.0


def _titles_of_subject(lines: Sequence[Placed], subject: str) -> Iterator[_Named]:
    """Yield a letter's subject; of 主旨：檢送「某計畫」1份, and the plan below it, the plan, too."""
    yield subject, 1.0
    if (sent := re.search("「([^「」]+)」", subject)) and any(item.evidence.text == sent[1] for item in lines):
        yield sent[1], 2.0


def _titles_of_page(pages: Sequence[Told]) -> Iterator[_Named]:
    for fact in pages:
        yield fact.value if fact.fact == "title" else read_page_title(fact), fact.weight


def _carries(title: str, titles: Sequence[str]) -> bool:
    """Whether a title is that of a letter which carries what has another of the titles, or ends with its name."""
    others = ["》"] if title.endswith("》") else [other for other in titles if other != title]
    return LETTER_TITLE_RE.search(title) is not None and any(fold_width(other) in fold_width(title) for other in others)


def _annexed(lines: Sequence[Placed]) -> set[int]:
    """Places of the lines right below a 附件： that ends a letter: a reply's annex does not name the reply."""
    own = [item for item in lines if not item.is_dropped]
    return {
        below.evidence.at
        for above, below in pairwise(own)
        if above.zone is Zone.LETTER and above.part is Part.LIST and below.zone is Zone.HEAD
    }


def _named(lines: Sequence[Placed], letter: str) -> Iterator[_Named]:
    """Yield the names that letter, brief and letter's title give to what follows."""
    if "》等" in letter or letter.endswith(("批复", "批覆")):
        return  # a reply approves, and issues nothing
    if (issue := ISSUES_RE.search(letter)) and (named := NAMED_RE.search(letter, issue.end())):
        yield named["name"], 2.5
    # 某市某某规划，根据《建议》编制: a text that has lost its head names itself where it begins.
    opening = [item.evidence for item in lines if not item.is_dropped][:_OPENING]
    for line in takewhile(lambda line: not line.is_label, opening):
        if own := _OWN_NAME_RE.match(line.text):
            yield own["name"] or own["other"], 2.0
    numbered = False
    for item in lines:
        # A numbered clause of a letter cites; what it issues stands above the first.
        numbered |= item.zone is Zone.LETTER and item.evidence.is_label
        text = item.evidence.text
        if item.part is Part.BRIEF and (named := NAMED_RE.search(text)):
            # A news agency prints the name as it stands on the document; a scraper typed the line above.
            yield named["name"], 4.8 if ISSUES_RE.search(text[: named.start()]) else 1.0
        elif item.zone is Zone.LETTER and item.part is Part.TEXT and not numbered and (name := _issued_name(text)):
            # What the letter's title means without brackets, its text names with them.
            yield name, 3.5 if fold_width(name) in fold_width(letter) else 1.0


def _issued_name(text: str) -> str:
    """Return what a letter says that it issues, "" where it only cites: 按照《甲》, 《乙》中明确的任务."""
    for named in NAMED_RE.finditer(text) if LETTER_PHRASE_RE.search(text) else ():
        before = text[max(0, named.start() - _LONGEST_LEAD) : named.start()]
        if not _CITES_BEFORE_RE.search(before) and not _CITES_BEHIND_RE.match(text, named.end()):
            return named["name"]
    return ""


def _without_marks(title: str) -> str:
    """Return a title without the marks that set the whole of it apart: 《某市…办法》."""
    named = NAMED_RE.fullmatch(title)
    return named["name"] if named else title


def _doubt_title(
    title: str, runs: Sequence[Sequence[Placed]], names: Sequence[str], pages: Sequence[Told]
) -> Iterator[Diagnostic]:
    first = runs[-1][0] if runs else None
    if not title:
        yield doubt_line("title-missing", first)
        return
    unlike = not ends_title(title) or BARE_TITLE_RE.fullmatch(title) is not None
    unlike &= _YEAR_END_RE.search(title) is None
    named = any(_alike(title, name) for name in names)
    close = any(item.margin < CLOSE for run in runs[-1:] for item in run)
    unlike |= any(title.count(opens) != title.count(closes) for opens, closes in ("“”", "《》")) or holds(
        title, _NO_TITLES
    )
    if (unlike and not named) or close or len(title) > _LONGEST_TITLE:
        yield doubt_line("title-unlikely", first, title=title[:_SHOWN])
    told = [fact.value for fact in pages if fact.fact == "title" and fact.weight >= _SURE]
    if told and not any(_alike(title, value) for value in told):
        yield doubt_line("title-differs", first, other=told[0][:_SHOWN])


def _alike(title: str, other: str) -> bool:
    one, two = (keep_words(text) for text in (title, other))
    return one in two or two in one
