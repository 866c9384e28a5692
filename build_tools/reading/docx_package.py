"""A Word file as a package: its parts, read within bounds, and how they refer to each other (ECMA-376 part 2).

Takes the bytes of a .docx, .docm, .dotx, .dotm, or of the same package as one XML file. Nothing in it is run, and
nothing outside of it is opened.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from build_tools.errors import unreadable
from build_tools.messages import _
from build_tools.reading.docx_xml import Node, XmlError, parse_xml

# A report of 500 pages with its pictures has 200 parts; its text unpacks to 20 MB, at most forty times what is packed.
MOST_PARTS = 10_000
LARGEST_PART = 100_000_000  # bytes; all parts that are read may have three times as many
HIGHEST_RATIO = 300
_RATIO_FROM = 1_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_TYPES, _LONGEST_TYPES = "[content_types].xml", 1_000_000
_FLAT_SIGN = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_MAIN_TYPE_RE = re.compile(rb"(?:wordprocessingml|ms-word)\.[A-Za-z.]{1,40}main\+xml")
_WORD_2003_SIGN = b"http://schemas.microsoft.com/office/word/2003/wordml"
_PROPERTIES = frozenset({"title", "creator", "Company", "created", "modified"})


def _tell_remedy() -> str:
    return _("open it in a word processor and save it anew as .docx, or add the text of the document")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relation's type, and the part's name or an outside address."""

    kind: str
    target: str
    is_external: bool = False


@dataclass
class Package:
    """The parts of a file.

    Attributes:
        name: the file's, for messages.
        files: the parts' names as relations spell them → as the file does.
        nodes: parts that were read already.
        unpacked: bytes of them.
        remedy: what is to be done where a part cannot be read.
    """

    name: str
    archive: zipfile.ZipFile | None
    files: Mapping[str, str]
    nodes: dict[str, Node | None] = field(default_factory=dict)
    unpacked: int = 0
    remedy: str = field(default_factory=_tell_remedy)

    def part(self, name: str) -> Node | None:
        """Return a part's root element, None where there is no such part.

        Raises:
            UnreadableSourceError: it is damaged, too large or no plain XML.
        """
        if name not in self.nodes:
            self.nodes[name] = self._read(name) if name.lower() in self.files else None
        return self.nodes[name]

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by id ("" is the package itself)."""
        folder, base = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for node in root.children if root else ():
            target = node.get("Target").replace("\\", "/")
            is_external = node.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[node.get("Id")] = Relation(node.get("Type").rpartition("/")[2], target, is_external)
        return found

    def properties(self) -> Iterator[tuple[str, str]]:
        """Yield (name, value) of what the file says of itself: title, creator, company, days."""
        kinds = {"core-properties": "cp dc dcterms", "extended-properties": "ep", "extendedProperties": "ep"}
        for relation in self.relations("").values():
            root = self.part(relation.target) if relation.kind in kinds else None
            for node in root.children if root else ():
                prefix, _, name = node.name.partition(":")
                if prefix in kinds[relation.kind].split() and name in _PROPERTIES:
                    yield name, node.text

    def _read(self, name: str) -> Node | None:
        if self.archive is None:  # one XML file, all of whose parts are read
            return self.nodes.get(self.files[name.lower()])
        return _parse(self.unpack(name), name, self.name, self.remedy)

    def unpack(self, name: str) -> bytes:
        """Return the bytes of a part that is there, of a file that is an archive.

        Raises:
            UnreadableSourceError: it is locked, damaged or too large.
        """
        if self.archive is None:
            return b""
        info = self.archive.getinfo(self.files[name.lower()])
        if info.flag_bits & 1:
            raise unreadable(self.name, _("the file is locked with a password"), _("save it without one"))
        size = info.file_size
        self.unpacked += size
        is_bomb = size > _RATIO_FROM and size > HIGHEST_RATIO * info.compress_size
        if is_bomb or max(size, self.unpacked // 3) > LARGEST_PART:
            raise unreadable(
                self.name,
                _("its part {name} unpacks to {size:.0f} MB; no document does", name=name, size=size / 1000000.0),
                self.remedy,
            )
        try:
            with self.archive.open(info) as part:
                return part.read(size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise unreadable(
                self.name, _("its part {name} is damaged: {error}", name=name, error=error), self.remedy
            ) from None


def is_word_file(data: bytes) -> bool:
    """Whether bytes are a Word file of a kind that `open_package` tells something about."""
    if data.startswith(_OLE):
        return "EncryptedPackage".encode("utf-16-le") in data
    if data.startswith(b"PK\x03\x04"):
        return _is_word_zip(data)
    head = data[:_HEAD]
    return _FLAT_SIGN in head or _WORD_2003_SIGN in head


def list_parts(data: bytes) -> list[str]:
    """Return the names of the parts of a ZIP file, none where it is no sound one."""
    if not data.startswith(b"PK\x03\x04"):
        return []
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return []


def _is_word_zip(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
            if _TYPES not in names:
                return False
            if any(name.startswith("word/document") for name in names):
                return True
            with archive.open(names[_TYPES]) as part:
                return _MAIN_TYPE_RE.search(part.read(_LONGEST_TYPES)) is not None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        # Its list of parts stands at its end; where that is cut off, the first parts still name themselves.
        return b"[Content_Types].xml" in data[:_HEAD] and b"word/document" in data


def open_package(data: bytes, name: str) -> tuple[Package, str]:
    """Return the package and the name of its main part.

    Raises:
        UnreadableSourceError: it is locked, damaged, no Word document, or has more parts than any.
    """
    if data.startswith(_OLE):
        raise unreadable(
            name, _("the file is locked with a password"), _("open it, save it without a password, and add that")
        )
    if not data.startswith(b"PK"):
        package = _open_flat(data, name)
    else:
        try:
            archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise unreadable(name, _("the file is damaged"), _("download it again")) from None
        names = archive.namelist()
        if len(names) > MOST_PARTS:
            raise unreadable(
                name, _("the file has {count} parts; no document has as many", count=len(names)), _tell_remedy()
            )
        package = Package(name, archive, {entry.replace("\\", "/").lstrip("/").lower(): entry for entry in names})
        if len(package.files) < len(names):
            raise unreadable(name, _("two parts of the file have one name"), _tell_remedy())
    mains = [entry.target for entry in package.relations("").values() if entry.kind == "officeDocument"]
    main = next((target for target in mains if target.lower() in package.files), "")
    if not main:
        raise unreadable(name, _("the file has no main document"), _tell_remedy())
    return package, main


def list_active(package: Package, main: str) -> Iterator[str]:
    """Yield what in a file could run or fetch something: macros, embedded objects, links to other files."""
    for name in sorted(package.files):
        if name.endswith("vbaproject.bin") or "/activex/" in name or "/embeddings/" in name:
            yield package.files[name]
    for relation in package.relations(main).values():
        if relation.is_external and relation.kind != "hyperlink":
            yield f"{relation.kind}: {relation.target}"


def _open_flat(data: bytes, name: str) -> Package:
    if _WORD_2003_SIGN in data[:_HEAD]:
        raise unreadable(
            name, _("this is an XML document of Word 2003"), _("open it in a word processor and save it as .docx")
        )
    nodes: dict[str, Node | None] = {}
    for part in _parse(data, name, name, _tell_remedy()).all("pkg:part"):
        content = part.child("pkg:xmlData")
        root = content.children[0] if content and content.children else None
        nodes[part.get("pkg:name").lstrip("/")] = root
    return Package(name, None, {key.lower(): key for key in nodes}, nodes)


def _parse(data: bytes, part: str, name: str, remedy: str) -> Node:
    try:
        return parse_xml(data)
    except XmlError as error:
        raise unreadable(name, _("{part} cannot be read: {error}", part=part, error=error), remedy) from None
