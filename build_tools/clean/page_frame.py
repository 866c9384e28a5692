"""The page around a document: menus above its title, links and imprint below its end.

Takes blocks in order, each with the rule under which it was found to be furniture (None where it was not); gives
the places of further ones. A menu's entry looks like a heading, and only its place tells: above the title where
nothing but short lines stands, or below a button of the page where no sentence follows any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.hanzi.numerals import DATE_RE
from build_tools.model.line import Block, Grid, Line

Marked = tuple[Block, str | None]

_LABEL_RE = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第[一二三四五六七八九十百0-9]{1,4}[编章节条部]"
    r"|[0-9]{1,2}[.．、](?![0-9])|[①-⑳]|——|[0-9]{1,2}(?:\.[0-9]{1,2})?[ \u3000]"
)
# Lines that open a part of a document, however short they are.
_PART_RE = re.compile(
    r"附[件表录图註注錄]|专[栏欄]|[表图][ ]?[0-9]|注[:：]|目[ \u3000]*[录錄]|[前序][ \u3000]*言|抄送|报送|主送"
)
# The name of a file to fetch belongs to the document and yet says nothing of where its text ends.
_DOWNLOAD_RE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|ceb)\b|^(?:相关附件|附件下载)", re.IGNORECASE)
_NUMBER_RE = re.compile(
    r"[（(〔\[［【﹝][ ]?(?:19|20)[0-9]{2}[ ]?[）)〕\]］】﹞][ ]?第?[ ]?[0-9]{1,5}[ ]?[号號]"
    r"|第[ ]?[0-9]{1,5}[ ]?[号號]$"
)
_TITLE_RE = re.compile(
    r"(?:规划|纲要|计划|方案|意见|办法|措施|条例|规定|决定|预案|细则|要点|清单|目录|举措|行动|章程|规则|标准|指南|导则|通知|通告|公告|函|批复|若干"
    r"|政策|战略|報告|报告|綱要|計劃|計畫|規劃|條例|規定|決定|細則|要點|辦法|藍圖|白皮书|白皮書)[”》]?(?:[（(][^（）()]{1,40}[）)])*"
    r"(?:的(?:通知|函|决定|意见|通告|公告|批复))?$"
)
# The first line of a title that goes on below: 某某市人民政府关于印发
_TITLE_HEAD_RE = re.compile(r"关于(?:印发|发布|公布|转发|批转|下发|修订|修改|进一步|加快|推进|开展)?|《.{4,}|文件$|令$")
# 政府信息公开指南: a menu's entry that ends like a title.
_GENERIC_RE = re.compile(
    r"(?:政府|信息|政务|政策|法规|人事|重点领域|财政|工作|部门|公开|文件|规范性|规划|通知)*"
    r"(?:指南|目录|公告|通知|报告|规定|制度|规划|计划|清单|标准|政策)"
)
_IMPRINT_RE = re.compile(
    r"(?:主办|承办|协办|主管|技术支持|运行维护|维护|运维|联系电话|电话|值班电话|传真|地址|邮编|邮政编码|邮箱|电子邮箱)"
    r"(?:单位|方)?[ \u3000]*[:：]"
    r"|Copyright|©|All Rights|(?:网站地图|联系我们|关于我们|隐私声明|使用帮助)"
)
_CLOSES_RE = re.compile(r"[。；;]$")
_CONTROLS = frozenset({"page-controls", "editor-credit", "site-notice", "app-promotion", "related-links"})
_PAGE_RULES = _CONTROLS | {"breadcrumb", "page-data"}
_LONGEST_ENTRY = 60
# So many short lines above a title are a menu; fewer may be the document's own (a cover, a standard's numbers).
_FEWEST_ENTRIES = 6
_SHORT_ENTRY = 8
_MENU_RE = re.compile(
    r"^(?:网站)?首[ \u3000]*页$|^登[录錄]|^注册|无障碍|長者|长者|关怀版|老年版|^(?:简|繁)[体體]|^English$"
    r"|门户网站|政府网站?$|^搜索|^热搜|^今天是"
    r"|^(?:政务|政府信息|信息)公开$|^(?:政务|办事)服务$"
    r"|^(?:互动交流|政民互动|新闻中心|要闻动态|网站地图|收藏本站|设为首页|加入收藏)"
)
_FEWEST_SENTENCES = 3


def find_frame(blocks: Sequence[Marked], *, web: bool) -> set[int]:
    """Return the places of the lines above a document's title and below its end that are the page's.

    Args:
        blocks: the blocks with the rule that takes each away, None for those that stay so far.
        web: the page is known to have menus; fewer lines above the title are then enough.
    """
    web = web or any(rule in _PAGE_RULES for _, rule in blocks)
    return _find_head(blocks, web=web) | _find_tail(blocks, web=web)


def _find_head(blocks: Sequence[Marked], *, web: bool) -> set[int]:
    open_lines: list[tuple[int, Line]] = []
    for at, (block, rule) in enumerate(blocks):
        if rule is not None:
            continue
        if not isinstance(block, Line) or _is_text(block):
            break
        open_lines.append((at, block))
    else:
        return set()
    first = next((n for n, (_, line) in enumerate(open_lines) if _is_title(line)), None)
    if first is None:
        return set()
    if _is_number(open_lines[first][1].text):
        # What stands directly above a document's number is its title, whatever its words.
        while first and len(open_lines[first - 1][1].text) >= _SHORT_ENTRY:
            first -= 1
    at, line = open_lines[first]
    if first and line.text.startswith(("关于", "印发", "转发")) and open_lines[first - 1][0] == at - 1:
        first -= 1  # 某某市人民政府 above 关于印发…的通知 is a part of the title
    above = open_lines[:first]
    # A link between the title and the text leads away, an annex's name excepted.
    links = {at for at, line in open_lines[first:] if line.hints.linked and not _opens_part(line)}
    if any(
        (_opens_part(line) and not line.hints.linked) or (line.hints.centered and len(line.text) > _SHORT_ENTRY)
        for _, line in above
    ):
        return links
    menus = sum(_MENU_RE.search(line.text) is not None for _, line in above)
    short = sum(len(line.text) <= _SHORT_ENTRY for _, line in above)
    if not ((menus and (web or len(above) > menus)) or (web and len(above) > 1) or short >= _FEWEST_ENTRIES):
        return links
    return links | {at for at, line in above if len(line.text) <= _LONGEST_ENTRY}


def _find_tail(blocks: Sequence[Marked], *, web: bool) -> set[int]:
    text_before = 0
    last = -1
    # The name of an annex may well be a link; a menu's entry is hardly called 附件.
    for at, (block, rule) in enumerate(blocks):
        if rule is None and (isinstance(block, Grid) or _is_text(block) or _opens_part(block)) and not _is_file(block):
            last = at
            text_before += isinstance(block, Line) and _CLOSES_RE.search(block.text) is not None
    if text_before < _FEWEST_SENTENCES:
        return set()
    marker = next((at for at in range(last + 1, len(blocks)) if blocks[at][1] in _CONTROLS), None)
    if marker is None:
        marker = _find_imprint(blocks, last + 1) if web else None
    if marker is None:
        return set()
    return {
        at
        for at in range(marker, len(blocks))
        if blocks[at][1] is None
        and not _is_file(blocks[at][0])
        and len(getattr(blocks[at][0], "text", "")) <= 2 * _LONGEST_ENTRY
    }


def _find_imprint(blocks: Sequence[Marked], start: int) -> int | None:
    """Where a site's imprint begins, whose lines all name who runs the site: 主办单位：…, 联系电话：…."""
    lines = [(at, block) for at, (block, rule) in enumerate(blocks) if at >= start and rule is None]
    first = next(
        (n for n, (_, line) in enumerate(lines) if isinstance(line, Line) and _IMPRINT_RE.match(line.text)), None
    )
    if first is None or not all(isinstance(line, Line) and _IMPRINT_RE.match(line.text) for _, line in lines[first:]):
        return None
    return lines[first][0] if len(lines) - first >= 2 else None


def _is_file(block: Block) -> bool:
    return isinstance(block, Line) and _DOWNLOAD_RE.search(block.text) is not None


def _is_text(line: Block) -> bool:
    """Whether a line is a document's own beyond doubt: a sentence, a salutation or a numbered division."""
    if not isinstance(line, Line) or line.hints.linked:
        return False
    text = line.text
    if _LABEL_RE.match(text):
        return True
    if _CLOSES_RE.search(text) and len(text) >= 12:
        return True
    return (text.count("。") + text.count("，") >= 2 and len(text) > _LONGEST_ENTRY) or (
        text.endswith(("：", ":")) and len(text) >= 10
    )


def _opens_part(line: Block) -> bool:
    if not isinstance(line, Line):
        return False
    bare = line.text.strip("（）() ")
    return _PART_RE.match(line.text) is not None or (len(bare) <= 22 and DATE_RE.fullmatch(bare) is not None)


def _is_number(text: str) -> bool:
    return len(text) <= 30 and _NUMBER_RE.search(text) is not None and _TITLE_RE.search(text) is None


def _is_title(line: Line) -> bool:
    text = line.text
    if line.hints.linked or len(text) > 120:
        return False
    if _NUMBER_RE.search(text):
        return True
    if _GENERIC_RE.fullmatch(text):
        return False
    if _TITLE_RE.search(text):
        return len(text) >= 6 and "|" not in text and "｜" not in text
    return len(text) >= 6 and (_TITLE_HEAD_RE.search(text) is not None or (line.hints.level > 0 and len(text) >= 10))
