"""Slips of all works → the page of all works that they cite, and by which clause."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.note import ReferenceKind
from build_tools.model.outside import OutsideNames, OutsideWork
from build_tools.model.slip import Slips, Subject
from build_tools.render.address import Address, place_address
from build_tools.render.inline import escape_html, render_text
from build_tools.render.links import link_words
from build_tools.render.long_list import Entry, LongList, group_by_letter, lay_out
from build_tools.render.pages import show_date
from build_tools.render.topic_page import frame_page, heading, order_works, show_title

_HERE = Address("cited/index.md")


@dataclass
class _Cited:
    """A cited work: the names under which it is cited, and where, under the words for the place."""

    names: dict[str, None] = field(default_factory=dict)
    places: dict[ClauseId, str] = field(default_factory=dict)


def render_cited(slips: Slips, resolved: Mapping[str, ClauseId | None], outside: OutsideNames) -> dict[str, str]:
    """Return the page, and those of its parts, by path below docs/.

    Args:
        slips: of all works.
        resolved: the place here that each cited name stands for, None where it stands for none; a name that may stand
            for several is missing.
        outside: what is known of works that are not here.
    """
    here: dict[ClauseId, _Cited] = {}
    elsewhere: dict[str, _Cited] = {}
    found = dict(slips.take(Subject.REFERENCES))
    for record in order_works(slips.records.values()):
        work, title = record.work, show_title(record)
        for reference in found.get(work, ()):
            target = resolved.get(reference.name)
            own = (ClauseId(work, Anchor(reference.place.page)), ClauseId(work))
            if reference.kind is not ReferenceKind.WORK or reference.name not in resolved or target in own:
                continue  # it may be one of several works here, or is the work's own name
            name = outside.call(reference.name)
            cited = here.setdefault(target, _Cited()) if target else elsewhere.setdefault(name, _Cited())
            cited.names.setdefault(reference.name)
            cited.places.setdefault(ClauseId(work, reference.place), f"《{title}》{reference.citation}")
    titles = {ClauseId(work): show_title(record) for work, record in slips.records.items()}
    titles |= {
        ClauseId(work, Anchor(page)): title for work, record in slips.records.items() for page, title in record.annexes
    }
    blocks = ["# 所引文献", "本库规划在正文中以书名号标出的文件，以及引用它们的条款。"]
    parts: dict[str, str] = {}
    entries = {
        ("here", "本库收录"): [_enter_work(target, titles[target], cited) for target, cited in here.items()],
        ("elsewhere", "未收录"): [_enter_outside(name, outside, cited) for name, cited in elsewhere.items()],
    }
    for (anchor, name), listed in entries.items():
        if listed:
            block, below = lay_out(
                LongList(_HERE, f"cited/{anchor}", name, "部", frame_page, lambda _, cited: "\n\n".join(cited)), listed
            )
            blocks += [heading(2, anchor, name), block]
            parts |= below
    if not any(entries.values()):
        blocks.append("（无）")
    return parts | {_HERE.file: frame_page("所引文献", blocks)}


def _enter_work(target: ClauseId, title: str, cited: _Cited) -> Entry:
    """Return the entry of a work of this library."""
    anchor = "-".join(filter(None, ("in", target.work, target.anchor.page)))
    others = [name for name in cited.names if name != title]
    also = f"引作：{'、'.join(f'《{render_text(name)}》' for name in others)}" if others else ""

    def write(here: Address) -> str:
        link = link_words(here, place_address(target.work, target.anchor), f"《{title}》")
        return _render_entry(here, anchor, title, link, also, cited)

    return Entry((group_by_letter(title),), write, anchor, title)


def _enter_outside(name: str, outside: OutsideNames, cited: _Cited) -> Entry:
    """Return the entry of a work that is not here."""
    anchor, known = outside.anchor(name), _describe(outside.find(name))

    def write(here: Address) -> str:
        return _render_entry(here, anchor, name, f"《{render_text(name)}》", known, cited)

    return Entry((group_by_letter(name),), write, anchor, name)


def _render_entry(here: Address, anchor: str, title: str, name: str, known: str, cited: _Cited) -> str:
    more = f'<small class="editorial">{known}</small>\n\n' if known else ""
    places = ("- " + link_words(here, place_address(at.work, at.anchor), words) for at, words in cited.places.items())
    head = f'### <a id="{anchor}" href="#{anchor}" title="{escape_html(title)}"></a>{name}'
    return f"{head}\n\n{more}" + "\n".join(places)


def describe_outside(work: OutsideWork | None) -> str:
    """Return the facts known of a work that is not here, as plain text."""
    if work is None:
        return ""
    date = show_date(work.date) if "-" in work.date else work.date and f"{work.date}年"
    return "，".join(filter(None, (work.issuer, work.doc_number, date)))


def _describe(work: OutsideWork | None) -> str:
    """What is known of a work that is not here, in the editors' words."""
    if work is None:
        return ""
    known = render_text(describe_outside(work))
    link = f"[原文](<{work.url}>)" if work.url else ""
    return "。".join(filter(None, (known, render_text(work.note.rstrip("。")), link)))
