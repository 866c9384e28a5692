"""Lets the tests here share their books and the made-up documents of the properties, and finds epubcheck."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "properties")]


@pytest.fixture(scope="session")
def epubcheck() -> list[str]:
    """The command that checks a book."""
    jar = Path(os.environ.get("EPUBCHECK", "/usr/bin/epubcheck"))
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip("there is no epubcheck: tests/epub/ensure_epubcheck.sh tells what to do")
    # For a few seconds' work it does not pay to compile its code well, nor to collect garbage in several threads.
    return ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
