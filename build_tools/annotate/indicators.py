"""What a number measures, and how it is meant, read from the words around it.

Takes the words before a number within its clause, or those behind it; gives the indicator in the words of the text.
"""

import re
from dataclasses import dataclass

from build_tools.hanzi.labels import NUMERAL
from build_tools.model.target import Change, Comparison

# Words directly before a number, the longest first where one is part of another.
_COMPARISONS = {
    word: comparison
    for comparison, words in {
        Comparison.AT_LEAST: "不得少于 不得低于 不应少于 不应低于 不少于 不低于 不小于 至少 ≥ 上",
        Comparison.OVER: "超过 突破 高于 大于 多于 超 逾 >",
        Comparison.AT_MOST: "不得超过 不得高于 不应超过 不应高于 不超过 不高于 不多于 不大于 ≤",
        Comparison.UNDER: "低于 少于 小于 <",
        Comparison.ABOUT: "大约 约 接近 近",
        Comparison.EQUAL: "达到 达",
    }.items()
    for word in words.split()
}
_RISES = ("提高", "提升", "增长", "增加", "上升", "扩大", "新增", "增")
_FALLS = ("下降", "降低", "减少", "压减", "压缩", "缩短", "缩减", "缩小", "收窄", "削减", "下降率", "降")
_TO = ("到", "至", "为", "达到", "达")
_LEVEL_WORDS = {
    f"{verb}{to}": Comparison.EQUAL
    for verb in (*_RISES, *_FALLS, "扩", "升", "提", "稳定", "保持", "维持", "扩展", "发展", "拓展", "控制")
    for to in (*_TO, "在")
} | {"控制在": Comparison.AT_MOST}
_SIGNS = sorted({*_COMPARISONS, *_LEVEL_WORDS, *_RISES, *_FALLS}, key=lambda word: (-len(word), word))
_NOUNS_IN_SHANG = ("以上", "网上", "线上", "云上", "海上")
_FILLERS_RE = re.compile(
    r"(?:力争|争取|确保|分别|累计|总计|合计|共计|总共|均|都|已|已经|将|要|再|的|"
    r"了|是|为|有|(?<=[模值入额])实现|占|则|约|在|到|至|保持|一般|各|连续[0-9]+年|(?<=分别)占比|基本|预期|要求|净|(?<=资金)安排|(?<=[额量耗率])[三五两]年|"
    r"(?<=[值额入资量收税])(?:累计)?完成|[ 、\u3000])$"
    r"|(?<=[到至为])(?:19|20)[0-9]{2}年[底末]?$|每[人生户](?:每年|年)?$"
)
# What is lacking, or little, is told and not aimed at: 供水保证率不足85%, 人才缺口超过3000人.
LACKING_RE = re.compile(
    r"(?:(?<!控制在)(?:不足|不到|不及)|(?:缺口|短缺|尚缺)(?:超过?|达到?|为)?|未达到?|[仅只](?:为|占|有|达到?|能达到?|剩)?)约?$"
)
_ANNUAL_RE = re.compile(r"(?:年均|每年|平均每年|年平均|逐年)$")
_BASE_RE = re.compile(
    r"(?:(?:比|较|相比于?|相较于?|对比|与)(?:[^，。；、：]{0,2}?)(?:[0-9]{4}年|"
    rf"[“\"]?{NUMERAL}五[”\"]?|上年|去年|同期|上一年|“[^”]{{1,6}}”)"
    rf"(?:期?末|时期|期|底|度|同期|水平)*+(?:相比)?|(?:比|较)上一[轮期][^，。；、]{{0,8}}|在[^，。；、]{{4,9}}基础上|(?:比|较)(?:[0-9]{{4}}年|[“\"]?{NUMERAL}五[”\"]?时?期?间?)的"
    r"[0-9.一二三四五六七八九十百千万亿零]{1,12}(?:[万亿]?(?:吨|元|人|辆|台|件|个|家|千瓦时?|公里|亩|公顷|立方米)|[%‰])|同比|环比|按可比价格?|按可比口径)$"
)

_CHANGED_FROM_RE = re.compile(
    r"[由从](?:(?:[0-9]{4}年[底末]?|[^，。；0-9]{2,8})的)?"
    r"(?=(?:[0-9][0-9.,%~/万亿元个家-]*|(?:百分之)?[一二三四五六七八九十][〇○零一二三四五六七八九十百千万亿点]{0,12})"
    r"(?:以上|左右)?[^0-9，。；]{0,8}$)"
)
_LEAD_RE = re.compile(
    r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]|将|把|落实|今年(?![^，。；]{1,4}的)|全年|年内|其中|同时|此外|另外|并且|并(?![网联购轨])|且|以及|逐步(?=使|将|实现)|及|和|即|"
    r"到|至|截至|截止|在|力争|争取|确保|努力|到时|届时|目前|全面|累计|总体|预计|预期(?!寿命)|保证|使得?|推动|"
    r"促进|带动|[一二三四五六七八九十]{1,2}是|[0-9]{1,2}[.．、][ \u3000]?(?=[\u3400-\u9fffA-Z“])|"
    r"实现|完成|达成|拥有|形成|保持|已建成(?!的)|建成(?!的|区)|已|[ 、，,：:*\u3000])"
)
# "X of which Y is achieved" keeps its verb: 实现业务协同的比例.
_RELATIVE_RE = re.compile(
    r"^(?:实现|完成|拥有|形成|建成)[^，。；的占]{1,20}[的者](?:比例|比重|占比|数量|企业|单位|个数)$"
)
_TIME_RE = re.compile(
    r"^(?:到|至|截至|截止|比|较|相比|与)?(?:(?:19|20)[0-9]{2}年?(?:[-~至到]{1,2}(?:19|20)[0-9]{2})?年(?:[0-9]{1,2}月)?"
    r"(?:年?[底末])?(?:前|以前|之前|度|期间)?"
    r"|“[一二三四五六七八九十]+五”(?:期?末|末期|期间|时期末|时期|期)?|(?:未来|今后|通过|经过)[一二三四五六七八九十]年(?:努力)?"
    r"|[三五两]年(?:累计|内)?(?=[新改完建培引增安实全])|[二三四五六七八九]年(?:合计|共计|总计|累计)?$|每年|年均(?=[^增提下降新]*$)(?![\u3400-\u9fff]*[率速重比幅]))"
)
_OBJECT_VERBS = (
    "发放|投入|安排|减免|支持|惠及|培育|建设|打造|引进|新建|建成|推广|创建|引导|服务|培训|培养|开展|举办|"
    "组织|制定|布局|部署"
)
_ADVERBIAL_RE = re.compile(rf"^(?:为|对|面?向|给|围绕|针对)[^，。；]*?(?P<verb>{_OBJECT_VERBS})(?P<object>[^，。；]+)$")
_VERB_RE = re.compile(rf"^(?!服务[业器区站])(?:{_OBJECT_VERBS})(?=[\u3400-\u9fff“A-Za-z])")
# What is done to things that are counted, where no word of comparison makes a noun of it: 新增学位7200个.
_DONE_RE = re.compile(
    r"^[或和及、]?(?:全[市省县区州镇国])?(?:累计|共计|计划|将)*(?:(?:公开|规划|组织|重点|新|再|大力|共|分批)?(?:新增|增加|新开|新建|改建|扩建|改扩建|新改扩建|更新|改造|加固|除险加固|治理|整治|提升|完善|审定|"
    r"获得|取得|实施|开放|推出|招聘|招引|引育|选派|选聘|淘汰|关停|出让|布设|铺设|敷设|撬动|吸引|争取|发行|筹集|收集|修缮|修复|清淤|保护|举办|"
    r"承办|发布|认定|遴选|投放|配备|配置|设立|组建|创成|创建|孵化|集聚|攻克|研发|加装|处置|突破|转化|清理|划定|盘活|收储|扶持|储备|落地|签约|规划建设)"
    r"(?:、|和|及|与|并|或)?)+(?=[\u3400-\u9fff“A-Za-z0-9]{2})(?!面积|里程|长度|数量|人数|户数|总|率|规模|任务|能力$|标准|成本|就业)"
)
_CAUSED = ("撬动", "吸引", "争取")  # money that goes on: its amount may have a word


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands before a number: the indicator's place in the text, and how the number is meant."""

    start: int
    end: int
    comparison: Comparison
    word: str
    change: Change
    is_annual: bool
    has_word: bool  # a word of comparison or change stands directly before the number
    is_added: bool = False  # 新增 or 增加 opens the clause


def read_before(text: str, start: int, end: int, *, counts: bool = False) -> Reading:
    """Read `text[start:end]`, a clause up to its number, from its end; the indicator may be empty.

    Before a count the verb that opens the clause is no part of the indicator (打造场景100个); before another number it
    may be one (新建建筑屋顶覆盖率超过50%).
    """
    comparison, word, change, annual, seen = Comparison.EQUAL, "", Change.LEVEL, False, False
    while True:
        left = text[start:end]
        if match := _BASE_RE.search(left):
            end = start + match.start()
            continue
        if match := _ANNUAL_RE.search(left):
            annual, end = True, start + match.start()
            continue
        sign = next((sign for sign in _SIGNS if left.endswith(sign)), "")
        if sign and not (sign == "上" and left.endswith(_NOUNS_IN_SHANG)):
            end -= len(sign)
            seen = True
            if sign in _COMPARISONS or sign in _LEVEL_WORDS:
                found = _COMPARISONS.get(sign) or _LEVEL_WORDS[sign]
                if not word or (comparison is Comparison.EQUAL and found is not Comparison.EQUAL):
                    comparison, word = found, sign
            elif change is Change.LEVEL:
                change = Change.RISE if sign in _RISES else Change.FALL
            continue
        if match := _FILLERS_RE.search(left):
            end = start + match.start()
            continue
        break
    if match := _CHANGED_FROM_RE.search(text[start:end]):
        end = start + len(text[start : start + match.start()].rstrip("，,"))
    annual = annual or re.search(r"年均(?!值|浓度|气温|水平)|每年", text[start:end]) is not None
    begin = _skip_lead(text, start, end, counts=counts)
    is_added = False
    if counts and (match := _DONE_RE.match(text[begin:end])) and (not seen or match[0] in _CAUSED):
        is_added = "新增" in match[0] or "增加" in match[0]
        begin = _skip_lead(text, begin + len(match[0]), end, counts=counts)
    return Reading(begin, end, comparison, word, change, annual, seen, is_added)


def _skip_lead(text: str, start: int, end: int, *, counts: bool) -> int:
    while start < end:
        left = text[start:end]
        if _RELATIVE_RE.match(left):
            break
        match = _TIME_RE.match(left)
        if match is None or not match[0]:
            match = _LEAD_RE.match(left) or (_VERB_RE.match(left) if counts else None)
        if match is None or not match[0]:
            break
        start += len(match[0])
    if match := _ADVERBIAL_RE.match(text[start:end]):
        start += match.start("object")
    return start


_POST_RE = re.compile(r"(?:及)?以上|左右|上下|及?以下|以内|之内|内(?=[，。；、]|$)")
_POSTS = {"上": Comparison.AT_LEAST, "左右": Comparison.ABOUT, "下": Comparison.AT_MOST, "内": Comparison.AT_MOST}


def read_post(text: str, at: int) -> tuple[int, Comparison | None, str]:
    """Read a word of comparison directly behind a number: (where it ends, what it says or None, the word)."""
    match = _POST_RE.match(text, at)
    if match is None:
        return at, None, ""
    word = match[0]
    if word == "上下":
        return match.end(), Comparison.ABOUT, word
    return match.end(), next(found for sign, found in _POSTS.items() if word.endswith(sign)), word
