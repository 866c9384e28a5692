r"""A text as a program prints it in its source (['甲', '乙\u3000丙'], 甲\n乙) → the reading that holds its lines.

What a scraper gives to `print`, or a table to a cell, often keeps the quotes and escapes of the program: the whole file
is one string or one list of strings in quotes, or no line of it breaks, and `\n`, `\xa0`, `\u3000` stand in place of
breaks and blanks.
"""

import ast
import warnings

from build_tools.hanzi.decode import decode_source
from build_tools.hanzi.punctuation import IDEOGRAPH_RE
from build_tools.model.reading import Reading
from build_tools.reading.wrapped import FEWEST_SIGNS, count_escapes, read_escapes, wrap_text

READER = "literal text 1"
_HEAD_BYTES = 65_536
_QUOTES = ('"', "'")
_MOST_SIGNS = 300_000  # quotes and commas: Python takes a kilobyte for each value


def is_literal(data: bytes) -> bool:
    """Whether a file is such a text, as far as its first bytes tell."""
    if b"<" in data[:_HEAD_BYTES]:
        return False
    head = data[:_HEAD_BYTES].decode("utf-8", "ignore").lstrip("\ufeff \r\n")
    if IDEOGRAPH_RE.search(head) is None:
        return False
    tail = data[-9:].decode("utf-8", "ignore").rstrip()
    is_list = head.startswith(("['", "('")) and tail.endswith(("']", "')", "',)"))
    is_quoted = head.startswith(_QUOTES) and tail.endswith(head[0]) and head.count("\n") + count_escapes(head) > 1
    return is_list or is_quoted or count_escapes(head) >= FEWEST_SIGNS


def _evaluate(text: str) -> object:
    """Return the value that a literal has, None where it is none or is of more values than a document has lines."""
    if sum(map(text.count, (*_QUOTES, ","))) > _MOST_SIGNS:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # a backslash that escapes nothing
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def read_literal(data: bytes, name: str) -> Reading:
    """Return the reading of such a file; what is no whole literal has its escapes read alone.

    Raises:
        UnreadableSourceError: the bytes are no text.
    """
    text, _codec = decode_source(data, name)
    bare = text.strip("\ufeff \r\n")
    inner = bare[1:-1]
    is_cell = bare[:1] == bare[-1:] == '"' and '"' not in inner.replace('""', "")  # of a table
    if bare.startswith(("[", "(", *_QUOTES)) and not (is_cell and '""' in inner):
        value = _evaluate(bare)
        parts = [value] if isinstance(value, str) else value
        if isinstance(parts, list | tuple) and all(isinstance(part, str) for part in parts):
            return wrap_text(data, "\n".join(parts), form="literal", reader=READER)
    if is_cell:
        bare = inner.replace('""', '"')
    return wrap_text(data, read_escapes(bare), form="literal", reader=READER)
