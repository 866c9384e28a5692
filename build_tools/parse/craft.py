"""What is known of how headings are drafted: stock headings, how they end, how bodies open, how long they are.

Takes texts behind parallel labels; gives a score for each place where a heading can end. The weights are set by hand;
`heading_model` weighs them against what was learned.
"""

import math
import re
from collections import Counter

from build_tools.parse.pair_counts import PairCounts

# Headings that plans share, whatever they plan.
STOCK = frozenset(
    "总则 附则 总体要求 总体思路 总体目标 总体考虑 指导思想 基本原则 基本思路 基本要求 工作原则 "
    "工作目标 工作要求 工作思路 工作任务 工作措施 工作步骤 工作保障 发展目标 发展思路 发展原则 "
    "发展基础 发展环境 发展现状 发展形势 发展方针 发展战略 发展重点 发展布局 发展回顾 发展愿景 "
    "主要目标 主要任务 主要指标 主要措施 主要举措 主要成效 主要问题 重点任务 重点工作 重点领域 "
    "重点工程 重点项目 重点方向 重大工程 重大项目 重大任务 重大举措 目标任务 任务分工 实施步骤 "
    "实施保障 实施路径 实施范围 组织实施 组织保障 组织领导 保障措施 保障机制 政策措施 政策保障 "
    "现实基础 现状与问题 形势与需求 面临形势 机遇与挑战 存在问题 存在的问题 编制依据 编制目的 "
    "适用范围 规划范围 规划期限 规划目标 空间布局 总体布局 指标体系 战略定位 战略目标 近期目标 "
    "远期目标 试点目标 试点范围 试点任务 监督检查 监督管理 法律责任 名词解释 重大意义 时间安排 "
    "进度安排 职责分工 责任分工 考核评价 评估考核 宣传引导 资金保障 人才保障 加强组织领导 "
    "加强组织保障 強化組織領導 强化组织领导 強化组织保障 强化组织保障 加强宣传引导 强化监督考核 "
    "加强监督检查 其他事项 其他规定 有关要求 工作安排 工作机构 活动安排 任务要求".split()
)
# How bodies of plans open; a longer opening weighs more.
OPENING_RE = re.compile(
    r"(?:到?[“‘]?十[一二三四五]五|到[“2]|20[0-9]{2}年|19[0-9]{2}年|以[^、，]{2,40}?为|按照|根据|围绕|立足|着眼|依托|聚焦|面向|针对|坚持|着力|站在"
    r"|随着|为[了贯深进加推]|通过|充分发挥|充分利用|进一步|积极[争推开关探发拓引融培参落]|重点[推发支围突加建开培布]|加快|加强|加大|推进|推动|推广|鼓励|引导|支持|促进|建立|完善|健全|打造|发挥"
    r"|不断|大力|全面|深入|深化|深挖|开展|实施|结合|基于|落实|对[接于]|在[^线]|全球|当前|近年|我[国市省区县]|本[市省区县规计方办意条预章通细措政决纲指]|分类|分层"
    r"|统筹|提升|优化|构建|培育|强化|制定|组织|利用|把握|抓住|贯彻|凡|各[有级地部区省市县]|由|将|要|按|经|从|对|针|用好|严格|建设|探索|持续|国家|国务院|进入|出现)"
)
_ENDING_RE = re.compile(
    r"(?:工程|体系|能力|水平|建设|发展|应用|环境|推广|力度|培训|目标|原则|思想|任务|措施|格局|动力|需求|内容|结构|作用|实践|基础|提质|产业"
    r"|机制|服务|保障|管理|改革|创新|合作|融合|转型|升级|优化|回顾|趋势|形势|现状|背景|意义|要求|思路|定位|布局|重点|项目|行动|计划|政策|领域"
    r"|竞争力|新[^，。]{1,3}|领导|协调|监督|评估|考核|宣传|引导|投入|资金|人才|队伍|安全|生态|品牌|平台|园区|市场|主体|责任|制度|法规|规范|标准"
    r"|方针|总则|附则|成效|问题|挑战|机遇|引领|赋能|监测|报告|终止|范围|依据|目的|职责|程序|演练|维护|处罚|恢复|实施|场景|工作|网络|供给|效能|指挥部|办公室|小组|中心|机构|委员会"
    r"|判断|先导|设计|评价|突破|攻关|协同|监管|治理|统筹|衔接|支撑|消费|就业|教育|医疗|文化|旅游|交通|能源|农业|金融|财政|法治)$"
)

_LONGEST_ENDING = 4
LED_RE = re.compile(r"[^，。；：]{2,8}[：:]")


def craft_scores(texts: list[str], places: list[list[int]], pairs: PairCounts) -> list[dict[int, float]]:
    """Return for each text the score of its places; endings that siblings share count for more."""
    scored = [{at: _score(text, at, pairs) for at in ats} for text, ats in zip(texts, places, strict=True)]
    shares = _ending_shares(texts, scored, pairs)
    return [
        {at: score + 2.5 * shares.get(text[at - 2 : at], 0.0) for at, score in scores.items()}
        for text, scores in zip(texts, scored, strict=True)
    ]


def _ending_shares(texts: list[str], scored: list[dict[int, float]], pairs: PairCounts) -> dict[str, float]:
    """Return how telling each ending is: the share of siblings whose better places end with it.

    A word that the document uses everywhere tells less than one that it keeps for its headings.
    """
    counts: Counter[str] = Counter()
    for text, scores in zip(texts, scored, strict=True):
        better = sorted(scores, key=lambda at: -scores[at])[:4]
        counts.update({text[at - 2 : at] for at in better})
    return {
        ending: n / len(texts) / (1 + max(0.0, math.log2(max(1, pairs.counts[ending]) / len(texts))))
        for ending, n in counts.items()
        if n >= 2 and 3 * n >= len(texts)
    }


def has_ending(head: str) -> bool:
    """Whether a text ends as headings do."""
    return _ENDING_RE.search(head[-_LONGEST_ENDING:]) is not None


def _score(text: str, at: int, pairs: PairCounts) -> float:
    head, body = text[:at], text[at : at + 40]
    if body[0] in " 　\u00a0":
        return 12.0
    score = 6.0 if head in STOCK else 0.0
    if opening := OPENING_RE.match(body):
        score += 1.0 + 0.2 * min(len(opening[0]), 6)
    elif LED_RE.match(body):
        score += 1.2
    if has_ending(head):
        score += 1.6
    score += _repetition(head, body)
    score -= 0.8 * min(pairs.cohesion(head[-1], body[0]), 5.0)
    clauses = head.count("，") + head.count(",")
    score -= 1.5 * max(0, clauses - 1)
    if clauses:
        score -= 0.8
        # A two-part heading has parts of about equal length.
        parts = head.replace(",", "，").split("，")
        score += 0.6 if 0.5 <= len(parts[-1]) / max(1, len(parts[0])) <= 2 else -1.2
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
    if length >= 2:
        return 1.2
    if len(body) > 2 and body[:3] in head:
        return 0.35 * next(size for size in range(min(10, len(body)), 2, -1) if body[:size] in head)
    return 0.0
