"""The ordered stages, from a file to what is published of it.

This module knows every room but those that bring files in (`intake.py`) and write pages (`rendering.py`). The way:

    make_witness → clean_witness → emend_blocks → join_texts → parse_text → edit_plan → prove_fidelity   (convert_work)
    → find_terms, find_names, find_places, find_printed_targets, find_mentions                      (survey_work)
    → cut_names … find_neighbours → link_work: what spans works, from slips                 (slips, spanning)
    → render, with the links                                                        (rendering.render_work)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from build_tools.annotate.excerpts import find_excerpts
from build_tools.annotate.lineage import find_namesakes as find_namesakes
from build_tools.annotate.linking import Neighbours as Neighbours
from build_tools.annotate.linking import cut_names as cut_names
from build_tools.annotate.linking import find_neighbours as find_neighbours
from build_tools.annotate.linking import link_work as link_work
from build_tools.annotate.linking import make_catalog as make_catalog
from build_tools.annotate.linking import resolve_works as resolve_works
from build_tools.annotate.names import Catalog as Catalog
from build_tools.annotate.names import find_names
from build_tools.annotate.places import PlaceIndex, find_places
from build_tools.annotate.plan_place import PlaceReading as PlaceReading
from build_tools.annotate.plan_place import tell_place
from build_tools.annotate.responsible import find_mentions, find_responsibilities
from build_tools.annotate.targets import find_printed_targets
from build_tools.annotate.terms import TermMatcher as TermMatcher
from build_tools.annotate.terms import find_terms, find_unexplained
from build_tools.audit.audit import audit_outline
from build_tools.clean.clean import clean_witness
from build_tools.clean.decide import decide_lines
from build_tools.clean.emend import emend_blocks
from build_tools.clean.join import join_texts
from build_tools.collector import pause_collector
from build_tools.edition.clauses import collect_clauses
from build_tools.edition.collate import collate_editions
from build_tools.edition.edit import edit_plan
from build_tools.edition.fidelity import prove_fidelity
from build_tools.edition.lock import hash_anchors
from build_tools.edition.pictures import list_signs as list_signs
from build_tools.edition.pictures import place_pictures as place_pictures
from build_tools.edition.settle import decide_title, refuse_stale, refuse_uncarried, settle_doubts
from build_tools.errors import PublisherError
from build_tools.hanzi.bodies import needs_place
from build_tools.hanzi.script import ScriptConverter, detect_script
from build_tools.hanzi.script_review import count_readings
from build_tools.hanzi.short_titles import find_short_titles, guess_short_title
from build_tools.intake import SourceFile, open_file, open_kept_pictures, read_file
from build_tools.messages import _
from build_tools.model.anchor import Anchor
from build_tools.model.block import split_pages
from build_tools.model.clause import Clause, WorkClauses
from build_tools.model.codes import DECIDED
from build_tools.model.decision import Decision
from build_tools.model.edition import Edition
from build_tools.model.emendation import Emendation
from build_tools.model.glossary import Glossary
from build_tools.model.line import CleanText
from build_tools.model.note import ReferenceKind
from build_tools.model.record import SurveyedWork, WitnessRecord, WorkRecord
from build_tools.model.report import Diagnostic, make_diagnostic
from build_tools.model.script import Script, ScriptTable
from build_tools.model.witness import WitnessEntry, join_files
from build_tools.parse.parse import parse_text
from build_tools.render.outline import render_outline
from build_tools.source.acceptances import read_acceptances
from build_tools.source.manifest import Manifest, read_manifest
from build_tools.work import Converted as Converted
from build_tools.work import Opened as Opened
from build_tools.work import Work as Work


def convert_bytes(
    data: bytes,
    name: str,
    *,
    emendations: tuple[Emendation, ...] = (),
    decisions: tuple[Decision, ...] = (),
    work: str = "",
    aliases: dict[Anchor, Anchor] | None = None,
) -> Converted:
    """Return what the converter makes of one file; depends on nothing but the arguments.

    A file in a format that is no text is read anew. Raises what `convert_files` does.
    """
    file = replace(read_file(SourceFile(name, data)), emendations=emendations)
    return convert_files((file,), decisions=decisions, work=work, aliases=aliases)


@pause_collector()
def convert_files(
    files: Sequence[SourceFile],
    *,
    decisions: tuple[Decision, ...] = (),
    work: str = "",
    aliases: dict[Anchor, Anchor] | None = None,
    texts: Sequence[CleanText] = (),
) -> Converted:
    """Return what the converter makes of a document that is one file, or several that continue each other.

    `texts` are what `_clean_files` makes of the files, where that is known.

    Raises:
        UnreadableSourceError: the bytes are no text.
        StaleEmendationError: an emendation does not fit.
        StaleDecisionError: a decision does not fit.
        FidelityError: a character would be lost (a defect of the converter).
    """
    witness = join_files([file.witness for file in files])
    texts = [
        replace(text, blocks=emend_blocks(text.blocks, file.emendations))
        for text, file in zip(texts or _clean_files(files), files, strict=True)
    ]
    text = join_texts(texts, witness)
    text = decide_lines(text, decisions, witness)
    parsed = parse_text(text, witness)
    refuse_uncarried(text.blocks, parsed.root, decisions)
    edition = edit_plan(parsed, witness, text.drops, work=work, aliases=aliases)
    fidelity = prove_fidelity(witness, edition.root, edition.drops)
    return Converted(edition, fidelity, find_responsibilities(edition.blocks))


def _clean_files(files: Iterable[SourceFile]) -> tuple[CleanText, ...]:
    """Return what each file prints: that depends on its bytes and on nothing that a person decides."""
    return tuple(clean_witness(file.witness) for file in files)


def audit_converted(converted: Converted) -> Converted:
    """Return what was made of a file with the doubts about its structure among its diagnostics."""
    edition = converted.edition
    outline = render_outline(edition, list(converted.responsibilities))
    told = {doubt.code for doubt in edition.diagnostics}
    emended = [run for block in edition.blocks for passage in block.passages() for run in passage.runs if run.emended]
    reading = edition.witness.reading
    if reading is not None and any(field.value == outline["title"] for field in reading.fields):
        told.add("title-not-printed")  # a record says it in a field of its own
    found = [
        doubt for doubt in audit_outline(outline, edition.witness.print_emended(emended)) if doubt.code not in told
    ]
    return replace(converted, edition=replace(edition, diagnostics=tuple(sorted((*edition.diagnostics, *found)))))


def convert_work(folder: Path) -> Work:
    """Return a work of `seeds/`, converted.

    Raises:
        ManifestError: the manifest cannot be used, or a file is not the one it names.
    """
    manifest = read_manifest(folder)
    return convert_opened(folder, manifest, open_work(folder, manifest))


def open_work(folder: Path, manifest: Manifest) -> Opened:
    """Return the files of a work, read; raises what `convert_work` does."""
    files = tuple(open_file(folder, entry, manifest) for entry in manifest.parts)
    with _locate(folder, manifest.base):
        texts = _clean_files(files)
    others: list[tuple[WitnessEntry, Converted]] = []
    for entry in manifest.witnesses:
        if entry.role == "witness":
            with _locate(folder, entry):
                others.append((entry, convert_files([open_file(folder, entry, manifest)], work=manifest.work)))
    return Opened(files, texts, tuple(others), open_kept_pictures(folder, manifest))


def convert_opened(folder: Path, manifest: Manifest, opened: Opened) -> Work:
    """Return a work as its manifest and the emendations of its files say; raises what `convert_work` does."""
    with _locate(folder, manifest.base):
        converted = convert_files(
            opened.files,
            decisions=manifest.decisions,
            work=manifest.work,
            aliases=manifest.aliases,
            texts=opened.texts,
        )
    base = _apply_manifest(converted, manifest, manifest.base)
    base = replace(base, edition=place_pictures(base.edition, opened.pictures))
    left, unsettled = settle_doubts(base.edition.diagnostics, manifest.decisions, base.edition.witness)
    base = replace(base, edition=replace(base.edition, diagnostics=tuple(left)))
    _check_aliases(manifest, base.edition)
    alignments = tuple(collate_editions(base.edition, other.edition) for _, other in opened.others)
    accepted = read_acceptances(folder)
    emendations = tuple(change for file in opened.files for change in file.emendations)
    return Work(manifest, base, opened.others, emendations, alignments, accepted, tuple(unsettled))


@contextmanager
def _locate(folder: Path, entry: WitnessEntry) -> Iterator[None]:
    """Let what fails inside name the file by its folder: with many works a bare name tells nothing."""
    try:
        yield
    except PublisherError as error:
        error.path = error.path if error.path and error.path.is_absolute() else folder / (error.path or entry.file)
        raise


def _check_aliases(manifest: Manifest, edition: Edition) -> None:
    """Raise ManifestError where an alias leads nowhere."""
    anchors = hash_anchors(edition)
    for old, new in manifest.aliases.items():
        if new not in anchors or old in anchors:
            what = _("leads nowhere") if new not in anchors else _("is the anchor of a clause")
            manifest.refuse(
                _('the alias "{old}" = "{new}" {what}', old=old, new=new, what=what),
                _("give an anchor that the work has today"),
            )


def _apply_manifest(converted: Converted, manifest: Manifest, entry: WitnessEntry) -> Converted:
    """Let what the manifest knows stand above what was found on the page, and audit what comes of it."""
    told = {
        "title": decide_title(manifest.decisions, converted.edition.witness),
        "source": entry.publisher,
        "source_url": entry.source_url,
        "source_kind": entry.source_kind,
    }
    facts: dict[str, Any] = {name: value for name, value in told.items() if value} | manifest.facts
    implements = facts.pop("implements", [])
    if place := tell_place(replace(converted.edition.facts, **facts)).place:
        facts["place"] = place.name
    known = converted.edition.facts.based_on
    facts["based_on"] = (*known, *((name, "") for name in implements if name not in dict(known)))
    period = facts.get("period") or converted.edition.facts.period
    if period and manifest.added and int(manifest.added[:4]) > period[1]:
        facts["period_over"] = manifest.added
    return give_facts(converted, facts)


def give_facts(converted: Converted, facts: Mapping[str, Any]) -> Converted:
    """Return what was made of a file, audited, with facts that are known otherwise; what doubts one of them is gone."""
    printed: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()
    }
    known = replace(converted.edition.facts, **printed)
    audited = audit_converted(replace(converted, edition=replace(converted.edition, facts=known)))
    decided = {word for word, fact in DECIDED.items() if fact in facts}
    doubts = tuple(doubt for doubt in audited.edition.diagnostics if doubt.code.partition("-")[0] not in decided)
    return replace(audited, edition=replace(audited.edition, diagnostics=doubts))


def survey_work(work: Work, matcher: TermMatcher, script: ScriptTable = ScriptTable()) -> SurveyedWork:  # noqa: B008 (frozen)
    """Return what the rest of the library needs of a work: a pure function of the work, the glossary and `script`."""
    edition = work.base.edition
    clauses = collect_clauses(edition)
    anchors = hash_anchors(edition)
    annexes = tuple((part.page, part.title) for part in split_pages(edition.blocks) if part.head)
    places = PlaceIndex(anchors.keys(), {"": clauses.title, **dict(annexes)})
    # Terms and references are known in simplified script; conversion keeps every place.
    script_of = detect_script("".join(clause.text for clause in clauses.clauses))
    read = clauses.clauses if script_of is Script.HANS else _simplify(clauses)
    short = find_short_titles(clause.text for clause in read)
    references = tuple(
        reference for clause in read for reference in (*find_names(clause, short), *find_places(clause, places))
    )
    unresolved = tuple(
        make_diagnostic("unresolved-reference", edition.blocks[reference.block].line_no, reference.name)
        for reference in references
        if reference.kind is ReferenceKind.PLACE and reference.target is None
    )
    found, stale = settle_doubts(
        (*edition.diagnostics, *unresolved, *doubt_work(work)),
        work.unsettled,
        edition.witness,
    )
    refuse_stale(stale, edition.witness)
    record = _record_work(work, clauses, annexes, tuple(found), script_of, len(anchors))
    targets = find_printed_targets(clauses, replace(clauses, clauses=tuple(read)), edition.facts.period)
    mentions = find_mentions(edition.blocks, work.base.responsibilities)
    uses = find_terms(read, matcher, mentions)
    converter = ScriptConverter(script, script.traditional)
    converted = [converter.read(clause.text) for clause in clauses.clauses]
    both = {clause.block: (clause, other) for clause, (other, _) in zip(clauses.clauses, converted, strict=True)}
    excerpts = find_excerpts(uses, both, converter.convert)
    cited = {place: block.citation for block in edition.blocks for place in block.places}
    return SurveyedWork(
        record=record,
        clauses=clauses,
        references=references,
        uses=uses,
        targets=targets,
        mentions=mentions,
        excerpts=excerpts,
        readings=count_readings(converted),
        responsibilities=work.base.responsibilities,
        anchors=anchors,
        citations=cited if work.manifest.formerly else {},
    )


def _record_work(
    work: Work,
    clauses: WorkClauses,
    annexes: tuple[tuple[str, str], ...],
    diagnostics: tuple[Diagnostic, ...],
    script: Script,
    anchors: int,
) -> WorkRecord:
    manifest, facts = work.manifest, work.base.edition.facts
    return WorkRecord(
        work=manifest.work,
        facts=facts,
        annexes=annexes,
        aliases=dict(manifest.aliases),
        witnesses=(
            WitnessRecord(manifest.base.file, manifest.base.role, work.base.fidelity),
            *(WitnessRecord(entry.file, entry.role, other.fidelity) for entry, other in work.others),
        ),
        diagnostics=diagnostics,
        draft=manifest.draft,
        added=manifest.added,
        changed=manifest.changed,
        place=read_place(work.base).place,
        accepted=work.accepted,
        formerly=manifest.formerly,
        title=clauses.title,
        short=facts.short_title or guess_short_title(clauses.title),
        year=clauses.year,
        script=script,
        anchors=anchors,
    )


def read_place(converted: Converted) -> PlaceReading:
    """Return the place that a plan is made for, and how that was told."""
    return tell_place(converted.edition.facts)


def doubt_place(converted: Converted) -> list[Diagnostic]:
    """Tell where nobody knows whose 市财政局, 各区政府 answer for clauses, and where issuers and manifest disagree."""
    reading = read_place(converted)
    facts = converted.edition.facts
    told = tell_place(replace(facts, place="")) if facts.place else reading
    if reading.place and told.place and not (told.place.holds(reading.place) or reading.place.holds(told.place)):
        names = {"manifest": reading.place.name, "evidence": told.evidence, "place": told.place.name}
        return [make_diagnostic("place-differs", 0, facts.title, **names)]
    named = next((name for group in converted.responsibilities for name in group.bodies if needs_place(name)), "")
    if reading.place is not None or not named:
        return []
    if not reading.candidates:
        return [make_diagnostic("place-untold", 0, named)]
    fitting = "、".join(place.name for place in reading.candidates)
    return [make_diagnostic("place-one-of-several", 0, named, places=fitting)]


def doubt_work(work: Work) -> list[Diagnostic]:
    """Tell of the place, and of passages of further witnesses that were too much to be compared by characters."""
    doubts = []
    for (entry, _converted), alignment in zip(work.others, work.alignments, strict=True):
        coarse = [pair for pair in alignment.pairs if pair.is_coarse]
        if coarse:
            count = len(coarse)
            doubts.append(make_diagnostic("collation-coarse", 0, coarse[0].lemma, file=entry.file, count=count))
    return [*doubts, *doubt_place(work.base)]


def _simplify(clauses: WorkClauses) -> tuple[Clause, ...]:
    """Return the clauses of a work in traditional script in simplified script."""
    change = ScriptConverter(ScriptTable(), Script.HANS).convert
    return tuple(
        replace(clause, text=change(clause.text), path=tuple(map(change, clause.path))) for clause in clauses.clauses
    )


def list_unexplained(surveys: Iterable[SurveyedWork], glossary: Glossary) -> dict[str, dict[str, int]]:
    """Return, for each work, the Latin expressions that no entry explains, with their number."""
    matcher = TermMatcher(glossary)
    ignored = [expression for expression, _ in glossary.ignored]
    found = {s.record.work: find_unexplained(s.clauses.clauses, matcher, ignored) for s in surveys}
    return {work: counts for work, counts in found.items() if counts}
