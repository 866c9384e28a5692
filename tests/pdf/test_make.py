"""`make pdf`: the files of a project, and that a second run makes nothing anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = [
    "collection.pdf",
    "collection.zh-hant.pdf",
    "industrial-software-2021.pdf",
    "industrial-software-2021.zh-hant.pdf",
]


def run(project: Path, hash_seed: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build_tools", "pdf", "--project", str(project), *options]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def projects(tmp_path: Path) -> list[Path]:
    """Two projects of one work, equal but for their place."""
    made = [tmp_path / "one", tmp_path / "two"]
    for folder in made:
        shutil.copytree(ROOT / "seeds/industrial-software-2021", folder / "seeds/industrial-software-2021")
    return made


def test_two_runs_give_the_same_bytes_and_a_third_makes_nothing(projects: list[Path]) -> None:
    told = [run(project, seed) for project, seed in zip(projects, ("1", "2"), strict=True)]
    assert [done.returncode for done in told] == [0, 0], told[0].stderr
    one, two = ({path.name: path.read_bytes() for path in (p / ".build/pdf").glob("*.pdf")} for p in projects)
    assert sorted(one) == NAMES
    assert one == two
    again = run(projects[0], "3").stderr.splitlines()
    assert [line.endswith("unchanged") for line in again] == [True] * (len(NAMES) + 1)


def test_missing_fonts_end_the_command_with_a_remedy(projects: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PLAN_FONT_DIR": str(tmp_path / "empty")}
    command = [sys.executable, "-m", "build_tools", "pdf", "--project", str(projects[0])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 9
    assert done.stderr.splitlines()[1].startswith("error: no font of Noto Serif SC")
    assert "remedy: install them: `pip install" in done.stderr
