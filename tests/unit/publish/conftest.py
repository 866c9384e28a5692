"""A project of two pages with a theme of a few lines, so that a build takes a fraction of a second."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONFIG = """\
site_name: 规划
site_url: https://plans.example/repo/
theme: {name: null, custom_dir: theme, static_templates: [404.html, sitemap.xml]}
plugins: []
markdown_extensions: [build_tools.publish.heading_ids, toc]
"""
LAYOUT = """\
<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ config.site_name }}</title>
<link rel="canonical" href="{{ page.canonical_url }}">
<link rel="stylesheet" href="{{ 'style.css'|url }}"></head>
<body>{{ page.content }}</body></html>
"""
NOT_FOUND = '<!doctype html><title>404</title><a href="{{ base_url }}/">主页</a>\n'
SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset>{% for file in pages %}
  <url><loc>{{ file.page.canonical_url }}</loc>
    <lastmod>{{ build_date_utc }}</lastmod></url>{% endfor %}
</urlset>
"""
HOME = "# 主页\n\n[一](plans/a/index.md#s1) [段](plans/a/index.md#s1-para1)\n"
PLAN = """\
# <a id="preface" href="#preface" title="题"></a>甲规划

## <a id="s1" href="#s1" title="一"></a>一、总则

<a id="s1-para1" href="#s1-para1" title="一第1段"></a>第一段。
"""


def write_project(root: Path) -> Path:
    """Write a project that builds without a warning, and return its directory."""
    files = {
        "mkdocs.yml": CONFIG,
        "theme/main.html": LAYOUT,
        "theme/404.html": NOT_FOUND,
        "theme/sitemap.xml": SITEMAP,
        "docs/style.css": "body { margin: 0 }\n",
        "docs/index.md": HOME,
        "docs/plans/a/index.md": PLAN,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project directory that builds without a warning."""
    return write_project(tmp_path / "project")


@pytest.fixture(scope="session")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another one, for what is built once for several tests."""
    return write_project(tmp_path_factory.mktemp("shared") / "project")


@pytest.fixture(scope="session")
def digest() -> Callable[[Path], dict[str, str]]:
    """Return a function from a directory to the hash of each file in it."""

    def read(directory: Path) -> dict[str, str]:
        return {
            path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(directory.rglob("*"))
            if path.is_file()
        }

    return read
