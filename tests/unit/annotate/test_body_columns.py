"""Columns of tables that name bodies, read row by row whatever format the table comes from."""

from __future__ import annotations

import pytest

from build_tools.pipeline import convert_bytes

HEAD = "<tr><th>序号</th><th>任务</th><th>{}</th><th>{}</th></tr>"
PAGE = "<html><body><h1>某市数字发展规划</h1><p>一、主要任务</p><table>{}</table><p>二、保障</p></body></html>"


def read(*rows: str) -> list[tuple[str, bool, str]]:
    table = "".join(
        row if row.startswith("<tr") else f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows
    )
    found = convert_bytes(PAGE.format(table).encode(), "page.html")
    for group in found.responsibilities:
        printed = found.edition.blocks[group.block].printed[group.start : group.end]
        assert all(body in printed for body in group.bodies)
    return [
        (
            "、".join(f"{body}:{role}" for body, role in zip(group.bodies, group.roles, strict=True)),
            group.is_open,
            group.deadline,
        )
        for group in found.responsibilities
    ]


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("责任单位", "responsible"),
        ("市级牵头部门", "lead"),
        ("牵头（责任）单位", "lead"),
        ("配合单位", "support"),
        ("责任单位（部门）", "responsible"),
    ],
)
def test_the_head_of_a_column_gives_the_role(head: str, role: str) -> None:
    rows = read(HEAD.format(head, "备注"), "1|建设平台|市科委、市教委|无", "2|完善制度|各区政府|市水务局监督")
    assert rows == [(f"市科委:{role}、市教委:{role}", False, ""), (f"各区政府:{role}", False, "")]


def test_two_rows_of_heads_and_a_time() -> None:
    head = (
        "<tr><th rowspan=2>任务</th><th colspan=2>责任单位</th><th rowspan=2>完成时限</th></tr>"
        "<tr><th>牵头</th><th>配合</th></tr>"
    )
    rows = read(
        head, "<tr><td colspan=4>一、重点任务</td></tr>", "建设|市科委|市教委等有关部门|2025年底前", "推广|市水务局|—|—"
    )
    assert rows == [
        ("市科委:lead", False, "2025年底前"),
        ("市教委:support", True, "2025年底前"),
        ("市水务局:lead", False, ""),
    ]


def test_a_cell_over_two_rows_is_one_group_and_columns_beside_it_keep_their_heads() -> None:
    spanning = "<tr><td>1</td><td>建设</td><td rowspan=2>市科委</td><td>市教委</td></tr>"
    rows = read(HEAD.format("牵头单位", "配合单位"), spanning, "2|推广|市水务局")
    assert [bodies for bodies, _, _ in rows] == ["市科委:lead", "市教委:support", "市水务局:support"]


def test_a_cell_tells_roles_of_its_own() -> None:
    rows = read(HEAD.format("责任单位", "备注"), "1|建设|市科委牵头，市教委配合|", "2|推广|市水务局（牵头）、市教委|")
    assert [bodies for bodies, _, _ in rows] == ["市科委:lead、市教委:support", "市水务局:lead、市教委:responsible"]


def test_a_label_opens_its_row_and_a_bracket_its_group() -> None:
    assert read("项目|平台（责任单位：市水务局）", "责任单位|市科委、市教委", "建设内容|平台建设") == [
        ("市水务局:responsible", False, ""),
        ("市科委:responsible、市教委:responsible", False, ""),
    ]


def test_what_is_no_name_is_no_body() -> None:
    assert (
        read(
            HEAD.format("责任单位", "投资"), "1|建设|—|市场运作", "2|推广|3|300", "3|其他|详见说明。共三项，均需落实。|"
        )
        == []
    )


def test_a_column_alone_has_no_head() -> None:
    assert read("领域", "责任单位", "基础软件", "市科委") == []
