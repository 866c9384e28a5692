"""Pages saved with all they show: address and day are read, embedded files left out."""

from __future__ import annotations

import pytest

from build_tools.model.picture import name_address
from build_tools.reading.formats import tell_format
from build_tools.reading.saved_page import read_saved_page

PICTURE = "data:image/png;base64," + "iVBORw0K" * 200
BODY = f'<body><h1>某市发展规划</h1><img src="{PICTURE}"><p>一、总则</p></body></html>'
SINGLE = (
    "<!DOCTYPE html> <html lang=zh><!--\n Page saved with SingleFile \n url: https://www.example.gov.cn/a.html \n"
    " saved date: Sat Nov 07 2020 19:16:30 GMT+0800 (中国标准时间)\n-->" + BODY
)
SAVED = (
    '<!DOCTYPE html><html><head><meta name="savepage-url" content="https://www.example.gov.cn/a.html">'
    '<meta name="savepage-date" content="Sat Nov 07 2020 19:16:30 GMT+0800"></head>' + BODY
)


@pytest.mark.parametrize("page", [SINGLE, SAVED])
def test_address_and_day_are_read_and_pictures_left_out(page: str) -> None:
    found = tell_format(page.encode())
    assert found is not None
    reading = found.read(page.encode(), "a.html")
    assert reading.text == page.replace(PICTURE, name_address(PICTURE))
    assert [(field.fact, field.value) for field in reading.fields] == [
        ("source_url", "https://www.example.gov.cn/a.html"),
        ("retrieved", "2020-11-07"),
        ("", "1 embedded files, 1600 characters, left out"),
    ]


def test_a_frames_page_is_read_where_it_is_shown() -> None:
    page = '<html><!-- Page saved with SingleFile --><p>甲</p><iframe srcdoc="<p title=&quot;a&quot;>乙</p>"></iframe>'
    assert read_saved_page(page.encode(), "a.html").text.endswith('<p>甲</p><div><p title="a">乙</p></div></iframe>')


def test_what_is_not_told_is_not_guessed() -> None:
    page = "<html><!-- Page saved with SingleFile url: x saved date: yesterday -->" + BODY
    assert [field.fact for field in read_saved_page(page.encode(), "a.html").fields] == [""]


def test_a_page_that_speaks_of_the_extension_is_a_page() -> None:
    assert tell_format(("<html><body>" + "甲" * 20_000 + "Page saved with SingleFile").encode()) is None
