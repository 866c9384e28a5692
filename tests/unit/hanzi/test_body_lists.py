"""Lists of bodies by what parts their names: signs, joints, blanks, or nothing at all."""

from __future__ import annotations

import pytest

from build_tools.hanzi.body_lists import read_body_list, split_glued


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市科委、市教委，市财政局；", ("市科委", "市教委", "市财政局")),
        ("市科委和市教委及各区", ("市科委", "市教委", "各区")),
        ("人力资源和社会保障局", ("人力资源和社会保障局",)),
        ("有关县（市、区）人民政府", ("有关县（市、区）人民政府",)),
        ("市林业局，各县〔市、区〕人民政府", ("市林业局", "各县〔市、区〕人民政府")),
        ("市科委 市教委", ("市科委", "市教委")),
        ("市科 委、市教委", ("市科 委", "市教委")),  # a line's end has broken the name
        ("重点 企业", ("重点 企业",)),
        ("市科委 重点企业", ("市科委", "重点企业")),
        ("", ()),
    ],
)
def test_names_are_parted_and_never_cut(text: str, names: tuple[str, ...]) -> None:
    assert read_body_list(text).names == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市科委等有关部门", ("市科委",)),
        ("市科委等部门和各区政府", ("市科委", "各区政府")),
        ("市科委等", ("市科委",)),
    ],
)
def test_a_list_says_that_it_is_open(text: str, names: tuple[str, ...]) -> None:
    found = read_body_list(text)
    assert (found.names, found.is_open) == (names, True)
    assert not read_body_list("市高等法院").is_open


def test_a_joint_far_behind_the_name_is_part_of_it() -> None:
    front = "市" + "甲" * 37 + "委"
    assert read_body_list(f"{front}和市教委").names == (front, "市教委")
    front = "市" + "甲" * 40 + "委"
    assert read_body_list(f"{front}和市教委").names == (f"{front}和市教委",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲区教育局甲区文化局", ["甲区教育局", "甲区文化局"]),
        ("甲市教育局甲市文化局甲市财政局", ["甲市教育局", "甲市文化局", "甲市财政局"]),
        ("市教委市科委", ["市教委", "市科委"]),
        ("市委市府", ["市委市府"]),
        ("市教委市场", ["市教委市场"]),
        ("国务院国资委", ["国务院国资委"]),
    ],
)
def test_what_opens_one_name_opens_another(text: str, names: list[str]) -> None:
    assert split_glued(text) == names
