"""Codes: nothing is accepted that is not declared, and what is declared can be said in both languages."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from build_tools.model.codes import DOUBTS, DROP_RULES, Code, Severity, Wording
from build_tools.model.report import Diagnostic, make_diagnostic

ALL = {**{f"doubt {name}": code for name, code in DOUBTS.items()}, **DROP_RULES}


def test_a_diagnostic_takes_what_its_code_declares() -> None:
    doubt = make_diagnostic("numbering-jump", 7, "三、附则" * 20, expected=2)
    assert doubt == Diagnostic(7, "numbering-jump", ("三、附则" * 20)[:40], (("expected", "2"),))
    assert doubt.severity is Severity.WARNING
    assert doubt.message == "the number does not follow the one before it; 2 was expected"
    assert doubt.chinese_message == "编号与前一个不相接，应为 2"
    assert doubt.remedy == DOUBTS["numbering-jump"].remedy.english


def test_what_a_document_says_is_no_field() -> None:
    doubt = make_diagnostic("heading-boundary-uncertain", 1, heading="{confidence}{0}", confidence="0.10")
    assert doubt.message == "nothing marks where the heading '{confidence}{0}' ends (confidence 0.10)"


@pytest.mark.parametrize(
    ("code", "fields", "message"),
    [
        ("numbering-fall", {}, "'numbering-fall' is not declared"),
        ("markup", {}, "'markup' is not declared"),
        ("numbering-jump", {}, "numbering-jump has other fields"),
        ("numbering-jump", {"expected": 2, "found": 3}, "numbering-jump has other fields"),
    ],
)
def test_an_undeclared_doubt_is_refused(code: str, fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_diagnostic(code, 1, **fields)


def test_a_name_is_declared_once() -> None:
    table = tomllib.loads(files("build_tools.model").joinpath("codes.toml").read_text("utf-8"))
    assert len(DOUBTS) == len(table["doubts"]) + len(table["structure"])
    assert len(DROP_RULES) == len(table["counted"]) + len(table["listed"])


def test_both_languages_have_the_same_fields() -> None:
    assert Wording("{b} of {a}", "{a}的{b}").fields == {"a", "b"}
    with pytest.raises(ValueError, match="other fields"):
        _ = Wording("{a}", "甲").fields


@pytest.mark.parametrize("code", ALL.values(), ids=ALL)
def test_a_code_is_said_in_both_languages(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", code.name)
    for wording in (code.told, code.remedy):
        assert re.search(r"[A-Za-z]{2}", wording.english)
        assert not re.search(r"[\u4e00-\u9fff]", wording.english)
        assert re.search(r"[\u4e00-\u9fff]{2}", wording.chinese)
        assert not re.search(r"[,;:!?]", re.sub(r"`[^`]*`", "", wording.chinese))
    assert code.told.fields == code.told.fields | code.remedy.fields
    assert code.remedy.fields == frozenset()
    assert code.remedy.english.endswith(".")
    assert code.remedy.chinese.endswith("。")
