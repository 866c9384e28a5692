"""Data that a page tells of its document, as labels with values: 来源：… 发布日期：….

Takes lines and tables of a page; tells which consist of such data, and keeps what they say as facts. A label is one of
a list that portals share; what it means in running text is not decided here (`above_text`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from build_tools.clean.lines import LineSink
from build_tools.hanzi.numerals import read_date
from build_tools.model.line import Grid

# Labels of a page's data block, and the fact that each one carries ("" where it is of no use to readers).
LABELS = {
    "索引号": "index_number",
    "索取号": "index_number",
    "信息索引号": "index_number",
    "主题分类": "",
    "主题词": "",
    "更新时间": "",
    "公文种类": "",
    "体裁分类": "",
    "信息分类": "",
    "分类": "",
    "组配分类": "",
    "服务对象": "",
    "公开范围": "",
    "公开类别": "",
    "公开形式": "",
    "公开方式": "",
    "公开属性": "",
    "公开时限": "",
    "时效性": "",
    "有效性": "",
    "有效期": "",
    "效力状态": "",
    "状态": "",
    "层级": "",
    "类型": "",
    "阅读次数": "",
    "浏览次数": "",
    "浏览": "",
    "阅读": "",
    "分享": "",
    "分享到": "",
    "浏览量": "",
    "点击数": "",
    "点击量": "",
    "访问量": "",
    "字体": "",
    "字号": "",
    "字体大小": "",
    "视力保护色": "",
    "保护视力色": "",
    "打印": "",
    "作者": "",
    "编辑": "",
    "责任编辑": "",
    "责编": "",
    "值班编辑": "",
    "审核": "",
    "校对": "",
    "文章来源": "source",
    "信息来源": "source",
    "稿件来源": "source",
    "来源": "source",
    "发布机构": "publisher",
    "发布单位": "publisher",
    "发文机关": "issuer",
    "发文机构": "issuer",
    "发文单位": "issuer",
    "制发机关": "issuer",
    "文号": "doc_number",
    "发文字号": "doc_number",
    "标题": "title",
    "名称": "title",
    "信息名称": "title",
    "成文日期": "date_signed",
    "发文日期": "date_signed",
    "生成日期": "date_signed",
    "印发日期": "date_signed",
    "签发日期": "date_signed",
    "生效日期": "",
    "实施日期": "",
    "废止日期": "",
    "发布日期": "date_published",
    "发布时间": "date_published",
    "公开日期": "date_published",
    "公开时间": "date_published",
    "日期": "date_published",
    "时间": "date_published",
    "原文链接": "source_url",
    "原文地址": "source_url",
    "官方链接": "source_url",
    "链接": "source_url",
    "网址": "source_url",
    "本文地址": "source_url",
    "本文链接": "source_url",
}
_ENGLISH_LABELS = {
    "title": "title",
    "date": "date_published",
    "published": "date_published",
    "author": "source",
    "source": "source",
    "url": "source_url",
    "source_url": "source_url",
    "link": "source_url",
}
_LABEL_ALTERNATIVES = "|".join(
    r"[ \u3000\u00a0]*".join(map(re.escape, label)) for label in sorted(LABELS, key=len, reverse=True)
)
_LABELLED_RE = re.compile(rf"(?:^|(?<=[\s（(【\[|｜；;，,]))({_LABEL_ALTERNATIVES})[ \u3000]*[:：]")
_GLUED_LABEL_RE = re.compile(rf"({_LABEL_ALTERNATIVES})[ \u3000]*[:：]")
# A date with a time of day is a page's: 2023-05-22 09:12. So is one in figures alone on its line.
_STAMP_RE = re.compile(
    r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ \u3000\u00a0]*"
    r"(?:[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
)
_LONGEST_BESIDE_STAMP = 24
ADDRESS_RE = re.compile(r"^(?:https?|ftp)://\S+$")
INLINE_DATA_RE = re.compile(rf"^[（(]\s*(?:{_LABEL_ALTERNATIVES})[ \u3000]*[:：][^（）()]{{0,80}}[）)]\s*")
_URL_RE = re.compile(r"https?://[^\s<>\"'）)」》，。；]+")
# Words that documents use for their own ends as well: alone on a line they are page data only above the text.
_AMBIGUOUS_LABELS = frozenset(
    "来源 作者 编辑 审核 校对 标题 名称 类型 分类 状态 层级 字号 字体 链接 日期 时间 有效期".split()
)
_LONGEST_VALUE = 50
_DECISIVE_LABELS = frozenset({"索引号", "索取号", "信息索引号"})


@dataclass
class PageFacts:
    """What a page tells: `found` by name, the first of each name."""

    found: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, value: str) -> None:
        """Keep the first value that a page gives for a fact."""
        if name == "source" and ADDRESS_RE.match(value.strip()):
            name = "source_url"
        value = value.strip(" \t\u3000\u00a0|｜;；,，")
        if name.startswith("date"):
            value = read_date(value) or ""
        if name and value:
            self.found.setdefault(name, value)


def read_labelled_facts(pairs: dict[str, str]) -> dict[str, str]:
    """Return the facts among labelled values, as in a front matter; unknown labels are passed over."""
    facts = PageFacts()
    for label, value in pairs.items():
        facts.note(LABELS.get(label, _ENGLISH_LABELS.get(label.lower(), "")), value)
    return facts.found


def _find_labels(text: str) -> list[re.Match[str]]:
    """The labels of a line; those glued to the value before them only where the line opens with a label."""
    labels = list(_LABELLED_RE.finditer(text))
    if not labels or labels[0].start():
        return labels
    glued = list(_GLUED_LABEL_RE.finditer(text))
    return glued if len(glued) > max(2, len(labels)) else labels


def is_data_line(text: str, *, above_text: bool) -> bool:
    """Whether a line consists of labelled page data: 来源：… 发布日期：…."""
    labels = _find_labels(text)
    if not labels or text[: labels[0].start()].strip(" （(【[\u3000"):
        return False
    if _is_address(labels[0], text):
        return True  # 原文链接： with nothing but an address, however long, says where a reprint is from
    if text.endswith(("。", "；")) or len(text) > 120 or INLINE_DATA_RE.match(text):
        return False
    if text.endswith(("：", ":")) and labels[-1].end() != len(text):
        return False
    ends = [*(label.start() for label in labels[1:]), len(text)]
    if any(end - label.end() > _LONGEST_VALUE for label, end in zip(labels, ends, strict=True)):
        return False
    # One label alone may open a sentence of the document (来源：… in a table note); a short line may not.
    if len(labels) > 1:
        return True
    return len(text) <= 60 and (above_text or labels[0][1] not in _AMBIGUOUS_LABELS)


def _is_address(label: re.Match[str], text: str) -> bool:
    value = text[label.end() :].strip(" \u3000)）】]")
    return _name_fact(label) == "source_url" and _URL_RE.fullmatch(value) is not None


def _name_fact(label: re.Match[str]) -> str:
    return LABELS[re.sub(r"[ \u3000\u00a0]", "", label[1])]


def is_stamp(text: str) -> bool:
    """Whether a line is the moment when a page went online, perhaps beside the name of its source."""
    stamp = _STAMP_RE.search(text)
    if stamp is None or len(text) - len(stamp[0]) > _LONGEST_BESIDE_STAMP or text.endswith(("。", "）", ")")):
        return False
    return ":" in stamp[0] or "：" in stamp[0] or (stamp[0] == text and "年" not in text)


def note_line(text: str, facts: PageFacts) -> None:
    """Keep what the labels of a line tell."""
    if is_stamp(text):
        facts.note("date_published", text)
    labels = _find_labels(text)
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        name = _name_fact(label)
        value = text[label.end() : end]
        if name == "source_url" and (url := _URL_RE.search(value)):
            value = url[0]
        if not value.strip(" \u3000)）】]"):
            continue
        facts.note(name, value.strip(" )）】]"))


def is_data_block(grid: Grid) -> bool:
    """Whether a drawn table is the portal's data block: labels of our list in its cells."""
    texts = ["".join(line.text for line in cell.lines) for row in grid.rows for cell in row]
    labels = [
        re.sub(r"[ \u3000\u00a0]", "", text).rstrip("：:") for text in texts if text.rstrip().endswith(("：", ":"))
    ]
    labels.extend(_unmarked_labels(grid))
    known = [label for label in labels if label in LABELS]
    joined = [text for text in texts if _LABELLED_RE.match(text) and len(text) < 120]
    return (
        bool(_DECISIVE_LABELS.intersection(known))
        or len(known) + len(joined) >= 3
        or (len(known) == 1 and len(texts) <= 4 and len([text for text in texts if text]) <= 2)
    )


def _unmarked_labels(grid: Grid) -> list[str]:
    """Labels without a colon in a table that pairs each with the value beside it, over several rows."""
    found: list[str] = []
    rows = 0
    for row in grid.rows:
        texts = [re.sub(r"[ \u3000\u00a0]", "", "".join(line.text for line in cell.lines)) for cell in row]
        pairs = [(texts[at], texts[at + 1]) for at in range(0, len(texts) - 1, 2)]
        here = [label for label, value in pairs if label in LABELS and value not in LABELS]
        rows += bool(here) and len(here) == len(pairs)
        found.extend(here)
    return found if len(found) >= 3 and rows >= 2 and rows == len(grid.rows) else []


def take_data_block(grid: Grid, facts: PageFacts, sink: LineSink) -> None:
    """Drop a drawn table of page data and keep what it tells."""
    for row in grid.rows:
        label = ""
        for cell in row:
            text = "".join(line.text for line in cell.lines)
            bare = re.sub(r"[ \u3000\u00a0]", "", text).rstrip("：:")
            if bare in LABELS:
                label = LABELS[bare]
            else:
                if label:
                    facts.note(label, text)
                elif _LABELLED_RE.match(text):
                    note_line(text, facts)
                label = ""
            for line in cell.lines:
                sink.drop(line.passage, "page-data")
    if grid.caption is not None:
        sink.drop(grid.caption.passage, "page-data")
