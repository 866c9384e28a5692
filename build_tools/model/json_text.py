"""Tables → JSON that is small, and of which a line changes where one entry has changed."""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def write_compact(value: Any) -> str:
    """Return a value as JSON on one line, without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_list(entries: Iterable[str]) -> str:
    """Return a list of what is written already, an entry a line."""
    return "[\n" + ",\n".join(entries) + "\n]"


def write_json(table: Mapping[str, Any]) -> str:
    """Return a file with a line for each field, and for each entry of a field that is a list."""
    fields = (f"{write_compact(name)}:{_write_field(told)}" for name, told in table.items())
    return "{" + ",\n".join(fields) + "}\n"


def _write_field(told: Any) -> str:
    return write_list(map(write_compact, told)) if isinstance(told, list) and told else write_compact(told)
