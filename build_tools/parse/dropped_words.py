"""Words that were dropped between a document's first label and its last: each is a doubt with its place.

Takes the tree and every drop of a witness; gives diagnostics. What is dropped there may be a page's running head or a
second copy of the text, and it may be a clause that speaks as pages do: only a person can tell.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby

from build_tools.hanzi.page_numbers import CONTENTS_TITLE_RE
from build_tools.hanzi.punctuation import fold_width, squeeze
from build_tools.model.division import UNLABELLED, Division
from build_tools.model.line import Drop
from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.model.witness import Witness

# Rules that take no word of a document away, or are told where they apply; （此件公开发布） is whole, or is not taken.
_WORDLESS = frozenset(
    "markup indent line-break letter-spacing column-gap comment script-or-style front-matter link-address page-number"
    " repeated-head hyphenation ornament overprint unseen"
    " embedded-object page-title publicity-mark struck-out decided".split()
)
# A head that a printed page has at one place on so many pages is the page's beyond doubt; the numbers in it may change.
_HEAD, _CERTAIN, _SHORTEST = "running-head", 3, 4
_DIGITS_RE = re.compile(r"[0-9０-９]+|\s+")
# Contents with their title: each entry stands again in the text.
_CONTENTS = "contents-list"
# What browsers print around a page: its address, the day and the hour.
_BROWSER_RE = re.compile(r"(?:https?|file)://|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4},? [0-9]{1,2}:[0-9]{2}")
_SITE_RE = re.compile(r"[_|\-—]")
_WORD_RE = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{3}")


def doubt_drops(root: Division, drops: Iterable[Drop], witness: Witness, title: str) -> list[Diagnostic]:
    """Return one diagnostic for each text that was dropped inside the document, at its first place.

    Heads that print the document's title, that of its contents, or a heading once more, take no word away.
    """
    labelled = [node for node in root.walk() if isinstance(node, Division) and node.num and node.kind not in UNLABELLED]
    labels = [node.num.start for node in labelled]
    if not labels:
        return []
    # What stands around the text of a file stands inside of none, though another file follows.
    files: defaultdict[int, list[int]] = defaultdict(list)
    for start in labels:
        files[bisect_right(witness.file_starts, start)].append(start)
    bounds = {number: (min(own), max(own)) for number, own in files.items()}
    around = min(labels), max(labels)

    def is_inside(start: int) -> bool:
        first, last = bounds.get(bisect_right(witness.file_starts, start), around)
        return first <= start < last

    told: list[Drop] = []
    for rule, group in groupby((drop for drop in drops if drop.rule not in _WORDLESS), key=lambda drop: drop.rule):
        run = list(group)
        if rule != _CONTENTS or not CONTENTS_TITLE_RE.match("".join(witness.text[one.start : one.end] for one in run)):
            told.extend(run)
    texts = [witness.text[drop.start : drop.end].strip() for drop in told]
    keys = [_DIGITS_RE.sub("0", text) if drop.rule == _HEAD else text for drop, text in zip(told, texts, strict=True)]
    is_printed = witness.reading is not None and bool(witness.reading.pages)
    heads = Counter(key for drop, key in zip(told, keys, strict=True) if drop.rule == _HEAD)
    printed = fold_width(squeeze(title))
    headings = {fold_width(squeeze(f"{node.num}{node.heading}")) for node in labelled} if heads else set()
    found: dict[str, Diagnostic] = {}
    for drop, text, key in zip(told, texts, keys, strict=True):
        if not is_inside(drop.start) or key in found or not _WORD_RE.search(text):
            continue
        if drop.rule == _HEAD:
            is_known = CONTENTS_TITLE_RE.fullmatch(text) or _prints_again(fold_width(squeeze(text)), printed, headings)
            if is_known or (is_printed and (heads[key] >= _CERTAIN or _BROWSER_RE.match(text))):
                continue
        found[key] = make_diagnostic("dropped-inside", witness.line_no(drop.start), text, rule=drop.rule)
    return list(found.values())


def _prints_again(head: str, title: str, headings: Iterable[str]) -> bool:
    """Whether a head has no words but those of the title, of a heading or of both; figures count its pages.

    A browser prints the name of the site behind the title.
    """
    if head in headings:
        return True
    if title and head.startswith(title) and _SITE_RE.match(head, len(title)):
        return True
    rest = head
    for heading in sorted(headings, key=len, reverse=True):
        if len(heading) >= _SHORTEST:
            rest = rest.replace(heading, "")
    rest = _DIGITS_RE.sub("", rest) if not _is_part(rest, title) else rest
    return not rest or _is_part(rest, title)


def _is_part(words: str, title: str) -> bool:
    return len(words) >= _SHORTEST and words in title
