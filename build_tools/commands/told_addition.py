"""A work that was added → what a person is told of it."""

from collections.abc import Iterator

from build_tools.commands.adding import AddedWork
from build_tools.engine.terminal import list_places, list_remedies, tell_second, tell_verdict
from build_tools.hanzi.short_titles import guess_short_title
from build_tools.messages import _
from build_tools.model.verdict import VerdictKind
from build_tools.publish.take_in import NAMELESS


def tell_addition(added: AddedWork, understood: str, build_command: str) -> Iterator[str]:
    """Yield lines: the files, what was understood of them, where the work stands and what is to be done next.

    Args:
        added: the work.
        understood: what the converter made of it, in lines.
        build_command: builds the site.
    """
    yield from _tell_files(added)
    yield understood
    yield from _tell_facts(added)
    yield from list_places(added.doubts)
    if added.namesake:
        yield _(
            "alike    the work {work} has this title and document number: is this another copy of it (a further"
            " [[witness]] there), or a version of it (`version_of`)?",
            work=added.namesake,
        )
    if folder := added.folder:
        yield ""
        yield _(
            "added {folder}; review {manifest}, then run `{command}`",
            folder=folder,
            manifest=folder / "manifest.toml",
            command=build_command,
        )
        if folder.name.startswith(NAMELESS):
            yield _(
                "address  made up, and kept for ever once it is published: `--work ENGLISH-YEAR` gives a better one"
            )
    yield from list_remedies(added.verdict)
    if added.folder and added.verdict.kind is VerdictKind.NO_PLAN:
        yield _(
            "  to take it out again, delete {folder}: until the next build nothing of it is promised",
            folder=added.folder,
        )
    yield _("verdict  {verdict}", verdict=tell_verdict(added.verdict))


def _tell_files(added: AddedWork) -> Iterator[str]:
    for file in added.files:
        witness = file.witness
        told = _(
            "file     {file}: {form}, {count} characters",
            file=file.name,
            form=witness.form,
            count=len(witness.text),
        )
        yield told + (_(", read by {reader} and kept", reader=file.reading.reader) if file.reading else "")
        for second in file.reading.seconds if file.reading else ():
            yield f"         {tell_second(second)}"
        if twin := added.twins.get(file.name):
            told = _(
                "it seems to hold the text of {twin} again and was not joined to it; the manifest proposes it as a"
                ' further witness, each line behind a "#"',
                twin=twin,
            )
            yield f"         {told}"


def _tell_facts(added: AddedWork) -> Iterator[str]:
    facts, place = added.converted.edition.facts, added.place
    if facts.short_title:
        yield _("called   {short}", short=facts.short_title)
    elif short := guess_short_title(facts.title):
        yield _("called   {short} (a guess, for tables and charts)", short=short)
    if place.place:
        evidence = {"issuers": _("issuers"), "title": _("title"), "address": _("address")}
        told = evidence.get(place.evidence, place.evidence)
        yield _("place    {place} (from the {evidence})", place=place.place.name, evidence=told)
    else:
        yield _("place    (could not be told)")
