"""A page as MkDocs makes it → the page as the site shows it, in both scripts.

All that is done to a page is done here, once, from its text alone: nothing is read or written in between. A page
that has not been here (`mkdocs serve`, `mkdocs gh-deploy`) has neither search nor second script, and offers none:
it lacks the mark that stands in the element of its root.
"""

import re
from dataclasses import dataclass

from build_tools.publish.downloads import fill_page
from build_tools.publish.first_links import link_first
from build_tools.publish.line_breaks import guide_breaks
from build_tools.publish.policy import add_policy
from build_tools.publish.script_tree import TREE, Changes, make_twins

_UNMARKED = '<html lang="zh-Hans" class='
_MARKED = '<html lang="zh-Hans" data-finished class='
_NOTE_RE = re.compile(r"<!-- Generated from [^<>]*-->\n")  # for those who edit docs/
_INDENT_RE = re.compile(r"\n[ \t\n]+")
_ARTICLE, _ARTICLE_END = "<article", "</article>"
NOT_FOUND = "404.html"  # served at any depth, in one script


@dataclass(frozen=True)
class Addition:
    """What a page says beside its Markdown.

    Attributes:
        head: elements for the end of its head.
        cards: what its card of facts offers to take along, in the first and in the second tree.
        lists: the list of all that can be taken along, likewise.
        is_traditional: it belongs to a work in traditional script.
    """

    head: str = ""
    cards: tuple[str, str] = ("", "")
    lists: tuple[str, str] = ("", "")
    is_traditional: bool = False


def finish_page(
    page: str,
    name: str,
    addition: Addition,
    policy: str,
    changes: Changes,
    *,
    is_lean: bool = False,
) -> dict[str, str]:
    """Return path in the site → text of a page in both trees.

    Args:
        page: HTML, as MkDocs has made it.
        name: path of its file in the site.
        addition: what it says beside its Markdown.
        policy: what it may load and run.
        changes: of its words.
        is_lean: the site is so large that a plan's page says nothing twice.
    """
    page = page.replace("</head>", f"{addition.head}</head>", 1).replace(_UNMARKED, _MARKED, 1)
    page = guide_breaks(_close_up(page), changes.to_simplified if addition.is_traditional else None)
    if is_lean and name.startswith("plans/"):
        page = link_first(page)
    if name == NOT_FOUND:
        return {name: add_policy(page, policy)}
    twins = make_twins(page, name, changes, own=addition.is_traditional)
    names = (name, f"{TREE}/{name}")
    return {
        path: fill_page(add_policy(twin, policy), card, shown)
        for path, twin, card, shown in zip(names, twins, addition.cards, addition.lists, strict=True)
    }


def _close_up(page: str) -> str:
    """Return a page without the indents of the templates, around its article, and the note at the top of that."""
    head, article, rest = page.partition(_ARTICLE)
    text, end, foot = rest.rpartition(_ARTICLE_END)
    if not end or "<pre" in head + foot or "<textarea" in head + foot:
        return page
    head, foot = (_INDENT_RE.sub("\n", part) for part in (head, foot))
    return f"{head}{article}{_NOTE_RE.sub('', text.rstrip(), count=1)}{end}{foot}"
