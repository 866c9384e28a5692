"""Two editions → the text that both hold, side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build_tools.edition.align import Segment
from build_tools.edition.collate import _set_apart, _slide, collate_editions
from build_tools.edition.passages import collect_passages
from build_tools.model.alignment import Alignment, Part
from build_tools.model.anchor import Anchor
from build_tools.model.difference import Difference, DifferenceKind
from build_tools.model.division import Kind
from build_tools.model.edition import Edition
from build_tools.pipeline import convert_bytes

TITLE = "某市软件发展规划\n"
FIRST = "某市软件产业规模持续扩大，企业竞争力不断增强。"
SECOND = "关键技术取得突破，应用水平明显提升。"
THIRD = "全市各区要加强统筹，落实各项任务。"


def edit(*paragraphs: str, title: str = TITLE) -> Edition:
    return convert_bytes((title + "\n".join(paragraphs)).encode(), "a.txt", work="a").edition


def collate(ours: list[str], theirs: list[str]) -> Alignment:
    return collate_editions(edit(*ours), edit(*theirs))


def rows(ours: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    return [(pair.lemma, pair.reading) for pair in collate(ours, theirs).pairs]


def test_equal_texts_have_no_differences() -> None:
    alignment = collate(["一、总体要求", FIRST, SECOND], ["一、总体要求", FIRST, SECOND])
    assert [(str(pair.anchor), pair.level, pair.lemma, pair.reading) for pair in alignment.pairs] == [
        ("s1", 2, "一、总体要求", "一、总体要求"),
        ("s1-para1", 0, FIRST, FIRST),
        ("s1-para2", 0, SECOND, SECOND),
    ]
    assert alignment.differences() == []


@pytest.mark.parametrize(
    ("lemma", "reading", "kind"),
    [
        ("（一）总体要求", "(一)总体要求", DifferenceKind.WIDTH),
        ("1．总体要求", "1、总体要求", DifferenceKind.NUMBERING),
        (FIRST, FIRST.replace("，", "， "), DifferenceKind.LAYOUT),
        (FIRST, FIRST.replace("持续", "不断"), DifferenceKind.WORDING),
    ],
)
def test_each_difference_has_its_kind(lemma: str, reading: str, kind: DifferenceKind) -> None:
    found = collate(["一、甲乙", lemma, SECOND], ["一、甲乙", reading, SECOND]).differences()
    assert {difference.kind for difference in found} == {kind}


def test_a_difference_tells_what_stands_around_it() -> None:
    (found,) = collate(["一、甲乙", FIRST], ["一、甲乙", FIRST.replace("规模", "")]).differences()
    assert found == Difference(
        Anchor("", "s1-para1"), DifferenceKind.WORDING, "规模", "", "某市软件产业", "持续扩大，企业竞争力不断"
    )


def test_a_paragraph_that_one_copy_lacks_has_a_row_of_its_own() -> None:
    assert rows(["一、甲乙", FIRST, SECOND, THIRD], ["一、甲乙", FIRST, THIRD]) == [
        ("一、甲乙", "一、甲乙"),
        (FIRST, FIRST),
        (SECOND, ""),
        (THIRD, THIRD),
    ]
    assert rows(["一、甲乙", FIRST, THIRD], ["一、甲乙", FIRST, SECOND, THIRD])[2] == ("", SECOND)


def test_it_has_so_beside_paragraphs_that_differ_too() -> None:
    first, third = "新" + FIRST, "新" + THIRD
    assert rows(["一、甲乙", FIRST, THIRD], ["一、甲乙", first, SECOND, third]) == [
        ("一、甲乙", "一、甲乙"),
        (FIRST, first),
        ("", SECOND),
        (THIRD, third),
    ]


def test_a_passage_is_not_taken_for_one_that_ends_alike() -> None:
    first, others = "产业规模持续扩大。", ["产业规模不断扩大。", "应用水平明显提升。"]
    assert rows(["一、甲乙", first], ["一、甲乙", *others])[1:] == [(first, others[0]), ("", others[1])]
    assert rows(["一、甲乙", *others], ["一、甲乙", first])[1:] == [(others[0], first), (others[1], "")]
    assert rows(["一、甲乙", first], ["一、甲乙", *others, THIRD])[1:] == [
        (first, others[0]),
        ("", others[1]),
        ("", THIRD),
    ]


def test_the_other_copys_own_paragraph_stands_at_the_place_before_it() -> None:
    pair = collate(["一、甲乙", FIRST, THIRD], ["一、甲乙", FIRST, SECOND, THIRD]).pairs[2]
    assert (str(pair.anchor), pair.kinds) == ("s1-para1", (DifferenceKind.WORDING,))


def test_paragraphs_run_together_differ_in_layout_only() -> None:
    alignment = collate(["一、甲乙", FIRST, SECOND, THIRD], ["一、甲乙", FIRST + SECOND, THIRD])
    assert [(pair.lemma, pair.reading) for pair in alignment.pairs[1:]] == [
        (f"{FIRST}\n{SECOND}", FIRST + SECOND),
        (THIRD, THIRD),
    ]
    (found,) = alignment.differences()
    assert (found.lemma, found.reading, found.kind) == ("\n", "", DifferenceKind.LAYOUT)


def test_texts_without_anything_in_common_are_one_difference() -> None:
    (pair,) = collate([FIRST], ["甲乙丙丁，戊己庚辛壬癸，子丑寅卯。"]).pairs
    assert len(pair.stretches) == 1
    assert not pair.is_coarse


def test_a_copy_that_begins_later_or_ends_earlier_is_another_extent() -> None:
    many = [f"第{number}段写着{chr(0x4E00 + number) * 3}。" for number in range(30)]
    alignment = collate([*many, "一、甲乙", FIRST], ["一、甲乙", FIRST])
    assert [pair.lemma for pair in alignment.pairs] == ["一、甲乙", FIRST]
    assert (alignment.base_only, alignment.other_only) == ((30, sum(map(len, many))), (0, 0))
    assert collate(["一、甲乙", FIRST], ["一、甲乙", FIRST, *many]).other_only == (30, sum(map(len, many)))
    few = collate([*many[:5], "一、甲乙", FIRST], ["一、甲乙", FIRST])
    assert (few.base_only, len(few.differences())) == ((0, 0), 5)


def test_parts_that_a_copy_takes_as_a_whole_are_told_and_not_compared() -> None:
    ours = ["一、甲乙", FIRST, "附件1", "某市人才培养计划", "一、甲乙", SECOND]
    alignment = collate(ours, ["一、甲乙", FIRST])
    assert [part.kind for part in alignment.other_parts] == [Kind.PREFACE]
    assert alignment.base_parts == (
        Part(Kind.PREFACE, "", 8),
        Part(Kind.ANNEX, "附件1", len("附件1某市人才培养计划一、甲乙" + SECOND)),
    )
    assert alignment.differences() == []


def test_a_label_and_its_sentence_are_one_passage() -> None:
    passages, _ = collect_passages(edit("一、甲乙", "——智能装备。推进智能装备发展，提升供给能力。"))
    assert [passage.text for passage in passages] == ["一、甲乙", "——智能装备。推进智能装备发展，提升供给能力。"]


def test_nothing_on_one_side() -> None:
    assert collate([], []).pairs == ()
    empty, full = edit(), edit("一、甲乙", FIRST)
    assert [(pair.lemma, str(pair.anchor)) for pair in collate_editions(empty, full).pairs] == [("", ""), ("", "")]
    assert [(pair.reading, str(pair.anchor)) for pair in collate_editions(full, empty).pairs] == [
        ("", "s1"),
        ("", "s1-para1"),
    ]


def test_a_passage_that_one_copy_lacks_stands_alone_whatever_its_neighbours_share() -> None:
    extra = "全市各区要加强统筹，落实资金保障。"
    assert rows(["一、甲乙", FIRST, THIRD, SECOND], ["一、甲乙", FIRST, THIRD, extra, SECOND]) == [
        ("一、甲乙", "一、甲乙"), (FIRST, FIRST), (THIRD, THIRD), ("", extra), (SECOND, SECOND),
    ]  # fmt: skip
    assert rows(["一、甲乙", FIRST, extra, THIRD], ["一、甲乙", FIRST, THIRD]) == [
        ("一、甲乙", "一、甲乙"), (FIRST, FIRST), (extra, ""), (THIRD, THIRD),
    ]  # fmt: skip


def test_a_passage_and_a_change_beside_it_are_told_apart() -> None:
    changed = THIRD.replace("全市", "本市")
    assert rows(["一、甲乙", SECOND, THIRD], ["一、甲乙", SECOND, FIRST, changed]) == [
        ("一、甲乙", "一、甲乙"), (SECOND, SECOND), ("", FIRST), (THIRD, changed),
    ]  # fmt: skip


def test_two_passages_that_the_other_copy_runs_together_are_one_pair() -> None:
    assert rows(["一、甲乙", FIRST, SECOND, THIRD], ["一、甲乙", FIRST + SECOND, THIRD]) == [
        ("一、甲乙", "一、甲乙"), (f"{FIRST}\n{SECOND}", FIRST + SECOND), (THIRD, THIRD),
    ]  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "kind"), [
    ("1．", "1、", DifferenceKind.NUMBERING),
    ("1.", "1．", DifferenceKind.WIDTH),
    ("1.", "1", DifferenceKind.NUMBERING),
    ("1.、", "1．", DifferenceKind.NUMBERING),
    ("1.", "1）", DifferenceKind.WORDING),
])  # fmt: skip
def test_the_sign_behind_a_number(ours: str, theirs: str, kind: DifferenceKind) -> None:
    found = collate(["一、甲乙", f"{ours}{FIRST}", SECOND], ["一、甲乙", f"{theirs}{FIRST}", SECOND]).differences()
    assert [difference.kind for difference in found] == [kind]


# -- a comparison of characters, said of whole passages -------------------------------------------------------


def sides(block: str) -> tuple[str, str]:
    """What a block is on either side: "=乙" is equal, "-甲" stands in ours alone, "+甲" in theirs; "/" is an end."""
    text = block.replace("/", "\n")
    if "|" in text:
        mine, _, yours = text.partition("|")
        return mine, yours
    return text[1:] * (text[0] != "+"), text[1:] * (text[0] != "-")


def change(blocks: list[str], way: Callable[[str, str, list[Segment]], list[Segment]]) -> list[str]:
    """The blocks, changed in some way, in the same writing."""
    segments: list[Segment] = []
    ours = theirs = ""
    for block in blocks:
        mine, yours = sides(block)
        places = len(ours), len(ours + mine), len(theirs), len(theirs + yours)
        segments.append(Segment(*places, block[0] == "="))
        ours, theirs = ours + mine, theirs + yours
    found = []
    for one in way(ours, theirs, segments):
        mine, yours = ours[one.start : one.end], theirs[one.other_start : one.other_end]
        said = (
            f"={mine}" if one.is_equal else f"{mine}|{yours}" if mine and yours else f"-{mine}" if mine else f"+{yours}"
        )
        found.append(said.replace("\n", "/"))
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["=乙", "+。/甲", "=。/丙/"], ["=乙。/", "+甲。/", "=丙/"]),
        (["=乙", "-。/甲", "=。/丙/"], ["=乙。/", "-甲。/", "=丙/"]),
        (["=乙/", "+甲。/", "=丙/"], ["=乙/", "+甲。/", "=丙/"]),  # it ends with a passage
        (["=乙", "+新", "=。/丙/"], ["=乙", "+新", "=。/丙/"]),  # it holds no end
        (["=乙", "+。/甲", "=；/丙/"], ["=乙", "+。/甲", "=；/丙/"]),  # other characters follow
        (["=乙", "子|。/甲", "=。/丙/"], ["=乙", "子|。/甲", "=。/丙/"]),  # both sides have something
        (["=乙子", "+丑。/甲子", "=丑。/丙/"], ["=乙子丑。/", "+甲子丑。/", "=丙/"]),
    ],
)
def test_what_one_copy_alone_has_is_moved_to_whole_passages(before: list[str], after: list[str]) -> None:
    assert change(before, _slide) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["=乙/", "旧|甲。/新", "=丙/"], ["=乙/", "+甲。/", "旧|新", "=丙/"]),
        (["=乙/", "甲。/新|旧", "=丙/"], ["=乙/", "-甲。/", "新|旧", "=丙/"]),
        (["旧|甲。/新", "=丙/"], ["+甲。/", "旧|新", "=丙/"]),  # at the very beginning
        (["=乙", "旧|新/甲。", "=/丙/"], ["=乙", "旧|新", "=/", "+甲。/", "=丙/"]),
        (["=乙", "新/甲。|旧", "=/丙/"], ["=乙", "新|旧", "=/", "-甲。/", "=丙/"]),
        (["=乙", "旧|新/甲", "=丙/"], ["=乙", "旧|新/甲", "=丙/"]),  # its ends are no passage's
        (["=乙/", "旧|新", "=/丙/"], ["=乙/", "旧|新", "=/丙/"]),
        (["=乙/", "旧/子|新/丑", "=/丙/"], ["=乙/", "旧/子|新/丑", "=/丙/"]),  # passages on both sides
        (["=乙/", "+甲。/", "=丙/"], ["=乙/", "+甲。/", "=丙/"]),
    ],
)
def test_whole_passages_of_one_copy_stand_apart_from_a_change_beside_them(before: list[str], after: list[str]) -> None:
    assert change(before, _set_apart) == after


def test_three_passages_that_are_cut_otherwise_are_paired_where_both_begin() -> None:
    one, two = "推进养殖业发展，", "提升捕捞业水平。"
    assert rows(["一、甲乙", FIRST, one, two, THIRD], ["一、甲乙", "新" + FIRST, one + two, "新" + THIRD])[1:] == [
        (FIRST, "新" + FIRST), (f"{one}\n{two}", one + two), (THIRD, "新" + THIRD),
    ]  # fmt: skip
    assert rows(["一、甲乙", one + two, THIRD], ["一、甲乙", one, two, "新" + THIRD])[1:] == [
        (one + two, f"{one}\n{two}"), (THIRD, "新" + THIRD),
    ]  # fmt: skip
