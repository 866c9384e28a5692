"""A page comes out the same whether or not it is told what need not be looked for in it."""

from __future__ import annotations

import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from build_tools.model.generated import mark_generated
from build_tools.publish.quick_markdown import FIRST, QuickPreprocessor

MARK = mark_generated("seeds/")
PAGES = {
    "plain": "# 一\n\n二",
    "code": "`a`, ``b`c``",
    "escapes": "1\\. 深化 \\*",
    "references": "[一] [二][1] [三](x.md)\n\n[一]: a.md\n[1]: b.md '题'",
    "pictures": "![图](a.png) ![图][1] ![1]\n\n[1]: b.png",
    "addresses": "<https://example.org> <a@example.org>",
    "break": "一  \n二",
    "HTML": "一<br>二<mark>三</mark>",
    "entities": "&amp; &#38; &x",
    "emphasis": "*一* __二__",
    "paragraphs": f"{MARK}\n\n一<a id='x'></a>\n\n\n- 二\n\n    三",
    "an element": f'{MARK}\n\n<div class="a">\n<p>一</p>\n\n<p>二*三*</p>\n</div>\n\n四',
    "two elements": f"{MARK}\n\n<p>一</p><p>二</p>\n\n<p>三</p>\n<p>四</p>\n五",
    "behind an element": f"{MARK}\n\n<p>一</p>二*三*\n\n四",
    "Markdown in elements": f"{MARK}\n\n<div markdown>\n\n- *一*\n\n<p markdown>*二*</p>\n\n</div>\n\n<p markdown>*三*",
    "within a line": f"{MARK}\n\n一<div>二</div>三\n\n四",
    "at the end": f"{MARK}\n\n<table>\n<tr><td>一</td></tr>\n</table>",
    "a comment": f"{MARK}\n# 一\n\n<!-- 二 -->\n\n三",
    "left open": f"{MARK}\n\n<div>\n\n一\n\n*二*",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_comes_out_the_same(name: str) -> None:
    markdown, quick = (Markdown(extensions=["md_in_html", "toc"]) for _ in range(2))
    quick.preprocessors.register(QuickPreprocessor(quick), "quick", FIRST)
    before = len(quick.inlinePatterns)
    assert quick.convert(PAGES[name]) == markdown.convert(PAGES[name])
    assert len(quick.inlinePatterns) < before


def test_reader_of_ids_gives_those_of_elements() -> None:
    markdown = Markdown()
    markdown.preprocessors.register(reader := _Reader(), "mkdocs_raw_html", 21)
    markdown.preprocessors.register(QuickPreprocessor(markdown), "quick", FIRST)
    markdown.convert('一<a id="s1" href="#s1"></a> <a name=\'old\'></a>')
    assert reader.present_anchor_ids == {"s1", "old"}


class _Reader(Preprocessor):
    present_anchor_ids: set[str]

    def run(self, lines: list[str]) -> list[str]:
        raise AssertionError(lines)
