from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import PdfError
from build_tools.publish.pdf_files import COLLECTION, PdfStore, list_pdfs, name_pdf
from build_tools.publish.pdf_fonts import find_fonts


def test_a_file_is_held_while_key_and_bytes_are_the_same(tmp_path: Path) -> None:
    PdfStore(tmp_path).put("a.pdf", "key", b"one")
    assert PdfStore(tmp_path).holds("a.pdf", "key")
    assert not PdfStore(tmp_path).holds("a.pdf", "other")
    (tmp_path / "a.pdf").write_bytes(b"cut")
    assert not PdfStore(tmp_path).holds("a.pdf", "key")


def test_a_damaged_record_of_keys_counts_as_none(tmp_path: Path) -> None:
    PdfStore(tmp_path).put("a.pdf", "key", b"one")
    (tmp_path / "keys.json").write_text("{", "utf-8")
    assert not PdfStore(tmp_path).holds("a.pdf", "key")


def test_files_of_works_that_are_no_more_go(tmp_path: Path) -> None:
    store = PdfStore(tmp_path)
    for name in ("a.pdf", "b.pdf"):
        store.put(name, "key", b"one")
    store.keep_only(["b.pdf"])
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["b.pdf"]
    assert PdfStore(tmp_path).holds("b.pdf", "key")


def test_made_files_are_listed_by_work_and_script(tmp_path: Path) -> None:
    store = PdfStore(tmp_path)
    for name in (name_pdf("a-2020", "hans"), name_pdf("a-2020", "hant"), name_pdf(COLLECTION, "hans")):
        store.put(name, "key", b"x")
    assert list_pdfs(tmp_path) == {
        ("a-2020", "hans"): tmp_path / "a-2020.pdf",
        ("a-2020", "hant"): tmp_path / "a-2020.zh-hant.pdf",
        (COLLECTION, "hans"): tmp_path / "collection.pdf",
    }


def test_a_folder_without_fonts_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(PdfError) as refusal:
        find_fonts("hans", {"PLAN_FONT_DIR": str(tmp_path)})
    assert "no font of Noto Serif SC" in refusal.value.message
    assert "PLAN_FONT_DIR" in refusal.value.remedy


def test_a_folder_of_fonts_takes_the_place_of_the_wheels(tmp_path: Path) -> None:
    wheel = find_fonts("hans", {})
    for file in wheel.folders[0].glob("*.otf"):
        (tmp_path / file.name).symlink_to(file)
    own = find_fonts("hans", {"PLAN_FONT_DIR": str(tmp_path)})
    assert own.folders == (tmp_path,)
    assert (own.faces, own.characters, own.digest) == (wheel.faces, wheel.characters, wheel.digest)


@pytest.mark.parametrize(("char", "has"), [("规", True), ("A", True), ("〓", True), ("𠀀", False), ("\ue000", False)])
def test_the_fonts_tell_what_they_can_print(char: str, has: bool) -> None:
    assert find_fonts("hans", {}).has_glyph(char) == has


def test_a_volume_is_held_with_the_works_that_are_bound_in_it(tmp_path: Path) -> None:
    PdfStore(tmp_path).put("collection.pdf", "key", b"one", ("a", "b"))
    store = PdfStore(tmp_path)
    assert store.list_bound("collection.pdf") == ["a", "b"]
    assert store.holds("collection.pdf", "key", ("a", "b"))
    assert not store.holds("collection.pdf", "key", ("a",))
    assert store.list_bound("other.pdf") == []
