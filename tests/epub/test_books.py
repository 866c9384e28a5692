"""Books hold the edition: its text, its anchors, its links, whatever a text may say."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import books
import pytest
from books import HOSTILE, XHTML, ids, link_words, make_book, make_paged_book, pages, render

from build_tools.model.anchor import Anchor
from build_tools.model.block import Block, BlockCell, CellPart, Form
from build_tools.model.edition import Facts
from build_tools.model.glossary import Term
from build_tools.model.link import LinkTarget
from build_tools.model.passage import Passage
from build_tools.model.picture import Picture
from build_tools.publish.archive import EPUB, pack_files
from build_tools.render.chapters import Chapters, File
from build_tools.render.epub import _render_terms, bind_book, render_entry
from build_tools.render.xhtml import _set_columns, escape_xml

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
SOUND = """某市发展规划
为了发展。
一、优化布局
（一）建设园区
建设某园。
二、培育企业
见第一部分，用EDA。
附件：某方案
一、丙
文。"""


def package(files: dict[str, str]) -> ElementTree.Element:
    return ElementTree.fromstring(files["EPUB/package.opf"])


def test_the_files_of_a_book() -> None:
    files = render(make_book(SOUND))
    assert list(files) == [
        "META-INF/container.xml",
        "EPUB/package.opf",
        "EPUB/style.css",
        "EPUB/cover.xhtml",
        "EPUB/nav.xhtml",
        "EPUB/a-2020.xhtml",
        "EPUB/a-2020-annex-1.xhtml",
        "EPUB/colophon.xhtml",
    ]
    container = ElementTree.fromstring(files["META-INF/container.xml"])
    assert [e.get("full-path") for e in container.iter() if e.get("full-path")] == ["EPUB/package.opf"]


def test_manifest_and_spine_name_every_file_once() -> None:
    files = render(make_book(SOUND), make_book(HOSTILE, "b-2021"))
    items = {e.attrib["id"]: e.attrib["href"] for e in package(files).iter(f"{OPF}item")}
    wanted = sorted(name.removeprefix("EPUB/") for name in files if name.startswith("EPUB/") and "package" not in name)
    assert sorted(items.values()) == wanted
    spine = [items[e.attrib["idref"]] for e in package(files).iter(f"{OPF}itemref")]
    assert sorted(spine) == [name for name in wanted if name.endswith(".xhtml")]
    assert spine[:2] == ["cover.xhtml", "nav.xhtml"]


def test_facts_stand_in_the_package() -> None:
    facts = Facts(title="某规划", issuers=("某委", "某局"), date_issued="2020-01-02", date_published="2020-02-03")
    one = package(render(make_book(SOUND, facts=facts), title="某规划"))
    assert [e.text for e in one.iter(f"{DC}title")] == ["某规划"]
    assert [e.text for e in one.iter(f"{DC}creator")] == ["某委", "某局"]
    assert [e.text for e in one.iter(f"{DC}language")] == ["zh-Hans"]
    metas = {e.get("property", ""): e.text for e in one.iter(f"{OPF}meta")}
    assert metas.pop("dcterms:modified") == "2020-02-03T00:00:00Z"
    # What it offers to those who do not see it (EPUB Accessibility 1.1).
    assert {name for name in metas if not name.startswith("schema:access")} == set()
    assert metas["schema:accessModeSufficient"] == "textual"
    assert metas["schema:accessibilityHazard"] == "none"


def test_a_cover_for_shelves_is_named_as_one() -> None:
    made = books.render_epub("书", [make_book(SOUND)], {}, language="zh-Hans", change=str, cover=b"\x89PNG")
    (item,) = [e for e in package(made).iter(f"{OPF}item") if e.get("properties") == "cover-image"]
    assert made[f"EPUB/{item.get('href')}"] == b"\x89PNG"
    assert not [e for e in package(render(make_book(SOUND))).iter(f"{OPF}item") if e.get("properties") == "cover-image"]


@pytest.mark.parametrize(
    ("language", "order"),
    [("zh-Hans", ["cross", "thin-film", "plan"]), ("zh-Hant", ["cross", "plan", "thin-film"])],
)
def test_terms_stand_as_readers_look_them_up_with_what_they_rest_on(language: str, order: list[str]) -> None:
    terms = {
        "plan": Term("plan", "规划", "plan", "先定下来。", "policy", traditional="規劃"),
        "thin-film": Term("thin-film", "薄膜", "thin film", "很薄。", "material", basis="某标准", pinyin="bo2 mo2"),
        "cross": Term("cross", "AA", "cross", "两个。", "policy"),
    }
    shown = _render_terms((render_entry(term, language, str) for term in terms.values()), str).body
    assert re.findall('<dt id="([^"]*)"', shown) == order
    assert "很薄。<small>〔某标准〕</small>" in shown
    assert "先定下来。<small>〔编者〕</small>" in shown


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    rows = [["环节", "重点"], ["芯片设计", "突破" * 60]]
    cells = [tuple(BlockCell((CellPart(0, Passage.of(text, 0, len(text))),)) for text in row) for row in rows]
    blocks = [Block(Form.ROW, 1, 1, Anchor(), is_anchored=False, text=Passage(), cells=one) for one in cells]
    first, second = map(int, re.findall(r"width: (\d+)%", _set_columns(blocks)))
    assert first + second == 100
    assert 9 <= first <= 25


def test_a_book_is_known_by_its_works_and_its_script() -> None:
    def identifier(*names: str, language: str = "zh-Hans") -> str | None:
        made = [make_book(SOUND, name) for name in names]
        files = books.render_epub("书", made, {}, language=language, change=str)
        return next(package(files).iter(f"{DC}identifier")).text

    assert identifier("a-2020") == identifier("a-2020")
    others = {identifier("a-2020"), identifier("b-2020"), identifier("a-2020", "b-2020")}
    assert len({*others, identifier("a-2020", language="zh-Hant")}) == 4


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "a&b\"'", "]]>", "甲\x00\x0b乙\ufffe", "&amp;", "𠀀"])
def test_titles_are_words_and_nothing_else(title: str) -> None:
    facts = Facts(title=title, issuers=(title,), doc_number=title, source=title)
    files = render(make_book(SOUND, facts=facts), title=title)
    shown = re.sub("[\x00\x0b\ufffe]", "\ufffd", title)
    assert [e.text for e in package(files).iter(f"{DC}title")] == [shown]
    cover = pages(files)["cover.xhtml"]
    assert [e.text for e in cover.iter(f"{XHTML}h1")] == [shown]
    plan = pages(files)["a-2020.xhtml"]
    assert [e.text for e in plan.iter(f"{XHTML}title")] == [shown]
    assert [e.tag for page in pages(files).values() for e in page.iter() if e.tag == f"{XHTML}script"] == []


def test_unwritable_characters_leave_a_mark() -> None:
    assert escape_xml("甲\x01乙\udc80<") == "甲\ufffd乙\ufffd&lt;"
    assert escape_xml("\t\n甲\u202e") == "\t\n甲\u202e"


def links_of(files: dict[str, str], name: str) -> list[tuple[str | None, str | None]]:
    return [(e.text, e.get("href")) for e in pages(files)[name].iter(f"{XHTML}a")]


def test_links_lead_to_places_of_the_book() -> None:
    book = link_words(make_book(SOUND), "第一部分", LinkTarget("a-2020", Anchor.parse("s1")))
    book = link_words(book, "EDA", LinkTarget(term="eda"))
    files = render(book)
    assert links_of(files, "a-2020.xhtml") == [("第一部分", "a-2020.xhtml#s1"), ("EDA", "glossary.xhtml#eda")]
    assert ids(pages(files)["glossary.xhtml"]) == ["eda"]
    assert "<span" in files["EPUB/glossary.xhtml"]
    assert "&lt;automation&gt;" in files["EPUB/glossary.xhtml"]


@pytest.mark.parametrize(
    ("target", "address"),
    [
        (LinkTarget("a-2020"), "a-2020.xhtml"),
        (LinkTarget("a-2020", Anchor.parse("annex-1")), "a-2020-annex-1.xhtml"),
        (LinkTarget("a-2020", Anchor.parse("annex-1#s1")), "a-2020-annex-1.xhtml#s1"),
        (LinkTarget("b-2021", Anchor.parse("s1")), "b-2021.xhtml#s1"),
    ],
)
def test_addresses_of_targets(target: LinkTarget, address: str) -> None:
    book = link_words(make_book(SOUND), "第一部分", target)
    assert links_of(render(book, make_book(SOUND, "b-2021")), "a-2020.xhtml") == [("第一部分", address)]


@pytest.mark.parametrize(
    "target", [LinkTarget("c-2022", Anchor.parse("s1")), LinkTarget(term="unknown"), LinkTarget(cited="x")]
)
def test_what_the_book_does_not_hold_is_no_link(target: LinkTarget) -> None:
    files = render(link_words(make_book(SOUND), "第一部分", target))
    assert links_of(files, "a-2020.xhtml") == []
    assert "见第一部分，用EDA。" in books.said(pages(files)["a-2020.xhtml"])


def test_every_link_of_a_book_leads_to_an_id() -> None:
    book = link_words(make_book(HOSTILE), "保障", LinkTarget("a-2020", Anchor.parse("annex-1#s1-c1")))
    files = pages(render(link_words(book, "某方案", LinkTarget(term="eda")), make_book(SOUND, "b-2021")))
    known = {f"{name}#{anchor}" for name, page in files.items() for anchor in ids(page)} | set(files)
    asked = [e.attrib["href"] for page in files.values() for e in page.iter(f"{XHTML}a")]
    assert [address for address in asked if address not in known] == []
    assert len(asked) > 10


def test_the_contents_nest_as_the_headings_do() -> None:
    contents = pages(render(make_book("某规划\n一、甲\n（一）乙\n文。\n（二）丙\n文。\n二、丁\n文。")))["nav.xhtml"]

    def outline(element: ElementTree.Element) -> list[object]:
        found: list[object] = []
        for entry in element.findall(f"{XHTML}ol/{XHTML}li"):
            link = entry.find(f"{XHTML}a")
            assert link is not None
            found.append([link.text, *outline(entry)])
        return found

    body = contents.find(f"{XHTML}body/{XHTML}nav")
    assert body is not None
    shown = [["一、甲", ["（一）乙"], ["（二）丙"]], ["二、丁"]]
    assert outline(body) == [["某规划", *shown], ["本书"]]


def test_old_anchors_stay_alive() -> None:
    book = make_book(SOUND)
    aliases = {"s9": "s1", "para9": "s1-c1", "annex-1#s7": "annex-1#s1", "annex-1#s8": "s1"}
    places = {Anchor.parse(old): Anchor.parse(new) for old, new in aliases.items()}
    moved = replace(book, edition=replace(book.edition, aliases=places))
    files = pages(render(moved))
    plan, annex = ids(files["a-2020.xhtml"]), ids(files["a-2020-annex-1.xhtml"])
    assert plan.index("s9") + 1 == plan.index("s1")
    assert plan.index("para9") + 1 == plan.index("s1-c1")
    assert annex.index("s7") + 1 == annex.index("s1")
    assert annex[-1] == "s8"
    assert links_of(render(moved), "a-2020-annex-1.xhtml") == [("本条已移至 s1", "a-2020.xhtml#s1")]


def test_the_other_script_has_the_same_anchors() -> None:
    book = make_book(SOUND)
    plain, changed = render(book), render(book, change=lambda text: text.replace("业", "業").replace("优", "優"))
    assert changed.keys() == plain.keys()
    assert "優化布局" in changed["EPUB/nav.xhtml"]
    assert {name: ids(page) for name, page in pages(changed).items()} == {
        name: ids(page) for name, page in pages(plain).items()
    }


def test_equal_files_give_equal_bytes_in_the_order_given() -> None:
    files = {"META-INF/container.xml": "<a/>", "EPUB/甲.xhtml": "乙"}
    assert pack_files(files.items(), EPUB) == pack_files(dict(files).items(), EPUB)
    assert pack_files(files.items(), EPUB) != pack_files(reversed(files.items()), EPUB)


def test_the_type_comes_first_and_uncompressed() -> None:
    data = pack_files(render(make_book(SOUND)).items(), EPUB)
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_pages_of_the_source_are_marked_and_listed() -> None:
    files = render(make_paged_book())
    page = pages(files)["a-2020.xhtml"]
    marks = [(e.get("id"), e.get("aria-label"), (e.tail or "")[:4]) for e in page.iter(f"{XHTML}span")]
    assert marks == [("page-0-1", "1", "某市发展"), ("page-0-2", "2", "建成园区"), ("page-0-3", "3", "二、培育")]
    nav = next(e for e in pages(files)["nav.xhtml"].iter(f"{XHTML}nav") if e.get("id") == "page-list")
    listed = [(e.get("href"), e.text) for e in nav.iter(f"{XHTML}a")]
    assert listed == [(f"a-2020.xhtml#page-0-{number}", str(number)) for number in (1, 2, 3)]
    told = [(e.get("property"), e.text) for e in package(files).iter(f"{OPF}meta") if e.get("refines")]
    assert (told, [e.text for e in package(files).iter(f"{DC}source")]) == ([("source-of", "pagination")], ["a.pdf"])


def test_a_volume_of_several_works_lists_no_pages() -> None:
    assert "page-list" not in render(make_paged_book(), make_book(SOUND, "b-2021"))["EPUB/nav.xhtml"]


def test_a_picture_stands_once_under_its_name_in_a_book_of_several_works() -> None:
    picture = Picture(b"\x89PNG", "png", 400, 200)
    page = File("a.xhtml", "甲", "<p>甲</p>")
    parts = [Chapters(work, Facts("甲"), "", "", (), (picture,), (page,)) for work in ("a", "b")]
    found = list(bind_book("甲", lambda: parts, {}, language="zh-Hans", change=str))
    assert [held for name, held in found if name == f"EPUB/pictures/{picture.file}"] == [picture.data]
    assert f'href="pictures/{picture.file}" media-type="image/png"' in str(dict(found)["EPUB/package.opf"])
