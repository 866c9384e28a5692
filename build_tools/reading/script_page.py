"""Pages that a script fills in (Next.js, Nuxt, Vue) → reading: the document stands in a value that the script is given.

The value is an object, a text that the script puts on the page, or what it takes from a field of a form. Such a page
shows next to no words of its own. The value is read as a scraper's record is: its text, and what its other fields tell.
"""

from contextlib import suppress
from html import unescape
from itertools import islice

from build_tools.errors import UnreadableSourceError
from build_tools.hanzi.decode import decode_source
from build_tools.hanzi.punctuation import IDEOGRAPH_RE
from build_tools.model.reading import Reading
from build_tools.reading.fields import choose_text, count_han, join_value, read_fields
from build_tools.reading.json_values import Found, find_records
from build_tools.reading.script_values import read_values
from build_tools.reading.wrapped import wrap_text

READER = "script page 1"
_HEAD_BYTES = 2_000
# So many characters a page may show of itself: a name, a menu, that it is loading.
_MOST_SHOWN = 120


def is_script_page(data: bytes) -> bool:
    """Whether a page shows hardly a word, and gives a document to its scripts."""
    head = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] != b"<" or b"<script" not in data:
        return False
    with suppress(UnreadableSourceError):
        return _find(data, "page") is not None
    return False


def read_script_page(data: bytes, name: str) -> Reading:
    """Return the reading of such a page.

    Raises:
        UnreadableSourceError: the bytes are no text.
    """
    found = _find(data, name)
    assert found is not None  # noqa: S101 (`is_script_page` has found it)
    chosen = choose_text(found.fields)
    assert chosen is not None  # noqa: S101 (a record has a text)
    place = f"script: {found.place}.{chosen.path}"
    told = read_fields(found.fields, chosen)
    return wrap_text(data, join_value(chosen.value), form="script-page", reader=READER, part=place, fields=told)


def _find(data: bytes, name: str) -> Found | None:
    text, _codec = decode_source(data, name)
    rest, fields = _cut(text, "textarea")
    shown, scripts = _cut(rest, "script")
    shown, inputs = _cut(shown, "input", ">")
    fields += [value.partition('value="')[2].partition('"')[0] for value in inputs]
    body = shown[max(0, shown.find("<body")) :]
    own = sum(1 for _ in islice(IDEOGRAPH_RE.finditer(body), _MOST_SHOWN + 1))
    if own > _MOST_SHOWN:
        return None
    values = [value for script in scripts for value in read_values(script)]
    # The markup that a script will show stands in a field as text: &lt;p&gt;….
    values.extend({"content": unescape(field)} for field in fields if "&lt;" in field)
    records = [found for value in values for found in find_records(value)]
    texts = [chosen for found in records if (chosen := choose_text(found.fields))]
    # What is no longer than the words shown says of them what is shared, and is no document behind them.
    return records[0] if len(records) == len(texts) == 1 and count_han(texts[0].value) > own else None


def _cut(text: str, element: str, closing: str = "") -> tuple[str, list[str]]:
    """Return a page without the elements of a name, and what each of them holds: its tag, where `closing` ends that."""
    around, inside = [], []
    at = 0
    while (start := text.find(f"<{element}", at)) >= 0:
        around.append(text[at:start])
        inner = start + 1 if closing else text.find(">", start) + 1
        end = text.find(closing or f"</{element}", inner)
        if not inner or end < 0:
            at = start
            break
        inside.append(text[inner:end])
        at = end
    around.append(text[at:])
    return "".join(around), inside
