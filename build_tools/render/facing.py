"""Two witnesses → the page that shows what both hold side by side, every difference marked on both sides.

One table: the clause, the base, the other copy. It needs no script: differences are reached by links, and rows are
left out by the style sheet as the radio buttons tell; a browser that cannot do that shows all.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from build_tools.model.alignment import AlignedPair, Part, Stretch
from build_tools.model.difference import DifferenceKind
from build_tools.model.division import Kind
from build_tools.model.edition import Edition
from build_tools.render.address import Address, page_file, place_address
from build_tools.render.cells import draw_table
from build_tools.render.collation import KIND_NAMES, Collation, cite_anchors, show_file, text_page
from build_tools.render.facing_rows import FacingRow, FacingRows, place_rows
from build_tools.render.inline import escape_html, render_text
from build_tools.render.links import link_tag
from build_tools.render.topic_page import draw_card, frame_page

_CSS = {
    DifferenceKind.WORDING: "wording",
    DifferenceKind.NUMBERING: "numbering",
    DifferenceKind.WIDTH: "width",
    DifferenceKind.LAYOUT: "layout",
}
_PART_NAMES = {Kind.PREFACE: "题名", Kind.NOTICE: "印发通知", Kind.ANNEX_LIST: "附件目录"}
_STYLE = '<div>\n<link rel="stylesheet" href="../../../assets/facing.css">\n</div>'  # of this page alone
_NOTHING = '<span class="sign">∅</span>'
_LINE_END = '<span class="sign">↵</span>'
# Of an excerpt: characters shown beside a difference, and of a passage that only one copy has.
_CONTEXT = 40
_LONGEST = 400


def render_facing_texts(base: Edition, collation: Collation) -> str:
    """Return the page on which the base and a further witness stand side by side."""
    title = base.facts.title or base.witness.name
    here = Address(page_file(base.work, text_page(collation)))
    placed = place_rows(collation.alignment)
    names = (base.facts.source or base.witness.name, collation.publisher)
    files = (base.witness.name, collation.entry.file)
    copies = [f"{render_text(name)}（{show_file(file)}）" for name, file in zip(names, files, strict=True)]
    differing = [row for row in placed.rows if row.pair.kinds]
    ways = [f"[跳到第一处](#{differing[0].marks[0]})"] if differing else []
    ways.append(f"[逐处列表]({collation.page}.md)")
    card = [
        ("规划", f"[《{render_text(title)}》](index.md)"),
        ("底本", copies[0]),
        ("参校本", copies[1]),
        ("异文", f"{_render_kinds(collation)}{'、'.join(ways)}"),
        ("范围", "".join(_tell_scope(collation, placed)) or "两本的全文。"),
    ]
    parts = ["# 全文对照", _STYLE, draw_card(card)]
    if differing and not placed.is_excerpt:
        parts.append(_render_choice(placed.rows))
    if placed.rows:
        parts.append(_render_table(base, here, placed, names))
    return frame_page(f"全文对照：{title}", parts, f"seeds/{base.work}/", hide_contents=True)


def _tell_scope(collation: Collation, placed: FacingRows) -> list[str]:
    """Return sentences on what is not on the page, and on what was not compared in detail."""
    alignment = collation.alignment
    base_parts, other_parts = (
        Counter(map(_name_part, parts)) for parts in (alignment.base_parts, alignment.other_parts)
    )
    told: list[str] = []
    sides = (
        ("底本", "参校本", alignment.base_parts, base_parts - other_parts, alignment.base_only),
        ("参校本", "底本", alignment.other_parts, other_parts - base_parts, alignment.other_only),
    )
    for name, other, parts, lone, (passages, characters) in sides:
        if lone:
            size = sum(part.characters for part in parts if _name_part(part) in lone)
            told.append(f"{name}另有{render_text('、'.join(lone))}（{size:,}字符），{other}没有，不在比对之列。")
        if passages:
            told.append(f"{name}首尾另有{passages:,}段（{characters:,}字符），{other}没有，不在比对之列。")
    if both := base_parts & other_parts:
        told.append(f"两本都有的{render_text('、'.join(both))}不作比对。")
    if coarse := sum(pair.is_coarse for pair in alignment.pairs):
        told.append(f"有{coarse:,}处两本文字过长而又相差太多，没有逐字比对，整段列为异文。")
    if placed.is_excerpt:
        told.append("共有的文字太长，本页只列有异文的段落，离异文较远的文字以……代替。")
    if placed.is_cut:
        told.append(f"页面容不下全部异文，只列前{len(placed.rows):,}段；[数据]({collation.page}.json)里有全部异文。")
    return told


def _name_part(part: Part) -> str:
    return _PART_NAMES.get(part.kind) or part.label.rstrip("：: \u3000") or "附件"


def _render_kinds(collation: Collation) -> str:
    """Return how many differences of each kind there are, each under the mark that it has in the text."""
    counts = Counter(difference.kind for difference in collation.differences)
    items = (f'<mark class="{_CSS[kind]}">{name}</mark> {counts[kind]:,}处　' for kind, name in KIND_NAMES.items())
    return f'<span class="facing-kinds">{"".join(items)}</span>'


def _render_choice(rows: Sequence[FacingRow]) -> str:
    """Return the radio buttons that tell the style sheet which rows to show."""
    differing = sum(bool(row.pair.kinds) for row in rows)
    wording = sum(DifferenceKind.WORDING in row.pair.kinds for row in rows)
    choices = (("all", "全部", len(rows)), ("differing", "有异文的", differing), ("wording", "文字有异的", wording))
    radios = "\n".join(
        f'<label><input type="radio" name="facing" id="show-{value}" autocomplete="off"'
        f"{' checked' if value == 'all' else ''}> {name}（{count:,}段）</label>"
        for value, name, count in choices
    )
    return f'<fieldset class="facing-choice">\n<legend>显示</legend>\n{radios}\n</fieldset>'


def _render_table(base: Edition, here: Address, placed: FacingRows, names: tuple[str, str]) -> str:
    citations = cite_anchors(base.blocks)
    heads = [
        f"{side}　<small>{escape_html(name)}</small>" for side, name in zip(("底本", "参校本"), names, strict=True)
    ]
    rows = []
    differing = [row for row in placed.rows if row.pair.kinds]
    before = {row.id: earlier for earlier, row in pairwise(differing)}
    behind = {row.id: later for row, later in pairwise(differing)}
    level = 1
    for row in placed.rows:
        # No level is left out, also where the division above stands in the other copy only.
        depth = min(row.pair.level, level + 1)
        level = depth or level
        words = citations.get(row.pair.anchor) or str(row.pair.anchor) or "标题"
        words += "" if row.pair.lemma else "之后"
        place = link_tag(here, place_address(base.work, row.pair.anchor), words)
        place += f'<a class="row-link" href="#{row.id}" aria-label="链接到本行：{escape_html(words)}"></a>'
        if row.pair.kinds:
            place += _render_steps(row, before.get(row.id), behind.get(row.id))
        sides = _render_sides(row, depth, is_excerpt=placed.is_excerpt)
        rows.append(f'<tr id="{row.id}" class="{_name_row(row.pair)}"><td class="clause">{place}</td>{sides}</tr>')
    return draw_table(("条款", *heads), rows, "facing")


def _name_row(pair: AlignedPair) -> str:
    if not pair.kinds:
        return "same"
    return "differs worded" if DifferenceKind.WORDING in pair.kinds else "differs"


def _render_steps(row: FacingRow, before: FacingRow | None, behind: FacingRow | None) -> str:
    """Return links to each difference of a row, and to those before and behind it."""
    kinds = row.pair.kinds
    groups = "".join(
        f'<span class="kind">{name} '
        + " ".join(
            f'<a href="#{mark}" aria-label="第{row.first + number}处异文：{name}">{row.first + number}</a>'
            for number, (mark, found) in enumerate(zip(row.marks, kinds, strict=True))
            if found is kind
        )
        + "</span>"
        for kind, name in KIND_NAMES.items()
        if kind in kinds
    )
    steps = [
        f'<a href="#{other.marks[at]}" aria-label="{name}异文">{sign}</a>'
        for other, at, name, sign in ((before, -1, "上一段", "↑"), (behind, 0, "下一段", "↓"))
        if other
    ]
    ways = f'<span class="ways">{" ".join(steps)}</span>' if steps else ""
    return f'<span class="steps">{ways}{groups}</span>'


def _render_sides(row: FacingRow, level: int, *, is_excerpt: bool) -> str:
    pair = row.pair
    cells: list[str] = []
    for side, name in enumerate(("底本", "参校本")):
        marks = iter(row.marks)
        stretches = _shorten(pair.stretches, side) if is_excerpt else ((one, "") for one in pair.stretches)
        text = "".join(_render_stretch(one, side, marks, short) for one, short in stretches)
        # Both sides look like headings; a second list of them would help nobody who reads by headings.
        is_first = side == 0 if pair.lemma else side == 1
        css = f' class="h{level}"' if level and not is_first else ""
        element = f"h{level}" if level and is_first else "p"
        label = name if pair.kinds else ("两本相同" if side == 0 else "")
        label = f'<span class="side-name">{label}</span>' if label else ""
        cells.append(f"<td>{label}<{element}{css}>{text}</{element}></td>")
    return "".join(cells)


def _render_stretch(one: Stretch, side: int, marks: Iterator[str], short: str) -> str:
    """Return one side of a stretch; the base's mark carries the address."""
    lines = [escape_html(line) for line in (short or (one.reading if side else one.lemma)).split("\n")]
    if not one.kind:
        return "<br>".join(lines)
    address = f' id="{next(marks)}"' if side == 0 else ""
    shown = f"{_LINE_END}<br>".join(lines)
    return f'<mark class="{_CSS[one.kind]}"{address}>{shown or _NOTHING}</mark>'


def _shorten(stretches: Sequence[Stretch], side: int) -> list[tuple[Stretch, str]]:
    """Return each stretch with what an excerpt shows of it."""
    shown: list[tuple[Stretch, str]] = []
    for number, one in enumerate(stretches):
        text = one.reading if side else one.lemma
        head, tail = (_LONGEST // 2, _LONGEST // 2) if one.kind else (_CONTEXT * (number > 0), _CONTEXT)
        tail *= bool(one.kind) or number < len(stretches) - 1
        if len(text) > head + tail + 2:
            text = text[:head] + "……" + text[len(text) - tail :]
        shown.append((one, text))
    return shown
