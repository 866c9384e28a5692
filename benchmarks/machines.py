"""What a work costs where many machines share the works, and what 100,000 would.

Method: for each size a collection is written (`benchmarks/collection.py`), converted in two shards one after the other,
merged, and converted again from nothing in pools of one and two processes and on two workers of Dask. CPU seconds (user
+ system) a work of the shards and of the merge, the merge's largest resident size, and MB a work that a shard writes;
then wall seconds of one process over those of two, in a pool and on Dask: 2.00 would be perfect.
Extrapolated to 100,000: the shards' part by the cost a work at the largest size (each work is converted on its own, so
the cost is the same at every size); the merge by the exponent of its growth between the two largest sizes.

Run: `python benchmarks/machines.py [SIZE …]` (default 50 200), on a machine with nothing else to do and two processors.
"""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
import time
from pathlib import Path

from collection import write_collection
from scale import run

TARGET = 100_000


def main() -> None:
    """Measure all sizes and print the table."""
    sizes = [int(size) for size in sys.argv[1:]] or [50, 200]
    names = ("works", "shard s/work", "merge s/work", "merge MB", "MB/work", "pool 1:2", "Dask 1:2")
    print(" ".join(f"{name:>12}" for name in names), flush=True)
    merges: list[tuple[int, float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder, out = Path(name, "site"), Path(name, "out")
            write_collection(size, folder)
            here = ["--quiet", "--project", str(folder)]
            parts = [["--shard", f"{number}/2", "--out", str(out), "--jobs", "1"] for number in (1, 2)]
            shards = [run("build_tools", ["convert", *here, *part], folder) for part in parts]
            written = sum(path.stat().st_size for path in out.iterdir()) / 1e6
            merge = run("build_tools", ["merge", *here, "--jobs", "1", str(out)], folder)
            walls: list[float] = []
            for where in (("--jobs", "1"), ("--jobs", "2"), ("--dask-workers", "1"), ("--dask-workers", "2")):
                for made in (folder / ".build", folder / "docs" / "plans"):
                    shutil.rmtree(made)
                (folder / "anchors.lock").unlink()
                begun = time.perf_counter()
                run("build_tools", ["convert", *here, *where], folder)
                walls.append(time.perf_counter() - begun)
        shard = sum(cost.seconds for cost in shards) / size
        merges.append((size, merge.seconds))
        shown = (
            f"{size}", f"{shard:.3f}", f"{merge.seconds / size:.3f}", f"{merge.megabytes:.0f}",
            f"{written / size:.2f}", f"{walls[0] / walls[1]:.2f}", f"{walls[2] / walls[3]:.2f}",
        )  # fmt: skip
        print(" ".join(f"{value:>12}" for value in shown), flush=True)
    gigabytes = written / size * TARGET / 1e3
    print(f"{TARGET:,} works: shards {shard * TARGET / 3600:.1f} CPU hours, {gigabytes:.0f} GB written")
    if len(merges) > 1:
        (small, before), (large, after) = merges[-2:]
        exponent = math.log(after / before) / math.log(large / small)
        print(f"merge: exponent {exponent:.2f}, {after * (TARGET / large) ** exponent / 3600:.1f} CPU hours")


if __name__ == "__main__":
    main()
