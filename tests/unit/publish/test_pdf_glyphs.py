"""Embedded fonts with fewer bytes: hints go, outlines, widths and characters stay."""

from __future__ import annotations

import struct

import pytest

from build_tools.publish.pdf_glyphs import drop_hints, read_characters, slim_font, write_characters


def number(value: int) -> bytes:
    return bytes((value + 139,)) if -107 <= value <= 107 else b"\x1c" + struct.pack(">h", value)


def program(*parts: int | bytes) -> bytes:
    return b"".join(number(part) if isinstance(part, int) else part for part in parts)


HSTEM, VSTEM, HSTEMHM, VSTEMHM, HINTMASK, CNTRMASK = b"\1", b"\3", b"\x12", b"\x17", b"\x13", b"\x14"
RMOVETO, RLINETO, HLINETO, ENDCHAR = b"\x15", b"\5", b"\6", b"\x0e"


@pytest.mark.parametrize(
    ("hinted", "plain"),
    [
        (program(1, 2, RMOVETO, ENDCHAR), program(1, 2, RMOVETO, ENDCHAR)),
        (program(10, 20, HSTEM, 30, 40, VSTEM, 1, 2, RMOVETO, ENDCHAR), program(1, 2, RMOVETO, ENDCHAR)),
        # The first number of an odd count is the width.
        (program(300, 10, 20, HSTEM, 1, 2, RMOVETO, ENDCHAR), program(300, 1, 2, RMOVETO, ENDCHAR)),
        # Stems without an operator stand before the first mask; nine stems take two bytes of it.
        (
            program(
                *([5, 6] * 4), HSTEMHM, *([7, 8] * 5), CNTRMASK, b"\x13\x14", HINTMASK, b"\x0e\x15", 1, 2, RMOVETO, 19
            )
            + program(HINTMASK, b"\x05\x05", 20, HLINETO, ENDCHAR),
            program(1, 2, RMOVETO, 19, 20, HLINETO, ENDCHAR),
        ),
        (
            program(5, 6, VSTEMHM, HINTMASK, b"\x80", 1000, -1000, RMOVETO, 3, 4, RLINETO, ENDCHAR),
            program(1000, -1000, RMOVETO, 3, 4, RLINETO, ENDCHAR),
        ),
    ],
)
def test_hints_go_and_outlines_stay(hinted: bytes, plain: bytes) -> None:
    assert drop_hints(hinted) == plain


def index(*parts: bytes) -> bytes:
    places = [1]
    for part in parts:
        places.append(places[-1] + len(part))
    return struct.pack(">HB", len(parts), 2) + b"".join(struct.pack(">H", place) for place in places) + b"".join(parts)


def offset(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)


NOMINAL_WIDTH, SUBROUTINES = b"\x15", b"\x13"


def font(
    glyphs: list[bytes], cids: list[int], subroutines: bytes = b"\0\0", private: bytes = program(7, NOMINAL_WIDTH)
) -> bytes:
    """A CFF font with CIDs and one private dictionary."""
    charset = b"\0" + b"".join(struct.pack(">H", cid) for cid in cids[1:])
    choice = b"\3" + struct.pack(">HHBH", 1, 0, 0, len(glyphs))
    head = bytes((1, 0, 4, 2)) + index(b"Face")
    strings = index(b"Adobe", b"Identity") + subroutines

    def write_top(places: list[int]) -> bytes:
        operators = (b"\x0f", b"\x0c\x25", b"\x11", b"\x0c\x24")
        operands = b"".join(offset(place) + operator for place, operator in zip(places, operators, strict=True))
        return index(program(391, 392, 0, b"\x0c\x1e") + operands)

    at = len(head) + len(write_top([0] * 4)) + len(strings)
    places = []
    for part in (charset, choice, index(*glyphs)):
        places.append(at)
        at += len(part)
    places.append(at)
    held = index(number(len(private)) + offset(at + 14) + b"\x12")
    assert len(held) == 14
    return head + write_top(places) + strings + charset + choice + index(*glyphs) + held + private


GLYPHS = [
    program(ENDCHAR),
    program(10, 20, HSTEM, 1, 1, RMOVETO, ENDCHAR),
    program(10, 20, HSTEM, 2, 2, RMOVETO, ENDCHAR),
    program(3, 3, RMOVETO, ENDCHAR),
]


def test_glyphs_stand_in_the_order_of_their_characters() -> None:
    slim = slim_font(font(GLYPHS, [0, 4, 5, 6]), {4: "丙", 5: "乙", 6: "丁"})
    shown = [program(at, at, RMOVETO, ENDCHAR) for at in (3, 1, 2)]  # 丁 U+4E01, 丙 U+4E19, 乙 U+4E59
    assert b"".join((program(ENDCHAR), *shown)) in slim
    assert b"\0" + struct.pack(">3H", 6, 4, 5) in slim
    assert slim_font(slim, {4: "丙", 5: "乙", 6: "丁"}) == slim


def test_a_font_of_another_form_stays_as_it_is() -> None:
    calls = [*GLYPHS[:3], program(1, b"\x0a", ENDCHAR)]
    usual, cids = font(GLYPHS, [0, 4, 5, 6]), [0, 4, 5, 6]
    for odd in (
        font(calls, cids),
        font(GLYPHS, cids, index(b"\x0b")),
        font(GLYPHS, cids, private=program(2, SUBROUTINES)),  # they would stand behind it
        usual.replace(b"\x0f", b"\x0e", 1),  # of the operators charset and XUID, the latter
        usual[:-3],
        b"\1\0\4\1",
    ):
        assert slim_font(odd, {}) == odd


def test_characters_are_said_by_ranges_that_keep_their_first_byte() -> None:
    characters = {1: "上", 2: "ff", 0xFF: "海", 0x100: "\U00020000"}
    written = write_characters(characters)
    assert b"3 beginbfrange\n<0001> <0002> [ <4e0a> <00660066> ]\n<00ff> <00ff> [ <6d77> ]\n" in written
    assert b"<0100> <0100> [ <d840dc00> ]\nendbfrange" in written


def test_characters_are_read_of_a_map_of_single_codes() -> None:
    # The space of codes names no character.
    space = b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    assert read_characters(space + b"2 beginbfchar\n<0001> <4E0A>\n<0002> <00660066>\nendbfchar") == {
        1: "上",
        2: "ff",
    }
