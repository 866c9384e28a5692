"""How faithfully the text of printed pages comes out: distance in characters, labels, headings.

Method: invented plans are drawn by chance and printed: in one column or two; with running heads that differ on left and
right pages; with page numbers in many forms; titles of one to three lines; headings that go over two lines; paragraphs
whose last line is full; indents made of blanks of any kind, of a margin, or of none; footnotes; pages on their side.
Typst prints most of them, LibreOffice those of Word files, Chromium those of pages. What was printed is known: given
are the share of files at distance 0 (blanks left out), the distance in all, the labels found of those printed, and the
headings that are whole, by program; `--list` names the files that are not read right, and how they are drawn.

Run: `python benchmarks/pages.py [FILES] [SEED] [--list]` (default 60 files). LibreOffice and Chromium where found.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import typst
from search import CHROMIUM_NAMES
from table_drawings import print_documents, print_html

from build_tools.model.block import Form
from build_tools.pipeline import convert_bytes

FILES, SEED = 60, 20260301
VERBS = "推进 加快 完善 加强 健全 构建 提升 优化 深化 拓展 支持 鼓励 引导".split()
NOUNS = (
    "数字基础设施 数据要素市场 工业互联网平台 公共服务体系 标准规范 人才队伍 创新生态 产业集群 安全保障能力"
    " 绿色低碳转型 中小企业服务 示范应用场景 算力网络 协同治理机制 知识产权保护 国际合作 5G网络 “互联网+”行动 AI应用"
).split()
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Look:
    """How a plan is drawn."""

    program: str
    columns: int
    size: float
    leading: float
    indent: str  # "margin", "　　", "    ", "none"
    numbers: str
    heads: str  # "none", "same", "odd and even"
    title: int  # lines
    notes: bool
    flipped: bool
    serif: bool


@dataclass(frozen=True)
class Plan:
    """A plan: its title's lines, its paragraphs (label, text, whether it is a heading), and notes by paragraph."""

    title: tuple[str, ...]
    paragraphs: tuple[tuple[str, str, bool], ...]
    notes: dict[int, str]

    @property
    def text(self) -> str:
        """All that is printed of it, blanks left out, in order."""
        return _squeeze("".join(self.title) + "".join(label + text for label, text, _ in self.paragraphs))


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _clause(chance: random.Random) -> str:
    return chance.choice(VERBS) + chance.choice(NOUNS)


def _sentence(chance: random.Random, few: int, many: int) -> str:
    parts = [_clause(chance) for _ in range(chance.randint(few, many))]
    if chance.random() < 0.3:
        parts.insert(
            chance.randrange(len(parts) + 1), f"到{chance.randint(2025, 2030)}年达到{chance.randint(1, 900)}亿元"
        )
    return "，".join(parts) + "。"


def make_plan(chance: random.Random, look: Look) -> Plan:
    """Return an invented plan of some pages."""
    start = chance.randint(2024, 2026)
    title = ["某市数字经济高质量发展", f"三年行动计划（{start}—{start + 2}年）", "实施细则"][: look.title]
    if look.title == 1:
        title = ["某市数字经济发展规划"]
    paragraphs = [("", _sentence(chance, 4, 9), False)]
    notes: dict[int, str] = {}
    for section in range(chance.randint(3, 5)):
        heading = _clause(chance) + ("，" + _clause(chance) + "，" + _clause(chance) if chance.random() < 0.4 else "")
        paragraphs.append((f"{NUMERALS[section]}、", heading, True))
        if chance.random() < 0.4:
            paragraphs.append(("", _sentence(chance, 4, 9), False))
        for clause in range(chance.randint(2, 4)):
            heading = _clause(chance) + (
                "，" + _clause(chance) + "，" + _clause(chance) if chance.random() < 0.3 else ""
            )
            paragraphs.append((f"（{NUMERALS[clause]}）", heading, True))
            if chance.random() < 0.6:
                paragraphs.extend(
                    (f"{point}.", _clause(chance) + "。" + _sentence(chance, 3, 9), False)
                    for point in range(1, chance.randint(3, 5))
                )
            paragraphs.extend(
                ("", "".join(_sentence(chance, 2, 6) for _ in range(chance.randint(1, 3))), False)
                for _ in range(chance.randint(0, 2))
            )
            if look.notes and not paragraphs[-1][2] and chance.random() < 0.3:
                notes[len(paragraphs) - 1] = "指" + _sentence(chance, 1, 3)
    return Plan(tuple(title), tuple(paragraphs), notes)


def make_look(chance: random.Random, program: str) -> Look:
    """Return a way to draw a plan."""
    return Look(
        program,
        chance.choice([1, 1, 1, 2]) if program == "Typst" else 1,
        chance.choice([10.5, 12.0, 14.0, 16.0]),
        chance.choice([0.5, 0.75, 1.0]),
        chance.choice(["margin", "margin", "　　", "    ", "\u2002\u2002\u2002\u2002", "none"]),
        chance.choice(["— 1 —", "-1-", "1", "第1页 共9页", "·1·", "1/9", "－1－", "第1页", "none"]),
        chance.choice(["none", "same", "odd and even"]),
        chance.choice([1, 1, 2, 3]),
        program == "Typst" and chance.random() < 0.3,
        program == "Typst" and chance.random() < 0.1,
        chance.random() < 0.6,
    )  # fmt: skip


# -- programs

_HEADS = ("某市人民政府公报", "某市数字经济发展规划汇编")


def print_typst(plan: Plan, look: Look) -> bytes:
    """Return the PDF that Typst makes."""
    form = {"— 1 —": "— 1 —", "第1页 共9页": "第1页 共1页", "1/9": "1/1", "none": "none"}.get(
        look.numbers, look.numbers
    )
    numbering = "none" if form == "none" else f'"{form}"'
    head = {
        "none": "none",
        "same": f"align(center, text(size: 9pt)[{_HEADS[0]}])",
        "odd and even": (
            "context if calc.odd(counter(page).get().first()) {align(right, text(size: 9pt)[" + _HEADS[0]
            + "])} else {align(left, text(size: 9pt)[" + _HEADS[1] + "])}"
        ),
    }[look.heads]  # fmt: skip
    indent = "(amount: 2em, all: true)" if look.indent == "margin" else "0pt"
    blanks = look.indent if look.indent not in ("margin", "none") else ""
    blank = f'#"{blanks}"' if blanks else ""
    font = f'"Noto {"Serif" if look.serif else "Sans"} CJK SC"'
    lines = [
        f'#set page(paper: "a4", flipped: {str(look.flipped).lower()}, numbering: {numbering}, header: {head})',
        f'#set text(lang: "zh", size: {look.size}pt, font: {font})',
        f"#set par(first-line-indent: {indent}, leading: {look.leading}em, spacing: {look.leading}em)",
        '#set par(justify: true, linebreaks: "simple")',
        "#align(center)[#set par(first-line-indent: 0pt)",
        *(f"#text(size: {look.size * 1.5}pt)[{line}]\\" for line in plan.title),
        "]",
    ]
    body: list[str] = []
    for number, (label, text, is_heading) in enumerate(plan.paragraphs):
        note = f"#footnote[{plan.notes[number]}]" if number in plan.notes else ""
        words = (
            f'{blank}#text(font: "Noto Sans CJK SC", weight: "bold")[{label}{text}]'
            if is_heading
            else f'{blank}#"{label}"{text}{note}'
        )
        body.append(words)
    inner = "\n\n".join(body)
    lines.append(f"#columns(2)[{inner}\n]" if look.columns == 2 else inner)
    return bytes(typst.compile("\n".join(lines).encode()))


def page_html(plan: Plan, look: Look) -> str:
    """Return the page that Chromium prints."""
    blanks = look.indent.replace(" ", "&nbsp;") if look.indent not in ("margin", "none") else ""
    rows = "".join(
        f"<p{' class=h' if is_heading else ''}>{blanks}{label}{text}</p>" for label, text, is_heading in plan.paragraphs
    )
    indent = "2em" if look.indent == "margin" else "0"
    font = f"Noto {'Serif' if look.serif else 'Sans'} CJK SC"
    number = {
        "第1页 共9页": '"第" counter(page) "页 共" counter(pages) "页"',
        "1/9": 'counter(page) "/" counter(pages)',
        "none": '""',
    }.get(look.numbers, '"' + look.numbers.replace("1", '" counter(page) "') + '"')
    heads = (
        f'@page:left{{@top-left{{content:"{_HEADS[0]}"}}}} @page:right{{@top-right{{content:"{_HEADS[1]}"}}}}'
        if look.heads == "odd and even"
        else f'@page{{@top-center{{content:"{_HEADS[0]}"}}}}' if look.heads == "same" else ""
    )  # fmt: skip
    return (
        f'<html lang="zh"><style>@page{{size:A4;margin:25mm;@bottom-center{{content:{number}}}}} {heads}'
        f'body{{font:{look.size}pt/{1 + look.leading} "{font}";text-align:justify}}'
        f" p{{margin:0;text-indent:{indent}}} .h{{font-weight:bold}}"
        f"h1{{text-align:center;font-size:{look.size * 1.5}pt}}</style><h1>{'<br>'.join(plan.title)}</h1>{rows}</html>"
    )


def body_word(plan: Plan, look: Look) -> str:
    """Return the body of the Word file that LibreOffice prints."""
    size = round(look.size * 2)
    font = f"Noto {'Serif' if look.serif else 'Sans'} CJK SC"
    about = f'<w:rFonts w:eastAsia="{font}" w:ascii="{font}" w:hAnsi="{font}"/>'
    blanks = look.indent if look.indent not in ("margin", "none") else ""
    indent = f'<w:ind w:firstLine="{round(look.size * 40)}"/>' if look.indent == "margin" else ""
    pitch = f'<w:spacing w:line="{round(240 * (0.7 + look.leading))}" w:lineRule="auto"/>'
    found = [
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr>{about}<w:sz w:val="{round(size * 1.5)}"/></w:rPr>'
        f"<w:t>{line}</w:t></w:r></w:p>"
        for line in plan.title
    ]
    for label, text, is_heading in plan.paragraphs:
        bold = "<w:b/>" if is_heading else ""
        found.append(
            f'<w:p><w:pPr>{pitch}{indent}<w:jc w:val="both"/></w:pPr>'
            f'<w:r><w:rPr>{about}{bold}<w:sz w:val="{size}"/></w:rPr>'
            f'<w:t xml:space="preserve">{blanks}{label}{text}</w:t></w:r></w:p>'
        )
    return "".join(found)


def footer_word(look: Look) -> str:
    """Return the running text of its footer, fields for numbers; "" where it has none."""
    if look.numbers == "none":
        return ""
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")
    )
    runs = [
        f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' if part != "1" else field
        for part in re.split("(1)", look.numbers)
        if part
    ]
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{"".join(runs)}</w:p>'


# -- measuring


@dataclass(frozen=True)
class Score:
    """What is read of one plan."""

    distance: int
    length: int
    labels: int
    found: int
    headings: int
    whole: int
    examples: tuple[str, ...]


def score(plan: Plan, pdf: bytes) -> Score:
    """Return how a plan is read."""
    converted = convert_bytes(pdf, "plan.pdf")
    blocks = converted.edition.blocks
    printed = "".join(block.printed for block in blocks if block.role != "footnote")
    read = _squeeze(printed)
    examples: list[str] = []
    for note in plan.notes.values():
        if (words := _squeeze(note)) in read:
            read = read.replace(words, "", 1)
        elif not any(words in _squeeze(block.printed) for block in blocks):
            examples.append(f"note lost: {words[:20]}")
    # Signs of notes are printed, and say nothing.
    distance = 0
    for kind, start, end, other, last in SequenceMatcher(None, plan.text, read, autojunk=False).get_opcodes():
        lost, more = plan.text[start:end], read[other:last]
        if kind == "equal" or (plan.notes and not lost and re.fullmatch("[0-9]{1,2}", more)):
            continue
        distance += max(len(lost), len(more))
        examples.append(f"{plan.text[max(0, start - 6) : start]}[{lost[:24]}→{more[:24]}]")
    labels = [label for label, _, _ in plan.paragraphs if label]
    read_labels = [block.printed[: block.label] for block in blocks if block.label]
    matcher = SequenceMatcher(None, labels, [label.strip() for label in read_labels], autojunk=False)
    headings = [_squeeze(text) for _, text, is_heading in plan.paragraphs if is_heading]
    read_headings = {
        _squeeze(block.printed[block.label : block.name]) for block in blocks if block.form is Form.HEADING
    }
    lost_headings = [heading for heading in headings if heading not in read_headings]
    examples.extend(f"heading: {heading[:40]}" for heading in lost_headings[:2])
    return Score(
        distance, len(plan.text), len(labels), sum(block.size for block in matcher.get_matching_blocks()),
        len(headings), len(headings) - len(lost_headings), tuple(examples),
    )  # fmt: skip


def draw_plans(files: int, seed: int) -> list[tuple[Look, Plan, bytes]]:
    """Return plans with how they are drawn, and their PDFs."""
    programs = (
        ["Typst"] * 4
        + ["Chromium"] * any(map(shutil.which, filter(None, CHROMIUM_NAMES)))
        + ["LibreOffice"] * bool(shutil.which("soffice"))
    )
    made: list[tuple[Look, Plan]] = []
    for number in range(files):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 (no secret)
        look = make_look(chance, programs[number % len(programs)])
        made.append((look, make_plan(chance, look)))
    prints: dict[str, Callable[[Sequence[tuple[Look, Plan]]], list[bytes]]] = {
        "Typst": lambda own: [print_typst(plan, look) for look, plan in own],
        "Chromium": lambda own: print_html([page_html(plan, look) for look, plan in own]),
        "LibreOffice": lambda own: print_documents([(body_word(plan, look), footer_word(look)) for look, plan in own]),
    }
    drawn: list[tuple[Look, Plan, bytes]] = []
    for program in dict.fromkeys(programs):
        own = [entry for entry in made if entry[0].program == program]
        drawn.extend((look, plan, pdf) for (look, plan), pdf in zip(own, prints[program](own), strict=True))
    return drawn


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    numbers = [int(word) for word in arguments if word.isdigit()]
    files, seed = (*numbers, *(FILES, SEED)[len(numbers) :])
    scores: defaultdict[str, list[Score]] = defaultdict(list)
    for number, (look, plan, pdf) in enumerate(draw_plans(files, seed)):
        found = score(plan, pdf)
        scores[look.program].append(found)
        if "--list" in arguments and (found.distance or found.found < found.labels or found.whole < found.headings):
            print(number, found.distance, f"{found.found}/{found.labels} {found.whole}/{found.headings}", look)
            print("     ", " | ".join(found.examples[:5]))
    for program, own in scores.items():
        exact = sum(not one.distance for one in own)
        print(
            f"{program}: {exact} of {len(own)} files at distance 0; {sum(one.distance for one in own)} of"
            f" {sum(one.length for one in own)} characters; labels {sum(one.found for one in own)} of"
            f" {sum(one.labels for one in own)}; headings {sum(one.whole for one in own)}"
            f" of {sum(one.headings for one in own)}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
