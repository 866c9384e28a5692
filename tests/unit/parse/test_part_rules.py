"""The rules by which parts follow each other, by name: rows of lines, each a letter for its form, and where they stand.

What real lines look like is `test_evidence`'s question; whole files are read in `test_parts`.
"""

from __future__ import annotations

from itertools import groupby, pairwise, product
from typing import Any

import pytest

from build_tools.model.line import Hints, Line
from build_tools.model.page_signs import PageSigns
from build_tools.model.passage import Passage
from build_tools.parse import parts
from build_tools.parse.evidence import Evidence
from build_tools.parse.parts import STATES, Part, Zone, place_parts

TEXT = Passage.of("甲", 0, 1)
FORMS: dict[str, dict[str, Any]] = {
    "T": {"title": 3.0},
    "L": {"title": 3.0, "is_letter_title": True},
    "U": {},  # words that tell nothing
    "x": {"length": 4},  # the same, as short as an entry of a menu
    "N": {"number": "甲"},
    "B": {"names": True},
    "O": {"is_officer": True},
    "A": {"is_adoption": True},
    "C": {"is_salutation": True},
    "S": {"is_sentence": True},
    "P": {"is_sentence": True, "says_letter": True},
    "1": {"is_label": True},
    "D": {"is_date": True},
    "M": {"is_mark": True},
    "l": {"opens_list": True, "is_entry": True},
    "e": {"is_entry": True},
    "F": {"is_brief": True},
    "m": {"length": 4, "signs": PageSigns("site-navigation", 3.0)},
    "b": {"length": 4, "signs": PageSigns("site-frame", 2.0)},  # a button
    "w": {"length": 4, "signs": PageSigns("site-frame", 1.0)},
    "v": {"length": 4, "signs": PageSigns("page-data", 3.0, only_above=True)},
    "k": {"length": 4, "line": Line(TEXT, 1, Hints(linked=True))},
    "g": {"line": None},
    "G": {"line": None, "signs": PageSigns("page-data", 3.0)},
    ".": {"line": None, "is_skipped": True, "inside": True},
}


def look(forms: str, inside: str = "") -> list[Evidence]:
    return [
        Evidence(at, form, **{
            "line": Line(TEXT, 1), "signs": None, "length": 20, "title": -1.5, "inside": form in inside, **FORMS[form]
        })
        for at, form in enumerate(forms)
    ]  # fmt: skip


def place(forms: str, *, inside: str = "", **more: bool) -> str:
    """Where the lines of a page ("@" in front) or of a text stand: "head title | body text text"."""
    is_page = forms.startswith("@")
    placed = place_parts(look(forms.lstrip("@"), inside), is_page=is_page, **more)
    names = {Zone.LETTER_HEAD: "letterhead"}
    zones = groupby(placed, lambda one: one.zone)
    return " | ".join(
        f"{names.get(zone, zone.name.lower())} {' '.join(one.part for one in row)}" for zone, row in zones
    )


def test_nothing() -> None:
    assert place_parts([], is_page=True) == []


# -- the document's own parts -------------------------------------------------------------------------------

CUSTOM = {
    "1S": "body text text",
    "S": "body text",
    "C": "body salutation",
    "T1S": "head title | body text text",
    "TN1S": "head title doc-number | body text text",
    "NBT1S": "head doc-number names title | body text text",
    "BB1S": "head names names | body text text",
    "TA1S": "head title dated | body text text",
    "AT1S": "head dated title | body text text",
    "U1S": "head other | body text text",
    "gT1S": "head other title | body text text",
    "TD1S": "head title | body date text text",
    "1SBD": "body text text signature date",
    "1SBDM": "body text text signature date publicity",
    "1SBM": "body text text signature publicity",
    "1SDB": "body text text date signature",
    "1SO": "body text text signature",
    "1Sle1S": "body text text list list text text",
    "TCS1S": "head title | body salutation text text text",
    "T1CCS": "head title | body text salutation salutation text",
    "TxCS": "head title | body text salutation text",
    "LCPBD": "letterhead title | letter salutation text signature date",
    "LCPOD": "letterhead title | letter salutation text signature date",
    "LBCPBD": "letterhead title names | letter salutation text signature date",
    "NLCPBDT1S": "letterhead doc-number title | letter salutation text signature date | head title | body text text",
    "LCPBDMT1S": "letterhead title | letter salutation text signature date publicity | head title | body text text",
    "LCPlleBDT1S": "letterhead title | letter salutation text list list list signature date"
    " | head title | body text text",
    "LCPleeT1S": "letterhead title | letter salutation text list list list | head title | body text text",
    "LCPT1S": "letterhead title | letter salutation text | head title | body text text",
    "LCPD1S": "letterhead title | letter salutation text date | body text text",
    "LCPM1S": "letterhead title | letter salutation text publicity | body text text",
    "LCPl1S": "letterhead title | letter salutation text list | body text text",
    "PBD1S": "letter text signature date | body text text",
    "BDT1S": "letter signature date | head title | body text text",
    "T.1S": "head title | body text text",  # the text between that is not asked
}


@pytest.mark.parametrize("forms", CUSTOM)
def test_parts_follow_each_other_by_custom(forms: str) -> None:
    assert place(forms) == CUSTOM[forms]


def test_a_letter_that_nobody_signs_is_the_document() -> None:
    assert place("LCP1S") == "head title | body salutation text text text"


def test_a_letter_whose_plan_stands_in_another_file_is_whole() -> None:
    assert place("LCP", goes_on=True) == "letterhead title | letter salutation text"
    assert place("L", goes_on=True).startswith("letterhead")
    assert place("L").startswith("head")


def test_a_title_behind_the_date_of_a_text_begins_another() -> None:
    for end, closing in (("D", "date"), ("DM", "date publicity"), ("M", "publicity")):
        assert place(f"T1S{end}T1S") == f"head title | body text text {closing} | head title | body text text"
    assert place("T1SBDT1S") == "head title | body text text signature date | head title | body text text"
    assert place("T1ST1S") == "head title | body text text text text text"  # a line like a title is not enough


# -- the page around ----------------------------------------------------------------------------------------

PAGE = {
    "@mmT1S": "above page page | head title | body text text",
    "@xxT1S": "above page page | head title | body text text",
    "xxT1S": "head other other title | body text text",  # a plain text has no menu unless a sign tells one
    "mxxT1S": "above page page page | head title | body text text",
    "kkT1S": "above page page | head title | body text text",
    "@mBT1S": "above page page | head title | body text text",  # the name of the site's owner
    "@BT1S": "head names title | body text text",
    "@mNT1S": "above page | head doc-number title | body text text",
    "@mA1S": "above page | head dated | body text text",
    "@mM1S": "above page | body publicity text text",
    "@ml1S": "above page | body list text text",
    "@mC1S": "above page | body salutation text text",
    "@mS1S": "above page | body text text text",
    "@mO1S": "above page | body signature text text",
    "FT1S": "above brief | head title | body text text",
    "mFT1S": "above page brief | head title | body text text",
    "FmT1S": "above brief page | head title | body text text",
    "T1SF": "head title | body text text text",  # nothing is told before it any more
    "TmN1S": "head title page doc-number | body text text",
    "TkT1S": "head title page title | body text text",
    "@T1Smxx": "head title | body text text | below edge page page",
    "@T1Sxxm": "head title | body text text text text | below edge",  # cells of a table above the button
    "@T1SbS": "head title | body text text text text",
    "T1Sbb": "head title | body text text | below edge page",
    "T1Sw": "head title | body text text text",
    "T1Sv": "head title | body text text text",  # words that tell a page only above a text
    "vT1S": "above page | head title | body text text",
    "T1Smvv": "head title | body text text | below edge page page",
    "T1Sml": "head title | body text text | below edge list",  # a file that the page offers
    "T1Slm": "head title | body text text list | below edge",
    "GT1S": "above page | head title | body text text",
    "T1SGG": "head title | body text text | below edge page",
    "T1Sgg": "head title | body text text text text",
    "LCPBDm": "letterhead title | letter salutation text signature date | below edge",
    "LCPm": "letterhead title | letter salutation text | below edge",
    "@T1Sm.1S": "head title | body text text text text text",  # below it the text goes on
}


@pytest.mark.parametrize("forms", PAGE)
def test_lines_of_the_page_stand_around(forms: str) -> None:
    assert place(forms) == PAGE[forms]


def test_what_stands_between_two_labels_is_never_the_pages() -> None:
    assert place("T1mS") == "head title | body text text text"
    assert place("@mT1S", inside="m").startswith("head other")
    assert place("FT1S", inside="F").startswith("head other")
    assert place("TmN1S", inside="m") == "head title other doc-number | body text text"


def test_so_weak_a_sign_tells_of_no_menu() -> None:
    assert place("wxxT1S").startswith("above page | head")


def test_a_document_has_no_page_below_that_begins_with_no_edge() -> None:
    assert "below page" not in place("@T1Sxxx")


# -- how sure a place is ------------------------------------------------------------------------------------


def margins(forms: str) -> list[float]:
    return [one.margin for one in place_parts(look(forms.lstrip("@")), is_page=forms.startswith("@"))]


def test_what_nothing_speaks_against_is_sure() -> None:
    assert min(margins("T1S")) > 1000
    assert max(margins("@wT1S")[:2]) < 20


def test_a_stronger_sign_makes_it_surer_that_a_line_is_the_pages() -> None:
    assert margins("@mT1S")[0] == margins("@bT1S")[0] + 1.0 == margins("@wT1S")[0] + 2.0


def test_a_short_line_is_likelier_an_entry_of_a_menu() -> None:
    assert margins("@xT1S")[0] > margins("@UT1S")[0]


@pytest.mark.parametrize("forms", ["@mTS", "@xBT", "TDT", "LCP", "@Smx", "@BS"])
def test_the_search_finds_what_trying_every_row_finds(forms: str) -> None:
    """The best row of all, and for each line the best row that keeps it against the best that drops it."""
    items = look(forms.lstrip("@"))
    web = forms.startswith("@") or any(item.signs and item.signs.weight >= 3 for item in items)
    emitted = [parts._emit(item, web=web, last_brief=-1) for item in items]
    rows = {}
    for row in product(*(found for found in emitted)):
        ways = [parts._cost(STATES[one], STATES[other]) for one, other in pairwise(row)]
        if min(ways, default=0.0) > parts._NEVER and parts._start(row[0]) > parts._NEVER:
            said = sum(found[state] for found, state in zip(emitted, row, strict=True))
            rows[row] = parts._start(row[0]) + sum(ways) + said + parts._END.get(STATES[row[-1]][0], 0.0)
    best = max(rows, key=lambda row: rows[row])
    placed = place_parts(items, is_page=forms.startswith("@"))
    assert [(one.zone, one.part) for one in placed] == [STATES[state] for state in best]
    dropped = (Part.PAGE, Part.EDGE, Part.BRIEF)
    for at, one in enumerate(placed):
        sides = [[score for row, score in rows.items() if (STATES[row[at]][1] in dropped) is side] for side in (0, 1)]
        if all(sides):
            assert one.margin == pytest.approx(abs(max(sides[0]) - max(sides[1])))
