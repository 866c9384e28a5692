"""Places that have public bodies: the country, provinces, prefectures, counties."""

from __future__ import annotations

from dataclasses import dataclass

_ENDS = {
    "省": ("省",),
    "自治区": ("自治区",),
    "市": ("市",),
    "区": ("区", "區"),
    "县": ("县", "縣"),
    "州": ("州",),
    "盟": ("盟",),
    "旗": ("旗",),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place.

    Attributes:
        path: names in full from the province inwards (上海市, 松江区); () is the country. A place that no list knows
            stands alone (甲市).
    """

    path: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The whole of its name: 上海市松江区, 全国."""
        return "".join(self.path) or "全国"

    @property
    def own_name(self) -> str:
        """The name that its bodies bear: that of a district stands behind its city's, 上海市松江区, others' alone."""
        if len(self.path) > 1 and self.path[-1].endswith("区"):
            return self.path[-2] + self.path[-1]
        return self.path[-1] if self.path else ""

    def holds(self, other: Place) -> bool:
        """Whether another place lies in this one, or is this one."""
        return other.path[: len(self.path)] == self.path

    def find_level(self, word: str) -> Place | None:
        """Return the place that a word such as 市 stands for in a plan of this place, None where there is none.

        In a plan of 松江区 市 is 上海市, in one of a city below a prefecture it is that city: the innermost counts.
        """
        for length in range(len(self.path), 0, -1):
            name = self.path[length - 1]
            if name.endswith(_ENDS.get(word, (word,))) and not (word == "区" and name.endswith("自治区")):
                return Place(self.path[:length])
        return None


NATION = Place()
