"""Works that use a term beyond those that its page names → a script that tells them where a reader asks for them.

A term that a thousand works use would have a thousand lines on its page, in either tree, and each work as many lines
as it uses terms. So a page names few works, and the others lie once, 45 bytes each, beside the first tree's page
(assets/uses.js lists them).
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from build_tools.hanzi.punctuation import disarm
from build_tools.model.anchor import Anchor
from build_tools.model.record import WorkRecord
from build_tools.render.address import Address, link_html, make_permalink
from build_tools.render.topic_page import show_short

MOST_NAMED = 25
"""Works that one page names; the others are told by the script."""

_PLANS = "plans/"


class Use(NamedTuple):
    """A work that uses a term: the first clause that does, and how many do."""

    work: str
    place: Anchor
    clauses: int


def render_further(here: Address, uses: Sequence[Use]) -> tuple[str, dict[str, str]]:
    """Return what a page says of further works, as HTML, and the script by path below docs/; nothing of no work."""
    if not uses:
        return "", {}
    path = f"{here.file.removesuffix('.md')}/uses.js"
    lines = (f"{make_permalink(use.work, use.place).removeprefix(_PLANS)} {use.clauses}\n" for use in uses)
    plans, root = (link_html(here, Address(file)) for file in ("plans/index.md", "index.md"))
    told = (
        f'<p id="further" data-uses="{path}">另有{len(uses)}部规划用到这个词。<span>可从<a href="{plans}">全部规划</a>'
        f'进入；正文中每条首次用到处有链接。</span></p>\n<div><script src="{root}assets/uses.js" defer></script></div>'
    )
    return told, {path: f"planUses({json.dumps(''.join(lines))});\n"}


def render_names(records: Mapping[str, WorkRecord]) -> dict[str, str]:
    """Return the script that tells what each work is called, by path below docs/; nothing where pages name them all."""
    if len(records) <= MOST_NAMED:
        return {}
    names = {work: show_short(record) for work, record in sorted(records.items())}
    return {"plans/names.js": f"planNames({disarm(json.dumps(names, ensure_ascii=False, indent=0))});\n"}
