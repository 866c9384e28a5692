"""What is known about places in an edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from build_tools.model.anchor import Anchor


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """A stretch of what a block prints.

    Attributes:
        block: number of the block that prints it.
        start: offset in what the block prints.
        end: offset behind it.
    """

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A group that says who answers for a clause.

    Attributes:
        block: number of the block that prints it.
        place: of that block.
        start: offset of the group in what the block prints, its bracket included.
        end: offset behind it.
        bodies: names as printed, in order.
        roles: the role of each body: "lead", "support", "participant", "guidance" or "responsible".
        is_open: the list says that there are more, whom it does not name: 等有关部门.
        deadline: by when, as printed (2025年12月底前完成, 持续推进); "" where it is not said.
        is_sentence: the bodies are named in running text (由甲牵头，会同乙…), not in a group of their own.
    """

    block: int
    place: Anchor
    start: int
    end: int
    bodies: tuple[str, ...]
    roles: tuple[str, ...]
    is_open: bool = False
    deadline: str = ""
    is_sentence: bool = False


def locate_groups(responsibilities: Iterable[Responsibility]) -> dict[int, list[tuple[int, int]]]:
    """Return [start, end) of the groups in each block, by its number; names in running text are none."""
    located: dict[int, list[tuple[int, int]]] = {}
    for group in responsibilities:
        if not group.is_sentence:
            located.setdefault(group.block, []).append((group.start, group.end))
    return located


@dataclass(frozen=True, slots=True)
class BodyMention(BlockSpan):
    """A place where a responsibility group names a body.

    Attributes:
        name: as printed.
        group: [start, end) of the group in what the block prints, its bracket included.
    """

    name: str
    group: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TermUse(BlockSpan):
    """A place where a clause uses a term of the glossary.

    Attributes:
        term: id of the entry.
        linked: whether the text carries a link there.
    """

    term: str
    linked: bool


class ReferenceKind(StrEnum):
    """What a reference names."""

    WORK = "work"  # 《…》
    SELF = "self"  # 本规划
    PLACE = "place"  # 专栏3, 附件2, 表1, 第五条, 前款


@dataclass(frozen=True, slots=True)
class Reference(BlockSpan):
    """A place where a clause refers to a work or to another clause.

    Attributes:
        kind: what is named.
        name: the name as printed, without its brackets, for a work, in full where the text has shortened it (以下简称
            《规划》); the words for a place.
        target: for a place, its anchor; None where it could not be told.
        ends: the sentence says that the work holds no more (同时废止, 停止执行).
    """

    kind: ReferenceKind
    name: str
    target: Anchor | None = None
    ends: bool = False
