"""Names of public bodies in signatures and titles: where one ends and the next begins.

Takes a line; gives the names in order. Knows how such names are formed (a place or level, a subject, and a
generic ending such as 委员会 or 局), and no body by name.
"""

import re

from build_tools.hanzi.bodies import BodyKind, is_common_noun, read_body
from build_tools.hanzi.body_lists import OTHERS_RE, close_up, split_glued
from build_tools.hanzi.punctuation import GAPS, GAPS_RE

_ENDINGS = (
    "人民代表大会常务委员会|常务委员会|人民代表大会|人民政府办公厅|人民政府办公室|管理委员会办公室|委员会办公室|领导小组办公室"
    "|人民政府|管理委员会|委员会|管理办公室|办公厅|办公室|管理总局|总局|管理局|监督局|分局|局|总署|署|部|厅|院|银行|中心支行|分行"
    "|总队|总站|海关|法院|检察院|大学|大學|中学|小学|联合会|总工会|协会|学会|集团|总公司|公司|中心|团委|党委|省委|市委|区委|县委|管委会|领导小组|指挥部"
    "|街道办事处|办事处|國務院|省政府|市政府|縣政府|县政府|區政府|区政府|特别行政区政府|特別行政區政府|政府總部|管理委員會|委員會辦公室|委員會"
    "|總辦公室|辦公室|辦公廳|總署|總局|廳|處|公所|議會|立法會|協會|學會|總會|銀行|總工會|聯合會"
    "|人民代表大會常務委員會|常務委員會|人民代表大會|人民政府辦公廳|人民政府辦公室|監督局|總隊|海關|區委|縣委|黨委|管委會|領導小組|指揮部|辦事處"
)
_WHOLE_NAMES = ("国务院", "中共中央", "中央军委")
_NAME_ENDS = tuple(sorted(_ENDINGS.split("|"), key=len))
_NAME_ENDS_BY_FIRST = {name[0]: tuple(end for end in _NAME_ENDS if end[0] == name[0]) for name in _NAME_ENDS}
_LONGEST_SUBJECT = 28
_SHORTEST_GLUED, _LONGEST_GLUED = 3, 160
# The place that opens a name: 中共某某省, 某某市, 某区.
_PLACE_RE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{1,3}[省市区县州旗盟](?=[\u4e00-\u9fff]{2})")
_SUBJECT_RE = re.compile(r"[\u4e00-\u9fff（）()]*")
_SEPARATORS = GAPS + "、，,"
_NOT_NAME_RE = re.compile(r"[，。；：:！？“”]|^(?:请|现|特|各|附|为|经|根据)|关于|通知|印发|规划$|计划$|方案$")
# In 甲、乙关于印发《…》的通知 the bodies stand before 关于, in a news brief before 印发 or 发布.
_ISSUES_RE = re.compile(
    r"^(?:[“【\[（(][^”】\]）)]{1,20}[”】\]）)][ \u3000]*)?"
    r"(?:[^，。《》]{0,14}[日前近][，,])?(?P<bodies>[^《》“”。；：]{2,120}?)(?:关于|近日|日前|联合|正式)*(?:转发|印发|发布|公布|下发|出台|关于|批转|颁布)"
)
# 某县统计局2022年工作要点: who works is who wrote it.
_OWN_WORK_RE = re.compile(
    r"(?P<bodies>[\u4e00-\u9fff]{4,30}(?:[局委办厅院会廳會处處]|公司|[大中小]学|大學))"
    r"(?:(?:(?:20|1)[0-9]{2}[—－-])?(?:20|1)[0-9]{2}学?年度?[\u4e00-\u9fff]{0,6}?)?(?:重点)?(?:工作|施政)"
    r"(?:要点|计划|总结|安排|計畫|計劃)$"
)

_NATIONAL = ("国务院", "国家", "中国", "中共", "中央", "全国")
_OF_STATE_RE = re.compile("国家[\u4e00-\u9fff]{2,10}局|中国[\u4e00-\u9fff]{2,12}(?:银行|委员会)")
_BRANCHES = ("税务局", "监管局", "分局", "监管办", "监管办公室", "调查队", "调查总队", "分行", "支行", "营业管理部")


def is_signature(text: str) -> bool:
    """Whether a line holds names of bodies and nothing else."""
    if not 2 <= len(text) <= 160:
        return False
    closed = close_up(text)
    names = GAPS_RE.split(closed)
    return _is_named(text) or ((len(names) > 1 or closed != text) and all(map(_is_named, names)))


def is_paper(text: str) -> bool:
    """Whether a line says whose paper a document is written on: 某市人民政府文件 (GB/T 9704-2012, 7.2.4)."""
    return text.endswith("文件") and is_signature(text.removesuffix("文件").strip())


def is_cut_name(text: str) -> bool:
    """Whether a line of names ends within the last one: 甲市甲局 国家某某总局甲市监, and 管分局关于… below it."""
    *names, last = text.split()
    return bool(names) and all(map(is_signature, names)) and not is_signature(last)


def _is_named(text: str) -> bool:
    form = read_body(text) if "“" in text or text.endswith(("委", "办")) else None
    if form is not None and form.is_sure and form.kind is not BodyKind.COLLECTIVE:
        return not _NOT_NAME_RE.search(text.replace("“", "").replace("”", ""))
    if not text.rstrip(_SEPARATORS).endswith(_NAME_ENDS + _WHOLE_NAMES) or is_common_noun(text):
        return False
    return not _NOT_NAME_RE.search(text) and _is_row_of_names(text)


def _is_row_of_names(text: str) -> bool:
    """Whether a text can be cut into names, with separators behind them.

    A regex that repeats a name tries every way to cut 甲局乙局…; here each place is reached once.
    """
    ends = [
        [at + len(name) for name in _NAME_ENDS_BY_FIRST.get(char, ()) if text.startswith(name, at)]
        for at, char in enumerate(text)
    ]
    reached = {0}
    for at in range(len(text)):
        if at not in reached:
            continue
        if at and text[at] in _SEPARATORS:
            reached.add(at + 1)
        reached.update(at + len(name) for name in _WHOLE_NAMES if text.startswith(name, at))
        subject = _SUBJECT_RE.match(text, at, at + _LONGEST_SUBJECT)
        last = subject.end() if subject else at
        reached.update(end for start in range(at + 1, last + 1) if start < len(text) for end in ends[start])
    return len(text) in reached


def split_bodies(text: str) -> list[str]:
    """Return the names in a signature line, also where two columns have been glued together."""
    names: list[str] = []
    for part in re.split(f"[{_SEPARATORS}/]+", close_up(text)):
        names.extend(_split_glued(part) if part else [])
    return names


def _split_glued(text: str) -> list[str]:
    """Split 甲区教育局甲区文化局, 中共某省委某省人民政府, 自然资源部国家林业局: where a name ends and another opens."""
    names = [part for name in split_glued(text) for part in _split_at_names(name)]
    # A branch of what is the state's bears its place: 国家税务总局某市税务局, 中国人民银行某市分行; not 某市人民政府.
    for at in range(len(names) - 1, 0, -1):
        if _OF_STATE_RE.fullmatch(names[at - 1]) and names[at].endswith(_BRANCHES):
            names[at - 1 : at + 1] = [names[at - 1] + names[at]]
    return names


def _split_at_names(text: str) -> list[str]:
    if len(text) > _LONGEST_GLUED:
        return [text]
    start = 0
    names: list[str] = []
    for at in range(_SHORTEST_GLUED, len(text) - _SHORTEST_GLUED + 1):
        ends = [n for n in range(at, min(at + 3, len(text) - 1)) if _ends_body(text[start:n])]
        # 办公厅 ends later than the 办 in it.
        is_end = bool(ends) and ends[-1] == at and _PLACE_RE.match(text, at) is not None
        is_end |= text.startswith(_NATIONAL, at) and is_signature(text[start:at])
        if is_end and is_signature(text[at:]):
            names.append(text[start:at])
            start = at
    return [*names, text[start:]]


def _ends_body(name: str) -> bool:
    form = read_body(name)
    return form is not None and form.is_sure and form.kind is not BodyKind.TERRITORY and len(name) > _SHORTEST_GLUED


def read_issuers(title: str) -> list[str]:
    """Return the bodies that a notice's title or a news sentence names as issuers, in order."""
    match = _ISSUES_RE.match(title) or _OWN_WORK_RE.match(title)
    if match is None:
        return []
    text = match["bodies"].strip(" 　")
    others = OTHERS_RE.search(text)
    names = split_bodies(text[: others.start()] if others and others.end() == len(text) else text)
    return names if names and all(map(is_signature, names)) else []
