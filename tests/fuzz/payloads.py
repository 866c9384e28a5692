"""Payloads made by rule: what would run, times where it stands, times how it is spelt. Equal calls give equal lists.

The collection of `tests/cases/hostile/` holds what people have thought of; this one multiplies. Each payload would set
`__pwned`, load from `evil.example` or lead to code if it stood in a page as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

CODE = "__pwned=1"
HOST = "//evil.example/x"
# Elements that load or run by themselves, with the attribute that does it.
LOADING = {
    "img": "src", "script": "src", "iframe": "src", "embed": "src", "object": "data", "video": "poster",
    "audio": "src", "source": "srcset", "input": "src", "link": "href", "base": "href", "body": "background",
    "table": "background", "form": "action", "button": "formaction", "frame": "src", "track": "src", "use": "href",
    "image": "xlink:href", "applet": "code", "bgsound": "src", "portal": "src", "animate": "values", "a": "href",
}  # fmt: skip
HANDLERS = (
    "onerror", "onload", "onfocus", "onmouseover", "onanimationstart", "ontoggle", "onbegin", "onpageshow",
    "onpointerenter", "onbeforetoggle", "onscrollend", "oncontentvisibilityautostatechange",
)  # fmt: skip
SCHEMES = ("javascript:", "JaVaScRiPt:", "java\tscript:", "\x01javascript:", "vbscript:", "data:text/html,<script>")
# Where it stands: in text, in a title, in an attribute's value, behind what a reader may take for an end.
PLACES = (
    "{}", "甲{}乙", '">{}', "'>{}", "</title>{}", "</script>{}", "-->{}", "]]>{}", "</textarea>{}", "<svg>{}</svg>",
    "<math><mtext>{}</mtext></math>", "<noscript>{}</noscript>", "<!--{}-->", "`{}`", "[甲]({})", "[甲]: {}",
    "| {} | 乙 |", "《{}》", "（责任单位：{}）", "{{{{{}}}}}", "<p title='{}'>丙</p>", '<p title="{}">丁</p>',
    "附件1：{}", "1.{}",
)  # fmt: skip


def _to_references(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)


def _to_hexadecimal(text: str) -> str:
    return "".join(f"&#x{ord(char):06X}" for char in text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "signs as names": lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    "signs as names, twice": lambda text: text.replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
    "all as numbers": _to_references,
    "all as hexadecimal numbers without an end": _to_hexadecimal,
    "full width": lambda text: text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
    "as an address": lambda text: "".join(f"%{byte:02X}" for byte in text.encode("utf-8")),
    "as a script": lambda text: "".join(f"\\u{ord(char):04x}" for char in text),
}


def make_attacks() -> Iterator[str]:
    """Yield what would run, load or lead away."""
    for element, attribute in LOADING.items():
        yield f"<{element} {attribute}={HOST}>"
        yield f"<{element.upper()}/{attribute}='javascript:{CODE}'>"
    for number, handler in enumerate(HANDLERS):
        element = ("img src=x", "svg", "details open", "body", "input autofocus", "video")[number % 6]
        yield f"<{element} {handler}={CODE}>"
        yield f"<{element}\n{handler.upper()}\n=\n'{CODE}'"
    for scheme in SCHEMES:
        yield f"<a href='{scheme}{CODE}'>甲</a>"
        yield f"[甲](<{scheme}{CODE}>)"
    yield f"<script>{CODE}</script>"
    yield f"<style>@import '{HOST}';</style>"
    yield f"<p style='background:url({HOST})'>甲</p>"
    yield f"<meta http-equiv=refresh content='0;url=javascript:{CODE}'>"


def make_payloads() -> list[str]:
    """Return every attack in every spelling, each in a place of its own turn, and as it is in every place."""
    found: dict[str, None] = {}
    for number, attack in enumerate(make_attacks()):
        for turn, spell in enumerate(SPELLINGS.values()):
            for step in (0, 7, 14):
                place = PLACES[(number + turn + step) % len(PLACES)]
                found[place.format(spell(attack))] = None
        if number % 5 == 0:
            found |= dict.fromkeys(place.format(attack) for place in PLACES)
    return list(found)
