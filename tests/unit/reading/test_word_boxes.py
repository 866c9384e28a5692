"""What pdftotext tells of words and their places becomes the text of each page."""

from __future__ import annotations

from build_tools.reading.word_boxes import read_word_boxes


def word(text: str, left: float, top: float = 0.0) -> str:
    return f'<word xMin="{left}" yMin="{top}" xMax="{left + 10 * len(text)}" yMax="{top + 10}">{text}</word>'


def read(*words: str) -> str:
    (page,) = read_word_boxes(f'<doc><page width="600.0" height="800.0">{"".join(words)}</page></doc>')
    return page


def test_pages_come_apart_and_signs_are_read() -> None:
    page = '<page width="600" height="800">{}</page>'
    assert read_word_boxes(f"<doc>{page.format(word('一&amp;&lt;', 0))}{page.format('')}</doc>") == ["一&<", ""]


def test_a_word_drawn_again_at_its_place_comes_once() -> None:
    assert read(word("总则", 0), word("总则", 0.4)) == "总则"
    assert read(word("专栏", 0), word("一", 20), word("专栏", 0.4), word("一", 20.4)) == "专栏一"


def test_a_letter_twice_in_a_row_is_two() -> None:
    assert read(word("谢谢", 0), word("谢", 20)) == "谢谢谢"
    assert read(word("总则", 0), word("总则", 0, 20)) == "总则总则"


def test_words_of_one_line_come_from_left_to_right() -> None:
    assert read(word("平台", 30), word("“", 20), word("次行", 0, 20)) == "“平台次行"
