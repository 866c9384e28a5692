"""Links in a text change no character of it: over random spans, and over made-up works on their whole way."""

from __future__ import annotations

import html
import re
from pathlib import Path

import documents as made
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_rendering import ANCHOR, bare, body_of, by_commonmark, by_python_markdown, read, texts_of

from build_tools.annotate.terms import TermMatcher
from build_tools.errors import UnreadableSourceError
from build_tools.hanzi.body_names import BodyNames
from build_tools.model.clause import BREAK
from build_tools.model.emendation import Emendation
from build_tools.model.glossary import Glossary, Term
from build_tools.model.outside import OutsideNames
from build_tools.model.record import PublishedWork
from build_tools.model.witness import WitnessEntry
from build_tools.pipeline import Work, convert_bytes, survey_work
from build_tools.render.pages import render_pages
from build_tools.render.spans import LINK, SMALL, STRONG, Span, nest_spans, render_markdown, render_markup
from build_tools.source.manifest import Manifest
from tests.shelving import link_all

TARGET = "../x/index.md#s1"
TAG_RE = re.compile(r"<[^>]*>")


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, list[Span]]:
    signs = st.text(alphabet="\\`*_{}[]()<>#+-.!|~&$:/@=^%'\"1aw 中。“”（）", min_size=1, max_size=14)
    hardest = st.text(alphabet="!*[]<a甲。", min_size=1, max_size=8)
    text = (
        draw(st.one_of(made.phrases, signs, hardest))
        .replace("\n", "")
        .strip(" \t\r\f\v\u00a0\u3000\u2028\u0085\u200b\ufeff")
    )
    assume(text)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    kinds = st.sampled_from((LINK, LINK, STRONG, SMALL, "sup", "sub"))
    drawn = draw(st.lists(st.tuples(places, kinds), max_size=5))
    return text, [Span(min(ends), max(ends), kind, TARGET if kind == LINK else "") for ends, kind in drawn]


@settings(max_examples=600)
@given(spanned())
def test_markup_without_its_tags_is_the_text(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    shown = render_markup(text, spans)
    assert bare(html.unescape(TAG_RE.sub("", shown))) == bare(text)
    assert read(shown).text == bare(text)


@settings(max_examples=600)
@given(spanned())
def test_both_readers_print_the_text_and_lay_the_links(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    shown = ANCHOR + render_markdown(text, spans)
    links = sum(span.element == LINK for span in nest_spans(spans))
    for reading in (by_commonmark(shown), by_python_markdown(shown)):
        assert reading.text == bare(text)
        assert reading.links.count(TARGET) == links


@settings(max_examples=300)
@given(spanned())
def test_spans_nest(drawn: tuple[str, list[Span]]) -> None:
    nested = nest_spans(drawn[1])
    for number, one in enumerate(nested):
        for other in nested[number + 1 :]:
            apart = other.start >= one.end or other.end <= one.start
            assert apart or (one.start <= other.start and other.end <= one.end)
            assert apart or LINK not in {one.element} & {other.element}


def entry(name: str, *forms: str) -> Term:
    return Term(name, forms[0], "x", "甲", "industry", "乙", aliases=forms[1:])


GLOSSARY = Glossary(
    (
        entry("goal", "发展目标", "目标"),
        entry("cluster", "集群", "集群发展", "推进集群"),
        entry("g", "6G", "2.5D"),
        entry("mark", "*", "[", "](", "<", "&", "!", "&#", "`"),
        entry("plan", "某某规划", "规划", "发展"),
        entry("quote", "“", "（", "。甲"),
    )
)
MATCHER = TermMatcher(GLOSSARY)


def surveyed(text: str, name: str) -> Work:
    try:
        converted = convert_bytes(text.encode("utf-8"), "a.txt", work=name)
    except UnreadableSourceError:
        assume(False)
        raise
    witness = WitnessEntry("a.txt", "", "base")
    none: tuple[Emendation, ...] = ()
    return Work(Manifest(name, Path(), {}, (witness,)), converted, (), none)


REFERRING = st.lists(
    st.one_of(
        made.lines(),
        st.sampled_from(
            (
                "按照《某市某某发展规划》和本规划，见专栏1、2和表1。",
                "第一条 依照本条例第二条、前款和《某某规划》第三条。",
                "附件1：某某发展规划",
                "专栏1 推进集群发展",
                "（一）推进集群发展。按照《某市某某发展规划》!《甲》推进6G。（责任单位：市集群局）",
                "——推进集群发展。见附件1。",
                "<table><tr><th>发展</th></tr><tr><td>集群《某某规划》</td><td>6G<sup>2</sup>发展</td></tr></table>",
                "推进6G<sup>发展</sup>，《甲<sub>乙</sub>规划》。",
            )
        ),
    ),
    min_size=1,
    max_size=10,
).map("\n".join)
any_works = st.tuples(st.one_of(REFERRING, REFERRING, made.plans(), made.documents), REFERRING)


@settings(max_examples=150)
@given(any_works)
def test_pages_with_links_say_what_the_edition_says(texts: tuple[str, str]) -> None:
    works = [surveyed(text, name) for text, name in zip(texts, ("a", "b"), strict=True)]
    surveys = [survey_work(work, MATCHER) for work in works]
    links = link_all(surveys, OutsideNames(()), BodyNames())
    for work, survey in zip(works, surveys, strict=True):
        edition = work.base.edition
        own = links[work.manifest.work]
        for link in own.out:
            text = survey.clauses.by_block[link.block].text
            assert 0 <= link.start < link.end <= len(text)
            assert BREAK not in text[link.start : link.end]
        pages = render_pages(PublishedWork(edition, work.base.responsibilities, work.base.fidelity, own))
        for name, page in pages.items():
            said = texts_of(edition.root, name.removesuffix(".md").removeprefix("index"))
            assert by_commonmark(body_of(page)).text == said
            assert by_python_markdown(body_of(page)).text == said


def test_control_links_are_laid() -> None:
    work = surveyed("某市某某发展规划\n一、甲乙\n推进6G集群，见专栏1。\n专栏1 丙丁\n戊己。\n", "a")
    survey = survey_work(work, MATCHER)
    links = link_all([survey], OutsideNames(()), BodyNames())["a"]
    page = render_pages(PublishedWork(work.base.edition, (), work.base.fidelity, links))["index.md"]
    assert "推进[6G](../../glossary/g.md)[集群](../../glossary/cluster.md)，见[专栏1](#box1)。" in page
    assert "被引：[一第1段](#s1-para1)" in page
