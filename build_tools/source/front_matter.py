"""The YAML block that blog engines and dump scripts put before a page.

Takes text; gives the offset behind the block and its plain pairs. Only `key: value`, quotes and lists are
read, line by line: no YAML library, no tags, no anchors, nothing that could run. Never raises.
"""

import re

_BLANKS = " \t\r\ufeff"
# A key is short and begins the line; a line of prose with a colon far in it is none.
_PAIR_RE = re.compile(r"(?P<key>[^\s:#\-][^:\n]{0,60}?|\"[^\"\n]{1,60}\"|'[^'\n]{1,60}') *:(?:[ \t]+(?P<value>.*))?")
_ENTRY_RE = re.compile(r"[ \t]*-(?:[ \t]+(?P<value>.*))?")
_COMMENT_RE = re.compile(r"(?:^|(?<=[ \t]))#.*")
_ESCAPE_RE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_BLOCK_SIGNS = frozenset({"|", ">", "|-", ">-", "|+", ">+", "~", "null"})


def read_front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Return where a leading YAML block ends, and its pairs.

    The block stands between two lines `---` (the second may be `...`), after blank lines or a byte order mark
    at most. Two rules with prose between them are no such block. Values are not typed: dates and numbers
    stay as written. Nested keys and block scalars are left out; of a key that stands twice the first counts.

    Args:
        text: the decoded source, line ends LF or CRLF.

    Returns:
        (end, pairs): the code-point offset behind the closing line, and keys with their values, quotes
        removed, list entries joined by "、". (0, {}) if there is no block.
    """
    start = _find_opening(text)
    if start is None:
        return 0, {}
    lines: list[str] = []
    at = start
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end == -1 else end
        line = text[at:end].rstrip(_BLANKS)
        at = min(end + 1, len(text))
        if line in {"---", "..."}:
            pairs = _read_pairs(lines)
            return (0, {}) if pairs is None else (at, pairs)
        lines.append(line)
    return 0, {}


def _find_opening(text: str) -> int | None:
    """Offset behind the opening line, if the first line that is not blank is one."""
    at = 0
    while (end := text.find("\n", at)) != -1:
        line = text[at:end].strip(_BLANKS)
        if line:
            is_opening = line == "---" and text[at:end].lstrip("\ufeff").startswith("-")
            return end + 1 if is_opening else None
        at = end + 1
    return None


def _read_pairs(lines: list[str]) -> dict[str, str] | None:
    """Read the lines of a block; None if more of them are prose than pairs."""
    pairs: dict[str, str] = {}
    entries: dict[str, list[str]] = {}
    key, strange, keys = "", 0, 0
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if (entry := _ENTRY_RE.fullmatch(line)) is not None:
            if key and not pairs[key]:
                entries.setdefault(key, []).append(_read_scalar(entry["value"] or ""))
        elif (pair := _PAIR_RE.fullmatch(line)) is not None:
            key, keys = _read_scalar(pair["key"]), keys + 1
            if key in pairs:
                key = ""
            else:
                pairs[key] = _read_value(pair["value"] or "")
        elif not line.startswith((" ", "\t")):
            strange += 1
    if strange > keys:
        return None
    for name, values in entries.items():
        pairs[name] = "、".join(value for value in values if value)
    return pairs


def _read_value(raw: str) -> str:
    value = raw.strip(_BLANKS)
    if value in _BLOCK_SIGNS:
        return ""
    if value.startswith("[") and value.endswith("]"):
        return "、".join(entry for part in value[1:-1].split(",") if (entry := _read_scalar(part)))
    return _read_scalar(value)


def _read_scalar(raw: str) -> str:
    """Take quotes and escapes off a value, or the comment behind one without quotes."""
    value = raw.strip(_BLANKS)
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return join_lines(value[1:-1].replace("''", "'"))
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return join_lines(_ESCAPE_RE.sub(_unescape, value[1:-1]))
    return join_lines(_COMMENT_RE.sub("", value).rstrip(" \t"))


def join_lines(text: str) -> str:
    """Return a value as one line, as cards and lists print it: breaks and the blanks around them read as one."""
    lines = (line.strip(_BLANKS) for line in text.splitlines())
    return " ".join(line for line in lines if line)


def _unescape(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if digits is None:
        return {"n": "\n", "t": "\t", "r": "\r"}.get(match[3], match[3])
    code = int(digits, 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)  # half a surrogate pair is no character
