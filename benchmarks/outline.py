"""How fast a page becomes an outline, beside what people use today to turn such a page into Markdown.

What is compared, on the same bytes (every converter decodes them itself, or is handed the text that ours decoded where
it takes no bytes):

    outline      convert_bytes and render_outline: decoding, cleaning, structure, tables, responsibilities, the proof
                 that no character is lost, and the JSON
    before       the same by the code of an earlier commit of this repository, which `--against` names
    markdownify  markdownify(text)
    trafilatura  extract(bytes, output_format="markdown", include_tables=True): main text by heuristics
    markitdown   MarkItDown().convert_stream(…), with the type by the file's name
    pandoc       `pandoc -f html -t gfm` (or `-f markdown`), Debian's package; one process for each file, less what the
                 same command needs for an empty file

None of the peers looks for numbered divisions, responsible bodies or page furniture, or proves anything: they are here
as a measure of what such a page costs anyway. HTML and plain files (text, Markdown) are told apart by our own
sniffing and counted apart; a peer that has no reading of plain text is left out there. A file counts as converted
where at least half of the Han characters between its tags come out.

Method: one process for each converter in each round, the converters in turn (A B C A B C …) so that a change in the
machine's speed falls on all of them. A process imports, converts all files once uncounted, then once counted: CPU
seconds (user + system, children included). Figures are medians over the rounds; ratios are taken within each round.

Run: `python benchmarks/outline.py [FILE|FOLDER …] [--rounds N] [--python PATH] [--against COMMIT]`. Paths are taken
beside the seeds. Peers other than markdownify are not among the requirements: PATH is the interpreter of an environment
that has them. One that is missing is left out. PANDOC names a pandoc that is not on the path. The bar of speed is
`--against 6365a68`, whose ratio is to be 1.00 at most; the commit is checked out in a folder of its own, for this run.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
HAN_RE = re.compile("[\u4e00-\u9fff]")
TAG_RE = re.compile("<[^>]*>")
MEGABYTE = 1_000_000
OURS = ("outline", "before")
PEERS = ("markdownify", "trafilatura", "markitdown", "pandoc")
HTML_ONLY = frozenset({"trafilatura", "markdownify"})


@contextmanager
def check_out(commit: str) -> Iterator[Path]:
    """Give the folder of an earlier commit of this repository, for a while."""
    git = ["git", "-C", str(ROOT), "worktree"]
    with TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def make_converter(name: str, tree: Path) -> Callable[[bytes, str, str], str | None]:
    """Return a function from (bytes, text, kind) to what the converter writes; ImportError where it is missing.

    `tree` is the folder of the repository whose code makes outlines.
    """
    if name in OURS:
        sys.path.insert(0, str(tree))
        from build_tools.pipeline import convert_bytes
        from build_tools.render.outline import render_outline

        def outline(data: bytes, _text: str, _kind: str) -> str:
            converted = convert_bytes(data, "page")
            return json.dumps(render_outline(converted.edition, list(converted.responsibilities)), ensure_ascii=False)

        return outline
    if name == "markdownify":
        from markdownify import markdownify

        return lambda _data, text, _kind: markdownify(text)
    if name == "trafilatura":
        from trafilatura import extract

        return lambda data, _text, _kind: extract(data, output_format="markdown", include_tables=True)
    if name == "markitdown":
        from markitdown import MarkItDown, StreamInfo

        converter = MarkItDown()
        types = {"html": StreamInfo(extension=".html"), "plain": StreamInfo(extension=".txt", charset="utf-8")}
        return lambda _data, text, kind: (
            converter.convert_stream(io.BytesIO(text.encode("utf-8", "replace")), stream_info=types[kind]).text_content
        )
    pandoc = os.environ.get("PANDOC") or shutil.which("pandoc")
    if pandoc is None:
        raise ImportError(name)
    forms = {"html": "html", "plain": "markdown"}

    def convert(_data: bytes, text: str, kind: str) -> str:
        command = [pandoc, "-f", forms[kind], "-t", "gfm"]
        done = subprocess.run(command, input=text.encode("utf-8", "replace"), capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    return convert


def cpu_seconds() -> float:
    """User and system time of this process and of its children so far."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def work(name: str, tree: Path, pages: list[tuple[str, str, str]]) -> None:
    """Convert all pages twice; print the CPU seconds of the second time and what was written, by kind.

    Written is the share of files of which half of the Han characters came out. Prints null where `name` is missing.
    """
    try:
        convert = make_converter(name, tree)
    except ImportError:
        print("null")
        return
    loaded = [(Path(path).read_bytes(), text, kind) for path, text, kind in pages]
    written: dict[str, list[bool]] = {}
    for data, text, kind in loaded:
        half = len(HAN_RE.findall(TAG_RE.sub("", text))) / 2
        written.setdefault(kind, []).append(len(HAN_RE.findall(convert(data, text, kind) or "")) >= half)
    spent: dict[str, float] = dict.fromkeys(written, 0)
    for data, text, kind in loaded:
        began = cpu_seconds()
        convert(data, text, kind)
        spent[kind] += cpu_seconds() - began
        if name == "pandoc":
            began = cpu_seconds()
            convert(b"", "", kind)
            spent[kind] -= cpu_seconds() - began
    print(json.dumps({kind: [spent[kind], statistics.mean(written[kind])] for kind in spent}))


def read_pages(paths: list[Path]) -> list[tuple[str, str, str]]:
    """Return (path, text, "html" or "plain") of each file."""
    sys.path.insert(0, str(ROOT))
    from build_tools.source.read import read_witness

    pages = []
    for path in paths:
        witness = read_witness(path.read_bytes(), path.name)
        pages.append((str(path.resolve()), witness.text, "html" if witness.layout == "html" else "plain"))
    return pages


def list_files(paths: list[Path]) -> list[Path]:
    """Return the seeds' downloads, the files named and those in the folders named."""
    found = sorted((ROOT / "seeds").glob("*/*.txt"))
    for path in paths:
        found += sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    return found


def measure(
    names: list[str], rounds: int, python: str, trees: dict[str, Path], pages: list[tuple[str, str, str]]
) -> dict[str, list[dict[str, list[float]]]]:
    """Return what each converter printed (`work`) in each round; those that are missing are left out."""
    given = json.dumps(pages)
    figures: dict[str, list[dict[str, list[float]]]] = {}
    for _ in range(rounds):
        for name in list(names):
            interpreter = sys.executable if name in OURS else python
            command = [interpreter, str(Path(__file__).resolve()), "--worker", name, str(trees.get(name, ROOT))]
            done = subprocess.run(command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            spent = json.loads(done.stdout) if done.returncode == 0 and done.stdout else None
            if spent is None:
                print(f"left out: {name} is not installed in {Path(interpreter).name}'s environment, or fails there")
                names.remove(name)
            else:
                figures.setdefault(name, []).append(spent)
    return figures


def main() -> None:
    """Run the rounds and print the tables."""
    parser = argparse.ArgumentParser(description="Seconds per megabyte of `outline` beside other converters.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE|FOLDER")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--python", default=sys.executable, metavar="PATH", help="interpreter that has the peers")
    parser.add_argument("--against", metavar="COMMIT", help="an earlier commit whose code converts the same files")
    parser.add_argument("--worker", nargs=2, metavar=("NAME", "TREE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options.worker[0], Path(options.worker[1]), json.load(sys.stdin))
        return
    pages = read_pages(list_files(options.paths))
    if options.against:
        with check_out(options.against) as tree:
            figures = measure([*OURS, *PEERS], options.rounds, options.python, {"before": tree}, pages)
    else:
        figures = measure(["outline", *PEERS], options.rounds, options.python, {}, pages)
    for kind in ("html", "plain"):
        chosen = [Path(path).stat().st_size for path, _, of_kind in pages if of_kind == kind]
        if not chosen:
            continue
        size = sum(chosen) / MEGABYTE
        print(f"\n{kind}: {len(chosen)} files, {size:.3f} MB; CPU seconds per MB, median of {options.rounds} rounds")
        for name, rounds in figures.items():
            if kind == "plain" and name in HTML_ONLY:
                continue
            own = [figure[kind][0] for figure in figures["outline"]]
            theirs = [figure[kind][0] for figure in rounds]
            ratio = statistics.median(a / b for a, b in zip(own, theirs, strict=True))
            print(
                f"  {name:12} {statistics.median(theirs) / size:8.2f}   outline takes {ratio:5.2f} times as long;"
                f" {rounds[0][kind][1]:4.0%} of the files converted"
            )


if __name__ == "__main__":
    main()
