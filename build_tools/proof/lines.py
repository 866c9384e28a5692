"""The data set's lines and chunks → faults: together they are what the works' blocks say, once and in order."""

from collections.abc import Iterable, Sequence

from build_tools.messages import _
from build_tools.model.script import ChangeScript
from build_tools.proof.expected import ProvedWork, Said, permalink
from build_tools.proof.line import Fault
from build_tools.proof.records import Record, compare_records

OUTPUT = "data set"


def prove_lines(work: ProvedWork, lines: Sequence[Record], change: ChangeScript) -> list[Fault]:
    """Return what is wrong with the lines of a work; `change` gives its words in traditional script."""
    hashes = work.survey.anchors

    def tell(one: Said) -> Record:
        return {
            "anchor": str(one.place),
            "permalink": permalink(work.name, one.place),
            "citation": one.citation,
            "path": list(one.path),
            "text": _flatten(one.text),
            "text_hant": _flatten(change(one.text)),
            "hash": hashes.get(one.place),
        }

    wanted = [tell(one) for one in work.said]
    names = wanted[0].keys() if wanted else ()
    read = ({name: line.get(name) for name in names} for line in lines)
    return compare_records(wanted, read, OUTPUT, "clauses.jsonl", work.name)


def prove_chunks(work: ProvedWork, chunks: Iterable[Record]) -> list[Fault]:
    """Return what is wrong with the chunks of a work."""
    said = work.said
    at = 0
    for chunk in chunks:
        start, end = chunk["clauses"]
        own = said[start:end]
        if start != at or "\n".join(_flatten(one.text) for one in own) != chunk["text"]:
            return [Fault(OUTPUT, "chunks.jsonl", _("{name} differs", name="text"), work.name, chunk["anchor"])]
        if [chunk["anchor"], chunk["through"]] != [str(own[0].place), str(own[-1].place)]:
            return [Fault(OUTPUT, "chunks.jsonl", _("{name} differs", name="anchor"), work.name, chunk["anchor"])]
        if chunk["path"] != list(own[0].path):
            return [Fault(OUTPUT, "chunks.jsonl", _("{name} differs", name="path"), work.name, chunk["anchor"])]
        at = end
    return [] if at == len(said) else [Fault(OUTPUT, "chunks.jsonl", _("a part is lost"), work.name)]


def _flatten(text: str) -> str:
    return text.replace("\n", "\t")
