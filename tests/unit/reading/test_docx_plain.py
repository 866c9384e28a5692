"""The texts of a Word file's XML, found without reading the XML, are those that the reader gives."""

from __future__ import annotations

from word_files import abstract, lvl, make_parts, num, p, pack, r, root, row, table

from build_tools.reading import docx_plain
from build_tools.reading.docx_file import read_docx
from build_tools.reading.variants import compare_reading

BOX = (
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    f"{p('框内')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{p('框内')}"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
)
BODY = (
    p("某市发展规划"),
    p("总则", number="1"),
    p("甲", r(content="<w:noBreakHyphen/>"), "乙&<"),
    p("<w:del><w:r><w:delText>旧文</w:delText></w:r></w:del>", "新文"),
    p(r("有框", content=BOX)),
    table(row("指标", "目标")),
    p(r(content='<w:sym w:font="Wingdings" w:char="F0FE"/>'), "达标"),
)


def make_file() -> bytes:
    return pack(
        make_parts(
            *BODY, numbering=abstract(0, lvl(0, "chineseCounting", "%1、")) + num(1, 0), others={"header1": p("页眉")}
        )
    )


def test_all_texts_of_a_file_are_found() -> None:
    reading = read_docx(make_file(), "a.docx")
    found = compare_reading(reading, [docx_plain.find_texts(make_file(), "a.docx")], docx_plain.READER)
    assert (found.count, found.variants, found.fault) == (0, (), "")


def test_what_the_reader_would_lose_is_told() -> None:
    parts = make_parts(p("某市发展规划"), "<w:unknown><w:p><w:r><w:t>产业基础</w:t></w:r></w:p></w:unknown>")
    data = pack(parts)
    found = compare_reading(read_docx(data, "a"), [docx_plain.find_texts(data, "a")], docx_plain.READER)
    assert [(one.first, one.second) for one in found.variants] == [("", "产业基础")]


def test_other_prefixes_and_encodings_are_read() -> None:
    parts = make_parts()
    text = root("w:document", "<w:body><w:p><w:r><w:t>某市发展规划</w:t></w:r></w:p></w:body>")
    parts["word/document.xml"] = text.replace("xmlns:w=", "xmlns:x=").replace("w:", "x:").replace("x14x:", "w14:")
    assert docx_plain.find_texts(pack(parts), "a") == "某市发展规划"
