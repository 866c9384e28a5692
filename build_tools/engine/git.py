"""The door to git, which a project need not have."""

import subprocess
from pathlib import Path


def ask_git(root: Path, *arguments: str) -> str:
    """Return what git says in a folder; "" where it fails, or is not there."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=30)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
