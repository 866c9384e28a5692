"""Which works have a download with given bytes, without reading every manifest each time.

The manifests alone say it. What they said is kept beside the results of builds, with the time and the size of each, and
only those that have changed since are read. What is kept may be deleted at any time; damaged, it counts as absent.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from build_tools.publish.docs import clear_unfinished, write_changed

_HASH_RE = re.compile(r"\b[0-9a-f]{64}\b")

_Known = dict[str, tuple[int, int, str]]
"""Name of a work's folder → time (ns) and size of its manifest, and the hashes in it, parted by blanks."""


def find_holder(seeds: Path, digest: str, kept: Path | None) -> Path | None:
    """Return the first work whose manifest records a download with this hash (SHA-256, hexadecimal).

    Args:
        seeds: the folder of the works.
        digest: of the download.
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
                    entry = (stamp.st_mtime_ns, stamp.st_size, " ".join(_HASH_RE.findall(text)))
                known[folder.name] = entry
    if kept is not None and known != before:
        with suppress(OSError):  # a full disk costs the next run time, no more
            write_changed(kept, json.dumps(known))
    return min((seeds / work for work, (_, _, hashes) in known.items() if digest in hashes), default=None)


def _read_known(kept: Path | None) -> _Known:
    try:
        found = json.loads(kept.read_bytes()) if kept else {}
        return {work: (int(time), int(size), str(hashes)) for work, (time, size, hashes) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
