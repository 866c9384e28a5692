"""The verdict of `add`: one line for a person, one word and an exit code for a script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.engine.terminal import tell_verdict
from build_tools.model.report import make_diagnostic
from build_tools.model.verdict import VerdictKind, judge

CLEAN = "临江市绿色交通行动计划\n一、任务\n加快建设。\n二、附则\n本计划自印发之日起施行。\n"
FILES = {
    "clean": (CLEAN, 0, "verdict  clean"),
    "look": (CLEAN.replace("二、", "三、"), 10, "verdict  look at this place (numbering-jump)"),
    "no-plan": (f"{CLEAN}三、课堂讨论\n甲。\n四、延伸阅读\n乙。\n", 11, "verdict  this is no plan (study-note)"),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("options", [[], ["--strict"], ["--json"]], ids=["plain", "strict", "json"])
def test_add_ends_with_its_verdict(
    kind: str, options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, code, line = FILES[kind]
    (tmp_path / "a.txt").write_text(text, "utf-8")
    arguments = ["add", str(tmp_path / "a.txt"), "--work", "one", "--project", str(tmp_path), *options]
    assert main(arguments) == (code if options else 0)
    printed = capsys.readouterr().out
    if options == ["--json"]:
        told = json.loads(printed)
        assert (told["work"], told["verdict"]) == ("one", kind)
        assert told["outline"]["title"] == "临江市绿色交通行动计划"
        assert set(told["outline"]["diagnostics"][0] if code else {}) <= {
            "code", "severity", "message", "line", "remedy",
        }  # fmt: skip
    else:
        assert printed.rstrip("\n").split("\n")[-1] == line


def test_several_files_end_with_the_worst(tmp_path: Path) -> None:
    names = []
    for kind, (text, _, _) in FILES.items():
        names.append(str(tmp_path / f"{kind}-2021.txt"))
        Path(names[-1]).write_text(text, "utf-8")
    assert main(["add", *names, "--strict", "--project", str(tmp_path)]) == 11


def test_mere_information_is_nothing_to_look_at() -> None:
    reference = make_diagnostic("unresolved-reference", 3, "专栏9")
    late = make_diagnostic("numbering-late", 5, "二、", expected=1)
    assert judge([reference]).kind is VerdictKind.CLEAN
    assert judge([late, reference]).places == (late,)
    assert tell_verdict(judge([late, late])) == "look at these 2 places (numbering-late)"
