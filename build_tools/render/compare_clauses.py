"""The page on which a reader sets any two clauses side by side.

The page holds the list of the works and nothing of their texts: a script (assets/compare.js) fetches those of the
two that are chosen (publish/clause_scripts.py). Without it the page leads to the pairs that have pages of their own.
"""

from collections.abc import Sequence

from build_tools.model.record import WorkRecord
from build_tools.render.address import Address, link_markdown
from build_tools.render.inline import escape_html, render_text
from build_tools.render.links import link_words
from build_tools.render.topic_page import frame_page, show_short

CLAUSES_PAGE = Address("compare/clauses/index.md")
_MOST_LISTED = 20  # pairs of works; the index has all of them
_INTRODUCTION = (
    "任选两条，左右并列；标题连同其下各段。两条都用到的术语、连续六字以上相同的文字加底色。"
    "地址栏里的链接记着所选的两条，可以转给别人。"
)
_SIDES = (("a", "甲"), ("b", "乙"))


def render_clause_choice(records: Sequence[WorkRecord], pairs: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Return the page by path below docs/.

    Args:
        records: of all works, in the order in which they are offered.
        pairs: page and two titles of each pair of works that has a page.
    """
    blocks = ["# 自选对照"]
    if not records:
        return {CLAUSES_PAGE.file: frame_page("自选对照", [*blocks, "本库还没有规划。"], hide_contents=True)}
    blocks += [
        '<div>\n<link rel="stylesheet" href="../../assets/compare.css">\n</div>',
        _INTRODUCTION,
        _render_form(records),
        '<div class="compare__plain" markdown>',
        "自选两条需要 JavaScript。不用它时，可看由程序选出的对照：",
        "\n".join(
            f"- [{render_text(one)}<br>{render_text(other)}]({link_markdown(CLAUSES_PAGE, Address(path))})"
            for path, one, other in pairs[:_MOST_LISTED]
        ),
        link_words(CLAUSES_PAGE, Address("compare/index.md"), "全部对照"),
        "</div>",
        '<script src="../../assets/compare.js" defer></script>',
    ]
    return {CLAUSES_PAGE.file: frame_page("自选对照", blocks, hide_contents=True)}


def _render_form(records: Sequence[WorkRecord]) -> str:
    """Return the pickers; the second list of works is filled from the first, so that each stands here once."""
    works = "\n".join(f'<option value="{record.work}">{escape_html(show_short(record))}</option>' for record in records)
    lines = ['<form class="compare" hidden>']
    for side, name in _SIDES:
        lines += [
            f'<fieldset class="compare__side">\n<legend>{name}</legend>',
            f'<label>规划<select name="{side}-work">\n<option value="">选择规划</option>',
            *([works] if side == "a" else []),
            "</select></label>",
            f'<label>条款<select name="{side}" disabled>\n<option value="">选择条款</option>\n</select></label>',
            "</fieldset>",
        ]
    lines += ['<button type="button" class="compare__swap">互换</button>', "</form>"]
    return "\n".join([*lines, '<p class="compare__told" role="status"></p>', '<div class="compare__shown"></div>'])
