"""Strings as TOML writes them."""


def quote_toml(text: str) -> str:
    r"""Return a TOML basic string that reads as `text`; a line feed is written as `\n`.

    A byte of a file's name that is no UTF-8 reaches here as half of a pair, which TOML cannot hold: it reads as U+FFFD.
    """
    escaped = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    escaped = escaped.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04X}" for char in escaped) + '"'
