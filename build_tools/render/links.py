"""Links from one generated page to another, under words that are plain text."""

from build_tools.render.address import Address, link_html, link_markdown
from build_tools.render.inline import escape_html, render_text


def link_words(here: Address, target: Address, words: str) -> str:
    """Return a link as Markdown."""
    return f"[{render_text(words)}]({link_markdown(here, target)})"


def link_tag(here: Address, target: Address, words: str, more: str = "") -> str:
    """Return a link as HTML, for raw blocks; `more` is what its tag says beside the address."""
    return f'<a href="{link_html(here, target)}"{more}>{escape_html(words)}</a>'
