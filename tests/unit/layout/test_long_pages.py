"""Pages longer than any that is printed: four times the page is four times the work, counted and never timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from build_tools.layout.arrange import arrange_reading
from build_tools.model.reading import Reading, ReadLine

Make = Callable[..., ReadLine]
LEFTS = [80.0, 180.0, 330.0]
PAGES: dict[str, Callable[[Make, int], list[ReadLine]]] = {
    "rows that are no table": lambda columns, n: [columns(["甲乙", "丙", "戊"], LEFTS, 20.0 * at) for at in range(n)],
    "cards": lambda columns, n: [columns(["甲：", "乙：", "丙"], LEFTS, 20.0 * at) for at in range(n)],
    "rows of figures": lambda columns, n: [columns(["12", "34", "丙"], LEFTS, 20.0 * at) for at in range(n)],
    "one row": lambda columns, n: [columns(["甲"] * n, [20.0 * at for at in range(n)], 100.0)],
    "rows upon each other": lambda columns, n: [columns(["甲", "乙", "丙"], LEFTS, 100.0) for _ in range(n)],
}


def count_lines(work: Callable[[], object]) -> int:
    """Lines of Python that `work` executes."""
    count = 0

    def step(_frame: FrameType, _event: str, _argument: object) -> object:
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_work_grows_with_the_page(
    page: Callable[[Make, int], list[ReadLine]], columns: Make, reading: Callable[..., Reading]
) -> None:
    few, many = (reading(*page(columns, n)) for n in (40, 160))
    assert count_lines(lambda: arrange_reading(many)) < 6 * count_lines(lambda: arrange_reading(few))


def test_what_is_not_searched_for_tables_is_doubted(columns: Make, reading: Callable[..., Reading]) -> None:
    rows = PAGES["rows that are no table"](columns, 160)
    assert [code for code, _ in arrange_reading(reading(*rows[:30])).doubts] == []
    assert [code for code, _ in arrange_reading(reading(*rows)).doubts] == ["table-not-rebuilt"]
