"""An invented library of two works with every form a block has, built once; tests alter copies of what was written."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.engine.conversion import Conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.proving.proofs import Proofs

CONFIG = """\
site_name: 规划
site_url: https://plans.example/repo/
theme: {name: null, custom_dir: theme, static_templates: [404.html, sitemap.xml]}
plugins: []
extra: {per_clause_json: true}
markdown_extensions:
  - build_tools.publish.heading_ids
  - attr_list
  - md_in_html
  - tables
  - toc
"""
LAYOUT = """\
<!doctype html>
<html lang="zh-Hans" class="no-js"><head>
<meta charset="utf-8">
<title>{{ page.meta.title or page.title }} - {{ config.site_name }}</title>
<link rel="canonical" href="{{ page.canonical_url }}"></head>
<body><span class="script-switch"></span>
<nav class="md-nav md-nav--secondary"><ul>{% for first in page.toc %}{% for item in first.children %}
<li><a href="{{ item.url }}">{{ item.title }}</a></li>{% endfor %}{% endfor %}</ul>
</nav>
<article>{{ page.content }}</article></body></html>
"""
NOT_FOUND = (
    '<!doctype html><html><head><meta charset="utf-8"><title>404</title></head>'
    '<body><a href="{{ base_url }}/">主页</a></body></html>\n'
)
SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset>{% for file in pages %}
  <url><loc>{{ file.page.canonical_url }}</loc></url>{% endfor %}
</urlset>
"""
HOME = "# 主页\n\n<!-- plans:start -->\n<!-- plans:end -->\n"
DOWNLOADS = "# 下载\n\n`first-plan-2021.pdf#nameddest=s1-c1` 直接打开一（一）。\n"

FIRST = """\
<h1>某市软件产业发展规划（2021-2025年）</h1>
<p>某市经济和信息化委员会 某市财政局关于印发《某市软件产业发展规划（2021-2025年）》的通知</p>
<p>某信〔2021〕7号</p>
<p>各区人民政府：</p>
<p>现将《某市软件产业发展规划（2021-2025年）》印发给你们，请认真执行。</p>
<p>某市经济和信息化委员会</p>
<p>某市财政局</p>
<p>2021年3月5日</p>
<p>某市软件产业发展规划（2021-2025年）</p>
<p>为加快软件产业发展，制定本规划。</p>
<p>一、总体要求</p>
<p>（一）指导思想</p>
<p>坚持软件定义制造，用*星号*、_下划线_和[方括号]写成的&lt;b&gt;标签照样印出。</p>
<p>（二）发展目标</p>
<p>到2025年，软件业务收入超过800亿元，机房面积不少于3000m<sup>2</sup>，排放CO<sub>2</sub>下降5%。</p>
<p>——规模扩大。企业数量超过200家。</p>
<p>——创新增强。建成10家研发中心。</p>
<p>二、主要任务</p>
<p>（一）夯实基础</p>
<p>1.研发操作系统。支持企业联合攻关，见专栏1。（责任单位：市经济信息化委、市财政局）</p>
<p>2.推广数据库。鼓励企业使用国产数据库，见附件1。（责任单位：市财政局）</p>
<p>专栏1　重点工程</p>
<p>1.操作系统工程。建设适配中心。</p>
<p>2.数据库工程。建设测试中心。</p>
<p>（二）扩大应用</p>
<p>表1：主要指标</p>
<table>
<tr><th>类别</th><th>指标</th><th>2025年</th></tr>
<tr><td rowspan="2">规模</td><td>软件业务收入</td><td>800亿元</td></tr>
<tr><td>企业数量</td><td>200家</td></tr>
<tr><td colspan="2">研发中心</td><td>10家</td></tr>
<tr><td>人才</td><td></td><td></td></tr>
</table>
<p>三、保障措施</p>
<p>加强统筹协调，落实各项任务。</p>
<p>附件：1.重点项目清单</p>
<p>附件1</p>
<p>重点项目清单</p>
<p>一、操作系统</p>
<p>建设开源社区。</p>
<p>二、数据库</p>
<p>建设测试平台。</p>
"""
SECOND = """\
某市数据中心建设行动计划
为建设数据中心，制定本计划。
一、建设布局
按照《某市软件产业发展规划（2021-2025年）》，统筹布局客机制造企业的数据中心。
二、实施步骤
（一）第一步
2022年建成5个数据中心。（责任单位：
某市财政局、某市
教育局）
（二）第二步
2023年建成8个数据中心。
"""
# In traditional script, with a character that conversion changes although it is traditional, a picture, and a term in a
# place whose citation conversion changes, too.
THIRD = """\
<h1>某市林業發展規劃</h1><p>為發展林業，制定本規劃。</p><p>一、優化瘆林佈局</p><p>統籌各區林地。</p>
<p>專欄1　重點工程</p><p>1.林地工程。建設林地數據庫。</p><p>二、保障措施</p>
<p><img src="map.png" width="400"></p><p>圖1 林地佈局</p><p>附件1</p><p>項目清單</p><p>一、育苗</p>
<p>建設苗圃，按<img class="formula" src="map.png" alt="m=n">安排。</p>
"""
# The smallest PNG: one pixel.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
COPY = FIRST.replace("加强统筹协调", "加强组织协调")
GLOSSARY = """\
[[term]]
id = "operating-system"
name = "操作系统"
english = "operating system"
definition = "管理计算机硬件与软件资源的系统软件。"
basis = "《某标准》"
kind = "software"

[[term]]
id = "database"
name = "数据库"
english = "database"
definition = "按照一定结构存放的数据的集合。"
basis = "《某标准》"
kind = "software"
"""


def add_work(root: Path, name: str, files: dict[str, tuple[str, str]], extra: str = "", head: str = "") -> None:
    """Write a work: each file by name with its role and text."""
    folder = root / "seeds" / name
    folder.mkdir(parents=True)
    entries = []
    for file, (role, text) in files.items():
        data = text.encode("utf-8")
        (folder / file).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        entries.append(f'[[witness]]\nfile = "{file}"\nsha256 = "{digest}"\nrole = "{role}"\npublisher = "某网"\n')
    (folder / "manifest.toml").write_text(f'added = "2026-01-02"\n{head}' + "\n".join(entries) + extra, "utf-8")


MADE_BY = '[facts]\nimplements = ["{}"]\n'
THEME_FILES = ("compare.css", "compare.js", "facing.css", "targets.css", "targets.js", "verify.css", "verify.js")


def fill_library(root: Path) -> None:
    """Write the project, convert and build it."""
    files = {
        "mkdocs.yml": CONFIG,
        "theme/main.html": LAYOUT,
        "theme/404.html": NOT_FOUND,
        "theme/sitemap.xml": SITEMAP,
        "docs/index.md": HOME,
        "docs/downloads-and-data.md": DOWNLOADS,
        "docs/outline.md": "# 输出\n",
        "seeds/glossary.toml": GLOSSARY,
        **{f"docs/assets/{name}": "" for name in THEME_FILES},
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    aliases = '\n[aliases]\n"s9" = "s1"\n"s9-c1" = "annex-1#s1"\n'
    head = MADE_BY.format("某市林业发展规划") + 'version_of = "second-plan-2022"\nversion_source = "某公告"\n'
    add_work(root, "first-plan-2021", {"a.html": ("base", FIRST), "b.html": ("witness", COPY)}, aliases, head)
    add_work(root, "second-plan-2022", {"a.txt": ("base", SECOND)})
    digest = hashlib.sha256(PICTURE).hexdigest()
    kept = f'[[picture]]\nof = "a.html"\naddress = "map.png"\nfile = "map.png"\nsha256 = "{digest}"\n'
    head = 'formerly = ["old-plan-2023"]\n' + MADE_BY.format("某市数据中心建设行动计划")
    add_work(root, "third-plan-2023", {"a.html": ("base", THIRD)}, kept, head)
    (root / "seeds" / "third-plan-2023" / "map.png").write_bytes(PICTURE)
    assert main(["build", "--project", str(root), "--quiet", "--jobs", "1"]) == 0


@pytest.fixture(scope="session")
def library(make_once: Callable[[str, Callable[[Path], None]], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built once a run; tests leave it as it is.

    Each process has its own copy: what is proved is noted in `.build/`, while tests copy the whole.
    """
    return Path(shutil.copytree(make_once("proof", fill_library), tmp_path_factory.mktemp("proof") / "project"))


@pytest.fixture(scope="session")
def conversion(library: Path) -> Conversion:
    """Its works."""
    return convert_project(Project(library))


@pytest.fixture(scope="session")
def proofs(library: Path, conversion: Conversion) -> Proofs:
    """What its outputs are held against."""
    return Proofs(Project(library), conversion)
