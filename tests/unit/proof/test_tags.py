"""The proof reads tags no more leniently than browsers do: what they hide, it does not see."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from build_tools.proof.tags import TagReader


class _Reader(TagReader):
    def __init__(self) -> None:
        self.told: list[object] = []

    def open_tag(self, tag: str, values: Mapping[str, str]) -> None:
        self.told.append((tag, dict(values)) if values else tag)

    def close_tag(self, tag: str) -> None:
        self.told.append(f"/{tag}")

    def add_words(self, words: str) -> None:
        self.told.append(f"“{words}”")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p class='a' id=b>甲&lt;乙</p>", [("p", {"class": "a", "id": "b"}), "“甲<乙”", "/p"]),
        ("<BR/>甲 < 乙", ["br", "/br", "“甲 ”", "“<”", "“ 乙”"]),
        ("<script>甲<b></script>乙", ["script", "“甲<b>”", "/script", "“乙”"]),
        ("甲<!-- 乙 -->丙<!doctype html>丁", ["“甲”", "“丙”", "“丁”"]),
        ("<a title='甲>乙' href = \"丙\">", [("a", {"title": "甲>乙", "href": "丙"})]),
        # What a browser shows, though a comment seems to hold it.
        ("<!-->甲-->", ["“甲-->”"]),
        ("<!--->甲-->", ["“甲-->”"]),
        ("<!-- 甲 --!>乙-->", ["“乙-->”"]),
        ("<?甲<乙>丙", ["“丙”"]),
        # What a browser hides, though it seems to be words.
        ("甲</ 乙>丙", ["“甲”"]),
        ("甲<乙>丙", ["“甲”", "“<”", "“乙>丙”"]),
        ("甲<b 乙", ["“甲”"]),
        ("甲<b <i>乙", ["“甲”"]),
        ("甲<b 乙\">丙\">", ["“甲”"]),
        ("甲<!乙", ["“甲”"]),
        # Of two attributes of one name, the first; blanks are those of ASCII.
        ("<p id=a id=b>", [("p", {"id": "a"})]),
        ("<p\u3000id=a>", ["p\u3000id=a"]),
    ],
)  # fmt: skip
def test_what_is_read(text: str, told: list[object]) -> None:
    reader = _Reader()
    reader.read(text)
    assert reader.told == told
