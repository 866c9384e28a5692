"""The language that the program speaks: which one, and that nothing it makes depends on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.engine.workers import Workers
from build_tools.messages import _, choose, choose_language, speak

DOUBTFUL = "某市某某发展规划\n一、优化空间布局\n加快建设。\n三、培育龙头企业\n深化合作。\n"
COMMANDS = (
    "accept add build check convert doubts init merge outline pdf release reread script serve verify weigh".split()
)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_TW"}, "zh"),
        (["--lang", "zh", "build"], {"LC_ALL": "C"}, "zh"),
        (["build", "--quiet", "--lang=en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["build", "--lang"], {}, "en"),
        (["add", "--language", "zh"], {}, "en"),
    ],
)
def test_the_language_is_told_by_the_option_then_by_the_locale(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert choose_language(arguments, environment) == language


def test_fields_are_filled_in_after_translating() -> None:
    assert _("{works} works, {files} files changed", works=1, files=2) == "1 works, 2 files changed"
    speak("zh")
    assert _("{works} works, {files} files changed", works=1, files=2) == "1 部规划，2 个文件有变动"
    assert choose("doubt", "存疑") == "存疑"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_all_help_is_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*filter(None, [command]), "--help", "--lang", "zh"])
    shown = re.sub(r"`[^`]*`", "", capsys.readouterr().out)
    assert "用法：" in shown
    assert re.findall(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", shown) == []


def test_wrong_arguments_are_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["build", "--lang", "zh", "--jobs", "many"])
    assert "错误：参数 --jobs：'many' 不是 0 到 61 之间的整数\n" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["build", "--jobs", "many"])
    assert "error: argument --jobs: 'many' is no number from 0 to 61\n" in capsys.readouterr().err


def test_processes_speak_the_same_language() -> None:
    speak("zh")
    workers = Workers(2, str, get_context("spawn"))
    assert list(workers(_, ["the disk is full", "nothing"])) == ["磁盘已满", "无"]


def test_errors_and_remedies_are_told_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "a.html"
    empty.write_bytes(b"")
    assert main(["outline", str(empty), "--lang", "zh"]) == 3
    assert capsys.readouterr().err == f"错误：{empty.name}: 文件是空的\n  处理：请重新下载\n"


def test_doubts_are_shown_in_the_language_and_stored_without_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(DOUBTFUL, "utf-8")
    trees = []
    for language in ("en", "zh"):
        site = tmp_path / language
        assert main(["add", str(tmp_path / "a.txt"), "--project", str(site), "--lang", language]) == 0
        assert main(["convert", "--project", str(site), "--lang", language]) == 0
        files = sorted(path for path in site.rglob("*") if path.is_file() and ".build" not in path.parts)
        trees.append({path.relative_to(site): path.read_bytes() for path in files})
    assert trees[0] == trees[1]
    told = capsys.readouterr()
    assert "warning: line 4: numbering-jump: the number does not follow the one before it; 2 was expected" in told.out
    assert "存疑：第 4 行：numbering-jump: 编号与前一个不相接，应为 2" in told.out
    assert "1 部规划，" in told.err
