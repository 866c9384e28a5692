from __future__ import annotations

import re

from build_tools.model.anchor import Anchor
from build_tools.model.record import PublishedWork
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline
from build_tools.render.pages import render_pages, show_date

TEXT = "某市某某发展规划\n为了发展，制定本规划。\n一、优化空间布局\n1.甲乙。加快建设。\n"


def pages_of(text: str, aliases: dict[str, str] | None = None) -> dict[str, str]:
    converted = convert_bytes(
        text.encode("utf-8"),
        "a.txt",
        work="a",
        aliases={Anchor.parse(old): Anchor.parse(new) for old, new in (aliases or {}).items()},
    )
    return render_pages(PublishedWork(converted.edition, converted.responsibilities, converted.fidelity))


def blocks_of(page: str) -> list[str]:
    return page.rstrip("\n").split("\n\n")


def test_headings_nest_with_the_divisions() -> None:
    headings = [line for line in pages_of(TEXT)["index.md"].split("\n") if line.startswith("#")]
    assert headings[0].endswith('</a><span id="preface"></span>某市某某发展规划')
    assert headings[-2:] == [
        '## <a id="s1" href="#s1" title="一"></a>一、优化空间布局',
        '### <a id="s1-p1" href="#s1-p1" title="一1"></a>1.甲乙。',
    ]


def test_a_title_cannot_leave_the_front_matter() -> None:
    page = pages_of('某市"---\\某规划\n一、甲\n二、乙\n')["index.md"]
    assert page.split("\n")[1] == 'title: "某市&quot;---&#92;某规划"'


def test_a_title_cannot_leave_the_title_element() -> None:
    page = pages_of("</title><script>alert(1)</script>某规划\n一、甲\n二、乙\n")["index.md"]
    assert page.split("\n")[1] == 'title: "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;某规划"'


def test_a_run_in_heading_and_its_body_are_two_blocks() -> None:
    assert blocks_of(pages_of(TEXT)["index.md"])[-1].endswith("</a>加快建设。")


def test_aliases_stay_alive() -> None:
    page = pages_of(TEXT, {"s9": "s1", "annex-1#s1": "s1"})["index.md"]
    assert page.count('<span id="s9"></span>') == 1
    assert '<a id="s1" href="#s1" title="一"></a><span id="s9"></span>一、优化空间布局' in page


def test_an_alias_of_another_page() -> None:
    text = TEXT + "附件1：某方案\n一、丙\n"
    pages = pages_of(text, {"s9": "annex-1#s1"})
    assert re.findall(r'<span id="s9"[^>]*>\[[^\]]*\]\(([^)]*)\)</span>', pages["index.md"]) == ["annex-1.md#s1"]
    assert '"s9"' not in pages["annex-1.md"]


def test_an_annex_has_a_page() -> None:
    pages = pages_of(TEXT + "附件1：某方案\n一、丙\n附件2：某办法\n一、丁\n")
    assert list(pages) == ["index.md", "annex-1.md", "annex-2.md"]
    assert [name for name, page in pages.items() if "丁" in page] == ["annex-2.md"]


def test_a_part_ends_with_the_way_to_those_beside_it() -> None:
    pages = pages_of("某市规划\n一、任务\n附件1\n清单\n一、项目\n附件2\n指标\n一、目标\n")
    ways = {name: re.findall(r"^- (.一部分)　\[[^\]]*\]\((.*)\)$", page, re.MULTILINE) for name, page in pages.items()}
    assert ways == {
        "index.md": [("下一部分", "annex-1.md")],
        "annex-1.md": [("上一部分", "index.md"), ("下一部分", "annex-2.md")],
        "annex-2.md": [("上一部分", "annex-1.md")],
    }
    assert "部分　" not in pages_of("某市规划\n一、任务\n")["index.md"]


def test_a_table_above_the_text_is_shown() -> None:
    page = pages_of("表1 总体要求\n甲乙\n领域重点任务\n总体要求加快\n甲乙推进\n")["index.md"]
    assert [word for word in ("领域", "重点任务", "加快", "推进") if word not in page] == []


def test_a_blank_parts_a_label_from_a_digit() -> None:
    page = pages_of("某市某某发展规划\n一、甲乙\n专栏1 5G应用工程\n加快建设。\n")["index.md"]
    assert "专栏1 5G应用工程" in page


def test_a_line_of_source_cannot_open_markdown() -> None:
    blocks = blocks_of(pages_of("某市某某发展规划\n一、甲乙\n- 丙\n> 丁\n+ 戊\n    己\n")["index.md"])
    assert [block[:2] for block in blocks[-4:]] == ["<a"] * 4


def test_outline_of_spans() -> None:
    html = "<p>一、甲</p><table border=1><tr><td>A<td>B<tr><td rowspan=2>丙<td>丁<tr><td>戊</table>"
    outline = render_outline(convert_bytes(html.encode("utf-8"), "a").edition, [])
    assert outline["tables"] == [{"header": ["A", "B"], "rows": [["丙", "丁"], ["丙", "戊"]]}]


def test_outline_of_two_rows_of_heads() -> None:
    html = "<p>一、甲</p><table><tr><th>A<th>B<tr><th>丙<th>丁<tr><td>戊<td>己</table>"
    outline = render_outline(convert_bytes(html.encode("utf-8"), "a").edition, [])
    assert outline["tables"] == [{"header": ["A", "B"], "rows": [["丙", "丁"], ["戊", "己"]]}]


def test_opening_stops_where_the_label_s_own_paragraph_ends() -> None:
    text = "某市某某发展规划\n一、甲乙\n——某甲。加快发展。\n第二段加快。\n二、戊\n"
    items = render_outline(convert_bytes(text.encode("utf-8"), "a").edition, [])["items"]
    assert [item["opening"] for item in items] == ["甲乙", "某甲。加快发展。", "戊"]


def test_a_date_is_shown_as_far_as_it_is_known() -> None:
    assert (show_date("2021-09-06"), show_date("2021-11")) == ("2021年9月6日", "2021年11月")
