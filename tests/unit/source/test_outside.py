"""outside.toml: what is known of works that are not here, and each refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import ManifestError
from build_tools.model.outside import OutsideNames, OutsideWork
from build_tools.source.outside import read_all_outside, read_outside

ROOT = Path(__file__).parents[3]


def write(folder: Path, text: str) -> Path:
    path = folder / "outside.toml"
    path.write_text(text, "utf-8")
    return path


def test_entries_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        '[[work]]\nname = "乙"\nalso = ["丙", "丁"]\nissuer = "某市"\ndoc_number = "1号"\ndate = "2021-02-28"\n'
        'url = "https://example.org/a?b=1"\nnote = "甲"\n[[work]]\nname = "甲"\ndate = "2009"\n'
    )
    assert read_outside(write(tmp_path, text)) == (
        OutsideWork("乙", ("丙", "丁"), "某市", "1号", "2021-02-28", "https://example.org/a?b=1", "甲"),
        OutsideWork("甲", date="2009"),
    )


def test_no_file_no_entries(tmp_path: Path) -> None:
    assert read_outside(tmp_path / "outside.toml") == ()
    assert read_outside(write(tmp_path, "")) == ()


def test_the_projects_own_are_read() -> None:
    assert len(read_outside(ROOT / "seeds/outside.toml")) > 3


def entry(line: str) -> str:
    return f'[[work]]\nname = "甲"\n{line}\n'


REFUSED = {
    "another table": ('[[works]]\nname = "甲"\n', "unknown table 'works'"),
    "no name": ('[[work]]\nissuer = "甲"\n', "[[work]] lacks name"),
    "an unknown field": (entry('author = "乙"'), "unknown key in [[work]]: author"),
    "no table": ("work = [5]\n", "[[work]] is no table"),
    "an empty name": ('[[work]]\nname = ""\n', "'' has an empty name, a line break or a control character"),
    "an empty further name": (entry('also = [""]'), "'甲' has an empty name, a line break or a control character"),
    "two lines": (entry('note = "乙\\n\\n# 丙"'), "'甲' has an empty name, a line break or a control character"),
    "a number": (entry("doc_number = 5"), "doc_number in [[work]] is not a string"),
    "a date without quotes": (entry("date = 2021-02-03"), "date in [[work]] is not a string"),
    "a text for a list": (entry('also = "乙"'), "also in [[work]] is no list of strings"),
    "a list of numbers": (entry("also = [5]"), "also in [[work]] is no list of strings"),
    "a month": (entry('date = "2021-02"'), "'2021-02' is no date"),
    "a day that no month has": (entry('date = "2021-02-31"'), "'2021-02-31' is no date"),
    "a script": (entry('url = "javascript:x"'), "'javascript:x' is no address"),
    "an address with a bracket": (
        entry('url = "https://a/(b)"'), "'https://a/(b)' holds a sign that cannot stand in a link",
    ),
    "one name twice": (entry("") * 2, "two entries have the name 甲"),
    "a name that is another's further name": (
        entry('also = ["乙"]') + '[[work]]\nname = "乙"\n', "two entries have the name 乙",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ManifestError) as caught:
        read_outside(path)
    assert caught.value.message.startswith(message)
    assert (caught.value.path, bool(caught.value.remedy)) == (path, True)


def test_names_of_one_work_share_an_anchor_that_its_title_gives() -> None:
    work = OutsideWork("乙", ("丙",))
    names = OutsideNames([work])
    assert (names.find("乙"), names.find("丙"), names.find("丁")) == (work, work, None)
    assert names.anchor("丙") == names.anchor("乙") == OutsideNames(()).anchor("乙") == "w-71530d4c49f1"
    assert names.anchor("丁") == OutsideNames(()).anchor("丁") != names.anchor("乙")


def test_the_nations_works_stand_under_a_sites_own(tmp_path: Path) -> None:
    path = tmp_path / "outside.toml"
    names = OutsideNames(read_all_outside(path))
    assert (names.find("密码法") or OutsideWork("")).name == "中华人民共和国密码法"
    write(tmp_path, '[[work]]\nname = "密码法"\nnote = "甲"\n')
    own = OutsideNames(read_all_outside(path))
    assert own.find("密码法") == OutsideWork("密码法", note="甲")
    assert own.find("中华人民共和国密码法") is None
