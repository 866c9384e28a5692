"""Archives of a page and its files (ZIP, a mail with attachments) → the files in them, bounded.

What is no document (style sheets) is left out and told; pictures are kept for the pages that show them; an archive
inside an archive is not opened. Names in an archive decide where nothing is written: they are names, and no paths.
"""

import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO

from build_tools.errors import unreadable
from build_tools.messages import _
from build_tools.model.picture import LARGEST_PICTURE
from build_tools.reading.mail import is_attachment, is_mail, list_parts, parse_mail, read_header, read_payload

MOST_FILES = 500
LARGEST_FILE = 100_000_000  # bytes
LARGEST_WHOLE = 200_000_000
# Text packs to a tenth, a table of one sign to a hundredth; what packs better holds nothing.
_HIGHEST_RATIO = 300
_SMALL = 1_000_000  # bytes below which the ratio harms nobody
_ZIP_SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
# How a file is called that may hold a document; also without any ending.
_DOCUMENT_RE = re.compile(
    r"(?:^|/)[^/.]+$|\.(?:s?html?|xhtml|txt|md|mht|mhtml|eml|pdf|docx?|xls[xm]|wps|rtf|odt|ofd|json|jsonl|csv|tsv)$",
    re.IGNORECASE,
)
_PAGES = (".htm", ".html", ".shtm", ".shtml", ".xhtml", ".mht", ".mhtml", ".eml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_SYSTEM_RE = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.)", re.IGNORECASE)
_OUTSIDE_RE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name without folders, its bytes, and the folder in which it lies."""

    name: str
    data: bytes
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive holds.

    Attributes:
        members: the documents, in natural order of their names.
        left_out: names of what is neither a document nor a picture.
        pictures: the other files by their whole names.
    """

    members: tuple[Member, ...]
    left_out: tuple[str, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def is_zip(data: bytes) -> bool:
    """Whether a file is a ZIP archive by its first bytes."""
    return data.startswith(_ZIP_SIGNS)


def unpack(data: bytes, name: str) -> Unpacked | None:
    """Return the files of an archive; None for what is none, and for a mail to which nothing is attached.

    Raises:
        UnreadableSourceError: it is damaged or encrypted, has no document, or is beyond the bounds.
    """
    if is_zip(data):
        return _sort(_unzip(data, name), name)
    return _open_mail(data, name) if is_mail(data) else None


def _sort(found: Unpacked, name: str) -> Unpacked:
    if not found.members:
        raise unreadable(name, _("the archive holds no document"), _("add the document itself"))
    return replace(found, members=tuple(sorted(found.members, key=lambda member: _natural(member.name))))


def _natural(name: str) -> tuple[bool, bool, list[tuple[int, str]]]:
    """Attachments come last, pages first; 附件2 before 附件10."""
    parts = re.split(r"([0-9]+)", name)
    numbered = [(int(part[:9]), "") if part[:1].isdigit() and part.isascii() else (0, part) for part in parts]
    is_page = name.lower().endswith(_PAGES)
    is_attached = name.lower().startswith(("附", "annex", "attach"))
    return is_attached, not is_page and not is_attached, numbered


def _unzip(data: bytes, name: str) -> Unpacked:
    members: list[Member] = []
    left_out: list[str] = []
    pictures: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_bounds(entries, name)
            for entry in entries:
                full = _name(entry)
                if _SYSTEM_RE.search(full):
                    continue
                is_picture = full.lower().endswith(_PICTURES) and entry.file_size <= LARGEST_PICTURE
                if not is_picture and not _DOCUMENT_RE.search(full):
                    left_out.append(full)
                    continue
                content = _read(archive, entry, name)
                path = full.replace("\\", "/")
                if is_picture:
                    pictures[path] = content
                elif content:
                    members.append(Member(posixpath.basename(path), content, posixpath.dirname(path)))
                else:
                    left_out.append(full)
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, OSError, RuntimeError) as error:
        told = _("its list of files is missing") if str(error) == "File is not a zip file" else error
        raise unreadable(
            name, _("the archive is damaged: {error}", error=told)[:300], _("download it again, or unpack it by hand")
        ) from None
    return Unpacked(tuple(members), tuple(left_out), pictures)


def _refuse_bounds(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = {entry.filename for entry in entries}
    # Members that tell other formats of the same dress.
    for sign, what, remedy in (
        ("ppt/presentation.xml", _("a PowerPoint file"), _("save it as PDF, or take the text from the page")),
        ("META-INF/container.xml", _("an EPUB book"), _("add the pages inside")),
    ):
        if sign in names:
            raise unreadable(name, _("this is {what}, not a page or a text", what=what), remedy)
    if len(entries) > MOST_FILES:
        raise unreadable(
            name,
            _("the archive holds {count} files, more than {most}", count=len(entries), most=MOST_FILES),
            _("unpack it by hand"),
        )
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise unreadable(
            name,
            _("the archive unpacks to more than {largest} MB", largest=LARGEST_WHOLE // 10**6),
            _("unpack it by hand"),
        )
    for entry in entries:
        full = _name(entry)
        if _OUTSIDE_RE.search(full):
            raise unreadable(
                name, _("a file of the archive would lie outside of it: {full!r}", full=full[:80]), _("do not use it")
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise unreadable(
                name, _("a file of the archive is a symbolic link: {full!r}", full=full[:80]), _("unpack it by hand")
            )
        if entry.flag_bits & _ENCRYPTED:
            raise unreadable(
                name, _("the archive is encrypted"), _("unpack it with its password, and add what is inside")
            )
        if entry.file_size > max(_SMALL, _HIGHEST_RATIO * entry.compress_size):
            raise unreadable(
                name, _("a file of the archive is packed beyond reason: {full!r}", full=full[:80]), _("do not use it")
            )


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Return a file's bytes; never more than its entry says, whatever the packed bytes hold."""
    if entry.file_size > LARGEST_FILE:
        raise unreadable(
            name,
            _("a file of the archive has more than {largest} MB", largest=LARGEST_FILE // 10**6),
            _("add it by itself"),
        )
    with archive.open(entry) as file:
        return file.read(entry.file_size + 1)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a file's name; where an archive does not say UTF-8, it is that all the same or a Chinese Windows'."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _open_mail(data: bytes, name: str) -> Unpacked | None:
    """Return a mail and what is attached to it; the mail stands first, as it is."""
    attached: list[Member] = []
    left_out: list[str] = []
    for part in list_parts(parse_mail(data, name)):
        if not is_attachment(part):
            continue
        title = re.split(r"[/\\]", read_header(part.get_filename() or "attachment"))[-1]
        content = read_payload(part)
        if content and _DOCUMENT_RE.search(title):
            attached.append(Member(title, content))
        else:
            left_out.append(title)
    if len(attached) > MOST_FILES:
        raise unreadable(
            name, _("the mail has {count} attachments", count=len(attached)), _("save and add those that are wanted")
        )
    attached.sort(key=lambda member: _natural(member.name))
    return Unpacked((Member(name, data), *attached), tuple(left_out)) if attached else None
