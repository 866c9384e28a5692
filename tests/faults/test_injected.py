"""Killed, out of room or cut off in a write at any place: a good state is left, and the next run goes on from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# At least as many changes of the disk as a command makes; fewer would mean that the hook is deaf.
PLACES = {
    "release": 12,
    "add": 5,
    "add a Word file": 7,
    "add a PDF": 6,
    "deploy": 8,
    "reread": 7,
    "accept": 3,
    "first convert": 40,
    "convert": 30,
    "pdf": 6,
}
# A conversion writes some twenty files in the same way, so not each of them is tried here.
STEPS = {"first convert": 7, "convert": 5}


@pytest.mark.parametrize(
    ("scene", "way"),
    # What git does on a full disk, or with half a file, is its own.
    [(scene, way) for scene in PLACES for way in ("kill", "full", "torn") if scene != "deploy" or way == "kill"],
)
def test_each_place(scene: str, way: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "tests/faults/injected.py"),
        way,
        scene,
        str(tmp_path),
        str(STEPS.get(scene, 1)),
    ]
    # A module that is kept compiled is a change of the disk, too, and not the command's.
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=settings)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == []
    assert told["places"] >= {"kill": PLACES[scene], "full": 2, "torn": 1}[way]
