"""Works on their way through all stages: in traditional script, and with a further witness."""

from __future__ import annotations

import hashlib
from pathlib import Path

from build_tools.model.anchor import Anchor
from build_tools.model.glossary import Glossary, Term
from build_tools.model.link import WorkLinks
from build_tools.model.report import make_diagnostic
from build_tools.pipeline import TermMatcher, convert_bytes, convert_work, survey_work
from build_tools.rendering import render_work

TEXT = "某某市產業發展規劃\n一、發展數據中心\n某某市加快發展數據中心，參見專欄1。\n專欄1 重點工程\n建設工業軟件平臺。\n"


def test_terms_and_references_of_a_work_in_traditional_script(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    data = TEXT.encode("utf-8")
    (folder / "a.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    (folder / "manifest.toml").write_text(f'[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n', "utf-8")
    terms = tuple(
        Term(name, form, name, "释义", "software", "依据")
        for name, form in (("data-centre", "数据中心"), ("software", "工业软件"))
    )
    survey = survey_work(convert_work(folder), TermMatcher(Glossary(terms)))
    clauses = survey.clauses.by_block
    assert [clauses[use.block].text[use.start : use.end] for use in survey.uses if use.linked] == [
        "數據中心",
        "工業軟件",
    ]
    assert [(reference.name, reference.target) for reference in survey.references] == [("专栏1", Anchor("", "box1"))]


def test_a_further_witness_stands_beside_the_base(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    head = "某市产业发展规划\n一、甲乙\n"
    manifest = ""
    for name, role, text in (("a.txt", "base", "子" + "甲乙" * 4000), ("b.txt", "witness", "丑" + "乙丙甲" * 3000)):
        data = f"{head}{text}丁。\n".encode()
        (folder / name).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        manifest += f'[[witness]]\nfile = "{name}"\nsha256 = "{digest}"\nrole = "{role}"\n'
    (folder / "manifest.toml").write_text(manifest, "utf-8")
    work = convert_work(folder)
    assert {name for name in render_work(work, WorkLinks()) if name.startswith("witness")} == {
        "witness-b.json",
        "witness-b.md",
        "witness-b-text.md",
    }
    told = survey_work(work, TermMatcher(Glossary(()))).record.diagnostics
    assert [one for one in told if one.code == "collation-coarse"] == [
        make_diagnostic("collation-coarse", 0, "子" + "甲乙" * 20, file="b.txt", count=1)
    ]


def test_a_label_that_was_emended_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    lines = (
        "某市港口发展规划",
        "一、优化布局",
        "（一）东港",
        "建设东港。",
        "（三）西港",
        "建设西港。",
        "二、培育企业",
        "深化合作。",
    )
    data = "\n".join(lines).encode()
    (folder / "a.txt").write_bytes(data)
    manifest = f'[[witness]]\nfile = "a.txt"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\nrole = "base"\n'
    (folder / "manifest.toml").write_text(manifest, "utf-8")
    assert "numbering-jump" in list_codes(folder)
    (folder / "manifest.toml").write_text(f'{manifest}emendations = "emendations.toml"\n', "utf-8")
    change = '[[emendation]]\nsource = "（三）西港"\nreads = "（二）西港"\nreason = "原件如此。"\n'
    (folder / "emendations.toml").write_text(change, "utf-8")
    assert not {"numbering-jump", "label-lost"} & list_codes(folder)


def list_codes(folder: Path) -> set[str]:
    return {doubt.code for doubt in convert_work(folder).base.edition.diagnostics}


def test_what_was_escaped_twice_is_proved_as_it_is_read() -> None:
    text = "甲&amp;nbsp;乙&amp;ldquo;丙&amp;rdquo;，&amp;lt;丁&amp;copy;。"
    page = f"<html><body><h1>某市发展规划</h1><p>一、总则</p><p>{text}</p></body></html>"
    edition = convert_bytes(page.encode(), "a.html").edition
    assert edition.blocks[-1].text.text == "甲\u00a0乙“丙”，&lt;丁&copy;。"
