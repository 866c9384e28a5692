"""How soon the open page shows what was written: from the end of the write to the event that a browser gets.

Method: for each size a collection is written (`benchmarks/collection.py`) and built, and `serve --watch` is started in
a process of its own. For each kind of change a reader opens a page, as `watch.js` does: it takes the page, and follows
its events by the key in it. Then a file is written, and the clock runs from there to the event with another key; the
page under that key is made when the event comes, so taking it adds nothing to speak of. Each change is made five times
with other words; the median and the largest are printed. Size 4 is a collection of four works.

Run: `python benchmarks/watch.py [SIZE …]` (default 4 100).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from collection import ROOT, write_collection

TURNS = 5
_KEY_RE = re.compile(r'data-key="(\w*)"')


def open_page(address: str, page: str) -> tuple[str, urllib.request.Request]:
    """Return the key of a page as it is shown, and what asks for its events."""
    with urllib.request.urlopen(address + page) as answer:  # noqa: S310 - our own server
        found = _KEY_RE.search(answer.read().decode("utf-8"))
    key = found[1] if found else ""
    asked = urllib.parse.urlencode({"page": f"/{page}", "key": key})
    return key, urllib.request.Request(f"{address}.watch/events?{asked}")  # noqa: S310


def measure(address: str, page: str, change: Callable[[int], None]) -> tuple[float, float]:
    """Return the median and the longest time in seconds from a change to its event."""
    taken = []
    for turn in range(TURNS):
        key, events = open_page(address, page)
        with urllib.request.urlopen(events, timeout=120) as answer:  # noqa: S310
            answer.readline()  # what is so now
            change(turn)
            begun = time.perf_counter()
            for line in answer:
                if line.startswith(b"data:") and json.loads(line[5:])["key"] != key:
                    break
            taken.append(time.perf_counter() - begun)
        time.sleep(1 + 2 * taken[-1])  # what spans works follows
    return statistics.median(taken), max(taken)


def list_changes(folder: Path) -> dict[str, tuple[str, Callable[[int], None]]]:
    """Return each kind of change, with the page that shows it."""
    manifest = min((folder / "seeds").glob("*/manifest.toml"))
    (download,) = manifest.parent.glob("*.txt")
    told, text = manifest.read_text("utf-8"), download.read_bytes()
    plan = f"plans/{manifest.parent.name}/"
    glossary = folder / "seeds/glossary.toml"
    terms = glossary.read_text("utf-8")
    term = re.search(r'^id = "([^"]+)"', terms, re.MULTILINE)
    definition = re.search(r'^definition = "', terms, re.MULTILINE)
    home = folder / "docs/index.md"
    words = home.read_text("utf-8")

    def change_manifest(turn: int) -> None:
        manifest.write_text(f'{told}[facts]\nsource = "某网站第{turn}版"\n', "utf-8")

    def change_download(turn: int) -> None:
        data = text.replace("发展".encode(), f"发展{turn}".encode(), 1)
        digests = [hashlib.sha256(one).hexdigest() for one in (text, data)]
        download.write_bytes(data)
        manifest.write_text(told.replace(*digests), "utf-8")

    def change_term(turn: int) -> None:
        at = definition.end() if definition else 0
        glossary.write_text(f"{terms[:at]}第{turn}稿。{terms[at:]}", "utf-8")

    def change_page(turn: int) -> None:
        home.write_text(f"{words}\n\n第{turn}稿。\n", "utf-8")

    return {
        "hand-written page": ("", change_page),
        "manifest": (plan, change_manifest),
        "download": (plan, change_download),
        "term": (f"glossary/{term[1] if term else ''}/", change_term),
    }


def main() -> None:
    """Measure all sizes and print the table."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "build_tools"]
    print("works  change             median s  longest s")
    for size in [int(size) for size in sys.argv[1:]] or [4, 100]:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary, "site")
            write_collection(size, folder)
            subprocess.run([*command, "build", "--quiet"], cwd=folder, env=environment, check=True)
            serve = [*command, "serve", "--watch", "--port", "0"]
            with subprocess.Popen(serve, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
                address = server.stdout.readline().split()[0] if server.stdout else ""
                for name, (page, change) in list_changes(folder).items():
                    median, longest = measure(address, page, change)
                    print(f"{size:5}  {name:17}  {median:8.2f}  {longest:9.2f}", flush=True)
                server.terminate()


if __name__ == "__main__":
    main()
