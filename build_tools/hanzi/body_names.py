"""A body's name as a plan of some place prints it → the body.

An abbreviation is read in its plan's place only: 市财政局 is another body in every city. Where the place is not known,
a name stands for itself.
"""

import re
from collections.abc import Iterable, Iterator

from build_tools.hanzi.bodies import BodyKind, read_body
from build_tools.hanzi.places import read_place
from build_tools.model.body import BodyName
from build_tools.model.note import Responsibility
from build_tools.model.place import NATION, Place

# Names that a reader takes for the nation's body in a plan of any place, known or not.
_NATIONAL = ("国家", "国务院", "中国", "中华", "中央", "中共中央", "全国", "最高人民")
# 中山街道 is in no 中山市, as 合肥海关 is in 合肥市.
_BELOW_COUNTY_RE = re.compile("[街镇乡](?:道)?(?:办事处|办|管理办|人民政府|政府)?$")
_UNIQUE_KINDS = frozenset({BodyKind.INSTITUTE, BodyKind.COMPANY})
_UNIQUE = ("大学", "学院", "研究院", "研究所", "公司")


class BodyNames:
    """The bodies that tables name, each under all its names."""

    def __init__(self, bodies: Iterable[BodyName] = ()) -> None:
        self._full: dict[str, BodyName] = {}
        self._short: dict[str, list[BodyName]] = {}
        for body in bodies:
            self._full.setdefault(body.name, body)
            for name in (*body.also, *body.at_home):
                self._short.setdefault(name, []).append(body)

    @property
    def listed(self) -> tuple[BodyName, ...]:
        """The bodies that the tables name."""
        return tuple(self._full.values())

    def find(self, printed: str, place: Place | None) -> BodyName:
        """Return the body that a printed name stands for in a plan of a place.

        Args:
            printed: the name.
            place: of the plan; None where nobody knows.

        Returns:
            A body of the tables where one fits; the innermost place's where several do. Else one named by the plan's
            place, 甲市财政局 for 市财政局, 各区政府（甲市）; or one that stands for itself.
        """
        if body := self._full.get(printed):
            return body
        fitting = [body for body in self._short.get(printed, ()) if _fits(body, printed, place)]
        if fitting:
            return max(fitting, key=lambda body: len(body.place.path))
        name = printed if place is None else _name_in(printed, place)
        if name == printed:
            return BodyName(printed, (), "as-printed", place=place or NATION)
        return self._full.get(name) or BodyName(name, (printed,), "by-place", place=place or NATION)

    def find_doers(
        self, groups: Iterable[Responsibility], place: Place | None
    ) -> Iterator[tuple[Responsibility, str, str, BodyName]]:
        """Yield each body of responsibility groups in a plan of a place: the group, its name as printed, role, body."""
        for group in groups:
            for printed, role in zip(group.bodies, group.roles, strict=True):
                yield group, printed, role, self.find(printed, place)


def _fits(body: BodyName, printed: str, place: Place | None) -> bool:
    if place is None:
        return not body.place.path and printed in body.also and printed.startswith(_NATIONAL)
    return body.place == place if printed in body.at_home else body.place.holds(place)


def _name_in(printed: str, place: Place) -> str:
    """The name with the plan's place for the level that it prints, or behind it; as printed where it tells its own."""
    form = read_body(printed)
    if place.path and printed.startswith(place.path[-1]):
        return place.own_name + printed.removeprefix(place.path[-1])  # 乙区财政局, its own name, is 甲市乙区财政局
    if not place.path or (form is not None and form.level == "国") or _tells_place(printed):
        return printed
    if form is not None and form.level and form.kind is not BodyKind.COLLECTIVE:
        owner = place.find_level(form.level)
        if owner is not None:
            return owner.own_name + printed.removeprefix(form.level)
    if form is not None and form.kind in _UNIQUE_KINDS and form.is_sure and printed.endswith(_UNIQUE):
        return printed
    return f"{printed}（{place.own_name}）"


def _tells_place(printed: str) -> bool:
    words = printed.replace("人民银行", "", 1).replace("人行", "", 1)  # a bank before the place of its branch
    return bool(read_place(words, short=_BELOW_COUNTY_RE.search(printed) is None))
