"""How long a choice at the desk takes until its effect is shown: each kind, asked as the page asks, on a work's copy.

    PYTHONPATH=. .venv/bin/python benchmarks/desk.py [WORK] [--times N]

Prints, for each kind, the median and the longest of N requests in milliseconds, and the processor's time of the median.
The work is by default the longest of seeds/; a reader waits 300 ms at most before he feels that he waits.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from starlette.testclient import TestClient

from build_tools.desk.app import make_app
from build_tools.engine.folders import Project

ROOT = Path(__file__).resolve().parents[1]


def list_changes(state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a change of each kind that fits a work, by name."""
    items = [item for item in state["outline"] if item["lines"][0]]
    text = [item for item in items if item["form"] == "paragraph" and len(item["text"]) > 30]
    heads = [item for item in items if item["form"] == "heading" and item["label"]]
    middle, head = text[len(text) // 2], heads[len(heads) // 2]
    words, title = middle["text"][:16], head["label"] + head["heading"]
    place = {"kind": "decision", "line": middle["lines"][0], "reason": "测"}
    changes = {
        "furniture": {**place, "choice": "furniture", "excerpt": words},
        "heading": {**place, "choice": "heading", "excerpt": words},
        "plan": {**place, "choice": "plan", "excerpt": words},
        "annex": {**place, "choice": "annex", "excerpt": words},
        "paragraph": {**place, "choice": "paragraph", "excerpt": title, "line": head["lines"][0]},
        "title": {**place, "choice": "title", "excerpt": words},
        "emendation": {"kind": "emendation", "source": words, "reads": f"{words[:8]}\n{words[8:]}", "reason": "测"},
        "fact": {"kind": "fact", "name": "title", "value": "某市规划"},
    }
    if kept := next((one for one in state["dropped"] if one["keep"]), None):
        changes["keep"] = {**kept["keep"], "reason": "测"}
    return changes


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("work", nargs="?")
    options.add_argument("--times", type=int, default=7)
    asked = options.parse_args()
    seeds = ROOT / "seeds"
    sizes = {
        folder: sum(path.stat().st_size for path in folder.iterdir()) for folder in seeds.iterdir() if folder.is_dir()
    }
    work = asked.work or max(sizes, key=lambda folder: sizes[folder]).name
    with tempfile.TemporaryDirectory() as aside:
        root = Path(aside)
        shutil.copytree(seeds, root / "seeds")
        shutil.copy(ROOT / "mkdocs.yml", root)
        client = TestClient(make_app(Project(root), "token"), base_url="http://127.0.0.1:8123")

        def post(path: str, body: object) -> tuple[float, float]:
            begun, used = time.perf_counter(), time.process_time()
            answer = client.post(f"/token/api/works/{work}/{path}", json=body)
            if answer.status_code != 200:
                sys.exit(answer.text)
            return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000

        state = client.get(f"/token/api/works/{work}").json()
        print(f"{work}: {sizes[seeds / work] // 1000} kB, {len(state['outline'])} items")
        print(f"{'':12}{'effect':>8}{'longest':>9}{'CPU':>6}{'taken':>8}{'undone':>8}")
        for name, change in list_changes(state).items():
            # The last works are kept: one more reason each time, so that none of them is asked for again.
            again = ({**change, "reason": f"测{n}", "value": f"某市规划{n}"} for n in range(asked.times))
            shown = sorted(post("effect", one) for one in again)
            taken, undone = post("change", change)[0], post("undo", {})[0]
            cells = (median(wall for wall, _ in shown), shown[-1][0], median(used for _, used in shown), taken, undone)
            print(f"{name:12}{cells[0]:8.0f}{cells[1]:9.0f}{cells[2]:6.0f}{cells[3]:8.0f}{cells[4]:8.0f}")


if __name__ == "__main__":
    main()
