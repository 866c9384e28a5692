"""The workflows: valid, pinned, each with no more rights than it needs, and running what a person runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.publish.start import start_site

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
USES_RE = re.compile(r"^ *-? *uses: (?P<action>\S+?)(?:@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+))?$")
# YAML 1.1 reads the key `on` as a truth value.
ON = True


def read(name: str) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows" / name).read_text("utf-8"))
    return loaded


def list_steps() -> list[dict[str, Any]]:
    return [step for path in FILES for job in read(path.name)["jobs"].values() for step in job.get("steps", [])]


def validate(*paths: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    return subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)


def test_workflows_follow_the_schema(tmp_path: Path) -> None:
    assert [path.name for path in FILES] == ["checks.yml", "pages.yml", "systems.yml"]
    done = validate(*FILES)
    assert done.returncode == 0, done.stdout
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(FILES[1].read_text("utf-8").replace("runs-on:", "run-on:", 1), "utf-8")
    assert validate(wrong).returncode == 1


def test_the_workflow_of_a_new_site_follows_the_schema(tmp_path: Path) -> None:
    start_site(tmp_path / "site", "某市规划文库", "", "0.1.0")
    path = tmp_path / "site/.github/workflows/pages.yml"
    done = validate(path)
    assert done.returncode == 0, done.stdout
    assert path.read_text("utf-8").count("${{") == 3
    pins = set(re.findall(r"uses: (\S+)", path.read_text("utf-8")))
    assert pins <= {step["uses"] for step in list_steps() if "uses" in step}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_official_and_pinned_by_commit(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    found = [USES_RE.match(line) for line in lines]
    assert [line for line, match in zip(lines, found, strict=True) if match is None] == []
    unpinned = [match["action"] for match in found if match and not match["commit"]]
    assert unpinned in ([], ["./.github/workflows/checks.yml"])
    assert {m["action"].partition("/")[0] for m in found if m and m["commit"]} == {"actions"}


def test_an_action_has_one_version() -> None:
    pins: dict[str, set[str]] = {}
    for step in list_steps():
        if "uses" in step:
            action, _, commit = step["uses"].partition("@")
            pins.setdefault(action, set()).add(commit)
    assert {action: commits for action, commits in pins.items() if len(commits) > 1} == {}


def test_proposed_changes_can_read_and_nothing_else() -> None:
    checks = read("checks.yml")
    assert checks["permissions"] == {"contents": "read"}
    assert ["permissions" in job for job in checks["jobs"].values()] == [False]
    assert set(checks[ON]) == {"pull_request", "workflow_call"}
    assert set(read("pages.yml")[ON]) == {"push", "workflow_dispatch"}


def test_only_the_deploying_job_may_write_and_it_waits_for_the_checks() -> None:
    pages = read("pages.yml")
    jobs = pages["jobs"]
    rights = {name: job.get("permissions", pages["permissions"]) for name, job in jobs.items()}
    assert rights == {
        "checks": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert jobs["deploy"]["needs"] == ["checks", "build"]
    assert [step.get("uses", "").partition("@")[0] for step in jobs["deploy"]["steps"]] == ["actions/deploy-pages"]


def test_no_expression_gets_into_a_shell_and_no_token_is_left_behind() -> None:
    steps = list_steps()
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False] * 3


def test_a_linter_of_workflows_finds_nothing(tmp_path: Path) -> None:
    """Zizmor, asking nobody; the control is a workflow that puts a title into a shell."""
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [
        str(zizmor),
        "--offline",
        "--quiet",
        "--color=never",
        "--no-progress",
        f"--config={ROOT / '.github/zizmor.yml'}",
    ]
    done = subprocess.run([*command, *map(str, FILES)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "No findings to report. Good job!"), done.stdout
    bad = tmp_path / "bad.yml"
    text = FILES[0].read_text("utf-8").replace("run: make site", 'run: echo "${{ github.event.pull_request.title }}"')
    bad.write_text(text, "utf-8")
    assert subprocess.run([*command, str(bad)], capture_output=True, check=False).returncode > 0


def test_a_proposed_change_brings_the_promise_of_its_branch() -> None:
    checkout = read("checks.yml")["jobs"]["checks"]["steps"][0]
    assert checkout["with"]["fetch-depth"] == 2


def test_they_run_what_a_person_runs() -> None:
    def commands(job: dict[str, Any]) -> list[str]:
        return [step["run"] for step in job["steps"] if step.get("run", "").startswith("make ")]

    assert commands(read("checks.yml")["jobs"]["checks"]) == ["make check", "make site", "make test", "make check"]
    build = read("pages.yml")["jobs"]["build"]
    assert commands(build) == ["make site DRAFTS=no"]
    made = next(step for step in build["steps"] if step.get("run") == "make site DRAFTS=no")
    assert made["env"] == {"SITE_URL": "${{ steps.pages.outputs.base_url }}/"}
    caches = [step["with"] for step in list_steps() if step.get("uses", "").startswith("actions/setup-python@")]
    assert [(found["cache"], found["cache-dependency-path"]) for found in caches] == [("pip", "requirements/*.txt")] * 3
