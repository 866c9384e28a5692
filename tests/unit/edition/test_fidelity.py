"""Each way in which the proof has to fail, beside a control that passes."""

from __future__ import annotations

import pytest

from build_tools.edition.fidelity import FidelityRecord, prove_fidelity
from build_tools.errors import FidelityError
from build_tools.model.division import Cell, Division, HeadingStyle, Kind, Paragraph, Table
from build_tools.model.line import Drop
from build_tools.model.passage import Passage, Run
from build_tools.model.witness import Witness

SOURCE = "一、甲乙  &amp;丙\n丁"
WITNESS = Witness("a.txt", SOURCE)
NUM, HEADING, GAP, REFERENCE, REST = (
    Run(0, 2, "一、"),
    Run(2, 4, "甲乙"),
    Run(4, 6, " "),
    Run(6, 11, "&"),
    Run(11, 12, "丙"),
)
CELL = Run(13, 14, "丁")
DROPS = (Drop(12, 13, "line-break"),)
EMPTY = Passage()


def tree(num: Run, heading: Run, *runs: Run, cell: Run | None = CELL) -> Division:
    body: list[Paragraph | Table] = [Paragraph(Passage(runs), 1)]
    if cell is not None:
        body.append(Table(((Cell((Paragraph(Passage((cell,)), 2),)),),), 2))
    section = Division(
        Kind.SECTION, Passage((num,)), 1, Passage((heading,)), EMPTY, HeadingStyle.DISPLAY, tuple(body), 1
    )
    return Division(Kind.PLAN, EMPTY, None, EMPTY, EMPTY, HeadingStyle.NONE, (section,), 1)


WHOLE = tree(NUM, HEADING, GAP, REFERENCE, REST)


def test_control() -> None:
    record = prove_fidelity(WITNESS, WHOLE, DROPS)
    assert (record.characters, record.kept, record.folded, record.emended) == (14, 6, 7, 0)
    assert (record.dropped, record.dropped_total) == ({"line-break": 1}, 1)


def test_emended_text_is_counted_apart() -> None:
    record = prove_fidelity(WITNESS, tree(NUM, HEADING, GAP, REFERENCE, Run(11, 12, "癸", emended=True)), DROPS)
    assert (record.kept, record.emended) == (5, 1)


BROKEN = {
    "lost at the beginning": (tree(Run(1, 2, "、"), HEADING, GAP, REFERENCE, REST), DROPS, "neither published"),
    "lost in the middle": (tree(NUM, HEADING, REFERENCE, REST), DROPS, "neither published"),
    "lost at the end": (tree(NUM, HEADING, GAP, REFERENCE, REST, cell=None), DROPS, "neither published"),
    "a drop forgotten": (WHOLE, (), "neither published"),
    "published twice": (tree(NUM, HEADING, GAP, REFERENCE, REST, REST), DROPS, "is"),
    "published and dropped": (WHOLE, (*DROPS, Drop(2, 4, "navigation")), "accounted for twice"),
    "dropped twice": (WHOLE, (*DROPS, *DROPS), "accounted for twice"),
    "moved": (tree(HEADING, NUM, GAP, REFERENCE, REST), DROPS, "out of order"),
    "moved within a paragraph": (tree(NUM, HEADING, REST, GAP, REFERENCE), DROPS, "out of order"),
    "altered": (tree(NUM, Run(2, 4, "甲己"), GAP, REFERENCE, REST), DROPS, "but the source has"),
    "altered in a cell": (
        tree(NUM, HEADING, GAP, REFERENCE, REST, cell=Run(13, 14, "戊")),
        DROPS,
        "but the source has",
    ),
    "added": (tree(NUM, Run(2, 4, "甲乙丙"), GAP, REFERENCE, REST), DROPS, "but the source has"),
    "added out of nothing": (tree(NUM, HEADING, Run(4, 4, "癸"), GAP, REFERENCE, REST), DROPS, "but the source has"),
    "words folded into a blank": (tree(NUM, HEADING, GAP, REFERENCE, Run(11, 12, " ")), DROPS, "but the source has"),
    "another character for a reference": (tree(NUM, HEADING, GAP, Run(6, 11, "<"), REST), DROPS, "but the source has"),
    "behind the end": (WHOLE, (*DROPS, Drop(14, 15, "indent")), "character"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str) -> None:
    root, drops, message = BROKEN[name]
    with pytest.raises(FidelityError, match=message) as caught:
        prove_fidelity(WITNESS, root, drops)
    assert caught.value.exit_code == 4
    assert "a.txt, line" in caught.value.message


def test_a_reference_of_several_characters_that_was_cut_is_one_reading() -> None:
    witness = Witness("a.txt", "&fjlig;。")
    root = tree(Run(0, 7, "f"), Run(7, 7, "j"), Run(7, 8, "。"), cell=None)
    record = prove_fidelity(witness, root, ())
    assert (record.kept, record.folded) == (1, 7)
    for wrong in ("k", "jj", ""):
        with pytest.raises(FidelityError, match="reads as"):
            prove_fidelity(witness, tree(Run(0, 7, "f"), Run(7, 7, wrong), Run(7, 8, "。"), cell=None), ())


LIST = Witness("a.html", "<ol><LI value='<'>甲<img alt='<li>'></ol>")
SIGN = Run(19, 19, "〔图〕", computed="picture")


def listed(*runs: Run) -> FidelityRecord:
    root = tree(Run(18, 18, ""), Run(18, 18, ""), *runs, cell=None)
    return prove_fidelity(LIST, root, (Drop(0, 18, "markup"), Drop(19, len(LIST.text), "markup")))


def test_what_markup_means_is_counted_apart() -> None:
    record = listed(Run(18, 18, "12.", computed="list-number"), Run(18, 19, "甲"), SIGN)
    assert (record.kept, record.computed) == (1, {"list-number": 3, "picture": 3})
    cut = listed(Run(18, 18, "12", computed="list-number"), Run(18, 18, ".", computed="list-number"), Run(18, 19, "甲"))
    assert cut.computed == {"list-number": 3}


@pytest.mark.parametrize(
    "run",
    [
        Run(18, 18, "甲.", computed="list-number"),
        Run(19, 19, "1.", computed="list-number"),
        Run(18, 18, "〔图〕", computed="picture"),
        Run(19, 19, "〔公式〕", computed="picture"),
        Run(19, 19, "〔图〕", computed="anything"),
        Run(19, 19, "〔图〕"),
    ],
)
def test_nothing_else_is_computed(run: Run) -> None:
    with pytest.raises(FidelityError):
        listed(*sorted((Run(18, 19, "甲"), run), key=lambda one: (one.start, one.end)))


def test_radicals_are_folded_one_by_one() -> None:
    witness = Witness("a.txt", "⼀、⾼甲")
    record = prove_fidelity(witness, tree(Run(0, 2, "一、"), Run(2, 4, "高甲"), cell=None), ())
    assert (record.kept, record.folded, record.radicals) == (2, 2, 2)
    with pytest.raises(FidelityError, match="reads as"):
        prove_fidelity(witness, tree(Run(0, 2, "二、"), Run(2, 4, "高甲"), cell=None), ())


def test_a_message_shows_thirty_characters_of_what_differs() -> None:
    source = "甲" * 40
    body = (Paragraph(Passage((Run(0, 40, "乙" * 40),)), 1),)
    root = Division(Kind.PLAN, EMPTY, None, EMPTY, EMPTY, HeadingStyle.NONE, body, 1)
    with pytest.raises(FidelityError, match=r"reads as '乙{30}' but the source has '甲{30}'"):
        prove_fidelity(Witness("a.txt", source), root, ())
