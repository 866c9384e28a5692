import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.source.front_matter import read_front_matter

BLOG = """
---
title: '某委员会印发《行动计划（2021-2023年）》'
categories: 
 - 金融
 - 新浪财经
comments: false
date: Fri, 10 Sep 2021 06:56:38 GMT
---

<div>"""  # noqa: W291 - the blank behind "categories:" is the source's

PAIRS = {
    "title": "某委员会印发《行动计划（2021-2023年）》",
    "categories": "金融、新浪财经",
    "comments": "false",
    "date": "Fri, 10 Sep 2021 06:56:38 GMT",
}


@pytest.mark.parametrize("text", [BLOG, BLOG.replace("\n", "\r\n"), "\ufeff" + BLOG, "\ufeff" + BLOG[1:]])
def test_a_block(text: str) -> None:
    end, pairs = read_front_matter(text)
    assert pairs == PAIRS
    assert text[end:].replace("\r", "") == "\n<div>"


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("标题: 沪交科（2023）429号", {"标题": "沪交科（2023）429号"}),
        ("url: https://example.org/a?b=c::d", {"url": "https://example.org/a?b=c::d"}),
        ('title: "a \\"b\\" \\u4e0a\\ud83d"', {"title": 'a "b" 上\\ud83d'}),
        ("title: 'it''s'", {"title": "it's"}),
        ("title: C# 语言 # a comment", {"title": "C# 语言"}),
        ("# a comment\ntitle: a", {"title": "a"}),
        ("tags: [甲, '乙']", {"tags": "甲、乙"}),
        ("tags:\n- 甲\n- 乙", {"tags": "甲、乙"}),
        ("empty:", {"empty": ""}),
        ("a: 1\na: 2", {"a": "1"}),
        ("nested:\n  key: value\nb: 2", {"nested": "", "b": "2"}),
        ("text: |\n  long\nb: 2", {"text": "", "b": "2"}),
        ("run: !!python/name:os.system x", {"run": "!!python/name:os.system x"}),
        ("{{[ odd\na: 1", {"a": "1"}),
        ("", {}),
    ],
)
def test_values(line: str, pairs: dict[str, str]) -> None:
    text = f"---\n{line}\n---\nbody"
    assert read_front_matter(text) == (len(text) - len("body"), pairs)


@pytest.mark.parametrize(
    "text",
    [
        "", "---", "---\n", "---\ntitle: a\n", "text\n---\na: b\n---\n", "----\na: b\n----\n",
        " ---\na: b\n---\n",
        "---\n一、总体要求\n坚持统筹推进。\n---\n",
    ],
)  # fmt: skip
def test_no_block(text: str) -> None:
    assert read_front_matter(text) == (0, {})


def test_other_ends() -> None:
    assert read_front_matter("---\na: b\n...\nbody") == (13, {"a": "b"})
    assert read_front_matter("---\na: b\n---") == (12, {"a": "b"})


@given(st.text(alphabet="-: \n\r\"'[]#ab\\|、"))
def test_never_raises(text: str) -> None:
    end, pairs = read_front_matter("---\n" + text)
    assert 0 <= end <= len(text) + 4
    assert end or not pairs


@pytest.mark.parametrize(
    "line", ['a: "x\\n\\ny"', 'a: "x \\r\\n y"', "a: 'x\u2028y'", "a: x\x85y", 'a: "\\u2029x\\ty\\n"', "a: x\x0b\x0cy"]
)
def test_a_value_is_one_line(line: str) -> None:
    value = read_front_matter(f"---\n{line}\n---\n")[1]["a"]
    assert value.split() == ["x", "y"]
    assert value.splitlines() == [value]
