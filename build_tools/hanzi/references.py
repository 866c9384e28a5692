"""What HTML writes between and for characters: tags, `&nbsp;`, and what was escaped twice."""

import html
import re

TAG_RE = re.compile("<[^<>]*>")
TWICE_RE = re.compile(r"&amp;(?:nbsp|ensp|emsp|[lr][sd]quo|mdash|hellip|middot|#160|#12288);")
"""Editors that escape what was escaped show these to every reader; no document means them."""


def read_references(text: str) -> str:
    """Return a text with its references read: `&lt;` as <, `&amp;lt;` as &lt;, but `&amp;nbsp;` as a blank."""
    return html.unescape(TWICE_RE.sub(lambda found: html.unescape(found[0]), text))
