"""Witness → CleanText: the entry to this room."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from build_tools.clean.continued_tables import join_continued
from build_tools.clean.glued_pages import drop_glued_numbers
from build_tools.clean.html_lines import clean_html
from build_tools.clean.html_nesting import build_tree
from build_tools.clean.inside_lines import drop_inside
from build_tools.clean.lines import LineSink, is_wrapped, may_hold_unseen
from build_tools.clean.lost_breaks import cut_indented, cut_listed, split_spaced
from build_tools.clean.page_data import read_fields, read_own_address, read_pairs
from build_tools.clean.page_lines import mark_page_lines
from build_tools.clean.pipe_tables import read_pipe_tables
from build_tools.clean.raised_notes import mark_raised_notes
from build_tools.clean.reading_lines import clean_reading
from build_tools.clean.ruled_tables import read_ruled_tables
from build_tools.clean.run_on_cards import cut_cards
from build_tools.clean.running_heads import remove_running_heads
from build_tools.clean.soft_wraps import join_soft_wraps
from build_tools.clean.tab_tables import read_tab_tables
from build_tools.clean.text_lines import clean_text, close_up_line
from build_tools.clean.unwrap import is_set_by_lines, unwrap_breaks, unwrap_lines
from build_tools.hanzi.drafting import TITLE_END_RE
from build_tools.hanzi.radicals import fold_radicals
from build_tools.model.line import CleanText, Drop, Line, SourceBlock
from build_tools.model.page_signs import Told
from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.model.witness import Layout, Witness


def clean_witness(witness: Witness) -> CleanText:
    """Return what a witness prints, in order, and what it does not.

    Each character of `witness.text` is in exactly one of the two.
    """
    sink = LineSink(witness.line_starts, has_unseen=may_hold_unseen(witness.text))
    if (text := fold_radicals(witness.text)) != witness.text:
        sink.diagnostics.append(_tell_radicals(witness, text))
        witness = replace(witness, text=text)
    told = read_pairs(witness.front_matter)
    if witness.reading is not None:
        told += read_fields(witness.reading.fields)
    if witness.front_matter_end:
        sink.drops.append(Drop(0, witness.front_matter_end, "front-matter"))
    blocks: list[SourceBlock]
    if witness.reading is not None and witness.layout is Layout.READING:
        blocks = clean_reading(witness.reading, witness.text, sink)
        if not witness.reading.pages and is_set_by_lines(blocks):
            blocks = unwrap_lines(blocks)
        told += _read_head(blocks, witness.text, sink.drops)
    elif witness.layout is Layout.TEXT:
        blocks = cut_indented(clean_text(witness.text, witness.front_matter_end, sink), witness.text, sink)
        blocks = read_pipe_tables(blocks, sink)
        # Tables first: the numbers of their rows go up line by line, as those of pages do.
        blocks = read_tab_tables(remove_running_heads(blocks, witness.text, sink), witness.text, sink)
        blocks = unwrap_lines(split_spaced(drop_glued_numbers(blocks, sink), sink))
    else:
        tree = build_tree(witness.text, witness.front_matter_end, known_only=witness.layout is Layout.MARKDOWN)
        if tree.title:
            told += (Told("page_title", tree.title, 1.0),)
        if witness.layout is Layout.HTML:
            told += read_own_address(witness.text)
        sink.is_wrapped = witness.layout is Layout.HTML and is_wrapped(witness.text)
        blocks = [close_up_line(block, sink) if isinstance(block, Line) else block for block in clean_html(tree, sink)]
        tree.dissolve()
        blocks = mark_raised_notes(cut_indented(blocks, witness.text, sink))
        if witness.layout is Layout.MARKDOWN:
            blocks = read_ruled_tables(blocks, witness.text, witness.front_matter_end, sink)
            blocks = remove_running_heads(read_pipe_tables(blocks, sink), witness.text, sink, join=True)
            by_lines = is_set_by_lines(blocks)
            blocks = unwrap_lines(blocks) if by_lines else join_soft_wraps(blocks, witness.text)
        else:
            blocks = unwrap_breaks(blocks, witness.text)
            if is_set_by_lines(blocks):
                blocks = unwrap_lines(remove_running_heads(blocks, witness.text, sink))
    blocks = join_continued(cut_listed(cut_cards(blocks, sink), sink), sink)
    blocks, found = mark_page_lines(drop_inside(blocks, sink), sink)
    drops = tuple(sorted(sink.drops))
    is_page = witness.layout in (Layout.HTML, Layout.MARKDOWN)
    return CleanText(tuple(blocks), drops, told + found, tuple(sorted(sink.diagnostics)), is_page)


def _tell_radicals(witness: Witness, text: str) -> Diagnostic:
    places = [at for at, (read, printed) in enumerate(zip(text, witness.text, strict=True)) if read != printed]
    first = places[0]
    return make_diagnostic("radicals-read", witness.line_no(first), text[first : first + 40], count=len(places))


def _read_head(blocks: Sequence[SourceBlock], text: str, drops: Sequence[Drop]) -> tuple[Told, ...]:
    """Return the title that heads of pages repeat, where the cover is a picture and prints none."""
    cover = blocks[0] if blocks else None
    if not isinstance(cover, Line) or not cover.hints.is_figure:
        return ()
    heads = Counter(text[drop.start : drop.end].strip() for drop in drops if drop.rule == "running-head")
    common = [head for head, count in heads.most_common(1) if count > 1 and TITLE_END_RE.search(head)]
    return tuple(Told("page_title", head, 1.0) for head in common)
