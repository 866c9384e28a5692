"""The import rule: data flows one way, and each outside library has one door."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "build_tools"

STAGES = {"reading", "layout", "source", "clean", "parse", "edition", "annotate", "audit", "quoting", "render"}
STAGES |= {"publish", "proof"}
FOUNDATION = {"errors", "messages", "model", "hanzi"}

# Above the stages: each floor may use those before it, and none after it.
FLOORS = (
    {"collector", "intake", "odd_files", "pipeline", "plan", "rendering", "second_reading", "work"},
    {"engine"},
    {"proving"},
    {"commands"},
    {"desk"},
    {"cli", "__main__"},
)

# What each part of the package may import of ours. A stage never imports another stage.
ALLOWED = {
    "errors": {"messages"},
    "messages": set[str](),
    "model": {"model"},
    "hanzi": FOUNDATION,
    **{stage: FOUNDATION | {stage} for stage in STAGES},
}

# Room that only wiring may import → the modules that do.
WIRING = {
    **{room: {"pipeline.py"} for room in ("clean", "parse", "annotate", "audit")},
    "reading": {"intake.py", "second_reading.py"},
    "layout": {"intake.py"},
}

# Outside library → where it may be imported, and in how many modules.
DOORS = {
    "babel": (("messages.py",), 1),
    "bs4": (("clean/", "render/inline.py"), 1),
    "markdownify": (("clean/", "render/inline.py"), 1),
    "opencc": (("hanzi/script.py",), 1),
    "mkdocs": (("publish/",), None),
    "material": (("publish/",), None),
    "markdown": (("publish/",), None),
    "typst": (("publish/pdf.py",), 1),
    "deflate": (("publish/pdf_pack.py",), 1),
    "pikepdf": (("publish/pdf_finish.py",), 1),
    "msgspec": (("reading/kept.py", "source/typed.py"), 2),
    # The proof reads back what was printed; a room of its own reads what comes in.
    "pypdfium2": (("proof/pdf_reader.py", "reading/pdf_file.py"), 2),
    "rapidocr": (("reading/recogniser.py",), 1),
    "distributed": (("engine/cluster.py",), 1),
    "dask": (("engine/cluster.py",), 1),
    "markdown_it": (("proof/pages.py",), 1),
    "mcp": (("commands/asking.py",), 1),
    "pyarrow": (("publish/parquet.py",), 1),
    "starlette": (("desk/",), None),
    "uvicorn": (("desk/command.py",), 1),
    "jieba": ((), None),
}

NETWORK = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}

MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def list_imports(source: str, package: str) -> set[str]:
    """Absolute names of all modules a source imports, also inside functions and for type checkers.

    `from a import b` gives `a` and `a.b`, for b may be a module.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base]).rstrip(".")
            found.add(base)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return found


@cache
def read_imports(module: str) -> set[str]:
    path = PACKAGE / module
    package = ".".join(["build_tools", *path.relative_to(PACKAGE).parts[:-1]])
    return list_imports(path.read_text(encoding="utf-8"), package)


def list_rooms(imports: set[str]) -> set[str]:
    """The parts of our package among the imports."""
    return {name.split(".")[1] for name in imports if name.startswith("build_tools.")}


def is_part_of(name: str, library: str) -> bool:
    return name == library or name.startswith(f"{library}.")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os.path", {"os.path"}),
        ("from build_tools.model import line", {"build_tools.model", "build_tools.model.line"}),
        ("def f():\n    from bs4 import Tag", {"bs4", "bs4.Tag"}),
        ("from . import zones", {"build_tools.parse", "build_tools.parse.zones"}),
        ("from ..clean.lines import x", {"build_tools.clean.lines", "build_tools.clean.lines.x"}),
    ],
)
def test_reader_of_imports_sees_every_form(source: str, expected: set[str]) -> None:
    assert list_imports(source, "build_tools.parse") == expected


def test_every_directory_is_a_known_room() -> None:
    expected = STAGES | {"engine", "proving", "commands", "desk"} | FOUNDATION - {"errors", "messages"}
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == expected


def test_room_imports_only_the_foundation_and_itself() -> None:
    rooms = {module: module.split("/")[0].removesuffix(".py") for module in MODULES}
    known = {module: ALLOWED[room] for module, room in rooms.items() if room in ALLOWED}
    others = {module: list_rooms(read_imports(module)) - allowed for module, allowed in known.items()}
    assert {module: found for module, found in others.items() if found} == {}


def test_a_floor_above_the_stages_uses_none_above_itself() -> None:
    heights = {name: height for height, floor in enumerate(FLOORS) for name in floor}
    places = {module: module.split("/")[0].removesuffix(".py") for module in MODULES if module != "__init__.py"}
    assert {place for place in places.values() if place not in ALLOWED} == set(heights)
    upward = {
        (module, used)
        for module, place in places.items()
        for used in list_rooms(read_imports(module))
        if heights.get(used, -1) > heights.get(place, -1)
    }
    assert upward == set()


def test_no_files_import_each_other_in_a_circle() -> None:
    names = {"build_tools." + module.removesuffix(".py").replace("/", "."): module for module in MODULES}
    TopologicalSorter({name: read_imports(module) & set(names) for name, module in names.items()}).prepare()


@pytest.mark.parametrize("room", WIRING)
def test_only_the_pipeline_and_the_intake_wire_the_stages(room: str) -> None:
    above = [name for name in MODULES if name.split("/")[0].split(".")[0] not in ALLOWED]
    assert {name for name in above if room in list_rooms(read_imports(name))} == WIRING[room]


@pytest.mark.parametrize("library", DOORS)
def test_outside_library_has_one_door(library: str) -> None:
    places, limit = DOORS[library]
    users = [name for name in MODULES if any(is_part_of(used, library) for used in read_imports(name))]
    assert [name for name in users if not name.startswith(places or ("no place",))] == []
    assert limit is None or len(users) <= limit


def test_nobody_reaches_for_the_network() -> None:
    used = {(module, name) for module in MODULES for name in read_imports(module)}
    assert {(module, name) for module, name in used if any(is_part_of(name, library) for library in NETWORK)} == set()
