"""Building again: what has changed is made and nothing else, and the site is that of a first build."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.engine import pages, standing
from build_tools.engine.folders import Project
from build_tools.proof.ledger import Ledger, MapLike
from build_tools.publish import site as site_module
from build_tools.publish.assembly import list_files
from build_tools.publish.left_out import LEFT_OUT, is_form

pytestmark = pytest.mark.slow  # sites are built

NAV = "nav:\n  - 首页: index.md\n  - 规划: plans/index.md\nnot_in_nav: |\n  /*\nexclude_docs: |\n  !.well-known\n"
MARK = ".plan-publisher.json"
NAMES = ("collection.epub", "collection.zh-hant.epub", "library.sqlite", "offline.zip")


def build(root: Path, *options: str) -> int:
    return main(["build", "--project", str(root), "--jobs", "1", *options])


def read_all(site: Path) -> dict[str, bytes]:
    return {name: (site / name).read_bytes() for name in list_files(site)}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether MkDocs made some pages only, each time that it ran."""
    found: list[bool] = []
    original = site_module._run_mkdocs

    def run(maker: site_module.PageMaker, folder: Path, *, is_partial: bool) -> None:
        found.append(is_partial)
        original(maker, folder, is_partial=is_partial)

    monkeypatch.setattr(site_module, "_run_mkdocs", run)
    return found


@pytest.fixture(scope="module")
def built(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library with a navigation that names its pages, built."""
    root = tmp_path_factory.mktemp("incremental") / "project"
    shutil.copytree(library, root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(NAV)
    (root / "docs/extra.md").write_text("# 另\n", "utf-8")
    (root / "docs/extra.txt").write_text("1", "utf-8")
    (root / "docs/odd.markdown").write_text("# 一\n", "utf-8")
    (root / "docs/.well-known").mkdir()
    (root / "docs/.well-known/a.txt").write_text("1", "utf-8")
    assert build(root, "--quiet") == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "project")


def change_work(root: Path) -> None:
    path = root / "seeds/second-plan-2022/manifest.toml"
    path.write_text(path.read_text("utf-8").replace("某网", "他网"), "utf-8")


def change_clause(root: Path) -> None:
    """Change a row of a table: no anchor depends on it."""
    manifest = root / "seeds/first-plan-2021/manifest.toml"
    told = manifest.read_text("utf-8")
    for path in manifest.parent.glob("*.html"):
        before = path.read_bytes()
        path.write_bytes(after := before.replace("<td>人才</td>".encode(), "<td>人力</td>".encode()))
        told = told.replace(*(hashlib.sha256(data).hexdigest() for data in (before, after)))
    manifest.write_text(told, "utf-8")


def change_page(root: Path) -> None:
    (root / "docs/outline.md").write_text(
        '# 输出\n\n[规划](plans/index.md)\n\n<div class="downloads"></div>\n', "utf-8"
    )


def change_theme(root: Path) -> None:
    path = root / "theme/main.html"
    path.write_text(path.read_text("utf-8").replace("<body>", '<body class="x">'), "utf-8")


def change_term(root: Path) -> None:
    path = root / "seeds/glossary.toml"
    path.write_text(path.read_text("utf-8").replace("按照一定结构存放的", "按一定结构存放的"), "utf-8")


def add_files(root: Path) -> None:
    (root / "docs/new.md").write_text("# 新\n", "utf-8")
    (root / "docs/.hidden.md").write_text("# 藏\n", "utf-8")
    (root / "docs/data").mkdir()
    (root / "docs/data/a.json").write_text("{}", "utf-8")


def take_files_away(root: Path) -> None:
    (root / "docs/extra.md").unlink()
    (root / "docs/assets/facing.css").write_text("p{}", "utf-8")


def leave_file_out(root: Path) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("  /extra.txt\n")


def change_odd_files(root: Path) -> None:
    (root / "docs/.well-known/a.txt").write_text("2", "utf-8")
    (root / "docs/odd.markdown").write_text("# 二\n", "utf-8")


def keep_time_of_page(root: Path) -> None:
    path = root / "docs/extra.md"
    told = path.stat()
    path.write_text("# 异\n", "utf-8")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


# What has changed → whether MkDocs made some pages only, each time that it ran; of few pages it does not run apart.
CHANGES: dict[str, tuple[Callable[[Path], None], list[bool]]] = {
    "a hand-written page": (change_page, []),
    "files are new": (add_files, [True]),
    "files are gone": (take_files_away, [True]),
    "a file is left out": (leave_file_out, [False]),
    "a hidden file, and a page of another ending": (change_odd_files, []),
    "a page of the same size and time": (keep_time_of_page, []),
    "the theme": (change_theme, [False]),
    "a term": (change_term, []),
    "a work": (change_work, []),
    "a clause": (change_clause, []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_site_is_that_of_a_first_build(name: str, project: Path, runs: list[bool]) -> None:
    change, made = CHANGES[name]
    change(project)
    assert build(project, "--quiet") == 0
    assert runs == made
    again = read_all(project / "site")
    shutil.rmtree(project / "site")
    shutil.rmtree(project / ".build")
    assert build(project, "--quiet") == 0
    assert runs == [*made, False]
    anew = read_all(project / "site")
    assert sorted(again) == sorted(anew)
    assert [file for file in anew if again[file] != anew[file]] == []


def test_several_processes_make_the_same_site(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_all(project / "site")
    shutil.rmtree(project / "site")
    shutil.rmtree(project / ".build")
    monkeypatch.setattr(pages, "_WORTH_PROCESS", 1)
    assert main(["build", "--project", str(project), "--quiet", "--jobs", "3"]) == 0
    assert read_all(project / "site") == before


def test_pages_that_do_not_speak_of_a_work_are_not_proved_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proved: list[str] = []
    original = Ledger.settle

    def settle(ledger: Ledger, run: MapLike = map) -> None:
        proved.extend(output for output, *_ in ledger.waiting)
        original(ledger, run)

    monkeypatch.setattr(Ledger, "settle", settle)
    change_work(project)
    assert build(project, "--quiet") == 0
    pages = {name: text for name, text in read_all(project / "site").items() if name.endswith(".html")}
    first = {name: text for name, text in pages.items() if not name.startswith("hant/")}
    speaking = [name for name, text in first.items() if "second-plan-2022" in name or b"second-plan-2022/" in text]
    assert 0 < proved.count("pages") <= len(speaking) < len(first) // 2


def test_a_page_is_proved_again_only_where_its_clauses_have_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved: list[str] = []
    original = Ledger.settle

    def settle(ledger: Ledger, run: MapLike = map) -> None:
        proved.extend(output for output, *_ in ledger.waiting)
        original(ledger, run)

    before = read_all(project / "site")
    change_clause(project)
    monkeypatch.setattr(Ledger, "settle", settle)
    assert build(project, "--quiet") == 0
    after = read_all(project / "site")
    assert after.keys() == before.keys()
    changed = [name for name, data in after.items() if before[name] != data and not name.startswith("hant/")]
    pages = [name for name in changed if name.endswith(".html")]
    speaking = [name for name, data in after.items() if b"first-plan-2021/" in data and name.endswith(".html")]
    assert pages
    assert len(changed) < len(before) // 2
    assert len(pages) <= proved.count("pages") <= len(pages) + 1 < len(speaking) // 4  # texts that stand side by side
    entries = {name for name, data in after.items() if before[name] != data} - {"offline.zip"}
    assert proved.count("offline copy") == len(entries) + 1
    # Of no other work; two outputs of one name would take each other's place among what is known.
    assert [proved.count(output) for output in ("Markdown", "index.md", "clauses.json", "Akoma Ntoso")] == [1, 1, 1, 1]
    assert proved.count("search") == 2  # its texts, and where all stands


def test_a_link_to_a_file_that_is_a_folder_now_is_found(project: Path, runs: list[bool]) -> None:
    (project / "docs/other.md").write_text("# 他\n\n[另](extra.md)\n", "utf-8")
    assert build(project, "--quiet") == 0
    (project / "docs/extra").mkdir()
    (project / "docs/extra.md").rename(project / "docs/extra/index.md")
    assert build(project, "--quiet") == 7
    assert runs == [True, False]


def test_a_site_that_was_damaged_without_a_trace_is_told_and_made_anew(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "site/extra.txt"
    told = path.stat()
    path.write_text("2", "utf-8")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    (project / "site/extra/index.html").chmod(0)
    assert main(["check", "--project", str(project), "--jobs", "1"]) != 0
    said = capsys.readouterr().out
    assert "site: extra.txt: is not what was proved" in said
    assert "build --fresh`" in said
    assert build(project, "--quiet", "--fresh") == 0
    assert path.read_text("utf-8") == "1"
    assert (project / "site/extra/index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("extra/index.md", "extra.md, extra/index.md have the same address"),
        ("gbk.md", "docs/gbk.md:1: this is not in UTF-8"),
        ("sitemap.xml", "docs/sitemap.xml: the site makes sitemap.xml itself"),
        ("sitemap.xml/a.txt", "docs/sitemap.xml/a.txt: the site makes sitemap.xml/a.txt itself"),
        ("c#1.md", "docs/c#1.md: the name of a page cannot hold # or ?"),
    ],
)
def test_what_would_not_be_seen_is_refused(
    project: Path, name: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "docs" / name).parent.mkdir(exist_ok=True)
    (project / "docs" / name).write_text("# 他\n", "gbk" if name == "gbk.md" else "utf-8")
    assert build(project, "--quiet") in (3, 7)
    assert told in capsys.readouterr().err


def test_a_hook_may_read_what_it_likes(project: Path, runs: list[bool]) -> None:
    hook = "import pathlib\ndef on_post_page(output, **_): return output + pathlib.Path(__file__).with_suffix('.txt')"
    (project / "hook.py").write_text(f"{hook}.read_text()\n", "utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")
    for text in ("<!-- 1 -->", "<!-- 2 -->"):
        (project / "hook.txt").write_text(text, "utf-8")
        assert build(project, "--quiet") == 0
        assert (project / "site/extra/index.html").read_text("utf-8").endswith(text)
    assert runs == [False, False]


def test_nothing_is_copied_from_an_offline_copy_that_somebody_has_touched(project: Path) -> None:
    path = project / "site/offline.zip"
    sound = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data.replace("另".encode(), "伪".encode()))
    assert build(project, "--quiet") == 0
    assert path.read_bytes() == sound


def test_what_mkdocs_warns_of_is_refused_whether_it_runs_apart_or_not(
    project: Path, runs: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "docs/outline.md").write_text("# 输出\n\n[规划](plans/none.md)\n", "utf-8")
    assert build(project, "--quiet") == 7
    assert "plans/none.md" in capsys.readouterr().err
    assert runs == [True]


def test_a_link_to_a_folder_is_seen(project: Path) -> None:
    assert build(project, "--quiet") == 0
    (project / "docs/linked").symlink_to(project / "theme")
    assert build(project, "--quiet") == 3


def test_other_files_of_the_package_count(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build(project, "--quiet") == 0
    before = standing.describe_sources(Project(project), with_pdfs=False)
    monkeypatch.setattr(standing, "hash_supplied", lambda: "of another theme")
    assert standing.describe_sources(Project(project), with_pdfs=False) != before


def test_what_is_the_same_is_neither_made_nor_written(project: Path, runs: list[bool]) -> None:
    change_page(project)
    before = {name: (project / "site" / name).stat() for name in list_files(project / "site")}
    assert build(project, "--quiet") == 0
    after = {name: (project / "site" / name).stat() for name in list_files(project / "site")}
    changed = {name for name, told in after.items() if name not in before or told.st_ino != before[name].st_ino}
    assert changed == {MARK, "outline/index.html", "hant/outline/index.html", "offline.zip"}
    assert runs == []


def test_nothing_runs_where_nothing_has_changed(
    project: Path, runs: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project) == 0
    assert runs == []  # the times of a copied project are the same
    capsys.readouterr()
    assert build(project) == 0
    told = capsys.readouterr().err
    assert "nothing has changed" in told
    assert runs == []


@pytest.mark.parametrize("touch", ["a page of the site", "a file more", "a generated page", "the lock"])
def test_a_site_that_does_not_stand_as_it_was_built_is_built_again(project: Path, touch: str) -> None:
    assert build(project) == 0
    before = read_all(project / "site")
    if touch == "a page of the site":
        (project / "site/index.html").write_text("", "utf-8")
    elif touch == "a file more":
        (project / "site/more.html").write_text("", "utf-8")
    elif touch == "a generated page":
        (project / "docs/plans/index.md").write_text("", "utf-8")
    else:
        (project / "anchors.lock").write_text((project / "anchors.lock").read_text("utf-8") + "\n", "utf-8")
    assert build(project, "--quiet") == 0
    assert read_all(project / "site") == before


def test_a_large_site_leaves_what_is_made_from_all_to_its_releases(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("extra: {release_from_mb: 0}\nrepo_url: https://github.com/a/b\n")
    (project / "docs/extra.md").write_text('# 另\n\n<div class="downloads"></div>\n', "utf-8")
    assert build(project, "--quiet") == 0
    files = set(list_files(project / "site"))
    assert files.isdisjoint(LEFT_OUT)
    page = (project / "site/hant/extra/index.html").read_text("utf-8")
    root = "https://github.com/a/b/releases/latest/download"
    assert [f'<a href="{root}/{name}">' in page for name in NAMES] == [False, True, True, True]
    assert main(["check", "--project", str(project)]) == 0
    assert main(["release", "--project", str(project)]) == 7
    assert "run `plan-publisher build --whole` first" in capsys.readouterr().err
    assert build(project, "--quiet", "--whole") == 0
    assert set(list_files(project / "site")) == files | LEFT_OUT
    assert main(["release", "--project", str(project), "--to", str(tmp_path / "dist")]) == 0
    assert set(NAMES) <= {path.name for path in (tmp_path / "dist").iterdir()}
    # One of them alone is a loss, and the list of downloads leads there.
    (project / "site/offline.zip").unlink()
    assert main(["check", "--project", str(project)]) == 7
    assert "offline.zip" in capsys.readouterr().out


def test_a_larger_one_leaves_further_forms_of_its_works_to_them(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(list_files(project / "site"))
    works = {path.name for path in (project / "seeds").glob("*/")}
    forms = {name for name in before if is_form(name, works)}
    assert {"downloads/first-plan-2021.zh-hant.docx", "plans/first-plan-2021/akn.xml"} < forms
    assert {"plans/first-plan-2021/clauses.json", "plans/targets.json"} < forms
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        told = "{per_clause_json: true, release_from_mb: 0, release_forms_from_mb: 0}"
        config.write(f"extra: {told}\nrepo_url: https://github.com/a/b\n")
    words = "`plans/first-plan-2021/tree.json`"  # how data are read, a page may show all the same
    (project / "docs/extra.md").write_text(f'# 另\n\n<div class="downloads"></div>\n\n{words}\n', "utf-8")
    own = {"downloads/form.docx", "hant/downloads/form.docx"}  # a file of somebody's own is none of them
    (project / "docs/downloads").mkdir()
    (project / "docs" / min(own)).write_bytes(b"own")
    assert build(project, "--quiet") == 0
    files = set(list_files(project / "site"))
    assert files == (before | own) - forms - LEFT_OUT
    for name in ("hant/extra", "hant/plans/first-plan-2021"):
        page = (project / "site" / name / "index.html").read_text("utf-8")
        assert 'Akoma Ntoso　<a href="https://github.com/a/b/releases/latest/download/works.zip">ZIP</a></li>' in page
        assert "downloads/first" not in page
        assert "clauses.json" not in page
    page = (project / "site/hant/targets/index.html").read_text("utf-8")
    assert '<a href="https://github.com/a/b/releases/latest/download/targets.csv">CSV</a>' in page
    assert main(["check", "--project", str(project)]) == 0
    clauses = project / "site/plans/first-plan-2021/clauses.js"
    text = clauses.read_text("utf-8")
    for old, new in (('"texts":[', '"texts":[1'), ('"operating-system"', '"operating_system"'), ("统統", "统绕")):
        assert old in text
        clauses.write_text(text.replace(old, new), "utf-8")
        capsys.readouterr()
        assert main(["check", "--project", str(project)]) == 4
        assert "clauses.js: plans/first-plan-2021" in capsys.readouterr().out
    clauses.write_text(text, "utf-8")
    assert build(project, "--quiet", "--whole") == 0
    assert set(list_files(project / "site")) == before | own
    assert "works.zip" not in (project / "site/plans/first-plan-2021/index.html").read_text("utf-8")
    assert main(["release", "--project", str(project), "--to", str(tmp_path / "dist")]) == 0
    with zipfile.ZipFile(tmp_path / "dist/works.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: (project / "site" / name).read_bytes() for name in forms
        }
    assert sorted(path.name for path in (tmp_path / "dist").glob("*.epub")) == [
        "collection.epub",
        "collection.zh-hant.epub",
    ]
    assert (tmp_path / "dist/form.docx").read_bytes() == b"own"
    # One of them alone is a loss, and a card leads there.
    (project / "site/plans/first-plan-2021/akn.xml").unlink()
    capsys.readouterr()
    assert main(["check", "--project", str(project)]) == 7
    assert "akn.xml" in capsys.readouterr().out


def test_a_small_site_keeps_them(project: Path) -> None:
    assert set(list_files(project / "site")) >= LEFT_OUT
    for name in LEFT_OUT:
        (project / "site" / name).unlink()
    assert main(["check", "--project", str(project)]) == 4
