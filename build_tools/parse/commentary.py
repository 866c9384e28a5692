"""Whether a page speaks about a document instead of holding it: an explanation, questions and answers, a study note.

Portals print such pages in the same ladder as the document itself (一、出台背景), so the labels tell nothing.
"""

import re
from collections.abc import Sequence

from build_tools.hanzi.labels import opens_with_label
from build_tools.model.line import Line, SourceBlock

_TITLE_RE = re.compile(
    r"(?:解读|解析|图解|答记者问|答问|问答|有问必答|新闻发布会(?:实录)?|(?:起草|编制|修订|制定)的?说明)(?:[（(][^（）()]{1,20}[）)]|之?[一二三四五六七八九十])?[”》]?$"
    r"|解读[^，。《》]{0,8}《[^《》]{4,60}》|^(?:一图(?:读懂|看懂|速览)|图解|【[^】]{0,6}(?:解读|图解|解析)】|(?:政策|专家|文件|部门|权威)?解读\s*[:：|｜丨])"
)
_QUESTION_RE = re.compile(r"^(?:[一二三四五六七八九十0-9]{1,3}[、.．])?\s*(?:问|Q)[0-9]{0,2}[:：、]|^记者(?:问)?[:：]")
_ANSWER_RE = re.compile(r"^(?:答|A)[0-9]{0,2}[:：、]|^(?:[^，。：]{2,20})?(?:负责人|同志)(?:答)?[:：]")
# Headings and openings of who studies a document.
_STUDY_RE = re.compile(
    r"核心摘要|一句话(?:概括|总结)|(?:内容|要点|条款|文本)?(?:精读|精选解读|导读)|教学应用|课堂讨论|思考题|学习(?:笔记|心得|要点)|延伸(?:思考|学习)|个人(?:思考|理解)"
    r"|解读分析|影响(?:分析|研判)|信源|原始信息|重要程度|研究价值|历史意义与|核心逻辑|全文结构|关键词解析|知识点|考点|读后感|思维导图|参考文献"
)
# What an explanation is parted in, behind its labels.
_EXPLAINED_RE = re.compile(
    r"(?:起草|出台|制定|编制|修订|制订)的?(?P<a>背景|依据|目的|过程|意义|必要性)|(?P<b>主要内容)|(?:主要|政策|文件)(?P<c>特点|亮点|创新)"
    r"|(?P<d>解读机关|解读人|关键词诠释|惠民利民举措|新旧政策差异)"
)
# 通知要求，各地…: who tells of a letter does not hold it.
_RETOLD_RE = re.compile(r"(?:《?(?:通知|意见|方案|办法|公告)》?)(?:要求|明确|强调|指出|提出)[，,]")
_LONGEST_TITLE = 80
_FIRST_LINES = 6
_FEWEST_ANSWERS, _FEWEST_RETOLD = 2, 3
_FEWEST_STUDIED, _FEWEST_EXPLAINED, _LONGEST_STUDIED = 2, 3, 40


def is_commentary(blocks: Sequence[SourceBlock], title: str) -> bool:
    """Return whether title, opening, headings or the alternation of questions and answers say so."""
    lines = [block for block in blocks if isinstance(block, Line)]
    texts = [line.text for line in lines]
    if any(_TITLE_RE.search(text) for text in ([title] if title else texts[:2]) if len(text) <= _LONGEST_TITLE):
        return True
    if any("》" in text and "解读如下" in text for text in texts[:_FIRST_LINES]):
        return True
    studied = {
        match[0]
        for line in lines
        if (line.hints.level or line.hints.quoted or line.hints.bold or line.hints.accents)
        and (match := _STUDY_RE.search(line.text[:_LONGEST_STUDIED]))
    }
    labelled = [text for text in texts if opens_with_label(text)]
    # A plan may tell below its first heading why and how it was made: （一）编制依据.
    beside = [text for text in labelled if (text[0] in "（(") == (labelled[0][0] in "（(")]
    parts = [match for text in beside if len(text) <= _LONGEST_STUDIED and (match := _EXPLAINED_RE.search(text))]
    # A notice may have its explanation for an annex.
    is_first = bool(parts) and parts[0].string == labelled[0]
    explained = {match[match.lastgroup or 0] for match in parts} if is_first else set()
    if len(studied) >= _FEWEST_STUDIED or len(explained) >= _FEWEST_EXPLAINED:
        return True
    retold = sum(_RETOLD_RE.match(text) is not None for text in texts)
    if retold >= _FEWEST_RETOLD and not any(map(opens_with_label, texts)):
        return True
    questions = sum(_QUESTION_RE.match(text) is not None for text in texts)
    answers = sum(_ANSWER_RE.match(text) is not None for text in texts)
    return min(questions, answers) >= _FEWEST_ANSWERS
