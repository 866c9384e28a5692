"""Tree → tree with anchors: the public contract.

An anchor is built from the printed numbers above it and nothing else, so it is the same in every rebuild,
output and script. Tokens join with "-"; a number that occurs twice under one parent gives the second a suffix.
"""

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from build_tools.hanzi.numerals import list_numbers, read_ordinal
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.anchor import Anchor, write_repeat
from build_tools.model.division import DECIMALS, Division, Kind, Node, Paragraph, Table

_TOKENS = {
    Kind.CHAPTER: "ch",
    Kind.SUBCHAPTER: "sec",
    Kind.ARTICLE: "art",
    Kind.SECTION: "s",
    Kind.CLAUSE: "c",
    Kind.POINT: "p",
    Kind.ITEM: "i",
    Kind.SUBITEM: "j",
    Kind.DECIMAL: "n",
    Kind.STEM: "st",
    Kind.ACTION: "act",
    Kind.DASH: "dash",
    Kind.HEADED: "h",
}
_LEAVES = {"figure": "fig", "footnote": "fn"}  # by their role; any other is a paragraph
# They print no number of their own, so they are counted.
_COUNTED = frozenset({Kind.DASH, Kind.HEADED})
# Parts with a name of their own; what stands in them is counted from that name.
_NAMED = {
    Kind.PREFACE: "preface",
    Kind.NOTICE: "notice",
    Kind.PREAMBLE: "preamble",
    Kind.NOTE: "note",
    Kind.ANNEX_LIST: "annexes",
}
# Kinds whose numbers run through the page, whatever they stand in.
_PAGE_WIDE = {Kind.BOX: "box", Kind.SCHEDULE: "schedule"}
# 专栏3-1, 附表2-1
_PARTED_RE = re.compile("(?P<chapter>[0-9]{1,2})[-－–](?P<number>[0-9]{1,2})")
# 第八条之二, 第 8-2 條
_BRANCH_RE = re.compile(
    r"第[ \u3000]?(?P<article>[^条條 \u3000\-－─—]{1,12})[ \u3000]?(?:[条條][ \u3000]?之[ \u3000]?|[-－─—])"
    r"(?P<branch>[^条條 \u3000]{1,12})"
)


@dataclass
class _Page:
    """What has been counted on one page."""

    name: str
    used: dict[str, int]
    counts: dict[str, int]

    def claim(self, name: str) -> Anchor:
        """Return the anchor, or with a suffix where it is taken: -2nd, -3rd, -4th."""
        number = self.used.get(name, 0) + 1
        self.used[name] = number
        return Anchor(self.name, name) if number == 1 else self.claim(name + write_repeat(number))

    def count(self, key: str) -> int:
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key]


def assign_anchors(root: Division, reserved: AbstractSet[Anchor] = frozenset()) -> Division:
    """Return the tree with an anchor on every division, paragraph and table that can be pointed at.

    Args:
        root: the tree.
        reserved: anchors that were published for other places and live on as aliases; a division that would claim
            one gets the next free suffix instead.
    """
    return _assign(root, root.anchor, "", _new_page("", reserved), reserved)


def _new_page(page: str, reserved: AbstractSet[Anchor]) -> _Page:
    return _Page(page, {anchor.name: 1 for anchor in reserved if anchor.page == page}, {})


def _join(prefix: str, token: str) -> str:
    return f"{prefix}-{token}" if prefix else token


def _assign(
    division: Division, anchor: Anchor | None, prefix: str, page: _Page, reserved: AbstractSet[Anchor]
) -> Division:
    """Give a division its anchor, and anchors that begin with `prefix` to what stands in it."""
    body: list[Node] = []
    counts: Counter[str] = Counter()  # of leaves by their tokens, and of divisions that print no number
    # The paragraph that a label opens is the division's first, and its anchor is the division's own.
    shares_anchor = bool(division.num) and division.kind in _TOKENS and division.opens_paragraph
    opens_paragraph = shares_anchor and not any(
        isinstance(node, Paragraph) and node.role == "run-in" for node in division.body
    )
    counts["para"] += opens_paragraph
    for node in division.body:
        token = _LEAVES.get(node.role, "para") if isinstance(node, Paragraph) else "t"
        token = node.kind if isinstance(node, Division) else token
        counts[token] += 1
        name = _join(prefix, f"{token}{counts[token]}")
        if isinstance(node, Paragraph):
            shared = node.role == "run-in" and shares_anchor
            body.append(node._replace(anchor=None if shared else page.claim(name)))
        elif isinstance(node, Table):
            body.append(replace(node, anchor=page.claim(f"tab{fold_width(node.num)}" if node.num else name)))
        else:
            below_decimal = division.kind in DECIMALS
            body.append(_enter(node, prefix, page, counts[token], reserved, below_decimal=below_decimal))
    return division._replace(body=tuple(body), anchor=anchor)


def _token(division: Division, number: int, *, below_decimal: bool) -> str:
    token = _TOKENS[division.kind]
    if division.kind is Kind.DECIMAL and not below_decimal:
        # 1.2 where no 1 is printed above it: both numbers count.
        return "-".join(f"{token}{number}" for number in list_numbers(division.num.text))
    if division.kind is Kind.ARTICLE and (branch := _BRANCH_RE.search(division.num.text)):
        return f"{token}{read_ordinal(branch['article'])}-{read_ordinal(branch['branch'])}"  # 第八条之二: art8-2
    return f"{token}{number if division.kind in _COUNTED else division.ordinal or 0}"


def _enter(
    division: Division, prefix: str, page: _Page, number: int, reserved: AbstractSet[Anchor], *, below_decimal: bool
) -> Division:
    if division.page:
        # A page of its own: the anchors on it begin anew.
        return _assign(division, Anchor(division.page), "", _new_page(division.page, reserved), reserved)
    if name := _NAMED.get(division.kind):
        anchor = page.claim(_join(prefix, name))
    elif name := _PAGE_WIDE.get(division.kind):
        parted = _PARTED_RE.search(fold_width(division.num.text))
        number = division.ordinal if division.ordinal is not None else page.count(name)
        anchor = page.claim(f"{name}{int(parted['chapter'])}-{int(parted['number'])}" if parted else f"{name}{number}")
    else:
        anchor = page.claim(_join(prefix, _token(division, number, below_decimal=below_decimal)))
    return _assign(division, anchor, anchor.name, page, reserved)


def walk_anchored(root: Division) -> Iterator[tuple[Anchor, Node]]:
    """Yield (anchor, node) for every node with an anchor, in the order of the text."""
    for node in root.walk():
        if node.anchor is not None:
            yield node.anchor, node
