"""What has been proved is known again: by all that it was held against, or by just what was read of that."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from build_tools.proof.entries import read_entries
from build_tools.proof.ledger import Ledger
from build_tools.proof.line import Fault
from build_tools.proving.proofs import ProofStore


def prove(ledger: Ledger, inputs: str, narrow: str, digest: str = "1", *faults: Fault) -> int:
    """Take down one proof and make it where it has to be made; return how many were made."""
    made = []

    def proof() -> tuple[list[Fault], int]:
        made.append(1)
        return list(faults), 5

    ledger.prove("pages", inputs, {"a": digest}, proof, lambda: narrow)
    ledger.settle()
    assert ledger.entries["pages"].characters == 5
    return len(made)


def test_a_proof_is_known_by_what_it_reads_where_the_rest_has_changed(tmp_path: Path) -> None:
    store = ProofStore(tmp_path / "proved.json")
    for inputs, narrow, made in (
        ("a", "x", 1),
        ("b", "x", 0),
        ("b", "", 0),
        ("c", "x", 0),
        ("c", "y", 0),
        ("d", "y", 1),
    ):
        ledger = Ledger(store.read()[0])
        assert prove(ledger, inputs, narrow) == made, (inputs, narrow)
        store.write(ledger.held)


def test_what_nobody_knows_more_closely_is_made_again() -> None:
    first = Ledger()
    assert prove(first, "a", "") == 1
    assert prove(Ledger(first.held), "b", "") == 1


def test_another_file_is_read_whatever_it_is_held_against() -> None:
    first = Ledger()
    assert prove(first, "a", "x") == 1
    assert prove(Ledger(first.held), "a", "x", "2") == 1


def test_what_did_not_hold_is_made_again() -> None:
    first = Ledger()
    assert prove(first, "a", "x", "1", Fault("pages", "a", "is wrong")) == 1
    assert prove(Ledger(first.held), "b", "x") == 1


def write_zip(path: Path, **held: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in held.items():
            archive.writestr(zipfile.ZipInfo(name), text * 50, zipfile.ZIP_DEFLATED)
    return path


def test_an_entry_is_known_by_its_bytes(tmp_path: Path) -> None:
    one = read_entries(write_zip(tmp_path / "one.zip", a="甲", b="乙"))
    other = read_entries(write_zip(tmp_path / "other.zip", c="丙", b="乙", a="丁"))
    assert one.digests["b"] == other.digests["b"]
    assert one.digests["a"] != other.digests["a"]
    assert other.read("a") == ("丁" * 50).encode()


def test_a_damaged_entry_is_not_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", a="甲乙丙丁")
    sound = read_entries(path)
    data = bytearray(path.read_bytes())
    data[36] ^= 1
    path.write_bytes(data)
    assert read_entries(path).digests != sound.digests
    with pytest.raises(zipfile.BadZipFile):
        read_entries(path).read("a")


def test_a_file_that_is_cut_off_or_names_an_entry_twice_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", a="甲")
    data = path.read_bytes()
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a", "乙")
    with pytest.raises(zipfile.BadZipFile):
        read_entries(path)
    path.write_bytes(data[:20])
    with pytest.raises(zipfile.BadZipFile):
        read_entries(path)
