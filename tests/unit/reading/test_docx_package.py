"""Word files that are locked, damaged, or made to do harm: each is refused in one sentence, with what to do."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from word_files import NAMESPACES, make_parts, p, pack, print_lines, root

from build_tools.errors import UnreadableSourceError
from build_tools.reading import docx_package, docx_xml
from build_tools.reading.docx_file import read_docx
from build_tools.reading.docx_package import is_word_file
from build_tools.reading.docx_xml import XmlError, parse_xml
from build_tools.reading.formats import tell_format

PARTS = make_parts(p("甲"))


def change(name: str, content: str | bytes) -> bytes:
    return pack({**PARTS, name: content})


def refuse(data: bytes) -> str:
    with pytest.raises(UnreadableSourceError) as caught:
        read_docx(data, "a.docx")
    assert caught.value.remedy
    assert str(caught.value).startswith("a.docx: ")
    return caught.value.message


def test_a_word_file_is_told_from_other_archives() -> None:
    assert is_word_file(pack(PARTS))
    found = tell_format(pack(PARTS))
    assert found is not None
    assert found.name == "docx"
    assert not is_word_file(pack({"page.html": "<p>甲</p>"}))
    assert not is_word_file(pack({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}))
    assert not is_word_file(b"PK\x03\x04")
    assert not is_word_file("一、总则".encode())


def test_a_main_part_of_another_name_is_found_by_its_type() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    moved = {name.replace("word/", "doc/"): content.replace("word/", "doc/") for name, content in PARTS.items()}
    assert not is_word_file(pack({**moved, "[Content_Types].xml": "<Types/>"}))
    moved["[Content_Types].xml"] = f'<Types><Override PartName="/doc/document.xml" ContentType="{kind}"/></Types>'
    assert is_word_file(pack(moved))
    assert print_lines(read_docx(pack(moved), "a.dotx")) == ["甲"]


def test_a_locked_file_is_told() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert is_word_file(data)
    assert refuse(data) == "the file is locked with a password"
    assert not is_word_file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))


def test_a_file_that_is_cut_off_is_told() -> None:
    data = pack(PARTS)[:-100]
    assert is_word_file(data)
    assert "damaged" in refuse(data)


def test_a_damaged_part_is_told() -> None:
    data = bytearray(pack({**PARTS, "word/document.xml": root("w:document", p("甲" * 500))}))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 70
    data[at : at + 8] = b"\xff" * 8
    assert "word/document.xml" in refuse(bytes(data))


def test_a_file_without_a_main_part_is_told() -> None:
    assert refuse(pack({**PARTS, "_rels/.rels": "<Relationships/>"})) == "the file has no main document"


def test_two_parts_of_one_name_are_refused() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in {**PARTS, "WORD/document.xml": PARTS["word/document.xml"]}.items():
            archive.writestr(name, content)
    assert refuse(data.getvalue()) == "two parts of the file have one name"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w [<!ENTITY a "甲">]>',
        '<!DOCTYPE w SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_a_document_type_is_refused(declared: str) -> None:
    document = PARTS["word/document.xml"].replace("?>", f"?>{declared}", 1)
    assert "declares a document type" in refuse(change("word/document.xml", document))
    assert "declares a document type" in refuse(
        change("word/document.xml", document.replace("UTF-8", "UTF-16").encode("utf-16"))
    )


@pytest.mark.parametrize("content", ["", "<w:document>", "<a>&b;</a>", '<?xml version="1.0" encoding="x-none"?><a/>'])
def test_what_is_no_xml_is_refused(content: str) -> None:
    assert "word/document.xml cannot be read" in refuse(change("word/document.xml", content))


def test_a_bomb_is_refused_unread() -> None:
    assert "unpacks to 20 MB" in refuse(change("word/document.xml", b" " * 20_000_000))


def test_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MOST_PARTS", 3)
    assert "the file has 4 parts" in refuse(pack(PARTS))


def test_many_large_parts_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = make_parts(p("甲"), styles="<w:style/>", settings="<w:a/>", numbering="<w:num/>")
    monkeypatch.setattr(docx_package, "LARGEST_PART", max(map(len, parts.values())))
    assert "no document does" in refuse(pack(parts))


def test_depth_and_number_of_elements_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parse_xml(b"<a>" * 400 + b"</a>" * 400).name == "a"
    with pytest.raises(XmlError, match="nested deeper"):
        parse_xml(b"<a>" * 600 + b"</a>" * 600)
    monkeypatch.setattr(docx_xml, "MOST_ELEMENTS", 10)
    with pytest.raises(XmlError, match="more than 10 elements"):
        parse_xml(b"<a>" + b"<b/>" * 10 + b"</a>")


def test_boxes_in_boxes_end() -> None:
    content = p("甲")
    for _ in range(40):
        content = f"<w:p><w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r></w:p>"
    assert print_lines(read_docx(change("word/document.xml", root("w:document", f"<w:body>{content}</w:body>")), "a"))


def test_what_could_run_is_told_and_does_not_run() -> None:
    outside = (
        '<Relationship Id="x1" TargetMode="External" Type="t/oleObject" Target="file:///c:/a.xlsx"/>'
        '<Relationship Id="x2" TargetMode="External" Type="t/hyperlink" Target="https://example.org/"/></Relationships>'
    )
    rels = PARTS["word/_rels/document.xml.rels"].replace("</Relationships>", outside)
    data = pack({**PARTS, "word/_rels/document.xml.rels": rels, "word/vbaProject.bin": b"\0"})
    reading = read_docx(data, "a.docm")
    assert reading.doubts == (("active-content", "word/vbaProject.bin、oleObject: file:///c:/a.xlsx"),)


# -- the same package as one XML file


def flat(parts: dict[str, str]) -> bytes:
    inside = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content.partition("?>")[2] or content}</pkg:xmlData></pkg:part>'
        for name, content in parts.items()
    )
    inside += '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>YQ==</pkg:binaryData></pkg:part>'
    namespaces = {**NAMESPACES, "pkg": "http://schemas.microsoft.com/office/2006/xmlPackage"}
    return root("pkg:package", inside, namespaces).encode()


def test_a_package_in_one_file_is_read() -> None:
    assert is_word_file(flat(PARTS))
    assert print_lines(read_docx(flat(PARTS), "a.xml")) == ["甲"]


def test_a_document_of_word_2003_is_told() -> None:
    data = b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
    assert is_word_file(data)
    assert refuse(data) == "this is an XML document of Word 2003"
