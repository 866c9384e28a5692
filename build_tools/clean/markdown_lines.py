"""Markdown's own signs in one line: read as hints, dropped as markup.

Takes a line's passage; gives what it prints and what its signs say. Guarantees: each character is returned
or dropped. Only the inline forms that scrapers write are known; everything else stays text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_tools.clean.lines import LineSink, Styled
from build_tools.hanzi.formulas import FORMULA, SIGN_RE, UNPRINTED_RE, read_sign
from build_tools.hanzi.labels import opens_with_label
from build_tools.model.passage import Passage, Run

# "# " before a heading, "> " before a quotation (which "[!note]" makes a box), ": " before a table's caption.
_PREFIX_RE = re.compile(
    r"[ \t]{0,3}(?:(#{1,6})(?=[ \t])|(>)[ \t]?(?:\[![a-zA-Z]{2,12}\][+-]?(?=[ \t]|$))?|:(?=[ \t]{1,3}[表图圖]))[ \t]*"
)
# A list's bullet, or a box to be ticked; further in, lists nest.
# - 2 - is no item: it numbers a printed page.
_BULLET_RE = re.compile(r"[ \t]{0,12}[*+-][ \t]+(?:\[[ xX]\][ \t]+)?(?=[^\s*+-]|\*\*)(?![0-9]{1,4}[ \t]{0,3}-[ \t]*$)")
# Lines that only a site's builder reads: ::: code-group, [[toc]], @tab 正文. They open and close boxes and lists. The
# title of a box, if Chinese is in it, is the text's: ::: tip 甲, :::note[甲], :::tip{title="甲"}, !!! note "甲".
_BOX = (
    r":{3,}[ ]{0,3}(?:[a-zA-Z][a-zA-Z0-9_-]{0,29}(?=[ \[{]))?[ ]{0,3}"
    r"(?:\[(?P<name>[^\[\]。；]{0,60}[\u3400-\u9fff][^\[\]。；]{0,60})\](?:\{[^{}。；]{0,60}\})?"
    r"|\{(?:[^{}。；]{0,60} )?title=\"(?P<said>[^\"。；]{0,60})\"[^{}。；]{0,60}\}"
    r"|(?P<box>(?![\[{])[^。；]{0,60}[\u3400-\u9fff][^。；]{0,60}))"
)
_DIRECTIVE_RE = re.compile(
    rf"[ ]{{0,3}}(?:{_BOX}|:{{3,}}[^。；]{{0,60}}|\[\[?(?:toc|TOC)\]?\]"
    r"|@tab\b[^。；]{0,40}"
    r"|(?:!!!|\?\?\?\+?)(?:[ ]+[a-zA-Z][a-zA-Z0-9_-]{0,29}){1,4}(?:[ ]+\"(?P<title>[^\"\n]{0,120})\")?)[ \t]*"
)
# {align="center"}, {.note #id}: attributes behind a heading or a link.
_ATTRIBUTES_RE = re.compile(
    r"\{(?:[ ]*(?:[.#][\w-]{1,40}|[\w-]{1,40}=(?:\"[^\"{}\n]{0,80}\"|[\w-]{1,40}))){1,6}[ ]*\}$"
)
_LONGEST_ATTRIBUTES = 400
_TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"\n]{0,200}\")?[ \t]{0,3}\)"
_IMAGE = rf"!\[[^\]\n]{{0,500}}\]{_TARGET}"
_INLINE_RE = re.compile(
    rf"(?P<formula>{FORMULA})"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    rf"|(?P<image>\[(?:{_IMAGE})?\]{_TARGET}|{_IMAGE})"  # a link that prints nothing, or an image, is nothing to read
    rf"|(?P<open>\[)(?P<label>[^\[\]\n]{{1,500}})(?P<close>\]{_TARGET})"
    r"|(?P<strong>\*\*|__(?=\S)|(?<=\S)__)"
)

# What sets a heading with its label apart in its paragraph, beside **.
_EMPHASES = ("***", "___", "__", "_", "*", "==")
_BROKEN_RE = re.compile(r"\*\*[\u3400-\u9fff（《“]|.*[\u3400-\u9fff）》”]\*\*\\?$")


@dataclass
class MarkdownLine:
    """What one line's signs say.

    Attributes:
        pieces: the text without signs; bold where the signs say so.
        level: heading level, 0 where it is none.
        quoted: stands in a block quotation.
        linked: characters that stand in links.
        links: the links' addresses.
    """

    pieces: list[Styled] = field(default_factory=list)
    level: int = 0
    quoted: bool = False
    linked: int = 0
    links: list[str] = field(default_factory=list)


def read_markdown_line(passage: Passage, sink: LineSink) -> MarkdownLine:
    """Return what `passage`, one line, prints; its signs go to `sink` under the rule "markup"."""
    line = MarkdownLine()
    passage = _strip_directive(passage, sink)
    text = passage.text
    if attributes := _ATTRIBUTES_RE.search(text, max(0, len(text) - _LONGEST_ATTRIBUTES)):
        sink.drop(passage[attributes.start() :], "markup")
        passage = passage[: attributes.start()]
    passage = _strip_prefixes(passage, line, sink)
    if bullet := _BULLET_RE.match(passage.text):
        sink.drop(passage[: bullet.end()], "markup")
        passage = passage[bullet.end() :]
    _read_inline(_read_bold_label(passage, line, sink), line, sink)
    return line


def _strip_directive(passage: Passage, sink: LineSink) -> Passage:
    """Return what a directive holds, nothing of a lone ** before or behind an element that it makes bold."""
    directive = _DIRECTIVE_RE.fullmatch(passage.text)
    if directive is None and passage.text.strip(" ") != "**":
        return passage
    start, end = directive.span(directive.lastgroup or "box") if directive else (-1, -1)
    if start < 0:
        sink.drop(passage, "markup")
        return passage[:0]
    sink.drop(passage[:start], "markup")
    sink.drop(passage[end:], "markup")
    return passage[start:end]


def _strip_prefixes(passage: Passage, line: MarkdownLine, sink: LineSink) -> Passage:
    """Return a line without the signs of a quotation and of a heading, before and behind it; `line` is told."""
    text, at = passage.text, 0
    while prefix := _PREFIX_RE.match(text, at):
        if prefix[1]:
            line.level = len(prefix[1])
        elif prefix[2]:
            line.quoted = True
        at = prefix.end()
        if line.level:
            break
    if at:
        sink.drop(passage[:at], "markup")
        passage, text = passage[at:], text[at:]
    end = len(text.rstrip("#"))
    if line.level and text[end - 1 : end] in (" ", "\t") and end < len(text):  # 发展C# ends with a sign of its own
        end = len(text[:end].rstrip(" \t"))
        sink.drop(passage[end:], "markup")
        passage = passage[:end]
    return passage


def _read_bold_label(passage: Passage, line: MarkdownLine, sink: LineSink) -> Passage:
    """Give `line` what is bold where the line begins, with a label; return the rest."""
    text = passage.text
    mark = next((sign for sign in _EMPHASES if text.startswith(sign) and opens_with_label(text[len(sign) :])), "")
    closing = text.find(mark, len(mark) + 1) if mark else -1
    while closing > 0 and mark[0] == "_" and _is_in_word(text, closing, closing + len(mark)):
        closing = text.find(mark, closing + 1)
    if closing <= 0:
        return passage
    sink.drop(passage[: len(mark)], "markup")
    line.pieces.extend(Styled(run, bold=True) for run in passage[len(mark) : closing].runs)
    sink.drop(passage[closing : closing + len(mark)], "markup")
    return passage[closing + len(mark) :]


def _read_inline(passage: Passage, line: MarkdownLine, sink: LineSink) -> None:
    """Give `line` what a passage prints, without the signs in it."""
    text = passage.text
    bold = False
    at = 0
    # What is bold over a line's end has one sign on each line.
    is_strong = text.count("**") > 1 or _BROKEN_RE.match(text) is not None
    for sign in _INLINE_RE.finditer(text):
        if sign["strong"] and (sign["strong"] == "__" or not is_strong):
            continue
        if at < sign.start():
            line.pieces.extend(Styled(run, bold=bold) for run in passage[at : sign.start()].runs)
        at = sign.end()
        if sign["formula"]:
            line.pieces.extend(Styled(run, bold=bold) for run in _read_formula(passage[sign.start() : at], sink))
            continue
        if sign["label"]:
            label = passage[sign.start("label") : sign.end("label")]
            sink.drop(passage[sign.start("open") : sign.end("open")], "markup")
            line.pieces.extend(Styled(run, bold=bold) for run in label.runs)
            sink.drop(passage[sign.start("close") : sign.end("close")], "link-address")
            line.linked += len(label)
            line.links.append(sign["close"][2:-1])
            continue
        sink.drop(passage[sign.start() : sign.end()], "markup")
        if sign["strong"]:
            bold = not bold
    line.pieces.extend(Styled(run, bold=bold) for run in passage[at:].runs)


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Whether an underscore joins the letters around it: my_file."""
    around = text[start - 1] + text[end : end + 1]
    return len(around) > 1 and around.isascii() and around.isalnum()


def _read_formula(passage: Passage, sink: LineSink) -> Iterator[Run]:
    """Yield what a formula prints."""
    text = passage.text
    at = 1
    sink.drop(passage[:1], "markup")
    while at < len(text) - 1:
        if sign := SIGN_RE.match(text, at):
            source = passage[at : sign.end()]
            yield Run(source.runs[0].start, source.runs[-1].end, read_sign(sign), folded=True)
            at = sign.end()
        elif blank := UNPRINTED_RE.match(text, at):
            sink.drop(passage[at : blank.end()], "markup")
            at = blank.end()
        else:
            yield from passage[at : at + 1].runs
            at += 1
    sink.drop(passage[at:], "markup")
