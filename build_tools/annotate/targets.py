"""Clauses → the numbers that a plan sets for a time to come, or reports of the past.

Reads sentences (`target_sentences`) and tables of indicators (`target_tables`) and gives each number its period: as
printed in its sentence, or carried from an earlier sentence, from the goals section or its heading, or else the plan's
own. The rules in full stand beside the gold of the tests.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.annotate.periods import Period, Years, find_base, find_periods
from build_tools.annotate.quantities import fold_numbers
from build_tools.annotate.subjects import find_subject, split_subject
from build_tools.annotate.target_numbers import Found
from build_tools.annotate.target_sentences import find_in_sentence
from build_tools.annotate.target_tables import find_rows, read_cells
from build_tools.hanzi.numerals import read_numeral
from build_tools.hanzi.punctuation import HAN, holds
from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.model.target import Change, Target, TargetKind

_SENTENCE_END_RE = re.compile(rf"[。！？{BREAK}]")
_PAST_HEADINGS = (
    "回顾 现实基础 发展基础 工作基础 建设基础 现状 成效 成就 成绩 取得 完成情况 执行情况 实施情况 形势 背景"
    " 发展环境 面临的 基本情况 进展 概况"
).split()
_AHEAD_HEADINGS = "目标 指标 总体要求 总体思路 发展思路 任务 举措 措施 行动 工程".split()
_FORECASTS = ("预计", "预测", "有望")
_GOALS = ("目标", "预期指标", "预期性指标", "主要指标")
_PAST_RE = re.compile(
    r"已(?:经)?[建形成达超有完实在拥]|同比|目前|截至|截止|初步建成了|[增降提][长低高]了|累计惠及|累计支持"
)
_SAID_RE = re.compile(
    r"[\u3400-\u9fff]{3}(?:达到|控制在|保持在?|提高到|增加到|减少到|下降到)[ ]?[0-9.]{1,9}[万亿%‰个家公]"
)
_BLANK_RE = re.compile(
    r"(?:(?<=[\u3400-\u9fff][0-9])|(?<=[\u3400-\u9fff][0-9]{2}))[ \xa0\u2009](?=[0-9]{3}(?![0-9]))|"  # 7 000家
    r"(?<=[0-9 ]\.)[ \xa0](?=[0-9]{1,2}[ ]?(?:[%‰万亿倍]|个?百分点))|"  # 61. 1%
    r"(?<=[0-9])[ ](?=\.[ ]?[0-9]{1,2}[ ]?[%‰万亿倍个])|"
    rf"(?<=[0-9%‰])[ \u3000\xa0]+(?=[{HAN}“”（(，。、；%‰~-])|(?<=[{HAN}“”）)，。、；~-])[ \u3000\xa0]+(?=[0-9])"
)
# 五年累计新增就业: a sum is that of all the years that are spoken of.
_SUMMED_RE = re.compile("(?P<count>[二三四五六七八九十])年(?:来|间|内)?(?:累计|共计?|合计)|累计")
_STANDARD_RE = re.compile(r"[a-z][)）]")  # items of a standard say how it classes things
# How large the area is that a plan is for, is no aim of it.
_EXTENT_RE = re.compile("(?:规划|研究|编制)区?范围(?:为|是|包括|涵盖|涉及|总?面积)")
_NAMED_PLAN_RE = re.compile("”(?:规划|计划|纲要)(?=(?:完成|执行|实施)情况)")
_CALLED_RE = re.compile("[（(](?:以下)?(?:简称|统称)[^（()）]{1,30}[）)]$")
_SHORTEST_CELL = 20  # of a cell that holds sentences, in a table that is none of indicators


@dataclass(frozen=True, slots=True)
class _Years:
    years: Years | None
    inferred: bool


def find_printed_targets(work: WorkClauses, read: WorkClauses, period: Years | None) -> tuple[Target, ...]:
    """Return the targets of a work that is read in another script than it is printed in, in its own words.

    Args:
        work: its clauses.
        read: the same in simplified script, character for character.
        period: see `find_targets`.
    """
    if read.clauses is work.clauses:
        return find_targets(work, period)
    found = []
    for target in find_targets(read, period):
        printed, changed = work.by_block[target.block], read.by_block[target.block]
        texts = [(changed.text, printed.text), *zip(changed.path, printed.path, strict=True)]
        words = (target.indicator, target.subject, target.word, target.unit)
        indicator, subject, word, unit = (_take_back(part, texts) for part in words)
        number = printed.text[target.start : target.end]
        found.append(replace(target, indicator=indicator, subject=subject, word=word, unit=unit, printed=number))
    return tuple(found)


def _take_back(words: str, texts: Sequence[tuple[str, str]]) -> str:
    """Return words of a changed text as the text itself has them: the first in which they stand."""
    places = ((printed, changed.find(words)) for changed, printed in texts)
    return next((printed[at : at + len(words)] for printed, at in places if at >= 0), words)


def find_targets(work: WorkClauses, period: Years | None) -> tuple[Target, ...]:
    """Return the quantified targets of a work, in the order of the text.

    Args:
        work: its clauses.
        period: (first, last) year that the plan covers, None where it is not known.
    """
    targets: list[Target] = []
    section = _Section()
    rows = find_rows(work.clauses)
    is_stopless = _lacks_stops(work)
    for clause in work.clauses:
        number = clause.block
        if not _is_read(clause):
            continue
        context = _Context(clause, period, work.year, section)
        if number in rows:
            row = rows[number]
            if row.is_indicators:
                targets.extend(read_cells(number, clause.text, row, period, work.year))
                continue
        if clause.role:
            continue
        text = _Text(clause.text)
        if _STANDARD_RE.match(text.folded):
            continue
        is_short = len(text.folded) < _SHORTEST_CELL and not clause.lead
        if is_short and not is_stopless and not holds(text.folded, "。！？；;") and not _SAID_RE.search(text.folded):
            continue  # a cell of a table that came as lines
        tasks = rows[number].find_tasks(text.folded) if number in rows else {}
        built = rows[number].find_built(text.folded) if number in rows else ()
        for start, end in _sentences(text.folded):
            column = text.folded.count(BREAK, 0, start)
            context.row_years = tasks.get(column)
            if column in built or (number in rows and end - start < _SHORTEST_CELL and column not in tasks):
                continue
            if _EXTENT_RE.search(text.folded, start, end):
                continue
            targets.extend(_read_sentence(number, text, start, end, context))
    return tuple(targets)


def _is_read(clause: Clause) -> bool:
    """Whether a clause holds sentences or cells; a heading does where it ends with a stop."""
    if clause.kind is ClauseKind.HEADING:
        return clause.text.endswith(("。", "；"))
    return clause.kind is ClauseKind.TEXT and clause.role in ("", "header")


def _lacks_stops(work: WorkClauses) -> bool:
    """Whether most paragraphs end without a stop, as some old plans' do: their short ones are sentences, too."""
    ends = [
        clause.text.rstrip()[-1:] in "。；;：:！？"
        for clause in work.clauses
        if clause.kind is ClauseKind.TEXT and not clause.role and len(clause.text) >= _SHORTEST_CELL
    ]
    return sum(ends) * 2 < len(ends)


class _Text:
    """What a block prints, and the same folded, without the blanks that some programs set beside numbers."""

    def __init__(self, printed: str) -> None:
        self.printed = printed
        self.folded = fold_numbers(printed)
        self.places: list[int] | None = None
        if blanks := [match.span() for match in _BLANK_RE.finditer(self.folded)]:
            dropped = {index for span in blanks for index in range(*span)}
            self.places = [index for index in range(len(printed)) if index not in dropped]
            self.folded = "".join(self.folded[index] for index in self.places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where something stands in what is printed, by its places in the folded text."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def cut(self, start: int, end: int) -> str:
        """Return what is printed there."""
        start, end = self.span(start, end)
        return self.printed[start:end]


class _Section:
    """What earlier paragraphs of the section that is read, one of goals or one that looks back, say about its time."""

    def __init__(self) -> None:
        self.key: tuple[str, ...] = ()
        self.years: Years | None = None

    def enter(self, *key: str) -> None:
        if key != self.key:
            self.key, self.years = key, None


class _Context:
    """What surrounds the sentences of a clause: printed times, and whether it looks back."""

    def __init__(self, clause: Clause, plan: Years | None, issued: int | None, section: _Section) -> None:
        self.plan = plan
        self.issued = issued
        self.section = section
        headings = [_NAMED_PLAN_RE.sub("”期间", _Text(heading).folded) for heading in clause.path]
        self.is_goals = any(holds(heading, _GOALS) for heading in headings[-2:])
        own = [heading for heading in headings if not clause.place.page or heading != headings[0]]
        self.headings = own
        past = _find_past(own)
        self.is_past = past is not None
        section.enter(clause.place.page, *(own[: past + 1] if past is not None else clause.path))
        named = [self._resolve(found) for heading in own for found in find_periods(heading) if found.years[0]]
        self.heading_years = named[-1] if named else None
        self.paragraph_years: Years | None = None
        self.paragraph_span: Years | None = None
        self.row_years: Years | None = None

    def years_at(self, found: Found, sentence: str, periods: list[Period]) -> _Years:
        """Return the years for a number in a sentence that prints `periods`."""
        at = found.quantity.start
        printed = [self._resolve(period) for period in periods if period.at < at]
        summed = _SUMMED_RE.search(sentence, found.clause_start, at)
        if summed and summed["count"] and printed and printed[-1] and printed[-1][0] == printed[-1][1]:
            return _Years((printed[-1][1] + 1 - read_numeral(summed["count"]), printed[-1][1]), inferred=False)
        if printed:
            # “十三五”期间，产值增加到2020年的510亿元，年均增长7.8%
            spans = [years for years in printed if years and years[0] < years[1]]
            return _Years(spans[-1] if spans and (found.is_annual or summed) else printed[-1], inferred=False)
        if self.row_years is not None:
            return _Years(self.row_years, inferred=True)
        if summed:
            if self.paragraph_span is not None:
                return _Years(self.paragraph_span, inferred=True)
            if summed["count"] and self.paragraph_years is not None:
                last = self.paragraph_years[1]
                return _Years((last + 1 - read_numeral(summed["count"]), last), inferred=True)
        if self.paragraph_years is not None:
            return _Years(self.paragraph_years, inferred=True)
        if self.is_goals and self.section.years is not None:
            return _Years(self.section.years, inferred=True)
        if self.heading_years is not None:
            return _Years(self.heading_years, inferred=True)
        if self.is_past and self.section.years is not None:
            return _Years(self.section.years, inferred=True)
        if self.is_goals and self.plan is not None:
            return _Years(self.plan, inferred=True)
        return _Years(None, inferred=False)

    def _resolve(self, found: Period) -> Years | None:
        if found.is_now:
            return None if self.issued is None else (self.issued, self.issued)
        if found.is_since:
            end = self.plan[0] - 1 if self.plan is not None else self.issued or 0
            return (found.years[0], end) if end >= found.years[0] else None
        if found.recent >= 0:
            end = self.plan[0] - 1 if self.plan is not None else (self.issued or 0) - 1
            return (end + 1 - found.recent, end) if found.recent and end > 0 else None
        return self.plan if found.is_plan else found.years

    def leave(self, printed: list[Period]) -> None:
        """Remember what a sentence prints for those behind it."""
        if printed:
            years = [found for found in map(self._resolve, printed) if found]
            self.paragraph_years = self._resolve(printed[-1]) or self.paragraph_years
            self.paragraph_span = next((found for found in reversed(years) if found[0] < found[1]), self.paragraph_span)
            if self.is_goals:
                self.section.years = self.paragraph_years
            elif self.is_past and self.section.years is None and len(set(self.paragraph_years or ())) == 1:
                self.section.years = self.paragraph_years  # its first: what follows is compared with earlier years


def _find_past(headings: list[str]) -> int | None:
    """Return the index of the innermost heading that speaks of the past; None where one within it looks ahead."""
    for index in range(len(headings) - 1, -1, -1):
        if holds(headings[index], _AHEAD_HEADINGS):
            return None
        if holds(headings[index], _PAST_HEADINGS):
            above = headings[index - 1] if index else ""
            is_goal = holds(above, _GOALS) and not holds(above, _PAST_HEADINGS)
            return None if is_goal else index  # 奋斗目标 > 转变增长方式取得成效 says what is to come
    return None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END_RE.finditer(text):
        end = match.start() if match[0] == BREAK else match.end()
        if end > start:
            yield start, end
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _read_sentence(number: int, text: _Text, start: int, end: int, context: _Context) -> Iterator[Target]:
    sentence = text.folded[start:end]
    periods = list(find_periods(sentence))
    named = ""
    for found in find_in_sentence(sentence):
        quantity = found.quantity
        years = context.years_at(found, sentence, periods)
        before = [period for period in periods if period.at < quantity.start]
        is_recent = bool(before) and before[-1].recent >= 0
        kind = TargetKind.ACHIEVED if is_recent else _judge_kind(sentence, found, years.years, context)
        if kind is None:
            continue
        if years.years is None and kind is TargetKind.TARGET and context.plan is not None:
            years = _Years(context.plan, inferred=True)
        first, last = years.years or (None, None)
        begin, end_of_name = start + found.indicator[0], start + found.indicator[1]
        cut, offset = split_subject(text.folded[begin:end_of_name])
        subject = text.cut(begin, begin + cut)
        named = subject or named
        indicator = _CALLED_RE.sub("", text.cut(begin + offset, end_of_name))
        subject = subject or find_subject(indicator, text.folded[: start + found.clause_start], named, context.headings)
        changes = found.change is not Change.LEVEL
        if found.is_annual and first == last and context.plan is not None and last == context.plan[1]:
            first = context.plan[0]
        yield Target(
            number,
            *text.span(start + quantity.start, start + quantity.end),
            *text.span(start, end),
            indicator,
            subject,
            found.comparison,
            found.word,
            text.cut(start + quantity.start, start + quantity.end),
            quantity.value,
            quantity.upper,
            quantity.unit,
            found.change,
            first,
            last,
            find_base(sentence, quantity.start, last) if changes else None,
            found.is_annual,
            years.inferred,
            kind,
        )
    context.leave(periods)


def _judge_kind(sentence: str, found: Found, years: Years | None, context: _Context) -> TargetKind | None:
    before = sentence[found.clause_start : found.quantity.end]
    if context.is_past:
        is_ahead = context.issued is not None and years is not None and years[1] > context.issued
        return None if holds(sentence, _FORECASTS) or (is_ahead and "将" in before) else TargetKind.ACHIEVED
    if context.plan is not None and years is not None and years[1] < context.plan[0]:
        return TargetKind.ACHIEVED
    if context.plan is None and years is not None and context.issued is not None and years[1] < context.issued:
        return TargetKind.ACHIEVED
    if not context.is_goals and (_PAST_RE.search(before) or "同比" in sentence):
        return TargetKind.ACHIEVED
    return TargetKind.TARGET
