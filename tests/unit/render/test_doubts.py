"""The doubtful boundaries, printed as emendations."""

from __future__ import annotations

import tomllib
from pathlib import Path

from build_tools.pipeline import convert_bytes
from build_tools.render.doubts import render_doubts
from build_tools.source.emendations import read_emendations

SEED = next((Path(__file__).parents[3] / "seeds").glob("*/003_*.txt"))


def test_entries_confirm_the_guess_and_quiet_the_doubt(tmp_path: Path) -> None:
    guess = convert_bytes(SEED.read_bytes(), SEED.name)
    text = render_doubts(guess.edition)
    entries = tomllib.loads(text)["emendation"]
    path = tmp_path / "emendations.toml"
    path.write_text(text, "utf-8")
    mended = convert_bytes(SEED.read_bytes(), SEED.name, emendations=read_emendations(path))
    assert entries
    assert all(entry["reads"].replace("\n", "") == entry["source"] for entry in entries)
    assert len(mended.edition.diagnostics) < len(guess.edition.diagnostics)
    assert mended.fidelity.kept == guess.fidelity.kept


def test_nothing_to_say_of_a_text_without_doubts() -> None:
    assert render_doubts(convert_bytes("一、总则\n加快。\n二、附则\n施行。".encode(), "a.txt").edition) == ""
