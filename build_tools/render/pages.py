"""Work → its pages in Markdown, by path below docs/plans/<work>/.

What is not the document's own text (labels, the card of facts, links between pages) carries the class
`editorial` or stands in an element of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.model.division import Division, Kind, Node, Paragraph
from build_tools.model.edition import Edition, Facts
from build_tools.model.link import WorkLinks
from build_tools.model.note import Responsibility
from build_tools.render.address import body_file, link_markdown, name_target, page_file
from build_tools.render.blocks import BlockWriter, PageLinks, mark_block, render_heading
from build_tools.render.citation import cite_all
from build_tools.render.clauses import collect_printed
from build_tools.render.collation import Collation, summarize_differences, text_page
from build_tools.render.groups import locate_groups
from build_tools.render.inline import front_matter_title, render_text

_GENERATED = "<!-- Generated from seeds/{work}/ by `make convert`; edits here are overwritten. -->"
# Brackets would be read as Markdown within a link's address; no address in use has them unescaped.
_SAFE_URL_RE = re.compile(r"https?://[^\s<>\"'\\`\[\](){}|^]+")


@dataclass(frozen=True)
class FidelitySummary:
    """The figures of the fidelity record that the page shows, in code points."""

    characters: int
    kept: int
    dropped: int
    emended: int
    breaks: int


def render_pages(
    edition: Edition,
    responsibilities: tuple[Responsibility, ...],
    summary: FidelitySummary,
    work_links: WorkLinks | None = None,
    collations: Sequence[Collation] = (),
) -> dict[str, str]:
    """Return the plan's page and one for each annex, as path → Markdown."""
    root = edition.root
    citations = cite_all(root)
    annexes = [node for node in root.body if isinstance(node, Division) and node.kind is Kind.ANNEX]
    groups = locate_groups(root, responsibilities)
    links = {annex.heading.text: f"{annex.page}.md" for annex in annexes}
    links |= {str(annex.ordinal or number): f"{annex.page}.md" for number, annex in enumerate(annexes, 1)}
    located = _locate_links(edition, work_links or WorkLinks())
    pages = {"index.md": _render_plan(edition, citations, groups, links, annexes, summary, located(""), collations)}
    for annex in annexes:
        writer = BlockWriter(citations, groups, aliases=_aliases_on(edition, annex.page), links=located(annex.page))
        writer.blocks.append(f"# {writer.anchor(annex)}{render_heading(annex)}")
        writer.write_cited(annex.page)
        writer.blocks.append(_render_parts(edition.facts, annexes, annex))
        writer.write_body(annex, 2)
        writer.blocks.extend(_render_moved(edition, annex.page))
        pages[f"{annex.page}.md"] = _page(edition, annex.heading.text or annex.num.text, writer.blocks)
    return pages


def _page(edition: Edition, title: str, blocks: list[str]) -> str:
    front = f"---\ntitle: {front_matter_title(title)}\nhide:\n  - navigation\n---\n"
    return f"{front}\n{_GENERATED.format(work=edition.work)}\n\n" + "\n\n".join(blocks) + "\n"


def _render_plan(
    edition: Edition,
    citations: dict[int, str],
    groups: dict[int, list[tuple[int, int]]],
    links: dict[str, str],
    annexes: list[Division],
    summary: FidelitySummary,
    page_links: PageLinks,
    collations: Sequence[Collation],
) -> str:
    writer = BlockWriter(citations, groups, links, _aliases_on(edition, ""), page_links)
    body = list(edition.root.body)
    printed = _printed_title(body)
    if printed and isinstance(preface := body[0], Division):
        anchors = "".join(writer.anchor(node) for node in printed)
        title = "<br>".join(render_text(node.passage.text, node.marks) for node in printed)
        writer.blocks.append(mark_block(f"# {anchors}{title}", preface.anchor))
        body[:1] = preface.body[len(printed) :]
    else:
        writer.blocks.append(f"# {render_text(edition.facts.title or edition.witness.name)}")
    for node in body:
        if not isinstance(node, Division) or node.kind is not Kind.ANNEX:
            writer.write_node(node, 2)
    card = [_render_card(edition, summary, page_links, collations)]
    if annexes:
        card.append(_render_parts(edition.facts, annexes, None))
    writer.blocks[1:1] = card
    writer.blocks.extend(_render_moved(edition, ""))
    return _page(edition, edition.facts.title or edition.witness.name, writer.blocks)


def _split_anchor(anchor: str) -> tuple[str, str]:
    page, mark, name = anchor.rpartition("#")
    return (page, name) if mark else ("", anchor)


def _aliases_on(edition: Edition, page: str) -> dict[str, list[str]]:
    """Old anchors of a page whose new place is on the same page, by the new anchor."""
    found: dict[str, list[str]] = {}
    for old, new in edition.aliases.items():
        (old_page, old_name), (new_page, new_name) = _split_anchor(old), _split_anchor(new)
        if old_page == page == new_page:
            found.setdefault(new_name, []).append(old_name)
    return found


def _render_moved(edition: Edition, page: str) -> list[str]:
    """A line at the page's end for each anchor that has moved to another page of the work."""
    lines = []
    for old, new in edition.aliases.items():
        (old_page, old_name), (new_page, new_name) = _split_anchor(old), _split_anchor(new)
        if old_page == page != new_page:
            target = f"{new_page or 'index'}.md#{new_name}"
            lines.append(f'<span id="{old_name}" class="moved editorial"></span>[本条已移至 {new_name}]({target})')
    return lines


def _printed_title(body: list[Node]) -> list[Paragraph]:
    """The title lines with which the document's text begins, if it begins with them."""
    first = body[0] if body else None
    if not isinstance(first, Division) or first.kind is not Kind.PREFACE:
        return []
    titles: list[Paragraph] = []
    for node in first.body:
        if not isinstance(node, Paragraph) or node.role != "title":
            break
        titles.append(node)
    return titles


def _locate_links(edition: Edition, links: WorkLinks) -> Callable[[str], PageLinks]:
    """Return what gives the links of a page: each with the node whose text it lies in."""
    printed = collect_printed(edition) if links.out else []
    out: dict[int, list[tuple[int, int, str]]] = {}
    for link in links.out:
        if (place := printed[link.clause].find(link.start)) is not None:
            at, node = place
            out.setdefault(id(node), []).append((link.start - at, link.end - at, name_target(link.target)))
    cited: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for anchor, citing in links.cited.items():
        page, mark, name = anchor.rpartition("#")
        if not mark:
            page, name = (anchor, anchor) if anchor in _annex_pages(edition) else ("", anchor)
        cited.setdefault(page, {})[name] = [(one.words, name_target(one.target)) for one in citing]
    return lambda page: PageLinks(page_file(edition.work, page), out, cited.get(page, {}), links.issuers)


def _annex_pages(edition: Edition) -> set[str]:
    return {node.page for node in edition.root.body if isinstance(node, Division) and node.page}


def _render_issuers(issuers: Sequence[str], links: PageLinks) -> str:
    """The bodies that have issued the work, each leading to its page where that is known."""
    names = [render_text(name) for name in issuers]
    if links.issuers:
        pages = (link_markdown(links.here, body_file(page)) for page in links.issuers)
        names = [f"[{name}]({page})" for name, page in zip(names, pages, strict=True)]
    return "、".join(names)


def _render_card(edition: Edition, summary: FidelitySummary, links: PageLinks, collations: Sequence[Collation]) -> str:
    facts = edition.facts
    rows: list[tuple[str, str]] = []
    if facts.doc_number:
        rows.append(("文号", render_text(facts.doc_number)))
    if facts.issuers:
        rows.append(("发文机关", _render_issuers(facts.issuers, links)))
    if facts.date_issued:
        rows.append(("成文日期", show_date(facts.date_issued)))
    if facts.date_published:
        rows.append(("公开日期", show_date(facts.date_published)))
    if facts.period:
        first, last = facts.period
        rows.append(("规划期", f"{first}–{last}年" if first != last else f"{first}年"))
    source = render_text(facts.source or facts.source_url)
    if _SAFE_URL_RE.fullmatch(facts.source_url):
        source = f"[{source}](<{facts.source_url}>)"
    if source:
        rows.append(("来源", source))
    if citing := links.cited.get(""):
        shown = "、".join(f"[{render_text(words)}]({link_markdown(links.here, to)})" for words, to in citing)
        rows.append(("被引", shown))
    breaks = f"，补分段 {summary.breaks}" if summary.breaks else ""
    rows.append(
        (
            "文本核验",
            (
                f"[逐字核对](record.md)：原文 {summary.characters:,} 字符，保留 {summary.kept:,}，"
                f"略去 {summary.dropped:,}，校改 {summary.emended:,}{breaks}"
            ),
        )
    )
    for one in collations:
        name = f"[{render_text(one.publisher or one.file)}]({one.page}.md)"
        whole = f"[全文对照]({text_page(one)}.md)"
        rows.append(("参校本", f"{name}：{summarize_differences(one.differences)}（{whole}）"))
    lines = "\n".join(f"- <b>{name}</b> {value}" for name, value in rows)
    return f'<div class="facts editorial" markdown>\n\n{lines}\n\n</div>'


def show_date(iso: str) -> str:
    """Return 2021年9月6日 for 2021-09-06."""
    year, month, day = iso.split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"


def _render_parts(facts: Facts, annexes: list[Division], here: Division | None) -> str:
    """Links between the plan's page and those of its annexes."""
    title = render_text(facts.title)
    entries = [f"- 正文：{title}" if here is None else f"- [正文：{title}](index.md)"]
    for annex in annexes:
        name = render_text(annex.num.text.rstrip("：: ") + "：" + annex.heading.text)
        entries.append(f"- {name}" if annex is here else f"- [{name}]({annex.page}.md)")
    return '<nav class="parts editorial" aria-label="本规划的组成" markdown>\n\n' + "\n".join(entries) + "\n\n</nav>"
