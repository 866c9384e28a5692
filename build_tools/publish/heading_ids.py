"""Python-Markdown extension: a heading takes over the id of the clause anchor it opens with.

The converter writes an empty link before every clause: `## <a id="s1" href="#s1" title="一"></a>一、总则`.
The id is there in every Markdown reader, without an attribute syntax that CommonMark would print as text.
Python-Markdown's `toc` does not look into such raw HTML. It would give the heading a second id made from
its words (`_1` for a Chinese one, `_2` for the next), and the table of contents, Material's scroll tracking
and the search index would all link to that one, which moves when a heading is added. So this runs before
`toc`, moves the id from the anchor to its heading, and sets the anchor, which stays as the permalink, in front of the
heading: inside it would be a part of its name, and every heading be heard twice. Anchors of paragraphs keep their ids
and places. All of them get the class `permalink`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE

from build_tools.publish.quick_markdown import FIRST, QuickPreprocessor

if TYPE_CHECKING:
    from markdown import Markdown

# The exact form the converter writes: other links, also hand-written ones with an id, are left alone.
_ANCHOR_RE = re.compile(r'<a id="(?P<id>[^"]+)" (?P<link>href="#(?P=id)"(?: title="[^"]*")?(?: data-page="\d+")?)>')

# No anchor holds an underscore, and the theme has no such element.
TITLE_ID = "__title"

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# After inline parsing (20), which stashes the anchor's tags; before attr_list (8) and toc (5).
_PRIORITY = 15


class HeadingIdTreeprocessor(Treeprocessor):
    """Moves ids to headings and marks all clause anchors as permalinks."""

    def run(self, root: Element) -> None:
        """Change `root` and the stashed tags in place."""
        stash = self.md.htmlStash.rawHtmlBlocks
        found: dict[int, str] = {}
        for index, raw in enumerate(stash):
            match = _ANCHOR_RE.fullmatch(raw) if isinstance(raw, str) else None
            if match:
                found[index] = match["id"]
                stash[index] = f'<a class="permalink" id="{match["id"]}" {match["link"]}>'
        for parent in list(root.iter()):
            for at, element in enumerate(parent):
                if element.tag not in HEADINGS:
                    continue
                placeholder = HTML_PLACEHOLDER_RE.match(element.text or "")
                index = int(placeholder[1]) if placeholder else -1
                if index in found:
                    element.set("id", found[index])
                    stash[index] = str(stash[index]).replace(f' id="{found[index]}"', "", 1)
                    parent[at] = _set_apart(element)
                elif element.tag == "h1" and element.get("id") is None:
                    element.set("id", TITLE_ID)


def _set_apart(heading: Element) -> Element:
    """Return a frame that holds a heading's permalink, both tags of which open it, and then the heading.

    An unnamed `section` is no landmark, and says as little as a `div` would; but a `div` around English words is told
    from what stands in it by its name (proof/twins.py).
    """
    opening, closing, words = (heading.text or "").split(ETX, 2)
    frame = Element("section", {"class": "headed"})
    frame.text, heading.text = f"{opening}{ETX}{closing}{ETX}", words
    frame.tail, heading.tail = heading.tail, None
    frame.append(heading)
    return frame


class HeadingIdExtension(Extension):
    """Registers the treeprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Python-Markdown calls
        """Add it between inline parsing and `toc`."""
        md.treeprocessors.register(HeadingIdTreeprocessor(md), "heading_ids", _PRIORITY)
        md.preprocessors.register(QuickPreprocessor(md), "quick_markdown", FIRST)


def makeExtension(**settings: object) -> HeadingIdExtension:  # noqa: N802 - the name Python-Markdown calls
    """Return the extension; the entry point for `markdown_extensions` in mkdocs.yml."""
    return HeadingIdExtension(**settings)
