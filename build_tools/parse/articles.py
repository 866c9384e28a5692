"""Titles of articles: where 第三条【定义】, 第三条（定义） and 第三条　定义 end.

Most statutes have none: their articles are sentences, however short the first one is. Where articles are titled,
nearly all are, so a title that only a stop or a colon ends is believed where most articles have one.
"""

import re

from build_tools.hanzi.punctuation import holds
from build_tools.model.division import HeadingStyle
from build_tools.parse.headings import Cut

_BRACKETED_RE = re.compile(
    r"(?:【[^【】]{1,30}】|[（(〔\[][^（）()〔〕\[\]，。；：]{1,30}[）)〕\]]|〈[^〈〉]{1,30}〉)(?=[ \u3000]|\S|$)"
)
_SET_APART_RE = re.compile(r"[^ \u3000，。；：:,;！？]{2,24}(?<![A-Za-z0-9.])(?=[ \u3000]+[^ \u3000，。；：]{4,})")
_STOPPED_RE = re.compile(r"[^，。；：:,;！？]{2,16}(?=[。：:].)")
_STOPS = "。；：:;！？"
_LONGEST_TITLE, _FEWEST_OWN = 40, 2
# From this share of the articles on, a short first sentence is a title; else it is a short sentence.
_MOST = 0.7


def cut_articles(texts: list[str], has_text: list[bool]) -> list[Cut]:
    """Return where the title of each article of a document ends.

    Args:
        texts: what stands behind each label, without leading blanks.
        has_text: whether more than this line belongs to the article.
    """
    stopped = [_STOPPED_RE.match(text) for text in texts]
    titled = sum(match is not None for match in stopped) >= _MOST * len(texts) and len(texts) > 2
    set_apart = sum(_SET_APART_RE.match(text) is not None for text in texts)
    own = sum(
        more and len(text) <= _LONGEST_TITLE and not holds(text, _STOPS)
        for text, more in zip(texts, has_text, strict=True)
    )
    # Titles on lines of their own, but for some: those may hold a comma, too.
    lined = own + set_apart >= _MOST * len(texts) and own > _FEWEST_OWN
    apart = set_apart * 2 >= len(texts) or lined
    return [
        _cut(text, more=more, apart=apart, stop=match.end() if match and titled else 0, lined=lined)
        for text, more, match in zip(texts, has_text, stopped, strict=True)
    ]


def _cut(text: str, *, more: bool, apart: bool, stop: int, lined: bool) -> Cut:
    if not text:
        return Cut(0, 0, HeadingStyle.NONE)
    if bracket := _BRACKETED_RE.match(text):
        end = bracket.end()
        return Cut(end, end, HeadingStyle.RUN_IN if text[end:].strip(" \u3000") else HeadingStyle.DISPLAY)
    if apart and (title := _SET_APART_RE.match(text)):
        return Cut(title.end(), title.end(), HeadingStyle.RUN_IN, 0.9)
    if not holds(text, _STOPS + "，,") or (lined and more and not holds(text, _STOPS)):
        end = len(text)
        return Cut(end, end, HeadingStyle.DISPLAY if more and end <= _LONGEST_TITLE else HeadingStyle.SENTENCE)
    if stop:
        return Cut(stop, stop + 1, HeadingStyle.RUN_IN)
    first = re.search(r"[。；;！？]", text)
    end = first.start() if first else len(text.rstrip("：:"))
    return Cut(end, end + bool(first) if first else len(text), HeadingStyle.SENTENCE)
