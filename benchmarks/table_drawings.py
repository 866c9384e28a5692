"""Invented tables as they are drawn in PDFs: by Typst, by Chromium from HTML, by LibreOffice from Word files.

Takes a seed; gives kinds of drawing, each with the grids that were printed and the PDF. All is chosen by chance within
what offices do: number and width of columns, letters, blanks in cells and between rows, how cells are set from left to
right and from top to bottom, cells that stay empty, fills, rules, and page breaks.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import typst
from playwright.sync_api import sync_playwright
from search import find_chromium

WORDS = (
    "数据 要素 市场 产业 数字化 转型 工业 软件 平台 安全 体系 标准 人才 基础 设施 网络 算力 创新 应用 服务 治理 绿色"
    " 融合 示范 工程 重点 企业 园区 能力 建设 5G AI 2025年 “互联网+” 30%"
).split()
HEADS = (
    "任务 指标 单位 责任单位 备注 目标值 建设内容 完成时限 项目名称 牵头单位 2025年 2030年 属性 类别 规模 主要措施"
).split()


class Cell(NamedTuple):
    """A cell: its text without blanks, and what it covers."""

    text: str
    rowspan: int = 1
    colspan: int = 1


Grid = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Style:
    """How a table is drawn: sizes in points, `across` and `down` for each column and for all cells."""

    size: float
    pad_x: float
    pad_y: float
    leading: float
    across: tuple[str, ...]
    down: str
    widths: tuple[float, ...]
    serif: bool
    repeats: bool
    look: str


def _words(chance: random.Random, few: int, many: int) -> str:
    parts = chance.choices(WORDS, k=chance.randint(few, many))
    return "".join(
        part + ("，" if chance.random() < 0.08 and at + 1 < len(parts) else "") for at, part in enumerate(parts)
    )


def make_grid(chance: random.Random, rows: int) -> tuple[list[list[Cell]], tuple[str, ...], tuple[float, ...]]:
    """Return a table with a row of heads, how its columns are set, and how wide they are in shares."""
    count = chance.randint(3, 6)
    kinds = ["text", *chance.choices(["text", "short", "number"], k=count - 2)]
    chance.shuffle(kinds)
    kinds.insert(0, chance.choice(["count", "count", "short"]))
    blank = chance.choice([0.0, 0.0, 0.1, 0.25])

    def fill(kind: str, number: int) -> str:
        if kind == "count":
            return str(number)
        if kind != "short" and chance.random() < blank:
            return ""
        if kind == "number":
            return chance.choice(
                [str(chance.randint(1, 9999)), f"{chance.random() * 100:.1f}", f"≥{chance.randint(1, 90)}", "—"]
            )
        return _words(chance, 1, 2) if kind == "short" else _words(chance, 1, chance.choice([4, 9, 14]))

    heads = chance.sample(HEADS, k=count)
    head = [Cell("序号" if kind == "count" else heads[at]) for at, kind in enumerate(kinds)]
    body = [[Cell(fill(kind, number)) for kind in kinds] for number in range(1, rows + 1)]
    body = [
        row if any(cell.text for cell in row[1:]) else [row[0], *(Cell(_words(chance, 1, 2)) for _ in row[1:])]
        for row in body
    ]
    choices = {"count": ["center", "left"], "short": ["center", "left"], "text": ["left", "left", "center"]}
    across = tuple(chance.choice(choices.get(kind, ["right", "center"])) for kind in kinds)
    shares = {"count": 1.7, "short": 2.4, "number": 1.8}
    return [head, *body], across, tuple(shares.get(kind) or chance.uniform(3, 6) for kind in kinds)


def make_style(chance: random.Random, across: tuple[str, ...], widths: tuple[float, ...], look: str) -> Style:
    """Return a way to draw a table."""
    size = chance.choice([9.0, 10.5, 12.0, 14.0])
    return Style(
        size, chance.choice([4.0, 5.4, 8.0]), chance.choice([2.0, 4.0, 6.0]), chance.choice([0.3, 0.5, 0.8]) * size,
        across, chance.choice(["top", "middle"]), widths, chance.random() < 0.5, chance.random() < 0.5, look,
    )  # fmt: skip


# -- what is drawn

_GREYS = ("#DBE5F1", "#F2F2F2", "#E2EFD9", "#D9E2F3")
LOOKS = (
    "three rules", "rules below rows", "bands", "bands, white rules", "bands, head filled", "filled cells apart",
    "head filled alone", "ruled and filled",
)  # fmt: skip


def _band(style: Style, row: int) -> str:
    """Return the fill of a row, "" where it has none; row 0 is the head."""
    light = _GREYS[round(style.size) % len(_GREYS)]
    match style.look:
        case "bands" | "bands, white rules":
            return light if row % 2 == (0 if style.repeats else 1) else ""
        case "bands, head filled" | "ruled and filled":
            return "#4472C4" if row == 0 else light if row % 2 else ""
        case "filled cells apart":
            return "#5B9BD5" if row == 0 else light if row % 2 else "#EAEFF7"
        case "head filled alone":
            return "#BFBFBF" if row == 0 else ""
        case _:
            return ""


def _rule(style: Style, at: int, rows: int) -> tuple[float, str]:
    """Return (weight, colour) of the rule above row `at` of `rows`."""
    match style.look:
        case "three rules":
            return (1.5 if at in (0, rows) else 0.75 if at == 1 else 0.0), "#000000"
        case "rules below rows":
            return 0.5, "#808080"
        case "bands, white rules" | "filled cells apart":
            return 1.0, "#FFFFFF"
        case "bands, head filled":
            return (0.5 if at in (0, rows) else 0.0), "#4472C4"
        case "ruled and filled":
            return 0.5, "#000000"
        case _:
            return 0.0, ""


def _wall(style: Style) -> tuple[float, str]:
    match style.look:
        case "filled cells apart":
            return 1.0, "#FFFFFF"
        case "ruled and filled":
            return 0.5, "#000000"
        case _:
            return 0.0, ""


def draw_typst(grid: Grid, style: Style) -> str:
    """Return the Typst source of a table."""
    align = {"left": "left", "center": "center", "right": "right", "top": "top", "middle": "horizon"}
    cells = [f"[{cell.text}]" for row in grid for cell in row]
    count = len(grid[0])
    head = ",".join(cells[:count])
    rules = [
        f'table.hline(y: {at}, stroke: {weight}pt + rgb("{colour}"))'
        for at in range(len(grid) + 1) for weight, colour in [_rule(style, at, len(grid))] if weight
    ]  # fmt: skip
    wall, colour = _wall(style)
    fills = ",".join(f'rgb("{band}")' if (band := _band(style, at)) else "none" for at in range(len(grid)))
    font = f"Noto {'Serif' if style.serif else 'Sans'} CJK SC"
    justify = "true" if style.serif else "false"
    widths = ",".join(f"{width:.2f}fr" for width in style.widths)
    sides = ",".join(f"{align[side]} + {align[style.down]}" for side in style.across)
    stroke = f'(x: {wall}pt + rgb("{colour}"))' if wall else "none"
    repeat = "true" if style.repeats else "false"
    return (
        f'#set text(size: {style.size}pt, font: "{font}")\n#set par(first-line-indent: 0pt, leading: {style.leading}pt,'
        f' justify: {justify}, linebreaks: "simple")\n#let fills = ({fills},)\n#table(columns: ({widths}),'
        f" inset: (x: {style.pad_x}pt, y: {style.pad_y}pt), stroke: {stroke}, align: ({sides}),"
        f" fill: (x, y) => fills.at(y), table.header(repeat: {repeat}, {head}), {','.join([*cells[count:], *rules])})\n"
        "#set text(size: 14pt)\n"
    )


def draw_html(grid: Grid, style: Style) -> str:
    """Return the HTML of a table."""
    wall, wall_colour = _wall(style)
    rows: list[str] = []
    for at, row in enumerate(grid):
        above, below = _rule(style, at, len(grid)), _rule(style, at + 1, len(grid))
        tag = "td" if at else "th"
        look = f"background:{_band(style, at)};" if _band(style, at) else ""
        look += "".join(
            f"border-{side}:{weight}pt solid {colour};"
            for side, (weight, colour) in (
                ("top", above),
                ("bottom", below),
                ("left", (wall, wall_colour)),
                ("right", (wall, wall_colour)),
            )
            if weight
        )
        cells = "".join(
            f'<{tag} style="{look}text-align:{side};width:{100 * width / sum(style.widths):.0f}%">{cell.text}</{tag}>'
            for cell, side, width in zip(row, style.across, style.widths, strict=True)
        )
        rows.append(f"<tr>{cells}</tr>")
    head = f"<thead>{rows[0]}</thead>" if style.repeats else ""
    apart = style.look == "filled cells apart" and style.serif
    body = "".join(rows[1:] if head else rows)
    return (
        f'<table style="border-collapse:{"separate;border-spacing:2px" if apart else "collapse"};width:100%;'
        f"font-size:{style.size}pt;"
        f'line-height:{(style.size * 1.15 + style.leading):.1f}pt">'
        f"<style>td,th{{padding:{style.pad_y}pt {style.pad_x}pt;vertical-align:{style.down}}}</style>"
        f"{head}<tbody>{body}</tbody></table>"
    )


def draw_word(grid: Grid, style: Style) -> str:
    """Return the WordprocessingML of a table; cells have no blank above and below, as Word makes them."""

    def side(name: str, weight: float, colour: str) -> str:
        return (
            f'<w:{name} w:val="single" w:sz="{round(weight * 8)}" w:space="0" w:color="{colour[1:]}"/>'
            if weight
            else ""
        )

    total = sum(style.widths)
    rows: list[str] = []
    for at, row in enumerate(grid):
        cells: list[str] = []
        for cell, across, width in zip(row, style.across, style.widths, strict=True):
            wall = _wall(style)
            borders = (
                side("top", *_rule(style, at, len(grid))) + side("left", *wall)
                + side("bottom", *_rule(style, at + 1, len(grid))) + side("right", *wall)
            )  # fmt: skip
            band = _band(style, at)
            shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{band[1:]}"/>' if band else ""
            font = "Noto Serif CJK SC" if style.serif else "Noto Sans CJK SC"
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{round(9000 * width / total)}" w:type="dxa"/>'
                f"<w:tcBorders>{borders}</w:tcBorders>{shade}"
                f'<w:vAlign w:val="{"center" if style.down == "middle" else "top"}"/></w:tcPr>'
                f'<w:p><w:pPr><w:jc w:val="{across}"/></w:pPr>'
                f'<w:r><w:rPr><w:rFonts w:eastAsia="{font}" w:ascii="{font}" w:hAnsi="{font}"/>'
                f'<w:sz w:val="{round(style.size * 2)}"/></w:rPr><w:t>{cell.text}</w:t></w:r></w:p></w:tc>'
            )
        head = "<w:trPr><w:tblHeader/></w:trPr>" if at == 0 and style.repeats else ""
        rows.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
    columns = "".join(f'<w:gridCol w:w="{round(9000 * width / total)}"/>' for width in style.widths)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# -- what stands around it

_ABOVE = ("为推动数字发展，制定本规划。", "一、主要任务", "下表列出各项任务。")
_BELOW = (
    "二、保障措施",
    "完善制度，加强管理，确保各项任务落到实处，推动各项工作取得实效，为全市高质量发展提供有力支撑。",
)


def print_typst(body: str) -> bytes:
    """Return the PDF of a Typst body between two paragraphs of a plan."""
    source = (
        '#set page(paper: "a4", numbering: "— 1 —")\n#set text(lang: "zh", size: 14pt)\n'
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n"
        "#align(center)[#text(size: 22pt)[某市数字发展规划]]\n\n" + "\n\n".join(_ABOVE) + "\n\n" + body
        + "\n#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n" + "\n\n".join(_BELOW) + "\n"
    )  # fmt: skip
    return bytes(typst.compile(source.encode()))


def page_html(body: str) -> str:
    """Return a page of a plan with a table."""
    above, below = ("".join(f"<p>{text}</p>" for text in part) for part in (_ABOVE, _BELOW))
    return (
        '<html lang="zh"><style>@page{size:A4;margin:25mm} body{font:12pt "Noto Serif CJK SC"} p{text-indent:2em}'
        "</style>"
        f'<h1 style="text-align:center">某市数字发展规划</h1>{above}{body}{below}</html>'
    )


def print_html(pages: Sequence[str]) -> list[bytes]:
    """Return the PDFs that Chromium makes of pages."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium())
        page = browser.new_page()
        found: list[bytes] = []
        for html in pages:
            page.set_content(html)
            found.append(page.pdf(prefer_css_page_size=True, print_background=True))
        browser.close()
        return found


_NAMESPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml"'
    f' ContentType="{_WORD}.document.main+xml"/><Override PartName="/word/footer1.xml"'
    f' ContentType="{_WORD}.footer+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/></Relationships>'
)


def _paragraph(text: str, about: str = '<w:ind w:firstLine="480"/>', size: int = 24) -> str:
    return f'<w:p><w:pPr>{about}</w:pPr><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def print_word(bodies: Sequence[str]) -> list[bytes]:
    """Return the PDFs that LibreOffice makes of Word files with a table each."""
    title = _paragraph("某市数字发展规划", '<w:jc w:val="center"/>', 44)
    above, below = ("".join(map(_paragraph, part)) for part in (_ABOVE, _BELOW))
    return print_documents([(title + above + body + below, "") for body in bodies])


def print_documents(documents: Sequence[tuple[str, str]]) -> list[bytes]:
    """Return the PDFs that LibreOffice makes of Word files: WordprocessingML of body and footer, "" for no footer."""
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder, f"{number}.docx") for number in range(len(documents))]
        for name, (body, footer) in zip(names, documents, strict=True):
            reference = '<w:footerReference w:type="default" r:id="r1"/>' if footer else ""
            section = (
                f'<w:sectPr>{reference}<w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="1440" w:bottom="1440" w:left="1440" w:right="1440"/></w:sectPr>'
            )
            with zipfile.ZipFile(name, "w") as made:
                made.writestr("[Content_Types].xml", _TYPES)
                made.writestr("_rels/.rels", _RELATIONS.format(kind="officeDocument", target="word/document.xml"))
                document = f"<w:document {_NAMESPACE}><w:body>{body}{section}</w:body></w:document>"
                made.writestr("word/document.xml", document)
                made.writestr("word/_rels/document.xml.rels", _RELATIONS.format(kind="footer", target="footer1.xml"))
                made.writestr("word/footer1.xml", f"<w:ftr {_NAMESPACE}>{footer or '<w:p/>'}</w:ftr>")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, *map(str, names)], check=True, capture_output=True)
        return [name.with_suffix(".pdf").read_bytes() for name in names]


def draw_tables(seed: int, rounds: int, looks: Sequence[str] = LOOKS) -> Iterator[tuple[str, Grid, bytes]]:
    """Yield (kind, grid, PDF) of tables of each look, drawn by each program, `rounds` of each."""
    ways: dict[str, tuple[Callable[[Grid, Style], str], Callable[[Sequence[str]], list[bytes]]]] = {
        "Typst": (draw_typst, lambda bodies: [print_typst(body) for body in bodies]),
        "Chromium": (draw_html, lambda bodies: print_html([page_html(body) for body in bodies])),
        "LibreOffice": (draw_word, print_word),
    }
    for program, (draw, output) in ways.items():
        grids: list[tuple[str, Grid]] = []
        bodies: list[str] = []
        for look in looks:
            for number in range(rounds):
                chance = random.Random(f"{seed} {program} {look} {number}")  # noqa: S311 (no secret)
                grid, across, widths = make_grid(chance, chance.choice([3, 6, 12, 40]))
                grids.append((f"{look}, {program}", grid))
                bodies.append(draw(grid, make_style(chance, across, widths, look)))
        for (kind, grid), pdf in zip(grids, output(bodies), strict=True):
            yield kind, grid, pdf
