"""How many wrong outlines does the audit doubt, and how many right ones?

Method. Documents: the seeds, and plans that a fixed draw writes (a letter with number, salutation, signature and date;
one to four issuers; sections, clauses and points, some with responsible bodies; boxes, a table, annexes), each as text,
as Markdown and as a page. The converter's outline of each is a right one: the text is made so that it is (for the seeds
it has been compared with gold by hand). Each right outline is damaged by the rules below, one at a time, and the source
left as it is; a rule that finds nothing to damage is passed over. Of all damaged outlines 300 are drawn, the same ones
each time, every rule alike. "Doubted" means: the audit finds something that it did not find in the right outline. A
right outline is falsely doubted where the audit finds anything at all.

Folders and files on the command line are read too, as right outlines to be damaged, and printed apart: what is doubted
about them before any damage is listed, for nobody has said that they are right.

    .venv/bin/python benchmarks/audit.py [FOLDER|FILE…]
"""

from __future__ import annotations

import copy
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_tools.audit.audit import audit_outline  # noqa: E402
from build_tools.errors import PublisherError  # noqa: E402
from build_tools.pipeline import convert_bytes  # noqa: E402
from build_tools.render.outline import render_outline  # noqa: E402

Outline = dict[str, Any]
Case = tuple[str, Outline, str]
DAMAGED, PLANS = 300, 34
SUFFIXES = (".html", ".htm", ".txt", ".md")
NUMERALS = "一二三四五六七八九十"
PLACES = ("临江市", "望海市", "青川县", "东湖区", "北岭省")
BODIES = ("发展和改革委员会", "经济和信息化局", "财政局", "科学技术局", "交通运输局", "水利局", "商务局", "教育局")
SUBJECTS = ("数字经济", "先进制造", "绿色交通", "智慧水利", "现代物流", "新型储能", "城市更新", "海洋产业")
KINDS = ("发展规划", "行动计划", "实施方案", "若干措施", "指导意见", "管理办法")
HEADINGS = ("总体要求", "重点任务", "空间布局", "重大工程", "保障措施", "现状与形势", "主要目标", "组织实施")
TASKS = ("夯实产业基础", "完善服务体系", "培育市场主体", "提升创新能力", "优化资源配置", "健全标准规范", "推进开放合作")
SENTENCES = (
    "加快建设一批重点项目，形成协同发展的格局。",
    "到2027年，培育龙头企业20家以上，产值突破500亿元。",
    "支持企业与高校院所共建研发平台，推动成果就地转化。",
    "建立健全工作机制，定期通报进展，及时协调解决问题。",
    "统筹用好各类资金，优先保障重点领域和薄弱环节。",
)


def write_plan(draw: random.Random) -> tuple[str, list[tuple[str, str]]]:
    """Return a plan's title and its lines, each with what it is: a title, a heading or plain text."""
    place, year = draw.choice(PLACES), draw.randint(2018, 2026)
    title = f"{place}{draw.choice(SUBJECTS)}{draw.choice(KINDS)}（{year}—{year + draw.randint(2, 5)}年）"
    issuers = [place + body for body in draw.sample(BODIES, draw.randint(1, 4))]
    head = place[:-1]
    date = f"{year}年{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
    lines: list[tuple[str, str]] = []
    if draw.random() < 0.7:
        lines += [
            ("title", f"关于印发《{title}》的通知"),
            ("", f"{head}发改〔{year}〕{draw.randint(1, 300)}号"),
            ("", "各区人民政府，各有关单位："),
            ("", f"现将《{title}》印发给你们，请认真贯彻执行。"),
            *(("", issuer) for issuer in issuers),
            ("", date),
        ]
    lines.append(("title", title))
    for number, heading in enumerate(draw.sample(HEADINGS, draw.randint(3, 6))):
        lines.append(("1", f"{NUMERALS[number]}、{heading}"))
        for inner, task in enumerate(draw.sample(TASKS, draw.randint(2, 5))):
            lines.append(("2", f"（{NUMERALS[inner]}）{task}"))
            for point in range(draw.choice((0, 2, 3))):
                group = f"（责任单位：{place}{draw.choice(BODIES)}）" if draw.random() < 0.5 else ""
                lines.append(("", f"{point + 1}.{draw.choice(TASKS)}。{draw.choice(SENTENCES)}{group}"))
            lines.append(("", draw.choice(SENTENCES)))
    for number, subject in enumerate(draw.sample(SUBJECTS, draw.choice((0, 0, 2))), 1):
        lines += [("title", f"附件{number}"), ("title", f"{place}{subject}重点项目安排")]
        lines += [("", f"{NUMERALS[at]}、{task}\n{draw.choice(SENTENCES)}") for at, task in enumerate(TASKS[:3])]
    return title, [(kind, line) for kind, text in lines for line in text.split("\n")]


def write_text(lines: list[tuple[str, str]]) -> str:
    """Return the lines as a text file."""
    return "".join(f"{text}\n" for _, text in lines)


def write_markdown(lines: list[tuple[str, str]]) -> str:
    """Return the lines as Markdown, headings marked."""
    signs = {"title": "# ", "1": "## ", "2": "### "}
    return "".join(f"{signs.get(kind, '')}{text}\n\n" for kind, text in lines)


def write_page(lines: list[tuple[str, str]]) -> str:
    """Return the lines as a page within a portal's frame."""
    body = "\n".join(
        f'<p style="text-align:center"><b>{text}</b></p>' if kind == "title" else f"<p>　　{text}</p>"
        for kind, text in lines
    )
    title = next(text for kind, text in reversed(lines) if kind == "title" and not text.startswith("附件"))
    return f"<html><head><title>{title}</title></head><body><div>当前位置：首页 &gt; 政策</div>\n{body}</body></html>\n"


LAYOUTS = {".txt": write_text, ".md": write_markdown, ".html": write_page}


def read_case(data: bytes, name: str) -> Case:
    """Return the converter's outline of a file with its decoded source."""
    converted = convert_bytes(data, name)
    outline = render_outline(converted.edition, list(converted.responsibilities))
    return name, outline, converted.edition.witness.text


def list_own() -> Iterator[Case]:
    """Yield the seeds and the written plans in each layout."""
    for folder in sorted(ROOT.glob("seeds/*/")):
        yield from (
            read_case(path.read_bytes(), path.name) for path in sorted(folder.iterdir()) if path.suffix != ".toml"
        )
    draw = random.Random(20)  # noqa: S311 (no secret)
    for number in range(PLANS):
        _, lines = write_plan(draw)
        for suffix, write in LAYOUTS.items():
            yield read_case(write(lines).encode("utf-8"), f"plan-{number}{suffix}")


def list_given(paths: Iterable[str]) -> Iterator[Case]:
    """Yield what stands in files and folders; what cannot be read is told."""
    for path in map(Path, paths):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in SUFFIXES and not file.name.startswith("README"):
                try:
                    yield read_case(file.read_bytes(), file.name)
                except PublisherError as error:
                    print(f"  {file.name}: {error.message}")


# -- damage: each takes an outline of its own and a draw, and returns whether it found something to damage ------


def title_is_label(outline: Outline, draw: random.Random) -> bool:
    """The title is the label and heading of a section."""
    items = [item for item in outline["items"] if item["heading"] and item["kind"] in ("section", "clause", "chapter")]
    if items:
        item = draw.choice(items)
        outline["title"] = item["label"] + item["heading"]
    return bool(items)


def title_is_heading(outline: Outline, draw: random.Random) -> bool:
    """The title is a heading without its label."""
    items = [item for item in outline["items"] if item["heading"] and item["kind"] in ("section", "clause", "chapter")]
    if items:
        outline["title"] = draw.choice(items)["heading"]
    return bool(items)


def title_is_missing(outline: Outline, draw: random.Random) -> bool:
    """There is no title."""
    del draw
    found = outline["title"] is not None
    outline["title"] = None
    return found


def title_is_page_data(outline: Outline, draw: random.Random) -> bool:
    """The title is a line of the page's card, a file's name or a line of news."""
    title = outline["title"] or ""
    outline["title"] = draw.choice(
        (
            "索引号：AB3500-0100-2021-00012",
            "发布机构：市政府办公室",
            "基本信息",
            f"{title}.pdf",
            f"记者获悉，{title}近日印发",
        )
    )
    return True


def issuer_is_cut(outline: Outline, draw: random.Random) -> bool:
    """One of the issuers is gone."""
    if outline["issuers"]:
        outline["issuers"].remove(draw.choice(outline["issuers"]))
        return True
    return False


def number_is_lost(outline: Outline, draw: random.Random) -> bool:
    """The document's number is gone."""
    del draw
    found = outline["doc_number"] is not None
    outline["doc_number"] = None
    return found


def contents_are_doubled(outline: Outline, draw: random.Random) -> bool:
    """The printed contents stand before the text, as divisions of it."""
    del draw
    top = [item for item in outline["items"] if item["parent"] is None and item["kind"] in ("section", "chapter")]
    if len(top) < 2:
        return False
    lines = "\n".join(item["label"] + item["heading"] for item in top)
    names = {item["anchor"]: f"{item['anchor']}-2nd" for item in top}
    entries = copy.deepcopy(top)
    for item in outline["items"]:
        item["anchor"] = names.get(item["anchor"], item["anchor"])
        item["parent"] = names.get(item["parent"], item["parent"])
    outline["items"] = entries + outline["items"]
    outline["text"] = f"{lines}\n{outline['text']}"
    return True


def plans_are_merged(outline: Outline, draw: random.Random) -> bool:
    """A second plan stands behind the first, as a part of it."""
    del draw
    top = [item for item in outline["items"] if item["parent"] is None and item["kind"] in ("section", "chapter")]
    if len(top) < 2:
        return False
    for item in top:
        second = {**item, "anchor": f"{item['anchor']}-2nd", "heading": f"{item['heading']}的落实"}
        outline["items"].append(second)
        outline["text"] += f"\n{second['label']}{second['heading']}"
    return True


def annex_is_swallowed(outline: Outline, draw: random.Random) -> bool:
    """An annex has become text of the plan."""
    annexes = [item for item in outline["items"] if item["kind"] == "annex"]
    if not annexes:
        return False
    annex = draw.choice(annexes)
    page = annex["anchor"]
    outline["items"].remove(annex)
    for item in outline["items"]:
        if item["anchor"].startswith(f"{page}#"):
            item["anchor"] = f"{item['anchor'].partition('#')[2]}-2nd"
            parent = item["parent"]
            item["parent"] = None if parent == page else f"{parent.partition('#')[2]}-2nd" if parent else None
    return True


def label_is_lost(outline: Outline, draw: random.Random) -> bool:
    """One numbered division is none any more; its text stays."""
    kinds = ("section", "clause", "chapter", "article", "point")
    items = [item for item in outline["items"] if item["kind"] in kinds]
    if not items:
        return False
    lost = draw.choice(items)
    outline["items"].remove(lost)
    for item in outline["items"]:
        item["parent"] = lost["parent"] if item["parent"] == lost["anchor"] else item["parent"]
    return True


def section_is_dropped(outline: Outline, draw: random.Random) -> bool:
    """A section is gone with all that stands in it."""
    top = [item for item in outline["items"] if item["parent"] is None and item["kind"] in ("section", "chapter")]
    if len(top) < 2:
        return False
    gone = draw.choice(top)
    inside = {gone["anchor"]}
    for item in outline["items"]:
        if item["parent"] in inside:
            inside.add(item["anchor"])
    texts = [item["label"] + item["heading"] for item in outline["items"] if item["anchor"] in inside]
    outline["items"] = [item for item in outline["items"] if item["anchor"] not in inside]
    outline["text"] = "\n".join(line for line in outline["text"].split("\n") if not line.startswith(tuple(texts)))
    return True


def bodies_are_lost(outline: Outline, draw: random.Random) -> bool:
    """No responsible body is read."""
    del draw
    found = len(outline["responsible"]) >= 3
    outline["responsible"] = []
    return found


def table_is_lost(outline: Outline, draw: random.Random) -> bool:
    """A table's cells stand one under the other."""
    tables = [table for table in outline["tables"] if sum(map(len, table["rows"])) >= 16]
    short = [table for table in tables if all(len(cell) <= 14 for row in table["rows"] for cell in row)]
    if short:
        outline["tables"].remove(draw.choice(short))
    return bool(short)


DAMAGES: tuple[Callable[[Outline, random.Random], bool], ...] = (
    title_is_label,
    title_is_heading,
    title_is_missing,
    title_is_page_data,
    issuer_is_cut,
    number_is_lost,
    contents_are_doubled,
    plans_are_merged,
    annex_is_swallowed,
    label_is_lost,
    section_is_dropped,
    bodies_are_lost,
    table_is_lost,
)


def damage_all(cases: list[Case], most: int) -> list[tuple[str, str, bool, int]]:
    """Return (rule, name, whether it is doubted, number of doubts before) for up to `most` damaged outlines."""
    made: dict[str, list[tuple[str, str, bool, int]]] = {}
    for damage in DAMAGES:
        for name, outline, source in cases:
            if not outline["plan_body"]:
                continue
            draw = random.Random(f"{name} {damage.__name__}")  # noqa: S311 (no secret)
            damaged = copy.deepcopy(outline)
            if damage(damaged, draw):
                before = set(audit_outline(outline, source))
                found = set(audit_outline(damaged, source)) - before
                made.setdefault(damage.__name__, []).append((damage.__name__, name, bool(found), len(before)))
    draw = random.Random(3)  # noqa: S311 (no secret)
    for entries in made.values():
        draw.shuffle(entries)
    rounds = max(map(len, made.values()), default=0)
    spread = [entries[at] for at in range(rounds) for entries in made.values() if at < len(entries)]
    return spread[:most]


def report(title: str, cases: list[Case], most: int) -> None:
    """Print what is doubted of right outlines and of damaged ones."""
    started = time.process_time()
    right = {name: audit_outline(outline, source) for name, outline, source in cases}
    spent = time.process_time() - started
    size = sum(len(source.encode()) for _, _, source in cases)
    doubted = {name: found for name, found in right.items() if found}
    print(f"{title}: {len(right)} outlines, doubted {len(doubted)} ({len(doubted) / max(1, len(right)):.1%})")
    for name, found in doubted.items():
        print(f"  {name}: {', '.join(sorted({doubt.code for doubt in found}))}")
    damaged = damage_all(cases, most)
    told = sum(hit for _, _, hit, _ in damaged)
    print(f"{title}: damaged {len(damaged)}, doubted {told} ({told / max(1, len(damaged)):.1%})")
    rules = Counter(rule for rule, *_ in damaged)
    hits = Counter(rule for rule, _, hit, _ in damaged if hit)
    for rule, number in rules.items():
        print(f"  {rule.replace('_', ' '):22} {hits[rule]:3} of {number}")
    for rule, name, hit, _ in damaged:
        if not hit:
            print(f"    silent: {name}: {rule.replace('_', ' ')}")
    print(f"{title}: {spent / max(size, 1) * 1e6:.2f} s of CPU for a megabyte of source")


def main() -> None:
    """Measure."""
    report("own", list(list_own()), DAMAGED)
    if given := list(list_given(sys.argv[1:])):
        report("given", given, len(given) * len(DAMAGES))


if __name__ == "__main__":
    main()
