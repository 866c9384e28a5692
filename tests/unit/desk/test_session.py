"""What is chosen is written into the work's files, shown before, and taken back; nothing else is written."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from tests.unit.desk.conftest import Desk

HOTLINE = {"kind": "decision", "choice": "furniture", "excerpt": "客服热线", "line": 9, "reason": "网站的电话。"}


def find_doubt(state: dict[str, Any], code: str) -> dict[str, Any]:
    return next(doubt for doubt in state["doubts"] if doubt["code"] == code)


def test_works_and_state(desk: Desk) -> None:
    listed = desk.get()
    assert listed["site"] == "甲库"
    assert [(one["work"], one["title"], one["draft"], one["verdict"]) for one in listed["works"]] == [
        ("port-2021", "某市港口发展规划（2021-2025年）", True, "look")
    ]
    state = desk.get("/port-2021")
    assert [(item["label"], item["heading"]) for item in state["outline"] if item["label"]] == [
        ("一、", "目标"),
        ("二、", "任务"),
        ("（一）", "码头"),
        ("（三）", "航道"),
        ("三、", "保障"),
    ]
    assert state["outline"][0]["lines"] == [1, 1]
    doubt = find_doubt(state, "numbering-jump")
    assert doubt["line"] == 7
    assert [choice["choice"] for choice in doubt["choices"]] == ["paragraph", "accept", "emendation"]


def test_a_choice_is_shown_before_it_is_taken_and_taken_back(desk: Desk) -> None:
    before = desk.read("port-2021")
    effect = desk.post("/port-2021/effect", HOTLINE)
    assert desk.read("port-2021") == before
    assert [(pair["was"]["text"], pair["is"]) for pair in effect["outline"]] == [("客服热线：12345", None)]
    assert effect["anchors"] == {"lost": ["s2-c3-para2"], "new": [], "moved": [], "changed": []}
    state = desk.post("/port-2021/change", HOTLINE)
    assert (state["undo"], state["redo"]) == (1, 0)
    assert state["decisions"][0] | {"id": ""} == {
        "id": "", "choice": "furniture", "label": "This is page furniture", "excerpt": "客服热线", "code": "",
        "reason": "网站的电话。", "line": 9,
    }  # fmt: skip
    assert desk.read("port-2021").startswith(before.rstrip())
    assert desk.post("/port-2021/undo")["decisions"] == []
    assert desk.read("port-2021") == before
    assert len(desk.post("/port-2021/redo")["decisions"]) == 1
    withdrawn = desk.post("/port-2021/change", {"kind": "withdraw", "id": state["decisions"][0]["id"]})
    assert withdrawn["decisions"] == []
    assert tomllib.loads(desk.read("port-2021")) == tomllib.loads(before)


def test_a_doubt_is_accepted_with_its_own_change(desk: Desk) -> None:
    doubt = find_doubt(desk.get("/port-2021"), "numbering-jump")
    accept = next(choice for choice in doubt["choices"] if choice["choice"] == "accept")
    refused = desk.post("/port-2021/change", accept["changes"], status=422)
    assert "reason" in refused["error"]["says"]
    effect = desk.post("/port-2021/effect", {**accept["changes"], "reason": "原件即无（二）。"})
    assert [one["id"] for one in effect["doubts"]["gone"]] == [doubt["id"]]
    state = desk.post("/port-2021/change", {**accept["changes"], "reason": "原件即无（二）。"})
    assert "numbering-jump" not in [one["code"] for one in state["doubts"]]
    twice = desk.post("/port-2021/change", {**accept["changes"], "reason": "又一次。"}, status=422)
    assert "manifest.toml" in twice["error"]["file"]


def test_an_emendation_restores_a_break(desk: Desk) -> None:
    change = {"kind": "emendation", "source": "疏浚航道，确保", "reads": "疏浚航道，\n确保", "reason": "下文另起一行。"}
    state = desk.post("/port-2021/change", change)
    assert [one["text"] for one in state["outline"]][-4:-2] == ["确保畅通。", "客服热线：12345"]
    assert 'emendations = "emendations.toml"' in desk.read("port-2021")
    assert tomllib.loads(desk.read("port-2021", "emendations.toml"))["emendation"] == [
        {name: change[name] for name in ("source", "reads", "reason")}
    ]
    gone = desk.post("/port-2021/change", {"kind": "withdraw", "id": state["emendations"][0]["id"]})
    assert gone["emendations"] == []
    desk.post("/port-2021/undo")
    desk.post("/port-2021/undo")
    assert not (desk.root / "seeds" / "port-2021" / "emendations.toml").exists()


def test_a_fact_is_set_and_left_to_the_text_again(desk: Desk) -> None:
    facts = {fact["name"]: fact for fact in desk.get("/port-2021")["facts"]}
    assert (facts["title"]["from"], facts["title"]["line"]) == ("read", 1)
    assert (facts["period"]["value"], facts["period"]["from"]) == ([2021, 2025], "computed")
    assert facts["issuers"]["from"] == "unknown"
    state = desk.post("/port-2021/change", {"kind": "fact", "name": "issuers", "value": "甲局、乙局"})
    issuers = next(fact for fact in state["facts"] if fact["name"] == "issuers")
    assert (issuers["value"], issuers["from"]) == (["甲局", "乙局"], "manifest")
    effect = desk.post("/port-2021/effect", {"kind": "fact", "name": "issuers", "value": None})
    assert [(one["was"], one["is"]) for one in effect["facts"]] == [(["甲局", "乙局"], [])]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"kind": "other"},
        {"kind": "fact", "name": "nothing", "value": "x"},
        {"kind": "fact", "name": "place", "value": "某某"},
        {"kind": "fact", "name": "date_issued", "value": "昨天"},
        {"kind": "fact", "name": "title", "value": {"a": 1}},
        {"kind": "decision", "choice": "other", "excerpt": "客服热线", "line": 9, "reason": "x"},
        {"kind": "decision", "choice": "furniture", "excerpt": "没有", "line": 9, "reason": "x"},
        {"kind": "decision", "choice": "furniture", "excerpt": "客服热线", "line": 900, "reason": "x"},
        {"kind": "decision", "choice": "furniture", "excerpt": ["客服热线"], "line": 9, "reason": "x"},
        {"kind": "emendation", "source": "没有", "reads": "有", "reason": "x"},
        {"kind": "withdraw", "id": "nothing"},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(desk: Desk, change: dict[str, Any]) -> None:
    before = desk.read("port-2021")
    for path in ("effect", "change"):
        error = desk.post(f"/port-2021/{path}", change, status=422)["error"]
        assert error["says"]
        assert error["remedy"]
    assert desk.read("port-2021") == before
    assert sorted(path.name for path in (desk.root / "seeds" / "port-2021").iterdir()) == ["a.txt", "manifest.toml"]
    assert desk.get("/port-2021")["undo"] == 0


@pytest.mark.parametrize(("value", "rows"), [("3", 5), ("3×2", 2)])
def test_lines_are_a_table(desk: Desk, value: str, rows: int) -> None:
    lines = "指标\n名称\n单位\n" + "".join(f"指标{one}\n名称{one}\n单位{one}\n" for one in "甲乙丙丁")
    text = f"某市铁路规划\n一、总则\n加快。\n{lines}二、附则\n施行。\n"
    desk.client.post("/token/api/works", files=[("files", ("b.txt", text.encode()))], data={"work": "rail-2021"})
    doubt = find_doubt(desk.get("/rail-2021"), "table-lost")
    table = next(choice for choice in doubt["choices"] if choice["choice"] == "table")
    assert table["asks"] == ["value", "reason"]
    change = {**table["changes"], "value": value, "reason": "原件是表。"}
    state = desk.post("/rail-2021/change", change)
    found = next(item for item in state["outline"] if item["form"] == "table")
    assert [len(row) for row in found["rows"]] == [3] * rows
    assert found["header_rows"] == 1
    assert desk.post("/rail-2021/effect", {**change, "value": "many"}, status=422)["error"]["remedy"]


def test_an_entry_that_does_not_fit_any_more_is_withdrawn(desk: Desk) -> None:
    desk.post("/port-2021/change", HOTLINE)
    manifest = desk.root / "seeds" / "port-2021" / "manifest.toml"
    manifest.write_text(desk.read("port-2021").replace("客服热线", "客服电话"), "utf-8")
    assert "客服电话" in desk.get("/port-2021", status=422)["error"]["says"]
    assert desk.get()["works"][0]["verdict"] == "failed"
    entries = desk.get("/port-2021/entries")
    assert [(one["excerpt"], one["line"]) for one in entries["decisions"]] == [("客服电话", 0)]
    state = desk.post("/port-2021/change", {"kind": "withdraw", "id": entries["decisions"][0]["id"]})
    assert state["decisions"] == []


def test_what_is_written_elsewhere_is_shown(desk: Desk) -> None:
    desk.get("/port-2021")
    manifest = desk.root / "seeds" / "port-2021" / "manifest.toml"
    manifest.write_text(desk.read("port-2021").replace("draft = true\n", ""), "utf-8")
    assert desk.get("/port-2021")["draft"] is False


def test_a_table_alone_has_columns_and_rows(desk: Desk) -> None:
    manifest = desk.root / "seeds" / "port-2021" / "manifest.toml"
    before = desk.read("port-2021")
    entry = '[[decision]]\nexcerpt = "客服"\nhash = "0"\nreason = "x"\n'
    for told in ('choice = "table"', 'choice = "table"\ncolumns = 3', 'choice = "furniture"\ncolumns = 3\nrows = 2'):
        manifest.write_text(f"{before}\n{entry}{told}\n", "utf-8")
        assert "columns" in desk.get("/port-2021", status=422)["error"]["says"]
