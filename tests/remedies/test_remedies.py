"""Each remedy that the program names, carried out: it ends what it is named for."""

from __future__ import annotations

import hashlib
import io
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from build_tools.cli import main
from build_tools.edition.settle import settle_doubts
from build_tools.errors import ManifestError, StaleDecisionError
from build_tools.intake import SourceFile, name_reading, print_kept, read_file
from build_tools.model.codes import DOUBTS, Severity
from build_tools.model.decision import Choice, hash_line
from build_tools.model.glossary import Glossary
from build_tools.model.reading import Reading, ReadLine
from build_tools.model.report import make_diagnostic
from build_tools.model.second_reading import SecondReading, Variant
from build_tools.model.toml_text import quote_toml
from build_tools.pipeline import TermMatcher, convert_work, survey_work
from build_tools.reading.kept import print_reading
from build_tools.render.doubts import render_decisions
from build_tools.render.outline import render_outline
from build_tools.source.manifest import read_manifest

STRUCTURE = list(tomllib.loads(files("build_tools.model").joinpath("codes.toml").read_text("utf-8"))["structure"])
HEAD = "某市发展规划\n"
PAGE = "<html><body><h1>某市发展规划</h1><p>一、总则</p><p>加快。</p>{}<p>二、附则</p><p>施行。</p></body></html>"
Change = tuple[str, str]


class Seed:
    """A work in a project's seeds/, with the files that a maintainer writes."""

    def __init__(self, root: Path, text: str) -> None:
        self.root = root
        self.folder = root / "seeds" / "one-2021"
        self.folder.mkdir(parents=True)
        self.entries: list[str] = []
        self.add_copy("a.txt", "base", HEAD + text)

    def add_copy(self, name: str, role: str, text: str) -> None:
        self.add_file(name, role, text.encode())

    def add_file(self, name: str, role: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        entry = f'[[witness]]\nfile = "{name}"\nsha256 = "{digest}"\nrole = "{role}"\n'
        if kept := print_kept(read_file(SourceFile(name, data))):
            (self.folder / name_reading(name)).write_bytes(kept)
            entry += f'reading = "{name_reading(name)}"\nreading_sha256 = "{hashlib.sha256(kept).hexdigest()}"\n'
        self.entries.append(entry)
        self.write()

    def emend(self, *changes: Change, copy: int = 0) -> None:
        name = f"emendations-{copy}.toml"
        entries = [
            f"[[emendation]]\nsource = {quote_toml(source)}\nreads = {quote_toml(reads)}\nreason = '原件如此。'\n"
            for source, reads in changes
        ]
        (self.folder / name).write_text("\n".join(entries), "utf-8")
        self.entries[copy] += f'emendations = "{name}"\n'
        self.write()

    def write(self) -> None:
        (self.folder / "manifest.toml").write_text("\n".join(self.entries), "utf-8")

    def decide(self, choice: Choice, *excerpts: str, more: str = "") -> None:
        text = (self.folder / "a.txt").read_text("utf-8")
        for excerpt in excerpts:
            # The line that begins so; a title may stand within one.
            number = min(
                (not line.startswith(excerpt), number)
                for number, line in enumerate(text.split("\n"), 1)
                if excerpt in line
            )[1]
            self.entries.append(
                f"[[decision]]\nexcerpt = {quote_toml(excerpt)}\nhash = '{hash_line(text, number)}'\n"
                f"choice = '{choice}'\nreason = '原件如此。'\n{more}"
            )
        self.write()

    def doubts(self) -> set[str]:
        """Codes of all that is doubted about the work."""
        record = survey_work(convert_work(self.folder), TermMatcher(Glossary(()))).record
        return {doubt.code for doubt in record.diagnostics}


def emending(text: str, *changes: Change) -> Callable[[Path], tuple[set[str], set[str]]]:
    """Return what tells the doubts about a text before and after emendations."""

    def carry_out(root: Path) -> tuple[set[str], set[str]]:
        seed = Seed(root, text)
        before = seed.doubts()
        seed.emend(*changes)
        return before, seed.doubts()

    return carry_out


def print_doubts(root: Path) -> tuple[set[str], set[str]]:
    """Paste what `doubts` prints."""
    seed = Seed(
        root, "一、总则\n1.主要目标：到2025年建成三个园区，形成集群\n2.重点任务：推进建设，打造品牌\n二、附则\n施行。\n"
    )
    before = seed.doubts()
    seed.emend(*((one["source"], one["reads"]) for one in tomllib.loads(print_entries(root))["emendation"]))
    return before, seed.doubts()


def restore_breaks(root: Path) -> tuple[set[str], set[str]]:
    """Restore the breaks of two copies."""
    words = ["".join(chr(0x4E00 + (number * 700 + at) % 900) for at in range(700)) for number in range(10)]
    ours, theirs = ([f"{first}{word}{first}。" for word in words] for first in ("子", "丑"))
    seed = Seed(root, f"一、总则\n{''.join(ours)}\n")
    seed.add_copy("b.txt", "witness", f"{HEAD}一、总则\n{''.join(theirs)}\n")
    before = seed.doubts()
    for copy, pieces in enumerate((ours, theirs)):
        seed.emend(("".join(pieces), "\n".join(pieces)), copy=copy)
    return before, seed.doubts()


def copying(page: str, other: str) -> Callable[[Path], tuple[set[str], set[str]]]:
    """Return what tells the doubts about a page, and about another copy of it that is made the base."""

    def carry_out(root: Path) -> tuple[set[str], set[str]]:
        seed = Seed(root, "")
        seed.entries.clear()
        seed.add_copy("b.html", "base", PAGE.format(page))
        before = seed.doubts()
        seed.entries[0] = seed.entries[0].replace('"base"', '"witness"')
        seed.add_copy("c.html", "base", PAGE.format(other))
        return before, seed.doubts()

    return carry_out


def make_word(body: str, level: str = "", part: str = "") -> bytes:
    """Return a Word file of a plan; `level` is its list's, `part` a further part."""
    names = {
        "": "http://schemas.openxmlformats.org/package/2006/content-types",
        ":w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        ":r": "http://schemas.openxmlformats.org/package/2006/relationships",
    }
    declared = "".join(f' xmlns{prefix}="{uri}"' for prefix, uri in names.items())
    inside = "".join(f"<w:p>{part}</w:p>" for part in body.split("\n"))
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    parts = {
        "[Content_Types].xml": "<Types{0}/>",
        "_rels/.rels": '<r:a{0}><r:b Id="1" Type="t/officeDocument" Target="word/document.xml"/></r:a>',
        "word/document.xml": f"<w:document{{0}}><w:body>{inside}</w:body></w:document>",
        "word/_rels/document.xml.rels": '<r:a{0}><r:b Id="1" Type="t/numbering" Target="n.xml"/></r:a>',
        "word/n.xml": f"<w:numbering{{0}}>{lists}</w:num></w:numbering>",
        **({part: "{0}"} if part else {}),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace("{0}", declared))
    return data.getvalue()


def replacing(file: bytes, other: bytes, kind: str = "docx") -> Callable[[Path], tuple[set[str], set[str]]]:
    """Return what tells the doubts about a file, Word's or another, and about a copy that takes its place."""

    def carry_out(root: Path) -> tuple[set[str], set[str]]:
        seed = Seed(root, "")
        seed.entries.clear()
        seed.add_file(f"b.{kind}", "base", file)
        before = seed.doubts()
        seed.entries.clear()
        seed.add_file(f"c.{kind}", "base", other)
        return before, seed.doubts()

    return carry_out


def keep_reading(root: Path, **told: Any) -> Seed:
    """Return a work whose base is a PDF of which the reading says so."""
    seed = Seed(root, "")
    seed.entries.clear()
    data = b"%PDF-1.7"
    digest = hashlib.sha256(data).hexdigest()
    lines = tuple(ReadLine(line) for line in f"{HEAD}{PLAN}".splitlines())
    kept = print_reading(Reading("pdf", "a reader", digest, lines, **told))
    (seed.folder / "b.pdf").write_bytes(data)
    (seed.folder / name_reading("b.pdf")).write_bytes(kept)
    seed.entries.append(
        f'[[witness]]\nfile = "b.pdf"\nsha256 = "{digest}"\nrole = "base"\nreading = "{name_reading("b.pdf")}"\n'
        f'reading_sha256 = "{hashlib.sha256(kept).hexdigest()}"\n'
    )
    seed.write()
    return seed


def taking_text(**told: Any) -> Callable[[Path], tuple[set[str], set[str]]]:
    """Return what tells the doubts about a PDF whose reading says so, and about a copy as text that is the base."""

    def carry_out(root: Path) -> tuple[set[str], set[str]]:
        seed = keep_reading(root, **told)
        before = seed.doubts()
        seed.entries.clear()
        seed.add_copy("c.txt", "base", HEAD + PLAN)
        return before, seed.doubts()

    return carry_out


def compare_readings(root: Path) -> tuple[set[str], set[str]]:
    """Return what is told of a file that two readers read otherwise, and after it was corrected and accepted."""
    variant = Variant(1, 3, "建", "健", "加快", "设。")
    seed = keep_reading(root, seconds=(SecondReading("b", 20, 1, (variant,)),))
    before = seed.doubts()
    seed.emend(("加快建设", "加快健设"))
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["doubts", "--project", str(root)]) == 0
    seed.entries.append(printed.getvalue().replace('reason = ""', 'reason = "与印本对照，已改正。"'))
    seed.write()
    return before, seed.doubts()


def add_annex(root: Path) -> tuple[set[str], set[str]]:
    """Return what is told of a letter whose annex is not there, and after its file was added as a part."""
    letter = "某市某局关于印发某市发展规划的通知\n各区：\n现印发给你们。\n附件：1.某市发展规划\n2.任务分工表\n"
    letter += "某市某局\n2021年9月6日\n某市发展规划\n"
    seed = Seed(root, "")
    seed.entries.clear()
    seed.add_copy("a.txt", "base", letter + PLAN)
    before = seed.doubts()
    seed.add_copy("b.txt", "part", "任务分工表\n1.建设平台。\n2.建设园区。\n")
    return before, seed.doubts()


def writing_place(text: str, wrong: str, right: str) -> Callable[[Path], tuple[set[str], set[str]]]:
    """Return what tells the doubts about a plan before and after its place is written into the manifest."""

    def carry_out(root: Path) -> tuple[set[str], set[str]]:
        seed = Seed(root, "")
        seed.entries.clear()
        seed.add_copy("b.txt", "base", text)
        manifest = seed.folder / "manifest.toml"
        entry = manifest.read_text("utf-8")
        manifest.write_text(f'[facts]\nplace = "{wrong}"\n{entry}' if wrong else entry, "utf-8")
        before = seed.doubts()
        manifest.write_text(f'[facts]\nplace = "{right}"\n{entry}', "utf-8")
        return before, seed.doubts()

    return carry_out


def stating(text: str, fact: str) -> Callable[[Path], tuple[set[str], set[str]]]:
    """Return what tells the doubts about a document before and after the manifest states a fact."""

    def carry_out(root: Path) -> tuple[set[str], set[str]]:
        seed = Seed(root, "")
        seed.entries.clear()
        seed.add_copy("b.txt", "base", text)
        before = seed.doubts()
        manifest = seed.folder / "manifest.toml"
        manifest.write_text(f"[facts]\n{fact}\n{manifest.read_text('utf-8')}", "utf-8")
        return before, seed.doubts()

    return carry_out


PLAN = "一、任务\n加快建设。\n二、附则\n施行。\n"
LETTER = "某市某局关于印发某市发展规划的通知\n{}\n各区人民政府：\n现印发给你们，请认真执行。\n{}\n某市发展规划\n"
SIGNED = "某市某局\n2021年9月6日"
TASK = "数字发展规划\n一、任务\n加快建设。（责任单位：市财政局、各区政府）\n二、附则\n施行。\n"
WORD = "<w:r><w:t>某市发展规划</w:t></w:r>\n<w:r><w:t>一、任务</w:t></w:r>\n{}\n<w:r><w:t>二、附则</w:t></w:r>"
LISTED = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>建设平台。</w:t></w:r>'
FORMAT = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="%1."/></w:lvl>'
LONG = "加快建设平台，培育企业，形成协同发展的格局。" * 40
OTHER = "优化办事流程，压缩办理时限，提升服务水平。" * 20
REMEDIES = {
    "title-missing": stating(PLAN, 'title = "某市发展规划"'),
    "title-unlikely": stating(f"某市愿景2035\n2021年9月6日\n{PLAN}", 'title = "某市愿景2035"'),
    "title-differs": stating(f"---\ntitle: 某区水务规划\n---\n某市发展规划\n{PLAN}", 'title = "某市发展规划"'),
    "number-differs": stating(
        "索引号：A-1 文号：某府发〔2021〕6号\n" + LETTER.format("某府发〔2021〕5号", SIGNED) + PLAN,
        'doc_number = "某府发〔2021〕5号"',
    ),
    "number-unread": stating(
        LETTER.format("某府发 〔2021〕第 O5 x号", SIGNED) + PLAN, 'doc_number = "某府发〔2021〕5号"'
    ),
    "issuers-missing": stating(
        LETTER.format("某府发〔2021〕5号", "2021年9月6日").replace("某市某局关于", "关于") + PLAN,
        'issuers = ["某市某局"]',
    ),
    "issuers-differ": stating(
        LETTER.format("某府发〔2021〕5号", SIGNED).replace("某市某局关于", "某市某局等三部门关于") + PLAN,
        'issuers = ["某市某局", "某市甲局", "某市乙局"]',
    ),
    "date-differs": stating(
        "索引号：A-1 成文日期：2021-09-03\n成文时间：2021-09-05\n某市发展规划\n" + PLAN, 'date_issued = "2021-09-03"'
    ),
    "date-missing": stating(
        LETTER.format("某府发〔2021〕5号", "某市某局\n二○二一年秋") + PLAN, 'date_issued = "2021-09-06"'
    ),
    "dropped-inside": copying("<nav><p>建设平台。</p></nav>", "<p>建设平台。</p>"),
    "hidden-text": copying(f"<p>{LONG}</p><div hidden>{OTHER}</div>", f"<p>{LONG}</p>"),
    "cut-off": replacing(PAGE.format(LONG).split("局")[0].encode(), PAGE.format(LONG).encode(), "html"),
    "page-of-several": copying("<p>建设平台。</p><p>1/2 下一页</p>", "<p>建设平台。</p><p>建设园区。</p>"),
    "struck-out": copying("<p>建设<s>平台</s>园区。</p>", "<p>建设平台园区。</p>"),
    "picture-not-read": copying('<p><img src="a.png"></p>', "<p>产值一百亿元。</p>"),
    "picture-told-in-words": copying('<p><img src="a.png" alt="产值图"></p>', "<p>产值一百亿元。</p>"),
    "place-untold": writing_place(TASK, "", "江苏省苏州市"),
    "place-one-of-several": writing_place(f"鼓楼区{TASK}", "", "江苏省南京市鼓楼区"),
    "place-differs": writing_place(f"苏州市{TASK}", "合肥市", "苏州市"),
    "radicals-read": copying("<p>\u2f00流。</p>", "<p>一流。</p>"),
    "revisions-accepted": replacing(
        make_word(WORD.format("<w:ins><w:r><w:t>建设平台。</w:t></w:r></w:ins>")),
        make_word(WORD.format("<w:r><w:t>建设平台。</w:t></w:r>")),
    ),
    "active-content": replacing(
        make_word(WORD.format("<w:r><w:t>建设平台。</w:t></w:r>"), part="word/embeddings/a.bin"),
        make_word(WORD.format("<w:r><w:t>建设平台。</w:t></w:r>")),
    ),
    "number-format-unknown": replacing(
        make_word(WORD.format(LISTED), FORMAT.format("thaiCounting")),
        make_word(WORD.format("<w:r><w:t>1.建设平台。</w:t></w:r>")),
    ),
    "number-field-unread": replacing(
        make_word(WORD.format('<w:fldSimple w:instr="LISTNUM 甲"/><w:r><w:t>建设平台。</w:t></w:r>')),
        make_word(WORD.format("<w:r><w:t>1.建设平台。</w:t></w:r>")),
    ),
    "numbering-jump": emending("一、总则\n加快发展 二，分则\n建设。\n三、附则\n施行。\n", (" 二，分则", "\n二、分则")),
    "numbering-repeat": emending("一、总则\n加快。\n二、分则\n建设。\n二、附则\n施行。\n", ("二、附则", "三、附则")),
    "numbering-restart": emending(
        "一、总则\n加快。\n1.甲。\n2.乙。\n1.丙。\n2.丁。\n二、附则\n施行。\n", ("1.丙", "3.丙"), ("2.丁", "4.丁")
    ),
    "numbering-late": emending(
        "一、总则\n加快。\n（二）分则\n建设。\n（三）分则\n建设。\n二、附则\n施行。\n", ("加快。", "加快。\n（一）分则")
    ),
    "heading-boundary-uncertain": print_doubts,
    "table-not-rebuilt": emending(
        "一、总则\n加快。\n表1 指标\n序号\n名称\n单位\n1\n产值亿元\n2\n人数\n万\n3\n面积\n亩\n二、附则\n施行。\n",
        ("产值亿元", "产值\n亿元"),
    ),
    "table-cells-uncertain": taking_text(doubts=(("table-cells-uncertain", "指标"),)),
    "unresolved-reference": emending(
        "一、总则\n实施专栏1所列工程。\n专 攔1 重点工程\n建设平台。\n二、附则\n施行。\n", ("专 攔1 ", "专栏1 ")
    ),
    "annex-absent": add_annex,
    "characters-unmapped": taking_text(doubts=(("characters-unmapped", "\ue000"),)),
    "pictures-left-out": taking_text(doubts=(("pictures-left-out", "第1页"),)),
    "machine-read": taking_text(machine_read=True),
    "readings-differ": compare_readings,
    "collation-coarse": restore_breaks,
}


TWO = "某市某局关于印发《某市甲办法》《某市乙某事》的通知\n各区：\n现印发给你们。\n某市某局\n2021年9月6日\n某市甲办法\n"
SECOND = "s1 s2 plan-2#s1 plan-2#s2"
ROWS = "".join(f"{one}\n产值{one}\n元\n" for one in "一二三四")
CELLS = "".join(f"指标{one}\n名称{one}\n单位{one}\n" for one in "甲乙丙丁")
# (code, choice) → the text below no title, what is said of it, and the anchors or the title that come of it.
DECISIONS: dict[tuple[str, Choice], tuple[str, tuple[str, ...], str]] = {
    ("title-missing", Choice.TITLE): (f"本规划即某市发展规划，经审议通过。\n{PLAN}", ("某市发展规划",), "某市发展规划"),
    ("title-unlikely", Choice.TITLE): (f"某市愿景2035\n2021年9月6日\n{PLAN}", ("某市愿景2035",), "某市愿景2035"),
    ("title-differs", Choice.TITLE): (
        f"---\ntitle: 某区水务规划\n---\n某市发展规划\n{PLAN}",
        ("某市发展规划",),
        "某市发展规划",
    ),
    ("title-is-file-name", Choice.TITLE): (f"某市规划.pdf\n{PLAN}", ("某市规划",), "某市规划"),
    ("title-is-news", Choice.TITLE): (f"本报讯 某市印发某市发展规划\n{PLAN}", ("某市发展规划",), "某市发展规划"),
    ("title-is-damaged", Choice.TITLE): (f"某市发展规划（2021—\n{PLAN}", ("某市发展规划",), "某市发展规划"),
    ("title-names-no-document", Choice.TITLE): (f"某市愿景2035\n{PLAN}", ("某市愿景2035",), "某市愿景2035"),
    ("heading-boundary-uncertain", Choice.HEADING): (
        f"{HEAD}一、总则\n1.主要目标：到2025年建成三个园区，形成集群\n2.重点任务：推进建设，打造品牌\n二、附则\n施行。\n",
        ("1.主要目标", "2.重点任务"),
        "s1 s1-p1 s1-p2 s2",
    ),
    ("numbering-jump", Choice.PARAGRAPH): (
        f"{HEAD}一、任务\n（一）园区\n加快建设。\n（三）十年以上的企业优先。\n二、附则\n施行。\n",
        ("（三）十年",),
        "s1 s1-c1 s2",
    ),
    ("numbering-repeat", Choice.PARAGRAPH): (
        f"{HEAD}一、任务\n（一）园区\n加快建设。\n（二）品牌\n打造品牌。\n（二）同上。\n二、附则\n施行。\n",
        ("（二）同上",),
        "s1 s1-c1 s1-c2 s2",
    ),
    ("numbering-restart", Choice.PARAGRAPH): (
        f"{HEAD}一、任务\n（一）园区\n加快建设。\n（二）品牌\n打造品牌。\n（一）再说一遍。\n二、附则\n施行。\n",
        ("（一）再说",),
        "s1 s1-c1 s1-c2 s2",
    ),
    ("dropped-inside", Choice.KEEP): (PAGE.format("<nav><p>建设平台。</p></nav>"), ("建设平台。",), "s1 s2"),
    ("table-not-rebuilt", Choice.TABLE): (
        f"{HEAD}一、总则\n加快。\n表1 指标\n序号\n名称\n单位\n{ROWS}二、附则\n施行。\n",
        ("序号",),
        "s1 s2",
    ),
    ("table-lost", Choice.TABLE): (
        f"{HEAD}一、总则\n加快。\n指标\n名称\n单位\n{CELLS}二、附则\n施行。\n",
        ("指标",),
        "s1 s2",
    ),
    ("heading-repeated", Choice.PLAN): (TWO + PLAN + "某市乙某事\n" + PLAN, ("某市乙某事",), SECOND),
    ("plans-merged", Choice.PLAN): (TWO + PLAN + "某市乙某事\n" + PLAN, ("某市乙某事",), SECOND),
    ("contents-read-as-text", Choice.FURNITURE): (
        f"{HEAD}一、任务 ...... 1\n二、保障 ..... 3\n一、任务部署\n加快建设。\n二、保障措施\n施行。\n",
        ("一、任务 .", "二、保障 ."),
        "s1 s2",
    ),
    ("annex-swallowed", Choice.ANNEX): (
        f"{HEAD}{PLAN}附件2为设备清单\n本表列明设备。\n1.甲。\n2.乙。\n",
        ("附件2为设备清单",),
        "s1 s2 annex-2 annex-2#p1 annex-2#p2",
    ),
    ("annex-twice", Choice.ANNEXES): (
        f"{HEAD}{PLAN}附件1 设备表\n请各区对照执行。\n附件1 设备表（二）\n1.甲。\n2.乙。\n",
        ("附件1 设备表",),
        "s1 s2 annex-1 annex-1#p1 annex-1#p2",
    ),
    ("text-only-in-annex", Choice.ANNEXES): (
        f"{HEAD}附件：某市任务分工\n请各区对照执行。\n{PLAN}三、监督\n监督。\n四、其他\n其他。\n五、附则\n施行。\n",
        ("附件：",),
        "s1 s2 s3 s4 s5",
    ),
}
WARNINGS = {code.name: code for code in DOUBTS.values() if code.severity is not Severity.INFO}
# What only a reader's outline shows; that a title was decided ends them by the same rule.
UNSEEN = {"title-is-label", "title-is-page-data", "title-not-printed"}


def print_entries(root: Path) -> str:
    """What `doubts` prints."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["doubts", "--project", str(root)]) == 0
    return printed.getvalue()


def test_every_doubt_has_its_remedy_carried_out() -> None:
    assert {*REMEDIES, *STRUCTURE} == set(DOUBTS)


def test_every_warning_names_the_decisions_that_settle_it() -> None:
    named = {(code.name, choice) for code in DOUBTS.values() for choice in code.choices}
    assert named == {*DECISIONS, *((name, Choice.ACCEPT) for name in WARNINGS), *((n, Choice.TITLE) for n in UNSEEN)}
    for code in DOUBTS.values():
        for wording in (code.remedy.english, code.remedy.chinese):
            assert [choice for choice in Choice if f'`"{choice}"`' in wording] == sorted(
                code.choices, key=list(Choice).index
            )


@pytest.mark.parametrize(("code", "choice"), DECISIONS)
def test_a_decision_ends_the_doubt_and_is_carried_out(code: str, choice: Choice, tmp_path: Path) -> None:
    text, excerpts, outcome = DECISIONS[code, choice]
    seed = Seed(tmp_path, "")
    (seed.folder / "a.txt").unlink()
    seed.entries.clear()
    seed.add_copy("a.txt", "base", text)
    assert code in seed.doubts()
    seed.decide(choice, *excerpts, more="columns = 3\nrows = 5\n" if choice is Choice.TABLE else "")
    assert code not in seed.doubts()
    outline = render_outline(convert_work(seed.folder).base.edition, [])
    assert outcome == (outline["title"] if choice is Choice.TITLE else " ".join(i["anchor"] for i in outline["items"]))


@pytest.mark.parametrize("code", sorted({*REMEDIES} & {*WARNINGS}))
def test_a_doubt_is_accepted_as_it_is_printed(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class WorkError(Exception):
        """The work as it is before its remedy."""

    def stop(seed: Seed) -> None:
        raise WorkError(seed)

    with monkeypatch.context() as patch:
        patch.setattr(Seed, "doubts", stop)
        with pytest.raises(WorkError) as caught:
            REMEDIES[code](tmp_path)
    (seed,) = caught.value.args
    assert code in seed.doubts()
    path = seed.folder / "manifest.toml"
    entries = [entry for entry in print_entries(tmp_path).split("\n\n") if f'code = "{code}"' in entry]
    path.write_text(
        "\n\n".join([path.read_text("utf-8"), *entries]).replace('reason = ""', 'reason = "如此。"'), "utf-8"
    )
    assert code not in seed.doubts()


@pytest.mark.parametrize("code", STRUCTURE)
def test_a_doubt_about_structure_is_accepted(code: str, tmp_path: Path) -> None:
    seed = Seed(tmp_path, PLAN)
    witness = convert_work(seed.folder).base.edition.witness
    for place in ((2, "一、任务"), (0, "")):
        doubt = make_diagnostic(code, *place, **dict.fromkeys(DOUBTS[code].told.fields, "1"))
        seed.entries[1:] = [render_decisions([doubt], witness).replace('reason = ""', 'reason = "原件如此。"')]
        seed.write()
        assert settle_doubts([doubt], read_manifest(seed.folder).decisions, witness) == ([], [])


def test_accepting_a_doubt_that_the_work_has(tmp_path: Path) -> None:
    seed = Seed(tmp_path, f"{PLAN}四，监督检查\n")
    assert "label-damaged" in seed.doubts()
    entry = print_entries(tmp_path).replace('reason = ""', 'reason = "原件如此。"')
    seed.entries.append(entry)
    seed.write()
    assert "label-damaged" not in seed.doubts()
    seed.entries[-1] = entry.replace("四，监督检查", "五，监督检查")
    seed.write()
    with pytest.raises(StaleDecisionError, match="accepts label-damaged, which is not doubted there"):
        seed.doubts()


def test_a_damaged_label_is_emended(tmp_path: Path) -> None:
    before, after = emending(f"{PLAN}四，监督检查\n", ("四，监督", "三、监督"))(tmp_path)
    assert "label-damaged" in before
    assert after == before - {"label-damaged"}


def test_a_title_in_the_manifest_ends_the_doubts_about_it(tmp_path: Path) -> None:
    before, after = stating(f"某市发展规划（2021—\n{PLAN}", 'title = "某市发展规划"')(tmp_path)
    assert "title-is-damaged" in before
    assert not [code for code in after if code.startswith("title-")]


@pytest.mark.parametrize("code", REMEDIES)
def test_the_remedy_ends_the_doubt(code: str, tmp_path: Path) -> None:
    before, after = REMEDIES[code](tmp_path)
    assert code in before
    assert code not in after


def test_words_that_were_dropped_stand_in_a_copy_that_prints_them(tmp_path: Path) -> None:
    seed = Seed(tmp_path, "")
    seed.entries.clear()
    seed.add_copy("b.html", "base", PAGE.format('<p style="display:none">建设平台。</p>'))
    assert convert_work(seed.folder).base.fidelity.dropped["hidden"] == len("建设平台。")
    seed.entries[0] = seed.entries[0].replace('"base"', '"witness"')
    seed.add_copy("c.html", "base", PAGE.format("<p>建设平台。</p>"))
    assert "hidden" not in convert_work(seed.folder).base.fidelity.dropped


def test_a_lost_manifest_is_written_anew_by_add(tmp_path: Path) -> None:
    seed = Seed(tmp_path, "一、总则\n加快。\n二、附则\n施行。\n")
    (seed.folder / "manifest.toml").unlink()
    with pytest.raises(ManifestError) as caught:
        read_manifest(seed.folder)
    assert caught.value.remedy == (
        "restore it; or move the download elsewhere, delete the folder and run"
        " `plan-publisher add FILE --work one-2021`, which writes one"
    )
    moved = seed.folder.replace(tmp_path / "elsewhere")
    with redirect_stdout(io.StringIO()):
        assert main(["add", str(moved / "a.txt"), "--work", "one-2021", "--project", str(tmp_path)]) == 0
    assert read_manifest(seed.folder).base.file == "a.txt"
