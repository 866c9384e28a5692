"""Words → the places that they begin with."""

from __future__ import annotations

import pytest

from build_tools.hanzi.places import find_places, parse_place, read_place, read_unlisted
from build_tools.model.place import NATION, Place


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("上海市松江区人民政府办公室", ["上海市松江区"]),
        ("松江区发展改革委", ["上海市松江区"]),
        ("安徽省商务厅", ["安徽省"]),
        ("广西", ["广西壮族自治区"]),
        ("内蒙古呼伦贝尔市海拉尔区", ["内蒙古自治区呼伦贝尔市海拉尔区"]),
        ("吉林市数字经济", ["吉林省吉林市"]),
        ("海南区域合作", ["海南省"]),
        ("浙江省杭州市江干区", ["浙江省杭州市江干区"]),  # a district until 2021
        ("朝阳区政府", ["北京市朝阳区", "吉林省长春市朝阳区"]),
        ("北京市朝阳区", ["北京市朝阳区"]),
        ("合肥海关", []),
        ("城市更新", []),
        ("甲市财政局", []),
    ],
)
def test_beginnings(text: str, names: list[str]) -> None:
    assert [place.name for place in read_place(text)] == names


@pytest.mark.parametrize(
    ("text", "name"), [("合肥海关", "安徽省合肥市"), ("恩施州教育局", "湖北省恩施土家族苗族自治州")]
)
def test_shortened(text: str, name: str) -> None:
    assert [place.name for place in read_place(text, short=True)] == [name]


def test_within_a_name() -> None:
    assert find_places("国家税务总局上海市税务局") == (Place(("上海市",)),)
    assert find_places("国家税务总局") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲乙市人民政府", ("甲乙市", "人民政府")),
        ("全市各部门", None),
        ("城市管理局", None),
        ("高新区管委会", None),
        ("甲市", None),
    ],
)
def test_a_place_that_the_list_lacks(text: str, found: tuple[str, str] | None) -> None:
    assert read_unlisted(text) == found


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("全国", NATION),
        ("上海", Place(("上海市",))),
        ("上海市松江区", Place(("上海市", "松江区"))),
        ("松江区", Place(("上海市", "松江区"))),
        ("朝阳区", None),
        ("甲乙市", Place(("甲乙市",))),
        ("甲乙", None),
    ],
)
def test_whole_names(name: str, place: Place | None) -> None:
    assert parse_place(name) == place


def test_levels() -> None:
    place = Place(("江苏省", "苏州市", "昆山市"))
    assert [found and found.name for found in map(place.find_level, "省市区")] == ["江苏省", "江苏省苏州市昆山市", None]
    assert Place(("上海市", "松江区")).own_name == "上海市松江区"
    assert place.own_name == "昆山市"
    assert Place(("广西壮族自治区",)).find_level("区") is None


def test_a_place_within_a_text_is_a_province_or_a_prefecture_where_one_is_named() -> None:
    assert [place.path for place in find_places("国家税务总局上海市松江区税务局")] == [("上海市",)]
    assert [place.path for place in find_places("国家税务总局合肥市税务局")] == [("安徽省", "合肥市")]
    assert find_places("国家税务总局税务局") == ()
