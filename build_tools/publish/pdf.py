"""Typst source → PDF. The only door to the compiler.

The compiler runs in this process, reads nothing but the given text and fonts, and asks no clock: equal input gives
equal bytes. It checks PDF/UA-1 (ISO 14289-1) while it writes, so a file that would break it is not written.
"""

import json
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from build_tools.errors import PdfError, lack_package
from build_tools.messages import _
from build_tools.model.picture import Picture
from build_tools.model.printing import FontSet, PagePlace, PrintSource

# Headings with a label, and the marks that `plan.typ` sets for every other place.
_PLACES = (
    'query(selector(metadata.where(value: "anchor")).or(heading)).filter(it => it.has("label"))'
    ".map(it => { let at = it.location().position(); "
    '(str(it.label), at.page, at.y / 1pt, if it.func() == heading { it.supplement.text } else { "" }) })'
)
_COMPILER = "typst"
_ABOVE_LINE = 14.0  # pt, from a place's baseline to the top of what a reader should see
_ABOVE_BLOCK = 8.0


@dataclass(frozen=True, slots=True)
class Face:
    """One font file's face."""

    family: str
    weight: int
    path: Path
    index: int


def _load_typst() -> ModuleType:
    try:
        import typst
    except ImportError:
        raise lack_package(_COMPILER, "pdf", PdfError) from None
    return typst


def describe_compiler() -> str:
    """Return name and version of what makes the PDFs, a part of every cache's key."""
    from importlib import metadata

    try:
        return ", ".join(f"{name} {metadata.version(name)}" for name in (_COMPILER, "pikepdf", "deflate"))
    except metadata.PackageNotFoundError as error:
        raise lack_package(error.name, "pdf", PdfError) from None


@cache
def list_faces(folders: tuple[Path, ...]) -> tuple[Face, ...]:
    """Return the faces in folders, without those of the machine and of the compiler itself."""
    fonts = _load_typst().Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in folders]
    )
    return tuple(Face(font.family, font.weight, Path(font.path), font.index) for font in fonts.fonts() if font.path)


def can_set(picture: Picture) -> bool:
    """Whether the compiler can draw a picture; browsers forgive what it does not."""
    typst = _load_typst()
    with tempfile.TemporaryDirectory(prefix="plan-pdf-") as folder:
        Path(folder, picture.file).write_bytes(picture.data)
        file = Path(folder, "picture.typ")
        file.write_text(f'#image("{picture.file}", alt: "-", width: 10pt)', "utf-8")
        try:
            _, warnings = typst.Compiler(str(file), root=folder, ignore_system_fonts=True).compile_with_warnings(
                format="pdf"
            )
        except typst.TypstError:
            return False
    return not warnings


def compile_pdf(source: PrintSource, fonts: FontSet) -> bytes:
    """Return the finished PDF.

    Raises:
        PdfError: the compiler refused the text (a defect of the renderer) or is not installed.
    """
    from build_tools.publish.pdf_finish import finish_pdf

    data, places = _compile_typst(source, fonts)
    return finish_pdf(data, {name: places[label] for name, label in source.destinations.items()})


def _compile_typst(source: PrintSource, fonts: FontSet) -> tuple[bytes, dict[str, PagePlace]]:
    """Return the PDF as the compiler writes it and the place of every label."""
    typst = _load_typst()
    with tempfile.TemporaryDirectory(prefix="plan-pdf-") as folder:
        file = Path(folder, "plan.typ")
        file.write_text(source.text, "utf-8")
        for name, held in source.files.items():
            Path(folder, name).write_bytes(held)
        try:
            compiler = typst.Compiler(
                str(file),
                root=folder,
                font_paths=[str(path) for path in fonts.folders],
                ignore_system_fonts=True,
                package_path=folder,
                package_cache_path=folder,
            )
            data, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"])
            # The document is laid out already: asking it costs next to nothing.
            found: Any = json.loads(compiler.eval(_PLACES))
        except typst.TypstError as error:
            raise PdfError(
                _("the text cannot be set: {error}", error=getattr(error, "message", error)),
                remedy=_("this is a defect of the PDF's renderer: please report it with the work"),
            ) from None
    if warnings:
        raise PdfError(
            _("the text cannot be set well: {warnings}", warnings=warnings[0]),
            remedy=_("this is a defect of the PDF's renderer: please report it with the work"),
        )
    places = {
        label: PagePlace(page, max(0.0, y - (_ABOVE_BLOCK if name not in ("", "run-in") else _ABOVE_LINE)))
        for label, page, y, name in found
    }
    return bytes(data), places
