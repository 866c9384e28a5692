"""A list that fits stands on its page; a longer one has parts, and keeps its addresses."""

from __future__ import annotations

import re
from functools import partial

import pytest

from build_tools.model.place import Place
from build_tools.render import long_list
from build_tools.render.address import Address, link_markdown
from build_tools.render.long_list import (
    Entry,
    Group,
    LongList,
    group_by_date,
    group_by_letter,
    group_by_place,
    lay_out,
)

PAGE = Address("terms/eda.md")
LISTED = LongList(
    PAGE,
    "terms/eda",
    "EDA",
    "部",
    lambda title, blocks: "\n\n".join([f"<{title}>", *filter(None, blocks)]),
    foot=lambda here: f"(foot of {here.file})" if here != PAGE else "",
)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_list, "LIMIT", 500)


def write(name: str, here: Address) -> str:
    return f'- <a id="in-{name}"></a>{name} {link_markdown(here, Address(f"plans/{name}.md"))}{"长" * 30}'


def enter(name: str, day: str) -> Entry:
    return Entry(group_by_date(day), partial(write, name), f"in-{name}", f"<{name}>")


def test_a_list_that_fits_stands_on_its_page() -> None:
    entries = [enter("a", "2020-01-02"), enter("b", "2021-01-02")]
    assert lay_out(LISTED, entries) == ("\n".join(entry.write(PAGE) for entry in entries), {})
    assert lay_out(LISTED, []) == ("", {})


def test_a_longer_one_is_parted_and_its_page_keeps_every_anchor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_list, "LIMIT", 720)
    names = [f"n{number}" for number in range(5)]
    block, files = lay_out(LISTED, [enter(name, f"2021-05-0{name[1:]}") for name in names] + [enter("x", "")])
    lines = [
        f'    - <a id="in-{name}" href="../../parts/terms/eda/2021/#in-{name}">&lt;{name}&gt;</a>' for name in names
    ]
    assert block.split("\n") == [
        '<div class="long-list" markdown>', "",
        "- [2021年](../parts/terms/eda/2021.md)　<small>5部</small>", *lines,
        "- [未注明日期](../parts/terms/eda/undated.md)　<small>1部</small>",
        '    - <a id="in-x" href="../../parts/terms/eda/undated/#in-x">&lt;x&gt;</a>',
        "", "</div>",
    ]  # fmt: skip
    assert list(files) == ["parts/terms/eda/2021.md", "parts/terms/eda/undated.md"]
    assert files["parts/terms/eda/undated.md"] == (
        "<EDA（未注明日期）>\n\n# EDA（未注明日期）\n\n[EDA](../../../terms/eda.md)\n\n"
        f'- <a id="in-x"></a>x ../../../plans/x.md{"长" * 30}\n\n(foot of parts/terms/eda/undated.md)'
    )


def test_titles_are_left_out_where_they_are_too_many() -> None:
    block, _ = lay_out(LISTED, [enter(f"n{number}", f"202{number}-05-02") for number in range(5)])
    assert block.split("\n")[2:-2] == [
        f'- <a id="in-n{number}"></a>[202{number}年](../parts/terms/eda/202{number}.md)　<small>1部</small>'
        for number in range(5)
    ]


def test_a_part_that_is_too_long_is_parted_again() -> None:
    """The page of the year stays when months, and pages of a month, are needed; each keeps the anchors."""
    names = [f"n{number}" for number in range(12)]
    _, files = lay_out(LISTED, [enter(name, "2021-05-02") for name in names])
    below = "parts/terms/eda/2021"
    numbered = [f"{below}/05/{number}.md" for number in range(1, 7)]
    assert list(files) == [*numbered, f"{below}/05.md", f"{below}.md"]
    for page in (f"{below}.md", f"{below}/05.md"):
        assert re.findall('id="in-(.*?)"', files[page]) == names
    assert [re.findall('id="in-(.*?)"', files[page]) for page in numbered] == [
        names[start : start + 2] for start in range(0, 12, 2)
    ]


def test_one_entry_is_never_parted() -> None:
    long = Entry((), lambda _: "长" * 200)
    assert lay_out(LISTED, [long]) == ("长" * 200, {})
    _, files = lay_out(LISTED, [long, long])
    assert list(files) == ["parts/terms/eda/1.md", "parts/terms/eda/2.md"]


def test_groups() -> None:
    assert group_by_date("2021-03-09") == (Group("2021", "2021年"), Group("03", "2021年3月"))
    assert group_by_date("2021-03") == (Group("2021", "2021年"), Group("03", "2021年3月"))
    assert group_by_date("") == (Group("undated", "未注明日期"),)
    assert [group_by_letter(word) for word in ("上海市", "5G规划")] == [Group("s", "S"), Group("0", "0–9")]
    assert group_by_place(Place()) == (Group("quan2guo2", "全国"),) * 2
    names = [group.title for group in group_by_place(Place(("江西省", "宜春市", "樟树市")))]
    assert names == ["江西省", "江西省宜春市樟树市"]
    assert group_by_place(Place(("黑龙江省", "伊春市")))[1] != group_by_place(Place(("黑龙江省", "宜春市")))[1]
