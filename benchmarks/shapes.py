"""Seconds and memory that `outline` needs for the largest file of any shape.

A shape is one thing again and again until the file is full: a sign that opens something, a label, a tag, a row, a whole
plan, behind what stands before it and in front of what closes it. The list holds every kind of thing that some stage
counts, nests, pairs or searches for, so a stage whose work grows faster than its input shows in the last column.

Method: of each shape the largest file that is read is made, ten megabytes or, where that weighs too much
(`build_tools/source/burden.py`), as much as does not; and one of a quarter of it. Both, in UTF-8, are given to
`python -m build_tools outline FILE --json` in a process of its own. Told are its CPU seconds (user and system, as the
operating system accounts them, start-up included), its largest resident memory, and the exponent g of "seconds grow as
size to the power of g" between both (1 is linear; start-up is taken off). A process is ended after `--cpu` CPU seconds
or at `MEMORY`, and then says why. On a machine that does other things at the same time the seconds are up to twice as
many.

Promised: a file of any shape takes at most `PROMISED_SECONDS` and `PROMISED_BYTES`, read or refused.

    python benchmarks/shapes.py [WORD …] [--largest 10] [--cpu 120]      shapes whose name holds a WORD
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_tools.source.burden import find_excess  # noqa: E402 (found through the path above)

MEGABYTE = 1_000_000
HOPELESS = 120  # CPU seconds
MEMORY = 4 << 30
PROMISED_SECONDS, PROMISED_BYTES = 60, 2 << 30


@dataclass(frozen=True)
class Shape:
    """A file's shape: `piece` as often as it fits, `{n}` in it counting from 1, between `before` and `after`.

    `closing` stands as often as `piece`, behind all of them.
    """

    piece: str
    before: str = ""
    after: str = ""
    closing: str = ""

    def fill(self, size: int) -> bytes:
        """Return a file of about `size` bytes, never more."""
        room = size - len((self.before + self.after).encode("utf-8"))
        written: list[str] = []
        counts = "{n}" in self.piece
        fixed = len((self.piece + self.closing).encode("utf-8"))
        while room > 0:
            text = self.piece.replace("{n}", str(len(written) + 1)) if counts else self.piece
            room -= len(text.encode("utf-8")) + len(self.closing.encode("utf-8")) if counts else fixed
            if room < 0:
                break
            written.append(text)
        return (self.before + "".join(written) + self.closing * len(written) + self.after).encode("utf-8")


_PLAN = (
    "某市工业软件发展规划（2021-2025年）\n某府发〔2021〕3号\n各区人民政府，市政府各部门：\n现将《某市工业软件发展规划》印发给你们，请认真贯彻执行。\n"
    "某市人民政府\n2021年9月6日\n为贯彻国家战略，制定本规划。\n一、总体要求\n（一）指导思想\n坚持创新驱动，加快建设现代产业体系。\n"
    "（二）主要目标\n到2025年，产业规模突破500亿元，培育不少于20家龙头企业。\n二、主要任务\n（一）夯实基础\n"
    "1.攻关核心技术。围绕研发设计、生产控制，突破关键算法。（责任单位：市经济信息化委、市科委）\n"
    "2.培育龙头企业。支持企业兼并重组。\n——智能装备。推进示范应用。\n专栏1 重点工程\n建设公共平台。\n三、保障措施\n"
    "加强组织领导，见《某市促进条例》和本规划附件1。\n附件1\n重点任务分工表\n"
)
SHAPES = {
    # plans, as they are and dense
    "plans, one behind another": Shape(_PLAN),
    "plans, each on a page of HTML": Shape("<p>" + _PLAN.replace("\n", "</p>\n<p>") + "</p>\n"),
    "one long plan": Shape(
        "一、甲乙\n（一）丙丁\n1.戊己。" + "加快建设庚辛，推进壬癸。" * 20 + "（责任单位：市某委）\n——子丑。寅卯。\n"
    ),
    "sentences": Shape("加快建设某工程，推进某发展。", "一、某任务\n"),
    "lines": Shape("加快建设某工程，推进某发展。\n"),
    "short lines": Shape("甲\n"),
    "labelled lines": Shape("一、甲\n"),
    "labelled lines that count": Shape("{n}.甲乙{n}\n"),
    "labelled lines of five rungs": Shape("一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n"),
    "articles": Shape("第{n}条 甲乙。\n"),
    "chapters": Shape("第一章 甲\n第一条 乙。\n"),
    "decimal labels": Shape("1.1.1 甲\n"),
    "dash items": Shape("——甲。\n"),
    "dashes": Shape("——"),
    "boxes": Shape("专栏{n} 甲\n乙。\n"),
    "annexes": Shape("附件{n}\n甲乙\n一、丙\n"),
    "annexes listed": Shape("{n}.甲乙\n", "一、甲\n乙。\n附件："),
    "annexes mentioned": Shape("（附件1）", "一、甲\n"),
    "contents": Shape("第{n}条 甲{n}\n", "目录\n"),
    "labels in one line": Shape("一、甲。", "某规划\n"),
    "counting labels in one line": Shape("{n}.甲乙。", "某规划\n"),
    "words of counting in one line": Shape("一是甲。二是乙。"),
    "tables of one cell a line": Shape("{n}\n甲\n", "序号\n名称\n"),
    "notes": Shape("注：甲。\n"),
    "bodies": Shape("市某局、", "一、甲\n（责任单位：", "）"),
    "responsible lines": Shape("（责任单位：市某委、市某局）\n", "一、甲\n"),
    "targets": Shape("到2025年，产值突破500亿元；"),
    "titles": Shape("关于印发《某规划》的通知\n"),
    "dates": Shape("2021年9月6日\n"),
    "numbers of documents": Shape("某府发〔2021〕3号\n"),
    "furniture": Shape("首页 > 政务公开 > 正文 来源：某网 【打印】【关闭】\n"),
    # signs that open
    "（": Shape("（"),
    "（ in labelled lines": Shape("（甲\n"),
    "（ behind labels": Shape("一、（甲"),
    "（甲局": Shape("（甲局"),
    "（甲局 in lines": Shape("（甲局\n"),
    "《": Shape("《"),
    "《甲": Shape("《甲", "一、甲\n"),
    "“": Shape("“"),
    "“一、甲": Shape("“一、甲"),
    "〔": Shape("〔"),
    "[": Shape("["),
    "**": Shape("**"),
    "one character": Shape("甲"),
    "one digit": Shape("1"),
    "one letter": Shape("a"),
    "one numeral": Shape("一"),
    "one stop": Shape("。"),
    "one comma": Shape("、"),
    "words and blanks": Shape("甲 "),
    "blanks": Shape(" ", after="甲"),
    "line breaks": Shape("\n", after="甲"),
    "wide blanks": Shape("\u3000", after="甲"),
    "combined letters": Shape("e\u0301"),
    "unknown characters": Shape("\ue000\ue001"),
    "addresses": Shape("http://example.org/{n} "),
    "base64": Shape("TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24"),
    # Markdown
    "lines of =": Shape("甲\n===\n"),
    "lines of = alone": Shape("===\n"),
    "headings of Markdown": Shape("## 甲\n"),
    "links of Markdown": Shape("[甲](http://example.org/a)", "# 乙\n"),
    "links of Markdown, open": Shape("[甲](", "# 乙\n"),
    "bold": Shape("**甲**乙", "# 乙\n"),
    "images of Markdown": Shape("![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA)\n", "# 乙\n"),
    "rows of a pipe table": Shape("| 甲 | 乙 |\n", "| 子 | 丑 |\n|---|---|\n"),
    "pipe tables": Shape("| 甲 | 乙 |\n|---|---|\n| 子 | 丑 |\n\n"),
    "columns of a pipe table": Shape("|甲", after="|\n"),
    "lists of Markdown": Shape("- 甲\n  - 乙\n"),
    "deep quotations": Shape("> ", after="甲"),
    "fences": Shape("```\n甲\n"),
    "tables drawn with lines": Shape("┌──┬──┐\n│甲│乙│\n└──┴──┘\n"),
    "tables of tabs": Shape("甲\t乙\t丙\n"),
    # front matter
    "keys of a front matter": Shape("key{n}: 甲\n", "---\n", "---\n一、甲\n乙。\n"),
    "one key of a front matter": Shape("title: 甲\n", "---\n", "---\n一、甲\n乙。\n"),
    "a list in a front matter": Shape("- 甲\n", "---\ntags:\n", "---\n一、甲\n乙。\n"),
    "a front matter that never ends": Shape("a{n}: 甲\n", "---\n"),
    "front matters": Shape("---\ntitle: 甲\n---\n"),
    # markup
    "paragraphs": Shape("<p>加快建设。</p>\n"),
    "labelled paragraphs": Shape("<p>一、甲</p>\n"),
    "hidden paragraphs": Shape("<p hidden>一、甲</p>"),
    "hidden elements": Shape("<div style='display:none'>", after="甲"),
    "unclosed paragraphs": Shape("<p>"),
    "nested boxes": Shape("<div>", closing="</div>"),
    "nested boxes with text": Shape("<div>一、甲", closing="</div>"),
    "nested boxes, open": Shape("<div>甲"),
    "nested letters": Shape("<b><i>", after="甲"),
    "letters crosswise": Shape("<b>甲<i>乙</b>丙</i>"),
    "nested ordered lists": Shape("<ol><li>", closing="</li></ol>"),
    "nested ordered lists with text": Shape("<ol><li>甲", closing="</li></ol>"),
    "nested lists": Shape("<ul><li>甲"),
    "items of one ordered list": Shape("<li>甲", "<ol>", "</ol>"),
    "ordered lists": Shape("<ol><li>甲</li><li>乙</li></ol>"),
    "nested tables": Shape("<table><tr><td>甲"),
    "tables": Shape("<table><tr><td>甲</td><td>乙</td></tr></table>\n"),
    "tables with captions": Shape("<p>表{n} 甲</p><table><tr><td>甲</td></tr></table>"),
    "rows of a table": Shape("<tr><td>{n}</td><td>甲</td></tr>\n", "<table>", "</table>"),
    "cells of a row": Shape("<td>甲</td>", "<table><tr>", "</tr></table>"),
    "spans of a table": Shape("<tr><td rowspan=1000 colspan=1000>甲</td></tr>", "<table>", "</table>"),
    "open cells": Shape("<td>"),
    "images": Shape('<img src="a{n}.png" alt="甲">', "<p>一、甲</p>"),
    "images with data": Shape('<p><img src="data:image/png;base64,' + "A" * 4000 + '"></p>', "<p>一、甲</p>"),
    "links": Shape('<a href="/a{n}.html">甲乙丙</a>\n'),
    "links in a list": Shape('<li><a href="/a{n}.html">甲乙丙</a></li>', "<ul>", "</ul>"),
    "references to characters": Shape("&#19968;", "<p>甲</p><p>"),
    "named references": Shape("&nbsp;", "<p>甲</p><p>乙"),
    "ampersands": Shape("&"),
    "line breaks of HTML": Shape("甲<br>"),
    "labelled lines of HTML": Shape("一、甲<br>\n"),
    "footnote signs": Shape("甲<sup>2</sup>"),
    "comments": Shape("<!-- 甲 -->"),
    "comments, open": Shape("<!--"),
    "declarations, open": Shape("<!"),
    "tags, open": Shape("<a "),
    "end tags": Shape("</p>"),
    "attributes": Shape("a=b ", "<p ", ">甲</p>"),
    "one attribute": Shape("甲 ", '<p title="', '">一、甲</p>'),
    "one open attribute": Shape("甲 <b> ", '<p title="'),
    "a style": Shape("display:", '<p style="', '">甲</p>'),
    "scripts": Shape("<script>var a='甲';</script>"),
    "scripts, open": Shape("<script>"),
    "one script": Shape("var a = '甲';\n", "<script>", "</script><p>一、甲</p>"),
    "styles": Shape("p.a{n}{{color:red}}\n", "<style>", "</style><p class=a1>一、甲</p>"),
    "forms": Shape("<form>甲"),
    "headings": Shape("<h1>甲</h1>"),
    "titles of HTML": Shape("<title>甲</title>"),
    "metadata": Shape('<meta name="a{n}" content="甲">'),
    "frames, pictures of lines": Shape("<svg><path d='M0 0'/></svg>"),
    "formulas": Shape("<math><mi>x</mi></math>", "<p>甲</p>"),
    "selections": Shape("<select><option>甲"),
    "struck out": Shape("<del>甲</del>乙", "<p>一、甲"),
}


@dataclass(frozen=True)
class Cost:
    """What one file took; `said` is "" where it was read, "refused", or why the process ended."""

    seconds: float
    memory: int
    said: str


def measure(data: bytes, seconds: int) -> Cost:
    """Return what `outline` takes for a file."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "page.txt")
        path.write_bytes(data)
        with Path(name, "said").open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", "build_tools", "outline", str(path), "--json"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
                stderr=told,
                preexec_fn=limit,
            )
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said = Path(name, "said").read_text("utf-8", "replace")
    spent = usage.ru_utime + usage.ru_stime
    word = {0: "", 3: "refused"}.get(process.returncode, said.strip().partition("\n")[0][-60:] or "ended")
    return Cost(spent, usage.ru_maxrss * 1024, word)


def largest_read(shape: Shape, size: int) -> int:
    """Return how many bytes, at most `size`, a file of a shape may have without being refused for its weight."""
    if find_excess(shape.fill(size).decode("utf-8")) is None:
        return size
    few, many = 0, size
    while many - few > size // 500:
        middle = (few + many) // 2
        if find_excess(shape.fill(middle).decode("utf-8")) is None:
            few = middle
        else:
            many = middle
    return few


def main() -> int:
    """Print the table; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", nargs="*", metavar="WORD", help="measure shapes whose name holds one of these")
    parser.add_argument("--largest", type=float, default=10, help="megabytes")
    parser.add_argument("--cpu", type=int, default=HOPELESS, help="CPU seconds after which a process is ended")
    options = parser.parse_args()
    start_up = measure("一、甲\n乙。\n".encode(), options.cpu).seconds
    broken = 0
    print(f"{'shape':34}{'MB':>6}{'s':>8}{'memory, MB':>12}  growth")
    for name, shape in SHAPES.items():
        if options.words and not any(word in name for word in options.words):
            continue
        size = largest_read(shape, int(options.largest * MEGABYTE))
        quarter, whole = (measure(shape.fill(part), options.cpu) for part in (size // 4, size))
        growth = ""
        if not quarter.said and not whole.said and quarter.seconds > 2 * start_up:
            ratio = (whole.seconds - start_up) / (quarter.seconds - start_up)
            growth = f"{math.log(ratio, 4):.2f}"
        bad = whole.said not in ("", "refused") or whole.seconds > PROMISED_SECONDS or whole.memory > PROMISED_BYTES
        broken += bad
        told = f"{size / MEGABYTE:6.2f}{whole.seconds:8.1f}{whole.memory / 1e6:12.0f}  {growth:>6}"
        print(f"{name[:30]:34}{told} {whole.said}{' BROKEN' if bad else ''}", flush=True)
    print(f"{broken} of the shapes break the promise; start-up {start_up:.1f} s")
    return bool(broken)


if __name__ == "__main__":
    raise SystemExit(main())
