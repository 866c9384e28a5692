"""Regular expressions and the methods of dataclasses, compiled once for all processes, as Python keeps modules' code.

The package has hundreds of either. Compiling them took 0.35 s of each command, more than half of its start; to read
what they compile to takes 10 ms. It stands beside the package's compiled modules. Where nothing can be kept (another
Python, a folder that nobody may write into) they are compiled each time.
"""

from __future__ import annotations

import builtins
import dataclasses
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_MOST = 8_000  # of both; what is made of a site's own words changes with these, and would add up
_LONGEST = 10_000  # characters
_WORTH = 32  # new ones from which on the file, some MB, is written again


def keep_compiled(path: Path | None = None) -> Callable[[], None]:
    """Let this process take what is compiled from where the last one kept it; return what keeps what is new.

    Args:
        path: of the file; by default it stands beside the package's compiled modules.
    """
    try:
        compiler, engine = import_module("re._compiler"), import_module("_sre")
        path = path or Path(cache_from_source(__file__)).with_suffix(".kept")
    except (ImportError, NotImplementedError):  # another implementation of Python
        return lambda: None
    told = f"{sys.version} {engine.MAGIC}"
    known = _read(path, told)
    count, last = len(known), list[Any]()
    compile_anew, make = compiler.compile, engine.compile

    def note(pattern: Any, flags: int, code: list[int], *groups: Any) -> Any:
        last[:] = int(flags), [*map(int, code)], *groups  # Python's own compiler gives numbers with names
        return make(pattern, flags, code, *groups)

    def compile_once(pattern: Any, flags: int = 0) -> Any:
        key = (pattern, int(flags))
        if not isinstance(pattern, str) or len(pattern) > _LONGEST:
            return compile_anew(pattern, flags)
        if key in known:
            return make(pattern, *known[key])
        made = compile_anew(pattern, flags)
        known[key] = tuple(last)
        return made

    def execute(source: str, names: dict[str, Any], found: dict[str, Any]) -> None:
        if source not in known:
            known[source] = compile(source, "<string>", "exec")
        builtins.exec(known[source], names, found)  # noqa: S102 - what dataclasses execute in any case

    def keep() -> None:
        if len(known) >= count + _WORTH and not sys.dont_write_bytecode:
            new = dict([*known.items()][count:]) if len(known) > _MOST else known
            aside = path.with_name(f".{path.name}-{os.getpid()}")
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                aside.write_bytes(marshal.dumps((told, new)))
                aside.replace(path)

    vars(engine)["compile"], vars(compiler)["compile"] = note, compile_once
    vars(dataclasses)["exec"] = execute
    return keep


def _read(path: Path, told: str) -> dict[str | tuple[str, int], Any]:
    try:
        kept, known = marshal.loads(path.read_bytes())  # noqa: S302 - what Python's own compiler has made
        return dict(known) if kept == told else {}
    except (OSError, ValueError, EOFError, TypeError):
        return {}
