"""Tables of public bodies: the nation's, which comes with the package, and a site's own, seeds/bodies.toml."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.hanzi.places import parse_place
from build_tools.model.body import BodyName, hash_name
from build_tools.model.place import Place
from build_tools.source.manifest import read_toml

# Not "index", nor what stands for a hash.
_ID_RE = re.compile(r"(?!index$|b-)[a-z][a-z0-9-]*")
_NEEDED = frozenset({"name", "also", "rule", "place"})
_KNOWN = _NEEDED | {"id", "source", "at_home"}
_RULES = ("signature-order", "customary", "place")


def read_all_bodies(path: Path) -> tuple[BodyName, ...]:
    """Return the bodies that a site's own file names, then those of the nation, which come with the package.

    A body of the nation that the site names, too, is the site's.

    Raises:
        ManifestError: the file cannot be used, or gives another body the id of one of the nation's.
    """
    own = read_bodies(path)
    names = {body.name for body in own}
    with as_file(files("build_tools.source").joinpath("national_bodies.toml")) as national:
        others = tuple(body for body in read_bodies(national) if body.name not in names)
    taken = {body.id: body.name for body in others}
    if clash := next((body for body in own if body.id in taken), None):
        raise ManifestError(
            f"{clash.name} has the id of {taken[clash.id]}, {clash.id}", path=path, remedy="give it another"
        )
    return own + others


def read_bodies(path: Path) -> tuple[BodyName, ...]:
    """Return the bodies that a file names; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, or a name or an id stands for two bodies.
    """
    if not path.is_file():
        return ()
    entries = read_toml(path).get("body", [])
    bodies: list[BodyName] = []
    owners: dict[tuple[str, Place], str] = {}
    for entry in entries if isinstance(entries, list) else [entries]:
        body = _read_entry(entry, path)
        for name in (body.name, *body.also, *body.at_home):
            if (owner := owners.setdefault((name, body.place), body.name)) != body.name:
                raise ManifestError(
                    f"{name} stands for {owner} and for {body.name}", path=path, remedy="give it to one of them"
                )
        if body.id and any(other.id == body.id for other in bodies):
            raise ManifestError(f"two bodies have the id {body.id}", path=path, remedy="give one another")
        bodies.append(body)
    return tuple(bodies)


def _read_entry(entry: object, path: Path) -> BodyName:
    if not isinstance(entry, dict) or not set(entry) >= _NEEDED or set(entry) - _KNOWN:
        raise ManifestError(
            "a [[body]] needs name, also, rule and place, and may have id, source and at_home",
            path=path,
            remedy="complete it",
        )
    name, rule, source, id_ = entry["name"], entry["rule"], entry.get("source", ""), entry.get("id", "")
    also, at_home = entry["also"], entry.get("at_home", [])
    is_typed = isinstance(also, list) and isinstance(at_home, list) and isinstance(entry["place"], str)
    if not is_typed or not all(isinstance(text, str) for text in (name, rule, source, id_, *also, *at_home)):
        raise ManifestError(
            "a [[body]] has a value of the wrong kind",
            path=path,
            remedy='write also = ["…"] and at_home = ["…"], the rest as "…"',
        )
    place = parse_place(entry["place"])
    if place is None:
        raise ManifestError(
            f"{entry['place']!r} is no place, or several have this name",
            path=path,
            remedy='write its whole name: "上海市松江区", "安徽省", "全国"',
        )
    # One that was published under a hash before it had an entry keeps that address.
    if id_ and not _ID_RE.fullmatch(id_) and id_ not in map(hash_name, (name, *also)):
        raise ManifestError(f"{id_!r} is no id", path=path, remedy="use lower-case ASCII letters, digits and hyphens")
    if rule not in _RULES:
        raise ManifestError(f"unknown rule {rule!r}", path=path, remedy=f"known are {', '.join(_RULES)}")
    return BodyName(name, tuple(also), rule, source, id_, place, tuple(at_home))
