"""A list → the bodies it names, each with its role: 责任单位：甲、乙；完成时限：2025年, 甲牵头，乙、丙参与.

Takes what stands in a bracket, behind a label or in a cell; gives names and roles in order, whether the list says that
there are more, and by when.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.annotate.roles import DEADLINE_LABEL_RE, DEADLINE_RE, DUTY_RE, LABEL_RE, ROLES
from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.body_lists import read_body_list
from build_tools.hanzi.places import is_place
from build_tools.hanzi.punctuation import holds, split_at

EDGES = " \u3000，,；;。"
# What a list says besides names: how to read its order, or that the rest is understood.
RULE_RE = re.compile(
    r"下同$|为(?:牵头|责任|主办|主责|第一)|為(?:牽頭|主辦)|(?:排|列|居)(?:在|名|于)?(?:第一|首|前)|不再|均需|逐一|^以上|^以下|^标|^带|^涉及"
)
_FIRST_LEADS_RE = re.compile(
    r"(?:排|列|居|位)[^，。；、）)]{0,6}(?:第一|首|最前)[^，。；、）)]{0,6}(?:牵头|主办|主责|牽頭|主辦)"
)
# 完成时限：… behind the names is another entry, also where the line's end between them is lost.
_ENTRY_RE = re.compile(
    r"(?:^|[，,；;。 \u3000]|(?=(?:完成|实施|整改|办理)(?:时限|时间|期限)[：:]))"
    r"(?P<label>[^，,；;。、：: \u3000]{2,10})[：:](?=(?P<value>[^，,；;。：: \u3000]*))"
)
# 市科委牵头、市教委配合 has a part behind 牵头, too.
_PART_RE = re.compile(r"[，,；;。]|(?<=牵头)、|(?<=负责)、|(?<=配合)、|(?<=参与)、|(?<=主办)、|(?<=协办)、")
_LONGEST_DUTY = 60  # code points of what a body has to do: 按照各自职责分工共同负责落实
_LONGEST_DEADLINE = 60


@dataclass
class RoleList:
    """What a list says.

    Attributes:
        named: (name as printed, role) in order.
        is_open: it says that there are more.
        deadline: by when, as printed; "" where it is not said.
    """

    named: list[tuple[str, str]]
    is_open: bool = False
    deadline: str = ""

    def add(self, text: str, role: str) -> None:
        """Add bodies of one role: 甲、乙等."""
        names = read_body_list(text)
        self.named.extend((name, role) for name in names.names)
        self.is_open |= names.is_open

    def take(self, other: RoleList) -> None:
        """Add what another list says."""
        self.named.extend(other.named)
        self.is_open |= other.is_open
        self.deadline = self.deadline or other.deadline

    def lead_first(self, text: str) -> None:
        """The first leads where the text says so: 列第一位的为牵头单位."""
        if self.named and _FIRST_LEADS_RE.search(text):
            self.named[0] = (self.named[0][0], "lead")


def sets_order(text: str) -> bool:
    """Whether a list says that in those behind it the first leads, too: 列第一位的为牵头单位，下同."""
    return "下同" in text and _FIRST_LEADS_RE.search(text) is not None


def read_roles(text: str) -> RoleList | None:
    """Return what a list says that names a role in front of bodies, or behind them; None where it names none."""
    return (read_labelled(text) or read_trailing(text)) if holds(text, ROLES) else None


def read_labelled(text: str) -> RoleList | None:
    """责任单位：甲、乙，支撑单位：丙；完成时限：2025年"""  # noqa: D415 (an example of what is read)
    labels = [
        label
        for label in LABEL_RE.finditer(text)
        if label["noun"] or label.start() == 0 or text[label.start() - 1] in EDGES
    ]
    if not labels:
        return None
    before = text[: labels[0].start()]
    if before and not re.fullmatch(r"(?:[^，,；;。、：: \u3000]{2,10}[：:][^：:]*[，,；;。 \u3000])+", before):
        return None
    reading = RoleList([])
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        add_list(text[label.end() : end], label, reading)
    reading.lead_first(text)
    for entry in _ENTRY_RE.finditer(text):
        if DEADLINE_LABEL_RE.search(entry["label"]):
            reading.deadline = entry["value"].strip()
    return reading if reading.named else None


def add_list(text: str, label: re.Match[str], reading: RoleList) -> None:
    """Add the names behind a label, without the rules and the other entries that follow them."""
    text = text.strip(EDGES)
    if other := _ENTRY_RE.search(text):
        text = text[: other.start()]
    role = ROLES[label["role"]]
    found = RoleList([])
    for number, part in enumerate(split_at(text, "；;。")):
        further = RoleList([])
        for piece in split_at(part, "，,"):
            add_piece(piece.strip(EDGES), role, further)
        if number and not all(is_body(name) for name, _ in further.named):
            break
        found.take(further)
    if not label["noun"] and not all(is_body(name) for name, _ in found.named):
        return  # 主办：张某
    reading.take(found)


def add_piece(piece: str, role: str, reading: RoleList) -> None:
    """Add what stands between two commas: bodies, with a role of their own or without, or a deadline."""
    if not piece or RULE_RE.search(piece):
        return
    if is_deadline(piece):
        reading.deadline = reading.deadline or piece
        return
    if duty := DUTY_RE.search(piece, max(0, len(piece) - _LONGEST_DUTY)):
        own = ROLES[duty["role"]]
        piece = piece[: duty.start()].strip(EDGES)
        role = own if own != "responsible" else role
    if piece:
        reading.add(piece, role)


def is_deadline(text: str) -> bool:
    """Whether a text says by when, and nothing else."""
    return len(text) <= _LONGEST_DEADLINE and DEADLINE_RE.fullmatch(text) is not None and not is_body(text)


def read_trailing(text: str) -> RoleList | None:
    """甲牵头，乙、丙参与 / 甲、乙按职责分工负责，2025年底前完成"""  # noqa: D415 (an example of what is read)
    reading = RoleList([])
    waiting: list[str] = []
    for part in _PART_RE.split(text):
        part = part.strip(" \u3000")
        if not part:
            continue
        if is_deadline(part):
            reading.deadline = reading.deadline or part
            continue
        if entry := _ENTRY_RE.match(part):
            if DEADLINE_LABEL_RE.search(entry["label"]):
                reading.deadline = reading.deadline or entry["value"]
            continue
        duty = DUTY_RE.search(part, max(0, len(part) - _LONGEST_DUTY))
        if duty is None:
            if names_bodies(part):
                waiting.append(part)  # 甲、乙，丙负责: the role comes with the last
                continue
            break
        names = part[: duty.start()].removeprefix("由")
        parts = names.replace("會同", "会同").split("会同")
        if not all(names_bodies(names) for names in parts if names):
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


def names_bodies(text: str) -> bool:
    """Whether a text is a list of bodies; beside two or more of them a name of another form may stand."""
    names = read_body_list(text).names
    known = sum(is_body(name) or is_place(name) for name in names)  # 合肥、芜湖市政府
    if known == len(names):
        return known > 0
    others = [name for name in names if not is_body(name) and not is_place(name)]
    return known >= 2 and len(others) * 2 <= known and all(re.fullmatch(r"[一-龥]{2,8}", name) for name in others)
