"""A site is put together: what is made under the same key, and untouched, is taken from the site in place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_tools.errors import SiteError
from build_tools.publish.assembly import Assembly, list_files, read_record, record_of
from build_tools.publish.site import PageMaker, build_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two parts, in place and remembered."""
    (tmp_path / ".build").mkdir()
    folder = tmp_path / "site"
    folder.mkdir()
    assembly = Assembly(folder, folder)
    assembly.put("page", "1", [("a/index.html", '<a id="x" href="b/">甲</a>'), ("a/b.css", b"p{}")])
    (tmp_path / "aside").write_bytes(b"data")
    assembly.put("data", "1", [("data.bin", tmp_path / "aside")])
    assembly.remember("state", ["doubt"])
    return folder


def put_together(site: Path, name: str = "next") -> Assembly:
    folder = site.parent / name
    folder.mkdir()
    return Assembly(folder, site)


def test_a_part_under_its_key_is_taken_with_what_is_known_of_it(site: Path) -> None:
    assembly = put_together(site)
    assert assembly.take("page", "1")
    assert list(assembly.digests) == list_files(assembly.folder)[::-1] == ["a/index.html", "a/b.css"]
    assert all((assembly.folder / name).samefile(site / name) for name in assembly.digests)
    assert assembly.scans["a/index.html"].ids == {"x"}
    assert assembly.unchanged == {"a/index.html", "a/b.css"}
    assert assembly.sizes["a/b.css"] == 3
    assert not (assembly.folder / "data.bin").exists()


def test_under_another_key_or_name_nothing_is_taken(site: Path) -> None:
    assembly = put_together(site)
    assert not assembly.take("page", "2")
    assert not assembly.take("other", "1")
    assert list_files(assembly.folder) == []


@pytest.mark.parametrize("touch", ["longer", "later", "gone", "a link"])
def test_what_somebody_has_touched_is_made_anew(site: Path, touch: str) -> None:
    path = site / "a/b.css"
    if touch == "longer":
        path.write_bytes(b"p{ }")
    elif touch == "later":
        os.utime(path, ns=(1, 1))
    elif touch == "gone":
        path.unlink()
    else:
        path.unlink()
        path.symlink_to(site / "data.bin")
    assembly = put_together(site)
    assert not assembly.take("page", "1")
    assert assembly.take("data", "1")


def test_where_the_system_has_no_second_names_files_are_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    assembly = put_together(site)
    assert assembly.take("data", "1")
    assert (assembly.folder / "data.bin").read_bytes() == b"data"
    assert not (assembly.folder / "data.bin").samefile(site / "data.bin")
    assembly.remember("", ())
    assert Assembly(site.parent / "third", site).is_known("data", "1")


@pytest.mark.parametrize("damaged", [b"", b"\x80\x05", b"no record"])
def test_a_damaged_record_knows_nothing(site: Path, damaged: bytes) -> None:
    record_of(site).write_bytes(damaged)
    assert read_record(record_of(site)).parts == {}
    assert not put_together(site).take("page", "1")


def test_what_was_said_of_the_texts_is_kept(site: Path) -> None:
    record = read_record(record_of(site))
    assert (record.state, record.told) == ("state", ("doubt",))


@pytest.mark.parametrize("name", ["a/b.css", "a/b.css/c.txt", "a"])
def test_nothing_is_written_over_what_was_taken(site: Path, name: str) -> None:
    assembly = put_together(site)
    assert assembly.take("page", "1")
    with pytest.raises(SiteError, match="two things would stand at this address"):
        assembly.put("other", "1", [(name, b"q{}")])
    assert (site / "a/b.css").read_bytes() == b"p{}"


@pytest.mark.parametrize(
    ("page", "sound"),
    [
        ('<a id="x" href="b/">甲</a>', {"data.bin", "a/b.css", "a/index.html"}),  # made anew, and the same
        ('<p id="y"><a id="x" href="c/">甲</a>', {"data.bin", "a/b.css"}),  # another one, and so looked at
        ('<a href="b/">甲</a>', set()),  # an id is gone, to which others may lead
    ],
)
def test_references_hold_that_held_where_nothing_is_less(site: Path, page: str, sound: set[str]) -> None:
    assembly = put_together(site)
    assembly.take("data", "1")
    assembly.put("page", "2", [("a/index.html", page), ("a/b.css", b"p{}")])
    assert assembly.find_sound() == sound


def test_no_reference_is_known_to_hold_where_a_file_is_gone(site: Path) -> None:
    assembly = put_together(site)
    assembly.take("page", "1")
    assert assembly.find_sound() == set()


@pytest.mark.parametrize(("name", "counts"), [("search/k/4e00.js", False), ("search/index.html", True), ("a.js", True)])
def test_a_file_of_the_index_may_be_gone(tmp_path: Path, name: str, counts: bool) -> None:
    site = tmp_path / "site"
    first = Assembly(tmp_path / "first", site)
    first.put("index", "1", [(name, "甲")])
    first.put("data", "1", [("data.bin", b"1")])
    record_of(site).parent.mkdir()
    first.folder.rename(site)
    first.remember("", [])
    second = Assembly(tmp_path / "second", site)
    second.take("data", "1")
    assert second.find_sound() == (set() if counts else {"data.bin"})


def test_what_a_killed_process_has_written_is_written_again(site: Path) -> None:
    assembly = put_together(site)
    assert len(assembly.write([("a/index.html", "half")])) == 1
    assembly.put("page", "2", [("a/index.html", "whole")])
    assert (assembly.folder / "a/index.html").read_text("utf-8") == "whole"


def test_what_an_older_site_has_left_is_used_where_it_is_the_very_file_and_else_goes(site: Path) -> None:
    folder = site.parent / "next"
    for name in ("a/b.css", "old/index.html", "data.bin"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("older")
    os.link(site / "a/index.html", folder / "a/index.html")
    assembly = Assembly(folder, site)
    assert assembly.take("page", "1")
    assembly.put("data", "2", [("data.bin", b"newer")])
    assembly.clear_leftovers()
    assert list_files(folder) == sorted(assembly.digests) == list_files(site)
    assert not (folder / "old").exists()
    assert [(folder / name).samefile(site / name) for name in list_files(site)] == [True, True, False]
    assert (folder / "data.bin").read_bytes() == b"newer"
    again = put_together(site, "third")
    assert again.take("data", "1")
    assert not again.is_like_last
    assert again.take("page", "1")
    assert again.is_like_last


def test_where_an_older_site_has_a_file_a_folder_may_come_and_the_other_way_round(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 文库", "utf-8")
    site = tmp_path / "site"
    for name in ("a", "z", "a/b", "z", "a"):

        def fill(assembly: Assembly, _maker: PageMaker) -> None:
            for page in ("index.html", "b.html", "c.html"):
                if not assembly.take(page, "1"):
                    assembly.put(page, "1", [(page, "<p>")])
            assembly.put("changing", name, [(name, b"1")])  # noqa: B023

        build_site(tmp_path, site, fill=fill, quiet=True)
        assert list_files(site)[1:] == sorted(["index.html", "b.html", "c.html", name])
    assert (tmp_path / ".build/site.spare/z").is_file()
