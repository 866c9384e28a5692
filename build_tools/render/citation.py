"""Anchored nodes → the words a person cites them by: 二（三）8第2段, 附件2 四（一）.

The words are the edition's own: brackets are those of a citation, whatever width the document prints.
"""

from __future__ import annotations

from build_tools.model.division import Division, Kind, Node, Paragraph, Table

_STOPS = "、.．，,：: \u3000"
_BRACKETS = str.maketrans("()", "（）")
_PART_NAMES = {
    Kind.PREFACE: "题名",
    Kind.NOTICE: "印发通知",
    Kind.PREAMBLE: "序言",
    Kind.NOTE: "注",
    Kind.ANNEX_LIST: "附件目录",
}


def cite_division(division: Division, above: str, count: int) -> str:
    """Return how a division is cited below `above`; `count` numbers it among its siblings where it prints no number."""
    if name := _PART_NAMES.get(division.kind):
        return above.rstrip() + name
    if division.kind is Kind.DASH:
        return f"{above.rstrip()}第{count}项"
    if division.kind is Kind.BOX:
        if not division.ordinal:
            return f"{above.rstrip()}专栏“{division.heading.text}”"
        above = ""
    if division.kind is Kind.HEADED:
        return f"{above.rstrip()}“{division.heading.text}”"
    return above + division.num.text.rstrip(_STOPS).translate(_BRACKETS)


def cite_leaf(node: Paragraph | Table, above: str, count: int) -> str:
    """Return how a paragraph or table is cited below `above`."""
    if isinstance(node, Table):
        return f"表{node.num}" if node.num else f"{above.rstrip()}所附表" + (str(count) if count > 1 else "")
    return f"{above.rstrip()}第{count}段"


def cite_all(root: Division) -> dict[int, str]:
    """Return the citation of every node of a tree, by `id` of the node."""
    cited: dict[int, str] = {}
    stack: list[tuple[Division, str]] = [(root, "")]
    while stack:
        division, above = stack.pop()
        counts: dict[str, int] = {}
        for node in division.body:
            count = _count(node, counts)
            if isinstance(node, Division):
                name = cite_division(node, "" if node.kind is Kind.ANNEX else above, count)
                cited[id(node)] = name
                # 附件2四 would read as one number.
                stack.append((node, name + " " if node.kind in (Kind.ANNEX, Kind.SCHEDULE) else name))
            else:
                # Where the anchor carries its own count (a numbered sentence counts as the first), it decides.
                number = node.anchor.rpartition("para")[2] if isinstance(node, Paragraph) else ""
                cited[id(node)] = cite_leaf(node, above, int(number) if number.isdigit() else count)
    return cited


def _count(node: Node, counts: dict[str, int]) -> int:
    key = node.kind.value if isinstance(node, Division) else type(node).__name__
    counts[key] = counts.get(key, 0) + 1
    return counts[key]
