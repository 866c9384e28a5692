"""Files that are broken, huge for what they say, or made to be slow: bounded work, a clear message, the others built.

Work is bounded by limits, not by a clock that a busy machine would upset: each group of files is converted and rendered
in a process of its own that may use 2 GiB of memory, and for each file so much CPU time that only growth faster than
the file's length goes over it. Lengths are chosen so that a quadratic path would take far longer.
"""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.errors import UnreadableSourceError
from build_tools.pipeline import convert_bytes

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 2 << 30
CPU_SECONDS = 40
CPU_SECONDS_A_FILE = 8  # the dearest takes two
PLAN = "某市某某发展规划\n一、优化空间布局\n加快建设。\n二、培育龙头企业\n深化合作。\n"

# What a child process does with each file of a folder: the whole way, to the pages.
CHILD = """
import hashlib, json, resource, sys, tempfile, time
from pathlib import Path
from build_tools.errors import UnreadableSourceError
from build_tools.hanzi.body_names import BodyNames
from build_tools.intake import SourceFile, read_file
from build_tools.model.glossary import Glossary, Term
from build_tools.model.outside import OutsideNames
from build_tools.pipeline import convert_work, TermMatcher, survey_work
from build_tools.rendering import render_work
from build_tools.publish.take_in import Download, Wish, take_in
from build_tools.render.outline import render_outline
from build_tools.source.manifest import read_manifest
from tests.shelving import link_all

term = Term("cluster", "产业", "industry", "甲", "industry", "乙", abbr="EDA", aliases=("甲", "“", "1"))
matcher = TermMatcher(Glossary((term,)))

for path in sorted(Path(sys.argv[1]).iterdir()):
    print(path.name, end=" ", flush=True)
    most = int(time.process_time()) + int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    data = path.read_bytes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "a")
        folder.mkdir()
        (folder / "a.txt").write_bytes(data)
        entry = f'[[witness]]\\nfile = "a.txt"\\nsha256 = "{hashlib.sha256(data).hexdigest()}"\\nrole = "base"\\n'
        (folder / "manifest.toml").write_text(entry, "utf-8")
        try:
            read_file(SourceFile("a.txt", data))
            work = convert_work(folder)
        except UnreadableSourceError as error:
            print("refused" if error.remedy else "refused without a remedy")
            continue
        converted = work.base
        json.dumps(render_outline(converted.edition, list(converted.responsibilities)))
        read_manifest(take_in(Path(name, "taken"), [Download("a.txt", data)], converted.edition, Wish("a")))
    links = link_all([survey_work(work, matcher)], OutsideNames(()), BodyNames())
    files = render_work(work, links["a"])
    print(converted.fidelity.characters, sum(map(len, files.values())), flush=True)
"""


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def convert_apart(texts: list[str], folder: Path) -> list[tuple[int, int]]:
    """Convert texts in a process with limits; return of each its length and how much was written, (0, 0) if refused.

    Fails with the text at which the process ended.
    """
    for number, text in enumerate(texts):
        (folder / f"{number:03}").write_text(text, "utf-8", newline="")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), str(CPU_SECONDS_A_FILE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    lines = done.stdout.split("\n")
    if done.returncode != 0 or done.stderr:
        text = texts[int(lines[-1].split()[0])]
        pytest.fail(f"exit {done.returncode} at {text[:30]!r}…, {len(text)} characters\n{done.stderr[-1500:]}")
    answers = [line.split()[1:] for line in lines[:-1]]
    return [(0, 0) if answer == ["refused"] else (int(answer[0]), int(answer[1])) for answer in answers]


# One sign or piece of markup, again and again; the second figure is how often. In a file of a real plan, 100 kB, none
# of them takes a tenth of a second.
ENDLESS = {
    # signs that open something
    "<": 50_000, "&": 50_000, "（": 25_000, "《": 25_000, "“": 25_000, '"': 50_000, "'": 50_000, "[": 50_000,
    "![": 25_000, "[a](": 15_000, "`": 50_000, "**": 25_000, "*": 50_000, "__a": 15_000, "|": 50_000,
    "\\": 50_000, "> ": 12_500, "#": 50_000, "〔": 25_000, "【": 25_000, "{{": 25_000, "&#": 25_000,
    "&amp;": 10_000,
    # blanks and stops
    " ": 100_000, "\t": 50_000, "\u3000": 50_000, "甲\u3000 ": 7_500, "甲 ": 12_500, "\u00a0": 50_000,
    "\r": 50_000, "\n": 100_000, "\u200b": 25_000, "\u202e": 25_000, "、": 25_000, "。": 25_000, "：": 25_000,
    "——": 5_000, ".": 50_000, "甲：": 15_000, "甲。": 15_000, "甲、": 25_000, "e\u0301": 15_000,
    "\ue0000\ue001": 5_000,
    # labels
    "一": 25_000, "1": 50_000, "1.": 10_000, "一、": 10_000, "（一）": 7_500, "（1）": 3_750, "①": 10_000,
    "第": 25_000, "第一条": 5_000, "第一条 甲\n": 1_250, "第一章 甲\n": 1_250, "专栏1": 2_500, "附件": 2_500,
    "附件1：": 2_500, "表1": 5_000, "1.1.1 甲\n": 1_250, "一是甲。": 5_000, "注：": 10_000, "①甲②乙③丙": 750,
    "１．甲乙。": 1_250, "——甲。\n": 1_500,
    # furniture, facts, responsibilities
    "来源：": 10_000, "首页 > ": 10_000, "关于印发《": 5_000, "的通知": 10_000, "2021年9月6日": 2_500,
    "〔2020〕38号": 2_500, "（责任单位：": 2_500, "市某委牵头，": 4_000, "到2025年": 5_000, "---\n": 1_500,
    "目录\n": 5_000, "一、甲乙\n": 1_250, "序号\n名称\n单位\n": 750, "甲\n": 7_500, "“一、甲”": 5_000,
    # markup
    "<p>": 15_000, "<div>": 15_000, "<b>": 15_000, "<a href=x>甲": 5_000, "<td>": 5_000, "<table>": 1_250,
    "<table><tr><td>甲": 750, "<table><caption>甲": 750, "<ul><li>": 5_000, "<li>甲": 2_500, "<h1>甲": 2_500,
    "<script>": 10_000, "<title>": 10_000, "<!--": 2_500, "<!": 25_000, "<?": 25_000, "<![CDATA[": 5_000,
    "</": 25_000, "</p>": 15_000, "<a ": 7_500, '<p "': 7_500, "<br>甲": 2_500, "甲<sup>2</sup>": 1_250,
    "<p hidden>": 5_000, "<form>甲": 5_000, "<svg>": 10_000, "<o:p>甲</o:p>": 5_000, "<http://": 10_000,
    "http://": 10_000, "a@": 25_000, "<meta charset=utf-8>": 5_000, "&nbsp;": 10_000,
}  # fmt: skip
GROUPS = 5  # a process takes a second to begin


@pytest.mark.slow
@pytest.mark.parametrize("group", range(GROUPS))
def test_endless_repetition(group: int, tmp_path: Path) -> None:
    pieces = list(ENDLESS.items())[group::GROUPS]
    converted = convert_apart([piece * count for piece, count in pieces], tmp_path)
    wrong = {
        piece: said
        for (piece, count), said in zip(pieces, converted, strict=True)
        if said[0] not in (0, len(piece) * count) or said[1] > 300_000 + 200 * said[0]
    }
    assert wrong == {}


LADDER = ("一、", "（一）", "1.", "（1）", "①")
SHAPED = {
    "50,000 nested tags": "<div>" * 50_000 + "甲" + "</div>" * 50_000,
    "50,000 tags nested crosswise": "<b><i>" * 25_000 + "甲" + "</b></i>" * 25_000,
    "50,000 attributes": "<p " + "a=b " * 50_000 + ">甲</p>",
    "an attribute of 300,000 characters": f"<p style='{'display:' * 40_000}'>甲</p>",
    "blanks in a style": f"<p style='display{' ' * 200_000}:none'>甲</p>",
    "an open quotation mark": "<p title='" + "甲 <b> " * 15_000,
    "a row of 15,000 columns": "<table><tr>" + "<td>甲" * 15_000 + "</table>",
    "a pipe table of 15,000 columns": "|甲" * 15_000 + "|\n" + "|-" * 15_000 + "|\n" + "|乙" * 15_000 + "|",
    "spans to the right": "<table>" + "<tr><td colspan=1000>甲" * 3_000 + "</table>",
    "spans down": "<table>" + "<tr><td rowspan=1000>甲<td>乙" * 3_000 + "</table>",
    "spans both ways": "<table>" + "<tr><td rowspan=1000 colspan=1000>甲" * 3_000 + "</table>",
    "spans in one row": "<table><tr>" + "<td rowspan=1000 colspan=1000>甲" * 3_000 + "<tr><td>乙</table>",
    "two long lines": "一、" + "甲" * 100_000 + "\n（一）" + "乙" * 100_000,
    "a list of 15,000 bodies": "一、甲\n（责任单位：" + "市某局、" * 15_000 + "）",
    "a front matter of 50,000 keys": "---\n" + "a: b\n" * 50_000 + "---\n甲",
    "a front matter that never ends": "---\n" + "a: " * 50_000,
    "a table one cell a line": "序号\n名称\n" + "".join(f"{n}\n甲\n" for n in range(2_500)),
    "lines of all lengths": "".join("甲" * (n % 37 + 1) + "\n" for n in range(10_000)),
    "a contents page of 2,500 entries": "目录\n" + "".join(f"第{n}条 甲{n}\n" for n in range(2_500)) * 2,
    "2,500 numbers that follow one another": "".join(f"{n}.甲乙{n}\n" for n in range(1, 2_501)),
    "2,500 numbers that fall": "".join(f"{n}.甲乙{n}\n" for n in range(2_500, 0, -1)),
    "the text 300 times over": PLAN * 300,
    "5,000 markers": "".join(LADDER[n * n % 5] + "甲乙\n" for n in range(5_000)),
}


@pytest.mark.slow
@pytest.mark.parametrize("group", range(GROUPS))
def test_shapes(group: int, tmp_path: Path) -> None:
    shapes = list(SHAPED.items())[group::GROUPS]
    converted = convert_apart([text for _, text in shapes], tmp_path)
    # What is written grows with the text, not with what the text claims.
    wrong = {
        name: said
        for (name, text), said in zip(shapes, converted, strict=True)
        if said[0] != len(text) or said[1] >= 300_000 + 60 * len(text)
    }
    assert wrong == {}


@pytest.mark.slow
def test_megabytes(tmp_path: Path) -> None:
    text = "一、甲乙\n（一）丙丁\n1.戊己。" + "加快建设庚辛，推进壬癸。" * 20 + "（责任单位：市某委）\n——子丑。寅卯。\n"
    text *= 5_000_000 // len(text.encode("utf-8"))
    path = tmp_path / "large.txt"
    path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "build_tools", "outline", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, preexec_fn=limit)
    assert (done.returncode, done.stderr) == (0, b"")


BROKEN = {
    "empty": b"",
    "one byte order mark": b"\xef\xbb\xbf",
    "NULs": bytes(5000),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
    "all bytes": bytes(range(256)) * 100,
    "noise": hashlib.shake_256(b"noise").digest(20_000),
    "a PDF file": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)),
    "a Word file": b"PK\x03\x04" + bytes(500),
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "a gzip file": b"\x1f\x8b\x08\x00" + bytes(range(200)),
    "an image": b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
    "half of a UTF-16 file's mark": b"\xff\xfe\x00",
    "UTF-32 without a mark": ("某市发展规划" * 50).encode("utf-32-le"),
}


@pytest.mark.parametrize(
    "data",
    # A program that reads old Word files, where there is one, takes its time.
    [
        pytest.param(data, id=name, marks=[pytest.mark.slow] * (name == "an old Word file"))
        for name, data in BROKEN.items()
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        convert_bytes(data, "a.html")
    error = caught.value
    assert (str(error.path), bool(error.remedy), error.exit_code) == ("a.html", True, 3)
    assert str(error).startswith("a.html: ")
    assert "\n  remedy: " in str(error)


PAGE = (
    "<html><head><meta charset=utf-8><title>某规划</title></head><body><p>"
    + "</p><p>".join(PLAN.split())
    + "</p></body></html>"
)
LABELS = ["一、", "二、"]


def labels_of(data: bytes) -> list[str]:
    from build_tools.render.outline import render_outline

    converted = convert_bytes(data, "a.html")
    return [item["label"] for item in render_outline(converted.edition, [])["items"]]


def test_a_page_cut_off_anywhere_is_read_as_far_as_it_goes() -> None:
    data = PAGE.encode("utf-8")
    seen = []
    # Seven has no divisor in common with the bytes of a character, so these are cut at each of their bytes.
    for end in (*range(1, len(data), 7), len(data)):
        labels = labels_of(data[:end])
        assert labels == LABELS[: len(labels)]
        seen.append(len(labels))
    assert seen[-1] == 2


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1", "utf-7", "no-such-thing", "zip", "idna"])
def test_a_declaration_that_is_wrong_changes_nothing(codec: str, declared: str) -> None:
    text = PAGE.replace("utf-8", declared)
    if codec == "big5":
        text = (
            text.translate(str.maketrans("规划优业发龙头强设", "規劃優業發龍頭強設"))
            .replace("间", "間")
            .replace("开", "開")
        )
        text = text.replace("际", "際").replace("总", "總").replace("为", "為")
    data = text.encode(codec, "replace")
    assert labels_of(data) == LABELS


@pytest.mark.parametrize(
    ("first", "second"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "utf-16-le"), ("gb18030", "big5")]
)
def test_two_encodings_in_one_file_are_read_or_refused(first: str, second: str) -> None:
    data = PLAN.encode(first) * 5 + "文件內容".encode(second) * 200
    try:
        characters = convert_bytes(data, "a.txt").fidelity.characters
    except UnreadableSourceError as error:
        characters = len(error.remedy)
    assert characters > 0


def test_a_few_bytes_of_another_encoding_spoil_nothing() -> None:
    assert labels_of((PLAN * 20).encode("utf-8") + "编".encode("gb18030"))[:2] == LABELS


def add_work(seeds: Path, name: str, data: bytes | None, file: str = "a.txt", extra: str = "") -> None:
    folder = seeds / name
    folder.mkdir(parents=True)
    if data is not None:
        (folder / "a.txt").write_bytes(data)
    digest = hashlib.sha256(data or b"").hexdigest()
    lines = ["[[witness]]", f'file = "{file}"', f'sha256 = "{digest}"', 'role = "base"', extra]
    (folder / "manifest.toml").write_text("\n".join(lines), "utf-8")


BAD_WORKS = {
    "a file that is not there": {"data": None},
    "a file of no text": {"data": bytes(5000)},
    "an empty file": {"data": b""},
    "a folder for a file": {"data": PLAN.encode(), "file": "folder"},
    "a name that no file can have": {"data": PLAN.encode(), "file": "a\\u0000.txt"},
    "a name too long for a file": {"data": PLAN.encode(), "file": "a" * 300},
    "no name": {"data": PLAN.encode(), "file": ""},
    "a way out of the folder": {"data": PLAN.encode(), "file": "../good/a.txt"},
    "emendations that are not there": {"data": PLAN.encode(), "extra": 'emendations = "e.toml"'},
    "emendations in a folder": {"data": PLAN.encode(), "extra": 'emendations = "folder"'},
    "emendations under no name": {"data": PLAN.encode(), "extra": 'emendations = "e\\u0000"'},
    "an address that cannot be written": {"data": PLAN.encode(), "extra": "source_url = 1"},
    "a fact of another form": {"data": PLAN.encode(), "extra": "[facts]\ntitle = 1979-05-27"},
    "an alias of markup": {"data": PLAN.encode(), "extra": '[aliases]\n"\\"><script>x" = "s1"'},
    "a manifest in another encoding": {"data": PLAN.encode(), "extra": "# \udcff"},
}


@pytest.mark.parametrize("bad", BAD_WORKS.values(), ids=BAD_WORKS)
def test_a_work_that_cannot_be_used_is_named_and_the_others_are_built(bad: dict[str, str], tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    add_work(seeds, "good", PLAN.encode("utf-8"))
    if "\udcff" in bad.get("extra", ""):
        add_work(seeds, "bad", b"")
        (seeds / "bad" / "manifest.toml").write_bytes(b"# \xff\xfe")
    else:
        add_work(seeds, "bad", **bad)  # type: ignore[arg-type]
    (seeds / "bad" / "folder").mkdir()
    conversion = convert_project(Project(tmp_path))
    assert [record.work for record in conversion.records] == ["good"]
    assert len(conversion.errors) == 1
    told = str(conversion.errors[0])
    assert "remedy: " in told
    assert "bad" in told


def test_hostile_names_in_seeds_are_no_works(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    add_work(seeds, "good", PLAN.encode("utf-8"))
    for name in ("..x", "a b", "甲", "<script>", "A", "a_b", "-", "a.b", "index.md"):
        add_work(seeds, name, PLAN.encode("utf-8"))
    conversion = convert_project(Project(tmp_path))
    assert [record.work for record in conversion.records] == ["good"]
    assert len(conversion.errors) == 9
    works = {name.split("/")[1] for name in conversion.files if name.startswith("plans/")}
    assert works == {"good", "index.md", "bodies.csv", "bodies.json", "report.json", "targets.csv", "targets.json"}
    topics = {"bodies", "cited", "codes", "compare", "glossary", "targets", "time", "topics", "verify", "words"}
    assert {name.split("/")[0] for name in conversion.files} == {"plans", "script"} | topics
