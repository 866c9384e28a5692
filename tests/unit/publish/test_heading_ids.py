from __future__ import annotations

import pytest
from markdown import Markdown

EXTENSION = "build_tools.publish.heading_ids"
FRAME = '<section class="headed">'


def convert(text: str, *extensions: str) -> tuple[str, list[dict[str, object]]]:
    markdown = Markdown(extensions=[*extensions, "toc"])
    html = markdown.convert(text)
    return html, markdown.toc_tokens  # type: ignore[attr-defined]


def test_heading_takes_the_id_of_its_anchor() -> None:
    html, toc = convert('## <a id="s1" href="#s1" title="一"></a>一、总体要求', EXTENSION)
    assert html == FRAME + '<a class="permalink" href="#s1" title="一"></a><h2 id="s1">一、总体要求</h2>\n</section>'
    assert [(entry["id"], entry["name"]) for entry in toc] == [("s1", "一、总体要求")]


def test_without_the_extension_toc_makes_up_an_id() -> None:
    html, toc = convert('## <a id="s1" href="#s1" title="一"></a>一、总体要求')
    assert html == '<h2 id="_1"><a id="s1" href="#s1" title="一"></a>一、总体要求</h2>'
    assert toc[0]["id"] == "_1"


def test_escaped_number_stays_out_of_the_id_and_in_the_name() -> None:
    html, toc = convert('#### <a id="s2-p1" href="#s2-p1" title="二1"></a>1\\.夯实基础 & 其他', EXTENSION)
    assert html == (
        FRAME
        + '<a class="permalink" href="#s2-p1" title="二1"></a><h4 id="s2-p1">1.夯实基础 &amp; 其他</h4>\n</section>'
    )
    assert toc[0]["name"] == "1.夯实基础 &amp; 其他"


def test_heading_may_hold_nothing_but_its_anchor() -> None:
    html, _ = convert('## <a id="s1" href="#s1"></a>', EXTENSION)
    assert html == FRAME + '<a class="permalink" href="#s1"></a><h2 id="s1"></h2>\n</section>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            '<a id="s1-para1" href="#s1-para1" title="一第1段"></a>以新发展理念。',
            '<p><a class="permalink" id="s1-para1" href="#s1-para1" title="一第1段"></a>以新发展理念。</p>',
        ),
        (
            '- <a id="s1-dash1" href="#s1-dash1" title="x"></a>——物。',
            '<ul>\n<li><a class="permalink" id="s1-dash1" href="#s1-dash1" title="x"></a>——物。</li>\n</ul>',
        ),
    ],
)
def test_anchor_outside_a_heading_keeps_its_id(source: str, expected: str) -> None:
    assert convert(source, EXTENSION)[0] == expected


def test_only_the_opening_anchor_gives_its_id() -> None:
    html, _ = convert('## 一、<a id="s1" href="#s1"></a>总体要求', EXTENSION)
    assert html == '<h2 id="_1">一、<a class="permalink" id="s1" href="#s1"></a>总体要求</h2>'


@pytest.mark.parametrize(
    "other",
    [
        '## <a id="s1" href="#s2"></a>一',  # leads elsewhere
        '## <a id="s1" href="#s1" class="x"></a>一',  # not the converter's form
        '## <a href="#s1"></a>一',
        "## 一",
    ],
)
def test_other_headings_are_left_alone(other: str) -> None:
    assert convert(other, EXTENSION) == convert(other)


def test_each_document_starts_afresh() -> None:
    markdown = Markdown(extensions=[EXTENSION, "toc"])
    text = '## <a id="s1" href="#s1"></a>一\n\n<a id="s1-para1" href="#s1-para1"></a>段'
    first = markdown.convert(text)
    markdown.reset()
    assert markdown.convert(text) == first


@pytest.mark.parametrize("title", ["Contents", "s1", "__search", "某市发展规划"])
def test_a_title_never_takes_the_id_of_anything_else(title: str) -> None:
    html, toc = convert(f'# {title.replace("_", chr(92) + "_")}\n\n## <a id="s1" href="#s1"></a>一', EXTENSION)
    assert html.startswith(f'<h1 id="__title">{title}</h1>')
    assert [entry["id"] for entry in (toc[0], *toc[0]["children"])] == ["__title", "s1"]  # type: ignore[misc]
