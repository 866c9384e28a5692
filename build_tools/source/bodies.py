"""seeds/bodies.toml → the names of public bodies."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.model.body import BodyName
from build_tools.source.manifest import read_toml

# Not "index", nor what stands for a hash.
_ID_RE = re.compile(r"(?!index$|b-)[a-z][a-z0-9-]*")
_NEEDED = frozenset({"name", "also", "rule"})
_RULES = ("signature-order", "customary", "place")


def read_bodies(path: Path) -> tuple[BodyName, ...]:
    """Return the bodies that a file names; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, or a name or an id stands for two bodies.
    """
    if not path.is_file():
        return ()
    entries = read_toml(path).get("body", [])
    bodies: list[BodyName] = []
    owners: dict[str, str] = {}
    for entry in entries if isinstance(entries, list) else [entries]:
        body = _read_entry(entry, path)
        for name in (body.name, *body.also):
            if owners.setdefault(name, body.name) != body.name:
                raise ManifestError(
                    f"{name} stands for {owners[name]} and for {body.name}", path=path, remedy="give it to one of them"
                )
        if body.id and any(other.id == body.id for other in bodies):
            raise ManifestError(f"two bodies have the id {body.id}", path=path, remedy="give one another")
        bodies.append(body)
    return tuple(bodies)


def _read_entry(entry: object, path: Path) -> BodyName:
    if not isinstance(entry, dict) or not set(entry) >= _NEEDED or set(entry) - _NEEDED - {"id", "source"}:
        raise ManifestError(
            "a [[body]] needs name, also and rule, and may have id and source", path=path, remedy="complete it"
        )
    name, also, rule = entry["name"], entry["also"], entry["rule"]
    source, id_ = entry.get("source", ""), entry.get("id", "")
    if not isinstance(also, list) or not all(isinstance(text, str) for text in (name, rule, source, id_, *also)):
        raise ManifestError(
            "a [[body]] has a value of the wrong kind", path=path, remedy='write also = ["…"], the rest as "…"'
        )
    if id_ and not _ID_RE.fullmatch(id_):
        raise ManifestError(f"{id_!r} is no id", path=path, remedy="use lower-case ASCII letters, digits and hyphens")
    if rule not in _RULES:
        raise ManifestError(f"unknown rule {rule!r}", path=path, remedy=f"known are {', '.join(_RULES)}")
    return BodyName(name, tuple(also), rule, source, id_)
