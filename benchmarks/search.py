"""What finding Chinese costs and how well it does, beside Material's own search and Pagefind on the same texts.

Method. Corpora: the project's works, and 100 and 1,000 synthetic pages of 6,700 characters (20 kB), made by drawing
headings and paragraphs of the works at random, so that the vocabulary stays small and common words very common:
the index is then as dense as it can get. Queries: `draw_queries`, drawn by a script from the texts: words, phrases,
parts of words, single characters, Latin, mixed, and some that occur nowhere. Truth: a clause (for the other engines:
a section, a heading with what follows it) holds the query if its folded text holds the folded query (width, case,
blanks, script).

Our index is the site's whole one, of both trees: folding of scripts, the project's glossary with its synonyms. It is
asked exactly (in quotation marks), and judged four times, in both trees and with the queries typed in both scripts; the
costs are those of the first tree.

Material's index is built with its search plugin as its manual says for Chinese (lang: zh, cut by jieba); Pagefind's
by its extended edition from pages of headings and paragraphs and nothing else. Both come from pip, into
.cache/benchmarks. Their recall and precision are asked of the worker and of the interface for scripts. Pagefind
takes quotation marks for "exactly so"; it is measured without and with them.

All sites are served from this machine with gzip, to one Chromium, the engines in alternation. For each query:

    cold    a new browser context opens a page, then the search is opened and the query entered at once:
            milliseconds from there until ten results (or all, where there are fewer) stand in the page, and bytes
            and number of all responses that the search needed, as sent, whenever they were sent: code, index, texts;
            for Material, milliseconds from asking for the page, which fetches the index, until the first result; for
            Pagefind, from importing its script until the texts of ten results have come, without any interface
    warm    the same question once more, all files loaded, without drawing: milliseconds, the mean of several runs

Recall and precision are means over the queries that occur; precision is also given for the first ten. Queries that
occur nowhere have to find nothing. Read ratios: absolute times are this machine's.

Run: `python benchmarks/search.py [PAGES …]` (default: 0 100 1000, 0 being the works themselves).
"""

from __future__ import annotations

import gzip
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
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from build_tools.edition.clauses import collect_clauses
from build_tools.engine.folders import Project
from build_tools.engine.library import convert_clauses
from build_tools.hanzi.script import ScriptConverter, fold_script
from build_tools.model.anchor import Anchor
from build_tools.model.clause import BREAK, ClauseKind, WorkClauses
from build_tools.pipeline import convert_work
from build_tools.publish.search import read_data, render_search, tally_work
from build_tools.publish.search_keys import KeyTable, fold
from build_tools.publish.search_line import ShownWork
from build_tools.publish.search_names import name_terms
from build_tools.source.glossary import read_glossary
from build_tools.source.script_table import read_script_table

ROOT = Path(__file__).resolve().parents[1]
PAGE_CHARACTERS = 6_700
RUNS = 50  # of ours; a tenth of it of the others
COLD_QUERIES = 12  # of the drawn ones; each takes a browser context of its own
MATERIAL_UP_TO = 100  # pages; at 1,000 its build takes minutes
CHROMIUM_NAMES = (
    os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"
)  # fmt: skip
PACKAGES = ROOT / ".cache/benchmarks"  # what is measured beside us: no part of the project

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
            if query.strip(" \u3000") == query and fold(query, KeyTable({})) and query not in found:
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
        first = replace(model.clauses[0], work=name, place=Anchor(), kind=ClauseKind.TITLE, text=title)
        clauses, size = [first], 0
        while size < PAGE_CHARACTERS:
            clause = chance.choice(headings if chance.random() < 0.3 else texts)
            at = len(clauses)
            clauses.append(replace(clause, work=name, place=Anchor("", f"s{at}"), citation=f"第{at}条"))
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
    asked: int = 0
    cold_ms: list[float] = field(default_factory=list)
    cold_bytes: list[int] = field(default_factory=list)
    cold_files: list[int] = field(default_factory=list)
    warm_ms: list[float] = field(default_factory=list)
    seconds: float = 0  # to make the index

    def judge(self, found: list[str], truth: set[str]) -> None:
        """Take in one query's answer, best first."""
        self.asked += 1
        self.exact += set(found) == truth
        if not truth:
            return
        self.recall.append(len(truth & set(found)) / len(truth))
        self.precision.append(len(truth & set(found)) / len(set(found)) if found else 0)
        first = found[:10]
        self.precision_of_ten.append(sum(one in truth for one in first) / len(first) if first else 0)


def make_key(text: str) -> str:
    """Return what texts are compared by: width, case, blanks and script folded."""
    return fold_script(fold(text, KeyTable({})))


class Engine:
    """A search on a served site.

    Attributes:
        name: for the table.
        figures: what has been measured so far.
        texts: (place, key of its text) of each clause or section that it may find.
    """

    name = ""
    runs = RUNS
    is_own = staticmethod(lambda path: "search" in path)  # whether the search needs a file

    def __init__(self, browser: Any, site: Path, texts: Iterable[tuple[str, str]]) -> None:
        self.browser = browser
        self.site = site
        self.server = Server(site)
        self.figures = Figures()
        self.texts = [(place, make_key(text)) for place, text in texts]
        self.files = [
            path for path in site.rglob("*") if path.is_file() and self.is_own(path.relative_to(site).as_posix())
        ]

    def truth(self, query: str) -> set[str]:
        """Return the places that hold a query."""
        key = make_key(query)
        return {place for place, text in self.texts if key in text}

    def judge(self, queries: list[str]) -> None:
        """Ask all queries on one page, for what they find and what they cost with all files loaded."""
        context = self.browser.new_context()
        page = context.new_page()
        self.open(page)
        for query in queries:
            found, warm = page.evaluate(self.script, [self.typed(query), self.runs])
            self.figures.judge(found, self.truth(query))
            self.figures.warm_ms.append(warm)
        context.close()

    def measure_cold(self, query: str) -> None:
        """Ask one query in a new browser context."""
        expected = min(10, len(self.truth(query)))
        if not expected:
            return
        context = self.browser.new_context()
        page = context.new_page()
        self.before(page)
        self.server.sent.clear()
        start = time.perf_counter()
        self.ask(page, self.typed(query), expected)
        self.figures.cold_ms.append(1000 * (time.perf_counter() - start))
        time.sleep(0.05)
        sent = [size for path, size in self.server.sent if self.is_own(path.lstrip("/"))]
        self.figures.cold_bytes.append(sum(sent))
        self.figures.cold_files.append(len(sent))
        context.close()

    script = ""

    def typed(self, query: str) -> str:
        """Return a query as it is entered."""
        return query

    def open(self, page: Any) -> None:
        """Open a page on which `script` can run."""
        page.goto(self.server.url)

    def before(self, page: Any) -> None:
        """Do what a reader has done before the clock starts."""

    def ask(self, page: Any, query: str, expected: int) -> None:
        """Ask, and wait for the results."""
        raise NotImplementedError


class Ours(Engine):
    """This project's search on a built site with the index of `works`, in one of its trees."""

    name = "ours"
    is_own = staticmethod(lambda path: "search" in path and not path.endswith(".html"))
    script = """async ([query, runs]) => {
        const places = (await planSearch.find(query)).blocks[0].places, clauses = new Map();
        const order = planSearch.group(places).flatMap(
            plan => [plan.titles, plan.headings, plan.texts].flatMap(parts => parts.flatMap(part => [...part])));
        for (const place of order) {
            const clause = await planSearch.clauseAt(place);
            clauses.set(clause.start, [clause.page.path, clause.page.work, clause.anchor, clause.text].join("|"));
        }
        const start = performance.now();
        for (let i = 0; i < runs; i++) planSearch.group((await planSearch.find(query)).blocks[0].places);
        return [[...new Set(clauses.values())], (performance.now() - start) / runs];
    }"""

    def __init__(self, browser: Any, site: Path, works: list[WorkClauses], tree: str = "") -> None:
        self.tree = tree
        super().__init__(
            browser,
            site,
            (
                (f"{clause.place.page}|{number}|{clause.place.id}|{clause.text}", clause.text)
                for number, work in enumerate(works)
                for clause in work.clauses
            ),
        )

    def typed(self, query: str) -> str:
        """Return the query in quotation marks: an exact one."""
        return f'"{query}"'

    def open(self, page: Any) -> None:
        """Open a page with its search."""
        self.before(page)
        page.keyboard.press("/")
        page.wait_for_selector(".plan-search[open]")

    def before(self, page: Any) -> None:
        """Open a page."""
        page.goto(f"{self.server.url}{self.tree}about/", wait_until="networkidle")

    def ask(self, page: Any, query: str, expected: int) -> None:
        """Ask as its readers do."""
        page.keyboard.press("/")
        page.wait_for_selector(".plan-search[open]")
        page.fill(".plan-search__input", query)
        page.keyboard.press("Enter")
        wait = f"() => document.querySelectorAll('.plan-search__hit').length >= {expected}"
        page.wait_for_function(wait, polling=5)


class Material(Engine):
    """Material's search on a site that it has indexed itself."""

    name = "Material"
    runs = RUNS // 10
    is_own = staticmethod(lambda path: "search" in path or "lunr" in path or "tinyseg" in path)
    script = """async ([query, runs]) => {
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
        const ask = () => new Promise(done => {
            asked.onmessage = event =>
                event.data.type === 3 && done(event.data.data.items.flat().map(one => one.location));
            asked.postMessage({type: 2, data: query});
        });
        const found = await ask(), start = performance.now();
        for (let i = 0; i < runs; i++) await ask();
        return [found, (performance.now() - start) / runs];
    }"""

    def __init__(self, browser: Any, site: Path) -> None:
        def bare(text: str) -> str:
            return unescape(re.sub(r"<[^>]*>", "", text))

        docs = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
        super().__init__(
            browser,
            site,
            ((doc["location"], BREAK.join(map(bare, [doc["title"], *doc["text"].split("</p>")]))) for doc in docs),
        )

    def ask(self, page: Any, query: str, expected: int) -> None:
        """Ask as its readers do."""
        del expected
        page.goto(self.server.url)  # the page itself fetches the index
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


class Pagefind(Engine):
    """Pagefind on pages of headings and paragraphs."""

    name = "Pagefind"
    runs = RUNS // 10
    is_own = staticmethod(lambda path: "pagefind/" in path)
    script = """async ([query, runs]) => {
        const pagefind = await import("/pagefind/pagefind.js");
        const answer = await pagefind.search(query), found = [];
        for (const result of answer.results) {
            for (const part of (await result.data()).sub_results) found.push(part.url.replace(/^\\//, ""));
        }
        const start = performance.now();
        for (let i = 0; i < runs; i++) await pagefind.search(query);
        return [found, (performance.now() - start) / runs];
    }"""

    def before(self, page: Any) -> None:
        """Open a page."""
        page.goto(self.server.url, wait_until="networkidle")

    def ask(self, page: Any, query: str, expected: int) -> None:
        """Ask as its readers do."""
        del expected
        page.evaluate(
            """async query => {
                const pagefind = await import("/pagefind/pagefind.js");
                const answer = await pagefind.search(query);
                await Promise.all(answer.results.slice(0, 10).map(result => result.data()));
            }""",
            query,
        )


class PagefindExactly(Pagefind):
    """Pagefind, asked for the words in this order."""

    name = "Pagefind, quoted"

    def typed(self, query: str) -> str:
        """Return the query in quotation marks."""
        return f'"{query}"'


def write_pages(works: list[WorkClauses], folder: Path) -> list[tuple[str, str]]:
    """Write a page of headings and paragraphs a work; return (address, text) of each section."""
    sections: list[tuple[str, str]] = []
    folder.mkdir(parents=True)
    (folder / "index.html").write_text('<html lang="zh"><title>首页</title><body></body></html>', "utf-8")
    for work in works:
        lines: list[str] = []
        for number, clause in enumerate(work.clauses):
            text = "".join(f"<p>{escape(part)}</p>" for part in clause.text.split(BREAK))
            if clause.kind is ClauseKind.TEXT and lines:
                sections[-1] = (sections[-1][0], sections[-1][1] + BREAK + clause.text)
                lines.append(text)
            else:
                tag, address = "h2" if lines else "h1", f"plans/{work.work}/#s{number}"
                sections.append((address, clause.text))
                lines.append(f'<{tag} id="s{number}">{escape(clause.text.replace(BREAK, " "))}</{tag}>')
        path = folder / "plans" / work.work / "index.html"
        path.parent.mkdir(parents=True)
        body = f"<body data-pagefind-body>{''.join(lines)}</body>"
        path.write_text(f'<html lang="zh"><title>{escape(work.title)}</title>{body}</html>', "utf-8")
    return sections


def run_tool(command: list[str], package: str, folder: Path) -> float:
    """Run a module of a package that is no part of the project; return the seconds that took."""
    if not (PACKAGES / package.partition("[")[0]).exists():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(PACKAGES), package]
        subprocess.run(install, check=True)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(PACKAGES)}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], cwd=folder, check=True, env=environment, capture_output=True)
    return time.perf_counter() - start


def build_ours(works: list[WorkClauses], site: Path) -> tuple[float, list[WorkClauses]]:
    """Give a site that is built already the index of `works`; return the seconds that took, and the second tree."""
    project = Project(ROOT)
    glossary, table = read_glossary(project.glossary, project.vocabularies), read_script_table(project.script)
    change = ScriptConverter(table, table.traditional).convert
    start = time.perf_counter()
    twins = [convert_clauses(work, change) for work in works]
    shown = [ShownWork(work, twin) for work, twin in zip(works, twins, strict=True)]
    for part in "tkn":  # texts, keys, keys of names
        shutil.rmtree(site / "search" / part, ignore_errors=True)
    for name, text in render_search(shown, read_data(map(tally_work, shown), tuple(name_terms(glossary, change)))):
        (site / "search" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "search" / name).write_text(text, encoding="utf-8")
    return time.perf_counter() - start, twins


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
    return run_tool(["mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")], "jieba", folder)


def show(label: str, engine: Engine) -> None:
    """Print one line of the table."""
    figures = engine.figures
    mean, median = statistics.fmean, statistics.median
    size = sum(path.stat().st_size for path in engine.files) / 1e6
    cold = f"{'':27}"
    if figures.cold_ms:
        sizes = f"{median(figures.cold_bytes) / 1000:7.1f}/{max(figures.cold_bytes) / 1000:<6.1f}"
        cold = f"{median(figures.cold_ms):7.0f} {sizes} {median(figures.cold_files):4.0f}"
    print(
        f"{label:26} {mean(figures.recall):6.3f} {mean(figures.precision):6.3f} {mean(figures.precision_of_ten):6.3f} "
        f"{figures.exact:4}/{figures.asked:<4} {cold} {median(figures.warm_ms):6.2f}/{max(figures.warm_ms):<7.2f}"
        f"{len(engine.files):6} {size:7.2f} {figures.seconds:7.2f}",
        flush=True,
    )


def show_ratios(ours: Engine, other: Engine) -> None:
    """Print what another engine costs, ours being 1, and how much better ours is."""
    median, mean = statistics.median, statistics.fmean

    def size(engine: Engine) -> int:
        return sum(path.stat().st_size for path in engine.files)

    of: dict[str, Callable[[Engine], float]] = {
        "cold bytes": lambda engine: median(engine.figures.cold_bytes),
        "cold time": lambda engine: median(engine.figures.cold_ms),
        "warm time": lambda engine: median(engine.figures.warm_ms),
        "index": size,
        "time to make it": lambda engine: engine.figures.seconds,
        "recall": lambda engine: mean(engine.figures.recall),
        "precision": lambda engine: mean(engine.figures.precision),
    }
    told = ", ".join(f"{name} {figure(other) / figure(ours):.2f}" for name, figure in of.items())
    print(f"{'':4}{other.name} to ours: {told}", flush=True)


def measure_corpus(browser: Any, works: list[WorkClauses], label: str, folder: Path, queries: list[str]) -> None:
    """Measure all engines on one corpus and print their lines."""
    folder.mkdir()
    script = read_script_table(Project(ROOT).script)
    converted = [ScriptConverter(script, script.traditional).convert(query) for query in queries]
    site = folder.parent / "site"
    seconds, twins = build_ours(works, site)
    ours = Ours(browser, site, works)
    ours.figures.seconds = seconds
    ours.judge(queries)
    others: list[Engine] = []
    if len(works) <= MATERIAL_UP_TO:
        with_search = build_material(works, folder / "material", search=True)
        shutil.copytree(folder / "material/site", folder / "kept")
        bare = build_material(works, folder / "material", search=False)
        others.append(Material(browser, folder / "kept"))
        others[-1].figures.seconds = with_search - bare
    pages = folder / "pages"
    sections = write_pages(works, pages)
    seconds = run_tool(["pagefind", "--site", str(pages)], "pagefind[extended]", folder)
    for kind in (Pagefind, PagefindExactly):
        others.append(kind(browser, pages, sections))
        others[-1].figures.seconds = seconds
    for engine in others:
        engine.judge(queries)
    for query in queries[:: max(1, len(queries) // COLD_QUERIES)]:
        for engine in (ours, *others):
            engine.measure_cold(query)
    show(f"{label}, ours", ours)
    for tree, texts, typed, name in (
        ("", works, converted, "traditional queries"),
        ("hant/", twins, converted, "second tree"),
        ("hant/", twins, queries, "…, simplified queries"),
    ):
        twin = Ours(browser, site, texts, tree)
        twin.judge(typed)
        show(f"    {name}", twin)
    for engine in others:
        show(f"    {engine.name}", engine)
    for engine in others:
        show_ratios(ours, engine)


def find_chromium() -> str:
    """The Chromium that CHROMIUM names, or else one on the path, as in the browser tests."""
    found = next(filter(None, map(shutil.which, filter(None, CHROMIUM_NAMES))), None)
    if found is None:
        sys.exit("no Chromium found; tests/browser/ensure_chromium.sh tells what to do")
    return found


def main() -> None:
    """Measure and print the table."""
    from playwright.sync_api import sync_playwright

    sizes = [int(argument) for argument in sys.argv[1:]] or [0, 100, 1000]
    works = collect_works()
    queries = [query for drawn in draw_queries(works).values() for query in drawn]
    chromium = find_chromium()
    print(f"{'':26} recall precis of ten    exact cold ms  kB median/max req. warm ms med/max  files      MB   index s")
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
            measure_corpus(browser, corpus, label, Path(name) / label.replace(" ", "-"), queries)
        browser.close()


if __name__ == "__main__":
    main()
