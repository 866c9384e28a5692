"""Tokens cover the source, whatever is left unclosed, in time that grows with its length only."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.clean.html_lexer import lex_html

Token = tuple[str, str]
ALPHABET = "<>/!?-&;\"'= \nabpP#x甲"


def tokens(source: str, *, known_only: bool = False) -> list[Token]:
    return [(kind, source[start:end]) for kind, start, end, _ in lex_html(source, known_only=known_only)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>甲</p>", [("open", "<p>"), ("text", "甲"), ("close", "</p>")]),
        ("甲&nbsp;乙", [("text", "甲"), ("reference", "&nbsp;"), ("text", "乙")]),
        (
            "&amp;nbsp;甲&amp;lt;",
            [("reference", "&amp;nbsp;"), ("text", "甲"), ("reference", "&amp;"), ("text", "lt;")],
        ),
        ("&bogus; &copy &", [("text", "&bogus; &copy &")]),
        ('<a title="a>b">甲', [("open", '<a title="a>b">'), ("text", "甲")]),
        ("<!-- <p> -->甲", [("comment", "<!-- <p> -->"), ("text", "甲")]),
        ("<!-- 甲", [("comment", "<!--"), ("text", " 甲")]),
        ("<script>a<b</script>甲", [("open", "<script>"), ("raw", "a<b"), ("close", "</script>"), ("text", "甲")]),
        ("<title>甲</TITLE>", [("open", "<title>"), ("raw", "甲"), ("close", "</TITLE>")]),
        ("<p\n甲", [("open", "<p"), ("text", "\n甲")]),
        ("a < b 甲", [("text", "a < b 甲")]),
        ("<3 甲", [("text", "<3 甲")]),
        ("<!doctype html>甲", [("declaration", "<!doctype html>"), ("text", "甲")]),
        ("<https://example.org/>", [("autolink", "<https://example.org/>")]),
        ("<o:p>甲", [("open", "<o:p>"), ("text", "甲")]),
        ("", []),
    ],
)
def test_tokens(source: str, expected: list[Token]) -> None:
    assert tokens(source) == expected


def test_known_elements_only() -> None:
    assert tokens("<某>甲<abc><b>", known_only=True) == [("text", "<某>甲<abc>"), ("open", "<b>")]
    assert tokens("<abc>") == [("open", "<abc>")]


@settings(max_examples=300)
@given(st.text(alphabet=ALPHABET), st.booleans())
def test_tokens_are_contiguous(source: str, known_only: bool) -> None:
    found = list(lex_html(source, known_only=known_only))
    ends = [0, *(end for _, _, end, _ in found)]
    assert [start for _, start, _, _ in found] == ends[:-1]
    assert ends[-1] == len(source)
    assert all(start < end for _, start, end, _ in found)


HOSTILE = [
    "<",
    "&",
    '<a "',
    "<a '",
    "<!--",
    "<!",
    "<?",
    "<script>",
    "<textarea>",
    "</",
    "&#",
    "<p <",
    "--><!--",
    "<title>\n",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repeats_are_covered_whole(piece: str) -> None:
    # At this length a scan that begins anew at each piece would take hours, not a second.
    source = piece * 400_000
    assert sum(end - start for _, start, end, _ in lex_html(source)) == len(source)


def test_pairs_do_not_overlap() -> None:
    found = list(lex_html("<p>甲<!-- 乙 -->丙&amp;<br>"))
    assert all(one[2] == other[1] for one, other in pairwise(found))


@pytest.mark.parametrize("text", ["&ampT;", "&notit;", "&bogus;", "&amp", "&;"])
def test_what_only_begins_like_a_reference_is_text(text: str) -> None:
    assert [kind for kind, *_ in lex_html(f"甲{text}乙")] == ["text"]
    assert [kind for kind, *_ in lex_html("甲&amp;乙")] == ["text", "reference", "text"]
