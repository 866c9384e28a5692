"""A file that comes in is read by a second reader; where they differ is kept, told and shown."""

from __future__ import annotations

import base64
import quopri
import subprocess
import sys
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import typst

from build_tools import second_reading
from build_tools.cli import main
from build_tools.engine.terminal import tell_second
from build_tools.intake import SourceFile, read_file
from build_tools.model.link import WorkLinks
from build_tools.model.reading import Reading, ReadLine
from build_tools.pipeline import convert_work
from build_tools.reading.kept import parse_reading, print_reading
from build_tools.render.record import _tell_second
from build_tools.rendering import render_work
from build_tools.second_reading import read_again

sys.path.insert(0, str(Path(__file__).parent / "reading"))
from word_files import abstract, lvl, make_parts, num, p, pack

PLAN = """
#set page(paper: "a5", numbering: "— 1 —")
#set text(lang: "zh", size: 12pt, cjk-latin-spacing: none)
某市数字发展规划

一、总体要求

坚持创新驱动，到2025年建成10个平台。

二、主要任务

完善制度，加强管理。
"""
WORDS = '<page width="1"><word xMin="0" yMin="0" xMax="90" yMax="9">{}</word></page>'


@cache
def print_plan() -> bytes:
    return bytes(typst.compile(PLAN.encode()))


def make_numbered() -> bytes:
    lists = abstract(0, lvl(0, "chineseCounting", "%1、")) + num(1, 0)
    body = (p("某市数字发展规划"), p("总体要求", number="1"), p("坚持创新驱动。"), p("主要任务", number="1"))
    return pack(make_parts(*body, numbering=lists))


def read_twice(data: bytes, name: str) -> Reading:
    reading = read_again(read_file(SourceFile(name, data))).reading
    assert reading is not None
    return reading


def test_a_printed_plan_reads_the_same_to_poppler() -> None:
    (second,) = read_twice(print_plan(), "a.pdf").seconds
    assert (second.count, second.fault) == (0, "")
    assert second.reader.startswith("pdftotext ")
    assert second.characters > len("某市数字发展规划")


def test_what_differs_is_kept_and_is_no_part_of_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "某市数字发展规划一、总体要求坚持创新驱动，到2026年建成10个平台。二、主要任务完善制度，加强管理。—1—"
    monkeypatch.setattr(second_reading, "find_words", lambda _: (WORDS.format(text), "pdftotext 1"))
    reading = read_twice(print_plan(), "a.pdf")
    (second,) = reading.seconds
    assert [(one.page, one.first, one.second) for one in second.variants] == [(1, "5", "6")]
    again = parse_reading(print_reading(reading), "a")
    assert again.seconds == reading.seconds
    assert again == read_file(SourceFile("a.pdf", print_plan())).reading


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (FileNotFoundError("is not installed"), "is not installed"),
        (PermissionError(13, "Permission denied"), "Permission denied"),
        (subprocess.TimeoutExpired("pdftotext", 20), "did not end within 20 seconds"),
    ],
)
def test_without_a_second_reader_the_first_one_is_enough(
    error: Exception, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: bytes) -> tuple[str, str]:
        raise error

    monkeypatch.setattr(second_reading, "find_words", fail)
    (second,) = read_twice(print_plan(), "a.pdf").seconds
    assert (second.reader, second.fault, second.count) == ("pdftotext", fault, 0)


@pytest.mark.parametrize(
    ("office", "exported", "found"),
    [
        ("", "", [("w:t 1", 0, ""), ("LibreOffice", 0, "is not installed")]),
        ("soffice", "一、总体要求坚持创新驱动。二、主要任务", [("w:t 1", 0, ""), ("LibreOffice 1", 0, "")]),
        ("soffice", "一、总体要求坚持创新驱动。一、主要任务", [("w:t 1", 0, ""), ("LibreOffice 1", 1, "")]),
    ],
)
def test_numbers_of_a_word_file_are_read_by_a_word_processor_where_there_is_one(
    office: str, exported: str, found: list[tuple[str, int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_reading, "find_office", lambda: office)
    monkeypatch.setattr(second_reading, "export_text", lambda *_: (f"某市数字发展规划{exported}", "LibreOffice 1"))
    seconds = read_twice(make_numbered(), "a.docx").seconds
    assert [(one.reader, one.count, one.fault) for one in seconds] == found


MHTML = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
    "----b\r\nContent-Type: text/css\r\n\r\np\r\n"
    "----b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: {}\r\n\r\n{}\r\n----b--\r\n"
)
PAGE = "<p>某市数字发展规划</p>\r\n<p>一、总体要求</p>\r\n<p>坚持创新驱动，到2025年建成10个平台。</p>"


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("quoted-printable", quopri.encodestring(PAGE.encode("gb18030")).decode()),
        ("base64", base64.encodebytes(PAGE.encode("gb18030")).decode()),
    ],
)
def test_a_saved_page_is_found_by_its_boundaries_too(packing: str, packed: str) -> None:
    data = MHTML.format(packing, packed).encode()
    (second,) = read_twice(data, "a.mhtml").seconds
    assert (second.reader, second.count, second.fault) == ("boundaries 1", 0, "")
    reading = read_file(SourceFile("a.mhtml", data)).reading
    assert reading is not None
    wrong = replace(reading, pieces=(ReadLine(reading.text.replace("10个", "16个")),))
    (second,) = read_again(SourceFile("a.mhtml", data, wrong)).reading.seconds  # type: ignore[union-attr]
    assert [(one.first, one.second) for one in second.variants] == [("6", "0")]


def test_an_old_word_file_is_read_by_antiword_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (ReadLine("页眉", role="head"), ReadLine("坚持创新驱动，建成平台。"))
    file = SourceFile("a.doc", b"", Reading("doc", "LibreOffice 1; docx 2", "0" * 64, lines))
    monkeypatch.setattr(second_reading, "find_text", lambda _: ("坚持创新驱动，建成平合。", "antiword 1"))
    (second,) = read_again(file).reading.seconds  # type: ignore[union-attr]
    assert (second.reader, [(one.first, one.second) for one in second.variants]) == ("antiword 1", [("台", "合")])


@pytest.mark.parametrize("form", ["ofd", "rtf", "odt", "xlsx"])
def test_a_format_that_nobody_else_reads_is_told(form: str) -> None:
    file = SourceFile(f"a.{form}", b"", Reading(form, "reader 1", "0" * 64, (ReadLine("坚持创新驱动。"),)))
    (second,) = read_again(file).reading.seconds  # type: ignore[union-attr]
    assert tell_second(second) == "not read a second time: no other reader of this format is known"
    assert _tell_second(second) == "这种格式没有另一读取器，没有核对"


def test_a_page_and_a_text_are_read_once() -> None:
    assert read_again(SourceFile("a.txt", b"a")) == SourceFile("a.txt", b"a")


def test_what_differs_is_a_doubt_and_stands_on_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "某市数字发展规划一、总体要求坚持创新驱动，到2025年建成10个平台。二、主要仼务完善制度，加强管理。—1—"
    monkeypatch.setattr(second_reading, "find_words", lambda _: (WORDS.format(text), "pdftotext 1"))
    file = tmp_path / "plan.pdf"
    file.write_bytes(print_plan())
    assert main(["add", "--project", str(tmp_path), str(file), "--work", "plan"]) == 0
    assert "read a second time by pdftotext 1: 54 characters, differences: 1" in capsys.readouterr().out
    work = convert_work(tmp_path / "seeds" / "plan")
    (doubt,) = (doubt for doubt in work.base.edition.diagnostics if doubt.code == "readings-differ")
    assert doubt.message == "pdftotext 1 reads 1 places of the file otherwise"
    record = render_work(work, WorkLinks())["record.md"]
    assert "<td>pdftotext 1：核对 54 字符，1 处不同</td>" in record
    assert "<td>任</td><td>仼</td>" in record


def test_a_second_reading_is_no_reason_to_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> tuple[str, str]:
        raise FileNotFoundError("is not installed")

    file = tmp_path / "plan.pdf"
    file.write_bytes(print_plan())
    assert main(["add", "--project", str(tmp_path), str(file), "--work", "plan"]) == 0
    before = (tmp_path / "seeds/plan/manifest.toml").read_bytes()
    monkeypatch.setattr(second_reading, "find_words", fail)
    assert main(["reread", "plan", "--project", str(tmp_path), "--reason", "试读。"]) == 0
    assert (tmp_path / "seeds/plan/manifest.toml").read_bytes() == before
    assert "reread" not in tomllib.loads(before.decode())
