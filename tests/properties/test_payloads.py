"""Two thousand payloads go through all stages to pages; a reader of HTML that is not ours finds none of them there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from build_tools.errors import UnreadableSourceError
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.glossary import Glossary
from build_tools.model.outside import OutsideNames
from build_tools.pipeline import (
    TermMatcher,
    Work,
    audit_converted,
    convert_bytes,
    survey_work,
)
from build_tools.publish.take_in import Download, Wish, take_in
from build_tools.rendering import render_work
from build_tools.source.manifest import read_manifest
from tests.loading import load_script
from tests.shelving import link_all

ROOT = Path(__file__).resolve().parents[2]
IN_ONE = 60
# What the converter and the site's Markdown write; nothing else may stand in a page.
ELEMENTS = frozenset(
    "a b blockquote br caption code details div em figcaption figure h1 h2 h3 h4 h5 h6 img li nav ol p pre s section"
    " small span strong sub summary sup table tbody td th thead tr ul".split()
)
ATTRIBUTES = frozenset(
    "id class href title lang colspan rowspan scope aria-label alt src start value tabindex role open hidden"
    " data-form".split()
)
ADDRESS_RE = re.compile(r"#[^\s<>\"']*|(?:\.\.?/|[a-z0-9-]+/)*(?:[a-z0-9-]+\.(?:md|json|csv))?(?:#[^\s<>\"']*)?")


PAYLOADS: list[str] = load_script("tests/fuzz/payloads.py").make_payloads()


class Judge(HTMLParser):
    """Collects what does not belong in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.faults.append(f"<{tag} {name}>")
            if name in ("href", "src") and not ADDRESS_RE.fullmatch(value or ""):
                self.faults.append(f"<{tag} {name}={value!r}>")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(decl)

    def handle_pi(self, data: str) -> None:
        self.faults.append(data)


def judge(page: str) -> list[str]:
    body = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)
    judge = Judge()
    judge.feed(markdown.markdown(body, extensions=["build_tools.publish.heading_ids", "md_in_html", "toc"]))
    judge.close()
    return judge.faults


def make_page(payloads: list[str], form: str) -> str:
    lines = [f"某市{payloads[0]}发展规划", f"各区{payloads[1]}："]
    for number, payload in enumerate(payloads):
        label = "一二三四五六七八九十"[number % 10]
        lines += [f"{label}、第{number}项{payload}", payload, f"（一）甲{payload}。乙。", f"——{payload}"]
    text = "\n".join(lines)
    return text if form == "text" else "<html><meta charset=utf-8><body><p>" + "</p>\n<p>".join(lines) + "</p></body>"


def test_the_collection_is_large() -> None:
    assert len(PAYLOADS) >= 1500
    assert len(set(PAYLOADS)) == len(PAYLOADS)


def test_control_the_judge_sees_what_is_planted() -> None:
    assert len(judge("甲<img src=//evil.example/x onerror=1>乙<a href='javascript:1'>丙</a><script>1</script>")) >= 4


@pytest.mark.parametrize("form", ["text", "html"])
def test_no_payload_reaches_a_page(form: str, tmp_path: Path) -> None:
    faults: list[str] = []
    for number in range(0, len(PAYLOADS), IN_ONE):
        some = PAYLOADS[number : number + IN_ONE]
        data = make_page([*some, *some[:2]], form).encode("utf-8", "surrogatepass")
        try:
            converted = audit_converted(convert_bytes(data, "a.txt", work=f"w-{number}"))
        except UnreadableSourceError as error:
            pytest.fail(str(error))
        manifest = read_manifest(take_in(tmp_path, [Download("a.txt", data)], converted.edition, Wish(f"w-{number}")))
        survey = survey_work(work := Work(manifest, converted, (), ()), TermMatcher(Glossary(())))
        links = link_all([survey], OutsideNames(()), BodyNames())
        for name, page in render_work(work, links[f"w-{number}"]).items():
            if name.endswith(".md"):
                faults += [f"{number} {name}: {fault}" for fault in judge(page)]
    assert faults == []
