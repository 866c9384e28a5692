"""`check`: what is wrong with a project's works, promises, generated files and site, as a terminal is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.errors import OutputError, SiteError
from build_tools.messages import _
from build_tools.terminal import report_doubts, report_failures, table_fidelity

if TYPE_CHECKING:
    import argparse

    from build_tools.project import Conversion, Project
    from build_tools.proof.line import Fault


def check_project(project: Project, conversion: Conversion, options: argparse.Namespace) -> int:
    """Print the proof of a project and all that is wrong with it; return the exit code that it comes to."""
    from build_tools.hanzi.script import find_stale_exceptions
    from build_tools.pipeline import find_namesakes
    from build_tools.proving_site import check_outputs
    from build_tools.publish.links import check_links
    from build_tools.writing import stale_files

    code = report_doubts(conversion, options)
    code = report_failures(conversion, options) or code
    print(table_fidelity(conversion))
    for breach in conversion.breaches:
        lost = _("is gone") if breach.lost else _("leads to another text")
        print(_("anchor {work}: {anchor} {lost}", work=breach.work, anchor=breach.anchor, lost=lost))
        code = 5
    anchors = sum(record.anchors for record in conversion.records)
    print(_("anchors: {anchors}, broken: {count}", anchors=anchors, count=len(conversion.breaches)))
    for works in find_namesakes({record.work: record for record in conversion.records}):
        told = _(
            "the works {works} have one title and document number: copies of one plan are [[witness]] of one work",
            works=", ".join(works),
        )
        print(told)
    for entry, target in find_stale_exceptions(conversion.script):
        told = _(
            "{phrase} ({target}) changes nothing: delete it or give another example", phrase=entry.phrase, target=target
        )
        print(f"{project.script.name}: {told}")
        code = code or 1
    code = code or _check_glossary(conversion, strict=options.strict)
    stale = stale_files(project, conversion)
    for name in stale:
        print(_("stale: {name}", name=name))
    told = _("generated files: {count}, stale: {stale}", count=len(conversion.files), stale=len(stale))
    print(told + (_(" (run `{command}`)", command=project.build_command) if stale else ""))
    code = code or (1 if stale else 0)
    site = options.site_dir or project.root / "site"
    faults: list[Fault] = []
    if not conversion.errors:
        lines, faults = check_outputs(project, conversion, site)
        print("\n".join([*lines, *map(str, faults)]))
    if site.is_dir():
        broken = check_links(site)
        for link in broken:
            print(_("link: {page}: {target}: {reason}", page=link.page, target=link.target, reason=link.reason))
        print(_("links of the built site: broken: {count}", count=len(broken)))
        code = code or (7 if broken else 0)
    else:
        print(_("the built site: not checked, there is none (run `{command}`)", command=project.build_command))
        # All else has been checked, and before the first build there is nothing more; unless a site was asked for.
        if options.site_dir:
            code = code or SiteError.exit_code
    return code or (OutputError.exit_code if faults else 0)


def _check_glossary(conversion: Conversion, *, strict: bool) -> int:
    """List bases that are none, doubtful readings, and abbreviations without an entry.

    A headword whose first character has several readings may stand under a wrong letter: `pinyin` in its entry decides.
    Abbreviations are fatal under --strict alone, for every new plan brings some.
    """
    from build_tools.hanzi.order import is_reading_guessed, read_pinyin
    from build_tools.pipeline import list_unexplained
    from build_tools.render.glossary import list_unfounded

    unfounded = list_unfounded(conversion.glossary, conversion.slips)
    for id_, clause in unfounded:
        told = _(
            "glossary: {id}: the basis {clause} does not use the word; give one that defines it, or none",
            id=id_,
            clause=clause,
        )
        print(told)
    unexplained = list_unexplained(map(conversion.survey, conversion.slips.records), conversion.glossary)
    for work, counts in unexplained.items():
        for expression, count in counts.items():
            told = _(
                "glossary: {work}: {expression} ({count}) has no entry", work=work, expression=expression, count=count
            )
            print(told)
    for term in conversion.glossary.terms:
        if not term.pinyin and is_reading_guessed(term.name):
            reading = read_pinyin(term.name)[0]
            told = _(
                "glossary: {term} stands under {reading}: is it read so? `pinyin` says it",
                term=term.name,
                reading=reading,
            )
            print(told)
    total = sum(map(len, unexplained.values()))
    count = len(conversion.glossary.terms)
    print(_("glossary: {count} entries, expressions without one: {total}", count=count, total=total))
    return 1 if unfounded or (strict and total) else 0
