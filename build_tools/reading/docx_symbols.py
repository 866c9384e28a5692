"""Characters of Word's symbol fonts → the characters that they look like.

Symbol and Wingdings stand in the private area U+F020-U+F0FF, one code for each byte of the font. Only signs that
documents number, tick and list with are known (symbols.toml); any other stays as it is.
"""

import tomllib
from functools import cache
from importlib.resources import files

_PRIVATE = range(0xF020, 0xF100)


def read_symbols(text: str, font: str) -> str:
    """Return a text set in a font with its symbols read; a font that is none of these changes nothing."""
    known = _load_fonts().get(font.lower())
    if known is None:
        return text
    codes = [ord(char) - 0xF000 if ord(char) in _PRIVATE else ord(char) for char in text]
    return "".join(known.get(code, char) for code, char in zip(codes, text, strict=True))


@cache
def _load_fonts() -> dict[str, dict[int, str]]:
    table = tomllib.loads(files("build_tools.reading").joinpath("symbols.toml").read_text("utf-8"))
    return {font: {int(code, 16): sign for code, sign in signs.items()} for font, signs in table.items()}
