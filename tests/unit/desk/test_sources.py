"""Files are shown as they looked, and nothing of them runs or asks anybody."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from build_tools.desk.facts import _show_line
from build_tools.desk.safe_page import _KEPT, POLICY, make_safe
from tests.browser.test_hostile import read_cases
from tests.unit.desk.conftest import Desk

ALLOWED = {"data-line", "data-picture", "class", "style", "colspan", "rowspan", "lang", "charset"}
KNOWN = _KEPT | {"html", "head", "meta", "style", "body"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p onclick=alert(1) onmouseover='x'>甲</p>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/a.png' srcset='https://evil.example/b.png 2x'>",
    "<a href='javascript:alert(1)'>甲</a><a href='https://evil.example'>乙</a><a ping='https://evil.example'>丙</a>",
    "<svg><script>alert(1)</script><a xlink:href='javascript:x'>甲</a></svg>",
    "<svg onload=alert(1)>",
    "<math><mi xlink:href='javascript:x'>甲</mi></math>",
    "<iframe src='https://evil.example'></iframe><iframe srcdoc='<script>x</script>'>",
    "<form action='https://evil.example'><input name=a><button>发</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'><link rel=stylesheet href='https://evil.example/a.css'>",
    "<style>@import 'https://evil.example'; p{background:url(https://evil.example)}</style>",
    "<p style='background:url(https://evil.example)'>甲</p><p style='text-align:center;width:expression(x)'>乙</p>",
    "<p style='text-align:center\";x=\"'>甲</p>",
    "<object data='x'></object><embed src='x'><applet code='x'>甲</applet>",
    "<table background='https://evil.example'><tr><td colspan='2\" onload=\"x' rowspan=99999999>甲</td></tr></table>",
    "<video src='https://evil.example' poster='https://evil.example'></video><audio src=x></audio>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<p title='</p><script>alert(1)</script>'>甲</p>",
    "<textarea><script>alert(1)</script></textarea><noscript><p title='</noscript><script>x</script>'></noscript>",
    "<template><script>alert(1)</script></template><xmp><script>x</script></xmp><plaintext><script>x</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<div>" * 5000 + "甲",
    "<a\x00 href=x>甲</a><\x00script>alert(1)</\x00script>",
    "<ISINDEX action=javascript:x><frameset onload=x><frame src=javascript:x>",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("is_html", [True, False])
def test_nothing_of_a_file_runs_or_asks_anybody(text: str, *, is_html: bool) -> None:
    made = make_safe(text, 1, is_html=is_html)
    tree = BeautifulSoup(made, "html.parser")
    assert not tree.find_all(["script", "iframe", "form", "input", "svg", "math", "object", "embed", "link", "base"])
    assert len(tree.find_all(["style", "meta"])) == 2
    for element in tree.find_all(True):
        assert set(element.attrs) <= ALLOWED
        assert not re.search(r"url|expression|import|[\"\\]", str(element.get("style", "")))


def test_the_whole_collection_of_payloads_runs_nothing() -> None:
    cases = [case for case in read_cases() if case.kind != "front"]
    assert len(cases) > 200
    for case in cases:
        tree = BeautifulSoup(make_safe(case.payload, 1, is_html=True), "html.parser")
        for element in tree.find_all(True):
            assert element.name in KNOWN, case.name
            assert set(element.attrs) <= ALLOWED, case.name


def test_the_policy_of_a_source_runs_nothing() -> None:
    assert "default-src 'none'" in POLICY
    assert "script" not in POLICY
    assert "sandbox allow-same-origin" in POLICY


def test_words_stand_with_their_lines_as_they_looked() -> None:
    page = "<title>x</title>\n<h1 align=center>某市\n规划</h1>\n<p>一、<b>目标</b><br>发展</p><img alt='图甲'>"
    body = BeautifulSoup(make_safe(page, 10, is_html=True), "html.parser").body
    assert body is not None
    assert [(one["data-line"], one.get_text()) for one in body.find_all("span")] == [
        ("11", "某市"),
        ("12", "规划"),
        ("13", "一、"),
        ("13", "目标"),
        ("13", "发展"),
        ("13", "〔图甲〕"),
    ]
    assert body.h1 is not None
    assert body.h1["style"] == "text-align:center"


def test_the_lines_of_a_text_are_paragraphs(desk: Desk) -> None:
    files = desk.get("/port-2021/source")["files"]
    assert [(one["name"], one["kind"], len(one["lines"])) for one in files] == [("a.txt", "lines", 11)]
    assert files[0]["lines"][1] == {"n": 2, "text": "一、目标", "page": None, "box": None}
    answer = desk.client.get("/token/api/works/port-2021/source/0/html")
    assert '<p class="line" data-line="2">一、目标</p>' in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert desk.client.get("/token/api/works/port-2021/source/1/html").status_code == 422
    assert desk.client.get("/token/api/works/port-2021/source/0/page/1.png").status_code == 422


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("<p class=x>　某府办&nbsp;〔2021〕3号</p>", "某府办 〔2021〕3号"),
        ('<meta content="某府办〔2021〕3号">', '<meta content="某府办〔2021〕3号">'),
        ("甲" * 90 + "〔2021〕3号", "甲" * 20 + "〔2021〕3号"),
    ],
)
def test_a_fact_is_shown_with_the_words_around_it(line: str, shown: str) -> None:
    assert _show_line(line, "〔2021〕3号") == shown
