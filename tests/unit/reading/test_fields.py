"""Fields of records: what their names and values tell."""

from __future__ import annotations

import pytest

from build_tools.clean.portal_words import FACTS
from build_tools.reading.fields import Named, choose_text, load_names, read_fields, tell_kind

TEXT = "某市发展规划\n一、总则\n加快建设。"
LONG = "为加快建设，制定本规划。" * 30


def make_fields(**values: str) -> list[Named]:
    return [Named(name, name, value) for name, value in values.items()]


def test_each_kind_is_one_that_somebody_reads() -> None:
    assert set(load_names().kinds.values()) - FACTS == {"text", "page", "other", "retrieved"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("content", "text"), ("Article_Content", "text"), ("正文", "text"), ("政策正文", "text"),
        ("content-html", "page"),
        ("摘要", "other"), ("发文字号", "doc_number"), ("信息发文字号", "doc_number"), ("pubDate", "date_published"),
        ("成文日期", "date_signed"), ("crawl_time", "retrieved"), ("id", ""), ("栏目", ""), ("发布机构：", "publisher"),
        ("单位", "publisher"), ("责任单位", ""), ("department", "publisher"), ("正文html", "page"),
        ("zcContent", "text"), ("內容", "text"), ("標題", "title"), ("發文字號", "doc_number"), ("關鍵詞", "other"),
    ],
)  # fmt: skip
def test_names_tell_what_a_field_is(name: str, kind: str) -> None:
    assert tell_kind(name) == kind


def test_markup_of_the_same_words_is_preferred_to_plain_text() -> None:
    html = "<p>" + TEXT.replace("\n", "</p><p>") + "</p>"
    fields = make_fields(content=TEXT, html=html, summary=LONG)
    assert choose_text(fields) == fields[1]
    assert choose_text(make_fields(content=TEXT + LONG, html=html)) == Named("content", "content", TEXT + LONG)


def test_a_long_text_is_the_document_whatever_its_name() -> None:
    fields = make_fields(x1="短", x2=LONG)
    assert choose_text(fields) == fields[1]
    assert choose_text(make_fields(summary=LONG, title="某市发展规划")) is None


def test_values_tell_facts_and_the_rest_stays_on_record() -> None:
    fields = make_fields(
        title="某市发展规划",
        name="另一个",
        x="某政发〔2020〕5号",
        source="https://www.example.gov.cn/a",
        pubtime="1583020800000",
        crawltime="2020-03-05 11:12:13",
        url="无",
        content=TEXT,
        tags="规划",
    )
    told = [(field.name, field.fact, field.value) for field in read_fields(fields, fields[7])]
    assert told == [
        ("title", "title", "某市发展规划"),
        ("name", "", "另一个"),
        ("x", "doc_number", "某政发〔2020〕5号"),
        ("source", "source_url", "https://www.example.gov.cn/a"),
        ("pubtime", "date_published", "2020-03-01 (1583020800000)"),
        ("crawltime", "retrieved", "2020-03-05"),
        ("url", "", "无"),
        ("tags", "", "规划"),
    ]


def test_a_long_value_is_cut_and_the_cut_is_told() -> None:
    fields = make_fields(content=TEXT, summary=LONG * 3)
    assert read_fields(fields, fields[0])[0].value.endswith(f"… ({len(LONG * 3)} characters)")


def test_a_number_that_names_a_file_is_no_title() -> None:
    fields = make_fields(file_name="某政发〔2020〕5号.pdf", content=TEXT)
    assert [(field.fact, field.value) for field in read_fields(fields, fields[1])] == [("", "某政发〔2020〕5号.pdf")]
