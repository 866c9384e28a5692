"""`dataset`: the works of a project as files for machines, one line a clause; `release` takes them along."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from build_tools.commands.argument_types import add_flag, add_quiet, open_project, read_ordinal
from build_tools.engine.folders import Project
from build_tools.engine.terminal import say
from build_tools.messages import _
from build_tools.model.json_text import write_compact, write_json
from build_tools.publish.docs import digest_file
from build_tools.publish.left_out import leaves_forms
from build_tools.publish.parquet import write_parquet
from build_tools.publish.release import pack_forms, write_files
from build_tools.publish.site_config import read_site_config
from build_tools.render.clause_data import Known
from build_tools.render.dataset import (
    CHUNK_SCHEMA,
    Listed,
    Sizes,
    cut_chunks,
    describe_line_schema,
    describe_lines,
    render_card,
)

if TYPE_CHECKING:
    from build_tools.engine.conversion import Conversion

CARD = "README.md"
_IN_RELEASES = {CARD: "dataset.md"}
_LINES, _CHUNKS = "clauses.jsonl", "chunks.jsonl"


def make_dataset(
    project: Project,
    conversion: Conversion,
    folder: Path,
    sizes: Sizes,
    *,
    parquet: bool,
    shown: Callable[[str], bool],
) -> list[Path]:
    """Write the files of a data set into an empty folder, prove them, and return them in order; drafts are left out.

    Args:
        project: its folders.
        conversion: its works.
        folder: where to.
        sizes: of chunks.
        parquet: as Parquet, too.
        shown: whether a work is taken.

    Raises:
        OutputError: what was written is not what the works say.
        SiteError: pyarrow is not installed.
    """
    from build_tools.engine.library import Library

    library = Library(project, conversion, read_site_config(project.config), folder)
    names = [name for name in library.published if shown(name)]
    characters = counted = chunked = 0
    with _open(folder / _LINES) as lines, _open(folder / _CHUNKS) as chunks:
        for name in names:
            clauses = library.survey(name).clauses.clauses
            characters += sum(len(clause.text) for clause in clauses)
            known = Known(library.load(name).base.edition, library.survey(name), library.links(name), library.shared)
            counted += _write(lines, describe_lines(known))
            chunked += _write(chunks, cut_chunks(clauses, sizes, library.config.url))
    _prove(project, conversion, names, folder)
    schemas = {_LINES: describe_line_schema(_read_schema("clause")), _CHUNKS: CHUNK_SCHEMA}
    counts = {_LINES: counted, _CHUNKS: chunked}
    for file, schema in schemas.items():
        stem = Path(file).stem
        told = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{stem}.schema.json").write_text(told, encoding="utf-8", newline="\n")
        if parquet:
            write_parquet(folder / f"{stem}.parquet", _read(folder / file), schema)
            counts[f"{stem}.parquet"] = counts[file]
    made = sorted(folder.iterdir())
    listed = [Listed(path.name, counts.get(path.name, 0), path.stat().st_size, digest_file(str(path))) for path in made]
    config = library.config
    card = render_card(config.name, config.url, len(names), characters, sizes, listed, schemas[_LINES])
    (folder / CARD).write_text(card, encoding="utf-8", newline="\n")
    return [*made, folder / CARD]


def _open(path: Path) -> Any:
    return path.open("w", encoding="utf-8", newline="\n")


def _write(file: Any, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    for row in rows:
        file.write(write_compact(row) + "\n")
        count += 1
    return count


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from map(json.loads, file)


def _read_schema(name: str) -> dict[str, Any]:
    path = Path(__file__).parents[1] / "publish" / "theme" / "data" / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_bytes())
    return schema


def _prove(project: Project, conversion: Conversion, names: list[str], folder: Path) -> None:
    """Read the files back, and hold them against the works."""
    from build_tools.proof.ledger import Ledger
    from build_tools.proof.lines import prove_chunks, prove_lines
    from build_tools.proving.proofs import Proofs, refuse

    proofs, ledger = Proofs(project, conversion), Ledger()
    lines, chunks = _Groups(_read(folder / _LINES)), _Groups(_read(folder / _CHUNKS))
    for name in names:
        work = proofs.load(name)
        ledger.faults.extend(prove_lines(work, lines.take(name), conversion.to_traditional))
        ledger.faults.extend(prove_chunks(work, chunks.take(name)))
    refuse(ledger, folder)


class _Groups:
    """Rows, taken work by work."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self.rows = rows
        self.next = next(rows, None)

    def take(self, work: str) -> list[dict[str, Any]]:
        """Return the rows of the next work, which has to be this one."""
        taken: list[dict[str, Any]] = []
        while self.next is not None and self.next["work"] == work:
            taken.append(self.next)
            self.next = next(self.rows, None)
        return taken


def add_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `dataset`."""
    command = add("dataset", _run, _("write the works as files for machines: one line a clause, chunks, a card"))
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("replaced as a whole"))
    add_options(command)
    add_quiet(command)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what may be said of a data set."""
    add_flag(command, "--parquet", _("as Parquet, too (needs pyarrow)"))
    longest = _("characters of a chunk; it is longer for one clause (default: {size})", size=Sizes().most)
    least = _("from so many on, a chunk ends before a heading (default: {size})", size=Sizes().least)
    command.add_argument("--chunk-chars", type=read_ordinal, default=Sizes().most, metavar="N", help=longest)
    command.add_argument("--chunk-least", type=read_ordinal, default=Sizes().least, metavar="N", help=least)


def make_for_release(project: Project, site: Path, folder: Path, options: argparse.Namespace) -> dict[str, Path]:
    """Return what a release of a site takes along, by its name there: the works that the site has.

    Where there is a site alone, without what it was made from, that is nothing.
    """
    if not project.seeds.is_dir():
        return {}

    def is_shown(name: str) -> bool:
        return (site / "plans" / name).is_dir()

    conversion, made = _make(project, folder, options, is_shown)
    if options.since:
        from build_tools.commands.release_changes import compare_releases, read_release, render_changes

        told = compare_releases(read_release(options.since), read_release(folder))
        for name, text in (("changes.json", write_json(told)), ("changes.md", render_changes(told))):
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            made.append(folder / name)
    # The site may have been built without the drafts.
    works = [record for record in conversion.records if is_shown(record.work)]
    if leaves_forms(works, read_site_config(project.config)):
        made.append(pack_forms(site, folder))
    return {_IN_RELEASES.get(path.name, path.name): path for path in made}


def _make(
    project: Project, folder: Path, options: argparse.Namespace, shown: Callable[[str], bool] = lambda _name: True
) -> tuple[Conversion, list[Path]]:
    from build_tools.engine.project import convert_project

    sizes = Sizes(options.chunk_least, options.chunk_chars)
    conversion = convert_project(project)
    return conversion, make_dataset(project, conversion, folder, sizes, parquet=options.parquet, shown=shown)


def _run(options: argparse.Namespace) -> int:
    with TemporaryDirectory() as aside:
        made = _make(open_project(options), Path(aside), options)[1]
        names = write_files(options.out, {path.name: path for path in made})
    if not options.quiet:
        say(_("{target}: {count} files", target=options.out, count=len(names)))
    return 0
