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


def test_both_languages_have_the_same_fields() -> None:
    for text, entry in CHINESE.items():
        given = set() if "argparse" in entry.user_comments else {keyword.arg for keyword in MESSAGES[text].keywords}
        if given or "argparse" in entry.user_comments:  # without fields a message is not formatted: braces are its own
            assert list_fields(entry.string) == list_fields(text), text
            assert {name for name, _ in list_fields(text)} == given or not given, text


def find_hidden(tree: ast.AST) -> Iterator[int]:
    """The lines of marks inside an f-string, and of what else is called `_` where messages are."""
    marked = {id(call) for call in list_marked(tree)}
    for text in ast.walk(tree):
        if isinstance(text, ast.JoinedStr):
            yield from (node.lineno for node in list_marked(text))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and any(id(node) in marked for node in ast.walk(function)):
            inner = {
                id(name)
                for node in ast.walk(function)
                if isinstance(node, ast.comprehension)
                for name in ast.walk(node.target)
            }
            for node in ast.walk(function):
                if isinstance(node, ast.arg) and node.arg == "_":
                    yield node.lineno
                elif isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store):
                    yield from () if id(node) in inner else (node.lineno,)


def test_a_mark_is_found_by_every_extractor() -> None:
    assert {module: lines for module, tree in TREES.items() if (lines := list(find_hidden(tree)))} == {}


# -- what a person may read is marked

WORDS_RE = re.compile(r"[A-Za-z]{2,}")
NO_WORDS = {"path", "line_no", "faults", "file", "end"}


def name_called(function: ast.expr) -> str:
    if isinstance(function, ast.Call):
        return name_called(function.func)
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_telling(node: ast.AST) -> bool:
    """An error, or what gives or raises one."""
    if isinstance(node, ast.ClassDef):
        return node.name.endswith("Error") and node.name != "NumeralError"
    gives = ast.unparse(node.returns) if isinstance(node, ast.FunctionDef) and node.returns is not None else ""
    return gives.endswith("Error") or gives == "NoReturn"


TELLING = {getattr(node, "name", "") for tree in TREES.values() for node in ast.walk(tree) if is_telling(node)} | {
    *("ArgumentTypeError", "Refuse", "refuse", "fail", "print", "say")
}
TELLING.remove("lack_package")  # is told names alone


def list_shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that a person may read."""
    name = name_called(call.func)
    if name in TELLING:
        yield from call.args
        yield from (keyword.value for keyword in call.keywords if keyword.arg not in NO_WORDS)
    elif name == "Fault":
        yield from call.args[2:3]
    elif name in ("add", "add_flag") and len(call.args) == 3:
        yield call.args[2]
    elif name in ("add_argument", "ArgumentParser", "add_parser"):
        yield from (keyword.value for keyword in call.keywords if keyword.arg in ("help", "description"))


def list_unmarked(expression: ast.expr) -> Iterator[int]:
    """The lines of words in an expression that are no message."""
    if isinstance(expression, ast.IfExp):
        yield from (*list_unmarked(expression.body), *list_unmarked(expression.orelse))
    elif isinstance(expression, ast.BinOp):
        yield from (*list_unmarked(expression.left), *list_unmarked(expression.right))
    elif isinstance(expression, ast.BoolOp):
        yield from (line for value in expression.values for line in list_unmarked(value))
    parts = expression.values if isinstance(expression, ast.JoinedStr) else [expression]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if any(WORDS_RE.search(text) for text in texts):
        yield expression.lineno


def find_unmarked(tree: ast.AST) -> list[int]:
    shown: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            shown += list_shown(node)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("what", "remedy", "fault", "reason"):
            shown.append(node.value)
    return sorted(line for one in shown for line in list_unmarked(one))


def test_what_a_person_may_read_is_marked() -> None:
    assert {module: lines for module, tree in TREES.items() if (lines := find_unmarked(tree))} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('raise ManifestError("it is lost", remedy=_("find it"))', [1]),
        ('raise ManifestError(_("it is lost"),\n    path=path, remedy=f"find {name}")', [2]),
        ('refuse(_("one") if one else "others", "")', [1]),
        ('print(name + " is lost", file=sys.stderr)', [1]),
        ('new.add_argument("--yes", help="whatever it is")', [1]),
        ('add("build", run, "build it")', [1]),
        ('Fault(output, "site", "is lost")', [1]),
        ('what = "is lost" if lost else _("is new")', [1]),
        ('print(f"{name}: {told}")', []),
    ],
)
def test_unmarked_words_are_found(source: str, lines: list[int]) -> None:
    assert find_unmarked(ast.parse(source)) == lines
