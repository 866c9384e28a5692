"""A work as the pipeline takes it and gives it: its files, read; what was made of one file; all of it together."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.intake import SourceFile
from build_tools.model.acceptance import Acceptance
from build_tools.model.alignment import Alignment
from build_tools.model.decision import Decision
from build_tools.model.edition import Edition
from build_tools.model.emendation import Emendation
from build_tools.model.line import CleanText
from build_tools.model.note import Responsibility
from build_tools.model.picture import Picture
from build_tools.model.record import FidelityRecord
from build_tools.model.witness import WitnessEntry
from build_tools.source.manifest import Manifest


@dataclass(frozen=True)
class Converted:
    """A file's edition, the proof that it is whole, and what is known about its places."""

    edition: Edition
    fidelity: FidelityRecord
    responsibilities: tuple[Responsibility, ...]


@dataclass(frozen=True)
class Work:
    """A work: its base edition and the further witnesses, in the manifest's order, each set beside the base.

    `unsettled` are accepted doubts that only the survey of the work can meet.
    """

    manifest: Manifest
    base: Converted
    others: tuple[tuple[WitnessEntry, Converted], ...]
    emendations: tuple[Emendation, ...]
    alignments: tuple[Alignment, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    unsettled: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Opened:
    """The files of a work, read: what stays as it is whatever a person decides.

    Attributes:
        files: that the edition is made from, with the emendations to each.
        texts: what each prints.
        others: the further witnesses.
        pictures: that were kept, by download and address.
    """

    files: tuple[SourceFile, ...]
    texts: tuple[CleanText, ...]
    others: tuple[tuple[WitnessEntry, Converted], ...]
    pictures: Mapping[tuple[str, str], Picture]
