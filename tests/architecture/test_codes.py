"""Codes in the program and in the tables of codes are the same ones."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from build_tools.model.codes import DOUBTS, DROP_RULES

PACKAGE = Path(__file__).resolve().parents[2] / "build_tools"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# Function → place of the code among its arguments, and the table that declares it.
TAKES_CODE = {
    "make_diagnostic": (0, DOUBTS),
    "Diagnostic": (1, DOUBTS),
    "doubt": (0, DOUBTS),
    "diagnose": (0, DOUBTS),
    "Drop": (2, DROP_RULES),
    "add_drop": (3, DROP_RULES),
    "drop": (1, DROP_RULES),
    "drop_subtree": (1, DROP_RULES),
}


def list_strings(node: ast.AST) -> set[str]:
    """All string literals in a piece of code, its docstrings too."""
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def list_undeclared(tree: ast.AST) -> set[str]:
    """Literals that stand where a code is taken and are not declared."""
    found: set[str] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        place, table = TAKES_CODE.get(name, (0, {}))
        if table and len(call.args) > place:
            # "a" if x == "b" else "c" gives one of two.
            argument = call.args[place]
            given = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
            codes = {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
            found |= codes - set(table)
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("make_diagnostic('numbering-jump', 1)", set()),
        ("make_diagnostic('numbering-fall', 1)", {"numbering-fall"}),
        ("self.diagnose('markup', line)", {"markup"}),
        ("sink.drop(line.passage, 'mark-up' if name == 'x' else 'markup')", {"mark-up"}),
        ("sink.drop(line.passage, rule)", set()),
        ("Drop(0, 1, 'numbering-jump')", {"numbering-jump"}),
    ],
)
def test_reader_of_codes_sees_what_is_not_declared(source: str, found: set[str]) -> None:
    assert list_undeclared(ast.parse(source)) == found


def test_every_code_in_the_program_is_declared() -> None:
    sources = {module: (PACKAGE / module).read_text("utf-8") for module in MODULES}
    taking = [module for module, source in sources.items() if any(f"{name}(" in source for name in TAKES_CODE)]
    assert {module: found for module in taking if (found := list_undeclared(ast.parse(sources[module])))} == {}


def test_every_declared_code_is_used() -> None:
    unused = {*DOUBTS, *DROP_RULES}
    unused -= {group["rule"] for group in tomllib.loads((PACKAGE / "clean/portals.toml").read_text("utf-8"))["words"]}
    for module in MODULES:
        source = (PACKAGE / module).read_text("utf-8")
        if any(code in source for code in unused):  # most modules need not be parsed
            unused -= list_strings(ast.parse(source))
    assert unused == set()
