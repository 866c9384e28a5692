"""Scripts of Chinese text, what is decided about converting between them, and what a conversion had to choose."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

ChangeScript = Callable[[str], str]
"""Gives words in another script, or as they are: each code point in its place."""


class Script(StrEnum):
    """A script, by its language tag (BCP 47), as `lang` and `hreflang` take it."""

    HANS = "zh-Hans"  # simplified, as in mainland China
    HANT = "zh-Hant"  # traditional, in the forms of Taiwan
    HANT_HK = "zh-Hant-HK"  # traditional, in the forms of Hong Kong


@dataclass(frozen=True, slots=True)
class ScriptException:
    """One decision that stands above the converter's.

    Attributes:
        phrase: what is looked for, in the text's own script.
        reads: what it becomes, with as many code points; equal to `phrase` where it is kept as it is.
        targets: the scripts for which it holds.
        reason: why, for people.
        example: a passage that holds the phrase once and that the converter alone gets wrong there.
    """

    phrase: str
    reads: str
    targets: tuple[Script, ...]
    reason: str
    example: str


@dataclass(frozen=True, slots=True)
class ScriptTable:
    """All decisions of a project.

    Attributes:
        exceptions: in the order of the file.
        traditional: the forms in which traditional script is shown, Taiwan's or Hong Kong's.
    """

    exceptions: tuple[ScriptException, ...] = ()
    traditional: Script = Script.HANT


@dataclass(frozen=True, slots=True)
class Choice:
    """A place where a character might have become another one.

    Attributes:
        start: its offset in the text, in code points.
        source: the character.
        chosen: what it became.
        others: what else it might have become, the likeliest first.
        is_exception: the table has decided, not the converter.
    """

    start: int
    source: str
    chosen: str
    others: tuple[str, ...]
    is_exception: bool


@dataclass(frozen=True, slots=True)
class ReadingCount:
    """How often a character was read in one way in one context.

    Attributes:
        source: the character.
        chosen: what it became.
        others: what else it might have become.
        before: up to two Chinese characters of the same run before it, as converted.
        after: up to two behind it.
        is_exception: the table has decided, not the converter.
        count: of places.
    """

    source: str
    chosen: str
    others: tuple[str, ...]
    before: str
    after: str
    is_exception: bool
    count: int
