from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.clean.clean import clean_witness
from build_tools.clean.emend import emend_blocks
from build_tools.errors import StaleEmendationError
from build_tools.model.emendation import Emendation
from build_tools.model.line import Line
from build_tools.model.witness import Layout, Witness
from build_tools.pipeline import convert_bytes

TEXT = "某市某某发展规划\n一、优化布局加快建设数字低座。\n二、甲乙\n"


def emend(*changes: tuple[str, str]) -> list[tuple[str, list[str]]]:
    """(text, what in it is emended) of each line."""
    emendations = tuple(Emendation(source, reads, "因", Path("e.toml"), 7) for source, reads in changes)
    blocks = emend_blocks(clean_witness(Witness("a.txt", TEXT)).blocks, emendations)
    return [
        (block.text, [run.text for run in block.passage.runs if run.emended])
        for block in blocks
        if isinstance(block, Line)
    ]


def test_nothing_to_do() -> None:
    assert emend() == [("某市某某发展规划", []), ("一、优化布局加快建设数字低座。", []), ("二、甲乙", [])]


def test_a_break_changes_no_character() -> None:
    assert emend(("布局加快", "布局\n加快"))[1:3] == [("一、优化布局", []), ("加快建设数字低座。", [])]


def test_a_replacement_is_on_record() -> None:
    assert emend(("数字低座", "数字底座"))[1] == ("一、优化布局加快建设数字底座。", ["底"])


def test_an_insertion_and_a_deletion() -> None:
    assert emend(("布局加快", "布局，加快"))[1] == ("一、优化布局，加快建设数字低座。", ["，"])
    assert emend(("加快建设", "建设"))[1] == ("一、优化布局建设数字低座。", [""])


def test_both_hold_the_proof() -> None:
    changes = (Emendation("布局加快", "布局\n加快", "因"), Emendation("低座", "底座", "因"))
    fidelity = convert_bytes(TEXT.encode("utf-8"), "a.txt", emendations=changes).fidelity
    assert (fidelity.characters, fidelity.emended) == (len(TEXT), 1)


@pytest.mark.parametrize("text", ["甲丙", "某市某某发展规划\n一、", "某"])
def test_stale_or_ambiguous(text: str) -> None:
    with pytest.raises(StaleEmendationError) as caught:
        emend((text, "改"))
    assert (caught.value.path, caught.value.line_no, caught.value.exit_code) == (Path("e.toml"), 7, 6)
    assert repr(text) in caught.value.message


def test_twice_names_the_count() -> None:
    with pytest.raises(StaleEmendationError, match="stands 3 times"):
        emend(("某", "改"))


def test_in_a_cell() -> None:
    html = "<p>甲</p><table border=1><tr><td>低座<td>乙</table>"
    cleaned = clean_witness(Witness("a.html", html, layout=Layout.HTML)).blocks
    grid = emend_blocks(cleaned, (Emendation("低座", "底座", "因"),))[1]
    assert not isinstance(grid, Line)
    assert [line.text for cell in grid.rows[0] for line in cell.lines] == ["底座", "乙"]
