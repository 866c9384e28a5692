"""Who answers for a clause: groups such as （责任单位：市科委、市教委） read as data.

Takes a paragraph's text; gives the groups in it, each with its roles and bodies. The text itself stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from build_tools.model.anchor import qualify
from build_tools.model.clause import Clause, ClauseKind
from build_tools.model.division import Division, Paragraph
from build_tools.model.note import BodyMention, Responsibility

_ROLES = {
    "责任": "responsible",
    "責任": "responsible",
    "负责": "responsible",
    "負責": "responsible",
    "落实": "responsible",
    "落實": "responsible",
    "实施": "responsible",
    "實施": "responsible",
    "承办": "responsible",
    "承辦": "responsible",
    "执行": "responsible",
    "執行": "responsible",
    "牵头": "lead",
    "牽頭": "lead",
    "主办": "lead",
    "主辦": "lead",
    "主责": "lead",
    "主責": "lead",
    "主管": "lead",
    "支撑": "support",
    "支撐": "support",
    "支持": "support",
    "配合": "support",
    "协办": "support",
    "協辦": "support",
    "协同": "support",
    "协作": "support",
    "協同": "support",
    "协助": "support",
    "協助": "support",
    "参与": "participant",
    "參與": "participant",
    "参加": "participant",
    "參加": "participant",
    "指导": "guidance",
    "指導": "guidance",
}
_ROLE_WORDS = "|".join(_ROLES)
_NOUN = r"(?:单位|單位|部门|部門|机构|機構|机关|機關|主体|主體|处室|處室|科室|方)"
_LABEL_RE = re.compile(
    rf"(?P<role>{_ROLE_WORDS})(?:[和及、/或与]?(?:{_ROLE_WORDS}))?"
    rf"(?P<noun>{_NOUN}(?:[和及、/]{_NOUN})?)?[ \u3000]*[：:]"
)
_GROUP_RE = re.compile(
    r"[（(](?P<text>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]|[【\[〔](?P<square>[^【】\[\]〔〕]{4,300})[】\]〕]"
)
# Without a bracket the label has to be a full one, and to open the paragraph or a sentence.
_UNBRACKETED_RE = re.compile(
    rf"(?:^|(?<=[。；;！])[ \u3000]?)(?=(?:{_ROLE_WORDS})(?:[和及、/]?(?:{_ROLE_WORDS}))?{_NOUN}[：:])"
)
_TRAILING_ROLE_RE = re.compile(
    rf"^(?:由)?(?P<names>.+?)(?:等|等部门|等單位|等单位|等机关|等機關)?(?:按(?:照)?(?:各自)?(?:职责|職責|任务|任務)?(?:分工)?)?(?:共同|分别|分別|具体|具體)?(?:分工)?"
    rf"(?P<role>{_ROLE_WORDS})(?:落实|落實|实施|组织实施|配合|推进|办理|辦理|实施)?$"
)
_BODY_END = (
    "委员会|人民政府|政府|办公室|办公厅|管委会|委|局|办|部|厅|院|署|银行|分行|中心|公司|集团|协会|学会|法院|检察院|海关|街道|镇|乡|区|县|市"
    "|园区|开发区|新区|新片区|学校|高校|单位|部门|企业|科委|联合会|总工会|监会|商会|理事会|贸促会|基地|所|处|站|机构|大学|组|社"
    "|委員會|辦公室|辦公廳|辦|處|廳|會|縣|區|鄉|鎮|館|機關|單位|部門|機構|學校|銀行|集團|局處|會議"
)
# A name does not contain these; a sentence about who does what does.
_SENTENCE_WORD_RE = re.compile(r"^以下|^其他|均需|由|应当|可以|必须|不得|的|对|向|将|按|根据")
_NAME_RE = re.compile(rf"(?:[各相有]?.{{0,24}}(?:{_BODY_END})(?:[（(][^（()）]{{1,30}}[）)])?)$")
# What a bracket says besides names: how to read their order, or that the rest of the list is understood.
_RULE_RE = re.compile(
    r"下同$|为(?:牵头|责任|主办|主责|第一)|為(?:牽頭|主辦)|(?:排|列|居)(?:在|名|于)?(?:第一|首|前)|不再|均需|逐一|^以上|^以下|^标|^带|^涉及"
)
_FIRST_LEADS_RE = re.compile(
    r"(?:排|列|居|位)[^，。；、）)]{0,6}(?:第一|首|最前)[^，。；、）)]{0,6}(?:牵头|主办|主责|牽頭|主辦)"
)
# 完成时限：… behind the names is another entry.
_OTHER_ENTRY_RE = re.compile(r"[，,；;。 \u3000](?=[^，,；;。、：: \u3000]{2,10}[：:])")
_TRAILING_DUTY_RE = re.compile(
    r"(?:等)?(?:按(?:照)?(?:各自)?职责(?:分工)?|根据职责分工|分工)(?:共同|分别)?(?:负责|落实|推进|实施)?(?:落实)?$"
)


def read_groups(text: str) -> list[tuple[int, int, list[tuple[str, str]]]]:
    """Return (start, end, [(body, role), …]) for each responsibility group in a paragraph."""
    groups: list[tuple[int, int, list[tuple[str, str]]]] = []
    for match in _GROUP_RE.finditer(text):
        inner = (match["text"] or match["square"] or "").strip(" \u3000")
        named = _read_labelled(inner) or (_read_trailing(inner) if match["text"] else [])
        if named:
            groups.append((match.start(), match.end(), named))
    for opening in _UNBRACKETED_RE.finditer(text):
        start = opening.end()
        if any(first < start < last for first, last, _ in groups):
            continue
        end = _end_of_list(text, start)
        named = _read_labelled(text[start:end]) if end - start <= 200 else []
        if named and not any(start <= first < end for first, _, _ in groups):
            groups.append((start, end, named))
            break
    return sorted(groups, key=lambda group: group[0])


def _end_of_list(text: str, start: int) -> int:
    stop = text.find("。", start)
    while stop >= 0 and _LABEL_RE.match(text, stop + 1):
        stop = text.find("。", stop + 1)
    return len(text) if stop < 0 else stop + (stop + 1 == len(text))


def _read_labelled(text: str) -> list[tuple[str, str]]:
    """责任单位：甲、乙，支撑单位：丙"""  # noqa: D415 (an example of what is read)
    labels = list(_LABEL_RE.finditer(text))
    if not labels or labels[0].start() > 0:
        return []
    named: list[tuple[str, str]] = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        names = _read_list(text[label.end() : end])
        if not label["noun"] and not all(_is_body_name(name) for name in names):
            continue  # 主办：张某
        named.extend((name, _ROLES[label["role"]]) for name in names)
    if named and _FIRST_LEADS_RE.search(text):
        named[0] = (named[0][0], "lead")
    return named


def _read_list(text: str) -> list[str]:
    """Return the names behind a label, without the rules and the other entries that follow them."""
    text = text.strip("，,；;。 \u3000")
    if other := _OTHER_ENTRY_RE.search(text):
        text = text[: other.start()]
    head, *more = re.split(r"[；;。]", text)
    names = split_names(head)
    for part in more:
        further = [_TRAILING_DUTY_RE.sub("", name) for name in split_names(part)]
        if not all(_is_body_name(name) for name in further):
            break
        names.extend(further)
    bare = [_TRAILING_DUTY_RE.sub("", name) for name in names if not _RULE_RE.search(name)]
    return [name for name in bare if name]


def _read_trailing(text: str) -> list[tuple[str, str]]:
    """甲牵头，乙、丙参与 / 甲、乙按职责分工负责"""  # noqa: D415 (an example of what is read)
    named: list[tuple[str, str]] = []
    for part in re.split(r"[，,；;。]", text):
        part = part.strip(" \u3000")
        if not part:
            continue
        match = _TRAILING_ROLE_RE.match(part)
        if match is None:
            return named
        names = split_names(match["names"])
        if not names or not all(_is_body_name(name) for name in names):
            return named
        named.extend((name, _ROLES[match["role"]]) for name in names)
    return named


def _is_body_name(name: str) -> bool:
    return _NAME_RE.fullmatch(name) is not None and _SENTENCE_WORD_RE.search(name) is None


def split_names(text: str) -> list[str]:
    """Return the names of a list; a 、 inside brackets does not part, blanks part where nothing else does."""
    names: list[str] = []
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
        elif char in "、，," and depth <= 0:
            names.append(text[start:at])
            start = at + 1
    names.append(text[start:])
    names = [name.strip(" \u3000。；;") for name in names if name.strip(" \u3000。；;")]
    split: list[str] = []
    for name in names:
        pieces = re.split(r"[ \u3000]+", name)
        split.extend(pieces if all(_is_body_name(piece) for piece in pieces) else [name])
    return split


def find_mentions(clauses: Iterable[Clause], responsibilities: Iterable[Responsibility]) -> tuple[BodyMention, ...]:
    """Return where the groups of a work name each body, in the order of the clauses."""
    answering = {group.anchor for group in responsibilities}
    found: list[BodyMention] = []
    for number, clause in enumerate(clauses):
        if qualify(clause.page, clause.anchor) not in answering or clause.kind is not ClauseKind.TEXT:
            continue
        # A group without a bracket opens its paragraph, which in a clause stands behind the label.
        for skipped in (0, clause.lead):
            if groups := read_groups(clause.text[skipped:]):
                found.extend(_place_names(number, clause.text, skipped, groups))
                break
    return tuple(found)


def _place_names(
    number: int, text: str, skipped: int, groups: list[tuple[int, int, list[tuple[str, str]]]]
) -> Iterator[BodyMention]:
    for start, end, named in groups:
        group = skipped + start, skipped + end
        at = group[0]
        for name, _ in named:
            at = text.index(name, at, group[1])
            yield BodyMention(number, at, at + len(name), name, group)
            at += len(name)


def find_responsibilities(root: Division) -> list[Responsibility]:
    """Return every group of a tree in the order of the text; a rule for tables is not needed, they name columns."""
    found: list[Responsibility] = []
    pending: list[tuple[str, Division | Paragraph]] = [("", root)]
    while pending:
        page, node = pending.pop()
        if isinstance(node, Paragraph):
            continue
        page = node.page or page
        shares = node.opens_paragraph
        for child in node.body:
            if isinstance(child, Paragraph):
                anchor = child.anchor or node.anchor
                if child.role == "run-in" and shares:
                    anchor = node.anchor
                for start, end, named in read_groups(child.passage.text):
                    bodies = tuple(name for name, _ in named)
                    found.append(
                        Responsibility(qualify(page, anchor), start, end, bodies, tuple(role for _, role in named))
                    )
        pending.extend((page, child) for child in reversed(node.body) if isinstance(child, Division))
    return found
