"""Tables of public bodies: the nation's, which comes with the package, and a site's own, seeds/bodies.toml."""

import re
from importlib.resources import as_file, files
from pathlib import Path

from build_tools.hanzi.places import parse_place
from build_tools.messages import _
from build_tools.model.body import BodyName, hash_name
from build_tools.model.place import Place
from build_tools.source.typed import Refuse, read_entries

# Not "index", nor what stands for a hash.
_ID_RE = re.compile(r"(?!index$|b-)[a-z][a-z0-9-]*")
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
        Refuse(path)(
            _("{clash} has the id of {taken}, {id}", clash=clash.name, taken=taken[clash.id], id=clash.id),
            _("give it another"),
        )
    return own + others


def read_bodies(path: Path) -> tuple[BodyName, ...]:
    """Return the bodies that a file names; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, or a name or an id stands for two bodies.
    """
    bodies: list[BodyName] = []
    owners: dict[tuple[str, Place], str] = {}
    for body, refuse in read_entries(path, "body", BodyName, {"place": _read_place}):
        _check(body, refuse)
        for name in (body.name, *body.also, *body.at_home):
            if (owner := owners.setdefault((name, body.place), body.name)) != body.name:
                refuse(
                    _("{name} stands for {owner} and for {body}", name=name, owner=owner, body=body.name),
                    _("give it to one of them"),
                )
        if body.id and any(other.id == body.id for other in bodies):
            refuse(_("two bodies have the id {id}", id=body.id), _("give one another"))
        bodies.append(body)
    return tuple(bodies)


def _read_place(name: str) -> Place:
    place = parse_place(name)
    if place is None:
        raise ValueError(
            _("{name!r} is no place, or several have this name; one is 上海市松江区, 安徽省, 全国", name=name)
        )
    return place


def _check(body: BodyName, refuse: Refuse) -> None:
    # One that was published under a hash before it had an entry keeps that address.
    if body.id and not _ID_RE.fullmatch(body.id) and body.id not in map(hash_name, (body.name, *body.also)):
        refuse(_("{id!r} is no id", id=body.id), _("use lower-case ASCII letters, digits and hyphens"))
    if body.page in body.formerly:
        refuse(_("formerly names {id}, which is its page now", id=body.id), _("take it out"))
    if body.rule not in _RULES:
        refuse(_("unknown rule {rule!r}", rule=body.rule), _("known are {known}", known=", ".join(_RULES)))
