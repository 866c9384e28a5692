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
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from build_tools import __version__
from build_tools.commands import asking, dataset, incoming, published, verifying, weighing
from build_tools.commands.argument_types import add_flag, add_quiet, open_project, read_path, read_port
from build_tools.commands.checking import check_project
from build_tools.desk import command as desk
from build_tools.engine.machines import (
    add_machine_options,
    convert_share,
    count_copies,
    count_jobs,
    open_mapper,
    read_shard,
)
from build_tools.engine.terminal import (
    Progress,
    collect_doubts,
    list_doubts,
    name_program,
    report_doubts,
    report_failures,
    say,
    tell_error,
    warn,
)
from build_tools.errors import PublisherError, describe_failure
from build_tools.messages import LANGUAGES, _, choose_language, speak, spoken
from build_tools.model.script import Script, ScriptTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from build_tools.engine.conversion import Conversion
    from build_tools.engine.folders import Project

_SCRIPTS = {"hans": Script.HANS, "hant": Script.HANT, "hk": Script.HANT_HK}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; see `plan-publisher --help`."""
    speak(choose_language(sys.argv[1:] if arguments is None else arguments, os.environ))
    options = _make_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PublisherError as error:
        return tell_error(error)
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        say(_("interrupted; what was made before is untouched"))
        return 130
    except Exception as error:
        return tell_error(describe_failure(error, getattr(options, "file", None)))


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=name_program(),
        description=_(
            "Republishes Chinese government plans as an anchored, searchable, provably faithful static site."
        ),
    )
    parser.add_argument("--version", action="version", version=__version__, help=_("show the version and exit"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add_language(command: argparse.ArgumentParser) -> None:
        said = _("say everything in this language (default: by the locale)")
        command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=said)

    def add(name: str, run: object, text: str, *, in_project: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + _("."))
        command.set_defaults(run=run)
        add_language(command)
        if in_project:
            command.add_argument("--project", type=Path, default=Path(), help=_("the project's folder (default: here)"))
        return command

    add_language(parser)
    _add_making(add)
    _add_release(add)
    _add_check(add)
    incoming.add_commands(add)
    weighing.add_command(add)
    verifying.add_command(add)
    dataset.add_command(add)
    asking.add_command(add)
    desk.add_command(add)
    published.add_commands(add)
    _add_showing(add)
    return parser


def _add_project_options(command: argparse.ArgumentParser) -> None:
    add_flag(command, "--strict", _("warnings about the texts are errors, too"))
    add_quiet(command)
    add_flag(command, "--no-drafts", _("as if works that are drafts were not there"))
    add_machine_options(command)


def _add_missing(command: argparse.ArgumentParser) -> None:
    add_flag(command, "--allow-missing", _("works that failed may be missing, or shown as they were before"))


def _add_making(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add what makes a site, step by step."""
    init = add("init", _init, _("write the folder of a new site"), in_project=False)
    init.add_argument("folder", type=Path, metavar="FOLDER", help=_("a new or an empty one"))
    init.add_argument("--name", default="规划文库", metavar="名称", help=_("the site's name (default: 规划文库)"))
    init.add_argument("--url", default="", help=_("where the site will stand: https://example.org/plans/"))
    build = add("build", _build, _("convert the works and build the site"))
    _add_project_options(build)
    add_flag(build, "--pdf", _("make the PDFs first, only what changed"))
    _add_missing(build)
    add_flag(build, "--whole", _("with what a large site leaves to its releases: `release` packs it"))
    fresh = _("make the whole site anew, also what it holds already: mends one that was damaged or edited")
    add_flag(build, "--fresh", fresh)
    build.add_argument("--site-dir", type=Path, help=_("where the site goes (default: site/)"))
    convert = add("convert", _convert, _("convert seeds/ into docs/, only what changed"))
    _add_project_options(convert)
    convert.add_argument("--shard", type=read_shard, metavar="3/40", help=_("only this share of the works, into --out"))
    convert.add_argument("--out", type=Path, help=_("folder for what the shard makes; `merge` takes it"))
    merge = add("merge", _merge, _("take in what all shards have made, then convert as `convert` does"))
    merge.add_argument("folders", nargs="+", type=Path, metavar="DIR", help=_("the folders of all shards"))
    _add_project_options(merge)
    merge.set_defaults(shard=None, out=None)
    pdf = add("pdf", _pdf, _("make the PDF of every work and the collected volume, only what changed"))
    add_quiet(pdf)
    add_machine_options(pdf)


def _add_release(add: Callable[..., argparse.ArgumentParser]) -> None:
    release = add("release", _release, _("copy books, data and the offline copy of the built site, with checksums"))
    release.add_argument("--site-dir", type=Path, help=_("the built site (default: site/)"))
    release.add_argument("--to", type=Path, help=_("where the files go (default: dist/); replaced as a whole"))
    _add_missing(release)
    add_flag(release, "--drafts", _("drafts may be in it"))
    dataset.add_options(release)
    since = _("an earlier release: tell what has changed since")
    release.add_argument("--since", type=read_path, metavar="OLD", help=since)
    add_quiet(release)


def _add_check(add: Callable[..., argparse.ArgumentParser]) -> None:
    told = _("prove fidelity, anchors, freshness of docs/, every output and links of the built site")
    check = add("check", _check, told)
    _add_project_options(check)
    _add_missing(check)
    check.add_argument("--site-dir", type=Path, help=_("the built site (default: site/)"))
    reread = _("instead: read all files anew that were read once, and show what would change; fatal with --strict only")
    add_flag(check, "--reread", reread)


def _add_showing(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add what shows texts, and the site."""
    add("doubts", _doubts, _("print the doubts about the works as entries for emendations.toml and manifest.toml"))
    script = add("script", _script, _("print a text in another script"))
    script.add_argument("text", metavar="TEXT", help=_("- reads it from standard input"))
    forms = _("Taiwan's forms (hant), Hong Kong's (hk), or simplified")
    script.add_argument("--to", choices=sorted(_SCRIPTS), default="hant", help=forms)
    add_flag(script, "--no-table", _("without what seeds/script.toml decides"))
    serve = add("serve", _serve, _("show the built site on this machine"))
    serve.add_argument("--port", type=read_port, default=8000, help=_("of this machine (default: 8000)"))
    add_flag(serve, "--watch", _("show what is written meanwhile, beside its doubts"))


def _convert_works(
    project: Project, options: argparse.Namespace, excluded: Mapping[str, PublisherError] | None = None
) -> Conversion:
    from build_tools.engine.project import convert_project

    total = len(project.work_folders())
    progress = Progress(total, quiet=options.quiet or bool(excluded))
    with open_mapper(options, total) as mapper:
        jobs = count_copies(options, total)
        return convert_project(project, mapper=mapper, progress=progress, excluded=excluded, jobs=jobs)


def _init(options: argparse.Namespace) -> int:
    from build_tools.publish.start import start_site

    for path in start_site(options.folder, options.name, options.url, __version__, getattr(options, "lang", "zh")):
        print(path)
    say(
        _(
            "\n{folder} is a site now: cd there, `plan-publisher add FILE --work NAME-YEAR --publish`,"
            " `plan-publisher build`",
            folder=options.folder,
        )
    )
    return 0


def _convert(options: argparse.Namespace) -> int:
    from build_tools.commands.writing import write_conversion
    from build_tools.engine.conversion import keep_last_editions

    project = open_project(options)
    if options.shard or options.out:
        return convert_share(project, options)
    conversion = _convert_works(project, options)
    if code := report_doubts(conversion, options):
        return code
    changed = write_conversion(project, conversion, count_jobs(options, len(project.work_folders())), warn)
    keep_last_editions(project, conversion)
    if not options.quiet:
        say(_("{works} works, {files} files changed", works=len(conversion.records), files=len(changed)))
    return report_failures(conversion, options)


def _merge(options: argparse.Namespace) -> int:
    from build_tools.engine.shards import merge_shards

    works = merge_shards(open_project(options), options.folders)
    if not options.quiet:
        say(_("{works} works taken in", works=works))
    return _convert(options)


def _build(options: argparse.Namespace) -> int:
    from build_tools.engine.standing import (
        describe_sources,
        forget_site,
        hash_written,
        is_standing,
        recall_files,
        remember_files,
        remember_written,
    )

    project = open_project(options)
    site = options.site_dir or project.site
    if options.fresh:
        forget_site(site)
    else:
        recall_files(project)
    describe = partial(describe_sources, project, with_pdfs=options.pdf, whole=options.whole)
    sources, written = describe(), hash_written(project)
    if not options.strict and (told := is_standing(project, site, sources)) is not None:
        if not options.quiet:
            unchanged = _("nothing has changed; {site} is as it was built", site=site)
            say("\n".join([*list_doubts(told), unchanged]))
        return 0
    from build_tools.commands.building import BuildSettings, build_library
    from build_tools.publish.assembly import read_record, record_of

    conversion = _convert_works(project, options)
    if code := report_doubts(conversion, options):
        return code
    code = _make_pdfs(project, conversion, options) if options.pdf else 0
    conversion = build_library(
        project,
        lambda excluded: _convert_works(project, options, excluded),
        conversion,
        site,
        BuildSettings(options.quiet, warn, count_jobs(options, len(project.work_folders())), options.whole),
        # Inputs that were changed while they were read are read again the next time.
        sources if sources == describe() else "",
        collect_doubts(conversion),
    )
    remember_written(site, written)
    remember_files(project)
    if not options.quiet:
        say(_("built {site}", site=site))
    known = {name: held.size for name, held in read_record(record_of(site)).files.items()}
    weighing.tell_weight(project, site, known, quiet=options.quiet)
    return report_failures(conversion, options) or code


def _pdf(options: argparse.Namespace) -> int:
    project = open_project(options)
    conversion = _convert_works(project, options)
    code = _make_pdfs(project, conversion, options)
    return report_failures(conversion, options) or code


def _make_pdfs(project: Project, conversion: Conversion, options: argparse.Namespace) -> int:
    """Make the PDFs; one that cannot be made stops no other, and the exit code tells of it."""
    from build_tools.commands.printing import choose_scripts, make_pdfs

    code = 0
    for made in make_pdfs(project, conversion, os.environ, choose_scripts(conversion)):
        if made.error is not None:
            code = code or tell_error(made.error)
            continue
        if made.lacking:
            codes = ", ".join(f"U+{ord(char):04X}" for char in made.lacking)
            say(_("warning: {file}: no font has {codes}; 〓 is printed", file=made.name, codes=codes))
        if not options.quiet:
            unchanged = "" if made.is_new else _(", unchanged")
            say(_("{file}: {size:,} bytes", file=made.name, size=made.size) + unchanged)
    return code


def _release(options: argparse.Namespace) -> int:
    from build_tools.engine.standing import refuse_older
    from build_tools.publish.missing import refuse_drafts, refuse_missing
    from build_tools.publish.release import write_release

    project = open_project(options)
    target = options.to or project.root / "dist"
    site = options.site_dir or project.site
    if not options.allow_missing:
        refuse_missing(site)
    if not options.drafts:
        refuse_drafts(site)
    refuse_older(project, site)
    with TemporaryDirectory() as aside:
        names = write_release(site, target, dataset.make_for_release(project, site, Path(aside), options))
    if not options.quiet:
        say(_("{target}: {count} files", target=target, count=len(names)))
    return 0


def _check(options: argparse.Namespace) -> int:
    project = open_project(options)
    if options.reread:
        return incoming.check_readings(project, strict=options.strict)
    return check_project(project, _convert_works(project, options), options)


def _doubts(options: argparse.Namespace) -> int:
    from build_tools.model.glossary import Glossary
    from build_tools.pipeline import TermMatcher, convert_work, survey_work
    from build_tools.render.doubts import render_decisions, render_doubts

    folders = open_project(options).work_folders()
    told = False
    for folder in folders:
        work = convert_work(folder)
        edition, record = work.base.edition, survey_work(work, TermMatcher(Glossary(()))).record
        for name, entries in (
            ("emendations.toml", render_doubts(edition)),
            ("manifest.toml", render_decisions(record.diagnostics, edition.witness)),
        ):
            if entries:
                told = True
                print(f"# {folder / name}\n{entries}")
    if not told:
        say(_("no doubts"))
    return 0


def _script(options: argparse.Namespace) -> int:
    from build_tools.hanzi.script import ScriptConverter
    from build_tools.source.script_table import read_script_table

    table = ScriptTable() if options.no_table else read_script_table(open_project(options).script)
    text = sys.stdin.read() if options.text == "-" else options.text
    print(ScriptConverter(table, _SCRIPTS[options.to]).convert(text))
    return 0


def _serve(options: argparse.Namespace) -> int:
    from build_tools.publish.serve import serve_site

    project = open_project(options)
    site = project.site
    if not options.watch:
        return serve_site(site, options.port)
    from build_tools.commands.watching import watch_site

    if not site.exists():
        main(["build", "--project", str(project.root), "--quiet", "--lang", spoken()])
    with watch_site(project, site, say) as watched:
        return serve_site(site, options.port, watched)
