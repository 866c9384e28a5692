"""glossary.toml: what it gives, and each refusal."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.errors import ManifestError
from build_tools.model.glossary import CLAUSE_RE, Glossary, Term
from build_tools.source.glossary import list_vocabularies, read_glossary

ROOT = Path(__file__).parents[3]
ENTRY = """[[term]]
id = "eda"
name = "电子设计自动化"
abbr = "EDA"
english = "electronic design automation"
definition = "用计算机设计芯片的工具。"
basis = "《某标准》"
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
    cad = (
        '[[term]]\nid = "cad"\nname = "CAD"\nenglish = "x"\ndefinition = "甲。"\nbasis = "《乙》"\nkind = "software"\n'
    )
    cad += 'aliases = ["计算机辅助设计"]\nnot_inside = ["ARCADE"]\nrelated = ["eda"]\n'
    glossary = read_glossary(write(tmp_path, ENTRY + cad + '[ignore]\nnm = "单位"\nAPP = "常用"\n'))
    eda = Term(
        "eda",
        "电子设计自动化",
        "electronic design automation",
        "用计算机设计芯片的工具。",
        "software",
        "《某标准》",
        "EDA",
    )
    assert glossary == Glossary(
        (
            Term(
                "cad", "CAD", "x", "甲。", "software", "《乙》",
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


def test_the_projects_own_glossary_stands_over_the_shared_vocabularies() -> None:
    own = read_glossary(ROOT / "seeds/glossary.toml", list_vocabularies()).by_id()
    assert len(own) > 570
    assert {"5g", "jinqiao"} <= own.keys()


SHARED = ROOT / "build_tools/source/vocabularies"


def test_a_shared_vocabulary_speaks_of_no_library() -> None:
    terms = [term for path in SHARED.glob("*.toml") for term in tomllib.loads(path.read_text("utf-8"))["term"]]
    ids = [term["id"] for term in terms]
    assert len(set(ids)) == len(ids)
    assert {other for term in terms for other in term.get("related", ())} <= set(ids)
    assert [term["id"] for term in terms if CLAUSE_RE.search(term.get("basis", ""))] == []
    told = "".join(term["definition"] + term["english"] for term in terms)
    assert re.findall("文中|此处|本库|本站|本市|本规划|浦东|张江", told) == []


def test_vocabularies_that_are_named_are_laid_under_a_sites_own_entries(tmp_path: Path) -> None:
    path = tmp_path / "seeds" / "glossary.toml"
    path.parent.mkdir()
    alone = read_glossary(path, ["manufacturing"]).by_id()
    assert alone["cad"].related == ("cae", "cam", "capp", "geometric-modelling-engine")  # EDA is in another one
    mine = ENTRY.replace('"eda"', '"cad"').replace("电子设计自动化", "绘图") + 'related = ["plm"]\n'
    own = mine.replace('"EDA"', '"MES"')
    path.write_text(own, "utf-8")
    glossary = read_glossary(path, ["manufacturing"]).by_id()
    assert (glossary["cad"].name, glossary["cad"].related) == ("绘图", ("plm",))
    assert glossary["mes"] == replace(alone["mes"], abbr="")  # the site has that form
    path.write_text(own.replace("绘图", alone["mes"].name), "utf-8")
    assert "mes" not in read_glossary(path, ["manufacturing"]).by_id()


def test_a_vocabulary_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="there is no vocabulary 'toys'") as caught:
        read_glossary(tmp_path / "seeds" / "glossary.toml", ["toys"])
    assert caught.value.path == tmp_path / "mkdocs.yml"
    assert "general-policy" in caught.value.remedy


def test_entries_that_are_shown() -> None:
    one = Term("one", "甲", "x", "甲。", "software", related=("two", "three"))
    two = Term("two", "乙", "x", "甲。", "software", related=("one", "three", "four"))
    three, four = (Term(id_, id_, "x", "甲。", "software") for id_ in ("three", "four"))
    glossary = Glossary((four, one, three, two), moved=(("old", "four"),))
    assert [term.id for term in glossary.show({"one"}).terms] == ["one", "three", "two"]
    assert glossary.show({"one"}).by_id()["two"].related == ("one", "three")
    assert [term.id for term in glossary.show({"three"}, {"two"}).terms] == ["three", "two"]
    assert [term.id for term in glossary.show({"three"}, {"old"}).terms] == ["four", "three"]


OTHER = ENTRY.replace('"eda"', '"other"')
REFUSED = {
    "another table": ("[[terms]]\n", "unknown table 'terms'"),
    "no table": ("term = [5]\n", "[[term]] is no table"),
    "an unknown field": (ENTRY + 'alias = "甲"\n', "unknown key in [[term]]: alias"),
    "no definition": (change('definition = "用计算机设计芯片的工具。"\n', ""), "[[term]] lacks definition"),
    "no kind": (change("software", ""), "[[term]] eda: kind is missing"),
    "a basis that is none": (change("《某标准》", "常用"), "[[term]] eda: the basis '常用' names no published source"),
    "one of two": (
        change("《某标准》", "《某标准》；常用"), "[[term]] eda: the basis '常用' names no published source",
    ),
    "a standard with a dash": (change("《某标准》", "GB/T 1234—2020"), "[[term]] eda: the basis writes GB/T 1234—2020"),
    "a former id that is an entry": (ENTRY + '[aliases]\neda = "cad"\n', "[aliases] names what is no entry any more"),
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
