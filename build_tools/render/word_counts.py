"""How often each term of the glossary stands in each work, per 10,000 characters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.model.clause import Clause, ClauseKind
from build_tools.model.glossary import Glossary, Term
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import Counts, Slips, Subject, TermCounts
from build_tools.render.address import Address, term_address
from build_tools.render.inline import escape_html
from build_tools.render.links import link_tag
from build_tools.render.targets import write_cell, write_cells, write_table
from build_tools.render.topic_page import (
    MOST_COLUMNS,
    frame_chart,
    frame_page,
    link_work,
    order_works,
    render_table,
    show_short,
    show_title,
)

_HERE = Address("words/index.md")
_PER = 10_000  # characters
_MOST_ROWS = 200
_MOST_CELLS = 4200  # of some 66 bytes each: the page stays below 300 kB
_DRAWN_TERMS = 12
_DRAWN_WORKS = 8
_BLANKS = frozenset(" \t\r\n\u3000\u00a0")
_COLUMNS = ("term", "name", "work", "uses", "characters", "per_10000")


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Uses of terms in one work."""

    record: WorkRecord
    counts: Counts

    def uses(self, term: str) -> int:
        """Return how often it uses a term."""
        found = self.counts.terms.get(term)
        return found.uses if found else 0

    def rate(self, term: str) -> float:
        """Return the uses of a term per `_PER` characters."""
        return _PER * self.uses(term) / self.counts.characters if self.counts.characters else 0.0


def cut_counts(survey: SurveyedWork) -> Counts:
    """Return a work's characters, its clauses of running text, and its uses of each entry."""
    clauses = survey.clauses.by_block
    characters = sum(char not in _BLANKS for clause in survey.clauses.clauses for char in clause.text)
    texts = sum(clause.kind is ClauseKind.TEXT for clause in survey.clauses.clauses)
    uses = Counter(use.term for use in survey.uses)
    blocks = {(use.term, use.block) for use in survey.uses}
    every = Counter(term for term, _ in blocks)
    running = Counter(term for term, block in blocks if is_running(clauses[block]))
    return Counts(characters, texts, {term: TermCounts(uses[term], every[term], running[term]) for term in uses})


def is_running(clause: Clause) -> bool:
    """Whether a clause is running text, and no heading."""
    return clause.kind is ClauseKind.TEXT and clause.role != "header"


def render_word_counts(slips: Slips, glossary: Glossary) -> dict[str, str]:
    """Return the page and the data of all terms and works, by path below docs/."""
    found = dict(slips.take(Subject.COUNTS))
    counts = [WordCounts(record, found[record.work]) for record in order_works(slips.records.values())]
    present = {term for count in counts for term in count.counts.terms}
    used = [term for term in glossary.terms if term.id in present]
    files = {"words/counts.csv": _render_data(used, counts)}
    blocks = ["# 用词"]
    if not used:
        return files | {_HERE.file: frame_page("用词", [*blocks, "本库规划还没有用到术语表中的词。"])}
    columns = counts[-MOST_COLUMNS:]
    used.sort(key=lambda term: (-_spread(term, columns), term.id))
    keys = {count.record.work: str(number) for number, count in enumerate(columns, 1)}
    listed = "\n".join(
        f"<li>{link_work(_HERE, count.record)}　<small>{count.counts.characters}字</small></li>" for count in columns
    )
    shown = used[: min(_MOST_ROWS, _MOST_CELLS // len(columns))]
    blocks += [
        (
            f"术语在各部规划中每万字出现的次数，按各部之间差距的大小排列，列出前{len(shown)}个。"
            "字数不计空白；一处用了术语的简称、又称，也计一次。全部数据见[CSV](counts.csv)。"
        ),
        f'<ol class="works-key">\n{listed}\n</ol>',
        _render_chart(used[:_DRAWN_TERMS], columns[-_DRAWN_WORKS:], keys),
        _render_table(shown, columns, keys),
    ]
    return files | {_HERE.file: frame_page("用词", blocks)}


def _spread(term: Term, counts: Sequence[WordCounts]) -> float:
    rates = [count.rate(term.id) for count in counts]
    return max(rates) - min(rates) if len(rates) > 1 else max(rates)


def _show_rate(rate: float) -> str:
    return f"{rate:.1f}" if rate else "0"


def _render_chart(terms: list[Term], counts: list[WordCounts], keys: dict[str, str]) -> str:
    from build_tools.render.charts import BarGroup, draw_bars  # what it takes to draw takes its time to load

    groups = [
        BarGroup(
            term.name,
            tuple((keys[count.record.work], count.rate(term.id), _show_rate(count.rate(term.id))) for count in counts),
        )
        for term in terms
    ]
    told = "；".join(f"{group.name}：{'、'.join(label for _, _, label in group.bars)}" for group in groups)
    drawing = draw_bars(f"差距最大的{len(terms)}个术语", told, groups)
    names = "，".join(f"{keys[count.record.work]} {escape_html(show_short(count.record))}" for count in counts)
    caption = f"每万字次数。条前的数字是规划的序号：{names}。数据见下表。"
    return frame_chart(drawing, caption)


def _render_table(terms: list[Term], counts: list[WordCounts], keys: dict[str, str]) -> str:
    head = ["术语"]
    for count in counts:
        key = keys[count.record.work]
        head.append(f'<abbr title="{escape_html(show_title(count.record))}">{key}</abbr>')
    rows = []
    for term in terms:
        link = link_tag(_HERE, term_address(term.id), term.name)
        cells = [
            f"{_show_rate(count.rate(term.id))}<small>{count.uses(term.id)}次</small>" if count.uses(term.id) else ""
            for count in counts
        ]
        rows.append([link, *cells])
    return render_table(head, rows, name="术语与规划", kind="matrix")


def _render_data(terms: list[Term], counts: list[WordCounts]) -> str:
    """Return CSV (RFC 4180): a line for each term and work that uses it."""
    names = {term.id: (write_cell(term.id), write_cell(term.name)) for term in terms}
    works = [(count, write_cell(count.record.work)) for count in counts]
    rows = (
        (*names[term.id], work, uses, count.counts.characters, f"{count.rate(term.id):.2f}")
        for term in terms
        for count, work in works
        if (uses := count.uses(term.id))
    )
    return write_table(_COLUMNS, []) + write_cells(rows)
