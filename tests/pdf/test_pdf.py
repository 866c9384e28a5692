"""What a PDF promises, checked from the file itself."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tomllib
import unicodedata
from collections.abc import Callable, Container
from dataclasses import replace
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from conftest import HOSTILE, ROOT, MadePdf, convert, link_clauses, print_text
from tagged_text import Leaf, read_leaves, read_structure

from build_tools.edition.clauses import collect_clauses
from build_tools.edition.lock import hash_anchors
from build_tools.model.anchor import Anchor
from build_tools.model.emendation import Emendation
from build_tools.model.link import LinkTarget, WorkLinks
from build_tools.model.printing import FontSet
from build_tools.model.record import PublishedWork
from build_tools.pipeline import convert_bytes
from build_tools.publish.pdf import compile_pdf
from build_tools.render.typst import Typesetting, render_typst
from build_tools.render.typst_links import Surroundings

EDITORIAL = "印发通知〔编〕"
GLOSSARY = "术语〔编〕"
BLANKS_RE = re.compile(r"\s+")
# Layout of a page, in pt: what lies outside are running headers and the labels in the margins.
LEFT, RIGHT, BOTTOM, TOP = 85.0, 512.0, 75.0, 765.0
PAGE_HEIGHT = 841.89

NOT_AT_THE_BEGINNING = "，。、；：？！）》〉」』】〕”’…·％%,;)"
NOT_AT_THE_END = "（《〈「『【〔“‘("

LINE_ENDS = "\v\f\r\x85\u2028\u2029\t"
FORMLESS = "\u034f\u115f\u1160\u3164\ufe0f\U000e0100"
LACKING = {"\u202e", "\u202c", "\x01", "𠀀"}


def squeeze(text: str) -> str:
    return BLANKS_RE.sub("", text)


def printed(text: str, lacking: Container[str] = LACKING) -> str:
    """What print makes of a text: 〓 of what no font has, a blank of strange line ends, nothing of formless signs."""
    shown = "".join("〓" if char in lacking else " " if char in LINE_ENDS else char for char in text)
    return "".join(char for char in shown if unicodedata.category(char) != "Cf" and char not in FORMLESS)


def expected_clauses(made: MadePdf) -> list[tuple[str, str]]:
    """(destination, printed text) of every clause, the work's own name before it in a volume."""
    is_volume = len(made.works) > 1
    found = []
    for work in made.works:
        edition = work.edition
        for clause in collect_clauses(edition).clauses:
            if clause.block < 0:
                continue  # the page's title, where the document prints none
            place = clause.place
            name = ".".join(part for part in (edition.work if is_volume else "", place.page, place.name) if part)
            found.append((name, printed(clause.text, made.source.lacking)))
    return found


def in_script(made: MadePdf, text: str) -> str:
    return str(convert(text)) if made.is_traditional else text


def body_leaves(made: MadePdf) -> list[Leaf]:
    """The leaves of the edition's own text: without contents, covers, colophons, footnotes and our one heading."""
    leaves = read_leaves(made.data)
    last = max(number for number, leaf in enumerate(leaves) if "TOC" in leaf.tags)
    found: list[Leaf] = []
    is_ours = False
    cover = -1
    volume = len(made.works) > 1
    for leaf in leaves[last + 1 :]:
        level = leaf.tags[-1]
        if level in ("H1", "H2") and leaf.text in (in_script(made, "版本说明"), in_script(made, GLOSSARY)):
            is_ours = True
        elif volume and level == "H1":
            is_ours, cover = True, leaf.page
        elif leaf.page != cover and level in ("H1", "H2"):
            is_ours = False
        if (
            not is_ours
            and "Note" not in leaf.tags
            and "Lbl" not in leaf.tags
            and leaf.text != in_script(made, EDITORIAL)
        ):
            found.append(leaf)
    return found


# -- text


def test_the_text_in_tag_order_is_the_editions(made: MadePdf) -> None:
    expected = "".join(text.replace("\n", "") for _, text in expected_clauses(made))
    assert "".join(leaf.text for leaf in body_leaves(made)) == in_script(made, expected)


def read_payloads() -> list[str]:
    """The hostile texts that fit on a line."""
    found: list[str] = []
    for file in sorted((ROOT / "tests/cases/hostile").glob("*.toml")):
        data = tomllib.loads(file.read_text("utf-8"))
        for case in [*data.get("case", []), *data.get("family", [])]:
            form = case.get("text", case.get("html", ""))
            found += [form.replace("{}", one) * case.get("times", 1) for one in case.get("of", [""])]
    return [text.replace("\n", " ") for text in found]


def test_no_hostile_text_breaks_out_of_its_line(make: Callable[..., MadePdf]) -> None:
    payloads = read_payloads()
    assert len(payloads) > 200
    lines = "".join(f"<p>第{html.escape(text)}行。</p>" for text in payloads)
    made = make(print_text(f"<html><body><h1>某市某某发展规划</h1><p>一、甲</p>{lines}<p>二、乙</p></body></html>"))
    expected = "".join(text.replace("\n", "") for _, text in expected_clauses(made))
    assert "".join(leaf.text for leaf in body_leaves(made)) == expected


def fragments(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """(x, y, text) of what pypdf reads on a page, in its order."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, on_page: list[float], on_line: list[float], *_: Any) -> None:
        if text.strip():
            x, y = on_line[4:]
            a, b, c, d, left, low = on_page
            found.append((x * a + y * c + left, x * b + y * d + low, text))

    page.extract_text(visitor_text=visit)
    return found


def test_pypdf_finds_every_clause(made: MadePdf) -> None:
    shown = squeeze(
        "".join(
            text
            for page in made.open().pages
            for x, y, text in fragments(page)
            if LEFT < x < RIGHT and BOTTOM < y < TOP
        )
    )
    missing = [
        text
        for _, text in expected_clauses(made)
        for part in text.split("\n")
        if squeeze(in_script(made, part)) not in shown
    ]
    assert missing == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not on this machine")
def test_pdftotext_finds_every_clause(made: MadePdf, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(made.data)
    area = ["-x", "80", "-y", "78", "-W", "436", "-H", "690"]
    command = ["pdftotext", "-raw", "-nopgbrk", *area, str(file), "-"]
    shown = squeeze(subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8"))
    missing = [
        text
        for _, text in expected_clauses(made)
        for part in text.split("\n")
        if squeeze(in_script(made, part)) not in shown
    ]
    assert missing == []


def test_no_line_begins_or_ends_with_a_forbidden_sign(made: MadePdf) -> None:
    lines = [
        "".join(leaf.text for leaf in line).strip()
        for _, line in groupby(read_leaves(made.data), key=lambda leaf: (leaf.page, round(leaf.y)))
    ]
    wrong = [line for line in lines if line and (line[0] in NOT_AT_THE_BEGINNING or line[-1] in NOT_AT_THE_END)]
    assert wrong == []
    assert [(a, b) for a, b in pairwise(lines) if a.endswith("—") and b.startswith("—")] == []


# -- places


def expected_names(made: MadePdf) -> set[str]:
    names = set()
    for work in made.works:
        prefix = [work.edition.work] if len(made.works) > 1 else []
        anchors = [*hash_anchors(work.edition), *work.edition.aliases]
        names |= {".".join([*prefix, *str(anchor).split("#")]) for anchor in anchors} | set(prefix)
    return names | {f"term.{term}" for term in made.terms}


def test_every_anchor_and_alias_is_a_named_destination(made: MadePdf) -> None:
    assert set(made.open().named_destinations) == expected_names(made)


def test_a_destination_shows_its_clause(made: MadePdf) -> None:
    reader = made.open()
    pages = [fragments(page) for page in reader.pages]
    lost = []
    for name, text in expected_clauses(made):
        if name not in reader.named_destinations or "\n" in text:
            continue  # the title of a work that prints none; a row, which its table leads to
        target = reader.named_destinations[name]
        number = reader.get_destination_page_number(target)
        assert number is not None
        top = float(target.top)  # type: ignore[arg-type]
        below = squeeze("".join(shown for _, y, shown in pages[number] if top - 64 < y <= top))
        if squeeze(in_script(made, text))[:3] not in below:
            lost.append((name, text[:12], below[:40]))
    assert [place for place in lost if not re.search(r"(?:^|\.|-)(?:t|tab)[0-9]+", place[0])] == []


def test_plans_are_light(seed: MadePdf, traditional: MadePdf) -> None:
    """Bytes, of the longest plan and of another script's; a few per cent to spare. More than half are outlines."""
    assert len(seed.data) <= 545_000
    assert len(traditional.data) <= 300_000


def test_aliases_lead_where_their_clauses_are(hostile: MadePdf) -> None:
    places = hostile.open().named_destinations
    for old, new in (("s9", "s1"), ("s8", "annex-1.s1")):
        assert (places[old].page, places[old].top) == (places[new].page, places[new].top)


def test_labels_of_the_clauses_are_printed_in_the_margin(hostile: MadePdf) -> None:
    shown = {text.strip() for page in hostile.open().pages for x, _, text in fragments(page) if not LEFT < x < RIGHT}
    assert {"一（一）1第1项", "二"} <= shown


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not on this machine")
def test_labels_in_the_margin_stand_in_no_paragraph_as_pdftotext_reads_a_page(seed: MadePdf, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(seed.data)
    shown = subprocess.run(["pdftotext", "-f", "5", "-l", "12", str(file), "-"], capture_output=True, check=True)
    lines = shown.stdout.decode("utf-8").split("\n")
    labels = {block.citation for block in seed.work.edition.blocks if block.is_anchored}
    inside = [
        (before, line, after)
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if line in labels and len(before) > 30 and len(after) > 30
    ]
    assert sum(line in labels for line in lines) > 40
    assert inside == []


def test_the_glossary_bears_no_labels(volume: MadePdf) -> None:
    assert [text for x, _, text in fragments(volume.open().pages[-1]) if not LEFT < x < RIGHT] == []


def test_what_stands_beside_the_text_is_untagged(hostile: MadePdf) -> None:
    assert [leaf for leaf in read_leaves(hostile.data) if leaf.text.strip() in ("一（一）1第1项", "3", "5")] == []


def test_the_running_head_is_the_first_section_of_its_page(make: Callable[..., MadePdf]) -> None:
    text = "某市发展规划\n一、形势\n" + "甲乙丙丁。" * 300 + "\n二、任务\n" + "戊己庚辛。" * 300
    reader = make(print_text(text)).open()
    heads = ["".join(text for _, y, text in fragments(page) if y > TOP).strip() for page in reader.pages]
    opened = next(
        number for number, page in enumerate(reader.pages) if "二、任务" in page.extract_text() and number > 1
    )
    assert heads[opened].endswith("一、形势")
    assert heads[opened + 1].endswith("二、任务")


def test_a_table_that_goes_on_says_so_above_it(make: Callable[..., MadePdf]) -> None:
    rows = "".join(f"<tr><td>{number}</td><td>{'建设项目，' * 9}</td></tr>" for number in range(1, 71))
    page = f"<html><body><h1>某市规划</h1><p>一、项目</p><p>表1　重点项目</p><table>{rows}</table></body></html>"
    made = make(print_text(page))
    shown = ["".join(text for _, _, text in fragments(page)) for page in made.open().pages]
    held = [number for number, text in enumerate(shown) if "建设项目" in text]
    assert len(held) > 1
    assert [shown[number].count("续表1") for number in held] == [0] + [1] * (len(held) - 1)
    assert [leaf for leaf in read_leaves(made.data) if "续表" in leaf.text] == []


def test_all_links_lead_somewhere(made: MadePdf) -> None:
    with pikepdf.open(BytesIO(made.data)) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        named = pikepdf.NameTree(pdf.Root.Names.Dests)
        targets = []
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                action = note.get("/A", {})
                if "/URI" in action:
                    assert re.fullmatch(r"https?://[!-~]+", str(action.URI))
                    continue
                target = note.get("/Dest", action.get("/D"))
                if isinstance(target, pikepdf.String):
                    target = named[str(target)]
                targets.append(target[0].objgen)
        assert targets
        assert [target for target in targets if target not in pages] == []


def test_a_link_leads_to_its_clause(make: Callable[..., MadePdf]) -> None:
    work = link_clauses(
        print_text(HOSTILE, "a-2020"),
        [
            ("preamble-para1", "发展", LinkTarget("a-2020", Anchor.parse("annex-1#s1"))),
            ("preamble-para1", "制定", LinkTarget("a-2020", Anchor.parse("s9"))),
            ("preamble-para1", "为了", LinkTarget("b-2021", Anchor.parse("annex-2#s1"))),
            ("s1-c1-p1-dash1", "要点", LinkTarget("c-2021")),
            ("s2", "二、", LinkTarget("a-2020", Anchor.parse("s1"))),
        ],
    )
    linked = make(work, Surroundings(site="https://example.org/"))
    reader = linked.open()
    found = {}
    for leaf in body_leaves(linked):
        if "Link" in leaf.tags:
            found[leaf.text] = leaf.page
    assert sorted(found) == ["为了", "制定", "发展", "要点"]  # headings have none
    places = reader.named_destinations
    targets = []
    for page in reader.pages[min(found.values()) : max(found.values()) + 1]:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            targets.append(action["/URI"] if "/URI" in action else note.get_object()["/Dest"])
    assert [target for target in targets if isinstance(target, str) and ":" in target] == [
        "https://example.org/plans/b-2021/annex-2/#s1",
        "https://example.org/plans/c-2021/",
    ]
    inner = [target for target in targets if not (isinstance(target, str) and ":" in target)]
    pages = [reader.get_destination_page_number(places[name]) for name in ("annex-1.s1", "s1")]
    shown = [
        reader.get_destination_page_number(places[target])
        if isinstance(target, str)
        else reader.get_page_number(target[0].get_object())  # type: ignore[arg-type]
        for target in inner
    ]
    assert shown == pages


def test_without_an_address_of_the_site_a_link_out_of_the_file_is_none(make: Callable[..., MadePdf]) -> None:
    wanted = [
        ("preamble-para1", "发展", LinkTarget("b-2021", Anchor.parse("s1"))),
        ("preamble-para1", "制定", LinkTarget(term="no")),
    ]
    linked = make(link_clauses(print_text(HOSTILE, "a-2020"), wanted))
    assert [leaf.text for leaf in body_leaves(linked) if "Link" in leaf.tags] == []


def test_the_glossary_prints_each_entry_at_its_destination(seed: MadePdf) -> None:
    reader = seed.open()
    pages = [fragments(page) for page in reader.pages]
    assert len(seed.terms) > 100
    lost = []
    for term in seed.terms:
        target = reader.named_destinations[f"term.{term}"]
        number = reader.get_destination_page_number(target)
        assert number is not None
        top = float(target.top)  # type: ignore[arg-type]
        below = squeeze("".join(text for x, y, text in pages[number] if top - 20 < y <= top and x > LEFT))
        if squeeze(seed.surroundings.terms[term].name)[:8] not in below:
            lost.append((term, below))
    assert lost == []


def test_a_hostile_glossary_stays_text(hostile: MadePdf) -> None:
    leaves = read_leaves(hostile.data)
    at = next(number for number, leaf in enumerate(leaves) if leaf.text == GLOSSARY and leaf.tags[-1] == "H1")
    shown = squeeze("".join(leaf.text for leaf in leaves[at:]))
    term = hostile.surroundings.terms["evil"]
    assert f"{term.name}{term.abbr}{term.english}{term.definition}〔{squeeze(term.basis)}〕" in shown


# -- contents, bookmarks, tags


def headings(made: MadePdf) -> list[tuple[int, str, int]]:
    """(level, text, page from 1) of every heading, by the tags."""
    leaves = [leaf for leaf in read_leaves(made.data) if re.fullmatch(r"H[1-6]", leaf.tags[-1])]
    found: list[tuple[int, str, int]] = []
    structure = [path for path in read_structure(made.data) if re.fullmatch(r"H[1-6]", path[-1])]
    with pikepdf.open(BytesIO(made.data)) as pdf:
        titles = [str(item.T) for item in _elements(pdf.Root.StructTreeRoot) if re.fullmatch(r"/H[1-6]", str(item.S))]
    assert len(titles) == len(structure)
    for title, path in zip(titles, structure, strict=True):
        text, first = "", leaves[0]
        while squeeze(text) != squeeze(title):
            text += leaves.pop(0).text
        found.append((int(path[-1][1]), text, first.page + 1))
    return found


def _elements(element: Any) -> list[Any]:
    children = element.get("/K", [])
    found = []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found += [child, *_elements(child)]
    return found


def test_bookmarks_nest_as_the_headings(made: MadePdf) -> None:
    reader = made.open()
    found: list[tuple[int, str, int]] = []

    def walk(entries: list[Any], level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry, level + 1)
            else:
                found.append((level, squeeze(str(entry.title)), (reader.get_destination_page_number(entry) or 0) + 1))

    walk(reader.outline, 1)
    assert found == [(level, squeeze(text), page) for level, text, page in headings(made)]


def test_contents_give_the_right_pages(made: MadePdf) -> None:
    entries = [
        (squeeze("".join(leaf.text for leaf in leaves)))
        for _, leaves in groupby(
            (leaf for leaf in read_leaves(made.data) if "TOCI" in leaf.tags),
            key=lambda leaf: (leaf.page, round(leaf.y)),
        )
    ]
    shown = "".join(entries).replace("\u2060", "")
    expected = [(level, squeeze(text), page) for level, text, page in headings(made)][1:]
    depth = max(level for level in range(1, 5) if all(text in shown for lvl, text, _ in expected if lvl <= level))
    assert re.sub(r"\.{3,}", "", shown) == "".join(f"{text}{page}" for level, text, page in expected if level <= depth)


def test_headings_skip_no_level(made: MadePdf) -> None:
    levels = [level for level, _, _ in headings(made)]
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_no_paragraph_holds_a_heading_nor_a_heading_a_paragraph(made: MadePdf) -> None:
    mixed = [
        path
        for path in read_structure(made.data)
        if path[-1] in ("P", "H1", "H2", "H3", "H4", "H5", "H6")
        and any(re.fullmatch(r"P|H[1-6]", tag) for tag in path[:-1])
    ]
    assert mixed == []


# -- tables


def test_tables_repeat_their_header_and_keep_rows_whole(make: Callable[..., MadePdf]) -> None:
    rows = "".join(
        f"<tr><td>{number}</td><td>{'建设若干重点项目，' * (number % 7 + 1)}</td></tr>" for number in range(1, 71)
    )
    page = (
        "<html><body><h1>某市某某发展规划</h1><p>一、重点项目</p><table><tr><th>序号</th><th>建设内容</th></tr>"
        f"{rows}</table><p>二、保障措施</p></body></html>"
    )
    made = make(print_text(page))
    leaves = read_leaves(made.data)
    body = [leaf for leaf in leaves if "TBody" in leaf.tags]
    pages = sorted({leaf.page for leaf in body})
    assert len(pages) > 2
    assert ["".join(text for _, _, text in fragments(made.open().pages[page])).count("建设内容") for page in pages] == [
        1
    ] * len(pages)
    assert sum("THead" in leaf.tags and leaf.text == "建设内容" for leaf in leaves) == 1
    row_pages: list[set[int]] = []
    for leaf in body:
        if leaf.text.isdigit():
            row_pages.append(set())
        row_pages[-1].add(leaf.page)
    assert [len(found) for found in row_pages] == [1] * 70


# -- the file


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("seed", {"NotoSansSC-Regular", "NotoSerifSC-Regular"}),
        ("traditional", {"NotoSansTC-Regular", "NotoSerifTC-Regular"}),
    ],
)
def test_fonts_are_embedded_as_subsets_of_the_scripts_faces(
    name: str, families: set[str], request: pytest.FixtureRequest
) -> None:
    made: MadePdf = request.getfixturevalue(name)
    found = set()
    with pikepdf.open(BytesIO(made.data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert "/FontFile3" in item
                prefix, family = re.fullmatch(r"/([A-Z]{6})\+(.*?)(?:-Identity-H)?", str(item.FontName)).groups()  # type: ignore[union-attr]
                assert prefix
                found.add(family)
    assert found == families


@pytest.mark.parametrize(("name", "language"), [("seed", "zh-CN"), ("traditional", "zh-TW")])
def test_it_declares_ua_language_and_title(name: str, language: str, request: pytest.FixtureRequest) -> None:
    made: MadePdf = request.getfixturevalue(name)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode("utf-8")
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == in_script(made, made.work.edition.title)


def test_the_plans_date_is_not_when_the_file_was_made(seed: MadePdf) -> None:
    assert not {"/CreationDate", "/ModDate"} & set(seed.open().trailer["/Info"])  # type: ignore[arg-type]


def test_the_colophon_names_source_counts_and_hash(seed: MadePdf) -> None:
    shown = squeeze(seed.open().pages[-1].extract_text()).replace("\u200b", "")
    fidelity = seed.work.fidelity
    assert seed.work.edition.witness.sha256 in shown
    assert f"底本{fidelity.characters:,}字符：保留{fidelity.published:,}，略去{fidelity.dropped_total:,}" in shown
    assert seed.work.edition.facts.source in shown


def test_characters_that_no_font_has_are_told(hostile: MadePdf) -> None:
    assert set(hostile.source.lacking) == LACKING
    assert "U+20000" in squeeze(hostile.open().pages[-1].extract_text())


def test_the_same_text_gives_the_same_bytes(hostile: MadePdf, fonts: FontSet) -> None:
    again = render_typst(
        hostile.work, Typesetting(fonts.faces, has_glyph=fonts.has_glyph, surroundings=hostile.surroundings)
    )
    assert compile_pdf(again, fonts) == hostile.data


def test_a_plan_of_thirty_pages_is_small(seed: MadePdf, make: Callable[..., MadePdf]) -> None:
    """The glossary of this plan is as long as half the plan, and a third of its characters are new to the fonts."""
    plain = make(replace(seed.work, links=WorkLinks()))
    assert len(plain.open().pages) >= 30
    assert len(plain.data) <= 550_000
    assert len(seed.data) <= 880_000


def test_an_emended_place_tells_what_the_source_reads(make: Callable[..., MadePdf]) -> None:
    change = Emendation("建设若干平台", "建设若干平臺", "误字")
    text = "某市某某发展规划\n一、任务\n加快建设若干平台，完善体系。\n二、保障\n"
    edited = convert_bytes(text.encode("utf-8"), "a.txt", emendations=(change,))
    made = make(PublishedWork(edited.edition, edited.responsibilities, edited.fidelity))
    notes = squeeze("".join(leaf.text for leaf in read_leaves(made.data) if "Note" in leaf.tags))
    assert notes == "1编者注：底本作“台”。"
    expected = "".join(clause.text for clause in collect_clauses(edited.edition).clauses)
    assert "".join(leaf.text for leaf in body_leaves(made)) == expected
