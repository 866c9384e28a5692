"""The work's own page tells where its structure is doubted."""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.model.record import FidelityRecord, PublishedWork
from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.pipeline import audit_converted, convert_bytes
from build_tools.render.open_doubts import render_open_doubts
from build_tools.render.pages import render_pages

TEXT = """某市发展规划
一、任务
1.甲。
3.丙。
二、附则
施行。
四，监督检查
附件1：某表
一、发展
加快。
三、推进
推进。
"""


def render(text: str, *more: Diagnostic) -> tuple[str, str]:
    """The page of a work, and its fold of doubts."""
    converted = audit_converted(convert_bytes(text.encode(), "a.txt", work="a"))
    edition = replace(converted.edition, diagnostics=(*converted.edition.diagnostics, *more))
    page = render_pages(PublishedWork(edition, (), FidelityRecord(9, 8, 0, 0, {"markup": 1})))["index.md"]
    return page, render_open_doubts(edition)


def test_each_doubt_leads_to_its_clause() -> None:
    page, fold = render(TEXT)
    assert page.count(fold) == 1
    assert "<summary>本文结构存疑 3 处</summary>" in fold
    assert re.findall(r'<li><a href="([^"]*)">([^<]*)</a> ([^<]*) <small>([^<]*)</small></li>', fold) == [
        ("#s1-p3", "一3", "编号与前一个不相接，应为 2。", "3.丙。"),
        ("#s2-para2", "二第2段", "此行起首像是残损的标号。", "四，监督检查"),
        ("annex-1/#s3", "附件1 三", "编号与前一个不相接，应为 2。", "三、推进"),
    ]


def test_the_fold_is_ours_and_stands_below_the_parts() -> None:
    page, fold = render(TEXT)
    assert fold.startswith('<details class="doubts editorial">')
    assert "\n\n" not in fold  # a blank line would end the element in Markdown
    assert page.index("</nav>") < page.index(fold) < page.index('id="s1"')


def test_nothing_is_told_of_a_clean_work() -> None:
    page, fold = render(TEXT.replace("3.丙", "2.丙").replace("四，", "三、").replace("三、推进", "二、推进"))
    assert fold == ""
    assert "doubts" not in page


def test_information_is_no_doubt() -> None:
    assert render("某市发展规划\n一、甲\n二、乙\n", make_diagnostic("radicals-read", 1, count=1))[1] == ""


def test_a_doubt_about_the_whole_leads_nowhere_and_words_are_no_markup() -> None:
    doubt = make_diagnostic("title-differs", 0, "<b>", other="<i>&")
    fold = render("某市发展规划\n一、甲\n二、乙\n", doubt)[1]
    assert "<li>网页上的题名是“&lt;i&gt;&amp;”。 <small>&lt;b&gt;</small></li>" in fold


def test_of_many_doubts_the_first_are_told() -> None:
    doubts = [make_diagnostic("label-missing", 2, f"{number}", label="四、") for number in range(33)]
    fold = render("某市发展规划\n一、甲\n二、乙\n", *doubts)[1]
    assert (fold.count("<li>"), "本文结构存疑 33 处" in fold, "其余 13 处及处理办法见" in fold) == (20, True, True)
