"""Which works have a download with given bytes, or a given title and number, without reading every manifest each time.

The manifests alone say it. What they said is kept beside the results of builds, with the time and the size of each, and
only those that have changed since are read. What is kept may be deleted at any time; damaged, it counts as absent.
"""

import hashlib
import json
import os
import re
from contextlib import suppress
from pathlib import Path

from build_tools.hanzi.punctuation import fold_width
from build_tools.model.toml_text import quote_toml
from build_tools.publish.docs import clear_unfinished, write_changed

_HASH_RE = re.compile(r"\b[0-9a-f]{64}\b")
# What `add` writes as a guess or as a fact; the first of each counts.
_TITLE_RE, _NUMBER_RE = (
    re.compile(rf'^(?:# )?{key} = ("(?:[^"\\\n]|\\.)*+")', re.MULTILINE) for key in ("title", "doc_number")
)

_Known = dict[str, tuple[int, int, str, str]]
"""Folder's name → time (ns) and size of its manifest, the hashes in it, parted by blanks, and that of its names."""


def hash_names(title: str, number: str) -> str:
    """Return what `find_holder` takes for a work of this title and document number, however wide their signs are."""
    return _hash_quoted(quote_toml(title), quote_toml(number))


def _hash_quoted(title: str, number: str) -> str:
    return hashlib.sha256(fold_width(f"{title}\n{number}").encode()).hexdigest()


def _read_names(manifest: str) -> str:
    title, number = _TITLE_RE.search(manifest), _NUMBER_RE.search(manifest)
    return _hash_quoted(title[1], number[1]) if title and number else ""


def find_holder(seeds: Path, digest: str, kept: Path | None) -> Path | None:
    """Return the first work whose manifest records a download with this hash, or names that have it.

    Args:
        seeds: the folder of the works.
        digest: SHA-256 of the download, in hexadecimal, or `hash_names`.
        kept: where what was read is kept; None where every manifest is to be read.
    """
    before = _read_known(kept)
    if kept is not None:
        clear_unfinished(kept.parent)  # of an `add` that was killed
    known: _Known = {}
    for folder in os.scandir(seeds) if seeds.is_dir() else ():
        path = f"{folder.path}/manifest.toml"
        with suppress(OSError):
            if not folder.name.startswith("."):
                stamp = os.stat(path)  # noqa: PTH116 (of ten thousand: a Path each costs twice the time)
                entry = before.get(folder.name)
                if entry is None or tuple(entry[:2]) != (stamp.st_mtime_ns, stamp.st_size):
                    text = Path(path).read_text("utf-8", errors="replace")
                    entry = (stamp.st_mtime_ns, stamp.st_size, " ".join(_HASH_RE.findall(text)), _read_names(text))
                known[folder.name] = entry
    if kept is not None and known != before:
        with suppress(OSError):  # a full disk costs the next run time, no more
            write_changed(kept, json.dumps(known))
    return min(
        (seeds / work for work, (*_, hashes, names) in known.items() if digest in f"{hashes} {names}"), default=None
    )


def _read_known(kept: Path | None) -> _Known:
    try:
        found = json.loads(kept.read_bytes()) if kept else {}
        return {
            work: (int(time), int(size), str(hashes), str(names)) for work, (time, size, hashes, names) in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
