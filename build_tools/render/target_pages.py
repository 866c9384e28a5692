"""Quantified targets of all works → one table of them, and the indicators that are followed across plans."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby

from build_tools.errors import ManifestError
from build_tools.messages import _
from build_tools.model.clause import Clause
from build_tools.model.indicator import Indicator
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Slips, Subject, TargetRow, TargetRows
from build_tools.model.target import Change, Comparison, Target, TargetKind
from build_tools.render.address import Address, link_html
from build_tools.render.inline import escape_html
from build_tools.render.long_list import Entry, LongList, group_by_date, lay_out
from build_tools.render.targets import write_targets
from build_tools.render.topic_page import (
    frame_chart,
    frame_page,
    heading,
    link_clause,
    link_work,
    order_works,
    render_table,
)

_HERE = Address("targets/index.md")
_KINDS = {TargetKind.TARGET: "目标", TargetKind.ACHIEVED: "已达到"}
_SIGNS = {
    Comparison.EQUAL: "",
    Comparison.AT_LEAST: "≥",
    Comparison.OVER: "＞",
    Comparison.AT_MOST: "≤",
    Comparison.UNDER: "＜",
    Comparison.ABOUT: "约",
}
_CHANGES = {Change.LEVEL: "", Change.RISE: "增", Change.FALL: "减", Change.MULTIPLE: "至"}
_LARGE = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))

_Found = tuple[WorkRecord, Clause, Target]
_frame = partial(frame_page, hide_contents=True)  # the table takes their place


def cut_targets(survey: SurveyedWork) -> TargetRows | None:
    """Return what is told of the targets of a work, None where it has none."""
    if not survey.targets:
        return None
    clauses = survey.clauses.by_block
    rows = [
        TargetRow(_render_cells(target), clauses[target.block].place, clauses[target.block].citation)
        for target in survey.targets
    ]
    return TargetRows(*write_targets(survey), tuple(rows))


def render_target_pages(slips: Slips, indicators: Sequence[Indicator]) -> dict[str, str]:
    """Return the page, and those of its parts, by path below docs/.

    Raises:
        ManifestError: a point names a value that its work does not give.
    """
    ordered = order_works(slips.records.values())
    found = dict(slips.take(Subject.TARGETS))
    count = sum(len(one.rows) for one in found.values())
    blocks = ["# 指标"]
    if not count:
        return {_HERE.file: _frame("指标", [*blocks, "本库规划中没有找到量化的目标。"])}
    followed = [(indicator, points) for indicator in indicators if (points := _find_points(indicator, slips))]
    kinds = "表内数值取自条款原文；“目标”是规划所定，“已达到”是规划所述的既往数值。"
    blocks.append(f"{kinds}时期带“推”字的，不见于该句，取自上文或规划期。")
    if followed:
        blocks.append(heading(2, "indicators", "跨规划的指标"))
        blocks.append("同一指标在几处的数值。名称由编者对照归并，所称口径可能不同，以条款为准。")
        for indicator, points in followed:
            blocks.append(heading(3, indicator.id, indicator.name))
            blocks.append(_render_indicator(indicator, points))
    blocks.append(heading(2, "all", "全部指标"))
    blocks.append(f"共{count}项。数据另有[CSV](../plans/targets.csv)、[JSON](../plans/targets.json)两种格式。")
    works = [record for record in ordered if record.work in found]
    entries = [
        Entry(group_by_date(record.facts.date_issued), partial(_render_row, row, record))
        for record in works
        for row in found[record.work].rows
    ]
    # Of parts, which name a plan once, 64 % is left; rows are HTML and grow no more.
    listed = LongList(_HERE, "targets", "指标", "项", _frame, _join_rows, _load_script, share=0.5)
    block, parts = lay_out(listed, entries)
    return parts | {_HERE.file: _frame("指标", [*blocks, block, _load_script(_HERE)])}


def _find_points(indicator: Indicator, slips: Slips) -> list[_Found]:
    """Return the places of an indicator in the order of the years; those of works that are not here are left out."""
    points: list[_Found] = []
    for point in indicator.points:
        if point.place.work not in slips.records:
            continue
        survey = slips.survey(point.place.work)
        entries = ((survey.record, survey.clauses.by_block[target.block], target) for target in survey.targets)
        fitting = [
            entry
            for entry in entries
            if entry[1].place == point.place.anchor
            and point.name in (entry[2].indicator, entry[2].subject + entry[2].indicator)
            and entry[2].unit == indicator.unit
            and entry[2].change is Change.LEVEL
        ]
        if not fitting:
            raise ManifestError(
                _(
                    "{place} gives no {name} in {unit}, as the indicator {indicator} says",
                    place=point.place,
                    name=point.name,
                    unit=indicator.unit or _("no unit"),
                    indicator=indicator.id,
                ),
                remedy=_("take clause, indicator and unit in seeds/indicators.toml from docs/plans/targets.json"),
            )
        points += [entry for entry in fitting if entry not in points]
    return sorted(points, key=lambda entry: (entry[2].last or 9999, entry[2].kind.value))


def _render_indicator(indicator: Indicator, points: list[_Found]) -> str:
    table = render_table(
        ["年份", "数值", "性质", "规划中的名称", "规划", "条款"],
        [
            [
                _show_period(target),
                escape_html(_show_value(target)),
                _KINDS[target.kind],
                escape_html(target.subject + target.indicator),
                link_work(_HERE, record),
                link_clause(_HERE, record.work, clause.place, clause.citation),
            ]
            for record, clause, target in points
        ],
        name=indicator.name,
    )
    from build_tools.render.charts import Point, draw_series  # what it takes to draw takes its time to load

    note = f'<p class="editorial">{escape_html(indicator.note)}</p>' if indicator.note else ""
    marks: dict[tuple[int, str, TargetKind], Point] = {}
    for _record, _clause, target in points:
        if target.last is not None:
            point = Point(target.last, float(target.value), _show_value(target), target.kind is TargetKind.TARGET)
            # Where text and table of a plan say the same, one mark is enough; what says more (超过) is kept.
            key = (target.last, target.value, target.kind)
            if key not in marks or len(point.label) > len(marks[key].label):
                marks[key] = point
    if len({year for year, _, _ in marks}) < 2:
        return "\n\n".join(part for part in (note, table) if part)
    series = sorted(marks.values(), key=lambda point: (point.year, point.is_hollow, point.value))
    told = "；".join(f"{point.year}年{'目标' if point.is_hollow else ''}{point.label}" for point in series)
    drawing = draw_series(indicator.name, told, series)
    keys = (("reported", "已达到"), ("set", "目标"))
    folded = f"<details>\n<summary>数据表</summary>\n{table}\n</details>"
    return "\n\n".join(filter(None, (note, frame_chart(drawing, "", keys), folded)))


def _show_value(target: Target) -> str:
    """Return the number with its unit: ＞15000亿元."""
    return _show_amount(target) + target.unit


def _show_amount(target: Target) -> str:
    """Return the number, in 万 or 亿 where it is large: ＞15000亿."""
    number = "–".join(_show_number(value, target.unit) for value in (target.value, target.upper) if value)
    return f"{_SIGNS[target.comparison]}{_CHANGES[target.change]}{number}"


def _show_number(value: str, unit: str) -> str:
    number = Decimal(value)
    for size, word in _LARGE:
        if abs(number) >= size and unit not in ("%", "％"):
            return f"{(number / size).normalize():f}{word}"
    return f"{number:f}"


def _show_period(target: Target) -> str:
    if target.last is None:
        return "每年" if target.is_annual else ""
    years = str(target.last) if target.first in (None, target.last) else f"{target.first}–{target.last}"
    base = "" if target.base is None else f"，比{target.base}年"
    return years + base + ("，每年" if target.is_annual else "")


def _load_script(here: Address) -> str:
    """Return what sorts, filters and groups the table, and its style, which no other page has."""
    path = f"{link_html(here, Address('index.md'))}assets/targets"
    return f'<div>\n<link rel="stylesheet" href="{path}.css">\n<script src="{path}.js" defer></script>\n</div>'


def _render_cells(target: Target) -> str:
    """Return the cells of a row but the last two; what the script sorts and filters by stands in data attributes."""
    inferred = '<small title="该句没有写出，取自上文或规划期">推</small>' if target.is_inferred else ""
    value = f'<span title="{escape_html(target.printed)}">{escape_html(_show_amount(target))}</span>'
    subject = f"<small>{escape_html(target.subject)}</small> " if target.subject else ""
    cells = (
        ("", subject + escape_html(target.indicator)),
        (escape_html(target.value), value),
        ("", escape_html(target.unit)),
        ("" if target.last is None else str(target.last), f"{_show_period(target)}{inferred}"),
        ("", _KINDS[target.kind]),
    )
    return "".join(f'<td data-sort="{key}">{cell}</td>' if key else f"<td>{cell}</td>" for key, cell in cells)


def _render_row(row: TargetRow, record: WorkRecord, here: Address) -> str:
    """Return a row; by the last two cells it is sorted as it stands: nothing in it changes when a work is added."""
    clause = link_clause(here, record.work, row.place, row.citation)
    return f"<tr>{row.cells}<td>{link_work(here, record, has_title=False)}</td><td>{clause}</td></tr>"


def _join_rows(here: Address, rows: Sequence[str]) -> str:
    """Return the table as plain HTML; in a part of it a plan is named once, beside all rows of it."""
    columns = (("indicator", "指标"), ("value", "数值"), ("unit", "单位"), ("period", "时期"), ("kind", "性质"),
               ("work", "规划"), ("clause", "条款"))  # fmt: skip
    head = "".join(f'<th scope="col" data-key="{key}">{name}</th>' for key, name in columns)
    lines = [
        '<div class="table targets" tabindex="0" role="region" aria-label="全部指标">',
        '<table id="targets">',
        f"<thead>\n<tr>{head}</tr>\n</thead>",
        "<tbody>",
    ]
    if here != _HERE:
        rows = [row for _, own in groupby(rows, lambda row: row.rsplit("<td>", 2)[1]) for row in _name_once([*own])]
    return "\n".join([*lines, *rows, "</tbody>", "</table>", "</div>"])


def _name_once(rows: list[str]) -> list[str]:
    first, plan, clause = rows[0].rsplit("<td>", 2)
    others = ("<td>".join(row.rsplit("<td>", 2)[::2]) for row in rows[1:])
    return [f'{first}<td rowspan="{len(rows)}">{plan}<td>{clause}', *others] if len(rows) > 1 else rows
