"""A web archive's pages are taken one by one, with their address and day; what is damaged is told."""

from __future__ import annotations

import gzip
import tomllib
import zlib
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.errors import UnreadableSourceError
from build_tools.intake import gather_files
from build_tools.pipeline import convert_work
from build_tools.reading.web_archive import is_web_archive, read_web_archive, split_web_archive

PAGE = "<html><body><h1>某市{}规划</h1><p>一、总则</p><p>加快建设。</p><p>二、附则</p><p>施行。</p></body></html>"
BODY = PAGE.format("数字").encode("gb18030")


def record(kind: str, content: bytes, address: str = "https://www.example.gov.cn/a.html") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-11-07T19:16:30Z\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content + b"\r\n\r\n"


def answer(
    body: bytes = BODY, headers: str = "", status: str = "200 OK", kind: str = "text/html; charset=gbk"
) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body


CRAWL = (
    record("warcinfo", b"software: a\r\n", ""),
    record("request", b"GET / HTTP/1.1\r\n\r\n"),
    record("response", answer()),
    record("response", answer(status="404 Not Found")),
    record("response", answer(kind="image/png")),
    record("response", answer(PAGE.format("产业").encode(), kind="text/html"), "https://www.example.gov.cn/b.html"),
)


def test_pages_are_told_from_other_records_and_cut_out_as_they_stand() -> None:
    pages = split_web_archive(b"".join(CRAWL), "a.warc")
    assert [(page.number, page.title) for page in pages] == [
        (1, "https://www.example.gov.cn/a.html"),
        (2, "https://www.example.gov.cn/b.html"),
    ]
    assert [page.data for page in pages] == [CRAWL[2].removesuffix(b"\r\n\r\n"), CRAWL[5].removesuffix(b"\r\n\r\n")]
    assert [read_web_archive(page.data, "a").text for page in pages] == [PAGE.format("数字"), PAGE.format("产业")]


def test_a_page_is_told_by_its_title() -> None:
    page = BODY.replace(b"<body>", "<title>某市\n&amp;规划</title><body>".encode("gb18030"))
    (found,) = split_web_archive(record("response", answer(page)), "a.warc")
    assert found.title == "某市 &规划 https://www.example.gov.cn/a.html"


def test_members_of_gzip_are_read_one_after_another() -> None:
    packed = b"".join(map(gzip.compress, CRAWL))
    assert is_web_archive(packed)
    assert split_web_archive(packed, "a.warc.gz") == split_web_archive(b"".join(CRAWL), "a.warc")
    assert not is_web_archive(gzip.compress(b"<html>"))
    assert not is_web_archive(b"\x1f\x8b\x08")


def test_address_day_and_charset_are_what_the_archive_says() -> None:
    reading = read_web_archive(CRAWL[2], "a.warc")
    assert [(field.fact, field.value) for field in reading.fields] == [
        ("source_url", "https://www.example.gov.cn/a.html"),
        ("retrieved", "2021-11-07"),
    ]
    assert (reading.format, reading.wrapped) == ("warc", True)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY), "Transfer-Encoding: chunked\r\n"),
        (BODY, "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(BODY), "Content-Encoding: gzip\r\n"),
        (zlib.compress(BODY), "Content-Encoding: deflate\r\n"),
        (BODY, "Content-Encoding: br\r\n"),
    ],
    ids="chunked joined gzip deflate unpacked".split(),
)
def test_what_a_server_has_packed_is_opened(body: bytes, headers: str) -> None:
    assert read_web_archive(record("response", answer(body, headers)), "a").text == PAGE.format("数字")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"".join(CRAWL[:2]), "holds 0 pages"),
        (b"".join(CRAWL), "holds 2 pages"),
        (CRAWL[2][:200], "cut off"),
        (gzip.compress(CRAWL[2])[:-20], "cut off"),
        (CRAWL[2].replace(b"Content-Length: ", b"Content-Length: x", 1), "no length"),
        (CRAWL[2] + b"rubbish", "damaged"),
        (record("response", answer(b"\x01\x02", "Content-Encoding: br\r\n")), "packed by br"),
        (record("response", answer(b"\x01\x02", "Content-Encoding: gzip\r\n")), "damaged"),
    ],
    ids="none several cut torn length rubbish brotli bad".split(),
)
def test_what_cannot_be_read_is_told_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSourceError, match=message) as caught:
        read_web_archive(data, "a.warc")
    assert caught.value.remedy


def test_each_page_of_an_archive_is_a_work(tmp_path: Path) -> None:
    packed = b"".join(map(gzip.compress, CRAWL))
    (tmp_path / "crawl.warc.gz").write_bytes(packed)
    assert [one.name for (one,) in gather_files(packed, "crawl.warc.gz").documents] == ["crawl-1.warc", "crawl-2.warc"]
    assert main(["add", "--project", str(tmp_path), str(tmp_path / "crawl.warc.gz")]) == 0
    folders = sorted((tmp_path / "seeds").iterdir())
    titles = {convert_work(folder).base.edition.facts.title for folder in folders}
    assert titles == {"某市数字规划", "某市产业规划"}
    (entry,) = tomllib.loads((folders[0] / "manifest.toml").read_text("utf-8"))["witness"]
    assert entry["source_url"].startswith("https://www.example.gov.cn/")
    assert entry["retrieved"] == "2021-11-07"
    assert entry["taken_from"].startswith("crawl.warc.gz: record of https://")
