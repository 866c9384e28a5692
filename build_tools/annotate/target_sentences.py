"""A sentence → the numbers in it that say what they measure.

Precise before complete: a number counts where its words say what it measures: an amount behind its indicator
(规模达到1500亿元), a count before what is counted (建设20个平台), a change (年均增长10%). Names, technical sizes,
ordinals and numbers that only describe something else (年收入超百亿元的企业) are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.annotate.indicators import LACKING_RE, Reading, read_before, read_post
from build_tools.annotate.quantities import Quantity, UnitKind, find_quantities
from build_tools.hanzi.punctuation import HAN, holds
from build_tools.model.target import Change, Comparison

_STOPS = "，,；;：:。！？!?"
_BRACKETS = ("“（(《", "”）)》")
# behind a number that is complete
_BOUNDARIES = (*"，,；;。、）)！？” *：和与及（(", "大关", "规模", "的目标", "的水平")
_SUBSIDY_RE = re.compile(
    r"给予|(?<!发放)(?<!发放专项)(?:奖励|补贴|补助|资助)(?!资金|基金|性)|最高|每家|(?:支持|扶持)金额|罚款|处以|注册资本|信用额度|贴息|一次性"
)
# What is paid out in all: 发放各类补贴1012万元; not what each gets.
_PAID_RE = re.compile(r"(?:发放|拨付|兑现|落实)[^，。；每最一]{0,8}?(?:奖励|补贴|补助|资助)")
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
_HAN_VERBS = ("新建", "建成", "新增", "创建", "培育", "引进", "建设", "打造")
_MEASURE_NOUN_RE = re.compile(r"的(?P<noun>市场份额|份额|市场占有率|股份|股权)")
_NOUN_RE = re.compile(
    rf"[{HAN}A-Za-z“《]|[0-9]+(?:[A-Za-z]|千伏|米|分钟|家|万?(?:千瓦|吨|亩|头|平方米)级|(?:[-~—至][0-9]+)?周?岁)"
)
# 设立总规模50亿元的产业基金: what is set is the fund.
_FUND_RE = re.compile(r"的(?P<noun>[^，。；、]{0,20}?(?:基金|资金池|资金))")
_FUNDED_RE = re.compile(r"(?:设立|组建|成立|发起|筹建|筹集|运作|用好).{0,6}?(?:总?规模|总额)")
_FACING_RE = re.compile(r"(?:面向|组织|对|为)(?P<noun>.{2,})$")
_SERVED = ("开展", "提供", "实施", "进行", "参加")
_DOING = frozenset("改造 建设 新建 完成 建成 培育 引进 发放 培训 创建 治理 新增 淘汰 推广 投入 安排".split())
_INDICES = ("指数", "得分", "系数", "评分", "分值")
_QUOTED_RE = re.compile(r"“[^”]{0,30}”|《[^》]{0,200}》|「[^」]{0,200}」|〔[^〕]{0,200}〕")
_DIFFERS = ("高出", "低出", "高了", "相差")
_EVERY_RE = re.compile(r"每(?:[2-9]|[1-9][0-9]|[二两三四五十])(?:年|个月|天|日)")
_WORK_UNITS = ("公里", "千米", "平方公里", "平方米", "公顷", "吨", "立方米")
_WORKS = ("建设 新建 改建 改造 建成 完成 实施 新增 修缮 清淤 处置 整治 敷设 铺设 治理 疏浚 加固 修复 保护 清理").split()
_NO_STOP_RE = re.compile(r"(?<=[0-9])[，,](?=[0-9]{3})|[，,]要?[由从](?:[^，。；]{0,8}的)?[0-9]")  # 比重，由4%降到3%
_BOUND_RE = re.compile(r"^(?:及?以[上下]|左右)")
# 提高普及率，2025年达到4%: what is to reach the number stands before it.
_AIM_RE = re.compile(
    r"(?:提高|提升|扩大|降低|增加)(?P<noun>[^，。；、]{2,20}?(?:率|比重|比例|水平|面积|规模|能力))[，,]$"
)
_COMPARES_RE = re.compile(r"[，,](?:比|较|增长|增加|下降|减少)")
_SUMS = ("数", "数量", "用户", "人口", "规模")
_AMOUNTS = ("吞吐量", "产量", "总量", "容量", "面积", "里程", "能力", "发电量", "用水量", "运量")
_LARGE_RE = re.compile(r"[0-9]{5}|\.")  # no number of everyday speech
_LISTING = ("、和与及", "、和及", "、")  # what parts a list; a member may hold one of these: 与外国贸易
_VERB_TAILS = (*"每第按以用从由等对向的", "成员设", "可设", "应设")
# 邮轮300泊次、旅客: an amount in a unit that is not known, and no indicator.
_HELD_RE = re.compile(rf"[{HAN}]{{2}}[0-9.]+[万亿]?(?!千伏|岁|[年月日])[{HAN}]{{1,3}}、")
_LONGEST_INDICATOR = 60
_MARGIN = 8  # how far behind a number the words are read that decide about it
_WINDOW = 200  # characters before or behind a number that may belong to its clause


@dataclass(frozen=True, slots=True)
class Found:
    """A number of a sentence with its reading.

    Attributes:
        quantity: the number; its places, and those below, are code points of the sentence.
        indicator: (start, end) of what is measured.
        comparison: how the number is meant.
        word: the word that says so, "" where there is none.
        change: whether it is a level or a change.
        is_annual: it is one of each year.
        clause_start: where the clause begins that it stands in.
    """

    quantity: Quantity
    indicator: tuple[int, int]
    comparison: Comparison
    word: str
    change: Change
    is_annual: bool
    clause_start: int


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in its clause.

    Attributes:
        sentence: in which it stands.
        quantity: the number.
        reading: of what stands before it.
        start: where its clause begins.
        end: behind it and the words that bound it (以上).
    """

    sentence: str
    quantity: Quantity
    reading: Reading
    start: int
    end: int

    @property
    def before(self) -> str:
        """The clause up to the number."""
        return self.sentence[self.start : self.quantity.start]

    @property
    def follows(self) -> str:
        """What stands right behind."""
        return self.sentence[self.end : self.end + _MARGIN]

    @property
    def words(self) -> str:
        """What may be measured."""
        return self.sentence[self.reading.start : self.reading.end]

    def measure(self, indicator: tuple[int, int], change: Change) -> Found:
        """Return the number as that of an indicator."""
        reading = self.reading
        return Found(self.quantity, indicator, reading.comparison, reading.word, change, reading.is_annual, self.start)


def find_in_sentence(sentence: str) -> Iterator[Found]:
    """Yield the numbers of a folded sentence with what they measure, in order."""
    masked = [match.span() for match in _QUOTED_RE.finditer(sentence)]
    quantities = [
        quantity
        for quantity in find_quantities(sentence)
        if not any(start <= quantity.start < end for start, end in masked) and not _is_age(sentence, quantity)
    ]
    ends = {end for quantity in quantities for end in (quantity.end, read_post(sentence, quantity.end)[0])}
    starts = frozenset(quantity.start for quantity in quantities)
    found: list[Found] = []
    at = 0  # behind what the last count's description took
    for quantity in quantities:
        if quantity.start < at:
            continue
        start = _clause_start(sentence, quantity.start, found, ends)
        if LACKING_RE.search(sentence, start, quantity.start):
            continue
        reading = read_before(
            sentence, start, quantity.start, counts=quantity.kind in (UnitKind.COUNT, UnitKind.PHYSICAL, UnitKind.MONEY)
        )
        post_end, post, post_word = read_post(sentence, quantity.end)
        if quantity.more and post is None:
            post, post_word = Comparison.OVER, quantity.more
        if post is not None:
            reading = replace(reading, comparison=post, word=post_word)
        number = _Number(sentence, quantity, reading, start, post_end)
        level = _read_level(number, found)
        if level is not None:
            found.append(level)
            at = max(at, quantity.end)
        elif (counted := _read_count(number, found, starts)) is not None:
            found.append(counted)
            at = counted.indicator[1]
    yield from _spread(sentence, found)


def _is_age(sentence: str, quantity: Quantity) -> bool:
    """Whether a number tells of whom something is measured: 65岁及以上老年人规范健康管理率."""
    if not quantity.unit.endswith("岁"):
        return False
    follows = _BOUND_RE.sub("", sentence[quantity.end : quantity.end + _MARGIN], count=1)
    return not _is_boundary(follows)


def _clause_start(sentence: str, at: int, found: list[Found], ends: set[int]) -> int:
    """Return where the clause begins in which a number stands; marks in brackets and quotes are no boundary."""
    for index, char in _walk(sentence, range(at - 1, max(-1, at - _WINDOW), -1)):
        is_stop = char in _STOPS and not _NO_STOP_RE.match(sentence, index)
        is_next = char in "、和及" and (index in ends or (found and found[-1].indicator[1] == index))
        if is_stop or is_next or char in _BRACKETS[0]:
            return index + 1
    return max(0, at - _WINDOW)


def _walk(sentence: str, places: range) -> Iterator[tuple[int, str]]:
    """Yield the places with their characters outside of brackets and quotes; the mark that leads out of one is last."""
    entering, leaving = _BRACKETS[:: places.step]
    depth = 0
    for index in places:
        char = sentence[index]
        if char in leaving and not depth:
            yield index, char
            return
        depth += (char in entering) - (char in leaving)
        if not depth and char not in leaving:
            yield index, char


def _read_level(number: _Number, found: list[Found]) -> Found | None:
    """Read an amount behind its indicator: 规模达到1500亿元."""
    place = _find_named(number)
    if place is not None:
        return number.measure(place, Change.LEVEL)
    if not _may_set(number):
        return None
    sentence, quantity, reading, start = number.sentence, number.quantity, number.reading, number.start
    before, words = number.before, number.words
    last = found[-1] if found else None
    listed = last if _is_listed(sentence, start, found) else None
    indicator = (reading.start, reading.end)
    is_count = quantity.kind is UnitKind.COUNT
    follows_work = (
        (listed is not None and listed.quantity.kind in (UnitKind.COUNT, UnitKind.PHYSICAL))
        or (last is not None and before.startswith("其中") and last.quantity.unit == quantity.unit)
        or _COMPARES_RE.match(sentence, number.end) is not None
    )
    if quantity.kind is UnitKind.PHYSICAL and not (reading.has_word or follows_work or _is_work(quantity, before)):
        return None
    rises = listed is not None and listed.change is Change.RISE and listed.quantity.kind is UnitKind.COUNT
    is_added = reading.is_added or (is_count and words and not reading.has_word and rises)
    change = Change.MULTIPLE if quantity.is_multiple else Change.RISE if is_added else reading.change
    is_verb = is_count and words in _DOING
    if not words and last is None and (aim := _AIM_RE.search(sentence, max(0, start - _WINDOW), start)):
        indicator, words = aim.span("noun"), aim["noun"]
    if not words or is_verb:
        is_aim = is_verb or "力争" in before or "争取" in before
        # 增长20%，达到282亿元: both are of one thing.
        goes_on = last is not None and (
            (is_aim and last.quantity.unit == quantity.unit) or _reaches(last, reading, start)
        )
        kinds = [one.quantity.kind for one in found if quantity.unit == "%" and reading.is_annual]
        if UnitKind.MONEY in kinds and kinds[-1] is UnitKind.COUNT and not found[-1].word:
            return None  # 规模达到300亿元，开通航线80条，年均增长18%: which of them grows is not told
        if (change is not Change.LEVEL or goes_on) and (inherited := _inherit(sentence, found, quantity, change)):
            indicator = inherited
        elif listed is not None:
            change, indicator = listed.change, (0, 0)
        else:
            return None
    elif (
        len(words) < 2
        or len(words) > _LONGEST_INDICATOR
        or not _NOUN_RE.match(words)
        or words.endswith(_VERB_TAILS)
        or words.startswith(("远超", "高于", "低于", "多于", "少于"))
        or _HELD_RE.search(words)
        or (last is not None and quantity.start > last.quantity.start >= indicator[0])
    ):
        return None
    return number.measure(indicator, change)


def _find_named(number: _Number) -> tuple[int, int] | None:
    """Return the place of what is measured where it is named behind the number, or is whom something is done for."""
    sentence, kind, end = number.sentence, number.quantity.kind, number.end
    if kind is UnitKind.SHARE:
        named = _MEASURE_NOUN_RE.match(sentence, end, end + _MARGIN)
    elif kind is UnitKind.MONEY and _FUNDED_RE.search(sentence, number.start, number.quantity.start):
        named = _FUND_RE.match(sentence, end)
    elif kind is UnitKind.COUNT and sentence.startswith(_SERVED, end):
        named = _FACING_RE.match(sentence, number.reading.start, number.reading.end)
    else:
        return None
    return named.span("noun") if named else None


def _may_set(number: _Number) -> bool:
    """Whether a number can be the level of something: no subsidy, no word of everyday speech, nothing that is known."""
    quantity, before, follows = number.quantity, number.before, number.follows
    is_sent = quantity.unit in ("名", "人", "人次") and follows.startswith(("到", "赴"))
    # 是“十二五”时期的2.1倍 compares two things.
    if not (_is_boundary(follows) or quantity.is_multiple or is_sent) or (before.endswith("的") and "是" in before):
        return False
    if _SUBSIDY_RE.search(_PAID_RE.sub("", before)) or _EVERY_RE.search(before) or holds(before, _DIFFERS):
        return False
    if number.reading.has_word:
        is_sum = number.sentence[quantity.value_end - 1] in "万亿" and number.words.endswith(_SUMS)
        return quantity.kind is not UnitKind.NONE or is_sum or number.words.endswith(_INDICES)
    if quantity.kind is UnitKind.NONE or (quantity.kind is UnitKind.COUNT and before.endswith("的")):
        return False  # 关税为零的2034种 speaks of something known
    is_word = quantity.is_han and not quantity.is_multiple and quantity.kind is not UnitKind.SHARE
    return not is_word or number.end > quantity.end or _LARGE_RE.search(quantity.value) is not None


def _reaches(last: Found, reading: Reading, start: int) -> bool:
    is_next = last.quantity.end <= start <= last.quantity.end + _MARGIN
    return is_next and last.change in (Change.RISE, Change.FALL) and reading.has_word and reading.change is Change.LEVEL


def _is_work(quantity: Quantity, before: str) -> bool:
    """Whether an amount is that of something to be made (建设雨水管网3500公里), or its words are a measure's own."""
    return before.endswith(_AMOUNTS) or (quantity.unit in _WORK_UNITS and holds(before, _WORKS))


def _is_boundary(follows: str) -> bool:
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


def _spread(sentence: str, found: list[Found]) -> Iterator[Found]:
    """Give numbers told 分别 the indicators before them, in order; a listed number without them is left out.

    The indicators are listed in the same clause (能耗、用水量分别下降3%和5%), or belong to the numbers before.
    """
    done: list[Found] = []
    for place, item in enumerate(found):
        group = [item]
        while place + len(group) < len(found) and found[place + len(group)].indicator == (0, 0):
            group.append(found[place + len(group)])
        if item.indicator == (0, 0):
            continue
        clause = sentence[item.clause_start : item.quantity.start]
        if len(group) > 1:
            splits = [list(_split_list(sentence, *item.indicator, signs)) for signs in _LISTING]
            earlier = [one.indicator for one in done][-len(group) :]
            is_own = item.clause_start <= item.indicator[0]
            levels = next((listed for listed in splits if is_own and len(listed) == len(group)), earlier)
            if is_own and len(splits[0]) == 1 and item.indicator[1] - item.indicator[0] > len("月人均"):
                levels = [item.indicator] * len(group)
            if "分别" in clause and len(levels) == len(group):
                done.extend(
                    replace(member, indicator=indicator, is_annual=item.is_annual)
                    for member, indicator in zip(group, levels, strict=True)
                )
            continue
        done.append(item)
    yield from done


def _split_list(sentence: str, start: int, end: int, signs: str) -> Iterator[tuple[int, int]]:
    """Yield the places of what is listed, marks in brackets and quotes aside."""
    at = start
    for index, char in _walk(sentence, range(start, end)):
        if char in signs and sentence[index - 1 : index + 1] not in ("普及", "涉及"):
            if index > at:
                yield at, index
            at = index + 1
    yield at, end


def _read_count(number: _Number, found: list[Found], starts: frozenset[int]) -> Found | None:
    """Read a count before what is counted: 建设20个平台, 15万企业."""
    sentence, quantity, reading, start = number.sentence, number.quantity, number.reading, number.start
    bare = quantity.kind is UnitKind.NONE and sentence[quantity.value_end - 1] in "万亿"
    work = quantity.unit in _WORK_UNITS
    if quantity.kind is not UnitKind.COUNT and not bare and not work:
        return None
    if quantity.unit == "次" and not reading.word:
        return None
    head = sentence[start : reading.end]
    if (
        _SUBSIDY_RE.search(head)
        or _EVERY_RE.search(head)
        or head.endswith(("每", "在", "各", "全", "这", "从", "以", "前", "后"))
    ):
        return None
    if number.before.endswith("的"):
        return None  # 2016年实施的24项措施 speaks of something known
    from_ = number.end + number.follows.startswith("的")
    if not _NOUN_RE.match(sentence, from_):
        return None
    if quantity.is_han and not _is_han_count(number, head, from_):
        return None
    is_added = reading.change is Change.RISE and reading.end < quantity.start
    goes_on = not head.strip() and bool(found) and found[-1].indicator[1] in (start - 1, start)
    is_bounded = quantity.upper != "" and head.endswith("等")
    if not (_OBJECT_VERB_RE.search(head) or is_added or goes_on or is_bounded):
        return None
    end = _phrase_end(sentence, from_, starts)
    if not 2 <= end - from_ <= _LONGEST_INDICATOR:
        return None
    return number.measure((from_, end), Change.RISE if is_added else Change.LEVEL)


def _is_han_count(number: _Number, head: str, noun: int) -> bool:
    """Whether a number in Chinese characters counts: 建设百家工厂, 新建三个基地; not 构建四个体系, 一个."""
    value = float(number.quantity.value)
    if value >= 10 or number.end > number.quantity.end:
        return True
    is_made = value > 1 and head.removesuffix("了").endswith(_HAN_VERBS)
    return is_made and not _ABSTRACT_RE.match(number.sentence[noun:])


def _phrase_end(sentence: str, start: int, starts: frozenset[int]) -> int:
    """Return where the phrase ends that begins at `start`; it runs over 、 where no new count or verb begins there."""
    for index, char in _walk(sentence, range(start, min(len(sentence), start + _WINDOW))):
        if char in _STOPS or char in _BRACKETS[1] or (char in "和及" and index + 1 in starts):
            return index
        if char == "、":
            rest = re.split(rf"[{_STOPS}、]", sentence[index + 1 : index + 1 + _WINDOW])[0]
            has_number = any(place in starts for place in range(index + 1, index + 1 + len(rest)))
            if has_number or _OPENING_VERB_RE.match(rest):
                return index
    return min(len(sentence), start + _WINDOW)
