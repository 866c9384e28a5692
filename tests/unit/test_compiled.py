"""What one process has compiled and kept is what the next one would compile."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.compiled import keep_compiled

PATTERN = "(?P<year>[〇0-9]{4})年(?:(?P<month>[0-9]+)月)?(?#told by this test alone)"


def _start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `re` know nothing of other processes, and forget what is done to it when the test ends."""
    re.purge()
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("build_tools.compiled._WORTH", 1)
    for name in ("re._compiler.compile", "_sre.compile"):
        module, _, attribute = name.rpartition(".")
        monkeypatch.setattr(name, getattr(__import__(module, fromlist=["_"]), attribute))
    monkeypatch.setattr("dataclasses.exec", exec, raising=False)


@pytest.mark.parametrize("damage", [False, True])
def test_what_is_kept_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bool) -> None:
    kept = tmp_path / "cache/patterns"
    parsed = []
    plainly = re.compile(PATTERN, re.IGNORECASE)
    for turn in range(2):
        with monkeypatch.context() as own:
            _start(own)
            own.setattr("re._parser.parse", lambda *told, parse=re._parser.parse: parsed.append(1) or parse(*told))
            keep = keep_compiled(kept)
            made = re.compile(PATTERN, re.IGNORECASE)
            own.setattr("builtins.compile", lambda *told, plainly=compile: parsed.append(2) or plainly(*told))

            @dataclass(eq=False, repr=False)
            class Told:
                by_this_test_alone: int

            assert Told(3).by_this_test_alone == 3
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
    assert parsed == [1, 2] * (1 + damage)
    re.purge()
