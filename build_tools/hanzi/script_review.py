"""Converted texts → what was chosen in them, counted by context, so that a person can check it once.

A work's counts are kept as one text, a line a reading: a library has millions, and is counted from all of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from build_tools.hanzi.punctuation import is_han
from build_tools.model.script import Choice, ReadingCount

# Two characters on each side show the word that was read, and the one that a wrong cut would make of it.
_CONTEXT = 2


def count_readings(texts: Iterable[tuple[str, tuple[Choice, ...]]]) -> str:
    """Return the choices in texts as `ScriptConverter.read` gives them, counted: to be kept, and to be added up."""
    counts: Counter[str] = Counter()
    for converted, choices in texts:
        for choice in choices:
            before, after = _find_context(converted, choice)
            mark = "x" if choice.is_exception else ""
            counts["\t".join((choice.source, choice.chosen, "".join(choice.others), before, after, mark))] += 1
    return _write(counts)


def join_readings(counted: Iterable[str]) -> str:
    """Return the sums of what was counted, as it is kept."""
    return _write(_add(counted))


def _write(counts: Mapping[str, int]) -> str:
    return "\n".join(f"{reading}\t{count}" for reading, count in counts.items())


def _add(counted: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in counted:
        for line in text.split("\n") if text else ():
            reading, _, count = line.rpartition("\t")
            counts[reading] += int(count)
    return counts


def add_readings(counted: Iterable[str]) -> tuple[ReadingCount, ...]:
    """Return the sums of what was counted, by character, reading and context, each in the order of code points."""
    counts = _add(counted)
    found: list[ReadingCount] = []
    for reading, total in counts.items():
        source, chosen, others, before, after, mark = reading.split("\t")
        found.append(ReadingCount(source, chosen, tuple(others), before, after, bool(mark), total))
    return tuple(sorted(found, key=lambda r: (r.source, r.chosen, r.others, r.is_exception, r.after, r.before)))


def _find_context(text: str, choice: Choice) -> tuple[str, str]:
    start = end = choice.start
    while start > 0 and choice.start - start < _CONTEXT and is_han(text[start - 1]):
        start -= 1
    end += 1
    while end < len(text) and end - choice.start <= _CONTEXT and is_han(text[end]):
        end += 1
    return text[start : choice.start], text[choice.start + 1 : end]
