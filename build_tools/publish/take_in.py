"""A download → seeds/<work>/ with the untouched file and a manifest whose guesses are marked as such."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_tools.errors import ManifestError
from build_tools.hanzi.short_titles import guess_short_title
from build_tools.messages import _, speaking
from build_tools.model.edition import Edition
from build_tools.model.file_names import ASIDE, free_name
from build_tools.model.picture import Picture
from build_tools.model.place import Place
from build_tools.model.toml_text import quote_toml
from build_tools.model.web_address import NO_WORKS, is_web_address, is_work_name
from build_tools.publish.docs import hash_file
from build_tools.publish.file_lock import hold_lock
from build_tools.publish.held import find_holder
from build_tools.publish.swap import open_to_readers

NAMELESS = "plan-"
"""What a name begins with that nobody gave and the file does not tell."""

# A disk takes names of 255 bytes, and the names of a reading and of pictures are longer than their file's.
_LONGEST = 180


@dataclass(frozen=True)
class Download:
    """A file that is taken in.

    Attributes:
        name: as it came.
        data: its bytes.
        role: "base", "part" or "witness".
        form: how it was read, for a person: "html (gb18030)", "pdf".
        kept: the bytes of its reading, b"" for a page or a text.
        reading_suffix: follows the file's name in the name of its reading.
        retrieved: "YYYY-MM-DD", when it was downloaded, "" where nothing says.
        source_url: where it was found, "" where nothing says.
        publisher: who put it online, "" where nothing says.
        taken_from: the archive or dump it was taken out of, and where it stands there; "" where it came by itself.
        taken_from_sha256: of that archive.
        twin: name of the file that seems to hold the same text; "" where there is none.
        pictures: files of the pictures in it, by the addresses that its text gives them.
    """

    name: str
    data: bytes
    role: str = "base"
    form: str = ""
    kept: bytes = b""
    reading_suffix: str = ""
    retrieved: str = ""
    source_url: str = ""
    publisher: str = ""
    taken_from: str = ""
    taken_from_sha256: str = ""
    twin: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return hash_file(self.data)


@dataclass(frozen=True)
class Wish:
    """What a person says of a work that is taken in.

    Attributes:
        work: its name; None where it is to be guessed.
        called: what the name is guessed from: the name of a file.
        given: facts, by their names in the manifest; no guesses.
        is_draft: its anchors are not promised yet.
    """

    work: str | None
    called: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    is_draft: bool = True


def take_in(
    seeds: Path,
    downloads: Sequence[Download],
    edition: Edition,
    wish: Wish,
    *,
    place: Place | None = None,
    held: Path | None = None,
    language: str = "en",
) -> Path:
    """Write the work's folder and return it; nothing is overwritten.

    The folder is filled aside and renamed, so that a killed or failing run leaves none or the whole of it.

    Args:
        seeds: the folder of the works.
        downloads: the base first, then what continues it.
        edition: what was made of them.
        wish: what a person says of the work.
        place: that the plan is made for.
        held: where is kept which bytes the works hold.
        language: of the manifest's comments.

    Raises:
        ManifestError: the work's name cannot stand in an address or is taken, or a work has these very bytes.
    """
    _refuse_known(seeds, downloads, held)
    name = wish.work or guess_work(wish.called, edition, downloads[0].sha256)
    folder = _choose_folder(seeds, name)
    names = _name_files(downloads)
    with _fill_aside(seeds, name) as aside:
        for file_name, download in zip(names, downloads, strict=True):
            (aside / file_name).write_bytes(download.data)
            if download.kept:
                (aside / f"{file_name}{download.reading_suffix}").write_bytes(download.kept)
            for picture in download.pictures.values():
                (aside / picture.file).write_bytes(picture.data)
        with speaking(language):
            manifest = _write_manifest(name, names, downloads, edition, wish, place)
        (aside / "manifest.toml").write_text(manifest, encoding="utf-8", newline="\n")
        open_to_readers(aside)
        aside.rename(folder)
    return folder


def _refuse_known(seeds: Path, downloads: Sequence[Download], held: Path | None) -> None:
    """Raise ManifestError where a work has one of the downloads."""
    for download in downloads:
        if (twin := find_holder(seeds, download.sha256, held)) is not None:
            raise ManifestError(
                _("this work has a download with the same bytes already")
                + (f" ({download.name})" if len(downloads) > 1 else ""),
                path=twin,
                remedy=_(
                    "nothing is to be added; another copy of this plan goes into that folder, under a further"
                    ' [[witness]] with role = "witness"'
                ),
            )


def _choose_folder(seeds: Path, name: str) -> Path:
    """Return the folder of a new work; raise ManifestError where it cannot have this name."""
    if not is_work_name(name) or name in NO_WORKS:
        raise ManifestError(
            _("{name!r} cannot stand in an address", name=name),
            remedy=_(
                "use lower-case ASCII words joined by hyphens, 100 signs at most, but not {taken} nor a device"
                " of Windows (con, aux)",
                taken=", ".join(NO_WORKS),
            ),
        )
    folder = seeds / name
    if folder.exists():
        raise ManifestError(_("a work of this name is there already"), path=folder, remedy=_("give another --work"))
    return folder


def _name_files(downloads: Sequence[Download]) -> list[str]:
    """Return a name for each file that can stand in a path anywhere, none of them twice."""
    names: list[str] = []
    for download in downloads:
        own = Path(download.name)
        stem, suffix = (
            re.sub(r"[^A-Za-z0-9._-]+", "-", part)[:longest]
            for part, longest in ((own.stem, _LONGEST), (own.suffix, 20))
        )
        plain = (stem.strip(".-") or "download") + suffix.rstrip(".-")
        taken = {"manifest.toml", *map(str.lower, names)}
        names.append(free_name(plain, lambda name: name.lower() in taken))  # noqa: B023
    return names


@contextmanager
def _fill_aside(seeds: Path, name: str) -> Iterator[Path]:
    """Yield an empty folder beside the works, alone there, with what killed runs have left cleared away."""
    seeds.mkdir(parents=True, exist_ok=True)
    with hold_lock(seeds.parent / ".build" / "adding.lock"):
        for leftover in seeds.glob(f"{ASIDE}*"):
            shutil.rmtree(leftover)
        aside = seeds / f"{ASIDE}{name}"
        aside.mkdir()
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def guess_work(called: str, edition: Edition, digest: str) -> str:
    """Return a name for the work: the file's own words, the year of signing, else its hash."""
    words = re.findall(r"[a-z0-9]+", Path(called).stem.lower())
    stem = "-".join(word for word in words if len(word) < 24)[:40].strip("-")
    year = edition.facts.date_issued[:4]
    if not re.search(r"[a-z]{3}", stem) or not is_work_name(stem):
        stem = f"{NAMELESS}{digest[:8]}"
    return f"{stem}-{year}" if year and year not in stem else stem


def _write_manifest(
    work: str,
    names: Sequence[str],
    downloads: Sequence[Download],
    edition: Edition,
    wish: Wish,
    place: Place | None,
) -> str:
    facts, given = edition.facts, wish.given
    guesses = {
        "title": facts.title,
        "short_title": facts.short_title or guess_short_title(facts.title),
        "doc_number": facts.doc_number,
        "date_issued": facts.date_issued,
        "date_published": facts.date_published,
        "issuers": list(facts.issuers),
    }
    guess = "  # " + _("a guess")
    draft = _(
        "A draft's anchors may still move. Delete this line when you publish: from then on they are kept for ever."
    )
    read = _("Facts are read from the file at each build. Uncomment a line only to correct what was read.")
    lines = [
        *(["# " + _("The folder's name stands in addresses: {name}", name=work) + guess] if not wish.work else []),
        *([] if edition.has_body else ["# " + _("This page seems to hold no text of a document") + guess]),
        *((f"# {draft}", "draft = true", "") if wish.is_draft else ()),
        f"# {read}",
        "[facts]",
        *(
            f"# {key} = {_quote(value)}{guess}" if key not in given else f"{key} = {_quote(given[key])}"
            for key, value in guesses.items()
            if value or key in given
        ),
    ]
    lines.extend(
        [
            "# " + _("Whose 市财政局, 各区政府 are meant:"),
            f"place = {quote_toml(place.name)}" + ("" if "place" in given else guess),
        ]
        if place is not None
        else ["# " + _("The plan's place could not be told: write its whole name, or 全国."), f'# place = ""{guess}']
    )
    for name, download in zip(names, downloads, strict=True):
        is_given = download.role == "base" and "source_url" in given
        lines.extend(_write_witness(name, download, is_given=is_given))
    for name, download in zip(names, downloads, strict=True):
        for address, picture in download.pictures.items():
            lines.extend(("", print_picture(name, address, picture)))
    return "\n".join(lines) + "\n"


def print_picture(name: str, address: str, picture: Picture) -> str:
    """Return the manifest's entry of a picture that a file shows under an address."""
    told = (f"of = {quote_toml(name)}", f"address = {quote_toml(address)}")
    return "\n".join(("[[picture]]", *told, f'file = "{picture.file}"', f'sha256 = "{picture.sha256}"'))


def _quote(value: str | Sequence[str]) -> str:
    return quote_toml(value) if isinstance(value, str) else f"[{', '.join(map(quote_toml, value))}]"


def _write_witness(name: str, download: Download, *, is_given: bool) -> list[str]:
    """Return a [[witness]]; one that seems to hold another's text is proposed, each line behind a #.

    `is_given` tells that a person gave its address.
    """
    entry = ["[[witness]]", f"file = {quote_toml(name)}", f'sha256 = "{download.sha256}"']
    if download.name != name:
        entry.append(f"named = {quote_toml(download.name)}")
    if download.kept:
        entry.append(f"reading = {quote_toml(name + download.reading_suffix)}")
        entry.append(f'reading_sha256 = "{hash_file(download.kept)}"')
    if download.taken_from:
        entry.append(f"taken_from = {quote_toml(download.taken_from)}")
        entry.append(f'taken_from_sha256 = "{download.taken_from_sha256}"')
    guess = "  # " + _("a guess")
    entry.append("# " + _("read as {form}", form=download.form) + guess)
    entry.append(f'role = "{download.role}"')
    if download.role == "base":
        told = _("where lost breaks are restored; `plan-publisher doubts` prints entries for it")
        entry.append(f'# emendations = "emendations.toml"  # {told}')
    entry.append(
        f"publisher = {quote_toml(download.publisher)}"
        + (guess if download.publisher else "  # " + _("who put this copy online"))
    )
    # A page may name itself by half of an address, which leads nowhere.
    address = download.source_url if is_web_address(download.source_url) else ""
    about = guess if address else "  # " + _("the page's address")
    entry.append(f"source_url = {quote_toml(address)}" + ("" if is_given else about))
    if download.retrieved:
        entry.append(f'retrieved = "{download.retrieved}"{guess}')
    if download.twin:
        told = _(
            "{name} seems to hold the same text as {twin}: take the # away to compare them.",
            name=download.name,
            twin=download.twin,
        )
        return ["", f"# {told}", *(f"# {line}" for line in entry)]
    return ["", *entry]
