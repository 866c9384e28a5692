"""Glossary and the works' uses of it → its pages: one for each entry, and four orders to find them in.

Everything on these pages but the quoted clauses is the editors'.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import partial
from itertools import groupby
from typing import Any

from build_tools.hanzi.excerpts import STOPS
from build_tools.hanzi.order import pinyin_heading, pinyin_key, stroke_heading, stroke_key
from build_tools.model.anchor import ClauseId
from build_tools.model.clause import BREAK
from build_tools.model.glossary import CLAUSE_RE, EDITORS, KINDS, Glossary, Term
from build_tools.model.note import TermUse
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.script import ChangeScript
from build_tools.model.slip import Quote, Slips, Subject, TermUses
from build_tools.render.address import Address, place_address, term_address
from build_tools.render.further_uses import MOST_NAMED, Use, render_further
from build_tools.render.inline import escape_html, render_text
from build_tools.render.links import link_words
from build_tools.render.topic_page import (
    MOST_QUOTED,
    draw_card,
    frame_page,
    heading,
    lay_out_works,
    order_works,
    render_brief,
    show_short,
    show_title,
)

_EMPTY = (
    "还没有词条。共用的词表在 `mkdocs.yml` 的 `vocabularies` 里选用，本站特有的词条写在 `seeds/glossary.toml` 里；"
    "规划用到的词条自动列在这里。"
)
_LATIN_RE = re.compile(r"[A-Za-z0-9]")


_page = partial(frame_page, source="the glossary")


def cut_uses(survey: SurveyedWork) -> dict[str, TermUses]:
    """Return what the glossary says of a work, by term."""
    uses: dict[str, dict[int, list[TermUse]]] = {}
    for use in survey.uses:
        uses.setdefault(use.term, {}).setdefault(use.block, []).append(use)
    return {term: TermUses(tuple(_quote(survey, found) for found in uses[term].values())) for term in uses}


def _quote(survey: SurveyedWork, uses: list[TermUse]) -> Quote:
    """Return what is quoted of a clause for the uses of one term in it, which are marked."""
    clause = survey.clauses.by_block[uses[0].block]
    start, end = survey.excerpts[uses[0].block, uses[0].term]
    parts = ["……" if start and clause.text[start - 1] not in STOPS else ""]
    at = start
    for use in uses:
        if use.end > end:
            break
        parts.append(render_text(clause.text[at : use.start].replace(BREAK, " ")))
        parts.append(f"<mark>{render_text(clause.text[use.start : use.end])}</mark>")
        at = use.end
    parts.append(render_text(clause.text[at:end].replace(BREAK, " ").rstrip()))
    parts.append("……" if end < len(clause.text) and clause.text[end - 1] not in STOPS else "")
    return Quote(clause.place, clause.citation, "".join(parts))


def render_term(term: Term, glossary: Glossary, slips: Slips, to_traditional: ChangeScript) -> dict[str, str]:
    """Return the page of an entry, and those of its parts, by path below docs/."""
    here = term_address(term.id)
    found = dict(slips.take(Subject.TERM, term.id))
    total = sum(len(uses.quotes) for uses in found.values())
    brief = f"最早的{MOST_QUOTED}部引出原文，其余只列首见的一条。" if len(found) > MOST_QUOTED else ""
    blocks = [
        f"# {render_text(show_name(term))}",
        f'<p class="definition editorial">{escape_html(term.definition)}</p>',
        _render_forms(term, here, slips, to_traditional),
        _render_related(term, glossary.by_id()),
        heading(2, "uses", "用例"),
        f"{total}条，按规划的时间排列。{brief}" if total else "本库各规划没有用到这个词。",
    ]
    name = show_name(term)
    works = [record for record in order_works(slips.records.values()) if record.work in found]

    def quote(record: WorkRecord, here: Address) -> str:
        return _render_uses(record, found[record.work], here)

    def name_use(record: WorkRecord, here: Address) -> str:
        quotes = found[record.work].quotes
        return render_brief(here, record, quotes[0].place, quotes[0].citation, len(quotes))

    block, parts = lay_out_works(here, name, works[:MOST_NAMED], quote, name_use, _page)
    quotes = ((record.work, found[record.work].quotes) for record in works[MOST_NAMED:])
    told, script = render_further(here, [Use(work, own[0].place, len(own)) for work, own in quotes])
    return parts | script | {here.file: _page(name, [*blocks, block, told])}


def find_first(term: str, slips: Slips) -> tuple[WorkRecord, Quote] | None:
    """Return where a term is used first: in the oldest work that uses it, its first clause; None where in none."""
    using = {work: slips.records[work] for work in slips.works(Subject.TERM).get(term, ())}
    oldest = next(iter(order_works(using.values())), None)
    return (oldest, slips.find(Subject.TERM, oldest.work, term).quotes[0]) if oldest else None


def list_unfounded(glossary: Glossary, slips: Slips) -> list[tuple[str, str]]:
    """Return (id, "work#anchor") of each clause that is given as a basis and does not use the word at all."""
    unfounded = []
    for term in glossary.terms:
        found = dict(slips.take(Subject.TERM, term.id)) if CLAUSE_RE.search(term.basis) else {}
        used = {str(ClauseId(work, quote.place)) for work, uses in found.items() for quote in uses.quotes}
        unfounded += [(term.id, clause[0]) for clause in CLAUSE_RE.finditer(term.basis) if clause[0] not in used]
    return unfounded


def name_places(basis: str, slips: Slips) -> dict[str, str]:
    """Return how the clauses of this library are called that the basis of an entry names, by "work#anchor"."""
    names: dict[str, str] = {}
    for match in CLAUSE_RE.finditer(basis):
        if match["work"] in slips.records:
            clauses = slips.survey(match["work"]).clauses
            for clause in clauses.clauses:
                if str(clause.place) == match["anchor"]:
                    names[match[0]] = f"《{show_title(slips.records[match['work']])}》{clause.citation}"
    return names


def show_name(term: Term) -> str:
    """Return the headword with its abbreviation: 可编程逻辑控制器（PLC）."""
    return f"{term.name}（{term.abbr}）" if term.abbr and term.abbr != term.name else term.name


def _render_forms(term: Term, here: Address, slips: Slips, to_traditional: ChangeScript) -> str:
    traditional = term.traditional or to_traditional(term.name)
    rows = [
        ("英文", f'<span lang="en">{render_text(term.english)}</span>'),
        ("缩写", render_text(term.abbr)),
        ("又作", render_text("、".join(term.aliases))),
        ("简体", f'<span lang="zh-Hans">{render_text(term.name)}</span>' if traditional != term.name else ""),
        ("繁体", f'<span lang="zh-Hant">{render_text(traditional)}</span>' if traditional != term.name else ""),
        ("台湾", f'<span lang="zh-Hant-TW">{render_text(term.taiwan)}</span>' if term.taiwan else ""),
        ("香港", f'<span lang="zh-Hant-HK">{render_text(term.hongkong)}</span>' if term.hongkong else ""),
        ("领域", KINDS[term.kind]),
        ("释义", EDITORS if not term.basis else ""),
        ("依据", _render_basis(term.basis, here, name_places(term.basis, slips))),
        ("首见", _render_first(term, here, slips)),
    ]
    return draw_card(rows)


def _render_first(term: Term, here: Address, slips: Slips) -> str:
    first = find_first(term.id, slips)
    if first is None:
        return ""
    record, quote = first
    return link_words(here, place_address(record.work, quote.place), f"《{show_title(record)}》{quote.citation}")


def _render_basis(basis: str, here: Address, names: dict[str, str]) -> str:
    """Return a basis as Markdown; a clause of this library becomes a link."""
    parts: list[str] = []
    at = 0
    for match in CLAUSE_RE.finditer(basis):
        name = names.get(match[0])
        if name is None:
            continue  # also where it is no anchor at all
        parts.append(render_text(basis[at : match.start()]))
        place = ClauseId.parse(match[0])
        parts.append(link_words(here, place_address(place.work, place.anchor), name))
        at = match.end()
    return "".join(parts) + render_text(basis[at:])


def _render_related(term: Term, terms: dict[str, Term]) -> str:
    related = "、".join(
        link_words(term_address(term.id), term_address(other), show_name(terms[other])) for other in term.related
    )
    return f'<p class="related editorial" markdown>参见：{related}</p>' if related else ""


def _render_uses(record: WorkRecord, uses: TermUses, here: Address) -> str:
    """Return what is printed of the uses of a term in a work."""
    lines = [heading(3, f"in-{record.work}", show_short(record), record.title) + "\n"]
    for place, citation, words in uses.quotes:
        lines.append(f"- {link_words(here, place_address(record.work, place), citation or '标题')}　{words}")
    return "\n".join(lines)


def render_indexes(glossary: Glossary, slips: Slips, to_traditional: ChangeScript) -> dict[str, str]:
    """Return the pages that list the entries, by path below docs/; where there are none, they say so.

    They always stand: their addresses are promised, and whether there are entries may hang on drafts alone.
    """
    terms = glossary.terms
    uses: Counter[str] = Counter()
    for _, counts in slips.take(Subject.COUNTS):
        uses.update({term: count.clauses for term, count in counts.terms.items()})
    lead = (
        f"{len(terms)}条。释义为编者所撰，据文献下定义的注明依据；"
        "每条列出本库规划中的全部用例，词后的数字是用例所在的条数。"
        if terms
        else _EMPTY
    )
    # By what an entry is sorted, the heading under which it stands, its words.
    orders: dict[str, list[tuple[Any, str, str, Term]]] = {
        "index": [
            (pinyin_key(one.name, one.pinyin), pinyin_heading(one.name, one.pinyin), show_name(one), one)
            for one in terms
        ],
        "strokes": [(stroke_key(one.name), stroke_heading(one.name), show_name(one), one) for one in terms],
        "strokes-traditional": [
            (stroke_key(word), stroke_heading(word), word, one)
            for one in terms
            for word in (one.traditional or to_traditional(one.name),)
        ],
        "latin": [
            (form.lower(), form[0].upper() if form[0].isalpha() else "0–9", form, one)
            for one in terms
            for form in dict.fromkeys((one.abbr, *one.forms))
            if form and _LATIN_RE.match(form)
        ],
    }
    return {
        f"glossary/{order}.md": _index(order, lead, sorted(listed, key=lambda entry: (entry[0], entry[3].id)), uses)
        for order, listed in orders.items()
    }


_ORDERS = {"index": "拼音", "strokes": "笔画", "strokes-traditional": "繁体笔画", "latin": "字母"}


def _index(order: str, lead: str, entries: list[tuple[Any, str, str, Term]], uses: Mapping[str, int]) -> str:
    """Return one index, its entries already in order."""
    tabs = "　".join(f"**{name}**" if other == order else f"[{name}]({other}.md)" for other, name in _ORDERS.items())
    blocks = ["# 术语", lead, f"检索：{tabs}"]
    for under, found in groupby(entries, key=lambda entry: entry[1]):
        lines = []
        for _, _, words, term in found:
            also = f"　{render_text(term.name)}" if order == "latin" and words != term.name else ""
            number = f" <small>{uses[term.id]}</small>" if uses[term.id] else ""
            lines.append(f"- [{render_text(words)}{also}]({term.id}.md){number}")
        blocks += [f"## {under}", '<div class="terms" markdown>\n\n' + "\n".join(lines) + "\n\n</div>"]
    title = "术语" if order == "index" else f"术语（{_ORDERS[order]}）"
    return _page(title, blocks)
