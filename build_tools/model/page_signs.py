"""What a line says of the page it stands on: evidence that it belongs to the page and not to the document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that a page tells of its document.

    Attributes:
        fact: "title", "doc_number", "issuer", "publisher", "date_signed", "date_published", "source", "source_url" or
            "index_number".
        value: as printed, dates as YYYY-MM-DD.
        weight: how sure the label is that told it.
    """

    fact: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class PageSigns:
    """Evidence of one line or table.

    Attributes:
        rule: under which it is dropped if it is the page's.
        weight: logarithm of the odds that it is.
        told: what it tells.
        only_above: its words tell a page only above the text; below, documents use them for their own ends.
    """

    rule: str
    weight: float
    told: tuple[Told, ...] = ()
    only_above: bool = False
