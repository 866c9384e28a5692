"""A collection of any size, made from the works of this repository: what `benchmarks/scale.py` builds.

Each work is one of the seeds with its words changed by its number alone: another city, other years, other quantities,
and so another title and other citations. Equal numbers give equal bytes. The works name each other as the seeds do, by
titles of the same variant and of the one before it, so references join works.

Run: `python benchmarks/collection.py NUMBER FOLDER`, which writes a site's folder, ready to be built.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tomllib
from pathlib import Path

from build_tools import __version__
from build_tools.publish.start import start_site

ROOT = Path(__file__).resolve().parents[1]
CITIES = (
    "苏州", "武汉", "成都", "杭州", "南京", "长沙", "合肥", "济南", "青岛", "厦门", "福州", "广州",
    "深圳", "珠海", "佛山", "东莞", "南宁", "海口", "贵阳", "昆明", "西安", "兰州", "西宁", "银川",
    "太原", "郑州", "洛阳", "石家庄", "沈阳", "大连", "长春", "哈尔滨", "宁波", "温州", "无锡", "常州",
    "南通", "徐州", "扬州", "镇江", "泰州", "嘉兴", "绍兴", "芜湖", "南昌",
)  # fmt: skip
_YEAR_RE = re.compile(r"(?<!\d)20[0-3]\d(?=[年\-—〕\]－~～])")
_QUANTITY_RE = re.compile(r"(?<![\d.])[1-9]\d{1,4}(?=[亿万家个项条%％])")


def vary(text: str, number: int) -> str:
    """Return a seed's words as variant `number` has them."""
    city = CITIES[number % len(CITIES)]
    turn = number // len(CITIES)
    text = text.replace("上海", city).replace("沪", city[0])
    text = _YEAR_RE.sub(lambda year: str(int(year[0]) - 3 + (number + turn) % 7), text)
    return _QUANTITY_RE.sub(lambda amount: str(int(amount[0]) + 1 + (number * 7 + len(amount[0])) % 89), text)


def write_collection(count: int, folder: Path) -> None:
    """Write the folder of a site with so many works.

    Args:
        count: of the works.
        folder: a new one.
    """
    seeds = sorted(path for path in (ROOT / "seeds").iterdir() if path.is_dir())
    start_site(folder, "规划文库", "https://example.org/plans/", __version__)
    for name in ("glossary.toml", "bodies.toml", "outside.toml"):
        shutil.copy(ROOT / "seeds" / name, folder / "seeds")
    for number in range(count):
        _write_work(seeds[number % len(seeds)], number, len(seeds), folder / "seeds")


def _write_work(seed: Path, number: int, kinds: int, seeds: Path) -> None:
    variant = number // kinds
    base = tomllib.loads((seed / "manifest.toml").read_text("utf-8"))["witness"][0]
    folder = seeds / f"{seed.name}-v{variant:04d}"
    folder.mkdir()
    data = vary((seed / base["file"]).read_text("utf-8"), variant).encode()
    (folder / base["file"]).write_bytes(data)
    lines = [f'added = "2026-{variant % 12 + 1:02d}-01"', "", "[[witness]]", f'file = "{base["file"]}"']
    lines += [f'sha256 = "{hashlib.sha256(data).hexdigest()}"', 'role = "base"']
    if emendations := base.get("emendations"):
        (folder / emendations).write_text(vary((seed / emendations).read_text("utf-8"), variant), "utf-8")
        lines.append(f'emendations = "{emendations}"')
    (folder / "manifest.toml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write_collection(int(sys.argv[1]), Path(sys.argv[2]))
