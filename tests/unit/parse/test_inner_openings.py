from __future__ import annotations

from build_tools.model.division import Division, Kind
from build_tools.pipeline import convert_bytes

BODY = "各部门要结合实际抓好落实，统筹安排资金和人员，按时报送进展情况，重要事项及时请示报告。" * 4
TITLE = "某县公共停车设施建设任务清单"


def divisions(text: str) -> list[tuple[Kind, str, str]]:
    root = convert_bytes(text.encode("utf-8"), "a.txt").edition.root
    return [(n.kind, n.num.text, n.heading.text) for n in root.walk() if isinstance(n, Division) and n.num]


def test_an_annex_that_the_letter_lists_is_found_again_behind_its_date() -> None:
    text = f"一、总体要求{BODY}附件：{TITLE}某县人民政府2022年5月8日附件{TITLE}一、建设范围{BODY}"
    found = divisions(text)
    assert [kind for kind, _, _ in found] == [Kind.SECTION, Kind.ANNEX_LIST, Kind.ANNEX, Kind.SECTION]
    assert found[2] == (Kind.ANNEX, "附件", TITLE)


def test_numbered_entries_of_a_list_are_no_items() -> None:
    text = f"一、总体要求{BODY}附件：1.{TITLE}2.名词解释汇编附件1{TITLE}{BODY}附件2名词解释汇编{BODY}"
    found = divisions(text)
    assert [num for kind, num, _ in found if kind is Kind.ANNEX] == ["附件1", "附件2"]
    assert not [num for kind, num, _ in found if kind is Kind.POINT]


def test_labels_in_the_table_of_an_annex_are_cells() -> None:
    text = f"一、总体要求{BODY}附件：{TITLE}附件{TITLE}序号任务单位一、道路方面（共2项）1新建甲局2改建乙局"
    assert [num for kind, num, _ in divisions(text) if kind is Kind.SECTION] == ["一、"]


def test_an_annex_named_in_a_sentence_opens_nothing() -> None:
    text = f"一、总体要求{BODY}附件1所列任务由各部门承担。具体要求见附件2。{BODY}二、工作要求{BODY}"
    assert [kind for kind, _, _ in divisions(text)] == [Kind.SECTION, Kind.SECTION]
