"""The shell steps of workflows, run here: those of a proposed change in a new site, and those for other systems."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.cli import main
from tests.unit.engine.test_project import add_work

ROOT = Path(__file__).resolve().parents[2]
TEXT = "某县软件产业发展规划\n一、优化布局\n加快建设开放平台。\n二、培育企业\n深化合作。\n"


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, check=True)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """An environment in which the program is installed under its name."""
    program = tmp_path / "bin/plan-publisher"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m build_tools "$@"\n', "utf-8")
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "SITE_URL": ""}


def list_commands(workflow: Path, event: str) -> list[str]:
    """Return the shell steps of the jobs of a workflow that an event runs, but for what installs the program."""
    jobs: dict[str, Any] = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"] if "run" in step]
    is_proposed = event == "pull_request"
    wrong = f"github.event_name {'!=' if is_proposed else '=='} 'pull_request'"
    return [step["run"] for step in steps if step.get("if") != wrong and not step["run"].startswith("pip ")]


def test_a_proposed_change_gets_a_preview_and_the_clauses_that_it_changes(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    site = tmp_path / "own"
    assert main(["init", str(site)]) == 0
    add_work(site, "one", TEXT)
    (site / "docs/CNAME").write_text("plans.example.org\n", "utf-8")
    assert main(["build", "--project", str(site), "--quiet"]) == 0
    git(site, "init", "-q", "-b", "main")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "first")
    git(site, "switch", "-q", "-c", "proposed")
    add_work(site, "one", TEXT.replace("开放平台。", "开放平台和某某基地。") + "三、保障措施\n")
    aliased = site / "seeds/one/manifest.toml"
    aliased.write_text(f"draft = true\n{aliased.read_text('utf-8')}", "utf-8")
    (site / "anchors.lock").write_text((site / "anchors.lock").read_text("utf-8").partition("[one]")[0], "utf-8")
    assert main(["build", "--project", str(site), "--quiet"]) == 0
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "second")
    git(site, "switch", "-q", "main")
    git(site, "merge", "-q", "--no-ff", "-m", "as proposed", "proposed")
    commands = list_commands(site / ".github/workflows/pages.yml", "pull_request")
    assert [command.split()[1] for command in commands] == ["check", "build", "changes"]
    for command in commands:
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command], cwd=site, capture_output=True, text=True, check=False,
            env=settings | {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    assert (site / "changes.md").read_text("utf-8").split("\n") == [
        "## 有更改的条款", "", "### one",  "",
        "- `s1-para1`原作“加快建设开放平台。”，今作“加快建设开放平台和某某基地。”",
        "- `s3`新增：“三、保障措施”", "",
    ]  # fmt: skip
    assert (tmp_path / "summary.md").read_text("utf-8") == (site / "changes.md").read_text("utf-8")
    assert [path.read_text("utf-8") for path in (site / "site").rglob("CNAME")] == ["plans.example.org\n"]
    page = (site / "site/plans/one/index.html").read_text("utf-8")
    assert "三、保障措施" in page.replace("<wbr>", "")  # where a line may end is no word of the text


def test_a_commit_that_git_does_not_know_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", "--against", "nowhere", "--project", str(tmp_path)]) == 3
    assert "git knows no commit 'nowhere' here" in capsys.readouterr().err


def test_the_commands_for_other_systems_do_what_they_say(tmp_path: Path, settings: dict[str, str]) -> None:
    commands = list_commands(ROOT / ".github/workflows/systems.yml", "workflow_dispatch")
    # What means something else in PowerShell: variables, joined commands, quotes, redirection.
    assert [command for command in commands if not re.fullmatch(r"plan-publisher [\w./ -]+", command)] == []
    plan = tmp_path / "tests/deploy/plan.txt"
    plan.parent.mkdir(parents=True)
    plan.write_bytes((ROOT / "tests/deploy/plan.txt").read_bytes())
    for command in commands:
        done = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, env=settings, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (tmp_path / ".build/try/dist/SHA256SUMS").is_file()


WINDOWS = """
import subprocess, sys, types  # the standard library knows its own system
sys.modules["fcntl"] = None
held = []
lock = types.ModuleType("msvcrt")
lock.LK_NBLCK = 2
lock.locking = lambda descriptor, mode, count: held.append((mode, count))
sys.modules["msvcrt"] = lock
from build_tools.cli import main
added = ["add", sys.argv[1], "--project", "own", "--work", "one-2024", "--yes", "--publish"]
print(main(["init", "own"]) or main(added), main(["build", "--project", "own", "--quiet"]), held)
"""


def test_a_system_without_the_locks_of_unix_builds_with_its_own(tmp_path: Path, settings: dict[str, str]) -> None:
    command = [sys.executable, "-c", WINDOWS, str(ROOT / "tests/deploy/plan.txt")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=settings, check=False)
    assert done.stdout.splitlines()[-1:] == ["0 0 [(2, 1), (2, 1), (2, 1)]"], done.stdout + done.stderr
    assert (tmp_path / "own/site/plans/one-2024/index.html").is_file()
