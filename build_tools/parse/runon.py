"""Headings that nothing separates from their bodies.

Takes the texts behind the labels of one rung; gives where each heading ends, with a confidence. What a Chinese
heading looks like is weighed place by place: how the body opens (often with the heading's own words), how
headings end, what the siblings end with, balance of quotations, length.
"""

from __future__ import annotations

import math
import re
from collections import Counter

_SHORTEST, _LONGEST = 3, 46

# How bodies of plans open; a longer opening weighs more.
_OPENING_RE = re.compile(
    r"(?:到?[“‘]?十[一二三四五]五|到“|到20|20[0-9]{2}年|19[0-9]{2}年|以[^、，]{2,40}?为|按照|根据|围绕|立足|着眼|依托|聚焦|面向|针对|坚持"
    r"|随着|为[了贯深进加推]|通过|充分发挥|进一步|积极[争推开]|加快|加强|加大|推进|推动|推广|鼓励|引导|支持|促进|建立|完善|健全|打造|发挥"
    r"|不断|大力|全面|深入|深化|开展|实施|对[接于]|在[^线]|全球|当前|近年|我[国市省]|本[市省区]|分类|分层|统筹|落实|提升|优化|构建|培育|强化|制定|组织|利用|把握|抓住|贯彻|凡|各)"
)
_ENDING_RE = re.compile(
    r"(?:工程|体系|能力|水平|建设|发展|应用|环境|推广|力度|培训|目标|原则|思想|任务|措施|格局|动力|需求|内容|结构|作用|实践|基础|提质|产业"
    r"|机制|服务|保障|管理|改革|创新|合作|融合|转型|升级|优化|回顾|趋势|形势|现状|背景|意义|要求|思路|定位|布局|重点|项目|行动|计划|政策|领域"
    r"|竞争力|新[^，。]{1,3}|领导|协调|监督|评估|考核|宣传|引导|投入|资金|人才|队伍|安全|生态|品牌|平台|园区|市场|主体|责任|制度|法规|规范|标准|方针|总则|附则|成效|问题|挑战|机遇)$"
)
_BAD_END_RE = re.compile(r"[的和与及或在以对为从向把被将等、，：“（《(是有]$")
_BAD_START_RE = re.compile(r"^[的和与及或等了着过、，。；：”）》)性化]")


def find_boundaries(texts: list[str]) -> list[tuple[int, float]]:
    """Return (end of the heading, confidence 0..1) for each of some parallel headings and their bodies."""
    scored = [_score_all(text) for text in texts]
    best = [max(scores, key=lambda at: scores[at]) if scores else 0 for scores in scored]
    endings = Counter(text[max(0, at - 2) : at] for text, at in zip(texts, best, strict=True) if at)
    common = {ending for ending, count in endings.items() if count >= 2 and count * 3 >= len(texts)}
    results: list[tuple[int, float]] = []
    for text, scores in zip(texts, scored, strict=True):
        if not scores:
            results.append((0, 0.0))
            continue
        for at in scores:
            if text[max(0, at - 2) : at] in common:
                scores[at] += 2.0
        ranked = sorted(scores, key=lambda at: -scores[at])
        margin = scores[ranked[0]] - scores[ranked[1]] if len(ranked) > 1 else 3.0
        results.append((ranked[0], round(1 / (1 + math.exp(-margin)), 2)))
    return results


def _score_all(text: str) -> dict[int, float]:
    window = text[: _LONGEST + 40]
    stop = re.search(r"[。；！？]", window)
    limit = min(len(text) - 1, _LONGEST, stop.start() if stop else _LONGEST)
    return {
        at: _score(text, at)
        for at in range(_SHORTEST, limit + 1)
        if not _BAD_END_RE.search(text[:at]) and not _BAD_START_RE.match(text[at:]) and _is_balanced(text[:at])
    }


def _score(text: str, at: int) -> float:
    head, body = text[:at], text[at : at + 40]
    score = 0.0
    if body[0] in " 　\u00a0":
        return 8.0
    if opening := _OPENING_RE.match(body):
        score += 1.2 + 0.2 * min(len(opening[0]), 6)
    if ending := _ENDING_RE.search(head):
        score += 1.6 + (0.4 if len(ending[0]) > 2 else 0.0)
    score += _repetition(head, body)
    clauses = head.count("，") + head.count(",")
    score -= 1.5 * max(0, clauses - 1)
    if clauses:
        # A two-part heading has parts of about equal length.
        parts = re.split(r"[，,]", head)
        score += 0.8 if 0.5 <= len(parts[-1]) / max(1, len(parts[0])) <= 2 else -0.8
    # About the lengths that headings in plans have, in one part and in two.
    centre, width = (22, 9) if clauses else (10, 6)
    return score - ((at - centre) / width) ** 2 * 0.5


def _repetition(head: str, body: str) -> float:
    """The body takes up the heading's words: strongest where it opens with them."""
    length = 0
    while length < min(len(head), len(body), 12) and head[length] == body[length]:
        length += 1
    if length >= 4:
        return 2.0 + 0.3 * length
    for size in range(min(10, len(body)), 2, -1):
        if body[:size] in head:
            return 0.35 * size
    return 0.0


def _is_balanced(text: str) -> bool:
    return all(
        text.count(left) == text.count(right)
        for left, right in (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"), ("‘", "’"))
    )
