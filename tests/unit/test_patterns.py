"""Compiled patterns that one process has kept are what the next one would compile."""

import re
from pathlib import Path

import pytest

from build_tools.patterns import keep_patterns

PATTERN = "(?P<year>[〇0-9]{4})年(?:(?P<month>[0-9]+)月)?(?#told by this test alone)"


def _start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `re` know nothing of other processes, and forget what is done to it when the test ends."""
    re.purge()
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    for name in ("re._compiler.compile", "_sre.compile"):
        module, _, attribute = name.rpartition(".")
        monkeypatch.setattr(name, getattr(__import__(module, fromlist=["_"]), attribute))


@pytest.mark.parametrize("damage", [False, True])
def test_what_is_kept_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bool) -> None:
    kept = tmp_path / "cache/patterns"
    parsed = []
    plainly = re.compile(PATTERN, re.IGNORECASE)
    for turn in range(2):
        with monkeypatch.context() as own:
            _start(own)
            own.setattr("re._parser.parse", lambda *told, parse=re._parser.parse: parsed.append(1) or parse(*told))
            keep = keep_patterns(kept)
            made = re.compile(PATTERN, re.IGNORECASE)
            keep()
        assert (made.flags, made.groups, dict(made.groupindex)) == (
            plainly.flags,
            plainly.groups,
            dict(plainly.groupindex),
        )
        assert made.fullmatch("二〇21年12月") is None
        assert made.fullmatch("2021年12月")["month"] == "12"
        if damage and not turn:
            kept.write_bytes(kept.read_bytes()[:40])
    assert len(parsed) == 1 + damage
    re.purge()
