"""How well tables come out of PDF files: a tree distance between the table that was printed and the one that is read.

Method: invented tables (ruled; with merged cells; over page breaks with the head printed again; open at the sides;
three rules only) are printed with Typst and read back. Each table is a tree, table → rows → cells, and the score is
that of TEDS (Zhong et al. 2020): 1 - distance / nodes of the larger tree. The distance is that of the best alignment of
rows and, within two rows, of cells: inserting or deleting a node costs 1, putting a cell for another one the share of
characters that differ (Levenshtein, blanks left out), or 1 where they cover other rows and columns. A table that is
missing, or one too many, counts with 0. TEDS itself may also align cells of a row with those of two others, so that
its values are never lower. Given are means by kind; with `FILE.pdf FILE.html` pairs, the score of each pair's tables.

`drawn ROUNDS SEED` takes tables of `table_drawings.py` instead: without grids, with filled rows or heads, made by
Typst, Chromium and LibreOffice; given are means, the lowest, how many are below 0.95, and of those how many untold.

Run: `python benchmarks/tables.py [FILE.pdf FILE.html … | drawn ROUNDS SEED]`. Needs Typst, as the PDFs of the site do.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import typst
from table_drawings import Cell, Grid, draw_tables

from build_tools.model.division import Table
from build_tools.pipeline import Converted, convert_bytes

SEED, ROUNDS = 20260101, 12
_GOOD = 0.95
WORDS = (
    "数据 要素 市场 产业 数字化 转型 工业 软件 平台 安全 体系 标准 人才 基础 设施"
    " 网络 算力 创新 应用 服务 治理 绿色 融合 示范 工程 重点 企业 园区 能力 建设"
)


def score_tables(truth: Sequence[Grid], read: Sequence[Grid]) -> float:
    """Return the mean score of tables in order; one that is missing or one too many counts with 0."""
    pairs = [score_table(one, other) for one, other in zip(truth, read, strict=False)]
    return sum(pairs) / max(len(truth), len(read), 1)


def score_table(truth: Grid, read: Grid) -> float:
    """Return 1 - distance / nodes of the larger tree."""
    larger = max(1 + sum(1 + len(row) for row in grid) for grid in (truth, read))
    return max(0.0, 1 - _align(truth, read, _row_cost, lambda row: 1 + len(row)) / larger)


def _row_cost(one: Sequence[Cell], other: Sequence[Cell]) -> float:
    return _align(one, other, _cell_cost, lambda _: 1)


def _cell_cost(one: Cell, other: Cell) -> float:
    if (one.rowspan, one.colspan) != (other.rowspan, other.colspan):
        return 1.0
    if one.text == other.text:
        return 0.0
    longest = max(len(one.text), len(other.text))
    return _align(one.text, other.text, lambda a, b: float(a != b), lambda _: 1) / longest


def _align(one, other, substitute, weigh) -> float:  # type: ignore[no-untyped-def]
    """Return the cost of the best alignment of two sequences."""
    row = [0.0]
    for right in other:
        row.append(row[-1] + weigh(right))
    for left in one:
        above, row = row, [row[0] + weigh(left)]
        for at, right in enumerate(other, 1):
            row.append(min(above[at] + weigh(left), row[-1] + weigh(right), above[at - 1] + substitute(left, right)))
    return row[-1]


def read_tables(converted: Converted) -> list[Grid]:
    """Return the tables of an edition, those of one cell left out."""
    tables = [node for node in converted.edition.root.walk() if isinstance(node, Table)]
    return [
        [[Cell(_squeeze("".join(p.passage.text for p in cell.paragraphs)), cell.rowspan, cell.colspan) for cell in row]
         for row in table.rows]
        for table in tables
        if sum(map(len, table.rows)) > 1
    ]  # fmt: skip


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _words(chance: random.Random, few: int, many: int) -> str:
    return "".join(chance.choices(WORDS.split(), k=chance.randint(few, many)))


def make_table(chance: random.Random, rows: int, *, merged: bool) -> list[list[Cell]]:
    """Return an invented table of tasks; merged ones have groups of rows, and a head of two rows."""
    columns = chance.randint(3, 6)
    if not merged:
        head = [Cell("序号"), *(Cell(_words(chance, 1, 2)) for _ in range(columns - 1))]
        body = [[Cell(str(n)), *(Cell(_words(chance, 1, 9)) for _ in range(columns - 1))] for n in range(1, rows + 1)]
        return [head, *body]
    columns = max(columns, 4)
    head = [Cell("领域", 2), Cell("任务", 2), Cell(_words(chance, 1, 2), 1, columns - 2)]
    second = [Cell(_words(chance, 1, 2)) for _ in range(columns - 2)]
    grid = [head, second]
    left = rows
    while left:
        span = min(left, chance.randint(1, 5))
        for n in range(span):
            cells = [Cell(_words(chance, 1, 8)) for _ in range(columns - 1)]
            grid.append([Cell(_words(chance, 1, 2), span), *cells] if n == 0 else cells)
        left -= span
    return grid


def print_table(grid: Grid, kind: str) -> str:
    """Return the Typst source of a table in one way of drawing it."""
    columns = sum(cell.colspan for cell in grid[0])
    stroke = {"open": "(x, y) => (top: .5pt, bottom: .5pt, left: if x > 0 {.5pt} else {0pt})", "rules": "none"}
    head = 2 if any(cell.rowspan > 1 for cell in grid[0]) else 1
    cells = ["table.header(" + ",".join(_print_cell(cell) for row in grid[:head] for cell in row) + ")"]
    cells += [_print_cell(cell) for row in grid[head:] for cell in row]
    if kind == "rules":
        cells = ["table.hline()", cells[0], "table.hline(stroke: .5pt)", *cells[1:], "table.hline()"]
    return f"#table(columns: {columns}, stroke: {stroke.get(kind, '.5pt')}, {', '.join(cells)})"


def _print_cell(cell: Cell) -> str:
    return f"table.cell(rowspan: {cell.rowspan}, colspan: {cell.colspan})[{cell.text}]"


def print_pdf(body: str) -> bytes:
    """Return the PDF of a Typst body, set as plans are, with a title, text and page numbers."""
    source = (
        '#set page(paper: "a4", numbering: "— 1 —")\n#set text(lang: "zh", size: 14pt)\n'
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n"
        "#align(center)[#text(size: 22pt)[某市数字发展规划]]\n\n为推动数字发展，制定本规划。\n\n一、主要任务\n\n"
        "下表列出各项任务。\n\n" + body + "\n\n二、保障措施\n\n完善制度，加强管理。\n"
    )
    return bytes(typst.compile(source.encode()))


KINDS = {  # kind: (how it is drawn, rows, merged)
    "ruled": ("ruled", 8, False),
    "merged": ("ruled", 10, True),
    "ruled, over pages": ("ruled", 60, False),
    "merged, over pages": ("ruled", 60, True),
    "open at the sides": ("open", 8, False),
    "three rules": ("rules", 8, False),
}


def measure_drawn(rounds: int, seed: int) -> None:
    """Print the scores of drawn tables by kind."""
    scores: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for kind, grid, pdf in draw_tables(seed, rounds):
        converted = convert_bytes(pdf, "table.pdf")
        told = any(entry.code.startswith("table") for entry in converted.edition.diagnostics)
        squeezed = [[Cell(_squeeze(cell.text), cell.rowspan, cell.colspan) for cell in row] for row in grid]
        scores[kind].append((score_tables([squeezed], read_tables(converted)), told))
    scores["all"] = [entry for own in scores.values() for entry in own]
    for kind, own in scores.items():
        low = [told for value, told in own if value < _GOOD]
        mean, lowest = statistics.mean(value for value, _ in own), min(value for value, _ in own)
        print(f"{mean:.4f}  lowest {lowest:.4f}  low {len(low)} of {len(own)}, untold {low.count(False)}  {kind}")


def main(arguments: Iterable[str]) -> None:
    """Print the scores."""
    names = list(arguments)
    if names[:1] == ["drawn"]:
        measure_drawn(int(names[1]), int(names[2]))
        return
    for pdf, page in zip(names[::2], names[1::2], strict=True):
        grids = [read_tables(convert_bytes(Path(name).read_bytes(), name)) for name in (page, pdf)]
        print(f"{score_tables(*grids):.4f}  {len(grids[0])} tables, {len(grids[1])} read: {Path(pdf).name}")
    if names:
        return
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    scores: defaultdict[str, list[float]] = defaultdict(list)
    started = time.perf_counter()
    for kind, (drawn, rows, merged) in KINDS.items():
        for _ in range(ROUNDS):
            grid = make_table(chance, rows, merged=merged)
            read = read_tables(convert_bytes(print_pdf(print_table(grid, drawn)), "table.pdf"))
            scores[kind].append(score_tables([grid], read))
        print(f"{statistics.mean(scores[kind]):.4f}  lowest {min(scores[kind]):.4f}  {kind}")
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
