"""Dumps of records: one is read, many are cut into files of one each, and a bad one stops no other."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import pytest

from build_tools.errors import UnreadableSourceError
from build_tools.intake import gather_files, read_file
from build_tools.pipeline import audit_converted, convert_bytes, convert_files
from build_tools.reading.formats import tell_format
from build_tools.reading.records import is_dump, read_record, split_dump


def make_text(number: int) -> str:
    return f"某市第{number}号发展规划\n一、总则\n加快“建设”。\n二、附则\n施行。\n"


def make_record(number: int) -> dict[str, object]:
    return {
        "标题": f"某市第{number}号发展规划",
        "meta": {"文号": f"某政发〔2020〕{number}号"},
        "正文": make_text(number),
    }


def _escape_twice(page: str) -> str:
    return html.escape(html.escape(page))


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


@pytest.mark.parametrize(
    ("value", "part"),
    [
        (make_record(1), "正文"),
        ({"code": 200, "data": [make_record(1)]}, "data[0].正文"),
        ([{"_id": 7, "_source": make_record(1)}], "[0]._source.正文"),
        ({"title": "甲", "content": make_text(1).split("\n")}, "content"),
        ([{"doc": "7", "no": n, "text": line} for n, line in enumerate(make_text(1).split("\n"))], "text"),
        ({"content": make_text(1).replace("\n", "\\n")}, "content"),
    ],
)
def test_one_record_is_read_wherever_it_stands(value: object, part: str) -> None:
    reading = read_record(dump(value), "a.json")
    assert (reading.text.rstrip("\n"), reading.part) == (make_text(1).rstrip("\n"), part)


def test_lines_that_are_not_counted_or_have_titles_are_records_of_their_own() -> None:
    rows = [{"no": n, "text": f"某市第{n}号发展规划一、总则加快建设。"} for n in range(4)]
    assert len(split_dump(dump(rows), "a.json")) == 1
    assert len(split_dump(dump([{**row, "title": f"第{row['no']}号"} for row in rows]), "a.json")) == 4
    assert len(split_dump(dump([{**row, "no": 7} for row in rows]), "a.json")) == 4
    assert len(split_dump(dump([{**row, "text": make_text(1)} for row in rows]), "a.json")) == 4


def test_its_fields_tell_the_facts_of_the_document() -> None:
    facts = convert_bytes(
        dump([{"url": "https://www.example.gov.cn/a", "_source": make_record(1)}]), "a.json"
    ).edition.facts
    assert (facts.title, facts.doc_number, facts.source_url) == (
        "某市第1号发展规划",
        "某政发〔2020〕1号",
        "https://www.example.gov.cn/a",
    )


@pytest.mark.parametrize("write", [str, html.escape, _escape_twice])  # a server may escape it for a page of its own
def test_markup_in_a_field_is_read_as_a_page(write: Callable[[str], str]) -> None:
    page = write("<p>某市发展规划</p><p>一、总&nbsp;则</p><p>加快。</p>")
    edition = convert_bytes(dump({"html": page}), "a.json").edition
    assert [block.printed for block in edition.blocks][-2:] == ["一、总\xa0则", "加快。"]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_each_record_is_cut_out_as_it_stands(codec: str) -> None:
    text = json.dumps({"n": 2, "rows": [make_record(1), make_record(2)]}, ensure_ascii=False, indent=2)
    records = split_dump(text.encode(codec), "a.json")
    assert [(one.number, one.place, one.title) for one in records] == [
        (1, "rows[0]", "某市第1号发展规划"),
        (2, "rows[1]", "某市第2号发展规划"),
    ]
    for one in records:
        own = one.data.decode(codec)
        assert own.lstrip("\ufeff") in text
        assert read_record(one.data, "a.json").text == make_text(one.number)


def test_lines_of_json_are_records_and_a_bad_one_is_told() -> None:
    lines = [json.dumps(make_record(n), ensure_ascii=False) for n in (1, 2)]
    records = split_dump("\n".join([lines[0], "{broken", '{"id": 3}', lines[1], ""]).encode(), "a.jsonl")
    assert [(one.number, bool(one.data), one.place) for one in records] == [
        (1, True, "line 1"),
        (2, False, "line 2"),
        (3, False, "line 3"),
        (4, True, "line 4"),
    ]
    assert records[1].fault.startswith("line 2 is damaged: ")
    assert records[2].fault == "line 3: no field holds the text of a document"


def test_an_object_without_a_text_among_records_is_told() -> None:
    records = split_dump(dump({"data": [make_record(1), {"标题": "某市第2号发展规划"}, make_record(3)]}), "a.json")
    assert [(one.number, one.place, bool(one.data)) for one in records] == [
        (1, "data[0]", True),
        (2, "data[1]", False),
        (3, "data[2]", True),
    ]


@pytest.mark.parametrize(("delimiter", "codec"), [(",", "utf-8-sig"), ("\t", "gb18030"), (";", "utf-8")])
def test_rows_of_a_table_are_records(delimiter: str, codec: str) -> None:
    def row(*cells: str) -> str:
        return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)

    rows = [
        delimiter.join(("标题", "发布日期", "正文")),
        *(row(f"某市第{n}号发展规划", "2020-01-02", make_text(n)) for n in (1, 2)),
    ]
    data = "\r\n".join([*rows, ""]).encode(codec)
    found = tell_format(data)
    assert found is not None
    records = split_dump(data, "a.csv")
    assert [(one.place, one.title) for one in records] == [
        ("row 2", "某市第1号发展规划"),
        ("row 3", "某市第2号发展规划"),
    ]
    reading = read_record(records[1].data, "a.csv")
    assert (reading.text, reading.part, reading.format) == (make_text(2), "row 2.正文", "csv")
    assert [(field.fact, field.value) for field in reading.fields] == [
        ("title", "某市第2号发展规划"),
        ("date_published", "2020-01-02"),
    ]


def test_the_line_that_tells_excel_the_delimiter_is_no_header() -> None:
    reading = read_record(f"\ufeffsep=;\r\n标题;正文\r\n甲;{make_text(1)!r}\r\n".encode(), "a.csv")
    assert (reading.part, reading.fields[0].value) == ("row 2.正文", "甲")


@pytest.mark.parametrize(
    "text",
    [
        f"callback({dump([make_record(1), make_record(2)]).decode()});\n",
        dump({"status": 0, "content": dump([make_record(1), make_record(2)]).decode()}).decode(),
        dump({f"https://www.example.gov.cn/{n}": make_record(n) for n in (1, 2)}).decode(),
    ],
)
def test_records_in_a_call_in_a_text_and_under_addresses_are_cut_out(text: str) -> None:
    assert is_dump(text.encode())
    records = split_dump(text.encode(), "a.json")
    assert [json.loads(one.data) for one in records] == [make_record(1), make_record(2)]


def test_pages_of_one_record_are_one_text() -> None:
    texts = [make_text(1).rstrip("\n"), "三、加快建设现代产业体系，推动高质量发展。"]
    pages = [{"page": at, "text": text} for at, text in enumerate(texts, 1)]
    reading = read_record(dump({"title": "某市第1号发展规划", "pages": pages}), "a.json")
    assert (reading.text, reading.part) == ("\n".join(texts), "pages")


@pytest.mark.parametrize("number", ["page_no", "pageNum", "页码"])
def test_numbered_pages_are_one_text_without_a_title_above(number: str) -> None:
    texts = ["一、总则\n加强领导，优化环境。", "二、附则\n本规划自发布之日起施行。"]
    pages = [{number: at, "text": text} for at, text in enumerate(texts, 1)]
    assert read_record(dump({"file": "a.pdf", "pages": pages}), "a.json").text == "\n".join(texts)


def test_headings_among_the_parts_of_a_text_are_parts_of_it() -> None:
    texts = ["第一章　目标", "到2025年，建成一批项目，形成产业集群。", "第二章　保障", "加强组织领导，落实各项任务。"]
    blocks = [{"type": "h2" if at % 2 == 0 else "p", "text": text} for at, text in enumerate(texts)]
    assert read_record(dump({"title": "某市发展规划", "blocks": blocks}), "a.json").text == "\n".join(texts)


def test_pairs_and_objects_name_what_they_hold() -> None:
    record = {
        "正文": make_text(1),
        "props": [{"name": "发文字号", "value": "某政发〔2020〕1号"}, {"name": "其他"}],
        "发文机关": {"@type": "Organization", "name": "某市人民政府"},
    }
    told = [(field.name, field.fact, field.value) for field in read_record(dump(record), "a.json").fields]
    assert ("props[0]", "doc_number", "某政发〔2020〕1号") in told
    assert ("发文机关.name", "issuer", "某市人民政府") in told


def test_many_records_are_no_single_text() -> None:
    with pytest.raises(UnreadableSourceError, match="2 records: 1 某市第1号发展规划; 2 某市第2号发展规划") as caught:
        read_record(dump([make_record(1), make_record(2)]), "a.json")
    assert "--record" in caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}', b"[]", b'{"content": "no Chinese"}', b'{"content": "', b"[" * 100_000, b'{"a":' * 50_000,
        '{"content": "某市发展规划'.encode(), b'{"n": 1' + b"0" * 10_000 + b"}",
    ],
)  # fmt: skip
def test_what_holds_no_document_is_refused_with_its_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        split_dump(data, "a.json")
    assert caught.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "[一、总则](a.html)\n",
        "某市，发展，规划\n一、总则\n",
        "标题,内容简述不是表头而是一句很长很长很长很长很长很长的话\n",
        "{某市}规划",
    ],
)
def test_texts_are_no_dumps(text: str) -> None:
    assert not is_dump(text.encode())
    assert not is_dump(text.encode("utf-16"))


def test_half_a_surrogate_pair_reads_as_unreadable() -> None:
    data = ('{"content": "某市发展规划' + "\\ud800" + '一、总则：加快建设"}').encode()
    assert "规划\ufffd一" in read_record(data, "a.json").text


def test_a_title_that_a_record_holds_in_a_field_of_its_own_is_no_unprinted_one() -> None:
    record = {
        "title": "某镇人居环境整治行动方案",
        "content": "<p>一、目标</p><p>治理污水。</p><p>二、任务</p><p>改造厕所。</p>",
    }
    (document,) = gather_files(dump(record), "a.json").documents
    converted = audit_converted(convert_files([read_file(file) for file in document]))
    assert (converted.edition.title, converted.edition.diagnostics) == (record["title"], ())
