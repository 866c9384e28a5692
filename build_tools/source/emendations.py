"""seeds/<work>/emendations.toml → the editorial changes to a copy."""

from __future__ import annotations

from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.model.emendation import Emendation
from build_tools.source.manifest import read_toml


def read_emendations(path: Path) -> tuple[Emendation, ...]:
    """Return the emendations of a file, in order.

    Raises:
        ManifestError: an entry lacks source, reads or reason, or changes nothing.
    """
    table = read_toml(path)
    if unknown := sorted(set(table) - {"emendation"}):
        raise ManifestError(f"unknown table or key: {', '.join(unknown)}", path=path, remedy="write [[emendation]]")
    entries = table.get("emendation", [])
    if not isinstance(entries, list):
        raise ManifestError("emendation is not a list", path=path, remedy="write [[emendation]] above each entry")
    lines = [
        number
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if line.startswith("[[emendation]]")
    ]
    emendations: list[Emendation] = []
    for number, entry in enumerate(entries):
        line_no = lines[number] if number < len(lines) else 0
        if not isinstance(entry, dict) or set(entry) != {"source", "reads", "reason"}:
            raise ManifestError(
                "an emendation needs source, reads and reason, and nothing else",
                path=path,
                line_no=line_no,
                remedy="complete it",
            )
        if not all(isinstance(value, str) for value in entry.values()):
            raise ManifestError(
                "source, reads and reason have to be strings", path=path, line_no=line_no, remedy="put them in quotes"
            )
        if not entry["source"] or entry["source"] == entry["reads"]:
            raise ManifestError("an emendation changes nothing", path=path, line_no=line_no, remedy="delete it")
        emendations.append(Emendation(entry["source"], entry["reads"], entry["reason"], path, line_no))
    return tuple(emendations)
