"""Simplified text → its words: the only door to the segmenter.

A converter between scripts that takes the longest phrase it knows at each place cuts across words (政府 | 干预 holds
府干). Here the likeliest sequence of words is taken first, by the frequencies of jieba's dictionary, with the words of
`script_words.toml` beside it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rjieba import Jieba

# How often a word of the table is taken to stand in the dictionary's corpus: as often as one that plans use daily.
_COMMON = 1000


@dataclass(frozen=True)
class Lexicon:
    """What is known about the traditional forms of words, in all regions but for `forms`.

    Attributes:
        words: word → how it is written, where the converter does not know or gets it wrong.
        alone: character → how it is written where it is a word by itself.
        forms: region's language tag → {character: the form that the region's official usage has}.
    """

    words: dict[str, str]
    alone: dict[str, str]
    forms: dict[str, dict[str, str]]


@cache
def read_lexicon() -> Lexicon:
    """Return the words of `script_words.toml`; each is kept whole where texts are cut."""
    table = tomllib.loads(files("build_tools.hanzi").joinpath("script_words.toml").read_text("utf-8"))
    return Lexicon(table["words"], table["alone"], table["forms"])


@cache
def _segmenter() -> Jieba:
    segmenter = Jieba()
    for word in read_lexicon().words:
        segmenter.add_word(word, max(segmenter.suggest_freq(word), _COMMON), "")
    return segmenter


def cut_words(text: str) -> list[str]:
    """Return the words of a text, in order; together they are the text.

    Unknown names fall into single characters: no model guesses at words, so that equal passages are cut alike.
    """
    words: list[str] = _segmenter().cut(text, hmm=False)
    return words
