"""Lists of bodies: 市科委、市教委和各区政府, also open ones, 市科委等有关部门, and names that lost what parted them.

Takes a list, gives the names in order. No cut is made inside a name: 人力资源和社会保障局 and 有关县（市、区）人民政府
are one each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.hanzi.bodies import LEVEL_ROW_RE, BodyKind, is_body, read_body
from build_tools.hanzi.punctuation import GAPS, GAPS_RE

_EDGES = GAPS + "、，,；;。"
_SEPARATORS = "、，,；;"
_OPEN = "(?:国务院|中央|省|市|区|县)?(?:各|有关|相关|多个|多|其他|主要|[一二三四五六七八九十两0-9]{1,4}+个?+){0,4}+"
_OPEN_NOUN = (
    r"(?:(?:群团|社会|行业|相关)?组织|部门|单位|机构|机关|委办局|委局|成员单位|方面|企业|部委|部門|單位|機關|家)"
)
# 等有关部门 says that the list goes on; what is joined to it is named again: 等部门和各区政府.
_OPEN_RE = re.compile(
    rf"(?P<names>.+?)(?<![高中平同])等(?P<open>{_OPEN}{_OPEN_NOUN}(?:(?:[、和]|及其?){_OPEN}{_OPEN_NOUN})*)?"
    r"(?:(?:以及|和|及|与|、|，)(?P<more>.+))?"
)
OTHERS_RE = re.compile(
    r"等(?P<n>[0-9]{1,2}|[一二两兩三四五六七八九十]{1,3})(?:个)?(?:部门|部委|单位|委局|机关|厅局|部|委|局)"
)
"""How many bodies there are, of which the first are named: 甲局等五部门."""
_JOINT_RE = re.compile("以及|和|及|与|或|與")
# 财 政 部: a name spaced out to the width of its column.
_SPACED_RE = re.compile(rf"(?<![^{GAPS}])[\u4e00-\u9fff](?:[{GAPS}]+[\u4e00-\u9fff])+(?![^{GAPS}])")
_SEAL_RE = re.compile("[（(](?:[\u4e00-\u9fff]{0,30}代章|公章|盖章|印章|章|印)[）)]")
_LEVELS = "省市区县州盟旗"
_NOT_LEVEL_RE = re.compile("[市区县省](?:政(?!府|协|法委|务|研)|场|域|级|直|属|民|容|辖)")
_LONGEST_NAME = 40
# What goes on behind the first words that may be a name by themselves: 市委|宣传部, 市公安局|交警支队, 主管部|门.
_NAME_GOES_ON_RE = re.compile(
    "门|面|[员員]?[会會]|公[厅室廳]|(?:[（(][^（()）]{1,12}[）)])?(?:人民)?政府|[^，。、；]{0,7}?(?:组织部|宣传部|统战部|政法委|网信办|编办|委员会|办公[厅室]|支队|大队|总队|分局|税务局|监管局"
    "|支行|分行|中心|研究院)"
)
_LONGEST_LIST = 200
_LONGEST_GLUED = 400  # code points of names without anything between them


@dataclass(frozen=True, slots=True)
class BodyList:
    """The names of a list.

    Attributes:
        names: as printed, in order.
        is_open: whether it says that there are more: 等, 等有关部门.
    """

    names: tuple[str, ...]
    is_open: bool = False


def read_body_list(text: str) -> BodyList:
    """Return the names of a list; a 、 inside brackets does not part, blanks part where nothing else does.

    What is no body's name is returned, too: whether a list has to hold nothing but bodies is its reader's to say.
    """
    names: list[str] = []
    is_open = False
    for item in _split_items(text):
        opened = _OPEN_RE.fullmatch(item)
        if opened is None:
            names.extend(_part(item))
            continue
        is_open = True
        names.extend(_part(opened["names"]))
        names.extend(_part(opened["more"]) if opened["more"] else ())
    return BodyList(tuple(names), is_open)


def read_opening_list(text: str) -> BodyList:
    """Return the names of the list that opens a text, which goes on behind it: 市科委、市教委等部门制定办法."""
    text = text[:_LONGEST_LIST]
    if (opened := _OPEN_RE.match(text)) and all(map(is_body, _split_items(opened["names"]))):
        return read_body_list(opened[0])
    names: list[str] = []
    for item in _split_items(text):
        if not is_body(item):
            names.extend(_open_names(item))
            break
        names.extend(_part(item))
    return BodyList(tuple(names))


def _open_names(item: str) -> Iterator[str]:
    """Yield the names that open an item: each ends where a name first does, unless that is a longer one's front."""
    while end := next((n for n in range(2, min(len(item), _LONGEST_NAME) + 1) if _is_whole(item[:n])), 0):
        longer = (end + n for n in range(12, 0, -1) if _NAME_GOES_ON_RE.fullmatch(item, end, end + n))
        end = next((n for n in longer if is_body(item[:n])), end)
        yield from _part(item[:end])
        joint = _JOINT_RE.match(item, end)
        item = item[joint.end() :] if joint else ""


def _is_whole(text: str) -> bool:
    form = read_body(text)
    is_plain = form is not None and form.kind is BodyKind.DEPARTMENT and text.endswith((*"局厅署廳", "监会"))
    return is_plain or (form is not None and form.kind is BodyKind.COLLECTIVE) or _ends_name(text)


def _split_items(text: str) -> list[str]:
    items: list[str] = []
    depth, start = 0, 0
    whole = {at for match in LEVEL_ROW_RE.finditer(text) for at in range(*match.span())}
    for at, char in enumerate(text):
        if char in "（(〔［":
            depth += 1
        elif char in "）)〕］":
            depth -= 1
        elif char in _SEPARATORS and depth <= 0 and at not in whole:
            items.append(text[start:at])
            start = at + 1
    items.append(text[start:])
    return [bare for item in items if (bare := item.strip(_EDGES))]


def _part(item: str) -> Iterator[str]:
    """Yield the names of an item that no sign parts: joined, set apart by blanks, or glued."""
    pieces = GAPS_RE.split(item)
    if len(pieces) > 1:
        if all(is_body(piece) for piece in pieces):
            for piece in pieces:
                yield from _part(piece)
        else:
            yield item  # a name that a line's end has broken, or no list of bodies
        return
    start = 0
    for joint in _JOINT_RE.finditer(item):
        if joint.start() - start > _LONGEST_NAME:
            break
        # What follows is a body, or begins with one: 市科委和市教委及各区.
        if is_body(item[start : joint.start()]) and _begins_with_body(item, joint.end()):
            yield from split_glued(item[start : joint.start()])
            start = joint.end()
    yield from split_glued(item[start:])


def _begins_with_body(item: str, start: int) -> bool:
    joints = (joint.start() for joint in _JOINT_RE.finditer(item, start, start + _LONGEST_NAME))
    return any(is_body(item[start:end]) for end in (*joints, len(item)) if end - start <= _LONGEST_NAME)


def split_glued(text: str) -> list[str]:
    """Split 甲区教育局甲区文化局 and 市科委市教委, where the place or the level that opens the first opens another."""
    if len(text) > _LONGEST_GLUED:
        return [text]
    for length in (6, 5, 4, 3, 2, 1):
        front = text[:length]
        if len(text) <= length + 3 or (length == 1 and front not in _LEVELS):
            continue
        cuts = [0]
        at = text.find(front, 1)
        while at > 0:
            is_level = length > 1 or not _NOT_LEVEL_RE.match(text, at)
            if is_level and at - cuts[-1] > length and _ends_name(text[cuts[-1] : at]):
                cuts.append(at)
            at = text.find(front, at + length)
        names = [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
        if len(cuts) > 1 and all(is_body(name) for name in names):
            return names
    return [text]


def _ends_name(text: str) -> bool:
    form = read_body(text)
    return form is not None and form.is_sure and form.kind is not BodyKind.TERRITORY


def close_up(text: str) -> str:
    """Return a line with the blanks taken out of what is spaced out, 财 政 部, and without the word for a seal."""
    return _SPACED_RE.sub(lambda spaced: GAPS_RE.sub("", spaced[0]), _SEAL_RE.sub("", text))
