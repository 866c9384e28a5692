"""The page of a further witness."""

from __future__ import annotations

from build_tools.model.alignment import AlignedPair, Alignment, Stretch
from build_tools.model.anchor import Anchor
from build_tools.model.difference import Difference, DifferenceKind
from build_tools.model.witness import WitnessEntry
from build_tools.pipeline import convert_bytes
from build_tools.render.collation import Collation, name_pages, render_collation_page, summarize_differences

TEXT = "某市软件发展规划\n一、甲乙\n丙丁。\n附件1\n某市人才培养计划\n一、甲乙\n丙。\n"
BASE = convert_bytes(TEXT.encode("utf-8"), "a_b.txt", work="a").edition


def difference(kind: DifferenceKind) -> Difference:
    return Difference("s1", kind, "丙", "丁", "前", "后")


def pair(anchor: str, kind: DifferenceKind, lemma: str = "丙", reading: str = "丁") -> AlignedPair:
    return AlignedPair(
        Anchor.parse(anchor), 0, (Stretch("前", "前"), Stretch(lemma, reading, kind), Stretch("后", "后"))
    )


def page(*pairs: AlignedPair) -> str:
    collation = Collation(WitnessEntry("b_c.html", "", "witness", "某网"), Alignment(pairs), "witness-b")
    return render_collation_page(BASE, collation).partition("-->\n")[2]


def test_no_differences() -> None:
    assert page() == (
        "\n# 异文\n\n[《某市软件发展规划》](index.md)\n\n"
        '参校本：某网（网址不详；<span class="file">b\\_c.html</span>）。\n\n'
        '与底本（<span class="file">a\\_b.txt</span>）共有的部分逐字比对：文字全同。\n\n'
        "两本各自可能另有通知、附件或网页文字，不在比对之列。下表由程序比对得出，异处加底色；∅表示没有文字。\n\n"
        "[全文对照](witness-b-text.md)左右并列两本共有的文字，异处都有标记。\n"
    )


def test_rows() -> None:
    text = page(
        pair("s1-para1", DifferenceKind.WORDING),
        pair("annex-1#s1", DifferenceKind.NUMBERING, "", "1."),
        pair("annex-1", DifferenceKind.LAYOUT, " ", ""),
    )
    assert text.endswith(
        "<tbody>\n"
        '<tr><td><a href="../witness-b-text/#s1-para1-d1">1</a></td><td><a href="../#s1-para1">一第1段</a></td>'
        "<td>文字</td><td>前<mark>丙</mark>后</td><td>前<mark>丁</mark>后</td></tr>\n"
        '<tr><td><a href="../witness-b-text/#annex-1.s1-d1">2</a></td><td><a href="../annex-1/#s1">附件1 一</a></td>'
        "<td>编号</td><td>前<mark>∅</mark>后</td><td>前<mark>1.</mark>后</td></tr>\n"
        '<tr><td><a href="../witness-b-text/#annex-1-d1">3</a></td><td><a href="../annex-1/">附件1</a></td>'
        "<td>空白</td><td>前<mark> </mark>后</td><td>前<mark>∅</mark>后</td></tr>\n"
        "</tbody>\n</table>\n"
    )


def test_hostile_readings_print_as_they_are() -> None:
    shown = page(pair("s1", DifferenceKind.WORDING, "<script>", "](javascript:x)|*"))
    assert "<mark>&lt;script&gt;</mark>" in shown
    assert "<mark>&#93;(javascript:x)&#124;&#42;</mark>" in shown


def test_a_table_ends_somewhere_and_says_so() -> None:
    shown = page(*[pair("s1", DifferenceKind.WORDING)] * 1_600)
    assert shown.count("<tr><td>") == 1_500
    assert "下表只列前1,500处，另有100处见[数据](witness-b.json)。" in shown


def test_of_a_long_reading_the_middle_is_left_out() -> None:
    shown = page(pair("s1", DifferenceKind.WORDING, "甲" * 500, "乙" * 400))
    assert f"<mark>{'甲' * 200}……{'甲' * 200}</mark>" in shown
    assert f"<mark>{'乙' * 400}</mark>" in shown


def test_summary() -> None:
    kinds = DifferenceKind
    assert summarize_differences([]) == "文字全同"
    assert summarize_differences([difference(kinds.WORDING)] * 2) == "文字2处不同"
    assert (
        summarize_differences([difference(kind) for kind in (kinds.LAYOUT, kinds.WIDTH, kinds.WIDTH)])
        == "文字全同；标点全半角2处、空白1处不同"
    )


def test_each_witness_has_a_page_of_its_own() -> None:
    assert name_pages([]) == []
    assert name_pages(["004_a.txt", "B-c.html", "甲.txt", "。"]) == [
        "witness-004", "witness-b", "witness-txt", "witness-other",
    ]  # fmt: skip
    assert name_pages(["page-1.html", "page-2.html", "page 3.html"]) == [
        "witness-page",
        "witness-page-2",
        "witness-page-3",
    ]
