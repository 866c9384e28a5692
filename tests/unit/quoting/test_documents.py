"""The quotations of a document are found with what each is said to be taken from."""

from __future__ import annotations

import pytest

from build_tools.quoting.documents import Quotation, Source, find_quotations, read_source

PLAN = "某市港口发展规划"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他说“加快码头改造工作”。", [Quotation(1, "加快码头改造工作", None)]),
        ("所谓“智慧港口”是什么。", []),
        ("前\n\n「加快自動化碼頭改造」", [Quotation(3, "加快自動化碼頭改造", None)]),
        ("“按照‘统筹规划、分步实施’的原则”", [Quotation(1, "按照‘统筹规划、分步实施’的原则", None)]),
        ("“外面“里面的话”还有外面的话”", [Quotation(1, "外面“里面的话”还有外面的话", None)]),
        ("“没有关上的引号，\n“加快码头改造工作”", [Quotation(2, "加快码头改造工作", None)]),
        (
            f"“加快码头改造工作”（《{PLAN}》二（三）8）",
            [Quotation(1, "加快码头改造工作", Source(PLAN, "二（三）8"))],
        ),
        (
            f"“加快码头改造工作”，见《{PLAN}》附件2 四（三）。",
            [Quotation(1, "加快码头改造工作", Source(PLAN, "附件2 四（三）"))],
        ),
        (
            f"“加快码头改造工作”，见《{PLAN}》附件2《某专项规划》四（三）。",
            [Quotation(1, "加快码头改造工作", Source(PLAN, "附件2 四（三）"))],
        ),
        (f"《{PLAN}》提出：“加快码头改造工作”", [Quotation(1, "加快码头改造工作", Source(PLAN, ""))]),
        (
            f"《{PLAN}》二（三）8提出，“加快码头改造工作”",
            [Quotation(1, "加快码头改造工作", Source(PLAN, "二（三）8"))],
        ),
        (f"《{PLAN}》已经发布。“加快码头改造工作”", [Quotation(1, "加快码头改造工作", None)]),
        ("前\n> 加快自动化码头\n> 改造工程\n后", [Quotation(2, "加快自动化码头\n改造工程", None)]),
        (f"> 加快码头改造工作\n> ——《{PLAN}》三", [Quotation(1, "加快码头改造工作", Source(PLAN, "三"))]),
    ],
)
def test_quotations_and_their_sources(text: str, found: list[Quotation]) -> None:
    assert list(find_quotations(text)) == found


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (f"《{PLAN}》二（三）8", Source(PLAN, "二（三）8")),
        (f"《{PLAN}》二（三）", Source(PLAN, "二（三）")),
        (f"（《{PLAN}》二（三）8）", Source(PLAN, "二（三）8")),
        (f"《{PLAN}》", Source(PLAN, "")),
        ("二（三）8", None),
    ],
)
def test_a_citation_is_a_title_and_a_place(words: str, source: Source | None) -> None:
    assert read_source(words) == source
