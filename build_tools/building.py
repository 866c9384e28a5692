"""A project → its site: convert, write, build; what fails over one work costs that work alone.

A work that cannot be converted has been left out by the conversion already. One over which a later stage fails
(MkDocs, books, data, checks) is left out here: its last good edition is built in its place, or the site without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from build_tools.cache import WorkCache
from build_tools.errors import PublisherError
from build_tools.exports import write_exports
from build_tools.project import Conversion, Project, keep_last_editions
from build_tools.proving_site import prove_build, remember_site
from build_tools.publish.clause_scripts import Marks
from build_tools.publish.finish import SiteTexts, finish_site
from build_tools.publish.metadata import write_metadata
from build_tools.publish.missing import mark_editions
from build_tools.publish.offline import write_offline_copy
from build_tools.publish.policy import write_policies
from build_tools.publish.site import build_site
from build_tools.writing import write_conversion

Convert = Callable[[Mapping[str, PublisherError]], Conversion]


def build_library(
    project: Project,
    convert: Convert,
    first: Conversion,
    site: Path,
    *,
    quiet: bool,
    warn: Callable[[str], None] = lambda _message: None,
) -> Conversion:
    """Build the site of a project; return the conversion that it shows, with the works that failed.

    Args:
        project: its folders.
        convert: converts the project without the works that it is told, and why they failed.
        first: what it gave when it was told none.
        site: where the site goes.
        quiet: say nothing unless something is wrong.
        warn: told what a person should know of a site that is built all the same.

    Raises:
        PublisherError: something fails over no work in particular; the last good site is untouched.
    """
    conversion = first
    while True:
        write_conversion(project, conversion)
        try:
            _build_once(project, conversion, site, quiet=quiet, warn=warn)
        except PublisherError as error:
            conversion = convert(_leave_out(project, conversion, error))
            continue
        keep_last_editions(project, conversion)
        return conversion


def _leave_out(project: Project, conversion: Conversion, error: PublisherError) -> dict[str, PublisherError]:
    """Return the works to leave out after a failure; raise it again where that would not help.

    A work that fails again in its last edition loses that, too.
    """
    known = [work for work in error.works if work not in conversion.gone and (project.seeds / work).is_dir()]
    if not known:
        raise error
    for work in known:
        if work in conversion.shown:
            WorkCache(project.cache).forget_last(work)
    return {**dict.fromkeys(known, error), **conversion.failures}


def _build_once(
    project: Project, conversion: Conversion, site: Path, *, quiet: bool, warn: Callable[[str], None]
) -> None:
    marks = {survey.record.work: Marks(survey.uses, survey.record.aliases) for survey in conversion.surveys}
    library = SiteTexts(conversion.clauses, conversion.glossary, conversion.script, marks)
    failed = {work: _name_source(project, conversion, work) for work in sorted(conversion.failures)}

    proved: dict[str, str] = {}

    def add_files(staging: Path) -> None:
        mark_editions(staging, failed)
        name = write_metadata(staging, conversion.records)
        finish_site(staging, library)
        for stale in write_exports(project, conversion, staging, name):
            warn(f"{stale} is of an older text and left out; run `make pdf`")
        write_policies(staging)
        write_offline_copy(staging)
        proved.update(prove_build(project, conversion, staging))

    # Pages made before may lead to places that are not there without the works that failed.
    build_site(project.root, site, strict=not failed, quiet=quiet, add_files=add_files, missing=tuple(failed))
    remember_site(site, proved)


def _name_source(project: Project, conversion: Conversion, work: str) -> str:
    return conversion.load_work(project, work).base.edition.witness.sha256 if work in conversion.shown else ""
