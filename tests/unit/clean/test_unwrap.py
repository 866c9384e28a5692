"""Lines that a printer wrapped, and letters read as one line."""

from __future__ import annotations

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Line
from build_tools.source.read import read_witness

SENTENCE = "推进各类要素集聚加快建设现代产业体系提升创新能力水平不断优化营商环境完善服务机制"


def lines_of(text: str) -> list[str]:
    blocks = clean_witness(read_witness(text.encode("utf-8"), "a.txt")).blocks
    return [block.text for block in blocks if isinstance(block, Line)]


def wrap(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_wrapped_paragraphs_are_joined() -> None:
    paragraphs = [SENTENCE * 4 + "。" for _ in range(3)]
    assert lines_of("\n".join(wrap(paragraph, 20) for paragraph in paragraphs)) == paragraphs


def test_a_text_that_few_paragraphs_fill_is_as_wide_as_its_longest_lines() -> None:
    heads = ["一、总体要求", "二、主要任务"]
    long = [wrap(SENTENCE[:36] + "取得显著成效。", 34), wrap(SENTENCE[2:36] + "2家。", 34)]
    text = "\n".join(line for pair in zip(heads, long, strict=True) for line in (*pair, "加强领导。"))
    assert lines_of(text) == [
        heads[0],
        long[0].replace("\n", ""),
        "加强领导。",
        heads[1],
        long[1].replace("\n", ""),
        "加强领导。",
    ]
    assert lines_of(text + "\n" + SENTENCE + "。") == [*text.split("\n"), SENTENCE + "。"]  # one is longer


def test_a_short_text_below_a_title_is_as_wide_as_its_lines() -> None:
    title, lead = "某某市促进消费扩容提质的十条措施", "为促进消费，制定以下措施。"
    items = [f"{n}.支持家电以旧换新。{SENTENCE[:34]}。" for n in (1, 2, 3)]
    text = "\n".join([title, lead, *(wrap(item, 27) for item in items), "本措施自印发之日起施行。"])
    assert lines_of(text) == [title, lead, *items, "本措施自印发之日起施行。"]


def test_a_narrow_column_is_joined_and_a_line_short_by_an_indent_begins_a_paragraph() -> None:
    prose = "加快建设现代产业体系，提升创新能力水平，不断优化营商环境，完善服务机制。"
    column = "\n".join([prose[:9], wrap(prose[9:], 11)])
    text = "\n".join(f"（{n}）培育市场主体\n{column}" for n in "一二三四五六")
    joined = [line for n in "一二三四五六" for line in (f"（{n}）培育市场主体", prose)]
    assert lines_of(f"某新区数字文旅发展行动\n计划\n{text}") == ["某新区数字文旅发展行动计划", *joined]
    names = [f"{name}市某某高新技术有限公司" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯"]
    assert lines_of("\n".join(names)) == names


@pytest.mark.parametrize(("width", "goes_on"), [(34, True), (38, True), (40, True), (37, False)])
def test_a_width_may_count_figures_as_whole_characters(width: int, goes_on: bool) -> None:
    figures = "到2028年，产值达到800亿元，推广汽车3000辆，其中氢能汽车1000辆，客车500辆，建成加氢站25座。"
    first = width if goes_on else 38 - 4  # neither as wide as the others nor of as many characters
    above = [figures[:first], figures[first:]]
    others = [SENTENCE * 2 + "。"] * 3
    text = "\n".join(["一、目标", *above, *(wrap(other, width) for other in others)])
    assert lines_of(text) == ["一、目标", *([figures] if goes_on else above), *others]


def test_an_indent_begins_a_new_paragraph() -> None:
    paragraph = SENTENCE * 6  # no stop at all: only the indent tells
    text = wrap(paragraph[:200], 20) + "\n　　" + wrap(paragraph[:200], 20)
    assert lines_of(text) == [paragraph[:200], paragraph[:200]]


def test_a_line_that_ends_with_a_comma_goes_on_however_short_it_is() -> None:
    paragraph = SENTENCE * 5 + "。"
    lines = [paragraph[at : at + 20] for at in range(0, len(paragraph), 20)]
    assert lines_of("\n".join([*lines, "总额增长7.8%，", *lines])) == [paragraph, f"总额增长7.8%，{paragraph}"]


@pytest.mark.parametrize(("opens", "feed", "closes"), [("<pre>", "\n", "</pre>"), ("<p>", "<br>\n", "</p>")])
def test_lines_that_a_page_wraps_are_joined(opens: str, feed: str, closes: str) -> None:
    paragraph = f"{SENTENCE * 5}。"
    lines = [paragraph[at : at + 20] for at in range(0, len(paragraph), 20)]
    html = f"<p>某市规划</p>{opens}{feed.join(['一、目标', *lines, '二、任务', *lines])}{closes}"
    cleaned = clean_witness(read_witness(f"<html>{html}</html>".encode(), "a.html"))
    found = [block.text for block in cleaned.blocks if isinstance(block, Line)]
    assert found == ["某市规划", "一、目标", paragraph, "二、任务", paragraph]


def test_one_paragraph_that_goes_on_at_the_margin_tells_the_width_where_all_others_stand_in() -> None:
    long = f"第四条 {SENTENCE[:31]}和完善服务机制。"
    others = [f"第{n}条 建设平台。" for n in "一二三"]
    text = "\n".join(["某市办法", *(f"　　{line}" for line in [*others, *others, long[:35]]), long[35:]])
    assert lines_of(text) == ["某市办法", *others, *others, long]


@pytest.mark.parametrize(
    ("above", "below", "goes_on"),
    [
        ("对首店给予最高", "100万元奖励。", True),
        ("综合能源站不少于", "10座。", True),
        ("结合本市实际，", "提出如下意见。", True),
        ("（二）储运。探索液氢以及", "1.5英寸管道输氢。", True),
        ("能耗降至", "4.2kWh以下。（牵头单位：某局）", True),
        ("支持首店", "入驻商圈，\n给予奖励。", True),
        ("建设平台。", "支持入驻。", False),
        ("（二）建设平台", "支持入驻。", False),
        ("（二）建设平台", "2.支持入驻。", False),
        ("（二）建设平台", "（三）支持入驻。", False),
        ("建设平台", "重点工程", False),
        ("附件：任务表", "清单。", False),
        ("建设平台", "\n支持入驻。", False),
    ],
)
def test_where_all_paragraphs_stand_in_a_line_at_the_margin_goes_on(above: str, below: str, goes_on: bool) -> None:
    others = ["一、任务", "建设平台。", "完善机制。", "二、附则"]
    text = "\n".join(["某市措施", *(f"　　{line}" for line in [*others, above]), below, "　　试行。"])
    rest = [above + below.replace("\n", "")] if goes_on else [above, below.strip()]
    assert lines_of(text) == ["某市措施", *others, *rest, "试行。"]


def test_where_other_paragraphs_stand_at_the_margin_a_short_line_does_not_go_on() -> None:
    lines = ["　　一、任务", "　　完善机制。", "建设平台。", "　　二、附则", "　　对首店给予", "奖励。", "　　试行。"]
    assert lines_of("\n".join(["某市措施", *lines])) == ["某市措施", *(line.strip() for line in lines)]


def test_a_number_and_a_signature_below_a_full_line_stand_alone() -> None:
    paragraph = f"{SENTENCE * 6}"[:239] + "。"
    lines = [paragraph[at : at + 20] for at in range(0, len(paragraph), 20)]
    title = "某市人民政府关于加快推进数字经济发展意见"
    below = ["某政发〔2023〕5号", *(line for _ in range(7) for line in ("　　" + lines[0], *lines[1:6], "机制。"))]
    found = lines_of("\n".join([title, *below, "　　" + lines[0], *lines[1:], "某市人民政府"]))
    assert (found[:2], found[-1]) == ([title, "某政发〔2023〕5号"], "某市人民政府")


def test_a_line_that_closes_the_bracket_above_goes_on_and_a_salutation_or_the_text_below_a_title_does_not() -> None:
    cited = "你县《关于报请批准某某保护规划的请示》（清政〔2023〕"
    assert lines_of(f"某市批复\n{cited}\n18号）收悉。\n一、同意。") == [
        "某市批复",
        f"{cited}18号）收悉。",
        "一、同意。",
    ]
    lines = [SENTENCE[at : at + 20] for at in (0, 7, 14, 19, 3, 9, 11)]
    text = [*lines, "制定。"] * 3
    title = "某某某市关于印发某某规划实施方案的通知"
    for below in ("各县区教育局、市场监督管理局：", lines[0]):
        assert lines_of("\n".join([title, below, *text]))[0] == title


def test_figures_of_a_spaced_line_are_closed_up_with_it() -> None:
    spaced = "腾 退 土 地 2 6 0 0 亩 ， 增 长 3 . 5 % 左 右 。"
    assert lines_of(f"{spaced}\n共 3 5 页。") == ["腾退土地2600亩，增长3.5%左右。", "共 3 5 页。"]


def test_lines_of_different_lengths_stay() -> None:
    lines = [SENTENCE[: 16 + 2 * number] for number in range(12)]
    assert lines_of("\n".join(lines)) == lines


def test_a_word_cut_in_two_is_no_label() -> None:
    text = "要坚持以人为本。着力破除体制障碍，加快建立更加完善更加公平统\n一、可持续的社会保障体系。"
    assert lines_of(text) == [text.replace("\n", "")]


def test_a_label_below_a_line_without_its_stop_stays() -> None:
    above = "（二）加强组织领导。成立由主要领导任组长的工作领导小组，统筹推进各项任务落实，并设立办公室"
    for below in ("二、主要任务", "3.强化资金保障", "三、保障措施"):
        assert lines_of(f"{above}\n{below}") == [above, below]


def test_names_behind_a_label_end_with_their_line() -> None:
    lines = [
        "4.扩大消费，组织开展各类促消费活动，支持企业参展。牵头单位：市商务局　支撑单位：市文旅局",
        "市有关部门要加强协调。",
    ]
    assert lines_of("\n".join(lines)) == lines


def test_a_stop_on_the_next_line_goes_back() -> None:
    assert lines_of("加快建设步伐\n。推进工作。") == ["加快建设步伐。推进工作。"]


def test_a_letter_on_one_line() -> None:
    parts = [
        "某政办发〔2019〕12号",
        "各县（市、区）人民政府，市直各部门：",
        "现将《某方案》印发给你们，请认真组织实施，确保各项任务落到实处、取得实效。",
        "某市人民政府办公室",
        "2019年3月5日",
        "某市促进产业发展若干政策",
        "一、支持企业发展，给予最高一百万元奖励，并按规定享受税收优惠和各项配套支持政策。",
        "二、支持平台建设，按投入的一定比例给予补助。",
    ]
    assert lines_of(" ".join(parts)) == parts


def test_blanks_in_a_sentence_stay() -> None:
    text = "形成 “数字园区”建设标准，" * 12 + "。"
    assert lines_of(text) == [text]


def test_where_indents_open_paragraphs_a_full_line_goes_on_behind_a_stop() -> None:
    paragraph = (SENTENCE[:14] + "，" + SENTENCE[:19] + "。" + SENTENCE[:10]) * 2 + "。"
    wrapped = wrap("　　" + paragraph, 20)
    assert lines_of("\n".join([wrapped] * 8)) == [paragraph] * 8


def test_a_text_indented_as_a_whole() -> None:
    paragraph = SENTENCE * 2 + "。"
    wrapped = "\n".join("    " + line for line in wrap("    " + paragraph, 22).split("\n"))
    assert lines_of("\n".join([wrapped] * 8)) == [paragraph] * 8


def test_a_label_below_a_full_line_stays() -> None:
    texts = [SENTENCE * 3 + "。"] * 4
    record = "2021年8月25日某市人民代表大会常务委员会通过"
    text = "\n".join([record[:20], "第一章　总则", *(wrap(text, 20) for text in texts)])
    assert lines_of(text)[:2] == [record[:20], "第一章　总则"]


def test_a_title_at_the_end_of_a_full_line_goes_on() -> None:
    paragraph = "为贯彻落实全市工作部署根据《某某条例》制定本方案" + SENTENCE + "。"
    assert lines_of("\n".join(wrap(paragraph, 20) for _ in range(6))) == [paragraph] * 6


def test_a_text_without_paragraphs_is_one_line_whatever_its_lines_end_with() -> None:
    text = (SENTENCE + "。") * 12
    assert lines_of(wrap(text, 20)) == [text]


def test_a_bracket_that_a_sign_of_the_other_width_closes_is_closed() -> None:
    lines = ["一、总体要求", "加强领导。", "（四) 营造环境", "(五）加强领导", "落实责任。"]
    assert lines_of("\n".join(lines)) == lines
    items = ["建设内容（包括：", "1）甲工程；", "2）乙工程）。"]
    assert lines_of("\n".join(items)) == items
    assert lines_of("你局来函（清政〔2023〕\n18号）收悉。") == ["你局来函（清政〔2023〕18号）收悉。"]


@pytest.mark.parametrize("tag", ["<br>", "<BR>", "<br/>", '<br clear="all">'])
def test_breaks_of_a_page_in_any_form_wrap_its_lines(tag: str) -> None:
    page = wrap(SENTENCE * 9, 30).replace("\n", f"{tag}\n")
    blocks = clean_witness(read_witness(f"<html><body><div>{page}。</div></body></html>".encode(), "a.html")).blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == [SENTENCE * 9 + "。"]


@pytest.mark.parametrize(
    "listed",
    [
        [f"{number}.{SENTENCE[:20]}" for number in range(10, 20)],
        [f"{name}市{SENTENCE[:24]}。" for name in "甲乙丙丁戊己庚辛壬癸"],
        [f"{name}市某某高新技术产业开发区管理委员会" for name in "甲乙丙丁戊己庚辛壬癸"],
    ],
    ids=["items", "sentences", "names"],
)
def test_what_is_listed_is_no_wrapped_text_though_all_lines_are_as_long(listed: list[str]) -> None:
    assert lines_of("\n".join(listed)) == listed
    page = f"<html><body><p>某市名单</p><div>{'<br>'.join(listed)}</div></body></html>"
    blocks = clean_witness(read_witness(page.encode(), "a.html")).blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == ["某市名单", *listed]


def test_a_bracket_at_the_end_of_a_line_is_not_that_of_the_label() -> None:
    item = f"（二）{SENTENCE[:31]}有关省（市）和自贸区的用地计划。"
    assert lines_of("\n".join([*(wrap(SENTENCE * 3 + "。", 38) for _ in range(3)), wrap(item, 38)]))[-1] == item


def test_the_end_of_a_bracket_tells_of_indents_as_a_stop_does() -> None:
    paragraphs = [
        f"（{n}）{SENTENCE[: 20 + at]}{SENTENCE}。（市渔业局负责）" for at, n in enumerate("一二三四五六七八")
    ]
    paragraphs.append(f"（九）{SENTENCE[:22]}。（市渔业局负责，各县配合）")  # a line ends with the stop
    text = "\n".join(wrap(f"　　{paragraph}", 28) for paragraph in paragraphs)
    assert lines_of(text) == paragraphs


def test_a_number_in_the_middle_of_a_line_ends_there() -> None:
    text = "\n".join([" " * 20 + "某政发〔2023〕5号", wrap(SENTENCE * 4 + "。", 34), wrap(SENTENCE * 3 + "。", 34)])
    assert lines_of(text)[0] == "某政发〔2023〕5号"


def test_the_rest_of_a_title_tells_that_a_short_text_is_wrapped() -> None:
    title = f"某省人民政府关于{SENTENCE[:22]}的总体规划的批复"
    clauses = [f"{n}、{SENTENCE[at : at + 26]}总体规划（2024年）》，组织实施。" for at, n in enumerate("一二")]
    assert lines_of("\n".join(wrap(line, 34) for line in (title, *clauses, "三、加强指导。"))) == [
        title,
        *clauses,
        "三、加强指导。",
    ]


def test_a_spaced_line_is_cut_behind_any_bracket_and_not_between_who_issues() -> None:
    title = "中共某市委 某市人民政府关于推进渔业发展的意见"
    clauses = [f"{n}、{SENTENCE[:24]}。〔责任单位：市渔业局〕" for n in "一二三四"]
    assert lines_of(" ".join([title, *clauses])) == [title, *clauses]


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_a_page_that_has_an_element_for_each_printed_line(name: str) -> None:
    clauses = [f"（{n}）{SENTENCE[at:]}{SENTENCE[: at + 9]}。" for at, n in enumerate("一二三四")]
    printed = ["某市渔业规划", "一、任务", *(line for clause in clauses for line in wrap(clause, 30).split("\n"))]
    text = "".join(f"<p>{line}</p>" for line in printed) if name == "a.html" else "\n".join(["# Page 1", "", *printed])
    blocks = clean_witness(read_witness(text.encode("utf-8"), name)).blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == [*printed[:2], *clauses]


def test_paragraphs_of_a_page_stay_though_some_are_as_long() -> None:
    heads = [f"（{n}）{SENTENCE[:24]}" for n in "一二三四"]
    page = "".join(f"<p>{head}</p><p>{SENTENCE * 3}。</p>" for head in heads)
    blocks = clean_witness(read_witness(page.encode("utf-8"), "a.html")).blocks
    assert [block.text for block in blocks if isinstance(block, Line)][::2] == heads


@pytest.mark.parametrize("blank", ["　　", "&nbsp;" * 4])
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_text_that_has_its_indents_and_no_breaks(name: str, blank: str) -> None:
    bodies = [SENTENCE[at:] + "。" for at in range(4)]
    parts = ["第一章　总　　则", *bodies, "一、主要任务", *bodies, "二、保障措施", bodies[0]]
    blocks = clean_witness(read_witness(f"某市渔业规划{blank}{blank.join(parts)}".encode(), name)).blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == ["某市渔业规划", *parts]


def test_names_side_by_side_stay_in_a_text_with_breaks() -> None:
    lines = ["某市渔业规划", "甲局　　乙局", *(f"{SENTENCE}。" for _ in range(4))]
    assert lines_of("\n".join(lines)) == lines


def test_a_carriage_return_alone_ends_lines() -> None:
    assert lines_of("某市渔业规划\r一、任务\r" + SENTENCE + "。") == ["某市渔业规划", "一、任务", SENTENCE + "。"]
