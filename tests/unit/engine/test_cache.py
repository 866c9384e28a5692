"""What is kept is read under the key that it was kept under, and no longer than the code is the same."""

from __future__ import annotations

import shutil
from importlib import metadata
from pathlib import Path

import pytest

from build_tools.engine import cache
from build_tools.engine.cache import Stage, WorkCache


def test_every_file_that_a_stage_reads_counts_as_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(cache._ROOT / "render", tmp_path / "render", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(cache, "_ROOT", tmp_path)
    known = {cache.hash_code.__wrapped__()}
    for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
        path.write_bytes(path.read_bytes() + b"\n")
        told = cache.hash_code.__wrapped__()
        assert told not in known, path.name
        known.add(told)


def test_a_key_that_another_begins_with_finds_nothing(tmp_path: Path) -> None:
    store, stage = WorkCache(tmp_path), Stage("made", str)
    store.put(stage, "one", "keyVof another\n.", "made")
    assert store.get(stage, "one", "key") is None
    assert store.get(stage, "one", "") is None
    assert store.get(stage, "one", "keyVof another\n.") == "made"


@pytest.mark.parametrize("library", ["opencc", "markdownify"])
def test_another_version_of_what_makes_texts_is_other_code(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    before, tell = cache.hash_code.__wrapped__(), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: f"{tell(name)}{'.1' * (name == library)}")
    assert cache.hash_code.__wrapped__() != before
