"""A lock that one process at a time holds on a file; the system gives it back when the process dies."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    import msvcrt

_PAUSE = 0.1  # seconds


@contextmanager
def hold_lock(path: Path) -> Iterator[int]:
    """Hold the lock of a file, which is made where it is missing; wait while another process holds it.

    Yields the file's descriptor. A child process that inherits it keeps the lock until it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _wait(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def _wait(descriptor: int) -> None:
    if "fcntl" in globals():
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    while True:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            return
        except OSError:  # somebody has it; LK_LOCK would give up after ten seconds
            time.sleep(_PAUSE)
