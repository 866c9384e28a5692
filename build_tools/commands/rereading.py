"""`check --reread` and `reread`: what today's readers make of files that were read once and kept.

A build never reads a file anew. What a newer reader would change is shown here, and taken only with a reason, which
stands in the manifest and on the work's record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from build_tools.engine.folders import Project
from build_tools.errors import ManifestError, PublisherError
from build_tools.intake import SourceFile, find_pictures, name_reading, needs_reading, open_file, print_kept, read_anew
from build_tools.messages import _
from build_tools.model.file_names import free_name
from build_tools.model.reading import Reading
from build_tools.model.rereading import Rereading
from build_tools.model.toml_text import quote_toml
from build_tools.model.witness import WitnessEntry
from build_tools.pipeline import convert_work, list_signs
from build_tools.publish.docs import clear_unfinished, hash_file, write_whole
from build_tools.publish.take_in import print_picture
from build_tools.second_reading import read_again
from build_tools.source.manifest import Manifest, read_manifest

_SHOWN = 60  # characters of a line


@dataclass(frozen=True)
class Change:
    """What became of one file that was read anew.

    Attributes:
        work, file: which.
        before: the kept reading, None where it is gone.
        after: the new one, None where it cannot be read today.
        fault: why it cannot.
    """

    work: str
    file: str
    before: Reading | None
    after: Reading | None
    fault: str = ""

    @property
    def is_change(self) -> bool:
        """Whether the reader gives something else than what was kept."""
        return self.after is not None and self.before != self.after

    def __str__(self) -> str:
        place = f"{self.work}: {self.file}"
        if self.after is None:
            return _("{place}: not read: {fault}", place=place, fault=self.fault)
        if self.before is None:
            return _(
                "{place}: no reading is kept; {reader} gives {count} characters",
                place=place,
                reader=self.after.reader,
                count=len(self.after.text),
            )
        if not self.is_change:
            return _("{place}: unchanged ({reader})", place=place, reader=self.after.reader)
        old, new = self.before.text.split("\n"), self.after.text.split("\n")
        readers = f"{self.before.reader} → {self.after.reader}"
        if old == new:
            return _("{place}: {readers}: the same text; places, styles or facts differ", place=place, readers=readers)
        at = next(
            (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
        )
        was, reads = (lines[at][:_SHOWN] if at < len(lines) else "" for lines in (old, new))
        lost, gained = _count_lines(old, new)
        return _(
            "{place}: {readers}: {before} → {after} characters, {lost} lines replaced by {gained}; first line"
            " {at}: {was!r} → {reads!r}",
            place=place,
            readers=readers,
            before=len(self.before.text),
            after=len(self.after.text),
            lost=lost,
            gained=gained,
            at=at + 1,
            was=was,
            reads=reads,
        )


def _count_lines(old: list[str], new: list[str]) -> tuple[int, int]:
    same = sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
    return len(old) - same, len(new) - same


def list_changes(project: Project) -> Iterator[Change]:
    """Yield, for each file of each work that is read once, what today's reader makes of it."""
    for folder in project.work_folders():
        try:
            manifest = read_manifest(folder)
        except PublisherError:
            continue  # the conversion tells of it
        for entry in manifest.witnesses:
            if entry.reading:
                yield _read_change(folder, entry, manifest)[0]


def _read_change(folder: Path, entry: WitnessEntry, manifest: Manifest) -> tuple[Change, SourceFile | None]:
    try:
        kept, file = read_anew(folder, entry, manifest)
    except PublisherError as error:
        return Change(manifest.work, entry.file, None, None, error.message), None
    return Change(manifest.work, entry.file, kept, file.reading), file


def reread_work(project: Project, work: str, reason: str) -> list[Rereading]:
    """Take what today's readers make of a work's files, where it is something else; return what was taken.

    The new reading is written beside the old one, the manifest, which decides, is replaced, and the old one deleted: a
    run that is killed leaves the one or the other.

    Raises:
        ManifestError: no reason is given, or the manifest cannot be changed by a program.
        UnreadableSourceError: a file cannot be read today.
    """
    if not reason.strip():
        raise ManifestError(_("a file is read anew without a reason"), remedy=_('give --reason "…"'))
    folder = project.work_folder(work)
    clear_unfinished(folder)
    taken: list[Rereading] = []
    for entry in read_manifest(folder).witnesses:
        manifest = read_manifest(folder)
        if not entry.reading and not needs_reading((folder / entry.file).read_bytes()):
            continue
        kept, file = read_anew(folder, entry, manifest)
        _delete_unnamed(folder, entry)
        if file.reading is None or (
            kept == file.reading and hash_file((folder / entry.reading).read_bytes()) == entry.reading_sha256
        ):
            continue
        data = print_kept(read_again(file))
        change = Rereading(
            entry.file,
            entry.reading_sha256,
            hash_file(data),
            kept.reader if kept else "",
            file.reading.reader,
            reason,
        )
        name = free_name(name_reading(entry.file), lambda name: (folder / name).exists())
        text = _change_manifest(manifest, entry, name, change)
        write_whole(folder / name, data)
        write_whole(manifest.path, text.encode("utf-8"))
        _delete_unnamed(folder, next(one for one in read_manifest(folder).witnesses if one.file == entry.file))
        taken.append(change)
    return taken


def take_pictures(project: Project, work: str) -> list[str]:
    """Keep the pictures of a work that its files hold and its manifest does not name; return where each stands.

    Raises:
        PublisherError: the work cannot be read.
    """
    folder = project.seeds / work
    manifest = read_manifest(folder)
    edition = convert_work(folder).base.edition
    wanted: dict[str, list[str]] = {}
    for run, name in list_signs(edition):
        if (run.start, run.address) not in edition.pictures:
            wanted.setdefault(name, []).append(run.address)
    taken: list[str] = []
    text = manifest.path.read_text("utf-8").rstrip("\n")
    for entry in manifest.witnesses:
        found = find_pictures(open_file(folder, entry, manifest), wanted.get(entry.file, ()))
        for address, picture in found.items():
            write_whole(folder / picture.file, picture.data)
            text += f"\n\n{print_picture(entry.file, address, picture)}"
            taken.append(f"{entry.file}: {address}")
    if taken:
        write_whole(manifest.path, f"{text}\n".encode())
    return taken


def _delete_unnamed(folder: Path, entry: WitnessEntry) -> None:
    """Delete the readings of a file that its entry does not name: what a killed run has left."""
    first = Path(name_reading(entry.file))
    form = re.compile(rf"{re.escape(first.stem)}(?:-[0-9]+)?{re.escape(first.suffix)}")
    for path in sorted(folder.iterdir()):
        if form.fullmatch(path.name) and path.name != entry.reading:
            path.unlink()


def _change_manifest(manifest: Manifest, entry: WitnessEntry, name: str, change: Rereading) -> str:
    """Return the manifest's text with the new reading named, and the decision at its end."""
    lines = manifest.path.read_text("utf-8").split("\n")
    named = (f"reading = {quote_toml(name)}", f'reading_sha256 = "{change.after}"')
    if entry.reading:
        _replace_line(lines, "reading", entry.reading, named[0], manifest)
        _replace_line(lines, "reading_sha256", entry.reading_sha256, named[1], manifest)
    else:
        at = _replace_line(lines, "sha256", entry.sha256, f'sha256 = "{entry.sha256}"', manifest)
        lines[at + 1 : at + 1] = named
    told = [f"{key} = {quote_toml(getattr(change, key))}" for key in Rereading.__dataclass_fields__]
    return "\n".join(lines).rstrip("\n") + "\n\n" + "\n".join(["[[reread]]", *told]) + "\n"


def _replace_line(lines: list[str], key: str, value: str, line: str, manifest: Manifest) -> int:
    form = re.compile(rf"[ \t]*{key}[ \t]*=[ \t]*[\"']{re.escape(value)}[\"'][ \t]*(?:#.*)?\r?")
    places = [at for at, text in enumerate(lines) if form.fullmatch(text)]
    if len(places) != 1:
        manifest.refuse(
            _(
                "the line {key} = {value!r} stands {count} times, or in another form",
                key=key,
                value=value,
                count=len(places),
            ),
            _('write it once, as {key} = "…" on a line of its own', key=key),
        )
    lines[places[0]] = line
    return places[0]
