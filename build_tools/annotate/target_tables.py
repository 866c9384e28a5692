"""Tables of indicators: rows → targets under their columns' years.

A table is one of indicators where its head names a column 指标 and one of values (a year, 目标值). The columns are
counted from the right, for cells that span rows stand on the left and are printed once. The head of the names often
spans their groups, too (指标 over 供水 and 漏损率): the row then has more cells than the head, on the left.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.annotate.indicators import read_before, read_post
from build_tools.annotate.periods import find_periods
from build_tools.annotate.quantities import Quantity, find_quantities, fold_numbers, shift_decimal
from build_tools.annotate.roles import DEADLINE_LABEL_RE
from build_tools.hanzi.punctuation import holds
from build_tools.model.anchor import Anchor
from build_tools.model.clause import BREAK, Clause, ClauseKind
from build_tools.model.target import Change, Comparison, Target, TargetKind

Years = tuple[int, int]

_NAME_STARTS, _NAME_ENDS = ("指标", "主要指标", "具体指标"), ("指标", "指标名称", "指标内容")
_TASKS = ("任务", "目标", "内容", "措施", "举措", "事项")
_BUILT = ("建设内容", "建设规模", "工程内容", "工程规模", "项目内容", "项目概况", "工程概况")
_PROJECTS = ("项目名称", "工程名称", "项目", "工程")
_UNITS = ("单位", "计量单位")
_GOAL_RE = re.compile(r"目标|规划|预期|任务|累计|年均|20[0-9]{2}年?")
_PAST = ("现状", "基期", "基准", "实际", "完成", "基数", "达到情况")
_SPANNING = ("目标", "规划", "预期", "任务", "数值", "期值", "实际", "完成", "投资")
_ANNUAL = ("年均", "增速")
_SUMMED = ("[", "［", "〔")  # 〔13.5〕 is what all the years come to
_QUALITIES = ("属性", "性质", "类别", "序号")
_YEAR_RE = re.compile(r"(?:19|20)[0-9]{2}")
_NO_UNIT = ("无量纲", "-", "--", "/", "—", "")
_UNIT_IN_NAME_RE = re.compile(r"[（(](?P<unit>[^（()）]{1,12})[）)]\*?$")
_KNOWN_UNIT_RE = re.compile(r"(?P<scale>万亿|百亿|千亿|亿|千万|百万|万)?(?P<unit>.{0,12})")
_SCALES = {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4}
_CELL_NOISE_RE = re.compile(r"^(?:其中|\[|［|〔)|(?:\]|］|〕|\*)$")
_LONGEST_CELL = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its head's cells, "" in `header` where the table has none."""

    header: tuple[str, ...]
    is_header: bool

    @property
    def is_indicators(self) -> bool:
        """Whether the table holds indicators and values."""
        return any(_is_name(cell) for cell in self.header) and bool(_value_columns(self.header))

    def find_tasks(self, text: str) -> dict[int, Years | None]:
        """Return the cells of a row that say what is to be done, counted from the left, with the years by the row."""
        cells = text.split(BREAK)
        held = self._place_heads(cells)
        times = [cells[place] for place, head in held.items() if DEADLINE_LABEL_RE.search(head)]
        named = [period.years for time in times for period in find_periods(time) if period.years[1]]
        return {place: named[-1] if named else None for place, head in held.items() if holds(head, _TASKS)}

    def find_built(self, text: str) -> set[int]:
        """Return the cells of a row that say what a project builds, from the left: no aim of the plan."""
        if not any(head.endswith(_PROJECTS) for head in self.header):
            return set()
        return {place for place, head in self._place_heads(text.split(BREAK)).items() if holds(head, _BUILT)}

    def _place_heads(self, cells: Sequence[str]) -> dict[int, str]:
        columns = ((place + len(cells) - len(self.header), head) for place, head in enumerate(self.header))
        return {place: head for place, head in columns if 0 <= place < len(cells)}


def find_rows(clauses: Sequence[Clause]) -> dict[int, Row]:
    """Return the rows of tables by number of the block that prints them."""
    rows: dict[int, Row] = {}
    header: tuple[str, ...] = ()
    table: Anchor | None = None
    for clause in clauses:
        here = clause.place
        is_row = clause.kind is ClauseKind.TEXT and (clause.role == "header" or BREAK in clause.text or here == table)
        if not is_row:
            table = None
            continue
        if here != table:
            table, header = here, ()
        if clause.role == "header":
            header = _join_header(header, tuple(fold_numbers(clause.text).split(BREAK)))
        rows[clause.block] = Row(header, clause.role == "header")
    return rows


def _join_header(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of columns of a head of two rows: those below stand for what spans them (目标值)."""
    if len(below) >= len(above):
        return below
    spanning = [place for place, cell in enumerate(above) if holds(cell, _SPANNING) and not _YEAR_RE.search(cell)]
    if len(spanning) != 1:
        return above
    place = spanning[0]
    return (*above[:place], *(above[place] + name for name in below), *above[place + 1 :])


def _value_columns(header: Sequence[str]) -> list[int]:
    """Return the columns of values, counted from the right (-1 is the last)."""
    columns = []
    for place, cell in enumerate(header):
        named = _is_name(cell) and not _YEAR_RE.search(cell)
        if not named and cell not in _UNITS and _GOAL_RE.search(cell) and not holds(cell, _QUALITIES):
            columns.append(place - len(header))
    return columns


def read_cells(number: int, text: str, row: Row, plan: Years | None, year: int | None) -> Iterator[Target]:
    """Yield the targets of a row of a table of indicators; `plan` is the plan's period, `year` that of its issue."""
    cells = text.split(BREAK)
    if row.is_header:
        return
    starts = [sum(len(cell) + len(BREAK) for cell in cells[:place]) for place in range(len(cells))]
    name_column = next(place for place, cell in enumerate(row.header) if _is_name(cell)) - len(row.header)
    columns = [column for column in _value_columns(row.header) if column > name_column]
    if len(cells) + name_column < 0 or not columns:
        return
    if len(cells) > len(row.header) and not all(map(_is_word, cells[name_column : columns[0]])):
        return  # the head spans values: 2030年 over 7 and 8
    name = cells[name_column]
    unit_column = next((place for place, cell in enumerate(row.header) if cell in _UNITS), None)
    unit = (
        cells[unit_column - len(row.header)]
        if unit_column is not None and len(cells) + unit_column - len(row.header) >= 0
        else ""
    )
    if not unit and (match := _UNIT_IN_NAME_RE.search(name)):
        unit = match["unit"]
    indicator = re.sub(r"^其中[，、：:]?|(?<![*＊])[*＊]+$", "", name).strip(" \u3000")
    for column in columns:
        head = row.header[column]
        cell = cells[column]
        found = _read_cell(fold_numbers(cell), unit)
        if found is None or not indicator:
            continue
        quantity, comparison, word, change = found
        years, inferred = _column_years(head, plan)
        annual = holds(head, _ANNUAL) and not cell.startswith(_SUMMED)
        at = starts[column]
        past = holds(head, _PAST)
        # A year that was over when the plan was issued is the one that it starts from, also within its period.
        begins = [first for first in (plan[0] if plan else None, year) if first is not None]
        if years is not None and begins:
            past = past or years[1] < max(begins)
        yield Target(
            number,
            at + quantity.start,
            at + quantity.end,
            0,
            len(text),
            indicator,
            "",
            comparison,
            word,
            cell[quantity.start : quantity.end],
            quantity.value,
            quantity.upper,
            quantity.unit,
            Change.RISE if annual and change is Change.LEVEL else change,
            years[0] if years else None,
            years[1] if years else None,
            None,
            annual,
            inferred,
            TargetKind.ACHIEVED if past else TargetKind.TARGET,
        )


def _is_name(head: str) -> bool:
    """Whether the head of a column says that indicators stand below it."""
    return head.startswith(_NAME_STARTS) or head.endswith(_NAME_ENDS)


def _is_word(cell: str) -> bool:
    """Whether a cell names an indicator or a unit; a value and the sign of none do not."""
    return cell not in _NO_UNIT and _read_cell(fold_numbers(cell), "") is None


def _column_years(head: str, plan: Years | None) -> tuple[Years | None, bool]:
    years = [int(match[0]) for match in _YEAR_RE.finditer(head)]
    if years:
        return (years[0], years[-1]), False
    if plan is None or holds(head, _PAST):
        return None, False
    return (plan if holds(head, _ANNUAL) or "累计" in head else (plan[1], plan[1])), True


def _read_cell(cell: str, unit: str) -> tuple[Quantity, Comparison, str, Change] | None:
    """Read a cell that holds one number and nothing that it cannot explain."""
    start, end = 0, len(cell)
    if not cell or end > _LONGEST_CELL:
        return None
    while match := _CELL_NOISE_RE.search(cell[start:end]):
        if match.start() == 0:
            start += match.end()
        else:
            end -= len(match[0])
    quantities = [found for found in find_quantities(cell) if start <= found.start and found.end <= end]
    if len(quantities) != 1:
        return None
    quantity = quantities[0]
    reading = read_before(cell, start, quantity.start)
    post_end, post, post_word = read_post(cell, quantity.end)
    if (
        reading.start != reading.end
        or cell[post_end:end].strip(" ")
        or (not reading.has_word and quantity.start > start and not quantity.is_multiple)
    ):
        return None
    if not quantity.unit and not quantity.is_multiple:
        quantity = _apply_unit(quantity, unit)
    change = Change.MULTIPLE if quantity.is_multiple else reading.change
    if post is not None:
        return quantity, post, post_word, change
    return quantity, reading.comparison, reading.word, change


def _apply_unit(quantity: Quantity, unit: str) -> Quantity:
    """Return the quantity in the unit that its row or its indicator prints."""
    unit = fold_numbers(unit.strip(" \u3000"))
    if unit in _NO_UNIT:
        return quantity
    match = _KNOWN_UNIT_RE.fullmatch(unit)
    if match is None:
        return quantity
    power = _SCALES.get(match["scale"] or "", 0)
    upper = shift_decimal(quantity.upper, power) if quantity.upper else ""
    return replace(quantity, value=shift_decimal(quantity.value, power), upper=upper, unit=match["unit"])
