"""Values in a page's scripts → Python values: JSON, and the two forms in which Nuxt writes what a page is made from.

Nuxt 2 calls a function with the values that stand in it more than once (`(function(a,b){return {…}}("…",…))`); Nuxt 3
writes one list of all values, which point to each other by their places in it. Nothing is run: what is no literal is no
value, nor is what a few places that name each other would swell beyond measure.
"""

import json
import re
from collections.abc import Iterator

_LONGEST_BEFORE = 200  # window.__INITIAL_STATE__ =, JSON.parse("
_CALL_RE = re.compile(r"\(function\((?P<names>[\w$,\s]{0,4000})\)\s{0,9}\{\s{0,9}return\s{1,9}(?=\{)")
_TOKEN_RE = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')|(?P<word>-?[\w$.]+)|(?P<sign>[{}\[\]():,!;]))", re.DOTALL
)
# content = "<p>…", {content: "<p>…"}, document.write('<p>…'): what a script puts on the page as it is.
_GIVEN_RE = re.compile(
    r"(?P<name>[\w$]{1,60})[\"']?\s{0,9}(?P<sign>[=(:])\s{0,9}"
    r"(?P<text>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\$]|\\.)*+`)",
    re.DOTALL,
)
_ESCAPE_RE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_DEEPEST = 60
_FEWEST = 2
_MOST_GROWN = 8  # times its length: a script that comes to more because values stand in it again is no page's


def read_values(script: str) -> Iterator[object]:
    """Yield the value that a script is given, if it is written as a literal; else its texts, by their names."""
    value = next(_read_whole(script), None)
    if value is not None:
        yield value
        return
    given: dict[str, str] = {}
    unclear: set[str] = set()
    for text in _GIVEN_RE.finditer(script):
        name = text["name"]
        # What document.write is given adds up; of two values of one name nothing tells which is the page's.
        if name in given and text["sign"] != "(":
            unclear.add(name)
        given[name] = given.get(name, "") + _unescape(text["text"])
    if clear := {name: text for name, text in given.items() if name not in unclear}:
        yield clear


def _read_whole(script: str) -> Iterator[object]:
    """Yield the one value of a script that holds nothing else, or begins with it."""
    call = _CALL_RE.search(script) if "__NUXT__" in script else None
    try:
        if call is not None:
            yield _Literal(script).read_call(call)
            return
        start = min((at for sign in "{[" if (at := script.find(sign)) >= 0), default=_LONGEST_BEFORE)
        if start >= _LONGEST_BEFORE:
            return
        value, _end = json.JSONDecoder(strict=False).raw_decode(script, start - (script[start - 1 : start] == '"'))
        value = json.loads(value) if isinstance(value, str) else value
        yield _revive(value, _MOST_GROWN * len(script)) if _is_flat(value) else value
    except (ValueError, RecursionError):
        return


def _is_flat(value: object) -> bool:
    """Whether a value is a list of values that point to each other: the first is an object or a list of places."""
    if not isinstance(value, list) or len(value) < _FEWEST:
        return False
    first = value[0]
    places = list(first.values()) if isinstance(first, dict) else first[1:] if isinstance(first, list) else []
    return bool(places) and all(type(place) is int for place in places)


def _revive(values: list[object], left: int) -> object:
    """Return the value that a list of values stands for; ValueError where it has more than `left` characters."""

    def revive(place: int, depth: int) -> object:
        nonlocal left
        value = values[place] if 0 <= place < len(values) and depth < _DEEPEST else None
        left -= 1 + (len("".join(value)) if isinstance(value, str | dict) else 0)
        if left < 0:
            raise ValueError(place)
        if isinstance(value, dict):
            return {key: revive(at, depth + 1) for key, at in value.items() if type(at) is int}
        if isinstance(value, list):
            places = [at for at in value if type(at) is int]
            if value and isinstance(value[0], str):  # ["ShallowReactive", 3]
                return revive(places[0], depth + 1) if places else None
            return [revive(at, depth + 1) for at in places]
        return value

    return revive(0, 0)


class _Literal:
    """Reads literals of JavaScript from a place on; ValueError where something else stands."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.names: dict[str, object] = {}
        self.left = _MOST_GROWN * len(source)

    def read_call(self, call: re.Match[str]) -> object:
        """Return what the function gives back: its arguments are read first."""
        names = [name.strip() for name in call["names"].split(",")]
        self.at = call.end()
        self._read(0)  # to its end: the names stand for nothing yet
        while self._next() in ("}", ";", ")"):
            pass
        if self.source[self.at - 1] != "(":
            raise ValueError(self.at)
        values = self._read_list(")", 0)
        # Objects are given to functions that do more than return, which are not read.
        self.names = {name: one for name, one in zip(names, values, strict=False) if not isinstance(one, dict | list)}
        self.at = call.end()
        return self._read(0)

    def _next(self) -> str:
        piece = _TOKEN_RE.match(self.source, self.at)
        if piece is None:
            raise ValueError(self.at)
        self.at = piece.end()
        return piece[0].strip()

    def _read(self, depth: int) -> object:
        piece = self._next()
        if depth > _DEEPEST:
            raise ValueError(self.at)
        if piece == "{":
            return self._read_object(depth + 1)
        if piece == "[":
            return self._read_list("]", depth + 1)
        if piece[0] in "\"'":
            return _unescape(piece)
        if piece in ("!", "void"):
            value = self._read(depth + 1)
            return value in (None, False, "0") if piece == "!" else None
        if piece == "new":
            piece = self._next()
        if self.source[self.at : self.at + 1] == "(":  # Date("…"), Array(3)
            self.at += 1
            return next(iter(self._read_list(")", depth + 1)), None)
        value = self.names.get(piece, piece if piece[-1].isdigit() else None)
        self.left -= len(value) if isinstance(value, str) else 0
        if self.left < 0:
            raise ValueError(self.at)
        return value

    def _read_object(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        while (key := self._next()) != "}":
            if key == ",":
                continue
            if self._next() != ":":
                raise ValueError(self.at)
            found[key.strip("\"'")] = self._read(depth)
        return found

    def _read_list(self, closing: str, depth: int) -> list[object]:
        found: list[object] = []
        while True:
            start = self.at
            piece = self._next()
            if piece == closing:
                return found
            if piece != ",":
                self.at = start
                found.append(self._read(depth))


def _unescape(literal: str) -> str:
    """Return the text of a literal in quotes."""
    text = _ESCAPE_RE.sub(_read_escape, literal[1:-1])
    # Two halves that were escaped apart are one character.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _read_escape(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _SIGNS.get(escape[3], escape[3])
