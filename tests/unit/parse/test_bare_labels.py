"""A label on a line of its own goes with the heading below it; whatever else stands below stays where it is."""

from __future__ import annotations

import pytest

from build_tools.model.line import Grid, Hints, Line, Mark, SourceBlock
from build_tools.model.passage import Passage
from build_tools.parse.bare_labels import join_bare_labels
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline


def line(text: str, at: int = 0, **hints: object) -> Line:
    return Line(Passage.of(" " * at + text, at, at + len(text)), at + 1, Hints(**hints))  # type: ignore[arg-type]


def join(*blocks: SourceBlock | str) -> list[str]:
    lines = [line(block, 9 * at) if isinstance(block, str) else block for at, block in enumerate(blocks)]
    return [block.text for block in join_bare_labels(lines) if isinstance(block, Line)]


@pytest.mark.parametrize("label", ["第一章", "第 一 章", "第3节", "第二編", "一、", "十二、", "（一）", "(三)"])
def test_a_label_and_the_heading_below_it(label: str) -> None:
    assert join("甲", label, "总则", "乙") == ["甲", f"{label}总则", "乙"]


@pytest.mark.parametrize("label", ["第一条", "1.", "一", "第一章　", "附件1"])
def test_other_lines_are_no_bare_labels(label: str) -> None:
    assert join(label, "总则") == [label, "总则"]


@pytest.mark.parametrize(
    "below", ["为规范管理。", "甲，乙", "甲：", "表1 指标", "图 2 布局", "（一）甲", "第二章", "甲" * 41]
)
def test_what_is_no_heading_stays_below(below: str) -> None:
    assert join("第一章", below) == ["第一章", below]


def test_a_heading_of_forty_characters_is_one() -> None:
    assert join("第一章", "甲" * 40) == ["第一章" + "甲" * 40]
    assert join("第一章", "表格管理") == ["第一章表格管理"]


def test_links_and_signs_above_the_line_part_them() -> None:
    for one, other in (
        (line("第一章", linked=True), line("总则", 9)),
        (line("第一章"), line("总则", 9, linked=True)),
        (Line(Passage.of("第一章", 0, 3), 1, marks=(Mark(0, 1, "sup"),)), line("总则", 9)),
        (line("第一章"), Line(line("总则", 9).passage, 2, marks=(Mark(0, 1, "sup"),))),
        (Grid((), 1), line("总则", 9)),
    ):
        assert len(join_bare_labels([one, other])) == 2


def test_what_is_joined_stands_on_the_labels_line_and_has_its_face() -> None:
    (joined,) = join_bare_labels([line("第一章", level=2, accents=((0, 3),)), line("总则", 9, level=3)])
    assert isinstance(joined, Line)
    assert (joined.line_no, joined.hints, [run.start for run in joined.passage.runs]) == (1, Hints(level=2), [0, 9])


def test_no_third_line_goes_with_them() -> None:
    assert join("第一章", "总则", "目的") == ["第一章总则", "目的"]


@pytest.mark.parametrize("labels", [("一", "二"), ("01", "02"), ("PART.01", "PART.02"), ("Part 1", "Part 2")])
def test_bare_numbers_above_headings_count_from_one(labels: tuple[str, str]) -> None:
    one, two = labels
    text = ("夯实基础", "建设平台。", two, "培育场景", "开放场景。")
    assert join(one, *text) == [f"{one}夯实基础", "建设平台。", f"{two}培育场景", "开放场景。"]
    assert join(two, *text) == [two, *text]  # nothing is the first
    table = ("设备", "三台", two, "场地", "两处")
    assert join(one, *table) == [one, *table]  # no text below


def test_a_bare_number_is_a_label() -> None:
    article = "<p>一</p><p><b>夯实基础</b></p><p>建设平台。</p><p>二</p><p><b>培育场景</b></p><p>开放场景。</p>"
    page = f"<h1>某区低空经济发展工作要点</h1>{article}<p>名词解释</p><p>1.起降点：供起降的场地。</p>"
    outline = render_outline(convert_bytes(page.encode(), "a.html").edition, [])
    assert [(item["anchor"], item["label"], item["heading"]) for item in outline["items"]] == [
        ("s1", "一", "夯实基础"), ("s2", "二", "培育场景"), ("h1", "", "名词解释"), ("h1-p1", "1.", "起降点"),
    ]  # fmt: skip


def test_paragraphs_that_are_counted_within_their_chapter() -> None:
    papers = [
        "第一章",
        "背景",
        "1.1",
        "本文件闡述原則。",
        "1.2",
        "政府已諮詢業界。",
        "第二章",
        "建議",
        "2.1",
        "建議分期推行。",
    ]
    assert join(*papers) == [
        "第一章背景",
        "1.1本文件闡述原則。",
        "1.2政府已諮詢業界。",
        "第二章建議",
        "2.1建議分期推行。",
    ]
    assert join("增长", "6.2", "较上年有所提高。", "下降", "3.5", "较上年有所降低。") == [
        "增长",
        "6.2",
        "较上年有所提高。",
        "下降",
        "3.5",
        "较上年有所降低。",
    ]


def test_articles_that_all_have_their_titles_below_them() -> None:
    text = ["甲規章", "第一條", "標的", "本規章訂定程序。", "第二條", "生效", "自公佈翌日起生效。"]
    assert join(*text) == ["甲規章", "第一條標的", "本規章訂定程序。", "第二條生效", "自公佈翌日起生效。"]


@pytest.mark.parametrize("below", ["本規章訂定程序。", "第三條", "甲，乙"])
def test_articles_of_which_one_has_no_title_have_none(below: str) -> None:
    text = ["第一條", "標的", "本規章訂定程序。", "第二條", below, "自公佈翌日起生效。"]
    assert join(*text) == text


def test_numbers_in_a_column_of_their_own() -> None:
    text = ["甲要點", "一、", "本府為協助漁村，特訂定本要點。", "二、", "補助對象如下：", "（一）", "依法立案者。"]
    assert join(*text) == ["甲要點", "一、本府為協助漁村，特訂定本要點。", "二、補助對象如下：", "（一）依法立案者。"]


def test_what_stands_below_a_chapter_itself_is_counted_from_nought() -> None:
    text = [
        "甲规程",
        "1",
        "总则",
        "1.0.1",
        "为规范建设，制定本规程。",
        "1.0.2",
        "适用于新建道路。",
        "2",
        "设计",
        "2.1",
        "杆体",
        "高八米。",
    ]
    assert join(*text) == [
        "甲规程",
        "1总则",
        "1.0.1为规范建设，制定本规程。",
        "1.0.2适用于新建道路。",
        "2设计",
        "2.1杆体",
        "高八米。",
    ]
