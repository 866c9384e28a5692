"""Lines that belong to the page and not to the document: dropped, and what they tell is kept as facts.

Takes blocks, gives those that stay. A rule states how pages are furnished anywhere (a breadcrumb, an editor's
credit, a share bar), never what one site writes; each drop carries the rule's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from build_tools.clean.label_lines import mark_label_lines
from build_tools.clean.lines import LineSink
from build_tools.clean.page_frame import find_frame
from build_tools.hanzi.numerals import read_date
from build_tools.model.line import Block, Grid, Line

# Labels of a page's data block, and the fact that each one carries ("" where it is of no use to readers).
_LABELS = {
    "索引号": "index_number",
    "索取号": "index_number",
    "信息索引号": "index_number",
    "主题分类": "",
    "主题词": "",
    "公文种类": "",
    "体裁分类": "",
    "信息分类": "",
    "分类": "",
    "组配分类": "",
    "服务对象": "",
    "公开范围": "",
    "公开类别": "",
    "公开形式": "",
    "公开方式": "",
    "公开属性": "",
    "公开时限": "",
    "时效性": "",
    "有效性": "",
    "有效期": "",
    "效力状态": "",
    "状态": "",
    "层级": "",
    "类型": "",
    "阅读次数": "",
    "浏览次数": "",
    "浏览": "",
    "阅读": "",
    "分享": "",
    "分享到": "",
    "浏览量": "",
    "点击数": "",
    "点击量": "",
    "访问量": "",
    "字体": "",
    "字号": "",
    "字体大小": "",
    "视力保护色": "",
    "保护视力色": "",
    "打印": "",
    "作者": "",
    "编辑": "",
    "责任编辑": "",
    "责编": "",
    "值班编辑": "",
    "审核": "",
    "校对": "",
    "文章来源": "source",
    "信息来源": "source",
    "稿件来源": "source",
    "来源": "source",
    "发布机构": "publisher",
    "发布单位": "publisher",
    "发文机关": "issuer",
    "发文机构": "issuer",
    "发文单位": "issuer",
    "制发机关": "issuer",
    "文号": "doc_number",
    "发文字号": "doc_number",
    "标题": "title",
    "名称": "title",
    "信息名称": "title",
    "成文日期": "date_signed",
    "发文日期": "date_signed",
    "生成日期": "date_signed",
    "印发日期": "date_signed",
    "签发日期": "date_signed",
    "生效日期": "",
    "实施日期": "",
    "废止日期": "",
    "发布日期": "date_published",
    "发布时间": "date_published",
    "公开日期": "date_published",
    "公开时间": "date_published",
    "日期": "date_published",
    "时间": "date_published",
    "原文链接": "source_url",
    "原文地址": "source_url",
    "官方链接": "source_url",
    "链接": "source_url",
    "网址": "source_url",
    "本文地址": "source_url",
    "本文链接": "source_url",
}
_ENGLISH_LABELS = {
    "title": "title",
    "date": "date_published",
    "published": "date_published",
    "author": "source",
    "source": "source",
    "url": "source_url",
    "source_url": "source_url",
    "link": "source_url",
}
_LABEL_ALTERNATIVES = "|".join(
    r"[ \u3000\u00a0]*".join(map(re.escape, label)) for label in sorted(_LABELS, key=len, reverse=True)
)
_LABELLED_RE = re.compile(rf"(?:^|(?<=[\s（(【\[|｜；;，,]))({_LABEL_ALTERNATIVES})[ \u3000]*[:：]")
_GLUED_LABEL_RE = re.compile(rf"({_LABEL_ALTERNATIVES})[ \u3000]*[:：]")
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
_RIGHTS_RE = re.compile(
    r"版权所有|©|All Rights Reserved|ICP备|公网安备|网站标识码|本文正文由脚本|仅供检索查阅|不适用著作权法"
)
# Words that plans of e-government use in sentences of their own.
_WEAK_RIGHTS_RE = re.compile(
    r"备案号|主办[:：].{0,30}承办|网站地图|免责声明|(?:不代表|仅供).{0,20}(?:观点|参考|立场)"
    r"|(?:建议|最佳).{0,12}(?:浏览|分辨率)|浏览器.{0,30}(?:版本|分辨率)"
)
_SITE_SPEAKS_RE = re.compile(
    r"^[（(【\[]?(?:本网|本站|网站|声明|免责|版权|以上|平台|特别|为确保|为了|建议|凡|本文|注[:：])"
)
# A date with a time of day is a page's: 2023-05-22 09:12. So is one in figures alone on its line.
_STAMP_RE = re.compile(
    r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ \u3000\u00a0]*"
    r"(?:[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
)
_LONGEST_BESIDE_STAMP = 24
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
_ADDRESS_RE = re.compile(r"^(?:https?|ftp)://\S+$")
_ORIGINAL_TITLE_RE = re.compile(r"^(?:原标题|原文标题|文件标题)\s*[:：]\s*|^Title: (?=.*[\u4e00-\u9fff])")
_INLINE_DATA_RE = re.compile(rf"^[（(]\s*(?:{_LABEL_ALTERNATIVES})[ \u3000]*[:：][^（）()]{{0,80}}[）)]\s*")
_URL_RE = re.compile(r"https?://[^\s<>\"'）)」》，。；]+")
# Words that documents use for their own ends as well: alone on a line they are page data only above the text.
_AMBIGUOUS_LABELS = frozenset(
    "来源 作者 编辑 审核 校对 标题 名称 类型 分类 状态 层级 字号 字体 链接 日期 时间 有效期".split()
)
_TEXT_BEGINS_RE = re.compile(r"^(?:一、|第一[章节条]|[（(]一[）)]|1[.．、])")
_LABEL_OPENS_RE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第[一二三四五六七八九十百]{1,4}[章节条]|[0-9]{1,2}[.．、]|[①-⑳]|——"
)
_SITE_INVITES_RE = re.compile(r"^(?:请|欢迎|更多|海量|长按|点击|扫)|(?:公众号|客户端|APP|App|app)[”」』]?[。！]$")
_LONGEST_VALUE = 50
_DECISIVE_LABELS = frozenset({"索引号", "索取号", "信息索引号"})


@dataclass
class Furniture:
    """What was taken out of a page: `facts` by name, the first of each name."""

    facts: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, value: str) -> None:
        """Keep the first value that a page gives for a fact."""
        if name == "source" and _ADDRESS_RE.match(value.strip()):
            name = "source_url"
        value = value.strip(" \t\u3000\u00a0|｜;；,，")
        if name.startswith("date"):
            value = read_date(value) or ""
        if name and value:
            self.facts.setdefault(name, value)


def remove_furniture(blocks: list[Block], sink: LineSink) -> tuple[list[Block], dict[str, str]]:
    """Return the blocks that belong to the document, and the facts that the others told."""
    furniture = Furniture()
    marked: list[tuple[Block, str | None]] = []
    web = any(drop.rule in ("navigation", "controls") for drop in sink.drops)
    above_text = True
    below_related = False
    for block in blocks:
        above_text = above_text and not (isinstance(block, Line) and _TEXT_BEGINS_RE.match(block.text))
        if isinstance(block, Grid):
            marked.append((block, "page-data" if _is_data_block(block) else None))
        elif (block.hints.linked and _DATED_LINK_RE.search(block.text) and not block.text.startswith("附")) or (
            below_related and (block.hints.linked or _LIST_DATE_RE.fullmatch(block.text))
        ):
            marked.append((block, "related-links"))
        else:
            below_related = (_RELATED_RE.match(block.text) or _RELATED_HEAD_RE.match(block.text)) is not None
            marked.append((block, _line_rule(block.text, above_text=above_text)))
    _mark_service_title(marked)
    noted = mark_label_lines(marked, _LABELS, furniture.note)
    frame = find_frame(marked, web=web)
    kept: list[Block] = []
    for at, (block, rule) in enumerate(marked):
        rule = rule or ("site-frame" if at in frame else None)
        if isinstance(block, Grid):
            if rule:
                _take_grid(block, furniture, sink)
            else:
                kept.append(block)
        elif rule:
            if rule != "site-frame" and at not in noted:
                _note_line(block.text, furniture)
            sink.drop(block.passage, rule)
        elif (line := _strip_prefix(block, furniture, sink, first=not kept)) is not None:
            kept.append(line)
    return kept, furniture.facts


def _mark_service_title(marked: list[tuple[Block, str | None]]) -> None:
    """Mark a service's own line `Title: …` where the title stands again on the page."""
    texts = {block.text for block, _ in marked if isinstance(block, Line)}
    for at, (block, rule) in enumerate(marked[:3]):
        if rule is None and isinstance(block, Line) and (label := _SERVICE_TITLE_RE.match(block.text)):
            if block.text[label.end() :] in texts:
                marked[at] = (block, "page-data")
            return


def read_labelled_facts(pairs: dict[str, str]) -> dict[str, str]:
    """Return the facts among labelled values, as in a front matter; unknown labels are passed over."""
    furniture = Furniture()
    for label, value in pairs.items():
        furniture.note(_LABELS.get(label, _ENGLISH_LABELS.get(label.lower(), "")), value)
    return furniture.facts


def _line_rule(text: str, *, above_text: bool) -> str | None:
    """Return the rule under which a whole line is furniture, None where it is not."""
    if len(text) > 200:
        return None
    if _BREADCRUMB_RE.match(text):
        return "breadcrumb"
    if _RULE_RE.match(text):
        return "markup"
    if above_text and (_SERVICE_RE.match(text) or _POSTED_RE.match(text) or _is_stamp(text)):
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
    if _ADDRESS_RE.match(text):
        return "link-address"
    speaks = _LABEL_OPENS_RE.match(text) is not None or text.endswith(("。", "；"))
    if _RIGHTS_RE.search(text) or _IMPRINT_RE.match(text):
        return "site-notice"
    if _WEAK_RIGHTS_RE.search(text) and (not speaks or _SITE_SPEAKS_RE.match(text)):
        return "site-notice"
    if len(text) <= 60 and _APP_RE.search(text) and not (speaks and not _SITE_INVITES_RE.search(text)):
        return "app-promotion"
    return "page-data" if _is_data_line(text, above_text=above_text) else None


def _find_labels(text: str) -> list[re.Match[str]]:
    """The labels of a line; those glued to the value before them only where the line opens with a label."""
    labels = list(_LABELLED_RE.finditer(text))
    if not labels or labels[0].start():
        return labels
    glued = list(_GLUED_LABEL_RE.finditer(text))
    return glued if len(glued) > max(2, len(labels)) else labels


def _is_data_line(text: str, *, above_text: bool) -> bool:
    """Whether a line consists of labelled page data: 来源：… 发布日期：…."""
    labels = _find_labels(text)
    if not labels or text[: labels[0].start()].strip(" （(【[\u3000"):
        return False
    if _is_address(labels[0], text):
        return True  # 原文链接： with nothing but an address, however long, says where a reprint is from
    if text.endswith(("。", "；")) or len(text) > 120 or _INLINE_DATA_RE.match(text):
        return False
    if text.endswith(("：", ":")) and labels[-1].end() != len(text):
        return False
    ends = [*(label.start() for label in labels[1:]), len(text)]
    if any(end - label.end() > _LONGEST_VALUE for label, end in zip(labels, ends, strict=True)):
        return False
    # One label alone may open a sentence of the document (来源：… in a table note); a short line may not.
    if len(labels) > 1:
        return True
    return len(text) <= 60 and (above_text or labels[0][1] not in _AMBIGUOUS_LABELS)


def _is_address(label: re.Match[str], text: str) -> bool:
    value = text[label.end() :].strip(" \u3000)）】]")
    return _name_fact(label) == "source_url" and _URL_RE.fullmatch(value) is not None


def _name_fact(label: re.Match[str]) -> str:
    return _LABELS[re.sub(r"[ \u3000\u00a0]", "", label[1])]


def _is_stamp(text: str) -> bool:
    """Whether a line is the moment when a page went online, perhaps beside the name of its source."""
    stamp = _STAMP_RE.search(text)
    if stamp is None or len(text) - len(stamp[0]) > _LONGEST_BESIDE_STAMP or text.endswith(("。", "）", ")")):
        return False
    return ":" in stamp[0] or "：" in stamp[0] or (stamp[0] == text and "年" not in text)


def _note_line(text: str, furniture: Furniture) -> None:
    if _is_stamp(text):
        furniture.note("date_published", text)
    labels = _find_labels(text)
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        name = _name_fact(label)
        value = text[label.end() : end]
        if name == "source_url" and (url := _URL_RE.search(value)):
            value = url[0]
        if not value.strip(" \u3000)）】]"):
            continue
        furniture.note(name, value.strip(" )）】]"))


def _strip_prefix(line: Line, furniture: Furniture, sink: LineSink, *, first: bool) -> Line | None:
    """Return the line without page data glued to its front."""
    text = line.text
    if title := _ORIGINAL_TITLE_RE.match(text):
        sink.drop(line.passage[: title.end()], "page-data")
        return replace(line, passage=line.passage[title.end() :], hints=replace(line.hints, accents=()))
    if first and (number := _GLUED_PAGE_NUMBER_RE.match(text)):
        sink.drop(line.passage[: number.end()], "page-number")
        return line.cut(number.end(), len(text))
    if data := _INLINE_DATA_RE.match(text):
        _note_line(data[0].strip("（）() "), furniture)
        sink.drop(line.passage[: data.end()], "page-data")
        rest = line.passage[data.end() :]
        return replace(line, passage=rest, hints=replace(line.hints, accents=())) if rest else None
    return line


def _is_data_block(grid: Grid) -> bool:
    """Whether a drawn table is the portal's data block: labels of our list in its cells."""
    texts = ["".join(line.text for line in cell.lines) for row in grid.rows for cell in row]
    labels = [
        re.sub(r"[ \u3000\u00a0]", "", text).rstrip("：:") for text in texts if text.rstrip().endswith(("：", ":"))
    ]
    labels.extend(_unmarked_labels(grid))
    known = [label for label in labels if label in _LABELS]
    joined = [text for text in texts if _LABELLED_RE.match(text) and len(text) < 120]
    return (
        bool(_DECISIVE_LABELS.intersection(known))
        or len(known) + len(joined) >= 3
        or (len(known) == 1 and len(texts) <= 4 and len([text for text in texts if text]) <= 2)
    )


def _unmarked_labels(grid: Grid) -> list[str]:
    """Labels without a colon in a table that pairs each with the value beside it, over several rows."""
    found: list[str] = []
    rows = 0
    for row in grid.rows:
        texts = [re.sub(r"[ \u3000\u00a0]", "", "".join(line.text for line in cell.lines)) for cell in row]
        pairs = [(texts[at], texts[at + 1]) for at in range(0, len(texts) - 1, 2)]
        here = [label for label, value in pairs if label in _LABELS and value not in _LABELS]
        rows += bool(here) and len(here) == len(pairs)
        found.extend(here)
    return found if len(found) >= 3 and rows >= 2 and rows == len(grid.rows) else []


def _take_grid(grid: Grid, furniture: Furniture, sink: LineSink) -> None:
    for row in grid.rows:
        label = ""
        for cell in row:
            text = "".join(line.text for line in cell.lines)
            bare = re.sub(r"[ \u3000\u00a0]", "", text).rstrip("：:")
            if bare in _LABELS:
                label = _LABELS[bare]
            else:
                if label:
                    furniture.note(label, text)
                elif _LABELLED_RE.match(text):
                    _note_line(text, furniture)
                label = ""
            for line in cell.lines:
                sink.drop(line.passage, "page-data")
    if grid.caption is not None:
        sink.drop(grid.caption.passage, "page-data")
