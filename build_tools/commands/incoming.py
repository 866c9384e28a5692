"""The commands about files that come in: `add`, `outline`, `reread` and `check --reread`.

Arguments in, exit code out, as in `cli`.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from build_tools.commands.argument_types import (
    add_flag,
    open_project,
    read_address,
    read_body,
    read_day,
    read_ordinal,
    read_path,
    read_place,
    read_words,
)
from build_tools.commands.named_files import gather_named, list_attachments
from build_tools.engine.terminal import list_places, name_program, say, tell_error
from build_tools.errors import ManifestError, UnreadableSourceError, describe_failure
from build_tools.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from build_tools.engine.folders import Project
    from build_tools.intake import Recogniser, SourceFile
    from build_tools.model.verdict import VerdictKind

_RECORDS_SHOWN = 12


def add_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Make the parsers of these commands with `add`, which takes a name, what runs and a line of help."""
    new = add(
        "add",
        run_add,
        _(
            "take files in: sniff them, make seeds/<work>/, print what was understood; each file is a work of its own,"
            " so is each record of a dump, and the files of an archive are one"
        ),
    )
    new.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=_("page, text, or any format of docs/formats.md")
    )
    add_flag(new, "--together", _("the files are one work, in this order: notice, plan, annexes"))
    _add_record(new)
    new.add_argument(
        "--work",
        help=_("name of the work in addresses: lower-case words joined by hyphens; several files are one work then"),
    )
    # What is given stands in the manifest as a fact, not as a guess.
    for name, kind, metavar, text in (
        ("--title", read_words, "TITLE", _("title of the plan, instead of the one that is read")),
        ("--date", read_day, "DAY", _("day of signing: 2021-09-06")),
        ("--issuer", read_body, "BODY", _("who issued it; several times for several, in the order signed")),
        ("--source-url", read_address, "URL", _("where the file was found")),
        ("--place", read_place, "PLACE", _("for whom the plan is made: 上海市松江区, 安徽省, 全国")),
    ):
        # One at a time but for the issuers, who are named in the order signed.
        action = "append" if name == "--issuer" else "store"
        new.add_argument(name, type=kind, metavar=metavar, action=action, help=text)
    add_flag(
        new,
        "--publish",
        _(
            "publish it: no draft, its anchors are kept from the next build on; where the"
            " verdict is not clean nothing is added, and the exit code is 10 or 11"
        ),
    )
    add_flag(new, "--yes", _("with --publish: whatever the verdict"))
    add_flag(new, "--json", _("print one JSON object a file, and end as --strict does"))
    _add_whole(new)
    add_flag(new, "--strict", _("end with 10 where a doubt is to be looked at, 11 for no plan"))
    outline = add(
        "outline", run_outline, _("show what the converter makes of any one file, without adding it"), in_project=False
    )
    outline.add_argument("file", type=Path, metavar="FILE")
    _add_record(outline)
    add_flag(outline, "--json", _("print one JSON object (docs/outline.md describes it)"))
    _add_whole(outline)
    outline.add_argument("--emendations", type=read_path, metavar="TOML", help=_("apply the emendations in this file"))
    reread = add("reread", run_reread, _("take what today's readers make of a work's files, on purpose"))
    reread.add_argument("work", help=_("name of the work"))
    reread.add_argument("--reason", required=True, help=_("why that is right; it stands on the work's record"))


_SINGLE = ("work", "title", "date", "source_url")


def _given_facts(options: argparse.Namespace) -> dict[str, Any]:
    """Return the facts that the command line gives, as the manifest names them."""
    names = ("title", "date_issued", "issuers", "source_url", "place")
    values = (options.title, options.date, options.issuer, options.source_url, options.place)
    return {name: value for name, value in zip(names, values, strict=True) if value}


def _add_record(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--record", type=read_ordinal, default=0, metavar="N", help=_("which record of a dump, from 1")
    )
    add_flag(command, "--ocr", _("have pages that are pictures recognised (an extra); that is never proven"))


def _add_whole(command: argparse.ArgumentParser) -> None:
    add_flag(command, "--all", _("show every label, table and doubt of a long document"))


def run_outline(options: argparse.Namespace) -> int:
    """Print what the converter makes of a file."""
    from build_tools.intake import read_file
    from build_tools.pipeline import audit_converted, convert_files
    from build_tools.render.outline import render_outline
    from build_tools.render.readable import render_readable
    from build_tools.source.emendations import read_emendations

    gathered = gather_named(options.file, options.record)
    documents = gathered.documents
    if len(documents) > 1:
        told = "; ".join([*gathered.told[:_RECORDS_SHOWN], "…"][: len(documents)])
        raise UnreadableSourceError(
            _("the file holds {count} records: {told}", count=len(documents), told=told),
            path=options.file,
            remedy=_("say which with --record N; `add` makes a work of each"),
        )
    recogniser = _open_recogniser(options)
    first, *more = (read_file(one, recogniser) for one in documents[0])
    emendations = read_emendations(options.emendations) if options.emendations else ()
    converted = audit_converted(convert_files([replace(first, emendations=emendations), *more]))
    outline = render_outline(converted.edition, list(converted.responsibilities))
    text = (
        json.dumps(outline, ensure_ascii=False, indent=1)
        if options.json
        else render_readable(outline, list_places(converted.edition.diagnostics), whole=options.all)
    )
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass") + b"\n")
    sys.stdout.buffer.flush()
    return 0


def check_readings(project: Project, *, strict: bool) -> int:
    """Print what today's readers would change; that is fatal only under --strict."""
    from build_tools.commands.rereading import list_changes

    changes = list(list_changes(project))
    for change in changes:
        print(change)
    differing = sum(change.is_change for change in changes)
    unread = sum(change.after is None for change in changes)
    remedy = _(' (take it: `reread WORK --reason "…"`)') if differing else ""
    told = _("readings: {count}, would change: {differing}", count=len(changes), differing=differing)
    print(told + remedy + _(", could not be read: {unread}", unread=unread))
    return 1 if strict and differing + unread else 0


def run_reread(options: argparse.Namespace) -> int:
    """Take new readings of a work's files."""
    from build_tools.commands.rereading import reread_work, take_pictures

    project = open_project(options)
    taken = reread_work(project, options.work, options.reason)
    for one in taken:
        before = one.reader_before or _("no reading")
        print(f"{one.file}: {before} → {one.reader_after}")
    pictures = take_pictures(project, options.work)
    for place in pictures:
        print(_("{place}: the picture is kept", place=place))
    if not taken and not pictures:
        say(_("nothing to take: today's readers give what was kept"))
    return 0


class _Document(NamedTuple):
    """Files that are one work.

    Attributes:
        path: the file that was named, for messages.
        files: what it holds of the work.
        called: name that hints at the work's own, "" where the file holds many works.
    """

    path: Path
    files: list[SourceFile]
    called: str


class _Failures:
    """Tells of what fails; `code` is the exit code that the first failure comes to."""

    code = 0

    def tell(self, error: Exception, file: Path) -> None:
        code = tell_error(describe_failure(error, file))
        self.code = self.code or code


def run_add(options: argparse.Namespace) -> int:
    """Make works of files; one that cannot be read stops no other."""
    from build_tools.model.verdict import EXIT_CODES, VerdictKind

    failures = _Failures()
    documents = _gather_documents(options, failures)
    if options.together or (options.work and len(options.files) > 1):
        if failures.code:
            return failures.code
        documents = _join(documents)
    _refuse_facts_for_many(options, len(documents))
    worst = VerdictKind.CLEAN
    for document in documents:
        try:
            worst = max(worst, _add_document(options, document), key=list(VerdictKind).index)
        except Exception as error:
            failures.tell(error, document.path)
    if documents and not (options.project / "mkdocs.yml").is_file():
        note = _(
            "note: there is no mkdocs.yml here, so this is no site yet; `{program} init FOLDER` makes one",
            program=name_program(),
        )
        say(note)
    told = options.json or options.strict or (options.publish and not options.yes)
    return failures.code or (EXIT_CODES[worst] if told else 0)


def _gather_documents(options: argparse.Namespace, failures: _Failures) -> list[_Document]:
    """Return what the named files hold; what cannot be taken in costs its own file, or record, alone."""
    documents: list[_Document] = []
    for file in options.files:
        try:
            gathered = gather_named(file, options.record)
        except Exception as error:
            failures.tell(error, file)
            continue
        for fault in gathered.faults:
            remedy = _("the other records are unharmed; mend this one")
            failures.tell(UnreadableSourceError(fault, path=file, remedy=remedy), file)
        if gathered.left_out and not options.json:
            print(_("left out {left_out}: no documents", left_out=", ".join(gathered.left_out)))
        called = "" if gathered.is_dump else file.name
        documents += [_Document(file, list(document), called) for document in gathered.documents]
    return documents


def _join(documents: list[_Document]) -> list[_Document]:
    """Return the documents as one, called as the first is."""
    files = [file for document in documents for file in document.files]
    return [document._replace(files=files) for document in documents[:1]]


def _refuse_facts_for_many(options: argparse.Namespace, count: int) -> None:
    """Raise ManifestError where a fact of one work is given for several."""
    given = [name for name in _SINGLE if getattr(options, name)]
    if count < 2 or not given:
        return
    name = f"--{given[0].replace('_', '-')}"
    raise ManifestError(
        _("{name} is of one work, and these are {count}", name=name, count=count),
        remedy=_("add one at a time (--record), say that they are one (--together), or leave {name} out", name=name),
    )


def _open_recogniser(options: argparse.Namespace) -> Recogniser | None:
    from build_tools.intake import open_recogniser

    return open_recogniser() if options.ocr else None


def _add_document(options: argparse.Namespace, document: _Document) -> VerdictKind:
    """Take one document in, print what was understood, and return what is to be done about it."""
    from build_tools.commands.adding import add_document
    from build_tools.commands.told_addition import tell_addition
    from build_tools.publish.take_in import Wish
    from build_tools.render.outline import describe_diagnostics, render_outline
    from build_tools.render.readable import render_readable

    project = open_project(options)
    added = add_document(
        project,
        document.files,
        Wish(options.work, document.called, _given_facts(options), is_draft=not options.publish),
        only_clean=options.publish and not options.yes,
        recogniser=_open_recogniser(options),
    )
    edition, kind = added.converted.edition, added.verdict.kind
    outline = render_outline(edition, list(added.converted.responsibilities))
    if options.json:
        work = added.folder.name if added.folder else None
        outline["diagnostics"] = describe_diagnostics((*edition.diagnostics, *added.doubts))
        print(
            json.dumps(
                {"file": str(document.path), "work": work, "verdict": kind.value, "outline": outline},
                ensure_ascii=False,
            )
        )
    else:
        understood = render_readable(outline, list_places(edition.diagnostics), whole=options.all)
        is_cut = any(doubt.code == "annex-absent" for doubt in edition.diagnostics)
        if is_cut and (beside := list_attachments(document.path, added.files[0].witness.text)):
            told = _(
                "beside   the page links to {names}: `add PAGE FILE --together` makes one work of them",
                names=", ".join(map(str, beside)),
            )
            understood += "\n" + told
        print("\n".join(tell_addition(added, understood, project.build_command)))
        if added.folder is None:
            say(
                _(
                    "not added, for --publish asks for a clean reading\n  remedy: look at the places, then give --yes"
                    " to publish it as it is read, or leave --publish out for a draft"
                )
            )
    return kind
