"""What a site costs as it grows: a first build, one where nothing has changed, and one after a change of one clause.

Method: for each size a collection is written (`benchmarks/collection.py`) and built three times by the program, in
processes of their own, without PDFs. CPU seconds (user + system) and the largest resident size of the process and its
children, as the operating system counts them; `spread`, the share of a first build in processes that the first one
started; files and bytes of the site; `renewed`, of the bytes of the search's
index, those in files that the change of one clause has renewed. `exponent` is that of the growth of CPU from the size
before. Beside it, on the same Markdown (the generated docs/), Zensical without its search, in the same run:
the ratio is that of the first builds. One run each: read ratios and exponents, not seconds. Last, what kinds of files
weigh most, in files and kB a work at each size: what does not fall from size to size grows with the library.

Run: `python benchmarks/scale.py [--lean] [SIZE …]` (default 10 100). With `--lean` also small sites leave to releases
what large ones leave. Zensical is installed below .cache/ where it is missing.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import NamedTuple

from collection import ROOT, write_collection

from build_tools.pipeline import convert_bytes
from build_tools.publish.weight import list_kinds

PACKAGES = ROOT / ".cache/benchmarks"  # what is measured beside us: no part of the project
_KINDS = 24  # that are shown: all others together weigh less than one of these
_LOCKED = 60  # characters by which the lock of anchors tells a clause; a line may open with a heading
PEER = "site_name: x\nuse_directory_urls: true\nplugins: []\nmarkdown_extensions: [md_in_html, attr_list, {toc: {}}]\n"


class Cost(NamedTuple):
    """CPU seconds, their share in processes that the first one started, and the largest resident size in MB."""

    seconds: float
    spread: float
    megabytes: float


_RUN = """
import atexit, os, resource, runpy, sys
def tell():
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, others = (one.ru_utime + one.ru_stime for one in used)
    told = f"{own + others} {others / (own + others)} {max(one.ru_maxrss for one in used) / 1024}"
    os.write(output, told.encode())
output = os.dup(1)
os.dup2(2, 1)
atexit.register(tell)
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


def run(module: str, arguments: list[str], folder: Path, path: str = "") -> Cost:
    """Run a module as a program; return what it has cost."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [path, str(ROOT)]))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles a program each time that it is run
    command = [sys.executable, "-c", _RUN, module, *arguments]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, env=environment)
    if done.returncode:
        sys.exit(done.stderr.decode("utf-8", "replace")[-3000:])
    return Cost(*map(float, done.stdout.split()))


def change_clause(folder: Path) -> None:
    """Change one clause of the first work: two characters behind those by which the lock knows it.

    Raises:
        StopIteration: no line of the download is long enough.
    """
    work = min((folder / "seeds").glob("*/manifest.toml")).parent
    (path,) = work.glob("*.txt")
    text, manifest = path.read_text("utf-8"), (work / "manifest.toml").read_text("utf-8")
    ends = (block.printed[_LOCKED:] for block in convert_bytes(path.read_bytes(), work.name).edition.blocks)
    # A title that nobody has cited so far would be a new name, for which the search has files of its own.
    end = next(end for end in ends if "发展" in end and "《" not in end and text.count(end) == 1)
    changed = text.replace(end, end.replace("发展", "推进", 1))
    path.write_text(changed, "utf-8")
    digests = [hashlib.sha256(held.encode()).hexdigest() for held in (text, changed)]
    (work / "manifest.toml").write_text(manifest.replace(*digests), "utf-8")


def read_index(folder: Path) -> dict[Path, bytes]:
    """Return the files of the search's index."""
    return {path: path.read_bytes() for path in (folder / "site/search").rglob("*.js")}


def build_peer(docs: Path, folder: Path) -> Cost:
    """Build the same Markdown with Zensical."""
    if not (PACKAGES / "zensical").exists():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(PACKAGES), "zensical"]
        subprocess.run(install, check=True)
    shutil.copytree(docs, folder / "docs")
    (folder / "mkdocs.yml").write_text(PEER, "utf-8")
    return run("zensical", ["build"], folder, str(PACKAGES))


def make_lean(folder: Path) -> None:
    """Let a site leave out whatever a large one leaves to its releases."""
    told = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(re.sub(r"(release_(?:forms_)?from_mb:) \d+", r"\1 0", told), "utf-8")


def show_kinds(kinds: dict[int, list[tuple[str, int, int]]]) -> None:
    """Print files and kB a work of the kinds of files that weigh most at the largest size, at each size."""
    found = {
        size: {kind: (files / size, held / size / 1000) for kind, files, held in own} for size, own in kinds.items()
    }
    print("\nkind" + " " * 34 + "".join(f"{size:>8} f{'kB':>8}" for size in found))
    for kind, _, _ in kinds[max(kinds)][:_KINDS]:
        cells = (found[size].get(kind, (0, 0)) for size in found)
        print(f"{kind:38}" + "".join(f"{files:10.2f}{held:8.1f}" for files, held in cells))


def main() -> None:
    """Measure all sizes and print the tables."""
    sizes = [int(size) for size in sys.argv[1:] if size != "--lean"] or [10, 100]
    kinds: dict[int, list[tuple[str, int, int]]] = {}
    names = (
        "works",
        "first",
        "spread",
        "exponent",
        "same",
        "clause",
        "renewed",
        "MB used",
        "files",
        "files/work",
        "MB",
        "Zensical",
        "ratio",
    )
    print(" ".join(f"{name:>10}" for name in names), flush=True)
    last: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "site"
            write_collection(size, folder)
            if "--lean" in sys.argv:
                make_lean(folder)
            build = partial(run, "build_tools", ["build", "--quiet", "--project", str(folder)], folder)
            first, same = build(), build()
            before = read_index(folder)
            change_clause(folder)
            clause, after = build(), read_index(folder)
            new = sum(len(data) for path, data in after.items() if before.get(path) != data)
            renewed = new / sum(map(len, after.values()))
            files = [path for path in (folder / "site").rglob("*") if path.is_file()]
            (Path(name) / "peer").mkdir()
            peer = build_peer(folder / "docs", Path(name) / "peer")
            kinds[size] = list_kinds(folder / "site")
            size_of = sum(path.stat().st_size for path in files) / 1e6
        growth = math.log(first.seconds / last[1]) / math.log(size / last[0]) if last else math.nan
        last = size, first.seconds
        shown = (
            f"{size}", f"{first.seconds:.1f}", f"{first.spread:.0%}", f"{growth:.2f}", f"{same.seconds:.2f}",
            f"{clause.seconds:.1f}",
            f"{renewed:.2%}",
            f"{first.megabytes:.0f}", f"{len(files)}", f"{len(files) / size:.1f}", f"{size_of:.0f}",
            f"{peer.seconds:.1f}", f"{first.seconds / peer.seconds:.2f}",
        )  # fmt: skip
        print(" ".join(f"{value:>10}" for value in shown), flush=True)
    show_kinds(kinds)


if __name__ == "__main__":
    main()
