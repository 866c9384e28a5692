from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import ManifestError
from build_tools.model.anchor import Anchor
from build_tools.source.emendations import read_emendations
from build_tools.source.manifest import read_manifest

WITNESS = '[[witness]]\nfile = "a.txt"\nsha256 = "00"\nrole = "base"\n'


def write(folder: Path, text: str, name: str = "manifest.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def test_sound(tmp_path: Path) -> None:
    text = '[facts]\ntitle = "甲"\n' + WITNESS + WITNESS.replace("base", "witness") + '[aliases]\n"s1" = "s2"\n'
    manifest = read_manifest(write(tmp_path / "a-1", text))
    assert (manifest.work, manifest.facts, manifest.aliases) == (
        "a-1",
        {"title": "甲"},
        {Anchor("", "s1"): Anchor("", "s2")},
    )
    assert (manifest.base.file, [entry.role for entry in manifest.witnesses]) == ("a.txt", ["base", "witness"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no \\[\\[witness\\]\\] is named"),
        ("= 1", "not valid TOML"),
        ("a=" + "[" * 20_000, "not valid TOML: brackets stand too deep"),
        ("\ufeff" + WITNESS, "byte order mark"),
        ("other = 1\n" + WITNESS, "unknown table or key: other"),
        ('[facts]\nnumber = "1"\n' + WITNESS, "unknown fact: number"),
        ("facts = 1\n" + WITNESS, "facts is not a table"),
        ("witness = 1", "witness is not a list"),
        (WITNESS + WITNESS, "exactly one witness"),
        (WITNESS.replace("base", "witness"), "exactly one witness"),
        (WITNESS.replace("base", "copy"), "unknown role 'copy'"),
        (WITNESS.replace('sha256 = "00"\n', ""), "lacks sha256"),
        (WITNESS + "size = 1\n", "unknown key in \\[\\[witness\\]\\]: size"),
        (WITNESS.replace('"00"', "0"), "sha256 in \\[\\[witness\\]\\] is not a string"),
        (WITNESS.replace("a.txt", "../a.txt"), "is not a plain name"),
        (WITNESS.replace("a.txt", ".a"), "is not a plain name"),
        (WITNESS + 'emendations = "../e.toml"\n', "is not a plain name"),
        ("[facts]\ntitle = 1\n" + WITNESS, "title"),
        ('[facts]\nsource_url = "example.org/a"\n' + WITNESS, "source_url = 'example.org/a' cannot be used"),
        (WITNESS + 'source_kind = "paper"\n', "source_kind = 'paper' cannot be used"),
        ('[facts]\noriginal_url = "example.org/a"\n' + WITNESS, "original_url = 'example.org/a' cannot be used"),
        (WITNESS + 'source_url = "www.example.org"\n', "source_url = 'www.example.org' cannot be used"),
        ('[facts]\nissuers = "甲"\n' + WITNESS, "issuers"),
        ('[facts]\nperiod = "2021"\n' + WITNESS, "period"),
        ('[facts]\nstatus = "old"\nstatus_source = "公报"\n' + WITNESS, "status = 'old' cannot be used"),
        ('[facts]\nstatus = ["in-force"]\n' + WITNESS, "cannot be used"),
        ('[facts]\nstatus = "repealed"\n' + WITNESS, "status has no source"),
        ('[facts]\nstatus_date = "2023-05-01"\n' + WITNESS, "status_date stands without status"),
        ('[facts]\nstatus = "amended"\nstatus_source = "公报"\n' + WITNESS, "amended does not say by what"),
        ('[facts]\nstatus = "expired"\nstatus_source = "公报"\nstatus_date = "2023"\n' + WITNESS, "status_date"),
        ('[facts]\nversion_of = "port-2021"\n' + WITNESS, "version_of and version_source stand together"),
        ('[facts]\nversion_source = "公报"\n' + WITNESS, "version_of and version_source stand together"),
        ('[facts]\nversion_of = "港口"\nversion_source = "公报"\n' + WITNESS, "version_of = '港口' cannot be used"),
        ('[facts]\nimplements = "甲"\n' + WITNESS, "implements"),
        ('[facts]\ndate_issued = "2021年9月6日"\n' + WITNESS, "date_issued"),
    ],
)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ManifestError, match=message) as caught:
        read_manifest(write(tmp_path / "a", text))
    assert (caught.value.path, caught.value.exit_code) == (tmp_path / "a" / "manifest.toml", 3)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "line_no", "message"),
    [
        ("draft = true\n" + WITNESS + WITNESS.replace("base", "copy"), 6, "unknown role 'copy'"),
        ("# a\ndraft = 1\n" + WITNESS, 2, "draft is neither true nor false"),
        ('\nadded = "x"\n' + WITNESS, 2, "added = 'x' is no date"),
        ('\nformerly = "x"\n' + WITNESS, 2, "formerly = 'x' cannot be used"),
        ("\nfacts = 1\n" + WITNESS, 2, "facts is not a table"),
        (WITNESS + "[other]\n", 5, "unknown table or key: other"),
        (WITNESS + 'source_url = "x"\n\n[facts] # b\n source_url = "x"\n', 8, "source_url = 'x' cannot be used"),
        (WITNESS + 'taken_from = "x"\n[facts]\n\n"title" = 1\n', 8, "title = 1 cannot be used"),
        ("[facts]\n\nnumber = 1\n" + WITNESS, 3, "unknown fact: number"),
        ('[facts]\n\nstatus = "repealed"\n' + WITNESS, 3, "status has no source"),
        ('[facts]\n\nversion_of = "b"\n' + WITNESS, 3, "version_of and version_source stand together"),
        ('[facts]\n"t\\u0069tle" = 1\n' + WITNESS, 1, "title = 1 cannot be used"),  # the table's, at least
        ("facts = {title = 1}\n" + WITNESS, 1, "title = 1 cannot be used"),
        ("facts.title = 1\n" + WITNESS, None, "title = 1 cannot be used"),
        (WITNESS + '[aliases]\n"s1" = "s2"\n"s3" = "?"\n', 7, None),
        (WITNESS + '[aliases]\n"s1" = "s2"\n"?" = "s3"\n', 7, None),
    ],
)
def test_the_line_of_what_cannot_be_used(tmp_path: Path, text: str, line_no: int | None, message: str | None) -> None:
    with pytest.raises(ManifestError) as caught:
        read_manifest(write(tmp_path / "a", text))
    assert (caught.value.line_no, caught.value.message) == (line_no, message or caught.value.message)
    assert str(caught.value).startswith(f"{tmp_path}/a/manifest.toml:{line_no or ''}")


@pytest.mark.parametrize("name", ["A", "a b", "规划", "a--b", "-a", "collection", "term"])
def test_folder_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(ManifestError, match="cannot stand in an address"):
        read_manifest(write(tmp_path / name, WITNESS))


def test_of_the_day_of_issue_the_month_may_be_all_that_is_known(tmp_path: Path) -> None:
    read_manifest(write(tmp_path / "a", '[facts]\ndate_issued = "2021-11"\n' + WITNESS))
    with pytest.raises(ManifestError, match="date_published"):
        read_manifest(write(tmp_path / "b", '[facts]\ndate_published = "2021-11"\n' + WITNESS))


def test_the_line_of_a_slip_in_toml(tmp_path: Path) -> None:
    with pytest.raises(ManifestError) as caught:
        read_manifest(write(tmp_path / "a", WITNESS + "= 1\n"))
    assert caught.value.line_no == 5


def test_missing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(ManifestError, match="the file is missing"):
        read_manifest(tmp_path / "a")


ENTRY = '[[emendation]]\nsource = "甲"\nreads = "乙"\nreason = "丙"\n'


def test_emendations(tmp_path: Path) -> None:
    path = write(tmp_path / "a", f"# 说明\n{ENTRY}\n{ENTRY}", "e.toml") / "e.toml"
    assert [(entry.source, entry.reads, entry.reason, entry.line_no) for entry in read_emendations(path)] == [
        ("甲", "乙", "丙", 2),
        ("甲", "乙", "丙", 7),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ENTRY.replace('reason = "丙"\n', ""), r"\[\[emendation\]\] lacks reason"),
        (ENTRY + "x = 1\n", r"unknown key in \[\[emendation\]\]: x"),
        (ENTRY.replace('"乙"', '"甲"'), "changes nothing"),
        (ENTRY.replace('"甲"', '""'), "changes nothing"),
        (ENTRY.replace('"甲"', "1"), "string"),
        ("emendation = 1", "emendation"),
        (ENTRY.replace("[[emendation]]", "[[emendations]]"), "emendations"),
    ],
)
def test_unusable_emendations(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "a", text, "e.toml") / "e.toml"
    with pytest.raises(ManifestError, match=message) as caught:
        read_emendations(path)
    assert caught.value.path == path


def test_what_a_page_prints_of_a_manifest_is_one_line(tmp_path: Path) -> None:
    text = '[facts]\ntitle = "甲\\n乙"\n' + WITNESS + 'publisher = "x\\n\\ny"\nsource_url = "https://example.org/\\n"\n'
    manifest = read_manifest(write(tmp_path / "a-1", text))
    assert (manifest.facts["title"], manifest.base.publisher) == ("甲 乙", "x y")
    assert manifest.base.source_url == "https://example.org/"
