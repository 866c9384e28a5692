"""What the pages on topics that span works have in common: their frame, tables, and the works in time."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import zip_longest

from build_tools.model.anchor import Anchor
from build_tools.model.generated import mark_generated
from build_tools.model.record import WorkRecord
from build_tools.render.address import Address, link_html, place_address
from build_tools.render.cells import CLOSE_FRAME, draw_table, open_frame
from build_tools.render.inline import escape_html
from build_tools.render.links import link_tag
from build_tools.render.long_list import Entry, LongList, group_by_date, lay_out

MOST_COLUMNS = 24  # works beside each other in one table; a wider one is read by nobody
MOST_QUOTED = 5  # works that are quoted on one page; of the others one clause is named, and they quote themselves


def _quote_title(text: str) -> str:
    """Return a YAML double-quoted scalar (YAML 1.2, 7.3.1) of HTML: themes print titles as they are."""
    safe = escape_html(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else " " for char in safe) + '"'


def frame_page(title: str, blocks: Iterable[str], source: str = "seeds/", *, hide_contents: bool = False) -> str:
    """Return a page of Markdown blocks, empty ones left out; `source` is what it is from.

    The theme shows its navigation on none, its contents unless they are hidden.
    """
    hidden = "  - navigation\n" + ("  - toc\n" if hide_contents else "")
    front = f"---\ntitle: {_quote_title(title)}\nhide:\n{hidden}---\n"
    return f"{front}\n{mark_generated(source)}\n\n" + "\n\n".join(filter(None, blocks)) + "\n"


def draw_card(rows: Iterable[tuple[str, str]]) -> str:
    """Return the card of what is known, a line for each name and its value (Markdown), those without one left out."""
    lines = "\n".join(f"- <b>{name}</b> {value}" for name, value in rows if value)
    return f'<div class="facts editorial" markdown>\n\n{lines}\n\n</div>'


def order_works(records: Iterable[WorkRecord]) -> list[WorkRecord]:
    """Return works by the day they were signed, the oldest first; undated ones stand last."""
    return sorted(records, key=lambda record: (record.facts.date_issued or "9999", record.work))


def heading(level: int, anchor: str, text: str, whole: str = "") -> str:
    """Return a Markdown heading with an address of its own; `text` is plain, and may be short for `whole`."""
    words = escape_html(text)
    return f'{"#" * level} <a id="{anchor}" href="#{anchor}" title="{escape_html(whole) or words}"></a>{words}'


def render_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, name: str, kind: str = "") -> str:
    """Return a raw HTML table; cells are HTML, the first of each row is its heading.

    Args:
        head: names of the columns, HTML.
        rows: cells.
        name: what the table shows, plain text.
        kind: a class of the frame around it.
    """
    return join_rows(head, map(render_row, rows), name=name, kind=kind)


def render_row(cells: Sequence[str], names: Iterable[str] = ()) -> str:
    """Return a row of a raw HTML table; cells are HTML, the first is the row's heading.

    Args:
        cells: of the row.
        names: of the columns behind the first, for cells that a style sheet sets under each other.
    """
    named = zip_longest(cells[1:], (f' data-name="{name}"' for name in names), fillvalue="")
    rest = "".join(f"<td{name}>{cell}</td>" for cell, name in named)
    return f'<tr><th scope="row">{cells[0]}</th>{rest}</tr>'


def join_rows(head: Sequence[str], rows: Iterable[str], *, name: str, kind: str) -> str:
    """Return a raw HTML table of rows as `render_row` gives them."""
    return "\n".join([open_frame(name, kind), draw_table(head, rows), CLOSE_FRAME])


def link_work(here: Address, record: WorkRecord, *, has_title: bool = True) -> str:
    """Return an HTML link to a work under its short title, which shows the whole one where it is pointed at."""
    whole = f' title="{escape_html(record.title)}"' if has_title and show_short(record) != show_title(record) else ""
    return link_tag(here, place_address(record.work), show_short(record), whole)


def link_clause(here: Address, work: str, place: Anchor, citation: str) -> str:
    """Return an HTML link to a clause under its citation."""
    return link_tag(here, place_address(work, place), citation or "标题")


def render_brief(here: Address, record: WorkRecord, place: Anchor, citation: str, count: int) -> str:
    """Return the entry of a work of which only the first clause is named, with the number of all, as Markdown."""
    target = link_html(here, place_address(record.work, place))
    named = escape_html(f"《{show_title(record)}》{citation or '标题'}")
    return f'- <a id="in-{record.work}" href="{target}">{named}</a> <small>{count}条</small>'


def lay_out_works(
    here: Address,
    title: str,
    works: Iterable[WorkRecord],
    quote: Callable[[WorkRecord, Address], str],
    name: Callable[[WorkRecord, Address], str],
    frame: Callable[[str, list[str]], str],
) -> tuple[str, dict[str, str]]:
    """Return the block that tells of works on a page of one subject, and the pages of its parts.

    Args:
        here: the page.
        title: of the page, plain text.
        works: in order.
        quote: writes a work with its clauses, as it does the first `MOST_QUOTED`.
        name: writes a work with one clause (`render_brief`).
        frame: makes a page of title and blocks.
    """
    listed = LongList(here, here.file.removesuffix(".md"), title, "部", frame, lambda _, works: _join_works(works))
    entries = [
        Entry(
            group_by_date(record.facts.date_issued),
            partial(quote if number < MOST_QUOTED else name, record),
            f"in-{record.work}",
            show_short(record),
        )
        for number, record in enumerate(works)
    ]
    return lay_out(listed, entries)


def _join_works(written: Iterable[str]) -> str:
    parts: list[str] = []
    for text in written:
        parts += ["\n" if text.startswith("- ") and parts and parts[-1].startswith("- ") else "\n\n", text]
    return "".join(parts[1:])


def show_title(record: WorkRecord) -> str:
    """Return a work's title as pages that span works show it: a draft's says that it is one.

    A work without a title has its name in paths.
    """
    return (record.title or record.work) + record.mark


def show_short(record: WorkRecord) -> str:
    """Return what a work is called beside others, with the same mark."""
    return (record.short or record.title or record.work) + record.mark


def frame_chart(drawing: str, caption: str, keys: Iterable[tuple[str, str]] = ()) -> str:
    """Return a drawing above its caption (HTML), behind which stands what its classes of the style sheet mean."""
    caption += "".join(f'<span class="chart__key chart__key--{key}">{name}</span>' for key, name in keys)
    return f'<figure class="chart">\n{drawing}\n<figcaption>{caption}</figcaption>\n</figure>'
