"""Problems in the content of a document, as values."""

from dataclasses import dataclass

from build_tools.model.codes import DOUBTS, DROP_RULES, Severity


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One doubt about one place. Everything that does not depend on the place stands in the table of codes.

    Attributes:
        line_no: line of the witness, from 1; 0 where the whole document is meant.
        code: a declared one.
        excerpt: up to 40 characters of the place.
        fields: (name, value) for each field of the code's sentence, by name.

    Raises:
        ValueError: the code is not declared, or its sentence has other fields.
    """

    line_no: int
    code: str
    excerpt: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.code not in DOUBTS:
            raise ValueError(f"the diagnostic {self.code!r} is not declared in model/codes.toml")
        if {name for name, _ in self.fields} != DOUBTS[self.code].told.fields:
            raise ValueError(f"the sentence of {self.code} has other fields than {dict(self.fields)}")

    @property
    def severity(self) -> Severity:
        """How much a reader should care."""
        return DOUBTS[self.code].severity

    @property
    def message(self) -> str:
        """One sentence for a maintainer."""
        return DOUBTS[self.code].told.english.format_map(dict(self.fields))

    @property
    def chinese_message(self) -> str:
        """The same sentence for readers of the pages."""
        told = dict(self.fields)
        if rule := DROP_RULES.get(told.get("rule", "")):
            told["rule"] = rule.told.chinese
        return DOUBTS[self.code].told.chinese.format_map(told)

    @property
    def remedy(self) -> str:
        """What a maintainer can do about it."""
        return DOUBTS[self.code].remedy.english

    @property
    def chinese_remedy(self) -> str:
        """The same in Chinese."""
        return DOUBTS[self.code].remedy.chinese


def make_diagnostic(code: str, line_no: int, excerpt: str = "", **fields: object) -> Diagnostic:
    """Return a diagnostic; `fields` are those that the code's sentence names.

    Raises:
        ValueError: the code is not declared, or its sentence has other fields.
    """
    told = tuple(sorted((name, str(value)) for name, value in fields.items()))
    return Diagnostic(line_no, code, excerpt[:40], told)
