"""Radicals that stand for the characters they look like.

PDF writers put ⼀ (U+2F00, a sign for an entry of a dictionary) where the page prints 一 (U+4E00): both share a glyph,
and the first code point that maps to it is written. Takes and gives texts of one length, character for character.

Sources: Kangxi radicals U+2F00-2FD5 by their compatibility decompositions (UnicodeData.txt); CJK radicals supplement
U+2E80-2EF3 by EquivalentUnifiedIdeograph.txt of the Unicode Character Database.
"""

import re
import unicodedata

_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# U+2E80 ⺀ has no equivalent, and U+2E9A is not assigned.
_SUPPLEMENT = dict(
    zip(
        (*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4)),
        "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵"
        "旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页"
        "风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_FOLDED = _KANGXI | _SUPPLEMENT
# Hardly any text has one, and looking for one costs a twentieth of translating.
_RADICAL_RE = re.compile("[\u2e81-\u2fd5]")


def fold_radicals(text: str) -> str:
    """Return the text with the character that each radical looks like in its place; offsets stay as they are."""
    return text.translate(_FOLDED) if _RADICAL_RE.search(text) else text
