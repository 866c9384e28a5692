"""Files come in: readings are kept beside them and used by every build; several files make one work."""

from __future__ import annotations

import hashlib
import io
import json
import tomllib
import zipfile
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.errors import ManifestError, UnreadableSourceError
from build_tools.intake import MOST_PIECES, SourceFile
from build_tools.model.division import Division
from build_tools.model.reading import Reading, ReadLine, ReadPage, Stretch
from build_tools.pipeline import convert_work
from build_tools.reading import formats, mail
from build_tools.source.manifest import read_manifest

PLAN = "某市数字发展规划\n一、总体要求\n坚持创新驱动。\n二、主要任务\n完善制度。\n"
MAIL = (
    "Subject: a\nDate: Sat, 7 Nov 2020 19:16:30 +0800\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    "Content-Location: https://www.example.gov.cn/a.html\nContent-Transfer-Encoding: 8bit\n\n" + PLAN
)


def add(root: Path, *arguments: str | Path) -> int:
    return main(["add", "--project", str(root), *map(str, arguments)])


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read_entries(folder: Path) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["witness"]
    return entries


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of a work whose file was read once."""
    assert add(tmp_path, write(tmp_path / "plan.mhtml", MAIL), "--work", "plan") == 0
    return tmp_path / "seeds" / "plan"


def test_any_name_that_a_disk_takes_can_be_kept(tmp_path: Path) -> None:
    for work, name in (("long", "a" * 249 + ".mhtml"), ("bytes", "b\udcff.mhtml")):
        assert add(tmp_path / work, write(tmp_path / name, MAIL), "--work", work) == 0
        convert_work(tmp_path / work / "seeds" / work)


def test_the_reading_is_kept_beside_the_untouched_file(kept: Path) -> None:
    (entry,) = read_entries(kept)
    reading = (kept / "plan.mhtml.reading.jsonl").read_bytes()
    assert (kept / "plan.mhtml").read_text("utf-8") == MAIL
    assert (entry["reading"], entry["reading_sha256"]) == (
        "plan.mhtml.reading.jsonl",
        hashlib.sha256(reading).hexdigest(),
    )
    assert (entry["source_url"], entry["retrieved"]) == ("https://www.example.gov.cn/a.html", "2020-11-07")


def test_pages_of_more_pieces_than_any_plan_has_are_refused_with_a_remedy() -> None:
    full = ReadLine("甲" * MOST_PIECES, tuple(Stretch(at, at + 1) for at in range(MOST_PIECES)), page=1)
    reading = Reading("pdf", "test 1", "0" * 64, (full, ReadLine("乙", page=1)), (ReadPage(1, 595.0, 842.0),))
    with pytest.raises(UnreadableSourceError, match="more than 100000 pieces") as caught:
        _ = SourceFile("a.pdf", b"", reading).witness
    assert (caught.value.remedy[:6], str(caught.value.path)) == ("cut it", "a.pdf")


def test_a_build_calls_no_reader(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("a reader was called")

    monkeypatch.setattr(formats, "READERS", (formats.Format("mhtml", lambda _: True, fail),))  # type: ignore[arg-type]
    assert convert_work(kept).base.edition.facts.title == "某市数字发展规划"


@pytest.mark.parametrize("damage", ["missing", "altered", "unnamed"])
def test_a_reading_that_is_not_the_recorded_one_is_told_with_its_remedy(kept: Path, damage: str) -> None:
    reading = kept / "plan.mhtml.reading.jsonl"
    if damage == "missing":
        reading.unlink()
    elif damage == "altered":
        reading.write_bytes(reading.read_bytes() + b"\n")
    else:
        manifest = kept / "manifest.toml"
        lines = [line for line in manifest.read_text("utf-8").split("\n") if not line.startswith("reading")]
        manifest.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ManifestError, match="reading") as caught:
        convert_work(kept)
    assert "reread plan" in caught.value.remedy
    assert main(["reread", "plan", "--reason", "原件未变。", "--project", str(kept.parents[1])]) == 0
    assert convert_work(kept).base.edition.facts.title == "某市数字发展规划"


def change_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    read = mail._decode
    monkeypatch.setattr(mail, "READER", "MIME 3")
    monkeypatch.setattr(mail, "_decode", lambda part, name: read(part, name).replace("创新驱动", "创新引领"))


def test_what_a_newer_reader_changes_is_shown_and_taken_with_a_reason_only(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--project", str(kept.parents[1])]
    capsys.readouterr()
    assert main(["check", "--reread", "--strict", *options]) == 0
    assert capsys.readouterr().out.endswith("readings: 1, would change: 0, could not be read: 0\n")
    change_reader(monkeypatch)
    assert main(["check", "--reread", *options]) == 0
    told = capsys.readouterr().out
    assert "1 lines replaced by 1; first line 3: '坚持创新驱动。' → '坚持创新引领。'" in told
    assert main(["check", "--reread", "--strict", *options]) == 1
    with pytest.raises(SystemExit):
        main(["reread", "plan", *options])
    before = read_entries(kept)[0]["reading_sha256"]
    assert main(["reread", "plan", "--reason", "新版读得更准。", *options]) == 0
    manifest = read_manifest(kept)
    assert [(one.before, one.after, one.reason) for one in manifest.rereadings] == [
        (before, manifest.base.reading_sha256, "新版读得更准。")
    ]
    assert sorted(path.name for path in kept.iterdir()) == [
        "manifest.toml",
        "plan.mhtml",
        "plan.mhtml.reading-2.jsonl",
    ]
    assert main(["check", "--reread", "--strict", *options]) == 0
    assert main(["convert", "--quiet", "--jobs", "1", *options]) == 0
    record = (kept.parents[1] / "docs/plans/plan/record.md").read_text("utf-8")
    assert "<td>MIME 2</td><td>MIME 3</td>" in record
    assert "<tr><td>下载日期</td><td>2020-11-07</td></tr>" in record


def test_each_record_of_a_dump_is_a_work_and_a_bad_one_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [{"title": f"第{n}号规划", "content": PLAN.replace("数字", f"第{n}")} for n in (1, 2)]
    lines = [json.dumps(one, ensure_ascii=False) for one in records]
    path = write(tmp_path / "dump.jsonl", "\n".join([lines[0], "{bad", lines[1]]))
    assert add(tmp_path, path) == 3
    assert "line 2 is damaged" in capsys.readouterr().err
    folders = sorted((tmp_path / "seeds").iterdir())
    entries = [read_entries(folder)[0] for folder in folders]
    assert sorted(entry["taken_from"] for entry in entries) == ["dump.jsonl: line 1", "dump.jsonl: line 3"]
    for folder, entry in zip(folders, entries, strict=True):
        assert folder.name == f"plan-{entry['sha256'][:8]}"
        assert (folder / entry["file"]).read_text("utf-8") in lines
        assert entry["taken_from_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert add(tmp_path, path, "--record", "3", "--work", "third") == 3  # it is there already
    assert main(["outline", str(path)]) == 3
    assert "1 第1号规划; 3 第2号规划" in capsys.readouterr().err
    assert main(["outline", str(path), "--record", "3"]) == 0


def test_files_of_an_archive_are_one_work_and_so_are_files_that_are_said_to_be(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("附件.txt", PLAN)
        made.writestr("通知.html", "<html><body><p>各区人民政府：</p><p>现将规划印发给你们。</p></body></html>")
    assert add(tmp_path, write(tmp_path / "all.zip", buffer.getvalue())) == 0
    folder = tmp_path / "seeds" / "all"
    assert [(entry["named"], entry["role"], entry["taken_from"]) for entry in read_entries(folder)] == [
        ("通知.html", "base", "all.zip: 通知.html"),
        ("附件.txt", "part", "all.zip: 附件.txt"),
    ]
    work = convert_work(folder)
    assert [str(node.anchor) for node in work.base.edition.root.body if isinstance(node, Division)][-2:] == ["s1", "s2"]
    rest = "三、保障措施\n加强领导。\n"
    (tmp_path / "near").mkdir()
    other = write(tmp_path / "near" / "a.txt", rest)
    assert add(tmp_path, write(tmp_path / "a.txt", PLAN + "\n"), other, "--work", "two") == 0
    assert [(entry["file"], entry["role"]) for entry in read_entries(tmp_path / "seeds" / "two")] == [
        ("a.txt", "base"),
        ("a-2.txt", "part"),
    ]
    assert convert_work(tmp_path / "seeds" / "two").base.fidelity.characters == len(PLAN) + 1 + len(rest)


def test_two_files_of_one_text_are_proposed_as_witnesses_and_not_joined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PLAN + "".join(f"完善{a}{b}设施，引进{b}{a}企业。\n" for a in "甲乙丙丁戊己庚辛" for b in "子丑寅卯辰巳午未")
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n")) + "</body></html>"
    first, second = write(tmp_path / "a.html", page), write(tmp_path / "b.txt", text)
    assert add(tmp_path, first, first, "--work", "one") == 3
    assert "two of the files have the same bytes" in capsys.readouterr().err
    assert add(tmp_path, first, second, "--work", "one") == 0
    assert "it seems to hold the text of a.html again" in capsys.readouterr().out
    folder = tmp_path / "seeds" / "one"
    assert [entry["file"] for entry in read_entries(folder)] == ["a.html"]
    manifest = folder / "manifest.toml"
    lines = manifest.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line == "# [[witness]]")
    manifest.write_text("\n".join([*lines[:at], *(line.removeprefix("# ") for line in lines[at:])]), "utf-8")
    assert [entry["role"] for entry in read_entries(folder)] == ["base", "witness"]
    assert len(convert_work(folder).alignments) == 1
