"""The index, read back as the browser reads it, finds exactly what a scan of the clauses finds."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.model.glossary import Glossary, Term
from build_tools.publish.search import PAGE_SLOT, SLOT, SearchData, fold_keys, render_search
from build_tools.publish.search_code import CONTINUERS, STOPPERS, encode_ascending, encode_numbers
from build_tools.publish.search_terms import TermEntry, collect_entries

ADD_RE = re.compile(r'planSearch\.add\("([\w-]{4})","([^"]+)",(.*)\)\n', re.DOTALL)


def decode(code: str) -> list[int]:
    numbers, value = [], 0
    for sign in code:
        if sign in CONTINUERS:
            value = value * len(CONTINUERS) + CONTINUERS.index(sign) + 1
        else:
            numbers.append(value * len(STOPPERS) + STOPPERS.index(sign))
            value = 0
    return numbers


class Index:
    """A plain reader of the index's files."""

    def __init__(self, files: dict[str, str]) -> None:
        self.parts: dict[str, list[Any]] = {}
        self.versions: dict[str, str] = {}
        for name, text in files.items():
            matched = ADD_RE.fullmatch(text)
            assert matched is not None
            self.versions[matched[2]] = matched[1]
            assert name == f"{matched[2]}.js"
            self.parts[matched[2]] = json.loads(f"[{matched[3]}]")
        self.head = self.parts["index"][0]
        self.pairs: dict[str, list[int]] = {}
        self.firsts: list[str] = []
        for number in range(len([name for name in self.parts if name.startswith("k/")])):
            keys, codes = self.parts[f"k/{number}"]
            self.firsts.append(keys[:2])
            for at, code in enumerate(codes.split(" ")):
                gaps = decode(code)
                self.pairs[keys[2 * at : 2 * at + 2]] = [sum(gaps[: i + 1]) for i in range(len(gaps))]
        self.clauses: list[tuple[int, str, str]] = []  # start, anchor, text
        line = 0
        folders = [*(f"t/{work[0]}" for work in self.head["works"]), "e"]
        counts = Counter(name.rpartition("/")[0] for name in self.parts)
        texts = [f"{folder}/{number}" for folder in folders for number in range(counts[folder])]
        for name, length in zip(texts, decode(self.head["texts"]), strict=True):
            at = line
            for anchor, _, _, text in self.parts[name][0][1]:
                self.clauses.append((at, anchor, text))
                at += len(fold_keys(text)) + 1
                at += -at % SLOT if name[0] == "t" else 0
            line += length
            assert at <= line < at + (PAGE_SLOT if name[0] == "t" else 1)
        told = {f"t/{work[0]}": work[5] for work in self.head["works"]}
        for folder, versions in (told | {"e": self.head["entryVersions"], "k": self.head["versions"]}).items():
            assert "".join(self.versions[f"{folder}/{number}"] for number in range(counts[folder])) == versions
        assert self.head["variants"] == self.versions.get("variants", "")

    def find(self, query: str) -> list[tuple[str, str]]:
        keys = fold_keys(query)
        if len(keys) == 1:
            hits = {place for pair, places in self.pairs.items() if pair[0] == keys for place in places}
        else:
            lists = [{place - at for place in self.pairs.get(keys[at : at + 2], [])} for at in range(len(keys) - 1)]
            hits = set.intersection(*lists)
        starts = [start for start, _, _ in self.clauses]
        found = {bisect_right(starts, hit) - 1 for hit in hits}
        return sorted(self.clauses[number][1:] for number in found)


def render(works: list[WorkClauses], data: SearchData | None = None) -> dict[str, str]:
    return dict(render_search(works, data or SearchData()))


def scan(works: list[WorkClauses], query: str) -> list[tuple[str, str]]:
    keys = fold_keys(query)
    return sorted((c.place.id, c.text) for work in works for c in work.clauses if keys in fold_keys(c.text))


def make_work(*texts: str, name: str = "a") -> WorkClauses:
    clauses = [Clause(name, Anchor("", f"s{i}"), ClauseKind.TEXT, f"{i}", (), text) for i, text in enumerate(texts, 1)]
    return WorkClauses(name, "甲规划", 2021, ("某委",), tuple(clauses))


@pytest.mark.slow
def test_recall_and_precision_are_one(clauses: list[WorkClauses], queries: list[str]) -> None:
    index = Index(render(clauses))
    found = {query: index.find(query) for query in queries}
    assert found == {query: scan(clauses, query) for query in queries}
    assert sum(not answer for answer in found.values()) >= 5  # queries that occur nowhere are among them
    assert sum(len(answer) > 20 for answer in found.values()) >= 5


def test_every_clause_can_be_shown(clauses: list[WorkClauses]) -> None:
    index = Index(render(clauses))
    assert sorted(one[1:] for one in index.clauses) == scan(clauses, "")


def test_files_are_the_same_each_time_and_fit_together(clauses: list[WorkClauses]) -> None:
    first, second = render(clauses), render(clauses)
    assert first == second
    assert Index(first).versions == Index(second).versions


def test_another_text_is_another_version() -> None:
    before, after = (
        Index(render([make_work("甲乙"), make_work(text, name="b")])).versions for text in ("丁乙", "丁丙")
    )
    assert {name for name in before if before[name] != after.get(name)} == {"index", "k/0", "t/b/0"}


def test_a_clause_that_changes_renews_few_files(clauses: list[WorkClauses]) -> None:
    """A character is exchanged: what changes is the clause's own file, its pairs', and the head."""
    work = clauses[1]
    number = next(number for number, clause in enumerate(work.clauses) if len(clause.text) > 40)
    clause = work.clauses[number]
    changed = replace(clause, text=f"{clause.text[:20]}龘{clause.text[21:]}")
    other = replace(work, clauses=(*work.clauses[:number], changed, *work.clauses[number + 1 :]))
    before, after = render(clauses), render([clauses[0], other, *clauses[2:]])
    assert set(before) == set(after)
    renewed = {name for name in before if before[name] != after[name]}
    keys = {name for name in renewed if name.startswith("k/")}
    assert 1 <= len(keys) <= 5  # two pairs go, two come, and a file may end elsewhere
    (text,) = (name for name in renewed if name.startswith(f"t/{work.work}/"))
    assert renewed == {"index.js", *keys, text}


def test_pairs_are_in_the_order_of_the_browser(clauses: list[WorkClauses]) -> None:
    index = Index(render([*clauses, make_work("\U00020000\uff21\ue000甲")]))
    assert index.firsts == sorted(index.firsts, key=lambda pair: pair.encode("utf-16-be"))


@pytest.mark.parametrize(
    ("text", "query", "is_found"),
    [
        ("到２０２５年，５Ｇ/6G", "2025年,5g／6g", True),
        ("工业　软件 EDA", "工业软件eda", True),
        ("工业软件", "工业 软件", True),
        ("沪府办〔2020〕38号", "沪府办(2020)38号", True),
        ("“工赋上海”行动", '"工赋上海"', True),
        (f"芯片设计{BREAK}加快突破", "设计加快", False),  # two cells
        (f"芯片设计{BREAK}加快突破", "计", True),
        ("甲", "甲", True),
        ("①基础", "1基础", False),
        ("𠀀字", "𠀀字", True),
    ],
)
def test_folding(text: str, query: str, is_found: bool) -> None:
    works = [make_work("别的", text, "别的")]
    assert (Index(render(works)).find(query) == [("s2", text)]) is is_found


def test_no_phrase_runs_from_clause_to_clause() -> None:
    assert Index(render([make_work("甲乙", "丙丁")])).find("乙丙") == []


def test_variants_are_found_under_one_character() -> None:
    files = render([make_work("數字", "数字")], SearchData({"數": "数"}))
    index = Index(files)
    assert index.pairs["数字"] == [0, SLOT]
    assert index.parts["variants"] == ["數数"]
    assert index.head["variants"]


PLC = TermEntry(
    "plc", "可编程逻辑控制器（PLC）", ("可编程逻辑控制器", "PLC", "可程式邏輯控制器"), "logic controller", "一种装置。"
)
TWIN = TermEntry("twin", "数字孪生", ("数字孪生",), "", "同步的数字模型。")


def test_entries_stand_behind_the_plans() -> None:
    index = Index(render([make_work("云化PLC", "智能控制")], SearchData(entries=(TWIN, PLC))))
    # One file more than the pages have, and its clauses are the entries.
    assert len(index.head["entryVersions"]) == 4
    assert decode(index.head["pages"]) == [1, 0, 0]
    assert [(start, anchor) for start, anchor, _ in index.clauses[2:]] == [
        (PAGE_SLOT, "twin"),
        (PAGE_SLOT + len(fold_keys(TWIN.text)) + 1, "plc"),
    ]
    assert index.find("控制") == [("plc", PLC.text), ("s2", "智能控制")]
    assert index.find("同步的数字") == [("twin", TWIN.text)]
    assert index.find("化可编程") == []


def test_names_that_clauses_hold_are_told() -> None:
    works = [make_work("云化PLC", "可编程逻辑", "逻辑控制器")]
    index = Index(render(works, SearchData(entries=(TWIN, PLC))))
    shapes = [2, 2 * 4, 0, 8, 4, 2 * 8, 2 * 3 + 1, 2 * 8, 2 * 15, 5]
    assert decode(index.head["entries"]) == shapes


def test_a_name_is_held_by_its_key() -> None:
    entry = TermEntry("twin", "數字孿生", ("數字孿生",), "", "模型。")
    index = Index(render([make_work("数字孪生")], SearchData({"數": "数", "孿": "孪"}, (entry,))))
    assert decode(index.head["entries"]) == [2, 2 * 4 + 1, 0, 3]


def test_without_a_glossary_there_are_no_entries() -> None:
    index = Index(render([make_work("甲")]))
    assert (index.head["entries"], index.head["entryVersions"]) == ("", "")


def test_entries_of_the_second_tree_are_in_its_script() -> None:
    term = Term(
        "x",
        "里程",
        "mile",
        "长里程。",
        "hardware",
        "IEC",
        abbr="M",
        aliases=("里数",),
        traditional="里程",
        taiwan="哩程",
    )
    assert collect_entries(Glossary((term,))) == (
        TermEntry("x", "里程（M）", ("里程", "M", "里数", "哩程"), "mile", "长里程。"),
    )
    # The entry's own word stands where plain conversion gives another.
    change = {ord("里"): "裡", ord("长"): "長", ord("数"): "數"}
    assert collect_entries(Glossary((term,)), lambda text: text.translate(change)) == (
        TermEntry("x", "里程（M）", ("里程", "M", "裡數", "哩程"), "mile", "長裡程。"),
    )


def test_titles_stand_before_headings_before_texts() -> None:
    texts = [("正文", ClauseKind.TEXT), ("标题", ClauseKind.HEADING), ("题名", ClauseKind.TITLE)]
    clauses = tuple(Clause("a", ROOT, kind, "", (), text) for text, kind in texts)
    index = Index(render([WorkClauses("a", "题名", None, (), clauses)]))
    assert [text for _, _, text in index.clauses] == ["题名", "标题", "正文"]
    assert decode(index.head["pages"]) == [1, SLOT, SLOT]


@given(st.lists(st.integers(0, 2**32)))
def test_numbers_survive(numbers: list[int]) -> None:
    assert decode(encode_numbers(numbers)) == numbers
    ascending = sorted(numbers)
    gaps = decode(encode_ascending(ascending))
    assert [sum(gaps[: i + 1]) for i in range(len(gaps))] == ascending
