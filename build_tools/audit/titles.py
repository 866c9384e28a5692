"""Doubts about a title: none, or words that are no document's title."""

import re
from collections.abc import Iterator
from itertools import pairwise

from build_tools.audit.outline import Audited, fold
from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.drafting import LETTER_ENDS, ends_title
from build_tools.hanzi.labels import heads_annex, opens_with_label
from build_tools.hanzi.punctuation import BRACKET_END_RE, keep_words
from build_tools.model.report import Diagnostic

# What kind of document a title ends with, or names somewhere.
_KIND_RE = re.compile(
    r"规划|项目库|計劃|計畫|规劃|規劃|计划|方案|意见|意見|办法|辦法|通知|决定|決定|决议|条例|條例|规定|規定|细则|細則|措施|纲要|綱要|行动|要[点點]|政策|报告"
    r"|標準|标准|预案|规则|規則|公告|目录|指南|清单|章程|规程|制度|批复|函|令|安排|任务|工程|建议|战略|准则|通则|法|蓝图|藍圖|议程|举措"
    r"|部署|要求|分工|指引|公报|通告|通报|通報|纪要|紀要|決議|请示|請示|答覆|讲话|说明|解释|答复|布局|路线图|规范|倡议|共识|协议|框架|试点|体系|机制|若干|基准|名录|大纲|设计|白皮书|导则|职责|年度|[纲綱][领領]"
)
_FILE_RE = re.compile(
    r"\.(?:pdf|docx?|wps|ofd|html?|aspx?|jsp|txt|md|json|xlsx?|zip)(?![a-z])|^[\x00-\x7f]+$", re.IGNORECASE
)
_NEWS_RE = re.compile(
    r"记者|新华社|本报|[日月]讯|[日社]电|通讯员|报道|发布会|图解|一图读懂|答记者问|政策解读|解读[》]?$|召开|举行|(?:印发|公布|出台)了?$|近日|日前"
)
_DATA_RE = re.compile(
    r"^(?:索\s*引\s*号|发文|文\s*号|主题|来源|发布|信息|成文|名\s*称|标\s*题|题\s*名|关键词|有效性|公文|浏览|字[体号]|分享|打印|首页|当前位置"
    r"|您|搜索|栏目|正文|目\s*录|基本信息|通知公告|政策文件|文档|附件下载|责任编辑|网站|版权)(?:[^》]{0,8}[:：]|[^》]{0,4}$)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[|｜>＞]|搜索热词|[:：]\s*$|人民政府网|门户网(?:站)?$"
)
_NUMBER_ONLY_RE = re.compile(
    r"^[\u4e00-\u9fff]{0,12}[（(〔\[【]?(?:19|20)[0-9]{2}[）)〕\]】]?第?[0-9]{1,4}号$|^第[0-9]+号$"
)
# 某某市人民政府关于推进…: a title that does not end on its line.
_BEGUN_RE = re.compile(r"(?=.{10})[^，。；：]{0,40}(?:关于|關於)[^，。；：》]{2,40}")
# A day, a number or counted readers are no words of a title.
_RECORD_RE = re.compile(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]\s?号[）)]?$|[:：]\s?[0-9.]+[万次]?$")
_SHORTEST, _LONGEST, _HEAD = 3, 100, 60
_PAIRS = ("（）", "()", "《》", "“”", "「」", "【】", "〔〕")
_ISSUED_RE = re.compile(r"(?:关于(?:印发|发布|公布|下发|颁布)|现将|關於(?:印發|發布))\s*[《]([^《》]{4,80})[》]")


def doubt_missing(audited: Audited) -> Iterator[Diagnostic]:
    """No title was found for a document."""
    if audited.plan_body and not audited.title:
        yield audited.doubt("title-missing")


def doubt_label(audited: Audited) -> Iterator[Diagnostic]:
    """The title is a heading of the text, a label or a body's name."""
    title = audited.title
    heading = any(fold(title) == fold(item.heading) for item in audited.items if item.kind != "annex")
    if title and (
        opens_with_label(title) or heads_annex(title) or heading or is_body(title) or title in audited.issuers
    ):
        yield audited.doubt("title-is-label", title)


def doubt_file_name(audited: Audited) -> Iterator[Diagnostic]:
    """The title is a file's name."""
    if audited.title and _FILE_RE.search(audited.title):
        yield audited.doubt("title-is-file-name", audited.title)


def doubt_news(audited: Audited) -> Iterator[Diagnostic]:
    """The title tells news of a document."""
    if _NEWS_RE.search(audited.title) and not audited.title.endswith((*LETTER_ENDS, "方案", "办法")):
        yield audited.doubt("title-is-news", audited.title)


def doubt_page_data(audited: Audited) -> Iterator[Diagnostic]:
    """The title is a line of the page's card or menu, or a document's number."""
    title = audited.title
    if _DATA_RE.search(title) or _NUMBER_ONLY_RE.match(fold(title)):
        yield audited.doubt("title-is-page-data", title)


def doubt_form(audited: Audited) -> Iterator[Diagnostic]:
    """The title is a sentence, cut or glued to something, goes on from the line above, or names no document."""
    title = audited.title
    if not title:
        return
    rest = (
        title.startswith("的")
        or any(
            fold(line.text) == fold(title)
            and _BEGUN_RE.fullmatch(above.text)
            and not _KIND_RE.search(above.text[-4:])
            and title not in above.text  # the browser's bar has it with the site's name
            for above, line in pairwise(audited.printed[:_HEAD])
        )
    )
    unpaired = any(title.count(pair[0]) != title.count(pair[1]) for pair in _PAIRS) or title.count('"') % 2
    glued = re.match(
        r"[0-9]{1,3}(?![0-9年])[ \u3000]?(?=[\u4e00-\u9fff]{2})|[）)》〉】，、。；：>#=■□◆◇●▲△★☆※\ue000-\uf8ff-]",
        title,
    )
    if (
        not _SHORTEST <= len(fold(title)) <= _LONGEST
        or title.endswith(tuple("，、；：。,;:"))
        or "。" in title
        or unpaired
        or "**" in title
        or _RECORD_RE.search(title)
        or rest
        or glued
    ):
        yield audited.doubt("title-is-damaged", title)
    elif not (ends_title(title) or _KIND_RE.search(title)):
        yield audited.doubt("title-names-no-document", title)


def doubt_unprinted(audited: Audited) -> Iterator[Diagnostic]:
    """The title stands nowhere in the source."""
    title, source = fold(audited.title), audited.folded_source
    # Each line of it may be a heading, or stand in a block quotation.
    if title and title not in source and title not in source.replace("#", "").replace(">", ""):
        yield audited.doubt("title-not-printed", audited.title)


def doubt_other(audited: Audited) -> Iterator[Diagnostic]:
    """The letter above the text issues a document of another title; of several, each has its own page and title."""
    if any(item.page.startswith("plan") for item in audited.items):
        return
    issued = [fold(name) for line in audited.head if len(line) < 300 for name in _ISSUED_RE.findall(line)]
    title = fold(audited.title)
    if title.endswith(LETTER_ENDS):
        return  # a letter whose plan stands elsewhere
    if title and issued and not any(_same(title, name) for name in issued):
        yield audited.doubt("title-differs", audited.title, other=issued[0])


def _same(title: str, issued: str) -> bool:
    bare, other = (keep_words(BRACKET_END_RE.sub("", text)) for text in (title, issued))
    return bare in other or other in bare
