"""Articles beyond the thousandth, as a civil code has them."""

from __future__ import annotations

import pytest

from build_tools.model.division import Division, Kind
from build_tools.pipeline import convert_bytes

HAN = ("九百九十八", "九百九十九", "一千", "一千零一", "一千零二", "一千零二条之一", "一千零三")
ARABIC = ("998", "999", "1000", "1001", "1002", "1260")


def list_articles(text: str) -> list[tuple[str, int | None]]:
    edition = convert_bytes(text.encode("utf-8"), "a.txt").edition
    nodes = [node for node in edition.root.walk() if isinstance(node, Division) and node.kind is Kind.ARTICLE]
    return [(node.num.text.rstrip("\u3000"), node.ordinal) for node in nodes]


def test_in_chinese_numerals() -> None:
    labels = [f"第{number}条" if "条" not in number else f"第{number}" for number in HAN]
    text = "某某法典\n" + "".join(f"{label}　民事主体从事民事活动，应当遵循自愿原则。\n" for label in labels)
    found = list_articles(text)
    assert [label for label, _ in found] == labels
    assert [ordinal for _, ordinal in found][2:5] == [1000, 1001, 1002]


@pytest.mark.parametrize("digits", ["0123456789", "０１２３４５６７８９"])
def test_in_digits(digits: str) -> None:
    labels = [f"第{number}条".translate(str.maketrans("0123456789", digits)) for number in ARABIC]
    text = "某某法典\n" + "".join(f"{label}　民事主体从事民事活动，应当遵循自愿原则。\n" for label in labels)
    assert list_articles(text) == list(zip(labels, map(int, ARABIC), strict=True))
