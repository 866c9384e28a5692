"""What is wrong with a download, if anything: the whole way from its bytes to pages in memory.

Takes the bytes of one file, named as a scrape is; gives the kind of what is broken. Broken is

- an exception other than "this file is unreadable" with a remedy (a proof, recursion, anything from a library);
- more CPU time than `SECONDS`;
- what is taken in reads back as something else than was written;
- a page that the proof of what is written refuses;
- an element, attribute, scheme, comment or front matter in a page that the converter itself never writes.
"""

from __future__ import annotations

import gc
import json
import re
import signal
import tempfile
import tomllib
import traceback
import zlib
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

import markdown
import yaml

from build_tools import pipeline
from build_tools.errors import UnreadableSourceError
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.glossary import Glossary, Term
from build_tools.model.outside import OutsideNames
from build_tools.pipeline import Converted, convert_bytes
from build_tools.proof.expected import ProvedWork
from build_tools.proof.pages import prove_markdown
from build_tools.publish.take_in import Download, Wish, take_in
from build_tools.render.outline import render_outline
from build_tools.rendering import render_work
from tests.shelving import link_all

SECONDS = 10.0
ALLOWED = {
    **dict.fromkeys("b strong sup sub br ul ol li blockquote caption thead tbody summary".split(), ""),
    **dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), "id"),
    **dict.fromkeys("p small".split(), "class"),
    "div": "class tabindex role aria-label",
    **dict.fromkeys("details tr".split(), "class"),
    "a": "id class href title",
    "nav": "class aria-label",
    "span": "id class",
    "table": "id class",
    "img": "class src alt width height loading",
    "td": "class colspan rowspan",
    "th": "scope colspan rowspan",
}
ADDRESS_RE = re.compile(
    r"#[a-z0-9-]+|(?:\.\./)*(?:[a-z0-9-]+/)*[a-z0-9-]+\.md(?:#[a-z0-9-]+)?|(?:\.\./)*(?:[a-z0-9-]+/)+(?:#[a-z0-9-]+)?"
    r"|\./|(?:\.\./)+(?:#[a-z0-9-]+)?|https?://[^\s<>\"'\\`]+"
)
# Folders come and go with each file; in memory that costs nothing.
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
_TERM = Term("cluster", "集群", "cluster", "甲", "industry", "乙", abbr="6G", aliases=("“", "行动", "1"))
_MATCHER = pipeline.TermMatcher(Glossary((_TERM,)))
_MARKDOWN = markdown.Markdown(extensions=["build_tools.publish.heading_ids", "md_in_html", "toc"])
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# One file in so many is converted twice, from equal bytes, as `add` and `convert` do; what was made of the others the
# first time stands for the second.
_TWICE = 16
# What modules and tables hold lives as long as the process: collecting it again and again finds nothing.
gc.freeze()
gc.set_threshold(20_000, 20, 100)


class Finding(Exception):  # noqa: N818 - it is what is looked for, not what goes wrong
    """A broken promise; the message begins with its kind."""


class _Page(HTMLParser):
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
    keys = yaml.load(front[1], Loader=_Loader)
    if not isinstance(keys.get("title"), str) or not set(keys) <= {"title", "hide", "search"}:
        raise Finding(f"front matter: {name} {keys}")
    if keys.get("hide") != ["navigation"]:
        raise Finding(f"front matter: hide {keys.get('hide')}")
    reader = _Page()
    reader.feed(_MARKDOWN.reset().convert(page[front.end() :]))
    reader.close()


def _convert_again(folder: Path, data: bytes, converted: Converted) -> pipeline.Work:
    """Return the work of a folder that holds nothing but `data`, of which `converted` was made."""
    if zlib.crc32(data) % _TWICE == 0:
        work = pipeline.convert_work(folder)
        if work.base.edition.blocks != converted.edition.blocks:
            raise Finding("edition: another one of equal bytes")
        return work

    def recall(again: bytes, _name: str, **_settings: object) -> Converted:
        if again != data:
            raise Finding("witness: other bytes than were taken in")
        return converted

    with patch.object(pipeline, "convert_bytes", recall):
        return pipeline.convert_work(folder)


def judge_file(data: bytes) -> None:
    """Raise Finding, or whatever breaks, where a file does not go the whole way."""
    try:
        converted = convert_bytes(data, "a.txt", work="a")
    except UnreadableSourceError as error:
        if not error.remedy or error.path is None:
            raise Finding("message: no file or remedy") from None
        return
    outline = render_outline(converted.edition, list(converted.responsibilities))
    json.dumps(outline, ensure_ascii=False).encode("utf-8", "surrogatepass")
    with tempfile.TemporaryDirectory(dir=_MEMORY) as name:
        folder = take_in(Path(name), [Download("a.txt", data)], converted.edition, Wish("a"))
        table = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
        if set(table) - {"draft"} != {"facts", "witness"} or table["facts"] or len(table["witness"]) != 1:
            raise Finding("manifest: says more than was written")
        work = _convert_again(folder, data, converted)
    survey = pipeline.survey_work(work, _MATCHER)
    links = link_all([survey], OutsideNames(()), BodyNames())
    files = render_work(work, links["a"])
    proved = ProvedWork(work.base.edition, survey, links["a"])
    for page in proved.pages:
        file = f"{page.name or 'index'}.md"
        for fault in prove_markdown(proved, page, files[file], file):
            raise Finding(f"proof of Markdown, {fault.what}: {fault}")
    for file, text in files.items():
        text.encode("utf-8")
        if not re.fullmatch(r"[a-z0-9-]+\.(?:md|json)", file):
            raise Finding(f"path: {file!r}")
        if file.endswith(".md"):
            judge_page(file, text)


def _stop(*_: object) -> None:
    raise Finding("time: more than the limit")


def verdict(data: bytes) -> str:
    """Return the kind of a file's finding, "" where there is none."""
    before = signal.signal(signal.SIGVTALRM, _stop)
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
        signal.signal(signal.SIGVTALRM, before)
    return ""
