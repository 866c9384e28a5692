"""Who answers for what: groups such as （责任单位：市科委、市教委） in a paragraph's text, read as data.

Takes the text; gives the groups in it, each with its bodies and their roles, whether its list is open, and by when.
Four forms are read: labels in a bracket or at a sentence's beginning, roles behind names in a bracket, brackets that
hold nothing but bodies, and sentences that name who leads a task or the members of a mechanism. The text itself stays
as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from build_tools.annotate.roles import (
    BRACKETED_LABEL_RE,
    COLON_LABEL_RE,
    DEADLINE_LABEL_RE,
    DEADLINE_RE,
    DUTY_RE,
    LABEL_RE,
    ROLES,
    UNBRACKETED_RE,
)
from build_tools.hanzi.bodies import BodyKind, is_body, read_body
from build_tools.hanzi.body_lists import read_body_list
from build_tools.hanzi.places import is_place
from build_tools.hanzi.punctuation import split_at
from build_tools.model.block import BlockCell

_GROUP_RE = re.compile(
    r"[（(](?P<text>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]|[【\[〔［](?P<square>[^【】\[\]〔〕［］]{4,300})[】\]〕］]"
)
_OPENED_RE = re.compile(r"[（(](?P<text>[^（()）。]{0,300})$")
_CLOSED_RE = re.compile(r"(?P<text>[^（()）。]{1,300})[）)]")
_EDGES = " \u3000，,；;。"
_LONGEST_UNBRACKETED = 600  # code points of a list without a bracket around it
_ROLE_RE = re.compile("|".join(ROLES))
# What a list says besides names: how to read its order, or that the rest is understood.
_RULE_RE = re.compile(
    r"下同$|为(?:牵头|责任|主办|主责|第一)|為(?:牽頭|主辦)|(?:排|列|居)(?:在|名|于)?(?:第一|首|前)|不再|均需|逐一|^以上|^以下|^标|^带|^涉及"
)
_FIRST_LEADS_RE = re.compile(
    r"(?:排|列|居|位)[^，。；、）)]{0,6}(?:第一|首|最前)[^，。；、）)]{0,6}(?:牵头|主办|主责|牽頭|主辦)"
)
# 完成时限：… behind the names is another entry.
_ENTRY_RE = re.compile(
    r"(?:^|[，,；;。 \u3000])(?P<label>[^，,；;。、：: \u3000]{2,10})[：:](?=(?P<value>[^，,；;。：: \u3000]*))"
)
_DEADLINE_ENTRY_RE = re.compile(
    r"(?:完成|实施|工作|进度|办理)?(?:时限|时间|期限|节点|进度|時限|時間|期限)(?:要求|安排|节点)?[：:]"
)
# 市科委牵头、市教委配合 has a part behind 牵头, too.
_PART_RE = re.compile(r"[，,；;。]|(?<=牵头)、|(?<=负责)、|(?<=配合)、|(?<=参与)、|(?<=主办)、|(?<=协办)、")
_ACTING = frozenset({BodyKind.DEPARTMENT, BodyKind.GOVERNMENT, BodyKind.PARTY, BodyKind.COURT, BodyKind.ASSOCIATION})
_BESIDE = frozenset({BodyKind.COLLECTIVE, BodyKind.TERRITORY})
_NAMING = ("单位", "部门", "机构", "机关", "政府", "负责人", "简称", "即", "如", "包括", "其中")
_MECHANISM = "机制|联席会议|领导小组|工作组|工作专班|专班|推进组|协调组|协调小组|推进小组"
_MEMBERS_RE = re.compile(
    rf"由(?P<members>[^。；由]{{6,500}}?(?:参与|参加|组成|构成))的?[^。；，、]{{0,12}}(?:{_MECHANISM})"
)
# 由市科委牵头，市教委、市财政局配合，制定……
_LED_RE = re.compile(
    "由(?P<members>[^。；，,：由]{2,120}?(?:牵头|牽頭)"
    "(?:[，,][^。；，,：由]{2,200}?(?:配合|参与|參與|参加|參加|协助|協助|协同|協同)){0,2})"
)
_COMPOSED_RE = re.compile("(?:共同|联合)?(?:组成|构成)$")
_LEADING_RE = re.compile("(?:负责|負責)(?=牵头|牽頭)")
_FEWEST_MEMBERS = 3
_LONGEST_DUTY = 60  # code points of what a body has to do: 按照各自职责分工共同负责落实
_LONGEST_DEADLINE = 60
_REACH = 40  # code points before a bracket that tell what it is
# 市科委（牵头）
_DUTY_BEHIND_RE = re.compile(rf"[（(](?P<role>{'|'.join(ROLES)})(?:单位|部门)?[）)]$")
_NAME_RE = re.compile(r"(?=.*[\u3400-\u9fff]{2})[^，。；：]{2,40}")
_CLOSE_RE = re.compile(rf"[{_EDGES}]{{0,8}}$")
_BELOW_NATION = frozenset("省 市 区 县 州 盟 旗 自治区 兵团".split())


class Group(NamedTuple):
    """Bodies that answer for something.

    Attributes:
        start: offset in the text, the bracket included.
        end: offset behind it.
        named: (name as printed, role) in order.
        is_open: the list says that there are more: 等有关部门.
        deadline: by when, as printed; "" where it is not said.
        is_sentence: the names stand in running text, as leaders of a task or members of a mechanism.
    """

    start: int
    end: int
    named: tuple[tuple[str, str], ...]
    is_open: bool = False
    deadline: str = ""
    is_sentence: bool = False


@dataclass
class _Reading:
    named: list[tuple[str, str]]
    is_open: bool = False
    deadline: str = ""

    def add(self, text: str, role: str) -> None:
        names = read_body_list(text)
        self.named.extend((name, role) for name in names.names)
        self.is_open |= names.is_open

    def take(self, other: _Reading) -> None:
        self.named.extend(other.named)
        self.is_open |= other.is_open
        self.deadline = self.deadline or other.deadline

    def lead_first(self, text: str) -> None:
        """The first leads where the text says so: 列第一位的为牵头单位."""
        if self.named and _FIRST_LEADS_RE.search(text):
            self.named[0] = (self.named[0][0], "lead")


def read_groups(text: str) -> list[Group]:
    """Return the groups of a paragraph in order."""
    groups: list[Group] = []
    for match in _GROUP_RE.finditer(text):
        inner = (match["text"] or match["square"] or "").strip(" \u3000")
        reading = _read_roles(inner)
        if reading is None and match["text"]:
            reading = _read_bare(inner, text, *match.span())
        if reading:
            groups.append(_make(match.start(), match.end(), reading))
    groups.extend(_read_unbracketed(text, groups) or _read_bracketed_labels(text))
    groups.sort(key=lambda group: group.start)
    groups.extend(found for found in _read_members(text) if not _meets(groups, found.start, found.end))
    return sorted(groups, key=lambda group: group.start)


def read_broken_group(text: str, following: Iterable[str]) -> Group | None:
    """Return the group whose bracket opens at the end of a paragraph and closes in a later one, None where none does.

    Args:
        text: of the paragraph.
        following: the texts of those behind it; a few are enough, for lines broke where one was too long.

    Returns:
        The group; its end is that of the first paragraph.
    """
    opened = _OPENED_RE.search(text, max(0, len(text) - _LONGEST_UNBRACKETED))
    closed = _CLOSED_RE.match("".join(following)) if opened else None
    if opened is None or closed is None:
        return None
    reading = _read_roles(opened["text"] + closed["text"])
    return _make(opened.start(), len(text), reading) if reading else None


def read_cell(cell: BlockCell, role: str) -> Group | None:
    """Return the group of a cell whose column's head, or the label beside it, names bodies of a role."""
    reading = _Reading([])
    texts = [part.text.text.strip(_EDGES) for part in cell.parts]
    whole = "".join(texts)
    if len(texts) > 1 and not all(_names_bodies(text) for text in texts) and _names_bodies(whole):
        texts = [whole]  # a name that the end of a printed line has cut
    for text in texts:
        own = _read_roles(text)
        if own is None:
            own = _Reading([])
            for piece in re.split(r"[，,；;。、](?![^（()）]{0,60}[）)])", text):
                bare, duty = piece.strip(_EDGES), _DUTY_BEHIND_RE.search(piece.strip(_EDGES))
                _read_piece(bare[: duty.start()] if duty else bare, ROLES[duty["role"]] if duty else role, own)
        reading.take(own)
    # A number, a stroke or a sentence is no name.
    is_said = "。" in whole and not all(is_body(name) for name, _ in reading.named)
    if is_said or not reading.named or not all(_NAME_RE.fullmatch(name) for name, _ in reading.named):
        return None
    return _make(cell.parts[0].start, cell.parts[-1].end, reading)


def _read_unbracketed(text: str, groups: list[Group]) -> list[Group]:
    """责任单位：甲、乙 without a bracket; the first of a paragraph, with all labels that follow it."""
    if not COLON_LABEL_RE.search(text):
        return []
    for opening in UNBRACKETED_RE.finditer(text):
        start = opening.end()
        end = _end_of_list(text, start)
        if end - start > _LONGEST_UNBRACKETED or _meets(groups, start, end):
            continue
        if reading := _read_labelled(text[start:end]):
            return [_make(start, end, reading)]
    return []


def _read_bracketed_labels(text: str) -> list[Group]:
    """【牵头单位】甲【配合单位】乙、丙: a row of them is one group, up to the end of its last list."""
    if not any(sign in text for sign in "【[〔［"):
        return []
    labels = list(BRACKETED_LABEL_RE.finditer(text))
    reading = _Reading([])
    end = 0
    for label, after in zip_longest(labels, labels[1:]):
        stop = min(after.start() if after else len(text), label.end() + _LONGEST_UNBRACKETED)
        names = text[label.end() : stop].split("。", 1)[0]
        _read_list(names, label, reading)
        end = label.end() + len(names)
    return [_make(labels[0].start(), end, reading)] if reading.named else []


def _meets(groups: list[Group], start: int, end: int) -> bool:
    """Whether a stretch has a place in common with one of the groups, which are in the order of the text."""
    after = bisect_left(groups, end, key=lambda group: group.start)
    return after > 0 and groups[after - 1].end > start


def _make(start: int, end: int, reading: _Reading) -> Group:
    return Group(start, end, tuple(reading.named), reading.is_open, reading.deadline)


def _end_of_list(text: str, start: int) -> int:
    stop = text.find("。", start)
    while 0 <= stop < start + _LONGEST_UNBRACKETED and (
        LABEL_RE.match(text, stop + 1) or _DEADLINE_ENTRY_RE.match(text, stop + 1)
    ):
        stop = text.find("。", stop + 1)
    return len(text) if stop < 0 else stop + (stop + 1 == len(text))


def _read_roles(text: str) -> _Reading | None:
    """Return what a list says that names a role in front of bodies, or behind them; None where it names none."""
    return (_read_labelled(text) or _read_trailing(text)) if _ROLE_RE.search(text) else None


def _read_labelled(text: str) -> _Reading | None:
    """责任单位：甲、乙，支撑单位：丙；完成时限：2025年"""  # noqa: D415 (an example of what is read)
    labels = [
        label
        for label in LABEL_RE.finditer(text)
        if label["noun"] or label.start() == 0 or text[label.start() - 1] in _EDGES
    ]
    if not labels:
        return None
    before = text[: labels[0].start()]
    if before and not re.fullmatch(r"(?:[^，,；;。、：: \u3000]{2,10}[：:][^：:]*[，,；;。 \u3000])+", before):
        return None
    reading = _Reading([])
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        _read_list(text[label.end() : end], label, reading)
    reading.lead_first(text)
    for entry in _ENTRY_RE.finditer(text):
        if DEADLINE_LABEL_RE.search(entry["label"]):
            reading.deadline = entry["value"].strip()
    return reading if reading.named else None


def _read_list(text: str, label: re.Match[str], reading: _Reading) -> None:
    """Add the names behind a label, without the rules and the other entries that follow them."""
    text = text.strip(_EDGES)
    if other := _ENTRY_RE.search(text):
        text = text[: other.start()]
    role = ROLES[label["role"]]
    found = _Reading([])
    for number, part in enumerate(split_at(text, "；;。")):
        further = _Reading([])
        for piece in split_at(part, "，,"):
            _read_piece(piece.strip(_EDGES), role, further)
        if number and not all(is_body(name) for name, _ in further.named):
            break
        found.take(further)
    if not label["noun"] and not all(is_body(name) for name, _ in found.named):
        return  # 主办：张某
    reading.take(found)


def _read_piece(piece: str, role: str, reading: _Reading) -> None:
    if not piece or _RULE_RE.search(piece):
        return
    if _is_deadline(piece):
        reading.deadline = reading.deadline or piece
        return
    if duty := DUTY_RE.search(piece, max(0, len(piece) - _LONGEST_DUTY)):
        own = ROLES[duty["role"]]
        piece = piece[: duty.start()].strip(_EDGES)
        role = own if own != "responsible" else role
    if piece:
        reading.add(piece, role)


def _is_deadline(text: str) -> bool:
    return len(text) <= _LONGEST_DEADLINE and DEADLINE_RE.fullmatch(text) is not None and not is_body(text)


def _read_trailing(text: str) -> _Reading | None:
    """甲牵头，乙、丙参与 / 甲、乙按职责分工负责，2025年底前完成"""  # noqa: D415 (an example of what is read)
    reading = _Reading([])
    waiting: list[str] = []
    for part in _PART_RE.split(text):
        part = part.strip(" \u3000")
        if not part:
            continue
        if _is_deadline(part):
            reading.deadline = reading.deadline or part
            continue
        if entry := _ENTRY_RE.match(part):
            if DEADLINE_LABEL_RE.search(entry["label"]):
                reading.deadline = reading.deadline or entry["value"]
            continue
        duty = DUTY_RE.search(part, max(0, len(part) - _LONGEST_DUTY))
        if duty is None:
            if _names_bodies(part):
                waiting.append(part)  # 甲、乙，丙负责: the role comes with the last
                continue
            break
        names = part[: duty.start()].removeprefix("由")
        parts = names.replace("會同", "会同").split("会同")
        if not all(_names_bodies(names) for names in parts if names):
            break
        if not names and not waiting:
            break
        role = ROLES[duty["role"]]
        for earlier in waiting:
            reading.add(earlier, role)
        waiting.clear()
        for number, names in enumerate(parts):
            if names:
                reading.add(names, "participant" if number else role)
    if not reading.named:
        return None
    for left in waiting:
        reading.add(left, "participant")
    return reading


def _names_bodies(text: str) -> bool:
    """Whether a text is a list of bodies; beside two or more of them a name of another form may stand."""
    names = read_body_list(text).names
    known = sum(is_body(name) or is_place(name) for name in names)  # 合肥、芜湖市政府
    if known == len(names):
        return known > 0
    others = [name for name in names if not is_body(name) and not is_place(name)]
    return known >= 2 and len(others) * 2 <= known and all(re.fullmatch(r"[一-龥]{2,8}", name) for name in others)


def _read_bare(inner: str, text: str, start: int, end: int) -> _Reading | None:
    """（市科委、市教委） behind a sentence, at the paragraph's end or as a paragraph of its own."""
    before = text[max(0, start - _REACH) : start].rstrip(" \u3000")
    stands_after_stop = before.endswith(("。", "；", ";", "！", "。”"))
    closes = _CLOSE_RE.match(text, end) is not None
    if not stands_after_stop and (not closes or _names_itself(before)):
        return None
    reading = _Reading([])
    for part in split_at(inner, "，,；;"):
        part = part.strip(_EDGES)
        if _is_deadline(part):
            reading.deadline = reading.deadline or part
        elif part and not _RULE_RE.search(part):
            reading.add(part, "responsible")
    reading.lead_first(inner)
    forms = [read_body(name) for name, _ in reading.named]
    sure = [form for form in forms if form is not None and form.is_sure and form.kind in _ACTING]
    beside = _BESIDE | {BodyKind.COMPANY} if sure else _BESIDE  # 国网某地供电公司 answers beside an office
    known = [form for form in forms if form is not None and form.kind in _ACTING | beside]
    if not known or len(known) < len(forms):
        return None
    if not before:  # alone in its line a body's full name signs; 市科委 answers
        return reading if any(form.level in _BELOW_NATION for form in sure) else None
    if stands_after_stop and closes and len(known) > 1:
        return reading
    return reading if sure and all(form.is_sure or form.kind in beside for form in known) else None


def _names_itself(before: str) -> bool:
    """Whether a bracket behind these words would say what they name: 市教委（市委教育工委）, 主管部门（市科委）."""
    words = split_at(before, "，。；：、")[-1]
    forms = (read_body(words[start:]) for start in range(len(words)))
    return words.endswith(_NAMING) or any(form and form.is_sure and form.kind in _ACTING for form in forms)


def _read_members(text: str) -> list[Group]:
    """形成由甲、乙、各区政府等共同参与的工作协调机制 / 由甲牵头，乙、丙配合"""  # noqa: D415 (an example of what is read)
    found: list[Group] = []
    if "由" not in text:
        return found
    for pattern, fewest in ((_MEMBERS_RE, _FEWEST_MEMBERS), (_LED_RE, 1)):
        known = [*found]
        for match in pattern.finditer(text):
            reading = _read_trailing(_LEADING_RE.sub("", _COMPOSED_RE.sub("参与", match["members"])))
            if reading is None or _meets(known, *match.span()):
                continue
            # Running text also names who is no body: 重点企业.
            reading.named = [(name, role) for name, role in reading.named if _is_sure(name)]
            if len(reading.named) >= fewest:
                found.append(_make(*match.span("members"), reading)._replace(is_sentence=True))
    return found


def _is_sure(name: str) -> bool:
    form = read_body(name) if "所在" not in name else None  # 项目所在地区政府 is another one each time
    return form is not None and (form.is_sure or form.kind is BodyKind.COLLECTIVE)
