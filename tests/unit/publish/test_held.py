"""Which work holds given bytes: what the manifests say, whatever is kept of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_tools.publish.held import find_holder, hash_names

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)


def write(seeds: Path, work: str, *hashes: str) -> Path:
    manifest = seeds / work / "manifest.toml"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text("".join(f'[[witness]]\nsha256 = "{digest}"\n' for digest in hashes), "utf-8")
    return manifest


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    write(tmp_path / "seeds", "a", ONE, TWO)
    write(tmp_path / "seeds", "b", TWO)
    write(tmp_path / "seeds", ".adding-c", THREE)
    return tmp_path / "seeds"


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_first_work_by_name_that_holds_the_bytes(seeds: Path, *, is_kept: bool) -> None:
    kept = seeds.parent / ".build" / "downloads.json" if is_kept else None
    for _ in range(2):
        assert find_holder(seeds, ONE, kept) == seeds / "a"
        assert find_holder(seeds, TWO, kept) == seeds / "a"
        assert find_holder(seeds, THREE, kept) is None
    assert (seeds.parent / ".build").exists() == is_kept
    assert find_holder(seeds / "none", ONE, None) is None


@pytest.mark.parametrize("mark", ["", "# "])
def test_the_work_of_a_title_and_a_number(seeds: Path, mark: str) -> None:
    facts = ('title = "某县“甲”规划（一）"  # a guess', 'short_title = "乙"', 'doc_number = "某发〔2024〕1号"')
    names = "\n".join(mark + fact for fact in facts)
    (seeds / "b" / "manifest.toml").write_text(f"[facts]\n{names}", "utf-8")
    assert find_holder(seeds, hash_names("某县“甲”规划(一)", "某发[2024]1号"), None) == seeds / "b"
    assert find_holder(seeds, hash_names("乙", "某发〔2024〕1号"), None) is None


def test_manifests_that_changed_or_went_are_heard(seeds: Path) -> None:
    kept = seeds.parent / "downloads.json"
    find_holder(seeds, ONE, kept)
    write(seeds, "a", THREE)
    write(seeds, "c", ONE)
    (seeds / "b" / "manifest.toml").unlink()
    assert [find_holder(seeds, digest, kept) for digest in (ONE, TWO, THREE)] == [seeds / "c", None, seeds / "a"]


def test_only_what_changed_is_read(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = seeds.parent / "downloads.json"
    find_holder(seeds, ONE, kept)
    os.utime(seeds / "b" / "manifest.toml", ns=(1, 1))
    read: list[str] = []
    whole = Path.read_text

    def read_text(self: Path, *args: str, **settings: str) -> str:
        read.append(self.parent.name)
        return whole(self, *args, **settings)

    monkeypatch.setattr(Path, "read_text", read_text)
    assert find_holder(seeds, TWO, kept) == seeds / "a"
    assert read == ["b"]


@pytest.mark.parametrize("damaged", [b"", b"[]", b'{"a": 1}', b'{"a": [1, "x", ""]}', b"\xff"])
def test_a_damaged_file_counts_as_absent(seeds: Path, damaged: bytes) -> None:
    kept = seeds.parent / "downloads.json"
    kept.write_bytes(damaged)
    assert find_holder(seeds, ONE, kept) == seeds / "a"
    assert kept.read_bytes() != damaged


def test_where_nothing_can_be_kept_the_manifests_are_read(seeds: Path) -> None:
    kept = seeds / "a" / "manifest.toml" / "downloads.json"
    assert find_holder(seeds, TWO, kept) == seeds / "a"
