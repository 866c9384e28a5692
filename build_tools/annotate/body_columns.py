"""Who answers for what, in tables: columns whose heads read 责任单位 or 牵头单位, and rows that such a label opens.

Takes the rows of one table; gives the groups in each. A head holds for what stands below it and no wider than it, until
another one stands there; a time below 完成时限 is that of the row's groups.
"""

from collections.abc import Iterator, Sequence

from build_tools.annotate.groups import Group, read_cell, read_groups
from build_tools.annotate.roles import COLUMN_RE, DEADLINE_LABEL_RE, ROLES
from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.punctuation import squeeze
from build_tools.model.block import Block, BlockCell, place_cells

_DEADLINE = "deadline"
# Code points of a head, and of a time.
_LONGEST_HEAD, _LONGEST_TIME = 20, 40


def read_table(rows: Sequence[Block]) -> Iterator[list[Group]]:
    """Yield the groups of each row of a table; their offsets are those of what the row prints."""
    heads: dict[int, str] = {}
    for row, placed in zip(rows, place_cells(rows), strict=True):
        groups: list[Group] = []
        deadline = label = ""
        for cell, columns in placed:
            role = heads.get(columns[0], "")
            text = _squeeze(cell)
            head = _read_head(text, role) if len(placed) > 1 else ""
            opens = label not in ("", _DEADLINE) and not head and row.role != "header"
            named = read_cell(cell, label) if opens else None
            if named is not None and all(is_body(name) for name, _ in named.named):
                groups.append(named)  # the label opens its row
                heads.pop(columns[0] - 1, None)
            elif head:
                heads.update(dict.fromkeys(columns, head))
            elif any(heads.get(column, "") != role for column in columns):
                pass  # wider than the head: it names the rows below
            elif role == _DEADLINE:
                deadline = text if len(text) <= _LONGEST_TIME and any(map(str.isalnum, text)) else ""
            else:
                groups.extend(_read_bodies(cell, role))
            label = head
        yield [group._replace(deadline=group.deadline or deadline) for group in groups]


def _squeeze(cell: BlockCell) -> str:
    return squeeze(cell.printed)


def _read_head(text: str, above: str) -> str:
    """Return the role that a cell names its column with, "" where it is no such head; below 责任单位, 牵头 is one."""
    if len(text) > _LONGEST_HEAD:
        return ""
    if match := COLUMN_RE.fullmatch(text):
        return ROLES[match["role"]]
    if DEADLINE_LABEL_RE.search(text):
        return _DEADLINE
    return ROLES.get(text, "") if above else ""


def _read_bodies(cell: BlockCell, role: str) -> Iterator[Group]:
    """Yield the group that a cell is below a head, or the groups in its text."""
    if role:
        group = read_cell(cell, role)
        yield from [group] if group else []
        return
    for part in cell.parts:
        for group in read_groups(part.text.text):
            yield group._replace(start=part.start + group.start, end=part.start + group.end)
