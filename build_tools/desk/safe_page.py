"""A page of a site, or a text → a page that runs nothing and asks nobody: what it looked like, its lines numbered.

Nothing of the file is taken over but its words, some elements by name, and of their style what sets words: every tag is
written anew. Words stand in elements with `data-line`, the line of the source on which they begin.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_KEPT = frozenset(
    "p div section article main header footer nav aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody"
    " tfoot tr td th blockquote pre center b strong i em u s del ins sup sub small big font span a br hr".split()
)
_VOID = frozenset({"br", "hr"})
_SILENT = frozenset("script style template noscript iframe object embed svg math title textarea select head".split())
"""Elements of which nothing is shown, their words neither."""
_NUMBERS = ("colspan", "rowspan")
_LARGEST_SPAN = 1000
_STYLE = {
    "text-align": r"left|right|center|justify|start|end",
    "font-weight": r"bold|bolder|normal|[1-9]00",
    "font-style": r"italic|normal",
    "text-decoration": r"underline|line-through|none",
    "text-indent": r"[0-9]{1,3}(?:\.[0-9]{1,3})?(?:em|px|pt)",
    "font-size": r"[0-9]{1,2}(?:\.[0-9]{1,3})?(?:px|pt)|1?[0-9]{2}%|[0-3](?:\.[0-9]{1,3})?em",
    "display": r"none|block|inline|inline-block",
}
_STYLE_RES = {name: re.compile(f"(?:{pattern})", re.IGNORECASE) for name, pattern in _STYLE.items()}
_MOST_OPEN = 200  # elements in one another; browsers stop at 512
_SHEET = (
    "body{font:16px/1.7 serif;margin:1em;overflow-wrap:anywhere}table{border-collapse:collapse}td,th{border:1px solid"
    " #999;padding:.2em .4em}[data-line].is-marked{background:#ffe58f}[data-picture]{border:1px dashed #999}"
    "p.line{margin:0;white-space:pre-wrap}"
)
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none';"
    " frame-ancestors 'self'; sandbox allow-same-origin"
)
"""Of the page: no script runs, nothing is asked for. The desk's own page, of the same origin, marks lines in it."""


def make_safe(text: str, first: int, *, is_html: bool) -> str:
    """Return the page.

    Args:
        text: of the file, decoded.
        first: number of its first line.
        is_html: it is a page; else its lines are paragraphs.
    """
    if is_html:
        body = _write(text, first).finish()
    else:
        lines = enumerate(text.split("\n"), first)
        body = "".join(f'<p class="line" data-line="{number}">{html.escape(line)}</p>' for number, line in lines)
    head = f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><style>{_SHEET}</style></head>'
    return f"{head}<body>{body}</body></html>"


def read_words(text: str, first: int) -> dict[int, str]:
    """Return what a page shows of each line that shows anything, in the order in which it is read."""
    return {number: words.strip() for number, words in _write(text, first).words.items()}


def _write(text: str, first: int) -> _Writer:
    writer = _Writer(first)
    writer.feed(text)
    writer.close()
    return writer


class _Writer(HTMLParser):
    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first, self._made, self._open, self._silent = first, list[str](), list[str](), list[str]()
        self.words: dict[int, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if self._silent:
            return
        told = {name: value or "" for name, value in attrs}
        line = self._first + self.getpos()[0] - 1
        if tag == "img":
            self._made.append(
                f'<span data-picture data-line="{line}">〔{html.escape(told.get("alt", "") or "图")}〕</span>'
            )
        if tag not in _KEPT or len(self._open) >= _MOST_OPEN:
            return
        self._made.append(f'<{tag} data-line="{line}"{_write_attributes(told)}>')
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        if tag in self._open:
            while (last := self._open.pop()) != tag:
                self._made.append(f"</{last}>")
            self._made.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        number = self._first + self.getpos()[0] - 1
        for text in data.split("\n"):
            if text.strip():
                self.words[number] = self.words.get(number, "") + text
                self._made.append(f'<span data-line="{number}">{html.escape(text)}</span>')
            elif text:
                self._made.append(" ")
            number += 1

    def finish(self) -> str:
        """Return what was written, all elements closed."""
        return "".join([*self._made, *(f"</{tag}>" for tag in reversed(self._open))])


def _write_attributes(told: dict[str, str]) -> str:
    made = ""
    for name in _NUMBERS:
        value = told.get(name, "").strip()
        if value.isascii() and value.isdigit() and 0 < int(value[:6]) <= _LARGEST_SPAN:
            made += f' {name}="{int(value[:6])}"'
    styles = [part.partition(":") for part in told.get("style", "").split(";")]
    if told.get("align", "").lower() in ("left", "right", "center"):
        styles.append(("text-align", ":", told["align"]))
    kept = {
        name: value
        for name, value in ((name.strip().lower(), value.strip().lower()) for name, _, value in styles)
        if name in _STYLE_RES and _STYLE_RES[name].fullmatch(value)
    }
    return made + (f' style="{";".join(f"{name}:{value}" for name, value in kept.items())}"' if kept else "")
