"""The scripts from which the page of two chosen clauses takes its texts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from build_tools.engine.library import convert_clauses
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.model.note import TermUse
from build_tools.model.script import Script, ScriptTable
from build_tools.publish.clause_scripts import Marks, render_clause_script

HOSTILE = '甲</script><!--\u2028\u2029"\\\n乙'
TITLE = "某市行动计划"
CLAUSES = (
    Clause("a", Anchor("", "s1"), ClauseKind.HEADING, "一", (), "一、总则", block=0),
    Clause("a", Anchor("", "s1-para1"), ClauseKind.TEXT, "一第1段", ("一、总则",), "𠮷发展云计算平台。", block=1),
    Clause("a", Anchor("annex-1"), ClauseKind.TITLE, "附件1", (), "附件1", block=2),
    Clause("a", Anchor("annex-1", "t1"), ClauseKind.TEXT, "附件1所附表", ("附件1",), HOSTILE, block=3),
)
WORK = WorkClauses("a", TITLE, 2021, (), CLAUSES)
# 𠮷 lies outside the basic plane: two units of a browser's strings, one code point.
MARKS = Marks(
    (TermUse(1, 3, 6, "cloud", True), TermUse(1, 6, 8, "unknown", True)), {Anchor("annex-1", "s9"): Anchor("", "s1")}
)
NAMES = {"cloud": "云计算"}


def read_script(text: str) -> tuple[str, dict[str, Any]]:
    found = re.fullmatch(r"planClauses\((\"[a-z0-9-]+\"),(\{.*\})\)\n", text)
    assert found is not None
    return json.loads(found[1]), json.loads(found[2])


def render(twin: WorkClauses = WORK, names: dict[str, str] = NAMES) -> str:
    return render_clause_script(WORK, twin, MARKS, NAMES, names)


def test_a_work_in_the_order_of_its_text() -> None:
    assert read_script(render()) == (
        "a",
        {
            "title": TITLE,
            "paths": [[], ["一、总则"], ["附件1"]],
            "terms": [["cloud", "云计算"]],
            "aliases": {"annex-1.s9": "s1"},
            "pages": [
                [
                    "",
                    [
                        ["s1", 1, "一", 0, "一、总则", []],
                        ["s1-para1", 2, "一第1段", 1, "𠮷发展云计算平台。", [3, 6, 0]],
                    ],
                ],
                ["annex-1", [["annex-1", 0, "附件1", 0, "附件1", []], ["t1", 2, "附件1所附表", 2, HOSTILE, []]]],
            ],
            "hant": ["", []],
        },
    )


def test_a_large_site_leaves_texts_to_the_files_of_the_search() -> None:
    name, data = read_script(render_clause_script(WORK, WORK, MARKS, NAMES, NAMES, is_lean=True))
    files, characters, digest = data.pop("texts")
    assert (name, files, characters) == ("a", 2, sum(len(one.citation + one.text) for one in CLAUSES))
    assert re.fullmatch("[0-9a-f]{12}", digest)
    whole = read_script(render())[1]
    pages = [[page, [[kind, uses] for _, kind, _, _, _, uses in records]] for page, records in whole["pages"]]
    assert data == {key: whole[key] for key in ("title", "aliases", "hant")} | {"terms": ["cloud"], "pages": pages}
    hidden = replace(WORK, clauses=(*CLAUSES, replace(CLAUSES[1], text="甲\u202e乙")))
    assert "texts" not in read_script(render_clause_script(hidden, hidden, MARKS, NAMES, NAMES, is_lean=True))[1]


def test_no_text_ends_an_element_or_a_line() -> None:
    text = render()
    assert [char for char in "<\u2028\u2029" if char in text] == []
    assert text.count("\n") == 1


def test_a_work_without_title_has_its_name() -> None:
    work = WorkClauses("a", "", None, (), ())
    assert read_script(render_clause_script(work, work, Marks(), {}, {}))[1]["title"] == "a"


def with_texts(title: str, texts: tuple[str, ...]) -> WorkClauses:
    clauses = (
        Clause("a", Anchor("", f"s1-para{at}"), ClauseKind.TEXT, f"第{at}段", (title,), text, block=at)
        for at, text in enumerate(texts)
    )
    return WorkClauses("a", title, 2021, (), tuple(clauses))


def test_the_second_trees_words_are_told_by_characters_and_exceptions() -> None:
    """发 is 發 twice and 髮 once: what stands there oftener is told once, the other at its place."""
    work, twin = with_texts("总则", ("发展", "理发", "出发")), with_texts("總則", ("發展", "理髮", "出發"))
    data = read_script(render_clause_script(work, twin, Marks(), {}, {}))[1]
    assert data["hant"] == ["则則发發总總", [13, "髮"]]
    shown = "".join([data["title"], *(word for path in data["paths"] for word in path)])
    shown += "".join(record[2] + record[4] for _, records in data["pages"] for record in records)
    assert shown[13] == "发"


def test_headwords_of_the_second_tree_stand_where_they_are_others() -> None:
    change = ScriptConverter(ScriptTable(), Script.HANT).convert
    data = read_script(render(convert_clauses(WORK, change), {"cloud": "雲端運算"}))[1]
    assert data["terms"] == [["cloud", "云计算", "雲端運算"]]
    *_, text, (start, end, number) = data["pages"][0][1][1]
    assert (text[start:end], data["terms"][number][1]) == ("云计算", "云计算")
