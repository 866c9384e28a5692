"""What finding Chinese costs and how well it does, beside Material's own search on the same pages.

Method. Corpora: the project's works, and 100 and 1,000 synthetic pages of 6,700 characters (20 kB), made by drawing
headings and paragraphs of the works at random, so that the vocabulary stays small and common words very common:
the index is then as dense as it can get. Queries: `draw_queries`, drawn by a script from the texts: words, phrases,
parts of words, single characters, Latin, mixed, and some that occur nowhere. Truth: a clause (for Material: a section
of its own index) holds the query if its folded text holds the folded query (width, case, blanks).

Both sites are served from this machine with gzip, to one Chromium. For each query:

    cold    a new browser context opens a page, then the search is opened and the query entered at once:
            milliseconds from there until ten results (or all, where there are fewer) stand in the page, and bytes
            of all responses that the search needed, as sent, whenever they were sent: code, index, texts; for
            Material, milliseconds from asking for the page, which fetches the index, until the first result
    warm    planSearch.find and .group once more, all files loaded: milliseconds, the mean of 50 runs

Recall and precision are means over the queries that occur; precision is also given for the first ten. Queries that
occur nowhere have to find nothing. For Material, the index is built with its search plugin as its manual says for
Chinese (lang: zh, cut by jieba, if pip can provide that here); its worker is asked directly for recall and precision,
and its cold figures are taken through its own interface. Read ratios: absolute times are this machine's.

Run: `python benchmarks/search.py [PAGES …]` (default: 0 100 1000, 0 being the works themselves).
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import mimetypes
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from build_tools.model.clause import BREAK, ClauseKind, WorkClauses
from build_tools.pipeline import convert_work
from build_tools.publish.search import fold_keys, write_search
from build_tools.render.clauses import collect_clauses

ROOT = Path(__file__).resolve().parents[1]
PAGE_CHARACTERS = 6_700
RUNS = 50
COLD_QUERIES = 12  # of the drawn ones; each takes a browser context of its own
MATERIAL_UP_TO = 100  # pages; at 1,000 its build takes minutes

HAN_RE = re.compile(r"[\u4e00-\u9fff]+")
LATIN_RE = re.compile(r"[A-Za-z][A-Za-z0-9+./-]*[A-Za-z0-9]")
MIXED_RE = re.compile(r"[\u4e00-\u9fff]{1,3}[A-Za-z0-9.%+-]+[\u4e00-\u9fff]{1,3}")


def collect_works() -> list[WorkClauses]:
    """Return the clauses of the project's own works."""
    folders = sorted(path for path in (ROOT / "seeds").iterdir() if path.is_dir())
    return [collect_clauses(convert_work(folder).base.edition) for folder in folders]


def draw_queries(works: list[WorkClauses], of_each: int = 10, seed: int = 20) -> dict[str, list[str]]:
    """Return queries by kind, the same for the same works."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    texts = [text for work in works for clause in work.clauses for text in clause.text.split(BREAK) if text]
    runs = [run for text in texts for run in HAN_RE.findall(text)]
    latin = sorted({word for text in texts for word in LATIN_RE.findall(text)})
    mixed = sorted({word for text in texts for word in MIXED_RE.findall(text)})

    def cut(pool: list[str], shortest: int, longest: int) -> str:
        text = chance.choice([text for text in pool if len(text) >= shortest])
        length = chance.randint(shortest, min(longest, len(text)))
        at = chance.randint(0, len(text) - length)
        return text[at : at + length]

    kinds: dict[str, Callable[[], str]] = {
        "word": lambda: chance.choice([run for run in runs if 2 <= len(run) <= 6]),
        "phrase": lambda: cut(texts, 8, 24),
        "part": lambda: cut(runs, 2, 3),
        "single": lambda: cut(runs, 1, 1),
        "latin": lambda: chance.choice(latin),
        "mixed": lambda: chance.choice(mixed),
        "absent": lambda: cut(runs, 2, 3)[::-1] + cut(runs, 2, 2)[::-1],
    }
    drawn: dict[str, list[str]] = {}
    for kind, draw in kinds.items():
        found: list[str] = []
        while len(found) < of_each:
            query = draw()
            if query.strip(" \u3000") == query and fold_keys(query) and query not in found:
                found.append(query)
        drawn[kind] = found
    return drawn


def recombine(works: list[WorkClauses], pages: int, seed: int = 1) -> list[WorkClauses]:
    """Return synthetic works of one page each, their clauses drawn from real ones."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    pool = [clause for work in works for clause in work.clauses]
    headings = [clause for clause in pool if clause.kind is ClauseKind.HEADING]
    texts = [clause for clause in pool if clause.kind is ClauseKind.TEXT]
    made = []
    for number in range(pages):
        model, name = chance.choice(works), f"plan-{number:04}"
        title = f"{model.title}之{number}"
        first = replace(model.clauses[0], work=name, page="", anchor="", kind=ClauseKind.TITLE, text=title)
        clauses, size = [first], 0
        while size < PAGE_CHARACTERS:
            clause = chance.choice(headings if chance.random() < 0.3 else texts)
            at = len(clauses)
            clauses.append(replace(clause, work=name, page="", anchor=f"s{at}", citation=f"第{at}条"))
            size += len(clause.text)
        made.append(WorkClauses(name, title, 2000 + number % 25, model.issuers, tuple(clauses)))
    return made


def write_markdown(works: list[WorkClauses], docs: Path) -> None:
    """Write a page a work, headings as headings, for a site that MkDocs builds and indexes."""
    (docs / "index.md").write_text("# 首页\n", "utf-8")
    for work in works:
        lines = [f"# {work.title}"]
        for clause in work.clauses[1:]:
            text = clause.text.replace(BREAK, "\n\n").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")
            if clause.kind is ClauseKind.TEXT:
                lines.append(re.sub(r"(?m)^(\d+)([.)])", r"\1\\\2", text))
            else:
                lines.append(f"## {text}")
        path = docs / "plans" / work.work / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(lines) + "\n", "utf-8")


class Server:
    """Serves a directory with gzip, as code hosts do, and notes what each path cost."""

    def __init__(self, directory: Path) -> None:
        self.sent: list[tuple[str, int]] = []
        server = self
        packed: dict[Path, bytes] = {}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # head and body are two writes; the second would wait for 40 ms

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                file = directory / path.lstrip("/")
                file = file / "index.html" if file.is_dir() else file
                if file not in packed:
                    packed[file] = gzip.compress(file.read_bytes(), 6) if file.is_file() else b""
                body = packed[file]
                self.send_response(200 if file.is_file() else 404)
                self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
                self.send_header("Content-Length", str(len(body)))
                if body:
                    self.send_header("Content-Encoding", "gzip")
                self.end_headers()
                self.wfile.write(body)
                server.sent.append((path, len(body)))

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_port}/"


@dataclass
class Figures:
    """What was measured of one engine on one corpus."""

    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    precision_of_ten: list[float] = field(default_factory=list)
    exact: int = 0
    false_alarms: int = 0
    cold_ms: list[float] = field(default_factory=list)
    cold_bytes: list[int] = field(default_factory=list)
    warm_ms: list[float] = field(default_factory=list)
    files: int = 0
    disk: int = 0

    def judge(self, found: list[str], truth: set[str]) -> None:
        """Take in one query's answer, best first."""
        if not truth:
            self.false_alarms += bool(found)
            self.exact += not found
            return
        self.recall.append(len(truth & set(found)) / len(truth))
        self.precision.append(len(truth & set(found)) / len(set(found)) if found else 0)
        first = found[:10]
        self.precision_of_ten.append(sum(one in truth for one in first) / len(first) if first else 0)
        self.exact += set(found) == truth


def count_cold(server: Server, is_ours: Callable[[str], bool], figures: Figures, run: Callable[[], float]) -> None:
    """Measure one query from cold."""
    server.sent.clear()
    figures.cold_ms.append(run())
    time.sleep(0.05)
    figures.cold_bytes.append(sum(size for path, size in server.sent if is_ours(path)))


OURS = """async ([query, runs]) => {
    const blocks = await planSearch.find(query);
    const places = blocks[0].places, clauses = new Map();
    const order = planSearch.group(places).flatMap(
        plan => [plan.titles, plan.headings, plan.texts].flatMap(parts => parts.flatMap(part => [...part])));
    for (const place of order) {
        const clause = await planSearch.clauseAt(place);
        clauses.set(clause.start, clause.page.path + "|" + clause.page.work + "|" + clause.anchor + "|" + clause.text);
    }
    const start = performance.now();
    for (let i = 0; i < runs; i++) planSearch.group((await planSearch.find(query))[0].places);
    return [[...new Set(clauses.values())], (performance.now() - start) / runs];
}"""


def measure_ours(browser: Any, works: list[WorkClauses], site: Path, queries: list[str]) -> Figures:
    """Measure this project's search on a built site with the index of `works`."""
    figures = Figures()
    files = [path for path in (site / "search").rglob("*") if path.is_file()]
    figures.files, figures.disk = len(files), sum(path.stat().st_size for path in files)
    server = Server(site)
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url + "about/")
    page.locator(".search-button").click()
    page.wait_for_selector(".plan-search[open]")
    lines = [
        (f"{clause.page}|{number}|{clause.anchor}|{clause.text}", fold_keys(clause.text))
        for number, work in enumerate(works)
        for clause in work.clauses
    ]
    for query in queries:
        keys = fold_keys(query)
        found, warm = page.evaluate(OURS, [query, RUNS])
        figures.judge(found, {line for line, text in lines if keys in text})
        figures.warm_ms.append(warm)
    context.close()
    for query in queries[:: max(1, len(queries) // COLD_QUERIES)]:
        expected = min(10, sum(fold_keys(query) in text for _, text in lines))
        if not expected:
            continue
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.url + "about/", wait_until="networkidle")

        def run(query: str = query, expected: int = expected, page: Any = page) -> float:
            start = time.perf_counter()
            page.keyboard.press("/")
            page.wait_for_selector(".plan-search[open]")
            page.fill(".plan-search__input", query)
            page.keyboard.press("Enter")
            wait = f"() => document.querySelectorAll('.plan-search__hit').length >= {expected}"
            page.wait_for_function(wait, polling=5)
            return 1000 * (time.perf_counter() - start)

        count_cold(server, lambda path: "search" in path, figures, run)
        context.close()
    return figures


MATERIAL = """async query => {
    if (!window.asked) {
        const config = JSON.parse(document.getElementById("__config").textContent);
        window.asked = new Worker(new URL(config.search, location));
        const base = new URL(config.base, location) + "/";
        const index = await (await fetch(new URL("search/search_index.json", base))).json();
        await new Promise(done => {
            asked.onmessage = event => event.data.type === 1 && done();
            asked.postMessage({type: 0, data: {config: index.config, docs: index.docs, options: {suggest: false}}});
        });
    }
    return await new Promise(done => {
        asked.onmessage = event => event.data.type === 3 && done(event.data.data.items.flat().map(one => one.location));
        asked.postMessage({type: 2, data: query});
    });
}"""


def measure_material(browser: Any, site: Path, queries: list[str]) -> Figures:
    """Measure Material's search on a site that it has indexed itself."""
    figures = Figures()
    index = site / "search/search_index.json"
    figures.files, figures.disk = 1, index.stat().st_size
    server = Server(site)
    sections = [
        (doc["location"], fold_keys(unescape(re.sub(r"<[^>]*>", "", doc["title"]))) + BREAK
         + BREAK.join(fold_keys(unescape(re.sub(r"<[^>]*>", "", part))) for part in doc["text"].split("</p>")))
        for doc in json.loads(index.read_text("utf-8"))["docs"]
    ]  # fmt: skip
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)
    for query in queries:
        found = page.evaluate(MATERIAL, query)
        figures.judge(found, {location for location, text in sections if fold_keys(query) in text})
    context.close()
    for query in queries[:: max(1, len(queries) // COLD_QUERIES)]:
        context = browser.new_context()
        page = context.new_page()

        def run(query: str = query, page: Any = page) -> float:
            start = time.perf_counter()
            page.goto(server.url)  # the page itself fetches the index
            page.wait_for_function(
                "() => !/初始化/.test(document.querySelector('.md-search-result__meta').textContent)", polling=5
            )
            page.locator(".md-search__input").fill(query)
            page.keyboard.press("End")  # it listens to keys
            page.wait_for_function(
                "() => document.querySelector('.md-search-result__item') ||"
                " /没有|找不到|沒有/.test(document.querySelector('.md-search-result__meta').textContent)",
                polling=5,
            )
            return 1000 * (time.perf_counter() - start)

        count_cold(server, lambda path: "search" in path or "lunr" in path or "tinyseg" in path, figures, run)
        context.close()
    return figures


def build_ours(works: list[WorkClauses], site: Path) -> float:
    """Give a site that is built already the index of `works`; return the seconds that took."""
    shutil.rmtree(site / "search", ignore_errors=True)
    start = time.perf_counter()
    write_search(site, works)
    return time.perf_counter() - start


def build_material(works: list[WorkClauses], folder: Path, *, search: bool) -> float:
    """Build the works' pages with Material as documented; return the seconds that took."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "docs").mkdir(exist_ok=True)
    write_markdown(works, folder / "docs")
    plugins = "[{search: {lang: zh}}]" if search else "[]"
    config = (
        f"site_name: x\ntheme: {{name: material, language: zh, font: false}}\nplugins: {plugins}\nnav: [index.md]\n"
    )
    (folder / "mkdocs.yml").write_text(config + "validation: {nav: {omitted_files: ignore}}\n", "utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "true"}
    if importlib.util.find_spec("jieba") is None:
        packages = folder.parent / "packages"
        if not packages.exists():
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(packages), "jieba"]
            subprocess.run(command, check=False)
        environment["PYTHONPATH"] = str(packages)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, env=environment, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def show(name: str, figures: Figures, seconds: float, queries: int) -> None:
    """Print one line of the table."""
    mean, median = statistics.fmean, statistics.median
    warm = f"{median(figures.warm_ms):5.2f}/{max(figures.warm_ms):5.2f}" if figures.warm_ms else f"{'':11}"
    print(
        f"{name:22} {mean(figures.recall):6.3f} {mean(figures.precision):6.3f} {mean(figures.precision_of_ten):6.3f} "
        f"{figures.exact:4}/{queries:<4} {median(figures.cold_ms):7.0f} {median(figures.cold_bytes) / 1000:7.1f}/"
        f"{max(figures.cold_bytes) / 1000:<6.1f} {warm} {figures.files:6} {figures.disk / 1e6:7.2f} {seconds:7.2f}"
    )


def main() -> None:
    """Measure and print the table."""
    from playwright.sync_api import sync_playwright

    sizes = [int(argument) for argument in sys.argv[1:]] or [0, 100, 1000]
    works = collect_works()
    queries = [query for drawn in draw_queries(works).values() for query in drawn]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    print(f"{'':22} recall precis of ten    exact cold ms  kB median/max  warm ms med/max  files      MB   index s")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name) / "site"
        command = [sys.executable, "-m", "build_tools", "build", "--quiet", "--project", str(ROOT)]
        subprocess.run([*command, "--site-dir", str(site)], check=True)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for size in sizes:
            corpus = recombine(works, size) if size else works
            label = f"{size} pages" if size else f"{len(works)} works"
            seconds = build_ours(corpus, site)
            ours = measure_ours(browser, corpus, site, queries)
            show(f"{label}, ours", ours, seconds, len(queries))
            if size > MATERIAL_UP_TO:
                continue
            folder = Path(name) / f"material-{size}"
            with_search = build_material(corpus, folder, search=True)
            shutil.copytree(folder / "site", folder / "kept")
            bare = build_material(corpus, folder, search=False)
            material = measure_material(browser, folder / "kept", queries)
            show(f"{label}, Material", material, with_search - bare, len(queries))
            median = statistics.median
            print(
                f"{'':22} ours to Material: cold bytes 1 : "
                f"{median(material.cold_bytes) / median(ours.cold_bytes):.1f}, cold time 1 : "
                f"{median(material.cold_ms) / median(ours.cold_ms):.1f}, time to make the index 1 : "
                f"{(with_search - bare) / seconds:.1f}"
            )
        browser.close()


if __name__ == "__main__":
    main()
