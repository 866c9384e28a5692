"""Files → what the pipeline converts: a page or a text as it is, any other with its reading.

A reader of a format is called here and nowhere else, and only for a file that comes in (`add`, `outline`, `check
--reread`). Of a work's own files the readings that were kept then are taken.
"""

import hashlib
import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import unquote

from build_tools.errors import ManifestError, UnreadableSourceError, tell_refusal, unreadable
from build_tools.messages import _
from build_tools.model.emendation import Emendation
from build_tools.model.picture import LARGEST_PICTURE, LARGEST_WHOLE, Picture
from build_tools.model.reading import Reading
from build_tools.model.witness import Witness, WitnessEntry
from build_tools.reading.archive import is_zip, unpack
from build_tools.reading.contained_pictures import open_pictures
from build_tools.reading.formats import read_pdf, tell_format
from build_tools.reading.kept import SUFFIX, parse_reading, print_reading
from build_tools.reading.picture_file import read_picture
from build_tools.reading.recogniser import ENGINE
from build_tools.reading.recogniser import Recogniser as Recogniser
from build_tools.reading.recogniser import open_recogniser as open_recogniser
from build_tools.reading.records import Record
from build_tools.source.emendations import read_emendations
from build_tools.source.manifest import Manifest
from build_tools.source.office import convert_office, tell_office
from build_tools.source.read import make_witness, read_witness

LARGEST = 200_000_000
"""Bytes of a file that comes in. What is a page or a text has a bound of its own (`source.read`)."""
MOST_PIECES = 100_000
"""Stretches of printed lines. Plans have 20 to 40 a page; so many that stand where no table is take a minute."""


FindPicture = Callable[[str], bytes | None]


def _find_no_picture(_address: str) -> bytes | None:
    """Stand in for the files beside a file that came alone."""
    return None


@dataclass(frozen=True)
class SourceFile:
    """A file to be converted.

    Attributes:
        name: for messages, and in a work's folder.
        data: its bytes.
        reading: of a file in a format that is no text; None for a page or a text.
        emendations: to it.
        origin: the file that it was taken out of, and where it stands there: "dump.json: data[3]"; "" where it came
            by itself.
        origin_sha256: of that file.
        near: finds the bytes of a picture by its address among the files that came with this one.
    """

    name: str
    data: bytes
    reading: Reading | None = None
    emendations: tuple[Emendation, ...] = ()
    origin: str = ""
    origin_sha256: str = ""
    near: FindPicture = _find_no_picture

    @cached_property
    def witness(self) -> Witness:
        """The file, decoded.

        Raises:
            UnreadableSourceError: it is too large, or no text.
        """
        if self.reading is not None:
            if self.reading.pages and sum(len(line.stretches) or 1 for line in self.reading.lines()) > MOST_PIECES:
                raise unreadable(
                    self.name,
                    _("its pages hold more than {most} pieces", most=MOST_PIECES),
                    _("cut it into the documents it holds"),
                )
            from build_tools.layout.arrange import arrange_reading  # a room that pages and texts do not need

            return make_witness(arrange_reading(self.reading), self.name)
        return read_witness(self.data, self.name)


@dataclass(frozen=True)
class Gathered:
    """What a file holds that comes in.

    Attributes:
        documents: the files of each document in it, in order; none of them is read yet.
        told: for a person, what each is: its number in the dump and its title. None where the file is no dump.
        is_dump: each was taken out of a dump, whose name is none of the document's.
        faults: why records of a dump cannot be read.
        left_out: names of the files of an archive that are no documents.
    """

    documents: tuple[tuple[SourceFile, ...], ...]
    told: tuple[str, ...] = ()
    is_dump: bool = False
    faults: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def gather_files(data: bytes, name: str, *, record: int = 0, near: FindPicture = _find_no_picture) -> Gathered:
    """Return the documents that a file holds: one, the files of an archive together, or one for each record of a dump.

    Args:
        data: its bytes.
        name: its name.
        record: the one that is wanted of a dump, from 1; 0 for all.
        near: finds pictures beside it.

    Raises:
        UnreadableSourceError: it is damaged, beyond the bounds, or has no such record.
    """
    is_office = bool(tell_office(data))
    found = None if is_office else tell_format(data)
    if found is not None and found.split is not None:
        return _gather_records(data, name, record, found.split(data, name))
    if record:
        raise unreadable(name, _("this is no dump of records"), _("leave --record out"))
    digest = hashlib.sha256(data).hexdigest()
    unpacked = None if is_office or (found and is_zip(data)) else unpack(data, name)
    if unpacked is None:
        return Gathered(((SourceFile(name, data, near=near),),))
    files = tuple(
        SourceFile(
            member.name,
            member.data,
            origin=f"{name}: {member.name}",
            origin_sha256=digest,
            near=partial(_find_member, unpacked.pictures, member.folder),
        )
        for member in unpacked.members
    )
    return Gathered((files,), left_out=unpacked.left_out)


def _find_member(pictures: Mapping[str, bytes], folder: str, address: str) -> bytes | None:
    """Return the picture of an archive that a page in `folder` shows under an address."""
    path = unquote(address.partition("?")[0])
    named = posixpath.normpath(posixpath.join(folder, path))
    beside = posixpath.join(folder, posixpath.basename(path))
    return pictures.get(named) or pictures.get(beside)


def find_pictures(file: SourceFile, addresses: Iterable[str]) -> dict[str, Picture]:
    """Return the pictures of a file that are there and can be published, by their addresses."""
    within = open_pictures(file.data, file.name)
    found: dict[str, Picture] = {}
    size = 0
    for address in dict.fromkeys(filter(None, addresses)):
        picture = read_picture(within(address) or file.near(address) or b"")
        if picture is not None and size + len(picture.data) <= LARGEST_WHOLE:
            size += len(picture.data)
            found[address] = picture
    return found


def _gather_records(data: bytes, name: str, record: int, records: Sequence[Record]) -> Gathered:
    if len(records) == 1 and record in (0, 1):
        return Gathered(((SourceFile(name, data),),))
    if record > len(records):
        raise unreadable(
            name,
            _("there is no record {record}; the file holds {count}", record=record, count=len(records)),
            _("give --record a number from 1 to that"),
        )
    chosen = records[record - 1 : record] if record else records
    digest = hashlib.sha256(data).hexdigest()
    called = Path(name.removesuffix(".gz"))  # a record of a packed archive is not packed
    documents = tuple(
        (
            SourceFile(
                f"{called.stem}-{one.number}{called.suffix}",
                one.data,
                origin=f"{name}: {one.place}",
                origin_sha256=digest,
            ),
        )
        for one in chosen
        if one.data
    )
    faults = tuple(one.fault for one in chosen if one.fault)
    if record and not documents:
        raise unreadable(name, faults[0], _("mend that record, or take another"))
    told = tuple(f"{one.number} {one.title or one.place}" for one in chosen if one.data)
    return Gathered(documents, told, is_dump=True, faults=faults)


def read_file(file: SourceFile, recogniser: Recogniser | None = None) -> SourceFile:
    """Return a file that comes in with its reading by today's reader, where its format has one.

    Args:
        file: that comes in.
        recogniser: reads the pages of a PDF that are pictures.

    Raises:
        UnreadableSourceError: the reader cannot read it.
    """
    if tell_office(file.data):
        return replace(file, reading=_read_office(file.data, file.name))
    found = tell_format(file.data)
    if found is not None and found.read is read_pdf:
        return replace(file, reading=read_pdf(file.data, file.name, recogniser))
    return replace(file, reading=found.read(file.data, file.name)) if found else file


def _read_office(data: bytes, name: str) -> Reading:
    """Return the reading of an old Office file: that of the DOCX or XLSX which LibreOffice makes of it."""
    modern, program = convert_office(data, name)
    found = tell_format(modern)
    if found is None:
        raise unreadable(
            name,
            _("{program} wrote a file that cannot be read", program=program),
            _("save the document as DOCX or XLSX by hand"),
        )
    reading = found.read(modern, name)
    reader = f"{program}; {reading.reader}"
    return replace(reading, format=tell_office(data), reader=reader, sha256=hashlib.sha256(data).hexdigest())


def name_reading(file: str) -> str:
    """Return the name under which the reading of a file is kept."""
    return f"{file}{SUFFIX}"


def open_file(folder: Path, entry: WitnessEntry, manifest: Manifest) -> SourceFile:
    """Return a file of a work with the reading that was kept of it.

    Raises:
        ManifestError: the file or its reading is missing, or is not the one that was recorded.
        UnreadableSourceError: the reading is damaged.
    """
    data = _read_recorded(folder, entry.file, entry.sha256, manifest, _("the witness"))
    changes = read_emendations(folder / entry.emendations) if entry.emendations else ()
    reading: Reading | None = None
    if entry.reading:
        kept = _read_recorded(
            folder, entry.reading, entry.reading_sha256, manifest, _("the kept reading"), is_reading=True
        )
        reading = parse_reading(kept, entry.reading)
        if reading.sha256 != entry.sha256:
            manifest.refuse(
                _("{reading} is the reading of another file than {file}", reading=entry.reading, file=entry.file),
                _("restore both from the history, or add the file anew"),
            )
    elif needs_reading(data):
        manifest.refuse(
            _("{file} is in a format that is read once, and no reading of it is named", file=entry.file),
            _(
                'run `plan-publisher reread {work} --reason "…"`, which reads it and keeps that',
                work=manifest.work,
            ),
        )
    return SourceFile(entry.file, data, reading, changes)


def open_kept_pictures(folder: Path, manifest: Manifest) -> dict[tuple[str, str], Picture]:
    """Return the pictures that were kept of a work, by download and address.

    Raises:
        ManifestError: a file is missing, is not the one that was recorded, or is no picture that may be published.
    """
    kept: dict[tuple[str, str], Picture] = {}
    for entry in manifest.pictures:
        picture = read_picture(_read_recorded(folder, entry.file, entry.sha256, manifest, _("the picture")))
        if picture is None:
            manifest.refuse(
                _("{file} is no picture that can be published", file=entry.file),
                _(
                    "take a PNG, JPEG, GIF, WebP or an SVG without scripts and outside addresses, up to {largest}"
                    " MB; or delete its [[picture]] entry",
                    largest=LARGEST_PICTURE // 10**6,
                ),
            )
        kept[entry.of, entry.address] = picture
    return kept


def _read_recorded(
    folder: Path, name: str, sha256: str, manifest: Manifest, what: str, *, is_reading: bool = False
) -> bytes:
    """Return the bytes of a file that the manifest names; `what` it is, for messages."""
    anew = _("restore it from the history, or run `plan-publisher reread {work}` with a reason", work=manifest.work)
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError:
        remedy = anew if is_reading else _("put the file back beside the manifest")
        raise ManifestError(
            _("{what} {name} is missing", what=what, name=name), path=manifest.path, remedy=remedy
        ) from None
    except (OSError, ValueError) as error:
        told = tell_refusal(error)[0] if isinstance(error, OSError) else error
        raise ManifestError(
            _("{what} {name!r} cannot be read: {error}", what=what, name=name[:80], error=told),
            path=manifest.path,
            remedy=_("check its name"),
        ) from None
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        manifest.refuse(
            _("{name} is not the file that was recorded (sha256 {found})", name=name, found=found),
            _("{anew}; what a reader gets wrong is corrected by an emendation", anew=anew)
            if is_reading
            else _("restore the file; if it was downloaded anew on purpose, record the new sha256"),
        )
    return data


def print_kept(file: SourceFile) -> bytes:
    """Return the bytes under which a file's reading is kept, b"" where it has none."""
    return print_reading(file.reading) if file.reading is not None else b""


def read_anew(folder: Path, entry: WitnessEntry, manifest: Manifest) -> tuple[Reading | None, SourceFile]:
    """Return the reading that was kept of a work's file, None where it is gone or damaged, and the file read anew.

    Raises:
        ManifestError: the file is missing, or is not the one that was recorded.
        UnreadableSourceError: today's reader cannot read it.
    """
    data = _read_recorded(folder, entry.file, entry.sha256, manifest, _("the witness"))
    kept: Reading | None = None
    with suppress(OSError, UnreadableSourceError):
        kept = parse_reading((folder / entry.reading).read_bytes(), entry.reading) if entry.reading else None
    recogniser = open_recogniser() if kept is not None and ENGINE in kept.reader else None
    return kept, read_file(SourceFile(entry.file, data), recogniser)


def view_page(data: bytes, name: str, number: int) -> bytes:
    """Return a page of a PDF, from 1, as PNG; raises what `reading.pdf_view.view_page` does."""
    from build_tools.reading import pdf_view  # PDFium is loaded where a PDF is

    return pdf_view.view_page(data, name, number)


def needs_reading(data: bytes) -> bool:
    """Whether a file is in a format that is read once and kept."""
    return bool(tell_office(data)) or tell_format(data) is not None
