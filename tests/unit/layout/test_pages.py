"""What belongs to the page and not to the text, and the order in which a page is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from build_tools.errors import FidelityError
from build_tools.layout.arrange import arrange_reading
from build_tools.layout.compose import compose_reading
from build_tools.model.reading import Reading, ReadLine, Stretch

Make = Callable[..., ReadLine]
WORDS = "数据要素市场化配置改革持续深化产业融合发展水平显著提升"


def shown(reading: Reading) -> list[str]:
    return [line.text for line in arrange_reading(reading).lines() if not any(part.drop for part in line.stretches)]


def dropped(reading: Reading) -> list[tuple[str, str]]:
    lines = arrange_reading(reading).lines()
    return [(line.text, line.stretches[0].drop) for line in lines if line.stretches and line.stretches[0].drop]


def pages(printed: Make, count: int, head: str, foot: Callable[[int], str]) -> list[ReadLine]:
    lines: list[ReadLine] = []
    for page in range(1, count + 1):
        if head:
            lines.append(printed(head, 240, 40, size=10, page=page))
        lines.extend(printed("甲乙丙丁"[page - 1] + WORDS[at:] + "。", 80, 100 + 60 * at, page=page) for at in range(4))
        lines.append(printed(foot(page), 290, 790, size=10, page=page))
    return lines


@pytest.mark.parametrize("foot", ["— {} —", "{}", "第{}页 共4页", "{}/4", "- {} -"])
def test_page_numbers_go(printed: Make, reading: Callable[..., Reading], foot: str) -> None:
    found = dropped(reading(*pages(printed, 4, "", foot.format)))
    assert found == [(foot.format(page), "page-number") for page in range(1, 5)]


@pytest.mark.parametrize("foot", ["{}", "— {} —"])
def test_the_numbers_of_two_pages_side_by_side_go(printed: Make, reading: Callable[..., Reading], foot: str) -> None:
    lines: list[ReadLine] = []
    for page in (1, 2):
        for left in (40, 320):
            lines += [
                printed(WORDS[at + page :][: 12 + left // 300] + "。", left, 100 + 20 * at, page=page)
                for at in range(4)
            ]
        for at, left in enumerate((150, 430)):
            lines.append(printed(foot.format(2 * page - 1 + at), left, 790, size=10, page=page))
    both = foot.format(1) + foot.format(2)
    assert dropped(reading(*lines[:-1])) == [(both, "page-number"), (foot.format(3), "page-number")]


def test_the_number_of_an_only_page_goes(printed: Make, reading: Callable[..., Reading]) -> None:
    body = [printed(WORDS + "。", 80, 100 + 28 * at) for at in range(3)]
    for number, gone in ((printed("1", 290, 790, size=10), True), (printed("1", 290, 790), True)):
        assert dropped(reading(*body, number)) == [("1", "page-number")] * gone
    assert dropped(reading(*body, printed("1", 290, 186))) == []  # a row like the others


@pytest.mark.parametrize(
    ("head", "left", "size", "foot", "gone"),
    [
        ("某市政务公开　2024年第3期", 420, 9.0, "- {} -", True),
        ("某市公报", 80, 9.0, "— {} —", True),
        ("某市公报", 80, 9.0, "", False),  # no number tells how large the page's own letters are
        ("某市公报", 80, 16.0, "- {} -", False),
        ("某政发〔2024〕3号", 420, 9.0, "- {} -", False),
        ("附件2", 80, 9.0, "- {} -", False),
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_a_head_that_a_short_print_says_once_goes_where_it_is_set_as_the_pages_number(
    printed: Make,
    reading: Callable[..., Reading],
    head: str,
    left: float,
    size: float,
    foot: str,
    gone: bool,
    count: int,
) -> None:
    lines = pages(printed, count, "", lambda page: foot.format(page))
    lines = [line if line.box[1] < 700 else printed(line.text, 290, 790, size=9, page=line.page) for line in lines]
    found = dropped(reading(printed(head, left, 30, size=size), *(line for line in lines if line.text)))
    assert ((head, "running-head") in found) is gone


def test_a_number_that_does_not_count_stays(printed: Make, reading: Callable[..., Reading]) -> None:
    assert dropped(reading(*pages(printed, 4, "", lambda page: str(page * page * 7)))) == []


def test_running_heads_go_and_the_title_stays(printed: Make, reading: Callable[..., Reading]) -> None:
    head = "某某市数字发展规划"
    title = printed(head, 200, 70, size=22)
    found = reading(title, *pages(printed, 4, head, lambda page: f"{page}"))
    assert [rule for text, rule in dropped(found) if text == head] == ["running-head"] * 4
    assert shown(found)[0] == head


def test_a_line_of_the_text_that_comes_again_at_the_edge_of_some_pages_stays(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    again = "牵头单位某某市发展和改革委员会，配合单位某某市财政局，"
    lines: list[ReadLine] = []
    for page in range(1, 11):
        first = again if page in (2, 5, 9) else "甲乙丙丁戊己庚辛壬癸"[page - 1] + WORDS[1:]
        own = [first, *(WORDS[at:] + "甲乙丙丁戊己庚辛壬癸"[page - 1] for at in range(20))]
        lines.extend(printed(text, 80, 100 + 28 * row, page=page) for row, text in enumerate(own))
    found = reading(*lines)
    assert dropped(found) == []
    assert "".join(shown(found)).count(again) == 3


@pytest.mark.parametrize(("count", "size", "gone"), [(4, 10, 4), (3, 16, 3), (2, 10, 2), (2, 16, 0)])
def test_heads_of_left_and_right_pages_go(
    printed: Make, reading: Callable[..., Reading], count: int, size: float, gone: int
) -> None:
    """Of two pages each says its own: there, letters smaller than the text's tell."""
    heads = ("某某市人民政府公报", "数字发展规划汇编")
    lines = [printed(heads[page % 2], 300 * (page % 2) + 80, 40, size=size, page=page) for page in range(1, count + 1)]
    found = dropped(reading(*lines, *pages(printed, count, "", lambda page: f"— {page} —")))
    assert [rule for text, rule in found if text in heads] == ["running-head"] * gone


@pytest.mark.parametrize(
    ("place", "size", "elsewhere", "gone"),
    [
        (40, 10, "{}", 4),
        (40, 10, WORDS, 0),
        (40, 16, "{}", 4),
        (760, 10, "{}", 0),
        (40, 10, "{}…………2", 0),
        (40, 16, "见{}。", 0),
    ],
)
def test_headings_that_pages_print_once_more_above_their_text_go(
    printed: Make, reading: Callable[..., Reading], place: float, size: float, elsewhere: str, gone: int
) -> None:
    """The heading itself stands in the text, not in contents alone; below it, what opens with a label is a note."""
    heads = ["第一章　总则", "第二章　任务"]
    lines = [printed(heads[(page - 1) // 2], 240, place, size=size, page=page) for page in range(1, 5)]
    for page in range(1, 5):
        first = elsewhere.format(heads[page // 2]) if page % 2 else WORDS
        own = [first, *("甲乙丙丁"[page - 1] + WORDS[at:] + "。" for at in range(20))]
        lines.extend(printed(text, 80, 110 + 28 * at, page=page) for at, text in enumerate(own))
    found = dropped(reading(*lines))
    assert [rule for text, rule in found if text in heads] == ["running-head"] * gone


@pytest.mark.parametrize(("size", "gone"), [(20, 2), (16, 0)])
def test_a_head_in_letters_of_the_texts_size_goes_where_the_heading_has_larger_ones(
    printed: Make, reading: Callable[..., Reading], size: float, gone: int
) -> None:
    heads = ["第一章　总则", "第二章　任务"]
    lines: list[ReadLine] = []
    for page, head in enumerate(heads, 1):
        lines += [printed(head, 240, 40, page=page), printed(head, 230, 110, size=size, page=page)]
        texts = ("甲乙"[page - 1] + WORDS[at:] + "。" for at in range(18))
        lines.extend(printed(text, 80, 166 + 28 * at, page=page) for at, text in enumerate(texts))
    found = dropped(reading(*lines))
    assert [rule for text, rule in found if text in heads] == ["running-head"] * gone


def test_what_reaches_into_the_gutter_joins_no_columns(printed: Make, reading: Callable[..., Reading]) -> None:
    left = [printed(WORDS[:13] + "，" * (at > 6), 80, 200 + 24 * at) for at in range(10)]
    right = [printed(("“" if at > 6 else "") + WORDS[13:25], 310, 200 + 24 * at) for at in range(10)]
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    assert "".join(shown(reading(*rows))) == "".join(line.text for line in (*left, *right))


def test_two_columns_are_read_one_after_the_other(printed: Make, reading: Callable[..., Reading]) -> None:
    left = [printed(WORDS[:13], 80, 200 + 24 * at) for at in range(10)]
    right = [printed(WORDS[13:26], 310, 200 + 24 * at) for at in range(10)]
    title = printed("某某市人民政府公报第一期", 150, 100, size=22)
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    text = "".join(shown(reading(title, *rows)))
    assert text == title.text + WORDS[:13] * 10 + WORDS[13:26] * 10


def test_a_head_with_lowered_words_goes_as_a_whole(printed: Make, reading: Callable[..., Reading]) -> None:
    heads = [
        line
        for page in range(1, 4)
        for line in (
            printed("某某市人民政府公报", 80, 40, size=12, page=page),
            printed("数字发展规划汇编", 400, 46, size=9, page=page),
        )
    ]
    found = dropped(reading(*heads, *pages(printed, 3, "", lambda page: f"— {page} —")))
    assert sorted(rule for _, rule in found) == ["page-number"] * 3 + ["running-head"] * 3


@pytest.mark.parametrize("number", ["0", "00", "十十", "三十十"])
def test_a_label_that_counts_nothing_tells_no_columns(
    printed: Make, reading: Callable[..., Reading], number: str
) -> None:
    rows = [printed(f"{number}、甲", 80, 200), printed(f"{number}、乙", 310, 200)]
    assert "".join(shown(reading(*rows))) == "".join(row.text for row in rows)


def test_the_last_lines_in_columns_and_the_contents_before_them_are_told(
    columns: Make, reading: Callable[..., Reading]
) -> None:
    """The last page has too few lines to tell columns by itself; pages in contents are none."""
    contents = [columns([f"第{han}章", str(at)], [80.0, 500.0], 200 + 24 * at) for at, han in enumerate("一二三四", 1)]
    full = [columns([WORDS[:13], WORDS[13:26]], [80.0, 310.0], 200 + 24 * at, size=16, page=2) for at in range(10)]
    last = [columns([f"{WORDS[:12]}甲", WORDS[13:26]], [80.0, 310.0], 200, size=16, page=3)]
    last += [columns(["甲结束。", "乙结束。"], [80.0, 310.0], 224, size=16, page=3)]
    found = shown(reading(*contents, *full, *last))
    assert found[:4] == ["第一章1", "第二章2", "第三章3", "第四章4"]
    assert "".join(found[4:]) == (
        WORDS[:13] * 10 + WORDS[13:26] * 10 + f"{WORDS[:12]}甲甲结束。" + f"{WORDS[13:26]}乙结束。"
    )


def test_notes_below_a_short_rule_are_told(printed: Make, reading: Callable[..., Reading]) -> None:
    body = [printed(WORDS + "。", 80, 100 + 40 * at) for at in range(5)]
    note = printed("1 指规模以上企业。", 80, 720, size=10)
    found = arrange_reading(reading(*body, note, edges={1: ((80.0, 715.0, 220.0, 715.0),)}))
    assert [line.text for line in found.lines() if line.role == "footnote"] == [note.text]
    far = arrange_reading(reading(*body, note, edges={1: ((80.0, 400.0, 220.0, 400.0),)}))
    assert [line.role for line in far.lines() if line.text == note.text] == [""]
    without = arrange_reading(reading(*body, note))
    assert [line.role for line in without.lines() if line.text == note.text] == [""]
    sign = Stretch(2, 3, size=8, mark="sup", left=112, right=116)
    body[0] = replace(body[0], text="企业1", stretches=(Stretch(0, 2, left=80, right=112), sign))
    signed = arrange_reading(reading(*body, note))
    assert [line.role for line in signed.lines() if line.text == note.text] == ["footnote"]


def test_slanted_text_on_several_pages_is_the_pages(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = pages(printed, 3, "", lambda page: f"{page}")
    marks = [replace(printed("征求意见稿", 150, 400, size=60, page=page), turn=-1) for page in (1, 2, 3)]
    assert [rule for text, rule in dropped(reading(*lines, *marks)) if text == "征求意见稿"] == ["running-head"] * 3


def test_a_watermark_across_the_text_is_the_pages(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = pages(printed, 3, "", lambda page: f"{page}")
    marks = [printed("征求意见稿", 150, 200, size=40, page=page) for page in (1, 2, 3)]
    made = reading(*lines, *marks)
    assert [rule for text, rule in dropped(made) if text == "征求意见稿"] == ["running-head"] * 3
    assert shown(made) == shown(reading(*lines))
    once = printed("征求意见稿", 150, 30, size=40)
    assert "征求意见稿" in shown(reading(once, *lines))


def test_words_set_upright_beside_the_text_are_the_pages(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = pages(printed, 3, "", lambda page: f"{page}")
    beside = [
        printed(char, 34, 277 + 13 * at, size=10, page=page) for page in (1, 2, 3) for at, char in enumerate("内部资料")
    ]
    made = reading(*lines, *beside)
    assert [text for text, rule in dropped(made) if rule == "running-head"] == list("内部资料") * 3
    assert shown(made) == shown(reading(*lines))
    names = [printed("序号", 34, 277, size=10, page=page) for page in (1, 2, 3)]
    assert dropped(reading(*lines, *names)) == dropped(reading(*lines))  # a column's name


def test_heads_that_print_the_title_and_the_chapters_go(printed: Make, reading: Callable[..., Reading]) -> None:
    """Each stands once: the title, set in two lines of the cover, above one page, a chapter above the other."""
    lines = [printed(text, 180, 200 + 40 * at, size=28) for at, text in enumerate(("某市水网", "建设规划"))]
    heads = ["某市水网建设规划", "第一章　总则", "某市水网的说明"]
    for page, head in enumerate(heads, 2):
        lines.append(printed(head, 100, 37, size=9, page=page))
        lines.append(printed("第一章　总则" if page == 2 else WORDS[:9] + "。", 240, 78, page=page))
        lines.extend(printed("甲乙丙丁"[page - 1] + WORDS[at:] + "。", 80, 130 + 28 * at, page=page) for at in range(4))
    assert [text for text, _ in dropped(reading(*lines))] == heads[:2]


def test_heads_of_title_and_chapter_in_one_row_go(
    printed: Make, columns: Make, reading: Callable[..., Reading]
) -> None:
    lines = [printed("某市水网建设规划", 180, 200, size=28)]
    chapters = ["第一章　总则", "第二章　任务", "第三章　保障"]
    for page, chapter in enumerate(chapters, 2):
        lines.append(columns(["某市水网建设规划", chapter], [80, 440], 37, size=9, page=page))
        lines.append(printed(chapter, 240, 78, page=page))
        lines.extend(printed("甲乙丙丁"[page - 1] + WORDS[at:] + "。", 80, 130 + 28 * at, page=page) for at in range(4))
    assert [text for text, _ in dropped(reading(*lines))] == [f"某市水网建设规划{chapter}" for chapter in chapters]


def test_sideways_words_in_two_places_are_no_watermark(printed: Make, reading: Callable[..., Reading]) -> None:
    lines = pages(printed, 3, "", lambda page: f"{page}")
    words = [replace(printed("合计", 40, top, page=page), turn=3) for page, top in ((1, 300), (2, 500))]
    assert [text for text, _ in dropped(reading(*lines, *words)) if text == "合计"] == []


def test_numbers_beside_the_lines_go(printed: Make, reading: Callable[..., Reading]) -> None:
    lines: list[ReadLine] = []
    for page in (1, 2):
        count = 8 if page == 1 else 2
        lines.extend(printed(str(8 * page - 7 + at), 50, 104 + 28 * at, size=10, page=page) for at in range(count))
        lines.extend(printed("甲乙"[page - 1] + WORDS[:26], 80, 100 + 28 * at, page=page) for at in range(count))
    found = dropped(reading(*lines))
    assert found == [(str(number), "line-number") for number in range(1, 11)]
    assert "".join(shown(reading(*lines))) == ("甲" + WORDS[:26]) * 8 + ("乙" + WORDS[:26]) * 2


def test_figures_that_do_not_count_stay(printed: Make, reading: Callable[..., Reading]) -> None:
    figures = [printed(str(number), 40, 104 + 28 * at, size=10) for at, number in enumerate((7, 3, 9, 4, 5, 1))]
    lines = [printed(WORDS[:26], 80, 100 + 28 * at) for at in range(6)]
    assert dropped(reading(*figures, *lines)) == []


def test_signs_of_notes_are_raised(printed: Make, reading: Callable[..., Reading]) -> None:
    body = printed("研发投入占比", 80, 100)
    sign = printed("1", 177, 98, size=8)
    rest = printed("持续提高。", 185, 100)
    line = next(arrange_reading(reading(body, sign, rest)).lines())
    assert line.text == "研发投入占比1持续提高。"
    assert [(part.start, part.end, part.mark) for part in line.stretches if part.mark] == [(6, 7, "sup")]


def test_a_row_of_signs_alone_has_their_size(reading: Callable[..., Reading]) -> None:
    """Where the letters beside a raised sign stand in another cell, it is all that its row has."""
    sign = ReadLine("①", (Stretch(0, 1, mark="sup", left=90, right=96),), size=6, page=1, box=(90, 100, 96, 106))
    assert [line.text for line in arrange_reading(reading(sign)).lines()] == ["①"]


def test_a_reading_without_pages_stays_as_it_is() -> None:
    reading = Reading("docx", "test 1", "0" * 64, (ReadLine("甲"), ReadLine("乙")))
    assert arrange_reading(reading) is reading


def test_a_line_that_is_left_out_breaks_the_proof(printed: Make, reading: Callable[..., Reading]) -> None:
    made = reading(printed("甲乙丙"))
    with pytest.raises(FidelityError, match="arranged not at all, or twice"):
        compose_reading(made, list(made.lines()), [])


def test_heads_of_left_and_right_pages_go_where_a_cover_has_none(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    heads = [printed(f"某市规划{'甲乙'[page % 2]}", 240, 40, size=10, page=page) for page in range(2, 6)]
    body = [printed(f"{'甲乙丙丁戊'[page - 1]}{WORDS}。", 80, 100, page=page) for page in range(1, 6)]
    found = dropped(reading(*sorted([*heads, *body], key=lambda line: line.page)))
    assert found == [(head.text, "running-head") for head in heads]


def test_what_a_browser_prints_around_its_only_page_goes(printed: Make, reading: Callable[..., Reading]) -> None:
    above = printed("2020/9/1 15:30 某市某某意见", 20, 20, size=8)
    address = printed("https://www.example.org/a_1.html 1/1", 20, 820, size=8)
    body = [printed(WORDS + "。", 80, 100 + 28 * at) for at in range(3)]
    assert dropped(reading(above, *body, address)) == [(line.text, "running-head") for line in (above, address)]
    assert dropped(reading(above, *body)) == []
    title, again = printed("某市某某意见", 200, 60), printed("某市某某意见", 200, 20, size=8)
    assert dropped(reading(again, title, *body)) == [(again.text, "running-head")]


def test_a_signature_at_the_right_above_two_columns_stands_before_them(
    printed: Make, reading: Callable[..., Reading]
) -> None:
    rows = [printed(WORDS[at : at + 13], left, 200 + 24 * n) for n in range(8) for at, left in ((0, 80), (13, 310))]
    signed = [printed("某某市人民政府", 400, 130), printed("2025年1月20日", 410, 158)]
    letter = printed("现印发给你们，请认真贯彻执行，并将落实情况及时报告。", 80, 100)
    text = "".join(shown(reading(letter, *signed, *rows)))
    assert text == "".join(line.text for line in (letter, *signed)) + WORDS[:13] * 8 + WORDS[13:26] * 8


def test_labels_that_go_on_at_the_right_tell_columns_of_few_lines(
    columns: Make, printed: Make, reading: Callable[..., Reading]
) -> None:
    title = printed("某某市促进消费若干措施的通知和有关政策解释", 130, 60)
    rows = [["一、发放消费券。", "三、开通直通车。"], ["二、鼓励办演出。", "四、延长时间。"]]
    lines = [columns(row, [80.0, 310.0], 100 + 28 * at, size=16) for at, row in enumerate(rows)]
    assert shown(reading(title, *lines)) == [title.text, *(row[side] for side in (0, 1) for row in rows)]
    across = [columns(["一、甲局。", "二、乙局。"], [80.0, 310.0], 100, size=16), printed("三、丙局。", 80, 128)]
    assert shown(reading(title, *across))[1:] == ["一、甲局。二、乙局。", "三、丙局。"]
