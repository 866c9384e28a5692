"""A document of several files → its surroundings: each file has a page, a head and a letter of its own around its text.

A notice is followed by the plan that it issues; what comes after that is an annex, also where it prints no label, for
the files were published so. Its number is that of its title in the notice's list.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from build_tools.hanzi.drafting import FILE_ENDING_RE, LETTER_PHRASE_RE, NAMED_RE
from build_tools.hanzi.labels import ANNEX_RE, NUMERAL, opens_with_label
from build_tools.hanzi.numerals import NumeralError, read_ordinal
from build_tools.hanzi.punctuation import fold_width
from build_tools.model.line import Line, SourceBlock
from build_tools.model.page_signs import Told
from build_tools.model.witness import Layout, Witness
from build_tools.parse.parts import Zone
from build_tools.parse.structure import OpeningKind, find_openings, is_title_like
from build_tools.parse.surroundings import Surroundings, find_surroundings, start_of

_ENTRY_RE = re.compile(
    r"(?:附[件录錄](?![0-9]{0,2}\.[A-Za-z]{2,4}$)[ \u3000]*[:：]?[ \u3000]*)?"
    rf"(?P<n>[0-9０-９]{{1,2}}|{NUMERAL}(?=[.．、:：]))?"
    r"[ \u3000]*[.．、:：]?[ \u3000]*(?P<name>.*)",
    re.DOTALL,
)
_SHORTEST_PART = 6
_AROUND = " \u3000;；。."
_PAGES = (Layout.HTML, Layout.MARKDOWN)


def find_document(
    blocks: Sequence[SourceBlock], told: tuple[Told, ...], witness: Witness, *, is_page: bool
) -> Surroundings:
    """Return the document in the blocks of a witness, of one file or of several."""
    if len(witness.parts) == 1:
        return find_surroundings(blocks, told, is_page=is_page)
    files = _split(blocks, witness)
    merged = Surroundings((), (), ())
    has_text = False
    for number, (part, own) in enumerate(zip(witness.parts, files, strict=True)):
        if not own:
            continue
        entries = dict(_list_entries(merged.blocks))
        named = _list_named(merged.blocks)
        known = (*told, *(Told("title", name, 1.0) for name in (*named, *entries)))
        found = find_surroundings(own, known, is_page=part.layout in _PAGES, goes_on=number + 1 < len(files))
        if has_text:
            _join(merged, found, entries, named)
        placed = () if any(start in merged.annexes for start in map(start_of, found.blocks[:1])) else found.placed
        merged = Surroundings(
            (*merged.blocks, *found.blocks),
            (*merged.drops, *found.drops),
            (*merged.placed, *placed),
            merged.zones | found.zones,
            merged.plans | found.plans,
            merged.annexes,
            merged.carried | found.carried,
            max(merged.letter_end, found.letter_end),
        )
        zones = {item.zone for item in found.placed if not item.is_dropped}
        # What stands below a letter without a head of its own is the letter's list of annexes.
        has_text = has_text or Zone.HEAD in zones or (Zone.BODY in zones and Zone.LETTER not in zones)
    return merged


def _split(blocks: Sequence[SourceBlock], witness: Witness) -> list[list[SourceBlock]]:
    files: list[list[SourceBlock]] = [[] for _ in witness.parts]
    number = 0
    for block in blocks:
        start = start_of(block)
        number = bisect_right(witness.file_starts, start) - 1 if start >= 0 else number
        files[number].append(block)
    return files


def _join(before: Surroundings, found: Surroundings, entries: dict[str, int | None], named: set[str]) -> None:
    """Say what begins with a file that follows a text: another plan, an annex, or nothing new."""
    first = found.blocks[0] if found.blocks else None
    if not isinstance(first, Line) or ANNEX_RE.match(first.text) or opens_with_label(first.text):
        return
    name = fold_name(first.text)
    is_title = found.zone_of(first)[1] in ("title", "notice-title")
    if name in named:
        before.plans[start_of(first)] = True
    elif is_title or name in entries or is_title_like(first.text):
        before.annexes[start_of(first)] = entries.get(name)


def _list_named(blocks: Sequence[SourceBlock]) -> set[str]:
    """Return the folded names of what the letter issues."""
    return {
        fold_name(named["name"])
        for block in blocks
        if isinstance(block, Line) and LETTER_PHRASE_RE.search(block.text)
        for named in NAMED_RE.finditer(block.text)
    }


def _list_entries(blocks: Sequence[SourceBlock]) -> Iterator[tuple[str, int | None]]:
    """Yield the folded name and the number of each entry in the lists of annexes."""
    for opening in find_openings(tuple(blocks)):
        if opening.kind is OpeningKind.ANNEX_LIST:
            for block in blocks[opening.block : opening.last + 1]:
                if isinstance(block, Line) and (entry := read_entry(block.text))[0]:
                    yield entry


def read_entry(text: str) -> tuple[str, int | None]:
    """Return the folded name and the number of an entry in a list of annexes; ("", …) where it has no name."""
    entry = _ENTRY_RE.fullmatch(text)
    if entry is None:
        return "", None
    try:
        number = read_ordinal(entry["n"]) if entry["n"] else None
    except NumeralError:
        number = None
    return fold_name(entry["name"]), number


def cut_entry(text: str) -> tuple[int | None, str]:
    """Return the number of an entry in a list of annexes, and its name as printed without marks and a file's ending."""
    entry = _ENTRY_RE.fullmatch(text)
    name = FILE_ENDING_RE.sub("", entry["name"] if entry else text).strip(_AROUND)
    name = name[1:-1] if name[:1] == "《" and name.find("》") == len(name) - 1 else name
    return read_entry(text)[1], name


def fold_name(text: str) -> str:
    """Return a title as a key for comparison: without the marks of a title, a file's ending, and blanks."""
    return FILE_ENDING_RE.sub("", fold_width(text)).strip("<>\"';。.")


def is_same_name(one: str, other: str) -> bool:
    """Whether two folded titles name one thing: one may leave out what stands around the other."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _SHORTEST_PART and short in long)
