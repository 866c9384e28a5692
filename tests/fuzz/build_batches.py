# ruff: noqa: T201 - a command, whose findings go to the terminal
"""Takes drawn downloads through `build` and `check`, fifty in one project at a time; runs by hand, never in the suite.

The documents are those of the search (`fuzz.py`): lists of choices that its folder keeps, changed, and some left to
chance. Each is taken in as `add` does. A batch is sound where `build` ends with 0, `check` does, and neither prints a
traceback; one that is not is cut in halves until the works are known whose fault it is, and their files are kept.

    python tests/fuzz/build_batches.py --batches 20 --search .build/fuzz --out .build/batches
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "properties"), str(ROOT / "tests" / "fuzz")]

from fuzz import Recorded, change, make_file  # noqa: E402 (found through the path above)
from kill_at_random import make_project, start  # noqa: E402

from build_tools.errors import UnreadableSourceError  # noqa: E402
from build_tools.pipeline import convert_bytes  # noqa: E402
from build_tools.publish.take_in import Download, Wish, take_in  # noqa: E402

SIZE = 50


def draw_files(kept: list[list[int]], batch: int) -> list[bytes]:
    """Return fifty files that can be read, no two alike."""
    chance = random.Random(f"batch-{batch}")
    files: list[bytes] = []
    while len(files) < SIZE:
        data = make_file(Recorded(change(kept, chance), chance))
        try:
            convert_bytes(data, "a.txt")
        except UnreadableSourceError:
            continue
        if data not in files:
            files.append(data)
    return files


def try_files(files: list[bytes]) -> str:
    """Return what is wrong when these are built and checked in one project, "" where nothing is."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_project(root)
        for work in ("one", "two"):
            shutil.rmtree(root / "seeds" / work)
        for number, data in enumerate(files):
            take_in(
                root / "seeds", [Download("a.txt", data)], convert_bytes(data, "a.txt").edition, Wish(f"work-{number}")
            )
        for command in (("build", "--quiet", "--jobs", "1"), ("check",)):
            code = start(root, *command).wait()
            told = (root / "told.txt").read_text("utf-8", "replace")
            if code or "Traceback" in told:
                return f"{command[0]} ends with {code}: {told[-1500:]}"
    return ""


def find_guilty(files: list[bytes]) -> list[tuple[bytes, str]]:
    """Return the files that cannot be built by themselves, or the whole batch where only all of them together fail."""
    if len(files) == 1:
        return [(files[0], said)] if (said := try_files(files)) else []
    middle = len(files) // 2
    return [found for half in (files[:middle], files[middle:]) if try_files(half) for found in find_guilty(half)]


def main() -> int:
    """Read the arguments; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--batches", type=int, default=20)
    parser.add_argument("--first", type=int, default=1, help="number of the first batch, to go on where a run ended")
    parser.add_argument("--search", type=Path, default=ROOT / ".build" / "fuzz")
    parser.add_argument("--out", type=Path, default=ROOT / ".build" / "batches")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    options.out.mkdir(parents=True, exist_ok=True)
    state = options.search / "state.json"
    kept = json.loads(state.read_text("utf-8"))["kept"] if state.is_file() else []
    broken = 0
    for batch in range(options.first, options.first + options.batches):
        began = time.monotonic()
        files = draw_files(kept, batch)
        said = try_files(files)
        print(f"batch {batch}: {said or 'sound'} ({time.monotonic() - began:.0f} s)", flush=True)
        if said:
            broken += 1
            for number, (data, what) in enumerate(find_guilty(files)):
                path = options.out / f"{batch}-{number}.txt"
                path.write_bytes(data)
                print(f"FOUND {path}: {what}", flush=True)
    print(f"{options.batches} batches of {SIZE}, {broken} broken")
    return bool(broken)


if __name__ == "__main__":
    raise SystemExit(main())
