"""Sentences that open and name a paragraph without a number: 产业规模持续扩大。2016-2020年，….

Takes sibling paragraphs; gives the length of each one's lead sentence, 0 where it has none. One short sentence
proves little; that the neighbours open in the same way does.
"""

from build_tools.parse.headings import first_stop

# A lead among leads may have two parts; one that stands alone has to be a bare phrase.
_LONGEST_AMONG_LEADS = 26
_LONGEST_ALONE = 10
# What follows a lead has so many characters at least; where most siblings have one, also a short sentence.
_SHORTEST_BODY, _SHORTEST_AMONG_LEADS = 11, 5
_NOT_LEAD_OPENINGS = tuple("到20 到“ 根据 按照 为了 为进 为贯 截至 目前 当前 同时 此外 其中 一是 现将 特此 20".split())


def find_leads(texts: list[str]) -> list[int]:
    """Return for each of some sibling paragraphs, in order, how long its lead is (its stop included)."""
    candidates = [_candidate(text, _SHORTEST_BODY) for text in texts]
    if 2 * sum(map(bool, candidates)) > len(texts):
        candidates = [_candidate(text, _SHORTEST_AMONG_LEADS) for text in texts]
    leads: list[int] = []
    for index, length in enumerate(candidates):
        near = [candidates[other] for other in (index - 1, index + 1) if 0 <= other < len(candidates)]
        among = any(other and abs(other - length) <= 12 for other in near)
        # Several short sentences in one paragraph are leads of their own: 强化部门协调。… 强化多方联动。…
        alone = 0 < length - 1 <= _LONGEST_ALONE and not any(mark in texts[index][:length] for mark in "，,、：")
        leads.append(length if length and (among or alone) else 0)
    return leads


def _candidate(text: str, shortest: int) -> int:
    stop = first_stop(text[:80])
    if stop is None or text[stop] != "。" or not 2 <= stop <= _LONGEST_AMONG_LEADS:
        return 0
    if len(text) - stop - 1 < shortest or text.startswith(_NOT_LEAD_OPENINGS) or text[0] in "（(——":
        return 0
    return stop + 1
