"""Works → Typst source of the collected volume: one file, in time, each work with its cover and colophon."""

from collections.abc import Sequence

from build_tools.model.anchor import ROOT
from build_tools.model.glossary import Term
from build_tools.model.printing import PrintSource
from build_tools.model.record import PublishedWork
from build_tools.render.typst import (
    Typesetting,
    choose_example,
    choose_places,
    contents_depth,
    join_parts,
    set_body,
    set_head,
)
from build_tools.render.typst_cover import set_collection_cover, set_colophon, set_contents, set_work_cover
from build_tools.render.typst_glossary import set_glossary
from build_tools.render.typst_links import list_terms
from build_tools.render.typst_text import TextSetter

_COLLECTION_TITLE = "规划文本汇编"
_LONGEST_CONTENTS = 420  # entries, about ten pages


def render_volume(works: Sequence[PublishedWork], typesetting: Typesetting, part: str = "") -> PrintSource:
    """Return the Typst source of works in one volume; `part` tells it from other volumes, "2021年".

    The works stand in the order of their dates, undated ones last. Destinations carry the work's name, see
    `model.anchor`; the name alone leads to the work's cover.

    Raises:
        ValueError: the conversion changed the number of code points of a text.
    """
    title = f"{_COLLECTION_TITLE}（{part}）" if part else _COLLECTION_TITLE
    setter = TextSetter(typesetting.convert, typesetting.has_glyph)
    ordered = sorted(works, key=lambda printed: (printed.edition.facts.date_issued or "9999", printed.edition.work))
    dates = [printed.edition.facts.date_issued for printed in ordered if printed.edition.facts.date_issued]
    years = (int(dates[0][:4]), int(dates[-1][:4])) if dates else None
    surroundings = typesetting.surroundings
    blocks: list[str] = []
    linked: set[str] = set()
    terms: dict[str, Term] = {}
    destinations: dict[str, str] = {}
    cited: dict[str, str] = {}
    for printed in ordered:
        edition = printed.edition
        body = set_body(printed, setter, surroundings, work=edition.work, level=2)
        name = ROOT.destination(edition.work)
        destinations |= {name: name, **body.destinations}
        linked |= body.linked
        cited |= body.cited
        terms |= list_terms(printed.links, surroundings)
        blocks += [
            "#pagebreak(weak: true)",
            set_work_cover(edition.facts, edition.title, name, setter),
            "#pagebreak()",
            *body.written,
            set_colophon(printed, setter, level=2, example=choose_example(edition.blocks, edition.work)),
        ]
    glossary, entries = set_glossary(terms.values(), surroundings.places, typesetting.faces.script, setter)
    destinations |= entries
    parts = [
        set_head(
            typesetting.faces,
            setter,
            title=title,
            is_volume=True,
            places=choose_places(linked, destinations),
            cited=cited,
        ),
        set_collection_cover(title, len(ordered), years, setter),
        set_contents(contents_depth(blocks, _LONGEST_CONTENTS), setter),
        *blocks,
        glossary,
    ]
    return join_parts(parts, setter, destinations, *(printed.edition for printed in ordered))
