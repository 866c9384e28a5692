"""The W3C's own checker has nothing to say of our books."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from books import HOSTILE, link_words, make_book, make_paged_book, render

from build_tools.model.anchor import Anchor
from build_tools.model.edition import Facts
from build_tools.model.link import LinkTarget
from build_tools.publish.archive import EPUB, pack_files

HOSTILE_FACTS = Facts(title='<b>&amp;"\x01', issuers=("a&b", "<c>"), doc_number="]]>", date_issued="2020-01-02")


def check(command: list[str], file: Path) -> tuple[int, str]:
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_hostile_works_make_a_sound_book(epubcheck: list[str], tmp_path: Path) -> None:
    book = link_words(make_book(HOSTILE, facts=HOSTILE_FACTS), "保障", LinkTarget(term="eda"))
    moved = {Anchor("", "s9"): Anchor("", "s1"), Anchor("", "s8"): Anchor("annex-1", "s1")}
    one = replace(book, edition=replace(book.edition, aliases=moved))
    file = tmp_path / "hostile.epub"
    file.write_bytes(pack_files(render(one, make_book("一、甲\n三、乙", "b-2021"), title='"<&>').items(), EPUB))
    code, told = check(epubcheck, file)
    assert (code, "No errors or warnings detected" in told) == (0, True), told


def test_a_book_with_a_list_of_pages_is_sound(epubcheck: list[str], tmp_path: Path) -> None:
    file = tmp_path / "paged.epub"
    file.write_bytes(pack_files(render(make_paged_book()).items(), EPUB))
    code, told = check(epubcheck, file)
    assert (code, "No errors or warnings detected" in told) == (0, True), told


def test_the_checker_would_complain(epubcheck: list[str], tmp_path: Path) -> None:
    files = render(make_book(HOSTILE))
    name = "EPUB/a-2020.xhtml"
    file = tmp_path / "wrong.epub"
    file.write_bytes(pack_files({**files, name: files[name].replace('id="s2"', 'id="s1"')}.items(), EPUB))
    assert check(epubcheck, file)[0] == 1


def test_the_books_of_the_library_are_sound(epubcheck: list[str], small_site: Path) -> None:
    found = sorted((small_site / "downloads").glob("collection*.epub"))
    assert [path.name for path in found] == ["collection.epub", "collection.zh-hant.epub"]
    for file in found:
        code, told = check(epubcheck, file)
        assert (code, "No errors or warnings detected" in told) == (0, True), told
