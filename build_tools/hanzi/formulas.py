r"""Formulas in which converters of PDFs write a figure into Markdown: $85\%$, $5 \mathrm { G }$, $\textcircled{1}$.

Source: what MinerU and Marker write for shares, units, circled numbers and signs of comparison. A formula that holds
anything else is none of these, and stays as it is.
"""

import re

_NAMED = {
    "ge": "≥", "geq": "≥", "geqslant": "≥", "le": "≤", "leq": "≤", "leqslant": "≤", "times": "\u00d7", "pm": "±",
    "sim": "~", "cdot": "·", "circ": "°", "rightarrow": "→", "%": "%", "&": "&", "#": "#", "$": "$",
}  # fmt: skip
_UP, _DOWN = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
_FIRST_CIRCLED = 0x2460
_FIGURES = r"[0-9](?:\s?[0-9]){0,2}(?!\s?[.0-9])"
_SIGN = (
    r"\\textcircled\s?\{\s?(?P<circled>1?[0-9]|20)\s?\}"
    r"|\^\s?\{?\s?\\circ\s?\}?"
    rf"|\\(?P<named>{'|'.join(sorted((re.escape(name) for name in _NAMED), key=len, reverse=True))})(?![a-z])"
    rf"|\^\s?\{{?\s?(?P<up>{_FIGURES})\s?\}}?|_\s?\{{?\s?(?P<down>{_FIGURES})\s?\}}?"
)
SIGN_RE = re.compile(_SIGN)
"""Finds what prints another character than it is written with."""
UNPRINTED_RE = re.compile(
    r"\\(?:math(?:rm|sf|bf|it)|text(?:bf)?|rm|bf|left|right|quad|underline|[,;! ])(?![a-z])|[{}\s~]"
    r"|_(?=\s?\{\s?[0-9]{1,2}\s?\.)"  # PM_{2.5} is written PM2.5
)
"""Finds what prints nothing."""
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _SIGN)
FORMULA = (
    rf"\$(?=[^$\n]{{1,120}}(?<=[0-9A-Za-z%}}])[ ]?\$)(?=[ ]?[0-9A-Za-z\\≥≤<>{{^_+±~-])"
    rf"(?:[0-9A-Za-z.,+\-=/()<>:%≥≤±\u00d7~]|{_UNNAMED}|{UNPRINTED_RE.pattern})++\$"
)
"""Pattern of a whole formula, with the signs of currency around it."""


def read_sign(match: re.Match[str]) -> str:
    r"""Return what a match of `SIGN_RE` prints: % for \%, ① for \textcircled{1}."""
    if number := match["circled"]:
        return chr(_FIRST_CIRCLED + int(number) - 1) if int(number) else match[0]
    if name := match["named"]:
        return _NAMED[name]
    if match["up"] or match["down"]:
        signs, figures = (_UP, match["up"]) if match["up"] else (_DOWN, match["down"])
        return "".join(signs[int(figure)] for figure in figures if figure.isdecimal())
    return "°"


def read_signs(text: str) -> str:
    r"""Return a text in which all signs read as they print: 85% for 85\%."""
    return SIGN_RE.sub(read_sign, text)
