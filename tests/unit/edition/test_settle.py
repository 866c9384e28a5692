"""Doubts that a maintainer has accepted, and the title that one has decided."""

from __future__ import annotations

import pytest

from build_tools.edition.settle import decide_title, refuse_stale, refuse_uncarried, settle_doubts
from build_tools.errors import StaleDecisionError
from build_tools.model.decision import Choice, Decision, hash_line
from build_tools.model.division import Division, HeadingStyle, Kind
from build_tools.model.line import Hints, Line
from build_tools.model.passage import Passage
from build_tools.model.report import make_diagnostic
from build_tools.model.witness import Witness

WITNESS = Witness("a.txt", "某市愿景\n一、任务\n三、附则\n")
JUMP = make_diagnostic("numbering-jump", 3, "三、附则", expected=2)


def accept(excerpt: str, line_no: int, code: str = "numbering-jump") -> Decision:
    return Decision(excerpt, hash_line(WITNESS.text, line_no), Choice.ACCEPT, "原件如此。", code)


@pytest.mark.parametrize("decision", [accept("三、附则", 3), accept("三、", 3)])
def test_a_doubt_at_the_place_is_accepted(decision: Decision) -> None:
    other = make_diagnostic("annex-twice", 3, "三、附则")
    assert settle_doubts([JUMP, other], [decision], WITNESS) == ([other], [])


@pytest.mark.parametrize("decision", [accept("三、附则", 3, "numbering-late"), accept("", 0, "no-document")])
def test_what_is_doubted_no_more_is_no_error_while_its_line_stands(decision: Decision) -> None:
    assert settle_doubts([JUMP], [decision], WITNESS) == ([JUMP], [decision])
    refuse_stale([decision], WITNESS)


@pytest.mark.parametrize("decision", [accept("四、", 3), accept("三、附则", 2), accept("", 2)])
def test_what_fits_no_doubt_is_stale(decision: Decision) -> None:
    left, unused = settle_doubts([JUMP], [decision], WITNESS)
    assert (left, unused) == ([JUMP], [decision])
    with pytest.raises(StaleDecisionError, match="which is not doubted there"):
        refuse_stale(unused, WITNESS)


def test_without_an_excerpt_the_whole_document_is_meant() -> None:
    late = make_diagnostic("numbering-late", 2, "一、任务", expected=1)
    assert settle_doubts([JUMP, JUMP, late], [accept("", 0)], WITNESS) == ([late], [])
    doubt = make_diagnostic("no-document", 0)
    assert settle_doubts([doubt], [accept("", 0, "no-document")], WITNESS) == ([], [])


def test_the_title_is_the_one_decided() -> None:
    title = Decision("某市愿景", hash_line(WITNESS.text, 1), Choice.TITLE, "原件如此。")
    assert decide_title([title], WITNESS) == "某市愿景"
    assert decide_title([accept("三、附则", 3)], WITNESS) == ""
    with pytest.raises(StaleDecisionError, match="stands on no such line"):
        decide_title([Decision("某市愿景", hash_line(WITNESS.text, 2), Choice.TITLE, "")], WITNESS)


def test_what_begins_somewhere_has_to_begin_in_the_tree() -> None:
    title = Passage.of(WITNESS.text, 0, 4)
    line = Line(title, 1, Hints(decided="annex"))
    decision = Decision("某市愿景", hash_line(WITNESS.text, 1), Choice.ANNEX, "原件如此。")
    nothing = Passage(())
    annex = Division(Kind.ANNEX, nothing, None, title, nothing, HeadingStyle.DISPLAY, (), 1)
    root = Division(Kind.PLAN, nothing, None, nothing, nothing, HeadingStyle.NONE, (annex,), 1)
    refuse_uncarried([line], root, [decision])
    with pytest.raises(StaleDecisionError, match="is about a line that is no part of the text"):
        refuse_uncarried([line], root._replace(body=()), [decision])
