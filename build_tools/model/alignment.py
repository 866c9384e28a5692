"""Two witnesses of one work beside each other, passage by passage."""

from dataclasses import dataclass
from itertools import accumulate

from build_tools.model.anchor import Anchor
from build_tools.model.difference import Difference, DifferenceKind
from build_tools.model.division import Kind

_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the base and another witness read at one place.

    Attributes:
        lemma: what the base reads, "" where it has nothing.
        reading: what the other reads, "" where it has nothing.
        kind: what the difference is a matter of, None where both read the same.
    """

    lemma: str
    reading: str
    kind: DifferenceKind | None = None


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A paragraph, heading or cell of the base and what answers to it in the other witness.

    Either side may hold several paragraphs, joined by line feeds, where the other runs them together; or none.

    Attributes:
        anchor: the place in the base; what comes before it where only the other has text.
        level: of a heading, from 2 as on the plan's page; 0 for any other text.
        stretches: in order; together they are both texts.
        is_coarse: whether the texts were too much to be compared character by character.
    """

    anchor: Anchor
    level: int
    stretches: tuple[Stretch, ...]
    is_coarse: bool = False

    @property
    def lemma(self) -> str:
        """What the base reads, "" where it lacks the passage."""
        return "".join(stretch.lemma for stretch in self.stretches)

    @property
    def reading(self) -> str:
        """What the other reads, "" where it lacks the passage."""
        return "".join(stretch.reading for stretch in self.stretches)

    @property
    def kinds(self) -> tuple[DifferenceKind, ...]:
        """The kind of each difference, in order."""
        return tuple(stretch.kind for stretch in self.stretches if stretch.kind)

    def differences(self) -> list[Difference]:
        """Return each difference with up to 12 characters of the base around it."""
        lemma = self.lemma
        ends = accumulate(len(stretch.lemma) for stretch in self.stretches)
        return [
            Difference(
                self.anchor,
                stretch.kind,
                stretch.lemma,
                stretch.reading,
                lemma[max(0, end - len(stretch.lemma) - _CONTEXT) : end - len(stretch.lemma)],
                lemma[end : end + _CONTEXT],
            )
            for stretch, end in zip(self.stretches, ends, strict=True)
            if stretch.kind
        ]


@dataclass(frozen=True)
class Part:
    """A part that is taken or left as a whole by a copy, and so is not compared: the notice, an annex.

    Attributes:
        kind: what it is.
        label: its printed number, "" where it has none.
        characters: of its text.
    """

    kind: Kind
    label: str
    characters: int


@dataclass(frozen=True)
class Alignment:
    """The text that two witnesses hold, side by side.

    Attributes:
        pairs: in the order of the texts.
        base_parts: parts of the base that were left out of the comparison.
        other_parts: those of the other witness.
        base_only: passages at the beginning or end that the base alone has, and their characters; not in `pairs`.
        other_only: those that the other alone has.
    """

    pairs: tuple[AlignedPair, ...]
    base_parts: tuple[Part, ...] = ()
    other_parts: tuple[Part, ...] = ()
    base_only: tuple[int, int] = (0, 0)
    other_only: tuple[int, int] = (0, 0)

    def differences(self) -> list[Difference]:
        """Return every difference, in the order of the base."""
        return [difference for pair in self.pairs for difference in pair.differences()]
