"""Who answers for a clause: groups such as （责任单位：市科委、市教委） read as data.

Takes a paragraph's text; gives the groups in it, each with its roles and bodies. The text itself stays as it is.
"""

from __future__ import annotations

import re

from build_tools.model.anchor import qualify
from build_tools.model.division import Division, Paragraph
from build_tools.model.note import Responsibility

_ROLES = {
    "责任": "responsible",
    "负责": "responsible",
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "支撑": "support",
    "配合": "support",
    "协办": "support",
    "协同": "support",
    "参与": "participant",
    "参加": "participant",
    "指导": "guidance",
    "落实": "responsible",
}
_ROLE_WORDS = "|".join(_ROLES)
_LABEL_RE = re.compile(rf"(?P<role>{_ROLE_WORDS})(?:和(?:{_ROLE_WORDS}))?(?:单位|部门|机构|主体|单位和部门)?[：:]")
_GROUP_RE = re.compile(r"[（(](?P<text>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]")
_UNBRACKETED_RE = re.compile(rf"^(?:{_ROLE_WORDS})(?:单位|部门|机构|主体)[：:](?P<text>.+)$")
_TRAILING_ROLE_RE = re.compile(
    rf"^(?P<names>.+?)(?:等|等部门|等单位)?(?:按(?:照)?职责(?:分工)?)?(?:共同|分别|具体)?(?:分工)?(?P<role>{_ROLE_WORDS})(?:落实|实施|组织实施|配合)?$"
)
_BODY_END = (
    "委员会|人民政府|政府|办公室|办公厅|管委会|委|局|办|部|厅|院|署|银行|分行|中心|公司|集团|协会|学会|法院|检察院|海关|街道|镇|乡|区|县|市"
    "|园区|开发区|新区|新片区|学校|高校|单位|部门|企业|科委|联合会|总工会|监会|商会|理事会|贸促会|基地|所|处|站|机构|大学|组|社"
)
# A name does not contain these; a sentence about who does what does.
_SENTENCE_WORD_RE = re.compile(r"^以下|^其他|均需|由|应当|可以|必须|不得|的|对|向|将|按|根据")
_NAME_RE = re.compile(rf"(?:[各相有]?.{{0,24}}(?:{_BODY_END})(?:[（(][^（()）]{{1,30}}[）)])?)$")


def read_groups(text: str) -> list[tuple[int, int, list[tuple[str, str]]]]:
    """Return (start, end, [(body, role), …]) for each responsibility group in a paragraph."""
    groups: list[tuple[int, int, list[tuple[str, str]]]] = []
    whole = _UNBRACKETED_RE.match(text)
    if whole is not None and len(text) <= 200:
        named = _read_labelled(text)
        if named:
            return [(0, len(text), named)]
    for match in _GROUP_RE.finditer(text):
        named = _read_labelled(match["text"]) or _read_trailing(match["text"])
        if named:
            groups.append((match.start(), match.end(), named))
    return groups


def _read_labelled(text: str) -> list[tuple[str, str]]:
    """责任单位：甲、乙，支撑单位：丙"""  # noqa: D415 (an example of what is read)
    labels = list(_LABEL_RE.finditer(text))
    if not labels or labels[0].start() > 0:
        return []
    named: list[tuple[str, str]] = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        names = text[label.end() : end].strip("，,；;。 　")
        named.extend((name, _ROLES[label["role"]]) for name in split_names(names))
    return named


def _read_trailing(text: str) -> list[tuple[str, str]]:
    """甲牵头，乙、丙参与 / 甲、乙按职责分工负责"""  # noqa: D415 (an example of what is read)
    named: list[tuple[str, str]] = []
    for part in re.split(r"[，,；;。]", text):
        part = part.strip(" 　")
        if not part:
            continue
        match = _TRAILING_ROLE_RE.match(part)
        if match is None:
            return named or []
        names = split_names(match["names"])
        if not names or not all(_is_body_name(name) for name in names):
            return named or []
        named.extend((name, _ROLES[match["role"]]) for name in names)
    return named


def _is_body_name(name: str) -> bool:
    return _NAME_RE.fullmatch(name) is not None and _SENTENCE_WORD_RE.search(name) is None


def split_names(text: str) -> list[str]:
    """Return the names of a list; a 、 inside brackets does not part."""
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
    return [name.strip(" 　。；;") for name in names if name.strip(" 　。；;")]


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
