from __future__ import annotations

from build_tools.clean.html_attributes import read_style


def test_a_style_is_its_declarations_by_property() -> None:
    said = read_style(
        "Display : None !important; font-family:'甲体',serif;;text-decoration-line: underline line-through;x"
    )
    assert said == {
        "display": "none",
        "font-family": "'甲体',serif",
        "text-decoration-line": "underline line-through",
    }
    assert read_style("") == {}
