from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from build_tools.edition.lock import Breach
from build_tools.errors import AnchorError, ManifestError, PublisherError
from build_tools.model.anchor import Anchor
from build_tools.project import Project, convert_project, stale_files, write_conversion

TEXT = "某市某某发展规划\n一、优化空间布局\n加快建设。\n二、培育龙头企业\n深化合作。\n"


def add_work(root: Path, work: str, text: str = TEXT, extra: str = "") -> Path:
    folder = root / "seeds" / work
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    (folder / "a.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    manifest = f'[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n{extra}'
    (folder / "manifest.toml").write_text(manifest, "utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    add_work(tmp_path, "one")
    add_work(tmp_path, "two")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# 首页\n<!-- plans:start -->\n<!-- plans:end -->\n尾\n", "utf-8")
    write_conversion(Project(tmp_path), convert_project(Project(tmp_path)))
    return Project(tmp_path)


def snapshot(project: Project) -> dict[str, bytes]:
    paths = [*project.plans.rglob("*"), project.home, project.lock]
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def test_first_conversion(project: Project) -> None:
    assert sorted(snapshot(project)) == [
        "anchors.lock", "docs/index.md", "docs/plans/bodies.csv", "docs/plans/bodies.json", "docs/plans/index.md",
        "docs/plans/one/data.json", "docs/plans/one/index.md", "docs/plans/one/record.md", "docs/plans/report.json",
        "docs/plans/targets.csv", "docs/plans/targets.json",
        "docs/plans/two/data.json", "docs/plans/two/index.md", "docs/plans/two/record.md",
    ]  # fmt: skip
    assert project.home.read_text("utf-8").count("plans/one/index.md") == 1


def test_converting_again_changes_no_byte(project: Project) -> None:
    before = snapshot(project)
    conversion = convert_project(project)
    assert stale_files(project, conversion) == []
    assert write_conversion(project, conversion) == []
    assert snapshot(project) == before


def test_only_what_changed_is_converted(project: Project) -> None:
    add_work(project.root, "two", TEXT + "三、深化开放合作\n")
    outcomes = []
    conversion = convert_project(project, progress=outcomes.append)
    assert {outcome.work: outcome.from_cache for outcome in outcomes} == {"one": True, "two": False}
    assert stale_files(project, conversion) == [
        "docs/plans/report.json", "docs/plans/two/data.json", "docs/plans/two/index.md", "docs/plans/two/record.md",
        "docs/script/index.md", "docs/script/readings.json", "anchors.lock",
    ]  # fmt: skip


def test_pages_are_written_anew_only_where_links_change(project: Project) -> None:
    """The links of a work are the same whether the other works' surveys are new or kept."""
    titled = '[facts]\ntitle = "某市软件产业发展规划"\n'
    add_work(project.root, "two", TEXT + "三、深化开放合作\n按照《某市软件产业发展规划》。\n")
    convert_project(project)

    def pages() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in project.cache.glob("*.pages")}

    before = pages()
    convert_project(project)
    assert pages() == before
    add_work(project.root, "one", TEXT, titled)  # now there is such a work
    conversion = convert_project(project)
    assert {name for name in before if pages()[name] != before[name]} == set(before)
    assert "按照[《某市软件产业发展规划》](../one/index.md)。" in conversion.files["plans/two/index.md"]
    before = pages()
    add_work(project.root, "one", TEXT.replace("深化合作", "深化开放"), titled)
    convert_project(project)
    assert [name for name in sorted(before) if pages()[name] != before[name]] == ["one.pages"]


def test_a_damaged_cache_counts_as_absent(project: Project) -> None:
    before = snapshot(project)
    for path in project.cache.iterdir():
        path.write_bytes(b"\x80garbage")
    write_conversion(project, convert_project(project))
    assert snapshot(project) == before


def test_a_bad_manifest_leaves_the_others(project: Project) -> None:
    before = snapshot(project)
    (project.seeds / "one" / "manifest.toml").write_text("= 1", "utf-8")
    add_work(project.root, "two", TEXT + "三、深化开放合作\n")
    conversion = convert_project(project)
    assert [type(error) for error in conversion.errors] == [ManifestError]
    with pytest.raises(PublisherError, match=r"one/manifest\.toml:1"):
        write_conversion(project, conversion)
    after = snapshot(project)
    assert {name for name in before if before[name] != after[name]} == {
        "docs/plans/two/data.json", "docs/plans/two/index.md", "docs/plans/two/record.md",
    }  # fmt: skip
    assert "深化开放合作" in after["docs/plans/two/index.md"].decode("utf-8")


def test_a_work_that_cannot_be_read_is_never_a_breach(project: Project) -> None:
    (project.seeds / "one" / "a.txt").unlink()
    assert convert_project(project).breaches == []


def test_any_error_of_one_work_leaves_the_others(project: Project) -> None:
    add_work(project.root, "one", extra='emendations = "e.toml"\n[facts]\nperiod = "2021"\n')
    (project.seeds / "one" / "e.toml").write_text("emendation = [1]\n", "utf-8")
    conversion = convert_project(project)
    assert ([record.work for record in conversion.records], len(conversion.errors)) == (["two"], 1)


@pytest.mark.parametrize(
    ("text", "breach"),
    [
        (TEXT.replace("二、培育", "三、培育"), Breach("one", Anchor.parse("s2"), lost=True)),
        (TEXT.replace("培育", "扶持"), Breach("one", Anchor.parse("s2"), lost=False)),
    ],
    ids=["lost", "another-text"],
)
def test_a_breach_blocks_all_writing(project: Project, text: str, breach: Breach) -> None:
    before = snapshot(project)
    add_work(project.root, "one", text)
    add_work(project.root, "two", TEXT + "三、深化开放合作\n")
    conversion = convert_project(project)
    assert breach in conversion.breaches
    with pytest.raises(AnchorError, match='one: "s2" ') as caught:
        write_conversion(project, conversion)
    assert snapshot(project) == before
    assert caught.value.path == project.lock


def test_an_alias_heals_a_breach_for_ever(project: Project) -> None:
    text = TEXT.replace("二、培育", "三、培育")
    aliases = '[aliases]\n"s2" = "s3"\n"s2-para1" = "s3-para1"\n'
    add_work(project.root, "one", text, aliases)
    conversion = convert_project(project)
    assert conversion.breaches == []
    write_conversion(project, conversion)
    assert '<span id="s2"></span>' in (project.plans / "one" / "index.md").read_text("utf-8")
    add_work(project.root, "one", text)
    assert Breach("one", Anchor.parse("s2"), lost=True) in convert_project(project).breaches


def test_a_work_taken_away_is_a_breach(project: Project) -> None:
    for path in (project.seeds / "one").iterdir():
        path.unlink()
    (project.seeds / "one").rmdir()
    assert {breach.work for breach in convert_project(project).breaches} == {"one"}


def test_no_works(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="there are no works here"):
        convert_project(Project(tmp_path))
