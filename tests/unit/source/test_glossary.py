"""glossary.toml: what it gives, and each refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import ManifestError
from build_tools.model.glossary import Glossary, Term
from build_tools.source.glossary import read_glossary

ROOT = Path(__file__).parents[3]
ENTRY = """[[term]]
id = "eda"
name = "电子设计自动化"
abbr = "EDA"
english = "electronic design automation"
definition = "用计算机设计芯片的工具。"
source = "某标准"
kind = "software"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "glossary.toml"
    path.write_text(text, "utf-8")
    return path


def change(old: str, new: str) -> str:
    assert ENTRY.count(old) == 1
    return ENTRY.replace(old, new)


def test_entries_by_id(tmp_path: Path) -> None:
    cad = '[[term]]\nid = "cad"\nname = "CAD"\nenglish = "x"\ndefinition = "甲。"\nsource = "乙"\nkind = "software"\n'
    cad += 'aliases = ["计算机辅助设计"]\nnot_inside = ["ARCADE"]\nrelated = ["eda"]\n'
    glossary = read_glossary(write(tmp_path, ENTRY + cad + '[ignore]\nnm = "单位"\nAPP = "常用"\n'))
    eda = Term(
        "eda", "电子设计自动化", "electronic design automation", "用计算机设计芯片的工具。", "某标准", "software", "EDA"
    )
    assert glossary == Glossary(
        (
            Term(
                "cad", "CAD", "x", "甲。", "乙", "software",
                aliases=("计算机辅助设计",), not_inside=("ARCADE",), related=("eda",),
            ),
            eda,
        ),
        (("APP", "常用"), ("nm", "单位")),
    )  # fmt: skip
    assert eda.forms == ("电子设计自动化", "EDA")
    assert glossary.by_id()["eda"] == eda


def test_no_file_no_entries(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "glossary.toml") == Glossary()
    assert read_glossary(write(tmp_path, "")) == Glossary()


def test_the_projects_own_glossary_is_read() -> None:
    glossary = read_glossary(ROOT / "seeds/glossary.toml")
    assert len(glossary.terms) == len(glossary.by_id()) > 400


OTHER = ENTRY.replace('"eda"', '"other"')
REFUSED = {
    "another table": ("[[terms]]\n", "unknown table 'terms'"),
    "no table": ("term = [5]\n", "[[term]] is no table"),
    "an unknown field": (ENTRY + 'alias = "甲"\n', "unknown key in [[term]]: alias"),
    "no definition": (change('definition = "用计算机设计芯片的工具。"\n', ""), "[[term]] lacks definition"),
    "an empty source": (change("某标准", ""), "[[term]] eda: source is missing"),
    "a number for a name": (change('"电子设计自动化"', "5"), "name in [[term]] is not a string"),
    "a list for a text": (change('"EDA"', '["EDA"]'), "abbr in [[term]] is not a string"),
    "a text for a list": (ENTRY + 'aliases = "甲"\n', "aliases in [[term]] is no list of strings"),
    "an empty form": (ENTRY + 'aliases = [""]\n', "[[term]] eda: aliases holds an empty text"),
    "an id with a path": (change('"eda"', '"../eda"'), "[[term]] ../eda: the id cannot stand in an address"),
    "an id of markup": (change('"eda"', "'\"><script>'"), '[[term]] "><script>: the id cannot stand in an address'),
    "an id of Chinese": (change('"eda"', '"甲"'), "[[term]] 甲: the id cannot stand in an address"),
    "the id of an index": (change('"eda"', '"latin"'), "[[term]] latin: the id cannot stand in an address"),
    "the id of the first page": (change('"eda"', '"index"'), "[[term]] index: the id cannot stand in an address"),
    "an unknown kind": (change('"software"', '"toy"'), "[[term]] eda: unknown kind 'toy'"),
    "a setting that decides nothing": (ENTRY + "in_texts = false\n", "unknown key in [[term]]: in_texts"),
    "a definition of two lines": (
        change("的工具。", "的工具。\\n\\n# 甲"),
        "[[term]] eda: definition has a line break, a control character or a blank at an edge",
    ),
    "a form over two cells": (
        ENTRY + 'aliases = ["甲\\n乙"]\n',
        "[[term]] eda: aliases has a line break, a control character or a blank at an edge",
    ),
    "a blank form": (
        ENTRY + 'aliases = [" "]\n',
        "[[term]] eda: aliases has a line break, a control character or a blank at an edge",
    ),
    "a form in a name": (ENTRY + 'aliases = ["《甲》"]\n', "[[term]] eda: aliases holds 《》, in which no term"),
    "one id twice": (ENTRY + ENTRY.replace("EDA", "E").replace("电子", ""), "two entries have the id 'eda'"),
    "one form twice": (ENTRY + OTHER, "电子设计自动化 stands for eda and for other"),
    "one form in two widths": (
        ENTRY + OTHER.replace("电子", "").replace('"EDA"', '"ＥＤＡ"'), "ＥＤＡ stands for eda and for other",
    ),
    "related to nothing": (ENTRY + 'related = ["cad"]\n', "[[term]] eda: related entry 'cad' does not exist"),
    "related to itself": (ENTRY + 'related = ["eda"]\n', "[[term]] eda: related entry 'eda' does not exist"),
    "ignored without a reason": ('[ignore]\nnm = ""\n', "[ignore] needs a reason for each expression"),
    "a list of ignored": ('ignore = ["nm"]\n', "[ignore] needs a reason for each expression"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ManifestError) as caught:
        read_glossary(path)
    assert caught.value.message.startswith(message)
    assert (caught.value.path, bool(caught.value.remedy)) == (path, True)


def test_what_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"glossary\.toml:2"):
        read_glossary(write(tmp_path, "[[term]]\nid = \n"))
