"""The same project gives the same site, whatever the machine is set to, and the same release."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.errors import SiteError
from build_tools.publish.left_out import TABLES
from build_tools.publish.release import write_release


def list_bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_another_folder_zone_locale_seed_and_mask_give_the_same_bytes(
    small_project: Path, tmp_path: Path, start_build: Callable[..., subprocess.Popen[str]]
) -> None:
    """The second build also starts without any cache and knows nothing of the first one's folder."""
    other = tmp_path / "another folder" / "规划"
    left_out = shutil.ignore_patterns("site", ".build")
    shutil.copytree(small_project, other, ignore=left_out)
    settings = {"TZ": "Pacific/Kiritimati", "LC_ALL": "zh_CN.UTF-8", "LANG": "C", "PYTHONHASHSEED": "7"}
    before = os.umask(0o077)
    try:
        process = start_build(other, **settings)
        told = process.communicate()[1]
    finally:
        os.umask(before)
    assert process.returncode == 0, told
    one, two = list_bytes(small_project / "site"), list_bytes(other / "site")
    assert sorted(one) == sorted(two)
    assert [name for name in sorted(one) if one[name] != two[name]] == []
    assert {".nojekyll", "offline.zip", "feed.xml", "search/index.js", "downloads/collection.epub"} <= set(one)


def test_a_release_holds_what_readers_take_along(small_site: Path, tmp_path: Path) -> None:
    names = write_release(small_site, tmp_path / "dist")
    assert names[-1] == "SHA256SUMS"
    works = sorted(path.parent.name for path in (small_site / "plans").glob("*/data.json"))
    assert len(works) == 4
    books = [f"{work}{script}.epub" for work in (*works, "collection") for script in ("", ".zh-hant")]
    books += [f"{work}{script}.docx" for work in works for script in ("", ".zh-hant")]
    data = ["report.json", *(name.rpartition("/")[2] for name in TABLES), *(f"{work}.data.json" for work in works)]
    assert names[:-1] == sorted([*books, *data, "library.sqlite", "offline.zip"])
    assert (tmp_path / "dist/electronics-2021.data.json").read_bytes() == (
        small_site / "plans/electronics-2021/data.json"
    ).read_bytes()


def test_checksums_are_sha256sums(small_site: Path, tmp_path: Path) -> None:
    write_release(small_site, tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")
    lines = (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines()
    names = [line[66:] for line in lines]
    assert names == sorted(path.name for path in tmp_path.iterdir() if path.name != "SHA256SUMS")
    assert lines[0] == f"{hashlib.sha256((tmp_path / names[0]).read_bytes()).hexdigest()}  {names[0]}"


def test_a_release_replaces_a_release_and_nothing_else(small_site: Path, tmp_path: Path) -> None:
    write_release(small_site, tmp_path / "dist")
    (tmp_path / "dist/old.pdf").touch()
    first = list_bytes(tmp_path / "dist")
    write_release(small_site, tmp_path / "dist")
    second = list_bytes(tmp_path / "dist")
    assert first.keys() - second.keys() == {"old.pdf"}
    assert {name: first[name] for name in second} == second
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("甲", "utf-8")
    with pytest.raises(SiteError, match="this is no release"):
        write_release(small_site, tmp_path / "mine")
    assert list_bytes(tmp_path / "mine") == {"letter.txt": "甲".encode()}


def test_without_a_site_there_is_no_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--project", str(tmp_path)]) == 7
    assert "run `plan-publisher build` first" in capsys.readouterr().err
    assert not (tmp_path / "dist").exists()
