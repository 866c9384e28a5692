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
from itertools import zip_longest
from typing import NamedTuple

from build_tools.annotate.role_lists import (
    EDGES,
    RULE_RE,
    RoleList,
    add_list,
    add_piece,
    is_deadline,
    names_bodies,
    read_labelled,
    read_roles,
)
from build_tools.annotate.roles import (
    BRACKETED_LABEL_RE,
    COLON_LABEL_RE,
    DEADLINE,
    LABEL_RE,
    ROLES,
    UNBRACKETED_RE,
)
from build_tools.annotate.running_text import find_named
from build_tools.hanzi.bodies import BodyKind, is_body, read_body
from build_tools.hanzi.punctuation import split_at
from build_tools.model.block import BlockCell

_GROUP_RE = re.compile(
    r"[（(](?P<text>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]|[【\[〔［](?P<square>[^【】\[\]〔〕［］]{4,300})[】\]〕］]"
)
_OPENED_RE = re.compile(r"[（(](?P<text>[^（()）。]{0,300})$")
_CLOSED_RE = re.compile(r"(?P<text>[^（()）。]{1,300})[）)]")
_LONGEST_UNBRACKETED = 600  # code points of a list without a bracket around it
_DEADLINE_ENTRY_RE = re.compile(f"(?:完成|实施|工作|进度|办理)?{DEADLINE}[：:]")
_ACTING = frozenset({BodyKind.DEPARTMENT, BodyKind.GOVERNMENT, BodyKind.PARTY, BodyKind.COURT, BodyKind.ASSOCIATION})
_BESIDE = frozenset({BodyKind.COLLECTIVE, BodyKind.TERRITORY})
_NAMING = ("单位", "部门", "机构", "机关", "政府", "负责人", "简称", "即", "如", "包括", "其中")
_REACH = 40  # code points before a bracket that tell what it is
# 市科委（牵头）
_DUTY_BEHIND_RE = re.compile(rf"[（(](?P<role>{'|'.join(ROLES)})(?:单位|部门)?[）)]$")
_NAME_RE = re.compile(r"(?=.*[\u3400-\u9fff]{2})[^，。；：]{2,40}")
_CLOSE_RE = re.compile(rf"[{EDGES}]{{0,8}}$")
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


def read_groups(text: str) -> list[Group]:
    """Return the groups of a paragraph in order."""
    groups: list[Group] = []
    for match in _GROUP_RE.finditer(text):
        inner = (match["text"] or match["square"] or "").strip(" \u3000")
        reading = read_roles(inner)
        if reading is None:
            reading = _read_bare(inner, text, *match.span())
        if reading:
            groups.append(_make(match.start(), match.end(), reading))
    groups.extend(_read_unbracketed(text, groups) or _read_bracketed_labels(text))
    groups.sort(key=lambda group: group.start)
    for start, end, reading in find_named(text):
        if not _meets(groups, start, end):
            groups.append(_make(start, end, reading)._replace(is_sentence=True))
            groups.sort(key=lambda group: group.start)
    return groups


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
    reading = read_roles(opened["text"] + closed["text"])
    return _make(opened.start(), len(text), reading) if reading else None


def read_cell(cell: BlockCell, role: str) -> Group | None:
    """Return the group of a cell whose column's head, or the label beside it, names bodies of a role."""
    reading = RoleList([])
    texts = [part.text.text.strip(EDGES) for part in cell.parts]
    whole = "".join(texts)
    if len(texts) > 1 and not all(names_bodies(text) for text in texts) and names_bodies(whole):
        texts = [whole]  # a name that the end of a printed line has cut
    for text in texts:
        own = read_roles(text)
        if own is None:
            own = RoleList([])
            for piece in re.split(r"[，,；;。、](?![^（()）]{0,60}[）)])", text):
                bare, duty = piece.strip(EDGES), _DUTY_BEHIND_RE.search(piece.strip(EDGES))
                add_piece(bare[: duty.start()] if duty else bare, ROLES[duty["role"]] if duty else role, own)
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
        if reading := read_labelled(text[start:end]):
            return [_make(start, end, reading)]
    return []


def _read_bracketed_labels(text: str) -> list[Group]:
    """【牵头单位】甲【配合单位】乙、丙: a row of them is one group, up to the end of its last list."""
    if not any(sign in text for sign in "【[〔［"):
        return []
    labels = list(BRACKETED_LABEL_RE.finditer(text))
    reading = RoleList([])
    end = 0
    for label, after in zip_longest(labels, labels[1:]):
        stop = min(after.start() if after else len(text), label.end() + _LONGEST_UNBRACKETED)
        names = text[label.end() : stop].split("。", 1)[0]
        add_list(names, label, reading)
        end = label.end() + len(names)
    return [_make(labels[0].start(), end, reading)] if reading.named else []


def _meets(groups: list[Group], start: int, end: int) -> bool:
    """Whether a stretch has a place in common with one of the groups, which are in the order of the text."""
    after = bisect_left(groups, end, key=lambda group: group.start)
    return after > 0 and groups[after - 1].end > start


def _make(start: int, end: int, reading: RoleList) -> Group:
    return Group(start, end, tuple(reading.named), reading.is_open, reading.deadline)


def _end_of_list(text: str, start: int) -> int:
    stop = text.find("。", start)
    while 0 <= stop < start + _LONGEST_UNBRACKETED and (
        LABEL_RE.match(text, stop + 1) or _DEADLINE_ENTRY_RE.match(text, stop + 1)
    ):
        stop = text.find("。", stop + 1)
    return len(text) if stop < 0 else stop + (stop + 1 == len(text))


def _read_bare(inner: str, text: str, start: int, end: int) -> RoleList | None:
    """（市科委、市教委） behind a sentence, at the paragraph's end or as a paragraph of its own."""
    before = text[max(0, start - _REACH) : start].rstrip(" \u3000")
    stands_after_stop = before.endswith(("。", "；", ";", "！", "。”"))
    closes = _CLOSE_RE.match(text, end) is not None
    if not stands_after_stop and (not closes or _names_itself(before)):
        return None
    reading = RoleList([])
    for part in split_at(inner, "，,；;。"):
        part = part.strip(EDGES)
        if is_deadline(part):
            reading.deadline = reading.deadline or part
        elif part and not RULE_RE.search(part):
            reading.add(part, "responsible")
    reading.lead_first(inner)
    forms = [read_body(name) for name, _ in reading.named]
    sure = [form for form in forms if form is not None and form.is_sure and form.kind in _ACTING]
    # 国网某地供电公司, 省公共资源交易中心 answer beside an office
    beside = _BESIDE | {BodyKind.COMPANY, BodyKind.INSTITUTE} if sure else _BESIDE
    known = [form for form in forms if form is not None and form.kind in _ACTING | beside]
    if not known or len(known) < len(forms):
        return None
    if not before:  # alone in its line a body's full name signs; 市科委 answers
        return reading if any(form.level in _BELOW_NATION or len(known) > 1 for form in sure) else None
    if stands_after_stop and closes and (len(known) > 1 or known[0].kind is BodyKind.COLLECTIVE):
        return reading
    return reading if sure and all(form.is_sure or form.kind in beside for form in known) else None


def _names_itself(before: str) -> bool:
    """Whether a bracket behind these words would say what they name: 市教委（市委教育工委）, 主管部门（市科委）."""
    words = split_at(before, "，。；：、")[-1]
    forms = (read_body(words[start:]) for start in range(len(words)))
    return words.endswith(_NAMING) or any(form and form.is_sure and form.kind in _ACTING for form in forms)
