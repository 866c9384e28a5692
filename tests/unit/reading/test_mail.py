"""MIME: the page of a browser's single file, its address and its day; whatever is damaged is told."""

from __future__ import annotations

import base64
import quopri

import pytest

from build_tools.errors import UnreadableSourceError
from build_tools.pipeline import convert_bytes
from build_tools.reading.formats import tell_format
from build_tools.reading.mail import is_mail, read_mail

PAGE = (
    "<html><head><title>某市发展规划</title></head><body><h1>某市发展规划</h1><p>一、总则</p>"
    "<p>加快=建设。</p><p>二、附则</p><p>施行。</p></body></html>"
)
HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.gov.cn/a.html\r\n"
    "Subject: =?utf-8?B?{}?=\r\nDate: Sat, 7 Nov 2020 19:16:30 +0800\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
).format(base64.b64encode("某市发展规划".encode()).decode())


def make_part(page: str, encoding: str, charset: str, where: str = "https://www.example.gov.cn/a.html") -> bytes:
    data = page.encode(charset)
    body = quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
    head = f"--b\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    return f"{head}Content-Location: {where}\r\n\r\n".encode() + body + b"\r\n"


def make_mail(*parts: bytes) -> bytes:
    return HEAD.encode() + b"".join(parts) + b"--b--\r\n"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_the_page_is_the_text_whatever_its_encodings(encoding: str, charset: str) -> None:
    reading = read_mail(make_mail(make_part(PAGE, encoding, charset)), "a.mhtml")
    assert (reading.text.rstrip("\r\n"), reading.format, reading.part) == (PAGE, "mhtml", "part 1: text/html")
    assert [(field.fact, field.value) for field in reading.fields] == [
        ("source_url", "https://www.example.gov.cn/a.html"),
        ("retrieved", "2020-11-07"),
        ("", "某市发展规划"),
    ]


def test_it_is_converted_as_the_page_itself() -> None:
    saved = convert_bytes(make_mail(make_part(PAGE, "base64", "utf-8")), "a.mhtml").edition
    plain = convert_bytes(PAGE.encode(), "a.html").edition
    assert [block.printed for block in saved.blocks] == [block.printed for block in plain.blocks]
    assert saved.facts.source_url == "https://www.example.gov.cn/a.html"


def test_a_frame_that_holds_the_document_is_the_text_and_the_root_is_told() -> None:
    root = make_part("<html><body>首页<iframe></iframe></body></html>", "base64", "utf-8")
    frame = make_part(PAGE, "base64", "utf-8", "https://www.example.gov.cn/frame.html")
    reading = read_mail(make_mail(root, frame), "a.mhtml")
    assert reading.text.rstrip("\r\n") == PAGE
    assert [field.value for field in reading.fields if field.name == "not read"] == [
        "https://www.example.gov.cn/a.html: 45 characters"
    ]


@pytest.mark.parametrize(
    "text", [PAGE, "From: 某市\n\n一、总则\n", "Subject: 甲\n\nMIME-Version: 1.0\n", "一、总则\nMIME-Version: 1.0"]
)
def test_pages_and_texts_are_no_mail(text: str) -> None:
    assert not is_mail(text.encode())
    assert tell_format(text.encode()) is None


@pytest.mark.parametrize(
    "data",
    [
        make_mail(),
        HEAD.encode(),
        HEAD.encode() + b"--b\r\nContent-Type: image/png\r\n\r\nabc\r\n--b--\r\n",
        HEAD.encode() + b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n" * 70,
    ],
)
def test_a_file_without_a_page_is_refused_with_its_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        read_mail(data, "a.mhtml")
    assert "HTML" in caught.value.remedy


def test_a_charset_that_is_none_is_passed_over() -> None:
    data = make_mail(make_part(PAGE, "base64", "utf-8")).replace(b"charset=utf-8", b"charset=ut\xff-8")
    assert read_mail(data, "a.mhtml").text.rstrip("\r\n") == PAGE
