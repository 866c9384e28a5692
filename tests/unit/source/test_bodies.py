"""The table of public bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import ManifestError
from build_tools.hanzi.places import parse_place
from build_tools.model.body import BodyName, hash_name
from build_tools.model.place import NATION, Place
from build_tools.source.bodies import read_all_bodies, read_bodies

SHANGHAI = Place(("上海市",))


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bodies.toml"
    path.write_text(text, "utf-8")
    return path


def test_read(tmp_path: Path) -> None:
    path = write(
        tmp_path, '[[body]]\nname = "某市教育委员会"\nalso = ["市教委"]\nplace = "上海市"\nrule = "customary"\n'
    )
    assert read_bodies(path) == (BodyName("某市教育委员会", ("市教委",), "customary", place=SHANGHAI),)


def test_an_id_names_the_page_for_ever(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[[body]]\nid = "education"\nname = "某市教育委员会"\nalso = []\nplace = "上海市"\nrule = "customary"\n',
    )
    assert read_bodies(path) == (BodyName("某市教育委员会", (), "customary", "", "education", SHANGHAI),)


def test_every_body_of_the_project_has_an_id() -> None:
    bodies = read_bodies(Path(__file__).resolve().parents[3] / "seeds" / "bodies.toml")
    assert bodies
    assert [body.name for body in bodies if not body.id] == []


def test_one_name_may_stand_for_bodies_of_two_places(tmp_path: Path) -> None:
    entry = '[[body]]\nname = "{0}教育局"\nalso = ["市教育局"]\nplace = "{0}"\nrule = "customary"\n'
    found = read_bodies(write(tmp_path, entry.format("合肥市") + entry.format("苏州市")))
    assert [(body.name, body.place) for body in found] == [
        (f"{place}教育局", parse_place(place)) for place in ("合肥市", "苏州市")
    ]


def test_an_entry_keeps_the_address_that_its_name_had_without_one(tmp_path: Path) -> None:
    page = hash_name("相关区政府")
    entry = f'[[body]]\nid = "{page}"\nname = "甲"\nalso = ["相关区政府"]\nplace = "上海市"\nrule = "customary"\n'
    assert read_bodies(write(tmp_path, entry))[0].page == page


def test_bodies_of_the_nation(tmp_path: Path) -> None:
    bodies = read_all_bodies(tmp_path / "bodies.toml")
    assert {body.place for body in bodies} == {NATION}
    assert [body.name for body in bodies if not body.id or not body.source] == []
    found = {name: body.name for body in bodies for name in body.also}
    assert found["国家发展改革委"] == "国家发展和改革委员会"
    assert found["中国证监会"] == "中国证券监督管理委员会"


def test_a_site_names_a_body_of_the_nation_for_itself(tmp_path: Path) -> None:
    entry = '[[body]]\nid = "own"\nname = "国家能源局"\nalso = []\nplace = "全国"\nrule = "customary"\n'
    bodies = read_all_bodies(write(tmp_path, entry))
    assert [body.id for body in bodies if body.name == "国家能源局"] == ["own"]


def test_a_site_takes_no_id_of_another_body(tmp_path: Path) -> None:
    entry = '[[body]]\nid = "ndrc"\nname = "甲"\nalso = []\nplace = "上海市"\nrule = "customary"\n'
    with pytest.raises(ManifestError, match="ndrc"):
        read_all_bodies(write(tmp_path, entry))


def test_no_file_no_bodies(tmp_path: Path) -> None:
    assert read_bodies(tmp_path / "bodies.toml") == ()


@pytest.mark.parametrize(
    "text",
    [
        '[[body]]\nname = "甲"\n',
        '[[body]]\nname = "甲"\nalso = "乙"\nplace = "上海市"\nrule = "customary"\n',
        '[[body]]\nname = "甲"\nalso = ["乙"]\nplace = "上海市"\nrule = "guess"\n',
        (
            '[[body]]\nname = "甲"\nalso = ["丙"]\nplace = "上海市"\nrule = "place"\n'
            '[[body]]\nname = "乙"\nalso = ["丙"]\nplace = "上海市"\nrule = "place"\n'
        ),
        '[[body]]\nname = "甲"\nalso = []\nrule = "customary"\n',
        '[[body]]\nname = "甲"\nalso = []\nplace = "朝阳区"\nrule = "customary"\n',
        '[[body]]\nid = "Ä"\nname = "甲"\nalso = []\nplace = "上海市"\nrule = "place"\n',
        '[[body]]\nid = "index"\nname = "甲"\nalso = []\nplace = "上海市"\nrule = "place"\n',
        '[[body]]\nid = "b-1"\nname = "甲"\nalso = []\nplace = "上海市"\nrule = "place"\n',
        (
            '[[body]]\nid = "a"\nname = "甲"\nalso = []\nplace = "上海市"\nrule = "place"\n'
            '[[body]]\nid = "a"\nname = "乙"\nalso = []\nplace = "上海市"\nrule = "place"\n'
        ),
    ],
)
def test_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ManifestError):
        read_bodies(write(tmp_path, text))
