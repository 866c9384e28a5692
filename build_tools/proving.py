"""A project's outputs, read back and proved: Markdown before it is written, PDFs before they take the last ones' place.

What an output must say is taken from the works' editions; how it is read, from `build_tools.proof`, which shares
nothing with what writes. `proving_site` proves the built site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.cache import hash_code, hash_parts
from build_tools.edition.lock import read_lock
from build_tools.errors import OutputError
from build_tools.hanzi.script import detect_script
from build_tools.model.script import Script
from build_tools.proof.clauses import list_said
from build_tools.proof.expected import Change, Page, ProvedWork, keep
from build_tools.proof.ledger import Ledger, ProofStore, digest_texts
from build_tools.proof.line import Fault
from build_tools.proof.pages import prove_markdown
from build_tools.proof.prints import prove_print

if TYPE_CHECKING:
    from build_tools.project import Conversion, Project

COLLECTION = "collection"
"""Stands for the collected volume in place of a work's name, which no work may have."""
_SHOWN = 10  # faults in a message


@dataclass(frozen=True)
class Proofs:
    """What the outputs of a project are held against.

    Attributes:
        project: its folders.
        conversion: its works.
    """

    project: Project
    conversion: Conversion

    @property
    def store(self) -> ProofStore:
        """What has been proved before."""
        return ProofStore(self.project.root / ".build" / "proved.json")

    def open_ledger(self) -> Ledger:
        """Return a ledger that knows what has been proved before."""
        return Ledger(self.store.read()[0])

    @cached_property
    def works(self) -> list[ProvedWork]:
        """The works, by name."""
        locked = read_lock(self.conversion.lock)
        found = []
        for survey in self.conversion.surveys:
            name = survey.record.work
            work = self.conversion.load_work(self.project, name)
            found.append(
                ProvedWork(
                    work.base.edition,
                    survey,
                    self.conversion.links[name],
                    frozenset(locked.get(name, ())),
                    tuple(other.edition for _, other in work.others),
                )
            )
        return found

    @cached_property
    def inputs(self) -> Mapping[str, str]:
        """By name of a work, a hash of all that its outputs are held against; "" stands for the whole library."""
        conversion = self.conversion
        shared = hash_parts([hash_code(), repr(conversion.script), repr(conversion.glossary)])
        locked = read_lock(conversion.lock)
        found = {
            name: hash_parts([shared, conversion.work_key(name), repr(links), repr(locked.get(name))])
            for name, links in conversion.links.items()
        }
        return found | {"": hash_parts([shared, *(found[name] for name in sorted(found))])}

    @cached_property
    def traditional(self) -> frozenset[str]:
        """Names of the works that are printed in traditional script."""
        return frozenset(
            work.name
            for work in self.works
            if detect_script("".join(said.text for said in list_said(work))) is Script.HANT
        )

    def change_in(self, tree: str, work: ProvedWork) -> Change:
        """Return what changes a work's words to the script of a tree, in which its own text stays as it is printed."""
        is_own = work.name in self.traditional
        if tree:
            return keep if is_own else self.conversion.to_traditional
        return self.conversion.to_simplified if is_own else keep

    def holds_pdf(self, name: str, script: str, path: Path) -> bool:
        """Whether a PDF that was made says what the works say now; what has been found out is kept."""
        ledger = self.open_ledger()
        prove_pdf(self, ledger, name, script, path.read_bytes(), path.name)
        self.remember("PDF", ledger)
        return not ledger.faults

    def remember(self, output: str, ledger: Ledger) -> None:
        """Keep what a ledger has proved of one output beside what was proved of it before."""
        kept = self.store.read()[0].get(output, {})
        self.store.write({output: kept | ledger.held.get(output, {})})


def refuse(ledger: Ledger, path: Path) -> None:
    """Raise OutputError where something that was written is not what the edition says."""
    faults = ledger.faults
    if not faults:
        return
    shown = [str(fault) for fault in faults[:_SHOWN]]
    more = [f"… and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
    error = OutputError(
        "\n    ".join([f"{len(faults)} written files are not what the edition says:", *shown, *more]),
        remedy="this is a defect of what writes these files: please report it with the works; nothing was replaced",
        path=path,
        faults=faults,
    )
    # What is wrong with one work costs that work alone.
    error.works = tuple(sorted({fault.work for fault in faults} - {""}))
    raise error


# -- Markdown


def prove_markdown_files(proofs: Proofs, ledger: Ledger, texts: Mapping[str, str]) -> None:
    """Prove the Markdown of all works.

    Args:
        proofs: what it is held against.
        ledger: takes the proof down.
        texts: of the files by path below docs/.
    """
    for work in proofs.works:
        for page in work.pages:
            file = f"plans/{work.name}/{page.name or 'index'}.md"
            proof = partial(_read_markdown, work, page, texts.get(file), file)
            ledger.prove("Markdown", proofs.inputs[work.name], digest_texts({file: texts.get(file)}), proof)


def _read_markdown(work: ProvedWork, page: Page, text: str | None, file: str) -> tuple[list[Fault], int]:
    if text is None:
        return [Fault("Markdown", f"docs/{file}", "the file is lost", work.name, page.name)], 0
    said = sum(len(one.text) for one in list_said(work) if one.place.page == page.name)
    return prove_markdown(work, page, text, f"docs/{file}"), said


def prove_conversion(project: Project, conversion: Conversion) -> None:
    """Prove what is about to be written into docs/.

    Raises:
        OutputError: a page is not what the edition says.
    """
    proofs = Proofs(project, conversion)
    ledger = proofs.open_ledger()
    texts = {name: text for name, text in conversion.files.items() if isinstance(text, str)}
    prove_markdown_files(proofs, ledger, texts)
    refuse(ledger, project.docs)
    proofs.store.write(ledger.held)


# -- books


def prove_pdf(proofs: Proofs, ledger: Ledger, name: str, script: str, data: bytes, file: str) -> None:
    """Prove a PDF of a work, or of all works where `name` is that of the collected volume."""
    works = proofs.works if name == COLLECTION else [work for work in proofs.works if work.name == name]
    change = proofs.conversion.to_traditional if script == "hant" else keep
    inputs = proofs.inputs["" if name == COLLECTION else name] if works else ""
    digests = {file.rpartition("/")[2]: hash_parts([data])}  # the same file in whatever folder
    proof = partial(prove_print, works, data, file, change, is_volume=name == COLLECTION)
    ledger.prove("PDF", inputs, digests, proof)
