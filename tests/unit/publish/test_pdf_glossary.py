"""Whether PDFs explain the terms that they use is a site's choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.engine.folders import Project


@pytest.mark.parametrize(
    ("told", "prints"),
    [("", True), ("extra:\n  pdf_glossary: true\n", True), ("extra:\n  pdf_glossary: false\n", False)],
)
def test_a_site_says_whether_its_pdfs_explain_terms(told: str, prints: bool, tmp_path: Path) -> None:
    assert Project(tmp_path).prints_glossary
    (tmp_path / "mkdocs.yml").write_text(f"site_name: 某库\n{told}", "utf-8")
    assert Project(tmp_path).prints_glossary is prints
