import hashlib

import pytest

from build_tools.errors import UnreadableSourceError
from build_tools.model.witness import Layout, Witness
from build_tools.source.read import LARGEST, read_witness, sniff_layout

ROW = "| 指标 | 2025年 |\n|---|---|\n| 规模 | 500亿元<br>以上 |\n"


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("<p>一、总体要求</p>", Layout.HTML),
        ("<P>一、<BR/>二、", Layout.HTML),
        ("一、<br>二、<br />三、", Layout.HTML),
        ("<!DOCTYPE html>\n一、总体要求", Layout.HTML),
        ("<span>一、</span><span>二、</span><span>三、</span>", Layout.HTML),
        ("> 摘要（某社）\n\n<p>一、</p>\n<p>二、</p>", Layout.HTML),
        ("<div><p>[首页](/) 一、</p><p>二、</p></div>", Layout.HTML),
        ("# 某条例\n\n第一条", Layout.MARKDOWN),
        ("某条例\n=====\n", Layout.MARKDOWN),
        ("以[官方链接](https://example.org/a)为准", Layout.MARKDOWN),
        ("**一、总体要求**", Layout.MARKDOWN),
        (ROW, Layout.MARKDOWN),
        (ROW.replace("\n", "\r\n"), Layout.MARKDOWN),
        ("# 某计划\n\n<div align=center>\n\n## 一、\n", Layout.MARKDOWN),
        ("某計劃\n- 第一節 甲\n- 第二節 乙", Layout.MARKDOWN),
        ("一、总体要求\n（一）指导思想。坚持", Layout.TEXT),
        ("产量<500吨，利润>3%，2*3*4", Layout.TEXT),
        ("张某1*******859 李某1*******909；**年**月", Layout.TEXT),
        ("**张某**1*******859", Layout.MARKDOWN),
        ("#话题# 讨论<br>", Layout.TEXT),
        ("", Layout.TEXT),
    ],
)
def test_layouts(text: str, layout: Layout) -> None:
    assert sniff_layout(text, 0) == layout


def test_front_matter_does_not_count() -> None:
    text = "---\ntitle: '<p>**a**</p>'\n---\n一、总体要求"
    assert sniff_layout(text, text.index("一")) is Layout.TEXT


def test_read_witness() -> None:
    text = "---\r\ntitle: 某计划\r\n---\r\n<p>为加快推进工业发展，现印发给你们。</p>\r\n"
    data = text.encode("gb18030")
    assert read_witness(data, "a.html") == Witness(
        name="a.html",
        text=text,
        encoding="gb18030",
        layout=Layout.HTML,
        front_matter_end=text.index("<p>"),
        front_matter={"title": "某计划"},
        sha256=hashlib.sha256(data).hexdigest(),
    )


def test_an_unreadable_file_is_refused() -> None:
    with pytest.raises(UnreadableSourceError):
        read_witness(b"%PDF-1.7", "a.pdf")


@pytest.mark.parametrize(
    "feed",
    [
        '<?xml version="1.0"?>\n<rss xmlns:a="b" version="2.0"><channel><title>规划</title></channel></rss>',
        '<?xml version="1.0"?><!-- x -->\n<feed xml:lang="zh" xmlns="http://www.w3.org/2005/Atom"><title>规划</title></feed>',
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel><title>规划</title></channel></rdf:RDF>',
    ],
)
def test_a_feed_is_refused(feed: str) -> None:
    with pytest.raises(UnreadableSourceError, match="this is a feed"):
        read_witness(feed.encode(), "a.xml")


def test_a_page_that_names_a_feed_is_read() -> None:
    page = "<html><body><p>订阅 &lt;rss version&gt;</p><p>一、总则</p></body></html>"
    assert read_witness(page.encode(), "a.html").layout is Layout.HTML


def test_a_file_too_large_is_refused_by_name() -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        read_witness(b"a" * (LARGEST + 1), "a.txt")
    assert (str(caught.value.path), "10 MB" in caught.value.message) == ("a.txt", True)
