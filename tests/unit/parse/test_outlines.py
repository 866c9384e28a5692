"""Titled documents in tests/cases/parse/outlines.toml → divisions, doubts and facts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_tools.model.division import Division
from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/parse/outlines.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    converted = convert_bytes(case["text"].encode("utf-8"), "a.txt")
    outline = render_outline(converted.edition, [])
    found: dict[str, Any] = {
        "items": [f"{item['anchor']} {item['label']}|{item['heading']}" for item in outline["items"]],
        "kinds": [item["kind"] for item in outline["items"]],
        "doubts": [f"{doubt['code']} {doubt['line']}" for doubt in outline["diagnostics"]],
        "parts": [node.kind.value for node in converted.edition.root.body if isinstance(node, Division)],
        **{key: outline[key] for key in ("title", "doc_number", "date_issued", "issuers")},
    }
    expected = {"doubts": [], **{key: value for key, value in case.items() if key not in ("name", "text")}}
    if "kinds" in case:
        expected.pop("doubts")
    assert {key: found[key] for key in expected} == expected
