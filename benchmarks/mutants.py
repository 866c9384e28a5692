"""Mutations of the rooms that decide, and how many of them the room's own unit tests notice.

Method: every module of parse, edition, hanzi, model and annotate is read as a syntax tree, and each place where one
small change can be made is a site: a comparison turned, `and` for `or`, a `not` left out, a number one higher, a
condition taken for true or false, `break` for `continue`, a sum for a difference, a returned value left out. A fixed
seed draws the sites. Against each mutant run those tests of `tests/unit/<room>` that reach the changed statement, to
the first failure, in a process of its own. What fails, hangs or cannot be imported is killed. A mutant that lives
means that no test of the room would notice that mistake. Tests marked slow and those of more than 0.5 s are not asked.

    python benchmarks/mutants.py                 500 mutants, drawn by the seed
    python benchmarks/mutants.py --count 60      fewer
    python benchmarks/mutants.py --seed 7        others, to see whether the tests fit more than the drawn ones
    python benchmarks/mutants.py --all           every site; a later run goes on where the last one ended
    python benchmarks/mutants.py --lived         of these, those that no run has killed yet

What lives although no test could tell it, or should, stands in mutants.toml with the reason. Verdicts are kept in
.build/mutants/ under a hash of package and tests, so that a run can be ended at any time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutation.sites import Site, add_probes, list_sites, mutate, statement_lines
from mutation.trial import record_reach, start_trial, warm_up

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "build_tools"
ROOMS = ("annotate", "edition", "hanzi", "model", "parse")
SEED = 20261128
KEPT = ROOT / ".build/mutants"


def draw_sites(sites: Sequence[Site], seed: int, count: int) -> list[Site]:
    """Return `count` sites; a site that is added or gone changes one of the drawn, not all of them."""
    drawn = sorted(sites, key=lambda site: hashlib.sha256(f"{seed}|{site.place}".encode()).digest())[:count]
    return sorted(drawn, key=lambda site: (site.module, site.line, site.node, site.change))


def hash_room(room: str) -> str:
    """Return a hash of the package and of the room's tests."""
    digest = hashlib.sha256()
    tests = ROOT / "tests"
    for folder in (PACKAGE, tests / "unit" / room, tests / "cases", ROOT / "benchmarks/mutation"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".toml", ".json"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class Verdicts:
    """What is known of the mutants of a room, in a file that a later run reads."""

    def __init__(self, room: str, state: str) -> None:
        self.file = KEPT / f"{room}.jsonl"
        lines = [json.loads(line) for line in self.file.read_text("utf-8").splitlines()] if self.file.is_file() else []
        self.last: dict[str, bool] = {line["site"]: line["killed"] for line in lines}
        self.known: dict[str, bool] = {line["site"]: line["killed"] for line in lines if line["state"] == state}
        self.state = state

    def add(self, site: Site, *, killed: bool) -> None:
        """Write one down."""
        self.known[site.key] = killed
        with self.file.open("a", encoding="utf-8") as file:
            print(json.dumps({"state": self.state, "site": site.key, "killed": killed}), file=file)


def judge_room(room: str, sites: Sequence[Site], jobs: int) -> Verdicts:
    """Judge those mutants of a room that have no verdict yet, `jobs` at a time."""
    state = hash_room(room)
    verdicts = Verdicts(room, state)
    waiting = [site for site in sites if site.key not in verdicts.known]
    if not waiting:
        return verdicts
    reach = record_reach(
        ROOT, room, lambda module: add_probes((PACKAGE / module).read_text("utf-8")), KEPT / f"{room}-{state}.json"
    )
    lines = {module: statement_lines(PACKAGE, module) for module in {site.module for site in waiting}}
    running: dict[int, Site] = {}

    def finish_one() -> None:
        child, status = os.wait()
        verdicts.add(running.pop(child), killed=status != 0)

    for site in _show_progress(room, waiting):
        names = reach.tests_of(site.module, lines[site.module][site.node])
        if not names:
            verdicts.add(site, killed=False)
            continue
        while len(running) >= jobs:
            finish_one()
        running[start_trial(ROOT, mutate(PACKAGE, site), site.module, names, reach.seconds)] = site
    while running:
        finish_one()
    return verdicts


def _show_progress(room: str, sites: Sequence[Site]) -> Iterator[Site]:
    for number, site in enumerate(sites, 1):
        if number % 25 == 0:
            print(f"{room}: {number} of {len(sites)}", file=sys.stderr, flush=True)
        yield site


def read_argued(sites: Sequence[Site]) -> dict[str, str]:
    """Return the reason for each argued mutant, by its key.

    Raises:
        SystemExit: one is argued that the code does not hold any more.
    """
    named = {(site.module, site.scope, site.before, site.after): site for site in sites}
    argued: dict[str, str] = {}
    for entry in tomllib.loads((ROOT / "benchmarks/mutants.toml").read_text("utf-8")).get("mutant", []):
        place = (entry["module"], entry["scope"], entry["before"], entry["after"])
        alike = [site for site in sites if (site.module, site.scope, site.before, site.after) == place]
        if place not in named:
            raise SystemExit(f"mutants.toml argues what is not there: {place}")
        argued |= {site.key: entry["reason"] for site in alike}
    return argued


def main() -> int:
    """Judge the mutants and print the share of the killed by room, and those that live."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--lived", action="store_true")
    parser.add_argument("--room", choices=ROOMS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    start = time.monotonic()
    KEPT.mkdir(parents=True, exist_ok=True)
    rooms = (options.room,) if options.room else ROOMS
    modules = sorted(path.relative_to(PACKAGE).as_posix() for room in ROOMS for path in (PACKAGE / room).glob("*.py"))
    everything = [site for module in modules for site in list_sites(PACKAGE, module)]
    argued = read_argued(everything)
    sites = everything if options.all else draw_sites(everything, options.seed, options.count)
    sites = [site for site in sites if site.room in rooms]
    if options.lived:
        last = {key: killed for room in rooms for key, killed in Verdicts(room, "").last.items()}
        sites = [site for site in sites if not last.get(site.key)]
    sys.path.insert(0, str(ROOT))
    warm_up()
    drawn, killed, excused = Counter[str](), Counter[str](), Counter[str]()
    living: list[Site] = []
    for room in rooms:
        own = [site for site in sites if site.room == room]
        known = judge_room(room, own, options.jobs).known
        drawn[room] = len(own)
        killed[room] = sum(known[site.key] for site in own)
        lived = [site for site in own if not known[site.key]]
        excused[room] = sum(site.key in argued for site in lived)
        living.extend(lived)
    for site in living:
        print(f"{'argued' if site.key in argued else 'lives '} {site}")
    for room in (*rooms, "all"):
        of = drawn[room] if room != "all" else drawn.total()
        noticed, reasons = (killed[room], excused[room]) if room != "all" else (killed.total(), excused.total())
        share = noticed / of if of else 1.0
        print(f"{room:10} {noticed:5} of {of:5} killed, {share:.2f}; of those that live {reasons} are argued")
    print(f"{time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
