"""A page of a large site → the same page, whose words lead to the glossary where a term is used first.

In every clause each term is a link, and half of these say for the second time on their page where the same words lead:
10 kB a work in either tree. They keep their element, without an address; the page's script gives it that of the first
(.scripts/page/comforts.js), and a reader without scripts finds that one.
"""

import re
from html import unescape

from build_tools.hanzi.references import TAG_RE

_LINK_RE = re.compile(r"<a href=\"([^\"<>]*/glossary/[^\"<>]*)\">((?:[^<]|<(?!/?a\b))*)</a>")


def link_first(page: str) -> str:
    """Return a page in which the same words do not say again that they lead to the same entry of the glossary."""
    known: dict[str, str] = {}

    def shorten(found: re.Match[str]) -> str:
        address, words = found.groups()
        shown = unescape(TAG_RE.sub("", words))
        if known.get(shown) == address:
            return f"<a>{words}</a>"
        known[shown] = address
        return found[0]

    head, mark, article = page.partition("<article")
    return head + mark + _LINK_RE.sub(shorten, article)
