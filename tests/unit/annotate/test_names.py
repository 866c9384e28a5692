"""Names of works → works of a library: tests/cases/annotate/names.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from build_tools.annotate.names import Catalog, TitleKey, find_names, key_title, resolve_names
from build_tools.hanzi.short_titles import find_short_titles
from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.clause import Clause, ClauseKind
from tests.counting import count_calls

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/annotate/names.toml").read_text("utf-8"))


CATALOG = Catalog(
    (title, ClauseId.parse(held), "某市人民政府、某市发展改革委") for title, held in CASES["library"].items()
)


@pytest.mark.parametrize(("name", "expected"), CASES["names"].items())
def test_names(name: str, expected: str) -> None:
    found = CATALOG.find(name)
    assert len(found) > 1 if expected == "?" else found == ({ClauseId.parse(expected)} if expected else frozenset())
    assert CATALOG.resolve(name) == (ClauseId.parse(expected) if expected not in ("", "?") else None)


def test_two_titles_of_one_work_are_one_candidate() -> None:
    catalog = Catalog(
        [("某市软件产业发展规划", ClauseId("a"), ""), ("某市软件产业发展“十四五”规划", ClauseId("a"), "")]
    )
    assert catalog.resolve("软件产业发展规划") == ClauseId("a")


def test_an_empty_library_holds_nothing() -> None:
    assert Catalog([]).resolve("某市软件产业发展规划") is None


def test_the_key_leaves_out_brackets_marks_and_terms() -> None:
    assert key_title("关于印发《某市“甲·乙”五年规划（2021－2025年）（试行）》的通知") == TitleKey(
        "某市甲乙规划", ("2021-2025",)
    )


def names_in(text: str) -> list[tuple[int, int, str]]:
    clause = Clause("a", Anchor("", "s1"), ClauseKind.TEXT, "一", (), text)
    return [(found.start, found.end, found.name) for found in find_names(clause)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("《甲》同时废止。", [True]),
        ("《甲》（某政发〔2017〕1号）、《乙》自2022年7月1日起废止。", [True, True]),
        ("《甲》停止执行，按照《乙》执行。", [True, False]),
        ("《甲》第三条同时废止。", [False]),
        ("《甲》和《乙》继续有效，《丙》失效。", [False, False, True]),
        ("《甲》不废止。", [False]),
    ],
)
def test_a_sentence_may_end_what_it_names(text: str, ends: list[bool]) -> None:
    clause = Clause("a", Anchor("", "s1"), ClauseKind.TEXT, "一", (), text)
    assert [found.ends for found in find_names(clause)] == ends


def test_names_of_a_clause() -> None:
    assert names_in("按照《甲》和《乙》要求") == [(2, 5, "甲"), (6, 9, "乙")]
    assert names_in("《关于印发《甲》和《乙》的通知》") == [(0, 16, "关于印发《甲》和《乙》的通知")]
    assert names_in("《》") == names_in("《 》") == names_in("《“”》") == []
    assert names_in("《甲") == names_in("甲》") == names_in("》甲《") == []


def test_a_short_title_stands_for_the_name_before_it() -> None:
    text = (
        "根据《某省港口规划》（某政发〔2021〕3号，以下简称《规划》）和"
        "《某市航运纲要》（某府发〔2022〕1号）（以下简称“《纲要》”）。"
    )
    short = find_short_titles((text,))
    assert short == {"规划": "某省港口规划", "纲要": "某市航运纲要"}
    clause = Clause("a", Anchor("", "s1"), ClauseKind.TEXT, "一", (), "落实《规划》要求。")
    assert [(found.start, found.end, found.name) for found in find_names(clause, short)] == [(2, 6, "某省港口规划")]


def test_what_names_no_document_is_no_reference() -> None:
    assert names_in("落实《规划》和《实施意见》，在《某市日报》刊登。") == []
    assert find_short_titles(("某某数据（以下简称“数据”），《甲规划》（2021年）。",)) == {}


def test_no_name_runs_over_two_cells() -> None:
    assert names_in("《甲\n乙》") == []
    assert names_in("《甲》\n《乙》") == [(0, 3, "甲"), (4, 7, "乙")]


def test_a_name_for_which_several_works_may_stand_is_left_out() -> None:
    assert resolve_names(("数据条例", "绿色低碳发展规划", "某法", "数据条例"), CATALOG) == {
        "数据条例": ClauseId("data"),
        "某法": None,
    }


def test_a_name_in_the_other_script() -> None:
    catalog = Catalog([("某某市資訊產業發展規劃（2021-2025年）", ClauseId("one"), "")])
    assert catalog.resolve("某某市资讯产业发展规划（2021-2025年）") == ClauseId("one")


def test_a_title_of_nothing_but_ends_of_places_is_read_at_once() -> None:
    catalog = Catalog([("市" * 60 + "之甲乙丙丁戊己规划", ClauseId("a"), "")])
    assert catalog.find("甲乙丙丁戊己规划") == frozenset()
    assert catalog.find("市" * 5000 + "甲乙丙丁戊己规划") == frozenset()


def test_places_follow_each_other_in_front_of_a_title() -> None:
    catalog = Catalog([("某省沙市市沙市区关于进一步加快推进和支持绿色低碳发展规划", ClauseId("a"), "")])
    assert catalog.resolve("绿色低碳发展规划") == ClauseId("a")
    assert catalog.resolve("沙市区关于进一步加快推进和支持绿色低碳发展规划") == ClauseId("a")
    assert catalog.resolve("低碳发展规划") is None


def test_finding_a_name_does_not_look_at_every_title() -> None:
    def find(size: int) -> int:
        catalog = Catalog((f"某市第{number}类工业绿色发展规划", ClauseId(str(number)), "") for number in range(size))
        return count_calls(lambda: catalog.find("某某市先进制造业绿色发展规划"))

    assert find(1000) == find(10)
