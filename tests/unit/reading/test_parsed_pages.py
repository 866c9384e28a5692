"""Lists that MinerU and Docling write are one document; what goes round its pages stands in comments."""

from __future__ import annotations

import json

import pytest

from build_tools.errors import UnreadableSourceError
from build_tools.model.division import Table
from build_tools.pipeline import convert_bytes
from build_tools.reading.parsed_pages import read_parsed

TABLE = "<table><tr><td>指标</td><td>2027年</td></tr><tr><td>床位（张）</td><td>700</td></tr></table>"
MINERU = [
    {"type": "text", "text": "某市养老规划", "text_level": 1, "page_idx": 0},
    {"type": "text", "text": "一、发展基础", "text_level": 1, "page_idx": 0},
    {"type": "text", "text": "基础良好。", "page_idx": 0},
    {"type": "page_number", "text": "1", "page_idx": 0},
    {"type": "header", "text": "某市养老规划", "page_idx": 1},
    {"type": "list", "list_items": ["1.建设机构。", "2.发展互助。"], "page_idx": 1},
    {"type": "table", "table_caption": ["表1 指标"], "table_body": TABLE, "page_idx": 1},
    {"type": "image", "img_path": "a.jpg", "image_caption": ["图1 布局"], "page_idx": 1},
    {"type": "text", "text": "二、主要任务", "text_level": 1, "page_idx": 1},
]


def docling() -> dict[str, object]:
    texts: list[dict[str, object]] = [
        {"label": "section_header", "level": 1, "text": "某市养老规划"},
        {"label": "section_header", "level": 1, "text": "一、发展基础"},
        {"label": "text", "text": "基础良好。"},
        {"label": "list_item", "enumerated": True, "marker": "1.", "text": "建设机构。"},
        {"label": "list_item", "enumerated": False, "marker": "-", "text": "2.发展互助。"},
        {"label": "caption", "text": "表1 指标"},
        {"label": "section_header", "level": 1, "text": "二、主要任务"},
        {"label": "page_footer", "content_layer": "furniture", "text": "1"},
    ]
    words = [["指标", "2027年"], ["床位（张）", "700"]]
    cells = [
        {"text": text, "start_row_offset_idx": row, "column_header": row == 0}
        for row, line in enumerate(words)
        for text in line
    ]
    table = {"label": "table", "captions": [{"$ref": "#/texts/5"}], "data": {"num_rows": 2, "table_cells": cells}}
    body = [*({"$ref": f"#/texts/{at}"} for at in (0, 1, 2)), {"$ref": "#/groups/0"}, {"$ref": "#/tables/0"}]
    return {
        "schema_name": "DoclingDocument",
        "body": {"children": [*body, {"$ref": "#/pictures/0"}, {"$ref": "#/texts/6"}]},
        "groups": [{"children": [{"$ref": "#/texts/3"}, {"$ref": "#/texts/4"}]}],
        "texts": texts,
        "tables": [table],
        "pictures": [{"label": "picture"}],
    }


@pytest.mark.parametrize("value", [MINERU, docling()])
def test_a_list_of_parts_is_one_document(value: object) -> None:
    converted = convert_bytes(json.dumps(value, ensure_ascii=False).encode(), "plan.json")
    edition = converted.edition
    assert edition.facts.title == "某市养老规划"
    labels = [str(block.anchor) for block in edition.blocks if str(block.text).startswith(("一、", "二、", "1.", "2."))]
    assert labels == ["s1", "s1-p1", "s1-p2", "s2"]
    (table,) = (node for node in edition.root.walk() if isinstance(node, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [["指标", "2027年"], ["床位（张）", "700"]]
    assert "<!-- 1 -->" in converted.edition.witness.text
    assert not any("<!--" in str(block.text) for block in edition.blocks)


def test_runs_of_other_letters_are_one_paragraph() -> None:
    refs = [{"$ref": f"#/texts/{at}"} for at in range(4)]
    value = {
        "schema_name": "DoclingDocument",
        "body": {"children": [{"$ref": "#/groups/0"}, refs[2]]},
        "groups": [{"label": "inline", "children": refs[:2]}, {"label": "inline", "children": refs[3:]}],
        "texts": [
            {"label": "text", "text": "一是健全机制。"},
            {"label": "text", "text": "加强领导。"},
            {"label": "list_item", "enumerated": True, "marker": "1.", "children": [{"$ref": "#/groups/1"}]},
            {"label": "text", "text": "建设机构。"},
        ],
    }
    reading = read_parsed(json.dumps(value).encode(), "plan.json")
    assert reading.text.split("\n\n") == ["一是健全机制。加强领导。", "1. 建设机构。"]


@pytest.mark.parametrize(
    "value",
    [
        {"schema_name": "DoclingDocument"},
        {"schema_name": "DoclingDocument", "body": {"children": [{"$ref": "#/texts/0"}]}, "texts": []},
        [{"type": "list", "list_items": [{"text": "建设机构。"}], "page_idx": 0}],
    ],
)
def test_a_damaged_list_is_told(value: object) -> None:
    with pytest.raises(UnreadableSourceError):
        read_parsed(json.dumps(value).encode(), "plan.json")
