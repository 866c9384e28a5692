"""The page on which two witnesses stand side by side."""

from __future__ import annotations

import re
from html import escape, unescape

from build_tools.edition.collate import collate_editions
from build_tools.model.alignment import AlignedPair, Alignment, Part, Stretch
from build_tools.model.anchor import Anchor
from build_tools.model.difference import DifferenceKind
from build_tools.model.division import Kind
from build_tools.model.witness import WitnessEntry
from build_tools.pipeline import convert_bytes
from build_tools.render.collation import Collation, render_collation_page
from build_tools.render.facing import render_facing_texts
from build_tools.render.facing_rows import place_rows

TEXT = "某市软件发展规划\n一、甲乙\n（一）丙丁\n产业规模持续扩大。\n关键技术取得突破。\n"
OTHER = "某市软件发展规划\n一、甲乙\n(一）丙丁\n产业规模不断扩大。\n应用水平明显提升。\n关键技术取得突破。\n"
ROW_RE = re.compile(r"<tr id=\"(?P<id>[^\"]*)\" class=\"(?P<css>[^\"]*)\">(?P<cells>.*?)</tr>")
CELL_RE = re.compile(r"<td[^>]*>(.*?)</td>")
SIGN_RE = re.compile(r"<span class=\"(?:sign|side-name)\">.*?</span>")
TAG_RE = re.compile(r"<[^>]*>")


def collate(ours: str = TEXT, theirs: str = OTHER) -> tuple[str, Collation]:
    base, other = (convert_bytes(text.encode(), "a_b.txt", work="a").edition for text in (ours, theirs))
    collation = Collation(WitnessEntry("b_c.txt", "", "witness", "某网"), collate_editions(base, other), "witness-b")
    return render_facing_texts(base, collation), collation


def page_of(*pairs: AlignedPair, **parts: object) -> str:
    base = convert_bytes(TEXT.encode(), "a_b.txt", work="a").edition
    return render_facing_texts(
        base, Collation(WitnessEntry("b_c.txt", "", "witness", "某网"), Alignment(pairs, **parts), "witness-b")
    )  # type: ignore[arg-type]


def changed(anchor: str, lemma: str, reading: str, kind: DifferenceKind = DifferenceKind.WORDING) -> AlignedPair:
    return AlignedPair(Anchor.parse(anchor), 0, (Stretch(lemma, reading, kind),))


def rows_of(page: str) -> list[tuple[str, str, list[str]]]:
    return [(row["id"], row["css"], CELL_RE.findall(row["cells"])) for row in ROW_RE.finditer(page)]


def test_rows_and_their_addresses() -> None:
    page, _ = collate()
    assert [(name, css) for name, css, _ in rows_of(page)] == [
        ("s1", "same"),
        ("s1-c1", "differs"),
        ("s1-c1-para1", "differs worded"),
        ("s1-c1-para1-row2", "differs worded"),
        ("s1-c1-para2", "same"),
    ]
    cells = rows_of(page)[0][2]
    assert cells == [
        '<a href="../#s1">一</a><a class="row-link" href="#s1" aria-label="链接到本行：一"></a>',
        '<span class="side-name">两本相同</span><h2>一、甲乙</h2>',
        '<p class="h2">一、甲乙</p>',
    ]


def test_differences_are_marked_on_both_sides() -> None:
    cells = [cells[1:] for _, _, cells in rows_of(collate()[0])]
    assert cells[1] == [
        '<span class="side-name">底本</span><h3><mark class="width" id="s1-c1-d1">（</mark>一）丙丁</h3>',
        '<span class="side-name">参校本</span><p class="h3"><mark class="width">(</mark>一）丙丁</p>',
    ]
    assert cells[2] == [
        '<span class="side-name">底本</span><p>产业规模<mark class="wording" id="s1-c1-para1-d1">持续</mark>扩大。</p>',
        '<span class="side-name">参校本</span><p>产业规模<mark class="wording">不断</mark>扩大。</p>',
    ]
    assert '<a href="../#s1-c1-para1">一（一）第1段之后</a>' in rows_of(collate()[0])[3][2][0]
    address, nothing = "s1-c1-para1-row2-d1", '<span class="sign">∅</span>'
    assert cells[3] == [
        f'<span class="side-name">底本</span><p><mark class="wording" id="{address}">{nothing}</mark></p>',
        '<span class="side-name">参校本</span><p><mark class="wording">应用水平明显提升。</mark></p>',
    ]


def test_each_difference_leads_to_the_next() -> None:
    page, collation = collate()
    steps = [
        re.findall(r'<a href="#([^"]*)" aria-label="([^"]*)">', cells[0])
        for _, css, cells in rows_of(page)
        if css != "same"
    ]
    assert steps[1] == [
        ("s1-c1-d1", "上一段异文"),
        ("s1-c1-para1-row2-d1", "下一段异文"),
        ("s1-c1-para1-d1", "第2处异文：文字"),
    ]
    assert [name for name, _ in steps[0]] == ["s1-c1-para1-d1", "s1-c1-d1"]
    assert [name for name, _ in steps[2]] == ["s1-c1-para1-d1", "s1-c1-para1-row2-d1"]
    # Whatever is linked, here and from the list, stands on the page once.
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    base = convert_bytes(TEXT.encode(), "a_b.txt", work="a").edition
    listed = re.findall(r'witness-b-text/#([^"]*)"', render_collation_page(base, collation))
    assert len(listed) == 3
    assert {*re.findall(r'href="#([^"]*)"', page), *listed} <= set(ids)


def test_the_card_counts_by_kind() -> None:
    page, _ = collate()
    assert '<mark class="wording">文字</mark> 2处　<mark class="numbering">编号</mark> 0处' in page
    assert '<mark class="width">标点全半角</mark> 1处　<mark class="layout">空白</mark> 0处' in page
    assert "全部（5段）" in page
    assert "有异文的（3段）" in page
    assert "文字有异的（2段）" in page


def test_equal_texts_offer_no_choice() -> None:
    page, _ = collate(TEXT, TEXT)
    assert "fieldset" not in page
    assert "跳到第一处" not in page
    assert {css for _, css, _ in rows_of(page)} == {"same"}


def test_what_is_not_beside_each_other_is_told() -> None:
    parts = (Part(Kind.PREFACE, "", 8), Part(Kind.NOTICE, "", 100), Part(Kind.ANNEX, "附件1：", 2000))
    page = page_of(base_parts=parts, other_parts=parts[:1], base_only=(30, 900), other_only=(21, 500))
    assert (
        "- <b>范围</b> 底本另有印发通知、附件1（2,100字符），参校本没有，不在比对之列。"
        "底本首尾另有30段（900字符），参校本没有，不在比对之列。"
        "参校本首尾另有21段（500字符），底本没有，不在比对之列。两本都有的题名不作比对。\n"
    ) in page


def test_line_ends_on_one_side_can_be_seen() -> None:
    pair = AlignedPair(
        Anchor("", "s1"), 0, (Stretch("甲", "甲"), Stretch("\n", "", DifferenceKind.LAYOUT), Stretch("乙", "乙"))
    )
    ours, theirs = rows_of(page_of(pair))[0][2][1:]
    assert '甲<mark class="layout" id="s1-d1"><span class="sign">↵</span><br></mark>乙' in ours
    assert '甲<mark class="layout"><span class="sign">∅</span></mark>乙' in theirs


def test_no_level_of_heading_is_left_out() -> None:
    pairs = [AlignedPair(Anchor("", f"s{level}"), level, (Stretch("甲", "甲"),)) for level in (4, 6, 2, 4)]
    assert re.findall(r"<h(\d)>", page_of(*pairs)) == ["2", "3", "2", "3"]


def test_hostile_texts_print_as_they_are() -> None:
    hostile = "产业<script>alert(1)</script> [x](javascript:y) *z* `{{ a }}` </td></tr></table> &lt; <img src=x>扩大。"
    other = hostile.replace("扩大", '"扩大<b>').replace("*z*", "*z* </mark>")
    page, collation = collate(*(f"<p>某市规划</p><p>一、甲乙</p><p>{escape(one)}</p>" for one in (hostile, other)))
    assert not re.search(r"<(?:script|img|b)[ >](?!规划|底本|参校本|异文|范围)", page)
    assert page.count("</table>") == page.count("</tbody>") == 1
    for side, at in (("lemma", 1), ("reading", 2)):
        shown = [unescape(TAG_RE.sub("", SIGN_RE.sub("", cells[at]))) for _, _, cells in rows_of(page)]
        assert shown == [getattr(pair, side) for pair in collation.alignment.pairs]
    assert any("<script>" in pair.lemma for pair in collation.alignment.pairs)


def test_a_text_too_long_for_a_page_is_an_excerpt() -> None:
    filler = "某" * 1_000
    same = AlignedPair(Anchor("", "s1"), 0, (Stretch(filler, filler),))
    differing = AlignedPair(
        Anchor("", "s2"),
        0,
        (Stretch(filler, filler), Stretch("甲", "乙", DifferenceKind.WORDING), Stretch(filler, filler)),
    )
    page = page_of(*[same] * 100, differing, *[same] * 100)
    assert [name for name, _, _ in rows_of(page)] == ["s2"]
    assert f'<p>……{"某" * 40}<mark class="wording" id="s2-d1">甲</mark>{"某" * 40}……</p>' in page
    assert "本页只列有异文的段落" in page
    assert "fieldset" not in page
    # A control: a hundred such paragraphs less are a page.
    assert len(rows_of(page_of(*[same] * 100, differing))) == 101


def test_a_page_is_bounded_whatever_differs() -> None:
    many = [changed(f"s{number}", "甲" * 3_000, "乙" * 3_000) for number in range(5_000)]
    placed = place_rows(Alignment(tuple(many)))
    assert (len(placed.rows), placed.is_excerpt, placed.is_cut) == (1_000, True, True)
    page = page_of(*many)
    assert "页面容不下全部异文，只列前1,000段；[数据](witness-b.json)里有全部异文。" in page
    assert len(page) < 1_500_000
    scattered = tuple(Stretch(*"甲乙", DifferenceKind.WORDING) for _ in range(3_001))
    assert place_rows(Alignment((AlignedPair(Anchor("", "s1"), 0, scattered),))).rows == ()
    assert len(place_rows(Alignment((AlignedPair(Anchor("", "s1"), 0, scattered[1:]),))).rows) == 1


def test_what_was_not_compared_in_detail_is_told() -> None:
    coarse = AlignedPair(Anchor("", "s1"), 0, (Stretch("甲", "乙", DifferenceKind.WORDING),), is_coarse=True)
    assert "有1处两本文字过长而又相差太多，没有逐字比对，整段列为异文。" in page_of(coarse)
