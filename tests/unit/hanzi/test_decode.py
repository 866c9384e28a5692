import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.errors import UnreadableSourceError
from build_tools.hanzi.decode import decode_source

SIMPLIFIED = "为加快推进本市工业软件高质量发展，现将《行动计划》印发给你们，请按照执行。\r\n一、总体要求\r\n"
TRADITIONAL = "為加快推進本市工業軟體高品質發展，現將《行動計畫》印發給你們，請按照執行。\r\n一、總體要求\r\n"


@pytest.mark.parametrize(
    ("text", "encoding", "codec"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED + "镕㐀", "gb18030", "gb18030"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "cp950"),
        (TRADITIONAL + "嘅咗", "big5hkscs", "big5hkscs"),
        (TRADITIONAL * 50 + "嘅", "big5hkscs", "big5hkscs"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        ("<html><body>plain</body></html>", "utf-16-le", "utf-16-le"),
        ("plain\n", "ascii", "utf-8"),
    ],
)
def test_encodings(text: str, encoding: str, codec: str) -> None:
    assert decode_source(text.encode(encoding), "a") == (text, codec)


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_a_file_of_a_mark_alone_is_empty(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="the file is empty"):
        decode_source(data, "a.txt")


def test_big_endian_mark() -> None:
    data = codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")
    assert decode_source(data, "a") == (SIMPLIFIED, "utf-16")


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1", "shift_jis", "punycode", "zip", "?"])
@pytest.mark.parametrize(("text", "encoding", "codec"), [
    (SIMPLIFIED, "utf-8", "utf-8"),
    (SIMPLIFIED, "gb18030", "gb18030"),
    (TRADITIONAL, "big5", "cp950"),
])  # fmt: skip
def test_a_wrong_declaration_is_not_believed(declared: str, text: str, encoding: str, codec: str) -> None:
    for head in (f'<meta charset="{declared}">', f'<?xml version="1.0" encoding="{declared}"?>'):
        assert decode_source((head + text).encode(encoding), "a") == (head + text, codec)


def test_a_right_declaration_decides_where_nothing_else_does() -> None:
    page = '<meta content="text/html; charset=iso-8859-1">caf\u00e9 na\u00efve fa\u00e7ade \u00fc'
    assert decode_source(page.encode("latin-1"), "a") == (page, "cp1252")


@pytest.mark.parametrize(
    ("text", "encoding", "codec"),
    [(SIMPLIFIED, "utf-8", "utf-8"), (SIMPLIFIED, "gb18030", "gb18030"), (TRADITIONAL, "big5", "cp950")],
)
def test_a_cut_off_last_character(text: str, encoding: str, codec: str) -> None:
    for repeat in (1, 50):
        whole = text * repeat
        data = whole.encode(encoding) + "发".encode("utf-8" if encoding == "utf-8" else "gb18030")[:1]
        assert decode_source(data, "a") == (whole + "\ufffd", codec)


def test_stray_bytes_under_the_limit() -> None:
    data = (SIMPLIFIED * 100).encode() + b"\xff\n" + SIMPLIFIED.encode() + b"\0\n"
    assert decode_source(data, "a") == (SIMPLIFIED * 100 + "\ufffd\n" + SIMPLIFIED + "\ufffd\n", "utf-8")


def test_stray_bytes_over_the_limit() -> None:
    with pytest.raises(UnreadableSourceError):
        decode_source((SIMPLIFIED.encode() + b"\xff\xff\n") * 50, "a")


def test_replacement_characters_of_the_source_are_no_damage() -> None:
    text = (SIMPLIFIED + "\ufffd") * 20
    assert decode_source(text.encode(), "a") == (text, "utf-8")
    assert decode_source(text.encode() + b"\xe4", "a") == (text + "\ufffd", "utf-8")


def test_a_sample_of_ascii_does_not_hide_the_text() -> None:
    page = "<script>" + "x = 1;\r\n" * 20_000 + "</script>" + SIMPLIFIED
    assert decode_source(page.encode("gb18030"), "a") == (page, "gb18030")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"%PDF-1.7\n", b"PK\x03\x04abc", b"\x89PNG\r\n", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"GIF89a",
        b"\xff\xd8\xff\xe0",
        b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1", bytes(range(256)) * 20, b"\0" * 100,
        b"\x7fELF\x01" + b"\0\1\2" * 50,
        codecs.BOM_UTF16_LE, codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\xff" * 100,
    ],
)  # fmt: skip
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        decode_source(data, "page.html")
    assert str(caught.value.path) == "page.html"
    assert caught.value.remedy
    with pytest.raises(UnreadableSourceError) as called:
        decode_source(data, "plan.PDF")
    assert (called.value.message == "the file is damaged, or no PDF file") == (data[:2] in {b"\0\1", b"\0\0", b"\x7fE"})


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, codec = decode_source(data, "a")
    except UnreadableSourceError:
        return
    assert "\ufffd" in text or data.decode(codec) == text


def test_a_tar_archive_is_called_so() -> None:
    with pytest.raises(UnreadableSourceError, match="this is a tar archive"):
        decode_source(b"a.txt".ljust(257, b"\0") + b"ustar\x0000".ljust(300, b"\0"), "a.tar")


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_any_utf8_text_comes_back(text: str) -> None:
    magic = ("%PDF-", "PK\x03\x04", "{\\rtf", "GIF8")
    if not text.startswith(magic):
        assert decode_source(text.encode(), "a") == (text, "utf-8")
