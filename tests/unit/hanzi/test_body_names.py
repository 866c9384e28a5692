"""A printed name in a plan of some place → the body."""

from __future__ import annotations

import pytest

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.body import BodyName
from build_tools.model.place import NATION, Place

SUZHOU = Place(("江苏省", "苏州市"))
KUNSHAN = Place(("江苏省", "苏州市", "昆山市"))
HEFEI = Place(("安徽省", "合肥市"))
LUYANG = Place(("安徽省", "合肥市", "庐阳区"))

NAMES = BodyNames(
    [
        BodyName("合肥市财政局", ("市财政局", "合肥财政局"), "customary", id="finance", place=HEFEI),
        BodyName("国家发展和改革委员会", ("国家发展改革委",), "customary", id="ndrc", at_home=("发展改革委",)),
        BodyName("中华人民共和国财政部", ("财政部",), "customary", id="mof"),
    ]
)


@pytest.mark.parametrize(
    ("printed", "place", "name"),
    [
        ("市财政局", HEFEI, "合肥市财政局"),
        ("市财政局", LUYANG, "合肥市财政局"),
        ("市财政局", SUZHOU, "苏州市财政局"),
        ("市财政局", KUNSHAN, "昆山市财政局"),
        ("市财政局", None, "市财政局"),
        ("市财政局", NATION, "市财政局"),
        ("合肥市财政局", SUZHOU, "合肥市财政局"),
        ("合肥财政局", SUZHOU, "合肥财政局"),
        ("省财政厅", KUNSHAN, "江苏省财政厅"),
        ("区政府", LUYANG, "合肥市庐阳区政府"),
        ("庐阳区政府", LUYANG, "合肥市庐阳区政府"),
        ("庐阳区政府", HEFEI, "庐阳区政府"),
        ("甲县人民政府", Place(("甲县",)), "甲县人民政府"),
        ("区政府", HEFEI, "区政府（合肥市）"),
        ("各区政府", HEFEI, "各区政府（合肥市）"),
        ("各区政府", SUZHOU, "各区政府（苏州市）"),
        ("高新区管委会", HEFEI, "高新区管委会（合肥市）"),
        ("庐阳区", HEFEI, "庐阳区"),
        ("合肥海关", SUZHOU, "合肥海关"),
        ("人行合肥中心支行", SUZHOU, "人行合肥中心支行"),
        ("中山街道", HEFEI, "中山街道（合肥市）"),
        ("中山镇人民政府", HEFEI, "中山镇人民政府（合肥市）"),
        ("甲乙大学", HEFEI, "甲乙大学"),
        ("国家发展改革委", HEFEI, "国家发展和改革委员会"),
        ("国家发展改革委", None, "国家发展和改革委员会"),
        ("财政部", HEFEI, "中华人民共和国财政部"),
        ("财政部", None, "财政部"),
        ("发展改革委", NATION, "国家发展和改革委员会"),
        ("发展改革委", HEFEI, "发展改革委（合肥市）"),
    ],
)
def test_in_its_place(printed: str, place: Place | None, name: str) -> None:
    assert NAMES.find(printed, place).name == name


def test_what_no_table_knows_says_how_it_was_named() -> None:
    assert NAMES.find("市教育局", HEFEI) == BodyName("合肥市教育局", ("市教育局",), "by-place", place=HEFEI)
    assert NAMES.find("市教育局", None) == BodyName("市教育局", (), "as-printed")


def test_the_innermost_place_answers() -> None:
    city = BodyName("合肥市教育局", ("教育局",), "customary", place=HEFEI)
    district = BodyName("合肥市庐阳区教育局", ("教育局",), "customary", place=LUYANG)
    for names in (BodyNames([city, district]), BodyNames([district, city])):
        assert names.find("教育局", LUYANG) is district
        assert names.find("教育局", HEFEI) is city
