"""Page numbers, running heads and feet of a printed text: dropped before wrapped lines are joined.

Takes the lines of plain text or Markdown; gives those that belong to no page. A number alone proves nothing: numbers
count when they go up page by page, and a head is a line that stands next to them again and again. A paragraph that a
page cut goes on behind them.
"""

import re
from collections import Counter, defaultdict

from build_tools.clean.lines import LineSink
from build_tools.clean.mastheads import find_mastheads, read_masthead
from build_tools.clean.soft_wraps import is_finished, join_lines
from build_tools.hanzi.labelled import find_labelled, span_places
from build_tools.hanzi.labels import ANNEX_RE, opens_with_label
from build_tools.hanzi.numerals import NumeralError, read_ordinal
from build_tools.hanzi.page_numbers import BARE_NUMBER_RE, SIGNED_NUMBER_RE
from build_tools.model.line import Line, SourceBlock

_BESIDE_RE = re.compile(r"^[0-9０-９]{1,4}[ \u3000|｜]+|(?<![ \u3000|｜·.…])[ \u3000|｜·.…]+[0-9０-９]{1,4}$")
_STAMP_RE = re.compile(
    r"20[0-9]{2}[/-][0-9]{1,2}[/-][0-9]{1,2}[ ,]{1,2}(?:[上下]午)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"(?:[ \u3000]+(?P<title>\S.*))?"
)
_FOOT_RE = re.compile(r"(?:https?://|www\.)[!-~]+(?P<of>[ \u3000]+[0-9]{1,3}/[0-9]{1,3})?")
_OF_RE = re.compile(r"[0-9]{1,3}/[0-9]{1,3}")
_AROUND = " \u3000|｜·.…"
_LONGEST_HEAD, _SHORTEST_HEAD, _SHORT = 50, 6, 12
_FEWEST_PAGES, _FEWEST_HEADS = 3, 3
# A row of numbers with less text between them, in characters, is a column of a table.
_SHORTEST_PAGE = 300


def remove_running_heads(
    blocks: list[SourceBlock], source: str, sink: LineSink, *, join: bool = False
) -> list[SourceBlock]:
    """Return the blocks without page numbers and running heads, which go to `sink`.

    With `join` each block is a whole paragraph, and one that breaks off above them goes on below.
    """
    opened = {at for at, block in enumerate(blocks) if isinstance(block, Line) and _opens_page(block, source)}
    numbers = _find_numbers(blocks, opened)
    heads = _find_heads(blocks, numbers, numbers | opened)
    heads |= _find_fed(blocks, {at for at in opened if at - 1 in numbers})
    heads |= _find_printed(blocks)
    gone = numbers | heads
    kept: list[SourceBlock] = []
    for at, block in enumerate(blocks):
        above = kept[-1] if kept else None
        if isinstance(block, Line) and at in gone:
            sink.drop(block.passage, "page-number" if at in numbers else "running-head")
        elif (
            join
            and at - 1 in gone
            and isinstance(above, Line)
            and isinstance(block, Line)
            and _breaks_off(above, block)
        ):
            kept[-1] = join_lines([above, block])
        else:
            kept.append(block)
    return kept


def _breaks_off(above: Line, below: Line) -> bool:
    """Whether a paragraph ends in the middle of a sentence that the other one ends."""
    plain = not (above.hints.level or below.hints.level or below.hints.item)
    broken = above.text.endswith(("，", "、")) or (len(above.text) > _SHORT and not is_finished(above.text))
    return plain and broken and not opens_with_label(below.text)


def _opens_page(line: Line, source: str) -> bool:
    """Whether a form feed stands before a line."""
    at = line.passage.start - 1
    while at >= 0 and source[at] in " \t\u3000\r\n\f":
        if source[at] == "\f":
            return True
        at -= 1
    return False


def _find_numbers(blocks: list[SourceBlock], opened: set[int]) -> set[int]:
    """Places of pages' numbers; those above form feeds (before the blocks `opened`) need no row of three."""
    found: set[int] = set()
    by_total: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    bare: list[tuple[int, int]] = []
    entitled = "".join(block.text for block in blocks[:2] if isinstance(block, Line))
    short = [
        (at, block, _key(block.text))
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and len(block.text) <= _LONGEST_HEAD
    ]
    keys = Counter(key for _, _, key in short)
    for at, block, key in short:
        beside = _BESIDE_RE.search(block.text)
        if beside and keys[key] > 1 and not opens_with_label(block.text):
            if len(key) > _SHORT and key in entitled and at > 1:
                found.add(at)
            elif keys[key] >= _FEWEST_HEADS:
                bare.append((at, _value(beside[0].strip(_AROUND))))  # the head, and the number beside it
            continue
        match = BARE_NUMBER_RE.fullmatch(block.text)
        if SIGNED_NUMBER_RE.fullmatch(block.text):
            found.add(at)
        elif match and match["total"]:
            by_total[match["total"]].append((at, _value(match["n"])))
        elif match and match["n"]:
            bare.append((at, _value(match["n"])))
    for places in by_total.values():
        numbers = [number for _, number in places]
        if len(places) > 1 and numbers == sorted(set(numbers)):
            found.update(at for at, _ in places)
    found.update(_longest_row(bare, blocks))
    fed = [(at, number) for at, number in bare if at + 1 in opened or (opened and at == len(blocks) - 1)]
    # One alone may end a table: it is the page's that so many form feeds tell.
    is_sure = len(fed) > 1 or any(number == 1 + sum(place <= at for place in opened) for at, number in fed)
    if is_sure and all(number == fed[0][1] + count for count, (_, number) in enumerate(fed)):
        found.update(at for at, _ in fed)
    return found


def _value(digits: str) -> int:
    try:
        return read_ordinal(digits)
    except NumeralError:
        return 0


def _longest_row(places: list[tuple[int, int]], blocks: list[SourceBlock]) -> set[int]:
    """The longest row of bare numbers that go up one by one with a page's worth of text between them."""
    before = [0]
    for block in blocks:
        before.append(before[-1] + (len(block.text) if isinstance(block, Line) else 0))
    follows = Counter(_below(blocks, at) for at, _ in places)
    rows: dict[int, list[int]] = {}  # by the number that would continue the row
    best: list[int] = []
    for at, number in places:
        row = rows.pop(number, [])
        headed = follows[_below(blocks, row[-1])] >= _FEWEST_HEADS - 1 if row and _below(blocks, row[-1]) else False
        # The last page may hold a few lines only.
        closes = at == len(blocks) - 1
        if row and not headed and not closes and before[at] - before[row[-1]] < _SHORTEST_PAGE:
            row = []
        rows[number + 1] = row = [*row, at]
        best = max(best, row, key=len)
    complete = best and best[-1] == len(blocks) - 1 and places[0][0] == best[0] and places[0][1] == 1
    return set(best) if len(best) >= (_FEWEST_PAGES - 1 if complete else _FEWEST_PAGES) else set()


def _below(blocks: list[SourceBlock], at: int) -> str:
    """What stands directly below, where that may be a running head."""
    block = blocks[at + 1] if at + 1 < len(blocks) else None
    return block.text if isinstance(block, Line) and 4 < len(block.text) <= _LONGEST_HEAD else ""


def _find_heads(blocks: list[SourceBlock], numbers: set[int], breaks: set[int]) -> set[int]:
    """Lines that stand at the edge of a page at least three times, the title among them, which alone is kept.

    A gazette's masthead is none.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if isinstance(block, Line) and at not in numbers and len(block.text) <= _LONGEST_HEAD:
            places[_key(block.text)].append(at)
    texts = [block.text if isinstance(block, Line) else "" for block in blocks]
    found = {at for at, text in enumerate(texts) if (masthead := read_masthead(text)) and masthead.is_sure}
    # Between its numbered lines a document may speak of any gazette.
    found |= find_mastheads(texts[: span_places(find_labelled(blocks)).start])
    headline = "".join(texts[:2])
    for key, where in places.items():
        # So does one that has the head's words and goes on: 某某规划（2021—2025年）.
        is_known = len(key) >= _SHORTEST_HEAD and where[0] > 1 and key in headline
        if (
            len(where) < _FEWEST_HEADS - is_known
            or not key
            or key.endswith(tuple("。；：，、"))
            or opens_with_label(key)
        ):
            continue
        edges = [at for at in where if _at_edge(at, numbers, breaks)]
        # The title above the first page's number tells what the head repeats: then two more are enough.
        entitled = where[0] not in edges and where[0] < min(numbers, default=0)
        if len(edges) < _FEWEST_HEADS - (entitled or is_known) or len(edges) < len(where) - 1:
            continue
        title = not is_known and where[0] == edges[0] and not any(at < where[0] for at in breaks - {where[0]})
        found.update(edges[title:])
    return found


def _find_fed(blocks: list[SourceBlock], fed: set[int]) -> set[int]:
    """Heads right below a page's number and a form feed: the same twice, or once, and the title above them."""
    lines = [block.text if isinstance(block, Line) else "" for block in blocks]
    texts = [_key(text) if len(text) <= _LONGEST_HEAD else "" for text in lines]
    counts = Counter(texts[at] for at in fed)
    titles = set(texts[: min(fed, default=0)])
    again = {at for at in fed if len(texts[at]) > 4 and (counts[texts[at]] > 1 or texts[at] in titles)}
    return {at for at in again if not (opens_with_label(lines[at]) or ANNEX_RE.match(lines[at]))}


def _find_printed(blocks: list[SourceBlock]) -> set[int]:
    """What a browser prints at the edges of each page: when, the page's title beside or below it, address, number."""
    texts = [block.text if isinstance(block, Line) else "" for block in blocks]
    stamps = {at: stamp for at, text in enumerate(texts) if (stamp := _STAMP_RE.fullmatch(text))}
    feet = {at for at, text in enumerate(texts) if (foot := _FOOT_RE.fullmatch(text)) and _is_foot(texts, at, foot)}
    if not stamps or not feet:
        return set()
    titles = Counter(texts[at + 1] for at, stamp in stamps.items() if not stamp["title"] and at + 1 < len(texts))
    named = {at + 1 for at in stamps if at + 1 < len(texts) and titles[texts[at + 1]] > 1}
    first = min(stamps)
    # The first page has the document's own title below that of the site's page.
    own = texts[first + 1 : first + 4]
    if own and not stamps[first]["title"] and any(text and text in own[0] for text in own[1:]):
        named.add(first + 1)
    counts = {at + 1 for at in feet if at + 1 < len(texts) and _OF_RE.fullmatch(texts[at + 1])}
    return {*stamps, *named, *feet, *counts}


def _is_foot(texts: list[str], at: int, foot: re.Match[str]) -> bool:
    """Whether an address has the number of its page, beside or below it."""
    return foot["of"] is not None or (at + 1 < len(texts) and _OF_RE.fullmatch(texts[at + 1]) is not None)


def _key(text: str) -> str:
    """What a head reads without the page's number beside it."""
    return _BESIDE_RE.sub("", text) if text[:1].isdigit() or text[-1:].isdigit() else text


def _at_edge(at: int, numbers: set[int], breaks: set[int]) -> bool:
    return at in breaks or at + 1 in breaks or at - 1 in numbers or (at + 2 in breaks) or (at - 2 in numbers)
