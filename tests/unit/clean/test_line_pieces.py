"""A printed line that a program has cut at its marks."""

from __future__ import annotations

import re

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.clean.line_pieces import may_follow
from build_tools.model.line import Line
from build_tools.source.read import read_witness

FULL = "各地区各部门要加强统筹协调和工作调度推动各项任务落地见效切实增强企业群众的获得感满意度"
PARAGRAPH = (
    "各地区各部门要加强统筹协调，推动各项任务落地见效，切实增强企业群众的获得感。不断完善服务机制，优化办事流程，压缩办理时限，"
    "落实“一件事”改革要求。加快建设一体化平台，健全评价、督查、通报机制，（市某局牵头，市某委、市某办配合）并持续改进。"
)


def cut(text: str, width: int) -> str:
    """Return a text as a program gives it that begins a line wherever the printer moved."""
    lines = [text[: width - 2], *(text[at : at + width] for at in range(width - 2, len(text), width))]
    return "\n".join(re.sub("(?<=[，、。”）])(?=.)|(?<=.)(?=“)", "\n", line) for line in lines)


ENDING = ["某某市人民政府办公室", "2024年5月16日", "（此件公开发布）"]


def lines_of(text: str) -> list[str]:
    blocks = clean_witness(read_witness(text.encode("utf-8"), "a.txt")).blocks
    return [block.text for block in blocks if isinstance(block, Line)]


def test_pieces_of_printed_lines_make_paragraphs() -> None:
    heads = ["一、总体要求", "二、重点任务", "三、保障措施"]
    pieces = [cut(PARAGRAPH, 36), FULL[:36], FULL[36:] + "。", *ENDING]
    text = "\n".join(line for head in heads for line in (head, *pieces))
    paragraphs = [PARAGRAPH, FULL + "。"]
    assert lines_of(text) == [line for head in heads for line in (head, *paragraphs, *ENDING)]


def test_lines_that_end_with_commas_stay_where_they_fill_no_width() -> None:
    cells = [FULL[:length] + "、" for length in (21, 29, 23, 31, 22, 33, 24, 32)]
    assert lines_of("\n".join([FULL, FULL, *cells])) == [FULL, FULL, *cells]


@pytest.mark.parametrize(
    ("above", "piece", "follows"),
    [
        ("完善服务机制，", "优化流程", True),
        ("落实", "“一件事”改革", True),
        ("落实", "改革要求", False),  # no mark: the line ended at the margin
        ("完善服务机制，", "二、重点任务", False),
        ("完善服务机制。", "专栏 1 服务工程", False),
        ("请遵照执行。", "某某市教育局", False),
        ("提高执法水平。", "责任单位：市教育局", False),
        ("2024年5月16日", "（此件公开发布）", False),
        ("某某局的通知（2024年5月16日）", "为落实要求，", False),
        ("请遵照执行。", "某某市教育发展规划", False),
    ],
)
def test_what_may_follow(above: str, piece: str, follows: bool) -> None:
    assert may_follow(above, piece) is follows
