"""Title lines → titles: lines that follow each other are one title, the same again, or another one.

Takes the placed lines of a document; gives runs of title lines, and what a run says.
"""

from collections.abc import Iterable, Sequence

from build_tools.hanzi.drafting import BARE_TITLE_RE, LETTER_ENDS, TITLE_END_RE, VERSION_RE, opens_with_year
from build_tools.hanzi.punctuation import fold_width, keep_words
from build_tools.parse.bodies import is_signature
from build_tools.parse.enactment import cut_number
from build_tools.parse.evidence import Evidence
from build_tools.parse.parts import Part, Placed, Zone
from build_tools.parse.title_signs import begins_letter, is_raised

_ABOUT = ("关于", "關於", "印发", "转发", "批转", "发布", "公布", "贯彻", "落实")
_GOES_ON = tuple("（(的和及与暨、")
_LETTERS = (*LETTER_ENDS, "的意见")
_FILED = ("（", "(", "【", "[")


def title_key(title: str) -> str:
    """Return what titles of one document have in common, without signs and the bracket that tells years or state."""
    name, sign, version = fold_width(title).rpartition("(")
    own = name if sign and version.endswith(")") and VERSION_RE.search(version) else name + version
    return keep_words(own)


def find_title_runs(lines: Sequence[Placed], zone: Zone) -> Iterable[list[Placed]]:
    """Yield the runs of title lines of the first head in a zone."""
    run: list[Placed] = []
    seen = False
    for item in lines:
        if item.zone is zone and item.part is Part.TITLE:
            above = run[-1].evidence if run else None
            if above and TITLE_END_RE.search(above.name) and _is_apart(item.evidence, above):
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


def _is_apart(item: Evidence, above: Evidence) -> bool:
    """Whether the markup sets a title apart from the line above it; a bracket goes with that line."""
    return is_raised(item) and not is_raised(above) and not item.text.startswith(_FILED)


def join_title(run: Sequence[Placed], named: Iterable[str] = ()) -> str:
    """Join the lines of a title; one that stands twice, in whole or in part, is read once.

    Args:
        run: the lines.
        named: titles that the file or the letter gives to the document.
    """
    title = begun = ""
    texts = [_halve(_without_notes(item)) for item in run]
    whole_title = "".join(texts)
    if any(keep_words(name) == keep_words(whole_title) for name in named):
        return whole_title
    rest = "".join(map(fold_width, texts))
    for text in texts:
        whole = TITLE_END_RE.search(title) is not None and not _is_ended_by(title, text)
        if whole and rest.startswith(fold_width(title)):
            title = ""  # the same again, broken over the lines from here
        elif whole and begins_letter(text):
            title = ""  # 某市人民政府关于… begins another title
        elif title and is_whole_title(text) and is_signature(title) and not _needs_body(text):
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


def _needs_body(text: str) -> bool:
    """Whether a title says of nobody whose it is: 关于…, “十四五”某规划, 2024年工作要点."""
    return text.startswith((*_ABOUT, "“")) or opens_with_year(text)


def _is_ended_by(title: str, text: str) -> bool:
    """Whether a line ends a letter's title whose first line only happens to end so: 某局关于优化措施⏎支持企业的通知."""
    is_begun = begins_letter(title) and not title.endswith(_LETTERS)
    return is_begun and text.endswith(_LETTERS) and "关于" not in text


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
