"""Arguments in, exit code out.

Exit codes: 0 done; 1 a check failed; 2 wrong arguments; 3 a file cannot be read or used; 4 fidelity; 5 anchors;
6 a stale emendation; 7 the site; 8 a defect of the program, or no memory or disk left; 9 a PDF. 130 after an interrupt.
`add` with --json, --strict or --publish: 0 read without a doubt, 10 there are places to look at, 11 the file is
no plan; with --publish nothing is added then, unless --yes is given.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools import __version__, incoming, verifying, weighing
from build_tools.errors import OutputError, PublisherError, describe_failure
from build_tools.machines import add_machine_options, convert_share, count_jobs, open_mapper, read_shard
from build_tools.model.script import Script, ScriptTable
from build_tools.terminal import Progress, list_doubts, report_doubts, report_failures, table_fidelity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from build_tools.project import Conversion, Project
    from build_tools.proof.line import Fault

_SCRIPTS = {"hans": Script.HANS, "hant": Script.HANT, "hk": Script.HANT_HK}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; see `python -m build_tools --help`."""
    options = _make_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PublisherError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("interrupted; the last good site and pages are untouched", file=sys.stderr)
        return 130
    except Exception as error:
        failure = describe_failure(error, getattr(options, "file", None))
        print(f"error: {failure}", file=sys.stderr)
        return failure.exit_code


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m build_tools",
        description="Republishes Chinese government plans as an anchored, searchable, provably faithful static site.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        command.set_defaults(run=run)
        return command

    def add_project_options(command: argparse.ArgumentParser) -> None:
        command.add_argument("--project", type=Path, default=Path(), help="the project's folder (default: here)")
        command.add_argument("--strict", action="store_true", help="warnings about the texts are errors, too")
        command.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")
        command.add_argument("--no-drafts", action="store_true", help="as if works that are drafts were not there")
        add_machine_options(command)

    def add_missing(command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--allow-missing",
            action="store_true",
            help="works that failed may be missing, or shown as they were before",
        )

    init = add("init", _init, "write the folder of a new site")
    init.add_argument("folder", type=Path, metavar="FOLDER", help="a new or an empty one")
    init.add_argument("--name", default="规划文库", metavar="名称", help="the site's name (default: 规划文库)")
    init.add_argument("--url", default="", help="where the site will stand: https://example.org/plans/")
    build = add("build", _build, "convert the works and build the site")
    add_project_options(build)
    build.add_argument("--pdf", action="store_true", help="make the PDFs first, only what changed")
    add_missing(build)
    build.add_argument("--site-dir", type=Path, help="where the site goes (default: site/)")
    convert = add("convert", _convert, "convert seeds/ into docs/, only what changed")
    add_project_options(convert)
    convert.add_argument("--shard", type=read_shard, metavar="3/40", help="only this share of the works, into --out")
    convert.add_argument("--out", type=Path, help="folder for what the shard makes; `merge` takes it")
    merge = add("merge", _merge, "take in what all shards have made, then convert as `convert` does")
    merge.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="the folders of all shards")
    add_project_options(merge)
    merge.set_defaults(shard=None, out=None)
    pdf = add("pdf", _pdf, "make the PDF of every work and the collected volume, only what changed")
    pdf.add_argument("--project", type=Path, default=Path(), help="the project's folder (default: here)")
    pdf.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")
    add_machine_options(pdf)
    release = add("release", _release, "copy books, data and the offline copy of the built site, with checksums")
    release.add_argument("--project", type=Path, default=Path(), help="the project's folder (default: here)")
    release.add_argument("--site-dir", type=Path, help="the built site (default: site/)")
    release.add_argument("--to", type=Path, help="where the files go (default: dist/); replaced as a whole")
    add_missing(release)
    release.add_argument("--drafts", action="store_true", help="drafts may be in it")
    release.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")
    check = add(
        "check", _check, "prove fidelity, anchors, freshness of docs/, every output and links of the built site"
    )
    add_project_options(check)
    add_missing(check)
    check.add_argument("--site-dir", type=Path, help="the built site (default: site/)")
    check.add_argument(
        "--reread",
        action="store_true",
        help="instead: read all files anew that were read once, and show what would change; fatal with --strict only",
    )
    incoming.add_commands(add)
    weighing.add_command(add)
    verifying.add_command(add)
    accept = add("accept", _accept, "record that published clauses read otherwise now, on purpose")
    accept.add_argument("work", help="name of the work")
    accept.add_argument("anchors", nargs="+", metavar="ANCHOR", help='as the lock has them: "s2-c3", "annex-1#s1"')
    accept.add_argument("--reason", required=True, help="why that is right; it stands on the page of changes")
    accept.add_argument("--project", type=Path, default=Path(), help="the project's folder (default: here)")
    doubts = add(
        "doubts", _doubts, "print the doubts about the works as entries for emendations.toml and manifest.toml"
    )
    doubts.add_argument("--project", type=Path, default=Path(), help="the project's folder (default: here)")
    script = add("script", _script, "print a text in another script")
    script.add_argument("text", metavar="TEXT", help="- reads it from standard input")
    script.add_argument(
        "--to", choices=sorted(_SCRIPTS), default="hant", help="Taiwan's forms (hant), Hong Kong's (hk), or simplified"
    )
    script.add_argument("--no-table", action="store_true", help="without what seeds/script.toml decides")
    script.add_argument("--project", type=Path, default=Path(), help="the project's folder (default: here)")
    serve = add("serve", _serve, "show the built site on this machine")
    serve.add_argument("--project", type=Path, default=Path(), help="the project's folder (default: here)")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--watch", action="store_true", help="show what is written meanwhile, beside its doubts")
    return parser


def _open_project(options: argparse.Namespace) -> Project:
    from build_tools.folders import Project

    return Project(options.project.resolve(), leaves_drafts=getattr(options, "no_drafts", False))


def _convert_works(
    project: Project, options: argparse.Namespace, excluded: Mapping[str, PublisherError] | None = None
) -> Conversion:
    from build_tools.project import convert_project

    total = len(project.work_folders())
    progress = Progress(total, quiet=options.quiet or bool(excluded))
    with open_mapper(options, total) as mapper:
        return convert_project(project, mapper=mapper, progress=progress, excluded=excluded)


def _init(options: argparse.Namespace) -> int:
    from build_tools.publish.start import start_site

    for path in start_site(options.folder, options.name, options.url, __version__):
        print(path)
    print(
        f"\n{options.folder} is a site now: cd there, `plan-publisher add FILE --publish`, `plan-publisher build`",
        file=sys.stderr,
    )
    return 0


def _convert(options: argparse.Namespace) -> int:
    from build_tools.project import keep_last_editions
    from build_tools.writing import write_conversion

    project = _open_project(options)
    if options.shard or options.out:
        return convert_share(project, options)
    conversion = _convert_works(project, options)
    if code := report_doubts(conversion, options):
        return code
    changed = write_conversion(project, conversion, count_jobs(options, len(project.work_folders())))
    keep_last_editions(project, conversion)
    if not options.quiet:
        print(f"{len(conversion.records)} works, {len(changed)} files changed", file=sys.stderr)
    return report_failures(conversion, options)


def _merge(options: argparse.Namespace) -> int:
    from build_tools.shards import merge_shards

    works = merge_shards(_open_project(options), options.folders)
    if not options.quiet:
        print(f"{works} works taken in", file=sys.stderr)
    return _convert(options)


def _build(options: argparse.Namespace) -> int:
    from build_tools.standing import describe_sources, is_standing

    project = _open_project(options)
    site = options.site_dir or project.root / "site"
    sources = describe_sources(project, with_pdfs=options.pdf)
    if not options.strict and (told := is_standing(project, site, sources)) is not None:
        if not options.quiet:
            print("\n".join([*told, f"nothing has changed; {site} is as it was built"]), file=sys.stderr)
        return 0
    from build_tools.building import build_library

    conversion = _convert_works(project, options)
    if code := report_doubts(conversion, options):
        return code
    code = _make_pdfs(project, conversion, options) if options.pdf else 0
    conversion = build_library(
        project,
        lambda excluded: _convert_works(project, options, excluded),
        conversion,
        site,
        quiet=options.quiet,
        warn=lambda message: print(f"warning: {message}", file=sys.stderr),
        # Inputs that were changed while they were read are read again the next time.
        sources=sources if sources == describe_sources(project, with_pdfs=options.pdf) else "",
        told=list_doubts(conversion),
        jobs=count_jobs(options, len(project.work_folders())),
    )
    if not options.quiet:
        print(f"built {site}", file=sys.stderr)
    weighing.tell_weight(project, site, quiet=options.quiet)
    return report_failures(conversion, options) or code


def _pdf(options: argparse.Namespace) -> int:
    project = _open_project(options)
    conversion = _convert_works(project, options)
    code = _make_pdfs(project, conversion, options)
    return report_failures(conversion, options) or code


def _make_pdfs(project: Project, conversion: Conversion, options: argparse.Namespace) -> int:
    """Make the PDFs; one that cannot be made stops no other, and the exit code tells of it."""
    from build_tools.printing import choose_scripts, make_pdfs

    code = 0
    for made in make_pdfs(project, conversion, os.environ, choose_scripts(conversion)):
        if made.error is not None:
            print(f"error: {made.error}", file=sys.stderr)
            code = code or made.error.exit_code
            continue
        if made.lacking:
            codes = ", ".join(f"U+{ord(char):04X}" for char in made.lacking)
            print(f"warning: {made.name}: no font has {codes}; 〓 is printed", file=sys.stderr)
        if not options.quiet:
            print(f"{made.name}: {made.size:,} bytes{'' if made.is_new else ', unchanged'}", file=sys.stderr)
    return code


def _release(options: argparse.Namespace) -> int:
    from build_tools.publish.missing import refuse_drafts, refuse_missing
    from build_tools.publish.release import write_release

    project = _open_project(options)
    target = options.to or project.root / "dist"
    site = options.site_dir or project.root / "site"
    if not options.allow_missing:
        refuse_missing(site)
    if not options.drafts:
        refuse_drafts(site)
    names = write_release(site, target)
    if not options.quiet:
        print(f"{target}: {len(names)} files", file=sys.stderr)
    return 0


def _check(options: argparse.Namespace) -> int:
    from build_tools.hanzi.script import find_stale_exceptions
    from build_tools.proving_site import check_outputs
    from build_tools.publish.links import check_links
    from build_tools.writing import stale_files

    project = _open_project(options)
    if options.reread:
        return incoming.check_readings(project, strict=options.strict)
    conversion = _convert_works(project, options)
    code = report_doubts(conversion, options)
    code = report_failures(conversion, options) or code
    print(table_fidelity(conversion))
    for breach in conversion.breaches:
        print(f"anchor {breach.work}: {breach.anchor} {'is gone' if breach.lost else 'leads to another text'}")
        code = 5
    anchors = sum(record.anchors for record in conversion.records)
    print(f"anchors: {anchors}, broken: {len(conversion.breaches)}")
    for entry, target in find_stale_exceptions(conversion.script):
        print(f"{project.script.name}: {entry.phrase} ({target}) changes nothing: delete it or give another example")
        code = code or 1
    code = code or _check_glossary(conversion, strict=options.strict)
    stale = stale_files(project, conversion)
    for name in stale:
        print(f"stale: {name}")
    print(
        f"generated files: {len(conversion.files)}, stale: {len(stale)}"
        + (f" (run `{project.build_command}`)" if stale else "")
    )
    code = code or (1 if stale else 0)
    site = options.site_dir or project.root / "site"
    faults: list[Fault] = []
    if not conversion.errors:
        lines, faults = check_outputs(project, conversion, site)
        print("\n".join([*lines, *map(str, faults)]))
    if site.is_dir():
        broken = check_links(site)
        for link in broken:
            print(f"link: {link.page}: {link.target}: {link.reason}")
        print(f"links of the built site: broken: {len(broken)}")
        code = code or (7 if broken else 0)
    else:
        print(f"links of the built site: not checked, there is no site (run `{project.build_command}`)")
    return code or (OutputError.exit_code if faults else 0)


def _check_glossary(conversion: Conversion, *, strict: bool) -> int:
    """List doubtful readings, and abbreviations without an entry: fatal under --strict alone, every plan brings some.

    A headword whose first character has several readings may stand under a wrong letter: `pinyin` in its entry decides.
    """
    from build_tools.hanzi.order import is_reading_guessed, read_pinyin
    from build_tools.pipeline import list_unexplained

    unexplained = list_unexplained(map(conversion.survey, conversion.slips.records), conversion.glossary)
    for work, counts in unexplained.items():
        for expression, count in counts.items():
            print(f"glossary: {work}: {expression} ({count}) has no entry")
    for term in conversion.glossary.terms:
        if not term.pinyin and is_reading_guessed(term.name):
            print(f"glossary: {term.name} stands under {read_pinyin(term.name)[0]}: is it read so? `pinyin` says it")
    total = sum(map(len, unexplained.values()))
    print(f"glossary: {len(conversion.glossary.terms)} entries, expressions without one: {total}")
    return 1 if strict and total else 0


def _accept(options: argparse.Namespace) -> int:
    from build_tools.accepting import accept_changes

    for one in accept_changes(_open_project(options), options.work, options.anchors, options.reason):
        print(f"{one.anchor}: {one.was!r} → {one.reads!r}")
    return 0


def _doubts(options: argparse.Namespace) -> int:
    from build_tools.model.glossary import Glossary
    from build_tools.pipeline import convert_work, make_matcher, survey_work
    from build_tools.render.doubts import render_decisions, render_doubts

    folders = _open_project(options).work_folders()
    told = False
    for folder in folders:
        work = convert_work(folder)
        edition, record = work.base.edition, survey_work(work, make_matcher(Glossary(()))).record
        for name, entries in (
            ("emendations.toml", render_doubts(edition)),
            ("manifest.toml", render_decisions(record.diagnostics, edition.witness)),
        ):
            if entries:
                told = True
                print(f"# {folder / name}\n{entries}")
    if not told:
        print("no doubts", file=sys.stderr)
    return 0


def _script(options: argparse.Namespace) -> int:
    from build_tools.hanzi.script import ScriptConverter
    from build_tools.source.script_table import read_script_table

    table = ScriptTable() if options.no_table else read_script_table(_open_project(options).script)
    text = sys.stdin.read() if options.text == "-" else options.text
    print(ScriptConverter(table, _SCRIPTS[options.to]).convert(text))
    return 0


def _serve(options: argparse.Namespace) -> int:
    from build_tools.publish.serve import serve_site

    project = _open_project(options)
    site = project.root / "site"
    if not options.watch:
        return serve_site(site, options.port)
    from build_tools.watching import watch_site

    if not site.exists():
        main(["build", "--project", str(project.root), "--quiet"])
    with watch_site(project, site, lambda message: print(message, file=sys.stderr)) as watched:
        return serve_site(site, options.port, watched)
