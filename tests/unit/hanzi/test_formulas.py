"""Figures that converters write into Markdown as formulas."""

from __future__ import annotations

import pytest

from build_tools.model.block import Form
from build_tools.pipeline import convert_bytes

FIGURES = [
    (r"$86.5$ 亿元", "86.5 亿元"),
    (r"$85 \\%$ 以上", "85% 以上"),
    (r"$5 \mathrm { G }$ 基站", "5G 基站"),
    (r"$\geqslant 35\%$", "≥35%"),
    (r"$12\mathrm{km}^{2}$", "12km²"),
    (r"$\mathrm{CO}_2$", "CO₂"),
    (r"$25^{\circ}$", "25°"),
    (r"$\mathrm { P M } _ { 2 . 5 }$", "PM2.5"),
    (r"PM$_{2.5}$", "PM2.5"),
    (r"$10^{12}$", "10¹²"),
    (r"$2 0 2 5$ 年", "2025 年"),
    (r"$\textcircled{2}$建设", "②建设"),
    (r"$\sum_{i=1}^n x_i$", r"$\sum_{i=1}^n x_i$"),
    ("共$300万，其中$100万", "共$300万，其中$100万"),
    ("$5-$8", "$5-$8"),
]


@pytest.mark.parametrize(("source", "printed"), [(one.replace(r"\\%", r"\%"), two) for one, two in FIGURES])
def test_a_figure_reads_as_it_prints(source: str, printed: str) -> None:
    text = f"# 某市发展规划\n\n# 一、目标\n\n达到{source}。\n\n# 二、任务\n\n**推进**。\n"
    blocks = convert_bytes(text.encode(), "a.md").edition.blocks
    assert f"达到{printed}。" in [block.printed for block in blocks if block.form is Form.PARAGRAPH]
