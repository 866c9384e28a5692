"""How labels are printed: 一、, （一）, 第一章, 1., 附件1, 专栏1.

One place for what several rooms ask of a line before it is known what its label is worth; how the parser tells labels
apart, and weighs them, stands in parse/rungs.py. Takes single lines.
"""

import re

NUMERAL = "[一二三四五六七八九十]{1,3}"
"""Pattern of a number below a hundred, in characters."""
CLAUSE = f"[（(]{NUMERAL}[）)]"
"""Pattern of （一）."""
DIVISION = "第[ \u3000]?[一二三四五六七八九十百千零〇0-9]{1,7}[ \u3000]?[编編篇章节節条條]"
"""Pattern of 第一章, 第二十条."""
FORMAL = f"(?:{NUMERAL}、|{CLAUSE}|{DIVISION})"
"""Pattern of a label with a number in characters."""
FORMAL_RE = re.compile(FORMAL)
FIRST_LABEL_RE = re.compile(r"[一1][、．]|第[ ]?[一1][ ]?[编編章条條]|[（(]一[）)]|1[.．](?![0-9])")
POINT_RE = re.compile(r"(?P<n>[0-9０-９]{1,2})[ ]?[.．、][ \u3000]*+")
"""The label of a point, or of an entry in a list: 1., 2、."""
ENTRY_RE = re.compile(rf"[（(]?(?:[0-9０-９]{{1,2}}|{NUMERAL})[ ]?[）).．、]|附[件表录錄]")
"""An entry in a list of annexes begins so: 1.某表, （一）某表, 附件1：某表."""
ANNEX_RE = re.compile(
    r"附(?:[件表录圖图註注錄]|[ \u3000]{1,2}[件录錄](?=[ \u3000]*(?:[0-9A-H]|$)))[ \u3000]*+"
    r"(?:[0-9]{1,2}(?=(?:19|20)[0-9]{2}年)|[A-H\uff21-\uff28](?=[ \u3000:：（(]|$)"
    r"|(?:[0-9]{1,2}(?![0-9])|[一二三四五六七八九十]{0,2}))[ \u3000]*+[:：.、]?[ \u3000]*+"
)
"""The label of an annex; a year may be glued to its number, or, where it has none, to the label itself."""
BARE_LABEL_RE = re.compile(
    rf"[（(]?(?:[0-9a-z]{{1,3}}|{NUMERAL})(?:[）)][、.．]?|[、.．])|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}|[①-⑳]|[-–—·●•▪■]+"
    rf"|{DIVISION}|附[件表录][0-9一二三四五六七八九十]*[:：]?"
)
"""A label that stands alone: 1., (a), 1.1, 第一条, a bullet; a number without a sign counts rows."""
BESIDE_TABLE_RE = re.compile(r"附[件表录圖图錄]|专[栏欄]|[表图圖][ ]?[0-9]|[注註][:：]|(?:资料|数据)?来源[:：]")
"""What stands above or below a table, and in no cell of it: 附表2, 专栏3, 表1, 注：, 来源：."""

# How a caption says that its table goes on, and how many letters such a caption has at most.
_CONTINUED_RE, _LONGEST_CAPTION = re.compile("[续續]表|[（(][续續](?:表|[0-9一二三四五六七八九十]{0,2}[）)])"), 40
_LABEL_RE = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:[、．.]|[,，](?=[^,，。.；;：:]{2,30}$))|[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|第[ ]?[一二三四五六七八九十百千0-9]{1,5}[ ]?(?:[编編篇章节節条條]|部分(?=[ \u3000：:]|$))"
    r"|[0-9０-９]{1,2}(?:[ ]?[.．﹒、](?![0-9０-９])|(?:\.[0-9]{1,2}){1,3}[ \u3000]|\u3000+[\u4e00-\u9fff]{2})"
    r"|[A-H](?:[.．][0-9]{1,2}){1,3}[ \u3000]"
    r"|[①-⒛㈠-㈩]|[—─―]{2}(?=[^—─―-])|[【〖\[]?专[栏欄][ ]?[0-9一二三四五六七八九十：:]"
)


def opens_with_label(text: str) -> bool:
    """Whether a line opens with a label of one of the customary ladders."""
    return _LABEL_RE.match(text) is not None


def heads_annex(text: str) -> bool:
    """Whether a line opens with an annex's label and its number or colon: 附件1, 附表：."""
    label = ANNEX_RE.match(text)
    return label is not None and len(label[0].rstrip(" \u3000")) > len("附件")


def opens_box(text: str) -> bool:
    """Whether a line opens a box: 专栏1 ….

    What stands in its frame is text, however it looks.
    """
    return text.lstrip("【〖[").startswith(("专栏", "专欄", "專欄"))


def says_continued(text: str) -> bool:
    """Whether a line says that a table goes on: 续表1, 表1（续）, （续表）."""
    sign = _CONTINUED_RE.search(text) if len(text) <= _LONGEST_CAPTION else None
    return sign is not None and (sign.start() == 0 or text.startswith(("表", "附表")))
