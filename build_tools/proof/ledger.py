"""What has been proved: one entry an output, and the digests by which what was proved once is known again."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from build_tools.proof.line import Fault, Judged

Proof = Callable[[], Judged]
"""Gives what is wrong and how many characters of the works were read."""

Narrow = Callable[[], str]
"""Stands for just what is read of the works; "" where nobody knows."""

MapLike = Callable[[Callable[[int], Any], Sequence[int]], Iterable[Any]]
# Proofs of no work in particular: so many are made by one process; of the last, which are of the library, each alone.
_TOGETHER, _ALONE = 8, 16
_FEW_WORKS, _FEW = 4, 64  # with fewer works, and fewer other proofs, to be made, no second process is worth it

Held = dict[str, dict[str, tuple[int, str]]]
"""By name of the output: key of a proof that held → characters that it counted, and its narrower key."""


@dataclass
class Proved:
    """What is known of one kind of file.

    Attributes:
        output: its name.
        files: how many were read.
        characters: of the works, that they hold.
        faults: what is wrong with them.
    """

    output: str
    files: int = 0
    characters: int = 0
    faults: list[Fault] = field(default_factory=list)


class Waiting(NamedTuple):
    """A proof to be made: of what kind of file, by which key it will be known, and of which work, "" for any."""

    output: str
    key: str
    proof: Proof
    narrow: Narrow
    work: str


@dataclass
class Ledger:
    """Collects proofs, and leaves out those that have been made already.

    Attributes:
        known: proofs that held before.
        entries: by name of the output, in the order in which they were begun.
        held: keys of the proofs that hold now.
        reads_all: nothing is left out.
        waiting: proofs to be made. Nothing that is read stands in them: they are many.
    """

    known: Held = field(default_factory=dict)
    entries: dict[str, Proved] = field(default_factory=dict)
    held: Held = field(default_factory=dict)
    reads_all: bool = False
    waiting: list[Waiting] = field(default_factory=list)
    _narrow: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)

    def prove(
        self,
        output: str,
        inputs: str,
        files: Mapping[str, str],
        proof: Proof,
        narrow: Narrow = lambda: "",
        *,
        work: str = "",
    ) -> None:
        """Take down one proof to be made, unless the same has held before.

        Args:
            output: name of the kind of file.
            inputs: stands for all that the files are held against, and is known without reading any of it.
            files: digests of what is read, by path.
            proof: returns what is wrong and how many characters of the works the files hold.
            narrow: stands for just what the files are held against, where that is less; "" where it is not known.
            work: the one that is read, if it is one: all its proofs are made together, and it is loaded once.
        """
        entry = self.entries.setdefault(output, Proved(output))
        entry.files += len(files)
        held = self.held.setdefault(output, {})
        key = make_key(output, inputs, files)
        if not self.reads_all and (found := self._find(output, key, files, narrow)) is not None:
            entry.characters += found[0]
            held[key] = found
            return
        self.waiting.append(Waiting(output, key, proof, partial(_narrow_key, output, files, narrow), work))

    def _find(self, output: str, key: str, files: Mapping[str, str], narrow: Narrow) -> tuple[int, str] | None:
        known = self.known.get(output)
        if not known or key in known:
            return known[key] if known else None
        if output not in self._narrow:
            self._narrow[output] = {narrower: found for found in known.values() if (narrower := found[1])}
        return self._narrow[output].get(_narrow_key(output, files, narrow)) if self._narrow[output] else None

    def settle(self, run: MapLike = map) -> None:
        """Make the proofs that wait.

        Args:
            run: like `map`. What is given to it at once are the proofs of one work, or some of no work in particular;
                those of the whole library, which stand last, one by one.
        """
        waiting, self.waiting = self.waiting, []
        works: dict[str, list[Waiting]] = {}
        for one in waiting:
            works.setdefault(one.work, []).append(one)
        others = works.pop("", [])
        many = max(len(others) - _ALONE, 0)
        bounds = [*range(0, many, _TOGETHER), *range(many, len(others)), len(others)]
        pieces = [*works.values(), *(others[first:last] for first, last in pairwise(bounds))]

        def make(number: int) -> list[tuple[list[Fault], int, str]]:
            return [(*one.proof(), one.narrow()) for one in pieces[number]]

        if len(works) < _FEW_WORKS and len(others) < _FEW:
            run = map
        for piece, made in zip(pieces, run(make, range(len(pieces))), strict=True):
            for one, (faults, characters, narrow) in zip(piece, made, strict=True):
                self.entries[one.output].characters += characters
                self.entries[one.output].faults += faults
                if not faults:
                    self.held[one.output][one.key] = characters, narrow

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong, in the order of the outputs; proofs that wait are made."""
        self.settle()
        return [fault for entry in self.entries.values() for fault in entry.faults]


def _narrow_key(output: str, files: Mapping[str, str], narrow: Narrow) -> str:
    told = narrow()
    return told and make_key(output, f"narrow {told}", files)


def make_key(output: str, inputs: str, files: Mapping[str, str]) -> str:
    """Return a hash of what a proof depends on."""
    digest = hashlib.sha256(f"{output}\0{inputs}".encode())
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    return digest.hexdigest()


class SiteFiles(Mapping[str, bytes]):
    """The files of a folder by path with forward slashes, hidden ones left out; read when they are asked for.

    Args:
        root: the folder.
        digests: SHA-256 of all files, by path; None where the folder has to tell.
    """

    def __init__(self, root: Path, digests: Mapping[str, str] | None = None) -> None:
        self.root, start = root, len(f"{root}/")
        walked = (f"{folder}/{name}" for folder, _, names in os.walk(root) for name in names)
        names = (path[start:].replace(os.sep, "/") for path in walked) if digests is None else digests
        self.names = sorted(name for name in names if not name.rpartition("/")[2].startswith("."))
        self._names = frozenset(self.names)
        self._digests = dict(digests or {})

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return (self.root / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def read(self, name: str) -> str | None:
        """Return a file's text; None where there is none, or it is no UTF-8."""
        try:
            return self[name].decode("utf-8")
        except (KeyError, OSError, UnicodeDecodeError):
            return None

    def digest_now(self, name: str) -> str:
        """Return the SHA-256 of what stands in a file now, whatever is known of it; "" where there is none."""
        if name not in self._names:
            return ""
        with (self.root / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def digest(self, names: Iterable[str]) -> dict[str, str]:
        """Return the digests of files, those that are not there left out."""
        for name in (names := tuple(names)):
            if name in self._names and name not in self._digests:
                self._digests[name] = self.digest_now(name)
        return {name: self._digests[name] for name in names if name in self._digests}


def digest_texts(texts: Mapping[str, str | None]) -> dict[str, str]:
    """Return the digests of texts; one that is lost has none."""
    return {
        name: hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        for name, text in texts.items()
        if text is not None
    }
