"""Blocks → the same blocks with what each says of the page around the document.

Takes blocks of a whole witness; marks those above the first label and below the last one, where a page may have
furniture. What stands between is the document's own, whatever it speaks of: that it is numbered, or stands among
numbered lines, proves what its words cannot.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.clean.lines import LineSink
from build_tools.clean.mastheads import find_mastheads
from build_tools.clean.page_data import read_label, read_value
from build_tools.clean.pagers import doubt_pages
from build_tools.clean.portals import read_grid_signs, read_signs, read_wordless
from build_tools.hanzi.labelled import find_labelled, span_places
from build_tools.hanzi.numerals import DATE_RE
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.model.page_signs import PageSigns, Told

# 原标题：某某规划, [转帖] 某某规划 and （来源：某网）某市… tell something of the page before the line's own text.
_PREFIX_RE = re.compile(
    r"(?:原标题|原文标题|文件标题)\s*[:：]\s*|Title: (?=.*[\u4e00-\u9fff])"
    r"|[\[【](?:转帖|转贴|转载|转发|原创|置顶)[\]】]\s*"
)
_INLINE_RE = re.compile(r"[（(][^（）()]{2,90}[）)]\s*")
_SOURCES = ("source", "publisher", "date_published")
# A line of a card: a short label, a colon, a short value; 附件：… and a sentence are none.
_CARD_LINE_RE = re.compile(r"(?!附)[【\[]?[\u4e00-\u9fffA-Za-z_ ]{2,16}[】\]]?[ ]?[:：】][ ]?[^。；：:]{1,60}")
_REVISED_RE = re.compile(rf"(?:修訂|修订|檢討|检讨)(?:日期|時間|时间)[ \u3000]*[：:][ \u3000]*{DATE_RE.pattern}")
_KNOWN = 2.5
_SHORTEST_TITLE, _LONGEST_TITLE, _MOST_TITLE_LINES, _PORTAL_TITLE = 8, 120, 4, 12.0
# 某市港口规划_某市人民政府: what the tab of a browser shows.
_BEFORE_SITE = ("_", "|", "｜", " - ", "-", "–", "—")
_FEWEST_LABELS, _FEWEST_SURE, _LONGEST_LABEL, _SHORTEST_BROKEN = 3, 2, 24, 2


def mark_page_lines(blocks: list[SourceBlock], sink: LineSink) -> tuple[list[SourceBlock], tuple[Told, ...]]:
    """Return the blocks with their signs, and what page data glued to the front of lines tells; it goes to `sink`."""
    doubt_pages(blocks, sink)
    told: list[Told] = []
    document = span_places(find_labelled(blocks))
    titles = {block.text for block in blocks if isinstance(block, Line)}
    marked: list[SourceBlock] = []
    above = 0
    for at, block in enumerate([_strip_break(block, sink) for block in blocks]):
        above += at < document.start or not document
        if isinstance(block, Line) and (rule := read_wordless(block.text, inside=at in document)):
            sink.drop(block.passage, rule)
            above -= at < document.start or not document
        elif at in document:
            marked.append(block)
        elif isinstance(block, Grid):
            signs = read_grid_signs(block)
            marked.append(replace(block, signs=signs) if signs else block)
        elif (line := _strip_prefix(block, sink, titles, told)) is not None:
            signs = read_signs(line.text, linked=line.hints.linked)
            if document and at >= document.stop and _REVISED_RE.fullmatch(line.text):
                signs = PageSigns("page-data", 5.0)  # above the text it is the document's own
            marked.append(replace(line, signs=signs) if signs else line)
    _pair_labels(marked, above)
    _pair_sources(marked, above)
    _fill_card(marked, above)
    _head_files(marked)
    _free_heads(marked)
    _close_sources(marked)
    _follow_related(marked, len(marked) - (len(blocks) - document.stop) if document else len(marked))
    _mark_title(marked, above)
    _mark_masthead(marked, above)
    return marked, tuple(told)


def _strip_break(block: SourceBlock, sink: LineSink) -> SourceBlock:
    """Return a line without the backslash by which converters mark a break."""
    if not isinstance(block, Line) or not block.text.endswith("\\") or len(block.text) < _SHORTEST_BROKEN:
        return block
    sink.drop(block.passage[-1:], "markup")
    return block.cut(0, len(block.text) - 1)


def _strip_prefix(line: Line, sink: LineSink, texts: set[str], told: list[Told]) -> Line | None:
    """Return the line without page data before its own text, None where nothing else is left."""
    text = line.text
    end = 0
    if prefix := _PREFIX_RE.match(text):
        end = prefix.end()
        if text[end:] in texts:
            return line  # the title stands again: the whole line is the page's
    elif (bracket := _INLINE_RE.match(text)) and (signs := read_signs(bracket[0].strip("（）() "))) and signs.told:
        end = bracket.end()
        told.extend(signs.told)
    if not end or end == len(text):
        return line
    sink.drop(line.passage[:end], "page-data")
    return replace(line, passage=line.passage[end:], hints=replace(line.hints, accents=()), marks=())


def _pair_labels(blocks: list[SourceBlock], stop: int) -> None:
    """Mark, in place, a data block above the text whose labels and values stand on lines of their own.

    A value is taken only where it is such as its label asks for: what follows the last label may be the title.
    """
    texts = [block.text if isinstance(block, Line) else "" for block in blocks[:stop]]
    labels = [
        read_label(text) if isinstance(block, Line) and 0 < len(text) <= _LONGEST_LABEL else None
        for block, text in zip(blocks, texts, strict=False)
    ]
    sure = [at for at, label in enumerate(labels) if label and label[1]]
    if len(sure) < _FEWEST_SURE or sure[-1] - sure[0] > 4 * len(sure):
        return
    places = [at for at in range(max(0, sure[0] - 4), min(stop, sure[-1] + 3)) if labels[at]]
    if len(places) < _FEWEST_LABELS:
        return
    for at in places:
        label = labels[at]
        value = texts[at + 1] if at + 1 < len(texts) and not labels[at + 1] else ""
        told = read_value(label[0], value, again=value in texts[at + 2 :]) if label and value else None
        if told or at <= sure[-1]:
            blocks[at] = _mark(blocks[at], PageSigns("page-data", 5.0))
        if told:
            blocks[at + 1] = _mark(blocks[at + 1], PageSigns("page-data", 12.0, (told,) if told.fact else ()))
    _fill_pairs(blocks, places, sure[-1])


def _fill_pairs(blocks: list[SourceBlock], places: Sequence[int], last: int) -> None:
    """Mark, in place, unknown labels and their values where known ones stand on every other line around them."""
    first = places[0]
    if any((at - first) % 2 for at in places) or 4 * len(places) < last - first + 2:
        return
    for at in range(first, last):
        block = blocks[at]
        if not block.signs and isinstance(block, Line) and len(block.text) <= _LONGEST_LABEL * (1 + (at - first) % 2):
            blocks[at] = _mark(block, PageSigns("page-data", 5.0, only_above=True))


def _pair_sources(blocks: list[SourceBlock], stop: int) -> None:
    """Mark, in place, the value below a lone 来源： above the text."""
    for at in range(min(stop, len(blocks)) - 1):
        block, below = blocks[at], blocks[at + 1]
        if not isinstance(block, Line) or not isinstance(below, Line) or below.signs:
            continue
        if len(block.text) > _LONGEST_LABEL:
            continue
        label = read_label(block.text) if block.text.endswith(("：", ":")) else None
        if label and label[0] in _SOURCES and (told := read_value(label[0], below.text, again=False)):
            blocks[at + 1] = _mark(below, PageSigns("page-data", 5.0, (told,) if told.fact else ()))


def _fill_card(blocks: list[SourceBlock], stop: int) -> None:
    """Mark, in place, lines with unknown labels in a card of lines with known ones: 字数：3211."""
    known = [at for at, block in enumerate(blocks[:stop]) if _is_data(block)]
    if len(known) < _FEWEST_LABELS:
        return
    card = range(max(0, known[0] - 1), min(stop, known[-1] + 4))
    inside = [at for at in card if isinstance(line := blocks[at], Line) and _CARD_LINE_RE.fullmatch(line.text)]
    if 2 * len(known) < len(inside) or len(known) + len(inside) < known[-1] - known[0]:
        return
    last = known[-1]
    for at in inside:
        block = blocks[at]
        if at > last + 1 or (block.signs and block.signs.weight >= _KNOWN):
            continue
        last = max(last, at)
        told = block.signs.told if block.signs else ()
        blocks[at] = _mark(block, PageSigns("page-data", 4.0, told, only_above=True))


def _is_data(block: SourceBlock) -> bool:
    return block.signs is not None and block.signs.rule == "page-data" and block.signs.weight >= _KNOWN


def _free_heads(blocks: list[SourceBlock]) -> None:
    """Take the signs, in place, off what tells whose a table is that stands right below: 编制单位：甲局　单位：亿元."""
    heads_table = False
    for at, block in reversed([*enumerate(blocks)]):
        if isinstance(block, Grid):
            heads_table = block.signs is None
            continue
        heads_table = heads_table and "单位" in block.text.replace(":", "：").partition("：")[0]
        if heads_table and block.signs and block.signs.rule == "page-data" and block.signs.weight < _KNOWN:
            blocks[at] = replace(block, signs=None)


def _head_files(blocks: list[SourceBlock]) -> None:
    """Mark, in place, the word 附件 above a file that the page offers before the text begins."""
    for at, (block, below) in enumerate(pairwise(blocks)):
        offers = below.signs is not None and below.signs.rule == "related-links"
        if isinstance(block, Line) and block.text.rstrip("：: ") == "附件" and offers:
            blocks[at] = _mark(block, PageSigns("related-links", 4.0, only_above=True))


def _close_sources(blocks: list[SourceBlock]) -> None:
    """Mark, in place, 来源：某网 right above 编辑：某某, with which an article closes."""
    for at, (block, below) in enumerate(pairwise(blocks)):
        is_credit = below.signs is not None and below.signs.rule == "editor-credit"
        if is_credit and block.signs and block.signs.rule == "page-data" and isinstance(block, Line):
            blocks[at] = _mark(block, PageSigns("page-data", 6.0, block.signs.told))


def _follow_related(blocks: list[SourceBlock], start: int) -> None:
    """Mark, in place, the links below the head of a list of other articles (往期推荐), behind the text."""
    is_list = False
    for at in range(start, len(blocks)):
        block = blocks[at]
        if not isinstance(block, Line):
            is_list = False
        elif block.signs:
            is_list = is_list or (block.signs.rule == "related-links" and block.signs.weight >= _KNOWN)
        elif is_list and block.hints.linked:
            blocks[at] = _mark(block, PageSigns("related-links", 4.0))
        else:
            is_list = False


def _mark_title(blocks: list[SourceBlock], stop: int) -> None:
    """Mark, in place, a title that a portal prints above its data, where the document prints it again below them."""
    printed: list[int] = []
    tab = blocks[0].text if blocks and isinstance(blocks[0], Line) else ""
    titles = {tab.partition(sign)[0].rstrip() for sign in _BEFORE_SITE if sign in tab}
    if any(isinstance(block, Line) and block.text in titles for block in blocks[1 : stop + 1]):
        printed.append(0)
    texts = [block.text if isinstance(block, Line) else "" for block in blocks[: stop + 1]]
    # Right above the page's data, it may stand again as the title of what a letter carries, or broken over lines.
    bare = ["".join(text.split()) if len(text) <= _LONGEST_TITLE else "" for text in texts]
    ends = [(at, at + count) for count in range(1, _MOST_TITLE_LINES + 1) for at in range(len(bare) - count + 1)]
    again = {title: at for at, end in ends if len(title := "".join(bare[at:end])) >= _SHORTEST_TITLE}
    printed += [at for at, text in enumerate(bare[:-1]) if again.get(text, at) > at + 1 and _is_page(blocks[at + 1])]
    last: dict[str, int] = {}  # where lines stood, below which nothing stands but the page's own
    for at, text in enumerate(texts):
        if last.get(text, at) < at - 1:
            printed.append(last[text])
        if not _is_page(blocks[at]):
            last.clear()
        if len(text) >= _SHORTEST_TITLE:
            last[text] = at
    if printed:
        blocks[min(printed)] = _mark(blocks[min(printed)], PageSigns("page-title", _PORTAL_TITLE))


def _mark_masthead(blocks: list[SourceBlock], stop: int) -> None:
    """Mark, in place, the name of a gazette beside its issue: 某某管委会公报, 2025年第1期（总第36期）."""
    for at in find_mastheads([block.text if isinstance(block, Line) else "" for block in blocks[:stop]]):
        blocks[at] = _mark(blocks[at], PageSigns("running-head", _PORTAL_TITLE))


def _is_page(block: SourceBlock) -> bool:
    return block.signs is not None and block.signs.weight >= _KNOWN


def _mark(block: SourceBlock, signs: PageSigns) -> SourceBlock:
    return replace(block, signs=signs)
