"""Python-Markdown, told of each page what it need not look for there: the page comes out the same, in less time.

MkDocs makes a `Markdown` for each page, so what is taken from it is taken for one page.
"""

import re
from functools import cache, lru_cache, partial
from typing import Any

from markdown.preprocessors import Preprocessor

from build_tools.model.generated import is_generated

# By inline pattern: it finds nothing where none of these stands.
_SIGNS = {
    "backtick": ["`"],
    "escape": ["\\"],
    "reference": ["]:"],
    "image_link": ["!["],
    "image_reference": ["!["],
    "short_reference": ["]:"],
    "short_image_ref": ["!["],
    "autolink": ["://"],
    "automail": ["@"],
    "linebreak": ["  \n"],
    "html": ["<"],
    "entity": ["&"],
    "em_strong": ["*", "_"],
}
_ID_RE = re.compile(r"\s(?:id|name)=[\"']?([^\"'\s>]+)")
_PARAGRAPH_RE = re.compile(r"(?:[^\n]|\n(?!\n))*+\n*+")
_LINE = "\n"
# Behind what makes texts (snippets 32, fenced code 25), before MkDocs reads the HTML in them (21).
FIRST = 22


class QuickPreprocessor(Preprocessor):
    """Takes out what a page has no sign of, and puts quicker ways in the place of others."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as they are."""
        text, md = _LINE.join(lines), self.md
        for name, signs in _SIGNS.items():
            if not any(sign in text for sign in signs):
                md.inlinePatterns.deregister(name, strict=False)
        processors: dict[str, Any] = {
            name: registry[name]
            for name, registry in (
                ("mkdocs_raw_html", md.preprocessors),
                ("html_block", md.preprocessors),
                ("relpath", md.treeprocessors),
            )
            if name in registry
        }
        if reader := processors.get("mkdocs_raw_html"):
            # It would read all HTML for nothing but the ids to which other pages may lead.
            reader.run, reader.present_anchor_ids = list, set(_ID_RE.findall(text))
        if links := processors.get("relpath"):
            links.path_to_url = cache(links.path_to_url)
        if is_generated(text.encode()):
            processors["html_block"].run = partial(_extract_blocks, processors["html_block"])
        return lines


@lru_cache(1)
def _compile_blocks(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a tag of a block, or a comment; and an element that may be one block."""
    every = "|".join(names)
    element = re.compile(rf"<(?:{every})\b.*</(?:{every})>\n*", re.DOTALL)
    return re.compile(rf"<(?:(/?)(?:{every})\b|([!?]))"), element


def _extract_blocks(processor: Any, lines: list[str]) -> list[str]:
    """Have HTML taken from those paragraphs alone that hold some, or stand in an element that one before has opened.

    An element in which no Markdown is read is stashed as it stands. What the program has written closes what it opens.
    """
    extract, md = type(processor).run, processor.md
    blocks, element = _compile_blocks(tuple(md.block_level_elements))
    done, held, depth, roots = list[str](), "", 0, 0
    for paragraph in _PARAGRAPH_RE.findall(_LINE.join(lines)):
        for slash, sign in blocks.findall(paragraph):
            depth += not sign and (-1 if slash else 1)
            roots += not depth
        held += paragraph
        if depth:
            continue
        if roots == 1 and " markdown" not in held and element.fullmatch(held):
            whole = held.rstrip(_LINE)
            held = f"\n{md.htmlStash.store(whole + _LINE)}\n\n{held[len(whole) :]}"
        elif roots:
            held = _LINE.join(extract(processor, held.split(_LINE)))
        done.append(held)
        held, roots = "", 0
    done.append(_LINE.join(extract(processor, held.split(_LINE))))
    return "".join(done).split(_LINE)
