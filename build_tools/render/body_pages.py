"""Who answers for what → a page for each body, and one on which all stand beside the works."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from build_tools.hanzi.body_names import BodyNames
from build_tools.model.anchor import Anchor
from build_tools.model.body import BodyName
from build_tools.model.clause import BREAK, Clause
from build_tools.model.record import SurveyedWork, WorkRecord
from build_tools.model.slip import BodyTasks, Slips, Subject, Task
from build_tools.render.address import Address, body_address, link_html, place_address
from build_tools.render.inline import escape_html, render_text
from build_tools.render.links import link_words
from build_tools.render.long_list import Entry, LongList, group_by_letter, group_by_place, lay_out
from build_tools.render.topic_page import (
    MOST_COLUMNS,
    MOST_QUOTED,
    frame_page,
    heading,
    join_rows,
    lay_out_works,
    link_work,
    order_works,
    render_brief,
    render_row,
    show_short,
    show_title,
)

_HERE = Address("bodies/index.md")
_ROLES = {"lead": "牵头", "responsible": "责任", "support": "支持", "participant": "参与", "guidance": "指导"}
_EXCERPT = 60  # characters of a clause, enough to tell what it is about


def cut_tasks(survey: SurveyedWork, names: BodyNames) -> dict[str, BodyTasks]:
    """Return what the bodies do of which a work speaks, by their names."""
    place = survey.record.place
    clauses: dict[Anchor, Clause] = {}
    for clause in survey.clauses.clauses:
        clauses.setdefault(clause.place, clause)
    signed = {body.name: body for body in reversed([names.find(name, place) for name in survey.record.facts.issuers])}
    doers: dict[str, BodyName] = {}
    tasks: dict[str, list[Task]] = {}
    for group, printed, role, body in names.find_doers(survey.responsibilities, place):
        doers.setdefault(body.name, body)
        citation, words = _tell_clause(clauses.get(group.place))
        task = Task(group.place, role, printed, group.is_open, group.deadline, citation, words)
        tasks.setdefault(body.name, []).append(task)
    return {
        name: BodyTasks(body, doers.get(name, body), tuple(tasks.get(name, ())), name in signed)
        for name, body in (doers | signed).items()
    }


def _tell_clause(clause: Clause | None) -> tuple[str, str]:
    """Return how a clause is called, and what it is about: a heading, where it has one, says that best."""
    if clause is None:
        return "", ""
    above = clause.path[-1] if clause.path else ""
    text = clause.text.replace(BREAK, " ")
    cut = render_text(text[:_EXCERPT] + ("……" if len(text) > _EXCERPT else ""))
    return clause.citation, f"<b>{render_text(above)}</b><br>{cut}" if above else cut


def render_body(name: str, slips: Slips) -> dict[str, str]:
    """Return the page of a body, and those of its parts, by path below docs/."""
    found = dict(slips.take(Subject.BODY, name))
    works = [record for record in order_works(slips.records.values()) if record.work in found]
    body = found[works[0].work].body
    here = body_address(body.page)
    blocks = [f"# {render_text(name)}", "[全部机关](index.md)"]
    printed = {task.printed for one in found.values() for task in one.tasks} - {name}
    if printed:
        blocks.append(f"规划中写作：{render_text('、'.join(sorted(printed)))}。")
    if body.rule == "as-printed":
        blocks.append("这一名称照规划所印，未与其他名称合并。")
    if body.rule == "by-place":
        blocks.append(f"规划只写“{render_text(body.also[0])}”；名称中的地名是规划的所在地。")
    if len(works) > MOST_QUOTED:
        blocks.append(f"最早的{MOST_QUOTED}部规划列出各条，其余只列首见的一条。")
    block, parts = lay_out_works(
        here, name, works, partial(_render_work, found), partial(_name_task, found), frame_page
    )
    return parts | {here.file: frame_page(name, [*blocks, block])}


def _count(tasks: tuple[Task, ...]) -> int:
    """Number of different clauses."""
    return len({task.place for task in tasks})


def _render_work(found: Mapping[str, BodyTasks], record: WorkRecord, here: Address) -> str:
    """Return what a body has to do in a work."""
    tasks = found[record.work].tasks
    signed = "印发机关。" if found[record.work].has_signed else ""
    count = f"{_count(tasks)}条{tell_roles((task.place, task.role) for task in tasks)}。" if tasks else ""
    blocks = [
        heading(2, f"in-{record.work}", show_short(record), show_title(record)),
        f"{link_words(here, place_address(record.work), '规划全文')}　{signed}{count}",
        "\n".join(_render_task(task, record.work, here) for task in tasks),
    ]
    return "\n\n".join(filter(None, blocks))


def _name_task(found: Mapping[str, BodyTasks], record: WorkRecord, here: Address) -> str:
    """Return of a work no more than the first task; a work that the body has but signed is told whole."""
    tasks = found[record.work].tasks
    if not tasks:
        return _render_work(found, record, here)
    return render_brief(here, record, tasks[0].place, tasks[0].citation or str(tasks[0].place), _count(tasks))


def tell_roles(tasks: Iterable[tuple[Anchor, str]]) -> str:
    """Return in words how many clauses a body has in each role, from (anchor, role): ：牵头2、支持1.

    Where a body is nothing but responsible that goes without saying.
    """
    counts = Counter(role for _, role in set(tasks))
    if set(counts) == {"responsible"}:
        return ""
    return "：" + "、".join(f"{name}{counts[role]}" for role, name in _ROLES.items() if counts[role])


def _render_task(task: Task, work: str, here: Address) -> str:
    link = link_words(here, place_address(work, task.place), task.citation or str(task.place))
    deadline = f"，{render_text(task.deadline)}" if task.deadline else ""
    role = f"<small>{_ROLES[task.role]}{deadline}</small>"
    return f"- {link} {role}　{task.words}"


@dataclass
class _Body:
    """A body in the index: in how many clauses of all works it stands, the works that it signed, its cells by work."""

    name: BodyName
    count: int = 0
    signed: int = 0
    cells: dict[str, str] = field(default_factory=dict)


def render_body_index(slips: Slips) -> dict[str, str]:
    """Return the page on which all bodies stand beside the works, and those of its parts, by path below docs/."""
    ordered = order_works(slips.records.values())
    bodies: list[_Body] = []
    named: set[str] = set()
    for name in slips.groups(Subject.BODY):
        found = dict(slips.take(Subject.BODY, name))
        body = _Body(next(found[record.work].body for record in ordered if record.work in found))
        named |= found.keys()
        for work, one in found.items():
            body.count += _count(one.tasks)
            body.signed += one.has_signed
            body.cells[work] = _render_cell(one)
        bodies.append(body)
    bodies.sort(key=lambda body: (-body.count, -body.signed, body.name.name))
    return _render_index(bodies, [record for record in ordered if record.work in named])


def _render_index(bodies: list[_Body], columns: list[WorkRecord]) -> dict[str, str]:
    blocks = ["# 机关"]
    if not bodies:
        return {_HERE.file: frame_page("机关", [*blocks, "本库规划没有列出责任单位，也没有署名机关。"])}
    blocks.append(
        "各机关在各部规划中负责的条款数，按总数排列。“印发”表示该机关是规划的署名机关；同一机关的全称与简称已合并；“市财政局”这样的简称只在规划的所在地内解释。"
    )
    if len(columns) > MOST_COLUMNS:
        columns = columns[-MOST_COLUMNS:]
        blocks.append(f"表中只列最近的{MOST_COLUMNS}部规划；“合计”包括全部规划，各机关的页面列出全部条款。")

    def write(body: _Body, here: Address) -> str:
        page = link_html(here, body_address(body.name.page))
        name = f'<a href="{page}">{escape_html(body.name.name)}</a>'
        cells = [(record.work, body.cells.get(record.work)) for record in columns]
        linked = [f'<a href="{page}#in-{work}">{cell}</a>' if cell else "" for work, cell in cells]
        return render_row([name, *linked, str(body.count or "")])

    def join(here: Address, rows: Sequence[str]) -> str:
        head = ["机关", *(link_work(here, record) for record in columns), "合计"]
        return join_rows(head, rows, name="机关与规划", kind="matrix")

    entries = [
        Entry((*group_by_place(body.name.place), group_by_letter(body.name.name)), partial(write, body))
        for body in bodies
    ]
    block, parts = lay_out(LongList(_HERE, "bodies", "机关", "个", frame_page, join), entries)
    return parts | {_HERE.file: frame_page("机关", [*blocks, block])}


def _render_cell(found: BodyTasks) -> str:
    signed = "<small>印发</small>" if found.has_signed else ""
    leads = len({task.place for task in found.tasks if task.role == "lead"})
    lead = f"<small>牵头{leads}</small>" if leads else ""
    count = str(_count(found.tasks)) if found.tasks else ""
    return " ".join(part for part in (signed, lead, count) if part)  # figures under figures
