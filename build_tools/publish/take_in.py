"""A download → seeds/<work>/ with the untouched file and a manifest whose guesses are marked as such."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.errors import ManifestError
from build_tools.model.toml_text import quote_toml
from build_tools.publish.swap import open_to_readers

if TYPE_CHECKING:
    from build_tools.model.edition import Edition
    from build_tools.model.place import Place

_WORK_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


ASIDE = ".adding-"
"""Begins the name of a folder that is being filled; one that a killed `add` has left is deleted by the next."""


def take_in(
    seeds: Path, name: str, data: bytes, edition: Edition, *, work: str | None, place: Place | None = None
) -> Path:
    """Write the work's folder and return it; nothing is overwritten.

    The folder is filled aside and renamed, so that a killed or failing run leaves none or the whole of it.

    Raises:
        ManifestError: the work's name cannot stand in an address or is taken, or a work has these very bytes.
    """
    digest = hashlib.sha256(data).hexdigest()
    if (twin := _find_twin(seeds, digest)) is not None:
        raise ManifestError(
            "this work has a download with the same bytes already",
            path=twin,
            remedy="nothing is to be added; another copy of this plan goes into that folder,"
            ' under a further [[witness]] with role = "witness"',
        )
    folder_name = work or guess_work(name, edition, digest)
    if not _WORK_RE.fullmatch(folder_name):
        raise ManifestError(
            f"{folder_name!r} cannot stand in an address",
            remedy="give --work as lower-case ASCII words joined by hyphens",
        )
    folder = seeds / folder_name
    if folder.exists():
        raise ManifestError(
            "a work of this name is there already",
            path=folder,
            remedy="give another --work",
        )
    file_name = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(name).name).lstrip(".-") or "download"
    guessed = None if work else folder_name
    with _fill_aside(seeds, folder_name) as aside:
        (aside / file_name).write_bytes(data)
        manifest = _write_manifest(file_name, digest, edition, guessed=guessed, place=place)
        (aside / "manifest.toml").write_text(manifest, encoding="utf-8", newline="\n")
        open_to_readers(aside)
        aside.rename(folder)
    return folder


@contextmanager
def _fill_aside(seeds: Path, name: str) -> Iterator[Path]:
    """Yield an empty folder beside the works, alone there, with what killed runs have left cleared away."""
    seeds.mkdir(parents=True, exist_ok=True)
    lock_fd = os.open(seeds, os.O_RDONLY)
    try:
        fcntl.flock(lock_fd, fcntl.LOCK_EX)
        for leftover in seeds.glob(f"{ASIDE}*"):
            shutil.rmtree(leftover)
        aside = seeds / f"{ASIDE}{name}"
        aside.mkdir()
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    finally:
        os.close(lock_fd)


def _find_twin(seeds: Path, digest: str) -> Path | None:
    """The work whose manifest records a download with this hash."""
    for manifest in sorted(seeds.glob("[!.]*/manifest.toml")):
        if digest in manifest.read_text("utf-8", errors="replace"):
            return manifest.parent
    return None


def guess_work(name: str, edition: Edition, digest: str) -> str:
    """Return a name for the work: the file's own words, the year of signing, else its hash."""
    words = re.findall(r"[a-z0-9]+", Path(name).stem.lower())
    stem = "-".join(word for word in words if len(word) < 24)[:40].strip("-")
    year = edition.facts.date_issued[:4]
    if not re.search(r"[a-z]{3}", stem):
        stem = f"plan-{digest[:8]}"
    return f"{stem}-{year}" if year and year not in stem else stem


def _write_manifest(file_name: str, digest: str, edition: Edition, *, guessed: str | None, place: Place | None) -> str:
    facts = edition.facts
    guesses = {
        "title": facts.title,
        "doc_number": facts.doc_number,
        "date_issued": facts.date_issued,
        "date_published": facts.date_published,
    }
    witness = edition.witness
    lines = [
        *([f"# The folder's name stands in addresses: {guessed}  # a guess"] if guessed else []),
        *([] if edition.has_body else ["# This page seems to hold no text of a document  # a guess"]),
        "# A draft's anchors may still move. Delete this line when you publish: from then on they are kept for ever.",
        "draft = true",
        "",
        "# Facts are read from the page at each build. Uncomment a line only to correct what was read.",
        "[facts]",
        *(f"# {key} = {quote_toml(value)}  # a guess" for key, value in guesses.items() if value),
    ]
    if facts.issuers:
        lines.append(f"# issuers = [{', '.join(quote_toml(name) for name in facts.issuers)}]  # a guess")
    lines.extend(
        ["# Whose 市财政局, 各区政府 are meant:", f"place = {quote_toml(place.name)}  # a guess"]
        if place is not None
        else ["# The plan's place could not be told: write its whole name, or 全国.", '# place = ""  # a guess']
    )
    lines.extend(
        [
            "",
            "[[witness]]",
            f"file = {quote_toml(file_name)}",
            f'sha256 = "{digest}"',
            f"# read as {witness.layout.value} in {witness.encoding}  # a guess",
            'role = "base"',
            '# emendations = "emendations.toml"  # where lost breaks are restored; see CONTRIBUTING.md',
            f"publisher = {quote_toml(facts.source)}"
            + ("  # a guess" if facts.source else "  # who put this copy online"),
            f"source_url = {quote_toml(facts.source_url)}"
            + ("  # a guess" if facts.source_url else "  # the page's address"),
        ]
    )
    return "\n".join(lines) + "\n"
