"""Pictures are told by their first bytes, measured and bounded; what does more than show is none."""

from __future__ import annotations

import struct
from base64 import b64encode

import pytest

from build_tools.model.picture import LARGEST_PICTURE, name_address
from build_tools.reading.contained_pictures import open_pictures
from build_tools.reading.picture_file import read_picture

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 200) + b"\x08\x02" + bytes(600)
GIF = b"GIF89a" + struct.pack("<HH", 30, 20) + bytes(9)
JPEG = b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"ab\xff\xff\xc0" + struct.pack(">HBHH", 11, 8, 70, 90) + bytes(9)
WEBP = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (499).to_bytes(3, "little") + (99).to_bytes(3, "little")
SVG = '<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg" {0}>{1}</svg>'


def svg(inner: str = "", attributes: str = 'viewBox="0 0 60 40.5"') -> bytes:
    return SVG.format(attributes, inner).encode()


SOUND = {
    "png": (PNG, 400, 200),
    "gif": (GIF, 30, 20),
    "jpg": (JPEG, 90, 70),
    "webp": (WEBP, 500, 100),
    "svg": (svg('<image href="data:image/png;base64,AA"/><use href="#a"/><path fill="url(#b)"/>'), 60, 40),
}


@pytest.mark.parametrize("ending", SOUND)
def test_a_picture_is_told_and_measured(ending: str) -> None:
    data, width, height = SOUND[ending]
    picture = read_picture(data)
    assert picture is not None
    assert (picture.ending, picture.width, picture.height) == (ending, width, height)


@pytest.mark.parametrize("size", ['width="12px" height="7"', 'width="0.4" height="0.9"', 'width="50%"'])
def test_every_svg_has_a_size(size: str) -> None:
    picture = read_picture(svg(attributes=size))
    assert picture is not None
    assert (picture.width, picture.height) in [(12, 7), (1, 1), (300, 150)]


NONE = {
    "nothing": b"",
    "a page": b"<html><svg></svg></html>",
    "a drawing of Windows": b"\xd7\xcd\xc6\x9a" + bytes(60),
    "no pixels": PNG[:16] + bytes(8),
    "too many pixels": PNG[:16] + struct.pack(">II", 19_000, 19_000),
    "a torn JPEG": JPEG[:12],
    "a JPEG of segments without length": b"\xff\xd8\xff" + b"\xe0\0\0" * 99,
    "a torn WebP": WEBP[:12],
    "too many bytes": PNG + bytes(LARGEST_PICTURE),
    "an SVG that is torn": svg("<g>"),
    "a script": svg("<script>1</script>"),
    "a script of another name space": svg('<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>'),
    "an event": svg('<g onclick="1"/>'),
    "a link": svg('<a href="#b">b</a>'),
    "a page within": svg("<foreignObject><p>1</p></foreignObject>"),
    "an address outside": svg('<image href="https://example.org/a.png"/>'),
    "an address outside, of old": svg('<image xmlns:x="http://www.w3.org/1999/xlink" x:href="//example.org/a.png"/>'),
    "an SVG within an address": svg('<image href="data:image/svg+xml;base64,AA"/>'),
    "a script's address": svg('<set attributeName="href" to="javascript:1"/>'),
    "a style sheet outside": svg("<style>@import 'https://example.org/a.css';</style>"),
    "a font outside": svg("<style>a{src:url(https://example.org/a)}</style>"),
    "entities": b'<!DOCTYPE svg [<!ENTITY a "a">]>' + svg(),
    "an instruction": b'<?xml version="1.0"?><?xml-stylesheet href="a.css"?>' + svg()[21:],
}


@pytest.mark.parametrize("name", NONE)
def test_what_does_more_than_show_is_no_picture(name: str) -> None:
    assert read_picture(NONE[name]) is None


def test_a_page_holds_pictures_in_its_addresses() -> None:
    address = f"data:image/png;base64,{b64encode(PNG).decode()}"
    find = open_pictures(f'<p><img src="{address}"></p>'.encode(), "a.html")
    assert find(name_address(address)) == PNG
    assert (find("a.png"), find(name_address("data:image/png;base64,AAAA"))) == (None, None)


def test_a_saved_page_holds_them_as_parts() -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
    page = "Content-Location: https://example.org/x/a.html\n\n<p>一、甲</p>\n--b\n"
    parts = [
        f"Content-Type: image/png\nContent-Transfer-Encoding: base64\n{name}\n\n{b64encode(data).decode()}\n--b"
        for name, data in (("Content-Location: https://example.org/img/b.png", PNG), ("Content-ID: <c@d>", GIF))
    ]
    find = open_pictures((head + page + "\n".join(parts) + "--\n").encode(), "a.mhtml")
    assert (find("../img/b.png"), find("https://example.org/img/b.png"), find("cid:c@d")) == (PNG, PNG, GIF)
    assert find("cid:e") is None
