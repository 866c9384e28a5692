"""What the proofs of a whole site have in common."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.proof.ledger import Ledger, SiteFiles
from build_tools.proof.line import Judged
from build_tools.proving.proofs import Proofs
from build_tools.publish.left_out import LEFT_OUT, holds_forms, is_large, leaves_forms
from build_tools.publish.page_scan import PageScan


@dataclass(frozen=True)
class SiteProofs:
    """A site that is proved.

    Attributes:
        proofs: what it is held against.
        ledger: takes the proofs down.
        files: of the site.
        scans: what its pages hold; a page of which that is not known is proved against the whole library.
    """

    proofs: Proofs
    ledger: Ledger
    files: SiteFiles
    scans: Mapping[str, PageScan] = field(default_factory=dict)

    def prove(
        self, output: str, names: Iterable[str], proof: Callable[[], Judged], work: str = "", inputs: str | None = None
    ) -> None:
        """Take down the proof of some files; what is held against all of the work, or library, needs no `inputs`."""
        inputs = self.proofs.inputs[work] if inputs is None else inputs
        self.ledger.prove(output, inputs, self.files.digest(names), proof, work=work)

    @cached_property
    def is_whole(self) -> bool:
        """Whether it has to have what a large site leaves to its releases, made from all works."""
        works, config = self.proofs.conversion.records, self.proofs.config
        return not is_large(works, config) or not LEFT_OUT.isdisjoint(self.files)

    @cached_property
    def has_forms(self) -> bool:
        """Whether each work has to be there in its further forms."""
        conversion, config = self.proofs.conversion, self.proofs.config
        return not leaves_forms(conversion.records, config) or holds_forms(self.files, conversion.slips.records)
