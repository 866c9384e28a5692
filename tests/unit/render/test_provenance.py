"""What readers are told of a copy's origin: what is known of it, and that something is not."""

from __future__ import annotations

import pytest

from build_tools.model.edition import Facts
from build_tools.render.provenance import NOT_RECORDED, tell_original, tell_site, tell_source

GOVERNMENT = "https://www.example.gov.cn/a.html"


@pytest.mark.parametrize(
    ("url", "kind", "told"),
    [
        (GOVERNMENT, "", "www.example.gov.cn，政府网站"),
        ("http://finance.example.com/news/1.html", "news", "finance.example.com，新闻网站"),
        ("http://finance.example.com/news/1.html", "", "finance.example.com"),
        ("http://gov.cn.example.com/", "", "gov.cn.example.com"),
        ("", "news", "网址不详，新闻网站"),
        ("", "", "网址不详"),
        ("http://[", "", "网址不详"),
    ],
)
def test_a_site(url: str, kind: str, told: str) -> None:
    assert tell_site(url, kind) == told


def test_who_put_it_online_stands_in_front() -> None:
    assert tell_source(Facts(source="某报", source_kind="news")) == "某报（网址不详，新闻网站）"
    assert tell_source(Facts(source_url=GOVERNMENT)) == "www.example.gov.cn，政府网站"


def test_the_official_text_is_named_or_said_not_to_be_recorded() -> None:
    assert tell_original(Facts(original_url=GOVERNMENT, source_kind="news")) == GOVERNMENT
    assert tell_original(Facts(source="某报")) == NOT_RECORDED
    assert tell_original(Facts(source_url=GOVERNMENT)) == ""
