"""ProperDocs, which continues MkDocs 1, builds a library as MkDocs does: what differs is who says that it did."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from build_tools import __version__
from build_tools.commands.writing import write_conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.publish.site import PACKAGE_PARENT
from build_tools.publish.start import start_site

TEXT = """\
某市软件产业发展规划
一、总体要求
加快发展。
二、主要任务
（一）夯实基础
1.攻关。
附件1：任务表
一、任务
完成。
"""


def build(folder: Path, builder: str) -> dict[str, bytes]:
    """The site as a builder makes it by itself: path → bytes, without the line that names the builder."""
    site = folder / builder
    command = [sys.executable, "-m", builder, "build", "--strict", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=folder, check=True, env={"PYTHONPATH": str(PACKAGE_PARENT)})
    made = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for name, data in made.items():
        if name.endswith(".html"):
            before, found, after = data.partition(b'<meta name="generator" content="plan-publisher, mkdocs-')
            assert found, name
            made[name] = before + after.partition(b"\n")[2]
    return made


def test_properdocs_builds_the_same_site(tmp_path: Path) -> None:
    root = tmp_path / "site"
    start_site(root, "某市规划文库", "https://x.example/plans/", __version__)
    work = root / "seeds" / "software-2021"
    work.mkdir(parents=True)
    (work / "a.txt").write_bytes(TEXT.encode())
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    (work / "manifest.toml").write_text(f'[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n', "utf-8")
    project = Project(root)
    write_conversion(project, convert_project(project))
    own = build(root, "mkdocs")
    assert "plans/software-2021/annex-1/index.html" in own
    assert build(root, "properdocs") == own
