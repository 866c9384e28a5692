"""Numbers with their units in running text, without judging what they are for.

Takes folded text (`fold_numbers`); gives every number that carries a unit, a percent sign or stands as a multiple
(翻一番, 倍增). Values are decimals in which 万 and 亿 are factored in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from build_tools.hanzi.numerals import NumeralError, read_numeral
from build_tools.hanzi.punctuation import holds

_FOLDED = str.maketrans(
    "０１２３４５６７８９％．＞＜－–—―～〜∼",  # noqa: RUF001
    "0123456789%.><----~~~",
)


_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_YEAR_RE = re.compile(
    r"(?<![〇零○一二三四五六七八九十百千万亿])(?:一[八九]|二[〇零○])[〇零○一二三四五六七八九]{2}(?=年|[～~—-])"
)


# 3·5% as old print and machines have it; 3·15 is a day.
_POINT_RE = re.compile(r"(?<=[0-9０-９])(?P<blank>[ ]?)·(?=[ ]?[0-9０-９]{1,2}[ ]?(?:[%％‰万亿倍]|个?百分点))")


def fold_numbers(text: str) -> str:
    """Return the text with narrow digits and signs, and years in figures (一九九五年); the same length."""
    if "·" in text:
        text = _POINT_RE.sub(r"\g<blank>.", text)
    if "年" in text:
        text = _HAN_YEAR_RE.sub(lambda found: found[0].translate(_HAN_DIGITS), text)
    return text.translate(_FOLDED)


class UnitKind(StrEnum):
    """What a unit says about the number before it."""

    MONEY = "money"
    SHARE = "share"  # percent, multiples
    COUNT = "count"
    PHYSICAL = "physical"  # also the size of a thing that only has a name: 5毫米
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit; [start, end) covers both, `value_end` is behind the number and its 万 or 亿.

    Attributes:
        value: as a plain decimal.
        upper: end of a range, else "".
        unit: without 万 and 亿.
        kind: of the unit.
        is_han: the number is printed in Chinese characters alone.
        more: 余 or 多 stands between number and unit, else "".
        is_multiple: 翻一番, 倍增.
    """

    start: int
    value_end: int
    end: int
    value: str
    upper: str
    unit: str
    kind: UnitKind
    is_han: bool = False
    more: str = ""
    is_multiple: bool = False


_MONEY = ("美元", "欧元", "港元", "日元", "人民币", "元")
_SHARES = ("个百分点", "百分点", "%", "‰", "倍")
_COUNTS = tuple(
    "人次 艘次 架次 航次 班次 车次 辆次 台次 人天 "
    "标准箱 标箱 台套 台(套) 台（套） 床位 张床位 个标准车位 机架 标准机架 个 家 项 件 种 类 条 座 所 处 套 "
    "台 辆 列 艘 架 人 名 户 批次 批 次 场 部 篇 款 只 支 份 场次 枚 块 张 对 宗 间 栋 幢 头只 头 株 根 起 "
    "羽 门 位 册 例 本 组 片 亩 公顷".split()
)
_PHYSICAL = tuple(
    "个工作日 工作日 平方公里 平方千米 平方米 立方米 m³ m² 公里 千米 海里 吨标准煤 吨 千克 公斤 千瓦时 千瓦 兆瓦 吉瓦 "
    "毫克 微克 克 小时 厘米 cm 分钟 毫秒 微秒 秒 岁 斤 升 Tbps Gbps Mbps TB PB EB ZB EFLOPS PFLOPS EFlops PFlops TEU "
    "MW GW kW 瓦 米".split()
)
_KINDS = {
    **dict.fromkeys(_MONEY, UnitKind.MONEY),
    **dict.fromkeys(_SHARES, UnitKind.SHARE),
    **dict.fromkeys(_COUNTS, UnitKind.COUNT),
    **dict.fromkeys(_PHYSICAL, UnitKind.PHYSICAL),
}
_UNITS = "|".join(re.escape(unit) for unit in sorted(_KINDS, key=lambda unit: (-len(unit), unit)))
# 元/人, 件/万人, 微克/立方米, 吨标准煤/万元
_PER = (
    r"(?:/(?:每)?(?:万|百万|亿|千(?![瓦克]))?(?:平方公里|平方米|立方米|元|人|户|亩|公里|年|月|日|天|次|件|家|公顷|吨标准煤|吨|公斤|千克"
    r"|千瓦时|千瓦|瓦|度|千人|小时))?"
)

# No plan prints longer numbers, and a decimal of Python's keeps 28 digits.
_ARABIC = r"(?:[0-9]{1,3}(?:[,，][0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,8})?(?![0-9])"
# A 千 or 百 before a unit of measure belongs to that.
_SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦克米卡])|百(?!分))"
_HAN = r"[一二两三四五六七八九十百千万亿零〇○]+(?:点[〇零○一二三四五六七八九]{1,6}[万亿]{0,2})?"
_NUMBER = rf"(?:{_ARABIC})"
_QUANTITY_RE = re.compile(
    rf"(?<![0-9A-Za-z.+])(?P<low>{_NUMBER})(?:[ ](?={_SCALE}))?(?P<low_scale>{_SCALE})?(?P<low_unit>%|个|家|项)?"
    rf"(?:[-~至到](?P<high>{_NUMBER}))?(?P<scale>{_SCALE})?(?P<more>余|多)?(?P<late_scale>万|亿)?"
    rf"(?P<unit>{_UNITS})?(?P<per>{_PER})"
)
_HAN_RE = re.compile(
    rf"(?<![第几数一二两三四五六七八九十百千万亿零〇○点0-9])(?P<number>{_HAN})(?:[-~](?P<high>{_HAN}))?(?P<more>余|多)?(?P<late_scale>万|亿)?(?!(?<=千)[瓦米克卡])(?P<unit>{_UNITS})"
)
_HAN_SHARE_RE = re.compile(rf"(?P<of>[百千])分之(?P<number>{_HAN})(?:[-~](?:[百千]分之)?(?P<high>{_HAN}))?")
_MULTIPLE_RE = re.compile(
    r"翻了?(?P<n>[一两二三四])番(?P<more>多|有余)?|翻番|(?<!、)倍增(?!计划|行动|工程|器|效应|[和、”」])"
)
_RATE_RE = re.compile(rf"(?<![0-9/.]){_NUMBER}(?P<unit>/10万)(?![人元])")
# 城乡居民收入比缩小到2.2:1; 平均受教育年限达到11.3年, where a whole number would be a year or a time.
_RATIO_RE = re.compile(rf"(?<![0-9/.:：\u2236]){_NUMBER}(?P<unit>[:：\u2236]1)(?![0-9.:：\u2236])")
_LASTING_RE = re.compile(r"(?<![0-9/.])[0-9]{1,2}\.[0-9]{1,2}(?P<unit>年)")
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
# What only looks like a counter: 5个月, 10个工作日, 三个方面.
_NO_UNIT_RE = re.compile(r"个?(?:月|小时|季度|世纪|年|学年|交易日|自然日)|年|月|日|号|届|期|级|代|纳米|英寸|寸|类型")
_NO_COUNT_RE = re.compile(
    r"(?:个|类|种|项|条|大)?(?:方面|层面|阶段|步骤|环节|维度|原则|专题|百年|五年|中心”|月|工作日|小时|季度|年)"
)


def _scale(*marks: str | None) -> int:
    return sum(_SCALES[char] for mark in marks for char in mark or "")


def shift_decimal(number: str, power: int) -> str:
    """Return a printed decimal times ten to the power, without exponent; digits that are printed stay: 2.0 is "2.0"."""
    printed = Decimal(number.replace(",", "").replace("，", ""))
    if not power:
        return format(printed, "f")
    return _show(printed.scaleb(power))


def read_han_number(text: str) -> Decimal | None:
    """Return what a Chinese number with 万, 亿 or 点 stands for, or None: 百 is 100, 一点五万 15000, 千万 10^7."""
    for mark, power in (("亿", 8), ("万", 4)):
        head, found, rest = text.partition(mark)
        if found:
            part = read_han_number(head) if head else Decimal(1)
            left = read_han_number(rest) if rest else Decimal(0)
            return None if part is None or left is None or mark in rest else part.scaleb(power) + left
    whole, _, decimals = text.partition("点")
    number = _read_small(whole.replace("○", "〇")) if text else 0
    if number is None:
        return None
    return Decimal(f"{number}.{decimals.translate(_HAN_DIGITS)}") if decimals else Decimal(number)


def _read_small(text: str) -> int | None:
    bare = {"百": 100, "千": 1000, "十": 10}
    if text in bare:
        return bare[text]
    try:
        return read_numeral(text.removeprefix("零"))
    except (NumeralError, ValueError):
        return None


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a folded text in order, without overlaps.

    Years, dates and ordinals are left out, and so are numbers without a unit, but for those with 万 or 亿 (15万企业).
    """
    found = [*_find_arabic(text), *_find_han(text), *_find_multiples(text), *_find_rates(text)]
    at = 0
    for quantity in sorted(found, key=lambda quantity: (quantity.start, -quantity.end)):
        if quantity.start >= at:
            yield quantity
            at = quantity.end


def _find_arabic(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY_RE.finditer(text):
        unit = match["unit"] or ""
        before = text[max(0, match.start() - 2) : match.start()]
        if before.endswith(("第", "#", "-", "/", "〔", "No", "\u00d7", "=")):
            continue
        if match["high"] is None and match["low_unit"]:
            # The unit was taken for that of a range's lower end.
            end = match.end("low_unit")
            unit, value_end, tail = match["low_unit"], end - len(match["low_unit"]), text[end:]
            if unit == "个" and tail.startswith("百分点"):
                unit, end = "个百分点", end + 3
            longer = re.match(_UNITS, text[value_end:])
            if longer and len(longer[0]) > len(unit):
                unit, end = longer[0], value_end + len(longer[0])
            more = late = ""
            scale = _scale(match["low_scale"])
        else:
            end, tail = match.end(), text[match.end() :]
            value_end = end - len(unit) - len(match["per"])
            more, late = match["more"] or "", match["late_scale"] or ""
            scale = _scale(match["low_scale"] if match["high"] is None else None, match["scale"], late)
        per = match["per"] if end == match.end() else ""
        per_unit = unit + per
        kind = _KINDS.get(unit, UnitKind.NONE)
        if kind is UnitKind.COUNT and _NO_COUNT_RE.match(text, value_end):
            continue
        if kind is UnitKind.NONE and (_NO_UNIT_RE.match(tail) or re.match(r"[A-Za-z0-9/.]", tail)):
            continue
        upper = shift_decimal(match["high"], scale) if match["high"] else ""
        low_scale = _scale(match["low_scale"]) if match["high"] and match["low_scale"] else scale
        yield Quantity(
            match.start(), value_end, end, shift_decimal(match["low"], low_scale), upper, per_unit, kind, more=more
        )


def _find_han(text: str) -> Iterator[Quantity]:
    for match in _HAN_RE.finditer(text):
        value = read_han_number(match["number"])
        if (
            value is None
            or _NO_COUNT_RE.match(text, match.start("unit"))
            or _NO_UNIT_RE.match(text, match.end("number"))
            or text.startswith("级", match.end())
        ):
            continue
        kind = _KINDS[match["unit"]]
        # 千米 and 百斤 may be units or idioms; what is counted in 万, or has decimals, is a number.
        if kind is UnitKind.PHYSICAL and not holds(match["number"], "万亿点"):
            continue
        scale = _scale(match["late_scale"])
        yield Quantity(
            match.start(),
            match.start("unit"),
            match.end(),
            _show(value.scaleb(scale)),
            _read_upper(match["high"], scale),
            match["unit"],
            kind,
            is_han=True,
            more=match["more"] or "",
        )
    for match in _HAN_SHARE_RE.finditer(text):
        value = read_han_number(match["number"])
        if value is not None:
            unit = "%" if match["of"] == "百" else "‰"
            upper = _read_upper(match["high"], 0)
            start, end = match.span()
            yield Quantity(start, end, end, _show(value), upper, unit, UnitKind.SHARE, is_han=True)


def _read_upper(printed: str | None, scale: int) -> str:
    value = read_han_number(printed) if printed else None
    return "" if value is None else _show(value.scaleb(scale))


def _show(value: Decimal) -> str:
    whole = value.to_integral_value()
    return format(whole if whole == value else value.normalize(), "f")


def _find_rates(text: str) -> Iterator[Quantity]:
    for pattern, kind in (
        (_RATE_RE, UnitKind.SHARE),
        (_RATIO_RE, UnitKind.PHYSICAL),
        (_LASTING_RE, UnitKind.PHYSICAL),
    ):
        for match in pattern.finditer(text):
            at = match.start("unit")
            yield Quantity(match.start(), at, match.end(), text[match.start() : at], "", match["unit"], kind)


def _find_multiples(text: str) -> Iterator[Quantity]:
    for match in _MULTIPLE_RE.finditer(text):
        doublings = {"两": 2, "二": 2, "三": 3, "四": 4}.get(match["n"] or "", 1)
        value, more = str(2**doublings), match["more"] or ""
        end = match.end()
        yield Quantity(match.start(), end, end, value, "", "倍", UnitKind.SHARE, more=more, is_multiple=True)
