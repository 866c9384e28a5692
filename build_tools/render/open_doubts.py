"""Edition → what its own page tells of the doubts about its structure that nobody has settled."""

from build_tools.model.anchor import ROOT
from build_tools.model.block import Block
from build_tools.model.codes import Severity
from build_tools.model.edition import Edition
from build_tools.model.report import Diagnostic
from build_tools.render.address import Address, link_html, page_file, place_address
from build_tools.render.inline import escape_html
from build_tools.render.links import link_tag

_MOST = 20


def render_open_doubts(edition: Edition) -> str:
    """Return a fold that lists the doubts, each with the clause at which it stands; "" where there are none."""
    doubts = [doubt for doubt in edition.diagnostics if doubt.severity is not Severity.INFO]
    if not doubts:
        return ""
    here = Address(page_file(edition.work, ""))
    record = link_html(here, Address(page_file(edition.work, "record"), "doubts"))
    more = f"其余 {len(doubts) - _MOST} 处及" if len(doubts) > _MOST else ""
    return "\n".join(
        [
            '<details class="doubts editorial">',
            f"<summary>本文结构存疑 {len(doubts)} 处</summary>",
            "<ul>",
            *(_render_doubt(doubt, edition, here) for doubt in doubts[:_MOST]),
            "</ul>",
            f'<p>文字已逐字核对；存疑的是程序对结构的判读。{more}处理办法见<a href="{record}">核验记录</a>。</p>',
            "</details>",
        ]
    )


def _render_doubt(doubt: Diagnostic, edition: Edition, here: Address) -> str:
    block = _find_block(doubt, edition)
    told = f"{escape_html(doubt.chinese_message)}。"
    if doubt.excerpt:
        told += f" <small>{escape_html(' '.join(doubt.excerpt.split()))}</small>"
    if block is None or block.place == ROOT:
        return f"<li>{told}</li>"
    return f"<li>{link_tag(here, place_address(edition.work, block.place), block.citation or '此处')} {told}</li>"


def _find_block(doubt: Diagnostic, edition: Edition) -> Block | None:
    """The block with the words that are doubted, or the last that begins on or above their line; None for the whole."""
    found = None
    for block in edition.blocks if doubt.line_no else ():
        if block.line_no > doubt.line_no:
            break
        if block.line_no and block.printed:
            if found and block.line_no == found.line_no and doubt.excerpt not in block.printed:
                continue
            found = block
            if block.line_no == doubt.line_no and doubt.excerpt and doubt.excerpt in block.printed:
                break
    return found
