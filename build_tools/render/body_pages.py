"""Who answers for what → a page for each body, and one on which all stand beside the works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.body import BodyName
from build_tools.model.clause import BREAK, Clause
from build_tools.model.record import SurveyedWork
from build_tools.render.address import Address, body_address, link_html, link_markdown, place_address
from build_tools.render.inline import escape_html, render_text
from build_tools.render.long_list import (
    Entry,
    LongList,
    group_by_date,
    group_by_letter,
    group_by_place,
    lay_out,
)
from build_tools.render.topic_page import (
    MOST_COLUMNS,
    frame_page,
    heading,
    join_rows,
    link_work,
    order_surveys,
    render_row,
    show_title,
)

_HERE = Address("bodies/index.md")
_ROLES = {"lead": "牵头", "responsible": "责任", "support": "支持", "participant": "参与", "guidance": "指导"}
_EXCERPT = 60  # characters of a clause, enough to tell what it is about


@dataclass(frozen=True, slots=True)
class _Task:
    clause: Clause | None
    anchor: Anchor
    role: str
    printed: str
    deadline: str


@dataclass
class _Body:
    name: BodyName
    tasks: dict[str, list[_Task]] = field(default_factory=dict)
    signed: set[str] = field(default_factory=set)
    works: dict[str, SurveyedWork] = field(default_factory=dict)  # that name it or that it has signed, in time


def render_body_pages(surveys: Sequence[SurveyedWork], names: BodyNames) -> dict[str, str]:
    """Return the pages by path below docs/; the index is always there."""
    ordered = order_surveys(surveys)
    bodies = sorted(_collect(ordered, names), key=lambda body: (-_count(body), -len(body.signed), body.name.name))
    files: dict[str, str] = {}
    for body in bodies:
        files |= _render_body(body)
    return files | _render_index(bodies, ordered)


def _collect(surveys: Sequence[SurveyedWork], names: BodyNames) -> list[_Body]:
    found: dict[str, _Body] = {}

    def find(printed: str, survey: SurveyedWork) -> _Body:
        name = names.find(printed, survey.record.place)
        body = found.setdefault(name.name, _Body(name))
        body.works[survey.record.work] = survey
        return body

    for survey in surveys:
        work = survey.record.work
        clauses: dict[Anchor, Clause] = {}
        for clause in survey.clauses.clauses:
            clauses.setdefault(clause.place, clause)
        for issuer in survey.record.facts.issuers:
            find(issuer, survey).signed.add(work)
        for group in survey.record.responsibilities:
            for printed, role in zip(group.bodies, group.roles, strict=True):
                task = _Task(clauses.get(group.place), group.place, role, printed, group.deadline)
                find(printed, survey).tasks.setdefault(work, []).append(task)
    return list(found.values())


def _count(body: _Body) -> int:
    """Number of different clauses."""
    return sum(_count_clauses(tasks) for tasks in body.tasks.values())


def _count_clauses(tasks: list[_Task]) -> int:
    return len({task.anchor for task in tasks})


def _render_body(body: _Body) -> dict[str, str]:
    here = body_address(body.name.page)
    blocks = [f"# {render_text(body.name.name)}", "[全部机关](index.md)"]
    printed = {task.printed for tasks in body.tasks.values() for task in tasks} - {body.name.name}
    if printed:
        blocks.append(f"规划中写作：{render_text('、'.join(sorted(printed)))}。")
    if body.name.rule == "as-printed":
        blocks.append("这一名称照规划所印，未与其他名称合并。")
    if body.name.rule == "by-place":
        blocks.append(f"规划只写“{render_text(body.name.also[0])}”；名称中的地名是规划的所在地。")
    entries = [
        Entry(
            group_by_date(survey.record.facts.date_issued),
            partial(_render_work, body, work),
            f"in-{work}",
            show_title(survey),
        )
        for work, survey in body.works.items()
    ]
    listed = LongList(
        here, f"bodies/{body.name.page}", body.name.name, "部", lambda _, works: "\n\n".join(works), frame_page
    )
    block, parts = lay_out(listed, entries)
    return parts | {here.file: frame_page(body.name.name, [*blocks, block])}


def _render_work(body: _Body, work: str, here: Address) -> str:
    """Return what a body has to do in a work."""
    tasks = body.tasks.get(work, [])
    signed = "印发机关。" if work in body.signed else ""
    count = f"{_count_clauses(tasks)}条{tell_roles((task.anchor, task.role) for task in tasks)}。" if tasks else ""
    blocks = [
        heading(2, f"in-{work}", show_title(body.works[work])),
        f"[规划全文]({link_markdown(here, place_address(ClauseId(work)))})　{signed}{count}",
        "\n".join(_render_task(task, work, here) for task in tasks),
    ]
    return "\n\n".join(filter(None, blocks))


def tell_roles(tasks: Iterable[tuple[Anchor, str]]) -> str:
    """Return in words how many clauses a body has in each role, from (anchor, role): ：牵头2、支持1.

    Where a body is nothing but responsible that goes without saying.
    """
    counts = Counter(role for _, role in set(tasks))
    if set(counts) == {"responsible"}:
        return ""
    return "：" + "、".join(f"{name}{counts[role]}" for role, name in _ROLES.items() if counts[role])


def _render_task(task: _Task, work: str, here: Address) -> str:
    target = link_markdown(here, place_address(ClauseId(work, task.anchor)))
    citation = task.clause.citation if task.clause and task.clause.citation else str(task.anchor)
    deadline = f"，{render_text(task.deadline)}" if task.deadline else ""
    role = f"<small>{_ROLES[task.role]}{deadline}</small>"
    words = ""
    if task.clause is not None:
        above = task.clause.path[-1] if task.clause.path else ""
        text = task.clause.text.replace(BREAK, " ")
        cut = text[:_EXCERPT] + ("……" if len(text) > _EXCERPT else "")
        # Where a clause has a heading, that says best what it is about.
        words = f"<b>{render_text(above)}</b><br>{render_text(cut)}" if above else render_text(cut)
    return f"- [{render_text(citation)}]({target}) {role}　{words}"


def _render_index(bodies: list[_Body], surveys: list[SurveyedWork]) -> dict[str, str]:
    blocks = ["# 机关"]
    if not bodies:
        return {_HERE.file: frame_page("机关", [*blocks, "本库规划没有列出责任单位，也没有署名机关。"])}
    blocks.append(
        "各机关在各部规划中负责的条款数，按总数排列。“印发”表示该机关是规划的署名机关；同一机关的全称与简称已合并；“市财政局”这样的简称只在规划的所在地内解释。"
    )
    named = {work for body in bodies for work in body.works}
    columns = [survey for survey in surveys if survey.record.work in named]
    if len(columns) > MOST_COLUMNS:
        columns = columns[-MOST_COLUMNS:]
        blocks.append(f"表中只列最近的{MOST_COLUMNS}部规划；“合计”包括全部规划，各机关的页面列出全部条款。")

    def write(body: _Body, here: Address) -> str:
        page = link_html(here, body_address(body.name.page))
        name = f'<a href="{page}">{escape_html(body.name.name)}</a>'
        return render_row([name, *(_render_cell(body, survey, page) for survey in columns), str(_count(body) or "")])

    def join(here: Address, rows: Sequence[str]) -> str:
        head = ["机关", *(link_work(here, survey) for survey in columns), "合计"]
        return join_rows(head, rows, name="机关与规划", kind="matrix")

    entries = [
        Entry((*group_by_place(body.name.place), group_by_letter(body.name.name)), partial(write, body))
        for body in bodies
    ]
    block, parts = lay_out(LongList(_HERE, "bodies", "机关", "个", join, frame_page), entries)
    return parts | {_HERE.file: frame_page("机关", [*blocks, block])}


def _render_cell(body: _Body, survey: SurveyedWork, page: str) -> str:
    work = survey.record.work
    tasks = body.tasks.get(work, [])
    signed = "<small>印发</small>" if work in body.signed else ""
    if not tasks and not signed:
        return ""
    leads = len({task.anchor for task in tasks if task.role == "lead"})
    lead = f"<small>牵头{leads}</small>" if leads else ""
    count = str(_count_clauses(tasks)) if tasks else ""
    words = " ".join(part for part in (count, lead, signed) if part)
    return f'<a href="{page}#in-{work}">{words}</a>'
