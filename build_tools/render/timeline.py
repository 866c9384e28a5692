"""Works in time: the years they cover, what they cite, and where they overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING

from build_tools.model.anchor import ClauseId
from build_tools.model.note import ReferenceKind
from build_tools.model.outside import OutsideNames
from build_tools.model.record import WorkRecord
from build_tools.model.slip import CitedName, Slips, Subject
from build_tools.render.address import Address, place_address
from build_tools.render.inline import escape_html
from build_tools.render.links import link_tag
from build_tools.render.long_list import Entry, LongList, group_by_date, lay_out
from build_tools.render.pages import show_date, show_years
from build_tools.render.topic_page import (
    frame_chart,
    frame_page,
    join_rows,
    link_work,
    order_works,
    render_row,
    show_short,
    show_title,
)

if TYPE_CHECKING:
    from build_tools.render.charts import PeriodBar

_HERE = Address("time/index.md")
_LINE = 23  # characters of a title that fit a phone's width
_OPENING = "（(《“"
_MOST_OVERLAPS = 12  # named for one work
_MOST_ROWS = 60  # of the drawing; the table lists all

_COLUMNS = ("规划", "成文", "规划期", "与之重叠的规划", "引用")
_Cited = tuple[str, Address, int | None]
"""A cited work: its name, where it is told of, and its year where that is known."""


def render_timeline(slips: Slips, resolved: Mapping[str, ClauseId | None], outside: OutsideNames) -> dict[str, str]:
    """Return the page, and those of its parts, by path below docs/; for `resolved` see `render_cited`."""
    ordered = order_works(slips.records.values())
    blocks = ["# 时间"]
    if not ordered:
        return {_HERE.file: frame_page("时间", [*blocks, "本库还没有规划。"])}
    names = dict(slips.take(Subject.REFERENCES))
    cited = {work: _list_cited(work, names.get(work, ()), resolved, slips.records, outside) for work in slips.records}
    overlaps = _Overlaps(ordered)

    def write(record: WorkRecord, here: Address) -> str:
        cells = [
            link_work(here, record),
            escape_html(show_date(record.facts.date_issued)),
            show_years(record.facts.period),
            "<br>".join(overlaps.render(record, here)),
            "<br>".join(link_tag(here, to, name) for name, to, _ in cited[record.work].values()),
        ]
        return render_row(cells, _COLUMNS[1:])

    def join(_: Address, rows: Sequence[str]) -> str:
        return join_rows(_COLUMNS, rows, name="规划的时间", kind="times")

    entries = [Entry(group_by_date(record.facts.date_issued), partial(write, record)) for record in ordered]
    table, parts = lay_out(LongList(_HERE, "time", "时间", "部", frame_page, join), entries)
    dated = [record for record in ordered if record.facts.period or record.facts.date_issued]
    dated = dated[-_MOST_ROWS:]
    blocks.append("各部规划涵盖的年份、成文的时间、所引的文件，以及彼此重叠的年份。")
    if dated:
        from build_tools.render.charts import draw_spans  # what it takes to draw takes its time to load

        spans = [_make_span(record, cited[record.work]) for record in dated]
        told = "；".join(f"{show_short(record)}：{show_years(record.facts.period) or '未写规划期'}" for record in dated)
        drawing = draw_spans("规划的时间", told, spans)
        keys = (
            ("span", "规划期"),
            ("signed", "成文"),
            ("cited", "所引文件的年份（已知的）"),
            ("overlap", "两部以上规划重叠的年份"),
        )
        # Here the table says more than the drawing, so it is not folded away.
        blocks.append(frame_chart(drawing, "", keys))
    blocks.append(table)
    return parts | {_HERE.file: frame_page("时间", blocks)}


class _Overlaps:
    """Finds the works whose years overlap with those of one, without going through all of them for each."""

    def __init__(self, ordered: Sequence[WorkRecord]) -> None:
        self._ordered = ordered
        self._by_year: dict[int, list[int]] = {}
        dated = [(number, period) for number, one in enumerate(ordered) if (period := one.facts.period)]
        self._firsts, self._lasts = (sorted(period[end] for _, period in dated) for end in (0, 1))
        for number, (first, last) in dated:
            for year in range(first, last + 1):
                self._by_year.setdefault(year, []).append(number)

    def render(self, record: WorkRecord, here: Address) -> list[str]:
        """Return links to the first works, in order, and how many there are besides."""
        period = record.facts.period
        if period is None:
            return []
        first, last = period
        count = bisect_right(self._firsts, last) - bisect_left(self._lasts, first) - 1
        numbers = merge(*(self._by_year.get(year, []) for year in range(first, last + 1)))
        others = (self._ordered[number] for number, _ in groupby(numbers))
        shown = [
            link_work(here, other) + f"（{_show_common(period, other)}）"
            for other in islice((other for other in others if other is not record), _MOST_OVERLAPS)
        ]
        rest = count - len(shown)
        return [*shown, *([f"另有{rest}部"] if rest else [])]


def _show_common(first: tuple[int, int], other: WorkRecord) -> str:
    second = other.facts.period
    assert second is not None  # noqa: S101 (they overlap)
    return show_years((max(first[0], second[0]), min(first[1], second[1])))


def _list_cited(
    work: str,
    references: Iterable[CitedName],
    names: Mapping[str, ClauseId | None],
    records: Mapping[str, WorkRecord],
    outside: OutsideNames,
) -> dict[str, _Cited]:
    """Return what a work cites, by a key of each, in the order of the text."""
    cited: dict[str, _Cited] = {}
    for reference in references:
        if reference.kind is not ReferenceKind.WORK or reference.name not in names:
            continue
        target = names[reference.name]
        if target is None:
            known = outside.find(reference.name)
            year = known.date[:4] if known else ""
            to = Address("cited/index.md", outside.anchor(reference.name))
            name = outside.call(reference.name)
            cited.setdefault(name, (f"《{name}》", to, int(year) if year.isdigit() else None))
        elif target.work != work and target.work in records:
            other = records[target.work]
            title = dict(other.annexes).get(target.anchor.page) or show_title(other)
            cited.setdefault(str(target), (f"《{title}》", place_address(target.work, target.anchor), other.year))
    return cited


def _make_span(record: WorkRecord, cited: Mapping[str, _Cited]) -> PeriodBar:
    from build_tools.render.charts import PeriodBar

    facts = record.facts
    signed = None
    if facts.date_issued:
        year, month, *day = map(int, facts.date_issued.split("-"))
        signed = year + ((month - 1) + (sum(day) - 1 if day else 15) / 31) / 12
    first, last = facts.period or (None, None)
    years = sorted({year for _, _, year in cited.values() if year is not None})
    return PeriodBar(_wrap(show_short(record)), first, last, signed, tuple(years))


def _wrap(title: str) -> tuple[str, ...]:
    """Break a title into three lines at most, before an opening bracket where one stands late in a line."""
    lines: list[str] = []
    while len(title) > _LINE:
        at = max((title.rfind(mark, _LINE // 2, _LINE + 1) for mark in _OPENING), default=-1)
        at = at if at > 0 else _LINE
        if len(title) - at == 1:
            at -= 2  # one character alone on a line looks like a mistake
        lines.append(title[:at])
        title = title[at:]
    lines.append(title)
    return tuple(lines) if len(lines) <= 3 else (*lines[:2], lines[2][: _LINE - 1] + "…")
