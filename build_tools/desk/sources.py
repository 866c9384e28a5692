"""The files of a work as they came: their lines, pages as pictures, and a page of a site made safe."""

from pathlib import Path
from typing import Any

from build_tools.desk.safe_page import POLICY as POLICY
from build_tools.desk.safe_page import make_safe, read_words
from build_tools.desk.view import Json
from build_tools.errors import ManifestError
from build_tools.intake import view_page
from build_tools.messages import _
from build_tools.model.witness import Layout, Witness
from build_tools.pipeline import Work


def show_sources(work: Work) -> Json:
    """Return the files of a work's edition with their lines, which are counted through all of them."""
    files = []
    first = 1
    for witness in work.base.edition.witness.parts:
        lines = _list_lines(witness, first)
        reading = witness.reading
        sizes = [[page.width, page.height] for page in reading.pages] if reading is not None else []
        pages = len(sizes)
        kind = (
            "html"
            if witness.layout is Layout.HTML
            else "pages"
            if reading is not None and reading.format == "pdf"
            else "lines"
        )
        files.append({"name": witness.name, "kind": kind, "pages": pages, "sizes": sizes, "lines": lines})
        # Where a file ends with a line feed, the next one begins on the line that is empty here.
        first += len(witness.text.split("\n")) - 1
    return {"files": files}


def _list_lines(witness: Witness, first: int) -> list[dict[str, Any]]:
    """Return the lines of a file with what they print, those of a page that show nothing left out."""
    if witness.layout is Layout.HTML:
        shown = read_words(witness.text, first)
        return [{"n": number, "text": words, "page": None, "box": None} for number, words in shown.items()]
    texts = witness.text.split("\n")
    if len(texts) > 1 and not texts[-1]:
        texts.pop()
    lines: list[dict[str, Any]] = [
        {"n": first + number, "text": text, "page": None, "box": None} for number, text in enumerate(texts)
    ]
    if witness.reading is not None and witness.layout is Layout.READING:
        for told, line in zip(lines, witness.reading.lines(), strict=False):
            told |= {"page": line.page or None, "box": list(line.box) if line.box else None}
    return lines


def _pick_file(work: Work, number: int) -> tuple[Witness, int]:
    """Return a file of a work by its number from 0, and the number of its first line."""
    parts = work.base.edition.witness.parts
    if not 0 <= number < len(parts):
        raise ManifestError(_("there is no such file"), remedy=_("open one of those that are listed"))
    return parts[number], 1 + sum(part.text.count("\n") for part in parts[:number])


def view_sheet(folder: Path, work: Work, number: int, page: int) -> bytes:
    """Return a page of a PDF as a picture (PNG)."""
    witness, _first = _pick_file(work, number)
    return view_page((folder / work.manifest.parts[number].file).read_bytes(), witness.name, page)


def show_page(work: Work, number: int) -> str:
    """Return a file as a page without scripts, addresses and forms, each line marked with its number."""
    witness, first = _pick_file(work, number)
    return make_safe(witness.text, first, is_html=witness.layout is Layout.HTML)
