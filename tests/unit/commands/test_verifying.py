"""`verify` answers on quotations, and its exit code tells whether all of them stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_tools.cli import main
from tests.unit.engine.test_project import add_work

TEXT = (
    "某市港口发展规划（2021-2025年）\n一、目标\n到2025年，港口吞吐量达到5000万吨。\n二、任务\n（一）码头\n"
    "1.加快自动化码头改造。推进智慧港口建设，着力发展多式联运。\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    add_work(tmp_path, "port-2021", TEXT)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲\nsite_url: https://example.org/x\n", "utf-8")
    return tmp_path


def verify(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, object]]]:
    code = main(["verify", *arguments, "--json", "--project", str(project)])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_quotation_leads_to_its_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, [told] = verify(project, capsys, "港口吞吐量達到5000萬噸", "--cited", "《港口发展规划》一")
    assert code == 0
    assert {key: told[key] for key in ("verdict", "work", "anchor", "url", "citation", "differences")} == {
        "verdict": "verbatim",
        "work": "port-2021",
        "anchor": "s1-para1",
        "url": "https://example.org/x/plans/port-2021/#s1-para1",
        "citation": "《某市港口发展规划（2021-2025年）》一第1段",
        "differences": [],
    }
    assert told["cited"] == {
        "title": "港口发展规划",
        "place": "一",
        "work": "port-2021",
        "anchor": "s1",
        "holds": True,
    }


def test_a_quotation_that_differs_or_stands_elsewhere_fails(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, [told] = verify(project, capsys, "港口吞吐量达到6000万吨")
    assert (code, told["verdict"]) == (1, "differs")
    assert told["differences"] == [{"at": 7, "kind": "wording", "found": "6", "stands": "5"}]
    code, [told] = verify(project, capsys, "港口吞吐量达到5000万吨", "--cited", "《某市港口发展规划》二（一）")
    assert (code, told["verdict"]) == (1, "verbatim")
    assert isinstance(told["cited"], dict)
    assert told["cited"]["holds"] is False
    code, [told] = verify(project, capsys, "深化医药卫生体制改革")
    assert (code, told["verdict"]) == (1, "absent")


def test_all_quotations_of_a_file_are_told_with_their_lines(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "article.md"
    file.write_text("# 文章\n\n“推进智慧港口建设”与“推进智能港口建设”。\n\n> 着力发展多式联运\n", "utf-8")
    code, told = verify(project, capsys, "--file", str(file))
    assert (code, [(one["line"], one["verdict"]) for one in told]) == (
        1,
        [(3, "verbatim"), (3, "differs"), (5, "verbatim")],
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "nothing to verify"), (["。。"], "no words"), (["甲", "--file", "乙"], "two things")],
)
def test_bad_arguments_are_told(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["verify", *arguments, "--project", str(project)]) != 0
    assert message in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--file", str(project / "甲.txt"), "--project", str(project)]) == 3
    assert "the file cannot be read: no such file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("verify", "甲", "--least", "-1"), ("mcp", "--http", "99999")])
def test_a_number_that_cannot_be_is_refused_as_an_argument(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(list(arguments))
