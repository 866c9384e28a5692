"""The collector rests while a document is converted, and no longer."""

from __future__ import annotations

import gc

import pytest

from build_tools import pipeline
from build_tools.collector import pause_collector
from build_tools.errors import UnreadableSourceError
from build_tools.model.line import CleanText
from build_tools.model.witness import Witness
from build_tools.pipeline import convert_bytes


def test_the_collector_goes_on_afterwards() -> None:
    with pause_collector():
        assert not gc.isenabled()
        with pause_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_file_that_cannot_be_read_leaves_it_running() -> None:
    with pytest.raises(UnreadableSourceError):
        convert_bytes(b"", "empty.txt")
    assert gc.isenabled()


def test_it_rests_while_a_document_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    clean = pipeline.clean_witness

    def look(witness: Witness) -> CleanText:
        seen.append(gc.isenabled())
        return clean(witness)

    monkeypatch.setattr(pipeline, "clean_witness", look)
    convert_bytes("一、甲。".encode(), "a.txt")
    assert seen == [False]
