"""The page around a document, told by its place alone: what goes, and what stays although it looks alike."""

from __future__ import annotations

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Grid, Line
from build_tools.source.read import read_witness

TITLE = "某某市渔业发展三年行动计划"
TEXT = [
    "为推动渔业发展，制定本行动计划。",
    "一、总体要求",
    "坚持绿色发展，突出提质增效。",
    "二、保障措施",
    "加强组织领导，落实责任。",
]
MENU = ["无障碍", "登录", "首页", "市情概况", "数据开放", "某某市人民政府"]


def lines(text: str) -> list[str]:
    blocks = clean_witness(read_witness(text.encode(), "a")).blocks
    return [block.text if isinstance(block, Line) else "(grid)" for block in blocks]


def page(*parts: list[str] | str) -> str:
    return "\n".join(line for part in parts for line in ([part] if isinstance(part, str) else part))


def test_menu_above_a_title_goes() -> None:
    assert lines(page(MENU, TITLE, TEXT)) == [TITLE, *TEXT]


def test_short_lines_above_a_title_stay_without_a_sign_of_a_menu() -> None:
    cover = ["机密", "征求意见稿", "某某市人民政府文件"]
    assert lines(page(cover, TITLE, TEXT)) == [*cover, TITLE, *TEXT]


def test_a_body_above_the_rest_of_a_title_stays() -> None:
    title = ["某某市人民政府", "关于印发渔业行动计划的通知"]
    assert lines(page(MENU[:-1], title, TEXT)) == [*title, *TEXT]


def test_a_title_of_unusual_words_above_its_number_stays() -> None:
    title = ["渔业强市建设路线图二十条", "某政发〔2023〕5号"]
    assert lines(page(MENU, title, TEXT)) == [*title, *TEXT]


def test_an_annex_above_a_title_stays() -> None:
    assert lines(page(MENU, "附件1", TITLE, TEXT)) == [*MENU, "附件1", TITLE, *TEXT]


def test_what_follows_a_button_below_the_end_goes() -> None:
    tail = ["扫一扫在手机打开当前页", "政策解读", "关于渔业补贴的通知", "主办：某某市政府办", "建议使用高分辨率浏览"]
    assert lines(page(TITLE, TEXT, tail)) == [TITLE, *TEXT]


def test_cells_before_the_button_and_annexes_behind_it_stay() -> None:
    tail = ["指标名称", "产量", "打印", "附件：渔业指标表.pdf", "关于我们"]
    assert lines(page(TITLE, TEXT, tail)) == [TITLE, *TEXT, "指标名称", "产量", "附件：渔业指标表.pdf"]


def test_what_stands_between_two_labels_stays_whatever_it_says() -> None:
    inside = ["打印", "关于渔港"]
    assert lines(page(TITLE, TEXT[:3], inside, TEXT[3:])) == [TITLE, *TEXT[:3], *inside, *TEXT[3:]]


def test_an_imprint_needs_a_page() -> None:
    imprint = ["主办单位：某某市政府办公室", "联系电话：0000-0000000"]
    assert lines(page(TITLE, TEXT, imprint)) == [TITLE, *TEXT, *imprint]
    assert lines(page("首页 > 文件", TITLE, TEXT, imprint)) == [TITLE, *TEXT]


def test_an_element_named_as_a_menu_goes_unless_it_holds_a_document() -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    menu = "<div class='main-nav'><span>市情概况</span></div>"
    assert lines(f"<html>{menu}<h1>{TITLE}</h1>{text}</html>") == [TITLE, *TEXT]
    assert lines(f"<html><h1>{TITLE}</h1><div class='share'>{text}</div></html>") == [TITLE, *TEXT]


def test_labels_without_colons_are_page_data_in_pairs_only() -> None:
    pairs = [["信息索引号", "A-1"], ["文号", "某政发〔2023〕5号"], ["发布机构", "某某局"]]
    repealed = [["文号", "标题", "发布日期"], ["某政发〔2013〕5号", "某某办法", "2013-05-06"]]
    for rows, kept in ((pairs, 0), (repealed, 1)):
        table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        found = clean_witness(read_witness(f"<html><table border=1>{table}</table><p>{TITLE}</html>".encode(), "a"))
        assert sum(isinstance(block, Grid) for block in found.blocks) == kept


def test_a_layout_table_is_none_that_holds_most_of_the_page_in_one_cell() -> None:
    body = "<br>".join(TEXT * 12)
    found = lines(f"<html><table><tr><td>{TITLE}</td></tr><tr><td>{body}</td></tr></table></html>")
    assert found == [TITLE, *TEXT * 12]
