"""Regular expressions compiled once for all processes, as Python keeps the code of modules, and beside it.

The package has hundreds of patterns. Compiling them took 0.24 s of each command, a third of its start; to read what
they compile to takes 4 ms. Where nothing can be kept (another Python, a folder that nobody may write into) they are
compiled each time.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_MOST = 4_000  # patterns; what is made of a site's own words changes with these, and would add up
_LONGEST = 10_000  # characters


def keep_patterns(path: Path | None = None) -> Callable[[], None]:
    """Let this process take compiled patterns from where the last one kept them; return what keeps the new ones.

    Args:
        path: of the file; by default it stands beside the package's compiled modules.
    """
    try:
        compiler, engine = import_module("re._compiler"), import_module("_sre")
    except ImportError:  # another implementation of Python
        return lambda: None
    path = path or Path(cache_from_source(__file__)).with_suffix(".kept")
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

    def keep() -> None:
        if len(known) > count and not sys.dont_write_bytecode:
            new = dict([*known.items()][count:]) if len(known) > _MOST else known
            aside = path.with_name(f".{path.name}-{os.getpid()}")
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                aside.write_bytes(marshal.dumps((told, new)))
                aside.replace(path)

    vars(engine)["compile"], vars(compiler)["compile"] = note, compile_once
    return keep


def _read(path: Path, told: str) -> dict[tuple[str, int], tuple[Any, ...]]:
    try:
        kept, known = marshal.loads(path.read_bytes())  # noqa: S302 - what Python's own compiler has made
        return dict(known) if kept == told else {}
    except (OSError, ValueError, EOFError, TypeError):
        return {}
