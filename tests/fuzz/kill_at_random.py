# ruff: noqa: T201 - a command, whose findings go to the terminal
"""Kills the commands that write at moments of chance; runs by hand, never in the test suite.

Method: a small project of two works is built and released once. Then, again and again, one of `convert`, `build`,
`release` and `add` starts as a process of its own after a work has changed, and is killed as by `kill -9`, with
all that it started, after a time drawn evenly from nothing to half as long again as the command takes when it is
left alone. After each kill

- every page of `docs/`, every file of the site and of the release is whole: the release agrees with its SHA256SUMS, the
  site has no broken link and its offline copy is a sound archive, the lock can be read;
- the next run of the same command ends well, and leaves no temporary file behind.

The draws come from `--seed`. `tests/faults/` tries the exact places where the disk is changed.

    python tests/fuzz/kill_at_random.py --kills 100 --seed 1
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = "某市某某发展规划\n一、优化空间布局\n加快建设。\n二、培育龙头企业\n深化合作。\n"


def add_work(root: Path, work: str, text: str) -> None:
    """Write a work's folder."""
    folder = root / "seeds" / work
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    (folder / "a.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    (folder / "manifest.toml").write_text(
        f'draft = true\n[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n', "utf-8"
    )


def make_project(root: Path) -> None:
    """Write a project that builds with the real theme."""
    (root / "docs").mkdir(parents=True)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    nav = config[config.index("nav:\n") : config.index("not_in_nav:")]
    config = config.replace(nav, "nav:\n  - 首页: index.md\n  - 规划: plans/index.md\n")
    (root / "mkdocs.yml").write_text(config.replace("omitted_files: warn", "omitted_files: ignore"), "utf-8")
    for page in ("about", "cite", "method", "changes", "english", "downloads-and-data", "outline"):
        (root / "docs" / f"{page}.md").write_text("# 页\n\n## 键 {#keys}\n" if page != "method" else METHOD, "utf-8")
    (root / "docs" / "index.md").write_text("# 首页\n<!-- plans:start -->\n<!-- plans:end -->\n", "utf-8")
    for work in ("one", "two"):
        add_work(root, work, TEXT)


METHOD = '# 方法\n\n## <a id="keys" href="#keys" title="键"></a>键\n'


def start(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own."""
    command = [sys.executable, "-m", "build_tools", *arguments, "--project", str(root)]
    told = (root / "told.txt").open("ab")
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=root, env=settings, stdout=told, stderr=told, start_new_session=True)


def find_faults(root: Path) -> list[str]:
    """Return what is not whole."""
    from build_tools.edition.lock import read_lock
    from build_tools.publish.links import check_links

    faults = []
    sums = root / "dist" / "SHA256SUMS"
    for line in sums.read_text("utf-8").splitlines() if sums.is_file() else ():
        digest, _, name = line.partition("  ")
        if hashlib.sha256((root / "dist" / name).read_bytes()).hexdigest() != digest:
            faults.append(f"release: {name} is not what its sum says")
    if not sums.is_file():
        faults.append("release: none")
    faults += [f"site: {link.page}: {link.target}" for link in check_links(root / "site")]
    if not (root / "site/index.html").is_file() or zipfile.ZipFile(root / "site/offline.zip").testzip():
        faults.append("site: not whole")
    read_lock((root / "anchors.lock").read_text("utf-8"))
    pages = sorted((root / "docs").rglob("*.md"))
    return faults + [f"docs: {page.name} is cut off" for page in pages if not page.read_text("utf-8").endswith("\n")]


def list_leftovers(root: Path) -> list[str]:
    """Return temporary files that a good run should have cleared away."""
    patterns = (".build/site-*", ".build/dist-*", "seeds/.adding-*", "docs/**/.writing-*", ".writing-*")
    names = [path.name for pattern in patterns for path in root.glob(pattern)]
    return [name for name in names if not name.endswith(".lock")]


def main() -> int:
    """Read the arguments; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_project(root)
        takes: dict[str, float] = {}
        commands = {
            "build": ("build", "--quiet", "--jobs", "1"),
            "convert": ("convert", "--quiet", "--jobs", "1"),
            "release": ("release", "--quiet"),
        }
        for kind, arguments in commands.items():
            before = time.monotonic()
            if start(root, *arguments).wait():
                print((root / "told.txt").read_text("utf-8"))
                return 1
            takes[kind] = time.monotonic() - before
        takes["add"] = takes["release"]
        faults = cut = 0
        for number in range(options.kills):
            kind = draw.choice([*commands, "add"])
            add_work(root, draw.choice(["one", "two"]), TEXT.replace("加快建设", f"加快第{number}次建设"))
            (root / "new.txt").write_text(f"{TEXT}第{number}次。\n", "utf-8")
            add = ("add", str(root / "new.txt"), "--work", f"new-{number}")
            arguments = commands.get(kind, add)
            process = start(root, *arguments)
            time.sleep(draw.uniform(0, 1.5 * takes[kind]))
            cut += process.poll() is None
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            found = find_faults(root)
            code = start(root, *arguments).wait()
            # 3: what was added is there.
            if code not in ((0, 3) if kind == "add" else (0,)):
                found.append(f"the next run ends with {code}")
            found += [f"left behind: {left}" for left in list_leftovers(root) if code == 0]
            faults += bool(found)
            print(f"{number + 1} {kind}: {'; '.join(found) or 'good'}", flush=True)
            shutil.rmtree(root / "seeds" / f"new-{number}", ignore_errors=True)
        print(f"{options.kills} runs, {cut} killed before their end, {faults} with faults")
        return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
