"""Where each line goes: parts around the text, divisions, boxes, annexes, notes, tables and their captions."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.model.division import Division, Kind, Paragraph, Table
from build_tools.pipeline import convert_bytes

TITLE = "某省渔业发展规划"
LETTER = [
    "某省人民政府关于印发某省渔业发展规划的通知",
    "各市人民政府：",
    "现将《某省渔业发展规划》印发给你们，请认真贯彻执行。",
    "某省人民政府",
    "2023年5月6日",
]
BODY = ["一、总体要求", "坚持绿色发展。", "二、保障措施", "加强组织领导。"]


def shape(node: Any) -> Any:
    """A tree as nested lists: a division is its label or kind and what stands in it, a paragraph its text."""
    if isinstance(node, Paragraph):
        return f"{node.role}:{node.passage.text}" if node.role not in ("", "run-in") else node.passage.text
    if isinstance(node, Table):
        return {
            "caption": node.caption.passage.text if node.caption else None,
            "num": node.num,
            "header": node.header_rows,
            "rows": [[cell.text for cell in row] for row in node.rows],
        }
    name = f"{node.num.text}{node.heading.text}" or node.kind.value
    return [f"{node.page}#{name}" if node.page else name, *map(shape, node.body)]


def tree(*lines: str | list[str], name: str = "a.txt") -> list[Any]:
    text = "\n".join(line for part in lines for line in ([part] if isinstance(part, str) else part))
    return [shape(node) for node in convert_bytes(text.encode(), name).edition.root.body]


def tree_of_page(*elements: str) -> list[Any]:
    return tree("<html><body>", *elements, "</body></html>", name="a.html")


def drops(*lines: str) -> list[tuple[int, int, str]]:
    edition = convert_bytes("\n".join(lines).encode(), "a.txt").edition
    return [(drop.start, drop.end, drop.rule) for drop in edition.drops if drop.rule != "line-break"]


FIRST = ["一、总体要求", "坚持绿色发展。"]
SECOND = ["二、保障措施", "加强组织领导。"]
PREFACE = ["preface", f"title:{TITLE}"]


# -- parts around the text ----------------------------------------------------------------------------------


def test_a_title_is_the_preface() -> None:
    assert tree(TITLE, BODY) == [PREFACE, FIRST, SECOND]


def test_what_stands_before_the_first_number_is_the_preamble() -> None:
    assert tree(TITLE, "为推动渔业发展，制定本规划。", "现就有关事项安排如下。", BODY) == [
        PREFACE,
        ["preamble", "为推动渔业发展，制定本规划。", "现就有关事项安排如下。"],
        FIRST,
        SECOND,
    ]


def test_a_letter_is_the_notice() -> None:
    assert tree(LETTER, TITLE, BODY) == [
        [
            "notice",
            f"notice-title:{LETTER[0]}",
            f"salutation:{LETTER[1]}",
            LETTER[2],
            f"signature:{LETTER[3]}",
            f"date:{LETTER[4]}",
        ],
        PREFACE,
        FIRST,
        SECOND,
    ]


def test_a_table_between_two_lines_of_a_letter_stands_in_it() -> None:
    found = tree_of_page(
        f"<h1>{LETTER[0]}</h1><table><tr><td>甲</td><td>乙</td></tr></table>",
        *[f"<p>{line}</p>" for line in [*LETTER[1:], TITLE, *BODY]],
    )
    assert [node[0] for node in found] == ["notice", "preface", "一、总体要求", "二、保障措施"]
    assert found[0][2]["rows"] == [["甲", "乙"]]


def test_the_letters_list_of_annexes_stands_in_the_notice() -> None:
    found = tree(LETTER[:3], "附件：1.布局图", "2.任务表", LETTER[3:], TITLE, BODY)
    assert ["附件：", "entry:1.布局图", "entry:2.任务表"] in found[0]


def test_a_signature_below_the_text_stands_in_its_last_division() -> None:
    found = tree(TITLE, BODY, "某省人民政府", "2023年5月6日")
    assert found[-1] == [*SECOND, "signature:某省人民政府", "date:2023年5月6日"]


def test_a_second_plan_of_the_letter_has_a_page_of_its_own() -> None:
    letter = ["某省人民政府关于印发渔业发展规划和渔业补助办法的通知", *LETTER[1:]]
    found = tree(letter, TITLE, BODY, "某省渔业补助办法", BODY)
    assert found[-1] == ["plan-2#某省渔业补助办法", FIRST, SECOND]
    assert [node[0] for node in found] == [
        "notice",
        "preface",
        "一、总体要求",
        "二、保障措施",
        "plan-2#某省渔业补助办法",
    ]


# -- annexes ------------------------------------------------------------------------------------------------


def test_an_annex_has_a_page_and_numbers_of_its_own() -> None:
    found = tree(TITLE, BODY, "附件1", "布局图说明", "为落实规划，制定本说明。", BODY)
    assert found[3] == ["annex-1#附件1布局图说明", "为落实规划，制定本说明。", FIRST, SECOND]


@pytest.mark.parametrize(
    ("labels", "pages"),
    [
        (["附件1：", "附件2："], ["annex-1", "annex-2"]),
        (["附件2：", "附件1："], ["annex-2", "annex-1"]),
        (["附件1：", "附件1："], ["annex-1", "annex-1-2nd"]),
        (["附件：", "附件1："], ["annex-2", "annex-1"]),  # the first number that no annex prints
        (["附件：", "附件："], ["annex-1", "annex-2"]),
    ],
)
def test_the_page_of_an_annex_is_its_printed_number(labels: list[str], pages: list[str]) -> None:
    text = "甲乙丙丁，戊己庚辛。"
    lines = [line for label, name in zip(labels, ("布局图", "任务表"), strict=True) for line in (label + name, text)]
    found = tree(TITLE, BODY, *lines)
    assert [node[0].partition("#")[0] for node in found[3:]] == pages


def test_a_list_of_annexes_below_the_text_stands_behind_it() -> None:
    found = tree(TITLE, BODY, "附件：1.布局图", "2.任务表")
    assert found[3:] == [["附件：", "entry:1.布局图", "entry:2.任务表"]]


def test_a_schedule_holds_what_follows_it() -> None:
    found = tree(TITLE, BODY, "附表1：任务分工", "甲乙丙丁，戊己庚辛。")
    assert found[3:] == [["附表1：任务分工", "甲乙丙丁，戊己庚辛。"]]


# -- divisions ----------------------------------------------------------------------------------------------


def test_a_dash_item_takes_nothing_but_its_own_paragraph() -> None:
    found = tree(TITLE, "一、总体要求", "——重点项。推进建设。", "加快建设渔港。", BODY[2:])
    assert found[1] == ["一、总体要求", ["——重点项", "推进建设。"], "加快建设渔港。"]


def test_blanks_behind_a_label_belong_to_it() -> None:
    (_, first, _) = convert_bytes("\n".join([TITLE, "一、　总体要求", *BODY[1:]]).encode(), "a.txt").edition.root.body
    assert isinstance(first, Division)
    assert (first.num.text, first.heading.text) == ("一、　", "总体要求")


def test_a_box_holds_its_items_and_the_next_section_leaves_it() -> None:
    found = tree(
        TITLE,
        "一、总体要求",
        "坚持绿色发展。",
        "专栏1：重点工程",
        "1.甲工程。建设某甲。",
        "2.乙工程。建设某乙。",
        BODY[2:],
    )
    assert found[1] == [
        "一、总体要求",
        "坚持绿色发展。",
        ["专栏1：重点工程", ["1.甲工程", "建设某甲。"], ["2.乙工程", "建设某乙。"]],
    ]


def test_notes_stand_together_behind_a_table() -> None:
    table = "<table><tr><td>指标</td><td>数值</td></tr><tr><td>产量</td><td>100</td></tr></table>"
    found = tree_of_page(
        f"<h1>{TITLE}</h1>",
        "<p>一、总体要求</p>",
        table,
        "<p>注：按当年价格。</p>",
        "<p>说明：含远洋。</p>",
        "<p>二、甲乙</p>",
    )
    assert found[1][2:] == [["note", "note:注：按当年价格。", "note:说明：含远洋。"]]


def test_a_note_without_a_table_is_a_paragraph() -> None:
    assert tree(TITLE, "一、总体要求", "注：按当年价格。", BODY[2:])[1] == ["一、总体要求", "注：按当年价格。"]


def test_headings_of_the_markup_hold_what_follows_them() -> None:
    found = tree_of_page(
        f"<h1>{TITLE}</h1>", "<h2>背景</h2><p>甲乙。</p>", "<h3>国内</h3><p>丙丁。</p>", "<h2>目标</h2><p>戊己。</p>"
    )
    assert found[1:] == [["背景", "甲乙。", ["国内", "丙丁。"]], ["目标", "戊己。"]]


# -- tables -------------------------------------------------------------------------------------------------

ROWS = "<tr><td>指标</td><td>数值</td></tr><tr><td>产量</td><td>100</td></tr>"
READ = [["指标", "数值"], ["产量", "100"]]


def table(rows: str, above: str = "") -> Any:
    found = tree_of_page(f"<h1>{TITLE}</h1>", "<p>一、总体要求</p>", above, f"<table>{rows}</table>", "<p>二、甲乙</p>")
    return found[1][1:]


def test_the_line_above_a_table_that_numbers_it_is_its_caption() -> None:
    assert table(ROWS, "<p>表2 主要指标</p>") == [{"caption": "表2 主要指标", "num": "2", "header": 1, "rows": READ}]


def test_a_line_that_is_no_caption_stays_above_the_table() -> None:
    assert table(ROWS, "<p>主要指标如下</p>") == [
        "主要指标如下",
        {"caption": None, "num": "", "header": 1, "rows": READ},
    ]


def test_the_first_row_is_the_header_unless_the_markup_marks_others() -> None:
    head = "<tr><th>甲</th><th>乙</th></tr>"
    assert table(f"{head}{head}{ROWS}")[0]["header"] == 2
    assert table("<tr><th>甲</th><td>乙</td></tr>" + ROWS)[0]["header"] == 1


def test_a_first_row_that_is_numbered_1_above_2_is_no_header() -> None:
    rows = "<tr><td>{}</td><td>高标准农田</td></tr><tr><td>{}</td><td>冷链物流</td></tr>"
    assert table(rows.format("1", "2"))[0]["header"] == 0
    assert table(rows.format("2020", "2"))[0]["header"] == 1


def test_a_table_of_one_row_has_no_header() -> None:
    assert table("<tr><td>指标</td><td>数值</td></tr>")[0]["header"] == 0


def test_a_table_of_one_column_that_opens_as_a_box_is_a_box() -> None:
    rows = "<tr><td>专栏1：重点工程</td></tr><tr><td>建设某甲。</td></tr>"
    assert table(rows) == [["专栏1：重点工程", "建设某甲。"]]
    page = f"<h1>{TITLE}</h1><p>一、总体要求</p><table>{rows}</table>"
    (box,) = (
        node
        for node in convert_bytes(page.encode(), "a.html").edition.root.walk()
        if isinstance(node, Division) and node.kind is Kind.BOX
    )
    assert (box.num.text, box.heading.text, box.ordinal) == ("专栏1：", "重点工程", 1)


def test_a_table_of_two_columns_is_none_whatever_it_says() -> None:
    rows = "<tr><td>专栏1：重点工程</td><td>甲</td></tr><tr><td>建设某甲。</td><td>乙</td></tr>"
    assert table(rows)[0]["rows"][0] == ["专栏1：重点工程", "甲"]


def test_a_table_of_one_column_without_the_word_is_a_table() -> None:
    assert table("<tr><td>重点工程</td></tr><tr><td>建设某甲。</td></tr>")[0]["rows"] == [["重点工程"], ["建设某甲。"]]


# -- what is left out ---------------------------------------------------------------------------------------


def test_blanks_between_heading_and_text_are_recorded() -> None:
    lines = [TITLE, "一、总体要求", "1.甲工程。　建设某甲。", "2.乙工程。建设某乙。", *BODY[2:]]
    at = "\n".join(lines).index("　")
    assert drops(*lines) == [(at, at + 1, "indent")]


def test_the_kinds_of_divisions_by_their_labels() -> None:
    root = convert_bytes("\n".join([TITLE, *BODY]).encode(), "a.txt").edition.root
    kinds = [node.kind for node in root.body if isinstance(node, Division)]
    assert kinds == [Kind.PREFACE, Kind.SECTION, Kind.SECTION]
