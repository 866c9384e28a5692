"""Facts of the page, each once and as sure as its surest label."""

from __future__ import annotations

from build_tools.model.line import Line
from build_tools.model.page_signs import PageSigns, Told
from build_tools.model.passage import Passage
from build_tools.parse.evidence import Evidence
from build_tools.parse.parts import Part, Placed, Zone
from build_tools.parse.told import gather_told

LINE = Line(Passage.of("甲", 0, 1), 1)


def tell(*told: Told, part: Part = Part.PAGE, is_table: bool = False) -> Placed:
    signs = PageSigns("page-data", 2.0, told) if told else None
    return Placed(Evidence(0, "甲", None if is_table else LINE, signs), Zone.ABOVE, part, 1.0)


DATE, NUMBER, OTHER = (Told("date_signed", "2023-05-06", 1.0), Told("doc_number", "甲", 1.0), Told("issuer", "乙", 1.0))


def test_the_files_facts_stand_before_the_lines_and_these_before_the_tables() -> None:
    assert gather_told([tell(OTHER, is_table=True), tell(NUMBER)], [DATE]) == [DATE, NUMBER, OTHER]


def test_lines_of_the_document_tell_nothing_of_the_page() -> None:
    assert gather_told([tell(NUMBER, part=Part.TEXT), tell(part=Part.PAGE)], []) == []


def test_a_fact_that_is_told_twice_counts_once_with_the_most_weight() -> None:
    weak, strong = Told("issuer", "甲", 1.0), Told("issuer", "甲", 2.0)
    for facts in ([weak, strong], [strong, weak], [strong, strong]):
        assert gather_told([], facts) == [strong]
    assert gather_told([], [weak, Told("publisher", "甲", 1.0), OTHER]) == [weak, Told("publisher", "甲", 1.0), OTHER]
