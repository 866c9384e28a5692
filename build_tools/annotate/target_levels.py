"""A number → the level of an indicator that is named before it: 规模达到1500亿元, 占比提高5个百分点.

Takes a number in its clause, and the numbers found before it, whose indicator it may take over; gives what it measures.
"""

import re

from build_tools.annotate.indicators import Reading, read_post
from build_tools.annotate.quantities import Quantity, UnitKind
from build_tools.annotate.target_numbers import (
    EVERY_RE,
    LONGEST_INDICATOR,
    MARGIN,
    SUBSIDY_RE,
    WINDOW,
    WORK_UNITS,
    Found,
    Number,
    opens_with_noun,
)
from build_tools.hanzi.punctuation import HAN, holds
from build_tools.model.target import Change

# behind a number that is complete
_BOUNDARIES = (*"，,；;。、）)！？” *：和与及（(", "或较", "或比", "大关", "规模", "的目标", "的水平")
# What is paid out in all: 发放各类补贴1012万元; not what each gets.
_PAID_RE = re.compile(r"(?:发放|拨付|兑现|落实)[^，。；每最一]{0,8}?(?:奖励|补贴|补助|资助)")
_MEASURE_NOUN_RE = re.compile(r"的(?P<noun>市场份额|份额|市场占有率|股份|股权)")
# 设立总规模50亿元的产业基金: what is set is the fund.
_FUND_RE = re.compile(r"的(?P<noun>[^，。；、]{0,20}?(?:基金|资金池|资金))")
_FUNDED_RE = re.compile(r"(?:设立|组建|成立|发起|筹建|筹集|运作|用好).{0,6}?(?:总?规模|总额)")
_FACING_RE = re.compile(r"(?:面向|组织|对|为)(?P<noun>.{2,})$")
_SERVED = ("开展", "提供", "实施", "进行", "参加")
_DOING = frozenset("改造 建设 新建 完成 建成 培育 引进 发放 培训 创建 治理 新增 淘汰 推广 投入 安排".split())
_INDICES = ("PUE", "PUE值", "比值", "指数", "得分", "系数", "评分", "分值")
_DIFFERS = ("高出", "低出", "高了", "相差")
_WORKS = (
    "建设 新建 改建 改造 建成 完成 实施 新增 修缮 清淤 处置 整治 "
    "敷设 铺设 开放 开通 新开 拆除 布设 淘汰 关停 配套 治理 疏浚 加固 修复 保护 清理"
).split()
# 提高普及率，2025年达到4%: what is to reach the number stands before it.
_AIM_RE = re.compile(
    r"(?:提高|提升|扩大|降低|增加)(?P<noun>[^，。；、]{2,20}?(?:率|比重|比例|水平|面积|规模|能力))[，,]$"
)
_COMPARES_RE = re.compile(r"[，,](?:比|较|增长|增加|下降|减少)")
_SUMS = ("数", "数量", "用户", "人口", "规模")
_AMOUNTS = ("吞吐量", "产量", "产能", "总量", "容量", "面积", "里程", "能力", "发电量", "电量", "用水量", "运量")
_RATES = ("率", "比例", "比重", "占比")
_DAYS = ("工作日", "个工作日")
_SHORTENED = ("压缩", "缩短", "压减", "缩减", "减少")
_POWERS = ("千瓦", "兆瓦", "吉瓦", "千伏安")
_LARGE = 5  # digits: no number of everyday speech
_ANY = ("目标", "任务", "计划", "总数")  # 完成2025年目标的74.7%
_VERB_TAILS = ("万一", *"每第按以用从由等对向的", "方面", *"·.", "成员设", "可设", "应设")
# 邮轮300泊次、旅客: an amount in a unit that is not known, and no indicator.
_HELD_RE = re.compile(rf"[{HAN}]{{2}}[0-9.]+[万亿]?(?!千伏|岁|[年月日])[{HAN}]{{1,3}}、")


def read_level(number: Number, found: list[Found]) -> Found | None:
    """Read an amount behind its indicator: 规模达到1500亿元."""
    place = _find_named(number)
    if place is not None:
        return number.measure(place, Change.LEVEL)
    if not _may_set(number):
        return None
    quantity, reading, start = number.quantity, number.reading, number.start
    last = found[-1] if found else None
    listed = last if _is_listed(number.sentence, start, found) else None
    is_physical = quantity.kind is UnitKind.PHYSICAL
    is_told = reading.has_word or reading.is_added or _is_work(number)
    if is_physical and not (is_told or _goes_on(number, last, listed)):
        return None
    change = _change_of(number, listed)
    indicator, words = (reading.start, reading.end), number.words
    if not words and last is None and (aim := _AIM_RE.search(number.sentence, max(0, start - WINDOW), start)):
        indicator, words = aim.span("noun"), aim["noun"]
    if not words or (quantity.kind is UnitKind.COUNT and words in _DOING):
        return _take_over(number, found, listed, change, words)
    holds_number = last is not None and quantity.start > last.quantity.start >= indicator[0]
    return number.measure(indicator, change) if _may_be_measured(words) and not holds_number else None


def _goes_on(number: Number, last: Found | None, listed: Found | None) -> bool:
    """Whether an amount is one more of what the number before tells, or is compared with others behind it."""
    is_next = listed is not None and listed.quantity.kind in (UnitKind.COUNT, UnitKind.PHYSICAL)
    is_part = last is not None and number.before.startswith("其中") and last.quantity.unit == number.quantity.unit
    return is_next or is_part or _COMPARES_RE.match(number.sentence, number.end) is not None


def _change_of(number: Number, listed: Found | None) -> Change:
    """Return what a number says of its indicator; a count listed behind one that is added is added, too."""
    if number.quantity.is_multiple:
        return Change.MULTIPLE
    is_listed = listed is not None and listed.change is Change.RISE and listed.quantity.kind is UnitKind.COUNT
    is_count = number.quantity.kind is UnitKind.COUNT and bool(number.words) and not number.reading.has_word
    return Change.RISE if number.reading.is_added or (is_count and is_listed) else number.reading.change


def _take_over(number: Number, found: list[Found], listed: Found | None, change: Change, verb: str) -> Found | None:
    """Return a number that names no indicator as one of an earlier number's: 增长20%，达到282亿元.

    A listed one waits for its indicator, (0, 0), if nothing is inherited.
    """
    quantity, reading = number.quantity, number.reading
    last = found[-1] if found else None
    is_aim = verb != "" or "力争" in number.before or "争取" in number.before
    goes_on = last is not None and (
        (is_aim and last.quantity.unit == quantity.unit) or _reaches(last, reading, number.start)
    )
    kinds = [one.quantity.kind for one in found if quantity.unit == "%" and reading.is_annual]
    if UnitKind.MONEY in kinds and kinds[-1] is UnitKind.COUNT and not found[-1].word:
        return None  # 规模达到300亿元，开通航线80条，年均增长18%: which of them grows is not told
    if (change is not Change.LEVEL or goes_on) and (inherited := _inherit(number.sentence, found, quantity, change)):
        return number.measure(inherited, change)
    return number.measure((0, 0), listed.change) if listed else None


def _may_be_measured(words: str) -> bool:
    """Whether words before a number name an indicator."""
    is_used = words.endswith(("应用", "利用", "使用", "费用"))
    is_other = (
        (words.endswith(_VERB_TAILS) and not is_used)
        or words in _ANY
        or words.startswith(("远超", "高于", "低于", "多于", "少于"))
    )
    fits = 2 <= len(words) <= LONGEST_INDICATOR and opens_with_noun(words)
    return fits and not is_other and not _HELD_RE.search(words)


def _find_named(number: Number) -> tuple[int, int] | None:
    """Return the place of what is measured where it is named behind the number, or is whom something is done for."""
    sentence, kind, end = number.sentence, number.quantity.kind, number.end
    if kind is UnitKind.SHARE:
        named = _MEASURE_NOUN_RE.match(sentence, end, end + MARGIN)
    elif kind is UnitKind.MONEY and _FUNDED_RE.search(sentence, number.start, number.quantity.start):
        named = _FUND_RE.match(sentence, end)
    elif kind is UnitKind.COUNT and sentence.startswith(_SERVED, end):
        named = _FACING_RE.match(sentence, number.reading.start, number.reading.end)
    else:
        return None
    return named.span("noun") if named else None


def _may_set(number: Number) -> bool:
    """Whether a number can be the level of something: no subsidy, no word of everyday speech, nothing that is known."""
    quantity, before, follows = number.quantity, number.before, number.follows
    is_sent = quantity.unit in ("名", "人", "人次") and follows.startswith(("到", "赴"))
    is_covered = quantity.unit == "%" and before.endswith("覆盖") and follows.startswith("的")  # 覆盖95%以上的村
    if not (is_boundary(follows) or quantity.is_multiple or is_sent or is_covered):
        return False
    if before.endswith("的") and "是" in before:  # 是“十二五”时期的2.1倍 compares two things
        return False
    is_rate = quantity.unit == "%" and number.words.endswith(_RATES)  # 补贴覆盖率
    is_paid = SUBSIDY_RE.search(_PAID_RE.sub("", before)) is not None and not is_rate
    if is_paid or EVERY_RE.search(before) or holds(before, _DIFFERS):
        return False
    if quantity.unit in _DAYS and not number.reading.word.startswith(_SHORTENED):
        return False  # how long a procedure takes is a rule, how much shorter it is to be an aim
    if number.reading.has_word:
        is_sum = number.sentence[quantity.value_end - 1] in "万亿" and number.words.endswith(_SUMS)
        return quantity.kind is not UnitKind.NONE or is_sum or number.words.endswith(_INDICES)
    if quantity.kind is UnitKind.NONE or (quantity.kind is UnitKind.COUNT and before.endswith("的")):
        return False  # 关税为零的2034种 speaks of something known
    is_word = quantity.is_han and not quantity.is_multiple and quantity.kind is not UnitKind.SHARE
    return not is_word or number.end > quantity.end or "." in quantity.value or len(quantity.value) >= _LARGE


def _reaches(last: Found, reading: Reading, start: int) -> bool:
    is_next = last.quantity.end <= start <= last.quantity.end + MARGIN
    return is_next and last.change is not Change.LEVEL and reading.has_word and reading.change is Change.LEVEL


def _is_work(number: Number) -> bool:
    """Whether an amount is that of something to be made (建设雨水管网3500公里), or its words are a measure's own."""
    is_made = number.quantity.unit in (*WORK_UNITS, *_POWERS) and holds(number.before, _WORKS)
    return number.words.endswith(_AMOUNTS) or is_made


def is_boundary(follows: str) -> bool:
    """Whether a number is complete before what follows it."""
    return not follows or follows.startswith(_BOUNDARIES)


def _inherit(sentence: str, found: list[Found], quantity: Quantity, change: Change) -> tuple[int, int] | None:
    """Return the indicator of the number before, for a change that names none, or for the level that it leads to.

    A share grows by percentage points and by nothing else: 占比提高5个百分点、达到45%.
    """
    units = [found[-1].quantity.unit if found else "", quantity.unit][:: -1 if change is Change.LEVEL else 1]
    if units[0] == "%" and units[1].endswith("百分点"):
        return found[-1].indicator if found[-1].indicator != (0, 0) else None
    for earlier in reversed(found):
        words = sentence[earlier.indicator[0] : earlier.indicator[1]]
        if words and not re.match(r"占|[^占]*占(?:比|.*(?:比重|比例|的|占比))", words):
            return earlier.indicator
    return None


def _is_listed(sentence: str, start: int, found: list[Found]) -> bool:
    """Whether the number follows another one directly: 83.9%和55.4%."""
    return (
        bool(found) and sentence[start - 1] in "、和及" and start - 1 == read_post(sentence, found[-1].quantity.end)[0]
    )
