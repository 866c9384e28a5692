"""What a page tells of its document: facts of the file, of dropped lines and tables, each once; titles it may have.

Takes the placed lines, or the blocks, and what the file tells beside them; gives what `facts` and `evidence` weigh.
"""

import re
from collections.abc import Iterable, Sequence

from build_tools.hanzi.drafting import LETTER_PHRASE_RE, LETTER_TITLE_RE, NAMED_RE, STATUTE_END_RE, TITLE_END_RE
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.line import Line, SourceBlock
from build_tools.model.page_signs import Told
from build_tools.parse.parts import Placed

# A page's title: 某某规划_政府信息公开_某某网
_TITLE_PARTS_RE = re.compile(r"(?<![ \u3000])[ \u3000]*(?:[_|｜]|--|—{2}|[ \u3000][-–—][ \u3000])[ \u3000]*")
_LONGEST_TITLE, _SHORTEST_TITLE = 80, 4


def gather_told(placed: Sequence[Placed], told: Iterable[Told]) -> list[Told]:
    """Return the facts: the file's, then those of the page's lines, then those of its tables.

    Each stands once, with the most weight it is told with: a page's foot that says a name thrice says it once.
    """
    dropped = [item for item in placed if item.is_dropped and item.evidence.signs]
    lines = [item for item in dropped if item.evidence.line is not None]
    tables = [item for item in dropped if item.evidence.line is None]
    found = [*told, *(fact for item in [*lines, *tables] if item.evidence.signs for fact in item.evidence.signs.told)]
    best: dict[tuple[str, str], Told] = {}
    for fact in found:
        key = fact.fact, fact.value
        if key not in best or best[key].weight < fact.weight:
            best[key] = fact
    return list(best.values())


def read_page_title(fact: Told) -> str:
    """Return the first part of what a browser shows that ends as titles do, without the site's name; "" for none."""
    whole = fact.value if fact.fact == "page_title" else ""
    parts = (whole, *_TITLE_PARTS_RE.split(whole), *(whole.rpartition(sign)[0] for sign in "-–—"))
    return next((part for part in parts if TITLE_END_RE.search(part)), "")


def known_titles(blocks: Sequence[SourceBlock], told: tuple[Told, ...]) -> dict[str, float]:
    """Return folded titles that the page and the letter name, each with its weight."""
    known: dict[str, float] = {}
    for fact in told:
        if fact.fact == "page_title":
            for part in _TITLE_PARTS_RE.split(fact.value):
                known[fold_width(part)] = 2.0
        elif fact.fact == "title":
            known[fold_width(fact.value)] = 2.5
    for block in blocks:
        if not isinstance(block, Line):
            continue
        for fact in block.signs.told if block.signs else ():
            if fact.fact == "title":
                known.setdefault(fold_width(fact.value), 2.5)
        # 各区…： 现将《甲》《乙》印发给你们 names what follows.
        names = NAMED_RE.findall(block.text)
        if names and (LETTER_PHRASE_RE.search(block.text) or LETTER_TITLE_RE.search(block.text[:300])):
            for name in names:
                known.setdefault(fold_width(name), 3.5)
    for title in _join_headings(blocks):
        known.setdefault(fold_width(title), 1.0)
    return {title: weight for title, weight in known.items() if len(title) >= _SHORTEST_TITLE}


def _join_headings(blocks: Sequence[SourceBlock]) -> Iterable[str]:
    """Yield the headings of the first level; lines one below the other that only together end as titles do are one.

    A program that reads printed pages makes each line of a title a heading.
    """
    begun: list[str] = []
    for block in blocks:
        if isinstance(block, Line) and block.hints.level == 1 and len(block.text) <= _LONGEST_TITLE:
            begun.append(block.text)
            if TITLE_END_RE.search(block.text) or STATUTE_END_RE.search(block.text):
                yield "".join(begun)
                begun = []
        else:
            yield from begun
            begun = []
    yield from begun
