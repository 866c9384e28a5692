"""Records of all works → the pages and files that span them."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from build_tools.model.edition import STATES
from build_tools.model.generated import mark_generated
from build_tools.model.json_text import write_json
from build_tools.model.record import WitnessRecord, WorkRecord
from build_tools.render.address import Address, page_file, place_address
from build_tools.render.inline import render_text
from build_tools.render.links import link_words
from build_tools.render.long_list import Entry, LongList, group_by_date, lay_out
from build_tools.render.pages import show_date
from build_tools.render.topic_page import order_works

_CHANGES = Address("changes.md")
_PLANS = Address("plans/index.md")
_EMPTY = (
    "这里还没有规划。在这个文件夹里运行 `plan-publisher add 下载的文件 --work 英文名-年份 --publish`，"
    "再运行 `plan-publisher build`，规划就会列在这里。"
)
# A paragraph between the lists: two lists with nothing between them are one in Markdown.
_DRAFTS = (
    '<p class="editorial" id="drafts"><b>草稿</b>　'
    "尚未校定，文字和链接都可能更改，请勿引用；搜索、订阅、合订本和发布文件不含草稿。</p>"
)


def list_plans(records: list[WorkRecord], page: Address) -> tuple[str, dict[str, str]]:
    """Return the list of works for a page, in time, and the pages of its parts by path below docs/."""
    if not records:
        return _EMPTY, {}
    published, drafts = _part_drafts(records)
    shown, files = _lay_out_plans(published, LongList(page, "plans", "规划", "部", _frame))
    if drafts:
        aside, more = _lay_out_plans(drafts, LongList(page, "drafts", "草稿", "部", _frame))
        shown, files = "\n\n".join(filter(None, [shown, _DRAFTS, aside])), files | more
    return shown, files


def _part_drafts(records: Iterable[WorkRecord]) -> tuple[list[WorkRecord], list[WorkRecord]]:
    """Return the works that are published, and the drafts."""
    published: list[WorkRecord] = []
    drafts: list[WorkRecord] = []
    for record in records:
        (drafts if record.draft else published).append(record)
    return published, drafts


def _lay_out_plans(records: list[WorkRecord], listed: LongList) -> tuple[str, dict[str, str]]:
    entries = [
        Entry(group_by_date(record.facts.date_issued), partial(_render_plan, record)) for record in order_works(records)
    ]
    return lay_out(listed, entries) if entries else ("", {})


def _render_plan(record: WorkRecord, here: Address) -> str:
    facts = record.facts
    details = [
        _keep_whole(show_date(facts.date_issued)),
        render_text("、".join(facts.issuers))
        if len(facts.issuers) <= 2
        else f"{render_text(facts.issuers[0])}等{len(facts.issuers)}个机关",
        _keep_whole(render_text(facts.doc_number)),
        STATES.get(facts.status, "规划期已满" if facts.period_over else ""),
    ]
    small = "　".join(detail for detail in details if detail)

    def link(title: str, page: str) -> str:
        return "- " + link_words(here, Address(page_file(record.work, page)), title)

    line = f"{link(facts.title or record.work, '')}<br><small>{small}</small>"
    return "\n".join([line, *(f"    {link(title, page)}" for page, title in record.annexes)])


def _keep_whole(text: str) -> str:
    """Return a date or a number as one that no line breaks."""
    return f'<span class="whole">{text}</span>' if text else ""


def render_plan_index(records: list[WorkRecord]) -> dict[str, str]:
    """Return the page that lists all works, and those of its parts, by path below docs/."""
    block, parts = list_plans(records, _PLANS)
    published, drafts = _part_drafts(records)
    aside = f"，另有草稿{len(drafts)}部" if drafts else ""
    counted = f"按成文时间排列，共{len(published)}部{aside}；附件各有自己的页面。另见[所引文献](../cited/index.md)。"
    return parts | {_PLANS.file: _frame("规划", ["# 规划", counted if records else "", block])}


def _frame(title: str, blocks: list[str]) -> str:
    """Return a page whose last block is a list of works."""
    *above, listed = filter(None, blocks)
    return "\n\n".join([
        f"---\ntitle: {title}\n---",
        mark_generated("seeds/"),
        *above,
        f'<div class="works" markdown>\n\n{listed}\n\n</div>\n',
    ])  # fmt: skip


def render_acceptances(records: list[WorkRecord]) -> str:
    """Return the published clauses that were corrected, for the page of changes: what they read, what they read now."""
    entries = []
    for record in order_works(records):
        for one in record.accepted:
            name = f"《{record.facts.title or record.work}》{one.anchor}"
            changed = render_text(f"原作“{one.was}”，今作“{one.reads}”。{one.reason}")
            entries.append(f"- {link_words(_CHANGES, place_address(record.work, one.anchor), name)}：{changed}")
    return "\n".join(entries) or "（无）"


def render_report(records: list[WorkRecord]) -> dict[str, str]:
    """Return the fidelity and diagnostics of every work, as JSON by path below docs/."""
    works = [
        {
            "work": record.work,
            "title": record.facts.title,
            **({"draft": True} if record.draft else {}),
            "anchors": record.anchors,
            "witnesses": [_describe_witness(witness) for witness in record.witnesses],
            "diagnostics": [
                {
                    "code": d.code,
                    "severity": d.severity.value,
                    "message": d.message,
                    "line": d.line_no,
                    "excerpt": d.excerpt,
                    "remedy": d.remedy,
                }
                for d in record.diagnostics
            ],
        }
        for record in sorted(records, key=lambda record: record.work)
    ]
    return {"plans/report.json": write_json({"works": works})}


def _describe_witness(witness: WitnessRecord) -> dict[str, Any]:
    told = witness.fidelity
    return {
        "file": witness.file,
        "role": witness.role,
        "characters": told.characters,
        "kept": told.published,
        "emended": told.emended,
        "dropped": told.dropped,
        "machine": told.machine,
    }
