"""A page's content with fewer bytes: the same texts at the same places, in marked content that is well nested."""

from __future__ import annotations

import re

import pytest

from build_tools.publish.pdf_content import PageContent

WIDTHS = {b"f0": {1: 1000.0, 2: 1000.0, 3: 500.0}, b"f1": {1: 1000.0}}


def run(x: float, y: float, shown: str, face: str = "f0", colour: str = "c0 cs 0") -> str:
    return f"q 1 0 0 -1 {x} {y} cm/{colour} scn\nBT 0 Tr/{face} 10 Tf 1 0 0 -1 0 0 Tm{shown}\nET\nQ\n"


def mark(number: int, body: str) -> str:
    return f"/Span<</MCID {number}>>BDC\n{body}EMC"


def write(text: str, numbers: dict[int, int] | None = None) -> str:
    content = PageContent(text.encode("latin-1"))
    marks = {int(number): int(number) for number in re.findall(r"MCID (\d+)", text)}
    return content.write(numbers or marks, WIDTHS).decode("latin-1")


def test_pieces_that_follow_each_other_become_one() -> None:
    text = mark(0, run(50, 700, "[<0001>]TJ") + run(60, 700, "(\\000\\002)Tj") + run(70, 700, "[20<0003>]TJ"))
    assert write(text) == "BT /Span<</MCID 0>>BDC /c0 cs 0 scn /f0 10 Tf 50 700 Td[(\0\1\0\2)20(\0\3)]TJ EMC ET "


def test_a_piece_elsewhere_says_how_far_from_where_the_line_began() -> None:
    text = mark(0, run(50, 700, "<0001>Tj") + run(65.5, 700, "<0001>Tj") + run(50, 681.6, "<0001>Tj"))
    assert write(text).count("Td") == 3
    assert write(text).endswith("Td[(\0\1)]TJ 15.5 0 Td[(\0\1)]TJ -15.5 -18.4 Td[(\0\1)]TJ EMC ET ")


def test_a_change_of_face_or_colour_is_said_and_moves_nothing() -> None:
    text = mark(
        0, run(50, 700, "<0001>Tj") + run(60, 700, "<0001>Tj", "f1") + run(70, 700, "<0001>Tj", "f1", "c0 cs 1")
    )
    assert write(text).count("Td") == 1
    assert write(text).endswith("[(\0\1)]TJ /f1 10 Tf [(\0\1)]TJ /c0 cs 1 scn [(\0\1)]TJ EMC ET ")


def test_behind_a_face_of_unknown_widths_the_place_is_said() -> None:
    text = mark(0, run(50, 700, "(a)Tj", "f2") + run(60, 700, "(b)Tj", "f2"))
    assert write(text).endswith("/f2 10 Tf 50 700 Td[(a)]TJ 10 0 Td[(b)]TJ EMC ET ")


def test_marks_that_follow_each_other_may_get_one_number() -> None:
    text = mark(0, run(50, 700, "<0001>Tj")) + mark(1, run(60, 700, "<0002>Tj")) + mark(2, run(70, 700, "<0003>Tj"))
    assert PageContent(text.encode()).joined == {1: 0, 2: 1}
    assert write(text, {0: 0, 1: 0, 2: 1}).endswith("[(\0\1\0\2)]TJ EMC /Span<</MCID 1>>BDC [(\0\3)]TJ EMC ET ")


def test_what_is_drawn_keeps_its_state_and_stands_in_no_text() -> None:
    line = "/Artifact<</Type/Layout>>BDC\nq 1 0 0 -1 0 0 cm/c0 CS 0 SCN 1 w 0 0 m 9 0 l\nS\nQ\nEMC"
    text = mark(0, run(50, 700, "<0001>Tj")) + line + mark(1, run(60, 700, "<0001>Tj"))
    assert PageContent(text.encode()).joined == {}
    assert write(text) == (
        "BT /Span<</MCID 0>>BDC /c0 cs 0 scn /f0 10 Tf 50 700 Td[(\0\1)]TJ EMC ET "
        "/Artifact<</Type/Layout>>BDC q 1 0 0 -1 0 0 cm/c0 CS 0 SCN 1 w 0 0 m 9 0 l\nS\nQ\nEMC "
        "BT /Span<</MCID 1>>BDC 60 700 Td[(\0\1)]TJ EMC ET "
    )


def test_a_text_for_what_is_shown_stays_within_its_mark() -> None:
    piece = " 0 Tr/f0 10 Tf 1 0 0 -1 {} 0 Tm<{:04x}>Tj\n"
    inner = f"/Span<</ActualText<FEFF0020>>>BDC{piece.format(0, 1)}EMC{piece.format(10, 2)}"
    text = mark(0, f"q 1 0 0 -1 50 700 cm/c0 cs 0 scn\nBT{inner}ET\nQ\n")
    assert write(text) == (
        "BT /Span<</MCID 0>>BDC /Span<</ActualText<FEFF0020>>>BDC /c0 cs 0 scn /f0 10 Tf 50 700 Td[(\0\1)]TJ EMC "
        "[(\0\2)]TJ EMC ET "
    )


@pytest.mark.parametrize("shown", [r"(\000\(\000\)\000\\)Tj", "(\\000(\\000)\\000\\134)Tj", "<00280029005c>Tj".upper()])
def test_brackets_and_escapes_keep_their_codes(shown: str) -> None:
    shown = shown.replace("TJ", "Tj")
    assert "[(\0\\(\0\\)\0\\\\)]TJ" in write(mark(0, run(50, 700, shown)))


@pytest.mark.parametrize("odd", ["q 1 0 0 1 0 0 cm BT /f0 1 Tf ET Q\n", "0 g\n", "EMC"])
def test_a_page_with_something_unknown_stays_as_it_is(odd: str) -> None:
    text = mark(0, run(50, 700, "<0001>Tj")) + mark(1, run(60, 700, "<0001>Tj")) + odd
    assert PageContent(text.encode()).joined == {}
    assert write(text) == text
