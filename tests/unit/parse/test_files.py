"""A document of several files: each is read as what it is, and what follows the plan is an annex of its number."""

from __future__ import annotations

import pytest

from build_tools.intake import SourceFile
from build_tools.model.division import Division, Kind
from build_tools.parse.files import cut_entry, is_same_name, read_entry
from build_tools.pipeline import Converted, convert_files

NOTICE = (
    "<html><body><div>首页 &gt; 政策文件</div><h1>某市人民政府关于印发某市数字发展规划的通知</h1>"
    "<p>某政发〔2021〕8号</p>"
    "<p>各区人民政府：</p><p>现将《某市数字发展规划》印发给你们，请认真贯彻执行。</p>"
    "<p>附件：1．某市数字发展规划</p><p>2．任务分工表</p><p>3．名词解释</p><p>某市人民政府</p><p>2021年5月6日</p>"
    "<div>分享到：微信</div><div>主办：某市人民政府办公室</div></body></html>"
)
PLAN = "某市数字发展规划\n一、总体要求\n坚持创新驱动。\n二、主要任务\n（一）建设设施\n完善网络。\n"
TASKS = (
    "<html><body><p>任务分工表</p><table><tr><th>任务</th><th>单位</th></tr>"
    "<tr><td>甲</td><td>乙</td></tr></table></body></html>"
)
WORDS = "附件3\n名词解释\n1.数字：以数计之。\n"


def convert(*texts: str) -> Converted:
    return convert_files([SourceFile(f"{n}.txt", text.encode()) for n, text in enumerate(texts)])


def anchors(converted: Converted) -> list[str]:
    nodes = converted.edition.root.walk()
    kinds = (Kind.SECTION, Kind.CLAUSE, Kind.ANNEX, Kind.PLAN)
    return [str(node.anchor) for node in nodes if isinstance(node, Division) and node.kind in kinds and node.anchor]


def test_notice_plan_and_annexes_make_one_tree() -> None:
    converted = convert(NOTICE, PLAN, TASKS, WORDS)
    edition = converted.edition
    assert anchors(converted) == ["s1", "s2", "s2-c1", "annex-2", "annex-3"]
    assert (edition.facts.title, edition.facts.doc_number, edition.facts.issuers, edition.facts.date_issued) == (
        "某市数字发展规划",
        "某政发〔2021〕8号",
        ("某市人民政府",),
        "2021-05-06",
    )
    assert [doubt.code for doubt in edition.diagnostics] == []


def test_the_page_around_the_notice_is_dropped_and_no_line_of_the_others() -> None:
    converted = convert(NOTICE, PLAN, TASKS)
    text = converted.edition.witness.text
    drops = [drop for drop in converted.edition.drops if drop.rule not in ("markup", "line-break")]
    dropped = [text[drop.start : drop.end] for drop in drops]
    assert dropped == ["首页 &gt; 政策文件", "分享到：微信", "主办：某市人民政府办公室"]


def test_each_division_knows_its_file() -> None:
    edition = convert(NOTICE, PLAN, TASKS).edition
    files = {
        str(node.anchor): edition.witness.locate(node.heading.start)[0].name
        for node in edition.root.walk()
        if isinstance(node, Division) and node.anchor and node.heading
    }
    assert files == {"s1": "1.txt", "s2": "1.txt", "s2-c1": "1.txt", "annex-2": "2.txt"}


def test_an_annex_that_is_listed_and_not_there_is_told() -> None:
    doubts = [(doubt.code, doubt.excerpt) for doubt in convert(NOTICE, PLAN, TASKS).edition.diagnostics]
    assert doubts == [("annex-absent", "3．名词解释")]
    alone = [doubt.excerpt for doubt in convert(NOTICE).edition.diagnostics if doubt.code == "annex-absent"]
    assert alone == ["2．任务分工表", "3．名词解释"]


def test_a_file_that_goes_on_where_the_other_ends_opens_nothing() -> None:
    converted = convert(PLAN, "三、保障措施\n加强领导。\n")
    assert anchors(converted) == ["s1", "s2", "s2-c1", "s3"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("附件：1．某市数字发展规划", ("某市数字发展规划", 1)),
        ("2.《任务分工表》.docx", ("任务分工表", 2)),
        ("附件1.pdf", ("附件1", None)),
        ("附件二：任务分工表", ("任务分工表", 2)),
        ("任务分工表", ("任务分工表", None)),
    ],
)
def test_entries_of_a_list_are_read(text: str, entry: tuple[str, int | None]) -> None:
    assert read_entry(text) == entry


def test_names_are_the_same_where_one_leaves_out_what_stands_around() -> None:
    assert is_same_name("数字发展任务分工表", "某市数字发展任务分工表")
    assert not is_same_name("任务", "任务分工表")
    assert not is_same_name("任务分工表", "责任分工表")


def test_a_file_without_text_is_passed_over() -> None:
    assert anchors(convert(NOTICE, "\n", PLAN)) == ["s1", "s2", "s2-c1"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("1.《任务分工表》.docx", (1, "任务分工表")),
        ("附件2：任务分工表", (2, "任务分工表")),
        ("任务分工表", (None, "任务分工表")),
        ("3.关于《渔业规划》的说明", (3, "关于《渔业规划》的说明")),
        ("3.《甲》和《乙》", (3, "《甲》和《乙》")),
        ("3.《甲》说明", (3, "《甲》说明")),
    ],
)
def test_the_name_of_an_entry_is_printed_without_its_own_marks(text: str, entry: tuple[int | None, str]) -> None:
    assert cut_entry(text) == entry
