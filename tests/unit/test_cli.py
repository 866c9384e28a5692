"""Exit codes, and messages that name file, line and remedy."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.commands.argument_types import read_day
from build_tools.errors import ManifestError

TEXT = "某市某某发展规划\n一、优化空间布局\n加快建设。\n二、培育龙头企业\n深化合作。\n"
DOUBTFUL = TEXT.replace("二、", "三、")


def make_project(root: Path, text: str = TEXT, extra: str = "") -> list[str]:
    folder = root / "seeds" / "one"
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    (folder / "a.txt").write_bytes(data)
    manifest = f'[[witness]]\nfile = "a.txt"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\nrole = "base"\n{extra}'
    (folder / "manifest.toml").write_text(manifest, "utf-8")
    return ["--project", str(root), "--jobs", "1"]


def test_convert_then_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = make_project(tmp_path)
    assert main(["convert", *options]) == 0
    assert "1 works, 27 files changed" in capsys.readouterr().err
    assert main(["check", *options]) == 0
    assert "anchors: 6, broken: 0" in capsys.readouterr().out


def test_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--quiet", *make_project(tmp_path)]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("table", ["bodies", "glossary", "indicators", "outside"])
def test_a_folder_in_the_place_of_a_table(table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seeds" / f"{table}.toml").mkdir(parents=True)
    assert main(["convert", *make_project(tmp_path)]) == ManifestError.exit_code
    assert f"seeds/{table}.toml: a folder stands here where a file belongs\n" in capsys.readouterr().err


def test_check_finds_stale_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = make_project(tmp_path)
    main(["convert", *options])
    page = tmp_path / "docs" / "plans" / "one" / "index.md"
    page.write_text(page.read_text("utf-8") + "甲", "utf-8")
    capsys.readouterr()
    assert main(["check", *options]) == 1
    assert "stale: docs/plans/one/index.md\n" in capsys.readouterr().out


def test_check_finds_script_exceptions_that_change_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = make_project(tmp_path)
    main(["convert", *options])
    table = tmp_path / "seeds" / "script.toml"
    entry = '[[exception]]\nphrase = "{}"\nreads = "{}"\ntargets = ["zh-Hant"]\nreason = "试"\n'
    table.write_text(entry.format("车", "车"), "utf-8")
    main(["convert", *options])  # the page about the scripts lists the exceptions
    assert main(["check", *options]) == 0
    capsys.readouterr()
    table.write_text(entry.format("软件", "軟件"), "utf-8")
    assert main(["check", *options]) == 1
    assert "script.toml: 软件 (zh-Hant) changes nothing: " in capsys.readouterr().out


def test_strict_makes_doubts_fatal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = make_project(tmp_path, DOUBTFUL)
    assert main(["convert", "--strict", *options]) == 1
    assert "warning: one:4: numbering-jump" in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()
    assert main(["convert", *options]) == 0
    assert main(["convert", "--strict", *make_project(tmp_path / "sound")]) == 0


def test_a_bad_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = make_project(tmp_path, extra="= 1\n")
    manifest = tmp_path / "seeds" / "one" / "manifest.toml"
    assert main(["convert", *options]) == 3
    message = capsys.readouterr().err
    assert f"error: {manifest}:5: not valid TOML" in message
    assert "\n  remedy: " in message
    assert main(["check", *options]) == 3


def test_a_changed_download(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = make_project(tmp_path)
    (tmp_path / "seeds" / "one" / "a.txt").write_text("甲", "utf-8")
    assert main(["convert", *options]) == 3
    assert "a.txt is not the file that was recorded" in capsys.readouterr().err


def test_a_work_that_is_a_draft_again_is_told_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = make_project(tmp_path)
    main(["convert", *options])
    manifest = tmp_path / "seeds" / "one" / "manifest.toml"
    manifest.write_text("draft = true\n" + manifest.read_text("utf-8"), "utf-8")
    capsys.readouterr()
    assert main(["convert", *options]) == 5
    told = capsys.readouterr().err
    assert "    one: nothing of the work is published any more\n  remedy: mend the cause.\n    A work that is" in told
    assert ("is gone" in told, "glossary" in told) == (False, False)


def test_a_broken_anchor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["convert", *make_project(tmp_path)])
    options = make_project(tmp_path, DOUBTFUL)
    capsys.readouterr()
    assert main(["convert", *options]) == 5
    told = capsys.readouterr().err
    assert ('one: "s2" is gone' in told, "accept WORK ANCHOR" in told, "withdraw" in told) == (True, True, False)
    assert main(["check", *options]) == 5


def test_a_work_whose_anchors_are_all_others_now_is_published_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["convert", *make_project(tmp_path, "一、优化空间布局\n加快建设。\n")])
    options = make_project(tmp_path, "第一条 优化空间布局。\n第二条 加快建设。\n")
    capsys.readouterr()
    assert main(["convert", *options]) == 5
    told = capsys.readouterr().err
    assert ('one: "s1" is gone' in told, "accept WORK ANCHOR" in told, "withdraw" in told) == (True, True, False)


def test_a_stale_emendation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = make_project(tmp_path, extra='emendations = "e.toml"\n')
    path = tmp_path / "seeds" / "one" / "e.toml"
    path.write_text('\n[[emendation]]\nsource = "癸"\nreads = "甲"\nreason = "因"\n', "utf-8")
    assert main(["convert", *options]) == 6
    assert f"error: {path}:2: emendation '癸' stands nowhere" in capsys.readouterr().err


def test_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--project", str(tmp_path)]) == 3
    assert "there are no works here" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["convert", "--nonsense"], ["outline"], ["unknown"]])
def test_wrong_arguments(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: plan-publisher" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "convert", "check", "add", "outline", "serve"])
def test_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert f"usage: plan-publisher {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("started", "typed"),
    [("/x/bin/plan-publisher", "plan-publisher"), ("/x/build_tools/__main__.py", "python -m build_tools")],
)
def test_a_remedy_names_the_command_as_it_is_typed(
    started: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", [started])
    assert main(["convert", "--project", str(tmp_path)]) == 3
    assert f"`{typed} init FOLDER` writes one" in capsys.readouterr().err


@pytest.mark.parametrize(("more", "code"), [([], 0), (["--site-dir", "elsewhere"], 7)])
def test_a_check_before_the_first_build_says_that_there_is_no_site(
    more: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [*make_project(tmp_path, '[facts]\nplace = "某县"\n'), "--quiet"]
    (tmp_path / "docs").mkdir(exist_ok=True)
    assert main(["convert", *options]) == 0
    capsys.readouterr()
    assert main(["check", *options, *more]) == code
    assert "the built site: not checked, there is none (run `plan-publisher build`)" in capsys.readouterr().out


def test_outline(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    assert main(["outline", "--json", str(file)]) == 0
    outline = json.loads(capfdbinary.readouterr().out)
    assert [item["anchor"] for item in outline["items"]] == ["s1", "s2"]
    assert main(["outline", str(file)]) == 0
    assert "一、优化空间布局    #s1" in capfdbinary.readouterr().out.decode("utf-8")


@pytest.mark.parametrize(
    ("name", "data"), [("missing.txt", None), ("empty.txt", b""), ("binary.bin", bytes(range(256)) * 40)]
)
def test_outline_of_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    assert main(["outline", str(file)]) == 3
    message = capsys.readouterr().err
    assert name in message
    assert "\n  remedy: " in message
    assert (data is None) == ("no such file" in message)


def test_add_refuses_to_overwrite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "some-plan.txt"
    file.write_text(TEXT, "utf-8")
    add = ["add", str(file), "--project", str(tmp_path), "--work", "some-plan"]
    assert main(add) == 0
    folder = tmp_path / "seeds" / "some-plan"
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.toml", "some-plan.txt"]
    assert (folder / "some-plan.txt").read_bytes() == file.read_bytes()
    (folder / "manifest.toml").write_text("mine", "utf-8")
    capsys.readouterr()
    assert main(add) == 3
    assert f"error: {folder}: a work of this name is there already" in capsys.readouterr().err
    assert (folder / "manifest.toml").read_text("utf-8") == "mine"


def test_add_of_the_same_bytes_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "some-plan.txt"
    file.write_text(TEXT, "utf-8")
    assert main(["add", str(file), "--project", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("file     some-plan.txt: text (utf-8), ")
    assert main(["add", str(file), "--project", str(tmp_path), "--work", "other"]) == 3
    told = capsys.readouterr().err
    assert "this work has a download with the same bytes already" in told
    assert "under a further [[witness]]" in told
    assert [folder.name for folder in (tmp_path / "seeds").iterdir()] == ["some-plan"]


def test_every_guess_is_marked_as_one(tmp_path: Path) -> None:
    file = tmp_path / "some-plan.txt"
    file.write_text(TEXT, "utf-8")
    assert main(["add", str(file), "--project", str(tmp_path)]) == 0
    lines = (tmp_path / "seeds/some-plan/manifest.toml").read_text("utf-8").splitlines()
    certain = ("draft = ", "file = ", "sha256 = ", "role = ", 'publisher = ""', 'source_url = ""', "# emendations = ")
    data = [line for line in lines if " = " in line and not line.startswith(certain)]
    assert [line for line in data if not line.endswith("# a guess")] == []


def test_what_add_writes_can_be_converted(tmp_path: Path) -> None:
    file = tmp_path / '某规划".txt'
    file.write_text(TEXT, "utf-8")
    assert main(["add", str(file), "--project", str(tmp_path)]) == 0
    assert main(["convert", "--quiet", "--project", str(tmp_path), "--jobs", "1"]) == 0


def test_add_makes_a_draft_unless_it_is_to_publish(tmp_path: Path) -> None:
    promised = {}
    for name, options in {"drawn-up": [], "published": ["--publish"]}.items():
        file = tmp_path / f"{name}.txt"
        file.write_text(TEXT.replace("一、", f"一、{name}", 1), "utf-8")
        assert main(["add", str(file), "--project", str(tmp_path), "--work", name, *options]) == 0
        promised[name] = "draft" not in (tmp_path / "seeds" / name / "manifest.toml").read_text("utf-8")
    assert promised == {"drawn-up": False, "published": True}
    assert main(["convert", "--quiet", "--project", str(tmp_path), "--jobs", "1"]) == 0
    lock = (tmp_path / "anchors.lock").read_text("utf-8")
    assert "published" in lock.partition("\n")[2]
    assert "drawn-up" not in lock


def test_what_is_read_with_doubts_is_published_only_if_one_insists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(DOUBTFUL, "utf-8")
    arguments = ["add", str(file), "--project", str(tmp_path), "--work", "a", "--publish"]
    assert main(arguments) == 10
    told = capsys.readouterr()
    assert "verdict  look at this place (numbering-jump)" in told.out
    assert "not added" in told.err
    assert "--yes" in told.err
    assert not (tmp_path / "seeds").exists()
    assert main([*arguments, "--json"]) == 10
    taken = json.loads(capsys.readouterr().out)
    assert (taken["work"], taken["verdict"]) == (None, "look")
    assert main([*arguments, "--yes"]) == 0
    assert "draft" not in (tmp_path / "seeds" / "a" / "manifest.toml").read_text("utf-8")


def test_facts_that_are_given_are_no_guesses(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    given = [
        *("--title", "某市某某发展规划", "--date", "2021年9月6日", "--source-url", "https://example.org/a"),
        *("--issuer", "某市人民政府", "--issuer", "某市财政局", "--place", "安徽省"),
    ]
    assert main(["add", str(file), "--project", str(tmp_path), "--work", "a", *given]) == 0
    manifest = (tmp_path / "seeds" / "a" / "manifest.toml").read_text("utf-8").split("\n")
    assert [line for line in manifest if not line.endswith("# a guess")][5:10] == [
        'title = "某市某某发展规划"',
        'date_issued = "2021-09-06"',
        'issuers = ["某市人民政府", "某市财政局"]',
        "# Whose 市财政局, 各区政府 are meant:",
        'place = "安徽省"',
    ]
    assert 'source_url = "https://example.org/a"' in manifest
    assert main(["convert", "--quiet", "--project", str(tmp_path), "--jobs", "1"]) == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [("2021.9.6", "2021-09-06"), ("2023-02", "2023-02"), ("2023年2月", "2023-02"), ("2021-12", "2021-12")],
)
def test_a_day_or_a_month_is_read(text: str, day: str) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--date", "2021-02-30", "no day of a calendar"),
        ("--date", "2021-13", "no day of a calendar"),
        ("--date", "2021", "no day of a calendar"),
        ("--place", "某处", "no place, or one of several"),
        ("--source-url", "example.org", "no address of a page"),
        ("--title", " ", "it is empty"),
        ("--issuer", ",,", "no words in it"),
        ("--issuer", "某市财政局、某市水务局", "names several; give the option once for each"),
        ("--port", "65536", "no number of a port"),
        ("--port", "abc", "no number of a port"),
    ],
)
def test_a_fact_that_cannot_be_one_is_told_with_its_option(
    option: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["serve", option, value] if option == "--port" else ["add", "a.txt", option, value])
    assert caught.value.code == 2
    assert re.search(f"argument {option}: .*{told}", capsys.readouterr().err)


def test_a_folder_is_told_how_its_files_are_taken_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "多件").mkdir()
    assert main(["add", str(tmp_path / "多件"), "--project", str(tmp_path)]) == 3
    told = capsys.readouterr().err
    assert "多件: this is a folder" in told
    assert "--together" in told


def test_what_is_no_plan_is_told_how_it_is_taken_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (
        "<html><body><h1>我市召开港口工作会议</h1><p>本报讯 4月1日，会议召开。会议指出，要抓好建设。</p></body></html>"
    )
    (tmp_path / "news.html").write_text(page, "utf-8")
    assert main(["add", str(tmp_path / "news.html"), "--work", "news", "--project", str(tmp_path)]) == 0
    assert f"delete {tmp_path / 'seeds/news'}" in capsys.readouterr().out


def test_a_pipe_keeps_nobody_waiting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe, file = tmp_path / "pipe.txt", tmp_path / "a.txt"
    os.mkfifo(pipe)
    file.write_text(TEXT, "utf-8")
    assert main(["add", str(pipe), str(file), "--project", str(tmp_path)]) == 3
    captured = capsys.readouterr()
    assert ("this is a named pipe" in captured.err, captured.out.count("added ")) == (True, 1)
    with pytest.raises(SystemExit):
        main(["verify", "--file", str(pipe), "--project", str(tmp_path)])
    assert "argument --file: this is a named pipe" in capsys.readouterr().err


def test_what_is_of_one_work_is_given_to_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for number, file in enumerate(files):
        file.write_text(TEXT + "完善。" * number, "utf-8")
    arguments = ["add", *map(str, files), "--project", str(tmp_path)]
    assert main([*arguments, "--title", "某规划"]) == 3
    assert "--title is of one work, and these are 2" in capsys.readouterr().err
    assert main([*arguments, "--issuer", "某市财政局"]) == 0


@pytest.mark.parametrize(("made", "command"), [([], "plan-publisher build"), (["Makefile"], "make site")])
def test_a_site_without_a_makefile_is_told_no_make(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], made: list[str], command: str
) -> None:
    for name in made:
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert main(["add", str(tmp_path / "a.txt"), "--project", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert f"then run `{command}`" in captured.out
    assert "there is no mkdocs.yml here" in captured.err
    assert main(["check", "--project", str(tmp_path), "--jobs", "1"]) == 1
    told = capsys.readouterr().out
    assert told.count(f"(run `{command}`)") == 2


@pytest.mark.parametrize("work", ["A", "../x", "a b", "规划", "con", "lpt1", "a" * 101])
def test_add_refuses_names(tmp_path: Path, work: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    assert main(["add", str(file), "--project", str(tmp_path), "--work", work]) == 3
    assert not (tmp_path / "seeds").exists()


def test_add_with_two_files_and_one_name_takes_neither_by_half(tmp_path: Path) -> None:
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text(TEXT, "utf-8")
    assert main(["add", *map(str, files), "--project", str(tmp_path), "--work", "a"]) != 0
    assert not (tmp_path / "seeds").exists()


CITY = "{0}市数字发展规划\n{0}市人民政府办公室\n2024年3月15日\n一、任务\n加快建设。（责任单位：市财政局、各区政府）\n"


def test_add_tells_the_place_it_took_and_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(CITY.format("苏州"), "utf-8")
    assert main(["add", str(tmp_path / "a.txt"), "--work", "one", "--project", str(tmp_path)]) == 0
    assert "\nplace    江苏省苏州市 (from the issuers)\n" in capsys.readouterr().out
    manifest = (tmp_path / "seeds/one/manifest.toml").read_text("utf-8")
    assert '\nplace = "江苏省苏州市"  # a guess' in manifest


def test_add_and_check_say_where_no_place_can_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "数字发展规划\n一、任务\n加快建设。（责任单位：市财政局、各区政府）\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    options = ["--project", str(tmp_path)]
    assert main(["add", str(tmp_path / "a.txt"), "--work", "one", *options]) == 0
    told = capsys.readouterr().out
    assert "\nplace    (could not be told)\n" in told
    assert "place-untold" in told
    assert main(["convert", *options]) == 0
    capsys.readouterr()
    main(["check", *options])
    assert "place-untold" in capsys.readouterr().err
    report = json.loads((tmp_path / "docs/plans/report.json").read_text("utf-8"))
    codes = [found["code"] for work in report["works"] for found in work["diagnostics"]]
    assert codes.count("place-untold") == 1
    bodies = json.loads((tmp_path / "docs/plans/bodies.json").read_text("utf-8"))["bodies"]
    assert [(body["name"], body["rule"]) for body in bodies] == [
        ("各区政府", "as-printed"),
        ("市财政局", "as-printed"),
    ]


def test_bodies_of_two_cities_stay_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--project", str(tmp_path)]
    for work, city in (("one", "苏州"), ("two", "合肥")):
        (tmp_path / "a.txt").write_text(CITY.format(city), "utf-8")
        main(["add", str(tmp_path / "a.txt"), "--work", work, *options])
    table = (
        '[[body]]\nid = "finance"\nname = "苏州市财政局"\nalso = ["市财政局"]\nplace = "苏州市"\nrule = "customary"\n'
    )
    (tmp_path / "seeds/bodies.toml").write_text(table, "utf-8")
    assert main(["convert", *options]) == 0
    capsys.readouterr()
    bodies = json.loads((tmp_path / "docs/plans/bodies.json").read_text("utf-8"))["bodies"]
    assert {body["name"]: [clause["work"] for clause in body["clauses"]] for body in bodies} == {
        "各区政府（合肥市）": ["two"],
        "各区政府（苏州市）": ["one"],
        "合肥市财政局": ["two"],
        "苏州市财政局": ["one"],
    }
    other = "".join(path.read_text("utf-8") for path in (tmp_path / "docs/plans/two").iterdir())
    assert "苏州" not in other
    assert "bodies/finance" not in other


def test_a_manifest_that_names_another_place_than_the_issuers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = make_project(tmp_path, CITY.format("苏州"), '[facts]\nplace = "合肥市"\n')
    assert main(["convert", *options]) == 0
    assert "place-differs" in capsys.readouterr().err + (tmp_path / "docs/plans/report.json").read_text("utf-8")
