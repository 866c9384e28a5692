"""Lines that open a box, an annex, a list of annexes or a schedule, told apart by what follows them.

Takes blocks; gives an `Opening` for each such line. 附件1 may head an annex or stand in a list of annexes, and
附表 may be either too: the line alone does not say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from build_tools.hanzi.drafting import FILE_ENDING_RE, SUBTITLE_RE, TITLE_END_RE, VERSION_RE
from build_tools.hanzi.labels import ENTRY_RE, FORMAL_RE, POINT_RE, opens_with_label
from build_tools.hanzi.numerals import DATE_RE
from build_tools.hanzi.punctuation import CLAUSE_STOP_RE, holds
from build_tools.model.line import Grid, Line, SourceBlock
from build_tools.parse.bodies import is_signature
from build_tools.parse.named_labels import ANNEX_RE, BOX_RE, SCHEDULE_RE, read_number

# A title does not end a sentence; longer lines without a stop are sentences that lost theirs.
_LONGEST_TITLE, _MOST_TITLE_LINES, _LONGEST_REST = 60, 3, 30
# How an annex of a standard stands to it, between its label and its title.
_STANDING_RE = re.compile(r"[（(](?:规范性|资料性)(?:附录)?[）)]")
_HAN = "一二三四五六七八九十百千零〇"
_TABLE_ENDS = ("表", "名单", "名單", "图", "圖")
# What makes a sentence of the word: 附件中所列…, 附件1为…, 附件1、附件2另行….
_GOES_ON_RE = re.compile(
    r"如[主说說文]|[见見]|[无無]$|[所的和及是由另]|中(?![小央国國医醫药藥])|等(?![级級])|[与與](?![会會])|请(?!示)"
    r"|应(?![急届用对征税])|为(?![了民老农侨企])"
    r"|[、，和及与至]?附[件表錄录][ 　]*[0-9一二三四五六七八九十]"
)
NOTE_RE = re.compile(
    r"^(?:指标说明|指標說明|说明|說明|备注|備註|注释|註釋|注|註)[:：]|^[注註][0-9０-９]?[:：.．]|^[*＊※]"
)


class OpeningKind(StrEnum):
    """What a structural line opens."""

    BOX = "box"
    ANNEX = "annex"
    ANNEX_LIST = "annex-list"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Opening:
    """A structural line.

    Attributes:
        block: its block.
        kind: what it opens.
        label_end: characters of the line that are label.
        ordinal: the printed number, None where there is none.
        last: last block that belongs to the opening itself (a title on the next line, the list's entries).
    """

    block: int
    kind: OpeningKind
    label_end: int
    ordinal: int | None
    last: int


def find_openings(blocks: tuple[SourceBlock, ...]) -> list[Opening]:
    """Return the structural lines of a document in order."""
    openings: list[Opening] = []
    last_places = {block.text: at for at, block in enumerate(blocks) if isinstance(block, Line)}
    at = 0
    while at < len(blocks):
        block = blocks[at]
        opening = _read_opening(blocks, at, block, last_places) if isinstance(block, Line) else None
        if opening is not None:
            openings.append(opening)
            at = opening.last
        at += 1
    return list(_drop_captions(blocks, openings))


def _drop_captions(blocks: tuple[SourceBlock, ...], openings: Sequence[Opening]) -> Iterator[Opening]:
    """Yield the openings without 附表 that stand within the text: its numbering goes on below the table."""
    last: dict[str, int] = {}  # form of a label → number of the last one above
    start = 0
    for opening, following in zip(openings, (*openings[1:], None), strict=False):
        last.update(filter(None, map(_read_label, blocks[start : opening.block])))
        start = opening.last + 1
        below = blocks[start : following.block if following else None] if opening.kind is OpeningKind.SCHEDULE else ()
        form, number = next(filter(None, map(_read_label, below)), ("", 0))
        if not 1 < number == last.get(form, 0) + 1:
            yield opening


def _read_label(block: SourceBlock) -> tuple[str, int] | None:
    """Return the form and the number of a label with a number in characters that a line opens with."""
    label = FORMAL_RE.match(block.text) if isinstance(block, Line) else None
    mark = "".join(filter(_HAN.__contains__, label[0])) if label else ""
    number = read_number(mark) if mark else None
    return (label[0].replace(mark, ""), number) if label and number else None


def is_title_like(text: str) -> bool:
    """Whether a line may be a title: short, and no sentence."""
    return 0 < len(text) <= _LONGEST_TITLE and not CLAUSE_STOP_RE.search(text)


def _read_opening(blocks: tuple[SourceBlock, ...], at: int, line: Line, last_places: dict[str, int]) -> Opening | None:
    text = line.text
    if line.hints.decided == "paragraph":
        return None
    if line.hints.decided in ("annex", "annexes"):
        return _open_decided(blocks, at, line)
    if (box := BOX_RE.match(text)) and is_title_like(text):
        return Opening(at, OpeningKind.BOX, _label_end(box), read_number(box["n"]), at)
    if (annex := ANNEX_RE.match(text)) and is_title_like(text):
        return _read_annex(blocks, at, text, annex, OpeningKind.ANNEX, last_places)
    if (schedule := SCHEDULE_RE.match(text)) and is_title_like(text):
        return _read_annex(blocks, at, text, schedule, OpeningKind.SCHEDULE, last_places)
    return None


def _open_decided(blocks: tuple[SourceBlock, ...], at: int, line: Line) -> Opening:
    """The opening that a maintainer says is here, whatever its form."""
    label = ANNEX_RE.match(line.text)
    end = _label_end(label) if label else 0
    if line.hints.decided == "annexes":
        return Opening(at, OpeningKind.ANNEX_LIST, end, None, _list_end(blocks, at, line.text))
    follower = _line(blocks, at + 1) if end == len(line.text) else None
    last = at + 1 if follower is not None and is_title_like(follower.text) else at
    return Opening(at, OpeningKind.ANNEX, end, read_number(label["n"]) if label else None, last)


def _label_end(match: re.Match[str]) -> int:
    return len(match[0].rstrip(" 　"))


def _read_annex(
    blocks: tuple[SourceBlock, ...],
    at: int,
    text: str,
    match: re.Match[str],
    kind: OpeningKind,
    last_places: dict[str, int],
) -> Opening | None:
    if FILE_ENDING_RE.match(text, match.end() - 1):
        return Opening(at, OpeningKind.ANNEX_LIST, 0, None, _list_end(blocks, at, text))  # 附表.docx: a name as a whole
    rest = text[match.end() :].strip(" 　")
    ordinal = read_number(match["n"])
    follower = _line(blocks, at + 1)
    if FILE_ENDING_RE.search(rest or (follower.text if follower else "")):
        # 附件1：某表.xlsx, with or without a break: a link to the file.
        last = max(_list_end(blocks, at, text), at if rest else at + 1)
        return Opening(at, OpeningKind.ANNEX_LIST, _label_end(match), None, last)
    if not rest:
        if not match["n"] and follower is not None and ENTRY_RE.match(follower.text):
            last = _list_end(blocks, at, text)
            if last > at:
                return Opening(at, OpeningKind.ANNEX_LIST, _label_end(match), None, last)
        if match["s"] and follower is not None and last_places.get(follower.text, 0) > at + 1:
            # 附件： and a title that stands again below another 附件 is the list, however short.
            return Opening(at, OpeningKind.ANNEX_LIST, _label_end(match), None, at + 1)
        if follower is not None and is_title_like(follower.text) and not ENTRY_RE.match(follower.text):
            return Opening(at, kind, _label_end(match), ordinal, _title_end(blocks, at + 1))
        return Opening(at, kind, _label_end(match), ordinal, at)
    if ENTRY_RE.match(rest) and not match["n"]:
        return Opening(at, OpeningKind.ANNEX_LIST, _label_end(match), None, _list_end(blocks, at, text))
    if re.match(r"^[^:：、.． 　《“（(\w]", rest) or _GOES_ON_RE.match(rest):
        return None  # 附件中所列…: a sentence that begins with the word
    is_glued = ordinal is None and match["s"] == "" and not text[2:].startswith((" ", "　"))
    if is_glued and not (rest.endswith(_TABLE_ENDS) and at + 1 < len(blocks) and isinstance(blocks[at + 1], Grid)):
        return None  # 附件重点任务分工表 heads an annex only above its table
    # 附件1：… directly above 附件2：… or above the signature is a list; with text below it, the annex itself.
    repeated = last_places.get(rest, 0) > at or _ends_entry(blocks, at + 1)
    goes_on = ordinal is not None and kind is OpeningKind.ANNEX and _goes_on_with(blocks, at + 1, ordinal + 1)
    if repeated or goes_on or follower is None or ANNEX_RE.match(follower.text) or _closes_letter(follower.text):
        if at + 1 < len(blocks) and isinstance(blocks[at + 1], Grid):
            return Opening(at, kind, _label_end(match), ordinal, at)
        return Opening(at, OpeningKind.ANNEX_LIST, _label_end(match), None, _list_end(blocks, at, text))
    return Opening(at, kind, _label_end(match), ordinal, at)


def _title_end(blocks: tuple[SourceBlock, ...], at: int) -> int:
    """Last block of an annex's title that begins at `at`: one without the word that ends titles may be broken."""
    title, last = "", at
    for place in range(at, min(at + _MOST_TITLE_LINES, len(blocks))):
        line = _line(blocks, place)
        if line is None or not is_title_like(line.text) or opens_with_label(line.text) or _closes_letter(line.text):
            break
        if _STANDING_RE.fullmatch(title):
            last = place
        title += line.text
        if TITLE_END_RE.search(title):
            below = _line(blocks, place + 1)
            goes_on = below is not None and below.text[0] in "（(" and SUBTITLE_RE.match(below.text) is not None
            return place + (goes_on and below is not None and VERSION_RE.search(below.text) is not None)
        if title.endswith(_TABLE_ENDS):
            break
    return last


def _goes_on_with(blocks: tuple[SourceBlock, ...], at: int, ordinal: int) -> bool:
    """Whether 附件1.某表 goes on as a list: 2.某表, 3.某表, and below them the signature."""
    while (line := _line(blocks, at)) is not None and is_title_like(line.text):
        entry = POINT_RE.match(line.text)
        if entry is None:
            return _closes_letter(line.text)
        if read_number(entry["n"]) != ordinal:
            return False
        at, ordinal = at + 1, ordinal + 1
    return False


def _closes_letter(text: str) -> bool:
    return DATE_RE.fullmatch(text) is not None or is_signature(text)


def _line(blocks: tuple[SourceBlock, ...], at: int) -> Line | None:
    block = blocks[at] if at < len(blocks) else None
    return block if isinstance(block, Line) else None


def _ends_entry(blocks: tuple[SourceBlock, ...], at: int) -> bool:
    """Whether a line is the rest of the entry above it, the last of a list: the signature stands right below."""
    above, line, below = (_line(blocks, place) for place in (at - 1, at, at + 1))
    if above is None or line is None or below is None or not _closes_letter(below.text) or _closes_letter(line.text):
        return False
    broken = not TITLE_END_RE.search(above.text) and not above.text.endswith(_TABLE_ENDS)
    is_rest = len(line.text) <= _LONGEST_REST and line.text[:1] not in "（(，、" and not holds(line.text, "：:；。")
    return broken and is_rest


def _list_end(blocks: tuple[SourceBlock, ...], at: int, text: str) -> int:
    """Last block of a list of annexes that begins at `at`, with a line of this text."""
    last = at
    label = ANNEX_RE.match(text)
    numbered = label is not None and POINT_RE.match(text, label.end()) is not None
    while (line := _line(blocks, last + 1)) is not None:
        # 1.甲 2.乙, then 附件1：甲: the list is over, and the first annex begins.
        if numbered and (annex := ANNEX_RE.match(line.text)) and annex["n"]:
            break
        numbered = numbered or (last == at and POINT_RE.match(line.text) is not None)
        entry = is_title_like(line.text) and (ENTRY_RE.match(line.text) or line.hints.item)
        entry = entry or _ends_entry(blocks, last + 1)
        heads_annex = ANNEX_RE.fullmatch(line.text) is not None
        if not entry or heads_annex or DATE_RE.fullmatch(line.text):
            break
        last += 1
    return last
