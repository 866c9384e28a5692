"""Files that are dropped on the desk → works, each a draft; one that cannot be read stops no other."""

import posixpath
from collections.abc import Mapping, Sequence
from functools import partial

from build_tools.commands.adding import add_document
from build_tools.desk.view import Json
from build_tools.engine.folders import Project
from build_tools.errors import UnreadableSourceError, describe_failure
from build_tools.intake import SourceFile, gather_files
from build_tools.messages import _
from build_tools.publish.take_in import Wish

_LONGEST = 120  # characters of a file's name
Arrived = Sequence[tuple[str, bytes]]
"""Name and bytes of each file, in order."""


def take_files(project: Project, files: Arrived, *, together: bool, work: str) -> Json:
    """Take files in.

    Args:
        project: the library.
        files: as they were dropped.
        together: they are one work, in this order.
        work: its name; "" where it is to be guessed.
    """
    refused: list[Json] = []

    def refuse(name: str, error: Exception) -> None:
        failure = describe_failure(error)
        refused.append({"file": name, "message": failure.message, "remedy": failure.remedy})

    # Files of two folders may have one name.
    named = [(_shorten(name), data) for name, data in files]
    beside = dict(named)
    documents: list[tuple[str, list[SourceFile]]] = []
    for name, data in named:
        try:
            gathered = gather_files(data, name, near=partial(_find_beside, beside))
        except Exception as error:
            refuse(name, error)
            continue
        for fault in gathered.faults:
            refuse(name, UnreadableSourceError(fault, remedy=_("the other records are unharmed; mend this one")))
        documents += [("" if gathered.is_dump else name, list(document)) for document in gathered.documents]
    if together and refused:
        return {"works": [], "refused": refused}
    if together and documents:
        documents = [(documents[0][0], [file for _name, document in documents for file in document])]
    works: list[str] = []
    for called, document in documents:
        try:
            added = add_document(project, document, Wish((work or None) if len(documents) == 1 else None, called))
        except Exception as error:
            refuse(document[0].name, error)
            continue
        works += [added.folder.name] if added.folder else []
    return {"works": works, "refused": refused}


def _shorten(name: str) -> str:
    """Return a file's own name, without the folders that a browser or an attacker puts before it."""
    own = "".join(char for char in posixpath.basename(name.replace("\\", "/")) if char.isprintable())
    stem, suffix = posixpath.splitext(own)
    return f"{stem[:_LONGEST].strip('. ')}{suffix[:12]}" or "download"


def _find_beside(files: Mapping[str, bytes], address: str) -> bytes | None:
    """Return the picture that a saved page shows under an address, where it was dropped, too."""
    return files.get(_shorten(address.partition("?")[0]))
