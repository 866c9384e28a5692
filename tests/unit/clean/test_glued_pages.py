"""Page numbers glued to the first words of a page."""

from __future__ import annotations

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.model.line import Line
from build_tools.source.read import read_witness


def read(text: str) -> tuple[list[str], list[str]]:
    witness = read_witness(text.encode("utf-8"), "a.txt")
    cleaned = clean_witness(witness)
    numbers = [witness.text[drop.start : drop.end] for drop in cleaned.drops if drop.rule == "page-number"]
    return [block.text for block in cleaned.blocks if isinstance(block, Line)], numbers


def test_numbers_that_go_up_in_front_of_labels_and_inside_sentences() -> None:
    text = (
        "7一、总体要求\n以节水为先，统筹城乡供水排水，到规划期末再生水利用\n8率明显提高。\n"
        "910.1 新建干渠\n新建三条。\n1010.2 修复\n修复湿地。"
    )
    assert read(text) == (
        [
            "一、总体要求",
            "以节水为先，统筹城乡供水排水，到规划期末再生水利用",
            "率明显提高。",
            "10.1 新建干渠",
            "新建三条。",
            "10.2 修复",
            "修复湿地。",
        ],
        ["7", "8", "9", "10"],
    )


def test_numbers_of_headings_stay() -> None:
    lines = ["1总则", "适用于本市。", "2组织体系", "设立指挥部。", "3预警", "及时发布。", "4响应", "分级响应。"]
    assert read("\n".join(lines)) == (lines, [])


def test_numbers_of_many_items_stay() -> None:
    lines = [f"{number}.推动第{number}类工作。" for number in range(1, 45)]
    assert read("\n".join(lines)) == (lines, [])


def test_figures_of_sentences_stay() -> None:
    lines = ["全市新建改造提升各类河道泵站堤防共计", "2座，完成投资", "3亿元，惠及", "4万人。"]
    assert read("\n".join(lines)) == (lines, [])


@pytest.mark.parametrize("gap", ["\t", " "])
def test_numbers_of_rows_below_a_line_without_a_stop_stay(gap: str) -> None:
    rows = ["1 高速公路里程达到", "2 二级及以上公路比例", "3 建制村通客车率", "4 乡镇通三级路率"]
    text = "\n".join(["表1 某市交通发展主要指标", *rows, "注：略。"])
    assert read(text.replace(" ", gap))[1] == []


def test_numbers_of_rows_that_wrap_stay() -> None:
    rows = "1\t高速公路里程\n（甲）\t386\n2\t二级及以上公路的\n比例\t61.5\n3\t建制村通客车率\n（乙）\t98.2"
    assert read(f"序号\t指标\t2020年\n{rows}")[1] == []
