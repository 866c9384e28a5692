"""Formulas (Office Math): their letters in the order of the file, raised and lowered ones marked.

What has a second dimension besides, as a fraction, stands behind the sign for a formula, so that nobody takes the
letters for all of it.
"""

from collections.abc import Iterator
from dataclasses import replace

from build_tools.model.passage import COMPUTED_SIGNS
from build_tools.reading.docx_drafts import Draft
from build_tools.reading.docx_styles import RunLook
from build_tools.reading.docx_xml import Node

_MARKS = {"m:sup": "sup", "m:sub": "sub"}
# Formulas of these elements alone read the same as a line of text with raised and lowered letters.
_FLAT = frozenset("m:oMathPara m:oMath m:r m:t m:sSup m:sSub m:sSubSup m:e m:sup m:sub w:ins w:smartTag".split())
_SILENT = frozenset("m:rPr w:rPr m:ctrlPr m:sSupPr m:sSubPr m:sSubSupPr m:oMathParaPr".split())


def read_formula(node: Node, draft: Draft, look: RunLook, drop: str = "") -> None:
    """Put a formula at the end of a paragraph."""
    letters = list(_letters(node, ""))
    if not drop and not _is_flat(node):
        draft.compute(COMPUTED_SIGNS["formula"], "formula", "Office Math")
    for text, mark in letters:
        draft.add(text, replace(look, mark=mark), drop)


def _letters(node: Node, mark: str) -> Iterator[tuple[str, str]]:
    for child in node.children:
        if child.name in ("m:t", "w:t"):
            yield child.text.replace("\n", " ").replace("\r", " "), mark
        else:
            yield from _letters(child, _MARKS.get(child.name, mark))


def _is_flat(node: Node) -> bool:
    return node.name in _SILENT or (node.name in _FLAT and all(_is_flat(child) for child in node.children))
