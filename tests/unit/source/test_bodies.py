"""The table of public bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import ManifestError
from build_tools.model.body import BodyName
from build_tools.source.bodies import read_bodies


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bodies.toml"
    path.write_text(text, "utf-8")
    return path


def test_read(tmp_path: Path) -> None:
    path = write(tmp_path, '[[body]]\nname = "某市教育委员会"\nalso = ["市教委"]\nrule = "customary"\n')
    assert read_bodies(path) == (BodyName("某市教育委员会", ("市教委",), "customary"),)


def test_an_id_names_the_page_for_ever(tmp_path: Path) -> None:
    path = write(tmp_path, '[[body]]\nid = "education"\nname = "某市教育委员会"\nalso = []\nrule = "customary"\n')
    assert read_bodies(path) == (BodyName("某市教育委员会", (), "customary", "", "education"),)


def test_every_body_of_the_project_has_an_id() -> None:
    bodies = read_bodies(Path(__file__).resolve().parents[3] / "seeds" / "bodies.toml")
    assert bodies
    assert [body.name for body in bodies if not body.id] == []


def test_no_file_no_bodies(tmp_path: Path) -> None:
    assert read_bodies(tmp_path / "bodies.toml") == ()


@pytest.mark.parametrize(
    "text",
    [
        '[[body]]\nname = "甲"\n',
        '[[body]]\nname = "甲"\nalso = "乙"\nrule = "customary"\n',
        '[[body]]\nname = "甲"\nalso = ["乙"]\nrule = "guess"\n',
        '[[body]]\nname = "甲"\nalso = ["丙"]\nrule = "place"\n[[body]]\nname = "乙"\nalso = ["丙"]\nrule = "place"\n',
        '[[body]]\nid = "Ä"\nname = "甲"\nalso = []\nrule = "place"\n',
        '[[body]]\nid = "index"\nname = "甲"\nalso = []\nrule = "place"\n',
        '[[body]]\nid = "b-1"\nname = "甲"\nalso = []\nrule = "place"\n',
        (
            '[[body]]\nid = "a"\nname = "甲"\nalso = []\nrule = "place"\n'
            '[[body]]\nid = "a"\nname = "乙"\nalso = []\nrule = "place"\n'
        ),
    ],
)
def test_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ManifestError):
        read_bodies(write(tmp_path, text))
