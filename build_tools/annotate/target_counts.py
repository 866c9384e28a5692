"""A number → how many there are to be of what stands behind it: 建设20个平台, 15万企业.

Takes a number in its clause, and the numbers found before it; gives what is counted.
"""

import re

from build_tools.annotate.quantities import UnitKind
from build_tools.annotate.target_numbers import (
    BRACKETS,
    EVERY_RE,
    LONGEST_INDICATOR,
    STOPS,
    SUBSIDY_RE,
    WINDOW,
    WORK_UNITS,
    Found,
    Number,
    opens_with_noun,
    walk,
)
from build_tools.model.target import Change

_OBJECT_VERB_RE = re.compile(
    r"(?:建设|新建|建成|建好|建立|打造|培育|引进|引育|培引|形成|创建|创成|新增|增加|布局|实施|组织|认定|遴选|推出|发布|制定|制修订|制订|修订|开展|举办|"
    r"实现|完成|支持|推动|引导|选择|选取|选树|确定|评选|树立|推广|突破|攻克|研发|开发|设立|组建|集聚|吸引|招引|孵化|扶持|发展|培养|培训|服务|覆盖|带动|改造|"
    r"储备|推进|梳理|征集|出台|编制|打通|接入|汇聚|固化|赋能|惠及|拥有|达到|做强|做大|壮大|部署|建有|落地|申报|争创|构建|培树|提供|筹建|投放|配备|设置|"
    r"承办|取得|获得|获批|纳入|启动|新改扩建|改扩建|扩建|完善|优化|生成|新开工|开工|供应|筹措|年均新增|修缮|清淤|处置|加装)(?:了|出)?$"
)
_OPENING_VERB_RE = re.compile(
    r"(?:建设|建成|打造|培育|引进|形成|推进|推动|实施|完善|提升|加快|支持|开展|建立|推广|发展)(?!的)"
)
_ABSTRACT_RE = re.compile(
    r"^(?:以上|左右)?(?:重点)?(?:任务|工程|行动|举措|领域|体系|目标|原则|机制|专项|板块|方向|抓手|产业|特色)"
)
_PLANTS = ("设备", "装置", "机组", "项目", "工程", "生产线", "基地", "泊位", "码头")
_HAN_VERBS = ("新建", "建成", "新增", "创建", "培育", "引进", "建设", "打造")


def read_count(number: Number, found: list[Found], starts: frozenset[int]) -> Found | None:
    """Read a count before what is counted: 建设20个平台, 15万企业."""
    sentence, quantity, reading, start = number.sentence, number.quantity, number.reading, number.start
    bare = quantity.kind is UnitKind.NONE and sentence[quantity.value_end - 1] in "万亿"
    work = quantity.unit in WORK_UNITS
    if quantity.kind is not UnitKind.COUNT and not bare and not work:
        return None
    if quantity.unit == "次" and not reading.word:
        return None
    head = sentence[start : reading.end]
    if (
        SUBSIDY_RE.search(head)
        or EVERY_RE.search(head)
        or head.endswith(("每", "在", "各", "全", "这", "从", "以", "前", "后"))
    ):
        return None
    if number.before.endswith("的"):
        return None  # 2016年实施的24项措施 speaks of something known
    from_ = number.end + number.follows.startswith("的")
    if not opens_with_noun(sentence, from_):
        return None
    if quantity.is_han and not _is_han_count(number, head, from_):
        return None
    is_added = reading.change is Change.RISE and reading.end < quantity.start
    goes_on = not head.strip() and bool(found) and found[-1].indicator[1] in (start - 1, start)
    is_bounded = quantity.upper != "" and head.endswith("等")
    if not (_OBJECT_VERB_RE.search(head) or is_added or goes_on or is_bounded):
        return None
    end = _phrase_end(sentence, from_, starts)
    is_size = quantity.unit == "吨" and sentence.endswith(_PLANTS, from_, end)  # 30万吨乙烯设备
    if is_size or not 2 <= end - from_ <= LONGEST_INDICATOR:
        return None
    return number.measure((from_, end), Change.RISE if is_added else Change.LEVEL)


def _is_han_count(number: Number, head: str, noun: int) -> bool:
    """Whether a number in Chinese characters counts: 建设百家工厂, 新建三个基地; not 构建四个体系, 一个."""
    value = float(number.quantity.value)
    if value >= 10 or number.end > number.quantity.end:
        return True
    is_made = value > 1 and head.removesuffix("了").endswith(_HAN_VERBS)
    return is_made and not _ABSTRACT_RE.match(number.sentence[noun:])


def _phrase_end(sentence: str, start: int, starts: frozenset[int]) -> int:
    """Return where the phrase ends that begins at `start`; it runs over 、 where no new count or verb begins there."""
    for index, char in walk(sentence, range(start, min(len(sentence), start + WINDOW))):
        if char in STOPS or char in BRACKETS[1] or (char in "和及" and index + 1 in starts):
            return index
        if char == "、":
            rest = re.split(rf"[{STOPS}、]", sentence[index + 1 : index + 1 + WINDOW])[0]
            has_number = any(place in starts for place in range(index + 1, index + 1 + len(rest)))
            if has_number or _OPENING_VERB_RE.match(rest):
                return index
    return min(len(sentence), start + WINDOW)
