"""`add`: files that come in → works in seeds/, each with its files untouched, their readings and a manifest.

Takes documents (`intake.gather_files`); a document of several files is converted as one. Prints nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.engine.folders import Project
from build_tools.errors import ManifestError
from build_tools.intake import Recogniser, SourceFile, find_pictures, name_reading, print_kept, read_file
from build_tools.messages import _
from build_tools.model.file_names import free_name
from build_tools.model.picture import Picture
from build_tools.model.report import Diagnostic
from build_tools.model.verdict import Verdict, VerdictKind, judge
from build_tools.pipeline import (
    Converted,
    PlaceReading,
    convert_files,
    doubt_place,
    give_facts,
    list_signs,
    place_pictures,
    read_place,
)
from build_tools.publish.held import find_holder, hash_names
from build_tools.publish.take_in import Download, Wish, take_in
from build_tools.second_reading import read_again

_HAN_RE = re.compile(r"[\u3400-\u9fff]+")
# Two files hold one text where most stretches of the shorter are the other's; of two plans on one subject a tenth is.
_STRETCH, _FEWEST, _SHARED = 8, 200, 0.7


@dataclass(frozen=True)
class AddedWork:
    """A work that was added, and what was understood of it.

    Attributes:
        folder: of the work; None where it was not to be published as it was read, and so was not added.
        files: in order, with their readings.
        converted: what was made of them.
        place: that the plan is made for, and how that was told.
        doubts: about that place.
        twins: files that are proposed as further witnesses → the file whose text each seems to hold.
        namesake: another work with this title and document number, "" where there is none.
    """

    folder: Path | None
    files: tuple[SourceFile, ...]
    converted: Converted
    place: PlaceReading
    doubts: tuple[Diagnostic, ...]
    twins: Mapping[str, str]
    namesake: str

    @property
    def verdict(self) -> Verdict:
        """Whether there is something to look at."""
        return judge((*self.converted.edition.diagnostics, *self.doubts))


def add_document(
    project: Project,
    files: Sequence[SourceFile],
    wish: Wish,
    *,
    only_clean: bool = False,
    recogniser: Recogniser | None = None,
) -> AddedWork:
    """Take the files of one document in.

    Args:
        project: whose work they become.
        files: in order, not read yet.
        wish: what a person says of the work.
        only_clean: nothing is written unless the verdict is clean.
        recogniser: reads pages that are pictures.

    Raises:
        PublisherError: a file cannot be read or is given twice, or the work cannot be written; nothing is left then.
    """
    if len({file.data for file in files}) < len(files):
        raise ManifestError(_("two of the files have the same bytes"), remedy=_("give each file of the work once"))
    read = tuple(read_again(read_file(file, recogniser)) for file in _part_names(files))
    twins = _find_twins(read)
    own = [file for file in read if file.name not in twins]
    converted = give_facts(convert_files(own), dict(wish.given))
    pictures = _keep_pictures(own, converted)
    converted = replace(converted, edition=place_pictures(converted.edition, pictures))
    place = read_place(converted)
    downloads = [
        _describe(file, converted, pictures, is_base=file is own[0], twin=twins.get(file.name, "")) for file in read
    ]
    downloads.sort(key=lambda download: download.role == "witness")
    named = converted.edition.facts
    namesake = (
        find_holder(project.seeds, hash_names(named.title, named.doc_number), project.held)
        if named.doc_number
        else None
    )
    doubts = tuple(doubt_place(converted))
    added = AddedWork(None, read, converted, place, doubts, twins, namesake.name if namesake else "")
    if only_clean and added.verdict.kind is not VerdictKind.CLEAN:
        return added
    folder = take_in(
        project.seeds,
        downloads,
        converted.edition,
        wish,
        place=place.place,
        held=project.held,
        language=project.language,
    )
    return replace(added, folder=folder)


def _part_names(files: Sequence[SourceFile]) -> Iterator[SourceFile]:
    """Yield the files, of which none has the name of one before it: what is told of a file is told under its name."""
    taken: set[str] = set()
    for file in files:
        name = free_name(file.name, taken.__contains__)
        taken.add(name)
        yield replace(file, name=name)


def _keep_pictures(files: Sequence[SourceFile], converted: Converted) -> dict[tuple[str, str], Picture]:
    """Return the pictures in a document whose files are there, by the name of the file and the address in it."""
    wanted: dict[str, list[str]] = {}
    for run, name in list_signs(converted.edition):
        wanted.setdefault(name, []).append(run.address)
    return {
        (file.name, address): picture
        for file in files
        for address, picture in find_pictures(file, wanted.get(file.name, ())).items()
    }


def _describe(
    file: SourceFile, converted: Converted, pictures: Mapping[tuple[str, str], Picture], *, is_base: bool, twin: str
) -> Download:
    witness = next((one for one in converted.edition.witness.parts if one.name == file.name), None) or file.witness
    fields = {field.fact: field.value for field in reversed(file.reading.fields) if field.fact} if file.reading else {}
    facts = converted.edition.facts
    return Download(
        file.name,
        file.data,
        role="base" if is_base else "witness" if twin else "part",
        form=witness.form,
        kept=print_kept(file),
        reading_suffix=name_reading(""),
        retrieved=fields.get("retrieved", ""),
        source_url=facts.source_url if is_base else fields.get("source_url", ""),
        publisher=facts.source if is_base else "",
        taken_from=file.origin,
        taken_from_sha256=file.origin_sha256,
        twin=twin,
        pictures={address: picture for (name, address), picture in pictures.items() if name == file.name},
    )


def _find_twins(files: Sequence[SourceFile]) -> dict[str, str]:
    """Return the files that seem to hold the text of one before them, with that one: a page, and the PDF of it."""
    stretches = [_cut(file.witness.text) for file in files] if len(files) > 1 else []
    twins: dict[str, str] = {}
    for number, own in enumerate(stretches):
        for before, other in zip(files, stretches[:number], strict=False):
            if min(len(own), len(other)) >= _FEWEST and len(own & other) >= _SHARED * min(len(own), len(other)):
                twins[files[number].name] = before.name
                break
    return twins


def _cut(text: str) -> set[str]:
    letters = "".join(_HAN_RE.findall(text))
    return {letters[at : at + _STRETCH] for at in range(len(letters) - _STRETCH + 1)}
