"""Addresses of entries and bodies: once published they stay, or lead on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.commands.writing import write_conversion
from build_tools.edition.lock import Breach
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.errors import AnchorError
from build_tools.model.body import hash_name
from tests.unit.engine.test_project import add_work

TERM = '[[term]]\nid = "{0}"\nname = "{1}"\nenglish = "x"\ndefinition = "甲。"\nkind = "network"\n'
EDGE, TWIN, PORT = (TERM.format(*pair) for pair in (("edge", "边缘计算"), ("twin", "数字孪生"), ("port", "港口")))
BODY = '[[body]]\nid = "{}"\nname = "某市科学技术委员会"\nalso = ["市科委"]\nrule = "customary"\nplace = "某市"\n'
TEXT = "某市航运发展规划\n一、任务\n用边缘计算。（责任单位：市科委、市数据局）\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A published work that uses one of three entries and names two bodies."""
    add_work(tmp_path, "one", TEXT, '[facts]\nplace = "某市"\n')
    (tmp_path / "docs").mkdir()
    (tmp_path / "seeds/glossary.toml").write_text(f'{EDGE}related = ["port"]\n\n{TWIN}\n{PORT}', "utf-8")
    (tmp_path / "seeds/bodies.toml").write_text(BODY.format("science"), "utf-8")
    write(Project(tmp_path))
    return Project(tmp_path)


def write(project: Project) -> None:
    write_conversion(project, convert_project(project))


def list_locked(project: Project, folder: str) -> list[str]:
    found = re.search(rf"^\[{folder}/\]\n((?:.+\n)*)", project.lock.read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1].split()


def test_what_texts_use_and_what_that_refers_to_have_pages_and_are_promised(project: Project) -> None:
    assert sorted(path.stem for path in (project.docs / "glossary").glob("*.md")) == [
        "edge", "index", "latin", "port", "strokes", "strokes-traditional",
    ]  # fmt: skip
    assert list_locked(project, "glossary") == ["edge", "index", "latin", "port", "strokes", "strokes-traditional"]
    assert list_locked(project, "bodies") == sorted([hash_name("某市数据局"), "index", "science"])
    assert list_locked(project, "topics") == ["index"]


def test_a_published_entry_keeps_its_page_when_no_text_uses_it_any_more(project: Project) -> None:
    add_work(project.root, "one", TEXT.replace("边缘计算", "数字孪生"), '[facts]\nplace = "某市"\n')
    (project.lock).write_text(re.sub(r"(?ms)^\[one\].*?^\[", "[", project.lock.read_text("utf-8")), "utf-8")
    write(project)
    assert "没有用到" in (project.docs / "glossary/edge.md").read_text("utf-8")
    assert {"edge", "port", "twin"} <= {*list_locked(project, "glossary")}


def test_an_entry_that_is_dropped_needs_an_alias(project: Project) -> None:
    path = project.seeds / "glossary.toml"
    path.write_text(TWIN + "\n" + PORT, "utf-8")
    conversion = convert_project(project)
    assert conversion.breaches == [Breach("glossary/", "edge", lost=True)]
    with pytest.raises(AnchorError, match='glossary/: "edge" is gone') as caught:
        write_conversion(project, conversion)
    assert "[aliases] in seeds/glossary.toml" in caught.value.remedy
    path.write_text(f'[aliases]\nedge = "further"\nfurther = "twin"\n\n{TWIN}\n{PORT}', "utf-8")
    write(project)
    page = (project.docs / "glossary/edge.md").read_text("utf-8")
    assert "本页已移至[数字孪生](twin.md)" in page
    assert "edge" in list_locked(project, "glossary")


def test_a_body_that_gets_another_id_leads_on_from_its_former_page(project: Project) -> None:
    path = project.seeds / "bodies.toml"
    path.write_text(BODY.format("commission"), "utf-8")
    assert convert_project(project).breaches == [Breach("bodies/", "science", lost=True)]
    path.write_text(BODY.format("commission") + 'formerly = ["science"]\n', "utf-8")
    write(project)
    page = (project.docs / "bodies/science.md").read_text("utf-8")
    assert "本页已移至[某市科学技术委员会](commission.md)" in page


def test_bodies_that_no_work_names_any_more_lead_to_the_list(project: Project) -> None:
    add_work(project.root, "one", TEXT.replace("市科委、市数据局", "市教育局"), '[facts]\nplace = "某市"\n')
    (project.lock).write_text(re.sub(r"(?ms)^\[one\].*?^\[", "[", project.lock.read_text("utf-8")), "utf-8")
    write(project)
    for name in ("science", hash_name("某市数据局")):
        assert "本页已移至[全部机关](index.md)" in (project.docs / f"bodies/{name}.md").read_text("utf-8")
        assert name in list_locked(project, "bodies")


def test_nobody_has_promised_what_only_a_draft_speaks_of(project: Project) -> None:
    add_work(project.root, "two", "某市港务规划\n一、任务\n用数字孪生。（责任单位：市港务局）\n")
    manifest = project.seeds / "two/manifest.toml"
    manifest.write_text("draft = true\n" + manifest.read_text("utf-8"), "utf-8")
    write(project)
    assert (project.docs / "glossary/twin.md").is_file()
    assert "twin" not in list_locked(project, "glossary")
    assert len(list_locked(project, "bodies")) == 3
    manifest.unlink()
    (project.seeds / "two/a.txt").unlink()
    manifest.parent.rmdir()
    assert convert_project(project).breaches == []


def test_a_shortened_lock_is_seen(project: Project) -> None:
    lost = project.lock.read_text("utf-8").replace("\nport\n", "\n")
    project.lock.write_text(lost, "utf-8")
    write(project)  # what is promised anew is what is there
    assert "port" in list_locked(project, "glossary")
