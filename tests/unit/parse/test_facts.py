"""Title, number, issuers and date: which of several readings counts, and what is doubted."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

BODY = ["为推动渔业发展，制定本规划。", "一、总体要求", "坚持绿色发展。", "二、保障措施", "加强组织领导。"]
TITLE = "某省渔业发展规划"
LETTER = [
    "某省人民政府关于印发某省渔业发展规划的通知",
    "某政发〔2023〕5号",
    "各市人民政府：",
    "现将《某省渔业发展规划》印发给你们，请认真贯彻执行。",
    "某省人民政府",
    "2023年5月6日",
]


def read(*lines: str | list[str], name: str = "a.txt") -> dict[str, Any]:
    text = "\n".join(line for part in lines for line in ([part] if isinstance(part, str) else part))
    converted = convert_bytes(text.encode(), name)
    outline = render_outline(converted.edition, [])
    facts = converted.edition.facts
    return {
        "title": outline["title"],
        "number": outline["doc_number"],
        "date": outline["date_issued"],
        "issuers": outline["issuers"],
        "letter": facts.notice_title,
        "published": facts.date_published,
        "source": facts.source,
        "url": facts.source_url,
        "doubts": sorted({doubt["code"] for doubt in outline["diagnostics"]}),
    }


def of(key: str, *lines: str | list[str], name: str = "a.txt") -> Any:
    return read(*lines, name=name)[key]


def test_a_letter_with_its_plan() -> None:
    assert read(LETTER, TITLE, BODY) == {
        "title": TITLE,
        "number": "某政发〔2023〕5号",
        "date": "2023-05-06",
        "issuers": ["某省人民政府"],
        "letter": LETTER[0],
        "published": "",
        "source": "",
        "url": "",
        "doubts": [],
    }


# -- title --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([TITLE], TITLE),
        (["某省人民政府关于加快推进", "渔业发展的若干意见"], "某省人民政府关于加快推进渔业发展的若干意见"),
        ([TITLE, "（2021—2025年）"], f"{TITLE}（2021—2025年）"),
        ([TITLE, "（试行）"], f"{TITLE}（试行）"),
        ([TITLE, "（征求意见稿）"], f"{TITLE}（征求意见稿）"),
        ([f"{TITLE}（2021—2025年）", "（草案）"], f"{TITLE}（2021—2025年）（草案）"),
        ([TITLE, TITLE], TITLE),  # printed twice
        ([TITLE, f"{TITLE}（2021—2025年）"], f"{TITLE}（2021—2025年）"),
        (["某省林业发展规划", TITLE], TITLE),
        (["某省关于印发林业规划", "和渔业规划的通知"], "某省关于印发林业规划和渔业规划的通知"),
        (["某省关于渔业问题的函", "通知事宜函 范本", "某办函〔2023〕5号"], "某省关于渔业问题的函"),
        (["某省渔业局关于优化监管措施", "支持渔业发展的通知"], "某省渔业局关于优化监管措施支持渔业发展的通知"),
        ([f"{TITLE}（某政发〔2023〕5号）"], TITLE),  # its number behind it
    ],
)
def test_the_lines_of_a_title(lines: list[str], title: str) -> None:
    assert of("title", lines, BODY) == title


def test_the_number_behind_a_title_is_the_documents() -> None:
    assert of("number", f"{TITLE}（某政发〔2023〕5号）", BODY) == "某政发〔2023〕5号"


def test_a_letter_without_a_titled_plan_names_it() -> None:
    assert of("title", LETTER, BODY) == TITLE


def test_a_letter_whose_plan_is_not_here_keeps_its_own_title() -> None:
    found = read(LETTER, f"附件：{TITLE}")
    assert (found["title"], found["doubts"]) == (LETTER[0], ["annex-absent"])
    assert read("某省人民政府关于印发", f"《{TITLE}》的通知", LETTER[1:])["doubts"] == []


def test_a_letter_that_carries_nothing_is_the_document() -> None:
    letter = ["某省人民政府关于加强渔业管理的通知", "各市人民政府：", *BODY, "某省人民政府", "2023年5月6日"]
    assert of("title", letter) == letter[0]


def test_a_title_that_the_page_tells_stands_in_for_one_that_is_not_printed() -> None:
    page = f"<html><head><title>{TITLE}</title></head><body>" + "".join(f"<p>{x}</p>" for x in BODY)
    assert of("title", page, name="a.html") == TITLE


def test_a_month_on_a_cover_is_no_title() -> None:
    assert of("title", "# 某省渔业管理条例", "某省渔业局", "2023年5月", BODY, name="a.md") == "某省渔业管理条例"


def test_a_text_without_a_title_is_doubted() -> None:
    found = read(BODY)
    assert (found["title"], "title-missing" in found["doubts"]) == (None, True)


def test_a_title_of_no_kind_of_document_is_doubted() -> None:
    assert "title-unlikely" in of("doubts", "渔业强省建设路线图二十条", "某政发〔2023〕5号", BODY)
    assert "title-unlikely" in of("doubts", "某市“服务消费、扩大内需工作方案", "某政发〔2023〕5号", BODY)
    assert "title-unlikely" in of("doubts", "若干措施", "某政发〔2023〕5号", BODY)
    assert "title-unlikely" not in of("doubts", TITLE, BODY)
    for title in ("某省教育现代化2035", "某市2025年重点任务", "某县2025年国民经济和社会发展计划草案"):
        assert "title-unlikely" not in of("doubts", title, BODY)
    letter = ["某市关于印发《渔业强市二十条》的通知", "各区：", "现将《渔业强市二十条》印发给你们，请执行。"]
    assert "title-unlikely" not in of("doubts", letter, "渔业强市二十条", BODY)


def test_a_title_goes_on_within_the_name_of_its_last_issuer() -> None:
    lines = ["某市住房和城乡建设局 某市自然资源局 国家金融监督管理总局某市监", "管分局关于促进渔业发展的通知"]
    assert of("title", *lines, "某建发〔2024〕8号", "各县（区）：", BODY) == "".join(lines)


def test_the_number_of_minutes_has_no_sign_of_a_body() -> None:
    minutes = ["专题会议纪要", "〔2024〕16号", "关于研究渔港改造有关问题的会议纪要", BODY]
    assert of("number", *minutes) == "〔2024〕16号"
    assert of("title", *minutes) == "关于研究渔港改造有关问题的会议纪要"


def test_a_title_that_differs_from_the_files_own_is_doubted() -> None:
    front = ["---", "title: 某省林业发展规划", "---"]
    assert "title-differs" in of("doubts", front, f"# {TITLE}", BODY, name="a.md")
    assert "title-differs" not in of("doubts", front[0], f"title: {TITLE}", front[2], f"# {TITLE}", BODY, name="a.md")


# -- number -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number", ["某政发〔2023〕5号", "某政办函〔2023〕15号", "某政发[2023]5号", "某省人民政府令第12号"]
)
def test_a_number_below_the_title(number: str) -> None:
    assert of("number", TITLE, number, BODY) == number


@pytest.mark.parametrize("beside", ["　　　签发人：张某", " 签发人： 张 某"])
def test_who_signs_may_stand_beside_the_number(beside: str) -> None:
    found = read("某省人民政府文件", "某政发〔2023〕5号" + beside, TITLE, BODY)
    assert (found["number"], found["title"]) == ("某政发〔2023〕5号", TITLE)


def test_an_order_and_its_number_on_two_lines_are_one() -> None:
    found = read("某省人民政府令", "第12号", "某省渔业管理办法", BODY)
    assert (found["number"], found["issuers"]) == ("某省人民政府令第12号", ["某省人民政府"])


def test_the_number_of_the_letter_stands_above_what_the_page_tells() -> None:
    found = read("文号：某政发〔2023〕6号", LETTER, TITLE, BODY)
    assert found["number"] == "某政发〔2023〕5号"


def test_two_numbers_that_weigh_alike_are_doubted() -> None:
    assert "number-differs" in of("doubts", TITLE, "某政发〔2023〕5号", "某政发〔2023〕6号", BODY)
    assert "number-differs" not in of("doubts", TITLE, "某政发〔2023〕5号", BODY)


# -- issuers ------------------------------------------------------------------------------------------------


def sign(*lines: str, title: str = LETTER[0]) -> dict[str, Any]:
    return read(title, LETTER[1:4], list(lines), "2023年5月6日", TITLE, BODY)


@pytest.mark.parametrize(
    ("lines", "issuers"),
    [
        (["某省人民政府"], ["某省人民政府"]),
        (["某省农业农村厅", "某省财政厅"], ["某省农业农村厅", "某省财政厅"]),
        (["某省农业农村厅　某省财政厅"], ["某省农业农村厅", "某省财政厅"]),
        (["某省农业农村厅、某省财政厅"], ["某省农业农村厅", "某省财政厅"]),
        (["某省农业农村厅", "某省农业农村厅"], ["某省农业农村厅"]),
        (["某省农业农村厅\u2002某省财政厅"], ["某省农业农村厅", "某省财政厅"]),
        (
            ["某省农业农村厅", "渔 业 合 作 社", "某省渔业联合会/某省渔业协会"],
            ["某省农业农村厅", "渔业合作社", "某省渔业联合会", "某省渔业协会"],
        ),
        (["某省渔业局养殖司"], ["某省渔业局养殖司"]),
        (["某省渔业办公室（某省渔业局代章）"], ["某省渔业办公室"]),
        (["某省推进“放管服”", "改革领导小组办公室"], ["某省推进“放管服”改革领导小组办公室"]),
    ],
)
def test_who_signs_has_issued(lines: list[str], issuers: list[str]) -> None:
    assert sign(*lines)["issuers"] == issuers


def test_a_name_that_the_title_begins_with_may_be_broken_or_of_any_form() -> None:
    title = "某省应对重大渔业灾害工作领导小组关于印发某省渔业发展规划的通知"
    assert sign("某省应对重大渔业", "灾害工作领导小组", title=title)["issuers"] == ["某省应对重大渔业灾害工作领导小组"]
    assert sign("某省渔业联动机制", title="某省渔业联动机制关于印发某省渔业发展规划的通知")["issuers"] == [
        "某省渔业联动机制"
    ]


def test_a_name_that_fills_a_line_of_the_text_signs_nothing() -> None:
    wrapped = ["一、总体要求", "支持基层老年协会", "等参与服务。", "二、保障措施", "加强组织领导。"]
    assert of("issuers", TITLE, wrapped) == []


def test_a_letter_names_what_two_lines_of_a_title_are_together() -> None:
    lines = ["关于优化稳就业政策", "全力促进渔业发展的若干措施"]
    letter = "现将《关于优化稳就业政策全力促进渔业发展的若干措施》印发给你们，请认真贯彻执行。"
    assert of("title", LETTER[:3], letter, LETTER[4:], lines, BODY) == "".join(lines)


def test_a_credit_at_the_end_is_no_brief_above_the_title() -> None:
    lines = [
        "在统筹推进渔业灾害",
        "防控和渔业经济社会发展工作",
        "部署会议上的讲话",
        "（2023年5月6日）",
        "同志们：",
        *BODY,
    ]
    converted = convert_bytes("\n".join([*lines, "（新华社某地5月6日电）"]).encode(), "a.txt")
    assert "news-brief" not in {drop["rule"] for drop in render_outline(converted.edition, [])["dropped"]}


def test_the_letters_title_names_who_issues() -> None:
    found = read("某省财政厅关于印发某省渔业发展规划的通知", LETTER[2:4], TITLE, BODY)
    assert found["issuers"] == ["某省财政厅"]


def test_who_signs_and_who_the_title_names_may_differ_with_a_doubt() -> None:
    assert "issuers-differ" in sign("某省财政厅")["doubts"]
    assert "issuers-differ" not in sign("某省人民政府")["doubts"]


def test_others_in_a_title_are_counted() -> None:
    title = "某省农业农村厅等两部门关于印发某省渔业发展规划的通知"
    both, one = ("某省农业农村厅", "某省财政厅"), ("某省农业农村厅",)
    assert (sign(*both, title=title)["issuers"], "issuers-differ" in sign(*both, title=title)["doubts"]) == (
        list(both),
        False,
    )
    assert "issuers-differ" in sign(*one, title=title)["doubts"]


def test_a_number_without_an_issuer_is_doubted() -> None:
    assert "issuers-missing" in of("doubts", TITLE, "某政发〔2023〕5号", BODY)
    assert "issuers-missing" not in of("doubts", TITLE, BODY)


@pytest.mark.parametrize(
    ("record", "issuers", "date"),
    [
        (
            "（2023年5月6日某省第十四届人民代表大会常务委员会第二次会议通过）",
            ["某省人民代表大会常务委员会"],
            "2023-05-06",
        ),
        ("（2023年5月6日某省人民政府令第12号公布）", ["某省人民政府"], "2023-05-06"),
        ("（2023年5月6日某省人民政府第3次常务会议通过）", ["某省人民政府"], "2023-05-06"),
    ],
)
def test_a_record_of_adoption_names_who_and_when(record: str, issuers: list[str], date: str) -> None:
    found = read(
        "某省渔业管理条例", record, "第一条　为了推动渔业发展，制定本条例。", "第二条　本条例自公布之日起施行。"
    )
    assert (found["issuers"], found["date"]) == (issuers, date)


# -- date ---------------------------------------------------------------------------------------------------


def test_the_date_of_the_letter_is_that_of_issue() -> None:
    assert of("date", LETTER[:5], "2023年5月6日", TITLE, BODY, "2022年1月1日") == "2023-05-06"


def test_the_date_below_the_text_is_that_of_issue_without_a_letter() -> None:
    assert of("date", TITLE, BODY, "某省人民政府", "2023年5月6日") == "2023-05-06"


def test_a_letter_signed_without_a_date_is_doubted() -> None:
    assert "date-missing" in of("doubts", LETTER[:5], TITLE, BODY)
    assert "date-missing" in of("doubts", LETTER[0], LETTER[2:5], TITLE, BODY)
    assert "date-missing" not in of("doubts", LETTER, TITLE, BODY)
    assert "date-missing" not in of("doubts", TITLE, BODY)


def test_what_the_page_tells_of_its_own_is_kept_apart() -> None:
    card = ["发布日期：2023-06-01", "来源：某省统计局", "成文日期：2023-05-06"]
    found = read(card, TITLE, BODY)
    assert (found["published"], found["date"], found["source"]) == ("2023-06-01", "2023-05-06", "某省统计局")


def test_dates_that_differ_are_doubted() -> None:
    assert of("date", "成文日期：2023-05-06", LETTER, TITLE, BODY) == "2023-05-06"
    assert "date-differs" in of("doubts", LETTER, TITLE, BODY, "某省人民政府", "2023年5月8日")


def test_a_text_below_the_first_does_not_name_the_document() -> None:
    assert of("title", TITLE, BODY, "2023年5月6日", "某省林业发展规划", BODY) == TITLE


def test_a_name_of_few_characters_has_a_number_behind_it() -> None:
    number = "（某政发〔2023〕5号）"
    assert of("title", f"某省渔业规划{number}", BODY) == "某省渔业规划"
    assert of("title", f"某渔业规划{number}", BODY) == "某渔业规划"


# -- who signs, who orders, who adopted ---------------------------------------------------------------------


def test_who_signs_together_stands_together() -> None:
    signed = ["某省农业农村厅", "某省财政厅"]
    assert sign(signed[0], "2023年5月6日", signed[1])["issuers"] == signed  # each with its date
    assert read(LETTER[0], LETTER[2:4], signed[0], "甲乙。", signed[1], "2023年5月6日", TITLE, BODY)["issuers"] == [
        signed[1]
    ]


def test_an_approval_does_not_make_an_issuer() -> None:
    records = ["2023年5月1日某省人民政府批准", "2023年5月6日某省农业农村厅发布"]
    statute = ["第一条　为了推动渔业发展，制定本办法。", "第二条　本办法自公布之日起施行。"]
    found = read("某省渔业管理办法", records, statute)
    assert (found["issuers"], found["date"]) == (["某省农业农村厅"], "2023-05-06")
    alone = read("某省渔业管理办法", records[0], statute)
    assert (alone["issuers"], alone["date"]) == (["某省人民政府"], "2023-05-01")


def test_a_title_has_no_blanks_of_any_kind_around_it() -> None:
    """Whoever writes a page of it strips them, and would say another title."""
    assert convert_bytes("附件\u2001砥".encode(), "a.txt").edition.title == "砥"


def test_deadlines_in_a_column_are_no_day_of_issue() -> None:
    cells = [cell for month in (9, 10, 12) for cell in ("建设渔港", "市渔业局", f"2025年{month}月")]
    assert of("date", TITLE, "某省渔业局", "2025年3月", BODY, cells) == "2025-03"
    assert of("date", TITLE, "某省渔业局", "2025年3月6日", BODY, cells) == "2025-03-06"
    assert of("date", TITLE, BODY, cells, "某省渔业局", "2025年3月6日") == "2025-03-06"


def test_a_card_tells_the_day_of_the_month_on_the_cover() -> None:
    assert of("date", "成文日期：2025-03-20", TITLE, "某省渔业局", "2025年3月", BODY) == "2025-03-20"
    assert of("date", "成文日期：2025-04-20", TITLE, "某省渔业局", "2025年3月", BODY) == "2025-03"


def test_who_issues_is_no_title_where_that_is_a_picture() -> None:
    body = "".join(f"<p>{line}</p>" for line in ("某省人民政府", "2025年3月5日", *BODY))
    page = f"<html><title>{TITLE}-某省人民政府门户网站</title><body>{body}</body></html>"
    assert of("title", page, name="a.html") == TITLE


def test_other_documents_in_a_list_of_links_are_no_title() -> None:
    menu = "<ul><li><a href='a'>某省人民政府关于印发渔港条例的通知</a></li></ul>"
    page = f"<html><body>{menu}{''.join(f'<p>{line}</p>' for line in (*LETTER, TITLE, *BODY))}</body></html>"
    assert of("letter", page, name="a.html") == LETTER[0]


def test_a_year_may_end_a_title() -> None:
    assert read("某省渔业发展蓝图2035", BODY)["doubts"] == read("某省渔业发展蓝图", BODY)["doubts"]


def test_a_line_behind_a_dash_is_the_second_part_of_a_title() -> None:
    assert of("title", "推动渔业绿色发展", "——某省三年行动计划", BODY) == "推动渔业绿色发展——某省三年行动计划"
    report = read(
        "政府工作报告", "——2025年1月14日在某市第五届人民代表大会第六次会议上", "某市人民政府", "各位代表：", BODY
    )
    assert (report["title"], report["issuers"], report["date"]) == ("政府工作报告", ["某市人民政府"], "2025-01-14")


def test_who_signs_side_by_side_in_a_table_without_lines() -> None:
    letter = "".join(f"<p>{line}</p>" for line in LETTER[:4])
    rows = "<tr><td>某省渔业局</td><td>某省财政厅</td></tr><tr><td></td><td>2023年5月6日</td></tr>"
    page = f"<body>{letter}<table>{rows}</table>{''.join(f'<p>{line}</p>' for line in (TITLE, *BODY))}</body>"
    assert (of("date", page, name="a.html"), of("doubts", page, name="a.html")) == ("2023-05-06", ["issuers-differ"])


def test_each_of_many_who_issue_stands_on_a_line_of_the_title() -> None:
    names = [f"某市{body}局" for body in ("教育", "财政", "交通运输", "水利", "商务", "统计")]
    title = [*(f"{name}、" for name in names[:-1]), names[-1], "关于印发《某市渔业发展规划》的通知"]
    letter = [*title, "某政发〔2023〕5号", *LETTER[2:3], "现将《某市渔业发展规划》印发给你们。", *names, "2023年5月6日"]
    found = read(letter, "某市渔业发展规划", BODY)
    assert (found["issuers"], found["doubts"]) == (names, [])


def test_a_body_below_the_title_issues_though_the_page_is_called_after_it() -> None:
    body = "".join(f"<p>{line}</p>" for line in (TITLE, "某省渔业局", "2023年5月6日", *BODY))
    assert of("issuers", f"<title>某省渔业局</title><body>{body}</body>", name="a.html") == ["某省渔业局"]


def test_a_regulation_counted_within_its_year() -> None:
    assert (
        of("number", "第12/2024號行政法規", "漁業管理規章", "第一條　制定本規章。", "第二條　即日生效。")
        == "第12/2024號行政法規"
    )


def test_an_order_under_the_short_name_of_who_gave_it_is_the_same() -> None:
    order = [
        "某省人民政府令",
        "第12号",
        "某省渔业管理办法",
        "第一条　为管理渔业，制定本办法。",
        "第二条　自2024年5月1日起施行。",
    ]
    found = read("文号：省政府令第12号", order)
    assert (found["number"], "number-differs" in found["doubts"]) == ("某省人民政府令第12号", False)
    assert "number-differs" in read("文号：省政府令第13号", order)["doubts"]


def test_an_order_stands_above_those_that_the_record_tells_of() -> None:
    record = "（2018年3月1日某省人民政府令第5号公布　2024年3月1日修订）"
    articles = ["第一条　为管理渔业，制定本办法。", "第二条　自2024年5月1日起施行。"]
    found = read("某省人民政府令", "第12号", "某省渔业管理办法", record, articles)
    assert (found["number"], "number-differs" in found["doubts"]) == ("某省人民政府令第12号", False)
    assert of("number", "某省渔业管理办法", record, articles) == "某省人民政府令第5号"
