"""Surveys of all works → the page of all works that they cite, and by which clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.note import ReferenceKind
from build_tools.model.outside import OutsideNames, OutsideWork
from build_tools.model.record import SurveyedWork
from build_tools.render.address import Address, link_markdown, place_address
from build_tools.render.inline import anchored_heading, escape_html, front_matter_title, render_text
from build_tools.render.lists import in_time_order
from build_tools.render.pages import show_date

_HERE = Address("cited/index.md")
_SAFE_URL_RE = re.compile(r"https?://[^\s<>\"'\\`()]+")


@dataclass
class _Entry:
    """A cited work: the names under which it is cited, and where."""

    names: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)


def render_cited(
    surveys: Sequence[SurveyedWork],
    resolved: Mapping[str, Mapping[str, ClauseId | None]],
    outside: OutsideNames,
) -> dict[str, str]:
    """Return the page by path below docs/.

    Args:
        surveys: of all works.
        resolved: for each work, the place here that each name in it stands for, None where it stands for
            none; a name that may stand for several is missing.
        outside: what is known of works that are not here.
    """
    here: dict[ClauseId, _Entry] = {}
    elsewhere: dict[str, _Entry] = {}
    order = {record.work: number for number, record in enumerate(in_time_order([s.record for s in surveys]))}
    for survey in sorted(surveys, key=lambda survey: order[survey.record.work]):
        work = survey.record.work
        title = render_text(survey.clauses.title)
        for reference in survey.references:
            if reference.kind is not ReferenceKind.WORK:
                continue
            clause = survey.clauses.by_block[reference.block]
            names = resolved.get(work, {})
            target = names.get(reference.name)
            if reference.name not in names or target in (ClauseId(work, Anchor(clause.place.page)), ClauseId(work)):
                continue  # it may be one of several works here, or is the work's own name
            to = link_markdown(_HERE, place_address(ClauseId(work, clause.place)))
            place = f"[《{title}》{render_text(clause.citation)}]({to})"
            known = outside.find(reference.name)
            name = known.name if known else reference.name
            entry = here.setdefault(target, _Entry()) if target else elsewhere.setdefault(name, _Entry())
            entry.names.setdefault(reference.name)
            entry.places.setdefault(place)
    titles = {ClauseId(survey.record.work): survey.clauses.title for survey in surveys}
    titles |= {
        ClauseId(survey.record.work, Anchor(page)): title for survey in surveys for page, title in survey.record.annexes
    }
    blocks = ["# 所引文献", "本库规划在正文中以书名号标出的文件，以及引用它们的条款。"]
    if not here and not elsewhere:
        blocks.append("（无）")
    if here:
        blocks.append(anchored_heading("here", "本库收录"))
        for target, entry in here.items():
            link = link_markdown(_HERE, place_address(target))
            others = [name for name in entry.names if name != titles[target]]
            also = f"引作：{'、'.join(f'《{render_text(name)}》' for name in others)}" if others else ""
            anchor = "-".join(filter(None, ("in", target.work, target.anchor.page)))
            title = f'<a id="{anchor}" href="#{anchor}" title="{escape_html(titles[target])}"></a>'
            blocks.append(_render_entry(f"{title}[《{render_text(titles[target])}》]({link})", also, entry))
    if elsewhere:
        blocks.append(anchored_heading("elsewhere", "未收录"))
        for name, entry in elsewhere.items():
            anchor = outside.anchor(name)
            title = f'<a id="{anchor}" href="#{anchor}" title="{escape_html(name)}"></a>《{render_text(name)}》'
            blocks.append(_render_entry(title, _describe(outside.find(name)), entry))
    front = f"---\ntitle: {front_matter_title('所引文献')}\nhide:\n  - navigation\n---\n"
    note = "<!-- Generated from seeds/ by `make convert`; edits here are overwritten. -->"
    return {_HERE.file: f"{front}\n{note}\n\n" + "\n\n".join(blocks) + "\n"}


def _render_entry(title: str, known: str, entry: _Entry) -> str:
    more = f'<small class="editorial">{known}</small>\n\n' if known else ""
    return f"### {title}\n\n{more}" + "\n".join(f"- {place}" for place in entry.places)


def describe_outside(work: OutsideWork | None) -> str:
    """Return the facts known of a work that is not here, as plain text."""
    if work is None:
        return ""
    date = show_date(work.date) if "-" in work.date else work.date and f"{work.date}年"
    return "，".join(text for text in (work.issuer, work.doc_number, date) if text)


def _describe(work: OutsideWork | None) -> str:
    """What is known of a work that is not here, in the editors' words."""
    if work is None:
        return ""
    known = render_text(describe_outside(work))
    link = f"[原文](<{work.url}>)" if _SAFE_URL_RE.fullmatch(work.url) else ""
    return "。".join(part for part in (known, render_text(work.note.rstrip("。")), link) if part)
