from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotDone
from pathlib import Path
from typing import Any

import pytest

from build_tools.commands.writing import stale_files, write_conversion
from build_tools.edition.lock import Breach
from build_tools.engine.conversion import keep_last_editions
from build_tools.engine.folders import Project
from build_tools.engine.project import convert_project
from build_tools.engine.standing import describe_sources
from build_tools.errors import AnchorError, ManifestError
from build_tools.model.anchor import Anchor
from build_tools.publish.docs import hash_file
from build_tools.publish.file_lock import hold_lock

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


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("converted")
    add_work(root, "one")
    add_work(root, "two")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# 首页\n<!-- plans:start -->\n<!-- plans:end -->\n尾\n", "utf-8")
    write_conversion(Project(root), convert_project(Project(root)))
    return root


@pytest.fixture
def project(converted: Path, tmp_path: Path) -> Project:
    """A project of two works, converted."""
    shutil.copytree(converted, tmp_path, dirs_exist_ok=True)
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


@pytest.mark.parametrize(
    "name", ["plans/mine.md", "plans/one/photo.jpg", "bodies/new/notes.txt", "plans/gone/data.json"]
)
@pytest.mark.parametrize("is_clone", [False, True])
def test_what_people_put_among_generated_files_is_refused_and_stays(
    project: Project, name: str, is_clone: bool
) -> None:
    path = project.docs / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("我的\n", "utf-8")
    if is_clone:
        project.written.unlink()
    before = snapshot(project)
    with pytest.raises(ManifestError, match=f"docs/{name.partition('/')[0]}/ is for what it writes") as caught:
        write_conversion(project, convert_project(project))
    assert (caught.value.path, snapshot(project)) == (path, before)
    assert ("is written anew" in caught.value.remedy) is is_clone


@pytest.mark.parametrize(
    ("name", "was", "is_clone", "kept"),
    [
        ("plans/one/index.md", None, False, True),  # changed by hand
        ("plans/one/index.md", None, True, False),  # in a clone nobody can tell it from one of an older version
        ("plans/two/index.md", None, False, True),  # of a work that is gone
        ("plans/one/index.md", "我的\n", True, True),  # without the mark: not by the program
        ("plans/one/data.json", "{}", False, True),
        ("plans/index.md", "我的\n", True, True),  # a page of one's own where a generated one belongs
        ("plans/.DS_Store", "我的\n", False, False),
        ("plans/.writing-1", "我的\n", False, False),
    ],
)
def test_what_people_wrote_into_generated_files_is_kept_and_told(
    project: Project, name: str, was: str | None, is_clone: bool, kept: bool
) -> None:
    path, told = project.docs / name, list[str]()
    was = was or path.read_text("utf-8") + "改\n"
    path.write_text(was, "utf-8")
    if is_clone:
        project.written.unlink()
    project.lock.write_text(re.sub(r"\[two\]\n[^\[]*", "", project.lock.read_text("utf-8")), "utf-8")
    shutil.rmtree(project.seeds / "two")
    write_conversion(project, convert_project(project), warn=told.append)
    aside = project.root / ".build" / "edited" / name
    assert [path for path in (project.root / ".build" / "edited").rglob("*") if path.is_file()] == [aside] * kept
    assert len(told) == kept
    assert not kept or (f"docs/{name}" in told[0] and aside.read_text("utf-8") == was)
    assert write_conversion(project, convert_project(project)) == []


def test_what_people_wrote_twice_is_kept_twice(project: Project) -> None:
    path, aside = project.docs / "plans/one/index.md", project.root / ".build/edited/plans/one"
    for edit in ("甲\n", "乙\n", "甲\n"):
        path.write_text(edit, "utf-8")
        write_conversion(project, convert_project(project))
    held = {kept.name: kept.read_text("utf-8") for kept in aside.iterdir()}
    assert held == {"index.md": "甲\n", "index.md~": "乙\n"}


@pytest.mark.parametrize("is_clone", [False, True])
def test_runs_that_were_killed_one_after_another_leave_no_edits(
    project: Project, is_clone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    if is_clone:  # its pages are those of an older version
        project.written.unlink()
        page = project.docs / "plans/one/index.md"
        page.write_text(page.read_text("utf-8") + "旧\n", "utf-8")
    for publisher in ("甲", "乙"):
        add_work(project.root, "one", extra=f'publisher = "{publisher}"\n')
        conversion = convert_project(project)
        with monkeypatch.context() as killed:
            killed.setattr("build_tools.commands.writing.write_tree", _interrupt)
            with pytest.raises(KeyboardInterrupt):
                write_conversion(project, conversion, warn=told.append)
    write_conversion(project, convert_project(project), warn=told.append)
    assert told == []


def _interrupt(*_: object) -> list[str]:
    raise KeyboardInterrupt


def test_what_cannot_be_read_is_left_to_the_conversion_to_tell(project: Project) -> None:
    (project.root / "mkdocs.yml").write_text("site_name: 文库\nplugins: []\n", "utf-8")
    assert describe_sources(project, with_pdfs=False)
    (project.seeds / "bodies.toml").mkdir()
    assert describe_sources(project, with_pdfs=False) == ""


def test_only_what_changed_is_converted(project: Project) -> None:
    add_work(project.root, "two", TEXT + "三、深化开放合作\n")
    outcomes = []
    conversion = convert_project(project, progress=outcomes.append)
    assert {outcome.work: outcome.from_cache for outcome in outcomes} == {"one": True, "two": False}
    assert stale_files(project, conversion) == [
        "docs/plans/report.json", "docs/plans/two/data.json", "docs/plans/two/index.md", "docs/plans/two/record.md",
        "docs/script/index.md", "docs/script/readings.json", "anchors.lock",
    ]  # fmt: skip


def test_a_decision_about_scripts_is_heard_by_works_that_did_not_change(project: Project) -> None:
    entry = '[[exception]]\nphrase = "深化"\nreads = "深花"\nexample = "深化合作"\nreason = "试验。"\n'
    (project.seeds / "script.toml").write_text(entry, "utf-8")
    conversion = convert_project(project)
    assert '<strong><span lang="zh-Hant">花</span></strong>（2 处' in str(conversion.files["script/index.md"])


@pytest.mark.parametrize(
    ("table", "text", "words"),
    [
        ("", "公布裡面的計畫，臺灣", "網路、列印"),
        ('traditional = "zh-Hant-HK"\n', "公佈裏面的計劃，台灣", "網絡、列印"),
    ],
)
def test_the_second_tree_has_the_forms_of_taiwan_or_of_hong_kong(
    project: Project, table: str, text: str, words: str
) -> None:
    (project.seeds / "script.toml").write_text(table, "utf-8")
    conversion = convert_project(project)
    assert conversion.to_traditional("公布里面的计划，台湾") == text
    assert conversion.localise(conversion.to_traditional("网络、打印")) == words
    assert conversion.to_simplified(text) == "公布里面的计划，台湾"


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
    assert "one/manifest.toml:1" in str(conversion.errors[0])
    write_conversion(project, conversion)
    after = snapshot(project)
    assert {name for name in before if name.startswith("docs/plans/one/") and before[name] != after[name]} == set()
    assert {name for name in after if name.startswith("docs/plans/two/") and before[name] != after[name]} == {
        "docs/plans/two/data.json", "docs/plans/two/index.md", "docs/plans/two/record.md",
    }  # fmt: skip
    assert after["anchors.lock"].startswith(before["anchors.lock"][:200])
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


@pytest.mark.parametrize(
    ("held", "told", "line_no"),
    [
        (None, "the lock of anchors is missing", None),
        (b"", "the lock of anchors is missing", None),
        (b"# \xc1\xd0", "the lock is damaged", None),
        ("[one]\n甲 1\n".encode(), "the lock is damaged", None),
        (b"# a\nnone of its lines\n[one]\n", "the lock is damaged: none of its lines", 2),
        (b"# a\n\n<<<<<<< HEAD\n[one]\n=======\n", "two versions of this were merged", 3),
    ],
)
def test_a_lock_that_is_no_whole_one_is_never_written_anew_over_published_pages(
    project: Project, held: bytes | None, told: str, line_no: int | None
) -> None:
    project.lock.unlink()
    if held is not None:
        project.lock.write_bytes(held)
    before = snapshot(project)
    with pytest.raises(AnchorError, match=told) as caught:
        convert_project(project)
    assert (caught.value.path, caught.value.line_no) == (project.lock, line_no)
    assert line_no or "git checkout HEAD -- anchors.lock" in caught.value.remedy
    assert snapshot(project) == before


def test_two_runs_write_one_after_the_other(project: Project) -> None:
    conversion = convert_project(project)
    (project.docs / "plans" / "one" / "index.md").unlink()
    with ThreadPoolExecutor() as pool:
        with hold_lock(project.root / ".build" / "writing.lock"):
            run = pool.submit(write_conversion, project, conversion)
            with pytest.raises(NotDone):
                run.result(timeout=0.5)
        assert run.result() == ["docs/plans/one/index.md"]


def test_what_another_run_has_locked_meanwhile_is_not_written_over(project: Project) -> None:
    conversion = convert_project(project)
    held = project.lock.read_bytes()
    project.lock.write_bytes(held + b"\n[three]\npreface e3b0c44298fc\n")
    with pytest.raises(ManifestError, match="written while it was read"):
        write_conversion(project, conversion)
    assert project.lock.read_bytes().endswith(b"[three]\npreface e3b0c44298fc\n")


def test_what_another_run_has_written_meanwhile_is_no_persons(project: Project) -> None:
    page = project.docs / "plans" / "one" / "index.md"
    told: list[str] = []
    conversion = convert_project(project)
    with ThreadPoolExecutor() as pool:
        with hold_lock(project.root / ".build" / "writing.lock"):
            run = pool.submit(write_conversion, project, conversion, 1, told.append)
            with pytest.raises(NotDone):
                run.result(timeout=0.5)
            # As the other run writes: what it has written is known before it stands there.
            text = page.read_text("utf-8") + "\n其后。\n"
            known = json.loads(project.written.read_bytes())
            known["plans/one/index.md"] = [hash_file(text)]
            project.written.write_text(json.dumps(known), "utf-8")
            page.write_text(text, "utf-8")
        run.result()
    assert told == []


def test_pages_of_drafts_need_no_lock_even_when_the_drafts_are_gone(project: Project) -> None:
    project.lock.unlink()
    for work in ("one", "two"):
        manifest = project.seeds / work / "manifest.toml"
        manifest.write_text("draft = true\n" + manifest.read_text("utf-8"), "utf-8")
    conversion = convert_project(project)
    assert conversion.breaches == []
    write_conversion(project, conversion)
    project.lock.unlink()
    shutil.rmtree(project.seeds / "two")
    assert convert_project(project).breaches == []


def commit(root: Path) -> None:
    settings = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    for arguments in (["init", "-q"], ["add", "anchors.lock", "seeds", "docs"], [*settings, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)


def weaken(project: Project, line: str) -> None:
    text = project.lock.read_text("utf-8")
    assert line in text
    project.lock.write_text(re.sub(rf"(?m)^{line}.*\n", "", text), "utf-8")


def test_a_lock_that_was_weakened_is_compared_with_the_committed_one(project: Project) -> None:
    commit(project.root)
    add_work(project.root, "one", TEXT.replace("二、培育", "三、培育"))
    weaken(project, "s2")
    assert {(breach.work, str(breach.anchor)) for breach in convert_project(project).breaches} >= {("one", "s2")}


def test_a_proposed_change_is_compared_with_the_branch_it_is_for(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(project.root)
    git = ["git", "-C", str(project.root), "-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    subprocess.run([*git, "update-ref", "refs/remotes/origin/trunk", "HEAD"], check=True)
    add_work(project.root, "one", TEXT.replace("二、培育", "三、培育"))
    weaken(project, "s2")
    subprocess.run([*git, "commit", "-q", "-a", "-m", "weaker"], check=True)
    assert [breach for breach in convert_project(project).breaches if str(breach.anchor) == "s2"] == []
    monkeypatch.setenv("GITHUB_BASE_REF", "trunk")
    assert Breach("one", Anchor.parse("s2"), lost=True) in convert_project(project).breaches


def test_what_is_withdrawn_on_purpose_is_said_in_the_lock(project: Project) -> None:
    commit(project.root)
    shutil.rmtree(project.seeds / "one")
    text = project.lock.read_text("utf-8")
    before, _, rest = text.partition("[one]\n")
    project.lock.write_text(f"{before}[one]\n\n{rest[rest.index('[two]') :]}", "utf-8")
    conversion = convert_project(project)
    assert conversion.breaches == []
    write_conversion(project, conversion)
    assert "\n[one]\n\n[two]\n" in project.lock.read_text("utf-8")


@pytest.mark.parametrize("kind", ["link", "pipe", "inner", "folder"])
def test_what_is_no_plain_file_costs_its_own_work(project: Project, kind: str) -> None:
    folder = project.seeds / "one"
    if kind == "link":
        (folder / "a.txt").unlink()
        (folder / "a.txt").symlink_to("/etc/hostname")
    elif kind == "pipe":
        (folder / "a.txt").unlink()
        os.mkfifo(folder / "a.txt")
    elif kind == "inner":
        (folder / "more").symlink_to("/etc")
    else:
        shutil.move(folder, project.root / "elsewhere")
        folder.symlink_to(project.root / "elsewhere")
    conversion = convert_project(project)
    told = str(conversion.errors[0])
    assert ("seeds/one" in told, "remedy: " in told) == (True, True)
    assert ("a named pipe" if kind == "pipe" else "a symbolic link") in told
    assert len(conversion.errors) == 1


def test_a_link_in_docs_is_refused(project: Project) -> None:
    (project.docs / "secret.md").symlink_to("/etc/hostname")
    with pytest.raises(ManifestError, match=r"secret\.md: this is a symbolic link"):
        convert_project(project)


def test_the_last_good_edition_stands_in(project: Project) -> None:
    good = convert_project(project)
    keep_last_editions(project, good)
    (project.seeds / "one" / "manifest.toml").write_text("= 1", "utf-8")
    conversion = convert_project(project)
    assert (set(conversion.failures), set(conversion.shown)) == ({"one"}, {"one"})
    assert conversion.files == good.files
    assert conversion.lock == good.lock
    assert conversion.load_work(project, "one").base.edition.facts.title == "某市某某发展规划"


def test_a_defect_over_one_work_costs_that_work(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """In what spans works and in rendering, with and without an edition to fall back on."""
    from build_tools.engine import spanning, tasks

    render, cards = tasks.render_work, spanning.render_cards

    def fail(work: Any, links: Any) -> Any:
        if work.manifest.work == "one":
            raise KeyError("a defect")
        return render(work, links)

    def fail_over_one(survey: Any, *rest: Any) -> Any:
        if survey.record.work == "one":
            raise KeyError("a defect")
        return cards(survey, *rest)

    shutil.rmtree(project.cache)
    monkeypatch.setattr(tasks, "render_work", fail)
    conversion = convert_project(project)
    assert ([record.work for record in conversion.records], set(conversion.gone)) == (["two"], {"one"})
    monkeypatch.setattr(tasks, "render_work", render)
    shutil.rmtree(project.cache)
    monkeypatch.setattr(spanning, "render_cards", fail_over_one)
    conversion = convert_project(project)
    assert ([record.work for record in conversion.records], set(conversion.gone)) == (["two"], {"one"})
    assert "a defect" in str(conversion.failures["one"])


def rename_work(project: Project, old: str, new: str, extra: str = "") -> None:
    folder = project.seeds / new
    (project.seeds / old).rename(folder)
    manifest = folder / "manifest.toml"
    manifest.write_text(extra + manifest.read_text("utf-8"), "utf-8")


def test_a_renamed_work_without_its_former_name_breaks_its_anchors(project: Project) -> None:
    rename_work(project, "two", "three")
    with pytest.raises(AnchorError, match="two:"):
        write_conversion(project, convert_project(project))


def test_the_addresses_of_a_renamed_work_stay_alive(project: Project) -> None:
    rename_work(project, "two", "three", 'formerly = ["two"]\n')
    write_conversion(project, convert_project(project))
    page = (project.plans / "two" / "index.md").read_text("utf-8")
    led = re.findall(r'<span id="(s.+?)".*?\[(.+?)\]\((.+?)\)', page)
    assert led == [
        (anchor, f"《某市某某发展规划》{cited}", f"../three/index.md#{anchor}")
        for anchor, cited in (("s1", "一"), ("s1-para1", "一第1段"), ("s2", "二"), ("s2-para1", "二第1段"))
    ]
    assert "[two]" in project.lock.read_text("utf-8")
    # The promise goes on: a clause that is lost later is lost under both names.
    folder = add_work(project.root, "three", TEXT.replace("二、培育龙头企业\n", ""))
    manifest = folder / "manifest.toml"
    manifest.write_text('formerly = ["two"]\n' + manifest.read_text("utf-8"), "utf-8")
    breaches = convert_project(project).breaches
    assert {breach.work for breach in breaches} == {"two", "three"}


def test_a_renamed_work_that_fails_stops_nobody_else(project: Project) -> None:
    rename_work(project, "two", "three", 'formerly = ["two"]\n')
    write_conversion(project, convert_project(project))
    shutil.rmtree(project.cache)
    manifest = project.seeds / "three" / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8") + "no TOML\n", "utf-8")
    conversion = convert_project(project)
    assert (list(conversion.failures), conversion.breaches) == (["three"], [])
    page = (project.plans / "two" / "index.md").read_bytes()
    write_conversion(project, conversion)
    assert (project.plans / "two" / "index.md").read_bytes() == page


@pytest.mark.parametrize("last", [False, True])
def test_a_former_name_that_another_work_has_leaves_out_the_work_that_claims_it(project: Project, last: bool) -> None:
    rename_work(project, "two", "three", '# renamed\nformerly = ["one"]\n')
    (project.root / "aside").mkdir()
    if last:  # its last edition was made when nobody else had the name
        (project.seeds / "one").rename(project.root / "aside/one")
        conversion = convert_project(project)
        keep_last_editions(project, conversion)
        (project.root / "aside/one").rename(project.seeds / "one")
    conversion = convert_project(project)
    assert {work: (error.message, error.path, error.line_no) for work, error in conversion.failures.items()} == {
        "three": ("formerly names 'one', which belongs to one", project.seeds / "three/manifest.toml", 2)
    }
    assert [record.work for record in conversion.records] == ["one"]


def test_a_former_name_that_two_works_claim_stays_with_the_first(project: Project) -> None:
    for work in ("one", "two"):
        manifest = project.seeds / work / "manifest.toml"
        manifest.write_text('formerly = ["old"]\n' + manifest.read_text("utf-8"), "utf-8")
    conversion = convert_project(project)
    assert {work: (error.message, error.line_no) for work, error in conversion.failures.items()} == {
        "two": ("formerly names 'old', which belongs to one", 1)
    }
    assert [record.work for record in conversion.records] == ["one"]


@pytest.mark.parametrize("claimed", ['formerly = ["Two!"]\n', 'formerly = "two"\n', 'formerly = ["three"]\n'])
def test_a_former_name_that_cannot_stand_in_an_address_is_refused(project: Project, claimed: str) -> None:
    rename_work(project, "two", "three", claimed)
    assert ["formerly" in error.message for error in convert_project(project).errors] == [True]
