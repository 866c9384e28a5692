"""Indicators that several plans name differently, joined by hand."""

from dataclasses import dataclass

from build_tools.model.anchor import ClauseId


@dataclass(frozen=True, slots=True)
class IndicatorPoint:
    """One place where a plan gives a value of an indicator.

    Attributes:
        place: the clause.
        name: what the plan calls the indicator there, as in `Target.indicator`, or with its subject in front.
    """

    place: ClauseId
    name: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator and the places that give its values.

    Attributes:
        id: its address, lower-case ASCII.
        name: how it is called here.
        unit: of its values, as in `Target.unit`.
        points: in the order of the file.
        note: what a reader should know before comparing the values, "" where there is nothing.
    """

    id: str
    name: str
    unit: str
    points: tuple[IndicatorPoint, ...]
    note: str = ""
