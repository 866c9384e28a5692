"""A module → the places where one small change can be made, and the module with one of them.

A site is named by what it is and not by where it stands: module, function, the statement, the change, and which of its
like. So a draw stays what it is while the lines around it move.
"""

from __future__ import annotations

import ast
import copy
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
# What a site's statement is shown and named by; the body of a loop or a condition is none of it.
_SHOWN = 110


@dataclass(frozen=True)
class Site:
    """One change.

    Attributes:
        module: path below the package.
        node: number of the node in the module's tree.
        change: the change's name.
        line: the line, from 1.
        scope: function or class, with dots; "" at the module's top.
        before: the changed expression or statement.
        after: what stands in its place.
        place: what tells it from all others, as long as its statement stays.
    """

    module: str
    node: int
    change: str
    line: int
    scope: str
    before: str
    after: str
    place: str

    @property
    def room(self) -> str:
        """The room that the module is in."""
        return self.module.partition("/")[0]

    @property
    def key(self) -> str:
        """A short name of the place."""
        return hashlib.sha256(self.place.encode()).hexdigest()[:16]

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.scope or '(module)'}: {self.before}  →  {self.after}"


def list_changes(node: ast.AST) -> Iterator[str]:
    """Yield the names of the changes that a node can take."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        yield "turn"
    elif isinstance(node, ast.BoolOp):
        yield "other-word"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "no-not"
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield "one-more"
    elif isinstance(node, ast.If | ast.IfExp):
        yield "true"
        yield "false"
    elif isinstance(node, ast.While):
        yield "false"
    elif isinstance(node, ast.Continue):
        yield "break"
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        yield "other-sign"
    elif isinstance(node, ast.Return) and node.value is not None:
        if not isinstance(node.value, ast.Constant):
            yield "none"
        elif isinstance(node.value.value, bool):
            yield "other-truth"


def change_node(node: ast.AST, change: str) -> ast.AST:
    """Return a node changed by a name of `list_changes`."""
    if isinstance(node, ast.Compare):
        node.ops[0] = _TURNED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        return node.operand
    elif isinstance(node, ast.Constant):
        node.value = int(node.value) + 1  # type: ignore[arg-type]
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        node.test = ast.Constant(change == "true")
    elif isinstance(node, ast.Continue):
        return ast.Break()
    elif isinstance(node, ast.BinOp):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
        node.value = ast.Constant(not node.value.value)
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    return node


class _Changer(ast.NodeTransformer):
    def __init__(self, number: int, change: str) -> None:
        self.number, self.change, self.at = number, change, -1

    def visit(self, node: ast.AST) -> ast.AST:
        self.at += 1
        if self.at == self.number:
            return change_node(node, self.change)
        return super().generic_visit(node)


def _show(node: ast.AST) -> str:
    """The node's first line, for a condition with what follows from it left out."""
    if isinstance(node, ast.If | ast.While):
        return f"{'if' if isinstance(node, ast.If) else 'while'} {ast.unparse(node.test)}"
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())[:_SHOWN]


def list_sites(package: Path, module: str) -> list[Site]:
    """Return the sites of a module; annotations and imports for annotations alone hold none."""
    sites: list[Site] = []
    seen: Counter[str] = Counter()
    counter = -1

    def enter(node: ast.AST, scope: str, statement: str, *, silent: bool) -> None:
        nonlocal counter
        counter += 1
        number = counter
        if isinstance(node, ast.stmt):
            statement = _show(node)
        for change in () if silent else list_changes(node):
            before, after = _show(node), _show(change_node(copy.deepcopy(node), change))
            place = "|".join((module, scope, statement, before, change))
            seen[place] += 1
            sites.append(
                Site(module, number, change, getattr(node, "lineno", 0), scope, before, after, f"{place}|{seen[place]}")
            )
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            scope = f"{scope}.{node.name}".lstrip(".")
        for name, value in ast.iter_fields(node):
            annotates = name in ("annotation", "returns") or (name == "body" and _is_for_types(node))
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    enter(child, scope, statement, silent=silent or annotates)

    enter(ast.parse((package / module).read_text("utf-8")), "", "", silent=False)
    return [site for site in sites if "TYPE_CHECKING" not in site.before]


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def mutate(package: Path, site: Site) -> ast.Module:
    """Return the module's tree with the change."""
    tree = ast.parse((package / site.module).read_text("utf-8"))
    _Changer(site.node, site.change).visit(tree)
    return ast.fix_missing_locations(tree)


class _Prober(ast.NodeTransformer):
    """Puts `_reach(line)` in front of every statement of a function."""

    def __init__(self) -> None:
        self.depth = 0

    def generic_visit(self, node: ast.AST) -> ast.AST:
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        self.depth += is_function
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if self.depth and isinstance(statements, list) and statements and isinstance(statements[0], ast.stmt):
                setattr(node, field, [part for statement in statements for part in (_probe(statement), statement)])
        self.depth -= is_function
        return node


def _probe(statement: ast.stmt) -> ast.stmt:
    call = ast.Call(ast.Name("_reach", ast.Load()), [ast.Constant(statement.lineno)], [])
    return ast.fix_missing_locations(ast.copy_location(ast.Expr(call), statement))


def add_probes(text: str) -> ast.Module:
    """Return a module that calls `_reach` with the line of each statement of a function before running it."""
    tree = ast.parse(text)
    _Prober().visit(tree)
    return tree


def statement_lines(package: Path, module: str) -> dict[int, int]:
    """Return of each node of a module the line of its statement in a function, 0 where it runs on import."""
    lines: dict[int, int] = {}
    counter = -1

    def enter(node: ast.AST, line: int, *, inside: bool) -> None:
        nonlocal counter
        counter += 1
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if isinstance(node, ast.stmt) and inside:
            line = node.lineno
        lines[counter] = line
        for name, value in ast.iter_fields(node):
            within = inside or (is_function and name == "body")
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    enter(child, line, inside=within)

    enter(ast.parse((package / module).read_text("utf-8")), 0, inside=False)
    return lines
