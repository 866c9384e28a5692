"""Mastheads of gazettes."""

import pytest

from build_tools.clean.mastheads import read_masthead


@pytest.mark.parametrize(
    ("text", "parts", "is_sure"),
    [
        ("某市人民政府公报", ("某市人民政府公报", "", ""), True),
        ("某市人民政府公报 2025年第1期", ("某市人民政府公报", " 2025年第1期", "2025"), True),
        ("某某管委会公报", ("某某管委会公报", "", ""), False),
        ("2025年第1期（总第36期）", ("", "2025年第1期（总第36期）", "2025"), True),
        ("2025·3期", ("", "2025·3期", "2025"), True),
        ("第3期", ("", "第3期", ""), False),
    ],
)
def test_a_masthead_has_a_name_and_an_issue(text: str, parts: tuple[str, ...], is_sure: bool) -> None:
    masthead = read_masthead(text)
    assert masthead is not None
    assert (tuple(masthead), masthead.is_sure) == (parts, is_sure)


@pytest.mark.parametrize("text", ["", "3期", "某市港口发展公报会", "公报", "某市公报第3期工程", "一、建设第3期"])
def test_what_says_anything_else_is_none(text: str) -> None:
    assert read_masthead(text) is None
