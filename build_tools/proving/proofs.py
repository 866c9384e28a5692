"""A project's outputs, read back and proved: Markdown before it is written, PDFs before they take the last ones' place.

What an output must say is taken from the works' editions; how it is read, from `build_tools.proof`, which shares
nothing with what writes. `proving.site` proves the built site.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path

from build_tools.edition.lock import read_anchors, split_lock
from build_tools.engine.cache import Stage, WorkCache, hash_code, hash_parts
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.workers import spread
from build_tools.errors import OutputError
from build_tools.hanzi.script import detect_script
from build_tools.messages import _
from build_tools.model.script import ChangeScript, Script
from build_tools.proof.expected import ProvedWork
from build_tools.proof.ledger import Held, Ledger, SiteFiles
from build_tools.proof.line import Fault, Judged, name_work
from build_tools.proof.pages import prove_markdown
from build_tools.proof.pdf_reader import read_names
from build_tools.proof.prints import prove_print
from build_tools.publish.docs import Files, clear_unfinished, write_kept
from build_tools.publish.site_config import SiteConfig, read_site_config

COLLECTION = "collection"
"""Stands for the collected volume in place of a work's name, which no work may have."""
_SHOWN = 10  # faults in a message
_IN_MEMORY = 2  # works
_SCRIPT = Stage("script", str)


@dataclass(frozen=True)
class ProofStore:
    """A file that keeps which proofs held, and the digest of every file of the site that was proved last."""

    path: Path

    def read(self) -> tuple[Held, dict[str, str]]:
        """Return (proofs that held, digest of each file); nothing where the file is missing or damaged."""
        try:
            kept = json.loads(self.path.read_text("utf-8"))
            held = {
                output: {key: (int(count), str(narrow)) for key, (count, narrow) in keys.items()}
                for output, keys in kept["held"].items()
            }
            return held, dict(kept["files"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}, {}

    def write(self, held: Held, files: Mapping[str, str] | None = None) -> None:
        """Keep what was proved beside what is kept of other outputs.

        Args:
            held: by output; takes the place of what was kept of these.
            files: digests of a site's files; None where no site was proved.
        """
        before, known = self.read()
        kept = {"held": before | held, "files": dict(known if files is None else files)}
        clear_unfinished(self.path.parent)  # of a run that was killed here
        write_kept(self.path, json.dumps(kept, sort_keys=True).encode("utf-8"))


@dataclass(frozen=True)
class Proofs:
    """What the outputs of a project are held against."""

    project: Project
    conversion: Conversion

    @property
    def store(self) -> ProofStore:
        """What has been proved before."""
        return ProofStore(self.project.root / ".build" / "proved.json")

    def open_ledger(self) -> Ledger:
        """Return a ledger that knows what has been proved before."""
        return Ledger(self.store.read()[0])

    @property
    def names(self) -> list[str]:
        """The works, by name."""
        return list(self.conversion.slips.records)

    @property
    def published(self) -> list[str]:
        """Those that are no drafts: what volumes hold."""
        return [name for name, record in self.conversion.slips.records.items() if not record.draft]

    @cached_property
    def config(self) -> SiteConfig:
        """What the site's configuration says."""
        return read_site_config(self.project.config)

    @cached_property
    def load(self) -> Callable[[str], ProvedWork]:
        """Loads a work; the last that were asked for are in memory."""
        return lru_cache(_IN_MEMORY)(self._load)

    def _load(self, name: str) -> ProvedWork:
        work = self.conversion.load_work(self.project, name)
        return ProvedWork(
            work.base.edition,
            self.conversion.survey(name),
            self.conversion.load_links(name),
            frozenset(read_anchors(self._locked.get(name, ""))),
            tuple(other.edition for _, other in work.others),
        )

    @cached_property
    def _locked(self) -> Mapping[str, str]:
        return split_lock(self.conversion.lock)

    @cached_property
    def shared(self) -> str:
        """A hash of what the outputs of every work are held against."""
        return hash_parts([hash_code(), repr(self.conversion.script), repr(self.conversion.glossary)])

    @cached_property
    def inputs(self) -> Mapping[str, str]:
        """By name of a work, a hash of all that its outputs are held against; "" stands for the whole library."""
        key = self.conversion.linked_key
        found = {name: hash_parts([self.shared, key(name), repr(self._locked.get(name))]) for name in self.names}
        return found | {"": hash_parts([self.shared, *(found[name] for name in sorted(found))])}

    @cached_property
    def former(self) -> Mapping[str, str]:
        """By each name that a work had before, its name."""
        return {old: name for name, record in self.conversion.slips.records.items() for old in record.formerly}

    @cached_property
    def is_traditional(self) -> Callable[[str], bool]:
        """Tells of a work, by its name, whether it is printed in traditional script."""
        return cache(self._is_traditional)

    def _is_traditional(self, name: str) -> bool:
        def detect() -> str:
            return str(detect_script("".join(said.text for said in self.load(name).said)))

        return WorkCache(self.project.cache).keep(_SCRIPT, name, self.inputs[name], detect) == Script.HANT

    def change_in(self, tree: str, name: str) -> ChangeScript:
        """Return what changes a work's words to the script of a tree, in which its own text stays as it is printed."""
        is_own = self.is_traditional(name)
        if tree:
            return str if is_own else self.conversion.to_traditional
        return self.conversion.to_simplified if is_own else str

    def holds_pdf(self, name: str, script: str, path: Path) -> bool:
        """Whether a PDF that was made says what the works say now; what has been found out is kept."""
        ledger = self.open_ledger()
        prove_pdf(self, ledger, name, script, path.read_bytes, path.name)
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
    more = [_("… and {count} more", count=len(faults) - _SHOWN)] if len(faults) > _SHOWN else []
    error = OutputError(
        "\n    ".join([_("{count} written files are not what the edition says:", count=len(faults)), *shown, *more]),
        remedy=_("this is a defect of what writes these files: please report it with the works; nothing was replaced"),
        path=path,
    )
    error.faults = tuple(faults)
    # What is wrong with one work costs that work alone.
    error.works = tuple(sorted({fault.work for fault in faults} - {""}))
    raise error


# -- Markdown


def prove_markdown_files(proofs: Proofs, ledger: Ledger, files: Files | SiteFiles) -> None:
    """Prove the Markdown of all works."""
    below = group_by_work(name for name in files if name.endswith(".md"))
    for name in proofs.names:
        digests = files.digest(below.get(name, ()))
        ledger.prove("Markdown", proofs.inputs[name], digests, partial(_read_markdown, proofs, files, name), work=name)


def group_by_work(files: Iterable[str]) -> dict[str, list[str]]:
    """Return the files of each work, which stand below plans/<work>/ in either tree."""
    found: dict[str, list[str]] = {}
    for file in files:
        if work := name_work(file):
            found.setdefault(work, []).append(file)
    return found


def lose(output: str, file: str) -> Judged:
    """Return the fault of a file that is not there, or is no text."""
    return [Fault(output, file, _("the file is lost, or is no text"), name_work(file))], 0


def _read_markdown(proofs: Proofs, files: Files | SiteFiles, name: str) -> Judged:
    work = proofs.load(name)
    faults: list[Fault] = []
    for page in work.pages:
        file = f"plans/{name}/{page.name or 'index'}.md"
        if file not in files:
            faults.append(Fault("Markdown", f"docs/{file}", _("the file is lost"), name, page.name))
        else:
            held = files[file]
            text = held if isinstance(held, str) else held.decode("utf-8", "replace")
            faults += prove_markdown(work, page, text, f"docs/{file}")
    return faults, sum(len(one.text) for one in work.said)


def prove_conversion(project: Project, conversion: Conversion, jobs: int) -> None:
    """Prove what is about to be written into docs/, in so many processes.

    Raises:
        OutputError: a page is not what the edition says.
    """
    proofs = Proofs(project, conversion)
    ledger = proofs.open_ledger()
    prove_markdown_files(proofs, ledger, conversion.files)
    ledger.settle(partial(spread, jobs=jobs))
    refuse(ledger, project.docs)
    proofs.store.write(ledger.held)


# -- books


def prove_pdf(proofs: Proofs, ledger: Ledger, name: str, script: str, read: Callable[[], bytes], file: str) -> None:
    """Prove a PDF of a work, of all works where `name` is `COLLECTION`, or of those that a further volume names."""
    data = read()
    names = list_printed(proofs, name, data)
    is_volume = name not in names
    change = proofs.conversion.to_traditional if script == "hant" else str
    inputs = hash_parts([proofs.inputs[work] for work in names])
    digests = {file.rpartition("/")[2]: hash_parts([data])}  # the same file in whatever folder

    def proof() -> Judged:
        return prove_print(map(proofs.load, names), read(), file, change, is_volume=is_volume)

    ledger.prove("PDF", inputs, digests, proof, work="" if is_volume else name)


def list_printed(proofs: Proofs, name: str, data: bytes) -> list[str]:
    """Return the works that a PDF has to hold: of a volume of some works, those to whose covers it has a name."""
    if name == COLLECTION:
        return proofs.published
    if name.startswith(f"{COLLECTION}."):
        return sorted(read_names(data).intersection(proofs.published))
    return [name] if name in proofs.conversion.slips.records else []
