"""Lines above a day → names: who signs, where the words alone do not tell that they are a body's.

A name is broken over two lines (某市重大事项工作⏎领导小组), is of no form that names have (某局综合司), or stands among
others that are (供销合作总社 between ministries). What stands right above the day of a letter tells, and what its title
begins with. Takes the evidence of a document's surroundings, and marks it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.hanzi.body_lists import close_up
from build_tools.hanzi.punctuation import squeeze
from build_tools.parse.evidence import Evidence

_NAME_RE = re.compile("[\u4e00-\u9fff（）()“”、/· \u3000\u00a0\u2002\u2003\u2009]{2,60}")
_NO_NAME = ("特此", "此", "附", "专此", "以上", "（", "(")
_ISSUES = ("关于", "印发", "转发", "发布", "公布", "關於")
# What opens a name: a place or a level. What stands below a line that begins so, and begins otherwise, is its rest.
_OPENS_RE = re.compile("中共|国务院|国家|中央|全国|[\u4e00-\u9fff]{0,8}?[省市县区州盟旗]")
# 某部某某司, 某某联防联控机制: of no form that a body has elsewhere.
_OFFICE_RE = re.compile("[\u4e00-\u9fff]{4,24}(?:[^公]司|(?:工作|联控|协调)机制|小组|工作组|专班|联席会议)")
_MOST_ROWS, _MOST_BROKEN, _SHORTEST = 24, 3, 4


def mark_closing_names(found: Sequence[Evidence]) -> None:
    """Mark the lines right above a day that are names by where they stand."""
    begins = next((number for number, item in enumerate(found) if _begins_text(item)), len(found))
    head = "".join(item.text for item in found[:begins])
    for number, item in enumerate(found):
        if not item.is_date or number < begins:
            continue  # the day below a title is none that a letter ends with
        rows = _rows_above(found, number)
        if not rows:
            continue
        _mark_titled(rows, head)
        for above, row in pairwise(rows):
            if row.names and not above.names and _OPENS_RE.match(above.text) and not _OPENS_RE.match(row.text):
                above.names = row.is_rest = True
        named = next((at for at, row in enumerate(rows) if row.names), None)
        if named is not None:
            for row in rows[named:]:
                row.names = True
        elif _OFFICE_RE.fullmatch(close_up(rows[-1].text)):
            rows[-1].names = True


def _begins_text(item: Evidence) -> bool:
    return item.is_sentence or item.is_salutation or item.is_label or item.is_skipped


def _rows_above(found: Sequence[Evidence], number: int) -> list[Evidence]:
    """Return the lines right above one that may be names, from top to bottom."""
    rows: list[Evidence] = []
    for at in range(number - 1, max(-1, number - 1 - _MOST_ROWS), -1):
        item = found[at]
        if item.at != found[at + 1].at - 1 or not _may_sign(item):
            break
        rows.append(item)
    return rows[::-1]


def _may_sign(item: Evidence) -> bool:
    other = item.is_label or item.is_sentence or item.is_salutation or item.is_date or item.is_mark or item.is_adoption
    other |= item.opens_list or item.is_entry or bool(item.number) or item.line is None or item.is_imprint
    is_name = item.names or (_NAME_RE.fullmatch(item.text) is not None and not item.text.startswith(_NO_NAME))
    return not other and is_name


def _mark_titled(rows: Sequence[Evidence], head: str) -> None:
    """Mark the last lines where they, joined, are the body with which the title begins."""
    joined, most, bare = "", 0, squeeze(head)
    for count, row in enumerate(reversed(rows[-_MOST_BROKEN:]), start=1):
        joined = squeeze(row.text) + joined
        if len(joined) >= _SHORTEST and any(joined + word in bare for word in _ISSUES):
            most = count
    titled = rows[len(rows) - most :]
    known = [row.names for row in titled]
    for at, row in enumerate(titled):
        row.names = True
        # One name where the title has no blank there; two that are names by themselves are not one.
        whole = at > 0 and titled[at - 1].text[-2:] + row.text[:2] in head
        row.is_rest = whole and not (known[at - 1] and known[at])
