"""Records of all works → the pages and files that span them."""

from __future__ import annotations

import json
from dataclasses import asdict

from build_tools.model.anchor import ClauseId
from build_tools.model.record import WorkRecord
from build_tools.render.address import Address, link_markdown, place_address
from build_tools.render.inline import render_text
from build_tools.render.pages import show_date

_CHANGES = Address("changes.md")
_EMPTY = (
    "这里还没有规划。在这个文件夹里运行 `plan-publisher add 下载的文件 --publish`，再运行 `plan-publisher build`，"
    "规划就会列在这里。"
)


def in_time_order(records: list[WorkRecord]) -> list[WorkRecord]:
    """Return the works by the day they were signed, the oldest first; undated ones stand last."""
    return sorted(records, key=lambda record: (record.facts.date_issued or "9999", record.work))


def render_plan_list(records: list[WorkRecord], base: str) -> str:
    """Return the list of works as Markdown, in time; `base` is put before each address."""
    entries: list[str] = []
    for record in in_time_order(records):
        facts = record.facts
        line = f"- [{render_text(facts.title or record.work)}]({base}{record.work}/index.md)"
        details = [
            _keep_whole(show_date(facts.date_issued)) if facts.date_issued else "",
            render_text("、".join(facts.issuers))
            if len(facts.issuers) <= 2
            else f"{render_text(facts.issuers[0])}等{len(facts.issuers)}个机关",
            _keep_whole(render_text(facts.doc_number)),
        ]
        line += "<br><small>" + "　".join(detail for detail in details if detail) + "</small>"
        entries.append(line)
        entries.extend(f"    - [{render_text(title)}]({base}{record.work}/{page}.md)" for page, title in record.annexes)
    return "\n".join(entries) or _EMPTY


def _keep_whole(text: str) -> str:
    """Return a date or a number as one that no line breaks."""
    return f'<span class="whole">{text}</span>' if text else ""


def render_plan_index(records: list[WorkRecord]) -> str:
    """Return the page that lists all works."""
    counted = f"按成文时间排列，共{len(records)}部；附件各有自己的页面。另见[所引文献](../cited/index.md)。\n\n"
    return (
        "---\ntitle: 规划\n---\n\n"
        "<!-- Generated from seeds/ by `make convert`; edits here are overwritten. -->\n\n"
        "# 规划\n\n"
        f"{counted if records else ''}"
        '<div class="works" markdown>\n\n' + render_plan_list(records, "") + "\n\n</div>\n"
    )


def render_acceptances(records: list[WorkRecord]) -> str:
    """Return the published clauses that were corrected, for the page of changes: what they read, what they read now."""
    entries = [
        f"- [《{render_text(record.facts.title or record.work)}》{render_text(str(one.anchor))}]"
        f"({link_markdown(_CHANGES, place_address(ClauseId(record.work, one.anchor)))})："
        f"原作“{render_text(one.was)}”，今作“{render_text(one.reads)}”。{render_text(one.reason)}"
        for record in in_time_order(records)
        for one in record.accepted
    ]
    return "\n".join(entries) or "（无）"


def render_report(records: list[WorkRecord]) -> str:
    """Return report.json: fidelity and diagnostics of every work."""
    works = [
        {
            "work": record.work,
            "title": record.facts.title,
            "anchors": len(record.anchors),
            "witnesses": [asdict(witness) for witness in record.witnesses],
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
    return json.dumps({"works": works}, ensure_ascii=False, indent=1) + "\n"
