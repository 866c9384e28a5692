"""What stands behind the labels of articles → titles, or sentences without one."""

from __future__ import annotations

import pytest

from build_tools.model.division import HeadingStyle
from build_tools.parse.articles import cut_articles


def titles(texts: list[str], *, more: bool = True) -> list[tuple[str, HeadingStyle]]:
    cuts = cut_articles(texts, [more] * len(texts))
    return [(text[: cut.end], cut.style) for text, cut in zip(texts, cuts, strict=True)]


@pytest.mark.parametrize("title", ["【定义】", "（定义）", "(定义)", "〔定义〕"])
def test_in_brackets(title: str) -> None:
    text = f"{title}本办法所称数据，是指下列各项："
    assert titles([text]) == [(title, HeadingStyle.RUN_IN)]
    assert titles([title]) == [(title, HeadingStyle.DISPLAY)]


def test_set_apart_by_a_blank() -> None:
    assert titles(["定义　本办法所称数据，包括文字。"]) == [("定义", HeadingStyle.RUN_IN)]


def test_on_a_line_of_its_own() -> None:
    assert titles(["适用范围"]) == [("适用范围", HeadingStyle.DISPLAY)]


def test_most_on_lines_of_their_own() -> None:
    texts = ["简政放权，优化服务", "探索登记制度改革", "发展现代服务业", "优化登记 全面优化窗口布局，提供服务。"]
    assert titles(texts) == [
        *((text, HeadingStyle.DISPLAY) for text in texts[:3]),
        ("优化登记", HeadingStyle.RUN_IN),
    ]


def test_a_short_sentence_is_no_title() -> None:
    texts = [
        "本市实行目录管理。目录由主管部门编制。",
        "为了规范管理，制定本办法。",
        "本办法所称数据，包括：",
        "禁止倾倒垃圾。",
    ]
    assert titles(texts) == [
        ("本市实行目录管理", HeadingStyle.SENTENCE),
        ("为了规范管理，制定本办法", HeadingStyle.SENTENCE),
        ("本办法所称数据，包括", HeadingStyle.SENTENCE),
        ("禁止倾倒垃圾", HeadingStyle.SENTENCE),
    ]


def test_short_titles_with_a_stop_where_all_articles_have_one() -> None:
    texts = ["目的。为了规范管理，制定本办法。", "范围。本市适用本办法。", "定义：本办法所称数据，包括文字。"]
    assert titles(texts) == [
        ("目的", HeadingStyle.RUN_IN),
        ("范围", HeadingStyle.RUN_IN),
        ("定义", HeadingStyle.RUN_IN),
    ]


def test_a_blank_between_english_words_parts_nothing() -> None:
    text = "为发展集成电路（Integrated Circuit，IC）产业，制定本办法。"
    assert titles([text]) == [(text[:-1], HeadingStyle.SENTENCE)]


def test_a_blank_inside_a_sentence_is_no_title() -> None:
    texts = ["有关部门应当科学　合理设置网点。", "本市实行目录管理。", "禁止倾倒垃圾。"]
    assert titles(texts)[0] == (texts[0][:-1], HeadingStyle.SENTENCE)


def test_a_bracket_inside_the_sentence_is_no_title() -> None:
    text = "县（市）人民政府应当加强管理。"
    assert titles([text]) == [(text[:-1], HeadingStyle.SENTENCE)]
