"""A page and its twin in the other script → faults: the twin says the same, converted."""

import re
from html import unescape

from build_tools.hanzi.references import TAG_RE
from build_tools.messages import _
from build_tools.model.script import ChangeScript
from build_tools.proof.line import Fault, excerpt, first_difference

_UNSHOWN_RE = re.compile(r"<!--(?:(?!<!--).)*?-->|<(script|style)\b(?:(?!<\1\b).)*?</\1>", re.DOTALL)
# Where a line may end (publish/line_breaks.py): elements within those whose words stay.
_GUIDE_RE = re.compile(r"<span class=\"(?:whole|half)\">([^<]*)</span>")
# Words whose script is told stay as they are: on the page of a term its forms stand side by side.
_KEPT_RE = re.compile(r"<(\w+)\b[^<>]*\slang=\"(?:zh-Han|en)[^\"]*\"[^<>]*>(?:(?!<\1\b).)*?</\1>", re.DOTALL)
_INLINE_RE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|rp|rt|ruby|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>"
)
# Books of the two scripts differ in size.
_SIZE_RE = re.compile(r"（[\d.,]+\u00a0[kM]B）")
_ADDRESS_RE = re.compile(r"\shref=\"([^\"]*)\"")


def read_words(article: str) -> str:
    """Return the words of an article, each element that is no part of a line on a line of its own."""
    shown = _GUIDE_RE.sub(r"\1", _UNSHOWN_RE.sub("\n", article))
    if 'lang="' in shown:
        shown = _KEPT_RE.sub("\n", shown)
    return _SIZE_RE.sub("", unescape(TAG_RE.sub("\n", _INLINE_RE.sub("", shown))))


def prove_twin(page: str, twin: str, file: str, change: ChangeScript) -> list[Fault]:
    """Return where a twin does not say what the page says."""
    wanted, read = change(read_words(page)), read_words(twin)
    if wanted != read:
        at = first_difference(wanted, read)
        shown = excerpt(wanted, at), excerpt(read, at)
        return [Fault("pages", file, _("the page in the other script differs"), "", "", at, *shown)]
    if len(_ADDRESS_RE.findall(page)) != len(_ADDRESS_RE.findall(twin)):
        return [Fault("pages", file, _("the page in the other script has other links"))]
    return []
