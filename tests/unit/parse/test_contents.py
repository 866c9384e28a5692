"""Contents are told by entries that stand again, and by a title, dots or links; nothing else is taken out."""

from __future__ import annotations

import pytest

from build_tools.model.line import Drop, Grid, Hints, Line, SourceBlock
from build_tools.model.passage import Passage
from build_tools.parse.contents import remove_contents

ENTRIES = ["总体要求", "主要任务", "保障措施"]
TEXT = ["总体要求", "坚持绿色发展。", "主要任务", "加快建设。", "保障措施", "加强领导。"]


def keep(*texts: str, linked: int = 0, grid_at: int = -1) -> tuple[list[str], list[Drop]]:
    """The lines that stay; the first `linked` lines are links."""
    source = "\n".join(texts)
    blocks: list[SourceBlock] = []
    at = 0
    for number, text in enumerate(texts):
        blocks.append(Line(Passage.of(source, at, at + len(text)), number + 1, Hints(linked=number < linked)))
        at += len(text) + 1
    if grid_at >= 0:
        blocks.insert(grid_at, Grid((), 1))
    kept, drops = remove_contents(blocks)
    return [block.text for block in kept if isinstance(block, Line)], list(drops)


def is_dropped(*above: str, **more: int) -> bool:
    """Whether what stands above the text is gone, and the text whole."""
    kept, drops = keep(*above, *TEXT, **more)
    assert kept in (TEXT, [*above, *TEXT])
    assert bool(drops) is (kept == TEXT)
    return kept == TEXT


@pytest.mark.parametrize(
    "title", [["目录"], ["目　录"], ["目", "录"], ["目錄"], ["Contents"], ["Table of contents"], ["索引"]]
)
def test_entries_below_a_title(title: list[str]) -> None:
    assert is_dropped(*title, *ENTRIES)


def test_entries_that_the_file_marks_may_go_on_in_others() -> None:
    texts = [f"{entry}\t{page}" for page, entry in enumerate(ENTRIES, 1)] + TEXT
    blocks = [Line(Passage.of(text, 0, len(text)), at, Hints(listed=at == 0)) for at, text in enumerate(texts)]
    kept, _ = remove_contents(blocks)
    assert [block.text for block in kept if isinstance(block, Line)] == TEXT


def test_entries_without_a_title_dots_or_links_stay() -> None:
    assert not is_dropped(*ENTRIES)
    assert not is_dropped("甲乙", *ENTRIES)


def test_two_entries_are_no_contents() -> None:
    assert not is_dropped("目录", *ENTRIES[:2])


def test_entries_stand_in_the_text() -> None:
    assert not is_dropped("目录", "甲乙", "丙丁", "戊己")


def test_dots_lead_to_pages() -> None:
    assert is_dropped("总体要求………1", "主要任务.......3", "保障措施…………12")
    assert is_dropped("总体要求 ..... - 1 -", "主要任务 ..... - 3 -", "保障措施 ..... - 12 -")
    assert is_dropped("总体要求 . . . . \u20601", "主要任务 . . . . \u20603", "保障措施 . . . . \u206012")
    assert is_dropped("总体要求………1", "主要任务", "保障措施………5")  # most of them do
    assert not is_dropped("总体要求………1", "主要任务", "保障措施")


def test_links_lead_to_the_text() -> None:
    assert is_dropped(*ENTRIES, linked=3)
    assert not is_dropped(*ENTRIES, linked=2)


def test_numbers_of_pages_between_entries_go_with_them() -> None:
    assert is_dropped("目录", "总体要求", "1", "主要任务", "- 3 -", "保障措施", "5")


def test_a_number_of_a_page_behind_an_entry_is_none_of_its_words() -> None:
    assert is_dropped("目录", "总体要求1", "主要任务（3）", "保障措施-5-")


def test_contents_may_stand_below_the_text() -> None:
    kept, _ = keep(*TEXT, "目录", *ENTRIES)
    assert kept == TEXT


def test_a_title_at_the_end_of_the_line_above_goes_alone() -> None:
    kept, drops = keep("某规划 目 录", *ENTRIES, *TEXT)
    assert kept == ["某规划", *TEXT]
    assert drops[0] == Drop(3, 7, "contents-list")


def test_what_is_dropped_is_recorded_with_its_place() -> None:
    _, drops = keep("目录", *ENTRIES, *TEXT)
    assert drops == [Drop(0, 2, "contents-list"), *(Drop(at, at + 4, "contents-list") for at in (3, 8, 13))]


def test_a_table_ends_contents() -> None:
    kept, drops = keep("目录", *ENTRIES, *TEXT, grid_at=3)
    assert (kept, drops) == (["目录", *ENTRIES, *TEXT], [])


def test_the_text_begins_where_its_first_heading_stands_again() -> None:
    bare = [*ENTRIES, "附则"]
    kept, _ = keep("目录", *bare, *bare, "加快建设。")
    assert kept == [*bare, "加快建设。"]
