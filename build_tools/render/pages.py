"""Work → its pages in Markdown, by path below docs/plans/<work>/.

What is not the document's own text (labels, the card of facts, links between pages) carries the class
`editorial` or stands in an element of its own.
"""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from build_tools.model.anchor import ROOT, Anchor
from build_tools.model.block import Branch, Form, PagePart, split_pages
from build_tools.model.division import Kind
from build_tools.model.edition import STATES, Edition, Facts
from build_tools.model.link import LinkTarget, Version
from build_tools.model.note import locate_groups
from build_tools.model.record import PublishedWork
from build_tools.model.witness import Witness
from build_tools.render.address import Address, body_address, name_target, page_file, pair_address, place_address
from build_tools.render.blocks import BlockWriter, PageNotes, list_citing, mark_block, render_heading
from build_tools.render.collation import Collation, summarize_differences, text_page
from build_tools.render.inline import keep_edge, render_text
from build_tools.render.links import link_words
from build_tools.render.open_doubts import render_open_doubts
from build_tools.render.pictures import show_pictures
from build_tools.render.provenance import ORIGINAL, name_domain, tell_original, tell_source
from build_tools.render.sources import name_absent, tell_machine
from build_tools.render.topic_page import draw_card, frame_page

# Brackets would be read as Markdown within a link's address; no address in use has them unescaped.
_SAFE_URL_RE = re.compile(r"https?://[^\s<>\"'\\`\[\](){}|^]+")


_MACHINE_NOTICE = (
    '<div class="facts editorial" role="note" markdown>\n\n- <b>{}</b>'
    " 文字取自页面图像，可能有误，引用前请与原件对照。\n\n</div>"
)
_DRAFT_NOTICE = (
    '<div class="facts draft editorial" role="note" markdown>\n\n- <b>草稿</b>'
    " 尚未校定：文字和各条的链接都可能更改，请勿引用。\n\n</div>"
)
_PARTS = '<nav class="parts editorial" aria-label="本规划的组成" markdown>\n\n{}\n\n</nav>'
# No landmark: what it leads to stands in the one above.
_NEIGHBOURS = '<div class="parts editorial" markdown>\n\n{}\n\n</div>'


def render_pages(
    work: PublishedWork, collations: Sequence[Collation] = (), *, is_draft: bool = False
) -> dict[str, str]:
    """Return the pages of a work, the plan's and one for each annex or further plan, as path → Markdown."""
    edition = work.edition
    parts = split_pages(edition.blocks)
    locate = _locate_notes(work)
    pages: dict[str, str] = {}
    for part in parts:
        notes = locate(part.page)
        writer = BlockWriter(notes)
        title = part.title or edition.title
        head, below = _write_head(writer, part, title)
        blocks = [head, _DRAFT_NOTICE] if is_draft else [head]
        if part.head:
            blocks += writer.cited(part.head)
        else:
            blocks.append(_render_card(work, notes, collations))
        if work.fidelity.machine:
            blocks.append(_MACHINE_NOTICE.format(render_text(tell_machine(edition))))
        if len(parts) > 1:
            blocks.append(_render_parts(edition, parts, part))
        if not part.head and (doubts := render_open_doubts(edition)):
            blocks.append(doubts)
        blocks += [*writer.write(below), *_render_moved(edition, part.page), *_render_neighbours(edition, parts, part)]
        pages[f"{part.page or 'index'}.md"] = frame_page(title, blocks, f"seeds/{edition.work}/")
    return pages


def _write_head(writer: BlockWriter, part: PagePart, title: str) -> tuple[str, tuple[Branch, ...]]:
    """Return the page's heading, and what is printed below it: the title lines of the text are the heading."""
    if part.head and part.head.block.printed:
        return keep_edge(f"# {writer.opening(part.head.block)}{render_heading(part.head.block)}"), part.below
    opened = writer.anchor(part.head.block) if part.head else ""
    preface, *rest = part.below or (None,)
    if preface is None or preface.block.kind is not Kind.PREFACE:
        return f"# {opened}{render_text(title)}", part.below
    lines = list(takewhile(lambda one: one.block.form is Form.TITLE, preface.below))
    if not lines:
        return f"# {opened}{render_text(title)}", part.below
    anchors = "".join(writer.opening(line.block) for line in lines)
    words = "<br>".join(render_text(line.block.printed, line.block.marks) for line in lines)
    names = [place.id for place in (preface.block.anchor, *writer.aliases_of(preface.block)) if place]
    return mark_block(keep_edge(f"# {opened}{anchors}{words}"), names), (*preface.below[len(lines) :], *rest)


def _render_moved(edition: Edition, page: str) -> list[str]:
    """A line at the page's end for each anchor that has moved to another page of the work."""
    here = Address(page_file(edition.work, page))
    lines = []
    for old, new in edition.aliases.items():
        if old.page == page != new.page:
            link = link_words(here, place_address(edition.work, new), f"本条已移至 {new.id}")
            lines.append(f'<span id="{old.id}" class="moved editorial">{link}</span>')
    return lines


def _locate_notes(work: PublishedWork) -> Callable[[str], PageNotes]:
    """Return what gives the notes of a page."""
    edition, links = work.edition, work.links
    groups = locate_groups(work.responsibilities)
    aliases = edition.list_former(same_page=True)
    pictures = show_pictures(edition)
    return lambda page: PageNotes(
        Address(page_file(edition.work, page)), links.by_block, groups, links.cited, aliases, links.issuers, pictures
    )


def _render_issuers(issuers: Sequence[str], links: PageNotes) -> str:
    """The bodies that have issued the work, each leading to its page where that is known."""
    if not links.issuers:
        return render_text("、".join(issuers))
    pages = map(body_address, links.issuers)
    return "、".join(link_words(links.here, page, name) for name, page in zip(issuers, pages, strict=True))


def _link_outside(words: str, url: str) -> str:
    """Return words that lead to an address where that is a safe one."""
    shown = render_text(words)
    return f"[{shown}](<{url}>)" if _SAFE_URL_RE.fullmatch(url) else shown


def _render_card(work: PublishedWork, links: PageNotes, collations: Sequence[Collation]) -> str:
    edition, lineage, here = work.edition, work.links.lineage, links.here
    facts = edition.facts
    over = f"；{show_date(facts.period_over)}收录时已满，期满不等于废止" if facts.period_over else ""
    bases = (_tell_basis(name, at, edition.work, here, lineage.based_on.get(name)) for name, at in facts.based_on)
    original = tell_original(facts)
    shown = "、".join(map(_name_file, edition.witness.parts))
    rows = [
        ("文号", render_text(facts.doc_number)),
        ("发文机关", _render_issuers(facts.issuers, links)),
        ("成文日期", show_date(facts.date_issued)),
        ("公开日期", show_date(facts.date_published)),
        ("规划期", f"{show_years(facts.period)}年{over}" if facts.period else ""),
        ("有效期", _tell_validity(edition, here) if facts.valid_until else ""),
        ("效力", _tell_status(facts) if facts.status else ""),
        ("废止", f"{list_citing(lineage.ended_by, here)}写明不再执行" if lineage.ended_by else ""),
        ("依据", "、".join(bases)),
        ("据此制定", list_citing(lineage.implemented, here)),
        ("其他版本", "；".join(_tell_version(one, edition.work, here) for one in lineage.versions)),
        ("来源", _link_outside(tell_source(facts), facts.source_url)),
        (ORIGINAL, _link_outside(name_domain(original) or original, original)),
        ("被引", list_citing(links.cited.get(ROOT, ()), here)),
        ("原件", f"[{shown}](record.md#source)" if edition.witness.has_sheets else ""),
        ("附件", _tell_absent(edition, here)),
        ("文本核验", _tell_fidelity(work)),
        *(("参校本", _tell_collation(one)) for one in collations),
    ]
    return draw_card(rows)


def _tell_validity(edition: Edition, here: Address) -> str:
    """Return until when a work holds, leading to where its text says so."""
    facts = edition.facts
    cited = next((block.citation for block in edition.blocks if str(block.place) == facts.valid_at), "")
    at = place_address(edition.work, Anchor.parse(facts.valid_at))
    return f"至{show_date(facts.valid_until)}，见{link_words(here, at, cited or '正文')}"


def _tell_absent(edition: Edition, here: Address) -> str:
    """Return the annexes that are not here, leading to where they are named, "" where all are."""
    named = [link_words(here, place_address(edition.work, one.place), name_absent(one)) for one in edition.absent]
    return f"{'、'.join(named)}未随文收录" if named else ""


def _tell_fidelity(work: PublishedWork) -> str:
    fidelity = work.fidelity
    breaks = f"，补分段 {work.breaks}" if work.breaks else ""
    machine = f"，机器识别而未经核对 {fidelity.machine:,}" if fidelity.machine else ""
    return (
        f"[逐字核对](record.md)：原文 {fidelity.characters:,} 字符，保留 {fidelity.published:,}，"
        f"略去 {fidelity.dropped_total:,}，校改 {fidelity.emended:,}{breaks}{machine}"
    )


def _tell_collation(one: Collation) -> str:
    name = f"[{render_text(one.publisher)}]({one.page}.md)（{render_text(one.site)}）"
    return f"{name}：{summarize_differences(one.differences)}（[全文对照]({text_page(one)}.md)）"


def _tell_status(facts: Facts) -> str:
    """Return what is known of a work's force, and what says so."""
    since = f"（{show_date(facts.status_date)}起）" if facts.status_date else ""
    by = f"：《{render_text(facts.status_by)}》" if facts.status_by else ""
    source = facts.status_source
    return f"{STATES[facts.status]}{since}{by}，据{_link_outside(name_domain(source) or source, source)}"


def _tell_version(version: Version, work: str, here: Address) -> str:
    """Return another version of the same plan, the page on which both stand beside each other, and what says so."""
    shown = link_words(here, place_address(version.work), f"《{version.title}》")
    beside = link_words(here, pair_address(work, version.work), "对照")
    dated = f"{show_date(version.date)}，" if version.date else ""
    source = version.source
    return f"{shown}（{dated}{beside}；据{_link_outside(name_domain(source) or source, source)}）"


def _tell_basis(name: str, anchor: str, work: str, here: Address, basis: LinkTarget | None) -> str:
    """Return a document that the work was made by, leading to it if it stands here, and to where the text says so."""
    shown = f"《{name}》"
    said = place_address(work, Anchor.parse(anchor)) if anchor else None
    if basis is None:
        return link_words(here, said, shown) if said else render_text(shown)
    return link_words(here, name_target(basis), shown) + (f"（{link_words(here, said, '原句')}）" if said else "")


def _name_file(file: Witness) -> str:
    """Return a file's name, with the number of its pages where it has pages."""
    pages = len(file.reading.pages) if file.reading else 0
    return render_text(file.name) + (f"（{pages}页）" if pages else "")


def show_date(iso: str) -> str:
    """Return 2021年9月6日 for 2021-09-06, 2021年9月 for 2021-09, "" for ""."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "年月日", strict=False) if part)


def show_years(period: tuple[int, int] | None) -> str:
    """Return 2021–2025 for a period of several years, 2021 for one of a single year, "" for none."""
    return "–".join(map(str, dict.fromkeys(period or ())))


def _render_parts(edition: Edition, parts: Sequence[PagePart], here: PagePart) -> str:
    """Links between the pages of a work, with the files that they are from where it has several."""
    entries = []
    for part in parts:
        name = _name_part(edition, part)
        link = name if part is here else f"[{name}]({part.page or 'index'}.md)"
        entries.append(f"- {link}{_tell_files(edition, part)}")
    return _PARTS.format("\n".join(entries))


def _render_neighbours(edition: Edition, parts: Sequence[PagePart], here: PagePart) -> list[str]:
    """Where one reads on, at the end of a part: the part before, and the next."""
    at = next(number for number, part in enumerate(parts) if part is here)
    turns = [("上一部分", part) for part in parts[max(0, at - 1) : at]]
    turns += [("下一部分", part) for part in parts[at + 1 : at + 2]]
    entries = [f"- {way}　[{_name_part(edition, part)}]({part.page or 'index'}.md)" for way, part in turns]
    return [_NEIGHBOURS.format("\n".join(entries))] if entries else []


def _name_part(edition: Edition, part: PagePart) -> str:
    if not part.head:
        return f"正文：{render_text(edition.facts.title)}"
    block = part.head.block
    return render_text(f"{block.printed[: block.label].rstrip('：: ')}：{part.title}".removeprefix("："))


def _tell_files(edition: Edition, part: PagePart) -> str:
    """Return, in small print, which of several files a page is from."""
    if not edition.witness.files:
        return ""
    branches = (part.head, *part.below) if part.head else part.below
    numbers = dict.fromkeys(one.block.sheet.file for branch in branches for one in branch.walk() if one.block.printed)
    return f" <small>{'、'.join(render_text(edition.witness.parts[number].name) for number in numbers)}</small>"
