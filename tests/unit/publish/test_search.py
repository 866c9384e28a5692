"""The index, read back as the browser reads it, finds exactly what a scan of the clauses finds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.body import BodyName
from build_tools.model.clause import BREAK, Clause, ClauseKind, WorkClauses
from build_tools.model.edition import Facts
from build_tools.model.glossary import Glossary, Term
from build_tools.model.outside import OutsideNames, OutsideWork
from build_tools.model.packed import unpack
from build_tools.model.record import WorkRecord
from build_tools.publish.search import SearchData, join_index, read_data, render_search, splice_index, tally_work
from build_tools.publish.search_code import CONTINUERS, STOPPERS, encode_gaps, encode_numbers
from build_tools.publish.search_files import File, name_file
from build_tools.publish.search_keys import PHRASE, KeyTable, fold, key_anchor, place_keys
from build_tools.publish.search_line import NAME_SLOT, PAGE_SLOT, SLOT, TARGETS, ShownWork, cut_pairs, line_work
from build_tools.publish.search_names import Name, NameKind, name_bodies, name_cited, name_plans, name_terms
from build_tools.publish.search_pack import pack

ADD_RE = re.compile(r'planSearch\.add\("([\w-]{4})","([^"]+)","([^"\\\n\r]+)"\)\n')


def decode(code: str) -> list[int]:
    numbers, value = [], 0
    for sign in code:
        if sign in CONTINUERS:
            value = value * len(CONTINUERS) + CONTINUERS.index(sign) + 1
        else:
            numbers.append(value * len(STOPPERS) + STOPPERS.index(sign))
            value = 0
    return numbers


def measure_names(numbers: list[int]) -> Iterator[int]:
    """Yield the places of each name on the line."""
    left = iter(numbers)
    for _kind in left:
        forms = [next(left) // 2 + 1 for _ in range(next(left))]
        yield sum(forms) + next(left) + 1


def fill_slots(keys: int) -> int:
    return keys + -keys % NAME_SLOT


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
            self.parts[matched[2]] = unpack(matched[3])
        self.head = self.parts["index"][0]
        self.shapes = decode(self.parts["folds"][3])
        self.pairs: dict[str, list[int]] = {}
        self.firsts = {
            folder: list(map("".join, zip(keys[::2], keys[1::2], strict=True)))
            for folder, keys in self.head["keys"].items()
        }
        begin = {"k": 0, "n": sum(decode(self.head["texts"])[: -len(self.head["nameVersions"]) // 4 or None])}
        for folder, firsts in self.firsts.items():
            for first in firsts:
                keys, codes = self.parts[f"{folder}/{name_file(first)}"]
                assert keys[:2] == first
                for at, code in enumerate(codes.split(" ")):
                    gaps = decode(code)
                    places = [begin[folder] + sum(gaps[: i + 1]) for i in range(len(gaps))]
                    self.pairs.setdefault(keys[2 * at : 2 * at + 2], []).extend(places)
        self.names = begin["n"]
        self.clauses: list[tuple[int, str, str]] = []  # start, anchor, text
        line = 0
        names = list(measure_names(self.shapes))
        folders = [*(f"t/{work[0]}" for work in self.head["works"]), "e"]
        counts = Counter(name.rpartition("/")[0] for name in self.parts)
        texts = [f"{folder}/{number}" for folder in folders for number in range(counts[folder])]
        for name, length in zip(texts, decode(self.head["texts"]), strict=True):
            at = line
            for anchor, _, _, text in self.parts[name][1]:
                self.clauses.append((at, anchor, text))
                keys = fold(text, KeyTable({}))
                size = (place_keys(keys)[-1] if name[0] == "t" else len(keys)) + 1
                at += size + -size % SLOT if name[0] == "t" else names.pop(0)
            line += length
            assert at <= line < at + (PAGE_SLOT if name[0] == "t" else 1)
        assert names == []
        told = {f"t/{work[0]}": work[5] for work in self.head["works"]}
        for folder, versions in (told | {"e": self.head["nameVersions"]}).items():
            assert "".join(self.versions[f"{folder}/{number}"] for number in range(counts[folder])) == versions
        for folder, firsts in self.firsts.items():
            found = "".join(self.versions[f"{folder}/{name_file(first)}"] for first in firsts)
            assert found == self.head["versions"][folder]
        for name in ("folds", "script", "words"):
            assert self.head[name] == self.versions.get(name, "")

    def place(self, keys: str, start: int) -> Iterator[int]:
        """Yield where keys stand if the first does at `start`."""
        before = start % PHRASE
        places = place_keys("x" * before + keys)[before:] if start < self.names else range(before, before + len(keys))
        yield from (start - before + place for place in places)

    def find(self, query: str) -> list[tuple[str, str]]:
        keys = fold(query, KeyTable({}))
        if len(keys) == 1:
            hits = {place for pair, places in self.pairs.items() if pair[0] == keys for place in places}
        else:
            pairs = [{*self.pairs.get(keys[at : at + 2], ())} for at in range(len(keys) - 1)]
            hits = {place for place in pairs[0] if all(map(set.__contains__, pairs, self.place(keys, place)))}
        starts = [start for start, _, _ in self.clauses]
        found = {bisect_right(starts, hit) - 1 for hit in hits}
        return sorted(self.clauses[number][1:] for number in found)


def render(works: list[WorkClauses], data: SearchData | None = None) -> dict[str, str]:
    return dict(render_search([ShownWork(work, work) for work in works], data or SearchData()))


def scan(works: list[WorkClauses], query: str) -> list[tuple[str, str]]:
    keys = fold(query, KeyTable({}))
    return sorted((c.place.id, c.text) for work in works for c in work.clauses if keys in fold(c.text, KeyTable({})))


def make_record(work: str, *, title: str, doc_number: str, annexes: tuple[tuple[str, str], ...]) -> WorkRecord:
    facts = Facts(title=title, doc_number=doc_number)
    return WorkRecord(work, facts, annexes, {}, (), (), title=title)


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


def test_a_large_library_has_larger_files_of_keys(
    monkeypatch: pytest.MonkeyPatch, clauses: list[WorkClauses], queries: list[str]
) -> None:
    before = render(clauses)
    monkeypatch.setattr("build_tools.publish.search.MANY", len(clauses))
    after = render(clauses)
    counted = [sum(name.startswith("k/") for name in files) for files in (before, after)]
    assert 0 < counted[1] < counted[0]
    assert {query: Index(after).find(query) for query in queries[:3]} == {q: scan(clauses, q) for q in queries[:3]}


def test_another_text_is_another_version() -> None:
    before, after = (
        Index(render([make_work("甲乙"), make_work(text, name="b")])).versions for text in ("丁乙", "丁丙")
    )
    changed = {name.partition("/")[0]: name for name in before if before[name] != after.get(name)}
    assert changed.keys() == {"index", "k", "t"}
    assert changed["t"] == "t/b/0"


def exchange(work: WorkClauses, *texts: tuple[str, str]) -> WorkClauses:
    changed = []
    for clause in work.clauses:
        text = clause.text
        for old, new in texts:
            text = text.replace(old, new)
        changed.append(replace(clause, text=text))
    return replace(work, clauses=tuple(changed))


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [("发展", "推进")],
        [("的", "龘")],
        [("一", "丨"), ("工业", "〇"), ("，", "、")],
        [("软件", "")],
        [("云", "\U00020000"), ("a", "\ufffd")],
    ],
)
@pytest.mark.parametrize("most", [60, 900])
def test_what_has_changed_is_put_in_its_place(
    texts: list[tuple[str, str]], most: int, clauses: list[WorkClauses], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index into which a change is spliced is that of a first build, and little of it is made anew."""
    monkeypatch.setattr("build_tools.publish.search.KEY_CHARACTERS", most)
    names = tuple((name, name) for name in (Name(NameKind.TERM, "a/", "云", ("云计算", "推进工业")),))
    data = SearchData(names=names)
    before = [replace(work, clauses=work.clauses[:60]) for work in clauses[:3]]
    after = [before[0], exchange(before[1], *texts), exchange(before[2], *texts[:1])]
    table = KeyTable({})
    was, own = ({work.work: line_work(ShownWork(work, work), table, {}) for work in works} for works in (before, after))
    first, bodies = join_index(was.items(), data)
    changed = {name: (was[name], own[name]) for name in own if was[name] != own[name]}
    assert all(one.head.size == other.head.size for one, other in changed.values())

    def read(file: File) -> list[tuple[str, str]]:
        pairs, codes = unpack(bodies[f"k/{name_file(file.first)}"])
        return list(zip(cut_pairs(pairs), codes.split(" "), strict=True))

    spliced, new = splice_index(first, changed, lambda name: own[name].keys, read, data)
    anew, every = join_index(own.items(), data)
    assert replace(spliced, held={}) == replace(anew, held={})
    assert {keys: bool(work) for keys, work in spliced.held.items()} == {k: bool(work) for k, work in anew.held.items()}
    assert bodies | new | every == bodies | every
    assert len(new) < len(every)


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
    for firsts in index.firsts.values():
        assert firsts == sorted(firsts, key=lambda pair: pair.encode("utf-16-be"))


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
    assert index.parts["folds"][2] == "數数"


def test_an_anchor_leads_to_its_clause_and_a_target_is_told() -> None:
    work = make_work("甲乙", "丙丁")
    index = Index(dict(render_search([ShownWork(work, work, (-1,))], SearchData())))
    assert index.pairs[key_anchor("s2")] == [SLOT]
    assert index.pairs[TARGETS] == [0, SLOT]
    assert TARGETS not in Index(render([work])).pairs


def test_both_trees_are_read_from_one_index() -> None:
    """What most characters become is told once, what few do where they stand."""
    work, twin = make_work("干部干部", "干涉"), make_work("幹部幹部", "干涉")
    data = read_data([tally_work(ShownWork(work, twin))], ())
    assert data.shown == {"干": "幹"}
    index = Index(dict(render_search([ShownWork(work, twin)], data)))
    # Citations stand in front of texts: 1 干部干部 2 干涉.
    assert index.parts["t/a/0"][2] == f"{encode_numbers([6])}干"
    assert index.parts["script"] == ["干幹"]


PLC = Name(
    NameKind.TERM,
    "glossary/plc/",
    "可编程逻辑控制器（PLC）",
    ("可编程逻辑控制器", "PLC"),
    "一种装置。",
    "logic controller",
    "kebian luoji",
    "kb lj",
)
TWIN = Name(NameKind.TERM, "glossary/twin/", "数字孪生", ("数字孪生",), "同步的数字模型。")


def test_names_stand_behind_the_plans() -> None:
    index = Index(render([make_work("云化PLC", "智能控制")], SearchData(names=((TWIN, TWIN), (PLC, PLC)))))
    # One file more than the pages have, and its clauses are the names.
    assert len(index.head["nameVersions"]) == 4
    assert decode(index.head["pages"]) == [1, 0, 0]
    assert [(start, address) for start, address, _ in index.clauses[2:]] == [
        (PAGE_SLOT, "glossary/twin/"),
        (PAGE_SLOT + fill_slots(len(fold(TWIN.text, KeyTable({}))) + 1), "glossary/plc/"),
    ]
    assert index.find("控制") == [("glossary/plc/", PLC.text), ("s2", "智能控制")]
    assert index.find("同步的数字") == [("glossary/twin/", TWIN.text)]
    assert index.find("kebianluoji") == [("glossary/plc/", PLC.text)]
    assert index.find("化可编程") == []


def test_forms_that_clauses_hold_are_told() -> None:
    works = [make_work("云化PLC", "可编程逻辑", "逻辑控制器")]
    index = Index(render(works, SearchData(names=((TWIN, TWIN), (PLC, PLC)))))
    # What stands behind the forms fills the slots.
    rest = [
        fill_slots(len(fold(one.text, KeyTable({}))) + 1) - forms for one, forms in ((TWIN, 4 + 2), (PLC, 8 + 3 + 3))
    ]
    assert index.shapes == [2, 1, 2 * 4, rest[0], 2, 2, 2 * 8, 2 * 3 + 1, rest[1]]


def test_a_name_that_comes_or_grows_moves_few_others() -> None:
    names = [replace(PLC, address=f"bodies/{number}/", about=f"{number}条") for number in range(400)]
    new = replace(PLC, address="bodies/new/")

    def place(*names: Name) -> dict[str, int]:
        index = Index(render([make_work("甲")], SearchData(names=tuple((name, name) for name in names))))
        return {address: start for start, address, _ in index.clauses}

    before = place(*names)
    grown = place(*names[:7], replace(names[7], about="10条，见于2部规划"), *names[8:])
    more = place(*names[:7], new, *names[7:])
    assert grown == before
    moved = [address for address, start in before.items() if more[address] != start]
    assert len(moved) < len(names) // 8


def test_without_names_there_are_none() -> None:
    index = Index(render([make_work("甲")]))
    assert (index.shapes, index.head["nameVersions"]) == ([], "")


def test_words_of_other_regions_stand_in_the_index_where_clauses_have_what_they_mean() -> None:
    assert Index(render([make_work("工业软件")])).parts["words"][0].split(" ").count("软件") == 1
    assert "words" not in Index(render([make_work("甲")])).parts


CHANGE = str.maketrans({"里": "裡", "长": "長", "数": "數", "会": "會"})


def test_terms_are_named_in_both_scripts() -> None:
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
        taiwan="哩程（哩）",
    )
    (pair,) = name_terms(Glossary((term,)), lambda text: text.translate(CHANGE))
    first = Name(
        NameKind.TERM,
        "glossary/x/",
        "里程（M）",
        ("里程", "M", "里数", "哩程", "哩"),
        "长里程。",
        "mile",
        "licheng",
        "lc",
    )
    # The entry's own word stands where plain conversion gives another.
    second = replace(first, forms=("里程", "M", "裡數", "哩程", "哩"), about="長裡程。")
    assert pair == (first, second)


def test_bodies_are_named_by_words_and_plans_by_number() -> None:
    (body, _), *_ = name_bodies([(BodyName("某市经济和信息化委员会", ("市经信委",), "customary", id="x"), "2条")], str)
    assert (body.title, body.forms[0]) == ("某市经济和信息化委员会", "某市 经济 和 信息化 委员会")
    assert (body.address, body.initials, body.about) == ("bodies/x/", "ms jj h xxh wyh", "2条")
    record = make_record("a", title="甲规划", doc_number="某府办〔2020〕38号", annexes=(("annex-1", "乙方案"),))
    plans = [name for name, _ in name_plans([record], str)]
    assert [(name.address, name.forms) for name in plans] == [
        ("plans/a/", ("甲规划", "某府办〔2020〕38号", "某府办202038")),
        ("plans/a/annex-1/", ("乙方案",)),
    ]


def test_a_work_that_is_cited_under_two_names_is_one() -> None:
    outside = OutsideNames([OutsideWork("甲法", ("《甲法》修订本",), "某部", "某令〔2001〕1号")])
    names = [name for name, _ in name_cited(["《甲法》修订本", "甲法", "乙法"], outside, str)]
    assert sorted(name.title for name in names) == ["乙法", "甲法"]
    assert {name.forms for name in names if name.title == "甲法"} == {
        ("甲法", "《甲法》修订本", "某令〔2001〕1号", "某令20011")
    }


def test_titles_stand_before_headings_before_texts() -> None:
    texts = [("正文", ClauseKind.TEXT), ("标题", ClauseKind.HEADING), ("题名", ClauseKind.TITLE)]
    clauses = tuple(Clause("a", ROOT, kind, "", (), text) for text, kind in texts)
    index = Index(render([WorkClauses("a", "题名", None, (), clauses)]))
    assert [text for _, _, text in index.clauses] == ["题名", "标题", "正文"]
    assert decode(index.head["pages"]) == [1, SLOT, SLOT]


def test_what_changes_within_a_phrase_moves_nothing_behind_it() -> None:
    before, after = (
        Index(render([make_work(text)])).pairs for text in ("甲乙丙，丁1,000戊。己", "甲乙新丙，丁1,000戊。己")
    )
    assert (before["丁1"], before["戊。"], before["。己"], before["己\n"]) == ([8], [14], [15], [16])
    assert {pair for pair in before | after if before.get(pair) != after.get(pair)} == {
        "乙丙",
        "乙新",
        "新丙",
        "丙,",
        ",丁",
    }


@pytest.mark.parametrize("text", ["甲，乙。丙；丁", "甲，2025年：乙", "1,500，2。5;", f"甲，{BREAK}乙。"])
def test_a_phrase_is_found_across_stops(text: str) -> None:
    index = Index(render([make_work("别，的", text)]))
    cells = text.split(BREAK)
    parts = {cell[at:end] for cell in cells for end in range(len(cell) + 1) for at in range(end)}
    assert {part for part in parts if ("s2", text) not in index.find(part)} == set()


@given(st.lists(st.one_of(st.text(), st.integers(), st.sampled_from(["\ud800", "\ue000ḿ", "甲𠀀㎡"]))))
def test_what_is_packed_survives(values: list[object]) -> None:
    assert unpack(pack(*values)) == values
    assert not {*pack(*values)} & {*'\n\r"\\'}


@given(st.lists(st.integers(0, 2**32)))
def test_numbers_survive(numbers: list[int]) -> None:
    assert decode(encode_numbers(numbers)) == numbers
    ascending = sorted(numbers)
    gaps = decode(encode_numbers(ascending[:1]) + encode_gaps(ascending))
    assert [sum(gaps[: i + 1]) for i in range(len(gaps))] == ascending
