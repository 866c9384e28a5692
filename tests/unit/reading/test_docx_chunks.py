"""What a Word file imports: other Word files in their place, a page alone as itself, all else as a sign."""

from __future__ import annotations

from word_files import abstract, lvl, make_parts, num, p, pack, print_lines, relations

from build_tools.pipeline import convert_bytes
from build_tools.reading import docx_plain
from build_tools.reading.docx_file import read_docx
from build_tools.reading.variants import compare_reading
from build_tools.render.outline import render_outline

PAGE = "<html><body><h1>某市发展规划</h1><p>一、总体要求</p><p>坚持创新。</p></body></html>"
MAIL = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"
CHUNK = '<w:altChunk r:id="c1"/>'


def make_file(chunk: str | bytes, *body: str, numbering: str = "") -> bytes:
    parts: dict[str, str | bytes] = {**make_parts(*body, numbering=numbering), "word/a.bin": chunk}
    named = {"c1": ("aFChunk", "a.bin")} | ({"n1": ("numbering", "numbering.xml")} if numbering else {})
    return pack({**parts, "word/_rels/document.xml.rels": relations(named)})


def test_a_word_file_is_read_in_its_place_with_its_own_numbers() -> None:
    numbering = abstract(0, lvl(0, "chineseCounting", "%1、")) + num(1, 0)
    inner = pack(make_parts(p("重点任务", number="1"), numbering=numbering))
    data = make_file(inner, p("总体要求", number="1"), CHUNK, p("附则", number="1"), numbering=numbering)
    reading = read_docx(data, "a.docx")
    assert print_lines(reading) == ["一、总体要求", "一、重点任务", "二、附则"]
    assert compare_reading(reading, [docx_plain.find_texts(data, "a.docx")], docx_plain.READER).count == 0


def test_a_page_alone_is_read_as_a_page() -> None:
    for chunk in (PAGE, MAIL):
        outline = render_outline(convert_bytes(make_file(chunk, CHUNK, "<w:p/>"), "a.docx").edition, [])
        assert outline["title"] == "某市发展规划"
        assert [item["heading"] for item in outline["items"]] == ["总体要求"]


def test_a_page_beside_text_is_a_sign() -> None:
    assert print_lines(read_docx(make_file(PAGE, p("甲"), CHUNK), "a.docx")) == ["甲", "〔嵌入对象〕"]


def test_files_that_import_each_other_without_end_are_cut_off() -> None:
    data = make_file(p("甲"), p("底"))
    for _ in range(6):
        data = make_file(data, p("层"), CHUNK)
    assert print_lines(read_docx(data, "a.docx"))[-1] == "〔嵌入对象〕"
