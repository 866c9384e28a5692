"""What does it cost to read every output back?

Method. The project's own works, converted and built as they stand (`make site` first). CPU seconds of this process, the
median of three runs, for: reading and proving the whole site with nothing known (`cold`), with all that was proved
known by its digest (`warm`), and for each output alone. Beside them the CPU seconds of one build of the site, children
included, into a temporary folder, with the works' conversions kept; of this the proof is a part.

    .venv/bin/python benchmarks/proof.py
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_tools.engine.folders import Project  # noqa: E402
from build_tools.engine.project import convert_project  # noqa: E402
from build_tools.proof.ledger import Held, Ledger, SiteFiles  # noqa: E402
from build_tools.proving.proofs import Proofs  # noqa: E402
from build_tools.proving.site import prove_site, tell_proofs  # noqa: E402
from build_tools.proving.site_proofs import SiteProofs  # noqa: E402

RUNS = 3


def main() -> None:
    """Print the figures."""
    project = Project(ROOT)
    conversion = convert_project(project)
    site = ROOT / "site"
    cold: list[float] = []
    held: Held = {}
    ledger = Ledger()
    for _ in range(RUNS):
        ledger = Ledger(reads_all=True)
        cold.append(prove(Proofs(project, conversion), ledger, site))
        held = ledger.held
    print("\n".join(tell_proofs(ledger)))
    warm = [prove(Proofs(project, conversion), Ledger(held), site) for _ in range(RUNS)]
    build = time_build()
    for name, seconds in (("cold", statistics.median(cold)), ("warm", statistics.median(warm))):
        print(f"proof, {name}: {seconds:.2f} CPU s, {100 * seconds / build:.1f} % of a build ({build:.1f})")


def prove(proofs: Proofs, ledger: Ledger, site: Path) -> float:
    """Return the CPU seconds of one proof of the site."""
    begun = time.process_time()
    prove_site(SiteProofs(proofs, ledger, SiteFiles(site)))
    ledger.settle()
    return time.process_time() - begun


def time_build() -> float:
    """Return the CPU seconds of one build."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "build_tools", "build", "--quiet", "--site-dir", f"{folder}/site"]
        subprocess.run(command, check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
