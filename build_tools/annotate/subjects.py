"""Whose a number is: the subject before the verb of its clause, or one that the clause has lost.

软件业实现营业收入 is the indicator 营业收入 of 软件业. An indicator that is nothing but 产值 or 规模 belongs to what
the sentence, its paragraph or the heading above speaks of.
"""

import re
from collections.abc import Sequence

from build_tools.hanzi.punctuation import holds

_SPLIT_RE = re.compile(
    r"(?P<subject>[^，。；：\n]{2,40}?)(?:每年|三年|五年|共|累计|已|计划|将)*"
    r"(?:实现|完成|建成|拥有|共有|安排|发放|(?<=政府|财政)投入)(?=[^，。；]{2,}$)(?!.{2}(?:率|度|区)|.?(?:率|度|比|后|区|量|面积|产权|的|任务))(?!整治$|改造$|建设$)"
)
_SHARES = tuple(of + share for of in "的者" for share in "比例 比重 占比 数量 企业 单位 个数 人数".split())
_PER_HEAD, _VERB_FRONTS = ("每", "人均", "户均"), ("的", "未", "可")
_BARE_RE = re.compile(
    r"(?:年|总|年度)?(?:产值|增加值|营业收入|主营业务收入|经营收入|销售收入|收入|营收|利润|利润总额|税收|规模|产量|总量|产能"
    r"|投资|总投资)(?:年均增速|增速)?"
)
# 装备产业规模迈上新台阶: what the clause speaks of, and what is told of it.
_TOPIC_RE = re.compile(
    r"(?:^|[，。；：、])(?:其中)?(?P<topic>(?![为使把将对在以由从与])[\u4e00-\u9fff“”A-Za-z0-9]{2,20}?)(?<![的以来地])(?:规模|实力|总量)?"
    r"(?:保持|稳步|快速|持续|不断|显著|迈上|加快|进一步|更加|明显|平稳|较快|蓬勃|实现稳)"
)
_ASPECT_RE = re.compile(
    r"产业|企业|.{0,4}(?:能力|梯队|体系|环境|结构|水平|效益|质量|生态|规模|实力|布局|作用|支撑)|.*(?:进程|步伐|力度|投入|工作|建设)"
)
_FIELDS = ("业", "领域", "经济", "项目", "园区", "市场")
_LABEL_RE = re.compile(r"^(?:第.{1,4}[章节]|[（(]?[一二三四五六七八九十]+[)）、]|[0-9]+[.．、])\s*")
_PARAGRAPH = 160  # characters before a number in which its paragraph names what it speaks of
_LONGEST_FIELD = 16


def split_subject(words: str) -> tuple[int, int]:
    """Return (end of the subject, start of the indicator) in the words before a number; (0, 0) where they are one."""
    match = _SPLIT_RE.match(words)
    if match is None or words.endswith(_SHARES):
        return 0, 0
    if holds(match["subject"], _PER_HEAD) or match["subject"].endswith(_VERB_FRONTS):
        return 0, 0
    return match.end("subject"), match.end()


def find_subject(indicator: str, before: str, named: str, headings: Sequence[str]) -> str:
    """Return whose a bare indicator is, "" where it says so itself or nothing does.

    Args:
        indicator: in the words of the clause.
        before: what the paragraph says before its clause.
        named: the subject of a number before it in the sentence, or "".
        headings: above the paragraph, outermost first.
    """
    if _BARE_RE.fullmatch(indicator) is None:
        return ""
    if named:
        return named
    topics = [match["topic"] for match in _TOPIC_RE.finditer(before[-_PARAGRAPH:])]
    if topics and not _ASPECT_RE.fullmatch(topics[-1]):
        return topics[-1]
    heading = _LABEL_RE.sub("", headings[-1]) if headings else ""
    return heading if len(heading) <= _LONGEST_FIELD and heading.endswith(_FIELDS) else ""
