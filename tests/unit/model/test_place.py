"""Places: their names, what lies in them, and what a word such as 市 stands for in their plans."""

from __future__ import annotations

import pytest

from build_tools.model.place import NATION, Place


@pytest.mark.parametrize(
    ("path", "name", "own_name"),
    [
        ((), "全国", ""),
        (("甲省",), "甲省", "甲省"),
        (("甲省", "乙市"), "甲省乙市", "乙市"),
        (("甲市", "丙区"), "甲市丙区", "甲市丙区"),
        (("丙区",), "丙区", "丙区"),
    ],
)
def test_the_name_of_a_place(path: tuple[str, ...], name: str, own_name: str) -> None:
    assert (Place(path).name, Place(path).own_name) == (name, own_name)


def test_a_place_holds_itself_and_what_lies_in_it() -> None:
    province, city = Place(("甲省",)), Place(("甲省", "乙市"))
    assert (province.holds(city), province.holds(province), NATION.holds(city)) == (True, True, True)
    assert (city.holds(province), Place(("丙省",)).holds(city)) == (False, False)


@pytest.mark.parametrize(
    ("path", "word", "found"),
    [
        (("甲省", "乙市", "丙市"), "市", ("甲省", "乙市", "丙市")),  # the innermost
        (("甲市", "丙区"), "市", ("甲市",)),
        (("甲市", "丙區"), "区", ("甲市", "丙區")),
        (("甲省", "乙市"), "省", ("甲省",)),
        (("甲自治区", "乙市"), "区", None),  # 区 is a district
        (("甲自治区", "乙市"), "自治区", ("甲自治区",)),
        (("甲省",), "市", None),
        ((), "省", None),
    ],
)
def test_a_word_stands_for_the_innermost_place_of_its_kind(
    path: tuple[str, ...], word: str, found: tuple[str, ...] | None
) -> None:
    assert Place(path).find_level(word) == (None if found is None else Place(found))
