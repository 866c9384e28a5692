# ruff: noqa: T201 - a command, whose findings go to the terminal
"""A coverage-guided search for downloads that break a promise; runs by hand, never in the test suite.

Method: libFuzzer (through atheris) makes byte strings and keeps those that reach new code of `build_tools`. The first
byte says how the others are read: 0 means "the file itself", anything else "one word of a vocabulary each", which gets
past the lexer at once; the vocabulary is that of the property tests (labels, tags, signs of Markdown) with line feeds.
It begins with the seeds and the hostile cases. Each file goes the whole way: decode, convert, `add` into an
empty project, read back through the manifest it wrote, render, and Python-Markdown with the extensions of the site.
A finding is

- an exception other than "this file is unreadable" (fidelity, recursion, anything from a library);
- more than `SECONDS` of CPU time, on files of at most `LONGEST` bytes;
- front matter that reads back as something else than a title and two switches;
- an element, attribute or scheme in a page that the converter itself never writes.

Findings do not end the run: the first of each kind is shortened (whole lines, then halves of what is left) and kept in
the output folder. What is found becomes a titled case under tests/cases/, or a test, before it is mended.

Run, in an environment that has atheris, pytest's packages and the project's own:

    python tests/fuzz/fuzz_convert.py --seconds 600 --out FOLDER
    python tests/fuzz/fuzz_convert.py --judge FILE…        what is wrong with a file, if anything
    python tests/fuzz/fuzz_convert.py --large MB           files of that size, one line each: seconds and memory
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import traceback
from html.parser import HTMLParser
from pathlib import Path

import markdown
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "properties")]

SECONDS = 5.0
LONGEST = 4096
ALLOWED = {
    **dict.fromkeys("b strong sup sub br ul ol li blockquote caption thead tbody tr".split(), ""),
    **dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), "id"),
    **dict.fromkeys("p small div".split(), "class"),
    "a": "id class href title",
    "nav": "class aria-label",
    "span": "id class",
    "table": "id class",
    "td": "colspan rowspan",
    "th": "scope colspan rowspan",
}
ADDRESS_RE = re.compile(
    r"#[a-z0-9-]+|(?:\.\./)*(?:[a-z0-9-]+/)*[a-z0-9-]+\.md(?:#[a-z0-9-]+)?|(?:\.\./)*(?:[a-z0-9-]+/)+(?:#[a-z0-9-]+)?"
    r"|https?://[^\s<>\"'\\`]+"
)


class Finding(Exception):  # noqa: N818 - it is what is looked for, not what goes wrong
    """A broken promise; the message begins with its kind."""


class _Judge(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            raise Finding(f"element: <{tag}>")
        for name, value in attrs:
            if name not in ALLOWED[tag].split():
                raise Finding(f"attribute: <{tag} {name}>")
            if name == "href" and not ADDRESS_RE.fullmatch(value or ""):
                raise Finding(f"address: {value!r}")

    def handle_comment(self, data: str) -> None:
        if not data.startswith(" Generated from seeds/"):
            raise Finding("comment: in a page")

    def handle_decl(self, decl: str) -> None:
        raise Finding(f"declaration: {decl!r}")

    def handle_pi(self, data: str) -> None:
        raise Finding(f"declaration: {data!r}")


def judge_page(name: str, page: str) -> None:
    """Raise Finding where a page holds what the converter does not write."""
    front = re.match(r"---\n(.*?)\n---\n", page, re.DOTALL)
    if front is None:
        raise Finding("front matter: none")
    keys = yaml.safe_load(front[1])
    if not isinstance(keys.get("title"), str) or not set(keys) <= {"title", "hide", "search"}:
        raise Finding(f"front matter: {name} {keys}")
    if keys.get("hide") != ["navigation"]:
        raise Finding(f"front matter: hide {keys.get('hide')}")
    extensions = ["build_tools.publish.heading_ids", "md_in_html", "toc"]
    judge = _Judge()
    judge.feed(markdown.markdown(page[front.end() :], extensions=extensions))
    judge.close()


def judge_file(data: bytes) -> None:
    """Raise Finding, or whatever breaks, where a file does not go the whole way."""
    from build_tools.errors import UnreadableSourceError
    from build_tools.hanzi.body_names import BodyNames
    from build_tools.model.glossary import Glossary, Term
    from build_tools.model.outside import OutsideNames
    from build_tools.pipeline import convert_bytes, convert_work, link_surveys, make_matcher, render_work, survey_work
    from build_tools.publish.take_in import take_in
    from build_tools.render.outline import render_outline

    try:
        converted = convert_bytes(data, "a.txt")
    except UnreadableSourceError as error:
        if not error.remedy or error.path is None:
            raise Finding("message: no file or remedy") from None
        return
    outline = render_outline(converted.edition, list(converted.responsibilities))
    json.dumps(outline, ensure_ascii=False).encode("utf-8", "surrogatepass")
    with tempfile.TemporaryDirectory() as name:
        folder = take_in(Path(name), "a.txt", data, converted.edition, work="a")
        table = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
        if set(table) - {"draft"} != {"facts", "witness"} or table["facts"] or len(table["witness"]) != 1:
            raise Finding("manifest: says more than was written")
        work = convert_work(folder)
    term = Term("cluster", "集群", "cluster", "甲", "乙", "industry", abbr="6G", aliases=("“", "行动", "1"))
    links, _ = link_surveys([survey_work(work, make_matcher(Glossary((term,))))], OutsideNames(()), BodyNames())
    for file, text in render_work(work, links["a"]).items():
        text.encode("utf-8")
        if not re.fullmatch(r"[a-z0-9-]+\.(?:md|json)", file):
            raise Finding(f"path: {file!r}")
        if file.endswith(".md"):
            judge_page(file, text)


def _stop(*_: object) -> None:
    raise Finding("time: more than the limit")


def verdict(data: bytes) -> str:
    """Return the kind of a file's finding, "" where there is none."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        judge_file(data)
    except Finding as finding:
        return str(finding).partition(":")[0]
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "build_tools" in f.filename]
        place = f"{Path(frames[-1].filename).stem}.{frames[-1].name}" if frames else "a library"
        return f"{type(error).__name__} in {place}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


def shorten(data: bytes, kind: str, seconds: float = 60) -> bytes:
    """Return a shorter file of the same kind of finding: pieces are left out, large ones first."""
    end = time.monotonic() + seconds
    step = len(data) // 2
    while step and time.monotonic() < end:
        at = 0
        while at < len(data) and time.monotonic() < end:
            shorter = data[:at] + data[at + step :]
            if shorter and verdict(shorter) == kind:
                data = shorter
            else:
                at += step
        step //= 2
    return data


def read_words() -> list[bytes]:
    """The vocabulary of the property tests, a line feed for every eighth word."""
    import documents as made

    words = [*made.WORDS, *made.SIGNS, *made.LABELS, *made.FURNITURE, *made.RAW, *made.BLANKS, *made.ODD]
    words += [f"<{tag}{attribute}>" for tag in dict.fromkeys(made.TAGS) for attribute in ("", made.ATTRIBUTES[-1])]
    words += [f"</{tag}>" for tag in dict.fromkeys(made.TAGS)]
    words += [f"<p{attribute}>" for attribute in dict.fromkeys(made.ATTRIBUTES)]
    return [word.encode("utf-8") for word in words]


def fuzz(out: Path, seconds: int) -> None:
    """Run libFuzzer in this process."""
    import atheris

    words = read_words()
    with atheris.instrument_imports(include=["build_tools"]):
        import build_tools.pipeline
        import build_tools.publish.take_in  # noqa: F401
    found: set[str] = set()

    def read(data: bytes) -> bytes:
        if not data or not data[0]:
            return data[1:]
        parts = [b"\n" if code % 8 == 0 else words[(code * 251 + data[0] * 31) % len(words)] for code in data[1:]]
        return b"".join(parts)[:LONGEST]

    def try_one(data: bytes) -> None:
        file = read(data)
        kind = verdict(file)
        if kind and kind not in found:
            found.add(kind)
            file = shorten(file, kind)
            path = out / f"{hashlib.sha256(file).hexdigest()[:10]}.txt"
            path.write_bytes(file)
            print(f"FOUND {kind}: {path} {file[:120]!r}", flush=True)

    corpus = out / "corpus"
    if not corpus.is_dir():
        corpus.mkdir(parents=True)
        files = [*(ROOT / "seeds").glob("*/*.txt"), *(ROOT / "tests/cases").rglob("*.toml")]
        for number, path in enumerate(sorted(files)):
            data = path.read_bytes()
            pieces = data.split(b"\n\n") if path.suffix == ".toml" else [data[:LONGEST], data[-LONGEST:]]
            for part, piece in enumerate(pieces):
                (corpus / f"{number}-{part}").write_bytes(b"\0" + piece)
        chance = hashlib.shake_256(b"plans")
        (corpus / "words").write_bytes(b"\1" + chance.digest(64))
        (corpus / "more").write_bytes(b"\7" + chance.digest(256))
    flags = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=120", "-rss_limit_mb=4096"]
    atheris.Setup([sys.argv[0], str(corpus), *flags], try_one)
    atheris.Fuzz()


LARGE = {
    "a plan, again and again": "一、甲乙\n（一）丙丁\n1.戊己。推进壬癸。（责任单位：市某委）\n——子丑。\n".encode(),
    "markers": "（一）一、".encode(),
    "opening brackets": b"<",
    "nested elements": b"<div>",
    "cells": b"<td>",
    "a line": "甲".encode(),
    "quotation marks": "《".encode(),
    "bold": b"**",
    "links": b"[a](",
    "comments": b"<!--",
    "carriage returns": b"\r",
}


def try_large(megabytes: float) -> None:
    """Print what `outline` needs for files of one repeated piece, under limits of 8 GiB and 15 minutes of CPU time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (900, 900))

    with tempfile.TemporaryDirectory() as name:
        path, told = Path(name) / "large.txt", Path(name) / "told"
        for what, piece in LARGE.items():
            path.write_bytes(piece * int(megabytes * 1_000_000 / len(piece)))
            command = [sys.executable, "-m", "build_tools", "outline", "--json", str(path)]
            with Path(os.devnull).open("wb") as nowhere, told.open("wb") as errors:
                process = subprocess.Popen(command, cwd=ROOT, stdout=nowhere, stderr=errors, preexec_fn=limit)
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            last = told.read_text("utf-8", "replace").strip().rpartition("\n")[2]
            figures = f"{usage.ru_utime + usage.ru_stime:7.1f} s {usage.ru_maxrss >> 10:6} MiB"
            print(f"{what:24} {figures}  exit {process.returncode}  {last[:80]}", flush=True)


def main() -> None:
    """Read the arguments; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--out", type=Path, default=Path(".build") / "fuzz")
    parser.add_argument("--judge", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--large", type=float, metavar="MB")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    if options.judge:
        for path in options.judge:
            print(f"{path}: {verdict(path.read_bytes()) or 'sound'}")
    elif options.large:
        try_large(options.large)
    else:
        options.out.mkdir(parents=True, exist_ok=True)
        fuzz(options.out.resolve(), options.seconds)


if __name__ == "__main__":
    main()
