"""Who leads a task, and who helps, where running text says it: 由甲牵头，会同乙、丙制定方案.

Takes a paragraph's text; gives places with the bodies that are named there. A sentence is read clause by clause: each
has to open with bodies and go on with what they have to do, and the first that does not ends the reading. Running text
also names who is no body (重点企业): such names are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.annotate.role_lists import RoleList, read_trailing
from build_tools.annotate.roles import DUTY_RE, ROLES
from build_tools.hanzi.bodies import BodyKind, read_body
from build_tools.hanzi.body_lists import read_opening_list
from build_tools.hanzi.punctuation import holds

_MECHANISM = "机制|联席会议|领导小组|工作组|工作专班|专班|推进组|协调组|协调小组|推进小组"
_MEMBERS_RE = re.compile(
    rf"由(?P<members>[^。；由]{{6,500}}?(?:参与|参加|组成|构成))的?[^。；，、]{{0,12}}(?:{_MECHANISM})"
)
# 甲、乙、丙等部门主要负责同志为成员
_SEATED_RE = re.compile(
    r"(?:^|(?<=[。；，,：:]))(?P<members>[^。；，,：:]{6,500}?)(?:主要|分管)?(?:负责人|负责同志|负责人员|领导)(?:为|任|担任)(?:副组长|成员|组员)"
)
_COMPOSED_RE = re.compile("(?:共同|联合)?(?:组成|构成)$")
_FEWEST_MEMBERS = 3
_TOLD = ("成员", "牵头", "牽頭", "会同", "會同", "联同", "聯同", "职责", "由", "负责")
_SENTENCE_RE = re.compile(r"[^。；;！\n]+")
# Up to a comma outside of brackets; 市科委牵头、市教委配合 has two parts.
_CLAUSE_RE = re.compile(r"(?:[^，,（(]|[（(][^（()）]{0,60}[）)]|[（(])+?(?=[，,]|(?<=[牵牽][头頭])、|(?<=配合)、|$)")
_LEAD_RE = re.compile("(?:负责|負責)?(?:牵头|牽頭)")
_HELP_RE = re.compile("配合|协助|協助|协同|協同|参与|參與|参加|參加")
_WITH_RE = re.compile("[会會联聯]同(?![意级步时期业行学类])")
# What has been done is no task, and who may explain a rule (本措施由市科委会同市财政局负责解释) has none by that.
_NO_TASK_RE = re.compile(
    "解释|解釋|(?:制定|制订|起草|编制|修订|印发|出台|进行|开展|研究|组织|完成|建立)了|(?:制定|制订|拟定|拟订|起草|编制|提出)的|已(?:经)?(?:会同|牵头)"
)
_MODAL_RE = re.compile(r"(?:应当|需要|[要应须将需])$")
_OPENING_RE = re.compile("(?:.*由|[ \u3000、]*(?:经(?![信济贸开委合管]))?)")
_EDGE = " \u3000、"
# 由市水利局负责。 as a sentence, and 市水利局、市财政局按职责分工负责。, which say whose the task before is. Behind a
# condition (情况属实的，由…) the words say who is competent.
_BY_DUTY = r"(?:按照?|根据|依据)[各自部门工作本单位相关]{0,6}(?:职责|分工)(?:任务|分工)?"
_ALONE_RE = re.compile(
    r"(?:^|(?<=[。；;])|(?<=[^的者时后][，,]))[ \u3000]?"
    rf"(?:由(?P<by>[^。；;，,：:由]{{2,200}}?)(?:{_BY_DUTY})?|(?P<named>[^。；;，,：:由]{{2,200}}?){_BY_DUTY})"
    r"(?:分别|共同|具体|联合)?(?:负责(?:落实|实施|组织实施)?|(?:抓好|做好|组织|具体)?(?:落实|实施))(?=[。；;]|$)"
)
# 市水利局负责整治河道: a sentence that opens with bodies alone. Who may explain a rule has no task by that.
_TASK_RE = re.compile(
    r"(?:^|(?<=[。；;]))[ \u3000]?(?P<named>[^。；;，,：:由（(]{3,200}?)(?:[（(]以下简称[^（()）]{1,20}[）)])?"
    r"(?:具体|共同|统一|分别)?负责(?=[^。；;，,人制的])(?!解释|同志|干部)"
)
_PLAIN_ENDS = (*"局厅部署委办廳處辦", "监会")
_ANYBODY = ("部门", "单位", "机构", "部門", "單位", "機構")


class Naming(NamedTuple):
    """A place of running text that names bodies for a task."""

    start: int
    end: int
    reading: RoleList


def find_named(text: str) -> Iterator[Naming]:
    """Yield who is named for what a paragraph tells, in the order of the text; places may meet."""
    if not holds(text, _TOLD):
        return
    for match in (*_MEMBERS_RE.finditer(text), *_SEATED_RE.finditer(text)):
        members = match["members"] if match.re is _MEMBERS_RE else match["members"] + "参与"
        reading = read_trailing(_COMPOSED_RE.sub("参与", members))
        if reading is not None and len(known := _keep_bodies(reading.named)) >= _FEWEST_MEMBERS:
            reading.named = known
            yield Naming(*match.span("members"), reading)
    for sentence in _SENTENCE_RE.finditer(text):
        if holds(sentence[0], _TOLD[1:7]) and not _NO_TASK_RE.search(sentence[0]):
            yield from _read_sentence(sentence[0], sentence.start())
    for match in _ALONE_RE.finditer(text):
        yield from _read_whole(match, "by" if match["by"] else "named", plain=True)
    for match in _TASK_RE.finditer(text):
        for naming in _read_whole(match, "named"):
            # Not 有关部门 or 县级人民政府, of which there are many.
            if "级" not in match["named"] and any(map(_is_one, naming.reading.named)):
                yield naming


def _read_whole(match: re.Match[str], group: str, *, plain: bool = False) -> Iterator[Naming]:
    """Yield the bodies that a group of a match names, nothing where it names anything else."""
    reading = RoleList([])
    reading.add(match[group], "responsible")
    if reading.named and len(_keep_bodies(reading.named, plain=plain)) == len(reading.named):
        yield Naming(*match.span(group), reading)


def _read_sentence(sentence: str, at: int) -> Iterator[Naming]:
    """Yield the bodies of clauses that follow each other, from the one that names who leads."""
    reading, start, end = RoleList([]), 0, 0
    for clause in _CLAUSE_RE.finditer(sentence):
        words = clause[0]
        opening = match.end() if (match := _OPENING_RE.match(words)) else 0
        by = words[:opening].endswith(("由", "经"))
        further = _read_clause(words[opening:], leads=bool(reading.named), by=by)
        if further is None or not further.named:
            if reading.named:
                yield Naming(at + start, at + end, reading)
            reading = RoleList([])
            continue
        if not reading.named:
            start = clause.start() + opening
        end = clause.end()
        reading.take(further)
    if reading.named:
        yield Naming(at + start, at + end, reading)


def _read_clause(words: str, *, leads: bool, by: bool) -> RoleList | None:
    """Return what a clause says that opens with bodies: 甲要牵头制定…, 甲会同乙…; behind it also 会同乙…, 乙配合…"""  # noqa: D415
    if duty := _LEAD_RE.search(words):
        return _read_doers(words[: duty.start()], "lead", by=by)
    if joined := _WITH_RE.search(words):
        others = read_opening_list(words[joined.end() :])
        reading = RoleList([]) if leads else None
        if joined.start():
            reading = _read_doers(words[: joined.start()], "lead", by=by or others.names != ())
        if reading is None:
            return None
        reading.named.extend(_keep_bodies([(name, "participant") for name in others.names], plain=True))
        reading.is_open |= others.is_open or not others.names
        return reading
    if leads and (helping := _HELP_RE.search(words)):
        return _read_doers(words[: helping.start()], ROLES[helping[0]], by=True)
    if leads and (whole := DUTY_RE.search(words)):
        return _read_doers(words[: whole.start()], ROLES[whole["role"]], by=True)
    return None


def _read_doers(words: str, role: str, *, by: bool) -> RoleList | None:
    """Return the bodies before a duty; None where the words hold anything else."""
    words = words.strip(_EDGE)
    if manner := DUTY_RE.search(words + "负责"):
        words = words[: manner.start()]
    words = _MODAL_RE.sub("", words)
    reading = RoleList([])
    for number, part in enumerate(_WITH_RE.split(words)):
        reading.add(part, "participant" if number else role)
    known = _keep_bodies(reading.named, plain=by)
    is_led = any(map(_is_one, known))
    if len(known) < len(reading.named) or not (is_led or role != "lead"):
        return None
    return reading


def _keep_bodies(named: list[tuple[str, str]], *, plain: bool = False) -> list[tuple[str, str]]:
    return [(name, role) for name, role in named if _is_sure(name, plain=plain)]


def _is_one(named: tuple[str, str]) -> bool:
    return (form := read_body(named[0])) is not None and form.kind is not BodyKind.COLLECTIVE


def _is_sure(name: str, *, plain: bool) -> bool:
    """Whether a name is that of a body in running text; where its role is told, also one of a plain form: 旅游局."""
    if "所在" in name or "以上" in name:  # 项目所在地区政府 is another one each time
        return False
    form = read_body(name)
    if form is None or (name.endswith(_ANYBODY) and not form.level and form.kind is not BodyKind.COLLECTIVE):
        return False
    is_plain = plain and form.kind is BodyKind.DEPARTMENT and name.endswith(_PLAIN_ENDS)
    return form.is_sure or form.kind is BodyKind.COLLECTIVE or is_plain
