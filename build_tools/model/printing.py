"""What a document is to the program that sets it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of one script.

    Attributes:
        serif: families for text (宋体); a later one stands in for glyphs that the earlier ones lack.
        sans: families for headings and emphasis (黑体).
        region: "cn", "tw" or "hk", for the language of the document.
        script: "hans" or "hant".
    """

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    region: str = "cn"
    script: str = "hans"


@dataclass(frozen=True)
class FontSet:
    """The fonts of one script.

    Attributes:
        faces: their families.
        folders: where they lie.
        characters: what at least one serif and one sans face can print.
        digest: of the files' bytes.
    """

    faces: Faces
    folders: tuple[Path, ...]
    characters: frozenset[int]
    digest: str

    def has_glyph(self, char: str) -> bool:
        """Whether the faces have a character, in text and in headings."""
        return ord(char) in self.characters


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a label stands: page from 1, `top` in pt from the page's upper edge."""

    page: int
    top: float


@dataclass(frozen=True)
class PrintSource:
    """A document, ready to be set.

    Attributes:
        text: Typst source; holds everything but the fonts and pictures.
        destinations: name of a destination → the label in `text` at which it stands. Every anchor and every alias
            has one.
        lacking: characters that no face has, in the order of their code points; 〓 is printed for each.
        files: of pictures, by the names that `text` calls them.
    """

    text: str
    destinations: dict[str, str]
    lacking: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
