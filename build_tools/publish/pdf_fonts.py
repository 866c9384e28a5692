"""The fonts that PDFs are set in: from wheels, or from the folder that PLAN_FONT_DIR names.

No font of the machine is ever used, so that a PDF is the same wherever it is made.
"""

import hashlib
import importlib.util
import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from build_tools.errors import PdfError
from build_tools.messages import _
from build_tools.model.printing import Faces, FontSet
from build_tools.publish.pdf import list_faces

FOLDER_VARIABLE = "PLAN_FONT_DIR"
WHEELS = {"hans": "pylopdf_fonts_zh_cn", "hant": "pylopdf_fonts_zh_tw"}
_REGIONS = {"hans": "cn", "hant": "tw"}
# A traditional text may hold what the traditional faces lack.
_FALLBACKS = {"hans": ("hans",), "hant": ("hant", "hans")}
_REGULAR = 400
# The same design under the names that its two publishers give it, one script a file or all in one.
_FAMILIES = {
    ("serif", "hans"): ("Noto Serif SC", "Source Han Serif SC", "Noto Serif CJK SC"),
    ("sans", "hans"): ("Noto Sans SC", "Source Han Sans SC", "Noto Sans CJK SC"),
    ("serif", "hant"): ("Noto Serif TC", "Source Han Serif TC", "Noto Serif CJK TC"),
    ("sans", "hant"): ("Noto Sans TC", "Source Han Sans TC", "Noto Sans CJK TC"),
}


def find_fonts(script: str, environment: Mapping[str, str]) -> FontSet:
    """Return the fonts of a script, "hans" or "hant".

    Raises:
        PdfError: they are not there, or not in the folder that the environment names.
    """
    if folder := environment.get(FOLDER_VARIABLE, ""):
        return _open_fonts(script, (Path(folder).resolve(),))
    return _open_fonts(script, tuple(_wheel_folder(WHEELS[name]) for name in _FALLBACKS[script]))


def _wheel_folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise PdfError(
            _("the package {package} with the fonts is not installed", package=package.replace("_", "-")),
            remedy=_tell_remedy(),
        )
    return Path(found.origin).parent


@cache
def _open_fonts(script: str, folders: tuple[Path, ...]) -> FontSet:
    present = {face.family: face for face in list_faces(folders) if face.weight == _REGULAR}
    chosen: dict[str, tuple[str, ...]] = {}
    for kind in ("serif", "sans"):
        names = [next((name for name in _FAMILIES[kind, s] if name in present), "") for s in _FALLBACKS[script]]
        if not names[0]:
            wanted = " or ".join(_FAMILIES[kind, script])
            raise PdfError(
                _("no font of {wanted} (Regular) is in {folders}", wanted=wanted, folders=", ".join(map(str, folders))),
                remedy=_tell_remedy(),
            )
        chosen[kind] = tuple(name for name in names if name)
    covered = [
        frozenset[int]().union(*(_read_characters(present[name].path, present[name].index) for name in names))
        for names in chosen.values()
    ]
    digest = hashlib.sha256()
    for path in sorted({present[name].path for names in chosen.values() for name in names}):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    faces = Faces(chosen["serif"], chosen["sans"], _REGIONS[script], script)
    return FontSet(faces, folders, covered[0] & covered[1], digest.hexdigest())


@cache
def _read_characters(path: Path, index: int) -> frozenset[int]:
    """Return the code points that a font maps to a glyph (OpenType, `cmap` formats 4 and 12).

    Raises:
        PdfError: the file is no OpenType font, or its table is of another form.
    """
    data = path.read_bytes()
    try:
        start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
        tables = {
            data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
            for at in range(start + 12, start + 12 + 16 * struct.unpack_from(">H", data, start + 4)[0], 16)
        }
        table = tables[b"cmap"]
        found: set[int] = set()
        for number in range(struct.unpack_from(">H", data, table + 2)[0]):
            at = table + struct.unpack_from(">I", data, table + 4 + 8 * number + 4)[0]
            found |= _read_subtable(data, at)
    except (struct.error, KeyError, IndexError):
        found = set()
    if not found:
        raise PdfError(
            _("the font cannot be read"), path=path, remedy=_("put an OpenType font (.otf, .ttf, .ttc) in its place")
        )
    return frozenset(found)


def _read_subtable(data: bytes, at: int) -> set[int]:
    form = struct.unpack_from(">H", data, at)[0]
    if form == 12:
        groups = struct.unpack_from(">I", data, at + 12)[0]
        return {
            code
            for first, last, _ in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * groups])
            for code in range(first, last + 1)
        }
    if form != 4:
        return set()
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2

    def row(number: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{segments}H", data, at + 14 + 2 * segments * number + (2 if number else 0))

    ends, starts, deltas, offsets = (row(number) for number in range(4))
    found: set[int] = set()
    base = at + 16 + 6 * segments
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                glyph = struct.unpack_from(">H", data, base + 2 * number + offsets[number] + 2 * (code - first))[0]
                if not glyph:
                    continue
            if (glyph + deltas[number]) & 0xFFFF:
                found.add(code)
    return found


def _tell_remedy() -> str:
    return _(
        'install them: `pip install "plan-publisher[pdf]"` (in a clone, `make pdf`), or name a folder with fonts in'
        " {variable}",
        variable=FOLDER_VARIABLE,
    )
