"""`verify`: whether quotations stand in the works of a project, word for word."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from build_tools.commands.argument_types import add_flag, open_project, read_ordinal, read_path
from build_tools.edition.citing import fold_citation
from build_tools.engine.terminal import say
from build_tools.errors import PublisherError, unreadable
from build_tools.messages import _
from build_tools.model.anchor import Anchor, ClauseId
from build_tools.model.slip import Subject
from build_tools.publish.site_config import read_site_config
from build_tools.quoting.documents import LEAST, Quotation, Source, find_quotations, read_source
from build_tools.quoting.texts import Texts
from build_tools.quoting.verify import Agreement, Finding, Kind, verify_quotation
from build_tools.quoting.wording import read_wording
from build_tools.render.address import make_permalink

if TYPE_CHECKING:
    from build_tools.engine.conversion import Conversion
    from build_tools.pipeline import Catalog

_FAILED = 1
_SIGNS = {Agreement.VERBATIM: "✓", Agreement.DIFFERS: "≠", Agreement.ABSENT: "✗"}


class Verifier:
    """Holds quotations against the works of a conversion.

    Args:
        conversion: the works.
        url: of the site, "" where that is not known.
    """

    def __init__(self, conversion: Conversion, url: str = "") -> None:
        self.slips, self.url = conversion.slips, url

    @cached_property
    def catalog(self) -> Catalog:
        """The titles of all works."""
        from build_tools.pipeline import make_catalog  # every command would wait for it

        return make_catalog(self.slips.records.values())

    @cached_property
    def texts(self) -> Texts:
        """The wording of all works."""
        return Texts(self.slips.take(Subject.WORDINGS))

    def verify(self, quotation: str, source: Source | None = None) -> dict[str, Any]:
        """Return what is found of a quotation, as --json prints it.

        Raises:
            ValueError: it cannot be looked for; says why.
        """
        cited = self.resolve(source) if source else None

        def is_cited(work: str, place: Anchor) -> bool:
            return cited is not None and cited.work == work and cited.anchor.holds(place)

        finding = verify_quotation(self.texts, quotation, is_cited)
        told = self.describe(finding)
        if source is not None:
            fits = finding.clause is not None and is_cited(finding.work, finding.clause.place)
            told["cited"] = {
                "title": source.title,
                "place": source.place,
                "work": cited.work if cited else "",
                "anchor": str(cited.anchor) if cited else "",
                "holds": fits if cited and finding.clause else None,
            }
        return told

    def resolve(self, source: Source) -> ClauseId | None:
        """Return the place that is cited; None where no work has that title, or the work no such place."""
        target = self.catalog.resolve(source.title) or self.guess_work(source.title)
        if target is None or not source.place:
            return target
        clauses = [clause for work, clause in self.texts.clauses if work == target.work]
        # A clause of an annex may be cited under the annex's title, or under its number in the plan.
        page = next((fold_citation(c.citation) for c in clauses if c.place == target.anchor and c.place.page), "")
        wanted = fold_citation(source.place)
        cited = {wanted, page + wanted}
        return next((ClauseId(target.work, c.place) for c in clauses if fold_citation(c.citation) in cited), None)

    def guess_work(self, name: str) -> ClauseId | None:
        """Return the one work whose title has all words of a name in their order: 工业软件行动计划."""
        words = read_wording(name)
        found = [work for work, record in self.slips.records.items() if _holds_in_order(record.facts.title, words)]
        return ClauseId(found[0]) if len(found) == 1 else None

    def describe(self, finding: Finding) -> dict[str, Any]:
        """Return a finding as data."""
        clause, last = finding.clause, finding.last
        if clause is None or last is None:
            return {"verdict": finding.verdict, "work": "", "anchor": "", "differences": []}
        title = self.slips.records[finding.work].facts.title
        link = make_permalink(finding.work, clause.place)
        return {
            "verdict": finding.verdict,
            "work": finding.work,
            "anchor": str(clause.place),
            "through": str(last.place),
            "url": self.url + link,
            "citation": f"《{title}》{clause.citation}",
            "hash": clause.digest,
            "differences": [
                {"at": one.at, "kind": one.kind, "found": one.found, "stands": one.stands}
                for one in finding.differences
            ],
            "others": [self.url + make_permalink(*other) for other in finding.others],
        }


def add_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `verify`."""
    verify = add("verify", _run, _("tell whether quotations stand in the works, word for word"))
    verify.add_argument("quotation", nargs="?", metavar="QUOTATION", help=_("- reads it from standard input"))
    verify.add_argument("--file", type=read_path, help=_("a text, Markdown, Word or PDF file: all quotations in it"))
    verify.add_argument(
        "--cited", type=_read_cited, metavar="《…》二（三）8", help=_("what it is said to be taken from")
    )
    verify.add_argument(
        "--least",
        type=read_ordinal,
        default=LEAST,
        metavar="N",
        help=_("of a file, quotations of N characters or more (default: {least})", least=LEAST),
    )
    add_flag(verify, "--json", _("print data, of a file a line for each quotation"))


def _read_cited(words: str) -> Source:
    source = read_source(words)
    if source is None:
        raise argparse.ArgumentTypeError(_("write 《title》, and the place behind it"))
    return source


def _run(options: argparse.Namespace) -> int:
    from build_tools.engine.project import convert_project

    if (options.quotation is None) == (options.file is None):
        raise PublisherError(
            _("nothing to verify, or two things"),
            remedy=_("give a quotation, or --file with a document that holds some"),
        )
    project = open_project(options)
    verifier = Verifier(convert_project(project), read_site_config(project.config).url)
    code = 0
    for quotation in _list_quotations(options):
        where = f"{options.file}:{quotation.line}" if options.file else _("the quotation")
        try:
            told = verifier.verify(quotation.text, quotation.source)
        except ValueError as error:
            raise unreadable(where, str(error), _("give words of a plan")) from error
        holds = told["verdict"] == Agreement.VERBATIM and told.get("cited", {}).get("holds") is not False
        code = code if holds else _FAILED
        place = {"line": quotation.line} if options.file else {}
        print(json.dumps(place | told, ensure_ascii=False) if options.json else _tell(where, quotation, told))
    return code


def _list_quotations(options: argparse.Namespace) -> Iterator[Quotation]:
    from build_tools.commands.named_files import gather_named
    from build_tools.intake import read_file

    if options.file is None:
        text = sys.stdin.read() if options.quotation == "-" else options.quotation
        yield Quotation(1, text, options.cited)
        return
    found = False
    for files in gather_named(options.file, 0).documents:
        for file in files:
            for quotation in find_quotations(read_file(file).witness.text, options.least):
                found = True
                yield quotation
    if not found:
        say(_("{file}: no quotation of {least} characters or more in it", file=options.file, least=options.least))


def _tell(where: str, quotation: Quotation, told: dict[str, Any]) -> str:
    """Return what is found of a quotation, for people."""
    verdict = Agreement(told["verdict"])
    lines = [f"{_SIGNS[verdict]} {where}: {_shorten(quotation.text)}"]
    if verdict is Agreement.ABSENT:
        lines.append("  " + _("not in this library"))
    else:
        holds = _("verbatim") if verdict is Agreement.VERBATIM else _("differs")
        lines.append(f"  {holds}: {told['citation']}  {told['url']}")
    kinds = {Kind.WORDING: _("wording"), Kind.PUNCTUATION: _("punctuation"), Kind.WIDTH: _("width of a sign")}
    lines += (
        "  "
        + _(
            "{kind} at {at}: quoted {found}, stands {stands}",
            kind=kinds[one["kind"]],
            at=one["at"],
            found=one["found"] or _("(nothing)"),
            stands=one["stands"] or _("(nothing)"),
        )
        for one in told["differences"]
    )
    cited = told.get("cited")
    if cited and not cited["work"]:
        said = _("cited is 《{title}》{place}: no such place here", title=cited["title"], place=cited["place"])
        lines.append(f"  {said}")
    elif cited and cited["holds"] is False:
        said = _("cited is 《{title}》{place}, and it stands elsewhere", title=cited["title"], place=cited["place"])
        lines.append(f"  {said}")
    return "\n".join(lines)


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:30]}……{words[-8:]}"


def _holds_in_order(title: str, words: str) -> bool:
    left = iter(read_wording(title))
    return all(char in left for char in words)
