"""Doubts about labels: one that is missing or late, was lost, stands twice, or is damaged."""

import re
from collections import Counter
from collections.abc import Iterator

from build_tools.audit.outline import Audited, Item, fold
from build_tools.errors import PublisherError
from build_tools.hanzi.labels import CLAUSE, NUMERAL
from build_tools.hanzi.numerals import read_ordinal
from build_tools.model.report import Diagnostic

# Kinds whose numbers follow each other.
_COUNTED = frozenset("chapter subchapter article section clause point item subitem".split())
_REPEATED_RE = re.compile(r"(?:^|#)(?:s|c|ch|art|p)[0-9]+-[0-9]+(?:st|nd|rd|th)$")
_TOP = frozenset("section chapter article clause".split())
_LEADER_RE = re.compile(
    r"(?<![.…·．])(?:\.{4,}+|…{2,}+|·{4,}+|．{4,}+)[ ]*[0-9IVX]{0,4}$|[\u4e00-\u9fff）)][ \t\u3000]{1,9}[0-9]{1,3}$"
)
_LABEL_RE = re.compile(
    rf"^(?:{NUMERAL}、|{CLAUSE}|第[一二三四五六七八九十百零〇]{{1,5}}[篇章节条](?![一二三四五六七八九十款项规的中之]))"
)
# …落实资金。 二、加强监督: what opens in mid-line a division that no line opens.
_INNER_RE = re.compile(r"(?<=[。；）〕])[ \u3000]{0,4}(?P<label>[二三四五六七八九十]{1,3}、)(?=[\u4e00-\u9fff]{4})")
_POINT_RE = re.compile(r"^[0-9]{1,2}[.．﹒、](?=[\u4e00-\u9fff“]{3})")
_NOTE_RE = re.compile(r"[*＊]?(?:注|备注|注释|说明|指标(?:说明|解释)|名词解释)[0-9]?[:：]")
_FEWEST_POINTS = 3
_UNITS = "篇编章节条"
_LIKE_RE = re.compile(
    rf"^(?:{NUMERAL}[,，.．:：](?=[\u4e00-\u9fff]{{3}})|[（(]{NUMERAL}[、,，\]〕](?=[\u4e00-\u9fff]{{2}})"
    rf"|{NUMERAL}[）)〕](?=[\u4e00-\u9fff]{{2}})|[（(]{NUMERAL}(?=[\u4e00-\u9fff]{{4,20}}$))"
)
_FORMAL = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾")
_SHORTEST = 5
_KEY = 8  # folded characters by which a line is told to be an item
_MOST = 5  # places that one check names
_LONGEST_LIKE = 60


def doubt_gaps(audited: Audited) -> Iterator[Diagnostic]:
    """A number is missing among siblings, or the first is not 1, and the reader did not say so."""
    last: dict[tuple[str, str, str], int] = {}
    parents: dict[tuple[str, str, str], str | None] = {}
    boxes: dict[str, str] = {}  # anchor → that of the box around it: what is counted in a box begins and ends there
    count = 0
    for item in audited.items:
        boxes[item.anchor] = item.anchor if item.kind == "box" else boxes.get(item.parent or "", "")
        number = _ordinal(item) if item.kind in _COUNTED else None
        if number is None:
            continue
        # 第一篇 and 第一章 are counted apart, and so are 壹、 and 一、.
        form = "formal" if item.label[:1] in _FORMAL else "".join(char for char in item.label if char in _UNITS)
        key = (item.page, boxes[item.anchor], item.kind + form)
        before, parent = last.get(key, 0), parents.get(key, "")
        last[key], parents[key] = number, item.parent
        follows = number == before + 1
        begins = number == 1
        repeats = number <= before and parent == item.parent
        if follows or begins or repeats:
            continue
        line = audited.line_of(item.label + item.opening)
        if not audited.doubted & {line} and count < _MOST:
            count += 1
            yield audited.doubt("label-missing", item.label + item.opening, label=item.label)


def _ordinal(item: Item) -> int | None:
    mark = re.sub(r"[第篇编章节条、.．（）()\s]", "", item.label)
    try:
        return read_ordinal(mark) if mark else None
    except (PublisherError, ValueError):
        return None


def doubt_repeats(audited: Audited) -> Iterator[Diagnostic]:
    """A heading of the highest rung stands twice: contents were read as text, or two documents as one."""
    repeated = [item for item in audited.items if _REPEATED_RE.search(item.anchor)]
    twice = Counter(
        (item.page, item.label, fold(item.heading))
        for item in audited.items
        if item.kind in _TOP and item.heading and item.parent in (None, item.page)
    )
    doubled = [key for key, number in twice.items() if number > 1]
    if repeated:
        yield audited.doubt("heading-repeated", repeated[0].label + repeated[0].heading, count=len(repeated))
    elif len(doubled) > 1:
        yield audited.doubt("heading-repeated", doubled[0][1] + doubled[0][2], count=len(doubled))


def doubt_contents(audited: Audited) -> Iterator[Diagnostic]:
    """Headings end in dots and a page number: they are entries of the printed contents."""
    entries = [item for item in audited.items if _LEADER_RE.search(item.heading)]
    if len(entries) > 1:
        yield audited.doubt("contents-read-as-text", entries[0].label + entries[0].heading, count=len(entries))


def doubt_lost(audited: Audited) -> Iterator[Diagnostic]:
    """A printed line, or a sentence within it, opens with a label, and is neither an item nor dropped."""
    openings: dict[str, list[str]] = {}
    for item in audited.items:
        openings.setdefault(fold(item.label), []).append(fold(item.opening)[:_KEY])
    cells = [fold(part) for cell in audited.cells for part in cell.split("\n")]
    dropped = fold("".join(audited.dropped))
    points = sum(item.kind == "point" for item in audited.items) >= _FEWEST_POINTS
    below_annexes = 0
    in_note = False
    found = 0
    for line in audited.printed:
        below_annexes = 12 if line.text.startswith(("附件", "附表")) else below_annexes - 1
        inner = _INNER_RE.search(line.text) if "一、" in openings else None
        if inner is not None and inner["label"] not in openings and found < _MOST:
            found += 1
            yield audited.doubt("label-lost", line.text[inner.start("label") :])
        text = line.text.lstrip("#>*•·-— \u3000").partition("|")[0]  # of a row, its first cell
        label = _LABEL_RE.match(fold(text))
        in_note = _NOTE_RE.match(text) is not None or (in_note and label is None)
        if below_annexes > 0 or _LEADER_RE.search(text):
            continue
        if label is None and points and not in_note:
            label = _POINT_RE.match(fold(text))
        key = fold(text)[:_KEY]
        if label is None or len(key) < _SHORTEST or _is_item(fold(text)[label.end() :], openings.get(label[0], [])):
            continue
        if key in dropped or any(cell.startswith(key[:8]) for cell in cells):
            continue
        if found < _MOST:
            found += 1
            yield audited.doubt("label-lost", text)


def _is_item(rest: str, openings: list[str]) -> bool:
    """Whether what stands behind a label is how one of the divisions with this label opens."""
    return any(rest.startswith(opening) or opening.startswith(rest[:_KEY]) for opening in openings)


def doubt_damaged(audited: Audited) -> Iterator[Diagnostic]:
    """A line opens with what looks like a damaged label."""
    cells = {fold(cell) for cell in audited.cells}
    found = [
        line
        for line in audited.lines
        if len(line) <= _LONGEST_LIKE and _LIKE_RE.match(line) and fold(line) not in cells
    ]
    for line in found[:_MOST]:
        if not any(fold(line).startswith(fold(item.label + item.heading)) for item in audited.items):
            yield audited.doubt("label-damaged", line)
