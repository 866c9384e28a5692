"""Built files that somebody has altered: each is refused, by the name of its output and the place."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from build_tools.model.packed import unpack
from build_tools.proof.ledger import Held, Ledger, SiteFiles
from build_tools.proof.line import Fault
from build_tools.proving.proofs import Proofs
from build_tools.proving.site import prove_site
from build_tools.proving.site_proofs import SiteProofs
from build_tools.publish.search_pack import pack

pytestmark = pytest.mark.slow  # a library is built, and every output of it read back for each

Alter = Callable[[bytes], bytes]
PLAN = "plans/first-plan-2021"
PAGE = f"{PLAN}/index.html"
ANNEX = f"{PLAN}/annex-1/index.html"
TWIN = f"{PLAN}/index.md"
FIRST_KEYS = "search/k/000a000a.js"  # begins with the pair of two breaks
HANT = f"hant/{PAGE}"
THIRD = "plans/third-plan-2023"
PICTURE = f"{THIRD}/pictures/6b7fa434f92a8b80.png"


def put(old: str, new: str, count: int = 1) -> Alter:
    """Replace the first `count` places of a text, or the last one where `count` is -1."""

    def alter(data: bytes) -> bytes:
        text = data.decode("utf-8")
        assert old in text, old
        if count < 0:
            return new.join(text.rsplit(old, 1)).encode("utf-8")
        return text.replace(old, new, count).encode("utf-8")

    return alter


def in_packed(old: str, new: str) -> Alter:
    """Replace the first place in what a file of the search holds."""

    def alter(data: bytes) -> bytes:
        head, mark, packed = data.decode("utf-8").removesuffix('")\n').rpartition(',"')
        held = json.dumps(unpack(packed), ensure_ascii=False)
        assert old in held, old
        return (head + mark + pack(*json.loads(held.replace(old, new, 1))) + '")\n').encode("utf-8")

    return alter


def in_article(old: str, new: str) -> Alter:
    """Replace the first place behind the beginning of the article; where lines may end is not told there any more."""

    def alter(data: bytes) -> bytes:
        head, mark, rest = data.decode("utf-8").partition("<article>")
        rest = re.sub(r'<wbr>|<span class="(?:whole|half)">([^<]*)</span>', r"\1", rest)
        assert old in rest, old
        return (head + mark + rest.replace(old, new, 1)).encode("utf-8")

    return alter


def in_json(*keys: str | int, value: object) -> Alter:
    """Set one value of a JSON file."""

    def alter(data: bytes) -> bytes:
        table = json.loads(data)
        inner = table
        for key in keys[:-1]:
            inner = inner[key]
        assert inner[keys[-1]] != value
        inner[keys[-1]] = value
        return json.dumps(table, ensure_ascii=False).encode("utf-8")

    return alter


def in_zip(name: str, change: Alter | None) -> Alter:
    """Change a file of an archive, or leave it out."""

    def alter(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            assert name in old.namelist()
            for one in old.namelist():
                if one != name:
                    new.writestr(one, old.read(one))
                elif change:
                    new.writestr(one, change(old.read(one)))
        return out.getvalue()

    return alter


def in_database(statement: str) -> Alter:
    """Run a statement."""

    def alter(data: bytes) -> bytes:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(data)
            assert database.execute(statement).rowcount
            database.commit()
            return database.serialize()

    return alter


def find_cell(data: bytes) -> str:
    """Return the first cell below the head of a table in Markdown, with its line's opening."""
    rows = data.decode("utf-8").partition("| --- |")[2].split("\n")
    return next(row.rpartition(" |")[0] for row in rows[1:] if row.startswith("| "))


def cut_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


BOOK = "EPUB/first-plan-2021.xhtml"
WORD, DOCUMENT = "downloads/first-plan-2021.docx", "word/document.xml"
ALTERATIONS: dict[str, tuple[str, str, str, Alter]] = {
    # name: output, file, anchor ("" where none is told), what is done
    "a character of a paragraph": ("pages", PAGE, "s1-c1-para1", in_article("坚持软件", "坚持硬件")),
    "a number": ("pages", PAGE, "s1-c2-para1", in_article("800亿元，机房", "900亿元，机房")),
    "a character is lost": ("pages", PAGE, "s3-para1", in_article("加强统筹协调", "加强统筹")),
    "a blank is put in": ("pages", PAGE, "s3-para1", in_article("加强统筹协调", "加强 统筹协调")),
    "words of our own": ("pages", PAGE, "s3-para1", in_article("各项任务。", "各项任务。（摘自官网）")),
    "a paragraph of our own": ("pages", PAGE, "s3", in_article('<h2 id="s3">', '<p>编者按。</p><h2 id="s3">')),
    "words behind the text": ("pages", PAGE, "annexes-para1", put("</article>", "<p>返回顶部</p></article>")),
    "a heading's number": ("pages", PAGE, "s2", in_article("二、主要任务", "三、主要任务")),
    "a heading became a paragraph": ("pages", PAGE, "s1-c1", in_article('<h3 id="s1-c1"', '<p id="s1-c1"')),
    "an anchor is lost": ("pages", PAGE, "s1-c2-dash1", in_article('id="s1-c2-dash1"', "")),
    "an anchor is another's": ("pages", PAGE, "s1-c2-dash1", in_article('id="s1-c2-dash1"', 'id="s1-c2-dash7"')),
    "an anchor moved down": (
        "pages",
        PAGE,
        "preamble-para1",
        in_article('<span id="preamble"></span>', ""),
    ),
    "a word of the Markdown": ("index.md", TWIN, "s3-para1", put("加强统筹协调", "加强统筹")),
    "an anchor of the Markdown": ("index.md", TWIN, "s1-c1", put("{#s1-c1}", "{#s1-c9}")),
    "the anchor of a table in the Markdown": ("index.md", TWIN, "", put("{#tab1}", "")),
    "a heading of our own in the Markdown": ("index.md", TWIN, "", put("{#s3}", "{#s3}\n\n## 编者按")),
    "a cell of the Markdown": ("index.md", TWIN, "", lambda data: put(cell := find_cell(data), f"{cell}甲")(data)),
    "an alias is lost": ("pages", PAGE, "s1", in_article('<span id="s9"></span>', "")),
    "an alias to another page is lost": ("pages", PAGE, "s9-c1", in_article('id="s9-c1"', "")),
    "a printed date is lost": (
        "pages",
        PAGE,
        "notice-para7",
        in_article('title="印发通知第7段"></a>2021年3月5日', 'title="印发通知第7段"></a>'),
    ),
    "a wrong citation": ("pages", PAGE, "s1-c1", in_article('title="一（一）"', 'title="一（二）"')),
    "the citation of a table's frame": ("pages", PAGE, "tab1", in_article('aria-label="表1"', 'aria-label="表2"')),
    "two clauses change places": (
        "pages",
        PAGE,
        "s1-c2-dash1",
        lambda data: swap(data, "规模扩大", "创新增强"),
    ),
    "a cell is shifted": ("pages", PAGE, "tab1", in_article("<td>软件业务收入</td>", "<td></td><td>软件业务收入</td>")),
    "a row is lost": (
        "pages",
        PAGE,
        "tab1",
        in_article('<tr><td class="short">企业数量</td><td class="short">200家</td></tr>', ""),
    ),
    "a cell reaches less far": ("pages", PAGE, "tab1", in_article(' rowspan="2"', "")),
    "a superscript is lost": ("pages", PAGE, "s1-c2-para1", in_article("<sup>2</sup>", "2")),
    "a subscript became a superscript": ("pages", PAGE, "s1-c2-para1", in_article("<sub>2</sub>", "<sup>2</sup>")),
    "an escape is lost": ("pages", PAGE, "s1-c1-para1", in_article("*星号*", "<em>星号</em>")),
    "a link's words": ("pages", PAGE, "s2-c1-p1-para1", in_article(">专栏1</a>", ">专栏2</a>")),
    "ours is no longer marked as ours": ("pages", PAGE, "notice-para1", in_article('class="editorial">印发', ">印发")),
    "two paragraphs became one": (
        "pages",
        PAGE,
        "s1-c2-para1",
        lambda data: join(data),
    ),
    "the contents of a page": ("pages", PAGE, "s3", put("三、<wbr>保障<wbr>措施", "三、<wbr>保证<wbr>措施")),
    "the title in the head": ("pages", PAGE, "", put('citation_title" content="某市', 'citation_title" content="某省')),
    "the date in the head": ("pages", PAGE, "", put("2021/03/05", "2021/03/06")),
    "an issuer in the head": ("pages", PAGE, "", put('"legislationPassedBy":[{', '"passedBy":[{')),
    "the language": ("pages", PAGE, "", put('<html lang="zh-Hans"', '<html lang="zh-Hant"')),
    "an annex's text": ("pages", ANNEX, "annex-1#s1-para1", in_article("开源社区", "开放社区")),
    "an annex's title": ("pages", ANNEX, "annex-1", in_article("重点项目清单</h1>", "重点项目名单</h1>")),
    "the traditional tree": ("pages", HANT, "s3-para1", in_article("統籌", "統籌統")),
    "the wrong script": ("pages", HANT, "s3-para1", in_article("統籌", "统筹")),
    "a citation in the traditional tree": (
        "pages",
        HANT,
        "notice-para1",
        in_article('title="印發通知第1段', 'title="印发通知第1段'),
    ),
    "a page that quotes": (
        "pages",
        "glossary/database/index.html",
        "",
        in_article("国产", "进口"),
    ),
    "a page that cites": (
        "pages",
        "glossary/database/index.html",
        "",
        in_article(">二（一）2第1段<", ">二（一）3第1段<"),
    ),
    "a picture": ("pictures", PICTURE, "", lambda data: data[:-1]),
    "what shows a picture": ("pages", f"{THIRD}/index.html", "", in_article("<img ", "<br ")),
    "the words for a picture": ("pages", f"{THIRD}/annex-1/index.html", "", in_article("alt=", "data-alt=")),
    "a picture in a book": (
        "EPUB",
        "downloads/third-plan-2023.epub",
        "",
        in_zip(f"EPUB/pictures/{PICTURE.rpartition('/')[2]}", lambda data: data[:-1]),
    ),
    "what a traditional text prints, in its own script": (
        "pages",
        f"hant/{THIRD}/index.html",
        "s1",
        in_article("瘆林", "瘮林"),
    ),
    "its twin": ("pages", "hant/glossary/database/index.html", "", in_article("國產", "國営")),
    "a further copy beside the base": (
        "pages",
        f"{PLAN}/witness-b-text/index.html",
        "",
        in_article("照样印出", "照样刊出"),
    ),
    "the tree's text": ("tree.json", f"{PLAN}/tree.json", "s3-para1", put("加强统筹协调", "加强统筹调度")),
    "the tree's anchor": ("tree.json", f"{PLAN}/tree.json", "", put('"anchor":"s3-para1"', '"anchor":"s3-para2"')),
    "the tree's alias": ("tree.json", f"{PLAN}/tree.json", "", put('"s9":"s1"', '"s9":"s2"')),
    "the tree's place in the source": ("tree.json", f"{PLAN}/tree.json", "", put('"source":[', '"source":[1,', 3)),
    "a part of the tree is gone": ("tree.json", f"{PLAN}/tree.json", "", in_json("tree", "body", 3, "body", value=[])),
    "Akoma Ntoso's text": ("Akoma Ntoso", f"{PLAN}/akn.xml", "s3-para1", put("加强统筹协调", "加强统筹协")),
    "Akoma Ntoso's id": ("Akoma Ntoso", f"{PLAN}/akn.xml", "s3-para1", put('eId="s3-para1"', 'eId="s3-para9"')),
    "Akoma Ntoso's alias": ("Akoma Ntoso", f"{PLAN}/akn.xml", "s9", put('current="#s1"', 'current="#s2"')),
    "Akoma Ntoso's alias is lost": ("Akoma Ntoso", f"{PLAN}/akn.xml", "s9", put('original="#s9"', 'original="#s8"')),
    "Akoma Ntoso's alias is none": (
        "Akoma Ntoso",
        f"{PLAN}/akn.xml",
        "",
        put("</mappings>", '<mapping eId="_a" original="#s7" current="#s1"/></mappings>'),
    ),
    "Akoma Ntoso's words between elements": ("Akoma Ntoso", f"{PLAN}/akn.xml", "", put("<mainBody>", "<mainBody>摘要")),
    "Akoma Ntoso is cut short": ("Akoma Ntoso", f"{PLAN}/akn.xml", "", cut_half),
    "an item of data.json": ("data.json", f"{PLAN}/data.json", "s2-c1-p1", put("研发操作系统", "研制操作系统")),
    "a cell of data.json": ("data.json", f"{PLAN}/data.json", "", put("200家", "300家", -1)),
    "the basis of a work in data.json": (
        "data.json",
        f"{PLAN}/data.json",
        "",
        put('"work":"third-plan-2023"', '"work":"second-plan-2022"'),
    ),
    "the works that carry a work out": (
        "data.json",
        "plans/second-plan-2022/data.json",
        "",
        put("《某市林業發展規劃》", "《某市林業規劃》"),
    ),
    "what calls a work a version of another": (
        "data.json",
        "plans/second-plan-2022/data.json",
        "",
        put('"source":"某公告"', '"source":"某通知"'),
    ),
    "the basis of a work in its head": (
        "pages",
        f"hant/{PAGE}",
        "",
        put('"Legislation","name":"某市林業發展規劃"', '"Legislation","name":"某市林业發展規劃"'),
    ),
    "a clause's text": ("clause JSON", f"{PLAN}/s3-para1.json", "s3-para1", put("统筹协调", "统筹")),
    "a clause's traditional text": ("clause JSON", f"{PLAN}/s3-para1.json", "s3-para1", put("統籌", "统筹")),
    "a clause's citation": ("clause JSON", f"{PLAN}/s3-para1.json", "s3-para1", put("三第1段", "三第2段")),
    "a clause's text with what is below": ("clause JSON", f"{PLAN}/s3.json", "s3", put("落实各项任务", "落实任务")),
    "a clause among all": ("clauses.json", f"{PLAN}/clauses.json", "s3-para1", put("统筹协调", "统筹")),
    "a clause of all is another": (
        "clauses.json",
        f"{PLAN}/clauses.json",
        "s3-para1",
        put('"s3-para1":', '"s3-para9":'),
    ),
    "a clause that says what its key does": (
        "clauses.json",
        f"{PLAN}/clauses.json",
        "notice",
        put('"notice":{', '"notice":{"work":"another",'),
    ),
    "a clause too many": ("clauses.json", f"{PLAN}/clauses.json", "s99", put('{"', '{"s99":{},"')),
    "a clause under its old address": ("clause JSON", f"{PLAN}/s9.json", "s1", put("总体要求", "总的要求")),
    "a clause's quoted body": (
        "clause JSON",
        f"{PLAN}/s2-c1-p1-para1.json",
        "",
        put('"printed":"市财政局"', '"printed":"市审计局"'),
    ),
    "the script of clauses": ("clauses.js", f"{PLAN}/clauses.js", "s3-para1", put("加强统筹协调", "加强协调")),
    "a use of a term in it": (
        "clauses.js",
        f"{PLAN}/clauses.js",
        "",
        put('["operating-system",', '["operating_system",'),
    ),
    "the script of clauses, traditional": ("clauses.js", f"{PLAN}/clauses.js", "", put("统統", "统绕")),
    "a book's text": ("EPUB", "downloads/first-plan-2021.epub", "s3-para1", in_zip(BOOK, put("统筹协调", "统一协调"))),
    "a book's anchor": ("EPUB", "downloads/first-plan-2021.epub", "s3-para1", in_zip(BOOK, put('id="s3-para1"', ""))),
    "a book's file": (
        "EPUB",
        "downloads/first-plan-2021.epub",
        "annex-1",
        in_zip("EPUB/first-plan-2021-annex-1.xhtml", None),
    ),
    "a book's contents": (
        "EPUB",
        "downloads/first-plan-2021.epub",
        "",
        in_zip("EPUB/nav.xhtml", put("三、保障", "三、保证")),
    ),
    "a book's title": (
        "EPUB",
        "downloads/first-plan-2021.epub",
        "",
        in_zip("EPUB/package.opf", put("某市软件", "某省软件")),
    ),
    "a book's date": (
        "EPUB",
        "downloads/first-plan-2021.epub",
        "",
        in_zip("EPUB/colophon.xhtml", put("2021-03-05", "2021-03-06")),
    ),
    "a book's script": (
        "EPUB",
        "downloads/first-plan-2021.zh-hant.epub",
        "s3-para1",
        in_zip(BOOK, put("統籌", "统筹")),
    ),
    "the volume's text": ("EPUB", "downloads/collection.epub", "s3-para1", in_zip(BOOK, put("统筹协调", "统筹协商"))),
    "a clause under a former name": (
        "clause JSON",
        "plans/old-plan-2023/annex-1/s1.json",
        "",
        put("苗圃", "苗木"),
    ),
    "the clauses under a former name": ("clauses.json", "plans/old-plan-2023/clauses.json", "", put("苗圃", "苗木")),
    "the volume's contents": (
        "EPUB",
        "downloads/collection.epub",
        "",
        in_zip("EPUB/nav.xhtml", put("三、保障", "三、保证")),
    ),
    "the volume's facts": (
        "EPUB",
        "downloads/collection.epub",
        "",
        in_zip("EPUB/colophon.xhtml", put("2021-03-05", "2020")),
    ),
    "the volume's language": (
        "EPUB",
        "downloads/collection.epub",
        "",
        in_zip("EPUB/package.opf", put(">zh-Hans", ">zh")),
    ),
    "the volume's picture": (
        "EPUB",
        "downloads/collection.epub",
        "",
        in_zip(f"EPUB/pictures/{PICTURE.rpartition('/')[2]}", lambda data: data[:-1]),
    ),
    "a Word file's text": ("DOCX", WORD, "s3-para1", in_zip(DOCUMENT, put("统筹协调", "统一协调"))),
    "a Word file's anchor": ("DOCX", WORD, "s3-para1", in_zip(DOCUMENT, put('w:name="s3_para1"', 'w:name="s3_para9"'))),
    "a Word file's heading": ("DOCX", WORD, "s1-c1", in_zip(DOCUMENT, put('w:val="Heading2"', 'w:val="Heading3"'))),
    "a Word file's superscript": (
        "DOCX",
        WORD,
        "s1-c2-para1",
        in_zip(DOCUMENT, put('w:val="superscript"', 'w:val=""')),
    ),
    "a Word file's merged cell": ("DOCX", WORD, "tab1", in_zip(DOCUMENT, put("<w:vMerge/>", ""))),
    "a Word file's title": ("DOCX", WORD, "", in_zip("docProps/core.xml", put("某市软件", "某省软件"))),
    "a Word file's source": ("DOCX", WORD, "", in_zip("word/foot1.xml", put("SHA-256 ", "SHA-256 0"))),
    "a Word file's picture": (
        "DOCX",
        "downloads/third-plan-2023.docx",
        "",
        in_zip(f"word/media/{PICTURE.rpartition('/')[2]}", lambda data: data[:-1]),
    ),
    "a Word file's script": (
        "DOCX",
        "downloads/first-plan-2021.zh-hant.docx",
        "s3-para1",
        in_zip(DOCUMENT, put("統籌", "统筹")),
    ),
    "a damaged book": ("EPUB", "downloads/collection.epub", "", cut_half),
    "a clause of the database": (
        "database",
        "downloads/library.sqlite",
        "s3-para1",
        in_database("UPDATE clauses SET text = replace(text, '统筹', '统一') WHERE anchor = 's3-para1'"),
    ),
    "a row of the database": (
        "database",
        "downloads/library.sqlite",
        "",
        in_database("DELETE FROM clauses WHERE anchor = 's3-para1'"),
    ),
    "a citation of the database": (
        "database",
        "downloads/library.sqlite",
        "s3",
        in_database("UPDATE clauses SET citation = '四' WHERE anchor = 's3'"),
    ),
    "a target of the database": (
        "database",
        "downloads/library.sqlite",
        "",
        in_database("UPDATE targets SET value = '900' WHERE id = 1"),
    ),
    "a body of the database": (
        "database",
        "downloads/library.sqlite",
        "",
        in_database("UPDATE responsibilities SET printed = '局' WHERE id = 1"),
    ),
    "a date of the database": (
        "database",
        "downloads/library.sqlite",
        "",
        in_database("UPDATE works SET date_issued = '' WHERE work LIKE 'first%'"),
    ),
    "the search's text": ("search", "search/t/first-plan-2021/0.js", "s3-para1", in_packed("加强统筹协调", "加强统筹")),
    "the search's citation": (
        "search",
        "search/t/first-plan-2021/0.js",
        "s3-para1",
        in_packed('"三第1段"', '"三第9段"'),
    ),
    "the search's keys": ("search", FIRST_KEYS, "", in_packed('", "', '", "!')),
    "the search's traditional text": ("search", "search/script.js", "s3-para1", in_packed("筹籌", "筹等")),
    "a target as JSON": ("targets", "plans/targets.json", "s1-c2-para1", put('"800亿元"', '"900亿元"')),
    "a target as CSV": ("targets", "plans/targets.csv", "s1-c2-para1", put(",800亿元,", ",900亿元,")),
    "a body as JSON": ("bodies", "plans/bodies.json", "", put('"role":"responsible"', '"role":"lead"')),
    "a body as CSV": ("bodies", "plans/bodies.csv", "", put("responsible,市财政局", "responsible,市审计局")),
    "a use of a term as JSON": (
        "glossary",
        "glossary/glossary.json",
        "",
        put('"citation":"二（一）2第1段"', '"citation":"二"'),
    ),
    "data that were converted": ("data files", f"{PLAN}/witness-b.json", "", put('"lemma":"', '"lemma":"又')),
    "a page of the offline copy": (
        "offline copy",
        "offline.zip",
        "",
        in_zip(f"plan-library/{PAGE}", put("统筹协调", "统筹")),
    ),
    "a file of the offline copy": ("offline copy", "offline.zip", "", in_zip(f"plan-library/{PLAN}/tree.json", None)),
    "an address of the offline copy": (
        "offline copy",
        "offline.zip",
        "",
        in_zip(f"plan-library/{PAGE}", put("index.html", "index.htm")),
    ),
    "data of the offline copy": (
        "offline copy",
        "offline.zip",
        "",
        in_zip(f"plan-library/{PLAN}/s3.json", put("三", "四")),
    ),
}


def swap(data: bytes, one: str, other: str) -> bytes:
    text = data.decode("utf-8")
    head, mark, rest = text.partition("<article>")
    return (head + mark + rest.replace(one, "\0").replace(other, one).replace("\0", other)).encode("utf-8")


def join(data: bytes) -> bytes:
    text = data.decode("utf-8")
    at = text.index('<p><a class="permalink" id="s1-c2-dash1"')
    before = text.rindex("</p>", 0, at)
    return (text[:before] + text[before + 4 : at] + text[at + 3 :]).encode("utf-8")


@pytest.fixture(scope="module")
def site(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(library / "site", tmp_path_factory.mktemp("altered") / "site")


@pytest.fixture(scope="module")
def held(proofs: Proofs, site: Path) -> Held:
    """The proofs of the site as it was built."""
    ledger = Ledger(reads_all=True)
    prove_site(SiteProofs(proofs, ledger, SiteFiles(site)))
    assert ledger.faults == []
    return ledger.held


def find_faults(proofs: Proofs, site: Path, held: Held) -> Iterator[Fault]:
    """Prove what is not proved."""
    ledger = Ledger(held)
    prove_site(SiteProofs(proofs, ledger, SiteFiles(site)))
    yield from ledger.faults


@pytest.mark.parametrize("name", ALTERATIONS)
def test_an_altered_file_is_refused(name: str, proofs: Proofs, site: Path, held: Held) -> None:
    output, file, anchor, alter = ALTERATIONS[name]
    path = site / file
    built = path.read_bytes()
    altered = alter(built)
    assert altered != built
    try:
        path.write_bytes(altered)
        faults = list(find_faults(proofs, site, held))
    finally:
        path.write_bytes(built)
    found = [fault for fault in faults if fault.output == output and file in fault.file.removeprefix("hant/")]
    found += [fault for fault in faults if fault.output == output and fault.file.startswith(file.rpartition("/")[0])]
    assert found, faults
    assert not anchor or found[0].anchor == anchor, found


def test_the_site_as_it_was_built_is_proved_and_known_again(proofs: Proofs, site: Path, held: Held) -> None:
    assert list(find_faults(proofs, site, held)) == []
    ledger = Ledger(held)
    prove_site(SiteProofs(proofs, ledger, SiteFiles(site)))
    assert ledger.held == held


@pytest.mark.parametrize(
    "file", [PAGE, HANT, f"{PLAN}/tree.json", f"{PLAN}/s9.json", "downloads/collection.epub", WORD]
)
def test_a_lost_file_is_refused(file: str, proofs: Proofs, site: Path, held: Held) -> None:
    path = site / file
    built = path.read_bytes()
    path.unlink()
    try:
        assert [fault for fault in find_faults(proofs, site, held) if file in fault.file]
    finally:
        path.write_bytes(built)
