"""Each way in which the proof has to fail, beside a control that passes."""

from __future__ import annotations

import pytest

from build_tools.edition.fidelity import prove_fidelity
from build_tools.errors import FidelityError
from build_tools.model.division import Cell, Division, HeadingStyle, Kind, Paragraph, Table
from build_tools.model.line import Drop
from build_tools.model.passage import Passage, Run
from build_tools.model.reading import ComputedText, Reading, ReadLine
from build_tools.model.record import FidelityRecord
from build_tools.model.witness import Layout, Witness

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
    "dropped by no rule": (WHOLE, (Drop(12, 13, "no-such-rule"),), "'no-such-rule', which is not declared"),
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


def test_what_is_computed_stands_for_no_character() -> None:
    empty = Run(18, 18, "")
    root = tree(empty, empty, Run(18, 19, "1.", computed="list-number"), cell=None)
    with pytest.raises(FidelityError, match=r"prints '1\.', which its markup does not mean"):
        prove_fidelity(LIST, root, (Drop(0, len(LIST.text), "markup"),))


def test_the_tag_of_an_item_may_be_the_first_of_a_file() -> None:
    witness = Witness("a.html", "<li>甲")
    runs = (Run(4, 4, ""), Run(4, 4, ""), Run(4, 4, "1.", computed="list-number"), Run(4, 5, "甲"))
    record = prove_fidelity(witness, tree(*runs, cell=None), (Drop(0, 4, "markup"),))
    assert record.computed == {"list-number": 2}


def test_a_page_that_a_file_wraps_has_its_pictures_in_the_markup() -> None:
    reading = Reading("mhtml", "reader", "", (ReadLine("<img>甲"),), wrapped=True)
    witness = Witness("a.mht", "<img>甲", layout=Layout.HTML, reading=reading)
    runs = (Run(0, 0, ""), Run(0, 0, ""), auto(0, "〔图〕", "picture"), Run(5, 6, "甲"))
    assert prove_fidelity(witness, tree(*runs, cell=None), (Drop(0, 5, "markup"),)).computed == {"picture": 3}


def test_radicals_are_folded_one_by_one() -> None:
    witness = Witness("a.txt", "⼀、⾼甲")
    record = prove_fidelity(witness, tree(Run(0, 2, "一、"), Run(2, 4, "高甲"), cell=None), ())
    assert (record.kept, record.folded, record.radicals) == (2, 2, 2)
    with pytest.raises(FidelityError, match="reads as"):
        prove_fidelity(witness, tree(Run(0, 2, "二、"), Run(2, 4, "高甲"), cell=None), ())


def test_a_reference_that_a_text_prints_as_it_stands_may_stand_beside_a_radical() -> None:
    witness = Witness("a.txt", "&lt;⼀")
    record = prove_fidelity(witness, tree(Run(0, 0, ""), Run(0, 0, ""), Run(0, 5, "&lt;一"), cell=None), ())
    assert (record.kept, record.folded, record.radicals) == (4, 1, 1)


def test_a_message_shows_thirty_characters_of_what_differs() -> None:
    source = "甲" * 40
    body = (Paragraph(Passage((Run(0, 40, "乙" * 40),)), 1),)
    root = Division(Kind.PLAN, EMPTY, None, EMPTY, EMPTY, HeadingStyle.NONE, body, 1)
    with pytest.raises(FidelityError, match=r"reads as '乙{30}' but the source has '甲{30}'"):
        prove_fidelity(Witness("a.txt", source), root, ())
    sign = (Paragraph(Passage((Run(0, 0, "乙" * 40, computed="picture"), Run(0, 40, source))), 1),)
    with pytest.raises(FidelityError, match=r"prints '乙{30}', which its markup"):
        prove_fidelity(Witness("a.txt", source), root._replace(body=sign), ())


# -- what the reading of a format says is printed beside its characters ---------------------------------------


def number(text: str, rule: str = "auto-number", at: int = 0) -> ComputedText:
    return ComputedText(at, text, rule, "numbering.xml")


READING = Reading(
    "docx",
    "reader",
    "",
    (
        ReadLine("甲", computed=(number("一、"), number("1.", "note-number"))),
        ReadLine("乙", computed=(number("（", "field"), number("二、"))),
        ReadLine("图", figure="a.png"),
    ),
)
READ = Witness("a.docx", READING.text, layout=Layout.READING, reading=READING)
BREAKS = (Drop(1, 2, "line-break"), Drop(3, 4, "line-break"), Drop(5, 6, "line-break"))


def auto(at: int, text: str, rule: str = "auto-number") -> Run:
    return Run(at, at, text, computed=rule)


FIRST = (auto(0, "一、"), auto(0, "1.", "note-number"), Run(0, 1, "甲"))
SECOND = (auto(2, "二、"), Run(2, 3, "乙"))
PICTURE = (auto(4, "〔图〕", "picture"), Run(4, 5, "图"))


def prove_reading(*runs: Run, drops: tuple[Drop, ...] = ()) -> FidelityRecord:
    return prove_fidelity(READ, tree(Run(0, 0, ""), Run(0, 0, ""), *runs, cell=None), (*BREAKS, *drops))


def test_what_a_format_prints_of_itself_is_counted_by_its_rule() -> None:
    record = prove_reading(*FIRST, *SECOND, *PICTURE)
    assert (record.kept, record.computed) == (3, {"auto-number": 4, "note-number": 2, "picture": 3})


@pytest.mark.parametrize("runs", [FIRST[1:], FIRST[::2], (FIRST[2],), (FIRST[0], auto(0, "一、"), FIRST[2])])
def test_no_text_is_published_without_its_number(runs: tuple[Run, ...]) -> None:
    with pytest.raises(FidelityError, match=r"published without its number|does not mean"):
        prove_reading(*runs, *SECOND, *PICTURE)


def test_a_number_goes_with_its_line_that_is_dropped_and_no_other() -> None:
    prove_reading(*SECOND, *PICTURE, drops=(Drop(0, 1, "indent"),))
    prove_reading(*FIRST, *PICTURE, drops=(Drop(2, 3, "indent"),))
    with pytest.raises(FidelityError, match="without its number '二、'"):
        prove_reading(*FIRST, SECOND[1], *PICTURE)
    with pytest.raises(FidelityError, match="without its number '一、'"):
        prove_reading(FIRST[2], *PICTURE, drops=(Drop(2, 3, "indent"),))


def test_what_is_no_number_may_be_left_out() -> None:
    assert prove_reading(*FIRST, auto(2, "（", "field"), *SECOND, *PICTURE).computed["field"] == 1
    assert "field" not in prove_reading(*FIRST, *SECOND, *PICTURE).computed


@pytest.mark.parametrize(
    "run",
    [
        auto(0, "二、"),
        auto(0, "一"),
        auto(0, "一、一、"),
        auto(0, "1."),
        auto(0, "一、", "field"),
        auto(0, "〔图〕", "picture"),
    ],
)
def test_a_format_prints_what_its_reading_says_and_nothing_else(run: Run) -> None:
    with pytest.raises(FidelityError, match="does not mean"):
        prove_reading(run, *FIRST, *SECOND, *PICTURE)


def test_a_picture_stands_where_the_reading_has_one_whatever_its_characters_are() -> None:
    lines = (ReadLine("<图", figure="a.png"), ReadLine("<甲"))
    reading = Reading("docx", "reader", "", lines)
    witness = Witness("a.docx", reading.text, layout=Layout.READING, reading=reading)
    empty = Run(0, 0, "")
    drops = (Drop(2, 3, "line-break"), Drop(5, 6, "line-break"))
    rest = (Run(0, 2, "<图"), Run(3, 5, "<甲"))
    prove_fidelity(witness, tree(empty, empty, auto(0, "〔图〕", "picture"), *rest, cell=None), drops)
    wrong = (rest[0], auto(3, "〔图〕", "picture"), rest[1])
    with pytest.raises(FidelityError, match="does not mean"):
        prove_fidelity(witness, tree(empty, empty, *wrong, cell=None), drops)


def test_two_signs_that_follow_each_other_may_be_one_reading() -> None:
    lines = (ReadLine("甲", computed=(number("1.", "note-number"), number("2.", "note-number"))),)
    reading = Reading("docx", "reader", "", lines)
    witness = Witness("a.docx", reading.text, layout=Layout.READING, reading=reading)
    for text, is_whole in (("1.2.", True), ("2.1.", False), ("1.1.", False), ("1.2", False)):
        runs = (Run(0, 0, ""), Run(0, 0, ""), auto(0, text, "note-number"), Run(0, 1, "甲"))
        root = tree(*runs, cell=None)
        if is_whole:
            assert prove_fidelity(witness, root, (Drop(1, 2, "line-break"),)).computed == {"note-number": 4}
        else:
            with pytest.raises(FidelityError):
                prove_fidelity(witness, root, (Drop(1, 2, "line-break"),))
