"""Page numbers and running heads: rows at the edge of a page that say the same, or count, from page to page.

Takes the rows of each page; gives the rule by which each is dropped. That a row stands where such things stand is not
enough: it has to stand there again and again, or be written as only a page number is.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from build_tools.hanzi.drafting import NUMBER_RE
from build_tools.hanzi.labels import ANNEX_RE, opens_with_label
from build_tools.hanzi.page_numbers import BARE_NUMBER_RE, SIGNED_NUMBER_RE
from build_tools.hanzi.punctuation import squeeze
from build_tools.layout.pieces import Piece, Row
from build_tools.layout.streams import split_words

# What a browser prints around a page: its address and number below, the day and its title above.
_ADDRESS_RE = re.compile(r"(?:https?|file)://[!-~]+?[ ]*(?:[0-9]{1,3}/[0-9]{1,3})?")
_PRINTED_RE = re.compile(r"(?:19|20)?[0-9]{2}[/-][0-9]{1,2}[/-](?:19|20)?[0-9]{1,2}(?![0-9])[^。]*")
# How many rows at each edge may be furniture, and by how much their height may differ from page to page, in points.
_DEPTH, _SLACK = 3, 6.0
_FEWEST_PAGES, _LONGEST = 3, 90
# In distances from line to line: from where on a row stands apart. What does not, and has letters of the text's size
# (within a share), is a line of the text that comes again, as in lists of projects, unless it stands on most pages.
_FAR, _SAME, _MOST_PAGES = 1.4, 0.06, 0.4
# Letters of a running head are smaller than the text's by this factor where nothing else tells it.
_SMALLER = 0.9
# In letters, how far from the text the head of an only page stands, and its number if its letters are as large.
_APART = 3.0
# Letters of a watermark are larger than the text's by this factor.
_WATERMARK = 1.5
# Rows in which a title stands that the only page prints above them, too, and its fewest characters.
_TITLE_ROWS, _SHORTEST_HEAD = 12, 6
_HEADING_ROWS = 3
# Pages on one sheet, and how many letters their numbers stand apart at least.
_SHEET, _SIDE_BY_SIDE = 2, 15.0
# Share of the page, from its edges, in which furniture stands.
MARGIN = 0.16


def find_furniture(pages: Mapping[int, Sequence[Row]], heights: Mapping[int, float]) -> dict[Row, str]:
    """Return the rows that belong to the page, each with its rule.

    Args:
        pages: the rows of each page, from top to bottom, those of tables left out.
        heights: of each page.
    """
    edges = {page: _edge_rows(rows, heights[page]) for page, rows in pages.items()}
    found: dict[Row, str] = {}
    for row in _find_numbers(edges):
        found[row] = "page-number"
    sizes = Counter(row.size for rows in pages.values() for row in rows).most_common(1)
    size = sizes[0][0] if sizes else 0.0
    for row in _find_only_number(list(pages.values()), size):
        found.setdefault(row, "page-number")
    apart = _find_apart(pages)
    for row in (
        *_find_heads(edges, found, apart, size),
        *_find_headings(pages, edges, apart, size),
        *_find_alternating(edges, size),
        *_find_single(edges, pages, found, size),
        *_find_printed(pages, size),
    ):
        found.setdefault(row, "running-head")
    return found


def find_watermarks(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces in large letters that stand at one place of several pages, upright below or above the text."""
    sizes: Counter[float] = Counter()
    places: defaultdict[tuple[str, int, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
        if not piece.gone:
            places[piece.text, round(piece.left / _SLACK), round(piece.top / _SLACK)].append(piece)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    enough = max(2, min(_FEWEST_PAGES, len({piece.page for piece in pieces})))
    return [
        piece
        for same in places.values()
        if same[0].size > _WATERMARK * usual and len({other.page for other in same}) >= enough
        for piece in same
    ]


def _edge_rows(rows: Sequence[Row], height: float) -> list[tuple[Row, float]]:
    """Return the rows at the edges of a page, each with its height above or below the nearer edge."""
    top = [(row, row.top) for row in rows[:_DEPTH] if row.bottom < MARGIN * height]
    bottom = [(row, row.bottom - height) for row in rows[-_DEPTH:] if row.top > (1 - MARGIN) * height]
    return top + bottom


def _find_numbers(edges: Mapping[int, list[tuple[Row, float]]]) -> list[Row]:
    found: list[Row] = []
    counting: defaultdict[tuple[int, int], list[tuple[Row, float]]] = defaultdict(list)
    loose: list[tuple[Row, float]] = []
    beside: list[float] = []
    for page, rows in edges.items():
        for row, place in rows:
            text = row.text
            if SIGNED_NUMBER_RE.fullmatch(text):
                found.append(row)
            elif _numbers_two_pages(row):
                found.append(row)
                beside.append(place)
            elif match := BARE_NUMBER_RE.fullmatch(text):
                loose.append((row, place))
                if match["n"]:
                    counting[int(match["n"]) - page, place > 0].append((row, place))
    places = beside + [
        place
        for rows in counting.values()
        if len({row.page for row, _ in rows}) >= min(_FEWEST_PAGES, max(2, len(edges)))
        for _, place in rows
    ]
    # A front part counts by itself, at the same place.
    found.extend(row for row, place in loose if any(abs(place - other) <= _SLACK for other in places))
    return found


def _numbers_two_pages(row: Row) -> bool:
    """Whether a row has the numbers of two pages that a sheet prints side by side, as booklets and slides are."""
    words = split_words(row, _SIDE_BY_SIDE)
    texts = ["".join(piece.text for piece in own).strip() for own in words]
    if len(texts) != _SHEET or not all(
        SIGNED_NUMBER_RE.fullmatch(text) or BARE_NUMBER_RE.fullmatch(text) for text in texts
    ):
        return False
    first, second = ([int(number) for number in re.findall("[0-9]+", text)[:1]] for text in texts)
    return bool(first) and [number + 1 for number in first] == second


def _find_only_number(pages: Sequence[Sequence[Row]], size: float) -> Sequence[Row]:
    """Return the number of the only page: 1 below all else, in smaller letters or far from the text."""
    if len(pages) != 1 or len(pages[0]) <= 1 or pages[0][-1].text != "1":
        return ()
    above, last = pages[0][-2:]
    return (last,) if last.size < _SMALLER * size or last.top - above.bottom > _APART * size else ()


def _find_apart(pages: Mapping[int, Sequence[Row]]) -> set[Row]:
    """Return the rows near the edges of pages that stand farther from the text than its lines do from each other."""
    steps = sorted(below.bottom - above.bottom for rows in pages.values() for above, below in pairwise(rows))
    far = _FAR * steps[len(steps) // 2] if steps else 0.0
    apart: set[Row] = set()
    for rows in pages.values():
        for inward in (rows[: _DEPTH + 1], rows[: -_DEPTH - 2 : -1]):
            for at, (row, other) in enumerate(pairwise(inward)):
                if abs(other.bottom - row.bottom) > far:
                    apart.update(inward[: at + 1])
    return apart


def _find_heads(
    edges: Mapping[int, list[tuple[Row, float]]], known: Mapping[Row, str], apart: Container[Row], size: float
) -> list[Row]:
    """Return the rows that say the same on several pages; those that look like lines of the text, on most pages."""
    groups: defaultdict[str, list[tuple[Row, float]]] = defaultdict(list)
    for rows in edges.values():
        for row, place in rows:
            text = row.text
            if (
                row in known
                or len(text) > _LONGEST
                or opens_with_label(text)
                or BARE_NUMBER_RE.fullmatch(text)
                or row.pieces[0].mark
            ):
                continue
            groups[re.sub(r"[0-9０-９]+", "0", squeeze(text))].append((row, place))
    found: list[Row] = []
    for group in groups.values():
        where = Counter(round(place / _SLACK) for _, place in group)
        for row, place in group:
            near = sum(where[round(place / _SLACK) + by] for by in (-1, 0, 1))
            is_text = row not in apart and abs(row.size - size) < _SAME * size
            fewest = max(_FEWEST_PAGES, _MOST_PAGES * len(edges)) if is_text else _FEWEST_PAGES
            if near >= min(fewest, len(edges)) > 1:
                found.append(row)
    return found


def _find_headings(
    pages: Mapping[int, Sequence[Row]], edges: Mapping[int, list[tuple[Row, float]]], apart: Container[Row], size: float
) -> list[Row]:
    """Return the rows that print a labelled heading, or the title, once more above the pages of its chapter.

    They stand at one height on pages, apart from the text; and the heading itself stands elsewhere, alone on its
    rows: contents and references name it, too. (Below the text, what opens with a label is a note.) A title has no
    label: it is in larger letters. So is a heading whose heads are neither in smaller letters nor say the same on
    several pages. Both may stand apart in one row.
    """
    heads = [
        (row, place)
        for rows in edges.values()
        for row, place in rows
        if place > 0 and row in apart and row.size < (1 + _SAME) * size
    ]
    # Of each: how many stand at its height, and how many of these say the same.
    levels = [round(place / _SLACK) for _, place in heads]
    where, said = (
        Counter(levels),
        Counter((squeeze(row.text), at) for (row, _), at in zip(heads, levels, strict=True)),
    )
    found = {
        row: [squeeze("".join(piece.text for piece in words)) for words in split_words(row, _APART)]
        for (row, _), at in zip(heads, levels, strict=True)
        if where[at] > 1
    }
    told = {
        row
        for (row, _), at in zip(heads, levels, strict=True)
        if said[squeeze(row.text), at] > 1 or row.size < _SMALLER * size
    }
    headings: set[str] = set()
    titles: set[str] = set()
    for rows in pages.values() if found else ():
        own = [row for row in rows if row not in found or row not in told]
        headings |= _join_rows(own)
        titles |= _join_rows([row for row in own if row.size > (1 + _SAME) * size])
    return [
        row
        for row, parts in found.items()
        if all(words in (headings if row in told and opens_with_label(words) else titles) for words in parts)
    ]


def _join_rows(rows: Sequence[Row]) -> set[str]:
    """Return what some rows that follow each other say, each alone and with the next ones."""
    texts = [squeeze(row.text) for row in rows]
    return {"".join(texts[at : at + count]) for count in range(1, _HEADING_ROWS + 1) for at in range(len(texts))}


def _find_alternating(edges: Mapping[int, list[tuple[Row, float]]], size: float) -> list[Row]:
    """Return the outermost rows of all pages where left pages say one thing there and right pages another one.

    Of two pages each says its own: there, letters smaller than the text's, whose size is given, tell; and these tell
    where a cover and contents have none.
    """
    if len(edges) < _FEWEST_PAGES - 1:
        return []
    found: list[Row] = []
    for is_top in (True, False):
        outer = {
            page: min(own, key=lambda entry: abs(entry[1]))
            for page, rows in edges.items()
            if (own := [entry for entry in rows if (entry[1] > 0) == is_top])
        }
        small = {page: entry for page, entry in outer.items() if entry[0].size < _SMALLER * size}
        outer = small if len(small) > _FEWEST_PAGES else outer
        places = [place for _, place in outer.values()]
        if (outer is not small and len(outer) < len(edges)) or max(places) - min(places) > _SLACK:
            continue
        sides = [{row.text for page, (row, _) in outer.items() if page % 2 == side} for side in (0, 1)]
        sizes = {round(row.size, 1) for row, _ in outer.values()}
        texts = sides[0] | sides[1]
        is_told = len(outer) >= _FEWEST_PAGES or max(sizes) < _SMALLER * size
        if is_told and len(sides[0]) == len(sides[1]) == len(sizes) == 1 and not any(map(opens_with_label, texts)):
            found.extend(row for row, _ in outer.values())
    return found


def _find_single(
    edges: Mapping[int, list[tuple[Row, float]]],
    pages: Mapping[int, Sequence[Row]],
    known: Mapping[Row, str],
    size: float,
) -> list[Row]:
    """Return the heads of a print too short to say them again: far above the text, set as the page's number is.

    Both are in smaller letters than the text. A document's number or label that stands so is its own.
    """
    if len(edges) >= _FEWEST_PAGES:
        return []
    found: list[Row] = []
    for page, rows in pages.items():
        numbers = [row.size for row, _ in edges[page] if known.get(row) == "page-number"]
        inner = [row for row in rows if row not in known]
        if len(inner) <= 1 or (inner[0], inner[0].top) not in edges[page]:
            continue
        head, text = inner[:2]
        is_own = opens_with_label(head.text) or ANNEX_RE.match(head.text) or NUMBER_RE.search(head.text)
        is_small = head.size < _SMALLER * size and any(abs(head.size - other) < _SAME * size for other in numbers)
        if is_small and text.top - head.bottom > _APART * size and not is_own:
            found.append(head)
    return found


def _find_printed(pages: Mapping[int, Sequence[Row]], size: float) -> list[Row]:
    """Return the outermost rows, in small letters, that a browser or a program has printed.

    The address of each page stands below, the day above; or what stands above is the title, which the page prints, too.
    """
    printed = [rows for rows in pages.values() if rows]
    if len(printed) == 1:
        head, *rest = printed[0]
        below = "".join(row.text for row in rest[:_TITLE_ROWS] if head.size < _SMALLER * row.size)
        if len(head.text) >= _SHORTEST_HEAD and squeeze(head.text) in squeeze(below):
            return [head]
    if not all(_ADDRESS_RE.fullmatch(rows[-1].text) and rows[-1].size < _SMALLER * size for rows in printed):
        return []
    above = [rows[0] for rows in printed if _PRINTED_RE.fullmatch(rows[0].text) and rows[0].size < _SMALLER * size]
    return [*above, *(rows[-1] for rows in printed)]
