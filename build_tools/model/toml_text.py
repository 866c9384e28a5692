"""Strings as TOML writes them."""


def quote_toml(text: str) -> str:
    r"""Return a TOML basic string that reads as `text`; a line feed is written as `\n`."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04X}" for char in escaped) + '"'
