"""A page's data block whose labels and values stand on lines of their own, as browsers copy it.

Takes marked blocks; marks a run of known labels, each with its value on the next line, as page data. A value is
taken only where it is such as its label asks for: what follows the last label may be the document's title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from build_tools.hanzi.numerals import read_date
from build_tools.model.line import Block, Line

_NUMBER_RE = re.compile(r"[（(〔\[［【﹝](?:19|20)[0-9]{2}[）)〕\]］】﹞]第?[ ]?[0-9]{1,5}[ ]?号$")
_CODE_RE = re.compile(r"[A-Za-z0-9/\-_.:]{4,60}")
_TITLE_END_RE = re.compile(
    r"(?:规划|计划|方案|意见|办法|措施|条例|规定|决定|细则|纲要|通知|通告|公告|函|批复)(?:[（(][^（）()]{1,40}[）)])?$"
)
# Labels that no table of a document has for its columns.
_SURE = frozenset(
    "索引号 索取号 信息索引号 发文机关 发文机构 发文单位 制发机关 发文字号 成文日期 发文日期 公开日期 发布日期 发布机构"
    " 有效性 时效性 主题分类 公开方式 公开范围 公开类别 信息分类 组配分类 效力状态 公文种类".split()
)
_FEWEST_SURE = 3
_LONGEST_VALUE = 24


def mark_label_lines(
    marked: list[tuple[Block, str | None]], labels: Mapping[str, str], note: Callable[[str, str], None]
) -> set[int]:
    """Mark the lines of such a block in place and return them; `note` gets each fact and its value."""
    taken: set[int] = set()
    names = [_label(block, labels) for block, _ in marked]
    sure = [at for at, name in enumerate(names) if name in _SURE]
    if len(sure) < _FEWEST_SURE or sure[-1] - sure[0] > 4 * len(sure):
        return taken
    first = next(at for at in range(max(0, sure[0] - 4), sure[0] + 1) if names[at])
    last = sure[-1]
    texts = [block.text if isinstance(block, Line) else "" for block, _ in marked]
    for at in range(first, last + 1):
        name = names[at]
        if not name:
            continue
        marked[at] = (marked[at][0], "page-data")
        taken.add(at)
        value = texts[at + 1] if at + 1 < len(texts) else ""
        if not value or names[at + 1] or not _fits(labels[name], value, again=value in texts[at + 2 :]):
            continue
        note(labels[name], value)
        marked[at + 1] = (marked[at + 1][0], "page-data")
        taken.add(at + 1)
    return taken


def _label(block: Block, labels: Mapping[str, str]) -> str:
    if not isinstance(block, Line) or len(block.text) > _LONGEST_VALUE:
        return ""
    bare = re.sub(r"[ \u3000\u00a0]", "", block.text).lstrip("·•*-").rstrip("：:")
    return bare if bare in labels else ""


def _fits(fact: str, value: str, *, again: bool) -> bool:
    """Whether a line may be the value of a fact; `again`: it stands further below once more."""
    if fact == "title":
        return again
    if fact == "doc_number":
        return again or _NUMBER_RE.search(value) is not None
    if fact.startswith("date"):
        return len(value) <= _LONGEST_VALUE and read_date(value) is not None
    if fact == "index_number":
        return _CODE_RE.fullmatch(value) is not None or len(value) <= _LONGEST_VALUE
    return len(value) <= _LONGEST_VALUE and _TITLE_END_RE.search(value) is None
