"""Short titles: those that a text gives to documents, and what a plan is called in tables, charts, running heads."""

import re
from collections.abc import Iterable

from build_tools.hanzi.drafting import NAMED_RE
from build_tools.hanzi.labels import NUMERAL
from build_tools.hanzi.places import read_place, read_unlisted

_YEARS_RE = re.compile(r"(?<![ \u3000])[ \u3000]*[（(][^（）()]*[12][0-9]{3}[^（）()]*[）)]$")
# A programme that has a name of its own is called by it: …实施“灯火某城”三年行动计划; “十四五” is a time and no name.
_NAMED_RE = re.compile(rf"^.{{4,}}?(?P<own>“(?!{NUMERAL}五”)[^“”]{{2,12}}”[^“”]{{0,8}}(?:计划|规划|方案|行动|工程))$")
# 某县人民政府关于推进…的实施意见: who issues it is told beside it.
_ISSUER_RE = re.compile("人民(?:政府|代表大会)(?:常务委员会)?(?:办公[厅室])?关于")
_PLACE_ENDS = "省市区县"
_NOT_FIRST = _PLACE_ENDS + "“"  # 安徽省“十四五”规划 has no other name
_FEWEST = 6  # characters that still say what a plan is about
# 《某省港口规划》（某政发〔2021〕3号，以下简称《规划》）
_CALLED_RE = re.compile(
    r"(?:[（(](?!以下|下文|下称|简称|簡稱)[^（()）]{1,40}[）)])?[（(](?:[^（()）]{0,60}[，,；;])?(?:以下|下文)?(?:统一|均)?(?:简称|簡稱|下称)"
    r"(?:为|為)?[：:]?[“「]?《(?P<short>[^《》“”]{2,20})》[”」]?(?:[，,；;][^（()）]{0,20})?[）)]"
)
_ANY_RE = re.compile(
    r"(?:总体|总|实施|工作|行动|若干|发展|建设|指导|管理)*(?:规划|纲要|计划|方案|意见|办法|条例|规定|细则|通知|政策|措施|决定|建议|指南|目录|清单|标准|规范|报告|决议)"
)
_PAPERS = tuple("日报 晚报 早报 晨报 时报 商报 周刊 杂志 画报 电视台".split())


def find_short_titles(texts: Iterable[str]) -> dict[str, str]:
    """Return, by the short title that a text gives a document, the name that stands before it: 以下简称《规划》."""
    found: dict[str, str] = {}
    for text in texts:
        for named in NAMED_RE.finditer(text) if "称《" in text or "稱《" in text or "称“《" in text else ():
            if called := _CALLED_RE.match(text, named.end()):
                found.setdefault(called["short"], named["name"])
    return found


def names_a_document(words: str) -> bool:
    """Whether what stands in 《…》 can be told from others: 纲要 alone is any, and a newspaper is no document."""
    return _ANY_RE.fullmatch(words) is None and not words.endswith(_PAPERS)


def guess_short_title(title: str) -> str:
    """Return a title without its years, its place and what stands before the name of a programme.

    The title itself where nothing can be left out, or too little would be left.
    """
    bare = _YEARS_RE.sub("", title)
    if named := _NAMED_RE.match(bare):
        bare = named["own"]
    for name in _list_names(bare):
        rest = bare.removeprefix(name)
        if name and rest != bare and (issuer := _ISSUER_RE.match(rest)):
            rest = rest[issuer.end() :]
        if name and rest != bare and len(rest) >= _FEWEST and rest[0] not in _NOT_FIRST:
            return rest
    return bare if len(bare) >= _FEWEST else title


def _list_names(title: str) -> list[str]:
    """Return the names of a place that a title may begin with, the longest first."""
    names = {name for place in read_place(title) for name in ("".join(place.path), place.own_name, *place.path)}
    names |= {name.rstrip(_PLACE_ENDS) for name in names}
    if unlisted := read_unlisted(title):
        names.add(unlisted[0])
    return sorted((name for name in names if len(name) > 1), key=len, reverse=True)
