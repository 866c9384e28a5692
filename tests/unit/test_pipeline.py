"""What a work in traditional script has of terms and references."""

from __future__ import annotations

import hashlib
from pathlib import Path

from build_tools.model.glossary import Glossary, Term
from build_tools.pipeline import convert_work, make_matcher, survey_work

TEXT = "某某市產業發展規劃\n一、發展數據中心\n某某市加快發展數據中心，參見專欄1。\n專欄1 重點工程\n建設工業軟件平臺。\n"


def test_terms_and_references_of_a_work_in_traditional_script(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    data = TEXT.encode("utf-8")
    (folder / "a.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    (folder / "manifest.toml").write_text(f'[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n', "utf-8")
    terms = tuple(
        Term(name, form, name, "释义", "依据", "software")
        for name, form in (("data-centre", "数据中心"), ("software", "工业软件"))
    )
    survey = survey_work(convert_work(folder), make_matcher(Glossary(terms)))
    texts = [clause.text for clause in survey.clauses.clauses]
    assert [texts[use.clause][use.start : use.end] for use in survey.uses if use.linked] == ["數據中心", "工業軟件"]
    assert [(reference.name, reference.target) for reference in survey.references] == [("专栏1", "box1")]
