"""Doubts about the text as a whole: it is no plan, a table became lines, or nobody answers for anything."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise, takewhile

from build_tools.audit.outline import Audited, fold
from build_tools.hanzi.bodies import is_body, read_body
from build_tools.hanzi.drafting import COLUMN_NAME_RE, FIGURES_RE
from build_tools.hanzi.numerals import DATE_RE
from build_tools.hanzi.punctuation import holds, is_han, squeeze
from build_tools.model.report import Diagnostic

_STUDY = (
    "学习笔记 读书笔记 课堂讨论 思考题 延伸阅读 学习心得 心得体会 知识点 考点 核心概念 要点梳理 阅读材料 参考答案 "
    "深度解析 重点解析 任务解析"
).split()
_FEWEST_STUDY = 2
_JSON_RE = re.compile(r"\"[^\"\n]{1,60}\"\s*:\s*[\"\[{0-9tfn]")
_MAIL_RE = re.compile(
    r"^(?:From|To|Cc|Subject|Date|Message-I[Dd]|Received|MIME-Version|Content-Type|发件人|收件人|主题)[:：] ?\S"
)
_FEWEST_KEYS = 4
_FEWEST_HEADERS = 3
_LEAST_CHINESE = 0.5
_FEWEST_LETTERS = 200
_RUN, _SHORT = 12, 14
# So many names of columns within so many lines; characters of the longest.
_NAMES, _NAMED_WITHIN, _NAME = 4, 7, 8
_ROWS = 3
# So many words of a drawing beside its caption; letters of the longest caption.
_WORDS, _CAPTION = 2, 40
# So many lines of figures alone.
_FIGURES = 3
_NUMBER_RE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?")
_GROUP_RE = re.compile(r"[（(](?P<names>[^（()）。]{2,80}[局委办厅部府院会][^（()）。]{0,30})[）)][。；]?$")
_PARTS_RE = re.compile(r"[、，；：,;:]|牵头|配合|按职责|分工|负责|等|和|及|与")
_FEWEST_GROUPS = 3
# What GBK and UTF-8 make of each other's bytes, and of memory that nobody wrote.
_GARBLED = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯", "ï»¿", "â€", "鈥")
# Bytes of GB 2312 read as Latin letters (¹æ»®); dots and crosses may stand in rows, too.
_BYTES_RE = re.compile("[\u00a1-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u00fe]{6}")
# So many paragraphs, and so large a share of all, that end with a comma.
_FEWEST_CUT, _CUT = 5, 0.05


def doubt_document(audited: Audited) -> Iterator[Diagnostic]:
    """The page holds no document's text, as its reader says."""
    if not audited.plan_body:
        yield audited.doubt("no-document")


def doubt_study(audited: Audited) -> Iterator[Diagnostic]:
    """The text teaches about a plan."""
    found = [line for line in audited.lines if len(line) <= 30 and holds(line, _STUDY)]
    if len(found) >= _FEWEST_STUDY:
        yield audited.doubt("study-note", found[0])


def doubt_data(audited: Audited) -> Iterator[Diagnostic]:
    """The file is a dump of data or of mail."""
    if audited.source.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        if len(_JSON_RE.findall(audited.source[:20_000])) >= _FEWEST_KEYS:
            yield audited.doubt("file-is-data")
    elif sum(_MAIL_RE.match(line.text) is not None for line in audited.printed[:40]) >= _FEWEST_HEADERS:
        yield audited.doubt("file-is-mail")


def doubt_language(audited: Audited) -> Iterator[Diagnostic]:
    """Most letters are no Chinese characters."""
    counts = Counter("".join(audited.lines))
    letters = sum(count for char, count in counts.items() if char.isalpha())
    chinese = sum(count for char, count in counts.items() if is_han(char))
    if letters >= _FEWEST_LETTERS and chinese < _LEAST_CHINESE * letters:
        yield audited.doubt("mostly-not-chinese", percent=100 * chinese // letters)


def doubt_table(audited: Audited) -> Iterator[Diagnostic]:
    """Short lines by the dozen stand under each other, or names of columns do, or bars part words of several lines."""
    barred = [line for line in audited.lines if max(map(line.count, "|│")) > 1 and line not in audited.cells]
    if len(barred) > 1:
        yield audited.doubt("table-lost", barred[0], count=len(barred))
        return
    if head := next(_find_heads_of_rows(audited), ""):
        yield audited.doubt("table-lost", head, count=_ROWS)
        return
    if figures := next(_find_figures(audited), []):
        yield audited.doubt("table-lost", figures[0], count=len(figures))
        return
    if words := next(_find_words_of_drawings(audited), []):
        yield audited.doubt("table-lost", words[0], count=len(words))
        return
    headings = {squeeze(item.label + item.heading) for item in audited.items}
    names = [
        at
        for at, line in enumerate(audited.lines)
        if len(line) <= _NAME
        and COLUMN_NAME_RE.search(line)
        and not line.endswith(("。", "；"))
        and squeeze(line) not in headings
        and line not in audited.cells
    ]
    # Four names near each other, or three right below each other.
    for count, within in ((_NAMES, _NAMED_WITHIN), (_NAMES - 1, _NAMES - 2)):
        for first, last in zip(names, names[count - 1 :], strict=False):
            if last - first <= within:
                yield audited.doubt("table-lost", audited.lines[first], count=count)
                return
    bounds = [-1]
    for at, line in enumerate(audited.lines):
        cell = len(line) <= _SHORT and not line.endswith(tuple("。；：;:")) and squeeze(line) not in headings
        if (
            not cell
            or line in audited.cells
            or is_body(line)
            or DATE_RE.search(line)
            or any(line.startswith(item) for item in ("附", "《"))
        ):
            bounds.append(at)
    bounds.append(len(audited.lines))
    for start, end in pairwise(bounds):
        if end - start - 1 >= _RUN:
            yield audited.doubt("table-lost", audited.lines[start + 1], count=end - start - 1)
            return


def _find_figures(audited: Audited) -> Iterator[list[str]]:
    """Yield lines below each other that are figures and nothing else: of a table, or of a chart that prints words.

    In cells of a table they are the scale of a chart where they fall to 0 by equal steps.
    """
    for is_figures, group in groupby(audited.lines, lambda line: FIGURES_RE.fullmatch(line) is not None):
        run = [line for line in group if any(map(str.isdigit, line))]
        steps = {round(float(one) - float(other), 6) for one, other in pairwise(run)} if _is_scale(run) else set()
        if is_figures and (sum(line not in audited.cells for line in run) >= _FIGURES or len(steps) == 1):
            yield run


def _is_scale(run: list[str]) -> bool:
    return len(run) > _FIGURES and run[-1] == "0" and all(map(_NUMBER_RE.fullmatch, run))


def _find_words_of_drawings(audited: Audited) -> Iterator[list[str]]:
    """Yield the words beside a figure's caption where no picture stands: those that the drawing prints.

    They stand below each other, or in one row, apart by blanks.
    """
    headings = {"".join((item.label + item.heading).split()) for item in audited.items}
    for at, line in enumerate(audited.lines):
        if not _is_caption(line):
            continue
        above = audited.lines[max(0, at - _RUN) : at][::-1]
        for beside in (above, audited.lines[at + 1 : at + _RUN]):
            rows = takewhile(bool, (_words_of_drawing(row, headings, audited) for row in beside))
            words = [word for row in rows for word in row]
            if len(words) >= _WORDS:
                yield words


def _is_caption(line: str) -> bool:
    """Whether a line is 图1　空间结构, or 附图1 and its title."""
    bare = line.removeprefix("附")
    return bare[:1] in ("图", "圖") and bare[1:].lstrip(" \u3000")[:1].isdecimal() and len(line) <= _CAPTION


def _words_of_drawing(line: str, headings: set[str], audited: Audited) -> list[str]:
    """Return the words of a line that a drawing may print; none where it is a line of the text."""
    words = line.split()
    is_text = (
        any(len(word) > _SHORT or word.endswith(tuple("。；：;:，,")) or is_body(word) for word in words)
        or (len(words) > 1 and holds(line, "：:"))
        or "".join(words) in headings
        or line in audited.cells
        or line.startswith(("附", "〔", "图", "圖", "表", "注"))
        or DATE_RE.search(line)
    )
    return [] if is_text else words


def _find_heads_of_rows(audited: Audited) -> Iterator[str]:
    """Yield lines that name columns above lines of as many words: 序号 任务 责任单位 时限, apart by one sign each."""
    texts = [line.text for line in audited.printed]
    cells = set(map(fold, audited.cells))
    for at, text in enumerate(texts[: 1 - _ROWS]):
        for sign in (None, ",", "，", "|"):
            names = text.split(sign)
            named = sum(len(name) <= _NAME and COLUMN_NAME_RE.search(name) is not None for name in names)
            rows = texts[at + 1 : at + _ROWS]
            if (
                len(names) >= _NAMES
                and named >= _NAMES - 1
                and cells.isdisjoint(map(fold, names))
                and all(len(row.split(sign)) == len(names) for row in rows)
            ):
                yield text


def doubt_cut_paragraphs(audited: Audited) -> Iterator[Diagnostic]:
    """Paragraphs by the dozen end in mid-sentence: the lines of a print were not joined."""
    cut = [line for line in audited.lines if line.endswith(("，", "、")) and line not in audited.cells]
    if len(cut) >= max(_FEWEST_CUT, _CUT * len(audited.lines)):
        yield audited.doubt("paragraphs-cut", cut[0], count=len(cut))


def doubt_garbled(audited: Audited) -> Iterator[Diagnostic]:
    """Words stand in the text that come of bytes read in another encoding than they were written in."""
    found = [line for line in audited.lines if any(sign in line for sign in _GARBLED) or _BYTES_RE.search(line)]
    if found:
        yield audited.doubt("text-garbled", found[0], count=len(found))


def doubt_bodies(audited: Audited) -> Iterator[Diagnostic]:
    """Items end in brackets with bodies, and no group was read."""
    found = [(line, match) for line in audited.lines if (match := _GROUP_RE.search(line))]
    # （门急诊、住院）ends as the name of a body does.
    groups = [line for line, match in found if any(map(_is_sure, _PARTS_RE.split(match["names"])))]
    if not audited.groups and len(groups) >= _FEWEST_GROUPS:
        yield audited.doubt("bodies-not-read", groups[0][-40:], count=len(groups))


def _is_sure(name: str) -> bool:
    form = read_body(name)
    return form is not None and form.is_sure
