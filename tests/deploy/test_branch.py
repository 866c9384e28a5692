"""Deploying to a branch: `make deploy` pushes the site as it is, `mkdocs gh-deploy` what MkDocs makes alone."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.publish.links import check_links

ROOT = Path(__file__).resolve().parents[2]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A bare repository and a clone of it in `work`, with one commit."""
    origin, work = tmp_path / "origin.git", tmp_path / "work"
    git(tmp_path, "init", "-q", "--bare", str(origin))
    git(tmp_path, "clone", "-q", str(origin), str(work))
    git(work, "config", "user.name", "Nobody")
    git(work, "config", "user.email", "nobody@example.org")
    git(work, "commit", "-q", "--allow-empty", "-m", "first")
    return origin


def list_bytes(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_make_deploy_pushes_the_site_as_it_is(small_site: Path, origin: Path, tmp_path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    weigh, push = r"\t@\$\(PY\) -m build_tools weigh\n", r"\t@\$\(PY\) -m ghp_import (.*) site$"
    found = re.search(rf"^deploy: site ##[^\n]*\n{weigh}{push}", makefile, re.MULTILINE)
    assert found is not None
    work = tmp_path / "work"
    command = [sys.executable, "-m", "ghp_import", *shlex.split(found[1]), str(small_site)]
    for _ in range(2):  # a second deployment replaces the first
        subprocess.run(command, cwd=work, capture_output=True, check=True)
    git(tmp_path, "clone", "-q", "-b", "gh-pages", str(origin), "deployed")
    assert list_bytes(tmp_path / "deployed") == list_bytes(small_site)
    assert git(tmp_path / "deployed", "rev-list", "--count", "HEAD") == "1\n"


def test_mkdocs_gh_deploy_makes_a_site_without_broken_links(small_project: Path, origin: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    shutil.copytree(small_project, work, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site", ".build"))
    command = [sys.executable, "-m", "mkdocs", "gh-deploy", "--quiet", "--strict"]
    # MkDocs finds the project's Markdown extension as it does in the project's own folder.
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "true"}
    subprocess.run(command, cwd=work, env=settings, capture_output=True, check=True)
    git(tmp_path, "clone", "-q", "-b", "gh-pages", str(origin), "deployed")
    deployed = tmp_path / "deployed"
    assert (deployed / ".nojekyll").is_file()
    assert check_links(deployed) == ()
    assert [path.name for path in deployed.rglob("*.html") if " data-finished class=" in path.read_text("utf-8")] == []
    assert len(list(deployed.rglob("*.html"))) > 20
