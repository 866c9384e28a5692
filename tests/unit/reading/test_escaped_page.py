"""Pages whose markup a server has escaped once more → markup."""

from __future__ import annotations

import html

import pytest

from build_tools.reading.formats import tell_format
from build_tools.reading.wrapped import read_escaped_markup

BODY = "<p>某市发展规划</p><p>一、总体要求</p><p>坚持&nbsp;创新驱动，5 &lt; 6。</p>"
SHELL = '<html><body><div class="nav">首页</div><div>{}</div></body></html>'


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("around", [SHELL, "{}", "\ufeff{}\n"], ids=["in a page", "alone", "behind a byte order mark"])
def test_markup_that_was_escaped_is_markup(around: str, times: int) -> None:
    escaped = BODY
    for _ in range(times):
        escaped = html.escape(escaped)
    data = around.format(escaped).encode("utf-8")
    found = tell_format(data)
    assert found is not None
    assert found.name == "escaped-page"
    assert found.read(data, "a.html").text.strip() == around.format(BODY).strip("\ufeff\n")


@pytest.mark.parametrize(
    "text",
    [
        SHELL.format(BODY),
        SHELL.format(
            "<p>段落写作&lt;p&gt;…&lt;/p&gt;，格写作&lt;td&gt;…&lt;/td&gt;，表写作&lt;div&gt;…&lt;/div&gt;。</p>" + BODY
        ),
        SHELL.format("".join(f"<li>标签<code>&lt;p&gt;甲乙丙丁&lt;/p&gt;</code>是段落{n}</li>" for n in range(5))),
        SHELL.format("<p>某市&lt;/p&gt;&lt;/p&gt;&lt;/p&gt;</p>"),
        SHELL.format("<h2>一、甲&lt;div&gt;&lt;p&gt;乙&lt;/p&gt;&lt;/div&gt;</h2>" * 9),
    ],
    ids=["markup", "words on markup", "a lesson on markup", "ends alone", "headings with tags that are text"],
)
def test_a_page_that_shows_tags_is_left_as_it_is(text: str) -> None:
    found = tell_format(text.encode("utf-8"))
    assert found is None or found.name != "escaped-page"


def test_markup_is_read_back_a_few_times_alone() -> None:
    """Each time takes as long as the text: one that was escaped for ever would take the square of that."""
    assert read_escaped_markup(f"&{'amp;' * 50}lt;/" * 2) == f"&{'amp;' * 46}lt;/" * 2
