"""Runs an outside program on a file that comes in: in a folder of its own, with a bare environment and a bound of time.

Nothing that a build does comes here.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path


def find_program(names: Iterable[str]) -> str:
    """Return the path of the first program that is installed, "" where none is."""
    return next((path for name in names if (path := shutil.which(name))), "")


def run_program(command: Sequence[str], folder: Path, seconds: float) -> str:
    """Return what a program prints, or where it prints nothing what it complains of; what it starts ends with it.

    Args:
        command: a fixed one; names of files in it are ours.
        folder: where it runs; its home and its place for temporary files.
        seconds: after which it is killed.

    Raises:
        subprocess.TimeoutExpired: it did not end in time.
        OSError: it cannot be started.
    """
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TMPDIR": str(folder),
    }
    with subprocess.Popen(  # noqa: S603 (a fixed command; the file's name is ours)
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            output, complaints = process.communicate(timeout=seconds)
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
    return (output or complaints).decode("utf-8", "replace")
