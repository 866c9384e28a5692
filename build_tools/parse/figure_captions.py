"""Pictures and the lines beside them that name them: 图1　总体布局."""

from __future__ import annotations

import re

from build_tools.model.division import FIGURE_CAPTION, Paragraph
from build_tools.parse.draft import Draft
from build_tools.parse.structure import is_title_like

_NUMBER = "(?:[0-9０-９]{1,2}(?:[-－—.．][0-9０-９]{1,2})?|[一二三四五六七八九十]{1,3})"
_CAPTION_RE = re.compile(rf"(?:附?[图圖])[ \u3000]{{0,4}}{_NUMBER}(?![0-9０-９中示所至、和与及])")


def tie_captions(draft: Draft) -> None:
    """Mark the captions among the paragraphs of a division, in place: below the picture, else above it."""
    body = draft.body
    for at, node in enumerate(body):
        if isinstance(node, Paragraph) and node.role == "figure":
            for beside in (at + 1, at - 1):
                line = body[beside] if 0 <= beside < len(body) else None
                if isinstance(line, Paragraph) and not line.role and _names_picture(line.passage.text):
                    body[beside] = line._replace(role=FIGURE_CAPTION)
                    break


def _names_picture(text: str) -> bool:
    return _CAPTION_RE.match(text) is not None and is_title_like(text)
