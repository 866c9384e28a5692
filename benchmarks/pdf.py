"""How long a PDF takes and how large it is, beside WeasyPrint on the same content.

Method: two commands, each a process of its own, run in turn; one uncounted round first. CPU seconds (user + system) as
the operating system counts them, start of the interpreter included; the median of the rounds, and the median of the
rounds' ratios. What is compared:

    ours        from finished Typst text to the published PDF: compile, add destinations, pack; with all links and the
                glossary, which the other does not set
    weasyprint  from finished HTML to PDF: the Markdown pages of docs/plans/ as one document, with the same fonts,
                page size, running header, contents with page numbers, and an id on every clause
    whole       from the untouched downloads to the published PDF, for comparison: read, parse, prove, render, too
                (the surveys of all works, which the links need, come from the cache)

"plan" is the longest of the works, "volume" all of them in one file.

WeasyPrint is no dependency of the project. Put it into an environment of its own, once (it needs Pango):

    python3 -m venv .cache/weasyprint
    .cache/weasyprint/bin/python -m pip install weasyprint

Without it, ours are measured alone. Run: `python benchmarks/pdf.py [ROUNDS]` (default 3).
"""

from __future__ import annotations

import importlib.util
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import markdown

ROOT = Path(__file__).resolve().parents[1]
WEASYPRINT = ROOT / ".cache/weasyprint/bin/weasyprint"

RENDER = """
import os, sys, pickle
from pathlib import Path
from build_tools.pipeline import convert_work
from build_tools.rendering import publish_work
from build_tools.commands.printing import describe_surroundings
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.publish.pdf_fonts import find_fonts
from build_tools.render.typst import Typesetting, render_typst
from build_tools.render.typst_volume import render_volume

target, *folders = sys.argv[1:]
fonts = find_fonts("hans", os.environ)
conversion = convert_project(Project(Path()))
typesetting = Typesetting(fonts.faces, has_glyph=fonts.has_glyph, surroundings=describe_surroundings(conversion))
works = [publish_work(convert_work(Path(folder)), conversion.load_links(Path(folder).name)) for folder in folders]
source = render_typst(works[0], typesetting) if len(works) == 1 else render_volume(works, typesetting)
Path(target).with_suffix(".pickle").write_bytes(pickle.dumps(source))
"""
COMPILE = """
import os, sys, pickle
from pathlib import Path
from build_tools.publish.pdf import compile_pdf
from build_tools.publish.pdf_fonts import find_fonts

target = Path(sys.argv[1])
source = pickle.loads(target.with_suffix(".pickle").read_bytes())
target.write_bytes(compile_pdf(source, find_fonts("hans", os.environ)))
"""

CSS = """
@font-face { font-family: serif-face; src: url("SERIF"); }
@font-face { font-family: sans-face; src: url("SANS"); }
@page {
  size: A4; margin: 31mm 31mm 28mm;
  @top-left { content: string(title); font: 8pt sans-face; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-face; }
}
body { font: 10.5pt/1.75 serif-face; text-align: justify; }
h1, h2, h3, h4, h5, h6, strong, th { font-family: sans-face; font-weight: normal; break-after: avoid; }
h1 { string-set: title content(); break-before: page; }
p { margin: 0; text-indent: 2em; }
table { border-collapse: collapse; font-size: 9pt; } td, th { border: 0.4pt solid; } tr { break-inside: avoid; }
blockquote { border: 0.6pt solid; padding: 1em; }
nav.contents a::after { content: leader(".") target-counter(attr(href), page); }
nav.contents { break-before: page; }
"""


def cpu_seconds(command: list[str]) -> float:
    """Return user + system seconds of a command and its children."""
    before = os.times()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def write_page(works: list[str], path: Path) -> None:
    """Write the works as one page of HTML, ids made unique by their page."""
    spec = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if spec is None or spec.origin is None:
        sys.exit("the fonts are not installed: run `make pdf` first")
    fonts = Path(spec.origin).parent
    css = CSS.replace("SERIF", (fonts / "NotoSerifSC-Regular.otf").as_uri())
    css = css.replace("SANS", (fonts / "NotoSansSC-Regular.otf").as_uri())
    parts = []
    for work in works:
        for page in sorted(
            (ROOT / "docs/plans" / work).glob("*.md"), key=lambda page: (page.stem != "index", page.stem)
        ):
            if page.stem == "record":
                continue
            text = page.read_text("utf-8").split("---\n", 2)[2]
            html = markdown.markdown(text, extensions=["md_in_html"])
            html = re.sub(r'href="(?!#)[^"]*"', "", html)
            parts.append(re.sub(r'(id="|href="#)', rf"\g<1>{work}-{page.stem}-", html))
    body = "\n".join(parts)
    entries = re.findall(r'<h[1-4]><a [^>]*?id="([^"]+)"[^>]*></a>(.*?)</h[1-4]>', body, re.DOTALL)
    contents = "".join(f'<div><a href="#{anchor}">{re.sub("<[^>]*>", "", text)}</a></div>' for anchor, text in entries)
    path.write_text(
        f'<!doctype html><html lang="zh"><title>x</title><style>{css}</style>'
        f'<nav class="contents">{contents}</nav>{body}',
        "utf-8",
    )


def main() -> None:
    """Run the rounds and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    names = sorted(folder.name for folder in (ROOT / "seeds").iterdir() if folder.is_dir())
    longest = max(names, key=lambda name: len((ROOT / "docs/plans" / name / "data.json").read_bytes()))
    with tempfile.TemporaryDirectory() as folder:
        for label, works in (("plan", [longest]), ("volume", names)):
            page, ours, theirs = (Path(folder, f"{label}-{name}") for name in ("in.html", "ours.pdf", "weasyprint.pdf"))
            write_page(works, page)
            arguments = [str(ours), *(str(ROOT / "seeds" / work) for work in works)]
            commands = {
                "whole": [sys.executable, "-c", RENDER + COMPILE, *arguments],
                "ours": [sys.executable, "-c", COMPILE, *arguments],
            }
            if WEASYPRINT.exists():
                commands["weasyprint"] = [str(WEASYPRINT), "--pdf-variant", "pdf/ua-1", str(page), str(theirs)]
            figures: dict[str, list[float]] = {name: [] for name in commands}
            for round_no in range(rounds + 1):
                for name, command in commands.items():
                    seconds = cpu_seconds(command)
                    if round_no:
                        figures[name].append(seconds)
            for name, path in (("whole", ours), ("ours", ours), ("weasyprint", theirs)):
                if name in figures:
                    median = statistics.median(figures[name])
                    print(f"{label:7} {name:11} {median:6.2f} s  {path.stat().st_size / 1e6:5.2f} MB")
            if "weasyprint" in figures:
                ratios = [a / b for a, b in zip(figures["ours"], figures["weasyprint"], strict=True)]
                print(f"{label:7} ours / weasyprint: {statistics.median(ratios):.2f}")
    if not WEASYPRINT.exists():
        print("weasyprint is not in .cache/weasyprint: see the head of this script")


if __name__ == "__main__":
    main()
