"""The table of script exceptions."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import ManifestError
from build_tools.model.script import Script, ScriptException, ScriptTable
from build_tools.source.script_table import read_script_table

BOTH = (Script.HANT, Script.HANT_HK)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "script.toml"
    path.write_text(text, "utf-8")
    return path


def test_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[[keep]]\nphrase = "布"\ntargets = ["zh-Hant"]\nexample = "发布"\nreason = "甲"\n'
        '[[exception]]\nphrase = "系统"\nreads = "系統"\nreason = "乙"\n',
    )
    assert read_script_table(path) == ScriptTable(
        (
            ScriptException("系统", "系統", BOTH, "乙", "系统"),
            ScriptException("布", "布", (Script.HANT,), "甲", "发布"),
        )
    )


def test_no_file_no_exceptions(tmp_path: Path) -> None:
    assert read_script_table(tmp_path / "script.toml") == ScriptTable()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[except]]\n", "unknown key 'except'"),
        ('traditional = "zh-Hans"\n', "traditional = 'zh-Hans' is no form of traditional script"),
        ("traditional = []\n", "traditional = [] is no form of traditional script"),
        ('[[exception]]\nphrase = "系统"\nreason = "甲"\n', "[[exception]] lacks reads"),
        ('[[keep]]\nphrase = "布"\nreads = "布"\nreason = "甲"\n', "unknown key in [[keep]]: reads"),
        ('[[exception]]\nphrase = "系统"\nreads = "系"\nreason = "甲"\n', "系统 → 系 changes the number"),
        ('[[exception]]\nphrase = "系统"\nreads = 5\nreason = "甲"\n', "reads in [[exception]] is not a string"),
        ('[[keep]]\nphrase = ""\nreason = "甲"\n', "an entry has an empty phrase"),
        ('[[keep]]\nphrase = "布"\nexample = "发展"\nreason = "甲"\n', "the example 发展 does not hold 布"),
        ('[[keep]]\nphrase = "布"\ntargets = ["tw"]\nreason = "甲"\n', "unknown targets ['tw'] in [[keep]]"),
        (
            '[[keep]]\nphrase = "布"\ntargets = []\nreason = "甲"\n',
            "an entry has an empty phrase",
        ),
        ('keep = ["布"]\n', "[[keep]] is no table"),
        ('[[keep]]\nphrase = "布"\nreason = "甲"\n' * 2, "布 is decided twice for zh-Hant"),
    ],
)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ManifestError) as caught:
        read_script_table(write(tmp_path, text))
    assert caught.value.message.startswith(message)
