"""Texts → what a conversion chose in them, counted by context, so that a person can check it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from build_tools.hanzi.punctuation import is_han
from build_tools.hanzi.script import ScriptConverter
from build_tools.model.script import Choice, ReadingCount

# Two characters on each side show the word that was read, and the one that a wrong cut would make of it.
_CONTEXT = 2


def count_readings(converter: ScriptConverter, texts: Iterable[str]) -> tuple[ReadingCount, ...]:
    """Return the choices in all texts, by character, reading and context, each in the order of code points."""
    counts: Counter[tuple[str, str, tuple[str, ...], str, str, bool]] = Counter()
    for text in texts:
        choices = converter.choices(text)
        if choices:
            converted = converter.convert(text)
            for choice in choices:
                before, after = _find_context(converted, choice)
                key = (choice.source, choice.chosen, choice.others, before, after, choice.is_exception)
                counts[key] += 1
    return tuple(
        ReadingCount(*key, count)
        for key, count in sorted(counts.items(), key=lambda item: (item[0][:3], item[0][5], item[0][4], item[0][3]))
    )


def _find_context(text: str, choice: Choice) -> tuple[str, str]:
    start = end = choice.start
    while start > 0 and choice.start - start < _CONTEXT and is_han(text[start - 1]):
        start -= 1
    end += 1
    while end < len(text) and end - choice.start <= _CONTEXT and is_han(text[end]):
        end += 1
    return text[start : choice.start], text[choice.start + 1 : end]
