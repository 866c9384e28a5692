"""Lines of a data set → Parquet, by the schema that describes them. The one door to pyarrow, which is an extra."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from build_tools.errors import SiteError, lack_package

_GROUP = 20_000  # rows that are in memory, and in one row group


def write_parquet(path: Path, rows: Iterable[Mapping[str, Any]], schema: Mapping[str, Any]) -> None:
    """Write rows to a file.

    Args:
        path: of the file; one that is there is replaced.
        rows: objects.
        schema: JSON Schema of one of them.

    Raises:
        SiteError: pyarrow is not installed.
    """
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise lack_package("pyarrow", "parquet", SiteError) from None
    columns = arrow.schema(list(_list_fields(arrow, schema, schema.get("$defs", {}))))
    left = iter(rows)
    with parquet.ParquetWriter(path, columns, compression="zstd") as writer:
        while group := list(islice(left, _GROUP)):
            writer.write_table(arrow.Table.from_pylist(group, columns))


def _list_fields(arrow: Any, schema: Mapping[str, Any], shared: Mapping[str, Any]) -> Iterator[Any]:
    for name, told in schema["properties"].items():
        yield arrow.field(name, _read_type(arrow, told, shared))


def _read_type(arrow: Any, told: Mapping[str, Any], shared: Mapping[str, Any]) -> Any:
    """Return the type of a column; what has no `type` is one of several texts."""
    if "$ref" in told:
        return _read_type(arrow, shared[told["$ref"].rpartition("/")[2]], shared)
    kind = told.get("type", "string")
    kind = kind if isinstance(kind, str) else next(one for one in kind if one != "null")
    if kind == "array":
        return arrow.list_(_read_type(arrow, told["items"], shared))
    if kind == "object":
        return arrow.struct(list(_list_fields(arrow, told, shared)))
    return {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
    }[kind]
