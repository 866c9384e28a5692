"""Pages that are pictures are recognised where that is asked for; what a machine reads is marked and never proven."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import typst

from build_tools import intake, second_reading
from build_tools.cli import main
from build_tools.errors import UnreadableSourceError
from build_tools.intake import SourceFile, read_file
from build_tools.model.link import WorkLinks
from build_tools.pipeline import convert_work
from build_tools.reading import recogniser
from build_tools.reading.pdf_file import read_pdf
from build_tools.reading.recogniser import PageImage, Recogniser, SeenLine, open_recogniser, place_lines
from build_tools.render.sources import describe_files
from build_tools.rendering import render_work

PLAN = ("某市数字发展规划", "一、总体要求", "坚持创新驱动，建设平台。", "二、主要任务", "完善制度，加强管理。")
HEIGHT = 30.0


@cache
def draw_pages(source: str) -> bytes:
    return bytes(typst.compile(f'#set page(width: 300pt, height: 400pt)\n#set text(lang: "zh")\n{source}'.encode()))


def see(picture: PageImage) -> list[SeenLine]:
    assert len(picture.pixels) == picture.width * picture.height * 3
    return [
        SeenLine(line, (100, 60.0 * at, 100 + HEIGHT * len(line), 60 * at + HEIGHT)) for at, line in enumerate(PLAN, 1)
    ]


ENGINE = Recogniser("rapidocr 1", see)
DRAWN = draw_pages("#rect(width: 40pt)")


def test_a_page_without_characters_is_read_by_the_engine_and_marked() -> None:
    reading = read_pdf(DRAWN, "a.pdf", ENGINE)
    assert [line.text for line in reading.lines()] == list(PLAN)
    assert reading.machine_read
    assert reading.reader.endswith("; rapidocr 1")
    first = next(reading.lines())
    assert first.box is not None
    assert first.box[0] == pytest.approx(100 * 72 / 200)
    assert first.size == pytest.approx(HEIGHT * 72 / 200, abs=0.1)


def test_only_pages_without_characters_are_recognised() -> None:
    text = "围绕软件、网络和算力，建设一批公共服务平台，支撑数字化转型。" * 3
    reading = read_pdf(draw_pages(f"{text}\n#pagebreak()\n#rect(width: 40pt)"), "a.pdf", ENGINE)
    assert [line.text for line in reading.lines() if line.page == 2] == list(PLAN)
    assert "".join(line.text for line in reading.lines() if line.page == 1).replace(" ", "") == text
    assert (reading.machine_read, reading.machine_pages) == (False, (2,))


def test_only_what_a_machine_read_is_unproven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "open_recogniser", lambda: ENGINE)
    text = "围绕软件、网络和算力，建设一批公共服务平台，支撑数字化转型。" * 3
    file = tmp_path / "mixed.pdf"
    file.write_bytes(draw_pages(f"{text}\n#pagebreak()\n#rect(width: 40pt)"))
    assert main(["add", "--ocr", str(file), "--project", str(tmp_path), "--work", "mixed"]) == 0
    work = convert_work(tmp_path / "seeds" / "mixed")
    fidelity = work.base.fidelity
    assert (fidelity.kept, fidelity.machine) == (len(text), sum(map(len, PLAN)))
    told = [(one.code, one.excerpt) for one in work.base.edition.diagnostics if one.code == "machine-read"]
    assert told == [("machine-read", "第2页")]
    pages = render_work(work, WorkLinks())
    assert "<b>第2页由机器识别，未经核对</b>" in pages["index.md"]
    assert f"<td>机器识别：第2页由机器识别，未经核对</td><td>{fidelity.machine}</td>" in pages["record.md"]
    assert [one.get("machine_read") for one in describe_files(work.base.edition)] == [[2]]


def test_a_second_reader_is_not_asked_for_what_a_machine_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "围绕软件、网络和算力，建设一批公共服务平台，支撑数字化转型。" * 3
    data = draw_pages(f"{text}\n#pagebreak()\n#rect(width: 40pt)")
    boxes = f'<page width="9"><word xMin="0" yMin="0" xMax="{9 * len(text)}" yMax="9">{text}</word></page>'
    monkeypatch.setattr(second_reading, "find_words", lambda _: (boxes, "other 1"))
    file = second_reading.read_again(SourceFile("a.pdf", data, read_pdf(data, "a.pdf", ENGINE)))
    assert file.reading is not None
    assert [(second.reader, second.count) for second in file.reading.seconds] == [("other 1", 0)]


def test_a_file_with_characters_is_the_same_with_and_without_the_engine() -> None:
    data = draw_pages("围绕软件、网络和算力，建设一批公共服务平台，支撑数字化转型。")
    assert read_pdf(data, "a.pdf", ENGINE) == read_pdf(data, "a.pdf")


def test_without_the_engine_a_file_of_pictures_is_refused_with_the_remedy() -> None:
    with pytest.raises(UnreadableSourceError, match="holds no text") as caught:
        read_pdf(DRAWN, "a.pdf")
    assert "--ocr" in caught.value.remedy


def test_an_engine_that_sees_nothing_reads_nothing() -> None:
    with pytest.raises(UnreadableSourceError, match="holds no text"):
        read_pdf(DRAWN, "a.pdf", Recogniser("blind", lambda _: []))


def test_lines_of_nearly_one_height_are_of_one_size() -> None:
    seen = [SeenLine(text, (0, 0, 100, height)) for text, height in (("一二", 30), ("三A", 32), ("四", 29), ("题", 60))]
    glyphs = place_lines(seen, 1.0)
    assert [(glyph.char, glyph.size) if glyph else None for glyph in glyphs] == [
        ("一", 31.0),
        ("二", 31.0),
        None,
        ("三", 31.0),
        ("A", 31.0),
        None,
        ("四", 31.0),
        None,
        ("题", 60.0),
        None,
    ]
    third, letter = (glyph for glyph in glyphs[3:5] if glyph)
    assert third.right == letter.left == pytest.approx(200 / 3)


def test_where_the_extra_is_not_installed_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> str:
        raise recogniser.PackageNotFoundError

    monkeypatch.setattr(recogniser, "version", fail)
    with pytest.raises(UnreadableSourceError, match="OCR") as caught:
        open_recogniser()
    assert "plan-publisher[ocr]" in caught.value.remedy


def test_what_a_machine_read_is_told_everywhere_and_counted_as_unproven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(intake, "open_recogniser", lambda: ENGINE)
    file = tmp_path / "scan.pdf"
    file.write_bytes(DRAWN)
    options = ["--project", str(tmp_path), "--work", "scan"]
    assert main(["add", str(file), *options]) == 3
    assert main(["add", "--ocr", str(file), *options]) == 0
    assert "machine-read" in capsys.readouterr().out
    work = convert_work(tmp_path / "seeds" / "scan")
    fidelity = work.base.fidelity
    characters = sum(map(len, PLAN))
    assert (fidelity.kept, fidelity.folded, fidelity.machine) == (0, 0, characters)
    assert fidelity.machine + fidelity.dropped_total == fidelity.characters
    pages = render_work(work, WorkLinks())
    assert "<b>本文由机器识别，未经核对</b>" in pages["index.md"]
    assert f"机器识别而未经核对 {characters}" in pages["index.md"]
    assert f"<td>机器识别：本文由机器识别，未经核对</td><td>{characters}</td>" in pages["record.md"]
    capsys.readouterr()
    assert main(["check", "--reread", "--project", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("readings: 1, would change: 0, could not be read: 0\n")


def test_a_plan_of_characters_says_nothing_of_machines(tmp_path: Path) -> None:
    file = SourceFile("a.txt", "\n".join(PLAN).encode())
    assert read_file(file, ENGINE) == file
    (tmp_path / "a.txt").write_bytes(file.data)
    assert main(["add", str(tmp_path / "a.txt"), "--project", str(tmp_path), "--work", "a"]) == 0
    assert "机器识别" not in "".join(render_work(convert_work(tmp_path / "seeds/a"), WorkLinks()).values())
