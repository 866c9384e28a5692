"""What a process knows of files that nobody has touched, another knows, too; of one that was touched it is read."""

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from build_tools.publish import docs


def test_a_file_that_was_touched_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.md"
    path.write_text("一", "utf-8")
    os.utime(path, (0, 0))
    monkeypatch.setattr(docs, "_SETTLED", -1)
    monkeypatch.setattr(docs, "_ASKED", set())
    monkeypatch.setattr(docs, "_READ", {})
    first = docs.digest_file(str(path))
    told = docs.tell_digests()
    docs._READ.clear()
    for at in range(len(told)):
        docs.recall_digests(told[:at])
        docs.recall_digests(told[:at] + bytes([told[at] ^ 1]) + told[at + 1 :])
        assert docs._READ == {}
    docs.recall_digests(told)
    assert docs._READ[str(path)][1] == first
    path.write_text("二", "utf-8")  # as long as before, and as old
    os.utime(path, (0, 0))
    assert docs.digest_file(str(path)) == docs.hash_file("二") != first


def test_a_file_that_may_change_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.md"
    path.write_text("一", "utf-8")
    told, clock = path.stat(), [time.time_ns()]

    def look(_path: str) -> os.stat_result:
        clock.append(clock[0] + 2 * docs._SETTLED)  # it takes its time from here on, and somebody may write meanwhile
        return told

    monkeypatch.setattr(docs, "_READ", {})
    with monkeypatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: clock[-1])
        patch.setattr(os, "stat", look)
        docs.digest_file(str(path))
    assert docs._READ == {}


def test_a_large_file_is_not_held_as_a_whole(tmp_path: Path) -> None:
    with (tmp_path / "clauses.jsonl").open("wb") as file:
        file.truncate(1 << 24)
    tracemalloc.start()
    docs.digest_file(str(tmp_path / "clauses.jsonl"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20
