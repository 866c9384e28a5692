"""Edition → Typst source of its PDF. Pure: what is not in the arguments is in `plan.typ` beside this module.

A document is a cover, contents, the text and a colophon. In tag order the text reads exactly as the edition does;
what is ours stands before and behind it, in the margins (untagged) or in footnotes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from build_tools.model.block import Block
from build_tools.model.edition import Edition
from build_tools.model.note import locate_groups
from build_tools.model.printing import Faces, PrintSource
from build_tools.model.record import PublishedWork
from build_tools.model.script import ChangeScript
from build_tools.render.pictures import show_pictures
from build_tools.render.typst_blocks import BlockSetter
from build_tools.render.typst_cover import set_colophon, set_contents, set_cover, set_lacking
from build_tools.render.typst_glossary import set_glossary
from build_tools.render.typst_links import BEGINNING, Surroundings, list_terms, locate_links
from build_tools.render.typst_text import TextSetter

_LONGEST_CONTENTS = 110  # entries, about three pages
_DEEPEST_CONTENTS = 4


@dataclass(frozen=True)
class Typesetting:
    """How a document is to be set.

    Attributes:
        faces: the fonts' families.
        convert: gives a text in another script, each character in its place.
        has_glyph: whether the faces have a character.
        surroundings: what links may lead to.
    """

    faces: Faces
    convert: ChangeScript = str
    has_glyph: Callable[[str], bool] = bool
    surroundings: Surroundings = field(default_factory=Surroundings)


@cache
def _read_design() -> str:
    """Return `plan.typ`."""
    return resources.files("build_tools.render").joinpath("plan.typ").read_text("utf-8")


def render_typst(printed: PublishedWork, typesetting: Typesetting) -> PrintSource:
    """Return the Typst source of one work.

    Raises:
        ValueError: the conversion changed the number of code points of a text.
    """
    setter = TextSetter(typesetting.convert, typesetting.has_glyph)
    surroundings = typesetting.surroundings
    body = set_body(printed, setter, surroundings)
    edition = printed.edition
    terms = list_terms(printed.links, surroundings).values()
    places = surroundings.call_from(edition.work)
    glossary, entries = set_glossary(terms, places, typesetting.faces.script, setter)
    destinations = body.destinations | entries
    parts = [
        set_head(
            typesetting.faces,
            setter,
            title=printed.edition.title,
            authors=edition.facts.issuers,
            places=choose_places(body.linked, destinations | {BEGINNING: _find_beginning(body)}),
            cited=body.cited,
        ),
        set_cover(edition.facts, printed.edition.title, setter),
        set_contents(contents_depth(body.written), setter),
        *body.written,
        glossary,
        set_colophon(printed, setter, level=1, example=choose_example(edition.blocks)),
    ]
    return join_parts(parts, setter, destinations, edition)


def join_parts(
    parts: Iterable[str], setter: TextSetter, destinations: dict[str, str], *editions: Edition
) -> PrintSource:
    """Return a source, with the characters at its end that no font has, and the pictures of its editions."""
    lacking = sorted(setter.lacking)
    text = "\n\n".join(filter(None, [*parts, set_lacking(lacking, setter)])) + "\n"
    files = {picture.file: picture.data for edition in editions for picture in edition.pictures.values()}
    return PrintSource(text, destinations, tuple(lacking), files)


def set_body(
    printed: PublishedWork, setter: TextSetter, surroundings: Surroundings, *, work: str = "", level: int = 1
) -> BlockSetter:
    """Return the blocks of a work's text and its destinations, aliases included."""
    edition = printed.edition
    links = locate_links(edition.blocks, edition.work, printed.links, surroundings, is_volume=bool(work))
    groups = locate_groups(printed.responsibilities)
    body = BlockSetter(setter, edition.witness, groups, links, work, level, show_pictures(edition))
    body.write_work(edition.blocks)
    for old, new in edition.aliases.items():
        body.destinations[old.destination(work)] = body.destinations[new.destination(work)]
    return body


def _find_beginning(body: BlockSetter) -> str:
    """Return the label of the printed title, of the first place where there is none."""
    names = list(body.destinations)
    return body.destinations["preface" if "preface" in names else names[0]] if names else ""


def choose_places(linked: Iterable[str], destinations: Mapping[str, str]) -> dict[str, str]:
    """Return the labels that links of a document lead to, by their names; what it does not hold is left out."""
    return {name: destinations[name] for name in sorted(linked) if destinations.get(name)}


def choose_example(blocks: Sequence[Block], work: str = "") -> tuple[str, str]:
    """Return how an early clause of the work is cited, and its destination, for the colophon to show."""
    named = [(block.citation, block.anchor.destination(work)) for block in blocks if block.anchor and block.label]
    return named[min(2, len(named) - 1)] if named else ("一", "s1")


def contents_depth(blocks: Sequence[str], longest: int = _LONGEST_CONTENTS) -> int:
    """Return how many levels the contents show: as many as fit, at least one."""
    counts: dict[int, int] = {}
    for block in blocks:
        for piece in block.split("#[#hd(")[1:]:
            level = int(piece.partition(",")[0])
            counts[level] = counts.get(level, 0) + 1
    depth, total = 0, 0
    for level in sorted(counts):
        total += counts[level]
        if depth and (total > longest or level > _DEEPEST_CONTENTS):
            break
        depth = level
    return max(depth, 1)


def set_head(
    faces: Faces,
    setter: TextSetter,
    *,
    title: str,
    authors: Sequence[str] = (),
    is_volume: bool = False,
    places: Mapping[str, str],
    cited: Mapping[str, str],
) -> str:
    """Return the bindings that `plan.typ` expects, the design itself, and the document's metadata.

    The file bears no date: that of the plan is not when the file was made, and no clock is asked, so that equal input
    gives equal bytes.
    """
    bindings: Mapping[str, str] = {
        "serif": _families(faces.serif, setter),
        "sans": _families(faces.sans, setter),
        "region": setter.quote(faces.region),
        "script": setter.quote(faces.script),
        "short-title": setter.string(title),
        "is-volume": "true" if is_volume else "false",
        "places": _table({name: setter.quote(label) for name, label in places.items()}, setter),
        "cited": _table({label: setter.string(words) for label, words in cited.items() if words}, setter),
        "running-level": "3" if is_volume else "2",
    }
    names = "".join(setter.string(author) + ", " for author in authors)
    lines = [f"#let {name} = {value}" for name, value in bindings.items()]
    lines.append(f"#set document(title: {setter.string(title)}, author: ({names}), date: none)")
    return "\n".join(lines) + "\n" + _read_design()


def _table(values: Mapping[str, str], setter: TextSetter) -> str:
    return "(" + ("".join(f"{setter.quote(name)}: {value}, " for name, value in values.items()) or ":") + ")"


def _families(names: Sequence[str], setter: TextSetter) -> str:
    return "(" + "".join(setter.quote(name) + ", " for name in names) + ")"
