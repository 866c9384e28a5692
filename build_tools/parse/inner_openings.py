"""附件1, 附表2 and 专栏3 in the middle of a run-on line: each gets a line of its own again, with its title.

Takes blocks; gives blocks, run-on lines cut in front of such a label and behind its title. A label counts where a
sentence or the date of a letter ends before it and its title is known: because it stands twice, in the list of annexes
and above the annex, because a number follows, or because it ends as titles do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from build_tools.hanzi.labels import FORMAL, POINT_RE
from build_tools.hanzi.punctuation import holds
from build_tools.model.line import Line, SourceBlock

# Words in front of 附件1 that make it a reference: 详见附件1, 按照附件1.
_REFERS = "见見按如照据據和與与及或在将將对對以由写寫至到为為的"
_NUMBER = r"(?:[ \u3000]*+[0-9０-９一二三四五六七八九十]|[ \u3000]*+[:：][ \u3000]*+1[.．、])"
_LABEL_RE = re.compile(
    rf"(?:(?<=[。！？；）)日>》\s\u3000])|(?<=[0-9a-zA-Z一-鿿])(?<![{_REFERS}])(?=附[件表录](?:{_NUMBER}|[一-鿿]))|^)"
    r"(?P<kind>附[件表录]|专[栏欄])[ \u3000]*+"
    r"(?P<n>[0-9０-９]{1,2}(?![0-9０-９])|[一二三四五六七八九十]{1,2}(?![一二三四五六七八九十]))?"
    r"[ \u3000]*+(?P<s>[:：.．、]?)[ \u3000]*+(?=[\w“《（])"
)
_NEXT_LABEL_RE = re.compile(rf"{FORMAL}|1[.．、]")
_TITLE_END_RE = re.compile(
    r"(?:规划|方案|计划|办法|细则|清单|目录|名单|一览表|分工表|分配表|任务表|指标表|情况表|申请表|统计表|指标|规定|要点|图|样式|说明|规则|指南"
    r"|措施|意见|目标|标准|制度|预案|工程|行动|项目|规劃|計劃)(?![的、，和与及或]|表|书)"
)
_STOP_RE = re.compile("[。；，！？]")
_TABLE_HEADS = ("序号", "编号")
# A sentence that begins with the word: 附件中所列…, 附件1为….
_IN_SENTENCE = tuple("中所的等和及与为是由应请另、，")
_LONGEST_TITLE, _SHORTEST_TITLE = 50, 4
# A title is looked for at so many labels around, so that time stays linear.
_MOST_ANNEXES = 60


@dataclass(frozen=True)
class _Inner:
    """A label at `start`, its title from `label_end` to `end`; `entries` are where further list entries begin."""

    start: int
    label_end: int
    end: int
    entries: tuple[int, ...] = ()
    bare: bool = False


def split_openings(
    blocks: tuple[SourceBlock, ...], long_lines: frozenset[int], line_no: Callable[[int], int]
) -> tuple[tuple[SourceBlock, ...], frozenset[int]]:
    """Return the blocks with such labels on lines of their own, and which of the blocks are run-on."""
    cut: list[SourceBlock] = []
    run_on: set[int] = set()
    for at, block in enumerate(blocks):
        inner = _find_inner(block.text) if at in long_lines and isinstance(block, Line) else []
        if not inner or not isinstance(block, Line):
            if at in long_lines:
                run_on.add(len(cut))
            cut.append(block)
            continue
        here = 0
        for opening in inner:
            if opening.start > here:
                # What stands in the cells of a table are no labels.
                if not (here and holds(block.text[here : here + _LONGEST_TITLE], _TABLE_HEADS)):
                    run_on.add(len(cut))
                cut.append(_piece(block, here, opening.start, line_no, first=here == 0))
            # A bare 附件 stands above its title.
            heads = opening.bare and opening.label_end > opening.start
            starts = (opening.start, *((opening.label_end,) if heads else ()), *opening.entries, opening.end)
            cut.extend(_piece(block, start, end, line_no, first=start == 0) for start, end in pairwise(starts))
            here = opening.end
        if here < len(block.text):
            if not holds(block.text[here : here + _LONGEST_TITLE], _TABLE_HEADS):
                run_on.add(len(cut))
            cut.append(_piece(block, here, len(block.text), line_no, first=False))
    return tuple(cut), frozenset(run_on)


def _piece(line: Line, start: int, end: int, line_no: Callable[[int], int], *, first: bool) -> Line:
    piece = line.cut(start, end, line_no)
    return piece if first else replace(piece, hints=replace(piece.hints, broken=True))


def _find_inner(text: str) -> list[_Inner]:
    matches = list(_LABEL_RE.finditer(text))
    found: list[_Inner] = []
    for number, match in enumerate(matches):
        if found and match.start() < found[-1].end:
            continue
        if text.startswith(_IN_SENTENCE, match.end()):
            continue
        later = [other.end() for other in matches[number + 1 : number + 1 + _MOST_ANNEXES]]
        earlier = [
            inner for inner in found[-_MOST_ANNEXES:] if inner.entries or inner.end - inner.label_end >= _SHORTEST_TITLE
        ]
        inner = _read_list(text, match, later) or _read_counted(text, match) or _read_one(text, match, later, earlier)
        if inner is not None:
            found.append(inner)
    return found


def _read_list(text: str, match: re.Match[str], later: list[int]) -> _Inner | None:
    """附件：1.甲方案2.乙名单, where each entry stands again as a title."""
    if match["n"] or not POINT_RE.match(text, match.end()):
        return None
    starts: list[int] = []
    at = match.end()
    while entry := POINT_RE.match(text, at):
        length = _repeated(text, entry.end(), later)
        if length < _SHORTEST_TITLE:
            break
        starts.append(at)
        at = entry.end() + length
    return _Inner(match.start(), match.end(), at, tuple(starts[1:])) if starts else None


def _read_counted(text: str, match: re.Match[str]) -> _Inner | None:
    """附件：1.甲方案2.乙名单, counted from one, each entry ending as titles do: what stands in it is in other files."""
    starts: list[int] = []
    at = end = match.end()
    while match["s"] and (entry := POINT_RE.match(text, at)) and entry[0].startswith(str(len(starts) + 1)):
        window = text[entry.end() : entry.end() + _LONGEST_TITLE]
        stop = _STOP_RE.search(window)
        window = window[: stop.start()] if stop else window
        follower = re.search(f"(?<![0-9]){len(starts) + 2}[.．、]", window)
        ends = [title.end() for title in _TITLE_END_RE.finditer(window[: follower.start()] if follower else window)]
        if not ends or ends[-1] < _SHORTEST_TITLE or (follower and ends[-1] < follower.start()):
            break
        starts.append(at)
        at = end = entry.end() + ends[-1]
    return _Inner(match.start(), match.end(), end, tuple(starts[1:])) if len(starts) > 1 else None


def _read_one(text: str, match: re.Match[str], later: list[int], earlier: list[_Inner]) -> _Inner | None:
    start = match.end()
    if (length := _repeated(text, start, later)) >= _SHORTEST_TITLE:
        return _Inner(match.start(), start, start + length)
    titles = [
        re.sub(POINT_RE, "", text[one:two], count=1)
        for inner in earlier
        for one, two in zip((inner.label_end, *inner.entries), (*inner.entries, inner.end), strict=True)
    ]
    for title in sorted(titles, key=len, reverse=True):
        if title and text.startswith(title, start):
            return _Inner(
                match.start(),
                start,
                start + len(title),
                bare=not match["s"] and (not match["n"] or match["kind"] == "附件"),
            )
    if match["kind"] in ("专栏", "专欄") and not match["n"] and not match["s"]:
        return None
    if match["kind"][0] == "附" and not match["n"]:
        return None
    window = text[start : start + _LONGEST_TITLE]
    stop = _STOP_RE.search(window)
    label = _NEXT_LABEL_RE.search(window)
    limit = min(stop.start() if stop else len(window), label.start() if label else len(window))
    if label and limit == label.start() and limit >= _SHORTEST_TITLE:
        return _Inner(match.start(), start, start + limit)
    for end in _TITLE_END_RE.finditer(window[: limit + 1]):
        if end.end() >= _SHORTEST_TITLE and end.end() <= limit:
            return _Inner(match.start(), start, start + end.end())
    return None


def _repeated(text: str, at: int, later: list[int]) -> int:
    """Length of the title at a place that stands again behind a later label, 0 where none does."""
    here = text[at : at + _LONGEST_TITLE]
    lengths = (
        sum(
            1
            for _ in takewhile(lambda ab: ab[0] == ab[1], zip(here, text[other : other + _LONGEST_TITLE], strict=False))
        )
        for other in later
    )
    # Where more than a title is the same, the whole text stands twice.
    return max((length for length in lengths if length < len(here)), default=0)
