"""Embedded fonts with fewer bytes: hints go, outlines, widths and characters stay, points move to a coarser grid."""

from __future__ import annotations

import struct

import pytest

from build_tools.publish.pdf_glyphs import read_characters, redraw, slim_font, write_characters


def number(value: int) -> bytes:
    if -107 <= value <= 107:
        return bytes((value + 139,))
    if 108 <= abs(value) <= 1131:
        return struct.pack(">H", (247 if value > 0 else 251) * 256 + abs(value) - 108)
    return b"\x1c" + struct.pack(">h", value)


def program(*parts: int | bytes) -> bytes:
    return b"".join(number(part) if isinstance(part, int) else part for part in parts)


HSTEM, VSTEM, HSTEMHM, VSTEMHM, HINTMASK, CNTRMASK = b"\1", b"\3", b"\x12", b"\x17", b"\x13", b"\x14"
RMOVETO, RLINETO, HLINETO, ENDCHAR = b"\x15", b"\5", b"\6", b"\x0e"


@pytest.mark.parametrize(
    ("hinted", "plain"),
    [
        (program(1, 2, RMOVETO, ENDCHAR), program(1, 2, RMOVETO, ENDCHAR)),
        (program(10, 20, HSTEM, 30, 40, VSTEM, 1, 2, RMOVETO, ENDCHAR), program(1, 2, RMOVETO, ENDCHAR)),
        # The first number of an odd count is the width; what hints may be a fraction.
        (program(300, 10, b"\xff\0\1\x80\0", HSTEM, 1, 2, RMOVETO, ENDCHAR), program(300, 1, 2, RMOVETO, ENDCHAR)),
        # Stems without an operator stand before the first mask; nine stems take two bytes of it.
        (
            program(*([5, 6] * 4), HSTEMHM, *([7, 8] * 5), CNTRMASK, b"\x13\x14", HINTMASK, b"\x0e\x15", 1, 2, RMOVETO)
            + program(HINTMASK, b"\x05\x05", 19, 20, HLINETO, ENDCHAR),
            program(1, 2, RMOVETO, 19, 20, HLINETO, ENDCHAR),
        ),
        (
            program(5, 6, VSTEMHM, HINTMASK, b"\x80", 1000, -1000, RMOVETO, 3, 4, RLINETO, ENDCHAR),
            program(1000, -1000, RMOVETO, 3, 4, RLINETO, ENDCHAR),
        ),
    ],
)
def test_hints_go_and_outlines_stay(hinted: bytes, plain: bytes) -> None:
    assert redraw(hinted, 1) == plain


MOVE = (100, 100)


@pytest.mark.parametrize(
    ("operator", "steps", "points"),
    [
        (5, (3, 5, 3, 5), [(103, 105), (106, 110)]),
        (6, (3, 5, 7), [(103, 100), (103, 105), (110, 105)]),
        (7, (3, 5, 7), [(100, 103), (105, 103), (105, 110)]),
        (8, (1, 2, 3, 4, 5, 6), [(101, 102), (104, 106), (109, 112)]),
        (24, (1, 2, 3, 4, 5, 6, 7, 8), [(101, 102), (104, 106), (109, 112), (116, 120)]),
        (25, (7, 8, 1, 2, 3, 4, 5, 6), [(107, 108), (108, 110), (111, 114), (116, 120)]),
        (27, (9, 1, 3, 5, 7), [(101, 109), (104, 114), (111, 114)]),
        (27, (1, 3, 5, 7), [(101, 100), (104, 105), (111, 105)]),
        (26, (9, 1, 3, 5, 7), [(109, 101), (112, 106), (112, 113)]),
        (31, (1, 3, 5, 7), [(101, 100), (104, 105), (104, 112)]),
        (31, (1, 3, 5, 7, 9), [(101, 100), (104, 105), (113, 112)]),
        (
            31,
            (1, 3, 5, 7, 1, 3, 5, 7, 9),
            [(101, 100), (104, 105), (104, 112), (104, 113), (107, 118), (114, 127)],
        ),
        (30, (1, 3, 5, 7, 9), [(100, 101), (103, 106), (110, 115)]),
    ],
)
def test_points_move_to_the_nearest_place_of_the_grid(
    operator: int, steps: tuple[int, ...], points: list[tuple[int, int]]
) -> None:
    """However far a glyph is drawn, no point is off by more than half of what the grid leaves out."""
    drawn = redraw(program(*MOVE, RMOVETO, *steps, bytes((operator,)), ENDCHAR), 2)
    assert drawn.startswith(program(50, 50, RMOVETO))
    coarse = [byte - 139 for byte in drawn[3 : 3 + len(steps)]]
    assert drawn[3 + len(steps) :] == bytes((operator,)) + ENDCHAR
    # The nearest place to the last point, told by the steps alone, axis by axis.
    assert trace(operator, coarse, (50, 50)) == [((x + 1) // 2, (y + 1) // 2) for x, y in points]


def trace(operator: int, steps: list[int], at: tuple[int, int]) -> list[tuple[int, int]]:
    """The points of one drawing operator, as Technical Note 5177 tells each."""
    x, y = at
    rest = list(steps)
    moves: list[tuple[int, int]] = []
    across = operator in (6, 31)
    if operator in (6, 7):
        for step in rest:
            moves.append((step, 0) if across else (0, step))
            across = not across
    elif operator in (26, 27):
        off = rest.pop(0) if len(rest) % 4 else 0
        while rest:
            first, *middle, last = (rest.pop(0) for _ in range(4))
            moves += [(first, off) if operator == 27 else (off, first), (middle[0], middle[1])]
            moves.append((last, 0) if operator == 27 else (0, last))
            off = 0
    elif operator in (30, 31):
        while rest:
            first, *middle, last = (rest.pop(0) for _ in range(4))
            off = rest.pop() if len(rest) == 1 else 0
            moves += [(first, 0) if across else (0, first), (middle[0], middle[1])]
            moves.append((off, last) if across else (last, off))
            across = not across
    else:
        moves = list(zip(rest[::2], rest[1::2], strict=True))
    points = []
    for right, up in moves:
        x, y = x + right, y + up
        points.append((x, y))
    return points


def test_a_width_is_halved_and_steps_do_not_add_up_what_they_lose() -> None:
    many = program(301, 1, 1, RMOVETO, *([1, 0] * 20), RLINETO, ENDCHAR)
    drawn = redraw(many, 2)
    assert drawn.startswith(program(151, 1, 1, RMOVETO))
    assert sum(byte - 139 for byte in drawn[5:-2]) == 10
    assert redraw(program(-1500, 2600, RMOVETO, ENDCHAR), 2) == b"\xfd\x82" + program(1300, RMOVETO, ENDCHAR)


def index(*parts: bytes) -> bytes:
    places = [1]
    for part in parts:
        places.append(places[-1] + len(part))
    return struct.pack(">HB", len(parts), 2) + b"".join(struct.pack(">H", place) for place in places) + b"".join(parts)


def offset(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)


WIDTH, NOMINAL_WIDTH, SUBROUTINES = b"\x14", b"\x15", b"\x13"


def font(
    glyphs: list[bytes],
    cids: list[int],
    subroutines: bytes = b"\0\0",
    private: bytes = program(7, NOMINAL_WIDTH),
    top: bytes = b"",
) -> bytes:
    """A CFF font with CIDs and one private dictionary."""
    charset = b"\0" + b"".join(struct.pack(">H", cid) for cid in cids[1:])
    choice = b"\3" + struct.pack(">HHBH", 1, 0, 0, len(glyphs))
    head = bytes((1, 0, 4, 2)) + index(b"Face")
    strings = index(b"Adobe", b"Identity") + subroutines

    def write_top(places: list[int]) -> bytes:
        operators = (b"\x0f", b"\x0c\x25", b"\x11", b"\x0c\x24")
        operands = b"".join(offset(place) + operator for place, operator in zip(places, operators, strict=True))
        return index(program(391, 392, 0, b"\x0c\x1e") + top + operands)

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
    strange = (
        program(1, b"\x0a", ENDCHAR),  # a subroutine
        program(b"\xff\0\1\0\0", 1, RMOVETO, ENDCHAR),  # a fraction
        program(1, 1, RMOVETO, *[1] * 7, b"\x0c\x22", ENDCHAR),  # hflex
    )
    usual, cids = font(GLYPHS, [0, 4, 5, 6]), [0, 4, 5, 6]
    for odd in (
        *(font([*GLYPHS[:3], glyph], cids) for glyph in strange),
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


def test_a_font_of_a_thousand_units_is_drawn_on_five_hundred() -> None:
    thousand, five_hundred = (bytes.fromhex(f"1e0a00{digit}f8b8b1e0a00{digit}f8b8b0c07") for digit in "12")
    bounds = program(-95, -11, 1001, 880, b"\5")
    glyphs = [program(ENDCHAR), program(33, 500, 101, RMOVETO, ENDCHAR)]
    usual = font(glyphs, [0, 4], private=program(3, b"\x0a", 1000, WIDTH, 555, NOMINAL_WIDTH), top=thousand + bounds)
    slim = slim_font(usual, {4: "丙"})
    assert five_hundred + program(-47, -5, 501, 440, b"\5") in slim
    assert slim.endswith(program(500, WIDTH, 278, NOMINAL_WIDTH))
    assert program(17, 250, 51, RMOVETO, ENDCHAR) in slim
    assert slim_font(slim, {4: "丙"}) == slim
