"""Made-up downloads for all tests that draw them: HTML, Markdown and plain text, sound and broken.

One grammar. A rule of it asks for choices, numbers below a bound, and does not care who makes them: Hypothesis, which
shortens what it finds (the strategies at the end), or `tests/fuzz`, which keeps the choices that lead to new code. The
words are in vocabulary.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Choices(Protocol):
    """Whoever chooses."""

    def below(self, bound: int) -> int:
        """Return a number from 0 to `bound - 1`."""


Rule = Callable[[Choices], str]

_LISTS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text("utf-8"))
WORDS, SIGNS, BLANKS, ODD, LABELS = (_LISTS[name] for name in ("words", "signs", "blanks", "odd", "labels"))
FURNITURE, TITLES, HEADINGS = (_LISTS[name] for name in ("furniture", "titles", "headings"))
TAGS, ATTRIBUTES, RAW = (_LISTS[name] for name in ("tags", "attributes", "raw"))
MARKDOWN_LINES, KEYS, VALUES = (_LISTS[name] for name in ("markdown_lines", "keys", "values"))
NUMERALS = "一二三四五六七八九"


def pick(c: Choices, items: Sequence[T]) -> T:
    """Return one of several things."""
    return items[c.below(len(items))]


def repeat(c: Choices, rule: Rule, most: int, fewest: int = 0) -> list[str]:
    """Return from `fewest` to `most` pieces."""
    return [rule(c) for _ in range(fewest + c.below(most - fewest + 1))]


def make_character(c: Choices) -> str:
    """Return any character that a file may hold; ASCII and Chinese ones mostly."""
    first, last = pick(
        c, ((0x20, 0x7E), (0x4E00, 0x4E40), (0x20, 0x7E), (0, 0x2FF), (0x2000, 0x33FF), (0xE000, 0x1FFFF))
    )
    return chr(first + c.below(last - first + 1))


def make_atom(c: Choices) -> str:
    """Return a word, a sign, a blank or something odd."""
    kind = c.below(7)
    if kind < 3:
        return pick(c, WORDS)
    if kind == 6:
        return "".join(repeat(c, make_character, 3))
    return pick(c, (SIGNS, BLANKS, ODD)[kind - 3])


def make_plain_atom(c: Choices) -> str:
    """Return a word or a sign of prose."""
    return pick(c, (WORDS, "。 ， ； ： 、 （ ） “ ” 《 》 —— 2.0% 5G/6G".split())[c.below(2)])


def make_phrase(c: Choices) -> str:
    """Return words and signs in any order."""
    return "".join(repeat(c, make_atom, 8, 1))


def make_plain_phrase(c: Choices) -> str:
    """Return words and signs of prose in any order."""
    return "".join(repeat(c, make_plain_atom, 6, 1))


def make_line(c: Choices) -> str:
    """Return one line of a document, with or without a label, or of the page around it."""
    if c.below(12) == 0:
        return pick(c, FURNITURE)
    label = pick(c, ("", *LABELS, *LABELS))
    indent = pick(c, ("", "", "\u3000\u3000", "    ", "&nbsp;"))
    return indent + label + (make_plain_phrase(c) if c.below(2) else make_phrase(c))


def make_text(c: Choices) -> str:
    """Return a plain file."""
    return pick(c, ("\n", "\n", "\n\n", "\r\n", "")).join(repeat(c, make_line, 14, 1))


# -- HTML --------------------------------------------------------------------------------------------------------------


def make_tag(c: Choices) -> str:
    """Return an opening or closing tag."""
    return f"</{pick(c, TAGS)}>" if c.below(2) else f"<{pick(c, TAGS)}{pick(c, ATTRIBUTES)}>"


def make_soup(c: Choices) -> str:
    """Return tags, raw markup and lines in any order."""
    rules: tuple[Rule, ...] = (make_line, make_phrase, make_tag, make_tag, lambda c: pick(c, RAW), lambda _: "\n")
    return "".join(pick(c, rules)(c) for _ in range(c.below(41)))


def make_nested(c: Choices, depth: int = 4) -> str:
    """Return a line within elements within elements."""
    if depth == 0 or c.below(3) == 0:
        return make_line(c)
    name = pick(c, TAGS)
    inner = repeat(c, lambda c: make_nested(c, depth - 1), 3)
    return f"<{name}{pick(c, ATTRIBUTES)}>{''.join(inner)}</{name}>"


def make_cell(c: Choices) -> str:
    """Return a cell of a table, closed or not."""
    end = pick(c, ("</td>", "", "</th>", "<br>甲</td>", "<p>乙</p></td>"))
    return f"<{pick(c, ('td', 'th'))}{pick(c, ATTRIBUTES)}>{make_line(c)}{end}"


def make_table(c: Choices) -> str:
    """Return a table with spans that may reach out of it, cells left out, and text between its rows."""
    rows = repeat(c, lambda c: "<tr>" + "".join(repeat(c, make_cell, 4)) + pick(c, ("</tr>", "", "\n")), 5, 1)
    caption = pick(c, ("", "<caption>表1 某表</caption>", "<caption>甲<p>乙</caption>", "甲"))
    return f"<table{pick(c, ATTRIBUTES)}>{caption}{pick(c, ('', '某')).join(rows)}</table>"


def make_section(c: Choices) -> str:
    """Return a document of paragraphs in one element, which may be a form or hidden."""
    lines = "".join(f"<p>{line}</p>" for line in (*make_plan(c).split("\n"), *repeat(c, make_line, 3)))
    name = pick(
        c, ("div", "form", "dialog", "aside", "footer", "noscript", "template", "del", "body", "td", "textarea", "nav")
    )
    return f"<{name}{pick(c, ATTRIBUTES)}>{lines}</{name}>"


def make_page(c: Choices) -> str:
    """Return a page, whole or in pieces."""
    rules: tuple[Rule, ...] = (make_nested, make_table, make_soup, lambda c: f"<p>{make_line(c)}</p>", make_section)
    return "\n".join(repeat(c, lambda c: pick(c, rules)(c), 6, 1))


# -- Markdown and front matter -----------------------------------------------------------------------------------------


def make_markdown(c: Choices) -> str:
    """Return lines of Markdown."""
    made = repeat(c, lambda c: pick(c, MARKDOWN_LINES).replace("{}", make_line(c)), 12, 1)
    return pick(c, ("\n", "\n\n")).join(made)


def make_front_matter(c: Choices) -> str:
    """Return a block of keys and values above a page, whole or broken; most pages have none."""
    kind = c.below(8)
    if kind < 4:
        return ""
    if kind == 4:
        return pick(c, ("---\n一、甲\n---\n", "---\n", "\n---\ntitle: '甲'\n标题: 乙\ntags:\n - 甲\n---\n\n"))
    pairs = repeat(c, lambda c: f"{pick(c, KEYS)}: {pick(c, (*VALUES, *TITLES))}", 5)
    return "---\n" + "\n".join(pairs) + pick(c, ("\n---\n", "\n...\n", "\n"))


def make_document(c: Choices) -> str:
    """Return a decoded download of any layout, hostile ones among them."""
    rules: tuple[Rule, ...] = (
        make_page, make_page, make_markdown, make_text, make_plan, lambda c: "".join(repeat(c, make_character, 30, 1)),
    )  # fmt: skip
    title = pick(c, ("", "", *TITLES))
    return make_front_matter(c) + (title and title + "\n") + pick(c, rules)(c)


# -- sound plans -------------------------------------------------------------------------------------------------------


def make_heading(c: Choices) -> str:
    """Return a heading's words."""
    return pick(c, HEADINGS)


def make_sentence(c: Choices) -> str:
    """Return a sentence without its stop."""
    return "，".join(repeat(c, make_heading, 5, 2))


def make_paragraph(c: Choices) -> str:
    """Return a paragraph of a few sentences."""
    return "。".join(repeat(c, make_sentence, 3, 1)) + "。"


def make_plan(c: Choices) -> str:
    """Return a sound plan in plain text: a ladder whose numbers follow one another, paragraphs, dash items."""
    made = [pick(c, TITLES[:2])]
    for section in range(1 + c.below(3)):
        made.append(f"{NUMERALS[section]}、{make_heading(c)}")
        for clause in range(c.below(4)):
            made.append(f"（{NUMERALS[clause]}）{make_heading(c)}")
            for point in range(c.below(4)):
                form = pick(c, ("{}.{}。{}。", "{}.{}", "{}.{}{}。"))
                made.append(form.format(point + 1, make_heading(c), make_sentence(c)))
                made.extend(repeat(c, make_paragraph, 2))
            made.extend(repeat(c, lambda c: f"——{make_heading(c)}。{make_paragraph(c)}", 3))
        made.extend(repeat(c, make_paragraph, 2))
    return "\n".join(made)


# -- the same for Hypothesis -------------------------------------------------------------------------------------------


class _Drawn:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def below(self, bound: int) -> int:
        return self.draw(st.integers(0, bound - 1))


def strategy(rule: Rule) -> st.SearchStrategy[str]:
    """Return a rule as a strategy."""
    return st.composite(lambda draw: rule(_Drawn(draw)))()


phrases, plain_phrases = strategy(make_phrase), strategy(make_plain_phrase)
texts, documents = strategy(make_text), strategy(make_document)
words_only, paragraphs = strategy(make_heading), strategy(make_paragraph)


def lines() -> st.SearchStrategy[str]:
    """Return lines of documents."""
    return strategy(make_line)


def plans() -> st.SearchStrategy[str]:
    """Return sound plans."""
    return strategy(make_plan)
