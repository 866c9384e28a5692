"""The list of annexes against the annexes: what is named and not here is told, for a page's attachments seldom come."""

from collections.abc import Iterator

from build_tools.hanzi.drafting import LETTER_ENDS
from build_tools.model.division import Division, Kind, Paragraph
from build_tools.parse.files import fold_name, is_same_name, read_entry

_LISTED = (Kind.ANNEX, Kind.SCHEDULE, Kind.PLAN)


def find_absent(root: Division, title: str) -> Iterator[Paragraph]:
    """Yield each entry of a list of annexes that neither the document nor an annex of it is."""
    divisions = [node for node in root.walk() if isinstance(node, Division)]
    annexes = [node for node in divisions if node.kind in _LISTED]
    # 关于印发《甲》的通知 is not 甲.
    own = "" if title.endswith(LETTER_ENDS) else title
    names = [fold_name(text) for text in (own, *(node.heading.text for node in annexes)) if text]
    numbers = {node.ordinal for node in annexes if node.kind is Kind.ANNEX}
    told: list[str] = []
    unnumbered = sum(node.kind is Kind.ANNEX and node.ordinal is None for node in annexes)
    for listed in divisions:
        if listed.kind is not Kind.ANNEX_LIST:
            continue
        entries = [node for node in listed.body if isinstance(node, Paragraph)]
        above = ""
        for entry in entries:
            name, number = read_entry(entry.passage.text)
            # A name may be the rest of the one above it, broken over lines.
            whole = read_entry(above + entry.passage.text)[0] if above and number is None else name
            here = any(is_same_name(name, other) or whole in other for other in names)
            # A page links the files that its letter lists: each is told once.
            here = here or any(is_same_name(name, other) for other in told)
            here, above = here or (number is not None and number in numbers), entry.passage.text
            if name and not here and not (len(entries) == 1 and unnumbered):
                told.append(name)
                yield entry
