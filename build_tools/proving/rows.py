"""The files of a site that hold rows of all works, read back and proved: what a file says of each work by itself."""

import marshal
from functools import partial

from build_tools.engine.cache import Stage, WorkCache, hash_code, hash_parts
from build_tools.proof.line import Fault, Judged
from build_tools.proof.tables import RowFile
from build_tools.proving.proofs import COLLECTION, Proofs, lose
from build_tools.proving.site_proofs import SiteProofs

_PLAIN = 2  # form of `marshal` in which equal rows are equal bytes


def prove_rows(site: SiteProofs, rows: RowFile) -> None:
    """Take down the proofs of a file of rows, work by work."""
    proofs, faults = site.proofs, list[Fault]()
    # A file that says what it said is not cut up again: what it says of each work is kept.
    store, stage = WorkCache(proofs.project.cache), Stage[dict[str, bytes]](rows.file.replace("/", "-"), dict)
    key = hash_parts([hash_code(), *site.files.digest([rows.file]).values(), *proofs.names])
    packed = None if site.ledger.reads_all else store.get(stage, COLLECTION, key)
    if packed is None:
        text = site.files.read(rows.file)
        own, faults = ({}, lose(rows.output, rows.file)[0]) if text is None else rows.split(text, proofs.names)
        # They wait for their work, in a tenth of the memory.
        packed = {name: marshal.dumps(own.pop(name, []), _PLAIN) for name in proofs.names}
        if not faults and not site.ledger.reads_all:
            store.put(stage, COLLECTION, key, packed)
    for name in proofs.names if not faults else ():
        inputs = hash_parts([proofs.inputs[name], rows.file, packed[name]])
        site.prove(rows.output, (), partial(_read_rows, proofs, rows, name, packed[name]), name, inputs)
    site.prove(rows.output, [rows.file], lambda: (faults, 0))


def _read_rows(proofs: Proofs, rows: RowFile, name: str, packed: bytes) -> Judged:
    return rows.prove(proofs.load(name), marshal.loads(packed), rows.file), 0  # noqa: S302 (our own)
