"""How long converting and building take, beside bare MkDocs on the same Markdown.

Method: four commands, each a process of its own, run in turn (A B C D A B C D …) so that a change in the machine's
speed falls on all of them; one uncounted round first. CPU seconds (user + system) of the process and its children,
as the operating system counts them; the median of the rounds, and ratios of each round's figures to the bare build
of the same round. What is compared:

    convert   `python -m build_tools convert`, with an empty cache: five downloads into four works
    again     the same with a full cache: nothing has changed
    site      `python -m mkdocs build` with this project's mkdocs.yml: Material, its search index
    bare      `python -m mkdocs build` with MkDocs' own theme, no plugins: the least that MkDocs can do

Run: `python benchmarks/build.py [ROUNDS]` (default 5).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BARE = "site_name: bare\nplugins: []\nmarkdown_extensions: [md_in_html]\nvalidation: {nav: {omitted_files: ignore}}\n"


def cpu_seconds(command: list[str], folder: Path) -> float:
    """Return user + system seconds of a command and its children."""
    before = os.times()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def main() -> None:
    """Run the rounds and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("seeds", "docs"):
            shutil.copytree(ROOT / part, folder / part)
        for part in ("mkdocs.yml", "anchors.lock"):
            shutil.copy(ROOT / part, folder / part)
        (folder / "bare.yml").write_text(BARE, "utf-8")
        python = sys.executable
        commands = {
            "convert": [python, "-m", "build_tools", "convert", "--quiet", "--project", str(folder)],
            "again": [python, "-m", "build_tools", "convert", "--quiet", "--project", str(folder)],
            "site": [python, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")],
            "bare": [python, "-m", "mkdocs", "build", "--quiet", "-f", "bare.yml", "--site-dir", str(folder / "bare")],
        }
        figures: dict[str, list[float]] = {name: [] for name in commands}
        for round_no in range(rounds + 1):
            shutil.rmtree(folder / ".build", ignore_errors=True)
            for name, command in commands.items():
                seconds = cpu_seconds(command, ROOT if name in ("convert", "again") else folder)
                if round_no:
                    figures[name].append(seconds)
    print(f"{'':8} {'CPU s':>7} {'of bare':>8}   (median of {rounds} rounds)")
    for name, seconds_of in figures.items():
        ratios = [own / bare for own, bare in zip(seconds_of, figures["bare"], strict=True)]
        print(f"{name:8} {statistics.median(seconds_of):7.2f} {statistics.median(ratios):8.2f}")


if __name__ == "__main__":
    main()
