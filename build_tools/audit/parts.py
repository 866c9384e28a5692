"""Doubts about the parts of a document: its annexes, and the plans that a letter issues."""

import re
from collections import Counter
from collections.abc import Iterator

from build_tools.audit.outline import Audited, Item, fold
from build_tools.hanzi.drafting import FILE_ENDING_RE, ISSUES_RE, NAMED_RE
from build_tools.hanzi.labels import ENTRY_RE
from build_tools.model.report import Diagnostic

_ANNEX_LINE_RE = re.compile(r"^附\s*[件录]\s*([0-9一二三四五六七八九十]{0,3})\s*[:：]?\s*([^。；]{0,50})$")
_SEPARATE_RE = re.compile(r"》(?:（[^（）]{1,20}）)?[、，和及以\s]{0,3}《")
_FEWEST_ITEMS = 5
_LINES_BELOW = 3


def doubt_only_annex(audited: Audited) -> Iterator[Diagnostic]:
    """All labelled divisions stand in an annex."""
    inner = [item for item in audited.items if item.kind != "annex"]
    # A letter may carry its plan as an annex: then the document has that annex's title.
    plan = any(item.kind == "annex" and fold(item.heading) == fold(audited.title) for item in audited.items)
    plan |= "》等" in audited.title  # 《甲》等文件的通知: each of them is an annex
    if len(inner) >= _FEWEST_ITEMS and not plan and all(item.page for item in inner):
        yield audited.doubt("text-only-in-annex", inner[0].label + inner[0].heading)


def doubt_twice(audited: Audited) -> Iterator[Diagnostic]:
    """Two annexes have one number or one name."""
    annexes = [item for item in audited.items if item.kind == "annex"]
    numbers = Counter(number for item in annexes if (number := _number(item)))
    names = Counter(fold(item.heading) for item in annexes if item.heading)
    for item in annexes:
        number, name = _number(item), fold(item.heading)
        if numbers[number] > 1 or names[name] > 1:
            yield audited.doubt("annex-twice", item.label + item.heading)
            return


def _number(annex: Item) -> str:
    return fold(annex.label).strip("附件录：:.．、 \t\u3000")


def doubt_swallowed(audited: Audited) -> Iterator[Diagnostic]:
    """A line is an annex's label, and no annex begins there; or divisions stand in an annex that is none."""
    anchors = {item.anchor for item in audited.items}
    for item in audited.items:
        if item.page and item.page.startswith("annex") and item.page not in anchors:
            yield audited.doubt("annex-swallowed", item.label + item.opening)
            return
    annexes = {fold(item.label + item.heading)[:8] for item in audited.items if item.kind == "annex"}
    known = {_number(item) for item in audited.items if item.kind == "annex"}
    lines = audited.lines
    for at, line in enumerate(lines):
        label = _ANNEX_LINE_RE.match(line)
        if label is None or at + _LINES_BELOW >= len(lines) or fold(line)[:8] in annexes or label[1] in known:
            continue
        if FILE_ENDING_RE.search(line if label[2] else lines[at + 1]):
            continue  # a link to the file
        # 附件：1.…, 2.…: the list of what is annexed.
        listed = any(ENTRY_RE.match(near) for near in (lines[at - 1] if at else "", lines[at + 1]))
        if label[1] and not listed and line not in audited.cells:
            yield audited.doubt("annex-swallowed", line)
            return


def doubt_plans(audited: Audited) -> Iterator[Diagnostic]:
    """The letter issues several documents, and the outline has one."""
    pages = {item.page for item in audited.items if item.page}
    for line in audited.head:
        if not ISSUES_RE.search(line) or not _SEPARATE_RE.search(line) or len(line) > 400:
            continue
        issued = line[: line.rfind("》") + 1]
        names = list(dict.fromkeys(NAMED_RE.findall(issued)))
        following = line[len(issued) :][:30]
        if not re.search(r"(?:印发|发布|公布|下发|颁布)(?:给|$|，|。)|的(?:通知|公告|函|决定)", following):
            continue
        titles = sum(1 for name in names if _begins(audited, name))
        if len(names) > 1 and titles > 1 and len(pages) < len(names) - 1:
            yield audited.doubt("plans-merged", line, count=len(names))
            return


def _begins(audited: Audited, name: str) -> bool:
    """Whether a document of this name begins somewhere: a line is its title."""
    return any(fold(line).strip("《》") == fold(name) for line in audited.lines) or fold(name) == fold(audited.title)
