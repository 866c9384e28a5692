"""Title lines → titles: lines that follow each other are one title, the same again, or another one.

Takes the placed lines of a document; gives runs of title lines, and what a run says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from build_tools.hanzi.drafting import BARE_TITLE_RE, TITLE_END_RE, VERSION_RE
from build_tools.hanzi.punctuation import fold_width
from build_tools.parse.bodies import is_signature
from build_tools.parse.enactment import cut_number
from build_tools.parse.evidence import is_raised
from build_tools.parse.parts import Part, Placed, Zone

_BEGINS_RE = re.compile(r"(?P<body>[^，。：；]{2,40}?)(?:关于|關於)")
_ABOUT = ("关于", "關於", "印发", "转发", "批转", "发布", "公布", "贯彻", "落实")
_GOES_ON = tuple("（(的和及与暨、")
# Nothing follows such a word in a title.
_LETTERS = ("的通知", "的函", "的通告", "的通报", "的公告", "的批复", "的決定", "的决定", "的意见")
_FILED = ("（", "(", "【", "[")


def find_title_runs(lines: Sequence[Placed], zone: Zone) -> Iterable[list[Placed]]:
    """Yield the runs of title lines of the first head in a zone."""
    run: list[Placed] = []
    seen = False
    for item in lines:
        if item.zone is zone and item.part is Part.TITLE:
            above = run[-1].evidence if run else None
            if above and TITLE_END_RE.search(above.name) and is_raised(item.evidence) and not is_raised(above):
                yield run  # a menu's word or a site's own title, and then the document's
                run = []
            run.append(item)
            seen = True
            continue
        if run:
            yield run
            run = []
        if seen and item.zone is not zone and not item.is_dropped:
            return
    if run:
        yield run


def join_title(run: Sequence[Placed]) -> str:
    """Join the lines of a title; one that stands twice, in whole or in part, is read once."""
    title = begun = ""
    texts = [_halve(_without_notes(item)) for item in run]
    rest = "".join(map(fold_width, texts))
    for text in texts:
        whole = TITLE_END_RE.search(title) is not None
        if whole and rest.startswith(fold_width(title)):
            title = ""  # the same again, broken over the lines from here
        elif whole and (begins := _BEGINS_RE.match(text)) and is_signature(begins["body"]):
            title = ""  # 某市人民政府关于… begins another title
        elif title and is_whole_title(text) and is_signature(title) and not text.startswith(_ABOUT):
            title = ""  # whose page or paper it is, above a title that needs no body
        rest = rest[len(fold_width(text)) :]
        if whole and (fold_width(title).endswith(fold_width(text)) or fold_width(title) in fold_width(text)):
            short, long = sorted((title, text), key=len)
            # （某省）某某规划: who filed it has set the place before.
            title = short if long.startswith(_FILED) and fold_width(long).endswith(fold_width(short)) else long
        elif whole and is_whole_title(text):
            title = begun + text  # another title: the one nearer to the text counts
        elif text.startswith(("（", "(")) and not VERSION_RE.search(text):
            continue
        elif title.endswith(_LETTERS):
            begun += text
        else:
            title += text
    return title


def _halve(text: str) -> str:
    """Return a title that stands twice on one line once."""
    half = len(text) // 2
    return text[:half] if half and text[:half] == text[half:] else text


def is_whole_title(text: str) -> bool:
    """Whether a line ends as titles do and says of what: not 实施细则（试行）, the rest of the line above."""
    return TITLE_END_RE.search(text) is not None and not text.startswith(_GOES_ON) and not BARE_TITLE_RE.fullmatch(text)


def _without_notes(item: Placed) -> str:
    """Return what a line says without the numbers of notes, which its format computes: they are no part of a title."""
    line = item.evidence.line
    runs = line.passage.runs if line is not None else ()
    if not any(run.computed == "note-number" for run in runs):
        return cut_number(item.evidence.text)[0]
    return "".join(run.text for run in runs if run.computed != "note-number")
