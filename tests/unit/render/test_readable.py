"""What a person reads of an outline: a long one is shortened, and says so."""

from __future__ import annotations

from typing import Any

from build_tools.messages import speak
from build_tools.render.readable import render_readable, tell_rules

DOUBTS = ["warning: line 1: numbering-jump: a number is missing"] * 57


def make_outline(sections: int, clauses: int, tables: int = 0) -> dict[str, Any]:
    items = []
    for number in range(1, sections + 1):
        items.append(make_item(f"s{number}", None))
        items.extend(make_item(f"s{number}-c{inner}", f"s{number}") for inner in range(1, clauses + 1))
    return {
        "title": "某市规划",
        "doc_number": None,
        "date_issued": None,
        "issuers": [],
        "plan_body": True,
        "items": items,
        "tables": [{"header": ["甲", "乙"], "rows": []}] * tables,
        "responsible": [],
        "text": "某市规划",
        "dropped": [],
        "diagnostics": [],
    }


def make_item(anchor: str, parent: str | None) -> dict[str, Any]:
    return {"anchor": anchor, "parent": parent, "label": "一、", "heading": "任务", "opening": "", "is_heading": True}


def test_a_short_document_is_shown_whole() -> None:
    outline = make_outline(3, 2, 20)
    shown = render_readable(outline, DOUBTS[:20])
    assert shown == render_readable(outline, DOUBTS[:20], whole=True)
    assert (shown.count("#s"), shown.count("numbering-jump"), shown.count("table  ")) == (9, 20, 20)


def test_what_is_too_much_is_counted() -> None:
    outline = make_outline(40, 5, 33)
    shown = render_readable(outline, DOUBTS).split("\n")
    assert [line for line in shown if "#s" in line] == [
        f"一、任务    #s{number}    (5 labels inside)" for number in range(1, 41)
    ]
    assert "… and 37 more doubts; --all shows them" in shown
    assert "… and 13 more tables; --all shows them" in shown
    whole = render_readable(outline, DOUBTS, whole=True)
    assert (whole.count("#s"), whole.count("numbering-jump"), whole.count("table  ")) == (240, 57, 33)
    assert "more" not in whole


def test_a_flat_document_is_cut_off() -> None:
    shown = render_readable(make_outline(400, 0), []).split("\n")
    assert sum("#s" in line for line in shown) == 150
    assert "… and 250 more labels; --all shows them" in shown


def test_rules_are_named_in_the_language_spoken() -> None:
    counts = {"line-break": 3, "page-number": 2}
    assert tell_rules(counts) == "line-break 3, page-number 2"
    speak("zh")
    try:
        assert tell_rules(counts) == "换行符 3；页码 2"
    finally:
        speak("en")
