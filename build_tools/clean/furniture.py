"""Lines that belong to the page and not to the document: dropped, and what they tell is kept as facts.

Takes blocks, gives those that stay. A rule states how pages are furnished anywhere (a breadcrumb, an editor's
credit, a share bar), never what one site writes; each drop carries the rule's name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.clean.guard import WORDLESS, find_document, opens_with_label
from build_tools.clean.label_lines import mark_label_lines
from build_tools.clean.lines import LineSink
from build_tools.clean.page_data import (
    ADDRESS_RE,
    INLINE_DATA_RE,
    LABELS,
    PageFacts,
    is_data_block,
    is_data_line,
    is_stamp,
    note_line,
    take_data_block,
)
from build_tools.clean.page_frame import find_frame
from build_tools.model.line import Block, Grid, Line

_CREDIT_RE = re.compile(
    r"^[（(【\[]?\s*(?:责任编辑|值班编辑|责编|编辑|审核|校对|校审|记者|作者|编审|监制|美编|文章来源|稿件来源|信息来源|供稿)\s*[:：][^。]{0,40}[）)】\]]?$"
)
_BREADCRUMB_RE = re.compile(
    r"^(?:您)?(?:的)?(?:当前|现在|所在|所处)?的?(?:位置|栏目)\s*[:：]|^(?:首页|主页)\s*(?:[>＞»/›]|-\s)"
)
_SHARE_RE = re.compile(
    r"^(?:分享到?|一键分享|转发|收藏|打印本页|关闭窗口|返回顶部|返回首页|上一篇|下一篇|相关链接|相关阅读|相关新闻|相关稿件|热点推荐|推荐阅读|延伸阅读)\s*(?:[:：].{0,60})?$"
)
# 政策解读, 【相关文件】: the heading of a list of links, alone on its line.
_RELATED_HEAD_RE = re.compile(
    r"^[【\[]?(?:"
    r"(?:相关|关联|政策|文件|图文|图片|媒体|专家|部门)(?:解读|文件|政策|文档|文章|稿件|新闻|报道|内容|推荐|问答|咨询|图解)"
    r"|解读材料|解读回应|往期(?:推荐|回顾)|推荐阅读|猜你喜欢)[】\]]?[:：]?(?:[ ]?更多.{0,3})?$"
)
_RELATED_RE = re.compile(
    r"^(?:相关|推荐|延伸|热点|热门|最新|更多|猜你)(?:阅读|链接|新闻|稿件|推荐|文章|资讯|报道|解读|文件|政策|信息|内容|喜欢)"
)
_BUTTONS_RE = re.compile(
    r"^(?:[【\[（(]?+\s*+(?:字体|字号|大|中|小|打印|打印本页|关闭|关闭窗口|收藏|纠错|分享|复制链接|语音播报|朗读|听全文|缩小字体|放大字体|转发|点赞|在看|评论|阅读原文|END|返回|返回列表|返回顶部|下载|我要纠错|加入收藏|A\+|A-|微信|微博|QQ空间|Word下载|PDF下载)\s*+[:：]?+[】\]）)]?+[\s|｜/、]*+){1,9}[0-9]{0,6}$"
)
# How far the paper itself may go, set below the text by the office that prints it.
_PUBLICITY_RE = re.compile(r"^[（(]此(?:件|文)(?:主动|依申请|不予)?(?:公开|删减)[^（）()]{0,6}[）)]$")
# 共 20 页 上一页 下一页 跳转到
_PAGER_RE = re.compile(
    r"^(?:共[ ]?[0-9]+[ ]?[页条][ ]?.{0,40})?(?:首页[ |]*)?(?:上一页|下一页|尾页|末页|跳转到?)(?:[ |]|$)"
)
# An entry in a list of articles: a link with a date behind it.
_DATED_LINK_RE = re.compile(
    r"[^0-9年][ \u00a0]*[\[（(]?(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[\]）)]?$"
)
_PAGE_NUMBER_RE = re.compile(
    r"^(?:[-—–－·]+[ \u3000]*[0-9]{1,4}[ \u3000]*[-—–－·]+|第[ ]?[0-9]{1,4}[ ]?页(?:[，,/ ]*共[ ]?[0-9]{1,4}[ ]?页)?)$"
)
# The number of a front page, glued to the title when a PDF was turned into text.
_GLUED_PAGE_NUMBER_RE = re.compile(r"^[IVX\u2160-\u216b]{1,4}(?=[\u4e00-\u9fff]{4})")
_APP_RE = re.compile(
    r"扫一扫|扫码|点击.{0,6}(?:蓝字|关注我们|名片)|(?:长按|识别).{0,8}二维码|扫描(?:上方|下方|左侧|右侧)?二维码|下载.{0,8}客户端"
    r"|关注.{0,12}(?:公众号|微信)|尽在.{0,12}(?:APP|App|app|客户端)|手机打开当前页"
)
_RIGHTS_RE = re.compile(r"版权所有|©|All Rights Reserved|ICP备|公网安备|网站标识码")
# What only a page says of the text that it holds.
_ABOUT_TEXT_RE = re.compile(r"本文正文由脚本|仅供检索查阅|不适用著作权法")
# Words that plans of e-government use in sentences of their own.
_WEAK_RIGHTS_RE = re.compile(
    r"备案号|主办[:：].{0,30}承办|网站地图|免责声明|(?:不代表|仅供).{0,20}(?:观点|参考|立场)"
    r"|(?:建议|最佳).{0,12}(?:浏览|分辨率)|浏览器.{0,30}(?:版本|分辨率)"
)
_SITE_SPEAKS_RE = re.compile(
    r"^[（(【\[]?(?:本网|本站|网站|声明|免责|版权|以上|平台|特别|为确保|为了|建议|凡|本文|注[:：])"
)
# What services that turn pages into Markdown write above the text.
_SERVICE_RE = re.compile(
    r"^(?:URL Source|Published Time|Markdown Content|Source URL|Warning|Images?|Links/Buttons)[ ]?:"
)
_SERVICE_TITLE_RE = re.compile(r"^Title: ")
_RULE_RE = re.compile(r"^(?:[-=_*~][ ]?){3,}$")
_LIST_DATE_RE = re.compile(r"[\[（(]?(?:(?:19|20)?[0-9]{2}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}日?[\]）)]?")
# A site's own statement, its menu in a row, and who runs it.
_IMPRINT_RE = re.compile(
    r"^(?:平台|特别|网站|版权|本网|免责)声明[:：]|^[^ \u3000。]{2,24}主办[ \u3000|]+[^ \u3000。]{2,24}(?:承办|协办)$"
    r"|^(?=[^。]{0,100}(?:联系我们|关于我们|网站地图|网站声明|站点地图|法律声明|隐私|RSS))"
    r"[^。|｜]{2,12}(?:[ ]?[|｜][ ]?[^。|｜]{2,12}){2,}$"
    r"|^返回.{2,8}[，,]?查看更多$|^阅读[ ]*[(（]?[0-9]+[万)）+]*$"
)
_POSTED_RE = re.compile(r"^(?:发布于|发表于|IP属地)[:：]?[ ]?[\u4e00-\u9fff]{2,8}$")
_ORIGINAL_TITLE_RE = re.compile(r"^(?:原标题|原文标题|文件标题)\s*[:：]\s*|^Title: (?=.*[\u4e00-\u9fff])")
_TEXT_BEGINS_RE = re.compile(r"^(?:一、|第一[章节条]|[（(]一[）)]|1[.．、])")
_SITE_INVITES_RE = re.compile(r"^(?:请|欢迎|更多|海量|长按|点击|扫)|(?:公众号|客户端|APP|App|app)[”」』]?[。！]$")


def remove_furniture(blocks: list[Block], sink: LineSink) -> tuple[list[Block], dict[str, str]]:
    """Return the blocks that belong to the document, and the facts that the others told."""
    facts = PageFacts()
    marked: list[tuple[Block, str | None]] = []
    web = any(drop.rule in ("navigation", "controls") for drop in sink.drops)
    above_text = True
    below_related = False
    for block in blocks:
        above_text = above_text and not (isinstance(block, Line) and _TEXT_BEGINS_RE.match(block.text))
        if isinstance(block, Grid):
            marked.append((block, "page-data" if is_data_block(block) else None))
        elif (block.hints.linked and _DATED_LINK_RE.search(block.text) and not block.text.startswith("附")) or (
            below_related and (block.hints.linked or _LIST_DATE_RE.fullmatch(block.text))
        ):
            marked.append((block, "related-links"))
        else:
            below_related = (_RELATED_RE.match(block.text) or _RELATED_HEAD_RE.match(block.text)) is not None
            marked.append((block, _line_rule(block.text, above_text=above_text)))
    _mark_service_title(marked)
    noted = mark_label_lines(marked, LABELS, facts.note)
    document = find_document(blocks)
    for at in document:
        block, rule = marked[at]
        if rule and (isinstance(block, Grid) or rule not in WORDLESS):
            marked[at] = (block, None)
            noted.discard(at)
    frame = find_frame(marked, web=web).difference(document)
    kept: list[Block] = []
    for at, (block, rule) in enumerate(marked):
        rule = rule or ("site-frame" if at in frame else None)
        if isinstance(block, Grid):
            if rule:
                take_data_block(block, facts, sink)
            else:
                kept.append(block)
        elif rule:
            if rule != "site-frame" and at not in noted:
                note_line(block.text, facts)
            sink.drop(block.passage, rule)
        elif at in document:
            kept.append(block)
        elif (line := _strip_prefix(block, facts, sink, first=not kept)) is not None:
            kept.append(line)
    return kept, facts.found


def _mark_service_title(marked: list[tuple[Block, str | None]]) -> None:
    """Mark a service's own line `Title: …` where the title stands again on the page."""
    texts = {block.text for block, _ in marked if isinstance(block, Line)}
    for at, (block, rule) in enumerate(marked[:3]):
        if rule is None and isinstance(block, Line) and (label := _SERVICE_TITLE_RE.match(block.text)):
            if block.text[label.end() :] in texts:
                marked[at] = (block, "page-data")
            return


def _line_rule(text: str, *, above_text: bool) -> str | None:
    """Return the rule under which a whole line is furniture, None where it is not."""
    if len(text) > 200:
        return None
    if _BREADCRUMB_RE.match(text):
        return "breadcrumb"
    if _RULE_RE.match(text):
        return "markup"
    if above_text and (_SERVICE_RE.match(text) or _POSTED_RE.match(text) or is_stamp(text)):
        return "page-data"
    if _CREDIT_RE.match(text):
        return "editor-credit"
    if _PAGE_NUMBER_RE.match(text):
        return "page-number"
    if _PUBLICITY_RE.match(text):
        return "publicity-mark"
    if _SHARE_RE.match(text) or _BUTTONS_RE.match(text) or _PAGER_RE.match(text):
        return "page-controls"
    if _RELATED_HEAD_RE.match(text):
        return "related-links"
    if ADDRESS_RE.match(text):
        return "link-address"
    speaks = opens_with_label(text) or text.endswith(("。", "；"))
    site_speaks = not speaks or _SITE_SPEAKS_RE.match(text) is not None
    if _IMPRINT_RE.match(text) or _ABOUT_TEXT_RE.search(text) or (_RIGHTS_RE.search(text) and site_speaks):
        return "site-notice"
    if _WEAK_RIGHTS_RE.search(text) and site_speaks:
        return "site-notice"
    if len(text) <= 60 and _APP_RE.search(text) and not (speaks and not _SITE_INVITES_RE.search(text)):
        return "app-promotion"
    return "page-data" if is_data_line(text, above_text=above_text) else None


def _strip_prefix(line: Line, facts: PageFacts, sink: LineSink, *, first: bool) -> Line | None:
    """Return the line without page data glued to its front."""
    text = line.text
    if title := _ORIGINAL_TITLE_RE.match(text):
        sink.drop(line.passage[: title.end()], "page-data")
        return replace(line, passage=line.passage[title.end() :], hints=replace(line.hints, accents=()))
    if first and (number := _GLUED_PAGE_NUMBER_RE.match(text)):
        sink.drop(line.passage[: number.end()], "page-number")
        return line.cut(number.end(), len(text))
    if data := INLINE_DATA_RE.match(text):
        note_line(data[0].strip("（）() "), facts)
        sink.drop(line.passage[: data.end()], "page-data")
        rest = line.passage[data.end() :]
        return replace(line, passage=rest, hints=replace(line.hints, accents=())) if rest else None
    return line
