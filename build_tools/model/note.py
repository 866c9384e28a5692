"""What is known about places in an edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A group that says who answers for a clause.

    Attributes:
        anchor: of the paragraph that holds it, qualified by page.
        start: offset of the group in the paragraph's text, its bracket included.
        end: offset behind it.
        bodies: names as printed, in order.
        roles: the role of each body: "lead", "support", "participant", "guidance" or "responsible".
        is_open: the list says that there are more, whom it does not name: 等有关部门.
        deadline: by when, as printed (2025年12月底前完成, 持续推进); "" where it is not said.
        is_sentence: the bodies are named in running text, as members of a mechanism, not in a group of their own.
    """

    anchor: str
    start: int
    end: int
    bodies: tuple[str, ...]
    roles: tuple[str, ...]
    is_open: bool = False
    deadline: str = ""
    is_sentence: bool = False


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A place where a responsibility group names a body.

    Attributes:
        clause: number of the clause in the work's `WorkClauses`, from 0.
        start: offset in the clause's text.
        end: offset behind it.
        name: as printed.
        group: [start, end) of the group in the clause's text, its bracket included.
    """

    clause: int
    start: int
    end: int
    name: str
    group: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TermUse:
    """A place where a clause uses a term of the glossary.

    Attributes:
        clause: number of the clause in the work's `WorkClauses`, from 0.
        start: offset in the clause's text.
        end: offset behind it.
        term: id of the entry.
        linked: whether the text carries a link there.
    """

    clause: int
    start: int
    end: int
    term: str
    linked: bool


class ReferenceKind(StrEnum):
    """What a reference names."""

    WORK = "work"  # 《…》
    SELF = "self"  # 本规划
    PLACE = "place"  # 专栏3, 附件2, 表1, 第五条, 前款


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where a clause refers to a work or to another clause.

    Attributes:
        clause: number of the clause in the work's `WorkClauses`, from 0.
        start: offset in the clause's text.
        end: offset behind it.
        kind: what is named.
        name: the name as printed, without its brackets, for a work; the words for a place.
        target: for a place, the anchor, qualified by page ("" is the plan itself); None where it could not be told.
    """

    clause: int
    start: int
    end: int
    kind: ReferenceKind
    name: str
    target: str | None = None
