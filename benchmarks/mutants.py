"""Mutations of the rooms that decide, and how many of them the room's own unit tests notice.

Method: every module of parse, edition, hanzi, model and annotate is read as a syntax tree, and each place where one
small change can be made is a site: a comparison turned, `and` for `or`, a `not` left out, a number one higher, a
condition taken for true or false, `break` for `continue`, a returned value left out. A fixed seed draws the sites. Each
mutant is a copy of the package with one changed module, against which `tests/unit/<room>` runs in a process of its own:
the module's own test file first, the rest of the room behind it, to the first failure. What fails, hangs or cannot be
imported is killed. A mutant that lives means that no test of the room would notice that mistake.

    python benchmarks/mutants.py                 500 mutants, drawn by the seed
    python benchmarks/mutants.py --count 60      fewer
    python benchmarks/mutants.py --all           every site; a later run goes on where the last one ended

Verdicts are kept in .build/mutants.jsonl under a hash of package and tests, so that a run can be ended at any time.
"""

from __future__ import annotations

import argparse
import ast
import copy
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import local

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("annotate", "edition", "hanzi", "model", "parse")
SEED = 20261128
TIMEOUT = 120  # seconds, a few times what the slowest room takes on a loaded machine

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Site:
    """One change: the module below the package, the number of the node in it, the change's name, the line."""

    module: str
    node: int
    change: str
    line: int

    @property
    def room(self) -> str:
        """The room that the module is in."""
        return self.module.partition("/")[0]

    @property
    def key(self) -> str:
        """Its name in the list of verdicts."""
        return f"{self.module}:{self.line}:{self.node}:{self.change}"


def list_changes(node: ast.AST) -> Iterator[str]:
    """Yield the names of the changes that a node can take."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        yield "turn"
    elif isinstance(node, ast.BoolOp):
        yield "other-word"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "no-not"
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield "one-more"
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "true"
        if not isinstance(node, ast.While):
            yield "false"
    elif isinstance(node, ast.Continue):
        yield "break"
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        yield "other-sign"
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "none"


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def change_node(node: ast.AST, change: str) -> ast.AST:
    """Return a node changed by a name of `list_changes`."""
    if isinstance(node, ast.Compare):
        node.ops[0] = _TURNED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        return node.operand
    elif isinstance(node, ast.Constant):
        node.value = int(node.value) + 1  # type: ignore[arg-type]
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        node.test = ast.Constant(change == "true")
    elif isinstance(node, ast.Continue):
        return ast.Break()
    elif isinstance(node, ast.BinOp):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    return node


class _Changer(ast.NodeTransformer):
    def __init__(self, number: int, change: str) -> None:
        self.number, self.change, self.at = number, change, -1

    def visit(self, node: ast.AST) -> ast.AST:
        self.at += 1
        if self.at == self.number:
            return change_node(node, self.change)
        return super().generic_visit(node)


def list_sites(module: str) -> list[Site]:
    """Return the sites of a module; annotations and names of modules hold none."""
    tree = ast.parse((ROOT / "build_tools" / module).read_text("utf-8"))
    sites: list[Site] = []
    counter = -1

    def enter(node: ast.AST) -> None:
        nonlocal counter
        counter += 1
        number = counter
        sites.extend(Site(module, number, change, getattr(node, "lineno", 0)) for change in list_changes(node))
        for child in ast.iter_child_nodes(node):
            enter(child)

    enter(tree)
    return sites


def mutate(site: Site) -> str:
    """Return the module's text with the change."""
    tree = ast.parse((ROOT / "build_tools" / site.module).read_text("utf-8"))
    return ast.unparse(ast.fix_missing_locations(_Changer(site.node, site.change).visit(copy.deepcopy(tree))))


class Bench:
    """Runs mutants, each worker in a copy of the package of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mutants-"))
        self.own = local()

    def copy(self) -> Path:
        """Return this worker's copy of the project."""
        if not hasattr(self.own, "root"):
            root = Path(tempfile.mkdtemp(dir=self.folder))
            for name in ("build_tools", "tests", "seeds", "docs", "benchmarks"):
                shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            for name in ("pyproject.toml", "anchors.lock", "mkdocs.yml"):
                shutil.copy(ROOT / name, root / name)
            self.own.root = root
        return self.own.root  # type: ignore[no-any-return]

    def judge(self, site: Site) -> bool:
        """Return whether the room's own tests notice a mutant."""
        root = self.copy()
        path = root / "build_tools" / site.module
        whole = path.read_text("utf-8")
        stem = Path(site.module).stem
        tests = root / "tests/unit" / site.room
        first = sorted(tests.glob(f"test_{stem}*.py"))
        rest = sorted(set(tests.glob("test_*.py")) - set(first))
        path.write_text(mutate(site), "utf-8")
        try:
            command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *map(str, (*first, *rest))]
            environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
            done = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=TIMEOUT, check=False)
            return done.returncode != 0
        except subprocess.TimeoutExpired:
            return True
        finally:
            path.write_text(whole, "utf-8")


def hash_project() -> str:
    """Return a hash of the package and its unit tests."""
    digest = hashlib.sha256()
    for folder in ("build_tools", "tests/unit"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def main() -> int:
    """Judge the mutants and print the share of the killed by room, and those that live."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--room", choices=ROOMS)
    options = parser.parse_args()
    rooms = (options.room,) if options.room else ROOMS
    modules = sorted(
        path.relative_to(ROOT / "build_tools").as_posix()
        for room in rooms
        for path in (ROOT / "build_tools" / room).glob("*.py")
    )
    sites = [site for module in modules for site in list_sites(module)]
    if not options.all:
        sites = sorted(random.Random(SEED).sample(sites, min(options.count, len(sites))))  # noqa: S311
    kept = ROOT / ".build/mutants.jsonl"
    kept.parent.mkdir(exist_ok=True)
    state = hash_project()
    lines = [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept.is_file() else []
    verdicts = {line["site"]: line["killed"] for line in lines if line["state"] == state}
    bench = Bench()
    try:
        with ThreadPoolExecutor(os.cpu_count()) as pool, kept.open("a", encoding="utf-8") as file:
            open_sites = [site for site in sites if site.key not in verdicts]
            for site, killed in zip(open_sites, pool.map(bench.judge, open_sites), strict=True):
                verdicts[site.key] = killed
                print(json.dumps({"state": state, "site": site.key, "killed": killed}), file=file, flush=True)
    finally:
        shutil.rmtree(bench.folder, ignore_errors=True)
    drawn, killed_by_room = Counter(site.room for site in sites), Counter[str]()
    killed_by_room.update(site.room for site in sites if verdicts[site.key])
    for room in rooms:
        share = killed_by_room[room] / drawn[room] if drawn[room] else 0
        print(f"{room:10} {killed_by_room[room]:5} of {drawn[room]:5} killed, {share:.2f}")
    for site in sites:
        if not verdicts[site.key]:
            print(f"lives: {site.key}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
