"""`check`: what is wrong with a project's works, promises, generated files and site, as a terminal is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from build_tools.engine.terminal import name_program, report_doubts, report_failures, table_fidelity
from build_tools.errors import AnchorError, OutputError, SiteError
from build_tools.messages import _

if TYPE_CHECKING:
    import argparse

    from build_tools.engine.conversion import Conversion
    from build_tools.engine.folders import Project


class Checked(NamedTuple):
    """What is checked."""

    project: Project
    conversion: Conversion
    options: argparse.Namespace

    @property
    def site(self) -> Path:
        """The folder of the built site, which need not be there."""
        return Path(self.options.site_dir or self.project.site)


def check_project(project: Project, conversion: Conversion, options: argparse.Namespace) -> int:
    """Print what each check finds; return the exit code of the first that finds something wrong, else 0."""
    checked = Checked(project, conversion, options)
    return next(filter(None, [check(checked) for check in CHECKS]), 0)


def _check_anchors(checked: Checked) -> int:
    conversion = checked.conversion
    for breach in conversion.breaches:
        lost = _("is gone") if breach.lost else _("leads to another text")
        print(_("anchor {work}: {anchor} {lost}", work=breach.work, anchor=breach.anchor, lost=lost))
    anchors = sum(record.anchors for record in conversion.records)
    print(_("anchors: {anchors}, broken: {count}", anchors=anchors, count=len(conversion.breaches)))
    return AnchorError.exit_code if conversion.breaches else 0


def _check_works(checked: Checked) -> int:
    doubted = report_doubts(checked.conversion, checked.options)
    return report_failures(checked.conversion, checked.options) or doubted


def _check_fidelity(checked: Checked) -> int:
    """A text that is not proved is a work that failed: here the proofs are shown."""
    print(table_fidelity(checked.conversion))
    return 0


def _check_namesakes(checked: Checked) -> int:
    """Tell of works that look alike, which may be right."""
    from build_tools.pipeline import find_namesakes

    for works in find_namesakes({record.work: record for record in checked.conversion.records}):
        told = _(
            "the works {works} have one title and document number: copies of one plan are [[witness]] of one work",
            works=", ".join(works),
        )
        print(told)
    return 0


def _check_script_table(checked: Checked) -> int:
    from build_tools.hanzi.script import find_stale_exceptions

    stale = find_stale_exceptions(checked.conversion.script)
    for entry, target in stale:
        told = _(
            "{phrase} ({target}) changes nothing: delete it or give another example", phrase=entry.phrase, target=target
        )
        print(f"{checked.project.script.name}: {told}")
    return 1 if stale else 0


def _check_freshness(checked: Checked) -> int:
    from build_tools.commands.writing import stale_files

    stale = stale_files(checked.project, checked.conversion)
    for name in stale:
        print(_("stale: {name}", name=name))
    told = _("generated files: {count}, stale: {stale}", count=len(checked.conversion.files), stale=len(stale))
    print(told + (_(" (run `{command}`)", command=checked.project.build_command) if stale else ""))
    return 1 if stale else 0


def _check_links(checked: Checked) -> int:
    from build_tools.publish.links import check_links

    if not checked.site.is_dir():
        print(_("the built site: not checked, there is none (run `{command}`)", command=checked.project.build_command))
        # All else has been checked, and before the first build there is nothing more; unless a site was asked for.
        return SiteError.exit_code if checked.options.site_dir else 0
    broken = check_links(checked.site)
    for link in broken:
        print(_("link: {page}: {target}: {reason}", page=link.page, target=link.target, reason=link.reason))
    print(_("links of the built site: broken: {count}", count=len(broken)))
    return SiteError.exit_code if broken else 0


def _check_outputs(checked: Checked) -> int:
    from build_tools.proving.site import check_outputs

    if checked.conversion.errors:  # what was made of works that failed cannot be told right from wrong
        return 0
    lines, faults = check_outputs(checked.project, checked.conversion, checked.site)
    print("\n".join([*lines, *map(str, faults)]))
    if faults:
        print(
            _(
                "`{program} build` renews an older site, `{program} build --fresh` one that was damaged or edited",
                program=name_program(),
            )
        )
    return OutputError.exit_code if faults else 0


def _check_glossary(checked: Checked) -> int:
    """List bases that are none, doubtful readings, and abbreviations without an entry.

    A headword whose first character has several readings may stand under a wrong letter: `pinyin` in its entry decides.
    Abbreviations are fatal under --strict alone, for every new plan brings some.
    """
    from build_tools.hanzi.order import is_reading_guessed, read_pinyin
    from build_tools.pipeline import list_unexplained
    from build_tools.render.glossary import list_unfounded

    conversion = checked.conversion
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
    return 1 if unfounded or (checked.options.strict and total) else 0


CHECKS: tuple[Callable[[Checked], int], ...] = (
    _check_anchors,
    _check_works,
    _check_fidelity,
    _check_namesakes,
    _check_script_table,
    _check_glossary,
    _check_freshness,
    _check_links,
    _check_outputs,
)
"""All checks, in the order in which they speak: each prints what it finds and returns an exit code, 0 for nothing."""
