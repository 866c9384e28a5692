"""Texts as programs print them in their sources → lines."""

from __future__ import annotations

import pytest

from build_tools.reading.formats import tell_format
from build_tools.reading.literal_text import _evaluate

LINES = ["某市方案", "一、甲“乙”", "（一）丙"]
CASES = {
    "a list of strings": (repr([f"\u3000{line}\xa0" for line in LINES]), [f"\u3000{line}\xa0" for line in LINES]),
    "a string": (repr("\n".join(LINES)), LINES),
    "the cell of a table": ('"某市\n""甲""\n乙"', ["某市", '"甲"', "乙"]),
    "the cell of a table, on one line": (r'"某市\n""甲""\n乙"', ["某市", '"甲"', "乙"]),
    "escapes alone": (r"某市\r\n\u3000\u3000甲\n\xa0乙", ["某市", "\u3000\u3000甲", "\xa0乙"]),
    "a list that breaks off": (r"['某市\n甲\n乙\n丙', 丁", ["['某市", "甲", "乙", "丙', 丁"]),
    "more strings than lines": (repr(["甲"] * 100_001), [repr(["甲"] * 100_001)]),
}


@pytest.mark.parametrize(("text", "lines"), CASES.values(), ids=CASES)
def test_case(text: str, lines: list[str]) -> None:
    found = tell_format(text.encode("utf-8"))
    assert found is not None
    assert found.name == "literal"
    assert found.read(text.encode("utf-8"), "a.txt").text.split("\n") == lines


@pytest.mark.parametrize(
    "text", ['"甲"方案', "一、公式 \\nabla \\nu \\tau", "<p>甲\\n乙\\n丙\\n</p>", r"C:\new\temp\n.txt 甲"]
)
def test_a_text_with_quotes_formulas_or_tags_is_none(text: str) -> None:
    found = tell_format(text.encode("utf-8"))
    assert found is None or found.name != "literal"


def test_more_values_than_a_document_has_lines_are_not_evaluated() -> None:
    assert _evaluate("['甲',1]") == ["甲", 1]
    assert _evaluate(f"['甲',{'1,' * 300_000}'乙']") is None
