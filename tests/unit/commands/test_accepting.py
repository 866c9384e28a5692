"""A published clause that is corrected on purpose: refused, accepted with a reason, told to readers."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from build_tools.commands.accepting import accept_changes, withdraw_work
from build_tools.commands.writing import write_conversion
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.engine.promise import read_pages
from build_tools.errors import AnchorError, ManifestError
from build_tools.model.acceptance import Acceptance, leads_on
from build_tools.model.anchor import Anchor
from build_tools.publish.docs import read_printed
from build_tools.source.acceptances import read_acceptances, write_acceptance

OLD = "某市某某发展规划\n一、优化空间布局\n加快建设。\n二、培育龙头企业\n"
NEW = OLD.replace("加快建设", "加紧建设").replace("优化", "改善")


def put(root: Path, text: str) -> Project:
    folder = root / "seeds/one"
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    (folder / "a.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    (folder / "manifest.toml").write_text(f'[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n', "utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/changes.md").write_text("# 更改\n\n<!-- accepted:start -->\n<!-- accepted:end -->\n", "utf-8")
    return Project(root)


def convert(project: Project) -> None:
    write_conversion(project, convert_project(project))


def test_from_a_breach_to_the_page_of_changes(tmp_path: Path) -> None:
    project = put(tmp_path, OLD)
    convert(project)
    put(tmp_path, NEW)
    with pytest.raises(AnchorError, match="now leads to another text") as raised:
        convert(project)
    assert "accept WORK ANCHOR" in raised.value.remedy
    made = accept_changes(project, "one", ["s1", "s1-para1"], "底本校正。")
    assert [(str(one.anchor), one.was, one.reads) for one in made] == [
        ("s1", "一、优化空间布局", "一、改善空间布局"),
        ("s1-para1", "加快建设。", "加紧建设。"),
    ]
    convert(project)
    told = project.changes.read_text("utf-8")
    assert "原作“加快建设。”，今作“加紧建设。”。底本校正。" in told
    # The lock has followed, and a second conversion changes nothing.
    assert write_conversion(project, convert_project(project)) == []
    with pytest.raises(AnchorError, match="reads as it was published"):
        accept_changes(project, "one", ["s1"], "再次。")


def test_what_has_been_accepted_lets_nothing_else_pass(tmp_path: Path) -> None:
    project = put(tmp_path, OLD)
    convert(project)
    put(tmp_path, NEW)
    accept_changes(project, "one", ["s1", "s1-para1"], "底本校正。")
    put(tmp_path, NEW.replace("加紧", "暂停"))
    with pytest.raises(AnchorError, match="1 published anchors or pages would break"):
        convert(project)


@pytest.mark.parametrize(
    ("anchor", "message"), [("s9", "is not published"), ("S1", "is no anchor"), ("s2", "reads as")]
)
def test_refused(tmp_path: Path, anchor: str, message: str) -> None:
    project = put(tmp_path, OLD)
    convert(project)
    with pytest.raises(AnchorError, match=message):
        accept_changes(project, "one", [anchor], "某。")
    assert read_acceptances(tmp_path / "seeds/one") == ()


@pytest.mark.parametrize("way", ["moved", "draft"])
def test_a_work_is_withdrawn(tmp_path: Path, way: str) -> None:
    project = put(tmp_path, OLD)
    convert(project)
    with pytest.raises(ManifestError, match="the work is still here"):
        withdraw_work(project, "one")
    with pytest.raises(AnchorError, match="two is not published"):
        withdraw_work(project, "two")
    manifest = project.seeds / "one/manifest.toml"
    if way == "moved":
        shutil.move(project.seeds / "one", tmp_path / "kept")
        (tmp_path / "mkdocs.yml").write_text("site_name: 文库\n", "utf-8")
    else:
        manifest.write_text(f"draft = true\n{manifest.read_text('utf-8')}", "utf-8")
    with pytest.raises(AnchorError, match="would break"):
        convert(project)
    assert withdraw_work(project, "one") == 5
    convert(project)
    assert (project.plans / "one/index.md").exists() is (way == "draft")
    assert "\n[one]\n" in project.lock.read_text("utf-8")


def test_the_page_of_a_body_that_only_a_draft_names_now_stays(tmp_path: Path) -> None:
    project = put(tmp_path, OLD + "（责任单位：市经信局）\n某市人民政府\n2021年9月6日\n")
    convert(project)
    pages = read_pages(project.lock)["bodies"]
    assert len(pages) > 1
    manifest = project.seeds / "one/manifest.toml"
    manifest.write_text(f"draft = true\n{manifest.read_text('utf-8')}", "utf-8")
    withdraw_work(project, "one")
    convert(project)
    assert read_pages(project.lock)["bodies"] == pages


def test_changes_follow_each_other() -> None:
    steps = [Acceptance(Anchor("", "s1"), *pair, "", "", "某") for pair in (("a", "b"), ("b", "c"), ("c", "b"))]
    for before, after, leads in (("a", "b", True), ("a", "c", True), ("b", "a", False), ("x", "a", False)):
        assert leads_on(steps, Anchor("", "s1"), before, after) is leads
    assert not leads_on(steps, Anchor("", "s2"), "a", "b")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    one = Acceptance(Anchor("annex-1", "s1"), "a", "b", '甲"\\\n', "乙", "丙")
    (tmp_path / "accepted.toml").write_text(write_acceptance(one), "utf-8")
    assert read_acceptances(tmp_path) == (one,)
    (tmp_path / "accepted.toml").write_text(write_acceptance(one).replace('"丙"', '" "'), "utf-8")
    with pytest.raises(ManifestError, match="without a reason"):
        read_acceptances(tmp_path)
    (tmp_path / "accepted.toml").unlink()
    assert read_acceptances(tmp_path) == ()
    (tmp_path / "accepted.toml").mkdir()
    with pytest.raises(ManifestError, match="a folder stands here"):
        read_acceptances(tmp_path)


def test_the_words_of_a_page() -> None:
    box = '> ## <a id="box1" href="#box1" title="x"></a><span id="o"></span>专栏1 \\*甲\\*'
    page = f'{box}\n\n<a id="p" href="#p"></a>[乙](../x.md)**丙**&amp;<sup>2</sup>\n'
    assert read_printed(page, "box1") == "专栏1 *甲*"
    assert read_printed(page, "p") == "乙丙&2"
    assert read_printed(page, "q") == ""


def test_a_work_that_is_not_here_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no work of this name"):
        accept_changes(put(tmp_path, OLD), "two", ["s1"], "底本校正。")


def test_why_a_work_failed_under_a_new_name_is_told_with_the_lost_one(tmp_path: Path) -> None:
    project = put(tmp_path, OLD)
    convert(project)
    (project.seeds / "one").rename(project.seeds / "第一部")
    with pytest.raises(AnchorError, match="nothing of the work is published") as raised:
        convert(project)
    assert "'第一部' cannot stand in an address" in raised.value.remedy
