"""Entries more and less, facts set: what a person has written around them stays."""

from __future__ import annotations

import tomllib

import pytest

from build_tools.desk.editing import add_entry, end_draft, set_value, take_entry
from build_tools.errors import ManifestError

MANIFEST = """\
# A draft's anchors may still move. Delete this line when you publish: from then on they are kept for ever.
draft = true

# Facts are read from the page at each build.
[facts]
# title = "甲规划"  # a guess
# date_issued = "2021-01-01"  # a guess
place = "上海市"  # checked by hand

[[witness]]
file = "a.txt"
sha256 = "00"
role = "base"

# the second copy
[[witness]]
file = "b.txt"
sha256 = "01"
role = "part"
"""


def test_an_entry_stands_at_the_end_and_is_taken_out_again() -> None:
    added = add_entry(MANIFEST, "decision", {"excerpt": 'a"\\b', "reason": "甲\n乙"})
    assert added.startswith(MANIFEST)
    assert tomllib.loads(added)["decision"] == [{"excerpt": 'a"\\b', "reason": "甲\n乙"}]
    assert take_entry(added, "decision", 0).rstrip() == MANIFEST.rstrip()


def test_of_several_entries_one_is_taken_out_and_comments_stay() -> None:
    text = '# one\n[[decision]]\nexcerpt = "1"\n\n# two\n[[decision]]\nexcerpt = "2"\n\n# rest\n[aliases]\na = "b"\n'
    assert (
        take_entry(text, "decision", 0) == '# one\n# two\n[[decision]]\nexcerpt = "2"\n\n# rest\n[aliases]\na = "b"\n'
    )
    assert (
        take_entry(text, "decision", 1) == '# one\n[[decision]]\nexcerpt = "1"\n\n# two\n# rest\n[aliases]\na = "b"\n'
    )


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("title", "乙规划", 'title = "乙规划"'),
        ("place", "安徽省", 'place = "安徽省"  # checked by hand'),
        ("issuers", ["甲局", "乙局"], 'issuers = ["甲局", "乙局"]'),
        ("period", [2021, 2025], "period = [2021, 2025]"),
    ],
)
def test_a_fact_is_set(name: str, value: object, line: str) -> None:
    made = set_value(MANIFEST, name, value)
    assert line in made.split("\n")
    assert tomllib.loads(made)["facts"][name] == value
    assert [one for one in MANIFEST.split("\n") if one not in made.split("\n")] == (
        [] if name != "place" else ['place = "上海市"  # checked by hand']
    )


def test_a_proposal_stays_above_the_fact_and_a_fact_is_taken_out() -> None:
    made = set_value(MANIFEST, "title", "乙规划")
    assert '# title = "甲规划"  # a guess\ntitle = "乙规划"\n# date_issued' in made
    assert set_value(made, "title", None) == MANIFEST


@pytest.mark.parametrize("guess", ["a guess", "猜测"])
def test_what_is_set_is_called_no_guess(guess: str) -> None:
    made = set_value(f'[facts]\ntitle = "甲"  # {guess}\n', "title", "乙")
    assert made == '[facts]\ntitle = "乙"\n'


def test_a_list_of_several_lines_is_replaced_whole() -> None:
    text = '[facts]\nissuers = [\n  "甲局",  # first\n  "乙局",\n]\ntitle = "甲"\n'
    assert set_value(text, "issuers", ["丙局"]) == '[facts]\nissuers = ["丙局"]\ntitle = "甲"\n'


def test_facts_are_made_where_there_are_none() -> None:
    text = 'added = "2026-11-20"\n\n# the base\n[[witness]]\nfile = "a"\n'
    made = set_value(text, "title", "甲")
    assert made == 'added = "2026-11-20"\n\n[facts]\ntitle = "甲"\n\n# the base\n[[witness]]\nfile = "a"\n'
    assert tomllib.loads(set_value("", "title", "甲"))["facts"] == {"title": "甲"}


def test_a_value_of_the_second_entry_is_set() -> None:
    made = set_value(MANIFEST, "emendations", "e.toml", header="[[witness]]", number=1)
    assert [one.get("emendations") for one in tomllib.loads(made)["witness"]] == [None, "e.toml"]
    assert made == MANIFEST + 'emendations = "e.toml"\n'


def test_the_mark_of_a_draft_goes_with_what_is_said_of_it() -> None:
    rest = MANIFEST.split("\n", 1)[1]
    assert end_draft(MANIFEST) == MANIFEST.split("\n\n", 1)[1]
    assert end_draft(f"# 草稿的锚点还可以变。\n{rest}") == end_draft(MANIFEST)
    assert end_draft(f"# about the plan\n{rest}") == f"# about the plan\n{end_draft(MANIFEST)}"
    assert end_draft(end_draft(MANIFEST)) == end_draft(MANIFEST)


def test_what_cannot_be_followed_is_refused() -> None:
    with pytest.raises(ManifestError, match="cannot follow"):
        set_value('facts = { title = "甲" }\n', "title", "乙")
