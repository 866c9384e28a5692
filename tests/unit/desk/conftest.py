"""A small library at the desk, asked as its page asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from build_tools.desk.app import make_app
from build_tools.engine.folders import Project
from tests.unit.engine.test_project import add_work

PORT = (
    "某市港口发展规划（2021-2025年）\n一、目标\n到2025年，港口吞吐量达到5000万吨。\n二、任务\n（一）码头\n加快改造。\n"
    "（三）航道\n疏浚航道，确保畅通。\n客服热线：12345\n三、保障\n加强领导。\n"
)


class Desk:
    """What the page asks, and what it gets."""

    def __init__(self, root: Path) -> None:
        self.root = root
        app = make_app(Project(root), "token")
        self.client = TestClient(app, base_url="http://127.0.0.1:8123")

    def get(self, path: str = "", status: int = 200) -> Any:
        return self._read(self.client.get(f"/token/api/works{path}"), status)

    def post(self, path: str, asked: object = None, status: int = 200) -> Any:
        return self._read(self.client.post(f"/token/api/works{path}", json=asked or {}), status)

    def _read(self, answer: Any, status: int) -> Any:
        told = answer.json()
        assert answer.status_code == status, told
        return told

    def read(self, work: str, name: str = "manifest.toml") -> str:
        return (self.root / "seeds" / work / name).read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with one work, a draft that lacks its （二）."""
    manifest = add_work(tmp_path, "port-2021", PORT) / "manifest.toml"
    manifest.write_text("draft = true\n" + manifest.read_text("utf-8"), "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲库\nsite_url: https://example.org/x\n", "utf-8")
    return Desk(tmp_path)
