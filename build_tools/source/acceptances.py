"""accepted.toml → the changes of published clauses that have been accepted."""

from __future__ import annotations

from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.model.acceptance import Acceptance
from build_tools.model.anchor import Anchor
from build_tools.model.toml_text import quote_toml
from build_tools.source.manifest import read_toml

FILE = "accepted.toml"
_KEYS = ("anchor", "before", "after", "was", "reads", "reason")


def read_acceptances(folder: Path) -> tuple[Acceptance, ...]:
    """Return what a work's folder holds, in order; nothing where there is no such file.

    Raises:
        ManifestError: an entry is incomplete, names no anchor or gives no reason.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    table = read_toml(path)
    entries = table.get("accepted", [])
    if set(table) - {"accepted"} or not isinstance(entries, list):
        raise ManifestError("only [[accepted]] entries belong here", path=path, remedy="delete what else is here")
    return tuple(_read_entry(entry, path) for entry in entries)


def _read_entry(entry: object, path: Path) -> Acceptance:
    if not isinstance(entry, dict) or set(entry) != set(_KEYS) or not all(isinstance(v, str) for v in entry.values()):
        raise ManifestError(
            f"an [[accepted]] entry has {', '.join(_KEYS)}, each in quotes",
            path=path,
            remedy="let `python -m build_tools accept` write it",
        )
    if not entry["reason"].strip():
        raise ManifestError("a change is accepted without a reason", path=path, remedy="write the reason")
    try:
        anchor = Anchor.parse(entry["anchor"])
    except ValueError as error:
        raise ManifestError(str(error), path=path, remedy="write it as the lock does") from None
    return Acceptance(anchor, *(entry[key] for key in _KEYS[1:]))


def write_acceptance(one: Acceptance) -> str:
    """Return an entry as it stands in the file."""
    values = (str(one.anchor), one.before, one.after, one.was, one.reads, one.reason)
    lines = [f"{key} = {quote_toml(value)}" for key, value in zip(_KEYS, values, strict=True)]
    return "\n".join(["[[accepted]]", *lines]) + "\n"
