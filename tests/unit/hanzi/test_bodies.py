"""What the form of a body's name says, and where one name of a list ends."""

from __future__ import annotations

import pytest

from build_tools.hanzi.bodies import BodyForm, BodyKind, is_body, read_body
from build_tools.hanzi.body_lists import BodyList, read_body_list


@pytest.mark.parametrize(
    ("name", "kind", "level", "is_sure"),
    [
        ("市财政局", BodyKind.DEPARTMENT, "市", True),
        ("省发展改革委", BodyKind.DEPARTMENT, "省", True),
        ("区政府", BodyKind.GOVERNMENT, "区", True),
        ("市委", BodyKind.PARTY, "市", True),
        ("市委（市政府）办公厅", BodyKind.DEPARTMENT, "市", True),
        ("国家某某局", BodyKind.DEPARTMENT, "国", True),
        ("财政部", BodyKind.DEPARTMENT, "国", True),
        ("甲乙市水利和渔业局", BodyKind.DEPARTMENT, "", True),
        ("交通运输和港航发展局", BodyKind.DEPARTMENT, "", False),
        ("公安局交警支队", BodyKind.DEPARTMENT, "", True),
        ("国网甲乙供电公司", BodyKind.COMPANY, "", True),
        ("甲乙大学", BodyKind.INSTITUTE, "", True),
        ("丙镇", BodyKind.TERRITORY, "", False),
        ("各区政府", BodyKind.COLLECTIVE, "", False),
        ("有关县（市、区）人民政府", BodyKind.COLLECTIVE, "", False),
        ("各市、县（市、区）人民政府", BodyKind.COLLECTIVE, "", False),
        ("网信办", BodyKind.DEPARTMENT, "", False),
        ("甲乙县人民代表大会", BodyKind("congress"), "", True),
        ("資訊局", BodyKind.DEPARTMENT, "", False),
        ("某區委農村工作領導小組", BodyKind.DEPARTMENT, "", True),
    ],
)
def test_forms(name: str, kind: BodyKind, level: str, is_sure: bool) -> None:
    assert read_body(name) == BodyForm(kind, level, is_sure)


@pytest.mark.parametrize(
    "text",
    "产业布局 干部 充电站 城市 委员会 单位 厅 构建新发展格局 一网通办 持续推进 2025年12月底前完成 张某 加强市财政局"
    " 市财政局应当 局".split(),
)
def test_no_bodies(text: str) -> None:
    assert not is_body(text)


@pytest.mark.parametrize(
    ("text", "names", "is_open"),
    [
        ("市科委、市教委，市财政局", "市科委 市教委 市财政局", False),
        ("市科委 市教委　各区政府", "市科委 市教委 各区政府", False),
        ("市科委、市教委和各区政府", "市科委 市教委 各区政府", False),
        ("市科委、市教委等和各区政府", "市科委 市教委 各区政府", True),
        ("市科委等国务院有关部门和单位及各地区", "市科委 各地区", True),
        ("市科委等14个部门", "市科委", True),
        ("市科委、市教委等", "市科委 市教委", True),
        ("市人力资源和社会保障局和市教委", "市人力资源和社会保障局 市教委", False),
        ("各市、县（市、区）人民政府，省财政厅", "各市、县（市、区）人民政府 省财政厅", False),
        ("市委（甲、乙）、市教委", "市委（甲、乙） 市教委", False),
        ("市科委市市场监管局市教委", "市科委 市市场监管局 市教委", False),
        ("甲乙区教育局甲乙区文化局", "甲乙区教育局 甲乙区文化局", False),
        ("市公安局市政管理处", "市公安局市政管理处", False),
    ],
)
def test_lists(text: str, names: str, is_open: bool) -> None:
    assert read_body_list(text) == BodyList(tuple(names.split()), is_open)


def test_a_name_that_a_line_end_broke_stays_one() -> None:
    assert read_body_list("市发展 改革委、市教委").names == ("市发展 改革委", "市教委")


def test_a_very_long_row_is_read_in_time_that_grows_as_it_does() -> None:
    names = ("市某局",) * 20_000
    assert read_body_list("、".join(names)).names == names


def test_a_very_long_row_of_joined_names() -> None:
    names = ("市某局",) * 20_000
    assert read_body_list("和".join(names)).names == names
