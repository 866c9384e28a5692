"""Time and memory stay in proportion to the input: work is counted here, never timed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from build_tools.clean.html_lexer import lex_html
from build_tools.clean.portals import read_signs
from build_tools.errors import UnreadableSourceError
from build_tools.model.line import Drop, Hints, Line, Mark, add_drop
from build_tools.model.passage import Passage, Run
from build_tools.parse.bodies import is_signature
from build_tools.parse.headings import first_stop
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline
from build_tools.source.burden import MOST_WEIGHT, find_excess
from build_tools.source.read import read_witness
from tests.counting import count_calls

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def ends_at_all(seconds: int = 20) -> Iterator[None]:
    """Fail instead of hanging: what is meant here ends at once or not within a lifetime."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("this does not end")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(("tail", "expected"), [("", True), ("甲", False)])
def test_a_row_of_names_is_cut_in_one_pass(tail: str, expected: bool) -> None:
    with ends_at_all():
        assert is_signature("甲局" * 60 + tail) is expected


def test_buttons_with_wide_gaps_are_told_in_one_pass() -> None:
    text = ("大" + "\u3000" * 20) * 8
    with ends_at_all():
        told = [read_signs(words) is not None for words in (text, text + "x", "打印" * 90 + "x", "首页>" * 60)]
    assert told == [True, False, False, True]


# Letters in front of what a pattern of the surroundings asks for: each doubled, so that a pattern that tries every way
# to cut them would not end.
GROWING = "某市某局 关于印发 《某规划》 一、 第一条 2021年9月6日 （某府发〔2021〕 附件：1. 来源： ： ， 等 省委".split()


@pytest.mark.parametrize("piece", GROWING)
def test_what_stands_around_a_text_is_read_in_one_pass(piece: str) -> None:
    with ends_at_all():
        for text in (piece * 2000, "\n".join([piece * 30] * 60), f"某规划\n{piece * 1000}\n一、任务\n加快。"):
            edition = convert_bytes(text.encode(), "a.txt").edition
            # Nothing but 来源： on each line is all the page's own.
            assert render_outline(edition, [])["text"] or edition.drops


def test_adjacent_drops_of_one_rule_are_one_record() -> None:
    page = convert_bytes(("<p>一、甲</p>" + "<p>" * 1000 + "\n" * 1000).encode(), "a.html").edition
    assert len(page.drops) <= 6


def test_drops_that_are_apart_or_of_two_rules_stay_two() -> None:
    drops: list[Drop] = []
    for start, end, rule in [(0, 1, "markup"), (1, 2, "markup"), (2, 2, "markup"), (3, 4, "markup"), (4, 5, "indent")]:
        add_drop(drops, start, end, rule)
    assert drops == [Drop(0, 2, "markup"), Drop(3, 4, "markup"), Drop(4, 5, "indent")]


class CountedRuns(tuple[Run, ...]):  # noqa: SLOT001 (it counts on the class)
    """Runs that count how often all of them are gone through."""

    walks = 0

    def __iter__(self) -> Iterator[Run]:
        type(self).walks += 1
        return super().__iter__()


def test_a_passage_of_many_runs_is_cut_without_going_through_them() -> None:
    runs = CountedRuns(Run(at, at + 1, "甲") for at in range(1000))
    passage = Passage(runs)
    assert [passage[at : at + 1].start for at in range(1000)] == list(range(1000))
    assert passage[998:].text == "甲甲"
    assert CountedRuns.walks <= 2


def test_a_line_is_cut_with_the_marks_and_accents_of_the_part() -> None:
    text = "甲乙丙丁戊己"
    hints = Hints(accents=((0, 2), (3, 5)))
    line = Line(Passage.of(text, 0, 6), 1, hints, (Mark(1, 2, "sup"), Mark(4, 6, "sub")))
    part = line.cut(1, 5)
    assert (part.text, part.marks, part.hints.accents) == (
        "乙丙丁戊", (Mark(0, 1, "sup"), Mark(3, 4, "sub")), ((0, 1), (2, 4)),
    )  # fmt: skip
    assert (line.cut(2, 3).marks, line.cut(2, 3).hints.accents) == ((), ())


class CountedText(str):
    """A source that counts how often it is searched."""

    __slots__ = ()
    found: list[int] = []  # noqa: RUF012 (for one test)

    def find(self, *where: object) -> int:  # type: ignore[override]
        self.found.append(1)
        return super().find(*where)  # type: ignore[arg-type]


@pytest.mark.parametrize("source", ["<!----!>" * 500 + "-->", "<p " * 500 + "\n", "<!--" * 500])
def test_a_mark_that_stands_far_away_or_nowhere_is_looked_for_once(source: str) -> None:
    CountedText.found.clear()
    assert sum(end - start for _, start, end, _ in lex_html(CountedText(source))) == len(source)
    assert len(CountedText.found) <= 510  # one for the next `<` of each unclosed tag


@pytest.mark.parametrize(
    ("text", "stop"),
    [("（甲。乙）丙。", 6), ("（甲。乙丙。", 2), ("“甲。”乙", None), ("（（甲。）乙", None), ("", None)],
)
def test_a_stop_within_brackets_ends_nothing(text: str, stop: int | None) -> None:
    assert first_stop(text) == stop


SHAPES: dict[str, Callable[[int], str]] = {
    "annexes": lambda n: "附件1\n甲\n" * n,
    "annexes without a number": lambda n: "附件\n甲\n" * n,
    "schedules": lambda n: "附表1 甲\n乙\n" * n,
    "contents": lambda n: "目录\n甲\n" * n,
    "stops at the beginnings of lines": lambda n: "。甲\n" * n,
    "table heads": lambda n: "序号\n1\n" * n,
    "glued heads": lambda n: "领域重点任务\n" * n,
    "boxes": lambda n: "专栏1 甲\n" * n,
    "tables": lambda n: "<table><tr><td>甲</td><td>乙</td></tr></table><p>丙</p>" * n,
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_work_grows_no_faster_than_the_input(shape: Callable[[int], str]) -> None:
    _, few, many = (count_calls(partial(convert_bytes, shape(n).encode(), "a")) for n in (10, 200, 400))
    assert many < 2.4 * few


@pytest.mark.parametrize(
    ("markup", "places"),
    [
        ("<table><tr>" + "<td>甲</td>" * 300 + "</tr>" + "<tr><td>乙</td></tr>" * 300 + "</table>", 600),
        ("<table><tr>" + "<td>甲</td>" * 300 + "</tr>" + "<tr><td colspan=300>乙</td></tr>" * 300 + "</table>", 600),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td colspan=2>丙</td></tr></table>", 4),
    ],
)
def test_a_table_takes_no_more_places_than_its_markup_can_mean(markup: str, places: int) -> None:
    edition = convert_bytes(f"<html><body>{markup}</body></html>".encode(), "a").edition
    (table,) = render_outline(edition, [])["tables"]
    assert sum(map(len, [table["header"], *table["rows"]])) == places


def test_a_file_of_more_pieces_than_any_document_is_refused_with_its_line_and_a_remedy() -> None:
    lines = MOST_WEIGHT // 3
    assert read_witness(b"\n" * lines + b"a", "a.txt").text.endswith("a")
    with pytest.raises(UnreadableSourceError, match="more lines, labels, tags and cells") as caught:
        read_witness(b"\n" * (lines + 5), "a.txt")
    assert (caught.value.line_no, caught.value.remedy[:6]) == (lines + 1, "cut it")
    assert str(caught.value).startswith(f"a.txt:{lines + 1}: ")


# A piece of each kind that costs more than its characters: a file of nothing else ends before ten megabytes.
WEIGHTY = [
    *"甲\n 一、 1. ① ——甲 <p> <b> </b> <br> <li>甲 <td> <ol> &nbsp; **甲 （一）甲\n 第1条甲\n |甲".split(" "),
    "甲 ",
    "> ",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", WEIGHTY)
def test_what_costs_more_than_its_characters_is_weighed(piece: str) -> None:
    assert find_excess(piece * (10_000_000 // len(piece.encode()))) is not None


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["甲", "加快建设某工程，推进某发展。", "（", "Smart City ", "《某规划》"])
def test_prose_weighs_nothing(piece: str) -> None:
    assert find_excess(piece * (10_000_000 // len(piece.encode()))) is None


def test_five_megabytes_of_plans_are_read() -> None:
    plans = "".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*/*.txt")))
    copies = 5_000_000 // len(plans.encode()) + 1
    assert find_excess("\n\n".join([plans] * copies)) is None


def count_steps(piece: str, count: int, module: str) -> int:
    """Instructions that one module executes while it reads a text of so many pieces: work that no clock measures."""
    steps = 0

    def step(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal steps
        steps += event == "opcode"
        return step

    def enter(frame: FrameType, _event: str, _argument: object) -> object:
        if not frame.f_code.co_filename.endswith(module):
            return None
        frame.f_trace_opcodes = True
        return step

    data = "".join(piece.replace("{n}", str(number)) for number in range(1, count + 1)).encode()
    before = sys.gettrace()
    sys.settrace(enter)
    try:
        convert_bytes(data, "a.txt")
    finally:
        sys.settrace(before)
    return steps


# Each was read in time that grew with the square of the text, in the module named.
SQUARED = [
    ("甲\n", "edition/printed.py"),
    ("{n}.甲乙{n}\n", "clean/glued_pages.py"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "module"), SQUARED)
def test_twice_the_text_is_twice_the_work(piece: str, module: str) -> None:
    few, many = (count_steps(piece, count, module) for count in (150, 600))
    assert few
    # Four times the text; squared work would come near sixteen times the steps.
    assert many < 6 * few
