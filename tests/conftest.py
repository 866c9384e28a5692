"""What tests of several kinds share: the works' clauses and the queries that the search is judged by."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from build_tools.model.clause import WorkClauses

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def search_benchmark() -> Any:
    """benchmarks/search.py: tests and benchmark draw the same queries."""
    import sys

    spec = importlib.util.spec_from_file_location("search_benchmark", ROOT / "benchmarks/search.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def clauses(search_benchmark: Any) -> list[WorkClauses]:
    return search_benchmark.collect_works()  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def queries(search_benchmark: Any, clauses: list[WorkClauses]) -> list[str]:
    drawn = search_benchmark.draw_queries(clauses)
    return [query for kind in drawn.values() for query in kind]
