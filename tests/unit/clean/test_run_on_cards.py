"""A page's card in a letter that lost its breaks is the page's, and no part of title or number."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

TITLE = "某市水务局关于印发某市河道管护方案的通知"
LETTER = (
    "某水〔2022〕7号各区水务局：现印发给你们，请认真贯彻执行。某市水务局2022年3月5日某市河道管护方案"
    "一、总体要求坚持统筹，加快建设。二、主要任务（一）抓好清淤。每月清淤一次。（二）抓好保洁。每日保洁一次。"
    "三、工作要求加强组织领导。"
)


def outline_of(text: str) -> dict[str, Any]:
    return render_outline(convert_bytes(text.encode(), "a.txt").edition, [])


@pytest.mark.parametrize(
    "card",
    [
        "发布日期：2022-03-06",
        " 发布日期：2022年3月6日 ",
        "发布时间：2022-03-06 10:20 来源：市水务局 浏览次数：12 ",
        "发表时间：2022/03/06 来源：市水务局 字体：大 中 小",
        "发布日期：2022-03-06 来源：市水务局",
    ],
)
def test_a_card_between_title_and_number_is_the_pages(card: str) -> None:
    outline = outline_of(TITLE + card + LETTER)
    assert (outline["title"], outline["doc_number"], outline["date_issued"], outline["issuers"]) == (
        "某市河道管护方案",
        "某水〔2022〕7号",
        "2022-03-05",
        ["某市水务局"],
    )
    assert {"text": card.strip(), "rule": "page-data"} in outline["dropped"]
    assert outline["text"].startswith(f"{TITLE}\n某水〔2022〕7号\n各区水务局：\n现印发给你们")
    assert [item["anchor"] for item in outline["items"]] == ["s1", "s2", "s2-c1", "s2-c2", "s3"]


def test_a_date_within_the_text_is_no_card() -> None:
    sentence = "各区要在发布日期：2022-03-06以前完成清淤，做到应清尽清，不留死角，保障行洪。" * 3
    text = f"某市河道管护方案\n一、总体要求\n{sentence}\n二、附则\n施行。"
    assert outline_of(text)["text"] == text
