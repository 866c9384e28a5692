"""The files of a site that hold rows of all works, read back and proved: what a file says of each work by itself."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from functools import cache, partial

from build_tools.engine.cache import Stage, WorkCache, hash_code, hash_parts
from build_tools.proof.ledger import Ledger, SiteFiles
from build_tools.proof.line import Fault
from build_tools.proof.tables import RowFile
from build_tools.proving.proofs import COLLECTION, Outcome, Proofs, lose

_PLAIN = 2  # form of `marshal` in which equal rows are equal bytes
_Split = Callable[[], tuple[dict[str, bytes], list[Fault]]]


def prove_rows(proofs: Proofs, ledger: Ledger, files: SiteFiles, rows: RowFile) -> None:
    """Take down the proofs of a file of rows, work by work."""
    digests = files.digest([rows.file])

    @cache
    def split() -> tuple[dict[str, bytes], list[Fault]]:
        text = files.read(rows.file)
        own, faults = ({}, lose(rows.output, rows.file)[0]) if text is None else rows.split(text, proofs.names)
        # They wait for their work, in a tenth of the memory.
        return {name: marshal.dumps(own.pop(name, []), _PLAIN) for name in proofs.names}, faults

    # A file that says what it said is not cut up again to know what it says of each work.
    store, stage = WorkCache(proofs.project.cache), Stage[dict[str, str]](rows.file.replace("/", "-"), dict)
    key, faults = hash_parts([hash_code(), *digests.values(), *proofs.names]), list[Fault]()
    told = None if ledger.reads_all else store.get(stage, COLLECTION, key)
    if told is None:
        packed, faults = split()
        told = {name: hash_parts([held]) for name, held in packed.items()}
        if not faults:
            store.put(stage, COLLECTION, key, told)
    for name in proofs.names if not faults else ():
        inputs = hash_parts([proofs.inputs[name], rows.file, told[name]])
        proof = partial(_read_rows, proofs, rows, name, split)
        ledger.prove(rows.output, inputs, {}, proof, work=name)
    ledger.prove(rows.output, proofs.inputs[""], digests, lambda: (faults, 0))


def _read_rows(proofs: Proofs, rows: RowFile, name: str, split: _Split) -> Outcome:
    return rows.prove(proofs.load(name), marshal.loads(split()[0][name]), rows.file), 0  # noqa: S302 (our own)
