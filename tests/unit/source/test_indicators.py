"""The table of indicators that are followed across plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import ManifestError
from build_tools.model.anchor import ClauseId
from build_tools.model.indicator import Indicator, IndicatorPoint
from build_tools.source.indicators import read_indicators

HEAD = '[[indicator]]\nid = "cargo"\nname = "吞吐量"\nunit = "吨"\n'


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "indicators.toml"
    path.write_text(text, "utf-8")
    return path


def test_read(tmp_path: Path) -> None:
    text = HEAD + 'note = "口径。"\npoints = [{ clause = "port#annex-1#s1", name = "吞吐" }]\n'
    assert read_indicators(write(tmp_path, text)) == (
        Indicator("cargo", "吞吐量", "吨", (IndicatorPoint(ClauseId.parse("port#annex-1#s1"), "吞吐"),), "口径。"),
    )


def test_no_file_no_indicators(tmp_path: Path) -> None:
    assert read_indicators(tmp_path / "indicators.toml") == ()


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        HEAD + "points = 1\n",
        HEAD + 'points = [{ clause = "port", name = "吞吐" }]\n',
        HEAD + 'points = [{ clause = "port#s1" }]\n',
        HEAD + "points = []\nother = 1\n",
        HEAD.replace("cargo", "Cargo") + "points = []\n",
        (HEAD + "points = []\n") * 2,
    ],
)
def test_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ManifestError):
        read_indicators(write(tmp_path, text))
