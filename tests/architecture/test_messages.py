"""What the program says: every message has its Chinese, and no message is left out."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from build_tools.messages import CATALOGUE

PACKAGE = Path(__file__).resolve().parents[2] / "build_tools"
TREES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
with CATALOGUE.open("rb") as file:
    CHINESE = {entry.id: entry for entry in read_po(file, locale="zh") if entry.id}


def list_marked(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield node


def read_literal(call: ast.Call) -> str:
    assert len(call.args) == 1, f"line {call.lineno}: a message is one literal"
    text = call.args[0]
    assert isinstance(text, ast.Constant), f"line {call.lineno}: a message is a literal, its fields are named"
    assert isinstance(text.value, str)
    return text.value


def list_fields(text: str) -> set[tuple[str, str]]:
    """Name and conversion of each field; of argparse's messages, those of the old form."""
    old = re.findall(r"%(?:\((\w+)\))?([sr])", text)
    return set(old) | {(name, conversion or "") for _, name, _, conversion in Formatter().parse(text) if name}


MESSAGES = {read_literal(call): call for tree in TREES.values() for call in list_marked(tree)}


def test_every_message_has_its_chinese_and_none_is_obsolete() -> None:
    ours = {text for text, entry in CHINESE.items() if "argparse" not in entry.user_comments}
    assert sorted(MESSAGES.keys() - ours) == []
    assert sorted(ours - MESSAGES.keys()) == []
    assert [text for text, entry in CHINESE.items() if not entry.string or entry.fuzzy] == []


def test_what_argparse_says_is_its_own() -> None:
    """Under this Python or another: most of it has been the same for years."""
    said = {text for _, text, _, _ in extract_from_file("python", argparse.__file__, {"_": None})}
    assert len([text for text, entry in CHINESE.items() if "argparse" in entry.user_comments and text in said]) > 15


@pytest.mark.parametrize("text", sorted(CHINESE))
def test_both_languages_have_the_same_fields(text: str) -> None:
    entry = CHINESE[text]
    assert list_fields(entry.string) == list_fields(text)
    if "argparse" not in entry.user_comments:
        given = {keyword.arg for keyword in MESSAGES[text].keywords}
        # Without fields a message is not formatted: braces in it are its own.
        assert given == ({name for name, _ in list_fields(text)} if given else set())


@pytest.mark.parametrize("module", sorted(TREES))
def test_a_mark_is_found_by_every_extractor(module: str) -> None:
    """Not inside an f-string; and nothing else is called `_` where messages are."""
    tree = TREES[module]
    marked = {id(call) for call in list_marked(tree)}
    hidden = [node.lineno for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for node in list_marked(text)]
    assert hidden == []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and any(id(node) in marked for node in ast.walk(function)):
            inner = {
                id(name)
                for node in ast.walk(function)
                if isinstance(node, ast.comprehension)
                for name in ast.walk(node.target)
            }
            names = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == "_"]
            assert [node.lineno for node in names if isinstance(node.ctx, ast.Store) and id(node) not in inner] == []
