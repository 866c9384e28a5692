"""Every choice that script conversion makes in the works, as a person has checked it.

tests/golden/script/<work>.txt holds a line for each reading in each context, and so do pages.txt and glossary.txt for
what is written here by hand: character→reading, the context as converted, the number of places; ! marks what
seeds/script.toml decides. site.txt holds what is left of all that the second tree converts: contexts that stand in none
of the others, in generated pages (quotations that are cut, too), scripts and templates. After a change that was judged
right, write them anew with `python tests/golden/test_script.py` and read the difference.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from build_tools.edition.clauses import collect_clauses  # noqa: E402
from build_tools.hanzi.script import ScriptConverter, detect_script, fold_script  # noqa: E402
from build_tools.hanzi.script_review import add_readings, count_readings  # noqa: E402
from build_tools.model.script import ReadingCount, Script  # noqa: E402
from build_tools.pipeline import convert_work  # noqa: E402
from build_tools.source.glossary import list_vocabularies, read_glossary  # noqa: E402
from build_tools.source.script_table import read_script_table  # noqa: E402

GOLD = Path(__file__).parent / "script"
WORKS = sorted(path.parent.name for path in ROOT.glob("seeds/*/manifest.toml"))
TABLE = read_script_table(ROOT / "seeds/script.toml")
TRADITIONAL = (Script.HANT, Script.HANT_HK)
# What Hong Kong writes otherwise than Taiwan, in all works together.
HONG_KONG = "hong-kong"
# What is not of the works: hand-written pages, the words of the glossary's entries, and all that is left.
PAGES = "pages"
GLOSSARY = "glossary"
SITE = "site"
TEXTS = (*WORKS, PAGES, GLOSSARY)
_KEPT_RE = re.compile(r"```.*?```|<span lang=\"zh-Han[^\"]*\">.*?</span>|<!--.*?-->", re.DOTALL)
_SHOWN_RE = re.compile(r"\s(?:title|aria-label|data-title)=\"([^\"]*)\"")
# Words go on across these (publish/page_text.py); all other markup parts them.
_INLINE_RE = re.compile(r"</?(?:a|b|em|mark|small|span|strong|sub|sup)\b[^>]*>|\]\([^)]*\)|\*\*|`|\[")
_MARKUP_RE = re.compile(r"<[^>]*>")


@cache
def texts_of(work: str) -> tuple[str, ...]:
    if work == PAGES:
        return read_words("docs/*.md")
    if work == SITE:
        theme = "build_tools/publish/theme"
        words = (f"{theme}/assets/*.js", f"{theme}/.scripts/**/*.js", f"{theme}/**/*.html", f"{theme}/mkdocs_theme.yml")
        return read_words("docs/*/**/*.md", *words, "mkdocs.yml", "seeds/[!gs]*.toml")
    if work == GLOSSARY:
        terms = read_glossary(ROOT / "seeds/glossary.toml", list_vocabularies()).terms
        return tuple(text for term in terms for text in (term.name, *term.aliases, term.definition, term.basis))
    return tuple(clause.text for clause in collect_clauses(convert_work(ROOT / "seeds" / work).base.edition).clauses)


def read_words(*patterns: str) -> tuple[str, ...]:
    """Return the lines of files as they are converted: without what is kept, and across the markup inside of words."""
    lines: list[str] = []
    for path in (path for pattern in patterns for path in sorted(ROOT.glob(pattern))):
        text = path.read_text("utf-8")
        if path.suffix != ".js":  # scripts are converted as they stand
            text = _KEPT_RE.sub("\n", text)
            text = "\n".join([_MARKUP_RE.sub("\n", _INLINE_RE.sub("", text)), *_SHOWN_RE.findall(text)])
        lines += (line for line in text.split("\n") if not line.isascii())
    return tuple(lines)


@cache
def readings_of(work: str) -> tuple[ReadingCount, ...]:
    read = ScriptConverter(TABLE, Script.HANT).read
    return add_readings([count_readings(map(read, texts_of(work)))])


def list_site() -> str:
    known = {(r.source, r.chosen, r.before, r.after) for work in TEXTS for r in readings_of(work)}
    left = sorted({(r.source, r.chosen, r.before, r.after) for r in readings_of(SITE)} - known)
    return "".join(f"{source}→{chosen} {before}[{chosen}]{after}\n" for source, chosen, before, after in left)


def list_readings(work: str) -> str:
    return "".join(
        f"{r.source}→{r.chosen}{'!' if r.is_exception else ''} {r.before}[{r.chosen}]{r.after} {r.count}\n"
        for r in readings_of(work)
    )


def list_hong_kong() -> str:
    taiwan, hong_kong = (ScriptConverter(TABLE, target) for target in TRADITIONAL)
    differences: Counter[str] = Counter()
    for work in WORKS:
        for text in texts_of(work):
            pairs = zip(text, taiwan.convert(text), hong_kong.convert(text), strict=True)
            differences.update(f"{char}→{one}|{other}" for char, one, other in pairs if one != other)
    return "".join(f"{difference} {count}\n" for difference, count in sorted(differences.items()))


@pytest.mark.parametrize("work", TEXTS)
def test_readings(work: str) -> None:
    assert list_readings(work).split("\n") == (GOLD / f"{work}.txt").read_text("utf-8").split("\n")


def test_readings_in_the_rest_of_the_site() -> None:
    assert list_site().split("\n") == (GOLD / f"{SITE}.txt").read_text("utf-8").split("\n")


def test_hong_kong() -> None:
    assert list_hong_kong().split("\n") == (GOLD / f"{HONG_KONG}.txt").read_text("utf-8").split("\n")


def test_no_golden_file_without_its_work() -> None:
    assert sorted(path.stem for path in GOLD.glob("*.txt")) == sorted([*TEXTS, SITE, HONG_KONG])


@pytest.mark.parametrize("target", TRADITIONAL)
@pytest.mark.parametrize("work", WORKS)
def test_conversion_can_be_taken_back(work: str, target: Script) -> None:
    there, back = ScriptConverter(TABLE, target), ScriptConverter(TABLE, Script.HANS, target)
    assert [back.convert(there.convert(text)) for text in texts_of(work)] == list(texts_of(work))


@pytest.mark.parametrize("target", TRADITIONAL)
@pytest.mark.parametrize("work", WORKS)
def test_converting_twice_changes_nothing(work: str, target: Script) -> None:
    converter = ScriptConverter(TABLE, target)
    once = [converter.convert(text) for text in texts_of(work)]
    assert [converter.convert(text) for text in once] == once


@pytest.mark.parametrize("target", TRADITIONAL)
@pytest.mark.parametrize("work", WORKS)
def test_both_scripts_are_found_alike(work: str, target: Script) -> None:
    converter = ScriptConverter(TABLE, target)
    assert [fold_script(converter.convert(text)) for text in texts_of(work)] == [
        fold_script(text) for text in texts_of(work)
    ]


@pytest.mark.parametrize("work", WORKS)
def test_detection(work: str) -> None:
    text = "\n".join(texts_of(work))
    converted = (ScriptConverter(TABLE, target).convert(text) for target in TRADITIONAL)
    assert [detect_script(text), *map(detect_script, converted)] == [Script.HANS, Script.HANT, Script.HANT]


if __name__ == "__main__":
    GOLD.mkdir(exist_ok=True)
    for name in TEXTS:
        (GOLD / f"{name}.txt").write_text(list_readings(name), "utf-8")
    (GOLD / f"{SITE}.txt").write_text(list_site(), "utf-8")
    (GOLD / f"{HONG_KONG}.txt").write_text(list_hong_kong(), "utf-8")
