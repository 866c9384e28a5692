"""What a document says of what it was made by, and of the day until which it holds."""

from __future__ import annotations

import pytest

from build_tools.pipeline import convert_bytes

TITLE = "某市港口发展规划（2021-2025年）\n\n"


def read_basis(text: str) -> list[tuple[str, str]]:
    facts = convert_bytes((TITLE + text).encode(), "plan.txt").edition.facts
    return list(facts.based_on)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "为贯彻落实《某省港口条例》，根据《某市总体规划》《某市航运规划》，制定本规划。\n",
            ["某省港口条例", "某市总体规划", "某市航运规划"],
        ),
        ("依据《某市总体规划》，特编制本规划。\n", ["某市总体规划"]),
        ("为贯彻《某省港口条例》精神，现提出如下实施意见。\n", ["某省港口条例"]),
        ("根据《某省港口规划》（以下简称《规划》）和《规划》分工，制定本方案。\n", ["某省港口规划"]),
        # What is to be done by a document, and what is to be made, is no basis of this one.
        ("落实《某省港口条例》，加快码头改造。\n", []),
        ("抓紧制定《某市港口办法》，推动本市港口发展。\n", []),
        ("根据《某省港口条例》加强管理。研究制定本市港口名录。\n", []),
    ],
)
def test_a_basis_is_what_the_document_was_made_by(text: str, names: list[str]) -> None:
    assert [name for name, _ in read_basis(text + "\n一、总体要求\n\n加快港口发展。\n")] == names


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("本规划自2021年1月1日起施行，有效期至2025年12月31日。", "2025-12-31"),
        ("有效期截止2025年6月30日。", "2025-06-30"),
        ("本办法自2021年1月1日起施行，至2025年12月31日止。", "2025-12-31"),
        ("有效期自2021年1月1日起至二〇二五年十二月三十一日。", "2025-12-31"),
        ("规划期至2025年12月31日。", ""),
        ("许可证有效期为三年。", ""),
        ("本办法自2022年7月1日起施行，有效期5年。", "2027-06-30"),
        ("本办法自2024年2月29日起实施，有效期为两年。", "2026-02-28"),
        ("本办法自2024年1月1日起施行，有效期十年。", "2033-12-31"),
        ("本办法自2024年1月1日起施行，有效期十五年。", "2038-12-31"),
        ("本办法自2024年1月1日起施行，有效期十十年。", ""),
        ("本办法自印发之日起施行，有效期5年。", ""),
    ],
)
def test_a_validity_is_what_the_text_calls_so(text: str, day: str) -> None:
    facts = convert_bytes(f"{TITLE}一、总体要求\n\n{text}\n".encode(), "plan.txt").edition.facts
    assert (facts.valid_until, facts.valid_at) == (day, "s1-para1" if day else "")
