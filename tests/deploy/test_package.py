"""The package without the repository: what the wheel holds is enough to begin a site, take a plan in and build it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 6_000_000
PLAN = """某县数字乡村发展行动计划（2024-2026年）
某政办发〔2024〕12号
为加快数字乡村建设，制定本行动计划。
一、总体要求
到2026年，行政村5G网络覆盖率达到95%以上。
二、重点任务
（一）完善基础设施。推进农村光纤改造。（责任单位：县农业农村局、县工业和信息化局）
（二）发展智慧农业。建设数字田园10个。（责任单位：县农业农村局）
某县人民政府办公室
2024年3月5日
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked into a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"  # setuptools leaves files beside what it reads
    shutil.copytree(ROOT / "build_tools", source / "build_tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*command, str(folder), str(source)], check=True)
    (wheel,) = folder.glob("*.whl")
    assert wheel.stat().st_size <= MOST_BYTES
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def run(installed: Path, folder: Path, *arguments: str) -> str:
    settings = {**os.environ, "PYTHONPATH": str(installed), "SITE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "build_tools", *arguments],
        cwd=folder, env=settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_alone_makes_a_site_of_a_strangers_plan(installed: Path, tmp_path: Path) -> None:
    where = "import build_tools; print(build_tools.__file__)"
    settings = {**os.environ, "PYTHONPATH": str(installed)}
    found = subprocess.run([sys.executable, "-c", where], cwd=tmp_path, env=settings, capture_output=True, check=True)
    assert Path(found.stdout.decode()).is_relative_to(installed)
    run(installed, tmp_path, "init", "site", "--name", '某县<规划>&"文库"')
    site = tmp_path / "site"
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    run(installed, site, "add", "../plan.txt", "--work", "digital-villages-2024")
    run(installed, site, "build", "--quiet")
    assert "网站的链接：失效 0 个" in run(installed, site, "check", "--quiet", "--lang", "zh")
    page = (site / "site/plans/digital-villages-2024/index.html").read_text("utf-8")
    assert 'id="s2-c1"' in page
    assert "<title>某县数字乡村" in page
    assert "某县&lt;规划&gt;&amp;&#34;文库&#34;</title>" in page
    told = "".join(path.read_text("utf-8") for path in (site / "site").rglob("*.html"))
    assert re.findall("上海|工赋|沪", told) == []


class _BelowPrefix(SimpleHTTPRequestHandler):
    """Serves a folder below a path of its own, as a project's page of a code host does."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/own"))

    def log_message(self, *_: object) -> None:
        pass


def test_three_plans_of_a_stranger_are_built_checked_served_and_released(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "init", "own", "--name", "某县规划文库", "--url", "https://example.org/own/")
    own = tmp_path / "own"
    for word in ("乡村", "交通", "旅游"):
        (tmp_path / "plan.txt").write_text(PLAN.replace("数字乡村", f"数字{word}"), "utf-8")
        name = f"plan-{ord(word[0])}-2024"
        run(installed, own, "add", "../plan.txt", "--work", name, "--publish", "--yes", "--place", "全国")
    run(installed, own, "build", "--quiet")
    assert "links of the built site: broken: 0" in run(installed, own, "check", "--quiet")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_BelowPrefix, directory=str(own / "site"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/own/"
        with urllib.request.urlopen(address) as answer:
            home = answer.read().decode("utf-8")
        found = re.findall(r'(?:href|src)="([^"#?]+)', home)
        there = [urljoin(address, link) for link in found if not link.startswith(("https:", "data:", "mailto:"))]
        assert len([link for link in there if "/plans/plan-" in link]) >= 3
        for link in sorted({*there}):
            assert link.startswith(address)
            with urllib.request.urlopen(link) as answer:
                assert answer.status == 200
        server.shutdown()
    run(installed, own, "release", "--quiet")
    assert len([path for path in (own / "dist").iterdir() if path.suffix == ".epub"]) == 8
    manifest = min((own / "seeds").glob("*/manifest.toml"))
    manifest.write_text(manifest.read_text("utf-8") + "\n# 又及\n", "utf-8")
    settings = {**os.environ, "PYTHONPATH": str(installed), "SITE_URL": ""}
    command = [sys.executable, "-P", "-m", "build_tools", "release"]
    done = subprocess.run(command, cwd=own, env=settings, capture_output=True, text=True, check=False)
    assert (done.returncode, "have changed since this site was built" in done.stderr) == (7, True)
