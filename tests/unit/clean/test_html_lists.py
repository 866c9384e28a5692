from __future__ import annotations

import pytest

from build_tools.clean.html_lists import OrderedList, write_number


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        (1, "1", "1"), (-2, "1", "-2"), (1, "a", "a"), (26, "a", "z"), (27, "A", "AA"), (702, "a", "zz"),
        (703, "a", "aaa"), (0, "a", "0"), (4, "i", "iv"), (1994, "I", "MCMXCIV"), (3999, "i", "mmmcmxcix"),
        (4000, "i", "4000"),
    ],
)  # fmt: skip
def test_numbers_as_lists_print_them(number: int, kind: str, written: str) -> None:
    assert write_number(number, kind) == written


@pytest.mark.parametrize(
    ("opened", "items", "printed"),
    [
        ({}, [{}, {}], ["1.", "2."]),
        ({"start": "3"}, [{}, {"value": "9"}, {}], ["3.", "9.", "10."]),
        ({"start": "x", "type": "x"}, [{"value": ""}, {}], ["1.", "2."]),
        ({"start": "0"}, [{}, {}], ["0.", "1."]),
        ({"start": "3", "reversed": ""}, [{}, {}], ["3.", "2."]),
        ({"reversed": ""}, [{}, {}], ["", ""]),
        ({"type": "A"}, [{}, {"type": "i"}], ["A.", "ii."]),
        ({"style": "list-style-type:cjk-ideographic", "start": "9"}, [{}, {}, {}], ["九、", "十、", "十一、"]),
        ({"class": "custom_cn2 list-paddingleft-1", "start": "20"}, [{}, {}], ["（二十）", "（二十一）"]),
        ({"class": "custom_num2", "style": "list-style:none"}, [{}, {}], ["（1）", "（2）"]),
        ({"style": "list-style-type: lower-roman"}, [{}, {"style": "list-style:none"}, {}], ["i.", "", "iii."]),
        ({"style": "color:red;list-style : disc inside"}, [{}], [""]),
    ],
)
def test_a_list_counts_its_items(opened: dict[str, str], items: list[dict[str, str]], printed: list[str]) -> None:
    counted = OrderedList.of(opened)
    assert [counted.number_item(item, "<li>") for item in items] == printed


def test_a_number_behind_a_broken_tag_is_not_printed() -> None:
    counted = OrderedList.of({})
    tags = [f"<li {'a' * 5000}>", "<li a='>", '<li a="', "<LI a='>' b=\"<li>\">"]
    assert [counted.number_item({}, tag) for tag in tags] == ["", "", "", "4."]
