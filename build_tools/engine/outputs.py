"""All that is made of the works for a site beside its pages, as one table.

To add an output, write a function from the library and the name of a work ("" for what is made from all) to files,
and its line in `OUTPUTS`. What has not changed is neither made nor written: an output is a function of what its key
stands for, and of nothing else (`Output.key`). What is made from one work is made by one of several processes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from build_tools.engine.binding import (
    load_chapters,
    load_rows,
    render_books,
    render_database,
    render_picture,
    render_volume,
    render_word,
    tell_picture,
)
from build_tools.engine.cache import hash_code, hash_parts
from build_tools.engine.finding import render_index
from build_tools.engine.library import Library
from build_tools.engine.slips import tell_facts
from build_tools.engine.workers import spread
from build_tools.errors import blame
from build_tools.model.anchor import Anchor
from build_tools.model.block import split_pages
from build_tools.model.json_text import write_compact
from build_tools.model.slip import Subject
from build_tools.publish.assembly import Assembly, Contents, Written
from build_tools.publish.clause_scripts import Marks, render_clause_script
from build_tools.publish.left_out import is_form, is_large
from build_tools.publish.metadata import FEED, describe_facts, make_feed
from build_tools.publish.script_tree import TREE
from build_tools.render.akn import render_akn
from build_tools.render.clause_data import render_clauses
from build_tools.render.clause_short import leave_out_below, shorten
from build_tools.render.glossary_data import render_term_cards
from build_tools.render.guide import GUIDE, GuidedWork, render_guide
from build_tools.render.plain import PLAIN, render_plain
from build_tools.render.tree_data import render_tree

_FEW = 8  # works that have changed: what is made from all then takes less than a further process does
_ENTRIES = 10  # the newest, of a feed that follows one body or term


@dataclass(frozen=True)
class Output:
    """A kind of files.

    Attributes:
        name: for people.
        render: the library and a work's name, "" for all → files.
        of_library: it is made from all works, else from one, and so again for each.
        is_left_out: a large site leaves it to its releases (`publish/left_out.py`).
        tell: gives what it is made from beside the configuration, where that is less than all of the work, or library.
        load: keeps what it takes of one work, as long as that is in memory for outputs of its own.
    """

    name: str
    render: Callable[[Library, str], Contents]
    of_library: bool = False
    is_left_out: bool = False
    tell: Callable[[Library, str], object] | None = None
    load: Callable[[Library, str], object] | None = None

    def key(self, library: Library, name: str) -> str:
        """Return a hash of all that it is made from."""
        if self.tell is None:
            return library.key(name)
        return hash_parts([hash_code(), repr(library.config), repr(self.tell(library, name))])


def make_outputs(library: Library, assembly: Assembly, jobs: int, *, whole: bool) -> None:
    """Put all outputs into a site: work by work, then what is made from all; `whole` leaves nothing to releases."""
    of_works = [output for output in OUTPUTS if not output.of_library]
    works = library.records.values()
    if not whole and library.is_lean:
        of_works = [output for output in of_works if not output.is_left_out]
    leaves_out = not whole and is_large(works, library.config)
    of_all = [output for output in OUTPUTS if output.of_library and not (leaves_out and output.is_left_out)]
    made = _make_own(library, assembly, of_works, [output.load for output in of_all if output.load], jobs)
    keys = {f"{output.name} ": (output, output.key(library, "")) for output in of_all}
    missing = [part for part, (_output, key) in keys.items() if not assembly.take(part, key)]

    def make(part: str) -> list[Written]:
        return assembly.write(keys[part][0].render(library, ""))

    # What a process took to read all works is free again when it ends.
    for part, written in zip(missing, spread(make, missing, jobs if made > _FEW else 1), strict=True):
        assembly.add(part, keys[part][1], written)


def _make_own(
    library: Library,
    assembly: Assembly,
    of_works: list[Output],
    loads: list[Callable[[Library, str], object]],
    jobs: int,
) -> int:
    """Put some outputs of each work into a site, and keep what outputs of the library take of it.

    Returns:
        Works of which something had to be made.
    """
    missing: dict[str, list[Output]] = {}
    for name in library.names:
        for output in of_works:
            if not assembly.take(f"{output.name} {name}", output.key(library, name)):
                missing.setdefault(name, []).append(output)

    def make(name: str) -> list[list[Written]]:
        with blame(name):
            for load in loads:
                load(library, name)
            return [assembly.write(output.render(library, name)) for output in missing[name]]

    for name, made in zip(missing, spread(make, list(missing), jobs), strict=True):
        for output, written in zip(missing[name], made, strict=True):
            assembly.add(f"{output.name} {name}", output.key(library, name), written)
    return len(missing)


# -- of one work


def _render_data(library: Library, name: str) -> Contents:
    """The clauses: of a work that had another name, under that, too."""
    first = library.load(name).base.edition.witness.parts[0].name
    whole = {
        str(address): leave_out_below(clause) if library.config.full_data else shorten(clause, address, first)
        for address, clause in _describe_clauses(library, name).items()
    }
    for folder in (name, *library.records[name].formerly):
        yield f"plans/{folder}/clauses.json", _write_json(whole)


def _render_single(library: Library, name: str) -> Contents:
    """Each clause in a file of its own, where a site wants that."""
    clauses = _describe_clauses(library, name) if library.config.per_clause_json else {}
    for folder in (name, *library.records[name].formerly):
        for anchor, clause in clauses.items():
            yield f"plans/{folder}/{name_clause_file(anchor)}", _write_json(clause)


def _describe_clauses(library: Library, name: str) -> dict[Anchor, dict[str, Any]]:
    edition, survey = library.load(name).base.edition, library.survey(name)
    # An address of old gives what stands at the new one, and so tells where that is.
    former = edition.list_former()
    return {
        address: clause
        for anchor, clause in render_clauses(edition, survey, library.links(name), library.shared)
        for address in (anchor, *former.get(anchor, ()))
    }


def _render_tree(library: Library, name: str) -> Contents:
    edition = library.load(name).base.edition
    yield f"plans/{name}/tree.json", _write_json(render_tree(edition, is_draft=library.records[name].draft))
    yield f"plans/{name}/akn.xml", render_akn(edition)


def _render_plain(library: Library, name: str) -> Contents:
    """The pages as Markdown for machines, in the first tree alone."""
    if not library.config.markdown_pages:
        return
    edition, record = library.load(name).base.edition, library.records[name]
    change = library.conversion.to_simplified if name in library.traditional else str
    facts = [told] if (told := describe_facts(record.facts)) else []
    for part in split_pages(edition.blocks):
        folder = f"plans/{name}/{part.page}/" if part.page else f"plans/{name}/"
        url = library.config.url and library.config.url + folder
        yield folder + PLAIN, render_plain(part, edition.title, facts, url, change, is_draft=record.draft)


def name_clause_file(anchor: Anchor) -> str:
    """Return the file of a clause below its work's folder: "s2.json", "annex-1/s2.json", "annex-1.json"."""
    return "/".join(part for part in (anchor.page, anchor.name) if part) + ".json"


def _write_json(table: dict[str, Any]) -> str:
    return write_compact(table) + "\n"


def _render_clause_scripts(library: Library, name: str) -> Contents:
    survey = library.survey(name)
    marks = Marks(survey.uses, survey.record.aliases, survey.anchors)
    is_lean = library.is_lean and not library.records[name].draft  # no search has the texts of a draft
    clauses, names = library.show_clauses(name), library.term_names
    yield f"plans/{name}/clauses.js", render_clause_script(*clauses, marks, *names, is_lean=is_lean)


# -- of all works


def _render_terms(library: Library, _name: str) -> Contents:
    cards = render_term_cards(library.conversion.glossary)
    if cards:
        yield "glossary/terms.js", cards
        yield f"{TREE}/glossary/terms.js", library.conversion.to_traditional(cards)


def _render_feed(library: Library, _name: str) -> Contents:
    feed = make_feed(library.conversion.records, library.config.name, library.config.url)
    yield FEED, feed
    yield f"{TREE}/{FEED}", feed


def _tell_works(library: Library, _name: str = "") -> object:
    return [*map(tell_facts, library.records.values())]


def _render_feeds(library: Library, _name: str) -> Contents:
    """Feeds of the works that name a body, and of those that use a term: of such as several works have in common."""
    root = library.config.url
    if not root:
        return
    for page, name, works in _list_followed(library):
        records = [library.records[work] for work in works]
        if len(records) > 1 and f"{page}.md" in library.conversion.files:
            path, title = f"{page}/{FEED}", f"{library.config.name}：{name}"
            yield path, make_feed(records, title, root, path, _ENTRIES)


def _tell_followed(library: Library, _name: str) -> object:
    made = [name for name in library.conversion.files if name.startswith(("bodies/", "glossary/"))]
    slips = library.conversion.slips
    using = {term: sorted(works) for term, works in sorted(slips.works(Subject.TERM).items())}
    return _tell_works(library), slips.digests(Subject.BODY), using, library.term_names[0], made


def _list_followed(library: Library) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the page of each body and each term, its name, and the published works that name it."""
    slips, published = library.conversion.slips, {*library.published}
    for name in slips.groups(Subject.BODY):
        found = [(work, tasks) for work, tasks in slips.take(Subject.BODY, name) if work in published]
        if found:
            yield f"bodies/{found[0][1].body.page}", name, [work for work, _ in found]
    for term, works in sorted(slips.works(Subject.TERM).items()):
        if term in library.terms:
            yield f"glossary/{term}", library.terms[term].name, sorted(works & published)


def _render_guide(library: Library, _name: str) -> Contents:
    """The file that tells programs where texts and data are, the newest works first."""
    config = library.config
    is_lean = library.is_lean  # it tells what is always there, and is not made anew
    last = PLAIN if config.markdown_pages and not is_lean else ""
    published = (library.records[name] for name in library.published)
    records = sorted(published, key=lambda one: one.facts.date_issued or one.facts.date_published, reverse=True)
    works = [GuidedWork(one.title, f"plans/{one.work}/{last}", describe_facts(one.facts)) for one in records]
    made = [path.removesuffix(PLAIN) for path in library.conversion.files if not (is_lean and is_form(path))]
    yield GUIDE, render_guide(config.name, config.description, config.url, works, made, has_data=not is_lean)


OUTPUTS = (
    Output("data", _render_data, is_left_out=True),
    Output("single clauses", _render_single),
    Output("Markdown", _render_plain, is_left_out=True),
    Output(
        "scripts of clauses",
        _render_clause_scripts,
        tell=lambda library, name: (library.key(name), library.is_lean),
    ),
    Output("picture", render_picture, is_left_out=True, tell=tell_picture),
    Output("picture of the site", render_picture, of_library=True, tell=tell_picture),
    Output("tree and Akoma Ntoso", _render_tree, is_left_out=True),
    Output("books", render_books, is_left_out=True),
    Output("Word files", render_word, is_left_out=True),
    Output("volume", render_volume, of_library=True, is_left_out=True, load=load_chapters),
    Output("database", render_database, of_library=True, is_left_out=True, load=load_rows),
    Output("search", render_index, of_library=True),
    Output(
        "words of pop-ups",
        _render_terms,
        of_library=True,
        tell=lambda library, _name: (library.conversion.glossary, library.script_key),
    ),
    Output("feed", _render_feed, of_library=True, tell=_tell_works),
    Output("feeds", _render_feeds, of_library=True, tell=_tell_followed),
    Output(
        "llms.txt",
        _render_guide,
        of_library=True,
        tell=lambda library, _name: (_tell_works(library), [*library.conversion.files], library.is_lean),
    ),
)
